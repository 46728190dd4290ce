"""What passed between a buyer and us, the chances that lay in it, and what somebody said of a deal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from regard.model.kinds import Factor, Kind, Outcome, Result, Role
from regard.model.meetings import Part
from regard.model.messages import Cue


@dataclass(frozen=True, slots=True)
class Interaction:
    """One message between a buyer and us, seen from that buyer.

    `outbound` means ours to them. `seller` is our person: the sender of an outbound mail, the first of ours addressed of an
    inbound one; `sellers` lists all of ours on it. `buyer_role` is how the buyer takes part (from, to, cc, bcc).
    `others` are the buyer's colleagues on it (person ids), `recipients` how many addresses it went to in all.
    `parent_id` is the message it answers, where known. `cues` are those of the author's own words.
    `aside` is a mail of theirs that is addressed to others, with ours merely in copy. `expects` is what its words add to the log-odds of
    an answer (`evidence.expectation`), 0 where they were not read. `beside` says of a mail of ours when another of
    theirs answered it in its thread with this buyer on that mail: (us, known_us), () where none did. `instead` says the same of an answer
    in its thread from an address that may be this buyer's own and is joined with them by nobody (`flow.answered_elsewhere`).
    `answers_ours`: a mail of theirs answers one of ours that is not seen to have gone to them (`flow.answers_to_ours`). `called` says of
    a mail of ours to several whether it asks this buyer by name (True) or others alone (False); None where no name tells
    (`flow.whom_asked`).
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
    expects: float = 0.0
    beside: tuple[int, ...] = ()
    instead: tuple[int, ...] = ()
    answers_ours: bool = False
    called: bool | None = None

    @property
    def unread(self) -> bool:
        """Whether its words are in a language that is not read: then they tell nothing, either way."""
        return any(cue.kind == "unread" for cue in self.cues)

    @property
    def copied(self) -> bool:
        """Whether it is a mail of ours that the buyer merely got a copy of."""
        return self.kind == "mail" and self.buyer_role in {"cc", "bcc"}


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
    expects: float = 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing the buyer could have done. `outcome`: "1" did, "0" had a fair chance and did not, "open", "censored".

    `opener_id` is the message that gave the chance, `decided_by` the one that settled it. `shown` is the chance that it would have been
    seen, had it happened (below 1 where a mailbox holds only a part of what came in). `q` is the detector's confidence times the part of a
    chance that it was (half of one where our mail asked nothing, a quarter where it asked only to be in touch), `temper` 1.0 for the first
    trial of a (thread, channel, buyer, UTC day) and 0.0 for further ones. Quote offsets point into
    the text of `quote_message`; rapport channels carry none. `until_us` is from when something that came later says that
    it tells nothing after all, `until_why` what (`at`); a past day before that keeps it.
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
    until_us: int | None = None
    until_why: str = ""

    def stands(self, as_of_us: int) -> bool:
        """Whether nothing that was known at a moment had taken it back."""
        return self.until_us is None or self.until_us > as_of_us

    def at(self, as_of_us: int) -> Trial:
        """The trial as it counts at a moment: what was taken back by then is censored."""
        if self.stands(as_of_us) or self.until_us is None:
            return self
        return replace(
            self, outcome="censored", censored_why=self.until_why, known_us=self.until_us, until_us=None, until_why=""
        )


SaidOfDeal = Literal["role", "pin", "seat", "link", "snooze", "found", "amount", "outcome", "side", "same"]
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
