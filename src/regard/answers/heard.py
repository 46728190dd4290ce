"""What a buyer's message says that is read and not counted: the experimental kinds, each with its sentence and whom it names.

Reads message, handle, person. Nothing of what we wrote, nothing where words are not read, and never coaching: that was meant for one of
ours alone.
"""

from __future__ import annotations

import json
from typing import Any

from regard.answers.evidence import shortened
from regard.answers.view import View
from regard.evidence.language.detect import named
from regard.evidence.language.rules import EXPERIMENTAL
from regard.model import Cue

SHOWN = EXPERIMENTAL - {"coaches"}
_CUES = """SELECT m.cues FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person
    WHERE m.n = ? AND s.side = 'them' AND m.automated = ''"""


def heard(view: View, n: int, text: str) -> tuple[dict[str, Any], ...]:
    """Rows of message number `n` in the order of its text: `kind`, `quote`, `start`, `end`, `who` (names and roles as written)."""
    if not view.text or not text:
        return ()
    rows = view.live.rows(_CUES, n)
    cues = [Cue(*c) for c in json.loads(rows[0][0])] if rows and rows[0][0] else []
    return tuple(
        {
            "kind": c.kind,
            "quote": shortened(text[c.start : c.end]),
            "start": c.start,
            "end": c.end,
            "who": tuple(" ".join(text[a:b].split()) for a, b in named(text, c)),
        }
        for c in cues
        if c.kind in SHOWN
    )
