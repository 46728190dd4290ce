"""What does the course of a talk show, whatever its words? Who wrote when, who answered what, where nothing came. Pure.

Every finding rests on who did what in which order, on amounts and files (`deals.amounts`) and on whether a mail asks anything; a pattern
that hears a particular phrase is no part of it. Such a course can have an innocent reason more often than a sentence that says it, so a
risk that rests on the course alone is never high.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from regard.deals.amounts import puts_price
from regard.deals.asked import asks, subject_words
from regard.deals.case import Case
from regard.deals.records import Stage, Touch
from regard.model import DAY

TAKES_UP = frozenset(("acts_on", "asks_advice", "asks_next_step"))
"""Cues of somebody who takes up what was brought."""


def takes_up(touch: Touch) -> bool:
    """Whether a mail of theirs asks something or takes something up, or is no mail but a meeting or a call."""
    return touch.kind != "mail" or bool(touch.asks) or bool(touch.cues & TAKES_UP)


@dataclass(frozen=True, slots=True)
class Priced:
    """A talk that came to a price and stopped there: their first mail (None where we began), our price, their answer (None where none)."""

    call: Touch | None
    price: Touch
    answer: Touch | None


def _talks(touches: list[Touch]) -> dict[str, list[Touch]]:
    """Mails that people wrote, by thread, in order of time."""
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.kind == "mail" and not touch.automated and touch.thread_id:
            found[touch.thread_id].append(touch)
    return found


WAITED = 10 * DAY
"""After so many days without a word a price was left lying."""


def called_for_price(case: Case, days: int = 30) -> Priced | None:
    """They began a talk, our first answer was a price, and there it ended: their answer takes nothing up, or none came for ten days, and
    whoever called takes nothing up in any other talk since.
    """
    for talk in reversed(list(_talks(case.recent(case.touches, days)).values())):
        call = talk[0]
        ours = next((t for t in talk if t.by_us), None)
        if (
            call.by_us
            or ours is None
            or not puts_price(ours)
            or any(t.us < call.us and t.thread_id == call.thread_id for t in case.touches)
        ):
            continue
        since = [t for t in case.account_touches if t.us > ours.us and call.writer in t.acted]
        if any(takes_up(t) for t in since):
            continue
        answer = next((t for t in since if t.thread_id == ours.thread_id), None)
        if answer is not None or case.as_of_us - ours.us >= WAITED:
            return Priced(call, ours, answer)
    return None


def pushed_price(case: Case) -> Priced | None:
    """We began a talk with a price, wrote again before they did, and their answer takes nothing up; whoever got it had done at most one
    thing towards us before, of which a month or more was seen, and asked for none of it.
    """
    for talk in reversed(list(_talks(case.recent(case.touches)).values())):
        first = talk[0]
        if not first.by_us or not puts_price(first) or first.us - case.visible_from_us < 30 * DAY:
            continue
        if any(t.us < first.us and t.thread_id == first.thread_id for t in case.account_touches):
            continue
        ours = [t for t in talk if t.by_us]
        answer = next((t for t in talk if not t.by_us), None)
        pushed = [t for t in ours if answer is None or t.us < answer.us]
        if len(pushed) < 2 or (answer is None and case.as_of_us - pushed[-1].us < WAITED):
            continue
        people = first.theirs - first.copied
        before = [t for t in case.account_touches if t.us < first.us and t.acted & people]
        since = [t for t in case.account_touches if t.us > first.us and t.acted & people]
        if len(before) <= 1 and not any(t.asks for t in before) and not any(takes_up(t) for t in since):
            return Priced(None, first, answer)
    return None


@dataclass(frozen=True, slots=True)
class Twice:
    """A question, our answer, and the question again: (mail, start, end, words) of both questions."""

    first: tuple[Touch, int, int, str]
    answer: Touch
    again: tuple[Touch, int, int, str]


def asked_twice(case_touches: list[Touch], as_of_us: int, within: int = 60 * DAY) -> Twice | None:
    """In one talk somebody of theirs asks, one of ours answers, and the same one asks again of the same thing or complains of it, with
    nothing of ours to them in that talk since.
    """
    for talk in reversed(list(_talks(case_touches).values())):
        last = talk[-1]
        if last.by_us or last.us < as_of_us - within or not (again := asks(last)):
            continue
        ours = next((t for t in reversed(talk) if t.by_us), None)
        if ours is None or puts_price(ours):
            continue
        before = next((t for t in talk if t.us < ours.us and t.writer == last.writer and asks(t)), None)
        if before is None:
            continue
        first = asks(before)[0]
        common = {w for _, _, words in asks(before) for w in subject_words(words)} & {
            w for *_, words in again for w in subject_words(words)
        }
        if len(common) >= 2 or "complains" in before.cues | last.cues:
            return Twice((before, *first), ours, (last, *again[0]))
    return None


@dataclass(frozen=True, slots=True)
class Replaced:
    """Somebody who did much is silent, and somebody new of theirs was written to and answers: their last mail, and the first of the new."""

    gone: str
    last: Touch
    new: str
    first: Touch


SILENT = 14 * DAY


def replaced(case: Case) -> Replaced | None:
    """Somebody who did a fifth of what was done, or began a talk lately, has been silent for two weeks; within five weeks of their last
    mail we wrote, without them, to somebody who had never been on anything between us, and these answered without them too.
    """
    acts: dict[str, list[Touch]] = defaultdict(list)
    begins: dict[str, Touch] = {}
    for touch in case.account_touches:
        if touch.automated:
            continue
        for person in touch.acted:
            acts[person].append(touch)
        for person in touch.theirs:
            begins.setdefault(person, touch)
    on = {t.id for t in case.touches}
    since = case.as_of_us - case.limits.recent_days * DAY
    for new, first in sorted(begins.items(), key=lambda b: -b[1].us):
        if (
            not first.by_us
            or first.kind != "mail"
            or first.us < since
            or new not in case.member
            or first.us - case.visible_from_us < 60 * DAY
        ):
            continue
        if first.theirs != {new} or first.id not in on or not acts.get(new):
            continue
        for gone, did in sorted(acts.items(), key=lambda a: -len(a[1])):
            last = did[-1]
            if (
                gone == new
                or gone not in case.member
                or len(did) < 3
                or not first.us - 35 * DAY <= last.us < first.us - 5 * DAY
            ):
                continue
            if case.as_of_us - last.us < SILENT or any(gone in t.theirs for t in case.account_touches if t.us >= first.us):
                continue
            talk = [t for t in case.account_touches if t.thread_id == last.thread_id]
            if first.writer in last.ours and last.id in on and talk and talk[-1].by_us and case.share(gone) >= 0.1:
                return Replaced(gone, last, new, first)
    return None


def only_checks(case: Case) -> list[Touch]:
    """Three talks or more that we began with one of theirs, a month and a half apart, none with a price, a file or a thought, each of which
    asks, and none of whose answers takes anything up; empty where there are none.
    """
    days = case.limits.ideas_days * 5 // 4
    if case.as_of_us - days * DAY < case.visible_from_us:
        return []
    by: dict[str, list[list[Touch]]] = defaultdict(list)
    for talk in _talks(case.recent(case.account_touches, days)).values():
        if talk[0].by_us and len(talk[0].theirs) == 1:
            by[next(iter(talk[0].theirs))].append(talk)
    for person, talks in sorted(by.items()):
        if person not in case.member:
            continue
        idle = [talk for talk in talks if _idle(talk)]
        apart = [b[0].us - a[0].us for a, b in pairwise(idle)]
        if len(idle) >= 3 and len(idle) * 3 >= len(talks) * 2 and min(apart) >= 45 * DAY:
            return [talk[0] for talk in idle]
    return []


def _idle(talk: list[Touch]) -> bool:
    first = talk[0]
    brings = "brings" in first.gist.marks or first.gist.paper if first.gist is not None else bool(first.attachments)
    return bool(first.asks) and not brings and not puts_price(first) and not any(takes_up(t) for t in talk if not t.by_us)


def stage_back(case: Case) -> tuple[Stage, Stage] | None:
    """Where the CRM put the deal back within `risks.recent_days` into a stage that it had left: (that stage before, and now)."""
    stages = case.deal.stages
    for n in range(len(stages) - 1, 1, -1):
        if stages[n].us < case.as_of_us - case.limits.recent_days * DAY:
            return None
        before = next((s for s in stages[: n - 1] if s.stage == stages[n].stage), None)
        if before is not None and stages[n - 1].stage != stages[n].stage:
            return before, stages[n]
    return None
