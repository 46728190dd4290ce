"""Who said good-bye until a time that is still to come? Nothing is to be asked of them before, and their silence tells nothing.

Whoever wrote again since is back, but for the courtesies of the days after (`evidence.returning`); what was said in confidence is not told.
Reads message, body, handle, interaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regard.answers.confided import confided
from regard.evidence.returning import comes_back_with
from regard.flow.good_byes import GoodBye, good_byes
from regard.flow.interacting import cues
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

ADVICE = "Ask nothing of them before then: their silence until then tells nothing."
_WROTE = """SELECT i.buyer, i.us, coalesce(m.cues, '') FROM interaction i JOIN message m ON m.id = i.message_id WHERE NOT i.outbound
    AND NOT i.automated AND NOT i.recovered AND i.kind = 'mail' AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND i.buyer IN ({{}})"""


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
    wrote = view.live.rows_in(_WROTE.format(as_of=now, since=min(one.us for one in found.values())), sorted(found))
    back = {person for person, us, told in wrote if comes_back_with(found[person].us, us, (cue.kind for cue in cues(told)))}
    private = confided(view.live, [one.message_id for one in found.values()])
    return {person: one for person, one in found.items() if one.message_id not in private and person not in back}


def says(one: GoodBye) -> str:
    """When they said good-bye, and until when."""
    return f"said good-bye on {iso_day(one.us)}, until {iso_day(one.until_us)}"
