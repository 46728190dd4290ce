"""Did one of ours call the meeting that a buyer asked for? Then their question whether we meet waits no more.

A meeting settles it where somebody whom they asked called it or is on it, it was called after they asked, it begins within a fortnight of
that or on a day that they named, few outsiders are on it, and they did not decline. What asks for a meeting is told narrowly: "can your
pump meet our throughput?", "how many users may join the licence?", "could you call off the second batch?" and all that speaks of prices
or terms ask for something else, and wait. Reads attendance, meeting, message, handle and person. English, German, French and Spanish.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.evidence.language.dates import due_dates
from regard.model import DAY
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

SOON = 14 * DAY
"""A meeting that begins so long after they asked may be the one they asked for, on whatever day."""
FEW = 8
"""A meeting with more of theirs, of whatever company, is an event."""
_CALLED = """SELECT h.person, m.n, m.known_us, m.us, o.person FROM attendance a JOIN handle h ON h.n = a.handle
    JOIN message m ON m.n = a.message JOIN meeting g ON g.message = m.n JOIN handle o ON o.n = m.from_n
    JOIN person u ON u.id = o.person AND u.side = 'us'
    WHERE m.kind = 'meeting' AND NOT (a.answer = 'declined' AND a.known_us <= {as_of}) AND NOT a.removed AND m.known_us <= {as_of}
    AND NOT g.all_day AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND h.person IN ({{}})"""
_ON = """SELECT a.message, h.person, coalesce(s.side, '') = 'us' FROM attendance a JOIN handle h ON h.n = a.handle
    LEFT JOIN person s ON s.id = h.person WHERE NOT a.removed AND a.message IN ({})"""
_BEHIND = (
    r"(?= ?(?:[?.,;!)]|$)| (?:with|on|at|in|for|about|next|this|that|tomorrow|today|before|after|early|late|by|via|online|over|here|there"
    r"|again|soon|briefly|face|and|or|to|between|of|from|please)\b(?!['’]s))"
)
_MEETING = (
    r"(?:meeting|(?:video |phone |conference |teams |zoom )?call|visit|workshop|appointment|catch[- ]?up|video ?conference)s?"
    + _BEHIND
)
_DAY = (
    r"(?:\d{1,2}(?::\d\d)? ?(?:am|pm|h|uhr|o'clock)"
    r"|(?:mon|tues|wednes|thurs|fri)day|(?:mon|diens|donners|frei)tag|mittwoch|tomorrow|morgen)"
)
_ASKS = re.compile(
    rf"\b(?:we|you|us|i)\b(?: \w+){{0,6}}? meet(?: (?:us|me|him|her|them|you|up|each other|one another))?{_BEHIND}"
    r"|\b(?:set up|arrange|schedule|book|organi[sz]e|plan|fix|agree (?:on )?|have|hold|up for|time for|join|attend|come to|dial into"
    rf"|take part in|suggest|propose) (?:an?|the|our|this|that|another)(?: \w+){{0,2}}? {_MEETING}"
    r"|\byou\b(?: \w+){0,5}? (?:come|stop|drop|pop) (?:and see|by|over|round|along|to (?:see|visit) (?:us|the|our)|to (?:our|the))\b"
    r"|\byou\b(?: \w+){0,5}? visit (?:us|our)\b"
    rf"|\b(?:you|we|i)\b(?: \w+){{0,4}}? (?:call|ring|phone) (?:me|us|you|each other){_BEHIND}"
    r"|\b(?:you|we)\b(?: \w+){0,4}? (?:talk|speak|chat|catch up|get together|sit down|sit together)(?: (?:with|to) (?:us|me))?"
    r"(?= ?(?:[?.,;!)]|$)| (?:on the phone|by phone|on|at|next|this|tomorrow|today|briefly|again|soon|before|after)\b(?!['’]s))"
    rf"|\byou\b(?: \w+){{0,4}}? join (?:us|me|in){_BEHIND}"
    r"|\bjoin (?:the|our|this|a|that) (?:\w+ ){0,2}?(?:review|session|kick-?off|board|discussion)"
    + _BEHIND
    + r"|\byou\b(?: \w+){0,3}? (?:free|available)"
    r"(?= ?(?:\?|$)| (?:on|at|next|this|tomorrow|today|for an? (?:call|meeting|visit)|to (?:meet|talk|come|join))\b(?!['’]s))"
    r"|\b(?:day|date|week|slot)s? (?:would |that |will )*(?:suits?|works?) (?:you|for you|best)\b"
    rf"|\b{_DAY}\b[^.?!]{{0,30}} (?:suit|work for) you\b|\b{_DAY}\b[^.?!]{{0,30}} passt\b"
    rf"|\bpasst (?:es )?(?:ihnen|dir|euch)\b[^.?!]{{0,30}}\b{_DAY}"
    r"|\b(?:wir|sie|du|ihr)\b[^.?!]{0,60}\b(?:telefonieren|vorbeikommen|vorbeischauen|teilnehmen|dazukommen|zusammensetzen)\b"
    r"|\buns\b[^.?!]{0,60}\b(?:treffen|besuchen|anrufen|zusammensetzen|sehen)\b"
    r"|\b(?:einen?|das) (?:\w+ )?(?:termin|treffen|telefonat|besprechung)\b[^.?!]{0,30}\b(?:vereinbaren|machen|ausmachen|finden|ansetzen)\b"
    r"|\bnous (?:voir|rencontrer|appeler|réunir)\b|\bvous rencontrer\b|\b(?:pouvez|pourriez)-vous (?:venir|passer (?:nous|chez))\b"
    r"|\b(?:fixer|organiser|planifier|prévoir|prendre) (?:une?|la) (?:réunion|rendez-vous|rdv|visite|appel|visio)\b"
    r"|\b(?:vernos|reunirnos|visitarnos|llamarnos|llamarme)\b|\bpasar a vernos\b"
    r"|\b(?:fijar|concertar|organizar|programar|tener) una (?:reunión|llamada|visita|cita|videollamada)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"[€$£%]|\b(?:price[sd]?|pricing|discounts?|budget|costs?|eur|usd|gbp|half-?way"
    r"|in the middle|terms|requirements?|specs?|specifications?"
    r"|standards?|deadlines?|throughput|targets?|demand|needs|licen[cs]\w+|sign-on|integrat\w+|tenders?|bids?|call (?:it |them )?off"
    r"|did (?:you|we|he|she|they|i)|have (?:you|we) (?:had|met)|had|met|preis\w*|rabatt\w*|liefer\w*|kosten|prix|remise|livraison|coûts?"
    r"|precios?|descuento|entrega|coste)\b",
    re.IGNORECASE,
)
"""Words of a question that is of something else, or of what is past."""


def asks_for_meeting(words: str) -> bool:
    """Whether a question of theirs asks us to meet, to come, to join or to speak, and speaks of nothing else."""
    said = " ".join(words.split())
    return _ASKS.search(said) is not None and not _OTHERWISE.search(said)


@dataclass(frozen=True, slots=True)
class Called:
    """A meeting that one of ours asked a buyer to: when it was called and begins (UTC microseconds), who of ours is on it, how many
    others are.
    """

    said_us: int
    begins_us: int
    ours: frozenset[str]
    theirs: int


def called(view: View, buyers: Sequence[str]) -> Mapping[str, Sequence[Called]]:
    """Buyer -> the meetings that stand at the view's moment, that ours asked them to and that they did not decline."""
    rows = list(view.live.rows_in(_CALLED.format(as_of=view.as_of_us), sorted(set(buyers))))
    ours: dict[int, set[str]] = defaultdict(set)
    theirs: dict[int, int] = defaultdict(int)
    for meeting, person, of_ours in view.live.rows_in(_ON, sorted({row[1] for row in rows})):
        if of_ours:
            ours[meeting].add(person)
        else:
            theirs[meeting] += 1
    found: dict[str, list[Called]] = defaultdict(list)
    for buyer, meeting, said, begins, organiser in rows:
        found[buyer].append(Called(said, begins, frozenset(ours[meeting] | {organiser}), theirs[meeting]))
    return found


def answers(meetings: Sequence[Called], words: str, asked_us: int, to: Collection[str]) -> bool:
    """Whether any of some meetings with a buyer is the one they asked these people of ours for."""
    after = [
        m for m in meetings if m.said_us > asked_us and m.begins_us > asked_us and m.theirs <= FEW and not m.ours.isdisjoint(to)
    ]
    if not after:
        return False
    named = {d.day for d in due_dates(words, asked_us) if d.day}
    return any(m.begins_us <= asked_us + SOON or iso_day(m.begins_us) in named for m in after)
