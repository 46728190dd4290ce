"""A person in CRM exports: found, shown, taken out, and blanked in what other rows say.

Reads and writes item, seen, crm_row, crm_fact (records).
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regard.flow.crm_admission import NAMES, PEOPLE, UNTOUCHED, value_without
from regard.flow.crm_namesakes import SOMEWHERE, at_company, employers_of, is_theirs, mark_at
from regard.flow.crm_rows import canonical, read_back, rebuild
from regard.flow.crm_unreading import leave_out_contact
from regard.identity.exclusions import MessageFacts, excluded
from regard.parse.crm_contacts import addresses, contact_name, crm_handle
from regard.privacy import BLANK, Gate, name_marks, names_blanked
from regard.store import crm as store
from regard.store.records import Records

_NAMED = frozenset({"contact", "who"})
"""Fields that hold a contact's name."""


def contacts_at(records: Records, wanted: Collection[str]) -> list[store.Key]:
    """The contacts and connections of the CRM with one of these addresses, or that are one of these handles."""
    keys: list[store.Key] = []
    for key, found in store.read_facts(records, ("contact", "connection"), store.FOREVER, fields=_ADDRESSES):
        held = {a for fact in found for a in addresses({"email": fact.value})}
        if held & set(wanted):
            keys.append(key)
    ids = {a.removeprefix("crm:") for a in wanted if a.startswith("crm:")}
    if ids:
        with records.reading() as c:
            rows = c.exec_driver_sql("SELECT DISTINCT crm_id FROM crm_row WHERE object = 'contact'")
            keys += [("contact", row[0]) for row in rows if row[0].lower() in ids]
    return sorted(set(keys))


_ADDRESSES = ("email", "emails", "email_other", "email_home")


@dataclass(frozen=True, slots=True)
class Theirs:
    """What the CRM holds of somebody: their contacts and connections, other addresses on these, and marks of where they work."""

    keys: tuple[store.Key, ...]
    others: tuple[str, ...]
    employers: frozenset[str]


def contacts_of(records: Records, wanted: Sequence[str], marks: Collection[str], companies: Iterable[str]) -> Theirs:
    """The contacts and connections with one of these addresses, and those of the same name that are no namesake's (`crm_namesakes`).

    `marks` are those of their names (`privacy.name_marks`), `companies` the names of their companies.
    """
    mine = set(contacts_at(records, wanted))
    rows = {key: values for key, values in _people(records).items() if key in mine or _bears(values, marks)}
    accounts = {key[1]: values.get("name", "") for key, values in _accounts(records).items()} if rows else {}
    ids = {values.get("account_id", "") for key, values in rows.items() if key in mine}
    told = {values.get("account", "") for key, values in rows.items() if key in mine}
    names = [*companies, *told, *(accounts.get(i, "") for i in ids)]
    employers = employers_of(wanted, names, ids)
    erased = {*marks, *(mark_at(m, e) for m in marks for e in employers | ({SOMEWHERE} if employers else set()))}
    found = mine | {
        key
        for key, values in rows.items()
        if is_theirs(values, accounts.get(values.get("account_id", ""), ""), erased.__contains__)
    }
    others = {a for key in found for a in addresses(rows.get(key, {}))} - set(wanted)
    return Theirs(tuple(sorted(found)), tuple(sorted(others)), frozenset(erased - set(marks)))


def erase_contacts(
    records: Records, theirs: Theirs, wanted: Sequence[str], names: Sequence[str], marks: Collection[str]
) -> int:
    """Erase a person from the CRM's rows: their own go, others lose their address and name. How many rows that emptied or changed."""
    done = sum(leave_out_contact(records, key, "erased") for key in theirs.keys)
    with records.writing() as c:
        records.put_erased(c, [records.erased_hash(crm_handle(key[1])) for key in theirs.keys])
    gone = [*(a for a in wanted if "@" in a), *theirs.others]
    return done + _blank(records, gone, names, marks, {key[1] for key in theirs.keys})


def _people(records: Records) -> dict[store.Key, dict[str, str]]:
    """What the CRM says now of each contact and connection, as far as it tells whose row it is."""
    fields = (*_ADDRESSES, *NAMES, "account", "account_id")
    told = store.read_facts(records, sorted(PEOPLE), store.FOREVER, fields=fields)
    return {key: {f.field: f.value for f in sorted(found, key=lambda f: f.known_us)} for key, found in told}


