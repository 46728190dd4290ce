"""Which CRM a deal is of: by the shape of its id, and of which of several Salesforce organisations by what deals name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import deal, role

from regard.deals.organisations import crms, of_shape
from regard.deals.records import Deal
from regard.deals.two_crms import Doubt, joined
from regard.parse.crm_values import checksum


def ident(prefix: str, machine: str, n: int) -> str:
    fifteen = f"{prefix}{machine}{n:010d}"
    return fifteen + checksum(fifteen)


def sales(machine: str, n: int, account: str = "", owner: str = "", **given: object) -> Deal:
    """A deal of one machine, whose account and owner are of the same, unless said."""
    account, owner = (ident(p, m or machine, n) if m != "-" else "" for p, m in (("001", account), ("005", owner)))
    return deal(
        ident("006", machine, n), **({"account_id": account, "owner_id": owner, "close_us": 0, "name": "Ovens"} | given)
    )


def told(*deals: Deal) -> list[str]:
    """The CRM of each deal, in order."""
    found = crms(deals)
    return [found[d.id] for d in deals]


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
def test_of_shape(crm_id: str, crm: str) -> None:
    """The shape of an id says which CRM it is of."""
    assert of_shape(crm_id) == crm


def test_two_that_name_nothing_of_each_other() -> None:
    """Deals of two machines, each with its own accounts and owners, are of two organisations; a deal of another CRM stays of that."""
    assert told(sales("Dn", 1), sales("5g", 2), deal("9300")) == ["Salesforce 006Dn", "Salesforce 0065g", "numbers"]
    assert told(sales("Dn", 1), sales("Dn", 2)) == ["Salesforce", "Salesforce"]


@pytest.mark.parametrize("moved", [sales("5g", 2, owner="Dn"), sales("5g", 2, account="Dn"), sales("5g", 2, roles=(role(""),))])
def test_one_that_was_moved(moved: Deal) -> None:
    """A deal of one machine that names an account, an owner or a contact of the other: one organisation, that was moved."""
    moved = replace(moved, roles=tuple(replace(r, contact_id=ident("003", "Dn", 1)) for r in moved.roles))
    assert told(sales("Dn", 1), sales("5g", 3), moved) == ["Salesforce"] * 3


def test_not_told_by_names_alone() -> None:
    """Where the deals of a machine name no account or no owner by id, or an id is none of Salesforce's, nothing is told apart."""
    assert set(told(sales("Dn", 1), sales("5g", 2, owner="-"))) == {"Salesforce"}
    assert set(told(sales("Dn", 1), sales("5g", 2, account="-"))) == {"Salesforce"}
    assert told(sales("Dn", 1), sales("5g", 2), deal("006x")) == ["Salesforce"] * 3


def test_deals_of_two_organisations_are_joined() -> None:
    """A deal that both organisations have counts once; one that nearly agrees is asked about; two of one organisation stay two."""
    one, other, alike = sales("Dn", 1), sales("5g", 2), sales("5g", 3)
    assert [(d.id, d.twins) for d in joined([one, other], {}).deals] == [(other.id, (one.id,))]
    assert joined([one, replace(other, amount="150")], {}).doubts == (Doubt(other.id, one.id, "amount"),)
    assert len(joined([one, other, alike], {}).deals) == 3, "two fit, so somebody is asked"
    assert len(joined([other, alike], {}).deals) == 2
