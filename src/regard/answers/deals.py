"""The deals of a moment with what is known of each: committee, coverage, empty seats, risks, next step, forecast.

Everything is computed for all deals at once, from one reading of what passed with their people; `Board` is remembered by the book.
Reads what `touches`, `opportunities`, `jobs` and the standings read, and coverage, crm_user, contact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.answers import deal_context as context
from regard.answers.account_sides import suppliers
from regard.answers.accounts import combined
from regard.answers.found_deals import found_deals
from regard.answers.proposed import circle_people
from regard.answers.touches import touches, with_words
from regard.answers.view import View
from regard.config import Settings
from regard.deals.asked import Sent
from regard.deals.committee import Face, committee, coverage, empty_seats
from regard.deals.competence import OVER, UNREAD, Bars, Competence, competence, competence_fails, with_term
from regard.deals.corrections import NOTHING, Corrections, members_with, seats_with, with_links, with_parts
from regard.deals.forecast import forecast
from regard.deals.linking import MARGIN, Party, link, span
from regard.deals.mentions import Mention, mentions
from regard.deals.moves import Move, Slips, moves, slips
from regard.deals.pace import pace
from regard.deals.records import Coverage, Deal, Evidence, Member, Risk, Seat, Touch
from regard.deals.renaming import said as said_of_stage
from regard.deals.renaming import with_new_names
from regard.deals.risks import Case, Limits, Owed, first, risks
from regard.deals.roles import required
from regard.deals.signs import Sign
from regard.deals.snoozing import put_off
from regard.deals.stakes import Stakes, Steps, stakes
from regard.deals.titles import with_titles
from regard.deals.weight import deferred_to, weights
from regard.errors import AmbiguousReference, UnknownReference
from regard.model import DAY, FACTORS, DealJudgement, Factor
from regard.parse.signature_facts import signature_facts
from regard.results import Estimate, PromiseRow, Record
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

LOOKED_BACK = 200 * DAY
"""Words are read of so long before a deal was opened: who was there before, and what had been asked."""
_SIGNED = """SELECT h.person, m.us, m.id, b.text, b.spans FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE m.us <= {as_of} AND m.known_us <= {as_of} AND m.automated = '' AND m.basis = 'observed' AND b.spans LIKE '%s%'
    AND h.person IN ({{}}) ORDER BY m.us"""


@dataclass(frozen=True, slots=True)
class DealRow(Record):
    """One deal in the list. `coverage` is the share of required parts filled; `risks` the first three, `more` how many there are beside,
    `snoozed` how many are put off.

    odd: what the CRM has that cannot be right. next_step: the next meeting with its people, None where none is set.
    """

    id: str
    name: str
    account: str
    company_id: str | None
    amount: str
    currency: str
    stage: str
    outcome: str
    opened: str | None
    close: str | None
    age_days: int
    trust: Estimate
    value: Estimate
    rapport: Estimate
    coverage: float
    roles: Coverage
    people: int
    met: int
    seats: int
    risks: tuple[Risk, ...]
    more: int
    snoozed: int
    next_step: dict[str, Any] | None
    last_contact_us: str | None
    last_contact_them: str | None
    touches: int
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealPage(Record):
    """One deal, whole. `forecast` is None where nothing can be said, and `forecast_why` says why not; so with hand-offs.

    promises: those made on this deal by either side, the most pressing first. moved: what changed within `MOVED`, the newest first.
    slips: how the close date held since the deal was opened, None where the CRM has no history of it.
    snoozed: risks that are put off, with the reason. corrections: what people said of this deal and stands, the newest first.
    """

    id: str
    name: str
    account: str
    company_id: str | None
    amount: str
    currency: str
    stage: str
    outcome: str
    type: str
    opened: str | None
    close: str | None
    age_days: int
    committee: tuple[dict[str, Any], ...]
    coverage: float
    roles: Coverage
    empty_seats: tuple[Seat, ...]
    risks: tuple[Risk, ...]
    snoozed: tuple[Risk, ...]
    corrections: tuple[dict[str, Any], ...]
    handoffs: tuple[dict[str, Any], ...]
    handoffs_why: str
    forecast: dict[str, Any] | None
    forecast_why: str
    competence: Competence
    stakes: Stakes | None
    trust: Estimate
    value: Estimate
    rapport: Estimate
    next_step: dict[str, Any] | None
    promises: tuple[PromiseRow, ...]
    moved: tuple[Move, ...]
    slips: Slips | None
    links: tuple[dict[str, Any], ...]
    stages: tuple[dict[str, Any], ...]
    odd: tuple[str, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class RiskRow(Record):
    """One risk with the deal it belongs to."""

    deal: str
    name: str
    account: str
    kind: str
    level: str
    says: str
    evidence: tuple[Evidence, ...]
    clears: str
    numbers: Mapping[str, Any]
    snoozed: str = ""
    snoozed_until: str = ""
    snooze: str = ""
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one deal. `carrier`: who of theirs did most on it, and which share of all they did."""

    deal: Deal
    touches: tuple[Touch, ...]
    why: Mapping[str, str]
    members: tuple[Member, ...]
    seats: tuple[Seat, ...]
    coverage: Coverage
    risks: tuple[Risk, ...]
    next_step: Touch | None
    standing: Mapping[Factor, Estimate]
    competence: Competence = UNREAD
    stakes: Stakes | None = None
    carrier: tuple[str, float] | None = None


