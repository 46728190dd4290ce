"""What a buyer's messages say that is read and not counted: the experimental kinds, each with its sentence and whom it names.

Reads message, handle, person, body. Nothing of what we wrote, nothing where words are not read, and nothing of a mail in confidence:
that was meant for one of ours alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from regard.answers.confided import KIND, confided
from regard.answers.evidence import shortened
from regard.answers.view import View
from regard.evidence.language.detect import named
from regard.evidence.language.rules import EXPERIMENTAL
from regard.model import Cue, Interaction
from regard.time import iso

SHOWN = EXPERIMENTAL - {KIND}
_CUES = """SELECT m.cues, m.id FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person
    WHERE m.n = ? AND s.side = 'them' AND m.automated = ''"""


def heard(view: View, n: int, text: str) -> tuple[dict[str, Any], ...]:
    """Rows of message number `n` in the order of its text: `kind`, `quote`, `start`, `end`, `who` (names and roles as written)."""
    if not view.text or not text:
        return ()
    rows = view.live.rows(_CUES, n)
    cues = [Cue(*c) for c in json.loads(rows[0][0])] if rows and rows[0][0] else []
    private = bool(cues) and bool(confided(view.live, [rows[0][1]]))
    return () if private else tuple(_row(text, c) for c in cues if c.kind in SHOWN)


def heard_of(view: View, here: Sequence[Interaction]) -> tuple[dict[str, Any], ...]:
    """The last sentence of each kind in one buyer's interactions, the newest first: rows as of `heard`, and `date`, `message_id`, and
    `times`, in how many of their mails such words stand.
    """
    if not view.text:
        return ()
    last: dict[str, tuple[Interaction, Cue]] = {}
    private = confided(view.live, [i.message_id for i in here if not i.outbound and any(c.kind in SHOWN for c in i.cues)])
    times: dict[str, int] = {}
    for i in sorted(here, key=lambda i: (i.us, i.message_id)):
        if i.outbound or i.kind != "mail" or i.buyer_role != "from" or i.automated or i.message_id in private:
            continue
        cues = {c.kind: c for c in i.cues if c.kind in SHOWN and c.end > c.start}
        last |= {kind: (i, c) for kind, c in cues.items()}
        for kind in cues:
            times[kind] = times.get(kind, 0) + 1
    sql = "SELECT m.id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    texts = dict(view.live.rows_in(sql, sorted({i.message_id for i, _ in last.values()})))
    rows = [(i, c) for i, c in last.values() if i.message_id in texts]
    return tuple(
        {**_row(texts[i.message_id], c), "date": iso(i.us), "message_id": i.message_id, "times": times[c.kind]}
        for i, c in sorted(rows, key=lambda row: (-row[0].us, row[0].message_id, row[1].start))
    )


def _row(text: str, c: Cue) -> dict[str, Any]:
    who = tuple(" ".join(text[a:b].split()) for a, b in named(text, c))
    return {"kind": c.kind, "quote": shortened(text[c.start : c.end]), "start": c.start, "end": c.end, "who": who}
