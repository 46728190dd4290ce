"""A brief before a meeting, and a week's digest: what a seller reads in a minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regard.results.base import Record
from regard.results.estimates import Estimate
from regard.results.told import Told


@dataclass(frozen=True, slots=True)
class InRoom(Record):
    """Somebody you meet: who they are, where you stand, when you last heard from each other, and the one thing to know (`why`).

    `answer` is what they answered to the invitation, "" in a brief of a person. `met`: something passed between you before. `before`: the
    company where they worked until lately, "" where they stayed.
    """

    id: str
    name: str
    address: str
    title: str
    company: str
    company_id: str | None
    trust: Estimate
    value: Estimate
    rapport: Estimate
    why: str
    advice: str
    last_contact_us: str | None
    last_contact_them: str | None
    messages: int
    met: bool
    answer: str = ""
    objected: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class DealBrief(Record):
    """One open deal of somebody you meet, with its most pressing risks; `more` pressing ones are counted, not told, and so are those
    `behind`, which are less pressing or on trial, and those put off (`snoozed`). `unread`: mails of theirs on it in a language that is not
    read, in which no risk would be heard.
    """

    id: str
    name: str
    stage: str
    amount: str
    currency: str
    close: str | None
    risks: tuple[dict[str, Any], ...]
    more: int = 0
    behind: int = 0
    snoozed: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Meeting(Record):
    """A meeting to come: when (UTC; `zone` is the book's, in which it is told), who called it, who of ours comes, how many of theirs
    are invited.
    """

    message_id: str
    subject: str
    start: str | None
    end: str | None
    organizer: str
    ours: tuple[dict[str, str], ...]
    theirs: int
    others: int = 0
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Brief(Record):
    """What to know before you meet somebody. `kind`: person or meeting (of a person, `meeting` is the next one with them, if any).

    `people` are those of theirs whom you meet (of a person, that one first), whom most passed with first; `more` are counted, not told.
    `since` is the day from which changes are told, `since_says` why from then. owed: what we promised; owing: what they did; first: a
    complaint of theirs that stands, to be settled before anything else. asked: questions of theirs without an answer of ours; asking:
    ours without one of theirs; may_wait: what they wrote that perhaps waits for one, or in a language that is not read. last: of one
    person, what either of you wrote last that says something (`state`: them or us, `says` the subject),
    and the last talk (`kind` spoke). The foremost few lines are told at
    once, the others are marked `more`; `left_out` counts, by section, what is not in it at all. supposed: deals that the mail
    speaks for at their companies and nobody confirmed (id, name, opened, last, people, evidence). `text` is false where words are not read;
    `note` says so and anything else that limits the brief.
    """

    kind: str
    title: str
    meeting: Meeting | None
    people: tuple[InRoom, ...]
    more: int
    since: str | None
    since_says: str
    changed: tuple[Told, ...]
    cares: tuple[Told, ...]
    owed: tuple[Told, ...]
    owing: tuple[Told, ...]
    asked: tuple[Told, ...]
    asking: tuple[Told, ...]
    deals: tuple[DealBrief, ...]
    as_of: str
    text: bool = True
    note: str = ""
    left_out: dict[str, int] = field(default_factory=dict)
    last: tuple[Told, ...] = ()
    first: tuple[Told, ...] = ()
    may_wait: tuple[Told, ...] = ()
    supposed: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Meet(Record):
    """A meeting of the week with whom you meet in it, and what one of them cares about."""

    meeting: Meeting
    people: tuple[InRoom, ...]
    more: int
    cares: tuple[Told, ...]
    past: bool = False


@dataclass(frozen=True, slots=True)
class Digest(Record):
    """One week of one seller (`address` "" is everybody on this book). `week` is "2026-W10", `start` and `end` its Monday and Sunday.

    meets: meetings with buyers, by time; due: promises of ours due by its end or overdue; actions: actions due by then; owing: what they
    promised by then; changed: what changed in the seven days before; asked and asking: questions left open; first: complaints that stand;
    days: days of theirs near ahead, by which they said that something has to be done. may_wait: what
    perhaps waits for an answer of ours; new: who was sent to us by somebody and has no answer. `left_out` counts what did not fit, by
    section.
    A week that is `over` is told as it stood at its end.
    """

    week: str
    start: str
    end: str
    address: str
    name: str
    meets: tuple[Meet, ...]
    due: tuple[Told, ...]
    actions: tuple[dict[str, Any], ...]
    owing: tuple[Told, ...]
    changed: tuple[Told, ...]
    asked: tuple[Told, ...]
    asking: tuple[Told, ...]
    as_of: str
    text: bool = True
    note: str = ""
    left_out: dict[str, int] = field(default_factory=dict)
    over: bool = False
    first: tuple[Told, ...] = ()
    days: tuple[Told, ...] = ()
    may_wait: tuple[Told, ...] = ()
    new: tuple[Told, ...] = ()
