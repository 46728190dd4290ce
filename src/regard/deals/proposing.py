"""Which deals may there be that no CRM tells of? Proposed from the mail, for a person to confirm or reject. Pure.

A matter: mails between us and people of one company that are steps of one negotiation (`deals.negotiating`: a price or a proposal asked
for, something offered, an agreement on paper, its terms, a yes that is awaited), joined by thread, subject, or the same people on both
sides, no two of them more than 60 days apart (180 in one thread). It is proposed where both sides take part, a step shows what is bought (a
price, an offer, an order, a paper of it), somebody outside acts on it, more than a fifth of its mails are such steps, and it took several
touches: three mails, and steps on two days or an answer to the price on a later day; or they announce that they buy, invite bids or say
that it is approved, and we answered; or they ask for a price in so many words and we put one before them (in one talk, whatever else passes
between the same people); after an offer of ours that is enough however much else passes in that talk; or they ask us, with whom they write,
for so many of something or for one more; or, where mail passed both ways before and not two months ago, as purchasing asks for a quotation
(by number, as a best price, by a day), whether or not we answered yet. Of a law firm or a university only what is asked, offered or announced counts, for drafts are what
they write about anyway. It is proposed while its last step is at most 120 days old and nothing says that it is signed or done, where no
deal of that company was open at the time. Matters of several companies: `deals.proposing_together`. Nothing is said of money: no amount is
read from mail. A person's yes makes it a deal, with whatever name and amount they give (`deals.found`); their no stands for the whole
matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.deals.linking import MARGIN, span
from regard.deals.mentions import own_sentences
from regard.deals.negotiating import Step, StepKind, asks_quotation, beside, is_step, step, steps
from regard.deals.ordering import orders
from regard.deals.records import Deal, Evidence, Risk, Touch
from regard.deals.settled import settled
from regard.deals.signs import is_sign
from regard.evidence.language.inquiries import inquires, is_aside
from regard.evidence.language.sentences import plain
from regard.identity.normalize import is_academic
from regard.ids import digest
from regard.model import DAY, DealJudgement
from regard.results import Record
from regard.time import iso, iso_day

GAP, FRESH = 60 * DAY, 120 * DAY
RESTS = 180 * DAY
"""In one thread a negotiation may rest for so long: what is delivered in parts, or approved by a board that seldom meets."""
QUOTE = 240
CIRCULAR = 15
"""A mail to more people of theirs is no talk with one company: it makes no episode of one."""
SEVERAL = 3
"""Mails from which on something is negotiated."""
RARE = 5
"""Where one mail in so many, or fewer, is of buying, the talk is of something else."""
SURE: tuple[StepKind, ...] = ("asks", "announces", "offers")
"""Steps that only one who buys or sells takes."""
MATTERS: tuple[StepKind, ...] = (*SURE, "paper")
"""Steps that show what is bought or sold; terms and a yes that is awaited may be of anything."""
TERMS = (
    "proposal", "quote", "quotation", "offer", "pricing", "price", "prices", "pilot", "trial", "contract", "order", "demo", "demonstration", "tender",
    "rfp", "rfq", "licence", "license", "licences", "licenses", "angebot", "preis", "preise", "vertrag", "bestellung", "devis", "contrat",
    "agreement", "agreements", "amendment", "redline", "negotiate", "negotiating", "negotiation", "negotiations", "counterproposal", "counteroffer",
    "vereinbarung", "isda", "nda", "lease", "terms", "bid", "bids", "draft", "executed", "purchase", "buy", "sell", "counterparty",
)  # fmt: skip
"""Words by which mails worth reading are found."""
BUYING = re.compile(
    r"\b(?:(?:a|an|your|the|another|written|firm|updated|revised) (?:\w+ )?(?:proposal|quot(?:e|ation)|offer|tender)|pric(?:e|es|ing)|rf[piq]|(?:a|the|your|our|any|free|paid|first) pilots?|pilot (?:project|phase|run)|proof of concept"
    r"|(?:a|the|free|short) trial|(?<!outside your )(?<!outside our )contract(?! (?:manager|administrator))|purchase order|order form|to order|licen[cs]es?|demo|demonstration|what (?:would|does|will) (?:it|this|that) cost"
    r"|statement of work|angebot|preise?|vertrag|bestell\w+|devis|contrat)\b"
)


@dataclass(frozen=True, slots=True)
class Proposal(Record):
    """A deal that there may be: whose, since when, who takes part, and the sentences that say so.

    `risks` are those that are told before anybody says that it is a deal, `more` how many else there are to look at then.
    """

    id: str
    name: str
    company_id: str
    account: str
    opened: str | None
    last: str | None
    people: tuple[str, ...]
    says: str
    evidence: tuple[Evidence, ...]
    mark: str = ""
    risks: tuple[Risk, ...] = ()
    more: int = 0


def is_buying(words: str) -> bool:
    """Whether a sentence is about buying: a price, a proposal, a pilot, a contract, a demonstration."""
    return bool(BUYING.search(plain(words)))


def signs(touch: Touch) -> tuple[int, int, str] | None:
    """The first sentence of a buyer's mail that asks about buying: a question or request, or a plain wish for a price or an offer."""
    if touch.by_us or touch.automated or touch.kind != "mail":
        return None
    asks = [(start, end, " ".join(touch.text[start:end].split())) for start, end in touch.asks]
    found = [one for one in asks if inquires(one[2]) or (is_buying(one[2]) and not is_aside(one[2]))]
    found += [one for one in own_sentences(touch) if is_buying(one[2]) and inquires(one[2])]
    return min(found, default=None)


