"""Base rates of a book: moved towards what happened in it, shrunk where that is little, the same every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from regard.model import DAY
from regard.relationships.base_rates import BETWEEN_BOOKS, calibrate, dealing, shifts, usual_chance
from regard.relationships.spread import fitted_to
from regard.relationships.state import Columns
from regard.relationships.weights import load


def trials(rate: float, buyers: int, each: int = 1, *, offset: float = 0.0, strength: float = 1.0) -> Columns:
    """Trials of the first channel: `rate` of them happened, spread evenly over buyers."""
    n = buyers * each
    channels = tuple(load().channels)
    return Columns(
        channels=channels,
        buyer=np.arange(n) % buyers,
        seller=np.zeros(n, dtype=np.int64),
        channel=np.zeros(n, dtype=np.int64),
        outcome=(np.arange(n) < round(rate * n)).astype(np.int64),
        known_us=np.arange(n),
        offset=np.full(n, offset),
        strength=np.full(n, strength),
    )


FIRST = next(iter(load().channels))


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.8, 0.97])
def test_rates_move_towards_what_happened(rate: float) -> None:
    """With many trials the base rate comes close to the book's own; channels without trials stay as they were."""
    found = shifts(load(), trials(rate, 4000))
    assert set(found) == {FIRST}
    channel = load().channels[FIRST]
    chance, _ = usual_chance(np.array([found[FIRST]]), channel.w * load().factors[channel.factor].pair ** 0.5)
    assert chance[0] == pytest.approx(rate, abs=0.01)


@pytest.mark.parametrize("spread", [0.5, 1.7, 3.0])
@pytest.mark.parametrize("at", [-4.5, -1.0, 2.0])
def test_what_is_usual_is_the_mean_over_buyers(spread: float, at: float) -> None:
    """The chance that is usual is the mean over all buyers, and its slope that of the mean, both to three digits."""

    def over(shift: float) -> float:
        found, _ = quad(lambda x: norm.pdf(x) / (1 + np.exp(-(at + shift + spread * x))), -9, 9)
        return float(found)

    chance, rise = usual_chance(np.array([at]), spread)
    assert chance[0] == pytest.approx(over(0.0), rel=1e-3)
    assert rise[0] == pytest.approx((over(0.01) - over(-0.01)) / 0.02, rel=2e-3)


def test_few_trials_move_little() -> None:
    """The fewer the trials, the less the base rate moves, down to nothing without any."""
    moved = [shifts(load(), trials(0.1, n))[FIRST] for n in (10, 40, 400, 4000)]
    assert moved == sorted(moved, reverse=True)
    assert 0.8 * moved[-1] < moved[0] < 0
    assert shifts(load(), trials(0.1, 0)) == {}
    assert shifts(load(), trials(0.1, 10, strength=0.0)) == {}


def test_one_loud_buyer_counts_less_than_many() -> None:
    """Four hundred trials of one buyer move the base rate less than one trial each of four hundred."""
    assert abs(shifts(load(), trials(0.1, 1, 400))[FIRST]) < abs(shifts(load(), trials(0.1, 400))[FIRST])


def test_what_was_expected_moves_nothing() -> None:
    """Where as much happened as was expected, the base rate stays."""
    assert shifts(load(), trials(0.5, 400))[FIRST] == pytest.approx(0.0, abs=1e-9)


def test_a_calibrated_version_is_its_own_and_deterministic() -> None:
    """Calibrating names a new version, changes only intercepts and how unsure they are, and gives the same numbers in any order."""
    shipped = load()
    rows = trials(0.2, 100, 4)
    order = np.random.default_rng(1).permutation(len(rows))
    mixed = Columns(
        rows.channels,
        **{
            name: getattr(rows, name)[order]
            for name in ("buyer", "seller", "channel", "outcome", "known_us", "offset", "strength")
        },
    )
    once, again = calibrate(shipped, rows, "v.book-1"), calibrate(shipped, mixed, "v.book-1")
    assert once.version == "v.book-1"
    assert once.channels[FIRST].intercept == pytest.approx(again.channels[FIRST].intercept, abs=1e-9)
    assert {n: replace(c, intercept=0.0, unsure=0.0) for n, c in once.channels.items()} == {
        n: replace(c, intercept=0.0) for n, c in shipped.channels.items()
    }
    others = {n: replace(c, unsure=0.0) for n, c in once.channels.items() if n != FIRST}
    assert others == {n: c for n, c in shipped.channels.items() if n != FIRST}


