"""The list of buyers, worst need first.

Reads person, interaction, and the standings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from regard.answers.absent import absent
from regard.answers.account_sides import suppliers
from regard.answers.blind import blind_asks, told
from regard.answers.days_ahead import days_ahead
from regard.answers.good_bye import resting
from regard.answers.jobs import where_now
from regard.answers.leaving import leavers
from regard.answers.mailboxes import dealt, of_customer
from regard.answers.moving_away import by_person
from regard.answers.need import Need, Touch, need
from regard.answers.standing import Facts
from regard.answers.taken_up import still_open
from regard.answers.waiting import WAITS_FOR, by_buyer, names, waiting, weighed
from regard.identity.normalize import is_role_address
from regard.model import DAY, FACTORS
from regard.results import PersonRow, Told
from regard.time import iso

if TYPE_CHECKING:
    from regard.answers.absent import Absent
    from regard.answers.departed import Departed
    from regard.answers.moving_away import Leaving
    from regard.answers.need import Promised
    from regard.answers.standing import Estimates
    from regard.answers.view import View
    from regard.answers.waiting import Waiting
    from regard.flow.good_byes import GoodBye

MONTH = 30 * DAY
NOTED = 0.9
"""A need from here on orders the list; below it the sentence only informs."""
MOVED = 7.0
"""Points of score from which a month's change is worth a word."""

_PEOPLE = "SELECT id, name, address, company, company_id, objected FROM person WHERE side = ?"
_AMONG = "SELECT id, name, address, company, company_id, objected FROM person WHERE id IN ({})"
_CONTACT = """SELECT buyer, max(CASE WHEN (outbound OR kind <> 'mail') AND NOT automated THEN us END),
    max(CASE WHEN (NOT outbound OR kind <> 'mail') AND NOT automated THEN us END),
    sum(NOT automated), max(CASE WHEN NOT outbound AND NOT automated AND NOT recovered THEN us END)
    FROM {dealt} WHERE us <= {as_of} AND known_us <= {as_of} {among} GROUP BY buyer"""
_MAILBOXES = (
    f"SELECT id, name, address, company, company_id, objected FROM person p WHERE {of_customer('p')} AND id IN ({{{{}}}})"
)


@dataclass(frozen=True, slots=True)
class Contact:
    """When we last wrote and they last did, and how many messages in all.

    A meeting that took place is contact both ways. `seen_them` is when they last wrote a mail that is kept itself: earlier than
    `last_them` where a quote alone tells of a later one.
    """

    last_us: int | None = None
    last_them: int | None = None
    messages: int = 0
    seen_them: int | None = None

    @property
    def them_basis(self) -> str:
        """How their last mail is known: "observed" or "recovered"; "" where there is none."""
        return "" if self.last_them is None else "observed" if self.last_them == self.seen_them else "recovered"

    def slight(self, address: str) -> bool:
        """Whether there was next to nothing: one message one way, or a mailbox for a role that never got an answer from us."""
        if self.last_us is not None and self.last_them is not None:
            return False
        return self.messages <= 1 or (self.last_us is None and bool(is_role_address(address)))

    def counts(self, as_of_us: int) -> bool:
        """Whether there is a relationship to speak of: we wrote to them once, or they to us within the last month.

        Whoever writes and writes and never got an answer is a sender of newsletters, or nobody's buyer yet.
        """
        return self.last_us is not None or (self.last_them is not None and as_of_us - self.last_them <= MONTH)


def contacts(view: View, buyers: Sequence[str] | None = None) -> dict[str, Contact]:
    """The contact with each of `buyers` (every person, if None; mailboxes of customers where they are named) as of the view's moment."""
    if buyers is None:
        rows = view.live.rows(_CONTACT.format(dealt="interaction", as_of=view.as_of_us, among=""))
    else:
        sqls = [
            _CONTACT.format(dealt=of, as_of=view.as_of_us, among="AND buyer IN ({})")
            for of in ("interaction", dealt(view.as_of_us))
        ]
        rows = [row for sql in sqls for row in view.live.rows_in(sql, list(buyers))]
    return {row[0]: Contact(row[1], row[2], row[3] or 0, row[4]) for row in rows}


