"""Who says that something will be done, for whom, what, and by when?

`commitments(message)` reads the author's own words alone, sentence by sentence; quotes, signatures and disclaimers are somebody else's or
nobody's. Rules are data (`language/commitments/<language>.toml`): who is to act is a rule's kind, how it is said (firm, conditional, joint,
negated, tentative) a set of patterns over the whole sentence. Offers ("I'd be happy to"), requests, absences, what others are reported to
have said and what contracts lay down are no commitments. Pure: nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from regard.evidence.due_days import days_promised, writers_day
from regard.evidence.language.dates import due_dates
from regard.evidence.language.detect import LONGEST_READ, SPLIT, Index, indexed
from regard.evidence.language.rules import Late, Part, Rule, read
from regard.evidence.language.sentences import plain, sentences
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

_ASKS_FOR_IT = re.compile(
    r"(?:^|[,;:.–-] ?|\b(?:and|but|so|then|also) )(?:please |kindly |just |(?:can|could|would|will) you (?:please |kindly )?){1,2}"
    r"(?:then |also |just )?"
    r"(?:send|re-?send|forward|return|issue|provide|share|give|let (?:me|us) have|draw up|prepare|e-?mail|mail|fax)\b"
)
"""Asks the reader for a thing: what is promised of "it" in the next sentence waits for it."""
_OF_IT = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall) (?:then |gladly |also |immediately )*(?!explain|tell|discuss|say)[a-z-]+ "
    r"(?:it|them|that|this|those|both)\b"
)
LONGEST_WHAT = 200
BESIDE = 25
"""Characters in front of a promise in which a word makes it doubtful."""

_ABOUT_ONE = re.compile(r"\b(?:you|your|yours|you'll|y'all|ya)\b")
_TOGETHER = re.compile(
    r"\b(?:we|us)\b[^.?!]{0,12}\b(?:meet|talk|discuss|speak|sit down|get together|catch up|touch base|chat|go over)\b"
)
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
_CUES = (
    "will|won't|shall|'ll|ll|going to|gonna|about to|let me|promise|owe|guarantee|try|trying|done|on it|on this|leave|agreed?|commit"
    "|undertake|sending|mailing|faxing|shipping|calling|forwarding|devoted|dedicated|spent|count|rely|depend|bank|word"
    "|can do|i can|we can|you can|you may|happy to|glad to|pleased to|yours|expect|my list|my to-?do list|a note to|a reminder to"
    "|from me|from us|hold me|hold us|to me|to us|with me|with us|my hand|noting|writing|putting"
    "|posting|e-?mailing|delivering|couriering|goes out|goes off|goes over|on its way|on their way"
)
"""What a sentence must hold of, whole, if it promises anything."""


@cache
def _cue() -> re.Pattern[str]:
    """The pattern of `_CUES`, by their first letters: the engine then tries a few at each word and not all of them."""
    by_letter: dict[str, list[str]] = {}
    for cue in _CUES.split("|"):
        by_letter.setdefault(cue[0], []).append(cue[1:])
    return re.compile(r"\b(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items()) + r")\b")


@dataclass(frozen=True, slots=True)
class _Reader:
    rules: tuple[Rule, ...]
    index: Index
    forms: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    """All rules, the surest first. ConfigError where a file cannot be used."""
    import tomllib

    folder = resources.files("regard.evidence.language").joinpath("commitments")
    rules: list[Rule] = []
    forms: dict[str, list[str]] = {}
    for file in sorted(folder.iterdir(), key=lambda p: p.name):
        if file.name.endswith(".toml"):
            text = file.read_text("utf-8")
            rules += read(file.name.removesuffix(".toml"), [text], tuple(ACTORS))
            for name, source in tomllib.loads(text).get("forms", {}).items():
                forms.setdefault(name, []).append(source)
    surest = tuple(sorted(rules, key=lambda rule: -rule.q))
    return _Reader(surest, indexed(surest), {name: re.compile("|".join(rows)) for name, rows in forms.items()})


def rules() -> tuple[Rule, ...]:
    """All rules of all languages, with their examples."""
    return _reader().rules


def commitments(message: Message) -> tuple[Commitment, ...]:
    """What the author of a mail commits to, at most one a sentence, two where it names two things with a day each. Automated mail
    commits nobody.
    """
    if message.automated:
        return ()
    return read_commitments(message.text, message.spans, message.us or 0, message.tz_minutes)


def read_commitments(text: str, spans: Sequence[Span], base_us: int, tz_minutes: int | None = None) -> tuple[Commitment, ...]:
    """The commitments in the own words of `text`, written at `base_us` (UTC microseconds) at an offset of `tz_minutes` from UTC."""
    found = []
    for span in spans:
        if span.zone != "own":
            continue
        low = plain(text[span.start : span.end])
        first = _cue().search(low)
        if first is None:  # most mails promise nothing: they are not even cut into sentences
            continue
        before = ""
        for start, end in sentences(text, span.start, min(span.end, span.start + LONGEST_READ)):
            asked, before = before, low[start - span.start : end - span.start]
            if end - span.start > first.start() and _cue().search(low, start - span.start, end - span.start) is not None:
                commitment = of_sentence(text, start, end, base_us, tz_minutes)
                if commitment is not None and commitment.form in {"firm", "joint"} and _waits_for(asked, before):
                    commitment = replace(commitment, form="conditional")
                if commitment is not None:
                    found += _each_with_its_day(text, commitment, base_us, tz_minutes)
    return tuple(found)


def _waits_for(asked: str, says: str) -> bool:
    """Whether a plain sentence promises of "it" what the one before it asks the reader for: “Please send the contract. I will sign it.”"""
    return (
        bool(asked)
        and _OF_IT.search(" ".join(says.split())) is not None
        and _ASKS_FOR_IT.search(" ".join(asked.split())) is not None
    )


def of_sentence(text: str, start: int, end: int, base_us: int, tz_minutes: int | None = None) -> Commitment | None:
    """The commitment that the sentence `text[start:end]` makes, if any."""
    piece = text[start:end]
    low = plain(piece)
    if _cue().search(low) is None:
        return None
    sentence = " ".join(low.split())
    over: Rule | None = None  # a rule that found its words where a veto says that they mean something else
    for rule, part in _candidates(_reader().index, sentence):
        match = _unvetoed(part.pattern, rule, sentence) if rule is not over else None
        if match is None:
            continue
        if any(veto.search(sentence) for veto in rule.unless):
            over = rule
            continue
        place = match.span()
        actor, form = ACTORS[rule.kind], _form(sentence, place)
        if rule.kind == "team" and form == "firm" and _TOGETHER.search(sentence):
            actor, form = "writer+reader", "joint"
        due = _due(piece, start, base_us, tz_minutes)
        to: Literal["reader", ""] = "reader" if _ABOUT_ONE.search(sentence) else ""
        what = _clause(sentence, place[0]) if rule.kind == "passive" else place[0]
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


def _form(sentence: str, place: tuple[int, int]) -> Form:
    """How it is said: a condition may stand anywhere in the sentence, a doubt or a "not" beside the words that promise."""
    forms = _reader().forms
    begin, stop = max(place[0] - BESIDE, 0), place[1]
    found = {"conditional": forms["conditional"].search(sentence)} | {
        name: forms[name].search(sentence, begin, stop) for name in ("negated", "tentative")
    }
    return next((name for name in FORMS if found[name]), "firm")


def _due(piece: str, start: int, base_us: int, tz_minutes: int | None) -> DueDate | None:
    """By when: the last certain date of the sentence by which something can be promised on the day of its writing."""
    dates = [due for due in due_dates(piece, base_us, tz_minutes) if due.certainty >= LEAST_CERTAIN]
    ahead = days_promised(piece, dates, writers_day(base_us, tz_minutes)) if dates else []
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
