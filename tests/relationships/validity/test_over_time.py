"""Month by month: from which days it is foretold, that nothing later enters, and that a change of regime shows in its month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from regard.model import DAY
from regard.relationships.spread import fitted_to
from regard.relationships.validity import over_time, report
from regard.relationships.validity.mails import NEVER, WINDOW, Asks, Facts, Mail
from regard.relationships.validity.origins import MOST_ORIGINS, affordable, foretold, months, origins
from regard.relationships.validity.protocols import initiation, lasting, persistence, reply
from regard.relationships.validity.targets import TARGETS
from regard.relationships.validity.world import Answers, World
from regard.relationships.weights import Weights, load
from regard.time import to_us

HOUR = DAY // 24
START, END = (to_us(datetime(2025, month, 1, tzinfo=UTC)) for month in (1, 12))
BUYERS = 60


def day(text: str) -> int:
    """The first microsecond of a date."""
    return to_us(datetime.fromisoformat(text).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "possible"),
    [
        ("2025-01-01", "2025-12-01", "2025-05-01", "2025-11-01", 7),  # a third teaches
        ("2025-01-10", "2025-04-15", "2025-03-01", "2025-04-01", 2),  # half of a short book
        ("2025-01-01", "2025-12-04", "2025-05-01", "2025-11-01", 7),  # three days of December are no month
        ("2020-06-15", "2025-01-01", "2022-01-01", "2024-12-01", 36),
    ],
)
def test_origins_are_beginnings_of_months_once_enough_has_taught(
    start: str, end: str, first: str, last: str, possible: int
) -> None:
    """A third of the time teaches, three months at least where there are as many to foretell; the last month is always among them."""
    found = months(day(start), day(end))
    assert found.possible == possible
    assert found.chosen[-1][0] == day(last)
    assert found.chosen[0][0] == day(first)
    assert len(found.chosen) == min(possible, MOST_ORIGINS)
    assert all(after == min(at + 31 * DAY, after) > at for at, after in found.chosen)


def test_a_cap_leaves_months_that_are_evenly_spread() -> None:
    """Of 36 months twelve, no two of them much farther apart than others, and the last among them."""
    found = months(day("2020-06-15"), day("2025-01-01"), 12)
    gaps = np.diff([at // DAY for at, _ in found.chosen])
    assert (len(gaps), found.possible, found.chosen[-1][0]) == (11, 36, day("2024-12-01"))
    assert gaps.max() - gaps.min() <= 35


@pytest.mark.parametrize(
    ("chances", "most"), [(0, 24), (20_000, 24), (90_000, 16), (1_000_000, 10), (3_400_000, 4), (100_000_000, 3)]
)
def test_a_large_book_is_asked_from_fewer_months(chances: int, most: int) -> None:
    """How many follows from its size alone, so that a check can be repeated."""
    assert affordable(chances) == most


def test_too_short_a_time_has_no_origin() -> None:
    """Under sixty days nothing is foretold."""
    assert months(day("2025-01-01"), day("2025-02-25")).chosen == ()


def company(change: int | None = None, seed: int = 3) -> tuple[Mail, Asks, Facts]:
    """Sixty buyers asked twice a week by one of ours through eleven months, who answer by a habit of their own; from `change` on everybody
    answers one ask of ten."""
    rng = np.random.default_rng(seed)
    us = np.sort(rng.integers(START, END - 4 * DAY, BUYERS * 95))
    b = rng.integers(1, BUYERS + 1, len(us))
    habit = rng.normal(0.3, 1.4, BUYERS + 1)
    chance = 1 / (1 + np.exp(-habit[b]))
    if change is not None:
        chance = np.where(us >= change, 0.1, chance)
    hit = rng.random(len(us)) < chance
    back = np.where(hit, us + rng.integers(HOUR, 2 * DAY, len(us)), NEVER)
    own = np.sort(rng.integers(START, END, BUYERS * 20))  # what buyers write of their own accord
    whose = rng.integers(1, BUYERS + 1, len(own))
    times = np.concatenate([us, back[hit], own])
    order = np.argsort(times, kind="stable")
    sender = np.concatenate([np.zeros(len(us), dtype=np.int64), b[hit], whose])[order]
    recipient = np.concatenate([b, np.zeros(hit.sum() + len(own), dtype=np.int64)])[order]
    ones = np.ones(len(order), dtype=np.int64)
    mail = Mail(sender, recipient, times[order], ones, BUYERS + 1, START, END)
    s = np.zeros(len(us), dtype=np.int64)
    asks = Asks(s, b, us, np.ones(len(us), dtype=np.int64), back)
    context = {"recipients": asks.recipients, "weekday": (us // DAY + 3) % 7, "hour": us % DAY // HOUR, "first_contact": s}
    asks = replace(asks, context=context)
    rows = np.lexsort((asks.known_us, b))
    facts = Facts(
        ("answers_ask",), b[rows], s[rows], s[rows], hit[rows].astype(np.int64), asks.known_us[rows], us[rows],
        {k: v[rows] for k, v in context.items()}, np.ones(len(us)),
    )  # fmt: skip
    return mail, asks, facts


def weights_of(facts: Facts) -> Callable[[int], Weights]:
    """Weights fitted to what was known before a moment, as `known_weights` does."""

    def at(us: int) -> Weights:
        early = facts.where(np.flatnonzero(facts.known_us < us))
        return fitted_to(load(), early.columns(load()), "then")

    return at


def turned(mail: Mail, asks: Asks, facts: Facts, at: int) -> tuple[Mail, Asks, Facts]:
    """The same history with everything known from a moment on changed: outcomes turned round, mail between others."""
    rng = np.random.default_rng(8)
    late = mail.us >= at
    recipient = mail.recipient.copy()
    recipient[late] = rng.integers(0, mail.people, late.sum())
    after = facts.known_us >= at
    facts = replace(facts, outcome=np.where(after, 1 - facts.outcome, facts.outcome))
    again = np.where(
        asks.known_us >= at, np.where(asks.back_us == NEVER, at + (asks.us - at).clip(0) + HOUR, NEVER), asks.back_us
    )
    return replace(mail, recipient=recipient), replace(asks, back_us=again), facts


@pytest.mark.parametrize("protocol", [reply, initiation, persistence, lasting])
def test_nothing_after_an_origin_changes_what_is_foretold_from_it(protocol: Callable[[World], Answers]) -> None:
    """Weights, readers and chances of an origin are the same to the bit when all that was known from it on is made something else."""
    mail, asks, facts = company()
    chosen = months(START, END).chosen
    for at, until in (chosen[0], chosen[-3]):
        first = int(asks.us[asks.us >= at][0])
        found = []
        for m, a, f in ((mail, asks, facts), turned(mail, asks, facts, first)):
            world = replace(World.of(m, a, f, load(), at), shows=lambda *_: True)
            month = (
                (at, first + 1) if protocol is reply else (at, until)
            )  # later asks of a month are read from what is known by then
            [answers] = foretold(world, origins([month], weights_of(f)), [protocol], lambda _: None)
            found.append(answers)
        one, other = found
        assert len(one) > (0 if protocol is reply else 20)
        assert np.array_equal(one.buyer, other.buyer)
        for kind in ("rows", "baselines", "parts"):
            assert getattr(one, kind).keys() == getattr(other, kind).keys()
            for name, p in getattr(one, kind).items():
                assert np.array_equal(p, getattr(other, kind)[name]), (kind, name)
        assert not np.array_equal(one.y, other.y) or protocol is reply, (
            "what is foretold must have been changed, or nothing is tested"
        )


def test_within_a_month_only_evidence_is_taken_in_and_nothing_is_learned() -> None:
    """An ask late in a month is read from all that was known just before it: what is known later changes no chance of it."""
    mail, asks, facts = company()
    at, until = months(START, END).chosen[2]
    middle = (at + until) // 2
    rows = []
    for m, a, f in ((mail, asks, facts), turned(mail, asks, facts, middle)):
        world = World.of(m, a, f, load(), at)
        [answers] = foretold(world, origins([(at, middle)], weights_of(f)), [reply], lambda _: None)
        rows.append(answers.rows)
    for name, p in rows[0].items():
        assert len(p) > 100
        assert np.array_equal(p, rows[1][name])


def replies(change: int | None) -> report.TargetCheck:
    """Replies of the company foretold month by month."""
    mail, asks, facts = company(change)
    found = origins(months(START, END).chosen, weights_of(facts))
    world = World.of(mail, asks, facts, load(), found[0].at_us)
    [answers] = foretold(world, found, [reply], lambda _: None)
    return report.told(TARGETS[0], answers, [origin.at_us for origin in found])


def test_a_change_of_regime_shows_in_its_month() -> None:
    """From September on everybody answers one of ten: that month its chances are off by far, no month before; the words name it."""
    found = replies(day("2025-09-01"))
    by_month = {month.start[:7]: month for month in found.months}
    assert [start for start, month in by_month.items() if month.missed and start < "2025-09"] == []
    september = by_month["2025-09"]
    assert september.missed
    assert september.said is not None
    assert september.base is not None
    assert september.said - september.base.value > 0.1
    assert "September 2025" in found.over_time
    assert found.trend is not None
    assert found.trend.high < 0, "everybody is alike from then on, so that nobody can be told apart"
    assert "it got worse" in found.over_time


def test_where_nothing_changes_no_month_is_off() -> None:
    """The same company without a change: no month missed, neither better nor worse, and each month has its figures."""
    found = replies(None)
    assert len(found.months) == 7
    assert all(month.auc is not None and not month.missed for month in found.months)
    assert "neither better nor worse" in found.over_time
    assert sum(month.n for month in found.months) == found.n


def test_months_of_little_are_words() -> None:
    """A month of few cases has no figure, and one month by itself does not say how it goes."""
    n = 300
    y = np.tile([0.0, 1.0], n // 2)
    chances = {"state": np.linspace(0.1, 0.9, n)}
    answers = Answers(y, np.arange(n) % 40, chances, {"recency": chances["state"]}, fold=np.repeat([0, 1], [n - 20, 20]))
    begins = [day("2025-05-01"), day("2025-06-01"), day("2025-07-01")]
    found = over_time.by_month(answers, begins)
    assert [month.base is None for month in found] == [False, True, True]
    assert [month.n for month in found] == [n - 20, 20, 0]
    assert over_time.later_less_earlier(answers, [0]) is None
    assert "cannot be said" in over_time.told(found, begins, None)


@pytest.mark.parametrize(("hits", "missed"), [(0, False), (20, True)])
def test_a_month_of_something_rare_is_not_off_because_it_did_not_happen(hits: int, missed: bool) -> None:
    """Of 300 cases said at two of a hundred none happened: that is one month in two hundred, no more than accident among twelve. Twenty
    are."""
    n, months_ = 300, 12
    y = np.tile((np.arange(n) % 50 == 0).astype(float), months_)  # six, as said
    y[:n] = np.arange(n) < hits
    fold = np.repeat(np.arange(months_), n)
    flat = np.full(len(y), 0.018)
    answers = Answers(y, np.arange(len(y)) % 280, {"state": flat}, {"recency": flat}, fold=fold)
    found = over_time.by_month(answers, [START + k * 30 * DAY for k in range(months_)])
    assert [month.missed for month in found] == [missed] + [False] * (months_ - 1)


def test_windows_close_before_what_is_learned_from_them() -> None:
    """No ask trains a reader whose answer could come on or after the origin."""
    mail, asks, facts = company()
    at, _ = months(START, END).chosen[1]
    late = (asks.us + WINDOW >= at) & (asks.us < at)
    assert late.sum() > 20
    flipped = replace(asks, back_us=np.where(late & (asks.back_us == NEVER), asks.us + WINDOW - HOUR, asks.back_us))
    found = []
    for a in (asks, flipped):
        world = World.of(mail, a, facts, load(), at)
        world = replace(world, history=type(world.history).of(mail, asks))
        [answers] = foretold(world, origins([(at, at + 3 * DAY)], weights_of(facts)), [reply], lambda _: None)
        found.append(answers.rows["context"])
    assert np.array_equal(*found)
