"""Who said good-bye until a time that is still to come? Nothing is to be asked of them before, and their silence tells nothing.

Whoever wrote again since, but for the courtesies of the days after, is back; what was said in confidence is not told. Reads message, body,
handle, interaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regard.answers.confided import confided
from regard.flow.good_byes import GoodBye, good_byes
from regard.model import DAY
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

COURTESIES = 7 * DAY
"""What they write so soon after it is still the good-bye."""
ADVICE = "Ask nothing of them before then: their silence until then tells nothing."
_WROTE = """SELECT buyer, max(us) FROM interaction WHERE NOT outbound AND NOT automated AND kind = 'mail' AND us <= {as_of}
    AND known_us <= {as_of} AND buyer IN ({{}}) GROUP BY 1"""


def resting(view: View, people: Sequence[str]) -> dict[str, GoodBye]:
    """Person -> the good-bye that holds at the view's moment, the last of several."""
    if not view.text:
        return {}
    now = view.as_of_us
    found = {
        person: last[-1]
        for person, told in good_byes(view.live, people).items()
        if (last := [one for one in told if max(one.us, one.known_us) <= now < one.until_us])
    }
    if not found:
        return {}
    wrote = dict(view.live.rows_in(_WROTE.format(as_of=now), sorted(found)))
    private = confided(view.live, [one.message_id for one in found.values()])
    return {
        person: one
        for person, one in found.items()
        if one.message_id not in private and wrote.get(person, one.us) <= one.us + COURTESIES
    }


def says(one: GoodBye) -> str:
    """When they said good-bye, and until when."""
    return f"said good-bye on {iso_day(one.us)}, until {iso_day(one.until_us)}"
