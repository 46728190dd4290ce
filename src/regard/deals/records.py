"""What a deal is made of: the CRM's record, what passed between people on it, who takes part, what is at risk. Frozen, no behaviour.

Times are UTC microseconds. Everything here is as known at one moment; whoever loads it leaves out what was known later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from regard.model import DAY, Factor, Kind, Span
from regard.parse.crm_outcomes import Outcome
from regard.results import Estimate, Record

Level = Literal["high", "medium", "low"]
"""How pressing a risk is."""
Basis = Literal["stated", "inferred", "none"]
"""Where a role comes from: said by the CRM or a person, concluded from title or behaviour, or not at all."""


@dataclass(frozen=True, slots=True)
class Stage(Record):
    """A deal came into a stage at `us`; `known_us` is since when that is known."""

    us: int
    stage: str
    known_us: int


@dataclass(frozen=True, slots=True)
class DealRole(Record):
    """Somebody takes part in a deal. `person` is None where the book has nobody for the contact; `role` is the CRM's own word."""

    contact_id: str
    person: str | None
    name: str
    role: str
    primary: bool


@dataclass(frozen=True, slots=True)
class Deal(Record):
    """One opportunity. `amount` is a decimal as text ("" where the CRM has none), `currency` as the CRM writes it ("" where not).

    outcome: won, lost, no_decision, open, or unclear (closed, and nothing says how). `close_us` is the close date as the CRM has it,
    expected where the deal is open; `type` the CRM's word for the kind of deal, `competitor` whom it names as one. `closes`: (since when
    known, close date) of each close date that the CRM had, in order; `amounts`: (since when known, (amount, currency)). `companies` are
    those of a matter that several work on together (`deals.circles`); `company_id` is None then. `steps_us`: when the first and the last
    step were taken that a person confirmed as a deal, of one found in the mail; else none. `through`: the companies of agents through
    whom it goes (`deals.agents`).
    """

    id: str
    name: str
    account_id: str
    account: str
    company_id: str | None
    amount: str
    currency: str
    list_amount: str
    discount: str
    stage: str
    stages: tuple[Stage, ...]
    outcome: Outcome
    reason: str
    probability: str
    created_us: int | None
    closed_us: int | None
    owner_id: str
    owner: str
    roles: tuple[DealRole, ...]
    known_us: int
    close_us: int | None = None
    type: str = ""
    competitor: str = ""
    closes: tuple[tuple[int, int], ...] = ()
    companies: tuple[str, ...] = ()
    amounts: tuple[tuple[int, tuple[str, str]], ...] = ()
    steps_us: tuple[int, ...] = ()
    company_why: str = ""
    twins: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether a person confirmed it out of the mail; no CRM says then how it goes."""
        return self.id.startswith("x_")

    @property
    def opened_us(self) -> int:
        """When it began: its creation, else its first stage, else since when it is known."""
        if self.created_us is not None:
            return self.created_us
        return min((s.us for s in self.stages), default=self.known_us)

    @property
    def moves(self) -> tuple[Stage, ...]:
        """The stages that it came into at a time that is known. Where it was when the CRM was first read, nobody knows since when."""
        first = self.stages[0] if self.stages else None
        at_birth = first is not None and self.created_us is not None and first.us <= self.created_us + DAY
        return self.stages if at_birth else self.stages[1:]

    @property
    def stage_since_us(self) -> int | None:
        """When it came into the stage it is in; None where that is not known."""
        return self.moves[-1].us if self.moves else None


SAID = frozenset(("leaves", "names_competitor", "price_only", "defers", "brings_superior", "discloses"))
"""Cues of which a deal's risks need the words: none of a channel, all on trial (`evidence/language/rules.py`)."""


