"""Finding and showing single messages. Only mail with buyers is shown: personal, internal and excluded mail stays out of sight.

Reads message, body, words, party, handle, person, interaction.
"""

from __future__ import annotations

import json
import re

from regard.answers.evidence import shortened
from regard.errors import UnknownReference, UsageError
from regard.flow.keeping import unpack_spans
from regard.results import Match, MessageView, TimelineEntry
from regard.store.live import Live
from regard.time import iso

_TERM = re.compile(r'["“”]([^"“”]+)["“”]|(\w+)')
_SHOWN = "EXISTS(SELECT 1 FROM interaction i JOIN person s ON s.id = i.buyer AND s.side = 'them' WHERE i.message_id = m.id)"


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
            (SELECT i.buyer FROM interaction i WHERE i.message_id = m.id LIMIT 1)
        FROM (SELECT rowid AS n, rank AS score, snippet(words, 1, '', '', ' … ', 24) AS snippet FROM words WHERE words MATCH ?) f
        JOIN message m ON m.n = f.n LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person p ON p.id = h.person
        WHERE {_SHOWN} ORDER BY f.score, m.us DESC LIMIT ?""",
        query(text),
        limit,
    )
    return [Match(r[0], iso(r[1]), r[2], r[3], " ".join(r[4].split()), r[5]) for r in rows]


def message(live: Live, message_id: str) -> MessageView:
    """One message. Raises UnknownReference where there is none, or none that is shown."""
    rows = live.rows(
        f"SELECT m.n, m.us, m.subject, m.automated, m.thread_id, b.text, b.spans, b.attachments FROM message m "
        f"LEFT JOIN body b ON b.message = m.n WHERE m.id = ? AND {_SHOWN}",
        message_id,
    )
    if not rows:
        raise UnknownReference(f"There is no message “{message_id}” with a buyer in this book.")
    n, us, subject, automated, thread_id, text, spans, attachments = rows[0]
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
    )


def _named(name: str, address: str) -> str:
    return address if name == address else f"{name} <{address}>"


def _thread(live: Live, thread_id: str) -> list[TimelineEntry]:
    """The messages of a thread that are shown, oldest first."""
    rows = live.rows(
        f"SELECT m.id, m.us, m.kind, m.subject, m.automated, coalesce(nullif(s.name, ''), h.address, ''), s.side, b.own "
        f"FROM message m LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person "
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
        )
        for r in rows
    ]