@dataclass(frozen=True)
class Board:
    """Every deal of a moment. `unlinked` counts touches with people of deals that belong to none of them.

    `said` is what people said of them; its snoozes are laid over the risks when they are read (`risks_of`). `notes` are what is odd of a
    deal beside others: an account that stands twice, a stage that was renamed.
    """

    as_of_us: int
    known: Mapping[str, Known]
    names: Mapping[str, str] = field(default_factory=dict)
    unlinked: int = 0
    key: bytes = b""
    said: Mapping[str, Corrections] = field(default_factory=dict)
    who: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def whom(self, subject: str) -> str:
        """The name of the person whom a judgement is about, "" where it is about nobody in the book."""
        return self.names.get(self.who.get(subject, ""), "")

    def risks_of(self, k: Known) -> tuple[Risk, ...]:
        """The risks of a deal, those that are put off marked so."""
        return put_off(k.risks, self.said.get(k.deal.id, NOTHING).snooze, self.key, self.as_of_us)


def board(
    view: View,
    settings: Settings,
    said: Mapping[str, Corrections] | None = None,
    only: Collection[str] | None = None,
    owed: Sequence[PromiseRow] | None = None,
) -> Board:
    """Everything known of every deal (of `only` these, by id) at the view's moment, as people corrected it.

    `owed` are the promises that may be overdue; those of the whole book, if None.
    """
    said = said or {}
    every, renamed = with_new_names([*view.money().deals, *found_deals(view, said)])
    originals = [d for d in every if only is None or d.id in only]
    if not originals:
        return Board(view.as_of_us, {}, key=view.key, said=said)
    who = subjects(view, (s for one in said.values() for s in (*one.role, *one.pin)))
    deals = [with_parts(d, said.get(d.id, NOTHING), who.get, {}) for d in originals]
    parties = _parties(view, deals)
    people = {p for party in parties.values() for p in party.people}
    passed = touches(view.live, people, view.as_of_us)
    past = [t for t in passed.past if not t.automated]
    links: dict[str, dict[str, str]] = defaultdict(dict)
    linked: set[str] = set()
    for one in link(past, deals, parties):
        links[one.deal][one.touch] = one.why
    there = {t.id for t in past}
    for ident, one_said in said.items():
        if one_said.link and ident in parties:
            links[ident] = with_links(links[ident], one_said, there.__contains__)
    linked.update(t for of_deal in links.values() for t in of_deal)
    words = _words(view, passed.past, deals, parties, links)
    faces = _faces(view, people, whole=only is None)
    told = {t.id: words.get(t.id, t) for t in passed.past}
    by_person: dict[str, list[Touch]] = defaultdict(list)
    for touch in told.values():
        for person in touch.theirs:
            by_person[person].append(touch)
    lived = context.lives(deals if only is None else every, view.as_of_us)
    ours = dict(view.live.rows("SELECT id, name FROM person WHERE side = 'us'"))
    shows = context.visible(view)
    limits = Limits(**{k.removeprefix("risks."): settings[k] for k in settings.values if k.startswith("risks.")},
                    good=view.bands.good, fair=view.bands.fair)  # fmt: skip
    graphs = _graphs(deals, parties, by_person)
    sent, bars, steps = _sent(view), _bars(settings), _steps(settings)
    late = _owed(view, owed)
    still = [d for d in deals if d.outcome == "open"]
    moved = context.moved(view, still)
    acted = {p: t.us for t in past for p in t.acted}
    back = context.returned(view, faces, acted, limits.recent_days)
    names = {p: f.name for p, f in faces.items()} | ours
    firms = [x for d in deals for x in (d.account, d.name)]
    works = {p: d.company_id or "" for d in deals for p in parties[d.id].at_account}
    rivals = context.rivals(deals, words.values(), [*names.values(), *firms], settings["deals.rivals"], works)
    passing = pace((t.us // DAY, p) for t in past if not t.recovered for p in t.acted)
    again = context.customers(deals if only is None else every)
    memo: dict[str, tuple[Sign, ...]] = {}
    sellers = suppliers(view)
    known = {}
    for original, deal in zip(originals, deals, strict=True):
        corrected = said.get(deal.id, NOTHING)
        mine = tuple(sorted((told[t] for t in links[deal.id]), key=lambda t: (t.us, t.id)))
        party = parties[deal.id]
        about = sorted({t.id: t for p in party.people for t in by_person[p]}.values(), key=lambda t: (t.us, t.id))
        heard = [m for t in mine for m in mentions(t)] if deal.outcome == "open" or mine else []
        crm = {key: r.role for r in original.roles for key in (r.person, r.contact_id) if key}
        members = members_with(
            _members(deal, mine, party, faces, heard, graphs.get(deal.company_id or "", {})), corrected, who.get, crm
        )
        seats = tuple(empty_seats(heard, members, {p: faces[p].name for p in party.people if p in faces}, ours.values()))
        seats = seats_with(seats, corrected)
        covered = coverage(required(settings["deals.roles"], deal.type), members)
        spans = [shows[s] for t in mine for s in t.ours if s in shows]
        gone = moved.get(deal.id, {}) | {p: e for p, e in back.items() if p in party.people}
        case = Case(
            deal, view.as_of_us, mine, about, members, seats, heard, covered, lived.such(deal, limits.history), lived.ended, lived.stays,
            max((end for _, end in spans), default=view.as_of_us), gone, rivals, limits,
            tuple(p for p in late if p.to in {m.person for m in members}) if deal.outcome == "open" else (),
            min((begin for begin, _ in spans), default=view.as_of_us), passing, deal.id in again, memo,
        )  # fmt: skip
        still_open = deal.outcome == "open"
        able = UNREAD if not view.text else competence(mine, view.as_of_us, bars, sent.shows) if still_open else OVER
        step = next((t for t in passed.come if t.theirs & party.people), None) if deal.outcome == "open" else None
        met = [m for m in members if m.met]
        standing = {f: combined(view, f, [m.standing[f] for m in met if f in m.standing]) for f in FACTORS}
        known[deal.id] = Known(
            original,
            mine,
            links[deal.id],
            members,
            seats,
            covered,
            () if deal.company_id in sellers else _risks(case, able),
            step,
            standing,
            able,
            stakes(deal, every, mine, standing["trust"], steps) if still_open else None,
            _carrier(mine, members),
        )
    return Board(view.as_of_us, known, names, len(past) - len(linked), view.key, said, who, _notes(every, renamed))


def _notes(deals: Sequence[Deal], renamed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What is odd of each deal beside others."""
    ids: dict[str, set[str]] = defaultdict(set)
    for d in deals:
        if d.account_id:
            ids[d.company_id or d.account.casefold()].add(d.account_id)
    found: dict[str, tuple[str, ...]] = {}
    for d in deals:
        n = len(ids.get(d.company_id or d.account.casefold(), ()))
        twice = (f"its account stands {n} times",) if n > 1 else ()
        if notes := (*twice, *said_of_stage(d, renamed)):
            found[d.id] = notes
    return found


def _risks(case: Case, able: Competence) -> tuple[Risk, ...]:
    """The risks of a deal, with that of competence among them."""
    one = competence_fails(able)
    return tuple(risks(case, (one,) if one else ()))


def _carrier(mine: Sequence[Touch], members: Sequence[Member]) -> tuple[str, float] | None:
    """Who of theirs did most on a deal, with the share; None where nothing was done."""
    there = {m.person for m in members if m.person and not m.objected}
    acts = Counter(p for t in mine if not t.automated for p in t.acted if p in there)
    if not acts:
        return None
    person, most = min(acts.items(), key=lambda a: (-a[1], a[0]))
    return person, most / sum(acts.values())


def _sent(view: View) -> Sent:
    """When what each colleague sends is seen."""
    sql = """SELECT h.person, c.start_us, c.end_us FROM coverage c JOIN handle h ON h.id = c.owner_h
        WHERE c.outbound AND h.person IS NOT NULL"""
    return Sent.of(view.live.rows(sql))


def _bars(settings: Settings) -> Bars:
    return Bars(**{k.removeprefix("competence."): settings[k] for k in settings.values if k.startswith("competence.")})


def _steps(settings: Settings) -> Steps:
    return Steps(**{k.removeprefix("stakes."): settings[k] for k in settings.values if k.startswith("stakes.")})


def subjects(view: View, wanted: Iterable[str]) -> dict[str, str]:
    """Subject of a judgement (handle or contact) -> the person it means now; those whom the book does not have are left out."""
    listed = sorted(set(wanted))
    found = dict(view.live.rows_in("SELECT id, person FROM handle WHERE person IS NOT NULL AND id IN ({})", listed))
    sql = """SELECT 'contact:' || a.contact_id, min(h.person) FROM contact_address a JOIN handle h ON h.address = a.address
        WHERE h.person IS NOT NULL AND a.contact_id IN ({}) GROUP BY 1"""
    contacts = [s.removeprefix("contact:") for s in listed if s.startswith("contact:")]
    return found | dict(view.live.rows_in(sql, contacts))


def near(view: View, people: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(the open deals that these people can be in and those that were open beside them, by id; everybody on the buyers' side of them).

    What passed with somebody of an account may belong to another deal of it, so a board of these alone tells of the open ones what that of
    the whole book does, but for what is held against the whole book's rhythm (a silence in a week in which everybody was silent).
    """
    deals = list(view.money().deals)
    parties = _parties(view, deals)
    mine = [d for d in deals if d.outcome == "open" and not parties[d.id].people.isdisjoint(people)]
    theirs = frozenset(p for d in mine for p in parties[d.id].people)
    since = min((span(d)[0] for d in mine), default=0) - MARGIN
    beside = (d for d in deals if span(d)[1] > since and not parties[d.id].people.isdisjoint(theirs))
    return frozenset(d.id for d in (*mine, *beside)) if mine else frozenset(), theirs


def _parties(view: View, deals: Sequence[Deal]) -> dict[str, Party]:
    """Whose touches can be each deal's."""
    at: dict[str, set[str]] = defaultdict(set)
    for person, company in view.live.rows("SELECT id, company_id FROM person WHERE side = 'them' AND company_id IS NOT NULL"):
        at[company].add(person)
    owners = dict(
        view.live.rows("SELECT u.id, h.person FROM crm_user u JOIN handle h ON h.address = lower(u.email) WHERE u.email <> ''")
    )
    return {
        d.id: Party(
            circle_people(view, d) if d.companies else frozenset(at[d.company_id]) if d.company_id else frozenset(),
            frozenset(r.person for r in d.roles if r.person),
            owners.get(d.owner_id),
        )
        for d in deals
    }


def _words(
    view: View,
    past: Sequence[Touch],
    deals: Sequence[Deal],
    parties: Mapping[str, Party],
    links: Mapping[str, Mapping[str, str]],
) -> dict[str, Touch]:
    """Touches with their words: those of open deals' people since a while before the deal, and what is linked to any deal."""
    if not view.text:
        return {}
    since: dict[str, int] = {}
    for deal in deals:
        if deal.outcome == "open":
            for person in parties[deal.id].people:
                since[person] = min(since.get(person, 2**62), deal.opened_us - LOOKED_BACK)
    wanted = {t for touched in links.values() for t in touched}
    return with_words(view.live, [t for t in past if t.id in wanted or any(t.us >= since.get(p, 2**62) for p in t.theirs)])


def _faces(view: View, people: Iterable[str], *, whole: bool = True) -> dict[str, Face]:
    """Names, titles and standing of everybody of the deals' accounts. A signature of the time says the title, else the CRM."""
    ids = sorted(people)
    rows = {
        r[0]: r
        for r in view.live.rows_in("SELECT id, name, address, objected, side, company FROM person WHERE id IN ({})", ids)
    }
    titles: dict[str, tuple[str, str]] = {}
    sql = """SELECT h.person, c.title FROM contact c JOIN contact_address a ON a.contact_id = c.id JOIN handle h ON h.address = a.address
        WHERE c.title <> '' AND h.person IN ({})"""
    for person, title in view.live.rows_in(sql, ids):
        titles[person] = (title, "")
    if view.text:
        for person, _, message_id, text, spans in view.live.rows_in(_SIGNED.format(as_of=int(view.as_of_us)), ids):
            for zone in unpack_spans(spans):
                said = signature_facts(text[zone.start : zone.end]) if zone.zone == "signature" else None
                if said is not None and said.title:
                    titles[person] = (said.title, message_id)
    standings = view.standings(None if whole else ids)
    return {
        person: Face(row[1] or row[2], *titles.get(person, ("", "")), standings.of(person), bool(row[3]), row[5] or "")
        for person, row in rows.items()
        if row[4] == "them"
    }


def _members(
    deal: Deal,
    mine: Sequence[Touch],
    party: Party,
    faces: Mapping[str, Face],
    said: Sequence[Mention],
    graph: Mapping[str, float],
) -> tuple[Member, ...]:
    """The committee with everybody's weight."""
    there = {p: faces[p] for p in party.people if p in faces}
    stated = {r.person: r.role for r in deal.roles if r.person}
    seen = {p for t in mine for p in t.theirs} | set(stated)
    there |= with_titles({p: f for p, f in there.items() if p in seen}, mine, said)
    deferred = list(deferred_to(said, {p: f.name for p, f in there.items() if p in seen}))
    weighed = weights({p: (there[p].title, stated.get(p, "")) for p in seen if p in there}, mine, deferred, graph)
    return tuple(committee(deal.roles, mine, there, weighed))


GRAPH_PEOPLE, GRAPH_ROWS = 8, 60
"""A company's graph says something of its people from so many people and messages among them on."""


def _graphs(
    deals: Sequence[Deal], parties: Mapping[str, Party], by_person: Mapping[str, Sequence[Touch]]
) -> dict[str, dict[str, float]]:
    """Each company's people by their authority among colleagues, as far as mail that we got shows it: around 0, one unit a deviation."""
    import numpy as np

    from regard.deals.authority import score, signs

    found: dict[str, dict[str, float]] = {}
    for deal in deals:
        if not deal.company_id or deal.company_id in found:
            continue
        staff = parties[deal.id].at_account
        mails = {t.id: t for p in staff for t in by_person.get(p, ()) if not t.by_us and t.kind == "mail" and not t.automated}
        edges = [(t.writer, p, t.us) for t in mails.values() for p in t.theirs & staff if p != t.writer and t.writer in staff]
        names = sorted({p for a, b, _ in edges for p in (a, b)})
        found[deal.company_id] = {}
        if len(names) >= GRAPH_PEOPLE and len(edges) >= GRAPH_ROWS:
            number = {p: i for i, p in enumerate(names)}
            rows_ = np.array([(number[a], number[b], us) for a, b, us in edges], dtype=np.int64)
            scores = score(signs(rows_[:, 0], rows_[:, 1], rows_[:, 2], len(names)))
            spread = float(scores.std()) or 1.0
            found[deal.company_id] = {p: float(scores[i] - scores.mean()) / spread for p, i in number.items()}
    return found


def _owed(view: View, promises: Sequence[PromiseRow] | None) -> list[Owed]:
    """What we promised and is overdue."""
    from regard.answers.promises import of_book

    return [
        Owed(p.person, p.name, p.text, p.due, p.message_id, p.made, p.start, p.end)
        for p in (of_book(view) if promises is None else promises)
        if p.side == "us" and p.state == "overdue"
    ]


def odd(deal: Deal, as_of_us: int) -> tuple[str, ...]:
    """What the CRM has of a deal that cannot be right, or is missing; said, never mended."""
    found = []
    if deal.closed_us is not None and deal.closed_us + DAY <= deal.opened_us:
        found.append("closed before it was opened")
    if deal.opened_us > as_of_us:
        found.append("opened in the future")
    if not deal.owner:
        found.append("no owner")
    if not deal.amount:
        found.append("no amount")
    if not deal.roles:
        found.append("no contact roles")
    if deal.company_id is None and not deal.companies:
        found.append("no company in the mail fits its account")
    last = [s.stage for s in deal.stages]
    if deal.outcome == "open" and any("closed" in s.casefold() for s in last[:-1]):
        found.append("closed once and opened again")
    return tuple(found)


# ------------------------------------------------------------------------------------------------------ what is shown


def rows(found: Board, *, closed: bool = False) -> list[DealRow]:
    """The open deals (all, if `closed`): the most pressing first, then by close date."""
    shown = [row(found, k) for k in found.known.values() if closed or k.deal.outcome == "open"]
    order = {"high": 0, "medium": 1, "low": 2}
    shown.sort(
        key=lambda r: (r.outcome != "open", min((order[x.level] for x in r.risks), default=3), r.close or "9", r.name, r.id)
    )
    return shown


def row(found: Board, k: Known) -> DealRow:
    """One deal as a row."""
    us = [t.us for t in k.touches if t.by_us or t.kind != "mail"]
    them = [t.us for t in k.touches if t.acted]
    every = found.risks_of(k)
    shown = [r for r in every if not r.snoozed]
    top = first(shown)
    return DealRow(
        **_head(found, k),
        coverage=k.coverage.share,
        people=len(k.members),
        met=sum(m.met for m in k.members),
        seats=len(k.seats),
        risks=tuple(top),
        more=len(shown) - len(top),
        snoozed=len(every) - len(shown),
        last_contact_us=iso(max(us, default=None)),
        last_contact_them=iso(max(them, default=None)),
        touches=len(k.touches),
    )


MOVED = 90 * DAY


def page(found: Board, ref: str, promised: Sequence[PromiseRow] = ()) -> DealPage:
    """One deal, whole; `promised` is the book's ledger. Raises UnknownReference, AmbiguousReference."""
    k = found.known[deal_ref(found, ref)]
    told, why = forecast(k.deal, [x.deal for x in found.known.values()])
    risks_ = found.risks_of(k)
    return DealPage(
        **_head(found, k),
        type=k.deal.type,
        committee=tuple(_shown(found, m) for m in k.members),
        coverage=k.coverage.share,
        empty_seats=k.seats,
        risks=tuple(r for r in risks_ if not r.snoozed),
        snoozed=tuple(r for r in risks_ if r.snoozed),
        corrections=tuple(_correction(found, k, j) for j in found.said.get(k.deal.id, NOTHING).everything),
        handoffs=(),
        handoffs_why="hand-offs are not read yet",
        forecast=with_term(told, k.competence.state) if told else None,
        forecast_why=why,
        competence=k.competence,
        stakes=k.stakes,
        links=tuple(
            {
                "message_id": t.id,
                "date": iso(t.us),
                "kind": t.kind,
                "direction": "us" if t.by_us else "them",
                "subject": t.subject,
                "who": found.names.get(t.writer, ""),
                "why": k.why[t.id],
            }
            for t in reversed(k.touches)
        ),
        promises=tuple(_promised(found, k, promised)),
        moved=tuple(
            moves(k.deal, k.touches, {m.person: m.name for m in k.members if m.person}, found.as_of_us - MOVED, found.as_of_us)
        ),
        slips=slips(k.deal, found.as_of_us),
        stages=tuple({"date": iso(s.us), "stage": s.stage} for s in k.deal.stages),
        as_of=iso_day(found.as_of_us - 1) or "",
    )


def _promised(found: Board, k: Known, promised: Sequence[PromiseRow]) -> Iterable[PromiseRow]:
    """The promises on what is linked to this deal; those to its members on what is linked to no deal."""
    mine = {t.id for t in k.touches}
    members = {m.person for m in k.members if m.person}

    def elsewhere(message: str) -> bool:
        return any(message in other.why for other in found.known.values())

    return (p for p in promised if p.message_id in mine or (p.person in members and not elsewhere(p.message_id)))


def _head(found: Board, k: Known) -> dict[str, Any]:
    d = k.deal
    begin, end = span(d)
    until = min(end, found.as_of_us)
    step = k.next_step
    return {
        "id": d.id,
        "name": d.name,
        "account": d.account,
        "company_id": d.company_id,
        "amount": d.amount,
        "currency": d.currency,
        "stage": d.stage,
        "outcome": d.outcome,
        "opened": iso_day(d.opened_us),
        "close": iso_day(d.close_us),
        "age_days": max(0, (until - begin) // DAY),
        "trust": k.standing["trust"],
        "value": k.standing["value"],
        "rapport": k.standing["rapport"],
        "roles": k.coverage,
        "next_step": {"message_id": step.id, "date": iso(step.us), "says": step.subject} if step else None,
        "odd": (*odd(d, found.as_of_us), *found.notes.get(d.id, ())),
    }


def _shown(found: Board, m: Member) -> dict[str, Any]:
    return {
        "person": m.person,
        "name": m.name,
        "title": m.title,
        "role": m.role,
        "crm_role": m.crm_role,
        "basis": m.basis,
        "role_why": m.role_why,
        "met": m.met,
        "seen": m.seen,
        "wrote": m.wrote,
        "first": iso(m.first_us),
        "last": iso(m.last_us),
        "weight": m.weight,
        "standing": dict(m.standing),
        "ours": [found.names.get(p, p) for p in m.ours],
        "primary": m.primary,
        "objected": m.objected,
        "company": m.company,
        "contact_id": m.contact_id,
        "pinned": m.pinned,
        "corrected": m.corrected,
    }


def _correction(found: Board, k: Known, j: DealJudgement) -> dict[str, Any]:
    """A judgement as it is shown: of whom or what, what was said, why and when."""
    whom = next((m.name for m in k.members if j.id == m.corrected), "")
    return {
        "id": j.id,
        "kind": j.kind,
        "of": found.whom(j.subject) or whom or j.subject,
        "value": j.value,
        "reason": j.reason,
        "date": iso(j.recorded_us),
    }


def all_risks(found: Board, *, snoozed: bool = False) -> list[RiskRow]:
    """The risks of every open deal, the most pressing first, those on trial last; without those put off, or (`snoozed`) those alone."""
    order = {"high": 0, "medium": 1, "low": 2}
    made = [
        RiskRow(
            k.deal.id, k.deal.name, k.deal.account, r.kind, r.level, r.says, r.evidence, r.clears, r.numbers,
            r.snoozed, r.snoozed_until, r.snooze, r.trial,
        )
        for k in found.known.values()
        for r in found.risks_of(k)
        if bool(r.snoozed) == snoozed
    ]  # fmt: skip
    return sorted(made, key=lambda r: (r.trial, order[r.level], r.kind, r.name, r.deal))


def deal_ref(found: Board, ref: str) -> str:
    """The deal meant: by id (15 letters will do), exact name, or a part of a name that only one has (of several, the only open one)."""
    text = ref.strip()
    if text in found.known:
        return text
    short = [i for i in found.known if len(text) >= 15 and i[:15] == text[:15]]
    low = text.casefold()
    exact = short or [i for i, k in found.known.items() if k.deal.name.casefold() == low]
    near = exact or [i for i, k in found.known.items() if low and low in k.deal.name.casefold()]
    still = [i for i in near if found.known[i].deal.outcome == "open"]
    if len(near) == 1 or len(still) == 1:
        return (still or near)[0]
    if near:
        raise AmbiguousReference(ref, [f"{i}  {found.known[i].deal.name} ({found.known[i].deal.stage})" for i in sorted(near)])
    raise UnknownReference(f"No deal in this book goes by “{ref}”. List those there are: regard deals")
