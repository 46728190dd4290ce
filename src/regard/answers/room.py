"""Who is in the room: each buyer with where you stand, when you last heard from each other, and the one thing to know.

Reads person, interaction, and the standings of these people alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from regard.answers.absent import Absent, absent
from regard.answers.days_ahead import days_ahead
from regard.answers.departed import Departed
from regard.answers.leaving import leavers
from regard.answers.moving_away import by_person
from regard.answers.need import Touch, need
from regard.answers.people import Contact, contacts, touched
from regard.answers.promises import ours_pressing
from regard.answers.standing import Estimates, Facts
from regard.answers.taken_up import still_open
from regard.answers.view import View
from regard.answers.waiting import Waiting, by_buyer, weighed
from regard.identity.jobs import Employment, current
from regard.model import DAY
from regard.results import InRoom, PromiseRow, Told
from regard.time import iso

_PEOPLE = "SELECT id, name, address, company, company_id, objected FROM person WHERE id IN ({})"
TELLING = 0.5
"""A need below it, of somebody whose trust is not known, says no more than that: a brief shows that by itself."""
OBJECTED = "asked not to be modelled"
NEW = 365 * DAY
"""So long a job is new: whoever meets them may have the old company in mind."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One of theirs with what is known before anything is read of them: `shown` is the row that leaves, `left` that they are gone,
    `away` that they are away."""

    id: str
    name: str
    estimates: Estimates
    facts: Facts
    contact: Contact
    objected: bool
    shown: InRoom
    left: Departed | None = None
    away: Absent | None = None

    def with_more(
        self,
        view: View,
        promised: Sequence[PromiseRow],
        jobs: Sequence[Employment],
        *,
        asks: Sequence[Waiting],
        days: Sequence[Told] = (),
    ) -> Guest:
        """The same with their title and company of the moment, and a need that knows what was promised them and what they asked."""
        job = current(jobs)
        row = self.shown
        if job is not None:
            row = replace(row, title=job.title, company=job.company or row.company, company_id=job.company_id or row.company_id)
            row = replace(row, before=_before(job, jobs, view.as_of_us))
        if not self.objected:
            touch = replace(_touch(view, self.contact, self.id, promised, asks, self.left, days), absent=self.away)
            wanted = need(self.estimates, self.facts, view.as_of_us, touch)
            said = wanted.badly >= TELLING or self.estimates["trust"].known or self.left is not None or self.away is not None
            row = replace(row, why=wanted.why if said else "", advice=wanted.advice)
        return replace(self, shown=row)


def _before(job: Employment, jobs: Sequence[Employment], as_of_us: int) -> str:
    """The company of the job that they left for one begun within `NEW`; "" where they left none."""
    left = [j for j in jobs if j.until_us is not None and j.company and j.company != job.company and j.from_us < job.from_us]
    return left[-1].company if left and job.from_us > as_of_us - NEW else ""


def room(view: View, buyers: Mapping[str, str]) -> list[Guest]:
    """Guests by person id -> what they answered; those with whom most passed first."""
    ids = sorted(buyers)
    found = contacts(view, ids)
    standing = view.standings(ids)
    asks, near = by_buyer(weighed(view, ids)), days_ahead(view, ids)
    gone, away = leavers(view, ids), absent(view, ids)
    late = still_open(
        view, {b: standing.facts[b] for b in ids if b in standing.facts}, {b: c.last_them for b, c in found.items()}
    )
    guests = []
    for person, name, address, company, company_id, objected in view.live.rows_in(_PEOPLE, ids):
        contact, facts = found.get(person, Contact()), late.get(person) or standing.facts.get(person, Facts())
        estimates = standing.of(person)
        if objected:
            estimates = {
                f: replace(e, settle="They asked not to be modelled: nothing is estimated.") for f, e in estimates.items()
            }
            facts = Facts()
        left = None if objected else gone.get(person)
        here = None if objected else away.get(person)
        touch = replace(_touch(view, contact, person, (), asks.get(person, ()), left, near.get(person, ())), absent=here)
        wanted = None if objected else need(estimates, facts, view.as_of_us, touch)
        shown = InRoom(
            id=person, name=name or address, address=address, title="", company=company, company_id=company_id,
            trust=estimates["trust"], value=estimates["value"], rapport=estimates["rapport"],
            why=wanted.why if wanted else OBJECTED, advice=wanted.advice if wanted else "",
            last_contact_us=iso(contact.last_us), last_contact_them=iso(contact.last_them), messages=contact.messages,
            met=contact.messages > 0, answer=buyers[person], objected=bool(objected),
        )  # fmt: skip
        guests.append(Guest(person, name or address, estimates, facts, contact, bool(objected), shown, left, here))
    return sorted(guests, key=lambda g: (-g.contact.messages, g.name, g.id))


def _touch(
    view: View,
    contact: Contact,
    person: str,
    promised: Sequence[PromiseRow],
    asks: Sequence[Waiting],
    left: Departed | None,
    days: Sequence[Told],
) -> Touch:
    pressing = ours_pressing(view, promised, view.you).get(person)
    going = by_person(view.leaving_us()).get(person)
    return replace(touched(view, contact, asks, pressing, days), departed=left, leaving=going)
