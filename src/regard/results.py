"""What the book answers: frozen results, the same for Python, JSON, REST and the pages.

Every result has `as_json()`, whose keys are a contract, and lists of results come as `Rows`, with `.to_frame()`.
Times are ISO 8601 in UTC; scores are 0 to 100; `low` and `high` bound the central 80 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T", bound="Record")


def plain(value: Any) -> Any:
    """A result as JSON-ready dicts, lists and scalars."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.metadata.get("json", True)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, Rows)):
        return [plain(v) for v in value]
    return value


@dataclass(frozen=True, slots=True)
class Record:
    """The base of every result."""

    def as_json(self) -> Any:
        """This result as JSON-ready values."""
        return plain(self)


class Rows(Sequence[T], Generic[T]):
    """An immutable list of results that can become a data frame."""

    def __init__(self, rows: Sequence[T]) -> None:
        self._rows = tuple(rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def to_frame(self) -> pd.DataFrame:
        """A pandas data frame, one row a result, nested results flattened with dots."""
        import pandas as pd

        return pd.json_normalize([row.as_json() for row in self._rows])


@dataclass(frozen=True, slots=True)
class Estimate(Record):
    """One estimate as shown. Where `known` is false, show "unknown" and `settle`, never `score` alone.

    score, low, high: 0 to 100. trend: "up", "down", "steady" or "unknown". band: "good", "fair", "poor" or "unknown".
    mean, sd: the state on its own scale. chances: fair chances (trials) it rests on.
    """

    score: float
    low: float
    high: float
    known: bool
    trend: str
    band: str = "unknown"
    mean: float = 0.0
    sd: float = 0.0
    chances: int = 0
    settle: str = ""


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
    """

    seen: int
    stored: int
    duplicate: int
    set_aside: int
    seconds: float
    sources: tuple[SourceCount, ...]
    recovered: int = 0


@dataclass(frozen=True, slots=True)
class SourceHealth(Record):
    """One source: what came from it, when it last delivered, and from when to when it shows which direction."""

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


@dataclass(frozen=True, slots=True)
class SetAsideCount(Record):
    """How many items were set aside for one reason."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Status(Record):
    """The health of the book. `messages` are those seen; `recovered` were only seen quoted, `not_recovered` says why others were not.

    `as_of_note` says so where the default date is not today (an archive)."""

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


@dataclass(frozen=True, slots=True)
class PersonRow(Record):
    """One buyer in a list. `last_contact_them_basis`: "observed", or "recovered" where that mail is known from a quote alone.

    `why` is one sentence on what needs attention; `need` orders the list (greater is worse).

    `slight`: next to nothing passed, one message one way; lists count these and leave them out until asked.
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


@dataclass(frozen=True, slots=True)
class Both(Record):
    """One figure by us and by them; None where it cannot be known."""

    label: str
    us: float | str | None
    them: float | str | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Contribution(Record):
    """One summand of an estimate: what was expected, what happened, and how far it moves the mean.

    `quote_start` and `quote_end` are the place of the quote in the text of `message_id` (both 0 where it has none).
    """

    message_id: str
    date: str | None
    channel: str
    expected: float
    happened: bool
    contribution: float
    quote: str
    sentence: str = ""
    subject: str = ""
    weight: float = 0.0
    decided_by: str | None = None
    quote_start: int = 0
    quote_end: int = 0


@dataclass(frozen=True, slots=True)
class Why(Record):
    """The exact sum behind one estimate: prior + Σ contribution = mean (to 1e-9). `seller` None means the whole team."""

    person: str
    name: str
    factor: str
    seller: str | None
    mean: float
    prior: float
    contributions: tuple[Contribution, ...]
    sd: float = 0.0
    estimate: Estimate | None = None
    scale: float = 1.0
    note: str = "A contribution is that event's part of this sum, not what deleting the event would change."


@dataclass(frozen=True, slots=True)
class TimelineEntry(Record):
    """One interaction with what came of it. `direction`: "us" or "them". `quote` are the first own words.

    `basis` "recovered" means that it is known from a quote alone, in the message `carrier_id` (None where
    that is not shown itself). `copied`: a mail of ours that the buyer got a copy of (cc), counted in no figure by us and by them.
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


@dataclass(frozen=True, slots=True)
class PromiseRow(Record):
    """One promise between us and a buyer (`person`, `name`). `side`: whose it is; `by` and `to` who made it to whom.

    `text` is the sentence at [start, end) of the message. `due` is the day (ISO, None where none was named), `due_first` the first day of
    a range, `due_words` how it was said. `state`: open, due (within a week), overdue, kept, kept late, broken, released or unknown;
    `decided_by` the messages that say so, `why` one clause. `q` (0 to 1) is how sure the reading is; `moved` how often the day was moved.
    `also` are further buyers to whom the same sentence promised it.
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


@dataclass(frozen=True, slots=True)
class PersonPage(Record):
    """One buyer, whole. `evidence` holds the strongest summands of each estimate, `sums` all of them (not in the JSON: see `why`)."""

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
    sums: dict[str, Why] = field(default_factory=dict, metadata={"json": False})


@dataclass(frozen=True, slots=True)
class AccountRow(Record):
    """One company in a list, read from its people."""

    id: str
    name: str
    domains: tuple[str, ...]
    people: int
    known: int
    trust: Estimate
    value: Estimate
    rapport: Estimate
    last_contact_us: str | None
    last_contact_them: str | None
    messages: int
    why: str = ""
    need: float = 0.0
    money: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell(Record):
    """One of our people with one of theirs: None estimates where they never met; the empty cells are the point."""

    us: str
    them: str
    mails_us: int
    mails_them: int
    trust: Estimate | None
    value: Estimate | None
    rapport: Estimate | None


@dataclass(frozen=True, slots=True)
class Unmet(Record):
    """Somebody of an account who stands on mails, and with whom nobody of us has written."""

    id: str
    name: str
    mails: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Gap(Record):
    """An empty place between us and an account, in words: a sentence that the names of `people` (id, name) complete.

    `kind`: unmet, silent, unanswered, single (known to one of ours alone) or cold.
    """

    kind: str
    sentence: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AccountPage(Record):
    """One company: its people, who of ours knows whom of theirs and whom nobody knows, everything that passed, and money."""

    id: str
    name: str
    domains: tuple[str, ...]
    trust: Estimate
    value: Estimate
    rapport: Estimate
    people: tuple[PersonRow, ...]
    ours: tuple[Colleague, ...]
    cells: tuple[Cell, ...]
    weeks: tuple[dict[str, Any], ...]
    money: tuple[dict[str, Any], ...]
    last_contact_us: str | None
    last_contact_them: str | None
    as_of: str
    messages: int = 0
    left: tuple[dict[str, Any], ...] = ()
    gaps: tuple[Gap, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    timeline_total: int = 0


@dataclass(frozen=True, slots=True)
class Match(Record):
    """One message found by a search. `marks` are the places (start, end) of the words asked for in `snippet`, `subject_marks` in
    `subject`. `person` is the buyer on it, `direction` "us" or "them".
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


@dataclass(frozen=True, slots=True)
class Shown(Record):
    """A message that shows something: where to look."""

    message_id: str
    date: str | None
    subject: str


@dataclass(frozen=True, slots=True)
class WhoSide(Record):
    """One of two who may be the same: what tells them. `first`, `last`: days of their first and last mail."""

    id: str
    name: str
    side: str
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    company: str
    first: str | None
    last: str | None
    messages: int
    phones: tuple[str, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """What one comparison says of a pair. `bits` above 0 speak for one human, below for two (log2 of the odds)."""

    what: str
    level: str
    says: str
    bits: float


@dataclass(frozen=True, slots=True)
class Doubt(Record):
    """Two people who may be one. `probability` orders the queue and merges nobody; `affected` are messages that would move."""

    left: WhoSide
    right: WhoSide
    probability: float
    affected: int
    reasons: tuple[Reason, ...]
    shared: tuple[str, ...]
    together: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class CompanyDoubt(Record):
    """Two domains that may be one company's, each with its number of people; `addresses` of those who have one at both."""

    left: str
    right: str
    left_people: int
    right_people: int
    reasons: tuple[str, ...]
    addresses: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class JudgedPair(Record):
    """One standing judgement: who said what of which two addresses (or @domains), why and when; `id` undoes it."""

    id: str
    verdict: str
    by: str
    rule: str
    reason: str
    left: str
    right: str
    person: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class WhoIsWho(Record):
    """The queue of doubtful pairs, the most consequential first, and what was judged lately. `people`: how many were compared."""

    pairs: tuple[Doubt, ...]
    total: int
    companies: tuple[CompanyDoubt, ...]
    companies_total: int
    recent: tuple[JudgedPair, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Remark(Record):
    """One remark on a draft: `draft[start:end]` is what it is about, `rewrite` what could stand there instead (None: no honest one exists).

    level: "info", "suggestion" or "warning". `version` is the rule's.
    """

    rule: str
    start: int
    end: int
    message: str
    rewrite: str | None
    why: str
    level: str
    version: int


class Remarks(Rows[Remark]):
    """The remarks on a draft in the order of their places; `note` says what was not judged, "" where everything was."""

    def __init__(self, rows: Sequence[Remark], note: str = "") -> None:
        super().__init__(rows)
        self.note = note


# ------------------------------------------------------------------------------------------------------ is it true?


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """A measured figure and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Accuracy(Record):
    """How true one way of foretelling was: each figure with its interval; None where only one outcome occurred."""

    auc: Figure | None
    log_loss: Figure
    brier: Figure
    ece: Figure


@dataclass(frozen=True, slots=True)
class Bin(Record):
    """Of `n` rows that were given the chance `said`, the share in which it happened, with its interval."""

    said: float
    happened: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Part(Record):
    """Some of a target's rows apart: how many, what happened, what the standing had said on average, and its reading."""

    name: str
    n: int
    people: int
    base: Figure
    said: float
    reading: Accuracy


@dataclass(frozen=True, slots=True)
class TargetCheck(Record):
    """How true the standing was about one thing that buyers do next.

    `auc` to `ece` (with `low` and `high` of each) are of the standing alone; `rows` has it and the standing with counts beside it.
    `gains` is how much more AUC the standing alone has than each baseline, `context_gains` the same of the standing with counts.
    `level` is better, equal, worse or too_few. All figures are None and the maps empty where it is too_few.
    """

    name: str
    question: str
    level: str
    verdict: str
    n: int
    people: int
    base: float | None = None
    auc: float | None = None
    log_loss: float | None = None
    brier: float | None = None
    ece: float | None = None
    low: dict[str, float | None] = field(default_factory=dict)
    high: dict[str, float | None] = field(default_factory=dict)
    rows: dict[str, Accuracy] = field(default_factory=dict)
    baselines: dict[str, Accuracy] = field(default_factory=dict)
    gains: dict[str, Figure] = field(default_factory=dict)
    context_gains: dict[str, Figure] = field(default_factory=dict)
    composite: str = ""
    calibration: str = ""
    parts: dict[str, Figure] = field(default_factory=dict)
    cold: Part | None = None
    subgroups: tuple[Part, ...] = ()
    reliability: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageCheck(Record):
    """What share of what came next lay within the 80 % intervals (randomised PIT), of `n` pairs and months."""

    share: float
    low: float
    high: float
    n: int
    people: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Invariant(Record):
    """Something that must hold, and whether it does here. `low` and `high` where the figure is measured."""

    name: str
    holds: bool
    figure: str
    says: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Kept(Record):
    """The product's own record: predictions written down when they were made, and what came of them."""

    made: int
    open: int
    scored: int
    people: int
    verdict: str
    base: Figure | None = None
    auc: Figure | None = None
    brier: Figure | None = None
    ece: Figure | None = None
    reliability: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Check(Record):
    """Whether the book's numbers are true, on its own data, out of time.

    `coverage80` and `coverage` are None where too few pairs were asked often enough. `cuts` are the days from which something was
    foretold; `notes` say in words what the book cannot show, `changes` what would make more of it measurable.
    """

    as_of: str
    model: str
    start: str | None
    end: str | None
    days: int
    cuts: tuple[str, ...]
    verdict: str
    targets: tuple[TargetCheck, ...]
    coverage80: float | None
    coverage: CoverageCheck | None
    invariants: tuple[Invariant, ...]
    kept: Kept | None
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    made: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Learned(Record):
    """What `learn` did: the version it kept (None: none), from how many decided chances, what changed, and whether it reads better.

    `compared` is how much more AUC than the shipped weights it has on the last third of the time, learned before that third.
    """

    version: str | None
    n: int
    message: str
    changed: tuple[str, ...] = ()
    compared: Figure | None = None
