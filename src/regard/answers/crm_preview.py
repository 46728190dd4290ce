"""How a CSV file would be read, before it is: table, vendor, each column with the reason, some rows, and what would be set aside.

Reads one file and what was said of its header (records); changes nothing.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from regard.flow.crm_keeping import said_of
from regard.model import SetAside
from regard.parse.crm import CrmRow, read_row, understand
from regard.parse.crm_columns import fields_of, tables
from regard.sources.crm_exports import open_table
from regard.store.records import Records

SHOWN = 5


def preview(path: Path, records: Records | None) -> dict[str, Any]:
    """The preview of one file. Raises SourceError where it holds no table."""
    table = open_table(path)
    with table.stream:
        said = said_of(records, table.header_id) if records is not None else None
        found = understand(table.name, table.form.header, (r.cells for r in table.rows() if not r.broken), said)
        aside: Counter[tuple[str, str]] = Counter()
        unread: Counter[tuple[str, str]] = Counter()
        shown: list[dict[str, Any]] = []
        rows = 0
        for row in table.rows():
            rows += 1
            read = SetAside("", row.broken) if row.broken else read_row(row.cells, found)
            if isinstance(read, CrmRow):
                unread.update(read.unread)
                if len(shown) < SHOWN:
                    shown.append({"record": f"{read.object} {read.crm_id}", **{k: v for k, v in read.values.items() if v}})
            else:
                aside[read.reason, read.detail if read.reason != "footer" else ""] += 1
    what = found.what
    columns = []
    for column, habit in zip(what.columns, found.habits, strict=True):
        how = {
            "dmy": "day before month",
            "mdy": "month before day",
            "both": "contradictory: what is ambiguous stays as written",
        }
        point = {",": "decimal comma", ".": "decimal point", "both": "contradictory: what is ambiguous stays as written"}
        note = how.get(habit.order, "") or point.get(habit.point, "")
        stayed = {why: n for (header, why), n in unread.items() if header == column.header}
        columns.append(
            {
                "column": column.header,
                "field": column.field or None,
                "why": column.why or "kept under its own name",
                "written": note,
            }
            | {"not_read": stayed}
        )
    return {
        "file": str(path),
        "table": what.table or None,
        "object": what.object or None,
        "vendor": what.vendor if what.table else None,
        "why": what.why or "no table of a CRM that is known; say which: regard crm map FILE --table TABLE",
        "encoding": table.form.encoding,
        "delimiter": table.form.delimiter,
        "before_the_header": list(table.form.preamble),
        "mapping": "as you said" if said else "found",
        "columns": columns,
        "rows": rows,
        "sample": shown,
        "set_aside": [{"reason": reason, "detail": detail, "count": n} for (reason, detail), n in aside.most_common(20)],
        "fields": fields_of(what.table) if what.table else [],
        "tables": tables(),
    }


def files(records: Records) -> list[str]:
    """The files that the book's sources of CRM exports were read from and that are still there, by path."""
    found: set[Path] = set()
    for source in records.sources():
        if source.kind == "crm":
            top = Path(source.path)
            found.update(top if top.is_file() else top / locator for locator in records.cursors(source.id))
    return sorted(str(path) for path in found if path.is_file())
