"""Taking messages out of the book again: what an exclusion covers goes from the records and from the live store.

Of a mail that is left out for what it is about (a topic, a subject, a folder) one thing stays where a buyer wrote it: that they, by a
keyed digest, wrote on that day, or that an automatic reply said that they were away (whatever it said of why). Nobody is said to have been
silent who did write or was away. Of a person or a domain that is left out nothing stays.
Reads and writes item, left_day (records), message and all that hangs on it, left_out (live).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from regard.flow.applying import BEHIND
from regard.flow.kept import read_again
from regard.flow.naming import names_on
from regard.flow.reading import Reader
from regard.flow.unnaming import unnamed
from regard.model import DAY
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
    left = _writers(live, messages) if stays(reason) else []
    with records.writing() as c:
        records.put_meta(c, BEHIND, "1")
        records.empty_items(c, items, reason)
        records.put_left(c, left)
    with live.writing():
        live.uncount(names)
        live.remove(list(messages))
        live.remove_events(told)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "")
    return len(items)


def stays(reason: str) -> bool:
    """Whether of a mail left out for this reason stays who wrote when."""
    return reason.startswith("excluded") and reason not in {"excluded: person", "excluded: domain"}


def settle_left_out(records: Records, live: Live) -> None:
    """Have the live store tell of the same left-out mail as the records do, and look again at whoever wrote what differs.

    Only of buyers: of whoever else wrote such mail (family, one of ours, strangers) the records forget it here.
    """
    noted, held = set(records.left()), set(live.rows("SELECT h, day FROM left_out"))
    if not noted and not held:
        return
    sql = "SELECT h.id, h.person FROM handle h JOIN person p ON p.id = h.person WHERE p.side = 'them' AND NOT p.objected AND h.id IN ({})"
    person = dict(live.rows_in(sql, sorted({h for h, _ in noted})))
    if others := {h for h, _ in noted} - person.keys():
        with records.writing() as c:
            records.forget_left(c, sorted(others))
    wanted = {(h, day) for h, day in noted if h in person}
    if wanted == held:
        return
    touched = sorted({h for h, _ in wanted ^ held})
    with live.writing() as c:
        c.executemany("DELETE FROM left_out WHERE h = ? AND day = ?", sorted(held - wanted))
        c.executemany("INSERT INTO left_out VALUES(?, ?)", sorted(wanted - held))
        c.executemany(
            "INSERT OR IGNORE INTO dirty SELECT 'person', person FROM handle WHERE id = ? AND person IS NOT NULL",
            [(h,) for h in touched],
        )


def _writers(live: Live, messages: Sequence[int]) -> list[tuple[str, str, int]]:
    """(source id, handle, day) of the mails among these that somebody wrote in person, or that say that they are away."""
    sql = """SELECT DISTINCT i.source_id, h.id, m.us FROM message m JOIN message_item i ON i.message = m.n JOIN handle h ON h.n = m.from_n
        JOIN person p ON p.id = h.person AND p.side = 'them'
        WHERE m.kind = 'mail' AND m.basis = 'observed' AND m.automated IN ('', 'out_of_office') AND m.us IS NOT NULL AND m.n IN ({})"""
    return sorted({(source, h, us // DAY) for source, h, us in live.rows_in(sql, list(messages))})


def seen_names(records: Records, items: Sequence[str]) -> dict[str, Counter[str]]:
    """Address -> the display names that these items show it with."""
    reader = Reader("mail", records.key, text=False, max_us=now_us())
    kept = (read_again(item, reader) for i in items if (item := records.item(i)) is not None)
    return names_on([k.message for k in unnamed(records, [k for k in kept if k is not None])])


def with_carriers(live: Live, messages: Sequence[int]) -> list[int]:
    """These messages and the mails whose items they were read from: an invitation goes with its meeting."""
    sql = """SELECT m.n FROM message_item i JOIN message_item other ON other.item_id = i.item_id
        JOIN message m ON m.n = other.message AND m.kind = 'mail' WHERE i.message IN ({})"""
    return sorted({*messages, *(row[0] for row in live.rows_in(sql, list(messages)))})


def item_ids(live: Live, messages: Sequence[int]) -> list[str]:
    """The items of messages."""
    return sorted({r[0] for r in live.rows_in("SELECT item_id FROM message_item WHERE message IN ({})", list(messages))})
