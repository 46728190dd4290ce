"""The made-up world as frozen records: who there is, how buyers really regard us, and every mail.

Times (`at`) are whole seconds of UTC since 1970; days are whole UTC days since 1970. Latent values (trust, value, rapport)
are on the scale of the relationship state: 0 is a stranger's, about ±1 is one standard deviation between buyers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DAY = 86_400
"""Seconds in a day."""
WEEK = 7 * DAY

Kind = Literal["us", "staff", "them", "shared", "assistant", "partner", "personal", "machine"]
Law = Literal["trust-decides", "trust-irrelevant"]
"""Which outcome law the deals obey: won by the committee's trust and value, or by chance alone."""
Outcome = Literal["won", "lost", "no decision", "open"]
Partstat = Literal["ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"]
Style = Literal["formal", "plain", "terse", "chatty", "lower"]
Client = Literal["desktop", "webmail", "interleaved", "tablet", "phone", "german", "machine"]
Display = Literal["first last", "last, first", "first", "none"]
Box = Literal["mbox folders", "maildir", "eml", "takeout", "sent only"]


@dataclass(frozen=True, slots=True)
class Account:
    """A company that buys. `domains`: the one in use, then an older one. `owner` and `second` are keys of our sellers."""

    key: str
    name: str
    domains: tuple[str, ...]
    industry: str
    country: str
    sites: tuple[str, ...]
    docks: tuple[str, ...]
    goods: tuple[str, ...]
    product: str
    part: str
    system: str
    audit: str
    shift: str
    owner: str
    second: str
    display: Display
    since: int
    """When we first met anybody there."""


@dataclass(frozen=True, slots=True)
class Person:
    """Anybody, or any machine, that writes. `addresses` are (address, in use from `at`), earliest first."""

    key: str
    first: str
    last: str
    kind: Kind
    account: str
    title: str
    country: str
    style: Style
    client: Client
    addresses: tuple[tuple[str, int], ...]
    display: Display = "first last"
    phone: str = ""
    signs: bool = True
    disclaimer: int = -1
    pace: float = 0.0
    """Own habit of answering, log hours: below 0 is faster than most. Says nothing about trust."""
    opens: int = 510
    """Minute of the day when work starts, local time."""
    off_hours: float = 0.05
    """Share of mail written in the evening or at the weekend."""
    typo: float = 0.0
    volume: float = 1.0
    """How much mail we exchange with them, before anything latent."""
    away: tuple[tuple[int, int], ...] = ()
    """Holidays: (first day, day after the last)."""
    met: int = 0
    left: int | None = None
    new_title: str = ""
    new_title_from: int = 0
    new_account: str = ""
    """The account to which they moved, with their second address."""
    new_account_from: int = 0
    works_for: str = ""
    """An assistant's superior."""
    company: str = ""
    """Where they work, if neither at an account nor with us."""

    @property
    def name(self) -> str:
        """First and last name, as people say it."""
        return f"{self.first} {self.last}".strip()

    def address(self, at: int) -> str:
        """The address they write from at that time."""
        i = bisect_right([since for _, since in self.addresses], at)
        return self.addresses[max(0, i - 1)][0]

    def gone(self, at: int) -> bool:
        """Whether they no longer work at their first account then."""
        return (self.left is not None and at >= self.left) or bool(self.new_account and at >= self.new_account_from)

    def account_at(self, at: int) -> str:
        """The key of the account they work for at that time."""
        return self.new_account if self.new_account and at >= self.new_account_from else self.account

    def titled(self, at: int) -> str:
        """The job title at that time."""
        return self.new_title if self.new_title and at >= self.new_title_from else self.title


@dataclass(frozen=True, slots=True)
class Seller:
    """One of ours with a mailbox. `persistence` is the chance of a nudge; `dark_from` is when the mailbox stops delivering."""

    key: str
    box: Box
    persistence: float
    verbosity: float
    dark_from: int | None = None
    joined: int | None = None
    """When they were hired, if during the period."""
    left: int | None = None
    """When they left us, if during the period."""


@dataclass(frozen=True, slots=True)
class Latent:
    """How one buyer truly regards us, a value a week from `start` on, for each factor."""

    start: int
    trust: tuple[float, ...]
    value: tuple[float, ...]
    rapport: tuple[float, ...]

    def bent(self, at: int, by: State, half_life: int) -> Latent:
        """The same with something that happened at `at` added from then on, fading by half every `half_life` seconds."""
        fades = [
            2.0 ** -((self.start + i * WEEK - at) / half_life) if self.start + i * WEEK >= at else 0.0
            for i in range(len(self.trust))
        ]
        moved = [
            tuple(round(v + size * f, 4) for v, f in zip(values, fades, strict=True))
            for values, size in ((self.trust, by.trust), (self.value, by.value), (self.rapport, by.rapport))
        ]
        return Latent(self.start, *moved)

    def at(self, when: int) -> State:
        """The state at a time, between weeks by straight lines, before and after by the nearest week."""
        last = len(self.trust) - 1
        x = min(max((when - self.start) / WEEK, 0.0), float(last))
        i = min(int(x), last - 1) if last else 0
        j = min(i + 1, last)
        f = x - i
        return State(
            self.trust[i] + f * (self.trust[j] - self.trust[i]),
            self.value[i] + f * (self.value[j] - self.value[i]),
            self.rapport[i] + f * (self.rapport[j] - self.rapport[i]),
        )