def offered(touch: Touch, answered: Mapping[str, int]) -> tuple[int, int, str] | None:
    """Where a mail of ours puts a price or a proposal before them that they answered; `answered`: thread to their last mail in it."""
    if not touch.by_us or touch.automated or touch.kind != "mail" or answered.get(touch.thread_id, 0) <= touch.us:
        return None
    return next(((s, e, w) for s, e, w in own_sentences(touch) if is_sign("proposal", w)), None)


_COUNSEL = re.compile(
    r"\bL\.?L\.?P\b|\battorneys?[ -](?:at[ -]law|client)|\blaw (?:firm|offices?)\b|\b(?:barristers?|solicitors?|rechtsanw[aä]lte?\w*)\b",
    re.IGNORECASE,
)


def is_counsel(touches: Sequence[Touch]) -> bool:
    """Whether a company is a law firm: a tenth of its people's mails, two at least, sign or disclaim as lawyers do."""
    theirs = [t for t in touches if not t.by_us and not t.automated and t.kind == "mail" and t.spans]
    said = sum(any(s.zone != "quoted" and _COUNSEL.search(t.text, s.start, s.end) for s in t.spans) for t in theirs)
    return said >= 2 and 10 * said >= len(theirs)


def speaks_of_business(touch: Touch) -> bool:
    """Whether a sentence of a mail's own words, or its subject, is about buying or the terms of something."""
    if is_buying(touch.subject) or steps(((0, len(touch.subject), touch.subject),)):
        return True
    if touch.gist is not None:
        return "business" in touch.gist.marks
    return any(is_business(words) for _, _, words in own_sentences(touch))


def is_business(words: str) -> bool:
    """Whether a sentence is about buying or the terms of something."""
    return is_sign("price", words) or is_buying(words) or is_step(words)


