"""What the CRM export holds, what it says of the whole, and where it contradicts itself. Nothing is mended: it is counted and shown.

Warnings, each with how many records it is true of:

    closed before it was opened     an opportunity's close date lies before its creation, though it is closed
    closed, won or lost not said    a closed deal of which nothing says how it ended
    amount cannot be read           an opportunity's amount is no number
    date cannot be read             a date that could be read in two ways, or not at all, in its column
    two owners                      one record, two owners in rows of the same moment
    managers in a circle            people, users or accounts whose superiors lead back to themselves
    same account twice              accounts with one name or one web domain
    names a record that is not here a role or deal whose contact, deal or account no row is of
    several roles for one contact   one contact on one deal with different words; the primary row's known one stands, else the first known
    history of a record not here    rows of a history whose deal no row is of: kept, and used when the deal comes

Reads account, contact, opportunity, contact_role, crm_user (live); crm_row, crm_fact (records).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from regard.answers.view import View
from regard.flow.crm_keeping import read_back
from regard.parse.crm import DATES
from regard.parse.crm_values import moment_us
from regard.store import crm as store
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso_day


def crm_status(view: View, records: Records) -> dict[str, Any]:
    """Counts, the team's money, warnings, and a note where the export is younger than the moment asked about. Empty without a CRM."""
    counts = store.counts(records)
    if not counts and not store.waiting(records):
        return {}
    newest = store.newest_known(records)
    note = ""
    if newest is not None and newest > view.as_of_us:
        note = f"The newest CRM rows are of {iso_day(newest)} and not known by this date: --as-of {iso_day(newest)} shows them."
    live = view.live
    unplaced = live.rows("SELECT count(*) FROM account WHERE company_id IS NULL AND name <> ''")[0][0]
    return {
        "records": dict(sorted(counts.items())),
        "money": view.money().team,
        "accounts_without_company": unplaced,
        "warnings": [{"warning": name, "count": n} for name, n in warnings(records, live).items() if n],
        "note": note,
    }


def warnings(records: Records, live: Live) -> dict[str, int]:
    """Each contradiction with how many records it is true of."""

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
        "two owners": _two_owners(records),
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
    with records.reading() as c:
        rows: Iterable[Any] = c.exec_driver_sql(
            f"SELECT value FROM crm_fact WHERE field IN ({names}) AND value <> '' AND value NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-*'"
        )
        return sum(moment_us(row[0]) is None for row in rows)


def _two_owners(records: Records) -> int:
    """Records of which whole rows of one moment name different owners: only one of them can be a fact."""
    with records.reading() as c:
        several = c.exec_driver_sql(
            "SELECT object, crm_id, known_us FROM crm_row WHERE sequence = '~' GROUP BY 1, 2, 3 HAVING count(*) > 1 LIMIT 10000"
        ).fetchall()
    rows = store.rows_of(records, [(row[0], row[1]) for row in several])
    items = sorted({item for found in rows.values() for *_, item in found})
    owner = {i: read_back(raw).values for i, raw in store.raws(records, items).items()}
    found = 0
    for obj, crm_id, known in several:
        mine = [owner[item] for at, _, item in rows.get((obj, crm_id), ()) if at == known and item in owner]
        found += len({v.get("owner_id") or v.get("owner") for v in mine} - {None, ""}) > 1
    return found
