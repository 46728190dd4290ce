"""Did a meeting settle what we asked for? Our question when to meet is closed by the meeting that they accepted or called since; theirs is
the subject of `called_for`.

Reads attendance, meeting, message and handle. The words are looked at in English, German, French and Spanish.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regard.answers.view import View

_BOOKED = """SELECT h.person, coalesce(a.answered_us, a.known_us), m.us FROM attendance a JOIN handle h ON h.n = a.handle
    JOIN meeting g ON g.message = a.message JOIN message m ON m.n = a.message
    WHERE a.answer = 'accepted' AND NOT a.removed AND a.known_us <= {as_of} AND m.known_us <= {as_of} AND NOT g.all_day
    AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND h.person IN ({{}})
    UNION SELECT h.person, m.known_us, m.us FROM message m JOIN meeting g ON g.message = m.n JOIN handle h ON h.n = m.from_n
    WHERE m.kind = 'meeting' AND m.known_us <= {as_of} AND NOT g.all_day
    AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND h.person IN ({{}})"""
_TO_MEET = re.compile(
    r"\b(?:meet(?:ing|s)?|call|join|by phone|dial in|talk|speak|catch[- ]?up|get together|sit down|visit|"
    r"come (?:and see|by|over|round)|drop (?:in|by)|demo|"
    r"teams|zoom|slot|appointment|workshop|(?:date|day|time|week|hour)s? (?:(?:would|that) )?(?:suits?|works?)|diary|calendar)\b"
    r"|\b(?:treffen|zusammensetzen|zusammen|termine?|besprech\w*|besprechung|besuch\w*|telefonieren|telefonat|vorbeikommen|"
    r"sprechen|gespräch|vor ort|passt (?:es )?(?:ihnen|dir))\b"
    r"|\b(?:rencontr\w+|réunion|rendez-vous|rdv|visite|se voir|nous voir|vous voir|en parler|appel|visio|créneau)\b"
    r"|\b(?:reuni\w+|cita|visita\w*|vernos|hablar|llamada|videollamada|pasar a ver\w*)\b",
    re.IGNORECASE,
)


def asks_to_meet(words: str) -> bool:
    """Whether a question is about meeting or speaking: when, where, or whether at all."""
    return _TO_MEET.search(words) is not None


def booked(view: View, buyers: Sequence[str]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Buyer -> (when they accepted or called it, when it begins) of the meetings that stand at the view's moment."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    once = sorted(set(buyers))
    one, other = _BOOKED.format(as_of=view.as_of_us).split("UNION")
    for sql in (one, other):
        for buyer, said, begins in view.live.rows_in(sql, once):
            found[buyer].append((said, begins))
    return found


def settles(meetings: Sequence[tuple[int, int]], asked_us: int) -> bool:
    """Whether any of some meetings was agreed, and begins, after a question."""
    return any(said > asked_us and begins > asked_us for said, begins in meetings)