Mark = Literal[
    "text",
    "zones",
    "business",
    "decision",
    "coaching",
    "done",
    "holds",
    "brings",
    "invited",
    "access",
    "yes",
    "money",
    "offer",
    "whole",
    "goes",
]
"""What is so of the words of a message as a whole; `deals.gist` says of each what it means."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What of a message's words the rules of deals need (`deals.gist` reads it): a function of the message alone, whoever wrote it.

    `sentences` are those of its own words that any rule can be about: (start, end, words on one line); `pieces` the words of these and at
    the places of its cues, as written; `names` own sentences that may set a firm beside ours; `title` what its signature calls the writer;
    `paper` the name of a document on it that is none of a sale's.
    """

    marks: frozenset[Mark] = frozenset()
    sentences: tuple[tuple[int, int, str], ...] = ()
    pieces: Mapping[tuple[int, int], str] = field(default_factory=dict)
    names: tuple[tuple[int, int, str], ...] = ()
    title: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """One message, meeting or call with people on the buyer's side.

    `writer` is the person who wrote it (for a meeting: who called it). `theirs` are all buyers on it, `copied` those of them who were
    merely copied, `acted` those who did something (wrote, accepted, spoke). `ours` are our people on it. `text` and `spans` hold
    words where they are read, `cues` the kinds found in them, `asks` where a question or request stands. `automated` is a reply that
    nobody wrote by hand (an away note): read for notices alone. `said` are the places of cues of `SAID`: (kind, start, end).
    `attachments` are the names of what hangs on it. `sentences` are those of its own words, cut once: (start, end, words on one line).
    Where only the `gist` of its words was fetched, `text` and `spans` are empty, and `sentences` those that any rule can be about.
    A call has no words itself: they are those of its `voices`, of everybody on it who is known (`spoken`). A voice did nothing beside
    the call (`acted` is empty); `minutes` are where in the call's text each of its turns begins, and when on the call.
    """

    id: str
    us: int
    kind: Kind
    by_us: bool
    writer: str
    theirs: frozenset[str]
    copied: frozenset[str]
    acted: frozenset[str]
    ours: frozenset[str]
    thread_id: str = ""
    subject: str = ""
    end_us: int | None = None
    recovered: bool = False
    cues: frozenset[str] = frozenset()
    asks: tuple[tuple[int, int], ...] = ()
    said: tuple[tuple[str, int, int], ...] = ()
    automated: str = ""
    text: str = ""
    spans: tuple[Span, ...] = ()
    attachments: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int, str], ...] | None = None
    gist: Gist | None = None
    voices: tuple[Touch, ...] = ()
    minutes: tuple[tuple[int, str], ...] = ()

    @property
    def spoken(self) -> tuple[Touch, ...]:
        """Whose words it holds: a call's voices, each a touch of its own, else itself."""
        return self.voices or (self,)

    @property
    def key(self) -> str:
        """What tells it from any other, also one voice of a call from the next."""
        return f"{self.id} {self.writer}" if self.minutes else self.id

    def minute(self, start: int) -> str:
        """When on the call the words at a place were said ("0:22"), "" where it is no voice of a call."""
        return next((told for begin, told in reversed(self.minutes) if begin <= start), "")

    @property
    def read(self) -> bool:
        """Whether its words are read, and there are any."""
        return bool(self.spans) if self.gist is None else "zones" in self.gist.marks

    @property
    def worded(self) -> bool:
        """Whether it has any text."""
        return bool(self.text) if self.gist is None else "text" in self.gist.marks

    def piece(self, start: int, end: int) -> str:
        """The words at the place of one of its cues, as written."""
        return self.text[start:end] if self.gist is None else self.gist.pieces.get((start, end), "")


Sure = Literal["sure", "likely", "doubtful"]
"""How sure it is that a touch belongs to a deal."""


@dataclass(frozen=True, slots=True)
class Link:
    """A touch belongs to a deal, why, and how sure that is."""

    deal: str
    touch: str
    why: str
    sure: Sure = "likely"


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """The words or the fact behind a statement: `says` in a sentence of ours, `quote` in theirs, at offsets of the message's text."""

    says: str
    message_id: str | None = None
    date: str | None = None
    quote: str = ""
    start: int = 0
    end: int = 0
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Inside(Record):
    """A sentence that one of ours wrote to others of ours about a deal's account: the mail, its time, who wrote it, the words; `of`: how
    many open deals of that account it may be about.
    """

    message_id: str
    us: int
    who: str
    words: str
    of: int = 1


