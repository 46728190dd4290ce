"""Who says that something will be done, for whom, what, and by when?

`commitments(message)` reads the author's own words alone, sentence by sentence; quotes, signatures and disclaimers are somebody else's or
nobody's. Rules are data (`language/commitments/<language>.toml`): who is to act is a rule's kind, how it is said (firm, conditional, joint,
negated, tentative) a set of patterns over the whole sentence. Offers ("I'd be happy to"), requests, absences, what others are reported to
have said and what contracts lay down are no commitments. Words are read by the rules of their own language alone (`language.tongues`), few
words that tell none by those of each of which they hold a word. Pure: nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from regard.evidence.due_days import days_promised, writers_day
from regard.evidence.language.dates import due_dates
from regard.evidence.language.detect import LONGEST_READ, SPLIT, Index, indexed
from regard.evidence.language.rules import Late, Part, Rule, read
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.tongues import READ, hinted, pledging, tongue
from regard.model import Commitment, DueDate, Form, Message, Span

ACTORS: dict[str, Literal["writer", "writer+reader", "colleague"]] = {
    "writer": "writer",
    "team": "writer",
    "passive": "writer",
    "joint": "writer+reader",
    "colleague": "colleague",
}
"""Kind of a rule -> who is to act."""

FORMS: tuple[Form, ...] = ("negated", "conditional", "tentative")
"""Tried in this order; "joint" comes from the verb, and what is left is firm."""

LEAST_CERTAIN = 0.3
"""A date less certain than this is nobody's deadline ("after Friday" tells when it will not be)."""

LONGEST_UNTOLD = 300
"""Characters; more of them tell a language."""
LONGEST_WHAT = 200
BESIDE = 25
"""Characters in front of a promise in which a word makes it doubtful."""

_BREAK = re.compile(r"[,;:.!–] *")
_AND = re.compile(r"(?i)\band\b|&")
_DETERMINER = re.compile(r"(?i)\b(?:the|an?|our|my|your|this|that|these|those|its|both|all)\b")
_AND_THING = re.compile(
    rf"(?i)\s*[,;]?\s*(?:\band\b|&)\s+(?P<thing>{_DETERMINER.pattern[4:]}\s+[^.?!;:]{{2,60}}?)"
    r"(?:\s+(?:by|on|before|until|till|within|at the latest|(?:no|not) later than))?\s*"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|will|shall|can|could|would|should|must|may|has|have|had|do|does|i|we|you|they|he|she|it|who|which|that)\b|'(?:ll|re|ve|s|m)\b"
)
"""A thing with a verb of its own is another statement: "and the review on Monday is with the board"."""
_REST = re.compile(r"[\s.!,;)]*(?:at the latest|latest)?[\s.!,;)]*")


@dataclass(frozen=True, slots=True)
class Reader:
    """How one language promises: its rules, the forms of a promise, and what else of a sentence is looked at (`[beside]` of its file).

    `cue`: what a sentence must hold of, whole, if it promises anything (None: nobody asks). `reader`: words to the reader; `together`:
    what "we" do with the reader; `asks`: asks the reader for a thing; `of_it`: what is promised of "it" in the next sentence waits for it.
    """

    language: str
    rules: tuple[Rule, ...]
    index: Index
    forms: dict[str, re.Pattern[str]]
    cue: re.Pattern[str] | None
    reader: re.Pattern[str]
    together: re.Pattern[str]
    asks: re.Pattern[str]
    of_it: re.Pattern[str]


@cache
def reader(language: str) -> Reader:
    """How a language of `tongues.pledging` promises, the surest rules first. ConfigError where its file cannot be used."""
    import tomllib

    file = resources.files("regard.evidence.language").joinpath("commitments", f"{language}.toml")
    text = file.read_text("utf-8")
    table = tomllib.loads(text)
    surest = tuple(sorted(read(language, [text], tuple(ACTORS)), key=lambda rule: -rule.q))
    beside = {name: re.compile(source) for name, source in table["beside"].items() if name != "cue"}
    return Reader(
        language,
        surest,
        indexed(surest),
        {name: re.compile(table["forms"][name]) for name in FORMS},
        _by_letter(table["beside"]["cue"]) if "cue" in table["beside"] else None,
        beside["reader"],
        beside["together"],
        beside["asks"],
        beside["of_it"],
    )


