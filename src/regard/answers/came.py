"""What came of every interaction, as every page tells it: the rules of `interactions.outcomes`, and for what they asked the one
definition of what waits for us (`answers.waiting`).

A mail of theirs is "still open" where it waits by that definition, and nowhere else: not because nobody answered within three days, nor
only so long. One that perhaps waits is "unknown" here. A question of somebody's weekend, family or health asks nothing of us.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from regard.answers.view import View
from regard.evidence.language.life import asks_of_life
from regard.interactions.coverage import Covered
from regard.interactions.outcomes import results
from regard.model import Interaction, Trial


def came(
    view: View, here: Sequence[Interaction], stored: Sequence[Trial], covered: Covered, waits: Collection[str]
) -> dict[str, str]:
    """Message -> what came of it with one buyer; `waits` are the messages of theirs that wait for us."""
    found = results(of_business(view, here), stored, covered, view.as_of_us, text=view.text)
    return settled(found, here, waits)


def of_business(view: View, here: Sequence[Interaction]) -> list[Interaction]:
    """Interactions without those cues of theirs that ask of somebody's life: whoever leaves these unanswered owes the business nothing."""
    asking = [i.message_id for i in here if not i.outbound and any(c.kind == "question" for c in i.cues)]
    sql = "SELECT m.id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    texts: dict[str, str] = dict(view.live.rows_in(sql, asking)) if view.text else {}
    kept = []
    for i in here:
        text = texts.get(i.message_id, "")
        cues = tuple(c for c in i.cues if not (text and c.kind == "question" and asks_of_life(text[c.start : c.end])))
        kept.append(replace(i, cues=cues) if len(cues) < len(i.cues) else i)
    return kept


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
