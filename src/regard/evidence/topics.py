"""What matters to a buyer, in their own words: goals, problems, deadlines, questions still open, words they keep coming back to.

A pure function over their own messages. Never a topic: small talk and thanks (rapport stores that they happened, not what they
were about), anything private (health, faith, party politics, family), threads about people at work or the law, names of people. Too few
messages give none: unknown is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from regard.evidence.deadlines import WEIGHED, days_named
from regard.evidence.goals import is_goal
from regard.evidence.recurring import recurring_words
from regard.evidence.topic import CURRENT, WORD, Kind, Said, Sentence, Topic, no_standing_text, sentences_of, theirs, told_of
from regard.evidence.troubles import is_problem
from regard.time import iso_day

MOST = 8

MOST_OF: dict[Kind, int] = {"goal": 3, "question": 3, "deadline": 2, "problem": 2, "word": 3}
"""In this order they are told; a sentence that tells a goal and a day is told once, as the goal."""

LEAST_MESSAGES = 3
"""With fewer messages of their own, or turns on calls, nothing is said about what matters to them."""

FEWEST_WORDS = 3
"""Words that a question holds."""

ASKS = 0.85
"""A sentence without a cue is an open question when it asks this surely (`language.requests`, at the base rate of its training)."""

HARDLY_ASKS = 0.15
"""… and a cue is none where it asks less surely than this."""

WORDED = 1_000
"""So many sentences, the newest first, are looked at for words that come back."""


def topics(
    said: Sequence[Said],
    answered_us: Mapping[str, int],
    as_of_us: int,
    *,
    rest: Callable[[Sequence[str]], tuple[int, Mapping[str, int]]],
    people: Collection[str] = (),
) -> list[Topic]:
    """At most `MOST` topics, current ones first; where there are fewer than `LEAST_MESSAGES` messages, days alone: one mail can name one.

    `answered_us`: thread -> when we last wrote in it. `rest(words)` answers how many messages the rest of the book has, and how many of
    them hold each word or pair. `people`: words of names, lower case, that may be no topic.
    """
    told = theirs(said, as_of_us)
    spoken = no_standing_text([sentence for s in told for sentence in sentences_of(s)], len(told))
    since, today = as_of_us - CURRENT, iso_day(as_of_us - 1) or ""
    if sum(s.times for s in told) < LEAST_MESSAGES:
        return _chosen(days_named(spoken, since, today))
    found = [
        *_open(spoken, answered_us, since),
        *days_named(spoken, since, today),
        *_of_kind(spoken, "goal", since, _is_goal),
        *_of_kind(spoken, "problem", since, is_problem),
        *recurring_words(spoken[:WORDED], len(told), since, rest, people),
    ]
    return _chosen(found)


def _chosen(found: Sequence[Topic]) -> list[Topic]:
    """The current ones first, of each kind so many, no sentence twice."""
    order = list(MOST_OF)
    kept: list[Topic] = []
    seen: set[tuple[str, int] | str] = set()
    for topic in sorted(found, key=lambda t: (not t.current, order.index(t.kind))):  # stable: within a kind as found
        place = (topic.message_id, topic.start) if topic.kind != "word" else topic.text
        same = " ".join(topic.quote.lower().split()) if topic.kind != "word" else topic.text
        if place in seen or same in seen or sum(t.kind == topic.kind for t in kept) >= MOST_OF[topic.kind]:
            continue
        seen |= {place, same}
        kept.append(topic)
    return kept[:MOST]


def _of_kind(spoken: Sequence[Sentence], kind: Kind, since: int, is_one: Callable[[Sentence], bool]) -> Iterator[Topic]:
    return (told_of(kind, s, since) for s in spoken if is_one(s))


def _is_goal(s: Sentence) -> bool:
    return "talks_outcomes" in s.kinds or (is_goal(s.words) if s.tells is None else "g" in s.tells)


def _open(spoken: Sequence[Sentence], answered_us: Mapping[str, int], since: int) -> Iterator[Topic]:
    """What they asked lately, in threads in which we have not written since; the newest first."""
    waiting = [
        s for s in spoken if s.said.us >= since and s.said.thread_id and answered_us.get(s.said.thread_id, 0) <= s.said.us
    ][:WEIGHED]
    if not waiting:
        return
    from regard.evidence.language.requests import chances

    for s, chance in zip(waiting, chances([s.words for s in waiting]), strict=True):
        if sum(w[0].isalpha() for w in WORD.findall(s.words)) < FEWEST_WORDS:
            continue  # "???????", "Well?"
        asked = bool(s.kinds & {"question", "request"})
        if "defers" in s.kinds and not asked:
            continue  # "I need to check with our CFO" asks nothing of us
        if chance >= ASKS or (asked and chance >= HARDLY_ASKS):
            yield told_of("question", s, since)
