"""Which mails hand on another's words without a mark, so that nobody can tell whose words they are?

Whoever sends an answer on, but for the line that says so, leaves that answer above an original of their own, which none of those it now
goes to was sent. The words are then most likely of whoever answered, and are quoted as nobody's. Reads message, body, party, handle, quote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from regard.store.live import Live

LONGEST = 4_000
"""So many characters of a heading are read."""
_ABOVE = f"""SELECT m.id, h.address, substr(b.text, q.header_start + 1, min(q.start - q.header_start, {LONGEST})) FROM quote q
    JOIN message m ON m.n = q.carrier JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE q.k = 0 AND q.depth = 1 AND q.author = h.address AND m.is_reply AND m.id IN ({{}})"""
"""Mails that stand as an answer right above an original of their own writer, with its heading."""
_TO = """SELECT m.id, h.address, coalesce(p.name, '') FROM message m JOIN party q ON q.message = m.n JOIN handle h ON h.n = q.handle
    LEFT JOIN person p ON p.id = h.person WHERE q.role <> 'from' AND m.id IN ({})"""
_ADDRESSED = re.compile(
    r"^[ \t>*_]*(?:to|an|à|para|a)[*_]*[ \t]*:[*_]*(?P<to>.*\S.*)", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_WORDS = re.compile(r"[^\W\d_]{2,}")


def passed_on(live: Live, ids: Iterable[str]) -> frozenset[str]:
    """Those of some messages whose words may be another's: their original below names whom it went to, and none of those they go to."""
    rows = list(live.rows_in(_ABOVE, sorted(set(ids))))
    if not rows:
        return frozenset()
    to: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for message, address, name in live.rows_in(_TO, sorted({row[0] for row in rows})):
        to[message].append((address, name))
    return frozenset(
        message
        for message, _, heading in rows
        if (had := _ADDRESSED.search(heading)) is not None and not any(_named(had["to"], *one) for one in to[message])
    )


def _named(had: str, address: str, name: str) -> bool:
    """Whether a heading names somebody, by the address or by every word of their name or of the letters before the @."""
    low = had.casefold()
    if address.casefold() in low:
        return True
    words = set(_WORDS.findall(low))
    called = [set(_WORDS.findall(of.casefold())) for of in (name, address.partition("@")[0])]
    return any(of and of <= words for of in called)
