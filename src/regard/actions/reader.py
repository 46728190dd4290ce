"""What does the book know of the one who will read this draft, and of what was written to whoever writes it?

Their standing in plain words, what they wrote last and whether it was answered, how long they usually write, what we owe them. Numbers are
not carried: the coach needs to know only whether trust has been shown. What buyers told this writer (`advised`, `confided`) is there only
where it is known who writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trust = Literal["", "unknown", "low", "shown"]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one mail: `words` as written, `near` the sentence after them, whose (`by`), their day (ISO), the message; `until` the day
    (ISO) named behind a "before" or "until" of theirs, "" without one.
    """

    words: str
    by: str = ""
    day: str = ""
    message_id: str | None = None
    near: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One of those whom the draft goes to: name, and what says their post (a title, the name of their mailbox)."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader. `trust` is "" where nobody is named (or they asked not to be modelled); `said` are their latest words in lower case;
    `overdue` what we promised them and did not do in time; `waits` that they complained and it stands, or wait for an answer of ours, in
    words ("" where they do not); `refused` that they wrote that there is no money, or that nothing more be offered, in words;
    `agreed` what we promised them that stands: the stems that name it, its day (ISO), its words.

    `receivers`: all whom the draft goes to, the reader first. `advised`: sentences in which people of their companies told the writer what
    not to do, and what may be done after all, in order of time. `confided`: what others told the writer in confidence; `familiar`: stems of
    what the receivers have had in mail themselves, or of words that are common in the book. `stated`: what we wrote them of figures, the
    latest last; `asked`: their last mail to us.
    """

    name: str = ""
    trust: Trust = ""
    said: str = ""
    overdue: tuple[str, ...] = ()
    waits: str = ""
    refused: str = ""
    agreed: tuple[tuple[frozenset[str], str, str], ...] = ()
    receivers: tuple[Receiver, ...] = ()
    advised: tuple[Said, ...] = ()
    confided: tuple[Said, ...] = ()
    familiar: frozenset[str] = frozenset()
    stated: tuple[Said, ...] = ()
    asked: str = ""
