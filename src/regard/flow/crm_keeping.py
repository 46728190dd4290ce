"""Keeping the rows of CRM exports: in the records as items, rows and facts, each portion in one transaction.

A row is stored, a duplicate (its record said the same before, at whatever place), or set aside. A contact whom an exclusion or an
erasure covers stays out, and so does what other rows say of them alone; whichever comes first, the outcome is the same. Rows of a second
CRM that numbers its records as the first does are set aside (`another_crm`, `crm_numbers`): its deal 1 would be taken for the other's.
So are those of a second account of the same CRM (`another_portal`), until it is said that they are (`crm_portals`).
Reads and writes item, seen, cursor, crm_row, crm_fact (records).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regard.flow.crm_admission import PEOPLE, CrmAdmission
from regard.flow.crm_numbers import NUMBERED, Numbers, claims
from regard.flow.crm_portals import made_elsewhere, made_here, renumbered
from regard.flow.crm_rows import canonical, people_in, read_back, record_name
from regard.flow.crm_unreading import leave_out_contact
from regard.flow.keeping import Counts
from regard.flow.reading import Draw, draw_all
from regard.ids import digest
from regard.model import DAY, SetAside
from regard.parse.crm import CrmRow, Understood, read_row, understand
from regard.parse.crm_columns import Said
from regard.privacy import Gate
from regard.sources.crm_exports import CrmExports, RowItem, Table
from regard.sources.cursor import Cursor
from regard.store import crm as store
from regard.store.crm import Key, Version
from regard.store.records import Records
from regard.time import now_us

MAPPING = "crm_mapping:"
"""In the records' meta table, before a header's id: what the user said of files with that header (JSON)."""


def said_of(records: Records, header_id: str) -> Said | None:
    """What the user said of tables with this header."""
    text = records.get_meta(MAPPING + header_id)
    if not text:
        return None
    told = json.loads(text)
    return Said(told.get("table", ""), told.get("fields", {}), told.get("dates", ""))


@dataclass(slots=True)
class CrmKeeper:
    """Reads one source of CRM exports and writes what it holds."""

    records: Records
    gate: Gate
    source_id: str
    words: bool
    portal: str = ""
    tables: dict[Table, Understood] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    numbers: Numbers = field(default_factory=Numbers)
    admission: CrmAdmission = field(init=False)

    def __post_init__(self) -> None:
        self.admission = CrmAdmission(self.records, self.gate)

    def read(self, source: CrmExports, cursor: Cursor) -> Iterator[int]:
        """Read the source to its end; how many items were seen, after each portion."""
        source.on_table = self._look_at
        self.numbers = claims(self.records)
        for draw in draw_all(source, cursor, lambda: self.records.set_aside_in(self.source_id)):
            self._keep(draw)
            yield self.counts.seen

    def _look_at(self, table: Table) -> None:
        said = said_of(self.records, table.header_id)
        cells = (row.cells for row in table.rows() if not row.broken)
        self.tables[table] = understand(table.name, table.form.header, cells, said)

    # ------------------------------------------------------------------------------------------------- one portion

    def _keep(self, draw: Draw) -> None:
        self.counts.duplicate += draw.known - draw.known_aside
        now = now_us()
        seen = [self._seen(a.locator, "", now, "set_aside", None, a.reason, a.detail) for a in draw.asides]
        self.counts.set_aside += len(draw.asides) + draw.known_aside
        read = [(item, *self._read(item)) for item in draw.items if isinstance(item, RowItem)]
        rows = [self._within(row, item, now) for item, row, _ in read if isinstance(row, CrmRow)]
        told = {(row.object, row.crm_id) for row in rows}
        left_out = self.admission.left_out(rows)
        accounts = (
            self.admission.accounts(rows) if self.gate.erased or self.gate.left_out or self.gate.exclusions.domains else {}
        )
        known = self.records.known_items([item_id for _, _, item_id in read if item_id])
        made = self._made(read)
        items: list[dict[str, Any]] = []
        fresh: list[tuple[str, str, int, str, str]] = []
        versions: dict[str, tuple[CrmRow, bytes]] = {}
        out: list[tuple[Key, str]] = []
        for item, row, item_id in read:
            if isinstance(row, SetAside):
                seen.append(self._seen(item.locator, item.folder, now, "set_aside", None, row.reason, row.detail))
                self.counts.set_aside += 1
                continue
            one = self._within(row, item, now)
            vendor = self.tables[item.table].what.vendor if item.table is not None else ""
            if item_id not in known and not self.portal and (owner := self.numbers.refused(one, vendor)):
                seen.append(
                    self._seen(item.locator, item.folder, now, "set_aside", None, "another_crm", _of_another(owner, vendor))
                )
                self.counts.set_aside += 1
                continue
            if item_id not in known and self._of_another_portal(one, vendor, made):
                seen.append(self._seen(item.locator, item.folder, now, "set_aside", None, "another_portal", _PORTAL))
                self.counts.set_aside += 1
                continue
            reason = self.admission.refused(one, accounts) or left_out.get(record_name(one), "")
            kept = self.admission.without(one, left_out) if not reason else None
            if kept is None:
                reason = (
                    reason or next((left_out[r] for r in people_in(one) if r in left_out), "") or self.admission.hidden(one)
                )
                seen.append(self._seen(item.locator, item.folder, now, "set_aside", item_id, reason, ""))
                self.counts.set_aside += 1
                if item_id not in known:
                    items.append(self._item(item, one, item_id, None, reason))
                    known.add(item_id)
                if one.object in PEOPLE:
                    out.append(((one.object, one.crm_id), reason))
                    left_out[record_name(one)] = reason
                continue
            self.numbers.claim(kept, vendor)
            outcome = "duplicate" if item_id in known else "stored"
            if item_id not in known:
                raw = canonical(kept)
                items.append(self._item(item, kept, item_id, raw, ""))
                versions[item_id] = (kept, raw)
                known.add(item_id)
            fresh.append((kept.object, kept.crm_id, kept.known_us or now, kept.sequence, item_id))
            seen.append(self._seen(item.locator, item.folder, now, outcome, item_id, "", ""))
            setattr(self.counts, outcome, getattr(self.counts, outcome) + 1)
        self._write(draw, items, seen, fresh, versions, out, told)

    def _made(self, read: Sequence[tuple[RowItem, CrmRow | SetAside, str]]) -> dict[Key, set[str]]:
        """When the numbered records of some rows were made, as the book has it; empty where the source is a portal's by name."""
        rows = [row for _, row, _ in read if isinstance(row, CrmRow) and not row.partial and row.crm_id.isdigit()]
        return {} if self.portal else made_here(self.records, [(row.object, row.crm_id) for row in rows])

    def _of_another_portal(self, row: CrmRow, vendor: str, made: dict[Key, set[str]]) -> bool:
        """Whether a row of a CRM that numbers its records is of another account than the book's; noted in `made` where it is not."""
        if self.portal or vendor not in NUMBERED or row.partial or not row.crm_id.isdigit():
            return False
        if made_elsewhere(row, made):
            return True
        if row.values.get("created"):
            made.setdefault((row.object, row.crm_id), set()).add(row.values["created"])
        return False

    def _write(
        self,
        draw: Draw,
        items: list[dict[str, Any]],
        seen: list[dict[str, Any]],
        fresh: list[tuple[str, str, int, str, str]],
        versions: Mapping[str, tuple[CrmRow, bytes]],
        out: Sequence[tuple[Key, str]],
        told: set[Key],
    ) -> None:
        before = store.rows_of(self.records, sorted(told))
        held = {(obj, crm_id, known, item) for (obj, crm_id), rows in before.items() for known, _, item in rows}
        new = [row for row in dict.fromkeys(fresh) if (row[0], row[1], row[2], row[4]) not in held]
        made = self._facts(new, before, versions)
        with self.records.writing() as c:
            self.records.put_items(c, items)
            self.records.put_seen(c, seen)
            store.put_rows(c, new)
            store.put_facts(c, [k for k in made if k in before], made)
            self.records.put_cursors(c, self.source_id, draw.cursors)
            self.numbers.save(self.records, c)
        for key, reason in out:
            leave_out_contact(self.records, key, reason)
        for table in list(self.tables)[:-1]:  # the last may have rows to come
            del self.tables[table]

    def _facts(
        self,
        new: Sequence[tuple[str, str, int, str, str]],
        before: Mapping[Key, Sequence[tuple[int, str, str]]],
        versions: Mapping[str, tuple[CrmRow, bytes]],
    ) -> dict[Key, list[store.Fact]]:
        """The facts of every record of which a new row tells, over all its rows."""
        rows: dict[Key, list[tuple[int, str, str]]] = {}
        for obj, crm_id, known, sequence, item in new:
            rows.setdefault((obj, crm_id), []).append((known, sequence, item))
        for key in rows:
            rows[key] += before.get(key, ())
        missing = sorted({item for found in rows.values() for *_, item in found if item not in versions})
        read = {i: read_back(raw) for i, raw in store.raws(self.records, missing).items()}
        read |= {item: row for item, (row, _) in versions.items()}
        return {
            key: store.facts(
                Version(known, sequence, item, read[item].values, read[item].valid_us)
                for known, sequence, item in found
                if item in read
            )
            for key, found in rows.items()
        }

    # ----------------------------------------------------------------------------------------------------- one row

    def _read(self, item: RowItem) -> tuple[CrmRow | SetAside, str]:
        """The row and its item's id, which depends on what it says and not on how or where it is written."""
        if item.table is None:
            return SetAside(item.locator, "no_table"), ""
        table = self.tables[item.table]
        row = read_row(item.cells, table, words=self.words)
        if isinstance(row, SetAside):
            return replace(row, locator=item.locator), ""
        row = renumbered(row, self.portal) if self.portal else row
        return row, digest("i", self.records.key, "crm", canonical(row))

    def _within(self, row: CrmRow, item: RowItem, now: int) -> CrmRow:
        """With the moment at which it was known: its own, else the file's; never in the future."""
        at = row.known_us
        if at is None or at > now + DAY:
            at = item.file_us if item.file_us is not None and item.file_us <= now + DAY else now
        return replace(row, known_us=at)

    def _item(self, item: RowItem, row: CrmRow, item_id: str, raw: bytes | None, gone: str) -> dict[str, Any]:
        return {
            "id": item_id,
            "source_id": self.source_id,
            "folder": item.folder,
            "kind": "crm",
            "message_id": item_id if gone == "erased" else record_name(row),
            "raw": zlib.compress(raw, 1) if raw is not None else None,
            "size": len(item.raw),
            "file_us": item.file_us if raw is not None else None,
            "gone": gone,
        }

    def _seen(
        self, locator: str, folder: str, us: int, outcome: str, item_id: str | None, reason: str, detail: str
    ) -> dict[str, Any]:
        place = {"source_id": self.source_id, "locator": locator, "folder": folder, "us": us}
        return place | {"outcome": outcome, "item_id": item_id, "reason": reason, "detail": detail[:500]}


_PORTAL = (
    "its record was made at another time than the one of this number here: say whose it is with “regard crm portal PATH NAME”"
)


def _of_another(owner: str, vendor: str) -> str:
    """What is told of a row whose number is somebody else's."""
    ours = owner.capitalize() if owner in NUMBERED else "another table"
    theirs = vendor.capitalize() if vendor in NUMBERED else "this table"
    return f"numbers here are {ours}'s: keep {theirs} in a book of its own, or apart with “regard crm portal PATH NAME”"
