"""Was advice heeded? Only what somebody says of it tells: ours (“as you suggested”) or, stronger, theirs (“glad you listened”).

That later words share words with the advice tells nothing: whoever sends the price that they were told to hold back writes of it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from regard.model import DAY

WITHIN = 45 * DAY
"""So long after the advice its sequel is looked for."""
Shows = Literal["heeded", "not heeded"]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_OURS: tuple[tuple[Shows, re.Pattern[str]], ...] = (
    (
        "not heeded",
        _any(r"i know you (?:said|told|asked|suggested|advised)\b[^.]*\bbut\b", r"(?:despite|against) your advice\b"),
    ),
    (
        "heeded",
        _any(
            r"as you (?:suggested|advised|recommended|proposed)\b",
            r"(?:following|taking|took|on) your (?:advice|suggestion|tip)\b",
            r"(?:the|a) \w+(?: \w+)? you (?:asked for|suggested|recommended)\b",
        ),
    ),
)
_THEIRS: tuple[tuple[Shows, re.Pattern[str]], ...] = (
    (
        "not heeded",
        _any(
            r"i did (?:say|tell|warn)\b",
            r"i (?:told|warned) you\b",
            r"opposite of what i\b",
            r"(?:did|do)(?:n't| not) listen",
            r"whether you (?:ever )?listen",
            r"have it your way\b",
            r"(?:should|could) have listened\b",
        ),
    ),
    (
        "heeded",
        _any(
            r"(?:glad|good|pleased|thanks|thank you)(?: that)?(?: you| for)? (?:listened|listening|took my advice)\b",
            r"exactly (?:it|what i (?:meant|had in mind|asked))\b",
            r"much better\b",
            r"just as i (?:suggested|asked|hoped)\b",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Later:
    """A mail between the buyer and us after the advice, with its own words."""

    message_id: str
    us: int
    by_us: bool
    words: str


@dataclass(frozen=True, slots=True)
class Sequel:
    """What shows whether advice was heeded: by which mail, whose words."""

    shows: Shows
    message_id: str
    us: int
    by_us: bool


def sequel(advised_us: int, later: Iterable[Later], rejected: frozenset[str] = frozenset()) -> Sequel | None:
    """What shows it: the buyer's word before ours, the first of either. None where nothing does."""
    ours: Sequel | None = None
    for mail in sorted(later, key=lambda m: (m.us, m.message_id)):
        if not advised_us < mail.us <= advised_us + WITHIN or mail.message_id in rejected:
            continue
        if mail.by_us:
            shows = _first(_OURS, mail.words)
            ours = ours or (Sequel(shows, mail.message_id, mail.us, by_us=True) if shows else None)
        elif ours is not None or _wrote(later, advised_us, mail.us):
            # Their word tells once we did something they could speak of.
            shows = _first(_THEIRS, mail.words)
            if shows:
                return Sequel(shows, mail.message_id, mail.us, by_us=False)
    return ours


def _wrote(later: Iterable[Later], since: int, until: int) -> bool:
    return any(m.by_us and since < m.us < until for m in later)


def _first(rules: tuple[tuple[Shows, re.Pattern[str]], ...], words: str) -> Shows | None:
    return next((shows for shows, pattern in rules if pattern.search(words)), None)
