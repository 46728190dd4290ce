"""What each known voice said on a call, for whatever tells what buyers wrote: there a sentence said counts as one written.

A voice that fits nobody says nothing (`interactions.speakers`), what ours say is nobody else's, and no trial is made of any of it: how
often somebody speaks on recorded calls depends on who records them. Reads message, speaker, handle, person, body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from regard.evidence.voices import zones
from regard.flow.interacting import cues as cues_of
from regard.model import Cue, Interaction, Span
from regard.store.live import Live

_SPEAKERS = """SELECT m.id, k.name, coalesce(s.id, ''), coalesce(s.side, ''), k.cues FROM speaker k JOIN message m ON m.n = k.message
    LEFT JOIN handle h ON h.n = k.handle LEFT JOIN person s ON s.id = h.person WHERE m.id IN ({}) ORDER BY m.id, k.name"""
_TEXTS = "SELECT m.id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of a call: `person` and `side` are "" where nobody knows who that is; `spans` are their words in the call's `text`,
    `cues` what these do."""

    call: str
    name: str
    person: str
    side: str
    text: str
    spans: tuple[Span, ...]
    cues: tuple[Cue, ...]

    @property
    def own(self) -> str:
        """All that they said, a line a turn."""
        return "\n".join(self.text[s.start : s.end] for s in self.spans)


def voices(live: Live, calls: Collection[str]) -> dict[str, list[Voice]]:
    """Call (message id) -> who speaks in it; nothing of calls without words."""
    rows = live.rows_in(_SPEAKERS, sorted(calls))
    texts = dict(live.rows_in(_TEXTS, sorted({row[0] for row in rows})))
    spoken = {call: zones(text) for call, text in texts.items()}
    found: dict[str, list[Voice]] = defaultdict(list)
    for call, name, person, side, cues in rows:
        if name in spoken.get(call, {}):
            found[call].append(Voice(call, name, person, side, texts[call], spoken[call][name], cues_of(cues)))
    return dict(found)


def as_theirs(live: Live, here: Iterable[Interaction]) -> tuple[list[Interaction], Mapping[str, Voice]]:
    """(interactions of one buyer, each call on which they spoke as what they said, with its cues; call -> their voice on it)."""
    rows = list(here)
    spoken = voices(live, {i.message_id for i in rows if i.kind == "call"})
    mine = {i.message_id: v for i in rows if i.kind == "call" for v in spoken.get(i.message_id, ()) if v.person == i.buyer}
    said = [
        replace(i, outbound=False, buyer_role="from", cues=mine[i.message_id].cues) if i.message_id in mine else i for i in rows
    ]
    return said, mine


def by_them(here: Sequence[Interaction]) -> list[Interaction]:
    """What a buyer wrote themselves, or said on calls, of interactions as `as_theirs` gives them; nothing that a machine sent."""
    return [i for i in here if i.kind in ("mail", "call") and not i.outbound and i.buyer_role == "from" and not i.automated]