@dataclass(frozen=True, slots=True)
class Weight(Record):
    """How much one person weighs in one deal, in log-odds against somebody of whom nothing is known.

    low, high: central 80 %. Unknown (`known` false) until two threads show the person and something tells of it; `settle` then says what
    would tell. Their own words that they have no say stand in `evidence` without a number. It holds for this deal alone.
    """

    log_odds: float
    low: float
    high: float
    known: bool
    evidence: tuple[Evidence, ...]
    settle: str = ""


@dataclass(frozen=True, slots=True)
class Member(Record):
    """One person of the buying committee. `met` they did something towards us; `seen` counts the interactions they were on.

    `role` is ours ("" where nothing says), `crm_role` the CRM's word, `basis` where the role comes from, `role_why` the reasons.
    `pinned`: a person keeps them on the map. `corrected` is the judgement by which a person gave the role, "" where none did.
    `company` is where they work, told where a deal has people of several. `elsewhere`: not met here, but mail passed both ways between
    them and us, or we met, beside what is linked to this deal. `place`: a mailbox of several (`deals.places`), nobody to meet;
    `mailbox` its address and `signed` who signs there, where it is one that several people of a customer write from.
    """

    person: str | None
    name: str
    title: str
    role: str
    crm_role: str
    basis: Basis
    role_why: tuple[Evidence, ...]
    met: bool
    seen: int
    wrote: int
    first_us: int | None
    last_us: int | None
    weight: Weight | None
    standing: Mapping[Factor, Estimate]
    contact_id: str = ""
    ours: tuple[str, ...] = ()
    primary: bool = False
    objected: bool = False
    pinned: bool = False
    corrected: str = ""
    company: str = ""
    elsewhere: bool = False
    place: bool = False
    mailbox: str = ""
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat(Record):
    """Somebody who is mentioned and was never met: a name, a role or both, and the sentences that name them.

    `corrected` is the judgement that put it here or gave it its part, if one did. `elsewhere`: as of a member, of the one person of the
    account who bears the name.
    """

    name: str
    role: str
    title: str
    evidence: tuple[Evidence, ...]
    corrected: str = ""
    elsewhere: bool = False

    @property
    def called(self) -> str:
        """The name, or the title with its article: "the board", "our chairman"."""
        bare = self.name or not self.title or self.title.split()[0].lower() in _DETERMINERS
        return self.name or (self.title if bare else f"the {self.title}")


_DETERMINERS = frozenset(("the", "a", "an", "our", "my", "your", "their", "his", "her"))


@dataclass(frozen=True, slots=True)
class Coverage(Record):
    """filled / required roles; `weighted` counts a filled role by how probably the person's trust is above a stranger's.

    `missing` are the parts that nobody whom we met has; `held` says of those of them that somebody has whom we did not meet who that is:
    (part, names).
    """

    share: float
    weighted: float
    required: tuple[str, ...]
    filled: tuple[str, ...]
    missing: tuple[str, ...]
    held: tuple[tuple[str, str], ...] = ()

    @property
    def lacks(self) -> str:
        """What is missing, in words: "missing: champion; not met: economic buyer (Kim Ash)"; "" where nothing is."""
        held = dict(self.held)
        nobody = ", ".join(role for role in self.missing if role not in held)
        unmet = ", ".join(f"{role} ({held[role]})" for role in self.missing if role in held)
        return "; ".join(filter(None, (nobody and f"missing: {nobody}", unmet and f"not met: {unmet}")))


@dataclass(frozen=True, slots=True)
class Risk(Record):
    """One risk of one deal. `evidence` says what it rests on, `clears` what would clear it, `numbers` what was compared with what.

    A risk that is put off has the reason in `snoozed`, the last day in `snoozed_until` and the judgement in `snooze`. One whose kind is on
    `trial` was not shown to be right more often than not on real mail: it stands behind all others. The one that is told of a deal of
    which nothing else is told is on `trial` too. `worth` is how much it is worth telling, 0 to 1, the product of the parts in `weighs`
    (`deals.worth`); `told` whether it is told.
    """

    kind: str
    level: Level
    says: str
    evidence: tuple[Evidence, ...]
    clears: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    snoozed: str = ""
    snoozed_until: str = ""
    snooze: str = ""
    trial: bool = False
    worth: float = 0.0
    weighs: Mapping[str, float] = field(default_factory=dict)
    told: bool = False