@dataclass(frozen=True, slots=True)
class State:
    """Trust, value and rapport at one moment."""

    trust: float
    value: float
    rapport: float

    def plus(self, other: State) -> State:
        """The sum, factor by factor."""
        return State(self.trust + other.trust, self.value + other.value, self.rapport + other.rapport)


@dataclass(frozen=True, slots=True)
class Arc:
    """A scripted situation: which one, whose, and its dated turns (at, what happens)."""

    kind: str
    buyer: str
    seller: str
    says: str
    beats: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of a buying committee: who, in which role, with what share of the decision."""

    buyer: str
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a deal's history: the stage it entered, the amount and the close date as they then stood."""

    at: int
    stage: str
    amount: int
    close_day: int


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal. `topic` is how mails call it; `chance` the true chance of being won, given that something is decided.

    `scripted`: a situation fixes its outcome, whatever the law. `unseen` is a decider (name, title) who is on no mail.
    """

    key: str
    account: str
    seller: str
    kind: str
    topic: str
    site: str
    opened: int
    closed: int
    outcome: Outcome
    amount: int
    listed: int
    committee: tuple[Seat, ...]
    turns: tuple[Turn, ...]
    rival: str
    unseen: tuple[str, str]
    quote: str
    chance: float
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promised what to whom, in which words it was due, on which day, and what became of it."""

    by: str
    to: str
    what: str
    said: str
    words: str
    due_day: int
    fate: str
    settled: str = ""
    """Keys of the mails that made it and that kept or released it."""


@dataclass(frozen=True, slots=True)
class Play:
    """One staged situation as it was played: who took which part, which mails show it, and from when to when."""

    key: str
    kind: str
    claims: str
    says: str
    parts: Mapping[str, str]
    deal: str
    start: int
    end: int
    mails: tuple[str, ...] = ()
    promise: Promise | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One calendar entry of a seller's. Attendees are (person, answer, answered at); `rule` an RRULE where it recurs.

    `moved` is (when, new beginning), `cancelled` when; `skips` and `shifts` are occurrences left out and moved (from, to).
    """

    key: str
    uid: str
    seller: str
    title: str
    at: int
    minutes: int
    made: int
    attendees: tuple[tuple[str, Partstat, int], ...]
    sort: str = "buyer"
    place: str = ""
    organizer: str = ""
    rule: str = ""
    until: int = 0
    moved: tuple[int, int] | None = None
    cancelled: int | None = None
    skips: tuple[int, ...] = ()
    shifts: tuple[tuple[int, int], ...] = ()
    account: str = ""
    thread: str = ""

    @property
    def begins(self) -> int:
        """When it begins, after a move."""
        return self.moved[1] if self.moved else self.at


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says something in a call: from second to second, and what it does."""

    start: float
    end: float
    speaker: str
    text: str
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A recorded call with what was said."""

    key: str
    meeting: str
    seller: str
    at: int
    title: str
    people: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: `size` bytes of filler under a name and a type."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was written.

    `key` orders and names it in the truth; `text` holds the author's own words (greeting and closing included, signature not);
    `acts` say what they do, for the truth only. `family` is what sort of mail it is: buyer, internal, personnel, counsel,
    health, works council, personal, newsletter, away, left, bounce, calendar or notice. `chance` is the true probability
    that this ask of ours is answered, where it is one.
    """

    key: str
    thread: str
    parent: str | None
    at: int
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str
    family: str
    acts: tuple[str, ...] = ()
    chance: float | None = None
    client: Client = "desktop"
    files: tuple[File, ...] = ()
    on_behalf: str = ""
    """For machine mail: the person whose mailbox or calendar made it."""
    meeting: Meeting | None = None
    """For calendar mail: what it invites to or answers."""
    posted_by: str = ""
    """The assistant who sent it from their superior's address, as the Sender header says."""

    @property
    def people(self) -> tuple[str, ...]:
        """Sender and recipients."""
        return (self.sender, *self.to, *self.cc)


@dataclass(frozen=True, slots=True)
class World:
    """A made-up company for one (seed, end): its people, how buyers regard it, and every mail of the period [start, end)."""

    seed: int
    start: date
    end: date
    company: str
    domain: str
    freemail: tuple[str, ...]
    sellers: tuple[Seller, ...]
    accounts: tuple[Account, ...]
    people: Mapping[str, Person]
    buyers: tuple[str, ...]
    latent: Mapping[str, Latent]
    deviation: Mapping[tuple[str, str], State]
    """(seller, buyer) -> what is particular to that pair."""
    arcs: tuple[Arc, ...]
    mails: tuple[Mail, ...]
    by_key: Mapping[str, Mail] = field(repr=False, default_factory=dict)
    law: Law = "trust-decides"
    deals: tuple[Deal, ...] = ()
    plays: tuple[Play, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    calls: tuple[Call, ...] = ()
    namesakes: tuple[tuple[str, str], ...] = ()
    held_out: bool = False

    def state(self, buyer: str, at: int, seller: str = "") -> State:
        """How a buyer truly regards us, or one seller of ours, at a time."""
        team = self.latent[buyer].at(at)
        pair = self.deviation.get((seller, buyer))
        return team.plus(pair) if pair else team
