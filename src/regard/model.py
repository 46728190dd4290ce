"""The records that pass between stages: frozen, plain, and the same in every engine.

Times are UTC microseconds since 1970 (`us`); ids are keyed digests with a one-letter prefix (`regard.ids`). Offsets into text
count Unicode code points of `Message.text`. Nothing here does any work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, Literal

Zone = Literal["own", "quoted", "signature", "disclaimer", "forwarded", "salutation"]
"""Whose words a part of a text is. The last two are what `parse.finer` cuts out of quoted and own words, for showing."""
Role = Literal["from", "to", "cc", "bcc", "reply_to"]
Factor = Literal["trust", "value", "rapport"]
FACTORS: tuple[Factor, ...] = ("trust", "value", "rapport")
Side = Literal["us", "them", "shared", "automated", "personal"]
Outcome = Literal["1", "0", "open", "censored"]
Kind = Literal["mail", "meeting", "call"]
Result = Literal[
    "answered",
    "acted upon",
    "declined",
    "complained",
    "ignored",
    "still open",
    "unknown",
    "accepted",
    "tentative",
    "upcoming",
    "held",
    "cancelled",
    "",
]
"""What came of a mail; of a meeting: accepted, tentative, declined, upcoming, held, cancelled."""

DAY = 86_400_000_000
"""Microseconds in a day."""
LEAN = {"": 0, "business": 1, "personal": 2}
"""What the words of a message lean to, as the live store keeps it (`message.lean`)."""


# ---------------------------------------------------------------------------------------------------- sources


@cache
def _fields_of(record: type) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of a record's fields, in order: all in one call, which a loop over their names is not."""
    names: tuple[str, ...] = record.__match_args__  # type: ignore[attr-defined]
    if len(names) == 1:
        return lambda one: (getattr(one, names[0]),)
    return attrgetter(*names)


class Sent:
    """Records that cross from one process to another: rebuilt by their constructor, a third of the time of a dataclass's own way."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        kind: type = type(self)
        return kind, _fields_of(kind)(self)


@dataclass(frozen=True, slots=True)
class RawItem(Sent):
    """One unit of *seen*: the bytes of one mail as a source holds them.

    `folder` is the folder's path within the source ("" for its root), `locator` names the item within the source (file
    path, and "#N" for the Nth message of an mbox), `file_us` when the source says it arrived (mbox separator line), if it does.
    """

    folder: str
    locator: str
    raw: bytes
    file_us: int | None = None


@dataclass(frozen=True, slots=True)
class SetAside(Sent):
    """An item that could not be used: kept, counted, never lost. `reason` is a short stable code."""

    locator: str
    reason: str
    detail: str = ""
    raw: bytes = b""


# ------------------------------------------------------------------------------------------------------ parse


@dataclass(frozen=True, slots=True)
class Party(Sent):
    """One participant as written in a header: normalised address, display name as shown, role."""

    address: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Span(Sent):
    """`text[start:end]` belongs to `zone`. Spans of a message are sorted and do not overlap."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class Attachment(Sent):
    """What hangs on a message: its name, type and size in bytes as sent; never its content."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Cue(Sent):
    """Something the author's own words do (`kind`, see `evidence.language`), where, and how sure (`q`, 0 to 1)."""

    kind: str
    start: int
    end: int
    q: float = 1.0


Answer = Literal["", "accepted", "tentative", "declined", "delegated", "countered"]
"""What somebody invited said: nothing yet, one of the calendar's own words, or a proposal of another time."""


