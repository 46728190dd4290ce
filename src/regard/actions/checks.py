"""What only the whole draft shows, or what the book knows of its reader. One function is one check; a rule names it.

A check gets the draft, its rule's words and figures in the draft's language, and the reader.
It is a pure function, but for the day on which it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from regard.actions.advised import against_advice
from regard.actions.draft import Draft, Sentence
from regard.actions.figures import other_figure
from regard.actions.reader import Reader
from regard.actions.rulebook import Finding, Tongue
from regard.actions.telling_on import tells_confidence
from regard.time import now_us

Check = Callable[[Draft, Tongue, Reader], Iterator[Finding]]

_SORRY = re.compile(
    r"\b(?:sorry|apolog(?:y|ies|i[sz]e)|my (?:fault|mistake)|(?:i|we) (?:missed|let you down|(?:was|were|am|are) late|should have)"
    r"|you (?:should|ought to) have (?:had|got|gotten|received|seen)|(?:was|were) due (?:to you )?(?:on|by|last)"
    r"|(?:i|we) (?:had )?promised (?:it|this|that|you))\b"
)
"""Owning up to what is late."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


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


def nothing_given(draft: Draft, tongue: Tongue, _reader: Reader) -> Iterator[Finding]:
    """A mail that asks how things stand and holds nothing else: every sentence of it asks for news, greets or closes."""
    said = tongue.lists
    if not draft.sentences or draft.words > int(said["most"]):
        return
    phrases, small = _compiled(tuple(said["phrases"])), _compiled(tuple(said["small"]))
    asking = None
    for sentence in draft.sentences:
        match = next((m for p in phrases if (m := p.search(sentence.low))), None)
        if match is not None:
            asking = asking or (sentence, match)
        elif not any(p.search(sentence.low) for p in small):
            return
    if asking is not None:
        sentence, match = asking
        yield Finding(*draft.place(sentence, *match.span("mark" if "mark" in match.re.groupindex else 0)))


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
    """A new promise to somebody whom we owe what is overdue (none where the draft owns up to it and names a new day), and one for a later
    day than the one that stands.
    """
    yield from _later_than_agreed(draft, reader)
    if not reader.overdue:
        return
    seen = now_us()  # a date is a day to come only as seen from today
    owns_up = any(_SORRY.search(sentence.low) for sentence in draft.sentences)
    from regard.evidence.commitments import of_sentence

    for sentence in draft.sentences:
        made = of_sentence(draft.read, sentence.start, sentence.end, seen)
        if made is not None and made.actor == "writer" and made.form == "firm" and not (owns_up and made.due is not None):
            yield Finding(sentence.start, sentence.end, f"A new promise while an old one is overdue: {reader.overdue[0]}.")
            return


def _later_than_agreed(draft: Draft, reader: Reader) -> Iterator[Finding]:
    """A promise of a thing that stands promised for an earlier day, which the draft does not name."""
    if not reader.agreed:
        return
    from regard.evidence.commitments import of_sentence
    from regard.evidence.pledges import pledge

    seen = now_us()
    for sentence in draft.sentences:
        made = of_sentence(draft.read, sentence.start, sentence.end, seen)
        said = pledge(made, None) if made is not None and made.actor == "writer" and made.form == "firm" else None
        if said is None or not said.day:
            continue
        for named, day, words in reader.agreed:
            if day < said.day and 2 * len(named & set(said.named)) > len(named):
                yield Finding(
                    sentence.start, sentence.end, f"They were promised this for {day}: {words}. This names {said.day}."
                )
                return


def _held(sentence: Sentence, words: frozenset[str]) -> int:
    return sum(word in words for word in _WORD.findall(sentence.low))


@lru_cache(maxsize=32)
def _compiled(sources: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        no_question,
        nothing_given,
        about_us,
        many_asks,
        promise_while_overdue,
        against_advice,
        tells_confidence,
        other_figure,
    )
}
