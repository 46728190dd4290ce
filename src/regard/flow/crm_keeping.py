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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regard.flow.crm_namesakes import at_company, is_theirs
from regard.flow.crm_numbers import NUMBERED, Numbers, claims
from regard.flow.crm_portals import made_elsewhere, made_here, renumbered
from regard.flow.keeping import Counts
from regard.flow.reading import Draw, draw_all
from regard.identity.exclusions import MessageFacts, excluded
from regard.ids import digest
from regard.model import DAY, SetAside
from regard.parse.crm import CrmRow, Understood, read_row, understand
from regard.parse.crm_columns import Said
from regard.parse.crm_contacts import addresses, contact_name, crm_handle
from regard.privacy import Gate, name_mark, name_marks, names_blanked
from regard.sources.crm_exports import CrmExports, RowItem, Table
from regard.sources.cursor import Cursor
from regard.store import crm as store
from regard.store.crm import Key, Version
from regard.store.records import Records
from regard.time import now_us

MAPPING = "crm_mapping:"
"""In the records' meta table, before a header's id: what the user said of files with that header (JSON)."""
PEOPLE = frozenset({"contact", "connection"})
NAMES = ("name", "first_name", "last_name")
"""Fields that hold how somebody is called."""
UNTOUCHED = frozenset(("contact", "who", "owner", "account", "stage", "email", "contact_email", "who_email"))
"""Fields in which no name is looked for as in free text: who is meant is told otherwise, or it is ours or an account's."""
_WHO = ("contact_id", "who_id")
_NAMED = ("contact", "contact_email", "who", "who_email")


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
        left_out = self._left_out(rows)
        accounts = self._accounts(rows) if self.gate.erased or self.gate.left_out or self.gate.exclusions.domains else {}
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
            reason = self._refused(one, accounts) or left_out.get(record_name(one), "")
            kept = self._without(one, left_out) if not reason else None
            if kept is None:
                reason = reason or next((left_out[r] for r in _people_in(one) if r in left_out), "") or self._hidden(one)
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

    def _refused(self, row: CrmRow, accounts: Mapping[str, Mapping[str, str]]) -> str:
        """Why a person's row is not kept; "" where it is, or is no person's. `accounts` are their values by id."""
        if row.object not in PEOPLE:
            return ""
        mine = addresses(row.values)
        account = accounts.get(row.values.get("account_id", ""), {})
        if self.gate.erased and (
            any(self.gate.is_erased(a) for a in (*mine, crm_handle(row.crm_id)))
            or is_theirs(row.values, account.get("name", ""), self.gate.is_erased)
        ):
            return "erased"
        reason = excluded(MessageFacts("", "", "", tuple(mine)), self.gate.exclusions) if mine else ""
        if reason:
            return f"excluded: {reason.partition(':')[0]}"
        if self.gate.left_out and is_theirs(row.values, account.get("name", ""), self.gate.is_left_out):
            return "excluded: person"
        return "excluded: domain" if at_company(row.values, account, self.gate.exclusions.domains) else ""

    def _accounts(self, rows: Sequence[CrmRow]) -> dict[str, Mapping[str, str]]:
        """Name and domain of the accounts that these contacts belong to, by id, as far as they are told."""
        keys = sorted({("account", i) for r in rows if r.object in PEOPLE and (i := r.values.get("account_id", ""))})
        known = (
            store.read_facts(self.records, ("account",), store.FOREVER, keys, fields=("name", "domain", "website"))
            if keys
            else ()
        )
        found = {key[1]: {f.field: f.value for f in sorted(told, key=lambda f: f.known_us)} for key, told in known}
        return {**found, **{r.crm_id: r.values for r in rows if r.object == "account"}}

    def _left_out(self, rows: Sequence[CrmRow]) -> dict[str, str]:
        """Record name -> why that contact stays out, for the contacts that these rows are of or speak of."""
        names = sorted({record_name(r) for r in rows if r.object in PEOPLE} | {n for r in rows for n in _people_in(r)})
        found = self.records.left_out(names)
        if self.gate.erased:
            ids = {n: n.partition("/")[2] for n in names}
            found |= {n: "erased" for n, i in ids.items() if self.gate.is_erased(crm_handle(i))}
        return found

    def _without(self, row: CrmRow, left_out: Mapping[str, str]) -> CrmRow | None:
        """A row without the people who stay out; None where it is of them alone."""
        if self.gate.erased and row.object != "crm_user":
            row = replace(row, values=self._unnamed(row))
        if row.object in PEOPLE:
            return row
        gone = {n.partition("/")[2] for n in _people_in(row) if n in left_out}
        written = [a for name in ("contact_email", "who_email") for a in row.values.get(name, "").split(";") if "@" in a]
        hidden = {a for a in written if self._address_refused(a)}
        unnamed = self._names_erased(row)
        if unnamed and (row.crm_id.startswith("~") or row.object == "contact_role"):
            return None  # the name is part of what the row goes by, or all that it tells of
        if not gone and not hidden:
            return replace(row, values={**row.values, **unnamed}) if unnamed else row
        values = dict(row.values)
        for name in _WHO:
            if values.get(name):
                values[name] = ";".join(i for i in values[name].split(";") if i not in gone)
        for name in _NAMED:
            if values.get(name):
                values[name] = ""
        left = any(values.get(n) for n in _WHO)
        return (
            replace(row, values=values) if left or row.object not in ("contact_role", "activity", "account_contact") else None
        )

    def _unnamed(self, row: CrmRow) -> dict[str, str]:
        """What a row says without full names of erased people; a contact with an address of their own who bears one has no name."""
        bears = row.object in PEOPLE and any(self.gate.is_erased(m) for m in name_marks([contact_name(row.values)]))
        return {n: "" if bears and n in NAMES else value_without(n, v, self.gate.is_erased) for n, v in row.values.items()}

    def _hidden(self, row: CrmRow) -> str:
        """Why a row is not kept whose people have no ids."""
        written = [a for name in ("contact_email", "who_email") for a in row.values.get(name, "").split(";") if "@" in a]
        if any(self.gate.is_erased(a) for a in written) or self._names_erased(row):
            return "erased"
        reasons = (excluded(MessageFacts("", "", "", (a,)), self.gate.exclusions) for a in written)
        return f"excluded: {next((r for r in reasons if r), '').partition(':')[0]}"

    def _names_erased(self, row: CrmRow) -> dict[str, str]:
        """The fields that name erased people, without their names. Who has an id or an address is told by it."""
        if not self.gate.erased:
            return {}
        found = {}
        for name in ("contact", "who"):
            parts = [part for part in row.values.get(name, "").split(";") if part.strip()]
            left = [part for part in parts if not any(self.gate.is_erased(name_mark(n)) for n in _spellings(part))]
            if len(left) < len(parts):
                found[name] = ";".join(left)
        return found

    def _address_refused(self, address: str) -> bool:
        if self.gate.is_erased(address):
            return True
        return bool(excluded(MessageFacts("", "", "", (address,)), self.gate.exclusions))

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


