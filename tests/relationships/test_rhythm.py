"""Is a tie alive? A silence is read against the pair's own gaps."""

from __future__ import annotations

import numpy as np
import pytest

from regard.relationships.rhythm import (
    SHIPPED,
    Rhythm,
    Ties,
    alive,
    comes_back,
    fitted,
    gap_chance,
    ties_at,
    unusual,
    usual_gap,
)


def tie(again: float, last: float, age: float) -> Ties:
    return Ties(np.array([float(again)]), np.array([float(last)]), np.array([float(age)]))


def drawn(rhythm: Rhythm, ties: int, days: int, seed: int = 1) -> tuple[Ties, np.ndarray, np.ndarray]:
    """Ties drawn from the model itself: what is seen in `days`, whether each lives then, whether it writes in the next 30."""
    rng = np.random.default_rng(seed)
    seen, lives, writes = [], [], []
    for _ in range(ties):
        rate, ends = rng.gamma(rhythm.r) / rhythm.alpha, rng.beta(rhythm.a, rhythm.b)
        at, times, living = 0.0, [], True
        while True:
            at += rng.exponential(1 / rate)
            if at > days + 30:
                break
            times.append(at)
            if rng.random() < ends:
                living = at > days
                break
        before = [t for t in times if t <= days]
        seen.append((len(before), before[-1] if before else 0.0, days))
        lives.append(living)
        writes.append(any(t > days for t in times))
    columns = np.array(seen, dtype=float).T
    return Ties(*columns), np.array(lives), np.array(writes)


def test_the_same_silence_means_more_where_mail_was_frequent():
    """Thirty days of nothing is unusual for one who wrote every other day, and nothing for one who writes each quarter."""
    often, seldom = tie(50, 100, 130), tie(5, 450, 480)
    assert unusual(often)[0]
    assert not unusual(seldom)[0]
    assert alive(often)[0] < alive(seldom)[0]
    assert usual_gap(often)[0] < 3
    assert usual_gap(seldom)[0] > 60


def test_a_longer_silence_never_looks_better():
    """Chances of being alive, of coming back and of such a gap fall as days pass without a word."""
    for reading in (alive, gap_chance, lambda t: comes_back(t, 30)):
        values = [float(reading(tie(8, 60, 60 + silent))[0]) for silent in range(0, 200, 5)]
        assert values == sorted(values, reverse=True)
        assert 0 <= min(values) <= max(values) <= 1


@pytest.mark.parametrize("again", [0, 1, 2])
def test_who_has_no_rhythm_is_never_unusually_silent(again: int):
    """Somebody seen on a day or three has no gaps of their own to compare with."""
    assert not unusual(tie(again, 3 if again else 0, 700))[0]


def test_chances_are_true_of_ties_drawn_from_the_model():
    """Of ties called alive with some chance that share lives, and that share writes within 30 days."""
    rhythm = Rhythm(0.6, 6.0, 0.8, 5.0)
    ties, lives, writes = drawn(rhythm, 4000, 200)
    some = ties.again > 0
    p, back = alive(ties, rhythm)[some], comes_back(ties, 30, rhythm)[some]
    assert p.mean() == pytest.approx(lives[some].mean(), abs=0.02)
    for low, high in ((0, 0.4), (0.4, 0.8), (0.8, 1)):
        here = (p >= low) & (p < high)
        assert p[here].mean() == pytest.approx(lives[some][here].mean(), abs=0.06)
    assert back.mean() == pytest.approx(writes[some].mean(), abs=0.02)


def test_the_numbers_of_a_book_are_found_again():
    """Fitted to ties drawn from known numbers, chances are those of the known numbers."""
    true = Rhythm(0.6, 6.0, 0.8, 5.0)
    ties, *_ = drawn(true, 3000, 300, seed=3)
    found = fitted(ties, SHIPPED)
    assert np.abs(alive(ties, found) - alive(ties, true)).mean() < 0.04
    assert np.abs(comes_back(ties, 30, found) - comes_back(ties, 30, true)).mean() < 0.03


def test_days_are_counted_once_and_nothing_later_is_seen():
    """Two mails of a day are one day of contact; what comes at or after the moment is not there."""
    groups, ties = ties_at(np.array([7, 7, 7, 7, 9]), np.array([10, 10, 14, 30, 40]), 30)
    assert groups.tolist() == [7]
    assert (ties.again[0], ties.last[0], ties.age[0]) == (1, 4, 20)
