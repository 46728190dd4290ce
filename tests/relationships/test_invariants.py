"""What must hold of every estimate (the eight of the state model), as properties over made-up trials and drawn worlds."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relationships.worlds import CHANNELS, NOW, SELLERS, WEIGHTS, chance, contexts, drawn_buyer, trial, trials

from regard.model import DAY, FACTORS, Context, Trial
from regard.relationships.calibration import auc, brier, ece, log_loss, randomised_pit, share_inside
from regard.relationships.display import estimate
from regard.relationships.explain import contributions
from regard.relationships.state import BuyerState, columns, fit, fit_many

MANY = settings(max_examples=60, deadline=None)
TRUST = tuple(c for c in CHANNELS if WEIGHTS.channels[c].factor == "trust")


def means(state: BuyerState, sellers: tuple[str, ...] = SELLERS) -> dict[tuple[str, str], float]:
    """Every team and pair mean, sellers without trials included."""
    out = {}
    for factor in FACTORS:
        out[factor, ""] = state[factor].mean
        out |= {(factor, s): state[factor].toward(s).mean for s in sellers}
    return out


# 1, 2, 3: out of time, calibrated, covering, cold pairs apart ---------------------------------------------------


@pytest.fixture(scope="module")
def foretold() -> dict[str, np.ndarray]:
    """600 buyers drawn from the model: 0 to 40 asks seen, then the next 12 foretold from posterior and offset."""
    rng = random.Random(1)
    nodes, weights = np.polynomial.hermite_e.hermegauss(15)
    weights = weights / weights.sum()
    undrifted = replace(WEIGHTS, factors={f: replace(p, drift=0.0) for f, p in WEIGHTS.factors.items()})
    rows: dict[str, list[float]] = {"p": [], "y": [], "seen": [], "pit": [], "rate": []}
    for _ in range(600):
        seen = rng.choice((0, 0, 3, 10, 40))
        x, made = drawn_buyer(rng, undrifted, seen)
        state = fit(made, NOW, undrifted)["trust"].toward("p_anna")
        offset = undrifted.offset(Context(), "answers_ask")
        p = 1 / (1 + np.exp(-(offset + state.mean + state.sd * nodes)))
        hits = [rng.random() < chance(offset + x) for _ in range(12)]
        rows["pit"].append(randomised_pit(np.repeat(p[:, None], 12, axis=1), weights, sum(hits), rng.random()))
        rows["p"].append(float(weights @ p))
        rows["y"].append(float(hits[0]))
        rows["seen"].append(seen)
        rows["rate"].append((sum(t.outcome == "1" for t in made) + 1) / (seen + 2))
    return {k: np.array(v) for k, v in rows.items()}


def test_foretells_what_happens_next_better_than_the_base_rate(foretold: dict[str, np.ndarray]) -> None:
    """1. On a world drawn from the model, the next answers are foretold with discrimination and less loss than by the base rate."""
    p, y, one = foretold["p"], foretold["y"], np.ones(600)
    base = np.full(600, y.mean())
    assert auc(p, y, one) > 0.75
    assert log_loss(p, y, one) < log_loss(base, y, one)
    assert brier(p, y, one) < brier(base, y, one)
    assert ece(p, y, one) < 0.08


def test_the_interval_covers(foretold: dict[str, np.ndarray]) -> None:
    """2. The central 80 % holds 75 to 85 % of what happens next, by randomised PIT."""
    assert 0.75 <= share_inside(foretold["pit"], foretold["y"], np.ones(600)) <= 0.85


def test_cold_pairs_are_calibrated_apart(foretold: dict[str, np.ndarray]) -> None:
    """3. Those never seen before are foretold at the stranger's rate, within the error of their number."""
    cold = foretold["seen"] == 0
    assert np.ptp(foretold["p"][cold]) == 0
    assert foretold["p"][cold].mean() == pytest.approx(foretold["y"][cold].mean(), abs=3 * 0.5 / cold.sum() ** 0.5)


# 4: the factors are apart --------------------------------------------------------------------------------------


@MANY
@given(trials(), st.sampled_from(CHANNELS), st.booleans())
def test_a_trial_moves_its_own_factor_only(made: list[Trial], channel: str, happened: bool) -> None:
    """4. Whatever happens on a channel of one factor leaves the two others exactly as they were."""
    extra = trial(999, happened, channel=channel)
    before, after = means(fit(made, NOW, WEIGHTS)), means(fit([*made, extra], NOW, WEIGHTS))
    for key, value in before.items():
        if key[0] != extra.factor:
            assert after[key] == pytest.approx(value, abs=1e-9)


