"""Did one of ours whose mailbox delivers no more write that they leave?

Then the mailbox has ended and is not to deliver again. Words alone are not enough (somebody leaves for Rome, or stays after all): asked
only of a mailbox that stopped, about the mails of its owner near its end. Reads message, body, handle.
"""

from __future__ import annotations

import re

from regard.evidence.language.detect import LONGEST_READ
from regard.model import DAY
from regard.store.live import Live

FAREWELL = 60 * DAY
"""A goodbye is near the end of a mailbox where it is no farther from it."""
_GOODBYE = re.compile(
    r"\b(?:i am|i'm|i will be|i'll be|i shall be) (?:now )?leaving\b(?! (?:for|early|now|today|town|at \d|the office (?:at|early|now)))"
    r"|\bmy last (?:working )?day\b|\bi (?:have )?(?:resigned|retire)\b|\bich verlasse (?:das unternehmen|die firma|unser haus)\b"
    r"|\bmein letzter (?:arbeits)?tag\b|\bje quitte (?:l['’]entreprise|la société|mes fonctions)\b|\bmon dernier jour\b"
    r"|\b(?:dejo|me voy de) la empresa\b|\bmi último día\b",
    re.IGNORECASE,
)
_WROTE = """SELECT m.us, b.own FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE h.person = ? AND m.kind = 'mail' AND m.automated = '' AND m.us > ? AND m.us <= ? ORDER BY m.us DESC LIMIT 200"""


def said_goodbye(live: Live, seller: str, end_us: int) -> int | None:
    """When one of ours whose mailbox ends wrote that they leave, within `FAREWELL` before its end; None where they did not."""
    rows = live.rows(_WROTE, seller, end_us - FAREWELL, end_us + FAREWELL)
    return next(
        (us for us, own in rows if _GOODBYE.search(own[:LONGEST_READ].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))), None
    )
