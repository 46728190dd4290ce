"""A row of a CRM export as the records keep it: what it goes by, whom it speaks of, its bytes, and the facts made of them again.

Reads item, crm_row and writes crm_fact (records).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

from regard.parse.crm import CrmRow
from regard.store import crm as store
from regard.store.crm import Key, Version
from regard.store.records import Records

WHO = ("contact_id", "who_id")
"""Fields that hold the ids of contacts whom a row speaks of."""


def record_name(row: CrmRow) -> str:
    """What stands for a record where a message's id stands for a mail: object and id."""
    return f"{row.object}/{row.crm_id}"


def people_in(row: CrmRow) -> list[str]:
    """The names of the contacts that a row speaks of."""
    return [f"contact/{i}" for name in WHO for i in row.values.get(name, "").split(";") if i]


def canonical(row: CrmRow) -> bytes:
    """What a row says, as bytes that do not depend on how it was written."""
    told = [row.object, row.crm_id, row.partial, row.sequence, row.valid_us, sorted(row.values.items())]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_back(packed: bytes) -> CrmRow:
    """The row that `canonical` wrote, from its item's compressed bytes; when it was known is not part of it."""
    obj, crm_id, partial, sequence, valid, values = json.loads(zlib.decompress(packed))
    return CrmRow(obj, crm_id, dict(values), None, valid, partial, sequence)


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
