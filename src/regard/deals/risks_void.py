"""Which risks does another make void? Who goes with somebody else calls for no last price, and of a project on hold nobody meets the boss.

Pure, over the risks of one deal. What is void is not told (it stays behind the link), and what makes it void stands before all that is
told, unless something told is later than it: then nobody knows which of the two still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regard.deals.records import Risk

_TO_WIN = frozenset(
    (
        "last_look", "no_weight_met", "nobody_met", "single_threaded", "drop_in_decider", "price_before_trust", "competitor_above",
        "comfortable", "rapport_without_value", "trust_below_need", "incumbent_without_ideas", "protracted", "stage_stuck",
    )
)  # fmt: skip
"""What tells how to win a deal that is open, and what stands in the way."""
_SILENCE = frozenset(("gone_quiet", "no_activity"))
VOIDING = frozenset(("chose_another", "colleague_says_over", "money_stopped"))
"""What can make others void: the last of them where it holds until a day."""


def makes_void(risk: Risk) -> frozenset[str]:
    """The kinds that a risk makes void: it is over by their words or by ours, or on hold until a day that is still to come."""
    if risk.kind == "chose_another" or (risk.kind == "colleague_says_over" and risk.level == "high"):
        return _TO_WIN | {"close_slips"}
    return _TO_WIN | _SILENCE if risk.numbers.get("holds") else frozenset()


def without_void(found: Sequence[Risk]) -> list[Risk]:
    """The risks; those that a told one makes void are not told, where nothing of them came after it."""
    over = [r for r in found if r.told and makes_void(r)]
    return [replace(r, told=False) if r.told and any(_is_void(r, by) for by in over) else r for r in found]


def stand_first(found: Sequence[Risk]) -> frozenset[str]:
    """The kinds that stand before all else that is told: what makes others void, where nothing else that is told is later."""
    told = [r for r in found if r.told]
    return frozenset(r.kind for r in told if makes_void(r) and all(_day(o) <= _day(r) for o in told if not makes_void(o)))


def _is_void(risk: Risk, by: Risk) -> bool:
    return risk is not by and risk.kind in makes_void(by) and _day(risk) <= _day(by)


def _day(risk: Risk) -> str:
    """The day of the latest that a risk rests on; "" where nothing of it has a day."""
    return max(((e.date or "")[:10] for e in risk.evidence), default="")