@dataclass(frozen=True, slots=True)
class Matter:
    """One negotiation with one company: its steps in order of time, and every mail of its threads."""

    steps: tuple[tuple[Touch, Step], ...]
    mails: tuple[Touch, ...]

    @property
    def first_us(self) -> int:
        """When its first step was taken."""
        return self.steps[0][0].us

    @property
    def last_us(self) -> int:
        """When its last step was taken."""
        return self.steps[-1][0].us

    def people(self) -> frozenset[str]:
        """Those of theirs who wrote in it, and those to whom its steps are written."""
        return frozenset(p for t in self.mails for p in t.acted) | {p for t, _ in self.steps for p in t.theirs - t.copied}

    @property
    def bought(self) -> bool:
        """Whether a step shows what is bought: a price or an offer asked for or made, an order, a paper of it; not terms or a yes alone."""
        return any(s.kind in MATTERS for _, s in self.steps)

    @property
    def aside(self) -> bool:
        """Whether it is talk of other things, in which buying comes up: at most a fifth of its mails are steps."""
        return len(self.steps) * RARE <= len(self.mails)

    @property
    def taken_up(self) -> bool:
        """Whether somebody outside acts on it: takes a step, or writes in that talk after a step of ours."""
        if any(not t.by_us for t, _ in self.steps):
            return True
        return any(not m.by_us and m.us > t.us and _same_talk(m, t) for t, _ in self.steps if t.by_us for m in self.mails)

    @property
    def priced(self) -> bool:
        """Whether they asked for a price or an offer in so many words, and a mail of ours in that talk put one before them."""
        return any(
            o.by_us and o.us > t.us and offer.kind in ("offers", "paper") and _same_talk(o, t)
            for t, s in self.steps if s.kind == "asks" and not t.by_us and inquires(s.words) for o, offer in self.steps
        )  # fmt: skip

    @property
    def priced_apart(self) -> bool:
        """Whether it is `priced` in a talk that is itself no talk of other things: what else passes between the same people says nothing."""
        for asked, s in self.steps:
            if s.kind == "asks" and not asked.by_us and inquires(s.words):
                talk = [(t, one) for t, one in self.steps if _same_talk(t, asked)]
                put = any(t.by_us and t.us > asked.us and one.kind in ("offers", "paper") for t, one in talk)
                if put and len(talk) * RARE > sum(_same_talk(m, asked) for m in self.mails):
                    return True
        return False

    @property
    def answered(self) -> bool:
        """Whether a price or an offer, asked for or made, got an answer of the other side in its own talk on a later day."""
        return any(
            m.by_us != t.by_us and m.us // DAY > t.us // DAY and _same_talk(m, t)
            for t, s in self.steps if s.kind in SURE for m in self.mails
        )  # fmt: skip

    def waits(self, moment_us: int) -> bool:
        """Whether they ask for so many of something, or for a quotation as purchasing does, and that is no older than `GAP`: it says enough
        where mail passed both ways with them, answered or not.
        """
        return any(
            not t.by_us and t.us + GAP >= moment_us and (orders(s.words) or asks_quotation(s.words, t.subject))
            for t, s in self.steps
        )

    def is_deal(self, *, papers: bool) -> bool:
        """Whether both sides negotiate in it, or one announces that it buys and the other answers; `papers`: drafts do not count."""
        theirs = [t for t in self.mails if not t.by_us]
        if not theirs or len(theirs) == len(self.mails) or not self.bought or not self.taken_up:
            return False
        if any(not t.by_us and orders(s.words) for t, s in self.steps):
            return True
        said = [t for t, s in self.steps if s.kind == "announces" and not t.by_us]
        met = bool(said) and any(t.by_us and t.us > said[0].us for t in self.mails)
        if met and any(t.by_us and s.kind in ("offers", "paper") and t.us < said[-1].us for t, s in self.steps):
            return True
        if self.aside:
            return self.priced_apart and not papers
        if met or (self.priced and not papers):
            return True
        sure = [t for t, s in self.steps if s.kind in SURE]
        if len({t.us // DAY for t in sure}) >= 2 and any(not t.by_us for t in sure) and len(self.mails) >= SEVERAL:
            return True
        if self.answered and len(self.mails) >= SEVERAL and not papers:
            return True
        days = {t.us // DAY for t, _ in self.steps}
        return not papers and len(days) >= 2 and len(self.mails) >= SEVERAL


def matters(touches: Sequence[Touch]) -> list[Matter]:
    """What is negotiated with the people of one company, each matter by itself, the earliest first."""
    every = sorted((t for t in touches if t.kind == "mail" and not t.automated), key=lambda t: (t.us, t.id))
    answered: dict[str, int] = {}
    for touch in every:
        if not touch.by_us and touch.thread_id:
            answered[touch.thread_id] = max(answered.get(touch.thread_id, 0), touch.us)
    groups: list[list[tuple[Touch, Step]]] = []
    for touch in every:
        if len(touch.theirs) > CIRCULAR or (told := _step(touch, answered)) is None:
            continue
        open_ = [g for g in groups if touch.us - g[-1][0].us <= GAP]
        rests = [g for g in groups if touch.us - g[-1][0].us <= RESTS]
        mine = next((g for g in reversed(rests) if touch.thread_id and any(t.thread_id == touch.thread_id for t, _ in g)), None)
        mine = mine or next((g for g in reversed(open_) if any(_same_talk(touch, t) for t, _ in g)), None)
        mine = mine or next((g for g in reversed(open_) if any(_same_people(touch, t) for t, _ in g)), None)
        if mine is None:
            groups.append(mine := [])
        mine.append((touch, told))
    return [Matter(tuple(group), tuple(t for t in every if _belongs(t, group))) for group in groups]


def _belongs(touch: Touch, group: Sequence[tuple[Touch, Step]]) -> bool:
    """Whether a mail is one of a matter's: in a thread of its steps, or between the same people at that time."""
    first, last = group[0][0].us, group[-1][0].us
    if not first - MARGIN <= touch.us <= last + GAP or len(touch.theirs) > CIRCULAR:
        return False
    if any(_same_talk(touch, t) for t, _ in group):
        return True
    return touch.us <= last + MARGIN and any(_same_people(touch, t) for t, _ in group)


def _step(touch: Touch, answered: Mapping[str, int]) -> Step | None:
    """The first step in a mail: asked about buying, a price of ours that was answered, or what `negotiating` reads; none in mail beside it."""
    if beside(touch):
        return None
    if (told := signs(touch)) is not None:
        return Step("asks", *told)
    if (told := offered(touch, answered)) is not None:
        return Step("offers", *told)
    return step(touch)


def _same_talk(a: Touch, b: Touch) -> bool:
    if a.thread_id and a.thread_id == b.thread_id:
        return True
    subject = bare(a.subject).casefold()
    return len(subject.split()) >= 2 and subject == bare(b.subject).casefold()


def _same_people(a: Touch, b: Touch) -> bool:
    return bool((a.theirs - a.copied) & (b.theirs - b.copied) and a.ours & b.ours)


_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:)+\s*", re.IGNORECASE)


def bare(subject: str) -> str:
    """A subject without the prefixes that mail programs add."""
    return _PREFIX.sub("", subject).strip()


def proposals(
    company: tuple[str, str, str], touches: Sequence[Touch], deals: Iterable[Deal], judged: Iterable[DealJudgement],
    names: Mapping[str, str], key: bytes, moment_us: int,
) -> list[Proposal]:  # fmt: skip
    """The deals that may be at one company (id, name, domain), from all that passed with its people."""
    ident, account, domain = company
    spans = [span(d) for d in deals if d.company_id == ident]
    said = [s for j in judged if (s := period(j, domain)) is not None]
    found = []
    papers = is_academic(domain) or is_counsel(touches)
    for matter in matters(touches):
        first, last, people = matter.first_us, matter.last_us, matter.people()
        asked = acquainted(touches, first) and not (papers or matter.aside) and matter.waits(moment_us)
        if last + FRESH < moment_us or not (asked or matter.is_deal(papers=papers)) or settled(matter.mails) is not None:
            continue
        if any(a - MARGIN <= last and first < b + MARGIN for a, b in spans):
            continue
        if any(_judged(matter, a, b) for a, b in said):
            continue
        listed = tuple(sorted((names.get(p, "") for p in people if names.get(p)), key=str.casefold))
        evidence = tuple(
            Evidence("we write" if t.by_us else "they write", t.id, iso(t.us), s.words[:QUOTE], s.start, s.end, t.writer)
            for t, s in matter.steps[-4:]
        )
        subject = next((bare(t.subject) for t, _ in matter.steps if bare(t.subject)), "")
        found.append(
            Proposal(
                digest("x", key, domain, matter.steps[0][0].id), f"{account} - {subject}" if subject else account, ident, account,
                iso_day(first), iso_day(last), listed,
                f"{_count(len(people), 'person', 'people')} of {account} {'takes' if len(people) == 1 else 'take'} part; "
                f"{_count(len(matter.steps), 'mail', 'mails')} of {len(matter.mails)} speak of buying or of terms.",
                evidence, f"{domain} {first} {last}",
            )
        )  # fmt: skip
    return found


def acquainted(touches: Sequence[Touch], before_us: int) -> bool:
    """Whether mail passed both ways with a company before a moment: whoever asks for a price out of the blue asks a hundred."""
    sides = {t.by_us for t in touches if t.us < before_us and t.kind == "mail" and not t.automated}
    return len(sides) == 2


def _judged(matter: Matter, first_us: int, last_us: int) -> bool:
    """Whether a word on a matter of that period was said of this one: it has a step at its beginning or its end."""
    return any(t.us in (first_us, last_us) for t, _ in matter.steps)


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def period(one: DealJudgement, domain: str) -> tuple[int, int] | None:
    """From when until when a word on a found deal of this domain holds."""
    parts = one.mark.split()
    if one.undone_us is not None or one.kind != "found" or len(parts) != 3 or parts[0] != domain:
        return None
    return int(parts[1]), int(parts[2])