def people(
    view: View, *, company: str | None = None, side: str = "them", among: Sequence[str] | None = None
) -> list[PersonRow]:
    """Everybody on a side (of one company, or `among` these ids, if given) with whom there was a relationship by the view's moment.

    Of everybody, those of suppliers are left out: they are nobody's buyers.
    """
    partial = company is not None or among is not None
    persons = _persons(view, company, side, among) if partial else _everybody(view, side)
    ids = [row[0] for row in persons]
    found = contacts(view, ids if partial else None)
    if side == "them" and among is None:
        boxes = _mailboxes(view, company)
        persons, ids = [*persons, *boxes], [*ids, *(row[0] for row in boxes)]
        found |= contacts(view, [row[0] for row in boxes]) if boxes else {}
    standings = view.standings(ids if partial else None)
    before = view.a_month_ago(ids if partial else None) if among is None else standings
    asks = by_buyer(weighed(view, ids)) if partial else _both(view)
    near = days_ahead(view, ids) if partial else view.days()
    left = leavers(view, ids if partial else None)
    blind = blind_asks(view, [row[0] for row in persons if not standings.facts.get(row[0], Facts()).chances])
    here = {row[0]: standings.facts[row[0]] for row in persons if row[0] in standings.facts}
    going = by_person(view.leaving_us()) if side == "them" else {}
    late = still_open(view, here, {b: c.last_them for b, c in found.items()})
    rest = resting(view, sorted(found)) if side == "them" else {}
    away = absent(view, ids if partial else None) if side == "them" else {}
    rows = []
    for row in persons:
        contact = found.get(row[0], Contact() if among is not None else None)
        if contact is not None and (among is not None or contact.counts(view.as_of_us)):
            now = standings.of(row[0])
            facts = late.get(row[0]) or standings.facts.get(row[0], Facts())
            unseen = blind.get(row[0], Counter()).total()
            since = moved(before.of(row[0]), now)
            theirs = (
                asks.get(row[0], ()),
                unseen,
                left.get(row[0]),
                near.get(row[0], ()),
                going.get(row[0]),
                rest.get(row[0]),
                away.get(row[0]),
            )
            rows.append(person_row(view, row, contact, now, facts, since, *theirs))
    return ordered(rows) if side == "them" else _left_out(view, rows)


def _mailboxes(view: View, company: str | None) -> list[tuple[Any, ...]]:
    """Rows of the mailboxes of customers (of one of them) whose mail waits for an answer: somebody wrote it."""
    rows = [tuple(row) for row in view.live.rows_in(_MAILBOXES.format(as_of=view.as_of_us), sorted(view.waiting()))]
    return [row for row in rows if company is None or row[4] == company]


def _left_out(view: View, rows: Sequence[PersonRow]) -> list[PersonRow]:
    """Contacts left out as personal: why each is, and nothing that they need; who was in touch last first."""
    why = dict(view.live.rows_in("SELECT id, side_why FROM person WHERE id IN ({})", [row.id for row in rows]))
    return ordered([replace(row, why=why[row.id].removeprefix("personal: "), need=0.0) for row in rows])


def _both(view: View) -> dict[str, list[Waiting]]:
    """The asks of the whole book that wait, and after them those that may."""
    found = {buyer: list(of) for buyer, of in view.waiting().items()}
    for buyer, of in view.may_wait().items():
        found.setdefault(buyer, []).extend(of)
    return found


def counted(view: View, side: str) -> list[tuple[str | None, bool]]:
    """Of each of those whom `people` has on a side, without working out where they stand: the company (id, None where it is not known), and
    whether next to nothing passed, so that lists leave them out until asked.
    """
    found = contacts(view)
    here = [(row, c) for row in _everybody(view, side) if (c := found.get(row[0])) is not None and c.counts(view.as_of_us)]
    since = view.as_of_us - WAITS_FOR
    once = {row[0] for row, c in here if c.slight(row[2]) and not row[5] and c.last_them is not None and c.last_them > since}
    waits = waiting(view, once) if once else {}
    return [(row[4], c.slight(row[2]) and row[0] not in waits) for row, c in here]


def ordered(rows: Sequence[PersonRow]) -> list[PersonRow]:
    """Who needs something first, the worst first; then the known, then the unknown, whoever was in touch last first."""
    latest = sorted(rows, key=lambda r: (-r.messages, r.name, r.id))
    latest.sort(key=lambda r: max(r.last_contact_us or "", r.last_contact_them or ""), reverse=True)
    return sorted(latest, key=lambda r: (-r.need if r.need >= NOTED else 0.0, not (r.trust.known or r.value.known)))


def _everybody(view: View, side: str) -> list[tuple[Any, ...]]:
    """Rows of all people on a side, without those of suppliers."""
    persons = _persons(view, None, side, None)
    out = suppliers(view) if side == "them" else frozenset()
    return [row for row in persons if row[4] not in out]


