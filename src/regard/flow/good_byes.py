"""Which buyers said good-bye until a time, and until when? Of their mail that bears the cue, the sentence and the moment that it names.

Reads message, body, handle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from regard.evidence.language.resting import RESTS, until_us
from regard.flow.interacting import cues
from regard.store.live import Live

_SAID = f"""SELECT h.person, m.id, m.us, m.known_us, m.cues, b.text FROM handle h JOIN message m ON m.from_n = h.n
    JOIN body b ON b.message = m.n WHERE h.person IN ({{}}) AND instr(m.cues, '"{RESTS}"') > 0 AND m.kind = 'mail'
    AND m.basis = 'observed' AND m.automated = '' AND m.us IS NOT NULL ORDER BY m.us, m.id"""


@dataclass(frozen=True, slots=True)
class GoodBye:
    """One good-bye: when it was written and known, until when (UTC microseconds), and the sentence."""

    us: int
    known_us: int
    until_us: int
    message_id: str
    quote: str


def good_byes(live: Live, people: Sequence[str]) -> dict[str, list[GoodBye]]:
    """Person -> their good-byes by time."""
    found: dict[str, list[GoodBye]] = defaultdict(list)
    for person, message_id, us, known_us, told, text in live.rows_in(_SAID, list(people)):
        for cue in cues(told):
            if cue.kind == RESTS and (until := until_us(said := text[cue.start : cue.end], us)) is not None:
                found[person].append(GoodBye(us, known_us, until, message_id, " ".join(said.split())))
    return found
