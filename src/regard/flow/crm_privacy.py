"""A person in CRM exports: found, shown, taken out, and blanked in what other rows say.

Reads and writes item, seen, crm_row, crm_fact (records).
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from regard.flow.crm_keeping import UNTOUCHED, canonical, leave_out_contact, read_back, rebuild, value_without
from regard.identity.exclusions import Exclusion, MessageFacts, excluded, rules
from regard.parse.crm_contacts import addresses, crm_handle
from regard.privacy import BLANK, name_marks, names_blanked
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


def erase_contacts(records: Records, wanted: Sequence[str], names: Sequence[str]) -> int:
    """Erase a person from the CRM's rows: their own go, others lose their address and name. How many rows that emptied or changed."""
    keys = contacts_at(records, wanted)
    done = sum(leave_out_contact(records, key, "erased") for key in keys)
    with records.writing() as c:
        records.put_erased(c, [records.erased_hash(crm_handle(key[1])) for key in keys])
    return done + _blank(records, [a for a in wanted if "@" in a], names, {key[1] for key in keys})


def exclude_contacts(records: Records, exclusions: Iterable[Exclusion], kind: str) -> int:
    """Take out the contacts that exclusions cover; how many rows that emptied."""
    ready = rules(exclusions)
    done = 0
    for key, found in list(store.read_facts(records, ("contact", "connection"), store.FOREVER, fields=_ADDRESSES)):
        held = tuple(a for fact in found for a in addresses({"email": fact.value}))
        if held and excluded(MessageFacts("", "", "", held), ready):
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


def _blank(records: Records, wanted: Sequence[str], names: Sequence[str], ids: Collection[str]) -> int:
    """Blank addresses, ids and names in rows of others, free text too; how many rows that changed."""
    held = name_marks(names).__contains__
    marks = [*wanted, *ids]
    if not marks and not names:
        return 0
    where = " OR ".join(["instr(lower(value), ?)"] * len(marks) + ["(field IN ('contact', 'who') AND value = ?)"] * len(names))
    with records.reading() as c:
        sql = f"SELECT DISTINCT object, crm_id FROM crm_fact WHERE {where}"
        keys = [(r[0], r[1]) for r in c.exec_driver_sql(sql, (*[m.lower() for m in marks], *names))]
        spaced = c.exec_driver_sql("SELECT object, crm_id, field, value FROM crm_fact WHERE instr(value, ' ')")
        keys += [(o, i) for o, i, field, value in spaced if field not in UNTOUCHED and names_blanked(value, held) != value]
    keys = sorted(set(keys))
    items = sorted({item for rows in store.rows_of(records, keys).values() for *_, item in rows})
    changed: dict[str, bytes] = {}
    for item, packed in store.raws(records, items).items():
        row = read_back(packed)
        values = {
            name: value_without(name, _without(name, value, wanted, names, ids), held) for name, value in row.values.items()
        }
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
