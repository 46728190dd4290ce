"""Which kept items are the beginnings of what the same place now holds whole: a mailbox read while it is written ends in half a mail.

A source shows at one place (source, locator) what it showed there before, and more: then the whole stands for both, and the half goes,
unless it lies elsewhere too. That it is the beginning is proven by its id, which is the digest of its bytes; a mailbox whose mails moved
up shows other mail at a place, and keeps what it had.
Reads seen, item (records), message_item (live); writes item, seen (records), message and all that hangs on it (live).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from regard.flow.applying import read_items_again
from regard.flow.leaving_out import item_ids, seen_names, with_carriers
from regard.flow.reading import Reader
from regard.ids import digest
from regard.model import RawItem
from regard.sources.source import GrownItem
from regard.store.live import Live
from regard.store.plain import Writes
from regard.store.records import Records


@dataclass(frozen=True, slots=True)
class Halves:
    """Items of one source that others now stand for; false where nothing grew.

    `alone` are the ids of messages that rest on them alone, `messages` the numbers of all that rest on them, `left` the other items of
    those, `shown` the display names on all these items (address -> how often each).
    """

    items: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()
    messages: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    shown: Mapping[str, Counter[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.items)


def halves(records: Records, live: Live, source_id: str, kind: str, items: Sequence[RawItem]) -> Halves:
    """What of the book the `items` that a source shows are the whole of."""
    shown = records.shown_at(source_id, sorted({place for i in items for place in _places(i.locator)}))
    found: dict[str, set[str]] = {}
    for item in items if shown else ():
        for place in _places(item.locator):
            old, size = shown.get(place, ("", 0))
            if old and old in _beginnings(records.key, kind, item, size):
                found.setdefault(old, set()).add(place)
    gone = sorted(old for old, places in found.items() if not records.shown_elsewhere(old, source_id, places))
    return _resting_on(records, live, gone) if gone else Halves()


def _resting_on(records: Records, live: Live, gone: Sequence[str]) -> Halves:
    sql = """SELECT m.n, m.id, i.item_id FROM message m JOIN message_item i ON i.message = m.n
        WHERE m.n IN (SELECT message FROM message_item WHERE item_id IN ({}))"""
    rows, gone_ids = live.rows_in(sql, list(gone)), frozenset(gone)
    alone = frozenset({m for _, m, _ in rows} - {m for _, m, item in rows if item not in gone_ids})
    messages = with_carriers(live, sorted({n for n, _, _ in rows}))
    left = sorted(set(item_ids(live, messages)) - set(gone))
    return Halves(tuple(gone), alone, tuple(messages), tuple(left), seen_names(records, [*gone, *left]))


def forget_halves(records: Records, c: Writes, gone: Halves) -> None:
    """Take halves out of the records, in the transaction that put in what stands for them."""
    records.tell_once(c, records.forget_items(c, gone.items))


def remove_halves(records: Records, live: Live, reader: Reader, gone: Halves) -> None:
    """Take halves out of the live store, once the records hold them no more."""
    with live.writing():
        live.uncount(gone.shown)
        live.remove(list(gone.messages))
        live.remove_events(gone.items)
    read_items_again(records, live, reader, gone.left)


def _places(locator: str) -> tuple[str, ...]:
    """Where an item may have been shown before: the first mail of an mbox in a folder was the file while it was alone in it."""
    file, _, number = locator.rpartition("#")
    return (locator, file) if file and number == "1" else (locator,)


def _beginnings(key: bytes, kind: str, item: RawItem, size: int) -> set[str]:
    """The ids that an item had while less of it was there."""
    parts = [item.was] if isinstance(item, GrownItem) else []
    if 0 < size < len(item.raw):
        parts.append(item.raw[:size])
    return {digest("i", key, kind, part) for part in parts if part != item.raw}
