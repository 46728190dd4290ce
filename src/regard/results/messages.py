"""Messages, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from regard.results.base import Record
from regard.results.people import PersonRow, TimelineEntry


@dataclass(frozen=True, slots=True)
class Match(Record):
    """One message found by a search. `marks` are the places (start, end) of the words asked for in `snippet`, `subject_marks` in
    `subject`. `person` is the buyer on it, `direction` "us" or "them". `deal`: of a sentence of ours among ourselves, which is told on a
    deal alone, that deal; `message_id` is "" then.
    """

    message_id: str
    date: str | None
    subject: str
    who: str
    snippet: str
    person: str | None
    direction: str = "them"
    marks: tuple[tuple[int, int], ...] = ()
    subject_marks: tuple[tuple[int, int], ...] = ()
    basis: str = "observed"
    deal: str = ""


@dataclass(frozen=True, slots=True)
class QuotedPart(Record):
    """An original quoted in a message. `message_id`: that message in the book, None where it is not there (or not shown).

    `start` and `end` are offsets into the text of the message that quotes it, the lines that name its author included; `zone` is the
    place of the zone in which it begins. `basis` as in `TimelineEntry`, "" where the original is not in the book.
    """

    message_id: str | None
    who: str
    date: str | None
    basis: str
    start: int
    end: int
    zone: int


@dataclass(frozen=True, slots=True)
class Carrier(Record):
    """Where a recovered message was found: the message that quotes it, by whom and when, and the lines of the quote in its text.

    `message_id` is None, and subject and sender are not told, where that message is not shown itself (mail among our own people).
    """

    message_id: str | None
    subject: str
    who: str
    date: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CompanyMatch(Record):
    """One company found by a search, with how many of its people we deal with and when anybody last wrote."""

    id: str
    name: str
    domains: tuple[str, ...]
    people: int
    last_contact_us: str | None
    last_contact_them: str | None


@dataclass(frozen=True, slots=True)
class Found(Record):
    """What a search found, by group, each cut at its limit. `people_total` and `companies_total` count all that fit, `more` says that
    there are more messages. `personal` counts contacts that would fit but are left out as personal.
    """

    FRAMED: ClassVar[str] = "messages"

    query: str
    people: tuple[PersonRow, ...]
    people_total: int
    companies: tuple[CompanyMatch, ...]
    companies_total: int
    messages: tuple[Match, ...]
    more: bool
    personal: int
    as_of: str


@dataclass(frozen=True, slots=True)
class MessageParty(Record):
    """Somebody on a message: their role, name and address as known, the person and their side ("" where nobody is known)."""

    role: str
    name: str
    address: str
    person: str | None
    side: str


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """What was read in a message, for which estimate of whom, and how far that moves its mean toward the team.

    `counted` is false for what is not decided yet or does not count (`why_not` says which). `start` and `end` are the place of its
    words in the text, both 0 where they have none (silence, and everything of rapport).
    """

    person: str
    name: str
    factor: str
    channel: str
    sentence: str
    contribution: float
    counted: bool
    start: int = 0
    end: int = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class MessageView(Record):
    """One message as kept: who is on it, and the text in its zones (`zone`, `start`, `end`, `text`), as text, never as HTML.

    `results` say what came of it, a buyer each; `readings` what it is cited for; `quotes` the originals in its quotes; `carrier` the
    message that quoted it, where it was recovered from a quote (`basis`). `previous` and `next` are its neighbours in `thread`.
    `heard` is what was read in it and is not counted (`answers.heard`).
    `claimed` is its Date, where that is not believed and minutes off, and `dated_by` what is believed in its place: received (when it
    came) or order (it answers what was written then); None and "" else.
    `confided`: its words were told in confidence to one of ours who is not looking (`told_to`: who of ours is on it), and are not here:
    no `zones`, `quotes`, `attachments`, `marks`, `call` and `heard`.
    `marks` are the places of the words that were looked for; `meeting` and `call` what those have beside their words
    (`answers.together`).
    """

    id: str
    date: str | None
    subject: str
    sender: str
    recipients: tuple[str, ...]
    zones: tuple[dict[str, Any], ...]
    automated: str
    thread: tuple[TimelineEntry, ...]
    attachments: tuple[str, ...] = ()
    basis: str = "observed"
    carrier: Carrier | None = None
    quotes: tuple[QuotedPart, ...] = ()
    meeting: dict[str, Any] | None = None
    call: dict[str, Any] | None = None
    parties: tuple[MessageParty, ...] = ()
    results: tuple[dict[str, str], ...] = ()
    readings: tuple[Reading, ...] = ()
    previous: str | None = None
    next: str | None = None
    as_of: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    heard: tuple[dict[str, Any], ...] = ()
    claimed: str | None = None
    dated_by: str = ""
    confided: bool = False
    told_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown(Record):
    """A message that shows something: where to look."""

    message_id: str
    date: str | None
    subject: str