# 5: placebo and time -------------------------------------------------------------------------------------------


def test_shuffled_outcomes_foretell_nothing() -> None:
    """5. With outcomes dealt at random the state tells nobody apart: AUC .5 within its error."""
    rng = random.Random(2)
    p, y = [], []
    for _ in range(400):
        state = fit([trial(i, rng.random() < 0.6) for i in range(20)], NOW, WEIGHTS)
        p.append(state["trust"].mean)
        y.append(float(rng.random() < 0.6))
    assert auc(np.array(p), np.array(y), np.ones(400)) == pytest.approx(0.5, abs=0.09)


@MANY
@given(trials(least=1), st.integers(0, 400))
def test_nothing_later_leaks_into_the_past(made: list[Trial], days: int) -> None:
    """5. What became known after a moment can be anything: the state at that moment is the same."""
    then = NOW - days * DAY
    other = [t if t.known_us <= then else replace(t, outcome="0" if t.outcome == "1" else "1") for t in made]
    assert means(fit(made, then, WEIGHTS)) == means(fit(other, then, WEIGHTS))


# 6: invariance -------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(trials(), st.sampled_from(CHANNELS), st.sampled_from(SELLERS), contexts, st.floats(0, 400), st.integers(0, 800))
def test_a_missed_chance_never_raises(
    made: list[Trial], channel: str, seller: str, context: Context, age: float, later: int
) -> None:
    """6a. A trial added with y=0 never raises the mean of any pair or of the team, then or at any later date."""
    missed = trial(999, False, channel=channel, seller=seller, age_days=age, context=context)
    at = NOW + later * DAY
    before, after = means(fit(made, at, WEIGHTS)), means(fit([*made, missed], at, WEIGHTS))
    assert all(after[k] <= before[k] + 1e-9 for k in before)
    assert after[missed.factor, seller] < before[missed.factor, seller] or later + age > 300


@MANY
@given(trials(), st.integers(1, 30))
def test_our_own_volume_raises_nobody(made: list[Trial], volume: int) -> None:
    """6b. Our messages in new threads that nobody answers are missed chances: no estimate rises, no score either."""
    ignored = [trial(1000 + i, False, seller=SELLERS[i % 3], age_days=i / 7) for i in range(volume)]
    before, after = fit(made, NOW, WEIGHTS), fit([*made, *ignored], NOW, WEIGHTS)
    old, new = means(before), means(after)
    assert all(new[k] <= old[k] + 1e-9 for k in old)
    a, b = (estimate(s["trust"].mean, s["trust"].sd, s["trust"].prior.team, 1) for s in (before, after))
    assert b.score <= a.score + 1e-9


@MANY
@given(trials(least=1, most=15, sellers=("p_anna",), channels=TRUST), st.integers(2, 6))
def test_repetition_moves_away_from_the_prior_and_never_across(made: list[Trial], times: int) -> None:
    """6c. With one seller, the same trials k times move team and pair away from the prior, never across it.

    Of chances seen in full: a silence that may have been an answer nobody kept has a likelihood that need not be concave, so that of many
    the better explanation may be the other one.
    """
    made = [replace(t, shown=1.0) for t in made]
    repeated = [replace(t, id=f"{t.id}_{k}") for k in range(times) for t in made]
    once, often = fit(made, NOW, WEIGHTS)["trust"], fit(repeated, NOW, WEIGHTS)["trust"]
    for a, b in ((once.mean, often.mean), (once.pairs["p_anna"].mean, often.pairs["p_anna"].mean)):
        assert abs(b) >= abs(a) - 1e-9
        assert a * b >= 0


@pytest.mark.parametrize(("hits", "misses"), [(1, 1), (3, 1), (1, 5), (9, 2)])
@pytest.mark.parametrize("times", [1, 3, 50])
def test_repetition_never_passes_the_unpenalised_fit(hits: int, misses: int, times: int) -> None:
    """6c. Estimates approach what the trials alone say (log-odds of the share less the offset) and never pass it."""
    made = [trial(i, i % (hits + misses) < hits) for i in range((hits + misses) * times)]
    x = fit(made, NOW, WEIGHTS)["trust"].pairs["p_anna"].mean
    alone = float(np.log(hits / misses)) - WEIGHTS.offset(Context(), "answers_ask")
    assert 0 <= x / alone <= 1