def _by_letter(cues: str) -> re.Pattern[str]:
    """The pattern of some cues, by their first letters: the engine then tries a few at each word and not all of them."""
    by_letter: dict[str, list[str]] = {}
    for cue in cues.split("|"):
        by_letter.setdefault(cue[0], []).append(cue[1:])
    return re.compile(r"\b(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items()) + r")\b")


def spoken_in(own: str) -> tuple[str, ...]:
    """The languages by whose rules own words are read: theirs, and where they are too few to tell one, English and those of which they
    hold a word; none where it is not read.
    """
    told = tongue(own)
    if told not in pledging():
        return ()
    if told != READ or len(own) > LONGEST_UNTOLD:
        return (told,)
    return (READ, *(name for name in hinted(own) if name in pledging()))


def rules() -> tuple[Rule, ...]:
    """All rules of all languages, with their examples."""
    return tuple(rule for language in pledging() for rule in reader(language).rules)


def commitments(message: Message) -> tuple[Commitment, ...]:
    """What the author of a mail commits to, at most one a sentence, two where it names two things with a day each. Automated mail
    commits nobody.
    """
    if message.automated:
        return ()
    return read_commitments(message.text, message.spans, message.us or 0, message.tz_minutes)


def read_commitments(text: str, spans: Sequence[Span], base_us: int, tz_minutes: int | None = None) -> tuple[Commitment, ...]:
    """The commitments in the own words of `text`, written at `base_us` (UTC microseconds) at an offset of `tz_minutes` from UTC."""
    return tuple(c for c, _ in told_commitments(text, spans, base_us, tz_minutes))


def told_commitments(
    text: str, spans: Sequence[Span], base_us: int, tz_minutes: int | None = None
) -> tuple[tuple[Commitment, str], ...]:
    """As `read_commitments`, each with the language it is said in."""
    own = [span for span in spans if span.zone == "own"]
    found: list[tuple[Commitment, str]] = []
    for language in spoken_in(" ".join(text[span.start : span.end] for span in own)) if own else ():
        by = reader(language)
        for span in own:
            found += [(c, language) for c in _of_span(text, span, by, base_us, tz_minutes)]
        if found:  # of words that may be of any language
            break
    return tuple(found)


def _of_span(text: str, span: Span, by: Reader, base_us: int, tz_minutes: int | None) -> list[Commitment]:
    low = plain(text[span.start : span.end])
    first = by.cue.search(low) if by.cue is not None else None
    if by.cue is not None and first is None:  # most mails promise nothing: they are not even cut into sentences
        return []
    begins = first.start() if first is not None else 0
    found: list[Commitment] = []
    before = ""
    for start, end in sentences(text, span.start, min(span.end, span.start + LONGEST_READ)):
        asked, before = before, low[start - span.start : end - span.start]
        if end - span.start <= begins or (by.cue is not None and by.cue.search(before) is None):
            continue
        commitment = of_sentence(text, start, end, base_us, tz_minutes, by)
        if commitment is None:
            continue
        if commitment.form in {"firm", "joint"} and _waits_for(asked, before, by):
            commitment = replace(commitment, form="conditional")
        found += _each_with_its_day(text, commitment, base_us, tz_minutes) if by.language == READ else [commitment]
    return found


def _waits_for(asked: str, says: str, by: Reader) -> bool:
    """Whether a plain sentence promises of "it" what the one before it asks the reader for: “Please send the contract. I will sign it.”"""
    return (
        bool(asked)
        and by.of_it.search(" ".join(says.split())) is not None
        and by.asks.search(" ".join(asked.split())) is not None
    )


def of_sentence(
    text: str, start: int, end: int, base_us: int, tz_minutes: int | None = None, by: Reader | None = None
) -> Commitment | None:
    """The commitment that the sentence `text[start:end]` makes, if any, in a language (English)."""
    by = by or reader(READ)
    piece = text[start:end]
    low = plain(piece)
    if by.cue is not None and by.cue.search(low) is None:
        return None
    sentence = " ".join(low.split())
    over: Rule | None = None  # a rule that found its words where a veto says that they mean something else
    for rule, part in _candidates(by.index, sentence):
        match = _unvetoed(part.pattern, rule, sentence) if rule is not over else None
        if match is None:
            continue
        if any(veto.search(sentence) for veto in rule.unless):
            over = rule
            continue
        place = match.span()
        actor, form = ACTORS[rule.kind], _form(sentence, place, by)
        if form == "firm" and (rule.kind == "joint" or (rule.kind == "team" and by.together.search(sentence))):
            actor, form = "writer+reader", "joint"
        due = _due(piece, start, base_us, tz_minutes, day_first=by.language != READ)
        to: Literal["reader", ""] = "reader" if by.reader.search(sentence) else ""
        named_before = rule.kind == "passive" or by.language != READ  # "die Preise schicke ich Ihnen"
        what = _clause(sentence, place[0]) if named_before else place[0]
        return Commitment(start, end, actor, to, _what(piece, what), due, form, rule.q)
    return None


