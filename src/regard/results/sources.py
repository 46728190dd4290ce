"""What a sync read and how each source does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from regard.results.base import Record

UNOWNED = "tells not whose it is"
"""How the note of a mailbox begins whose owner was neither found nor named."""


@dataclass(frozen=True, slots=True)
class SourceCount(Record):
    """What one source gave to one sync: seen = stored + duplicate + set_aside. `kept` is false where nothing readable was in it."""

    path: str
    kind: str
    seen: int
    stored: int
    duplicate: int
    set_aside: int
    kept: bool = True


@dataclass(frozen=True, slots=True)
class SyncReport(Record):
    """What a sync did. seen = stored + duplicate + set_aside, for each source and in sum; `recovered` comes on top.

    recovered: messages of people outside our company that are now in the book out of others' quotes, and were not before.
    read_again: items kept before that were read again, since this version of the program reads them otherwise or the last one was cut
    short. judged_out: items kept before that a default exclusion, stricter than it was, has left out now.
    """

    FRAMED: ClassVar[str] = "sources"

    seen: int
    stored: int
    duplicate: int
    set_aside: int
    seconds: float
    sources: tuple[SourceCount, ...]
    recovered: int = 0
    read_again: int = 0
    judged_out: int = 0


@dataclass(frozen=True, slots=True)
class SourceHealth(Record):
    """One source: what came from it, when it last delivered, and from when to when it shows which direction. ended: its newest mail, where
    its owner wrote that they leave and it delivers no more (it is then not `dark`).
    """

    id: str
    path: str
    kind: str
    owner: str | None
    seen: int
    stored: int
    duplicate: int
    set_aside: int
    last_sync: str | None
    newest: str | None
    dark: bool
    coverage: tuple[dict[str, Any], ...] = ()
    note: str = ""
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class SetAsideCount(Record):
    """How many items were set aside for one reason."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Status(Record):
    """The health of the book. `messages` are those seen; `recovered` were only seen quoted, `not_recovered` says why others were not.
    `unread` of the messages are in a language that is not read: what they say counts neither way. `unproven` of them their receiving server
    calls not their sender's: they are shown and count for nothing. `slight` of the `people` sent or got one message and no answer: lists
    leave them out until asked.

    `as_of_note` says so where the default date is not today (an archive)."""

    FRAMED: ClassVar[str] = "sources"

    sources: tuple[SourceHealth, ...]
    messages: int
    people: int
    companies: int
    relationships: int
    set_aside: tuple[SetAsideCount, ...]
    as_of: str = ""
    as_of_note: str = ""
    personal: int = 0
    automated: int = 0
    excluded: int = 0
    model: str = ""
    us: tuple[str, ...] = ()
    text: bool = True
    crm: dict[str, Any] = field(default_factory=dict)
    recovered: int = 0
    not_recovered: tuple[SetAsideCount, ...] = ()
    unread: int = 0
    unproven: int = 0
    slight: int = 0
