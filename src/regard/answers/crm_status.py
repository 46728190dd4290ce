"""What the CRM export holds, what it says of the whole, and where it contradicts itself. Nothing is mended: it is counted and shown.

Warnings, each with how many records it is true of:

    closed before it was opened     an opportunity's close date lies before its creation, though it is closed
    closed, won or lost not said    a closed deal of which nothing says how it ended
    amount cannot be read           an opportunity's amount is no number
    date cannot be read             a date that could be read in two ways, or not at all, in its column
    two rows of one id differ       rows of the same moment give a record different values: `contradictory` says which stand
    two owners                      those of them that differ in the owner
    managers in a circle            people, users or accounts whose superiors lead back to themselves
    same account twice              accounts with one name or one web domain
    names a record that is not here a role or deal whose contact, deal or account no row is of
    several roles for one contact   one contact on one deal with different words; the primary row's known one stands, else the first known
    history of a record not here    rows of a history whose deal no row is of: kept, and used when the deal comes

Reads account, contact, opportunity, contact_role, crm_user (live); crm_row, crm_fact (records).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regard.answers.view import View
from regard.flow.crm_rows import read_back
from regard.parse.crm import DATES
from regard.parse.crm_values import moment_us
from regard.store import crm as store
from regard.store.crm import Key
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso_day

MOST_SHOWN = 20
"""Contradictory records named one by one; all are counted."""


def _later(records: Records, as_of_us: int) -> str:
    """What of the CRM is not known by a moment: rows that say when they were changed, and those that do not."""
    newest = store.newest_known(records)
    if newest is None or newest <= as_of_us:
        return ""
    dated, undated, read = store.later_rows(records, as_of_us)
    day = iso_day(dated)
    told = [f"The newest CRM rows are of {day} and not known by this date: --as-of {day} shows them."] if dated else []
    if undated:
        of = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in sorted(undated.items()))
        told.append(
            f"CRM rows that do not say when they were last changed are known since they were read, {iso_day(read)} ({of})."
        )
    return " ".join(told)


def crm_status(view: View, records: Records) -> dict[str, Any]:
    """Counts, the team's money, warnings, and a note where the export is younger than the moment asked about. Empty without a CRM."""
    counts = store.counts(records)
    if not counts and not store.waiting(records):
        return {}
    note = _later(records, view.as_of_us)
    live = view.live
    differing = contradictions(records)
    unplaced = live.rows("SELECT count(*) FROM account WHERE company_id IS NULL AND name <> ''")[0][0]
    return {
        "records": dict(sorted(counts.items())),
        "money": view.money().team,
        "accounts_without_company": unplaced,
        "warnings": [{"warning": name, "count": n} for name, n in warnings(records, live, differing).items() if n],
        "contradictory": differing[:MOST_SHOWN],
        "note": note,
    }


def warnings(records: Records, live: Live, differing: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Each contradiction with how many records it is true of; `differing` are the records whose rows differ."""

    def count(sql: str) -> int:
        return int(live.rows(sql)[0][0])

    circles = sum(
        circular(dict(live.rows(f"SELECT id, {column} FROM {table} WHERE {column} <> ''")))
        for table, column in (("contact", "reports_to_id"), ("crm_user", "manager_id"), ("account", "parent_id"))
    )
    twice = live.rows(
        "SELECT id FROM account WHERE name_key <> '' AND name_key IN (SELECT name_key FROM account GROUP BY 1 HAVING count(*) > 1) "
        "UNION SELECT id FROM account WHERE domain <> '' AND domain IN (SELECT domain FROM account GROUP BY 1 HAVING count(*) > 1)"
    )
    lost = count(
        "SELECT count(*) FROM contact_role r WHERE (contact_id <> '' AND contact_id NOT IN (SELECT id FROM contact)) "
        "OR (opportunity_id NOT LIKE '~%' AND opportunity_id NOT IN (SELECT id FROM opportunity))"
    ) + count(
        "SELECT count(*) FROM opportunity WHERE account_id <> '' AND account_id NOT LIKE '~%' "
        "AND account_id NOT IN (SELECT id FROM account)"
    )
    return {
        "closed before it was opened": count(
            "SELECT count(*) FROM opportunity WHERE outcome <> 'open' AND close_us < created_us / 86400000000 * 86400000000"
        ),
        "closed, won or lost not said": count("SELECT count(*) FROM opportunity WHERE outcome = 'unclear'"),
        "amount cannot be read": count(
            "SELECT count(*) FROM opportunity WHERE amount <> '' AND (amount GLOB '*[^0-9.-]*' OR amount LIKE '%.%.%')"
        ),
        "date cannot be read": _unread_dates(records),
        "two rows of one id differ": len(differing),
        "two owners": sum(not {"owner", "owner_id"}.isdisjoint(one["fields"]) for one in differing),
        "managers in a circle": circles,
        "same account twice": len(twice),
        "names a record that is not here": lost,
        "several roles for one contact": count(
            "SELECT count(*) FROM (SELECT 1 FROM contact_role WHERE role <> '' AND (contact_id <> '' OR contact_email <> '') "
            "GROUP BY opportunity_id, contact_id, contact_email HAVING count(DISTINCT role) > 1)"
        ),
        "history of a record not here": store.waiting(records),
    }


def circular(above: Mapping[str, str]) -> int:
    """How many records lie on a circle of superiors."""
    state: dict[str, int] = {}
    found = 0
    for start in above:
        path: list[str] = []
        at = start
        while at in above and at not in state:
            state[at] = len(path) + 1
            path.append(at)
            at = above[at]
        if at in path:
            found += len(path) - path.index(at)
        for one in path:
            state[one] = 0
    return found


def _unread_dates(records: Records) -> int:
    """How many values of date fields stayed as they were written."""
    names = ", ".join(repr(name) for name in sorted(DATES))
    rows = records.asked.each(
        f"SELECT value FROM crm_fact WHERE field IN ({names}) AND value <> '' AND value NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-*'"
    )
    return sum(moment_us(row[0]) is None for row in rows)


def contradictions(records: Records) -> list[dict[str, Any]]:
    """Records of which whole rows of one moment give one field different values, by object and id.

    `fields`: of each such field what stands and what the other rows say. Rows without an id of their own are not held against each other.
    """
    several = records.asked.rows(
        "SELECT object, crm_id, known_us FROM crm_row WHERE sequence = ? AND crm_id NOT LIKE '~%' GROUP BY 1, 2, 3 "
        "HAVING count(*) > 1 ORDER BY object, crm_id LIMIT 10000",
        (store.WHOLE,),
    )
    keys = list(dict.fromkeys((row[0], row[1]) for row in several))
    rows = store.rows_of(records, keys)
    items = sorted({item for found in rows.values() for *_, item in found})
    told = {i: read_back(raw).values for i, raw in store.raws(records, items).items()}
    objects = sorted({obj for obj, _ in keys})
    standing = {key: store.state(facts) for key, facts in store.read_facts(records, objects, store.FOREVER, keys)}
    found: dict[Key, dict[str, Any]] = {}
    for obj, crm_id, known in several:
        mine = [told[item] for at, _, item in rows.get((obj, crm_id), ()) if at == known and item in told]
        for name in sorted({n for values in mine for n in values}):
            values = sorted({v for m in mine if (v := m.get(name, ""))})
            if len(values) > 1:
                stands = standing.get((obj, crm_id), {}).get(name, "")
                one = found.setdefault((obj, crm_id), {"object": obj, "id": crm_id, "fields": {}})
                one["fields"][name] = {"stands": stands, "also": [v for v in values if v != stands]}
    return list(found.values())