def test_what_is_left_open_falls_with_what_is_seen() -> None:
    """Of a channel without trials a base rate is as unsure as from book to book; each further buyer makes it surer, further trials of one
    less so.
    """
    left = [calibrate(load(), trials(0.4, n), "v").channels[FIRST].unsure for n in (0, 5, 20, 80, 320)]
    assert left[0] == BETWEEN_BOOKS**2
    assert left == sorted(left, reverse=True)
    assert left[-1] < 0.1 * left[1]
    assert calibrate(load(), trials(0.4, 1, 320), "v").channels[FIRST].unsure > 5 * left[-1]


FIELDS = ("buyer", "seller", "channel", "outcome", "known_us", "offset", "strength", "opened_us")


def book(*courses: str) -> Columns:
    """Each text one buyer's chances, a day apart: 1 they did, 0 they did not."""
    rows = [(b, day, int(did)) for b, course in enumerate(courses) for day, did in enumerate(course)]
    b, day, did = (np.array(c, dtype=np.int64) for c in zip(*rows, strict=True))
    n = len(rows)
    zero = np.zeros(n, dtype=np.int64)
    return Columns(tuple(load().channels), b, zero, zero, did, (day + 1) * DAY, np.zeros(n), np.ones(n), day * DAY)


@pytest.mark.parametrize(
    ("course", "left"),
    [("0000", []), ("1", []), ("10", [0]), ("0010", [0]), ("0011", [1]), ("1111", [1, 1, 1])],
)
def test_usual_is_what_is_done_after_the_first_deed(course: str, left: list[int]) -> None:
    """Nothing of whoever did nothing; of the others what began once their first deed was known."""
    one = book(course)
    assert one.outcome[dealing(one)].tolist() == left


def test_asking_strangers_moves_no_number_of_the_book() -> None:
    """Two hundred people who never did anything: base rates, spread and movement are the same to the last digit."""
    rng = np.random.default_rng(1)
    here = ["".join(rng.choice(["0", "1"], 40)) for _ in range(30)]
    alone, beside = (fitted_to(load(), book(*c), "v") for c in (here, [*here, *["000"] * 200]))
    assert alone == beside


def test_our_notes_that_ask_nothing_move_no_number_of_the_book() -> None:
    """However many half chances nobody takes: what is usual is told by what asks for something."""
    rng = np.random.default_rng(2)
    here = book(*["".join(rng.choice(["0", "1"], 40)) for _ in range(30)])
    asks = tuple(load().channels).index("answers_ask")
    here = replace(here, channel=np.full(len(here), asks))
    notes = replace(here, outcome=np.zeros(len(here), dtype=np.int64), strength=np.full(len(here), 0.5))
    both = {name: np.concatenate([getattr(here, name), getattr(notes, name)]) for name in FIELDS}
    assert fitted_to(load(), replace(here, **both), "v") == fitted_to(load(), here, "v")


def test_silence_among_the_first_chances_of_those_who_answer_does() -> None:
    """Otherwise the last tests would hold of anything."""
    here = ["10"] * 30
    assert shifts(load(), book(*here))[FIRST] > shifts(load(), book(*[c + "00" for c in here]))[FIRST]


@pytest.mark.parametrize("later", ["0" * 20, "1" * 20])
def test_what_a_buyer_does_after_the_first_chances_moves_no_base_rate(later: str) -> None:
    """However much one of a dozen answers or leaves: the rates, and how unsure they are, are the same to the last digit."""
    here = book(*["1010101010"] * 12)
    after = book("1010101010" + later, *["1010101010"] * 11)
    assert calibrate(load(), after, "v").channels == calibrate(load(), here, "v").channels


def test_how_many_are_first_goes_by_circumstances_alone() -> None:
    """Four even chances tell one log-odds; of a rare deed it takes many more, whatever came of them."""
    course = "1" + "01" * 20
    even = book(course, course)
    rare = replace(even, offset=np.full(len(even), -3.0))

    def last_that_counts(trials: Columns) -> int:
        rows = range(len(course))
        flipped = [
            replace(trials, outcome=np.where(np.arange(len(trials)) == k, 1 - trials.outcome, trials.outcome)) for k in rows
        ]
        usual = shifts(load(), trials)
        return max(k for k in rows if shifts(load(), flipped[k]) != usual)

    assert last_that_counts(even) == 3
    assert last_that_counts(rare) == 22
