"""People: rows of the list, and one person whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regard.results.base import Record
from regard.results.estimates import Both, Contribution, Estimate, Why
from regard.results.told import Told


@dataclass(frozen=True, slots=True)
class PersonRow(Record):
    """One buyer in a list. `last_contact_them_basis`: "observed", or "recovered" where that mail is known from a quote alone.

    `why` is one sentence on what needs attention; `need` orders the list (greater is worse); `chances` are the fair chances of trust.

    `slight`: next to nothing passed, one message one way, and none that waits for an answer of ours; lists count these and leave them out
    until asked. `unknown`: why trust is not known: "not shown" (we asked, and no mailbox that is read shows all they answer), "in part"
    (asked in mailboxes that show a part), "not asked", "too little" (or too long ago); "" where it is known.
    """

    id: str
    name: str
    address: str
    company: str
    company_id: str | None
    trust: Estimate
    value: Estimate
    rapport: Estimate
    last_contact_us: str | None
    last_contact_them: str | None
    why: str = ""
    need: float = 0.0
    chances: int = 0
    messages: int = 0
    moved: str = ""
    money: tuple[dict[str, Any], ...] = ()
    last_contact_them_basis: str = ""
    slight: bool = False
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry(Record):
    """One interaction with what came of it. `direction`: "us" or "them". `quote` are the first own words.

    `basis` "recovered" means that it is known from a quote alone, in the message `carrier_id` (None where that is not shown itself);
    "noted" that one of ours wrote it down in the CRM and no message holds it (`message_id` is ""). `copied`: a mail of ours that the
    buyer got a copy of (cc), counted in no figure by us and by them.
    """

    message_id: str
    date: str | None
    kind: str
    direction: str
    who: str
    subject: str
    result: str
    quote: str = ""
    thread_id: str = ""
    automated: str = ""
    personal: bool = False
    basis: str = "observed"
    carrier_id: str | None = None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Moment(Record):
    """The three estimates on one past day, for the ribbons."""

    date: str
    trust: Estimate
    value: Estimate
    rapport: Estimate


@dataclass(frozen=True, slots=True)
class Colleague(Record):
    """Somebody of ours with this buyer: how many mails each way, last each way, and their own standing."""

    id: str
    name: str
    mails_us: int
    mails_them: int
    last_us: str | None
    last_them: str | None
    trust: Estimate | None = None


PROMISED_IN = "English, German, French, Spanish, Italian and Dutch"
"""The languages in which promises are read (`evidence.language.tongues.pledging`)."""


@dataclass(frozen=True, slots=True)
class PromiseRow(Record):
    """One promise between us and a buyer (`person`, `name`). `side`: whose it is; `by` and `to` who made it to whom.

    `text` is the sentence at [start, end) of the message. `due` is the day (ISO, None where none was named), `due_first` the first day of
    a range, `due_words` how it was said. `state`: open, due (within a week), overdue, kept, kept late, broken, released or unknown;
    `decided_by` the messages that say so, `why` one clause. `q` (0 to 1) is how sure the reading is; `moved` how often the day was moved.
    `also` are further buyers to whom the same sentence promised it; `on_call`: said on a call, the message is its transcript.
    """

    id: str
    side: str
    state: str
    person: str
    name: str
    company: str
    by: str
    to: str
    by_id: str
    to_id: str
    text: str
    message_id: str
    start: int
    end: int
    made: str | None
    due: str | None
    due_first: str | None
    due_time: str
    due_words: str
    form: str
    q: float
    moved: int = 0
    decided_by: tuple[str, ...] = ()
    decided: str | None = None
    why: str = ""
    also: tuple[str, ...] = ()
    also_named: tuple[str, ...] = ()
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Meaning(Record):
    """What makes a relationship matter to one of ours (`by`, an address; `name`), in their own line."""

    words: str
    by: str
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Unseen(Record):
    """A mailbox of ours that would show a buyer's mail and shows nothing since a moment ("" where it never did). `says` is that
    as a sentence.
    """

    seller: str
    name: str
    since: str
    says: str


@dataclass(frozen=True, slots=True)
class PersonPage(Record):
    """One buyer, whole. `evidence` holds the strongest summands of each estimate, `sums` all of them (not in the JSON: see `why`).

    `heard` is what their words were read to do by experimental detectors: shown, in no estimate.
    `asked` waits for an answer of ours, `may_wait` perhaps does. `risks`: that their account makes ready to go, deal or none, as of a deal.
    `unread` of their messages are in a language that is not read: what those say counts neither way. `written_for`: which colleague
    wrote for them last and
    how often anybody did, which counts for that one alone. `hands`: who signs their mail, where
    several people do.
    """

    id: str
    name: str
    address: str
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    company: str
    company_id: str | None
    trust: Estimate
    value: Estimate
    rapport: Estimate
    last_contact_us: str | None
    last_contact_them: str | None
    why: str
    evidence: dict[str, tuple[Contribution, ...]]
    kpis: tuple[Both, ...]
    promises: tuple[PromiseRow, ...]
    topics: tuple[dict[str, Any], ...]
    timeline: tuple[TimelineEntry, ...]
    timeline_total: int
    history: tuple[Moment, ...]
    colleagues: tuple[Colleague, ...]
    as_of: str
    objected: bool = False
    merged: tuple[dict[str, Any], ...] = ()
    need: float = 0.0
    now: str = ""
    next_meeting: dict[str, Any] | None = None
    last_call: dict[str, Any] | None = None
    money: tuple[dict[str, Any], ...] = ()
    last_contact_them_basis: str = ""
    title: str = ""
    jobs: tuple[dict[str, Any], ...] = ()
    matters: tuple[Meaning, ...] = ()
    unread: int = 0
    unseen: tuple[Unseen, ...] = ()
    heard: tuple[dict[str, Any], ...] = ()
    asked: tuple[Told, ...] = ()
    may_wait: tuple[Told, ...] = ()
    risks: tuple[dict[str, Any], ...] = ()
    hands: tuple[str, ...] = ()
    written_for: tuple[dict[str, Any], ...] = ()
    sums: dict[str, Why] = field(default_factory=dict, metadata={"json": False})
