"""Which buyers wrote that there is no money, or that nothing more be offered, and it stands?

It stands until the day that its words name, else for `LASTS`; until then only a later mail of theirs takes it back: the money is there, or
they ask for an offer. What was said in confidence is told of nobody, and whoever asked not to be modelled is not read. Reads message, body,
handle, person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regard.answers.confided import confided
from regard.answers.evidence import shortened
from regard.answers.view import View
from regard.evidence.language.refusals import Kind, refuses, reopens
from regard.model import DAY
from regard.time import iso_day

LASTS = 400 * DAY
"""So long a refusal without a day stands."""
SENTENCE = 120
_WROTE = """SELECT h.person, m.us, m.id, b.own FROM message m JOIN handle h ON h.n = m.from_n JOIN person p ON p.id = h.person
    JOIN body b ON b.message = m.n WHERE m.kind = 'mail' AND m.automated = '' AND m.basis = 'observed' AND NOT p.objected
    AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of} AND h.person IN ({{}}) ORDER BY m.us, m.id"""


@dataclass(frozen=True, slots=True)
class StandingRefusal:
    """A refusal that stands: the mail, the day (ISO) it was written and, where its words name one, the day until which it holds."""

    kind: Kind
    message_id: str
    date: str
    until: str
    quote: str

    @property
    def says(self) -> str:
        """It in words, with its day."""
        till = f" (until {self.until})" if self.until else ""
        return f"they wrote on {self.date}: “{self.quote.rstrip('.')}”{till}"


def standing_refusals(view: View, buyers: Iterable[str]) -> dict[str, StandingRefusal]:
    """Buyer -> the refusal of theirs that stands, the latest; that nothing be offered before that there is no money."""
    if not view.text:
        return {}
    now = iso_day(view.as_of_us - 1) or ""
    sql = _WROTE.format(since=view.as_of_us - LASTS, as_of=view.as_of_us)
    rows = list(view.live.rows_in(sql, sorted(set(buyers))))
    rows.sort(key=lambda row: (row[1], row[2]))
    found: dict[str, StandingRefusal] = {}
    for person, us, message, own in rows:
        day = iso_day(us) or ""
        said = refuses(own, date.fromisoformat(day))
        if said is None:
            if reopens(own):
                found.pop(person, None)
            continue
        before = found.get(person)
        if (said.until and said.until <= now) or (before is not None and before.kind == "no_offers" != said.kind):
            continue
        found[person] = StandingRefusal(said.kind, message, day, said.until, shortened(own[said.start : said.end], SENTENCE))
    private = confided(view.live, [s.message_id for s in found.values()])
    return {person: s for person, s in found.items() if s.message_id not in private}
