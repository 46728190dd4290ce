"""When was a mail that answers another? After what it answers, whatever its clock says, where it is not farther off than a delivery lasts.

Most mail stands where its Date and its arrival put it (`parse.arrival`, in `read_us`). One that names what was written later, by
In-Reply-To or References, has a wrong clock, or what it names has. Where its arrival lies after what it names, that is when it was: its
Date is proven wrong, however far off. Else it follows by a second for each mail that it names, if it is not farther off than a
delivery lasts: of two Dates farther apart without an arrival nobody can say which is wrong.

So whoever answers an answer that was put later follows that one (`flow.succession` has the order to look in). In a ring, where mails
name each other, each counts with what it says by itself: nobody can say which was first. Of several mails that bear one Message-ID the
earliest counts. Which was read first makes no difference: all that directly or through others names what is new is looked at again.

Reads dirty, message, reference, copy_rfc; writes message.us, known_us, us_basis; marks what rests on them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from regard.flow.succession import named_first
from regard.parse.arrival import DELIVERY
from regard.store.live import Live

SECOND = 1_000_000

_STEPS = """WITH RECURSIVE asked(n) AS (SELECT CAST(key AS INTEGER) FROM dirty WHERE kind = 'message'
    UNION SELECT r.message FROM asked f JOIN message m ON m.n = f.n AND m.rfc_id <> '' JOIN reference r ON r.rfc_id = m.rfc_id
    UNION SELECT r.message FROM asked f JOIN copy_rfc k ON k.message = f.n JOIN reference r ON r.rfc_id = k.rfc_id),
named(n, at) AS (SELECT r.message, (SELECT min(max(h.read_us, coalesce(h.us, h.read_us))) FROM (
        SELECT m.read_us, m.us FROM message m WHERE m.rfc_id = r.rfc_id AND m.rfc_id <> '' AND m.kind = 'mail' AND m.n <> r.message
        UNION ALL SELECT m.read_us, m.us FROM copy_rfc k JOIN message m ON m.n = k.message
        WHERE k.rfc_id = r.rfc_id AND m.n <> r.message) h)
    FROM asked a JOIN reference r ON r.message = a.n),
after(n, at) AS (SELECT n, max(at) FROM named GROUP BY n)
SELECT m.n FROM asked JOIN message m ON m.n = asked.n LEFT JOIN after a ON a.n = m.n
WHERE m.kind = 'mail' AND m.basis = 'observed' AND m.read_us IS NOT NULL AND (a.at >= m.read_us OR m.us <> m.read_us)"""
"""New mail, and what names it directly or through others, that is not after all it names, or was put elsewhere for that. `named`: each
entry of its References, and when what bears that id is by now; `after`: the latest of these."""
_MAILS = """SELECT n, id, read_us, us, us_basis, us_claimed, came_us FROM message
    WHERE kind = 'mail' AND basis = 'observed' AND read_us IS NOT NULL AND n IN ({})"""
_BEARING = (
    """SELECT m.rfc_id, m.n, m.read_us, CASE WHEN m.basis = 'observed' THEN m.us ELSE m.read_us END FROM message m
    WHERE m.rfc_id <> '' AND m.kind = 'mail' AND m.read_us IS NOT NULL AND m.rfc_id IN ({})""",
    """SELECT k.rfc_id, m.n, m.read_us, CASE WHEN m.basis = 'observed' THEN m.us ELSE m.read_us END FROM copy_rfc k
    JOIN message m ON m.n = k.message WHERE m.read_us IS NOT NULL AND k.rfc_id IN ({})""",
)
_NAMING = (
    "SELECT r.message FROM message m JOIN reference r ON r.rfc_id = m.rfc_id WHERE m.rfc_id <> '' AND m.n IN ({})",
    "SELECT r.message FROM copy_rfc k JOIN reference r ON r.rfc_id = k.rfc_id WHERE k.message IN ({})",
)


class _Mail(NamedTuple):
    """One row of `_MAILS`."""

    n: int
    id: str
    read_us: int
    us: int
    basis: str
    claimed_us: int | None
    came_us: int | None


class _Named(NamedTuple):
    """One row of `_BEARING`: a mail that bears this id, when it was by what it says itself, and where it stands."""

    rfc_id: str
    n: int
    read_us: int
    us: int


def settle_instants(live: Live) -> int:
    """Put new mail, and what names it directly or through others, after what it answers; how many moved."""
    if not live.rows("SELECT 1 FROM reference LIMIT 1"):
        return 0
    concerned = _with_namers(live, [row[0] for row in live.rows(_STEPS)])
    if not concerned:
        return 0
    mails = {row[0]: _Mail(*row) for row in live.rows_in(_MAILS, concerned)}
    references = live.rows_in("SELECT message, rfc_id FROM reference WHERE message IN ({})", list(mails))
    bearing: dict[str, list[_Named]] = defaultdict(list)
    for sql in _BEARING:
        for row in live.rows_in(sql, sorted({rfc_id for _, rfc_id in references})):
            bearing[row[0]].append(_Named(*row))
    named: dict[int, list[_Named]] = defaultdict(list)
    for n, rfc_id in references:
        named[n] += [x for x in bearing.get(rfc_id, ()) if x.n != n]
    names = Counter(n for n, _ in references)
    moved = [(us, basis, mails[n]) for n, (us, basis) in _places(mails, named, names).items() if (us, basis) != mails[n][3:5]]
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


def _with_namers(live: Live, messages: Iterable[int]) -> list[int]:
    """These messages and all that name them, directly or through others."""
    found = set(messages)
    fresh = found
    while fresh:
        fresh = {row[0] for sql in _NAMING for row in live.rows_in(sql, sorted(fresh))} - found
        found |= fresh
    return sorted(found)


def _places(
    mails: Mapping[int, _Mail], named: Mapping[int, Collection[_Named]], names: Counter[int]
) -> dict[int, tuple[int, str]]:
    """Number -> (when, what that rests on) of each mail; what is named and not among them stands where it is. `names`: how many ids
    each names, be they in the book or not.
    """
    placed: dict[int, tuple[int, str]] = {}
    for ring in named_first({n: {x.n for x in named.get(n, ()) if x.n in mails} for n in mails}):
        found = {}
        for n in ring:
            m = mails[n]
            said: dict[str, int] = {}
            put: dict[str, int] = {}
            for x in named.get(n, ()):
                at = x.read_us if x.n in ring else placed[x.n][0] if x.n in placed else x.us
                said[x.rfc_id] = min(said.get(x.rfc_id, x.read_us), x.read_us)
                put[x.rfc_id] = min(put.get(x.rfc_id, at), at)
            by_itself = instant_among(m.read_us, m.came_us, max(said.values(), default=None), names[n])
            us, basis = max(by_itself, instant_among(m.read_us, m.came_us, max(put.values(), default=None), 1))
            if us == m.read_us:
                basis = m.basis if m.us == us else _own(m)
            found[n] = (us, basis)
        placed |= found
    return placed


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