def _candidates(index: Index, sentence: str) -> list[tuple[Rule, Part]]:
    """The patterns that a plain sentence can match by its words, the surest rules first."""
    words = sentence.translate(SPLIT).split()
    held = index.keys.intersection(words).union(sign for sign in index.signs if sign in sentence)
    return index.candidates(held, words)


def _unvetoed(pattern: Late, rule: Rule, sentence: str) -> re.Match[str] | None:
    at = 0
    while (match := pattern.search(sentence, at)) is not None:
        if not any(veto.search(sentence, 0, match.start()) for veto in rule.before):
            return match
        at = max(match.end(), at + 1)
    return None


def _form(sentence: str, place: tuple[int, int], by: Reader) -> Form:
    """How it is said: a condition may stand anywhere in the sentence, a doubt or a "not" beside the words that promise; where verbs stand
    before them ("ich schicke es nicht"), up to the end of the clause.
    """
    forms = by.forms
    begin, stop = max(place[0] - BESIDE, 0), place[1]
    if by.language != READ:
        stop = next((m.start() for m in _BREAK.finditer(sentence, stop)), len(sentence))
    found = {"conditional": forms["conditional"].search(sentence)} | {
        name: forms[name].search(sentence, begin, stop) for name in ("negated", "tentative")
    }
    return next((name for name in FORMS if found[name]), "firm")


def _due(piece: str, start: int, base_us: int, tz_minutes: int | None, *, day_first: bool) -> DueDate | None:
    """By when: the last certain date of the sentence by which something can be promised on the day of its writing."""
    dates = [due for due in due_dates(piece, base_us, tz_minutes) if due.certainty >= LEAST_CERTAIN]
    ahead = days_promised(piece, dates, writers_day(base_us, tz_minutes), day_first=day_first) if dates else []
    if not ahead:
        return None
    return replace(ahead[-1], start=ahead[-1].start + start, end=ahead[-1].end + start)


def _each_with_its_day(text: str, c: Commitment, base_us: int, tz_minutes: int | None) -> list[Commitment]:
    """A sentence of two things, each with its day, is two promises: “the NDA tomorrow, and the drawings no later than the 20th”.

    Two days, and between them "and" with a thing that no verb of its own follows; the second day ends the sentence. The second promise
    takes the words up to the first thing ("I will send") and stands where its thing does.
    """
    piece = text[c.start : c.end]
    if c.due is None or _AND.search(piece) is None:
        return [c]
    dates = [due for due in due_dates(piece, base_us, tz_minutes) if due.certainty >= LEAST_CERTAIN]
    ahead = days_promised(piece, dates, writers_day(base_us, tz_minutes))
    if len(ahead) != 2 or ahead[0].day == ahead[1].day or _REST.fullmatch(piece, ahead[1].end) is None:
        return [c]
    match = _AND_THING.fullmatch(piece, ahead[0].end, ahead[1].start)
    if match is None or _VERB.search(plain(match["thing"])) is not None:
        return [c]
    at = match.start("thing")
    second = " ".join(piece[at:].split()).rstrip(" .!,;")
    first = c.what.removesuffix(second).rstrip(" ,;&").removesuffix(" and").rstrip(" ,;")
    if first == c.what:
        return [c]
    lead = _DETERMINER.split(first, maxsplit=1)[0]
    due = replace(ahead[0], start=ahead[0].start + c.start, end=ahead[0].end + c.start)
    return [
        replace(c, end=c.start + ahead[0].end, what=first, due=due),
        replace(c, start=c.start + at, what=f"{lead.rstrip()} {second}"[:LONGEST_WHAT]),
    ]


def _clause(sentence: str, place: int) -> int:
    """Where the clause begins in which the promise stands: a passive names what is promised before its verb."""
    return max((m.end() for m in _BREAK.finditer(sentence, 0, place)), default=0)


def _what(piece: str, place: int) -> str:
    """The words from the promise on, white space as in `place`'s plain sentence."""
    return " ".join(piece.split())[place:][:LONGEST_WHAT].rstrip(" .!,;")
