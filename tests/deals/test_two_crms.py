"""Deals that two CRMs have are one where account, amount, end, close date and name agree; what nearly agrees is asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.deals.made import day, deal, role

from regard.deals.organisations import crms
from regard.deals.records import Deal, Stage
from regard.deals.two_crms import Doubt, _near, joined, pair


def sales(ident: str = "006A", **given: Any) -> Deal:
    return deal(
        ident, **({"name": "Bremmel renewal 2027", "amount": "180000", "close_us": day(90), "account": "Bremmel"} | given)
    )


def hub(ident: str = "9300", **given: Any) -> Deal:
    return sales(ident, **({"currency": "", "account_id": "", "owner": "", "owner_id": ""} | given))


def test_one() -> None:
    """The record of which more is told stays, takes what it lacks from the other, and names it; both CRMs' deals count once."""
    found = joined([hub(type="Renewal"), sales()], {})
    assert [(d.id, d.twins, d.currency, d.type) for d in found.deals] == [("006A", ("9300",), "EUR", "Renewal")]
    assert found.doubts == ()
    roles = joined([hub(roles=(role("lena"),)), sales()], {}).deals[0]
    assert [r.person for r in roles.roles] == ["lena"]


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        ({"amount": "178000"}, None),
        ({"amount": "150000"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"close_us": day(100)}, None),
        ({"close_us": day(140)}, "close date"),
        ({"name": "Gdansk lane"}, "name"),
        ({"outcome": "won"}, "end"),
        ({"name": "Gdansk lane", "amount": "60000"}, "two"),
        ({"account": "Tarn", "company_id": "t"}, "two"),
        ({"currency": "USD"}, "two"),
    ],
)
def test_near(other: dict[str, Any], differs: str | None) -> None:
    """Where one thing differs they are two and somebody is asked; where two do, or the account or currency does, nobody is."""
    found = joined([sales(), hub(**other)], {})
    assert len(found.deals) == (1 if differs is None else 2)
    assert found.doubts == (() if differs in (None, "two") else (Doubt("006A", "9300", differs),))


def test_one_crm_alone() -> None:
    """Two alike deals of one CRM stay two: it knows what it has."""
    alike = [sales("006A"), sales("006B")]
    assert joined(alike, {}).deals == tuple(alike)
    with_other = joined([*alike, hub()], {})
    assert len(with_other.deals) == 3
    assert {d.differs for d in with_other.doubts} == {""}, "either fits, so it is asked"


def test_nobody_is_asked_of_what_is_settled() -> None:
    """A deal that is one with another for sure is not asked about once more with a third that nearly fits."""
    later = sales("006B", close_us=day(140), amount="180000")
    found = joined([sales(), later, hub()], {})
    assert sorted(d.id for d in found.deals) == ["006A", "006B"]
    assert found.doubts == ()


def test_what_was_said_holds() -> None:
    """A person's word joins what differs and parts what agrees, and is not asked again."""
    apart = joined([sales(), hub()], {pair("9300", "006A"): False})
    assert (len(apart.deals), apart.doubts) == (2, ())
    one = joined([sales(), hub(amount="1", name="x")], {pair("006A", "9300"): True})
    assert [(d.id, d.twins) for d in one.deals] == [("006A", ("9300",))]


def test_what_was_corrected_stays() -> None:
    """Of two records the one of which somebody said something is kept, so that what they said is."""
    assert [d.id for d in joined([sales(), hub()], {}, ["9300"]).deals] == ["9300"]


def test_order_tells_nothing() -> None:
    """Which CRM was read first changes nothing."""
    every = [sales(), sales("006B", close_us=day(400)), hub(), hub("9301", close_us=day(401), amount="179000")]
    assert {d.id: d for d in joined(every, {}).deals} == {d.id: d for d in joined(every[::-1], {}).deals}


@pytest.mark.parametrize("outcome", ["won", "lost", "no_decision"])
def test_how_it_ended_is_taken_from_who_knows(outcome: Any) -> None:
    """Closed in one CRM without a word of how, it is won or lost as the other says, with its close and stages; money is where it was."""
    ended = hub(
        outcome=outcome,
        closed_us=day(88),
        stages=(Stage(day(1), "Offer", day(1)), Stage(day(88), "Ended", day(88))),
        reason="x",
    )
    for records in (
        [sales(outcome="unclear", closed_us=day(80)), ended],
        [hub(outcome="unclear"), replace(ended, id="006A", currency="EUR")],
    ):
        (one,) = joined(records, {}).deals
        assert (one.outcome, one.closed_us, one.stages, one.reason) == (outcome, day(88), ended.stages, "x")
    (kept,) = joined([sales(outcome="unclear"), ended], {}, ["006A"]).deals
    assert (kept.id, kept.outcome) == ("006A", outcome), "something else was said of it"


def test_open_beside_closed() -> None:
    """Open in one CRM and closed in the other is asked about; said to be one it is closed, unless that one was corrected."""
    for outcome in ("unclear", "won"):
        closed = hub(outcome=outcome, closed_us=day(88))
        assert joined([sales(), closed], {}).doubts == (Doubt("006A", "9300", "end"),)
        said = {pair("006A", "9300"): True}
        assert [(d.id, d.outcome, d.closed_us) for d in joined([sales(), closed], said).deals] == [("006A", outcome, day(88))]
        assert [d.outcome for d in joined([sales(), closed], said, ["006A"]).deals] == ["open"]


def test_said_apart_holds_over_a_third() -> None:
    """Two that were said to be two are not one by way of a third that fits both: whose it is, is asked, until somebody says."""
    third = "0f8fad5b-d9cb-469f-a165-70867728950e"
    every = [sales(), hub(), sales(third)]
    assert len(joined(every, {}).deals) == 1
    apart = {pair("006A", "9300"): False}
    found = joined(every, apart)
    assert len(found.deals) == 3
    assert found.doubts == (Doubt("006A", third, ""), Doubt(third, "9300", ""))
    told = joined(every, apart | {pair("9300", third): True})
    assert sorted({d.id, *d.twins} for d in told.deals if d.twins) == [{"9300", third}]
    assert (len(told.deals), told.doubts) == (2, ())


def test_two_companies_of_one_name() -> None:
    """Accounts of one name that are known to be two companies are two, and nobody is asked; where one is not known, they are one."""
    two = joined([sales(), hub(company_id="other")], {})
    assert (len(two.deals), two.doubts) == (2, ())
    assert len(joined([sales(), hub(company_id=None)], {}).deals) == 1


def test_many_deals_of_one_account() -> None:
    """What is compared grows with what may agree, not with the square: of 1,500 deals of one account each finds its own."""
    every = [
        one
        for n in range(750)
        for given in ({"amount": str(1000 + 37 * n), "close_us": day(2 * n), "name": f"Lane{n}"},)
        for one in (sales(f"006A{n}", **given), hub(str(n + 1), **given))
    ]
    assert len(list(_near(every, crms(every)))) < 40 * len(every)
    found = joined(every, {})
    assert {(d.id, d.twins) for d in found.deals} == {(f"006A{n}", (str(n + 1),)) for n in range(750)}
    assert len(joined([replace(d, name=f"{d.name} {'x y z' if d.id[0] == '0' else 'u v w'}") for d in every], {}).doubts) >= 750
