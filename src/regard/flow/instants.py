"""When was a mail that answers another? Never before what it answers, whatever its clock says.

Most mail stands where its Date and its arrival put it (`parse.arrival`, in `read_us`). One that names what was written later, by
In-Reply-To or References, has a wrong clock, or what it names has. Where its arrival lies after what it names, that is when it was: its
Date is proven wrong, however far off. Else it follows by a second for each mail that it names, if it is not farther off than a
delivery lasts: of two Dates farther apart without an arrival nobody can say which is wrong.

What a mail names counts with what it says by itself, so that it makes no difference which is looked at first; of several mails that bear
one Message-ID the earliest. Reads dirty, message, reference, copy_rfc; writes message.us, known_us, us_basis; marks what rests on them.
"""

from __future__ import annotations

from typing import NamedTuple

from regard.parse.arrival import DELIVERY
from regard.store.live import Live

SECOND = 1_000_000

_STEPS = """WITH fresh(n) AS (SELECT CAST(key AS INTEGER) FROM dirty WHERE kind = 'message'),
asked(n) AS (SELECT n FROM fresh
    UNION SELECT r.message FROM fresh f JOIN message m ON m.n = f.n AND m.rfc_id <> '' JOIN reference r ON r.rfc_id = m.rfc_id
    UNION SELECT r.message FROM fresh f JOIN copy_rfc k ON k.message = f.n JOIN reference r ON r.rfc_id = k.rfc_id),
named(n, at) AS (SELECT r.message, (SELECT min(h.read_us) FROM (
        SELECT m.read_us FROM message m WHERE m.rfc_id = r.rfc_id AND m.rfc_id <> '' AND m.kind = 'mail' AND m.n <> r.message
        UNION ALL SELECT m.read_us FROM copy_rfc k JOIN message m ON m.n = k.message WHERE k.rfc_id = r.rfc_id AND m.n <> r.message) h)
    FROM asked a JOIN reference r ON r.message = a.n),
after(n, at, names) AS (SELECT n, max(at), count(*) FROM named GROUP BY n)
SELECT m.n, m.id, m.read_us, m.us, m.us_basis, m.us_claimed, m.came_us, a.at, a.names FROM asked JOIN message m ON m.n = asked.n
LEFT JOIN after a ON a.n = m.n
WHERE m.kind = 'mail' AND m.basis = 'observed' AND m.read_us IS NOT NULL AND (a.at >= m.read_us OR m.us <> m.read_us)"""
"""A row is a new mail, or one that names a new one, that is not after all it names, or was put elsewhere for that. `named`: each entry
of its References, and when what bears that id was; `after`: the latest of these."""


class _Mail(NamedTuple):
    """One row of `_STEPS`."""

    n: int
    id: str
    read_us: int
    us: int
    basis: str
    claimed_us: int | None
    came_us: int | None
    after_us: int | None
    names: int | None


def settle_instants(live: Live) -> int:
    """Put new mail, and what names it, after what it answers; how many moved."""
    if not live.rows("SELECT 1 FROM reference LIMIT 1"):
        return 0
    moved = []
    for row in live.rows(_STEPS):
        m = _Mail(*row)
        us, basis = instant_among(m.read_us, m.came_us, m.after_us, m.names or 0)
        if us == m.read_us:
            basis = m.basis if m.us == us else _own(m)
        if (us, basis) != (m.us, m.basis):
            moved.append((us, basis, m))
    if not moved:
        return 0
    numbers, ids = [m.n for _, _, m in moved], [m.id for _, _, m in moved]
    with live.writing() as c:
        live.mark_quotes(numbers)
        c.executemany(
            "UPDATE message SET us = ?, known_us = ?, us_basis = ? WHERE n = ?", [(u, u, b, m.n) for u, b, m in moved]
        )
        live.mark_quotes(numbers)
        live.mark_near(numbers)
        live.mark_people(ids)
        live.mark_carriers(ids)
        c.executemany("INSERT OR IGNORE INTO dirty VALUES('message', ?)", [(str(n),) for n in numbers])
        c.executemany(
            "INSERT OR IGNORE INTO dirty SELECT 'source', source_id FROM message_item WHERE message = ?",
            [(n,) for n in numbers],
        )
    return len(moved)


def instant_among(read_us: int, came_us: int | None, after_us: int | None, names: int) -> tuple[int, str]:
    """When a mail was, and what that rests on (where it is not `read_us`): `after_us` is the latest of the `names` mails it names."""
    if after_us is None or after_us < read_us:
        return read_us, ""
    if came_us is not None and came_us > after_us:
        return came_us, "received"
    if after_us - read_us <= DELIVERY:
        return after_us + names * SECOND, "order"
    return read_us, ""


def _own(m: _Mail) -> str:
    """What `read_us` rests on."""
    return "date" if m.read_us == m.claimed_us else "received" if m.read_us == m.came_us else "file"
