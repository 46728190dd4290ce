"""Which mails of ours to several ask one of them by name? "Gemma, can you send us the order?", to Danny with Gemma in copy, asks Gemma.

Where every sentence of a mail that asks speaks by name to others (`language.addressing`), it asked this buyer nothing; where one speaks to
a buyer who is merely in copy, it asked them. Names are taken from the addresses of the mail itself, which all syncs see alike; of an
address that shows no name ("dm@") nobody knows, and whoever is in To was asked. Reads message, body, party, handle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from regard.evidence.asks import MOST_RECIPIENTS
from regard.evidence.language.addressing import spoken_to
from regard.model import Interaction
from regard.store.live import Live

_ASKS = frozenset({"question", "request"})
_TEXTS = "SELECT m.id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
_READERS = """SELECT m.id, h.person, h.address FROM message m JOIN party q ON q.message = m.n AND q.role IN ('to', 'cc')
    JOIN handle h ON h.n = q.handle WHERE h.person IS NOT NULL AND m.id IN ({}) ORDER BY h.address"""


def with_whom_asked(live: Live, found: Mapping[str, Sequence[Interaction]]) -> dict[str, list[Interaction]]:
    """The interactions, those mails of ours with whether they ask this buyer by name, or others (`Interaction.called`)."""
    several = {i.message_id: i for here in found.values() for i in here if _may_call(i)}
    if not several:
        return {buyer: list(here) for buyer, here in found.items()}
    texts = dict(live.rows_in(_TEXTS, sorted(several)))
    readers: dict[str, dict[str, str]] = defaultdict(dict)
    for message, person, address in live.rows_in(_READERS, sorted(texts)):
        readers[message].setdefault(person, address)
    called = {m: _called(several[m], text or "", readers[m]) for m, text in texts.items()}
    return {
        buyer: [replace(i, called=_of(buyer, asked)) if (asked := called.get(i.message_id)) else i for i in here]
        for buyer, here in found.items()
    }


def _may_call(i: Interaction) -> bool:
    mail = i.outbound and i.kind == "mail" and not i.automated and 1 < i.recipients <= MOST_RECIPIENTS
    return mail and any(cue.kind in _ASKS for cue in i.cues)


def _called(i: Interaction, text: str, readers: Mapping[str, str]) -> list[frozenset[str]]:
    """Of each sentence that asks, those of the readers to whom it speaks by name; empty where it speaks to nobody by name."""
    return [spoken_to(text, c.start, c.end, readers) or frozenset() for c in i.cues if c.kind in _ASKS]


def _of(buyer: str, asked: Sequence[frozenset[str]]) -> bool | None:
    """Whether some sentences ask this buyer by name (True), others alone (False), or nobody can tell (None)."""
    if any(buyer in whom for whom in asked):
        return True
    return False if all(asked) else None
