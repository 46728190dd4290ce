"""Why, in a few lines: what matters stands by itself, what is small is told together, and it always adds up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.results import Contribution
from regard.surfaces.reasons import FEW, MOST, NOTABLE, STRONGEST, lines, whole


def event(n: int, amount: float, channel: str = "thanks", *, did: bool = False, sentence: str = "") -> Contribution:
    return Contribution(f"m_{n:04}", f"2026-{1 + n % 12:02}-01", channel, 0.5, did, amount, "", sentence or channel)


def test_strong_events_stand_alone() -> None:
    """The events that move most come first, strongest first, each by itself."""
    found = lines([event(1, 0.1), event(2, -0.4), event(3, 0.2)])
    assert [(line.count, line.amount) for line in found] == [(1, -0.4), (1, 0.2), (1, 0.1)]


def test_small_events_are_told_together() -> None:
    """Hundreds of small events of a kind are one line with their number and sum, led by the latest, without its week."""
    small = [event(n, -0.01, sentence="wrote without thanks in the week from 2026-03-02") for n in range(400)]
    found = lines([*small, event(1000, 0.5, "answers")])
    assert [(line.count, round(line.amount, 6)) for line in found] == [(1, 0.5), (400, -4.0)]
    assert found[1].sentence == "wrote without thanks"
    assert found[1].event.date == "2026-12-01"


def test_kinds_are_kept_apart() -> None:
    """Having done a thing and not having done it are two kinds."""
    found = lines([event(n, 0.01, did=bool(n % 2)) for n in range(10)])
    assert [line.count for line in found] == [5, 5]


def test_nothing() -> None:
    """No events, no lines."""
    assert lines([]) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the sum
@given(st.lists(st.tuples(st.floats(-2, 2), st.sampled_from("abcdefg"), st.booleans()), max_size=60))
def test_it_adds_up(amounts: list[tuple[float, str, bool]]) -> None:
    """Never more than the most, no event twice, and lines plus rest are the whole."""
    events = [event(n, amount, channel, did=did) for n, (amount, channel, did) in enumerate(amounts)]
    found = lines(events)
    assert len(found) <= MOST
    assert all(line.count > 1 or abs(line.amount) < NOTABLE or line.amount == line.event.contribution for line in found)
    shown = sum(line.count for line in found)
    assert shown <= len(events)
    if shown == len(events):
        assert sum(line.amount for line in found) == pytest.approx(sum(e.contribution for e in events), abs=1e-9)


def test_a_group_says_only_what_is_true_of_all() -> None:
    """Answers within an hour and within a day are told as answers, in weeks where weeks are counted; declining stays apart."""
    asks = [event(n, 0.01, "answers_ask", did=True, sentence=f"answered within {n + 2} hours") for n in range(20)]
    weeks = [
        event(n, -0.01, "starts", sentence=f"did not write of their own accord in the week from 2026-01-{n:02}")
        for n in range(10, 30)
    ]
    no = [
        event(100, -0.02, "answers_ask", sentence="declined what we asked"),
        event(101, -0.01, "answers_ask", sentence="did not answer"),
    ]
    told = [" ".join(filter(None, (line.sentence, line.times))) for line in whole([*asks, *weeks, *no])]
    assert sorted(told) == [
        "answered 20 times",
        "declined what we asked",
        "did not answer",
        "did not write of their own accord in 20 weeks",
    ]


def test_a_short_sum_is_told_event_by_event() -> None:
    """Up to twenty events nothing is grouped."""
    assert [line.count for line in whole([event(n, 0.001) for n in range(FEW)])] == [1] * FEW


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the sum
@given(st.lists(st.tuples(st.floats(-2, 2), st.sampled_from("abc"), st.booleans()), max_size=120))
def test_the_whole_sum_is_whole(amounts: list[tuple[float, str, bool]]) -> None:
    """Every event stands in exactly one line, and the lines add up to the sum without a rest."""
    events = [event(n, amount, channel, did=did) for n, (amount, channel, did) in enumerate(amounts)]
    found = whole(events)
    assert sorted(c.message_id for line in found for c in line.events) == sorted(c.message_id for c in events)
    assert sum(line.amount for line in found) == pytest.approx(sum(e.contribution for e in events), abs=1e-9)
    if len(events) > FEW:
        assert sum(line.count == 1 and abs(line.amount) >= NOTABLE for line in found) <= STRONGEST + 6
