"""Has a standing moved lately, by how much more than noise, and would a move have shown?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.relationships.worlds import NOW, SELLERS, WEIGHTS, trial

from regard.model import Trial
from regard.relationships.display import trend
from regard.relationships.state import columns, fit, fit_many
from regard.relationships.velocity import Move


def _drawn(rng: np.random.Generator, sellers: int, each: int, days: int, before: float, after: float, ago: int) -> list[Trial]:
    """Asks of buyers whose standing (in prior standard deviations) was `before` until `ago` days ago, and `after` since."""
    tau = WEIGHTS.factors["trust"].tau_b
    channel = WEIGHTS.channel("answers_ask")
    made = []
    for n in range(sellers * each):
        age = float(rng.uniform(0, days))
        one = trial(n, False, seller=SELLERS[n % sellers], age_days=age)
        standing = tau * (after if age < ago else before)
        p = 1 / (1 + np.exp(-(WEIGHTS.offset(one.context, "answers_ask") + channel.w * standing)))
        made.append(replace(one, outcome="1" if rng.random() < p else "0"))
    return made


def _z(move: Move) -> float:
    return move.by / move.noise


@pytest.mark.parametrize("sellers", [1, 3])
def test_of_buyers_who_stand_still_the_move_is_noise_of_the_size_that_is_said(sellers: int) -> None:
    """Over many who stand still the move is 0 on average, with the stated standard deviation, to the team and to one of ours."""
    rng = np.random.default_rng(5)
    worlds = [fit(_drawn(rng, sellers, 40, 400, at, at, 0), NOW, WEIGHTS)["trust"] for at in rng.normal(0, 0.7, 160)]
    for z in ([_z(w.move) for w in worlds], [_z(w.toward(SELLERS[0]).move) for w in worlds]):
        assert abs(np.mean(z)) < 0.3
        assert 0.7 < np.std(z) < 1.3


def test_a_fall_shows_in_thin_evidence_as_soon_as_it_can() -> None:
    """Of falls by two standard deviations three months ago, seen in an ask every six days, most are told as down and none as up."""
    rng = np.random.default_rng(11)
    told = [trend(fit(_drawn(rng, 1, 65, 400, 1.0, -1.0, 90), NOW, WEIGHTS)["trust"].move) for _ in range(60)]
    assert told.count("down") > 30
    assert "up" not in told
    assert "steady" not in told


@pytest.mark.parametrize("channel", ["answers_ask", "starts_contact", "introduces_colleague", "asks_advice"])
@pytest.mark.parametrize("odd", [True, False])
@pytest.mark.parametrize("others", [8, 30, 120, 400])
def test_one_event_is_no_trend(channel: str, odd: bool, others: int) -> None:
    """However unexpected it is after all that came before, one event never tells a rise or a fall."""
    made = [trial(n, not odd, channel, age_days=2 + 200 * n / others) for n in range(others)]
    state = fit([*made, trial(9999, odd, channel, age_days=1)], NOW, WEIGHTS)[WEIGHTS.channel(channel).factor]
    assert trend(state.move) in {"steady", "unknown"}


def test_the_reach_is_what_a_move_makes_on_average() -> None:
    """A rise of one standard deviation sixty days ago moves the estimate by its reach, on average."""
    rng = np.random.default_rng(3)
    found = [fit(_drawn(rng, 1, 120, 400, -0.5, 0.5, 60), NOW, WEIGHTS)["trust"].move for _ in range(80)]
    assert np.mean([m.by for m in found]) == pytest.approx(np.mean([m.reach for m in found]), rel=0.25)


def test_old_evidence_alone_reaches_nothing() -> None:
    """Where all that was seen is older than two months, no move could show: the trend is unknown."""
    old = [trial(n, n % 3 > 0, age_days=70 + 5 * n) for n in range(40)]
    move = fit(old, NOW, WEIGHTS)["trust"].move
    assert move.reach <= 0
    assert trend(move) == "unknown"


def test_one_buyer_alone_moves_as_in_the_whole_book() -> None:
    """Moves of the whole book are those of each buyer alone."""
    rng = np.random.default_rng(2)
    mine = _drawn(rng, 2, 20, 300, 0.5, -0.5, 60)
    alone = fit(mine, NOW, WEIGHTS)["trust"]
    others = [replace(t, buyer="p_other") for t in _drawn(rng, 3, 20, 300, 0, 0, 0)]
    sellers = {s: n for n, s in enumerate(SELLERS)}
    book = fit_many(columns([*others, *mine], WEIGHTS, {"p_other": 0, "p_buyer": 1}, sellers), NOW, WEIGHTS)
    row = int(np.flatnonzero(book.buyer == 1)[0])
    assert book.moves.row(row) == pytest.approx(alone.move, abs=1e-9)
    pair = next(n for n in range(len(book.pair_row)) if book.pair_row[n] == row and book.pair_seller[n] == sellers[SELLERS[1]])
    assert book.pair_moves.row(pair) == pytest.approx(alone.toward(SELLERS[1]).move, abs=1e-9)


def test_nothing_seen_moves_nowhere() -> None:
    """Without a trial there is no move, and noise without end."""
    state = fit([], NOW, WEIGHTS)["trust"]
    assert state.move.noise == float("inf")
    assert trend(state.move) == "unknown"
    assert fit_many(columns([], WEIGHTS, {}, {}), NOW, WEIGHTS).moves.rows() == []
