"""What is one thing that matters to a buyer, and which of their sentences may tell of one?

Never told of: small talk and thanks (rapport stores that they happened, not what they were about), anything private (health, faith, party
politics, family), threads about people at work or the law. Pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from regard.evidence.language.detect import SPLIT, located
from regard.evidence.language.sentences import sentences
from regard.identity.exclusions import content_topic
from regard.identity.sensitive import NEVER_A_TOPIC
from regard.model import DAY, Cue, Span

Kind = Literal["question", "deadline", "goal", "problem", "word"]

CURRENT = 120 * DAY
"""What was said within so long before the moment is current."""

LONGEST_READ = 8_000
"""Own words of one message that are read; what lies beyond is a document."""

LONGEST_SENTENCE = 400
"""A longer sentence is a list or a table, and no quote."""

TOLD = 3
"""A word is one of theirs when it stands in this many of their messages, in two threads or more."""

WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]|[^\w\s]")


class Matter(NamedTuple):
    """What was read in a mail once and for all (`evidence.matter`): whether it is about people at work, the law or the like, whether it
    asks to keep something quiet, and its sentences that may be told of, with "g" for a goal and "t" for trouble."""

    private: bool
    quiet: bool
    sentences: tuple[tuple[int, int, str], ...]


class Said(NamedTuple):
    """One message of the buyer's: `text` with its `spans`, and the `cues` read in it. `times`: how often they took the floor in it, 1 in a
    mail and the turns of a call. `matter` is what was read in it before, None where nothing was."""

    message_id: str
    thread_id: str
    us: int
    tz_minutes: int | None
    subject: str
    text: str
    spans: tuple[Span, ...]
    cues: tuple[Cue, ...]
    times: int = 1
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that matters to them: what (`text`), and the words of theirs that say so, at `[start, end)` of their message.

    `due` is the day of a deadline (ISO), `times` in how many of their messages a word stands, `current` whether it was said lately.
    """

    kind: Kind
    text: str
    quote: str
    us: int
    message_id: str
    start: int
    end: int
    due: str = ""
    times: int = 1
    current: bool = True


class Sentence(NamedTuple):
    """A sentence of theirs with its place, and the kinds of cues read in it; `tells` as in `Matter`, None where it was not read before."""

    said: Said
    start: int
    end: int
    words: str
    kinds: frozenset[str]
    tells: str | None = None


def theirs(said: Sequence[Said], as_of_us: int) -> list[Said]:
    """Messages written by then, the newest first, without the threads that are about people at work, the law or the like."""
    told = [s for s in said if s.us <= as_of_us]
    private = {s.thread_id for s in told if s.thread_id and is_private(s)}
    told = [s for s in told if s.thread_id not in private and not (not s.thread_id and is_private(s))]
    return sorted(told, key=lambda s: (-s.us, s.message_id))


def is_private(said: Said) -> bool:
    """Whether a message is about people at work, the law, somebody's health or the like: its thread is left alone."""
    if said.matter is not None:
        return said.matter.private
    return bool(content_topic(said.subject, _own(said), inside=True, by="them"))


def _own(said: Said) -> str:
    return "\n".join(said.text[s.start : s.end] for s in said.spans if s.zone == "own")


def sentences_of(said: Said) -> Iterator[Sentence]:
    """Their own sentences that may be told of: no small talk, no thanks, nothing private."""
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for cue in said.cues:
        kinds[cue.start, cue.end].add(cue.kind)
    if said.matter is not None:
        for start, end, tells in said.matter.sentences:
            yield Sentence(said, start, end, said.text[start:end], frozenset(kinds.get((start, end), ())), tells)
        return
    social = any(c.kind in _RAPPORT for c in said.cues)
    private = not NEVER_A_TOPIC.isdisjoint(said.text.lower().translate(SPLIT).split())
    left = LONGEST_READ
    for span in said.spans:
        if span.zone != "own" or left <= 0:
            continue
        stop = min(span.end, span.start + left)
        left -= stop - span.start
        rapport = {(a, b) for kind, a, b, _ in located(said.text, span.start, stop) if kind in _RAPPORT} if social else set()
        for start, end in sentences(said.text, span.start, stop):
            said_here = said.text[start:end]
            if (start, end) in rapport or end - start > LONGEST_SENTENCE:
                continue
            if private and not NEVER_A_TOPIC.isdisjoint(said_here.lower().translate(SPLIT).split()):
                continue
            yield Sentence(said, start, end, said_here, frozenset(kinds.get((start, end), ())))


_RAPPORT = frozenset({"social_talk", "unprompted_thanks"})

_LETTERS = re.compile(r"[^\W\d_]+")


def no_standing_text(spoken: list[Sentence], messages: int) -> list[Sentence]:
    """Without the sentences that stand in a quarter of their messages, `TOLD` at least: a form they fill in, or small print, is no word
    to us.
    """
    same = [" ".join(_LETTERS.findall(s.words.lower())) for s in spoken]
    mails: dict[str, set[str]] = defaultdict(set)
    for words_, s in zip(same, spoken, strict=True):
        mails[words_].add(s.said.message_id)
    return [s for words_, s in zip(same, spoken, strict=True) if len(mails[words_]) < max(TOLD, messages / 4)]


def told_of(kind: Kind, s: Sentence, since: int, *, due: str = "") -> Topic:
    """The topic that a sentence tells, current where it was said since `since`."""
    quote = " ".join(s.words.split())
    return Topic(kind, quote, quote, s.said.us, s.said.message_id, s.start, s.end, due, 1, s.said.us >= since)
