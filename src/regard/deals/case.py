"""One open deal as a risk's rule sees it: what passed, who is on it, what is known of such deals, and the thresholds in force."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from regard.deals.asked import Sent
from regard.deals.durations import Survival
from regard.deals.matters import speaks_of_business
from regard.deals.mentions import Mention
from regard.deals.negotiating import step
from regard.deals.pace import STEADY, Pace
from regard.deals.records import Coverage, Deal, Evidence, Inside, Level, Member, Risk, Seat, Touch
from regard.deals.rival_offers import RivalOffer
from regard.deals.settled import settled
from regard.deals.signs import Sign, SignKind, signs
from regard.deals.stakes import Stakes
from regard.evidence.language.leisure import asks_of_leisure
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.results import Estimate
from regard.time import iso

QUOTE = 240
_RENEWS = re.compile(r"\brenew|\breplacement\b|verlänger|\brenouvel|\brenova", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds in force, by the last part of their setting's name (`risks.quiet_days`)."""

    single_share: float = 0.9
    quiet_days: int = 14
    quiet_ratio: float = 3.0
    last_look_at: float = 0.7
    last_look_price: float = 0.8
    protracted: float = 0.9
    idle_days: int = 30
    answer_days: int = 7
    stuck_ratio: float = 2.0
    recent_days: int = 60
    slips: int = 3
    slip_days: int = 30
    history: int = 8
    quiet_chance: float = 0.02
    ideas_days: int = 180
    good: float = 60.0
    fair: float = 40.0


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise of ours that is overdue: to whom, in which words, for which day, and the message that made it."""

    to: str
    name: str
    text: str
    due: str | None
    message_id: str
    made: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """Everything that is known of one open deal at `as_of_us`.

    touches: those linked to the deal, in order of time; account_touches: all of its people. visible_us: until when the mailboxes that
    would show its people's mail deliver. won, ended: how long the book's deals lived. stays: stage to the days of past stays in it.
    left: person to the evidence that they work elsewhere now, or that mail to them came back. visible_from_us: since when the mailboxes
    show its people's mail; before it nothing is known to be a first. rivals: names of competitors, as set, as the CRM has them, and as
    buyers set them beside ours. pace: how time passes for the book's buyers (holidays pass slowly). customer: bought from us before.
    memo: the signs of touches, shared by the deals of a board. shows_in: a mailbox of ours on the deal (where nothing passed: its owner's)
    shows what comes in; else nobody can say that they are silent. sent: when what each of ours sends is seen, None where all of it is.
    size: where its amount stands among the open deals of its currency, 0 to 1. supposed: proposed from the mail, and confirmed by nobody.
    stakes: the trust that it needs, None where that was not asked. trust: of the people met, together. rival_offers: touch to the offer of
    another firm that it carries. inside: what our people wrote each other that says it is over.
    """

    deal: Deal
    as_of_us: int
    touches: Sequence[Touch]
    account_touches: Sequence[Touch]
    members: Sequence[Member]
    seats: Sequence[Seat]
    mentions: Sequence[Mention]
    coverage: Coverage
    won: Survival
    ended: Survival
    stays: Mapping[str, Sequence[float]]
    visible_us: int
    left: Mapping[str, Evidence] = field(default_factory=dict)
    rivals: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)
    owed: Sequence[Owed] = ()
    visible_from_us: int = 0
    pace: Pace = STEADY
    customer: bool = False
    memo: dict[str, tuple[Sign, ...]] = field(default_factory=dict)
    shows_in: bool = True
    sent: Sent | None = None
    size: float = 0.5
    supposed: bool = False
    stakes: Stakes | None = None
    trust: Estimate | None = None
    rival_offers: Mapping[str, RivalOffer] = field(default_factory=dict)
    inside: Sequence[Inside] = ()

    @cached_property
    def acts(self) -> list[Touch]:
        """What the buyer's side did, in order of time."""
        return [t for t in self.touches if t.acted and not t.automated]

    @cached_property
    def by_person(self) -> dict[str, list[Touch]]:
        """Each member who was met, with what they did on the deal."""
        found: dict[str, list[Touch]] = defaultdict(list)
        for touch in self.acts:
            for person in touch.acted:
                found[person].append(touch)
        return {m.person: found[m.person] for m in self.members if m.person and found.get(m.person)}

    @cached_property
    def member(self) -> dict[str, Member]:
        """Members by person."""
        return {m.person: m for m in self.members if m.person}

    @property
    def age_days(self) -> float:
        """How long it has been open."""
        return max(0.0, (self.as_of_us - self.deal.opened_us) / DAY)

    @cached_property
    def settled(self) -> Touch | None:
        """The mail that says that it is done, where nothing was asked since."""
        return settled(self.touches)

    @cached_property
    def business(self) -> bool:
        """Whether anything linked to the deal speaks of buying, of terms, or of the deal by its name; true where no words are read."""
        read = [t for t in self.touches if t.read]
        return not read or any(speaks_of_business(t) for t in read) or any(t.kind != "mail" for t in self.touches)

    @cached_property
    def passed(self) -> Sequence[Touch]:
        """What may have moved it: what is linked to it; of a deal found in the mail, all that passed with its company's people.

        Such a deal has no name that people write, so that an answer in another thread, or a colleague's, is not linked to it.
        """
        return self.account_touches if self.deal.found else self.touches

    @cached_property
    def waits(self) -> tuple[Touch, Evidence] | None:
        """The last mail that asks something or is a step of the negotiation, and its words, where the other side wrote nothing since."""
        passed = [t for t in self.passed if not t.automated]
        for touch in reversed([t for t in self.touches if t.kind == "mail" and not t.automated]):
            last = passed[-1] if passed else touch
            if touch.by_us != last.by_us:
                return None
            told = step(touch)
            asks = [a for a in touch.asks if not asks_of_leisure(" ".join(touch.piece(*a).split()))]
            asked = asks[0] if asks and "social_talk" not in touch.cues else None
            if told is not None or asked is not None:
                start, end = (told.start, told.end) if told is not None else asked or (0, 0)
                return touch, said(touch, "it waits", " ".join(touch.piece(start, end).split()), start, end)
        return None

    @cached_property
    def unanswered(self) -> tuple[list[Touch], Evidence] | None:
        """Their mails that put something before us since we last met or spoke with anybody of their company, or wrote to their writer, or
        to anybody of it in their thread or a new one, and the latest such words; a talk of before that went on with a colleague is no
        word to them. Of a deal found in the mail any word to its company counts.

        What they say that they will do themselves puts nothing before us. None where what one of ours on these mails sends is not seen,
        nor of a deal found in the mail where its company wrote on beside it. A quote tells a mail's time without its zone: what of ours
        passed up to a day before may be the very answer that quotes it.
        """
        passed = sorted({t.id: t for t in (*self.account_touches, *self.touches)}.values(), key=lambda t: (t.us, t.id))
        ours = [t for t in passed if (t.by_us or t.kind != "mail") and not t.automated]
        began: dict[str, int] = {}
        for t in passed:
            began.setdefault(t.thread_id, t.us)
        whole = max((t.us for t in ours if self.deal.found or t.kind != "mail" or not t.thread_id), default=0)
        anew = max((began[t.thread_id] for t in ours), default=0)
        to = {p: t.us for t in ours for p in t.theirs}
        there = {t.thread_id: t.us for t in ours}

        def since(t: Touch) -> int:
            return max(whole, to.get(t.writer, 0), there.get(t.thread_id, 0), anew if anew > t.us else 0)

        wrote = [t for t in self.touches if not t.by_us]
        found = [(t, e) for t in wrote if t.us > since(t) + (DAY if t.recovered else 0) and (e := put(t)) is not None]
        if not found:
            return None
        first_us = found[0][0].us
        on = {t.id for t in self.touches}
        if self.deal.found and any(t.us > found[-1][0].us and t.id not in on and not t.automated for t in passed):
            return None
        people = {p for t, _ in found for p in t.ours}
        if not people or (self.sent is not None and not all(self.sent.shows(p, first_us, self.as_of_us) for p in people)):
            return None
        return [t for t, _ in found], found[-1][1]

    def signs(self, touch: Touch) -> tuple[Sign, ...]:
        """What the words of one touch are signs of, whatever is heard of competitors first."""
        found = self.memo.get(touch.key)
        if found is None:
            found = self.memo[touch.key] = signs(touch, self.rivals)
        return found

    def heard(self, touches: Sequence[Touch], *kinds: SignKind, by_us: bool = False) -> list[tuple[Touch, Sign]]:
        """The signs of some kinds in what one side wrote or said, in order of time; what was said is its voice's."""
        spoken = [v for t in touches for v in t.spoken if v.by_us == by_us]
        return [(v, s) for v in spoken for s in self.signs(v) if s.kind in kinds]

    def share(self, person: str) -> float:
        """How much of what the buyer's side did on the deal one person did; 0 where nothing was done."""
        by = self.by_person
        total = sum(map(len, by.values()))
        return len(by.get(person, ())) / total if total else 0.0

    @property
    def recent_us(self) -> int:
        """Since when words are recent (`risks.recent_days`)."""
        return self.as_of_us - self.limits.recent_days * DAY

    @property
    def renews(self) -> bool:
        """Whether it renews or replaces what they have, by its type or name."""
        return _RENEWS.search(f"{self.deal.type} {self.deal.name}") is not None

    def speaks_for(self, touch: Touch) -> bool:
        """Whether what passed at the account can speak of this deal: it is linked to it, or whoever wrote it did something on it.

        A renewal is about all that they have from us: of it anybody there can speak. Whoever objected speaks for nothing.
        """
        if touch.writer in self.member and self.member[touch.writer].objected:
            return False
        return self.renews or touch.writer in self.by_person or any(t.id == touch.id for t in self.touches)

    def recent(self, touches: Sequence[Touch], days: int | None = None) -> list[Touch]:
        """Those of the last days (`risks.recent_days`)."""
        since = self.as_of_us - (self.limits.recent_days if days is None else days) * DAY
        return [t for t in touches if t.us >= since]


def acts_by_person(touches: Sequence[Touch]) -> dict[str, list[Touch]]:
    """Who of theirs did what, in order of time; notes that a machine sent are nobody's doing."""
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if not touch.automated:
            for person in touch.acted:
                found[person].append(touch)
    return found


CROWD = 15
"""A mail to more people than this asks nobody in particular."""
_THEIRS = re.compile(
    r"^\W*(?:(?:and|so|then|but|also) )*(?:i|we)(?:'ll| will| shall| am going to| are going to|'m going to|'re going to)\b"
    r"(?! (?:need|await|wait|require))"
    r"|^\W*(?!you\b)(?:[\w'-]+ ){1,3}(?:will|shall|is going to|are going to) (?:then |also |now )?"
    r"(?:inform|notify|tell|let|decide|come back|get back|write|call|ring|answer|reply|announce|evaluate|review|discuss|look|check"
    r"|present|meet)\b(?![^?]*\?)"
)
"""What a writer says that they, or somebody of theirs, will do themselves."""


def put(touch: Touch) -> Evidence | None:
    """The words by which a mail puts something before its readers: a question or a request, or a step of a negotiation; None if none do."""
    if touch.kind != "mail" or touch.automated or len(touch.theirs) + len(touch.ours) > CROWD:
        return None
    told = step(touch)
    if told is not None and not _THEIRS.search(plain(told.words)):
        return said(touch, "it waits", " ".join(touch.piece(told.start, told.end).split()), told.start, told.end)
    if "social_talk" in touch.cues:
        return None
    for start, end in touch.asks:
        words = " ".join(touch.piece(start, end).split())
        if words and not asks_of_leisure(words) and not _THEIRS.search(plain(words)):
            return said(touch, "it waits", words, start, end)
    return None


Rule = Callable[[Case], Risk | None]


def said(touch: Touch, says: str, words: str = "", start: int = 0, end: int = 0, person: str | None = None) -> Evidence:
    """A touch as evidence; of a call with the minute."""
    says = f"{says}, {minute} into the call" if (minute := touch.minute(start)) else says
    return Evidence(says, touch.id, iso(touch.us), words[:QUOTE], start, end, person or touch.writer or None)


def shown(touch: Touch, sign: Sign, says: str = "in their words") -> Evidence:
    """A sign as evidence, with its quote; one that an unproven rule found says so."""
    return said(touch, f"{says} (by a rule on trial)" if sign.trial else says, sign.words, sign.start, sign.end)


def good(estimate: Estimate | None, at: float) -> bool:
    """Whether a standing is known and at least `at`."""
    return estimate is not None and estimate.known and estimate.score >= at


def poor(estimate: Estimate | None, below: float) -> bool:
    """Whether a standing is known and below `below`."""
    return estimate is not None and estimate.known and estimate.score < below


__all__ = ["Case", "Level", "Limits", "Owed", "Risk", "Rule", "acts_by_person", "good", "poor", "said", "shown"]
