"""What a buyer's messages and words on calls say that is read and not counted: the experimental kinds, each with its sentence and whom it
names.

Reads message, handle, person, speaker, body. Nothing of what we wrote, nothing where words are not read, and nothing of a mail or call in
confidence: that was meant for one of ours alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from regard.answers.confided import KIND, confided
from regard.answers.evidence import shortened
from regard.answers.view import View
from regard.answers.voices import as_theirs, by_them
from regard.evidence.language.detect import named
from regard.evidence.language.rules import EXPERIMENTAL
from regard.identity.sensitive import is_private
from regard.model import Cue, Interaction
from regard.parse.transcript import minute_of
from regard.time import iso

SHOWN = EXPERIMENTAL - {KIND}
_CUES = """SELECT m.cues, m.id FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person
    WHERE m.n = ? AND s.side = 'them' AND m.automated = '' AND m.kind <> 'call'
    UNION ALL SELECT k.cues, m.id FROM speaker k JOIN message m ON m.n = k.message JOIN handle h ON h.n = k.handle
    JOIN person s ON s.id = h.person WHERE m.n = ? AND s.side = 'them'"""


def heard(view: View, n: int, text: str) -> tuple[dict[str, Any], ...]:
    """Rows of message number `n` in the order of its text: `kind`, `quote`, `start`, `end`, `who` (names and roles as written), and
    `call`, when on a call it was said ("" of mail).
    """
    if not view.text or not text:
        return ()
    cues = sorted(
        (Cue(*c) for found, _ in view.live.rows(_CUES, n, n) if found for c in json.loads(found)), key=lambda c: c.start
    )
    rows = tuple(_row(text, c) for c in cues if c.kind in SHOWN and c.end > c.start)
    (ident,) = view.live.rows("SELECT id FROM message WHERE n = ?", n)[0]
    return () if rows and confided(view.live, [ident]) else rows


def heard_of(view: View, here: Sequence[Interaction]) -> tuple[dict[str, Any], ...]:
    """The last sentence of each kind in one buyer's interactions, the newest first: rows as of `heard`, and `date`, `message_id`, and
    `times`, in how many of their mails and calls such words stand. The quote is empty where a word of it may be private.
    """
    if not view.text:
        return ()
    last: dict[str, tuple[Interaction, Cue]] = {}
    theirs = [i for i in by_them(as_theirs(view.live, here)[0]) if any(c.kind in SHOWN for c in i.cues)]
    private = confided(view.live, [i.message_id for i in theirs])
    times: dict[str, int] = {}
    for i in sorted(theirs, key=lambda i: (i.us, i.message_id)):
        if i.message_id in private:
            continue
        cues = {c.kind: c for c in i.cues if c.kind in SHOWN and c.end > c.start}
        last |= {kind: (i, c) for kind, c in cues.items()}
        for kind in cues:
            times[kind] = times.get(kind, 0) + 1
    sql = "SELECT m.id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    texts = dict(view.live.rows_in(sql, sorted({i.message_id for i, _ in last.values()})))
    rows = [(i, c) for i, c in last.values() if i.message_id in texts]
    return tuple(
        {**_hushed(_row(texts[i.message_id], c)), "date": iso(i.us), "message_id": i.message_id, "times": times[c.kind]}
        for i, c in sorted(rows, key=lambda row: (-row[0].us, row[0].message_id, row[1].start))
    )


def _hushed(row: dict[str, Any]) -> dict[str, Any]:
    """The same with an empty quote where a word of it may be private."""
    return row | {"quote": ""} if is_private(row["quote"]) else row


def _row(text: str, c: Cue) -> dict[str, Any]:
    who = tuple(" ".join(text[a:b].split()) for a, b in named(text, c))
    quote = shortened(text[c.start : c.end])
    return {"kind": c.kind, "quote": quote, "start": c.start, "end": c.end, "who": who, "call": minute_of(text, c.start)}
