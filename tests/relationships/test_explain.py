"""The exact sum: which summands, in which order, with which scale."""

from __future__ import annotations

import pytest
from tests.relationships.worlds import NOW, WEIGHTS, trial

from regard.relationships.explain import contributions, prior
from regard.relationships.state import fit


def test_the_largest_effect_comes_first() -> None:
    """Reasons are ordered by the size of their contribution."""
    made = [trial(0, True, age_days=300), trial(1, False), trial(2, True, age_days=50)]
    sizes = [abs(r.contribution) for r in contributions(fit(made, NOW, WEIGHTS))]
    assert sizes == sorted(sizes, reverse=True)


def test_what_happened_adds_and_what_did_not_subtracts() -> None:
    """A trial with y=1 contributes upwards, one with y=0 downwards, and each is named once."""
    made = [trial(i, i % 2 == 0) for i in range(6)]
    reasons = contributions(fit(made, NOW, WEIGHTS), "p_anna")
    assert sorted(r.trial.id for r in reasons) == sorted(t.id for t in made)
    assert all((r.contribution > 0) == (r.trial.outcome == "1") for r in reasons)
    assert all(0 < r.expected < 1 and 0 < r.weight <= 1 for r in reasons)


def test_trials_with_colleagues_count_by_what_the_team_shares() -> None:
    """Toward one seller, trials with another count by tau_b² only; the seller's own by tau_b² + tau_u²."""
    state = fit([trial(0, True), trial(1, True, seller="p_bram")], NOW, WEIGHTS)
    p = WEIGHTS.factors["trust"]
    team = {r.trial.seller: r.contribution for r in contributions(state)}
    anna = {r.trial.seller: r.contribution for r in contributions(state, "p_anna")}
    assert anna["p_bram"] == team["p_bram"]
    assert anna["p_anna"] / team["p_anna"] == pytest.approx(p.pair / p.team)


def test_one_trial_by_hand() -> None:
    """A single fresh answer: the mean solves x = tau² (1 - sigmoid(o + x)), as the reason says."""
    state = fit([trial(0, True)], NOW, WEIGHTS)
    (reason,) = contributions(state, "p_anna")
    x = state["trust"].pairs["p_anna"].mean
    assert prior(state) + reason.contribution == pytest.approx(x, abs=1e-9)
    assert x == pytest.approx(WEIGHTS.factors["trust"].pair * WEIGHTS.rho * (1 - reason.expected), abs=1e-9)
