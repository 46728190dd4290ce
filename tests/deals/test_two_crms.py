"""Deals that two CRMs have are one where account, amount, end, close date and name agree; what nearly agrees is asked about."""

from __future__ import annotations

from typing import Any

import pytest
from tests.deals.made import day, deal, role

from regard.deals.records import Deal
from regard.deals.two_crms import Doubt, crm_of, joined, pair


def sales(ident: str = "006A", **given: Any) -> Deal:
    return deal(
        ident, **({"name": "Bremmel renewal 2027", "amount": "180000", "close_us": day(90), "account": "Bremmel"} | given)
    )


def hub(ident: str = "9300", **given: Any) -> Deal:
    return sales(ident, **({"currency": "", "account_id": "", "owner": "", "owner_id": ""} | given))


@pytest.mark.parametrize(
    ("crm_id", "crm"),
    [
        ("9300", "numbers"),
        ("north:9300", "portal north"),
        ("006Dn00000A1bCd", "Salesforce"),
        ("0f8fad5b-d9cb-469f-a165-70867728950e", "Dynamics"),
        ("~a deal", "others"),
    ],
)
def test_crm_of(crm_id: str, crm: str) -> None:
    """The shape of an id says which CRM it is of."""
    assert crm_of(crm_id) == crm


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
