"""Taking the whole book elsewhere: Parquet tables, judgements and settings as JSON, and the mails as they are kept.

Reads the newest generation and the records; writes only into the folder it is given.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from regard.config import FILE_NAME
from regard.errors import UsageError
from regard.flow.reading import unpack
from regard.store import generations
from regard.store.records import Records


def export(folder: Path, records: Records, to: Path) -> dict[str, Any]:
    """Write everything to `to`, which must be new or empty. Raises UsageError otherwise."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise UsageError(f"{to} is not an empty folder. Name a new one.")
    to.mkdir(parents=True, exist_ok=True)
    tables = _tables(folder, to / "tables")
    mails = _mails(records, to / "mail")
    judgements = [asdict(j) for j in records.judgements()]
    (to / "judgements.json").write_text(json.dumps(judgements, ensure_ascii=False, indent=1), "utf-8")
    sources = [{"kind": s.kind, "path": s.path, "owner": s.owner} for s in records.sources()]
    (to / "sources.json").write_text(json.dumps(sources, ensure_ascii=False, indent=1), "utf-8")
    if (folder / FILE_NAME).exists():
        shutil.copy(folder / FILE_NAME, to / FILE_NAME)
    return {"message": f"{mails:,} mails and {len(tables)} tables are in {to}.", "mails": mails, "tables": tables}


def _tables(folder: Path, to: Path) -> dict[str, int]:
    """Each table of the newest generation as a Parquet file; table -> rows."""
    import duckdb

    path = generations.current(folder)
    if path is None:
        return {}
    to.mkdir()
    with generations.held(path), duckdb.connect(str(path), read_only=True) as connection:
        for name in generations.TABLES:
            target = str(to / f"{name}.parquet").replace("'", "''")
            connection.execute(f"COPY {name} TO '{target}' (FORMAT parquet)")
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in generations.TABLES}
    return {name: int(row[0]) if row else 0 for name, row in counts.items()}


def _mails(records: Records, to: Path) -> int:
    """Each kept mail as a file of its own, named by its id, in a folder for each source."""
    n = 0
    for batch in records.items_after(0):
        for item in batch:
            if item.raw is None:
                continue
            place = to / item.source_id
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{item.id}.eml").write_bytes(unpack(item.raw))
            n += 1
    return n
