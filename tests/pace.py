"""How long work takes, told so that a slow or a busy machine changes nothing: beside a fixed piece of work done just before and after.

Limits are in seconds of processor time on the machine on which `YARDSTICK` was taken. On one that does everything in twice the time, work
may take twice as long; where other programs take the caches away, it is done again, and only what is too slow every time is too slow.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from time import process_time
from typing import TypeVar

T = TypeVar("T")

YARDSTICK = 0.0036  # seconds that `_fixed` took, the median of sixty on a quiet machine
ROUNDS = 6
_WORDS = "We looked at the schedule and the budget. Could you send the drawings by Friday? " * 60
_ASKED = re.compile(r"\b(?:could|can|would) (?:you|we)\b[^.?!]{0,80}\?|\bby (?:mon|tues|wednes|thurs|fri)day\b", re.IGNORECASE)


def _fixed() -> int:
    """What the yardstick does: a pattern, JSON and counting, as reading mail does."""
    found = 0
    for _ in range(12):
        found += sum(1 for _ in _ASKED.finditer(_WORDS))
        found += len(json.dumps(json.loads(json.dumps([_WORDS[:200]] * 20))))
        found += len(sorted(Counter(_WORDS.split()).items()))
    return found


def cost(work: Callable[[], object]) -> float:
    """Processor seconds of `work`, as if on the machine on which `YARDSTICK` was taken."""
    began = process_time()
    _fixed()
    start = process_time()
    work()
    end = process_time()
    _fixed()
    here = (start - began + process_time() - end) / 2
    return (end - start) * YARDSTICK / here


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns once it took less than `seconds`; fails if six rounds are all slower. It must be safe to repeat."""
    results: list[T] = []
    taken = []
    for _ in range(ROUNDS):
        taken.append(cost(lambda: results.append(work())))
        if taken[-1] < seconds:
            return results[-1]
    raise AssertionError(f"took {min(taken):.3f} s at best, wanted less than {seconds}")


def grows(times: float, small: Callable[[], object], large: Callable[[], object], *, spare: float = 0.02) -> None:
    """`large` costs at most `times` as much as `small` and `spare` seconds; fails if it costs more in each of six rounds."""
    seen = []
    for _ in range(ROUNDS):
        one, other = min(cost(small) for _ in range(3)), cost(large)
        if other < times * one + spare:
            return
        seen.append((one, other))
    one, other = min(seen, key=lambda pair: pair[1])
    raise AssertionError(f"took {other:.3f} s beside {one:.4f} s, wanted at most {times} times as much")
