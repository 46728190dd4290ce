"""The fit: order, decay, batches, and agreement with an independent optimiser."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import minimize
from tests.relationships.worlds import NOW, SELLERS, WEIGHTS, trial, trials

from regard.errors import ConfigError
from regard.model import DAY, FACTORS, Trial
from regard.relationships.state import BuyerState, columns, fit, fit_many

FEW = settings(max_examples=40, deadline=None)


def numbers(state: BuyerState) -> list[float]:
    """Every mean, sd and fast mean of a state, in a fixed order."""
    out: list[float] = []
    for factor in FACTORS:
        f = state[factor]
        out += [f.mean, f.sd, f.mean_fast, f.n_eff]
        for seller in sorted(f.pairs):
            p = f.pairs[seller]
            out += [p.mean, p.sd, p.mean_fast, p.n_eff]
    return out


def test_nobody_without_trials_is_at_the_prior_and_unknown() -> None:
    """A buyer without trials stands at the prior of every factor and nothing about them is known."""
    state = fit([], NOW, WEIGHTS)
    for factor in FACTORS:
        f = state[factor]
        assert (f.mean, f.sd, f.known, f.n) == (0.0, WEIGHTS.factors[factor].tau_b, False, 0)
        assert f.toward("p_anna").sd == pytest.approx(WEIGHTS.factors[factor].pair ** 0.5)


@FEW
@given(trials())
def test_order_does_not_matter(made: list[Trial]) -> None:
    """The order in which trials arrive changes nothing."""
    shuffled = random.Random(7).sample(made, len(made))
    assert numbers(fit(made, NOW, WEIGHTS)) == pytest.approx(numbers(fit(shuffled, NOW, WEIGHTS)), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(trials(least=1, most=25))
def test_the_mode_is_what_an_independent_optimiser_finds(made: list[Trial]) -> None:
    """BFGS on the log-posterior written out by hand finds the same mode."""
    state = fit(made, NOW, WEIGHTS)
    for factor in {t.factor for t in made}:
        own = [t for t in made if t.factor == factor]
        prior = WEIGHTS.factors[factor]
        people = sorted({t.seller for t in own})

        def lost(v: np.ndarray, own: list[Trial] = own, people: list[str] = people, prior=prior) -> float:
            total = v[0] ** 2 / (2 * prior.tau_b**2) + float(v[1:] @ v[1:]) / (2 * prior.tau_u**2)
            for t in own:
                c = WEIGHTS.channel(t.channel)
                age = NOW // DAY - t.known_us // DAY
                weight = WEIGHTS.rho * c.rho * t.q * t.temper * 2.0 ** (-age / c.half_life_days)
                eta = WEIGHTS.offset(t.context, t.channel) + c.w * (v[0] + v[1 + people.index(t.seller)])
                p = np.exp(-np.logaddexp(0, -eta))
                seen = t.shown * WEIGHTS.wanted(t.context, t.channel)
                total -= weight * (np.log(p) if t.outcome == "1" else np.log1p(-min(seen * p, 1 - 1e-16)))
            return float(total)

        best = minimize(lost, np.zeros(1 + len(people)), method="BFGS", options={"gtol": 1e-8}).x
        assert state[factor].mean == pytest.approx(best[0], abs=1e-4)
        for i, seller in enumerate(people):
            assert state[factor].pairs[seller].mean == pytest.approx(best[0] + best[1 + i], abs=1e-4)


def test_variances_are_those_of_the_inverted_hessian() -> None:
    """Team and pair variances equal the inverse Hessian's, widened toward the prior by the drift."""
    made = [trial(i, i % 3 > 0, seller=SELLERS[i % 3], age_days=i) for i in range(12)]
    f = fit(made, NOW, WEIGHTS)["trust"]
    prior = WEIGHTS.factors["trust"]
    people = sorted(f.pairs)
    hessian = np.diag([1 / prior.tau_b**2, *[1 / prior.tau_u**2] * 3])
    for s in f.summands:
        a = np.zeros(4)
        a[0] = a[1 + people.index(s.trial.seller)] = 1
        hessian += s.weight * s.expected * (1 - s.expected) * np.outer(a, a)
    inverse = np.linalg.inv(hessian)
    assert f.sd**2 == pytest.approx(inverse[0, 0] + prior.drift * (prior.team - inverse[0, 0]))
    a = np.array([1, 1, 0, 0])
    assert f.pairs[people[0]].sd ** 2 == pytest.approx(a @ inverse @ a * (1 - prior.drift) + prior.drift * prior.pair)


