"""Whose plain numbers a book's CRM records go by: deal 1 of HubSpot is not deal 1 of Pipedrive, nor of a table of unknown make.

The first row that is kept claims the numbers of its object for what wrote it; HubSpot and Pipedrive claim those of every object, since
their records name each other by number. A row is another's where its number is claimed by something else. A row that is in the book
already is never refused, and in a book from before claims were noted, which may hold anybody's numbers, nothing is claimed or refused.
Reads and writes meta, seen, cursor; reads crm_row (records).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regard.parse.crm import CrmRow
from regard.store import crm as store
from regard.store.records import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection

NUMBERS = "crm_numbers"
"""In the records' meta table: "object=vendor ..." as claimed; "vendor" alone where an earlier version wrote it."""
NUMBERED = frozenset({"hubspot", "pipedrive"})
"""CRMs that number their records from 1. Salesforce's and Dynamics' ids are nobody else's."""
ANY = "other"
"""Who claims for a table of no known vendor."""


@dataclass(slots=True)
class Numbers:
    """The claims in force. `unknown` is a book from before they were noted."""

    owners: dict[str, str] = field(default_factory=dict)
    unknown: bool = False
    changed: bool = False

    @property
    def vendor(self) -> str:
        """The numbering CRM of this book; "" for none so far."""
        return next((v for v in self.owners.values() if v in NUMBERED), "")

    def refused(self, row: CrmRow, vendor: str) -> str:
        """Whose numbers the row would be taken for; "" where it can be kept."""
        if self.unknown:
            return ""
        if vendor in NUMBERED and self.vendor not in ("", vendor):
            return self.vendor
        if not _plain(row.crm_id) or (vendor not in NUMBERED and row.partial):  # a history tells of a record by its number
            return ""
        mine = vendor if vendor in NUMBERED else ANY
        owner = self.owners.get(row.object, "") or (self.vendor if mine == ANY else "")
        return owner if owner not in ("", mine) else ""

    def claim(self, row: CrmRow, vendor: str) -> None:
        """A row is kept."""
        if self.unknown or not _plain(row.crm_id) or (vendor not in NUMBERED and row.partial):
            return
        if row.object not in self.owners:
            self.owners[row.object] = vendor if vendor in NUMBERED else ANY
            self.changed = True

    def save(self, records: Records, c: Connection) -> None:
        """Note new claims, in the transaction that keeps the rows they come from."""
        if self.changed:
            records.put_meta(c, NUMBERS, " ".join(f"{o}={v}" for o, v in sorted(self.owners.items())))
            self.changed = False


def claims(records: Records) -> Numbers:
    """The claims in force: those of objects that have numbered records still."""
    told, held = records.get_meta(NUMBERS), store.numbered(records)
    if told is None:
        return Numbers(unknown=bool(held))
    if told and "=" not in told:
        return Numbers(dict.fromkeys(held, told))
    noted = dict(part.split("=", 1) for part in told.split())
    return Numbers({o: v for o, v in noted.items() if o in held})


def look_again(records: Records, source_id: str) -> None:
    """Let what of a source was set aside as another CRM's be read again where nobody's numbers are here any more."""
    with records.reading() as c:
        sql = "SELECT 1 FROM seen WHERE source_id = ? AND reason = 'another_crm' LIMIT 1"
        if c.exec_driver_sql(sql, (source_id,)).first() is None:
            return
    found = claims(records)
    if found.owners or found.unknown:
        return
    with records.writing() as c:
        c.exec_driver_sql("DELETE FROM seen WHERE source_id = ? AND reason = 'another_crm'", (source_id,))
        c.exec_driver_sql("DELETE FROM cursor WHERE source_id = ?", (source_id,))


def _plain(crm_id: str) -> bool:
    return crm_id.isascii() and crm_id.isdigit()
