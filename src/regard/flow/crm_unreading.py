"""Taking rows of CRM exports back out of the records: a contact who is to stay out, files that are to be read anew.

Reads and writes item, seen, cursor, crm_row, crm_fact (records).
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.flow.crm_rows import rebuild
from regard.store import crm as store
from regard.store.crm import Key
from regard.store.records import Records


def leave_out_contact(records: Records, key: Key, why: str) -> int:
    """Take a contact out again, with what other rows say of them alone; how many items that emptied."""
    with records.writing() as c:
        sql = "SELECT DISTINCT object, crm_id FROM crm_fact WHERE field IN ('contact_id', 'who_id') AND value = ? AND object IN ({})"
        about = sql.format("'contact_role', 'activity', 'account_contact', 'activity_link'")
        keys = [key, *((row[0], row[1]) for row in c.exec_driver_sql(about, (key[1],)))]
        items = store.remove(c, keys)
        records.empty_items(c, items, why)
        records.put_meta(c, "crm_removed", str(int(records.get_meta("crm_removed") or 0) + 1))
    return len(items)


def unread_files(records: Records, header_id: str) -> int:
    """Take back what files with a header told, so that the next sync reads them as is said now; how many rows that were."""
    with records.reading() as c:
        sql = "SELECT source_id, folder FROM cursor WHERE state LIKE ?"
        files = [(r[0], r[1]) for r in c.exec_driver_sql(sql, (f'%"header": "{header_id}"%',))]
    return _unread(records, files)


def unread_source(records: Records, source_id: str) -> int:
    """The same of all files of a source."""
    with records.reading() as c:
        files = [(source_id, r[0]) for r in c.exec_driver_sql("SELECT folder FROM cursor WHERE source_id = ?", (source_id,))]
    return _unread(records, files)


def _unread(records: Records, files: Sequence[tuple[str, str]]) -> int:
    with records.reading() as c:
        of_file = """SELECT item_id FROM seen s WHERE source_id = ? AND substr(locator, 1, ?) = ? AND item_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM seen o WHERE o.item_id = s.item_id AND o.source_id <> s.source_id)"""
        items = sorted({r[0] for source, at in files for r in c.exec_driver_sql(of_file, (source, len(at) + 1, f"{at}#"))})
        keys = {
            (r[0], r[1])
            for item in items
            for r in c.exec_driver_sql("SELECT object, crm_id FROM crm_row WHERE item_id = ?", (item,))
        }
    with records.writing() as c:
        if items:
            c.exec_driver_sql("DELETE FROM crm_row WHERE item_id = ?", [(i,) for i in items])
            c.exec_driver_sql("DELETE FROM item WHERE id = ? AND kind = 'crm'", [(i,) for i in items])
            c.exec_driver_sql("DELETE FROM seen WHERE item_id = ?", [(i,) for i in items])
        for source, at in files:
            sql = "DELETE FROM seen WHERE source_id = ? AND substr(locator, 1, ?) = ?"
            c.exec_driver_sql(sql, (source, len(at) + 1, f"{at}#"))
            c.exec_driver_sql("DELETE FROM cursor WHERE source_id = ? AND folder = ?", (source, at))
        records.put_meta(c, "crm_removed", str(int(records.get_meta("crm_removed") or 0) + 1))
    rebuild(records, sorted(keys))
    return len(items)
