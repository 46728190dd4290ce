"""Calls that one of ours wrote down in the CRM: whoever calls back has not been silent.

A completed activity of kind `call` (`parse.crm_calls`) of somebody of ours with a contact, each known by an address. It is our own word
that they spoke: it earns the buyer nothing, and takes out of account that no mail answered meanwhile (`evidence.asks`). After people are
settled. It counts from the day of the call, on which we knew of it, whenever it was written down or read: as mail of a mailbox that is
read later does. Reads activity, contact_address, crm_user, handle; writes spoke; marks whose calls differ as dirty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regard.evidence.history import Spoken
from regard.model import DAY
from regard.store.live import Live

_CALLS = """SELECT a.id, a.who_id, u.email, a.us, a.end_us FROM activity a JOIN crm_user u ON u.id = a.owner_id
    WHERE a.kind = 'call' AND a.us IS NOT NULL AND a.who_id <> '' AND u.email <> ''"""
Row = tuple[str, str, str, int, int, int]


def settle_calls_noted(live: Live) -> None:
    """Have the table tell of the calls that the CRM holds now, and look again at whose calls differ."""
    wanted, held = set(_noted(live)), set(live.rows("SELECT h, us, activity, seller_h, end_us, known_us FROM spoke"))
    if wanted == held:
        return
    with live.writing() as c:
        c.executemany("DELETE FROM spoke WHERE h = ? AND us = ? AND activity = ?", [row[:3] for row in sorted(held - wanted)])
        c.executemany("INSERT INTO spoke VALUES(?, ?, ?, ?, ?, ?)", sorted(wanted - held))
        c.executemany(
            "INSERT OR IGNORE INTO dirty SELECT 'person', person FROM handle WHERE id = ? AND person IS NOT NULL",
            [(h,) for h in sorted({row[0] for row in wanted ^ held})],
        )


def _noted(live: Live) -> Iterator[Row]:
    calls = live.rows(_CALLS)
    if not calls:
        return
    addresses: dict[str, list[str]] = {}
    for contact, h in live.rows(
        "SELECT a.contact_id, h.id FROM contact_address a JOIN handle h ON h.address = a.address ORDER BY h.id"
    ):
        addresses.setdefault(contact, []).append(h)
    ours = dict(live.rows("SELECT u.email, h.id FROM crm_user u JOIN handle h ON h.address = u.email"))
    for activity, who, email, us, end in calls:
        if email not in ours:
            continue
        until = end if end is not None and end > us else us + (DAY if us % DAY == 0 else 1)  # a mere day is the whole of it
        for contact in who.split(";"):
            for h in addresses.get(contact.strip(), ()):
                yield h, us, activity, ours[email], until, until


def calls_noted(live: Live, buyers: Sequence[str]) -> dict[str, list[Spoken]]:
    """Buyer -> the calls with them that are noted, by time."""
    sql = """SELECT b.person, s.person, c.us, c.end_us, c.known_us, c.activity FROM spoke c JOIN handle b ON b.id = c.h
        JOIN handle s ON s.id = c.seller_h WHERE b.person IN ({}) AND s.person IS NOT NULL ORDER BY c.us, c.activity"""
    found: dict[str, dict[str, Spoken]] = {}
    for buyer, seller, us, end, known, activity in live.rows_in(sql, list(buyers)):
        found.setdefault(buyer, {})[activity] = Spoken(us, end, known, seller, activity)
    return {buyer: list(of.values()) for buyer, of in found.items()}
