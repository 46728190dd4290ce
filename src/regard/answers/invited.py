"""Who of a customer did one of ours invite, and who said no or nothing, without ever having been on a deal otherwise?

Such a person belongs to the deal's map as somebody not met: the meeting that they declined leaves them off what passed. Reads
attendance, meeting, message, party, handle, person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from regard.answers.confided import subject_of
from regard.answers.view import View
from regard.deals.committee import Face
from regard.deals.records import Deal, Evidence, Seat
from regard.deals.roles import from_title
from regard.time import iso, iso_day

_DECLINED = """SELECT h.person, m.us, m.id, m.subject FROM attendance a JOIN message m ON m.n = a.message JOIN meeting g ON g.message = m.n
    JOIN handle h ON h.n = a.handle JOIN handle f ON f.n = m.from_n JOIN person s ON s.id = f.person AND s.side = 'us'
    WHERE a.answer = 'declined' AND NOT a.removed AND a.known_us <= {as_of} AND m.known_us <= {as_of}
    AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND h.person IN ({{}}) ORDER BY m.us, m.id"""


def declined(view: View, people: Iterable[str]) -> dict[str, tuple[int, Evidence]]:
    """Person -> (when the latest meeting was to be to which one of ours invited them and they said no, that as evidence)."""
    found = {}
    for person, us, message, subject in view.live.rows_in(_DECLINED.format(as_of=int(view.as_of_us)), sorted(set(people))):
        says = f"declined our invitation “{subject_of(subject)}” for {iso_day(us)}"
        found[person] = (us, Evidence(says, message, iso(us), person=person))
    return found


def invited_seats(
    deal: Deal,
    people: Collection[str],
    on: Collection[str],
    faces: Mapping[str, Face],
    said_no: Mapping[str, tuple[int, Evidence]],
) -> list[Seat]:
    """A seat for each of a deal's people who declined an invitation since it was opened and is not `on` it; of nobody who objected."""
    return [
        Seat(faces[p].name, from_title(faces[p].title), faces[p].title, (said_no[p][1],))
        for p in sorted(people)
        if p in said_no and p not in on and p in faces and not faces[p].objected and said_no[p][0] >= deal.opened_us
    ]
