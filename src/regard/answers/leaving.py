"""Who said that they leave, and was hardly heard of after?

A word about a colleague who leaves says nothing of the writer. Reads message, body, handle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from regard.answers.view import View
from regard.model import DAY

FAREWELL = 60 * DAY
"""A word of leaving counts while they wrote for no longer than this after it."""
_SAYS = """SELECT h.person, m.us, m.cues, b.text FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE m.cues LIKE '%"leaves"%' AND m.us <= {as_of} AND m.known_us <= {as_of} {among} ORDER BY m.us"""
_MYSELF = re.compile(r"\b(?:i|my last)\b", re.IGNORECASE)
_ARRIVES = re.compile(
    r"\bnew (?:\w+ )?(?:contact|point of contact|account manager|buyer|rep)|\b(?:taken|taking|took) over\b|\breplac|\bsucceed",
    re.IGNORECASE,
)


def says_leaving(view: View, among: Sequence[str] | None = None) -> dict[str, int]:
    """Person -> when they last said of themselves that they leave (of `among`, if given)."""
    sql = _SAYS.format(as_of=view.as_of_us, among="" if among is None else "AND h.person IN ({})")
    rows = view.live.rows(sql) if among is None else view.live.rows_in(sql, list(among))
    found: dict[str, int] = {}
    for person, us, cues, text in rows:
        said = [text[c[1] : c[2]] for c in json.loads(cues) if c[0] == "leaves"]
        if any(_MYSELF.search(words) and not _ARRIVES.search(words) for words in said):
            found[person] = max(us, found.get(person, us))
    return found


def gone(view: View, last_them: Mapping[str, int | None]) -> set[str]:
    """Those of some people (with their last mail) who said that they leave, and wrote for no longer than `FAREWELL` after."""
    return {p for p, us in says_leaving(view, list(last_them)).items() if (last_them[p] or us) <= us + FAREWELL}
