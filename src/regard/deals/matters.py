"""What is negotiated with the people of one company, each matter by itself, and whether it is a deal. Pure.

A matter: mails between us and them that are steps of one negotiation (`deals.negotiating`: a price or a proposal asked for, something
offered, an agreement on paper, its terms, a yes that is awaited), joined by thread, subject, or the same people on both sides, no two of
them more than `GAP` apart (in one thread, no two mails of it more than `RESTS`). A day on which they decide keeps a matter alive, and makes
none. What makes a matter a deal stands in `proposing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regard.deals.linking import MARGIN
from regard.deals.mentions import own_sentences
from regard.deals.negotiating import Step, StepKind, asks_quotation, beside, decides, is_step, step, steps
from regard.deals.ordering import orders
from regard.deals.records import Touch
from regard.deals.signs import is_sign
from regard.evidence.language.inquiries import inquires, is_aside
from regard.evidence.language.sentences import plain
from regard.model import DAY

GAP = 60 * DAY
RESTS = 180 * DAY
"""In one thread a negotiation may rest for so long between two mails: what is delivered in parts, or approved by a board that seldom meets."""
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
BUYING = re.compile(
    r"\b(?:(?:a|an|your|the|another|written|firm|updated|revised) (?:\w+ )?(?:proposal|quot(?:e|ation)|offer|tender)|pric(?:e|es|ing)|rf[piq]|(?:a|the|your|our|any|free|paid|first) pilots?|pilot (?:project|phase|run)|proof of concept"
    r"|(?:a|the|free|short) trial|(?<!outside your )(?<!outside our )contract(?! (?:manager|administrator))|purchase order|order form|to order|licen[cs]es?|demo|demonstration|what (?:would|does|will) (?:it|this|that) cost"
    r"|statement of work|angebot|preise?|vertrag|bestell\w+|devis|contrat)\b"
)


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
    def taken(self) -> tuple[tuple[Touch, Step], ...]:
        """Its steps but for those that only name a day of deciding."""
        return tuple(one for one in self.steps if one[1].kind != "decides")

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
        return len(self.taken) * RARE <= len(self.mails)

    @property
    def taken_up(self) -> bool:
        """Whether somebody outside acts on it: takes a step, or writes in that talk after a step of ours."""
        if any(not t.by_us for t, _ in self.taken):
            return True
        return any(not m.by_us and m.us > t.us and _same_talk(m, t) for t, _ in self.taken if t.by_us for m in self.mails)

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
        days = {t.us // DAY for t, _ in self.taken}
        return not papers and len(days) >= 2 and len(self.mails) >= SEVERAL


def matters(touches: Sequence[Touch], *, together: bool = False) -> list[Matter]:
    """What is negotiated with the people of one company, each matter by itself, the earliest first. `together`: what they have with one of
    ours at a time is one matter (a customer and their agent).
    """
    every = sorted((t for t in touches if t.kind == "mail" and not t.automated), key=lambda t: (t.us, t.id))
    answered: dict[str, int] = {}
    for touch in every:
        if not touch.by_us and touch.thread_id:
            answered[touch.thread_id] = max(answered.get(touch.thread_id, 0), touch.us)
    groups: list[list[tuple[Touch, Step]]] = []
    went_on: dict[str, int] = {}
    for touch in every:
        before_us, went_on[touch.thread_id] = went_on.get(touch.thread_id, -RESTS), touch.us
        if len(touch.theirs) > CIRCULAR or (told := _step(touch, answered) or decides(touch)) is None:
            continue
        talks = bool(touch.thread_id) and touch.us - before_us <= RESTS
        open_ = [g for g in groups if touch.us - g[-1][0].us <= GAP]
        mine = next((g for g in reversed(groups) if talks and any(t.thread_id == touch.thread_id for t, _ in g)), None)
        mine = mine or next((g for g in reversed(open_) if any(_same_talk(touch, t) for t, _ in g)), None)
        mine = mine or next((g for g in reversed(open_) if any(_same_people(touch, t, together=together) for t, _ in g)), None)
        if mine is None and told.kind == "decides":
            continue
        if mine is None:
            groups.append(mine := [])
        mine.append((touch, told))
    return [Matter(tuple(group), tuple(t for t in every if _belongs(t, group, together=together))) for group in groups]


def _belongs(touch: Touch, group: Sequence[tuple[Touch, Step]], *, together: bool) -> bool:
    """Whether a mail is one of a matter's: in a thread of its steps, or between the same people at that time."""
    first, last = group[0][0].us, group[-1][0].us
    if not first - MARGIN <= touch.us <= last + GAP or len(touch.theirs) > CIRCULAR:
        return False
    if any(_same_talk(touch, t) for t, _ in group):
        return True
    return touch.us <= last + MARGIN and any(_same_people(touch, t, together=together) for t, _ in group)


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


def _same_people(a: Touch, b: Touch, *, together: bool) -> bool:
    return bool((together or (a.theirs - a.copied) & (b.theirs - b.copied)) and a.ours & b.ours)


_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:)+\s*", re.IGNORECASE)


def bare(subject: str) -> str:
    """A subject without the prefixes that mail programs add."""
    return _PREFIX.sub("", subject).strip()
