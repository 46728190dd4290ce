"""Of which CRM is each deal, where one team has several, two of them Salesforce organisations even? Pure.

Which CRM an id is of is told by its shape (`of_shape`). Ids of Salesforce have one shape, and say in their fourth and fifth character on
which of Salesforce's machines their record was made. Two organisations lie on two of these as a rule, and one organisation that was moved
has records of both; but within one organisation a deal names its account, its owner and its contacts by their ids, and never anything
of another. So records of two machines are of two organisations where no deal of either names anything of the other, and deals of each
name their accounts and owners: an organisation that was moved keeps its users and its customers, and names them. Where deals do not name
these by id (a report has names alone), and where two organisations lie on one machine, they are taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regard.deals.records import Deal
from regard.parse.crm_values import is_salesforce_id

SALESFORCE = "Salesforce"
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MACHINE = slice(3, 5)


def of_shape(crm_id: str) -> str:
    """Which CRM an id is of, as far as its shape says: "numbers", "portal NAME", "Dynamics", "Salesforce" or "others"."""
    portal, sign, number = crm_id.rpartition(":")
    if number.isascii() and number.isdigit():
        return f"portal {portal}" if sign else "numbers"
    if _GUID.fullmatch(crm_id):
        return "Dynamics"
    return SALESFORCE if crm_id.startswith("006") else "others"


def crms(deals: Sequence[Deal]) -> dict[str, str]:
    """The CRM of each deal by its id: as its shape says, and "Salesforce 006Dn", "Salesforce 0065g" where organisations are told apart."""
    found = {deal.id: of_shape(deal.id) for deal in deals}
    machines = {deal.id: deal.id[_MACHINE] for deal in deals if found[deal.id] == SALESFORCE and is_salesforce_id(deal.id)}
    if len(set(machines.values())) < 2 or len(machines) < sum(crm == SALESFORCE for crm in found.values()):
        return found
    mine = [deal for deal in deals if deal.id in machines]
    if {machines[d.id] for d in mine if _machine(d.account_id) and _machine(d.owner_id)} != set(machines.values()):
        return found
    one = {machine: machine for machine in machines.values()}
    for deal in mine:
        for named in _named(deal):
            here, there = _first(one, machines[deal.id]), _first(one, one.setdefault(named, named))
            one[max(here, there)] = min(here, there)
    first = {machine: _first(one, machine) for machine in set(machines.values())}
    if len(set(first.values())) < 2:
        return found
    return found | {i: f"{SALESFORCE} 006{first[machine]}" for i, machine in machines.items()}


def _named(deal: Deal) -> Iterator[str]:
    """The machines of whatever a deal names by a Salesforce id."""
    for crm_id in (deal.account_id, deal.owner_id, *(role.contact_id for role in deal.roles)):
        if machine := _machine(crm_id):
            yield machine


def _machine(crm_id: str) -> str:
    """The machine on which a Salesforce record was made; "" where it is no id of Salesforce."""
    return crm_id[_MACHINE] if is_salesforce_id(crm_id) else ""


def _first(one: dict[str, str], machine: str) -> str:
    while one[machine] != machine:
        machine = one[machine]
    return machine
