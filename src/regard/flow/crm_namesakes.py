"""Whether a contact or connection of the CRM that bears the name of somebody erased is them, or a namesake.

Exports often show one human twice: LinkedIn leaves the address out of nearly every row, and a second contact has a private one. What
tells is the company. A row at the company of whoever was erased is theirs; so is one that has neither address nor company of its own, as
it cannot be told from anybody. A row at another company, or with an address and no company, is a namesake's and stays. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from regard.identity.normalize import domain_of, is_freemail, registrable
from regard.parse.crm import name_key
from regard.parse.crm_contacts import addresses, contact_name, website_domain
from regard.privacy import name_marks

Erased = Callable[[str], bool]
"""Whether a mark (`name_mark`, `mark_at`) is that of somebody erased."""
SOMEWHERE = "*"
"""Stands for all companies: where somebody was erased, where they worked was noted."""


def mark_at(mark: str, employer: str) -> str:
    """What is hashed of an erased person's name at one of their companies (`employers_of`, or `SOMEWHERE`)."""
    return f"{mark} at {employer}"


def employers_of(held: Iterable[str], companies: Iterable[str], accounts: Iterable[str]) -> set[str]:
    """The marks of somebody's companies, by their addresses, the companies' names and the ids of the CRM's accounts."""
    domains = {registrable(d) for a in held if "@" in a and (d := domain_of(a)) and not is_freemail(d)}
    labels = {d.partition(".")[0].replace("-", " ") for d in domains}
    return domains | _accounts(accounts) | ({name_key(c) for c in (*companies, *labels)} - {""})


def _accounts(ids: Iterable[str]) -> set[str]:
    return {f"account:{one.lower()}" for one in ids if one}


def employers_told(values: Mapping[str, str], account: str = "") -> set[str]:
    """The marks of the companies that a row names; `account` is the name of the account it belongs to."""
    domains = {registrable(d) for a in addresses(values) if (d := domain_of(a)) and not is_freemail(d)}
    names = {name_key(values.get("account", "")), name_key(account)} - {""}
    return domains | names | _accounts((values.get("account_id", ""),))


def is_theirs(values: Mapping[str, str], account: str, is_erased: Erased) -> bool:
    """Whether a row that bears an erased name is of whoever was erased."""
    marks = [m for m in name_marks([contact_name(values)]) if is_erased(m)]
    if not marks:
        return False
    told = employers_told(values, account)
    if any(is_erased(mark_at(m, e)) for m in marks for e in told):
        return True
    if addresses(values):
        return False
    return not told or not any(is_erased(mark_at(m, SOMEWHERE)) for m in marks)


def at_company(values: Mapping[str, str], account: Mapping[str, str], domains: Collection[str]) -> bool:
    """Whether a row without an address is of somebody at the company of one of these domains, or of one below it: by the domain of its
    `account` or what its company is called.
    """
    if not domains or addresses(values):
        return False
    here = website_domain(account.get("domain", "") or account.get("website", ""))
    if here and any(here == d or here.endswith(f".{d}") for d in domains):
        return True
    called = {name_key(registrable(d).partition(".")[0].replace("-", " ")) for d in domains} - {""}
    return not called.isdisjoint({name_key(values.get("account", "")), name_key(account.get("name", "")) if not here else ""})
