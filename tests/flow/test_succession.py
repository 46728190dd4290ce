"""What is named comes first, and mails that name each other come together."""

from __future__ import annotations

from random import Random

import pytest

from regard.flow.succession import named_first


def reached(names: dict[int, set[int]], start: int) -> set[int]:
    """What a mail names, directly or through others."""
    found: set[int] = set()
    fresh = set(names[start])
    while fresh:
        found |= fresh
        fresh = {n for f in fresh for n in names[f]} - found
    return found


@pytest.mark.parametrize("seed", range(40))
def test_rings_and_order_are_those_of_who_reaches_whom(seed: int) -> None:
    """Of random mails two are in one group exactly where each names the other, and no group names one that comes after it."""
    chance = Random(seed)
    size = chance.randint(1, 12)
    names = {n: {chance.randrange(size) for _ in range(chance.randint(0, 2))} - {n} for n in range(size)}
    groups = list(named_first(names))
    assert sorted(n for g in groups for n in g) == sorted(names)
    of = {n: k for k, g in enumerate(groups) for n in g}
    reach = {n: reached(names, n) for n in names}
    for n in names:
        assert {m for m in names if of[m] == of[n]} == {n} | {m for m in names if m in reach[n] and n in reach[m]}
        assert all(of[m] <= of[n] for m in reach[n])


def test_a_thread_of_any_length_is_gone_through() -> None:
    """A chain longer than any recursion, begun at its end."""
    long = 20_000
    assert [min(g) for g in named_first({n: {n - 1} if n else set() for n in reversed(range(long))})] == list(range(long))
