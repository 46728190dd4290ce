"""The state at many moments at once: toward several of ours, in small portions, and with circumstances held as numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from regard.model import DAY
from regard.relationships.validity import invariants, moments
from regard.relationships.validity.mails import Facts, Named
from regard.relationships.validity.moments import Moments, standing
from regard.relationships.validity.protocols import _firsts
from regard.relationships.weights import load


def facts(n: int = 900, people: int = 12, seed: int = 4) -> Facts:
    """Made-up asks of a dozen buyers to three sellers."""
    rng = np.random.default_rng(seed)
    b, s, us = rng.integers(0, people, n), rng.integers(people, people + 3, n), rng.integers(10, 400, n) * DAY
    order = np.lexsort((us, b))
    b, s, us = b[order], s[order], us[order]
    kind = Named(("question", "request", ""), rng.integers(0, 3, n).astype(np.int16))
    none = np.zeros(n, dtype=np.int64)
    return Facts(
        ("answers_ask",), b, s, none, rng.integers(0, 2, n), us, us - DAY, {"kind": kind, "weekday": us // DAY % 7}, np.ones(n)
    )


def asked() -> Moments:
    """Every buyer (and one without any chance) toward each of four of ours on two days."""
    b, s, us = (a.reshape(-1) for a in np.meshgrid(np.arange(13), np.arange(12, 16), np.array([200, 380]) * DAY))
    return Moments(b, s, us)


def test_toward_several_of_ours_is_as_toward_each_alone() -> None:
    """Questions of one buyer and moment share a fit, and each has the answer it has alone."""
    held, questions, weights = facts(), asked(), load()
    whole = standing(held, questions, weights)
    for i in range(0, len(questions), 7):
        alone = standing(held, Moments(*(a[i : i + 1] for a in (questions.b, questions.s, questions.us))), weights)
        for name in ("mean", "var", "fast", "n_eff", "team"):
            assert getattr(alone, name)[0] == pytest.approx(getattr(whole, name)[i], abs=1e-9)
    assert whole.n_eff.any()
    assert not whole.n_eff[questions.s == 15].any()
    assert len(set(whole.mean.round(9))) > 50


def test_portions_change_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few trials are fitted at a time, states are the same; whether only the last weeks count or all."""
    for history in (None, 75 * DAY):
        whole = standing(facts(), asked(), load(), history)
        monkeypatch.setattr(moments, "CHUNK", 40)
        parts = standing(facts(), asked(), load(), history)
        monkeypatch.undo()
        assert np.abs(whole.mean - parts.mean).max() < 1e-9
        assert np.abs(whole.var - parts.var).max() < 1e-9


def test_parts_of_trials_part_no_buyer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials come in parts of whole buyers, all of them, in order; of none there is no part."""
    monkeypatch.setattr(invariants, "CHUNK", 100)
    columns = facts().columns(load())
    parts = list(invariants._parts(columns))
    assert len(parts) > 3
    assert np.array_equal(np.concatenate([p.buyer for p in parts]), columns.buyer)
    assert all(a.buyer[-1] < b.buyer[0] for a, b in pairwise(parts))
    assert not list(invariants._parts(columns.take(slice(0, 0))))


def test_circumstances_held_as_numbers_weigh_as_texts_do() -> None:
    """A column of few texts adds the log-odds that an array of the same texts adds."""
    held = facts()
    kind = held.context["kind"]
    plain = np.array(kind.names)[kind.code]
    weights = load()
    as_texts = weights.offsets({**held.context, "kind": plain}, "answers_ask", len(held))
    assert np.array_equal(held.columns(weights).offset, as_texts)
    assert list(kind == "request") == list(plain == "request")
    assert not (kind == "no such").any()


def test_what_is_expected_follows_the_weights() -> None:
    """Expectations kept of one version are not taken for another's."""
    from dataclasses import replace

    held, weights = facts(), load()
    before = held.columns(weights).offset
    channels = {**weights.channels, "answers_ask": replace(weights.channel("answers_ask"), intercept=1.5)}
    moved = held.columns(replace(weights, channels=channels)).offset
    assert np.allclose(moved - before, 1.5 - weights.channel("answers_ask").intercept)
    assert np.array_equal(held.columns(weights).offset, before)


def test_a_week_is_seen_from_its_first_mail_on_not_from_its_beginning() -> None:
    """On its third day nobody knows of a mail of its fifth: the week counts once its first mail is there, and once however many come."""
    week = 7 * DAY
    begins = 2_900 * week
    us = np.array([begins + 4 * DAY, begins + 5 * DAY, begins + 8 * DAY])
    events = _firsts(np.ones(3, dtype=np.int64), us, week)
    one = np.ones(4, dtype=np.int64)
    moments = np.array([begins + 2 * DAY, begins + 4 * DAY + 1_000_000, begins + 6 * DAY, begins + 12 * DAY])
    assert events.before(one, moments).tolist() == [0, 1, 1, 2]
