"""Which mails of buyers say that they go unless something is done ("if I have no credit note this week, we cancel")?

Such a sentence asks nothing, and so stands in no list of questions; whoever wrote it waits for an answer more than anybody who asks. Its
forms are those of the situation `ultimatum` (`evidence.language.situations`), in four languages. In a book that keeps gists only
the mails that are marked so are read. Reads interaction, message, body, gist.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from regard.evidence.language.sentences import sentences
from regard.evidence.language.situations import may_tell, tells
from regard.flow.stored_gists import who_goes

if TYPE_CHECKING:
    from regard.answers.view import View

_WROTE = """SELECT DISTINCT m.n, b.own, b.text FROM interaction i JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} {marked} {among}
    ORDER BY m.n"""


def threats_to_leave(view: View, since: int, among: Collection[str] | None = None) -> dict[int, tuple[int, int]]:
    """Message number -> [start, end) in its text of the last such sentence, of mails after `since` (of all buyers, or `among` these)."""
    if not view.text:
        return {}
    marks = who_goes(view.live)
    marked = "" if marks is None else f"AND m.n IN ({marks})"
    sql = _WROTE.format(as_of=view.as_of_us, since=since, marked=marked, among="" if among is None else "AND i.buyer IN ({})")
    rows = view.live.rows(sql) if among is None else view.live.rows_in(sql, sorted(set(among)))
    found: dict[int, tuple[int, int]] = {}
    for n, own, text in rows:
        for said in _threats(own or ""):
            if (at := (text or "").find(said)) >= 0:
                found[n] = (at, at + len(said))
    return found


@lru_cache(maxsize=4096)
def _threats(own: str) -> tuple[str, ...]:
    """Those sentences of own words; remembered, since what was read of a mail holds when the next one comes in."""
    if not may_tell(own, "ultimatum"):
        return ()
    cut = (own[start:end] for start, end in sentences(own, 0, len(own)))
    return tuple(said for said in cut if tells(" ".join(said.split()), "ultimatum"))
