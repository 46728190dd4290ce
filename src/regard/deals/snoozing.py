"""Risks that are put off: with a reason, until a day, and for as long as they rest on the same evidence. Pure.

A snooze hides nothing for good: the risk is behind a link with its reason, and comes back when the day has passed, when it becomes more
pressing, or when it rests on something new. What counts as new is where the words stand that it cites and who it is about, not
how many days or mails it counts by now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from regard.deals.corrections import By
from regard.deals.records import Risk
from regard.errors import UsageError
from regard.ids import digest
from regard.model import DAY, DealJudgement
from regard.time import as_of_us, iso_day

LEVELS = {"high": 0, "medium": 1, "low": 2}
ABOUT_WHOM = frozenset({"single_threaded", "comfortable"})
"""Risks whose unquoted evidence merely shows the latest of many mails: a further mail of the same person is nothing new."""


def mark(risk: Risk, key: bytes) -> str:
    """The fingerprint of what a risk rests on, after its level: `high d_…`."""
    parts: list[str] = []
    for e in risk.evidence:
        if e.quote or (e.message_id and risk.kind not in ABOUT_WHOM):
            parts.append(f"{e.message_id}:{e.start}:{e.end}")
        elif e.person:
            parts.append(f"person:{e.person}")
        else:
            parts.append(f"says:{e.says}")
    return f"{risk.level} {digest('d', key, risk.kind, *sorted(set(parts)))}"


def is_off(risk: Risk, one: DealJudgement, key: bytes, moment_us: int) -> bool:
    """Whether a snooze holds for a risk at a moment."""
    level, _, print_ = one.mark.partition(" ")
    now, _, now_print = mark(risk, key).partition(" ")
    if moment_us >= last_moment(one.value) or now_print != print_:
        return False
    return LEVELS.get(now, 0) >= LEVELS.get(level, 0)


def last_moment(day: str) -> int:
    """When a snooze until the end of a day ends; at once where the day cannot be read."""
    try:
        return as_of_us(day) if day else 0
    except UsageError:
        return 0


def put_off(risks: Iterable[Risk], snoozes: By, key: bytes, moment_us: int) -> tuple[Risk, ...]:
    """The risks, those put off marked so."""
    found = []
    for risk in risks:
        one = snoozes.get(risk.kind)
        if one is not None and is_off(risk, one, key, moment_us):
            reason = one.reason or "no reason is kept"
            found.append(replace(risk, snoozed=reason, snoozed_until=one.value, snooze=one.id))
        else:
            found.append(risk)
    return tuple(found)


def default_day(moment_us: int) -> str:
    """Two weeks from a moment."""
    return iso_day(moment_us + 14 * DAY) or ""
