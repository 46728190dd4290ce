"""What only the whole draft shows, or what the book knows of its reader. One function is one check; a rule names it.

A check gets the draft, its rule's words and figures in the draft's language, and the reader. It is a pure function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from regard.actions.draft import Draft, Sentence
from regard.actions.reader import Reader
from regard.actions.rulebook import Finding, Tongue
from regard.evidence.language.sentences import plain, sentences
from regard.parse.zones import zones

Check = Callable[[Draft, Tongue, Reader], Iterator[Finding]]

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ASKING = re.compile(
    r"\b(?:who|what|when|where|why|how|which|whose)\b|^(?:[a-z]+, )?(?:so |and |but |also,? )?"
    r"(?:do|does|did|is|are|was|were|can|could|would|will|have|has|had|should)\b"
)
_PLEASANTRY = re.compile(
    r"\bhow (?:are|is|was|were) (?:you|things|it going|everything|your|the (?:weekend|holiday|trip|family))|\bhow have you been"
)
_COMMON = frozenset(
    [
        "what", "when", "where", "which", "that", "this", "with", "from", "have", "will", "would", "could", "should", "your", "they",
        "them", "there", "then", "than", "these", "those", "does",
        "some", "about", "into", "been", "were", "just", "like", "also",
        "still",
        "know", "think", "want", "need", "much", "many", "long", "more", "very",
        "please", "thanks", "going", "done", "make", "made", "take",
        "here", "other", "only", "over", "time", "week", "today", "tomorrow",
    ]
)  # fmt: skip


def no_question(draft: Draft, tongue: Tongue, _reader: Reader) -> Iterator[Finding]:
    """A mail of some length that answers none, asks nothing and invites nothing: its last sentence is marked."""
    said = tongue.lists
    if not int(said["fewest"]) <= draft.words <= int(said["most"]) or "?" in draft.own or draft.quoted or draft.asks:
        return
    if any(pattern.search(sentence.low) for pattern in _compiled(tuple(said["invites"])) for sentence in draft.sentences):
        return
    whole = [s for s in draft.sentences if len(s.low.split()) >= 3]
    if whole:
        yield Finding(whole[-1].start, whole[-1].end)


def question_unanswered(draft: Draft, tongue: Tongue, reader: Reader) -> Iterator[Finding]:
    """A question of theirs of which no word comes back, in a draft that does not begin to answer either."""
    theirs = questions(reader.open_message) if reader.open_message else questions(first_quoted(draft))
    low = plain(draft.own)
    if not theirs or draft.words < int(tongue.lists["fewest"]) or not draft.sentences:
        return
    if any(pattern.search(low) for pattern in _compiled(tuple(tongue.lists["answers"]))):
        return
    told = any(pattern.search(low) for pattern in _compiled(tuple(tongue.lists["numbers"])))
    amounts = _compiled(tuple(tongue.lists["amounts"]))
    stems = {stem(word) for word in _WORD.findall(low)}
    for question in theirs:
        asked = {stem(word) for word in _WORD.findall(plain(question)) if len(word) >= 4 and word.lower() not in _COMMON}
        if told and any(pattern.search(plain(question)) for pattern in amounts):
            continue
        if asked and not asked & stems:
            first = draft.sentences[0]
            shown = question if len(question) <= 120 else question[:117] + "…"
            yield Finding(first.start, first.end, f"Their question has no answer here: “{shown}”")
            return


def nothing_given(draft: Draft, tongue: Tongue, _reader: Reader) -> Iterator[Finding]:
    """A short mail that checks in and holds nothing for them."""
    said = tongue.lists
    if draft.words > int(said["most"]):
        return
    low = plain(draft.own)
    if any(pattern.search(low) for pattern in _compiled(tuple(said["gives"]))):
        return
    for sentence in draft.sentences:
        for pattern in _compiled(tuple(said["phrases"])):
            match = pattern.search(sentence.low)
            if match is not None:
                yield Finding(*draft.place(sentence, *match.span("mark" if "mark" in pattern.groupindex else 0)))
                return


def about_us(draft: Draft, tongue: Tongue, _reader: Reader) -> Iterator[Finding]:
    """Many more words for us than for them: the sentence with the most is marked."""
    said = tongue.lists
    if draft.words < int(said["fewest"]):
        return
    ours, yours = frozenset(said["us"]), frozenset(said["them"])
    counted = [(_held(s, ours), _held(s, yours), s) for s in draft.sentences]
    us, them = sum(c[0] for c in counted), sum(c[1] for c in counted)
    if us < int(said["least"]) or us < int(said["times"]) * max(them, 1) or us < float(said["share"]) * draft.words:
        return
    most = max(counted, key=lambda c: c[0])[2]
    yield Finding(
        most.start, most.end, f"More about us than about them: “we”, “I” and “our” {us} times, “you” and “your” {them} times."
    )


def many_asks(draft: Draft, tongue: Tongue, _reader: Reader) -> Iterator[Finding]:
    """The first ask beyond what one mail can carry."""
    most = int(tongue.lists["most"])
    if len(draft.asks) > most:
        start, end = draft.asks[most]
        yield Finding(start, end, f"{len(draft.asks)} asks in one mail; this is number {most + 1}.")


def promise_while_overdue(draft: Draft, _tongue: Tongue, reader: Reader) -> Iterator[Finding]:
    """A new promise to somebody whom we owe what is overdue."""
    if not reader.overdue:
        return
    from regard.evidence.commitments import of_sentence

    for sentence in draft.sentences:
        made = of_sentence(draft.read, sentence.start, sentence.end, 0)
        if made is not None and made.actor == "writer" and made.form == "firm":
            yield Finding(sentence.start, sentence.end, f"A new promise while an old one is overdue: {reader.overdue[0]}.")
            return


def too_long(draft: Draft, tongue: Tongue, reader: Reader) -> Iterator[Finding]:
    """What lies beyond the length that this reader is used to, or beyond a general bar."""
    said = tongue.lists
    usual = reader.usual_words
    bar = min(max(int(said["times"]) * usual, int(said["least"])), int(said["longest"])) if usual else int(said["bar"])
    if draft.words <= bar:
        return
    counted = 0
    for span in draft.spans:
        if span.zone != "own":
            continue
        for word in re.finditer(r"\S+", draft.read[span.start : span.end]):
            counted += 1
            if counted == bar + 1:
                end = span.start + len(draft.read[span.start : span.end].rstrip())
                told = (
                    f"{draft.words} words; {reader.name or 'they'} usually write{'s' if reader.name else ''} about {usual}."
                    if usual
                    else ""
                )
                yield Finding(
                    span.start + word.start(),
                    end,
                    told or f"{draft.words} words. What matters to them belongs in the first lines.",
                )
                return


def questions(text: str) -> list[str]:
    """The real questions among somebody's own words: those that ask for something, not "right?" nor how one is."""
    found = []
    for span in zones(text):
        if span.zone == "own":
            for start, end in sentences(text, span.start, span.end):
                asked = " ".join(text[start:end].split())
                low = plain(asked)
                if low.endswith("?") and len(low.split()) >= 4 and _ASKING.search(low) and not _PLEASANTRY.search(low):
                    found.append(asked)
    return found


def first_quoted(draft: Draft) -> str:
    """What the draft answers, as quoted below it: the outermost quote without its marks and the lines above it."""
    quote = next((draft.read[s.start : s.end] for s in draft.spans if s.zone == "quoted"), "")
    lines = [line.lstrip() for line in quote.splitlines()]
    marked = [line[1:].removeprefix(" ") for line in lines if line.startswith(">")]
    if marked:
        return "\n".join(line for line in marked if not line.startswith(">"))
    headed = next(
        (n for n, line in enumerate(lines) if re.match(r"(?:subject|to|sent|date|from|cc)\s*:", line, re.IGNORECASE)), None
    )
    if headed is None:
        return "\n".join(lines)
    blank = next((n for n in range(headed, len(lines)) if not lines[n]), len(lines))
    return "\n".join(lines[blank:])


def stem(word: str) -> str:
    """A word's first five letters: enough to tell whether it comes back in another form."""
    return word.lower()[:5]


def _held(sentence: Sentence, words: frozenset[str]) -> int:
    return sum(word in words for word in _WORD.findall(sentence.low))


@lru_cache(maxsize=32)
def _compiled(sources: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (no_question, question_unanswered, nothing_given, about_us, many_asks, promise_while_overdue, too_long)
}
