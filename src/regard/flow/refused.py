"""Which mail was left without a moment because the machine's clock was behind when it was read, and is believed now?

Such a mail is taken out of the live store and read again from the records. Reads message, item; writes message and all that hangs on it
(live). A kill in between has the live store made anew: what was taken out and not yet put back would be missed by nobody.
"""

from __future__ import annotations

from regard.flow.applying import BEHIND, catch_up, read_items_again
from regard.flow.leaving_out import item_ids, seen_names
from regard.flow.reading import Reader
from regard.parse.dates import EARLIEST
from regard.store.live import Live
from regard.store.records import Records

FEW_REFUSED = 1_000
"""Up to so many mails are taken out of the live store and put in again one by one."""


def read_refused(records: Records, live: Live, reader: Reader) -> int:
    """Read mail again whose Date lay ahead when it was read and does no more: the machine's clock was behind; how many that were.

    Of many, all is read again: their people, threads and chances are most of the book.
    """
    sql = "SELECT n FROM message WHERE us IS NULL AND kind = 'mail' AND us_claimed BETWEEN ? AND ?"
    numbers = [row[0] for row in live.rows(sql, EARLIEST, reader.max_us)]
    if not numbers:
        return 0
    if len(numbers) > FEW_REFUSED:
        live.clear()
        catch_up(records, live, reader)
        return len(numbers)
    ids = item_ids(live, numbers)
    names = seen_names(records, ids)
    with records.plainly() as c:
        records.put_meta(c, BEHIND, "1")
    with live.writing():
        live.uncount(names)
        live.remove(numbers)
    read_items_again(records, live, reader, ids)
    with records.plainly() as c:
        records.put_meta(c, BEHIND, "")
    return len(numbers)
