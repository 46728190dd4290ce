"""Taking the whole book elsewhere: Parquet tables, what the book answers, judgements and settings as JSON, and the mails as they are kept.

Reads the newest generation and the records; writes only into the folder it is given.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from regard import config
from regard.answers import exported
from regard.errors import UsageError
from regard.flow.reading import unpack
from regard.store import crm as store
from regard.store import deal_judgements, generations, ledger
from regard.store.records import Records
from regard.time import iso


def empty(to: Path) -> Path:
    """The folder, where it is new or empty. Raises UsageError otherwise."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise UsageError(f"{to} is not an empty folder. Name a new one.")
    return to


def export(folder: Path, records: Records, to: Path, told: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Write everything to `to`, which is new or empty; `told` are the rows of what the book answers (`exported.TABLES`)."""
    to.mkdir(parents=True, exist_ok=True)
    tables = _tables(folder, to / "tables")
    answers = exported.write(to / "answers", told)
    mails = _mails(records, to / "mail")
    facts = _crm(records, to / "crm_facts.csv")
    judgements = [asdict(j) for j in records.judgements()]
    of_deals = [asdict(j) for j in deal_judgements.read(records)]
    (to / "deal_judgements.json").write_text(json.dumps(of_deals, ensure_ascii=False, indent=1), "utf-8")
    (to / "judgements.json").write_text(json.dumps(judgements, ensure_ascii=False, indent=1), "utf-8")
    written = {t: [r._asdict() for r in ledger.read(records, t, store.FOREVER)] for t in ledger.HELD}
    (to / "written.json").write_text(json.dumps(written, ensure_ascii=False, indent=1), "utf-8")
    sources = [{"kind": s.kind, "path": s.path, "owner": s.owner} for s in records.sources()]
    (to / "sources.json").write_text(json.dumps(sources, ensure_ascii=False, indent=1), "utf-8")
    _settings(folder / config.FILE_NAME, to)
    return {
        "message": f"{mails:,} mails, {len(tables)} tables and {len(answers)} tables of answers are in {to}.",
        "mails": mails,
        "tables": tables,
        "answers": answers,
        "crm_facts": facts,
    }


def _tables(folder: Path, to: Path) -> dict[str, int]:
    """Each table of the newest generation as a Parquet file; table -> rows."""
    import duckdb

    path = generations.current(folder)
    if path is None:
        return {}
    to.mkdir()
    with generations.held(path), duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("SET enable_progress_bar = false")  # it would be drawn on stdout, among the JSON
        for name in generations.TABLES:
            target = str(to / f"{name}.parquet").replace("'", "''")
            connection.execute(f"COPY {name} TO '{target}' (FORMAT parquet)")
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in generations.TABLES}
    return {name: int(row[0]) if row else 0 for name, row in counts.items()}


def _settings(path: Path, to: Path) -> None:
    """The settings as they stand in the book, without what is one seller's own (then without comments as well)."""
    if not path.exists():
        return
    said = config.read_file(path)
    if config.OF_ONE & said.keys():
        config.write(to, {key: value for key, value in said.items() if key not in config.OF_ONE})
    else:
        shutil.copy(path, to / config.FILE_NAME)


def _crm(records: Records, to: Path) -> int:
    """Every fact of the CRM as a CSV file; no cell of it is a formula to a spreadsheet. How many facts."""
    import csv

    if not store.counts(records):
        return 0
    n = 0
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("object", "crm_id", "field", "value", "valid", "known"))
        for obj in sorted(store.counts(records)):
            for (_, crm_id), found in store.read_facts(records, (obj,), store.FOREVER):
                for fact in found:
                    n += 1
                    cells = (obj, crm_id, fact.field, fact.value)
                    writer.writerow((*map(harmless, cells), iso(fact.valid_us) or "", iso(fact.known_us)))
    return n


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula, made text by an apostrophe. Plain numbers stay as they are."""
    risky = cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) or cell.startswith(("\t", "\r"))
    return f"'{cell}" if risky and not re.fullmatch(r"-?\d+(?:\.\d+)?", cell) else cell


def _mails(records: Records, to: Path) -> int:
    """Each kept mail as a file of its own, named by its id, in a folder for each source."""
    n = 0
    for batch in records.items_after(0):
        for item in batch:
            if item.raw is None or item.kind == "crm":
                continue
            place = to / item.source_id
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{item.id}.eml").write_bytes(unpack(item.raw))
            n += 1
    return n
