"""Taking messages out of the book again: what an exclusion covers goes from the records and from the live store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from regard.flow.applying import BEHIND
from regard.flow.kept import read_again
from regard.flow.naming import names_on
from regard.flow.reading import Reader
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us


def leave_out(records: Records, live: Live, messages: Sequence[int], reason: str, told: Sequence[str] = ()) -> int:
    """Remove messages that an exclusion covers; how many items that were. The caller settles what became dirty.

    `told` are items of meetings that are not made yet.
    """
    carriers = live.rows_in(
        "SELECT i.message FROM message_item i JOIN message m ON m.n = i.message AND m.kind = 'mail' WHERE i.item_id IN ({})",
        list(told),
    )
    messages = with_carriers(live, [*messages, *(row[0] for row in carriers)])
    items = sorted({*item_ids(live, messages), *told})
    names = seen_names(records, items)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "1")
        records.empty_items(c, items, reason)
    with live.writing():
        live.uncount(names)
        live.remove(list(messages))
        live.remove_events(told)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "")
    return len(items)


def seen_names(records: Records, items: Sequence[str]) -> dict[str, Counter[str]]:
    """Address -> the display names that these items show it with."""
    reader = Reader("mail", records.key, text=False, max_us=now_us())
    kept = (read_again(item, reader) for i in items if (item := records.item(i)) is not None)
    return names_on([k.message for k in kept if k is not None])


def with_carriers(live: Live, messages: Sequence[int]) -> list[int]:
    """These messages and the mails whose items they were read from: an invitation goes with its meeting."""
    sql = """SELECT m.n FROM message_item i JOIN message_item other ON other.item_id = i.item_id
        JOIN message m ON m.n = other.message AND m.kind = 'mail' WHERE i.message IN ({})"""
    return sorted({*messages, *(row[0] for row in live.rows_in(sql, list(messages)))})


def item_ids(live: Live, messages: Sequence[int]) -> list[str]:
    """The items of messages."""
    return sorted({r[0] for r in live.rows_in("SELECT item_id FROM message_item WHERE message IN ({})", list(messages))})
