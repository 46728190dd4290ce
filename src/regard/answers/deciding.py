"""Who decides before the next review: on a day that they name, or by the day on which the CRM has their deal close?

A sentence of a buyer's own mail that speaks of deciding (their board, a decision, an approval, an award) and names a day ahead within
`AHEAD` days, said within `SAID`; the nearest such day of their last mail on deciding counts: a later one overtakes it, and one that says
that it is moved or called off leaves none. What they ask us to approve, sign off or decide is no deciding of theirs. Else the day on
which an open deal that they take part in, or of their company where nobody's part is known, closes by the CRM. Nothing that was told in
confidence, and nothing of machines or round mail. Reads interaction, message, body and the deals.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.answers.cares import days_between
from regard.answers.confided import confided
from regard.answers.contacted import Person
from regard.answers.evidence import shortened
from regard.answers.waiting import ROUND
from regard.evidence.language.deciding import LONGEST_READ, decides_by, may_decide, moves
from regard.evidence.language.sentences import sentences
from regard.identity.sensitive import is_private
from regard.model import DAY
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

AHEAD = 31
"""Days: a review is monthly, and what is decided before the next is decided without one."""
SAID = 90 * DAY
SHOWN = 140
_WROTE = """SELECT i.buyer, m.id, i.us, m.tz, b.own FROM interaction i JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n
    JOIN handle h ON h.n = m.from_n AND h.person = i.buyer
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND m.recipients <= {round}
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} ORDER BY i.us, m.id"""


@dataclass(frozen=True, slots=True)
class Deciding:
    """On which day (ISO) somebody decides, in which words of theirs and in which mail; both "" where the CRM's day of `deal` says so."""

    day: str
    quote: str = ""
    message_id: str = ""
    deal: str = ""

    @property
    def says(self) -> str:
        """Why now, without its full stop."""
        return (
            f"they decide on {self.day}: “{self.quote}”"
            if self.quote
            else f"“{self.deal}” closes on {self.day}, as the CRM has it"
        )


ADVICE = "Find out what they still need for it and who speaks for us there, and bring it before that day."


def deciding(view: View, who: Mapping[str, Person]) -> dict[str, Deciding]:
    """Buyer -> the day on which they decide next, of those who do within `AHEAD` days."""
    today = iso_day(view.as_of_us - 1) or ""
    return _by_the_crm(view, who, today) | _by_their_words(view, who, today)


def _by_their_words(view: View, who: Collection[str], today: str) -> dict[str, Deciding]:
    if not view.text:
        return {}
    rows = view.live.rows(_WROTE.format(round=ROUND, since=view.as_of_us - SAID, as_of=view.as_of_us))
    rows = [r for r in rows if r[0] in who and may_decide(r[4] or "")]
    private = confided(view.live, [r[1] for r in rows])
    found: dict[str, Deciding] = {}
    for buyer, message, us, tz, own in rows:
        if message in private:
            continue
        named = decisions(own, us, tz)
        if named or moves(own):
            found.pop(buyer, None)
        for words, day in named:
            if today <= day and days_between(today, day) <= AHEAD and (buyer not in found or day <= found[buyer].day):
                found[buyer] = Deciding(day, shortened(words, SHOWN), message)
    return found


def decisions(own: str, us: int, tz_minutes: int | None) -> list[tuple[str, str]]:
    """The sentences of a mail that speak of deciding and name a day: (words, ISO day). Nothing private, no day before which nothing is,
    nothing that we are asked to decide.
    """
    text = own[:LONGEST_READ]
    said = (" ".join(text[start:end].split()) for start, end in sentences(text, 0, len(text)))
    return [(words, day) for words in said if not is_private(words) and (day := decides_by(words, us, tz_minutes)) is not None]


def _by_the_crm(view: View, who: Mapping[str, Person], today: str) -> dict[str, Deciding]:
    found: dict[str, Deciding] = {}
    for deal in view.money().deals:
        day = iso_day(deal.close_us) if deal.outcome == "open" and deal.close_us is not None else None
        if day is None or not today <= day or days_between(today, day) > AHEAD:
            continue
        part = {r.person for r in deal.roles if r.person}
        if not part and deal.company_id:
            part = {p.id for p in who.values() if p.company_id == deal.company_id}
        for person in part & who.keys():
            if person not in found or day < found[person].day:
                found[person] = Deciding(day, deal=deal.name)
    return found
