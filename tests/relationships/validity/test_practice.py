"""Does practice pay? On made-up months in which the answer is planted, both ways."""

from __future__ import annotations

import numpy as np
import pytest

from regard.relationships.validity.practice import Finding, Months, finding, in_words, summary

QUESTIONS = 22
PEOPLE, OF_EACH = 120, 10


def months(effect: float, *, seed: int = 1, people: int = PEOPLE, share: float = 0.3, through_volume: float = 0.0) -> Months:
    """Months of `people`: who stands high falls back, who writes much is shown more of it, every person drifts their own way.

    `effect` is planted on the practice; `through_volume` on how much is written, which the practice goes with.
    """
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(people), OF_EACH)
    n = len(person)
    wrote = 1 + rng.poisson(3, n)
    standing = 50 + 12 * rng.normal(size=people)[person] + 4 * rng.normal(size=n)
    chance = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + 1.5 * (np.log1p(wrote) - np.log(4)))))
    shown = (rng.random(n) < chance).astype(float)
    drift = 2 * rng.normal(size=people)[person]
    moved = -0.2 * (standing - 50) + drift + effect * shown + through_volume * np.log1p(wrote) + 5 * rng.normal(size=n)
    return Months(person, shown, moved, np.column_stack([np.log1p(wrote), standing]), wrote)


@pytest.mark.parametrize(("effect", "told"), [(3.0, "better"), (-3.0, "worse"), (0.0, "neither")])
def test_a_planted_effect_is_found_with_its_sign(effect: float, told: str) -> None:
    """Three points up or down are told as such, the interval holds the truth and the shuffles never come near; none is told of nothing."""
    found = finding(months(effect), QUESTIONS)
    assert found.told == told
    assert found.low < effect < found.high
    assert (found.p < 0.01) == bool(effect)
    assert found.false_alarms < 0.12


def test_volume_alone_is_nobodys_practice() -> None:
    """Where only how much is written matters, the practice that goes with it is told to do nothing; unadjusted it would be."""
    made = months(0.0, through_volume=8.0)
    assert finding(made, QUESTIONS).told == "neither"
    plain = Months(made.person, made.shown, made.moved, np.zeros((len(made.person), 1)), made.wrote)
    assert finding(plain, QUESTIONS).low > 0


def test_intervals_hold_over_many_books() -> None:
    """Of forty books without any effect nine intervals in ten and more hold 0, though people drift each their own way."""
    found = [finding(months(0.0, seed=s, people=60), 1) for s in range(40)]
    assert sum(f.low <= 0 <= f.high for f in found) >= 34
    assert sum(finding(months(0.0, seed=s, people=60), QUESTIONS).told != "neither" for s in range(40)) <= 2


def test_people_are_counted_not_months() -> None:
    """The same months once more as of the same people tell nothing more; as of other people they would."""
    one = months(1.0, people=60)
    twice = Months(*(np.concatenate([getattr(one, k)] * 2) for k in ("person", "shown", "moved", "beside", "wrote")))
    a, b = finding(one, QUESTIONS), finding(twice, QUESTIONS)
    assert (b.high - b.low) == pytest.approx(a.high - a.low, rel=0.05)


@pytest.mark.parametrize(
    "made",
    [
        months(3.0, people=9),
        months(3.0, people=40, share=0.001),
        Months(*(getattr(months(3.0), k)[:50] for k in ("person", "shown", "moved", "beside", "wrote"))),
        Months(np.arange(0), np.zeros(0), np.zeros(0), np.zeros((0, 2)), np.arange(0)),
    ],
)
def test_too_few_tell_nothing(made: Months) -> None:
    """Few people, few months or hardly any month with it: no figure at all."""
    found = finding(made, QUESTIONS)
    assert (found.told, found.value, found.low) == ("too_few", None, None)
    assert (
        in_words({"trust": found, "value": found}) == "Not enough of it, or of its absence, in months that could be followed."
    )


def test_what_is_said() -> None:
    """Every finding as a sentence with its interval; the summary names what is sure and says when nothing is."""
    up, none = Finding("better", 40, 300, 2.0, 1.0, 3.0, 0.01, 0.05), Finding("neither", 40, 300, 0.2, -1.0, 1.4, 0.7, 0.05)
    few, odd = Finding("too_few", 3, 9), Finding("unsound", 40, 300, 2.0, 1.0, 3.0, 0.01, 0.4)
    assert in_words({"trust": up, "value": none}) == (
        "Trust: better (+2.0 points, +1.0 to +3.0); value: neither better nor worse for certain (+0.2 points, -1.0 to +1.4)."
    )
    assert in_words({"trust": odd, "value": few}) == (
        "Trust: the test finds as much in shuffled data, so it tells nothing; value: not enough to tell."
    )
    names = ("giving", "empathy")
    assert summary(names, {"giving": {"trust": up}, "empathy": {"trust": none}}) == "Giving came before more trust."
    assert summary(names, {"giving": {"trust": none}, "empathy": {"trust": few}}) == (
        "Of 2 practices 1 can be told of on this book: none came before a clearly better or worse standing."
    )
    assert summary(names, {n: {"trust": few} for n in names}).startswith("Not enough months")
