"""In which language is a mail that is too short to tell? "Dienstag 10 Uhr passt." stands in a German thread.

Of one buyer's mails with us: what is too short takes the language of those of its thread that came before, and where none of these
tells one, of its writer's before it: a later mail may not change what a past day tells. Then it is either read or not, as they are.
Closings and notes tell none. Reads and gives `Interaction`s. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from regard.model import Interaction

UNREAD, UNTOLD = "unread", "untold"
"""The cues of words in a language that is not read, and of words too few to tell (`evidence.language.detect`)."""
_TELLS_NONE = frozenset({UNTOLD, "closing", "noted"})


def told(found: Sequence[Interaction]) -> list[Interaction]:
    """The same interactions, of which none is untold any more."""
    if not any(_untold(i) for i in found):
        return list(found)
    threads: dict[str, Counter[bool]] = {}
    writers: dict[str, Counter[bool]] = {}
    resolved: dict[int, Interaction] = {}
    for n, i in sorted(enumerate(found), key=lambda at: (max(at[1].us, at[1].known_us), at[1].message_id)):
        kinds = {cue.kind for cue in i.cues}
        if _untold(i):
            resolved[n] = _resolved(i, threads.get(i.thread_id), writers.get(_writer(i)))
        elif i.kind == "mail" and i.words and not i.automated and i.basis == "observed" and kinds.isdisjoint(_TELLS_NONE):
            writers.setdefault(_writer(i), Counter())[UNREAD in kinds] += 1
            if i.thread_id:
                threads.setdefault(i.thread_id, Counter())[UNREAD in kinds] += 1
    return [resolved.get(n, i) for n, i in enumerate(found)]


def _resolved(i: Interaction, *votes: Counter[bool] | None) -> Interaction:
    """With the cue of words that are not read in place of the other, or without it, by the first who tell more of one than of the other."""
    foreign = next((v[True] > v[False] for v in votes if v is not None and v[True] != v[False]), False)
    kept = (replace(c, kind=UNREAD) if c.kind == UNTOLD else c for c in i.cues if foreign or c.kind != UNTOLD)
    return replace(i, cues=tuple(kept))


def _writer(i: Interaction) -> str:
    return i.seller if i.outbound else i.buyer


def _untold(i: Interaction) -> bool:
    return any(cue.kind == UNTOLD for cue in i.cues)