def _accounts(records: Records) -> dict[store.Key, dict[str, str]]:
    """Name and domain of each account, as the CRM has them now."""
    told = store.read_facts(records, ("account",), store.FOREVER, fields=("name", "domain", "website"))
    return {key: {f.field: f.value for f in sorted(found, key=lambda f: f.known_us)} for key, found in told}


def _bears(values: Mapping[str, str], marks: Collection[str]) -> bool:
    """Whether a row's own name is one of these."""
    return not name_marks([contact_name(values)]).isdisjoint(marks)


def exclude_contacts(records: Records, kind: str, gate: Gate) -> int:
    """Take out the contacts whom exclusions cover, by address, by name and company, or, without an address, by a company that is left
    out; how many rows that emptied.
    """
    ready = gate.exclusions
    people = _people(records)
    accounts = {key[1]: values for key, values in _accounts(records).items()} if people else {}
    done = 0
    for key, values in people.items():
        held, account = tuple(addresses(values)), accounts.get(values.get("account_id", ""), {})
        if (
            (held and excluded(MessageFacts("", "", "", held), ready))
            or is_theirs(values, account.get("name", ""), gate.is_left_out)
            or at_company(values, account, ready.domains)
        ):
            done += leave_out_contact(records, key, f"excluded: {kind}")
    return done


def held_about(records: Records, wanted: Sequence[str]) -> list[dict[str, Any]]:
    """Every fact that the CRM's rows hold of a person, and of the parts and activities that name them."""
    keys = contacts_at(records, wanted)
    ids = [key[1] for key in keys]
    with records.reading() as c:
        for one in ids:
            sql = "SELECT DISTINCT object, crm_id FROM crm_fact WHERE field IN ('contact_id', 'who_id') AND instr(value, ?)"
            keys += [(row[0], row[1]) for row in c.exec_driver_sql(sql, (one,))]
    keys = sorted(set(keys))
    return [
        {"object": f[0][0], "id": f[0][1], "field": fact.field, "value": fact.value, "known_us": fact.known_us}
        for f in store.read_facts(records, sorted({k[0] for k in keys}), store.FOREVER, keys)
        for fact in f[1]
    ]


def _blank(records: Records, wanted: Sequence[str], names: Sequence[str], marked: Collection[str], ids: Collection[str]) -> int:
    """Blank addresses, ids and names in rows of others, free text too; how many rows that changed."""
    held = set(marked).__contains__
    marks = [*wanted, *ids]
    if not marks and not names:
        return 0
    where = " OR ".join(["instr(lower(value), ?)"] * len(marks) + ["(field IN ('contact', 'who') AND value = ?)"] * len(names))
    with records.reading() as c:
        sql = f"SELECT DISTINCT object, crm_id FROM crm_fact WHERE {where}"
        keys = [(r[0], r[1]) for r in c.exec_driver_sql(sql, (*[m.lower() for m in marks], *names))]
        spaced = c.exec_driver_sql("SELECT object, crm_id, field, value FROM crm_fact WHERE instr(value, ' ')")
        keys += [(o, i) for o, i, field, value in spaced if field not in UNTOUCHED and names_blanked(value, held) != value]
    keys = sorted({*keys, *(key for key, values in _people(records).items() if _bears(values, marked))})
    items = sorted({item for rows in store.rows_of(records, keys).values() for *_, item in rows})
    changed: dict[str, bytes] = {}
    for item, packed in store.raws(records, items).items():
        row = read_back(packed)
        values = {
            name: value_without(name, _without(name, value, wanted, names, ids), held) for name, value in row.values.items()
        }
        if row.object in PEOPLE and _bears(row.values, marked):
            values |= dict.fromkeys((n for n in NAMES if n in values), "")
        if values != row.values:
            changed[item] = zlib.compress(canonical(replace(row, values=values)), 1)
    with records.writing() as c:
        for item, raw in changed.items():
            records.replace_raw(c, item, raw)
        records.put_meta(c, "crm_removed", str(int(records.get_meta("crm_removed") or 0) + 1))
    rebuild(records, keys)
    return len(changed)


def _without(name: str, value: str, wanted: Sequence[str], names: Sequence[str], ids: Collection[str]) -> str:
    if name.endswith("_id"):
        return ";".join(part for part in value.split(";") if part not in ids)
    if name in _NAMED and (value in names or any(a in value.lower() for a in wanted)):
        return ""
    if name.endswith("email"):
        return ";".join(part for part in value.split(";") if part.lower() not in wanted)
    for address in wanted:
        at = value.lower().find(address)
        while at >= 0:
            value = value[:at] + BLANK + value[at + len(address) :]
            at = value.lower().find(address)
    return value
