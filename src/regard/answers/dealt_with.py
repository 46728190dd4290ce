"""Whom does one of ours deal with? Those to whom they wrote, or who wrote to them, met or spoke with them, within half a year.

For whoever asks for their own alone: it narrows a list, and no list is made by it for anybody else. Copies on mail among others do not
count. Reads interaction.
"""

from __future__ import annotations

from regard.answers.view import View
from regard.model import DAY

WITHIN = 183 * DAY
_DEALT = """SELECT DISTINCT buyer FROM interaction WHERE seller = ? AND NOT copied AND NOT automated AND us > ? AND us <= ?
    AND known_us <= ?"""


def dealt_with(view: View, person: str) -> frozenset[str]:
    """The buyers that a person of ours deals with at the view's moment; nobody where no mail shows them."""
    if not person:
        return frozenset()
    at = view.as_of_us
    return frozenset(row[0] for row in view.live.rows(_DEALT, person, at - WITHIN, at, at))
