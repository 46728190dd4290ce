"""What a user says of CRM exports: of their columns, kept by the file's header, so that the next file with the same columns is read so; and
that some are of another account than the others.

Reads one file's header; writes meta, cursor, seen, item, crm_row, crm_fact (records).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from regard.errors import UsageError
from regard.flow import crm_portals
from regard.flow.crm_keeping import MAPPING, said_of
from regard.flow.crm_unreading import unread_files, unread_source
from regard.parse.crm_columns import fields_of, key, recognise, tables
from regard.sources.crm_exports import open_table
from regard.store.records import Records


def keep_portal(records: Records, path: Path, name: str) -> dict[str, Any]:
    """Keep that what lies under a path is of a portal ("" of none), and have its sources read again. Raises UsageError."""
    at = path.resolve()
    before = crm_portals.said(records)
    with records.writing() as c:
        crm_portals.say(records, c, at, name.strip())
        records.note(c, "crm portal", name.strip())
    after = crm_portals.said(records)
    moved = [s for s in records.sources() if s.kind == "crm"
             and crm_portals.portal_of(before, s.path) != crm_portals.portal_of(after, s.path)]  # fmt: skip
    again = sum(unread_source(records, s.id) for s in moved)
    text = (
        f"Kept: records under {at} are numbered apart."
        if name.strip()
        else f"Forgotten: records under {at} are numbered as all others."
    )
    return {"message": f"{text} The next sync reads them so: regard sync {path}", "portals": after, "rows_again": again}


def keep(
    records: Records, file: Path, columns: Sequence[str], *, table: str = "", dates: str = "", clear: bool = False
) -> dict[str, Any]:
    """Keep what is said of files with this one's header, and have the sources read them again.

    `columns`: "COLUMN=FIELD", or "COLUMN=" for a column that is to be kept under its own name. Raises UsageError for a column, table or
    field that there is not.
    """
    opened = open_table(file)
    opened.stream.close()
    header, header_id = opened.form.header, opened.header_id
    before = None if clear else said_of(records, header_id)
    table = table or (before.table if before else "")
    if table and table not in tables():
        raise UsageError(f"There is no table “{table}”{_near(table, tables())}. There are: {', '.join(tables())}.")
    if dates not in ("", "dmy", "mdy"):
        raise UsageError("--dates is dmy (day before month) or mdy (month before day).")
    kind = table or recognise(opened.name, header).table
    if not kind:
        raise UsageError(f"It is not known what “{file}” holds. Say it: --table contact (or {', '.join(tables())}).")
    fields = dict(before.fields) if before else {}
    possible = fields_of(kind)
    for said in columns:
        column, found, name = said.rpartition("=")
        own = next((h for h in header if key(h) == key(column)), None)
        if not found or own is None:
            raise UsageError(f"“{said}” names no column of this file{_near(column, header)}. Write COLUMN=FIELD.")
        if name and name not in possible:
            raise UsageError(f"“{name}” is no field of {kind}{_near(name, possible)}. There are: {', '.join(possible)}.")
        fields[own] = name
    told = {"table": table, "fields": fields, "dates": dates or (before.dates if before else "")}
    nothing = clear and not columns and not table and not dates
    with records.writing() as c:
        records.put_meta(c, MAPPING + header_id, "" if nothing else json.dumps(told, ensure_ascii=False))
        records.note(c, "crm map", kind)
    unread_files(records, header_id)
    text = "Forgotten" if nothing else "Kept"
    return {"message": f"{text}, for every file with this header. The next sync reads such files so: regard sync", **told}


def _near(word: str, among: Sequence[str]) -> str:
    near = get_close_matches(word, among, 1, 0.6)
    return f" (did you mean “{near[0]}”?)" if near else ""
