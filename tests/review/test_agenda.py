"""Whom a review looks at: the rule of what is at stake, and that everybody's turn comes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.errors import UsageError
from regard.model import Factor
from regard.review import agenda
from regard.review.agenda import Candidate, Standing, due, foremost, in_turn, months_between, owing, stake
from regard.review.month import Month


def candidate(buyer: str, unit: str = "", first: int = 0, **more: object) -> Candidate:
    given_ = {"money": 1.0, "silent_days": 30.0, "waits": False, "planned": False, "last_us": 0, **more}
    return Candidate(buyer, unit or buyer, first_us=first, **given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"money": 3.0}, {"money": 1.0}),
        ({"money": 0.1}, {"money": 0.0}),
        ({"silent_days": 50.0}, {"silent_days": 5.0}),
        ({"silent_days": None}, {"silent_days": 5.0}),
        ({"silent_days": 1.0, "waits": True}, {"silent_days": 1.0}),
        ({"silent_days": 50.0}, {"silent_days": 50.0, "planned": True}),
        ({"silent_days": 1.0, "complained": True}, {"silent_days": 1.0, "waits": True}),
        ({"silent_days": 1.0, "complained": True, "planned": True}, {"silent_days": 59.0}),
        ({"money": 0.0, "waits": True}, {"money": 0.2, "silent_days": 30.0}),
        ({"money": 0.0, "silent_days": 2.0, "decides": True}, {"money": 0.0, "silent_days": 2.0, "waits": True}),
        ({"silent_days": 2.0, "planned": True, "decides": True}, {"silent_days": 40.0}),
        ({"silent_days": 2.0, "planned": True, "meets": True}, {"silent_days": 20.0, "planned": True}),
        (
            {"money": 0.0, "silent_days": 20.0, "planned": True},
            {"money": 0.0, "silent_days": 2.0, "planned": True, "meets": True},
        ),
        ({"money": 1.0, "silent_days": 50.0}, {"money": 0.0, "waits": True}),
    ],
)
def test_more_is_at_stake(better: dict[str, object], worse: dict[str, object]) -> None:
    """More money, a longer silence of ours, a question that waits, a complaint that stands: more is at stake; a meeting set: less."""
    at = {"trust": Standing(50, known=True), "value": Standing(50, known=True)}
    assert stake(candidate("a", **better), at, None).value > stake(candidate("a", **worse), at, None).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (Standing(55, known=True, before=80), Standing(55, known=True, before=60)),
        (Standing(55, known=False, before=80), Standing(55, known=False)),
        (Standing(20, known=True), Standing(80, known=True)),
        (Standing(50, known=False), Standing(70, known=True, before=70)),
        (Standing(50, known=True, before=75), Standing(30, known=True)),
    ],
)
def test_standing_lost_or_never_gained(more: Standing, less: Standing) -> None:
    """What fell, also into the unknown, weighs most; then what is low, then what nobody knows, then what is high."""
    high = Standing(95, known=True)
    assert agenda.standing({"trust": more, "value": high})[0] > agenda.standing({"trust": less, "value": high})[0]
    assert agenda.standing({"trust": high, "value": more})[0] > agenda.standing({"trust": high, "value": less})[0]


def test_no_part_counts_messages() -> None:
    """A candidate is made of money and days: there is nothing in it that more mail would raise."""
    assert set(Candidate.__dataclass_fields__) == {
        "buyer",
        "unit",
        "money",
        "silent_days",
        "waits",
        "planned",
        "first_us",
        "last_us",
        "complained",
        "leaving",
        "sent",
        "decides",
        "meets",
    }
    at = {"trust": Standing(40, known=True)}
    assert stake(candidate("a", last_us=1), at, 0.0) == stake(candidate("a", last_us=10**15), at, 0.0)


def test_a_complaint_that_stands_calls_for_a_place() -> None:
    """Of a good relationship without money, to which we wrote yesterday."""
    at = {"trust": Standing(80, known=True), "value": Standing(80, known=True)}
    calm, grieved = (candidate("a", money=0.0, silent_days=1.0, complained=c) for c in (False, True))
    called = [agenda.calls(c, stake(c, at, None), promised=False) for c in (calm, grieved)]
    assert called == [False, True]


def test_at_most_two_of_one_company() -> None:
    """A company with most at stake takes two seats, whatever its people have at stake; the next come after."""
    stakes = [stake(candidate(f"a{n}", "acme", money=9.0), {}, None) for n in range(5)] + [stake(candidate("b"), {}, None)]
    assert [s.buyer for s in foremost(stakes, {**{f"a{n}": "acme" for n in range(5)}, "b": "b"}, 4)] == ["a0", "a1", "b"]


@given(st.integers(0, 300), st.integers(1, 20), st.integers(0, 30_000))
@settings(max_examples=60, deadline=None)
def test_every_company_comes_up_in_time(units: int, seats: int, month: int) -> None:
    """Within the months that are told every company comes up exactly once, never more at once than there are seats."""
    names = [f"u{n}" for n in range(units)]
    every = months_between(units, seats)
    months = [due(names, month + k, seats) for k in range(every)]
    assert sorted(u for of in months for u in of) == sorted(names)
    assert max(map(len, months)) <= seats
    assert every < max(2, 2 * units / seats)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_nobody_is_passed_over_while_the_book_grows(growth: list[int], seats: int) -> None:
    """With new companies every month nobody waits longer than the months that are told once the last one came."""
    names = ["u0"]
    waited: dict[str, int] = {"u0": 0}
    for month, new in enumerate([*growth, *[0] * 200]):
        names += [f"u{len(names) + k}" for k in range(new)]
        up = set(due(names, month, seats))
        for name in names:
            waited[name] = 0 if name in up else waited.get(name, 0) + 1
            assert waited[name] < months_between(len(names), seats)


def test_turns_are_the_months_own() -> None:
    """The turn of a month rests on whom there was contact with before it began, so that nothing in the month changes it."""
    people = [candidate(f"p{n}", f"c{n % 40}", first=n) for n in range(80)]
    now = in_turn(people, 24_321, 1_000, 12)
    late = in_turn([*people, candidate("new", "c_new", first=1_000)], 24_321, 1_000, 12)
    assert now == late
    assert 1 <= len(now) <= 4
    assert all(len(of) == 2 for of in now.values())


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "26-01", "March", "", "2026-1", "9999-12", "1969-12"])
def test_what_is_no_month(text: str) -> None:
    """Anything but a year and a month is refused."""
    with pytest.raises(UsageError):
        Month.named(text)


def test_months_follow_each_other() -> None:
    """A month ends where the next begins, over the end of a year too."""
    december = Month.named("2026-12")
    assert (str(december.next), str(december.before)) == ("2027-01", "2026-11")
    assert december.end_us == december.next.start_us
    assert Month.of(december.end_us) == december
    assert Month.of(december.end_us + 1) == december.next


@pytest.mark.parametrize(
    ("at", "which"),
    [
        ({"trust": agenda.Standing(70, known=True, before=90), "value": agenda.Standing(70, known=True)}, "lost"),
        ({"trust": agenda.Standing(20, known=True), "value": agenda.Standing(70, known=True)}, "never gained"),
        ({"trust": agenda.Standing(90, known=True)}, "unknown"),
        ({}, "unknown"),
        ({"trust": agenda.Standing(100, known=True), "value": agenda.Standing(100, known=True)}, "never gained"),
    ],
)
def test_the_part_of_standing_says_what_it_is_made_of(at: dict[Factor, agenda.Standing], which: str) -> None:
    """Whatever is greatest of trust and value: points lost, points never gained, or that nothing is known."""
    assert agenda.standing(at)[1] == which


def test_a_company_that_decides_may_have_three_places() -> None:
    """Two of one company at most; one more where somebody of it decides before the next review."""
    stakes = [stake(candidate(b, "acme"), {}, None) for b in ("a", "b", "c", "d")] + [
        stake(candidate("e", money=0.1), {}, None)
    ]
    unit_of = {"a": "acme", "b": "acme", "c": "acme", "d": "acme", "e": "e"}
    assert [s.buyer for s in foremost(stakes, unit_of, 9)] == ["a", "b", "e"]
    assert [s.buyer for s in foremost(stakes, unit_of, 9, {"acme"})] == ["a", "b", "c", "e"]


def test_a_promise_of_ours_that_is_due_is_neglect() -> None:
    """Whatever passed since, and however soon we meet; never less than it was."""
    lately = stake(candidate("a", silent_days=1.0, planned=True), {}, None)
    long_ago = stake(candidate("b", silent_days=90.0), {}, None)
    assert lately.value < owing(lately).value < long_ago.value == owing(long_ago).value
