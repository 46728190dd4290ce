"""What moved on a deal: dates put off and brought forward, amounts that changed, who came in; as known at a moment."""

import pytest
from tests.deals.made import day, deal, touch

from regard.deals.moves import moves, slips
from regard.deals.records import Deal, Stage

NAMES = {"lena": "Lena Ortiz"}


def said(one: Deal, *, at: float = 100, since: float = 0) -> list[str]:
    return [m.says for m in moves(one, (), NAMES, day(since), day(at))]


def dated(*closes: tuple[float, float]) -> Deal:
    return deal(stages=(), closes=tuple((day(known), day(close)) for known, close in closes))


def test_a_date_that_slips() -> None:
    """Each change of the close date is told with how far, and how often it was put off by then; in all, what is left of it."""
    one = dated((0, 60), (20, 90), (50, 80), (70, 120))
    assert said(one) == [
        "close date put off by 40 days, for the 2nd time: 2024-12-23 → 2025-02-01",
        "close date brought forward by 10 days: 2025-01-02 → 2024-12-23",
        "close date put off by 30 days, for the 1st time: 2024-12-03 → 2025-01-02",
    ]
    found = slips(one, day(100))
    assert found is not None
    assert (found.times, found.days) == (2, 60)


@pytest.mark.parametrize(
    ("closes", "at"), [((), 100), (((0, 60),), 100), (((0, 60), (20, 60)), 100), (((0, 60), (20, 90)), 10)],
    ids=["none", "one", "the same again", "known later"],
)  # fmt: skip
def test_a_date_that_held(closes: tuple[tuple[float, float], ...], at: float) -> None:
    """No history, one date, the same date again and a change that was known later slip nowhere."""
    assert slips(dated(*closes), day(at)) is None
    assert said(dated(*closes), at=at) == []


@pytest.mark.parametrize(
    ("before", "now", "says", "share"),
    [
        (("20000", "EUR"), ("15000", "EUR"), "amount changed: 20,000 EUR → 15,000 EUR (-25%)", -0.25),
        (("20000", "EUR"), ("20000", "USD"), "amount changed: 20,000 EUR → 20,000 USD", None),
        (("", "EUR"), ("900.50", "EUR"), "amount changed: none → 900.50 EUR", None),
        (("0", "EUR"), ("900", "EUR"), "amount changed: 0 EUR → 900 EUR", None),
        (("soon", "EUR"), ("900", "EUR"), "amount changed: soon EUR → 900 EUR", None),
    ],
    ids=["lower", "two currencies", "first", "from nothing", "no number"],
)  # fmt: skip
def test_an_amount_that_changed(before: tuple[str, str], now: tuple[str, str], says: str, share: float | None) -> None:
    """A change of the amount is told with its share; two currencies, no number and nothing before have none."""
    (move,) = moves(deal(stages=(), amounts=((day(0), before), (day(9), now))), (), NAMES, day(0), day(50))
    assert (move.kind, move.says, move.share) == ("amount", says, share)


def test_a_slip_of_the_pen_is_no_slip() -> None:
    """Of dates that were changed within one day the last counts, and it slips on as many days as it was put off on."""
    found = slips(dated((0, 60), (20, 600), (20.1, 70), (30, 80)), day(100))
    assert found is not None
    assert (found.times, found.days, found.last_us) == (2, 20, day(30))


def test_people_and_stages() -> None:
    """Who did their first thing on it and the stages it came into stand among them, the newest first, of the time asked about alone."""
    one = deal(stages=(Stage(day(2), "Proposal", day(2)), Stage(day(40), "Contract", day(40))))
    passed = [touch(30, "lena", "SAM"), touch(31, "lena", "SAM"), touch(32, "kim", "SAM")]
    found = moves(one, passed, NAMES, day(10), day(50))
    assert [(m.kind, m.says) for m in found] == [
        ("stage", "came into “Contract”"),
        ("person", "Lena Ortiz wrote for the first time on this deal"),
    ]
    assert found[1].message_id == passed[0].id


def test_where_a_deal_was_when_the_crm_was_first_read_is_no_move() -> None:
    """Of a deal created long before its first known stage nobody knows since when it stood there; one created into it began there."""
    read_late = deal(created_us=day(-200), stages=(Stage(day(20), "Proposal", day(20)),))
    assert moves(read_late, (), NAMES, day(0), day(50)) == []
    assert read_late.stage_since_us is None
    undated = deal(created_us=None, stages=(Stage(day(20), "Proposal", day(20)), Stage(day(40), "Contract", day(40))))
    assert [m.says for m in moves(undated, (), NAMES, day(0), day(50))] == ["came into “Contract”"]
    assert undated.stage_since_us == day(40)
    born = deal(created_us=day(20), stages=(Stage(day(20), "Proposal", day(20)),))
    assert [m.says for m in moves(born, (), NAMES, day(0), day(50))] == ["came into “Proposal”"]
