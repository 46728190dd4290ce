"""Two accounts of one CRM in a book: HubSpot's portals (and Pipedrive's accounts) each number their records, so that deal 1 of one is
another than deal 1 of the other.

What lies under a path that somebody named a portal (`regard crm portal PATH NAME`) keeps numbers of its own: every plain number by which
its rows name a record becomes "NAME:number". The rest of the book keeps the plain ones, so that no record of a book there is becomes a
second one. Where nobody said so, a row whose record was made at another time than the one of its number here is set aside
(`another_portal`) and overwrites nothing: that a record's making moves by days happens to none. Reads crm_fact; reads and writes meta
(records).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regard.errors import UsageError
from regard.model import DAY
from regard.parse.crm import CrmRow
from regard.parse.crm_values import moment_us
from regard.store import crm as store
from regard.store.crm import Key
from regard.store.records import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection

PORTALS = "crm_portals"
"""In the records' meta table: path -> name, as JSON."""
ZONES = 3 * DAY // 2
"""Two exports of one record differ by no more in when it was made: zones, and days without a time."""
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_UNNUMBERED = frozenset({"stage"})
"""Objects whose ids are words of a process, named in other fields than ids."""


def said(records: Records) -> dict[str, str]:
    """Path -> the portal that what lies under it belongs to."""
    told: dict[str, str] = json.loads(records.get_meta(PORTALS) or "{}")
    return told


def say(records: Records, c: Connection, path: Path, name: str) -> None:
    """Keep that what lies under a path is of a portal; "" forgets it. Raises UsageError for what is no name."""
    if name and not _NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no name of a portal. Write small letters, digits and dashes, such as portal-b.")
    told = said(records) | {str(path): name}
    records.put_meta(c, PORTALS, json.dumps({at: of for at, of in told.items() if of}, ensure_ascii=False))


def portal_of(told: Mapping[str, str], source: str) -> str:
    """The portal of a source by its path: what is said of the path itself, else of the nearest folder that it lies in; "" for none."""
    at = Path(source)
    return next((told[str(p)] for p in (at, *at.parents) if str(p) in told), "")


def renumbered(row: CrmRow, portal: str) -> CrmRow:
    """The row with the numbers of its portal."""
    if row.object in _UNNUMBERED:
        return row
    values = {name: _several(value, portal) if name.endswith("_id") else value for name, value in row.values.items()}
    return replace(row, crm_id=_one(row.crm_id, portal), values=values)


def _several(value: str, portal: str) -> str:
    return ";".join(_one(part, portal) for part in value.split(";"))


def _one(crm_id: str, portal: str) -> str:
    return f"{portal}:{crm_id}" if crm_id.isascii() and crm_id.isdigit() else crm_id


def made_here(records: Records, keys: Sequence[Key]) -> dict[Key, set[str]]:
    """Record -> when it was made, as its rows here say."""
    objects = sorted({obj for obj, _ in keys})
    rows = store.read_facts(records, objects, store.FOREVER, list(keys), ("created",)) if keys else ()
    return {key: {f.value for f in found if f.value} for key, found in rows}


def made_elsewhere(row: CrmRow, here: Mapping[Key, set[str]]) -> bool:
    """Whether a row is of another record than the one of its number here: both say when they were made, and never the same."""
    mine = moment_us(row.values.get("created", ""))
    theirs = [us for text in here.get((row.object, row.crm_id), ()) if (us := moment_us(text)) is not None]
    return mine is not None and bool(theirs) and all(abs(mine - us) > ZONES for us in theirs)
