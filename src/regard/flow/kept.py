"""An item that is kept: the message read from it and where it lies, read anew from the records as it was read first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regard.flow.reading import NOTHING, Reader, read, unpack
from regard.model import Message, Quoting, RawItem, SetAside
from regard.store.items import StoredItem
from regard.store.records import Records


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A message to be put into the live store, with the item it was read from."""

    message: Message
    item_id: str
    source_id: str
    folder: str
    quoting: Quoting = NOTHING


def everywhere(records: Records, kept: Sequence[KeptItem]) -> list[KeptItem]:
    """Each item once for every place at which a source showed it."""
    places = records.places([k.item_id for k in kept])
    return [
        replace(k, source_id=source_id, folder=folder)
        for k in kept
        for source_id, folder in sorted({(k.source_id, k.folder), *places.get(k.item_id, ())})
    ]


def read_again(item: StoredItem, reader: Reader) -> KeptItem | None:
    """Read a kept item as it was read first: its ids stay, whatever was left out of its bytes since."""
    if item.raw is None or item.kind == "crm":
        return None
    raw = RawItem(item.folder, item.id, unpack(item.raw), item.file_us)
    again = read(raw, replace(reader, source_kind=item.kind))
    if isinstance(again.result, SetAside):
        return None
    message = replace(again.result, id=item.message_id, item_id=item.id)
    return KeptItem(message, item.id, item.source_id, item.folder, again.quoting)