@dataclass(frozen=True, slots=True)
class Attendee(Sent):
    """Somebody invited to an event, as one component shows them. Rooms and equipment are nobody."""

    address: str
    name: str
    optional: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class Event(Sent):
    """One VEVENT component, read: what one calendar, invitation or answer says of a meeting, or of one day of a series.

    `uid` names the meeting whatever calendar it lies in, `recurrence_us` the occurrence of a series that this component is about
    (None: all of it). `method` is what the component was sent for (request, reply, cancel, counter; "" in a plain calendar).
    `stamp_us` is when it was last changed, `known_us` the earliest moment that it says it existed, None where it says none. `rule` is
    the whole component with its time zones where it repeats, else "". `zone` is the zone of times written without one.
    """

    uid: str
    recurrence_us: int | None
    method: str
    sequence: int
    stamp_us: int
    known_us: int | None
    start_us: int
    end_us: int
    all_day: bool
    cancelled: bool
    organizer: tuple[str, str] | None
    attendees: tuple[Attendee, ...]
    subject: str
    text: str
    rule: str = ""
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Attendance:
    """What one person invited to one meeting said, and from when that was known. `answered_us` is None where nothing tells it.

    `removed` means that they were on an earlier version and are not any more.
    """

    address: str
    name: str
    optional: bool
    answer: Answer
    answered_us: int | None
    known_us: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting on one day, made of everything the book holds of it. `cancelled_us` is when it was known not to take place.

    `opens`: it is the occurrence by which a series was offered and answered; a single meeting always is. `items` are the items it
    was read from, `known_us` when it was first known, never later than its start.
    """

    uid: str
    recurrence_us: int | None
    start_us: int
    end_us: int
    all_day: bool
    subject: str
    text: str
    organizer: tuple[str, str] | None
    attendance: tuple[Attendance, ...]
    cancelled_us: int | None
    known_us: int
    opens: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part(Sent):
    """A buyer's part in a meeting or call: when it was, how it was answered, who else came.

    `organised`: who called it, "us" or "them". `answers_shown`: somebody answered somewhere what this organiser sends, so that
    silence says something. `ours` and `theirs` are the people of each side who did not decline.
    """

    start_us: int
    end_us: int
    all_day: bool
    organised: Literal["us", "them"]
    answer: Answer
    answer_known_us: int
    answered_us: int | None
    removed: bool
    cancelled_us: int | None
    opens: bool
    answers_shown: bool
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueDate(Sent):
    """A date named at `text[start:end]` of what somebody wrote at `base_us`; `text` is its own words.

    Due by the end of `day` (ISO date), or at `time` ("HH:MM", the writer's clock; "" where none is said). `first` is the first day of a
    range ("next week"), the same as `day` for a single one. A duration ("two days", needed) ends on `day` if it begins at once.
    `certainty` (0 to 1) is how surely the words mean this day.
    """

    start: int
    end: int
    text: str
    day: str
    first: str
    time: str
    kind: Literal["date", "range", "duration"]
    certainty: float
    base_us: int


Form = Literal["firm", "conditional", "joint", "negated", "tentative"]
"""How a commitment is said: "we'll meet on Friday" is joint, "if you sign, I'll send it" conditional, "I'll try" tentative."""


@dataclass(frozen=True, slots=True)
class Commitment(Sent):
    """Somebody says at `text[start:end]` (one sentence) that something will be done.

    `actor` is who is to do it: the writer (or the writer's side), writer and reader together, or a colleague named. `to` is "reader"
    where the sentence speaks to one, else "". `what` is what will be done, in the writer's words. `due` is by when, where it is said.
    `q` (0 to 1) is the estimated precision of the rule that found it.
    """

    start: int
    end: int
    actor: Literal["writer", "writer+reader", "colleague"]
    to: Literal["reader", ""]
    what: str
    due: DueDate | None
    form: Form
    q: float


PledgeKind = Literal["deliver", "answer", "talk", "other"]
"""What kind of thing is promised: something handed over, word sent back, a talk, or anything else."""


@dataclass(frozen=True, slots=True)
class Pledge(Sent):
    """A firm or joint commitment as it is kept with its message: the sentence `text[start:end]`, and by when.

    `named` are the stems of the words that name the thing. `due_start` and `due_end` bound the words of the date, both 0 where none
    is said; `day`, `first` (ISO dates, in the writer's days) and `time` are those of `DueDate`, "" where there is none. `speaker` is the
    name of whoever says it on a call, as the transcript has it; "" in a mail, which has one author.
    """

    start: int
    end: int
    actor: Literal["writer", "writer+reader", "colleague"]
    form: Form
    q: float
    kind: PledgeKind
    named: tuple[str, ...] = ()
    due_start: int = 0
    due_end: int = 0
    day: str = ""
    first: str = ""
    time: str = ""
    speaker: str = ""


PromiseState = Literal["overdue", "due", "open", "broken", "kept late", "kept", "released", "unknown"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise between us and a buyer, and what became of it as far as mail, calendars and calls show.

    `by` and `to` are persons; `side` says whose promise it is. `pledge` is how it was said last, in `message_id`; `made_us` when it was
    said first. `due_us` is the end of the day it is due (or of the named minute), None without a date; `moved` counts how often a later
    date took its place. `decided_by` are the messages that show what became of it, `decided_us` when that was, `why` one clause.
    """

    id: str
    side: Literal["us", "them"]
    buyer: str
    by: str
    to: str
    message_id: str
    thread_id: str
    made_us: int
    pledge: Pledge
    due_us: int | None
    state: PromiseState
    moved: int = 0
    decided_by: tuple[str, ...] = ()
    decided_us: int | None = None
    why: str = ""


TradeKind = Literal["sells", "buys"]


@dataclass(frozen=True, slots=True)
class TradeSign(Sent):
    """A sentence by which its writer sells something or buys it; `form` says how: pitch, offer, bill, thanks; asks, orders, pays."""

    kind: TradeKind
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message(Sent):
    """One mail, read. `us` is None where no trustworthy date exists; such a mail is kept but makes no evidence.

    `automated` is "" for a person's mail, else why not: list, newsletter, bounce, out_of_office, calendar, notification.
    `tz_minutes` is the sender's offset from UTC as the Date header says it. `text` is the whole decoded body, with plain newlines.
    `cues` is None while nobody has looked for any; `pledges` are the promises and `trade` the signs of trade found with them. `events`
    are the calendar components that it is or carries, `speakers` the names that a call's transcript shows; `kind`, `end_us` and
    `known_us` (when it was known, if not at `us`) are those of meetings and calls.
    """

    id: str
    item_id: str
    rfc_id: str
    in_reply_to: str
    references: tuple[str, ...]
    us: int | None
    us_claimed: int | None
    us_basis: Literal["date", "received", "quote", "file"]
    tz_minutes: int | None
    sender: Party | None
    parties: tuple[Party, ...]
    subject: str
    subject_core: str
    text: str
    spans: tuple[Span, ...]
    automated: str
    attachments: tuple[Attachment, ...] = ()
    cues: tuple[Cue, ...] | None = ()
    kind: Kind = "mail"
    end_us: int | None = None
    known_us: int | None = None
    events: tuple[Event, ...] = ()
    speakers: tuple[str, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    trade: tuple[TradeSign, ...] = ()

    def own(self) -> str:
        """The author's own words, zones joined by newlines."""
        return "\n".join(self.text[s.start : s.end] for s in self.spans if s.zone == "own")

    def tell(self, cues: tuple[Cue, ...] | None, pledges: tuple[Pledge, ...] = (), trade: tuple[TradeSign, ...] = ()) -> None:
        """Write down what was found in its words. For whoever has just made it, and nobody else: a message never changes.

        A copy with three other fields costs twenty-five assignments, once a mail.
        """
        for name, value in (("cues", cues), ("pledges", pledges), ("trade", trade)):
            object.__setattr__(self, name, value)


Somebody = tuple[str, str, Role]
"""An address, the name written beside it in the quote ("" where it stands elsewhere), and their part."""


@dataclass(frozen=True, slots=True)
class Original(Sent):
    """One original as the mail that quotes it shows it (see `parse.quoted.Recovered` for what is not said here).

    `author_address` is "" where the author is a name that nobody on the mail bears alone. `people` are the author and everybody
    it went to, as far as addresses are known; `recipients` counts those without one too. `letters` is None, and `why` says
    "no time" or "no words", for what can never be a message. `text` is "" where it is what stands at `[start:end]` of the carrier's text.
    """

    id: str
    letters: int | None
    us: int | None
    minute_known: bool
    tz_minutes: int | None
    author_address: str
    author_name: str
    people: tuple[Somebody, ...]
    recipients: int
    subject: str
    subject_core: str
    text: str
    start: int
    end: int
    header_start: int
    depth: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quoting(Sent):
    """By which letters a mail is found as somebody's original (None: by none), and the originals in its own quotes."""

    letters: int | None = None
    originals: tuple[Original, ...] = ()


# --------------------------------------------------------------------------------------------------- identity


@dataclass(frozen=True, slots=True)
class Handle:
    """An address that never changes. `names` are the display names seen with it, most frequent first."""

    id: str
    address: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody or some rule said whether two handles are one person. Append-only; `undone_by` names the judgement undoing it."""

    id: str
    left_h: str
    right_h: str
    verdict: Literal["same", "different", "unsure"]
    by: Literal["rule", "splink", "user"]
    rule_version: str
    reason: str
    confidence: float
    recorded_us: int
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A human (or a shared or automated mailbox) behind one or more handles."""

    id: str
    name: str
    handles: tuple[str, ...]
    addresses: tuple[str, ...]
    side: Side
    company_id: str | None
    company: str


# ----------------------------------------------------------------------------------------------- interactions


@dataclass(frozen=True, slots=True)
class Coverage:
    """A source shows mail in these directions of `owner_h` from `start_us` until `end_us` (half-open).

    `share` below 1: of what came in, only about that share is there (neither direction then counts as shown), with its 80 % interval.
    """

    source_id: str
    owner_h: str
    folder_class: str
    inbound: bool
    outbound: bool
    start_us: int
    end_us: int
    share: float = 1.0
    low: float = 1.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class Interaction:
    """One message between a buyer and us, seen from that buyer.

    `outbound` means ours to them. `seller` is our person: the sender of an outbound mail, the first of ours addressed of an
    inbound one; `sellers` lists all of ours on it. `buyer_role` is how the buyer takes part (from, to, cc, bcc).
    `others` are the buyer's colleagues on it (person ids), `recipients` how many addresses it went to in all.
    `parent_id` is the message it answers, where known. `cues` are those of the author's own words.
    `aside` is a mail of theirs that is addressed to others, with ours merely in copy.
    """

    message_id: str
    thread_id: str
    parent_id: str | None
    us: int
    known_us: int
    outbound: bool
    buyer: str
    buyer_h: str
    buyer_role: Role
    seller: str
    seller_h: str
    sellers: tuple[str, ...]
    others: tuple[str, ...]
    recipients: int
    subject: str
    automated: str
    is_reply: bool
    words: int
    tz_minutes: int | None
    cues: tuple[Cue, ...] = ()
    result: Result = ""
    basis: Literal["observed", "recovered"] = "observed"
    kind: Kind = "mail"
    part: Part | None = None
    aside: bool = False

    @property
    def unread(self) -> bool:
        """Whether its words are in a language that is not read: then they tell nothing, either way."""
        return any(cue.kind == "unread" for cue in self.cues)

    @property
    def copied(self) -> bool:
        """Whether it is a mail of ours that the buyer merely got a copy of."""
        return self.kind == "mail" and self.buyer_role in {"cc", "bcc"}


# --------------------------------------------------------------------------------------------------- evidence


@dataclass(frozen=True, slots=True)
class Context:
    """What was known when a trial opened, apart from the buyer's own rate. Unknown values keep their defaults."""

    kind: str = ""
    recipients: int = 1
    weekday: int = 0
    holiday: bool = False
    load: int = 0
    role: str = "to"
    first_contact: bool = False
    hour: int = 12


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing the buyer could have done. `outcome`: "1" did, "0" had a fair chance and did not, "open", "censored".

    `opener_id` is the message that gave the chance, `decided_by` the one that settled it. `shown` is the chance that it would have been
    seen, had it happened (below 1 where a mailbox holds only a part of what came in). `q` is the detector's confidence,
    `temper` 1.0 for the first trial of a (thread, channel, buyer, UTC day) and 0.0 for further ones. Quote offsets point
    into the text of `quote_message`; rapport channels carry none.
    """

    id: str
    channel: str
    channel_version: int
    detector_version: int
    factor: Factor
    buyer: str
    buyer_h: str
    seller: str
    seller_h: str
    opener_id: str
    opened_us: int
    closes_us: int
    outcome: Outcome
    known_us: int
    decided_by: str | None = None
    censored_why: str = ""
    latency_us: int | None = None
    q: float = 1.0
    temper: float = 1.0
    thread_id: str = ""
    context: Context = field(default_factory=Context)
    quote_message: str | None = None
    quote_start: int = 0
    quote_end: int = 0
    shown: float = 1.0


# ------------------------------------------------------------------------------------------------------ deals


SaidOfDeal = Literal["role", "pin", "seat", "link", "snooze", "found", "amount", "outcome", "side"]
"""What a person's word on a deal is about: somebody's part, a pin, a seat that is mentioned, a link, a risk put off; of a deal found in
mail, that it is one or not, its amount and its end; and of a company (`subject` is its domain, `deal` "account:DOMAIN"), what it is to
us."""


@dataclass(frozen=True, slots=True)
class DealJudgement:
    """One word of a person on a deal, kept for good; `undone_us` is when it was taken back. See `deals.corrections` for the kinds.

    subject: a handle (`h_…`), `contact:ID` for a contact whom no mail shows, a message (`m_…`), a name, or the kind of a risk.
    """

    id: str
    deal: str
    kind: SaidOfDeal
    subject: str
    value: str
    reason: str
    mark: str
    recorded_us: int
    undone_us: int | None = None
