"""Finding and showing single messages. Only mail with buyers is shown: personal, internal and excluded mail stays out of sight.

Reads message, body, words, party, handle, person, interaction, quote.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from regard.answers import together
from regard.answers.evidence import shortened
from regard.errors import UnknownReference, UsageError
from regard.flow.keeping import unpack_spans
from regard.results import Carrier, Match, MessageView, QuotedPart, TimelineEntry
from regard.store.live import Live
from regard.time import iso

_TERM = re.compile(r'["“”]([^"“”]+)["“”]|(\w+)')
_SHOWN = "EXISTS(SELECT 1 FROM interaction i JOIN person s ON s.id = i.buyer AND s.side = 'them' WHERE i.message_id = m.id)"

SHOWN_CARRIER = f"(SELECT c.id FROM message c WHERE c.id = m.carrier_id AND {_SHOWN.replace('m.id', 'c.id')})"


def query(text: str) -> str:
    """What was typed as a full-text query: every word, quoted words together. Raises UsageError where no word is in it."""
    terms = [phrase or word for phrase, word in _TERM.findall(text)]
    if not terms:
        raise UsageError("Type at least one word to look for.")
    return " ".join('"' + term.replace('"', "") + '"' for term in terms)


def search(live: Live, text: str, limit: int) -> list[Match]:
    """The best matches, newest first among equals."""
    rows = live.rows(
        f"""SELECT m.id, m.us, m.subject, coalesce(nullif(p.name, ''), h.address, ''), f.snippet,
            (SELECT i.buyer FROM interaction i WHERE i.message_id = m.id LIMIT 1), m.basis
        FROM (SELECT rowid AS n, rank AS score, snippet(words, 1, '', '', ' … ', 24) AS snippet FROM words WHERE words MATCH ?) f
        JOIN message m ON m.n = f.n LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person p ON p.id = h.person
        WHERE {_SHOWN} ORDER BY f.score, m.us DESC LIMIT ?""",
        query(text),
        limit,
    )
    return [Match(r[0], iso(r[1]), r[2], r[3], " ".join(r[4].split()), r[5], r[6]) for r in rows]


def message(live: Live, message_id: str) -> MessageView:
    """One message. Raises UnknownReference where there is none, or none that is shown."""
    rows = live.rows(
        f"SELECT m.n, m.us, m.subject, m.automated, m.thread_id, b.text, b.spans, b.attachments, m.basis, "
        f"m.carrier_id FROM message m "
        f"LEFT JOIN body b ON b.message = m.n WHERE m.id = ? AND {_SHOWN}",
        message_id,
    )
    if not rows:
        raise UnknownReference(f"There is no message “{message_id}” with a buyer in this book.")
    n, us, subject, automated, thread_id, text, spans, attachments, basis, carrier_id = rows[0]
    people = live.rows(
        "SELECT p.role, coalesce(nullif(s.name, ''), h.address), h.address FROM party p JOIN handle h ON h.n = p.handle "
        "LEFT JOIN person s ON s.id = h.person WHERE p.message = ? ORDER BY p.role <> 'from', p.role DESC, h.address",
        n,
    )
    zones = tuple({"zone": s.zone, "text": (text or "")[s.start : s.end]} for s in unpack_spans(spans or ""))
    return MessageView(
        id=message_id,
        date=iso(us),
        subject=subject,
        sender=next((_named(name, address) for role, name, address in people if role == "from"), ""),
        recipients=tuple(f"{role}: {_named(name, address)}" for role, name, address in people if role != "from"),
        zones=zones,
        automated=automated,
        thread=tuple(_thread(live, thread_id)) if thread_id else (),
        attachments=tuple(a[0] for a in json.loads(attachments or "[]")),
        meeting=together.meeting(live, n),
        call=together.call(live, n, text or ""),
        basis=basis,
        carrier=_carrier(live, carrier_id, message_id) if carrier_id else None,
        quotes=tuple(_quotes(live, n, [s.start for s in unpack_spans(spans or "")])),
    )


def _carrier(live: Live, carrier_id: str, message_id: str) -> Carrier | None:
    """Where a recovered message was found; of mail that is not shown itself, only when that was."""
    rows = live.rows(
        f"""SELECT CASE WHEN {_SHOWN} THEN m.id END, m.subject, coalesce(nullif(p.name, ''), h.address, ''), m.us,
            q.header_start, q."end" FROM message m
        JOIN quote q ON q.carrier = m.n LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person p ON p.id = h.person
        WHERE m.id = ? AND q.id = ? ORDER BY q.k LIMIT 1""",
        carrier_id,
        message_id,
    )
    if not rows:
        return None
    shown, subject, who, us, start, end = rows[0]
    return Carrier(shown, subject if shown else "", who if shown else "", iso(us), start, end)


def _quotes(live: Live, n: int, starts: list[int]) -> list[QuotedPart]:
    """The originals that a message quotes, in the order in which they stand in it; `starts` are those of its zones."""
    rows = live.rows(
        f"""SELECT m.id, coalesce(nullif(p.name, ''), nullif(q.author_name, ''), q.author), q.us, m.basis, q.header_start, q."end"
        FROM quote q LEFT JOIN message m ON m.id = q.target AND {_SHOWN} LEFT JOIN handle h ON h.address = q.author
        LEFT JOIN person p ON p.id = h.person WHERE q.carrier = ? ORDER BY q.k""",
        n,
    )
    return [QuotedPart(r[0], r[1], iso(r[2]), r[3] or "", r[4], r[5], max(bisect_right(starts, r[4]) - 1, 0)) for r in rows]


def _named(name: str, address: str) -> str:
    return address if name == address else f"{name} <{address}>"


def _thread(live: Live, thread_id: str) -> list[TimelineEntry]:
    """The messages of a thread that are shown, oldest first."""
    rows = live.rows(
        f"SELECT m.id, m.us, m.kind, m.subject, m.automated, coalesce(nullif(s.name, ''), h.address, ''), s.side, b.own, m.basis, "
        f"{SHOWN_CARRIER} FROM message m LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person "
        f"LEFT JOIN body b ON b.message = m.n WHERE m.thread_id = ? AND {_SHOWN} ORDER BY m.us, m.id LIMIT 200",
        thread_id,
    )
    return [
        TimelineEntry(
            message_id=r[0],
            date=iso(r[1]),
            kind=r[2],
            direction="us" if r[6] == "us" else "them",
            who=r[5],
            subject=r[3],
            result="",
            quote=shortened(r[7] or ""),
            thread_id=thread_id,
            automated=r[4],
            basis=r[8],
            carrier_id=r[9],
        )
        for r in rows
    ]
