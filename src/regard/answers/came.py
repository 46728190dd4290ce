"""What came of every interaction, as every page tells it: the rules of `interactions.outcomes`, and for what they asked the one
definition of what waits for us (`answers.waiting`).

A mail of theirs is "still open" where it waits by that definition, and nowhere else: not because nobody answered within three days, nor
only so long. One that perhaps waits is "unknown" here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from regard.answers.view import View
from regard.interactions.coverage import Covered
from regard.interactions.outcomes import results
from regard.model import Interaction, Trial


def came(
    view: View, here: Sequence[Interaction], stored: Sequence[Trial], covered: Covered, waits: Collection[str]
) -> dict[str, str]:
    """Message -> what came of it with one buyer; `waits` are the messages of theirs that wait for us."""
    found = results(here, stored, covered, view.as_of_us, text=view.text)
    return settled(found, here, waits)


def settled(found: Mapping[str, str], here: Sequence[Interaction], waits: Collection[str]) -> dict[str, str]:
    """Results with those of their mails as what waits has them; a meeting or a call of theirs stays as it is."""
    told = dict(found)
    for i in here:
        if i.outbound or i.kind != "mail":
            continue
        if i.message_id in waits:
            told[i.message_id] = "still open"
        elif told.get(i.message_id) == "still open":
            told[i.message_id] = "unknown"
    return told