@settings(max_examples=15, deadline=None)
@given(trials(least=1), trials(least=1), trials(least=1))
def test_one_buyer_alone_equals_the_whole_book(one: list[Trial], two: list[Trial], three: list[Trial]) -> None:
    """`fit` of each buyer and `fit_many` of all agree to 1e-9, whatever the others did."""
    book = {f"p_{i}": [replace(t, buyer=f"p_{i}") for t in made] for i, made in enumerate((one, two, three))}
    together = [t for made in book.values() for t in made]
    random.Random(3).shuffle(together)
    codes = {b: i for i, b in enumerate(book)}
    whole = fit_many(columns(together, WEIGHTS, codes, {s: i for i, s in enumerate(SELLERS)}), NOW, WEIGHTS)
    for i in range(len(whole.mean)):
        alone = fit(book[f"p_{whole.buyer[i]}"], NOW, WEIGHTS)[FACTORS[whole.factor[i]]]
        assert (whole.mean[i], whole.sd[i], whole.mean_fast[i]) == pytest.approx(
            (alone.mean, alone.sd, alone.mean_fast), abs=1e-9
        )
        assert (whole.n[i], whole.known[i]) == (alone.n, alone.known)
        for j in np.flatnonzero(whole.pair_row == i):
            pair = alone.pairs[SELLERS[whole.pair_seller[j]]]
            assert (whole.pair_mean[j], whole.pair_sd[j]) == pytest.approx((pair.mean, pair.sd), abs=1e-9)
            assert (whole.pair_n[j], whole.pair_known[j]) == (pair.n, pair.known)


@FEW
@given(trials(least=1, most=60))
def test_no_pair_is_known_of_a_team_that_is_not(made: list[Trial]) -> None:
    """A pair's trials are the team's: whoever is unknown to all of us is known to none of us."""
    state = fit(made, NOW, WEIGHTS)
    for factor in FACTORS:
        f = state[factor]
        for seller in (*SELLERS, "p_nobody"):
            assert f.known or not f.toward(seller).known


def test_a_pair_is_known_by_the_same_trials_as_the_team() -> None:
    """Where only one of ours deals with a buyer both become known with one trial, though the pair's wider prior is halved before."""
    became = {}
    for n in range(1, 200):
        f = fit([trial(i, i % 2 == 0, q=0.1) for i in range(n)], NOW, WEIGHTS)["trust"]
        pair = f.pairs["p_anna"]
        became.setdefault((pair.sd**2 <= f.prior.pair / 2, f.known, pair.known), n)
    assert [k for k, _ in sorted(became.items(), key=lambda x: x[1])] == [
        (False, False, False), (True, False, False), (True, True, True),
    ]  # fmt: skip


def test_incremental_equals_full() -> None:
    """Refitting only the buyers whom a new message touches gives what refitting everybody gives."""
    rng = random.Random(5)
    book = {f"p_{b}": [replace(trial(i, rng.random() < 0.5, age_days=rng.random() * 90), buyer=f"p_{b}") for i in range(30)]
            for b in range(6)}  # fmt: skip
    kept = {b: fit(made, NOW, WEIGHTS) for b, made in book.items()}
    book["p_2"].append(replace(trial(99, True), buyer="p_2"))
    kept["p_2"] = fit(book["p_2"], NOW, WEIGHTS)
    codes = {b: i for i, b in enumerate(book)}
    full = fit_many(columns([t for m in book.values() for t in m], WEIGHTS, codes, {"p_anna": 0}), NOW, WEIGHTS)
    assert full.mean == pytest.approx([kept[b]["trust"].mean for b in book], abs=1e-9)


def test_a_moment_for_each_buyer_equals_asking_at_that_moment() -> None:
    """`fit_many` at a moment of each buyer's own sees, for each, what `fit` sees then."""
    made = [trial(i, i % 2 == 0, age_days=3 * i) for i in range(20)]
    moments = [NOW, NOW - 10 * DAY, NOW - 33 * DAY]
    copies = [replace(t, buyer=f"p_{k}") for k in range(3) for t in made]
    table = columns(copies, WEIGHTS, {f"p_{k}": k for k in range(3)}, {"p_anna": 0})
    book = fit_many(table, np.array(moments)[table.buyer], WEIGHTS)
    assert book.mean == pytest.approx([fit(made, at, WEIGHTS)["trust"].mean for at in moments], abs=1e-9)


