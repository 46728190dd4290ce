"""How estimates are shown: one monotone map, bands, trend, and what would settle an unknown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.errors import ConfigError
from regard.model import FACTORS, Factor
from regard.relationships.display import Bands, estimate
from regard.relationships.known import scale
from regard.relationships.velocity import NO_MOVE, Move

TAU2 = 4.0
STILL_THERE = Move(0.0, 0.2, 0.8)


@pytest.mark.parametrize(("x", "score"), [(0, 50), (2, 84.134), (-2, 15.866), (4, 97.725), (-40, 0), (40, 100)])
def test_the_scale_is_100_phi(x: float, score: float) -> None:
    """Fifty is a stranger; one prior standard deviation above is 84."""
    assert scale(x, TAU2) == pytest.approx(score, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(st.floats(-8, 8), st.floats(0.01, 2), st.floats(-8, 8))
def test_a_higher_mean_is_never_shown_lower(mean: float, sd: float, other: float) -> None:
    """Score and both ends rise with the mean, and the interval holds the score."""
    low, high = (estimate(m, sd, TAU2, 5) for m in sorted((mean, other)))
    assert low.score <= high.score
    assert low.low <= high.low
    assert low.high <= high.high
    assert 0 <= low.low <= low.score <= low.high <= 100


@pytest.mark.parametrize(
    ("sd", "n", "known"), [(1.5, 5, True), (1.7, 5, False), (2.0, 0, False), (0.1, 0, False), (0.1, 2, False)]
)
def test_an_unknown_has_no_band_and_no_trend(sd: float, n: int, known: bool) -> None:
    """Too wide an interval, or too few chances: no band, no trend, and what would settle it."""
    shown = estimate(1.0, sd, TAU2, n, move=STILL_THERE)
    assert shown.known is known
    assert (shown.band == "unknown") is not known
    assert (shown.trend == "unknown") is not known
    assert bool(shown.settle) is not known


def test_a_pair_is_shown_as_unknown_while_the_team_is() -> None:
    """It says then what would settle the team's; with the team known it is judged by its own variance."""
    unknown, known = estimate(1.0, 1.8, TAU2, 5), estimate(1.0, 1.2, TAU2, 5)
    pair = estimate(1.0, 1.6, 6.0, 5, team=unknown)
    assert (pair.known, pair.band, pair.trend, pair.settle) == (False, "unknown", "unknown", unknown.settle)
    assert estimate(1.0, 1.6, 6.0, 5, team=known).known
    assert not estimate(1.0, 2.3, 6.0, 5, team=known).known


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize(("sd", "n"), [(2.0, 0), (1.9, 1), (1.5, 6)])
def test_settle_is_a_plain_sentence_for_each_factor(factor: Factor, sd: float, n: int) -> None:
    """An unknown says what observation would settle it, in whole sentences that name the chance."""
    text = estimate(0, sd, TAU2, n, factor=factor).settle
    assert text.endswith(".")
    assert "chance" in text
    assert "nan" not in text


def test_many_old_chances_are_not_told_as_few() -> None:
    """Where there were many more chances than are missing, their age is what is wanting, and is told."""
    few, many = (estimate(0, 0.75, 1.0, n).settle for n in (3, 93))
    assert few.startswith("About ")
    assert many.startswith("The 93 fair chances there were are old or tell little now: about ")


def test_less_evidence_needs_more_chances() -> None:
    """The nearer to known, the fewer further chances are asked for."""
    far, near = (estimate(0, sd, 1.0, 3).settle for sd in (0.99, 0.72))
    assert int(far.split()[1]) > 1
    assert near.startswith("One more fair chance would settle it: a question of ours")


@pytest.mark.parametrize(("score", "band"), [(60.0, "good"), (59.9, "fair"), (40.0, "fair"), (39.9, "poor")])
def test_bands(score: float, band: str) -> None:
    """From 60 good, from 40 fair, below poor."""
    from statistics import NormalDist

    mean = NormalDist().inv_cdf(score / 100) * 2 + 1e-9
    assert estimate(mean, 0.5, TAU2, 9).band == band


def test_bands_can_be_edited_and_must_make_sense() -> None:
    """Other bounds give other bands; bounds in the wrong order are refused."""
    assert estimate(0, 0.5, TAU2, 9, bands=Bands(good=50, fair=20)).band == "good"
    with pytest.raises(ConfigError, match="fair"):
        Bands(good=40, fair=60)


@pytest.mark.parametrize(
    ("move", "trend"),
    [
        (Move(0.0, 0.2, 0.8), "steady"),
        (Move(0.6, 0.2, 0.8), "up"),
        (Move(-0.6, 0.2, 0.8), "down"),
        (Move(0.5, 0.2, 0.8), "unknown"),
        (Move(0.0, 0.6, 0.8), "unknown"),
        (NO_MOVE, "unknown"),
    ],
)
def test_a_trend_has_to_exceed_its_noise_and_steady_has_to_be_shown(move: Move, trend: str) -> None:
    """A move beyond noise is told; steady is who can be seen not to have moved; of all others nobody knows."""
    assert estimate(1.0, 0.6, TAU2, 20, move=move).trend == trend


def test_fading_alone_is_not_a_fall() -> None:
    """A good standing whose evidence merely grows old reads steady or unknown, not down."""
    from tests.relationships.worlds import NOW, WEIGHTS, trial

    from regard.model import DAY
    from regard.relationships.state import fit

    made = [trial(i, True, age_days=i) for i in range(30)]
    for days in range(0, 720, 30):
        f = fit(made, NOW + days * DAY, WEIGHTS)["trust"]
        shown = estimate(f.mean, f.sd, f.prior.team, f.n, move=f.move)
        assert shown.trend in {"steady", "unknown"}


def test_a_fall_shows_although_only_one_of_ours_deals_with_them() -> None:
    """What is not known of the team beside one seller blurs both fits alike: it hides no change of theirs."""
    from tests.relationships.worlds import NOW, WEIGHTS, trial

    from regard.relationships.state import fit

    answered = [trial(i, True, age_days=40 + 3 * i) for i in range(100)]
    ignored = [trial(200 + i, False, age_days=2 * i) for i in range(20)]
    f = fit([*answered, *ignored], NOW, WEIGHTS)["trust"]
    assert estimate(f.mean, f.sd, f.prior.team, f.n, move=f.move).trend == "down"
    steady = fit(answered, NOW, WEIGHTS)["trust"]
    assert estimate(steady.mean, steady.sd, steady.prior.team, steady.n, move=steady.move).trend != "down"
