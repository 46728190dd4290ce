"""Who is away now, until when, and who stands in for them?

As they wrote themselves, or as their mailbox answers (`evidence.language.absence`). It holds until the day that was named, without one for
`HOLDS`; whoever wrote a mail of their own during it is there. Why they are away is told nowhere, nor anything that was said in confidence.
Reads message, body, handle, person, interaction, words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regard.answers.confided import confided
from regard.evidence.language.absence import absence
from regard.model import DAY
from regard.time import day_start, iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

HOLDS = 30 * DAY
"""Without a named end an absence is told for so long."""
LOOKED_BACK = 730 * DAY
SLACK = DAY
"""What they sent within so long of saying so was written before they went."""
_PHRASES = (
    "out of office", "out of the office", "on leave", "annual leave", "parental leave", "maternity leave", "paternity leave",
    "family leave", "study leave", "unpaid leave", "extended leave", "long leave", "adoption leave", "my leave", "on holiday",
    "on holidays", "my holiday", "on vacation", "my vacation", "sabbatical", "secondment", "be away", "am away", "m away",
    "elternzeit", "mutterschutz", "karenz", "urlaub", "nicht im büro", "nicht im haus", "außer haus", "abwesend", "dienstreise",
    "nicht erreichbar", "absent", "absente", "en congé", "en congés", "en vacances", "en déplacement", "estoy fuera",
    "estaré fuera", "ausente", "de vacaciones", "de baja", "de permiso",
)  # fmt: skip
"""A mail in which somebody says that they are away holds one of them."""
_MAIL = """SELECT h.person, m.us, m.id, b.own, m.automated <> '' FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person p ON p.id = h.person JOIN body b ON b.message = m.n WHERE p.side = 'them' AND NOT p.objected AND m.kind = 'mail'
    AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of} AND """
_NOTES = _MAIL + "m.automated = 'out_of_office' {among}"
_OWN = _MAIL + "m.automated = '' AND m.basis = 'observed' AND m.n IN (SELECT rowid FROM words WHERE words MATCH ?) {among}"
_WROTE = """SELECT buyer, us FROM interaction WHERE NOT outbound AND NOT automated AND kind = 'mail' AND NOT recovered AND us <= {as_of}
    AND known_us <= {as_of} AND us > {since} AND buyer IN ({{}})"""


@dataclass(frozen=True, slots=True)
class Absent:
    """Away until a day (ISO; "" where none was named), with whoever stands in ("" for nobody named), as said by a mail at `us`."""

    us: int
    message_id: str
    until: str
    stand_in: str
    automatic: bool

    @property
    def says(self) -> str:
        """In words: until when, who is there instead, and since when that is known."""
        until = f"away until {self.until}" if self.until else "away"
        instead = f"; {self.stand_in} stands in for them" if self.stand_in else ""
        by = "an out-of-office note said so" if self.automatic else "they wrote so"
        return f"{until}{instead} ({by} on {iso_day(self.us)})"

    @property
    def advice(self) -> str:
        """Whom to write to meanwhile."""
        if self.stand_in:
            return f"Write to {self.stand_in} meanwhile."
        return f"Write to them after {self.until}." if self.until else "Wait until they are back, or ask a colleague of theirs."


def absent(view: View, among: Sequence[str] | None = None) -> dict[str, Absent]:
    """Person (of all, or `among` these) -> their absence at the view's moment; nobody where words are not read."""
    if not view.text:
        return {}
    now, whose = view.as_of_us, "" if among is None else "AND h.person IN ({})"
    when = {"since": now - LOOKED_BACK, "as_of": now, "among": whose}
    match = " OR ".join(f'"{phrase}"' for phrase in _PHRASES)
    if among is None:
        rows = [*view.live.rows(_NOTES.format(**when)), *view.live.rows(_OWN.format(**when), match)]
    else:
        own = _OWN.format(**when).replace("MATCH ?", "MATCH '" + match.replace("'", "''") + "'")
        rows = [*view.live.rows_in(_NOTES.format(**when), list(among)), *view.live.rows_in(own, list(among))]
    rows.sort(key=lambda row: (row[1], row[2]))
    private = confided(view.live, [row[2] for row in rows if not row[4]])  # a machine confides nothing
    today = iso_day(now - 1) or ""
    found: dict[str, tuple[Absent, int]] = {}
    for person, us, message, own_words, automatic in rows:
        if message in private or person is None:
            continue
        told = absence(own_words or "", us, automatic=bool(automatic))
        if told is None:
            continue
        begins = max(us, _start(told.since))
        one = Absent(us, message, told.until, told.stand_in or _named_before(found.get(person)), bool(automatic))
        if told.since <= today and (today <= told.until if told.until else now <= begins + HOLDS):
            found[person] = one, begins
        elif told.since > today:
            continue
        else:
            found.pop(person, None)
    wrote: dict[str, list[int]] = {}
    for buyer, us in view.live.rows_in(_WROTE.format(as_of=now, since=now - LOOKED_BACK), list(found)):
        wrote.setdefault(buyer, []).append(us)
    return {p: one for p, (one, begins) in found.items() if not any(us > begins + SLACK for us in wrote.get(p, ()))}


def _start(day: str) -> int:
    """The first moment of an ISO day."""
    return day_start(date.fromisoformat(day))


def _named_before(earlier: tuple[Absent, int] | None) -> str:
    """Whoever was named before, where a later word of the same absence names nobody."""
    return earlier[0].stand_in if earlier is not None else ""