@FEW
@given(trials(least=1))
def test_old_evidence_returns_to_the_prior_and_to_unknown(made: list[Trial]) -> None:
    """After twenty years without news every estimate is back at the prior, wide open and unknown: not bad."""
    state = fit(made, NOW + 7300 * DAY, WEIGHTS)
    for factor in FACTORS:
        f = state[factor]
        assert f.mean == pytest.approx(0, abs=1e-3)
        assert f.sd == pytest.approx(f.prior.tau_b, abs=1e-3)
        assert not f.known
        assert not any(p.known for p in f.pairs.values())


@FEW
@given(trials(least=1))
def test_evidence_weighs_less_with_age(made: list[Trial]) -> None:
    """A year later the same trials are still counted, and each weighs less."""
    now, later = fit(made, NOW, WEIGHTS), fit(made, NOW + 365 * DAY, WEIGHTS)
    for factor in {t.factor for t in made}:
        assert sum(s.weight for s in later[factor].summands) < sum(s.weight for s in now[factor].summands)
        assert later[factor].n == now[factor].n
        assert later[factor].n_eff < now[factor].n_eff


def test_fresh_success_makes_the_velocity_positive() -> None:
    """Misses long ago and answers this week: the fast fit stands above the slow one."""
    made = [trial(i, False, age_days=200 + i) for i in range(10)] + [trial(20 + i, True, age_days=i / 2) for i in range(5)]
    f = fit(made, NOW, WEIGHTS)["trust"]
    assert f.mean_fast > f.mean


@pytest.mark.parametrize(
    "change",
    [{"outcome": "open"}, {"outcome": "censored"}, {"temper": 0.0}, {"q": 0.0}, {"known_us": NOW + 1}],
    ids=["open", "censored", "tempered", "no confidence", "not known yet"],
)
def test_only_decided_known_untempered_trials_enter(change: dict[str, object]) -> None:
    """A trial that says nothing yet leaves the state as it was, and uncounted."""
    made = [trial(i, True) for i in range(4)]
    more = [*made, replace(trial(9, False), **change)]
    assert numbers(fit(more, NOW, WEIGHTS)) == numbers(fit(made, NOW, WEIGHTS))
    assert fit(more, NOW, WEIGHTS)["trust"].n == 4


def test_as_of_is_what_was_known_then() -> None:
    """The state of a past day is the state of a book that ends that day."""
    made = [trial(i, i % 2 == 0, age_days=5 * i) for i in range(20)]
    then = NOW - 40 * DAY
    assert numbers(fit(made, then, WEIGHTS)) == numbers(fit([t for t in made if t.known_us <= then], then, WEIGHTS))


def test_a_channel_that_the_weights_do_not_know_is_named() -> None:
    """An unknown channel is an error that names it and lists those that are known."""
    strange = replace(trial(1, True), channel="reads_minds")
    with pytest.raises(ConfigError, match=r"reads_minds.*answers_ask"):
        fit([strange], NOW, WEIGHTS)


def test_trials_of_two_buyers_are_refused() -> None:
    """`fit` is for one buyer; a mixture is a mistake and says so."""
    with pytest.raises(ValueError, match="one buyer"):
        fit([trial(1, True), replace(trial(2, True), buyer="p_other")], NOW, WEIGHTS)


def test_extreme_evidence_converges() -> None:
    """Thousands of one-sided trials, where undamped Newton would diverge, still reach the mode: the gradient is zero there."""
    made = [trial(i, True, channel=("introduces_colleague", "answers_ask")[i % 2], seller=SELLERS[i % 3]) for i in range(3000)]
    f = fit(made, NOW, WEIGHTS)["trust"]
    assert f.mean == pytest.approx(f.prior.team * sum(s.pull for s in f.summands), abs=1e-8)
    assert 0 < f.mean < 50


def test_a_silence_that_would_hardly_be_seen_is_hardly_a_fair_chance() -> None:
    """Ten silences where three answers of ten are shown are three chances; ten answers seen there are ten."""
    silent = [trial(i, False, shown=0.3) for i in range(10)]
    answered = [trial(i, True, shown=0.3) for i in range(10)]
    assert (fit(silent, NOW, WEIGHTS)["trust"].n, fit(answered, NOW, WEIGHTS)["trust"].n) == (3, 10)


def test_parts_of_chances_with_several_of_ours_are_added_before_they_are_rounded() -> None:
    """A tenth of a chance with each of three sellers is one chance for the team, not three; each pair shows that there was something."""
    state = fit([trial(i, False, seller=s, shown=0.1) for i, s in enumerate(SELLERS[:3])], NOW, WEIGHTS)["trust"]
    assert state.n == 1
    assert {pair.n for pair in state.pairs.values()} == {1}
