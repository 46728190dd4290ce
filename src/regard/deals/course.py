"""What does the course of a talk show, whatever its words? Who wrote when, who answered what, where nothing came. Pure.

A finding rests on who did what in which order, on amounts and files (`deals.amounts`) and on whether a mail asks anything; a pattern that
hears a phrase is no part of it. A course has an innocent reason more often than a sentence that says it: what rests on it alone is low.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from regard.deals.amounts import puts_price
from regard.deals.case import Case
from regard.deals.records import Stage, Touch
from regard.model import DAY

TAKES_UP = frozenset(("acts_on", "asks_advice", "asks_next_step"))
"""Cues of somebody who takes up what was brought."""


def takes_up(touch: Touch) -> bool:
    """Whether a mail of theirs asks something or takes something up, or is no mail but a meeting or a call."""
    return touch.kind != "mail" or bool(touch.asks) or bool(touch.cues & TAKES_UP)


def _talks(touches: list[Touch]) -> dict[str, list[Touch]]:
    """Mails that people wrote, by thread, in order of time."""
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.kind == "mail" and not touch.automated and touch.thread_id:
            found[touch.thread_id].append(touch)
    return found


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