def value_without(field_name: str, value: str, is_erased: Callable[[str], bool]) -> str:
    """What a field says without the full names of erased people in its free text (a deal's name, a call's subject)."""
    untouched = field_name in UNTOUCHED or field_name.endswith("_id") or " " not in value
    return value if untouched else names_blanked(value, is_erased)


def record_name(row: CrmRow) -> str:
    """What stands for a record where a message's id stands for a mail: object and id."""
    return f"{row.object}/{row.crm_id}"


def _spellings(name: str) -> tuple[str, ...]:
    """A name as written, without what stands in brackets, and turned round where its family name stands first."""
    plain = name.partition("(")[0].partition("<")[0].strip()
    last, comma, first = plain.partition(",")
    return (plain, f"{first} {last}") if comma else (plain,)


_PORTAL = (
    "its record was made at another time than the one of this number here: say whose it is with “regard crm portal PATH NAME”"
)


def _of_another(owner: str, vendor: str) -> str:
    """What is told of a row whose number is somebody else's."""
    ours = owner.capitalize() if owner in NUMBERED else "another table"
    theirs = vendor.capitalize() if vendor in NUMBERED else "this table"
    return f"numbers here are {ours}'s: keep {theirs} in a book of its own, or apart with “regard crm portal PATH NAME”"


def _people_in(row: CrmRow) -> list[str]:
    """The names of the contacts that a row speaks of."""
    return [f"contact/{i}" for name in _WHO for i in row.values.get(name, "").split(";") if i]


def canonical(row: CrmRow) -> bytes:
    """What a row says, as bytes that do not depend on how it was written."""
    told = [row.object, row.crm_id, row.partial, row.sequence, row.valid_us, sorted(row.values.items())]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_back(packed: bytes) -> CrmRow:
    """The row that `canonical` wrote, from its item's compressed bytes; when it was known is not part of it."""
    obj, crm_id, partial, sequence, valid, values = json.loads(zlib.decompress(packed))
    return CrmRow(obj, crm_id, dict(values), None, valid, partial, sequence)


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


def rebuild(records: Records, keys: Sequence[Key]) -> None:
    """The facts of records made anew from the rows that tell of them."""
    rows = store.rows_of(records, keys)
    items = sorted({item for found in rows.values() for *_, item in found})
    read = {i: read_back(raw) for i, raw in store.raws(records, items).items()}
    made = {
        key: store.facts(
            Version(known, sequence, item, read[item].values, read[item].valid_us)
            for known, sequence, item in rows.get(key, ())
            if item in read
        )
        for key in keys
    }
    with records.writing() as c:
        store.put_facts(c, keys, made)


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