@MANY
@given(trials(least=1, most=20), st.integers(2, 5))
def test_repetition_with_several_sellers_never_shrinks_the_whole(made: list[Trial], times: int) -> None:
    """6c. With several sellers a single mean may give way to another, but the estimates as a whole never move toward the prior."""
    repeated = [replace(t, id=f"{t.id}_{k}") for k in range(times) for t in made]
    for factor in {t.factor for t in made}:
        sizes = []
        for state in (fit(made, NOW, WEIGHTS)[factor], fit(repeated, NOW, WEIGHTS)[factor]):
            u = [(p.mean - state.mean) / state.prior.tau_u for p in state.pairs.values()]
            sizes.append((state.mean / state.prior.tau_b) ** 2 + sum(v * v for v in u))
        assert sizes[1] >= sizes[0] - 1e-9


@MANY
@given(trials(), st.sampled_from(CHANNELS), contexts)
def test_a_trial_answered_at_exactly_p_moves_nothing(made: list[Trial], channel: str, context: Context) -> None:
    """6d. Added with y=1 by weight p and y=0 by weight 1 - p, where p is what the state expects to see, it leaves every mean."""
    before = fit(made, NOW, WEIGHTS)
    c = WEIGHTS.channel(channel)
    p = chance(WEIGHTS.offset(context, channel) + c.w * before[c.factor].toward("p_anna").mean) * WEIGHTS.wanted(
        context, channel
    )
    both = [
        trial(998, True, channel=channel, q=p, context=context),
        trial(999, False, channel=channel, q=1 - p, context=context),
    ]
    old, new = means(before), means(fit([*made, *both], NOW, WEIGHTS))
    assert all(new[k] == pytest.approx(old[k], abs=1e-8) for k in old)


# 7: whoever it is ----------------------------------------------------------------------------------------------


@MANY
@given(trials(least=1))
def test_who_the_buyer_is_does_not_count(made: list[Trial]) -> None:
    """7. Only deeds count: another name, address or thread for the same deeds gives the same state, so groups differ by deeds only."""
    renamed = [replace(t, buyer="p_else", buyer_h="h_else", thread_id="t_x", opener_id="m_x") for t in made]
    assert means(fit(made, NOW, WEIGHTS)) == means(fit(renamed, NOW, WEIGHTS))


# 8: a source that goes dark -------------------------------------------------------------------------------------


@MANY
@given(trials(least=3), st.integers(30, 300))
def test_a_dark_source_widens_and_never_reads_as_silence(made: list[Trial], days: int) -> None:
    """8. Chances that nobody could see are censored: they move nothing, and with time the estimate only fades."""
    unseen = [replace(trial(900 + i, False, age_days=-i), outcome="censored") for i in range(days)]
    at = NOW + days * DAY
    assert means(fit([*made, *unseen], at, WEIGHTS)) == means(fit(made, at, WEIGHTS))
    for factor in {t.factor for t in made}:
        now, later = fit(made, NOW, WEIGHTS)[factor], fit([*made, *unseen], at, WEIGHTS)[factor]
        assert later.n_eff < now.n_eff


# and the sum ----------------------------------------------------------------------------------------------------


@MANY
@given(trials())
def test_the_explanation_is_exact(made: list[Trial]) -> None:
    """prior + Σ contributions = mean to 1e-9, for the team and for every seller, on every factor."""
    state = fit(made, NOW, WEIGHTS)
    for factor in FACTORS:
        assert sum(r.contribution for r in contributions(state, None, factor)) == pytest.approx(state[factor].mean, abs=1e-9)
        for seller in SELLERS:
            reasons = contributions(state, seller, factor)
            assert sum(r.contribution for r in reasons) == pytest.approx(state[factor].toward(seller).mean, abs=1e-9)


def test_whole_books_keep_the_buyers_apart() -> None:
    """Adding a buyer to a book moves no other buyer at all."""
    rng = random.Random(9)
    made = [replace(t, buyer=f"p_{b}") for b in range(5) for t in drawn_buyer(rng, WEIGHTS, 15)[1]]
    codes, sellers = {f"p_{b}": b for b in range(5)}, {"p_anna": 0}
    four = fit_many(columns([t for t in made if t.buyer != "p_4"], WEIGHTS, codes, sellers), NOW, WEIGHTS)
    five = fit_many(columns(made, WEIGHTS, codes, sellers), NOW, WEIGHTS)
    assert five.mean[:4] == pytest.approx(four.mean, abs=1e-9)
