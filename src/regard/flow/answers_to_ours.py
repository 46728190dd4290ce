"""Which mails of a buyer answer a mail of ours that is not seen to have gone to them: a letter by Bcc, one to their other address, or one
that a colleague passed on? Whoever answers does not write of their own accord, though their own mail shows no ask.

Reads message, handle, person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from regard.model import Interaction
from regard.store.live import Live

_OURS = """SELECT m.id FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person AND s.side = 'us'
    WHERE m.kind = 'mail' AND m.basis = 'observed' AND m.id IN ({})"""


def with_answers_to_ours(live: Live, found: Mapping[str, Sequence[Interaction]]) -> dict[str, list[Interaction]]:
    """The interactions, such mails of theirs marked (`Interaction.answers_ours`)."""
    unseen: dict[str, set[str]] = {}
    for buyer, here in found.items():
        seen = {i.message_id for i in here}
        unseen[buyer] = {i.parent_id for i in here if not i.outbound and i.parent_id is not None and i.parent_id not in seen}
    ours = {row[0] for row in live.rows_in(_OURS, sorted(set().union(*unseen.values())))}
    return {
        buyer: [replace(i, answers_ours=True) if not i.outbound and i.parent_id in unseen[buyer] & ours else i for i in here]
        if unseen[buyer] & ours
        else list(here)
        for buyer, here in found.items()
    }