def _persons(view: View, company: str | None, side: str, among: Sequence[str] | None) -> list[tuple[Any, ...]]:
    """Rows of people on a side, each with the company of the moment: whoever changed employers is counted where they worked then."""
    moved = where_now(view.live, view.as_of_us) if side == "them" else {}
    if among is not None:
        persons = view.live.rows_in(_AMONG, list(among))
    elif company is None:
        persons = view.live.rows(_PEOPLE, side)
    else:
        persons = view.live.rows(_PEOPLE + " AND company_id = ?", side, company)
        here = {row[0] for row in persons}
        others = [p for p, job in moved.items() if job.company_id == company and p not in here]
        persons += view.live.rows_in(f"{_PEOPLE.replace('?', repr(side))} AND id IN ({{}})", others)
    rows = [
        (*row[:3], moved[row[0]].company, moved[row[0]].company_id, row[5]) if row[0] in moved else tuple(row)
        for row in persons
    ]
    return [row for row in rows if company is None or row[4] == company]


def person_row(
    view: View,
    row: Sequence[Any],
    contact: Contact,
    estimates: Estimates,
    facts: Facts,
    since: str,
    asks: Sequence[Waiting],
    blind: int = 0,
    left: Departed | None = None,
    days: Sequence[Told] = (),
    going: Leaving | None = None,
    rest: GoodBye | None = None,
    away: Absent | None = None,
) -> PersonRow:
    """One buyer as a row of the list. `blind`: how often we asked them where no mailbox read would show an answer.

    `left`: they are gone; `days`: theirs that lie near ahead; `going`: they make ready to leave us;
    `rest`: they said good-bye until a time that is still to come; `away`: they are away.
    """
    person, name, address, company, company_id, objected = row
    estimates = {**estimates, "trust": told(estimates["trust"], blind, facts.partly)}
    touch = replace(touched(view, contact, asks, view.promised().get(person), days), blind=blind, departed=left, leaving=going)
    touch = replace(touch, written=view.written_for().get(person), resting=rest, absent=away)
    found = need(estimates, facts, view.as_of_us, touch)
    if objected:
        found = Need(0.0, "asked not to be modelled")
    return PersonRow(
        id=person,
        name=name or address,
        address=address,
        company=company,
        company_id=company_id,
        trust=estimates["trust"],
        value=estimates["value"],
        rapport=estimates["rapport"],
        last_contact_us=iso(contact.last_us),
        last_contact_them=iso(contact.last_them),
        why=found.why,
        need=round(found.badly, 4),
        slight=contact.slight(address) and (bool(objected) or not any(w.sure for w in asks)),
        unknown=_unknown(estimates, facts, blind),
        chances=estimates["trust"].chances,
        messages=contact.messages,
        moved=since,
        money=tuple(view.money().person(person)),
        last_contact_them_basis=contact.them_basis,
    )


def _unknown(estimates: Estimates, facts: Facts, blind: int) -> str:
    """Why trust is not known; "" where it is."""
    if estimates["trust"].known:
        return ""
    if not facts.chances and blind:
        return "not shown"
    return "in part" if facts.partly and not facts.chances else "too little" if facts.chances else "not asked"


def touched(
    view: View, contact: Contact, asks: Sequence[Waiting], promised: Promised | None, days: Sequence[Told] = ()
) -> Touch:
    """What a need is read from: the contact, the latest ask of theirs that waits (of those that do or
    may), what we promised, their days ahead.
    """
    sure = [w for w in asks if w.sure]
    last, unread = sure[0] if sure else None, next((w.us for w in asks if w.foreign and not w.sure), None)
    may = next((w.us for w in asks if not w.sure and not w.foreign and w.us > (contact.last_us or 0)), None)
    to = names(last.to, view.you) if last else "us"
    return Touch(
        contact.last_us,
        contact.last_them,
        last.us if last else None,
        promised,
        to,
        read=view.text,
        day=next(iter(days), None),
        unread_us=unread,
        may_us=may,
    )


def moved(before: Estimates, now: Estimates) -> str:
    """Which way trust or value went since a month ago: "up", "down" (which prevails) or ""; only where it is known."""
    found = {
        "up" if now[f].mean > before[f].mean else "down"
        for f in FACTORS[:2]
        if now[f].known and abs(now[f].score - before[f].score) >= MOVED and abs(now[f].mean - before[f].mean) >= now[f].sd / 3
    }
    return "down" if "down" in found else "up" if found else ""
