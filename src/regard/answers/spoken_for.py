"""Which mails did a colleague or assistant write for a buyer? "Tom has asked me to let you know that he no longer needs the list."

Such a mail speaks of what was promised to him as his own would. It counts where its own words name him with a form that speaks for him;
a name alone is no such form. It promises nothing in his name. Reads person, handle, message, body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from regard.flow.interacting import interactions
from regard.model import Interaction
from regard.store.live import Live

SHORTEST = 3
"""Letters; a shorter first name says too little."""

_COLLEAGUES = """SELECT m.id, w.id, b.own FROM person p JOIN person w ON w.company_id = p.company_id AND w.side = 'them' AND w.id <> p.id
    AND NOT w.objected JOIN handle h ON h.person = w.id JOIN message m ON m.from_n = h.n AND m.us > ? AND m.us <= ? AND m.known_us <= ?
    JOIN body b ON b.message = m.n
    WHERE p.id = ? AND p.company_id <> '' AND m.kind = 'mail' AND m.automated = '' AND instr(lower(b.own), ?) > 0"""


def speaks_for(own: str, first: str) -> bool:
    """Whether words speak for somebody of this first name (lower case)."""
    name = re.escape(first)
    full = rf"(?:(?:mr|mrs|ms|dr)\.? )?{name}(?: [a-z'-]+)?"
    forms = (
        rf"\b(?:on behalf of|in the name of|p\.?p\.?) {full}\b",
        rf"\b{full} (?:has |had |just |also )*(?:asked|asks|wants|wanted|told) (?:me|us)\b",
        rf"\b{full} (?:is asking|would like|wishes|says|said|lets you know|no longer|does not|doesn't|is still waiting|has not|hasn't)\b",
        rf"\bi(?:'m| am) (?:writing|answering|replying|getting in touch) for {full}\b",
    )
    words = " ".join(own.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    return re.search("|".join(forms), words) is not None


def _plain(first: str) -> str:
    """The longest piece of a name that the database finds in either case: it folds no letter beyond ASCII."""
    pieces: list[str] = re.findall(r"[a-z]*", first)
    return max(pieces, key=len)


def spoken_for(live: Live, here: Sequence[Interaction], since_us: int, as_of_us: int) -> list[Interaction]:
    """The mails of colleagues that speak for the buyer of these interactions, as if they were that buyer's own."""
    if not here:
        return []
    buyer = here[0].buyer
    name = next((row[0] for row in live.rows("SELECT name FROM person WHERE id = ?", buyer)), "")
    first = name.split()[0].lower() if name.split() and "," not in name else ""
    if len(first) < SHORTEST or not first.isalpha():
        return []
    rows = live.rows(_COLLEAGUES, since_us, as_of_us, as_of_us, buyer, _plain(first))
    wanted = {row[0]: row[1] for row in rows if speaks_for(row[2], first)}
    if not wanted:
        return []
    held = {i.message_id for i in here if not i.outbound}
    found = interactions(live, sorted(set(wanted.values())), since_us=since_us)
    return [
        replace(i, buyer=buyer)
        for writer, theirs in sorted(found.items())
        for i in theirs
        if i.kind == "mail" and not i.outbound and wanted.get(i.message_id) == writer and i.message_id not in held
    ]
