"""The monthly review as the book has it: whom the agenda names and why, and what each item rests on.

The agenda is found by set queries over everybody: money, neglect, and the weight that title and part give; then the standing is fitted of
those who come first by these. Reads interaction, person, message, meeting, trial, contact, contact_role, review_entry, action_event and
what promises, topics and deals read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from statistics import median
from typing import Any, NamedTuple

from regard.answers.deals import Board
from regard.answers.evidence import SOCIAL, saying, told
from regard.answers.people import DARK_AFTER
from regard.answers.promises import of_person as promises_of
from regard.answers.standing import Standings
from regard.answers.topics import of_person as topics_of
from regard.answers.view import View
from regard.deals.records import Deal
from regard.deals.weight import weights
from regard.evidence.promises import STANDING
from regard.flow.interacting import interactions
from regard.flow.keeping import unpack_spans
from regard.flow.stored_trials import trials
from regard.identity.normalize import is_role_address
from regard.model import DAY, FACTORS, Factor, Interaction
from regard.relationships.explain import Reason, contributions
from regard.relationships.state import fit
from regard.results import Estimate, PromiseRow
from regard.results.review import Changed
from regard.review import agenda
from regard.review.agenda import Candidate, Stake, Standing
from regard.review.followed import Course
from regard.review.month import Month
from regard.time import iso, iso_day

YEAR = 365 * DAY
FITTED, SHORTLIST = 8, 2
"""Of so many times the items the standing is fitted, and the decision weight read from their deals."""
CHANGES, TOPICS, RISKS = 4, 3, 3
NOTABLE = 0.01
"""What moved an estimate by less, on its own scale, is not worth a line."""
_CONTACT = """WITH shown AS (SELECT h.person FROM coverage c JOIN handle h ON h.id = c.owner_h
        WHERE c.outbound AND c.end_us >= {as_of} - {dark})
    SELECT i.buyer, min(i.us), max(CASE WHEN i.outbound OR i.kind <> 'mail' THEN i.us END),
    max(CASE WHEN NOT i.outbound OR i.kind <> 'mail' THEN i.us END),
    max(CASE WHEN NOT i.outbound AND i.asks AND (i.answered_us IS NULL OR i.answered_us > {as_of})
        AND i.seller IN shown THEN i.us END),
    count(DISTINCT CASE WHEN NOT i.outbound OR i.kind <> 'mail' THEN i.us / {day} END),
    max(i.seller IN shown)
    FROM interaction i WHERE NOT i.automated AND i.us <= {as_of} AND i.known_us <= {as_of} {among} GROUP BY i.buyer"""
_PLANNED = """SELECT h.person, min(m.us) FROM message m JOIN party p ON p.message = m.n JOIN handle h ON h.n = p.handle
    LEFT JOIN meeting g ON g.message = m.n WHERE m.us > {as_of} AND m.kind = 'meeting' AND m.known_us <= {as_of}
    AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND h.person IS NOT NULL GROUP BY 1"""
_TITLES = """SELECT h.person, c.title FROM contact c JOIN contact_address a ON a.contact_id = c.id JOIN handle h ON h.address = a.address
    WHERE c.title <> '' AND h.person IN ({})"""
_COACHED = "SELECT id FROM message WHERE cues LIKE '%\"coaches\"%' AND id IN ({})"


class Contacted(NamedTuple):
    """What passed with a buyer: the first contact, the last by us, the last by them, and since when a question of theirs waits.

    `theirs`: on how many days anything passed by them. `shown`: whether a mailbox that is read now would show
    what one of us writes to them.
    """

    first_us: int
    us: int | None
    them: int | None
    owed: int | None
    theirs: int = 0
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a review may look at."""

    id: str
    name: str
    address: str
    company: str
    company_id: str | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """One place of an agenda."""

    buyer: str
    because: str
    stake: Stake | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """Whom a month's review looks at, in order, and what the choice rests on."""

    chosen: tuple[Chosen, ...]
    people: Mapping[str, Person]
    contact: Mapping[str, Contacted]
    planned: Mapping[str, int]
    turn: Mapping[str, int]
    board: Board | None = None


def people(view: View, among: Sequence[str] | None = None) -> dict[str, Person]:
    """Every buyer (`among` these, if given) who does not object."""
    sql = "SELECT id, name, address, company, company_id FROM person WHERE side = 'them' AND NOT objected"
    rows = view.live.rows(sql) if among is None else view.live.rows_in(f"{sql} AND id IN ({{}})", list(among))
    return {r[0]: Person(r[0], r[1] or r[2], r[2], r[3], r[4]) for r in rows}


def contact(view: View, among: Sequence[str] | None = None) -> dict[str, Contacted]:
    """Buyer -> what passed with them."""
    sql = _CONTACT.format(as_of=view.as_of_us, dark=DARK_AFTER, day=DAY, among="" if among is None else "AND i.buyer IN ({})")
    rows = view.live.rows(sql) if among is None else view.live.rows_in(sql, list(among))
    return {r[0]: Contacted(r[1], r[2], r[3], r[4], r[5], bool(r[6])) for r in rows}


def planned(view: View) -> dict[str, int]:
    """Person -> the next meeting that is set."""
    return dict(view.live.rows(_PLANNED.format(as_of=view.as_of_us)))


def units(view: View, month: Month) -> int:
    """How many companies (people without one count by themselves) there was contact with, both ways, before a month began."""
    who = people(view)
    return len({who[b].company_id or b for b, c in contact(view).items() if b in who and _both(c) and c[0] < month.start_us})


def _both(c: Contacted) -> bool:
    return c.us is not None and c.them is not None


def _standing_there(c: Contacted, as_of_us: int) -> bool:
    """Whether there is a relationship that could be lost: not two mails that crossed once, nor somebody silent for a year."""
    return c.theirs >= agenda.THEIR_DAYS and (c.them or 0) > as_of_us - YEAR


def agenda_of(view: View, month: Month, since_us: int, size: int, board: Callable[[set[str]], Board]) -> Agenda:
    """The agenda of a month: two thirds by stake, a third in turn; seats left over in turn go to stake.

    `since_us`: the last review. `board`: what is known of deals, by their ids.
    """
    who = people(view)
    passed = {b: c for b, c in contact(view).items() if b in who}
    planned_ = planned(view)
    money = _money(view, who)
    # Somebody who never got a word from us, or never wrote one, is no relationship yet; nor is a mailbox of many.
    known = [
        _candidate(view, who[b], c, money.get(b, 0.0), b in planned_)
        for b, c in passed.items()
        if _both(c) and not is_role_address(who[b].address)
    ]
    turn = agenda.in_turn(known, month.index, month.start_us, size)
    unit_of = {c.buyer: c.unit for c in known}
    recent = [c for c in known if c.money > 0 or _standing_there(passed[c.buyer], view.as_of_us)]
    come = [(of[0].buyer, of[0].unit) for of in turn.values()]
    ranked, at = _foremost(view, recent, since_us, size, lambda whom: board(deals_of(view, [*whom, *come])))
    seats = len(turn)
    while True:  # a company that is on for what is at stake has come up: its seat goes to the next by stake
        by_stake = agenda.foremost(ranked, unit_of, size - seats)
        up = {unit_of[s.buyer] for s in by_stake}
        in_turn = [of for u, of in turn.items() if u not in up]
        if len(in_turn) >= seats:
            break
        seats = len(in_turn)
    chosen = [Chosen(s.buyer, "stake", s) for s in by_stake]
    chosen += [Chosen(of[0].buyer, "turn", None, tuple(c.buyer for c in of[1:7])) for of in in_turn]
    n = len({c.unit for c in known if c.first_us < month.start_us})
    told_ = {"of": n, "this_month": len(turn), "within_months": agenda.months_between(n, agenda.seats_in_turn(size))}
    return Agenda(tuple(chosen), who, passed, planned_, told_, at)


def _candidate(view: View, p: Person, passed: Contacted, money: float, planned: bool) -> Candidate:
    first, us, them, owed = passed[:4]
    waits = owed is not None and 2 * DAY <= view.as_of_us - owed <= 60 * DAY and (us is None or us < owed)
    silent = agenda.silent_days(us, view.as_of_us)
    return Candidate(p.id, p.company_id or p.id, money, silent, waits, planned, first, max(us or 0, them or 0))


def _money(view: View, who: Mapping[str, Person]) -> dict[str, float]:
    """Buyer -> the money of their deals in units of the median open deal of each currency."""
    deals = view.money().deals
    amount = {d.id: float(a) for d in deals if (a := _decimal(d.amount)) is not None and a > 0}
    usual: dict[str, float] = {}
    for currency in {d.currency for d in deals}:
        of = [d for d in deals if d.currency == currency and d.id in amount]
        open_ = [amount[d.id] for d in of if d.outcome == "open"] or [amount[d.id] for d in of]
        if open_:
            usual[currency] = median(open_)
    at: dict[str, float] = defaultdict(float)
    of_company: dict[str, list[tuple[frozenset[str], float]]] = defaultdict(list)
    for d in deals:
        share = _share(d, view.as_of_us)
        if not share or d.id not in amount:
            continue
        units = share * amount[d.id] / usual[d.currency]
        taking_part = frozenset(r.person for r in d.roles if r.person)
        for person in taking_part:
            at[person] += units
        if d.company_id:
            of_company[d.company_id].append((taking_part, units))
    for p in who.values():
        if p.company_id in of_company:
            at[p.id] += agenda.COMPANY_SHARE * sum(u for part, u in of_company[p.company_id] if p.id not in part)
    return {p: m for p, m in at.items() if m > 0}


def _share(d: Deal, as_of_us: int) -> float:
    if d.outcome == "open":
        return 1.0
    lately = d.closed_us is not None and 0 <= as_of_us - d.closed_us <= YEAR
    return agenda.WON_SHARE if d.outcome == "won" and lately else 0.0


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _foremost(
    view: View,
    candidates: Sequence[Candidate],
    since_us: int,
    size: int,
    board: Callable[[Sequence[tuple[str, str]]], Board],
) -> tuple[list[Stake], Board]:
    """The stakes of the foremost: of those with most money × neglect × weight (equals: who wrote last) the standing is fitted too, and of
    the foremost of these the decision weight is what their deals show.
    """
    titled = _prior_weights(view, [c.buyer for c in candidates])
    before = {c.buyer: agenda.stake(c, {}, titled.get(c.buyer)) for c in candidates}
    by_cheap = sorted(candidates, key=lambda c: (-before[c.buyer].value, -c.last_us, c.buyer))[: FITTED * size]
    ids = [c.buyer for c in by_cheap]
    now, *then = scores(view, ids, (view.as_of_us, since_us, view.as_of_us - YEAR // 2))
    found = [
        (agenda.stake(c, {f: _standing(c.buyer, f, now, then) for f in FACTORS[:2]}, titled.get(c.buyer)), c) for c in by_cheap
    ]
    found.sort(key=lambda f: (-f[0].value, -f[1].last_us, f[0].buyer))
    wanted = SHORTLIST * size
    at_deals = board([(c.buyer, c.unit) for _, c in found[:wanted]])
    return _weighed([s for s, _ in found[:wanted]], at_deals) + [s for s, _ in found[wanted:]], at_deals


Scores = dict[tuple[str, Factor], tuple[float, bool]]


def _standing(buyer: str, f: Factor, now: Scores, then: Sequence[Scores]) -> Standing:
    score, known = now.get((buyer, f), (50.0, False))
    before = [was[0] for at in then if (was := at.get((buyer, f))) and was[1]]
    return Standing(score, known, max(before, default=None))


def scores(view: View, ids: Sequence[str], moments: Sequence[int]) -> list[Scores]:
    """For each moment: (buyer, factor) -> the score, and whether it is known. The trials are read once, up to the latest moment."""
    from regard.flow.stored_trials import as_columns, decided
    from regard.relationships.display import estimate
    from regard.relationships.state import fit_many

    rows = list(decided(view.live, max(moments), sorted(set(ids))))
    if not rows:
        return [{} for _ in moments]
    names, _, columns = as_columns(rows, view.weights)
    found: list[Scores] = []
    for moment in moments:
        known = columns.known_us <= moment
        arrays = {name: getattr(columns, name)[known] for name in _ARRAYS}
        if not known.any():
            found.append({})
            continue
        book = fit_many(replace(columns, **arrays), moment, view.weights)
        at: Scores = {}
        for i in range(len(book.buyer)):
            f = FACTORS[int(book.factor[i])]
            tau2 = view.weights.factors[f].team
            e = estimate(
                float(book.mean[i]),
                float(book.sd[i]),
                float(book.mean_fast[i]),
                tau2,
                int(book.n[i]),
                factor=f,
                bands=view.bands,
                move_sd=float(book.move_sd[i]),
            )
            at[names[int(book.buyer[i])], f] = e.score, e.known
        found.append(at)
    return found


_ARRAYS = ("buyer", "seller", "channel", "outcome", "known_us", "offset", "strength")


def _at(view: View, ids: list[str], us: int) -> Standings:
    from regard.answers.standing import standings

    return standings(view.live, us, view.weights, view.bands, ids)


def _prior_weights(view: View, ids: Sequence[str]) -> dict[str, float]:
    """Decision weight as far as title and the CRM's part say."""
    titles = dict(view.live.rows_in(_TITLES, list(ids)))
    there = set(ids)
    parts = {r.person: r.role for d in view.money().deals for r in d.roles if r.person in there}
    known = {p: (titles.get(p, ""), parts.get(p, "")) for p in there if p in titles or p in parts}
    return {p: w.log_odds for p, w in weights(known, (), (), {}).items()}


def _weighed(found: Sequence[Stake], at: Board) -> list[Stake]:
    """The same stakes with the decision weight that each has in the deals of their company: the greatest."""
    greatest: dict[str, float] = {}
    for k in at.known.values():
        for m in k.members:
            if m.person and m.weight is not None and m.weight.known:
                greatest[m.person] = max(m.weight.log_odds, greatest.get(m.person, -99.0))
    return [
        Stake(
            s.buyer,
            s.money,
            s.standing,
            s.neglect,
            agenda.weight(greatest[s.buyer]) if s.buyer in greatest else s.weight,
            s.which,
        )
        for s in found
    ]


def deals_of(view: View, whom: Iterable[tuple[str, str | None]]) -> set[str]:
    """The open deals of people and of their companies."""
    pairs = list(whom)
    companies = {u for _, u in pairs}
    mine = {d.id for p, _ in pairs for d in view.money().deals_of(p) if d.outcome == "open"}
    return mine | {d.id for d in view.money().deals if d.outcome == "open" and d.company_id in companies}


# ---------------------------------------------------------------------------------------------------------- one item


@dataclass(frozen=True, slots=True)
class Detail:
    """What an item rests on, as of the view's moment and since the last review."""

    now: Mapping[Factor, Estimate]
    before: Mapping[Factor, Estimate]
    changes: tuple[Changed, ...]
    promises: tuple[PromiseRow, ...]
    topics: tuple[Mapping[str, Any], ...]
    last_said: Mapping[str, Any] | None = None


def detail(view: View, buyer: str, since_us: int) -> Detail:
    """The estimates now and then, what moved them, the promises that stand, and what matters to the buyer now.

    A message that coaches one of ours was meant for them alone: nothing of it is quoted.
    """
    from regard.relationships.display import estimate

    stored = trials(view.live, buyer)
    fitted, was = fit(stored, view.as_of_us, view.weights), fit(stored, since_us, view.weights)
    now, before = (
        {
            f: estimate(s.mean, s.sd, s.mean_fast, s.prior.team, s.n, factor=f, bands=view.bands, move_sd=s.move_sd)
            for f, s in state.factors.items()
        }
        for state in (fitted, was)
    )
    changes = _changes(view, [(f, r) for f in FACTORS for r in contributions(fitted, None, f) if r.trial.known_us > since_us])
    here = [i for i in interactions(view.live, [buyer])[buyer] if i.known_us <= view.as_of_us and i.us <= view.as_of_us]
    promises = tuple(p for p in promises_of(view, here) if p.state in STANDING)
    topics = list({t["quote"] or t["text"]: t for t in topics_of(view, here) if t["current"]}.values())
    last = next((i for i in sorted(here, key=lambda i: (-i.us, i.message_id)) if _wrote(i)), None)
    private = _coached(
        view, [c.message_id for c in changes] + [t["message_id"] for t in topics] + ([last.message_id] if last else [])
    )
    changes = [_unquoted(c) if c.message_id in private else c for c in changes]
    topics = [t for t in topics if t["message_id"] not in private]
    said = _last_said(view, last) if last is not None and last.message_id not in private else None
    return Detail(now, before, tuple(changes), promises, tuple(topics[:TOPICS]), said)


def _changes(view: View, reasons: Sequence[tuple[Factor, Reason]]) -> list[Changed]:
    """What moved estimates, things of one kind together, the largest first; what moved next to nothing is left out."""
    kinds: dict[tuple[str, str, str], list[tuple[Factor, Reason]]] = defaultdict(list)
    for f, r in reasons:
        kinds[f, r.trial.channel, r.trial.outcome].append((f, r))
    sums = [
        (sum(r.contribution for _, r in of), max(of, key=lambda x: (x[1].trial.known_us, x[1].trial.id)), len(of))
        for of in kinds.values()
    ]
    sums = sorted((s for s in sums if abs(s[0]) >= NOTABLE), key=lambda s: (-abs(s[0]), s[1][1].trial.id))[:CHANGES]
    sentences = told(view, [r for _, (_, r), _ in sums])
    return [
        Changed(f, c.sentence, c.date, c.message_id, moved, c.quote, c.quote_start, c.quote_end, n)
        for (moved, (f, _), n), c in zip(sums, sentences, strict=True)
    ]


def _wrote(i: Interaction) -> bool:
    return i.kind == "mail" and not i.outbound and not i.automated and i.basis == "observed" and i.buyer_role == "from"


def _last_said(view: View, last: Interaction) -> dict[str, Any] | None:
    """The words that a buyer's last message begins with, but for salutation and social talk."""
    rows = view.live.rows(
        "SELECT b.text, b.spans, m.cues FROM message m JOIN body b ON b.message = m.n WHERE m.id = ?", last.message_id
    )
    if not rows or not view.text:
        return None
    text, spans, cues = rows[0]
    found = saying(text, unpack_spans(spans), social=any(kind in (cues or "") for kind in SOCIAL))
    if found is None:
        return None
    quote, start, end = found
    return {"quote": quote, "date": iso(last.us), "message_id": last.message_id, "start": start, "end": end}


def nothing(view: View) -> Detail:
    """An item that is merely named."""
    from regard.answers.standing import unknown

    blank = {f: unknown(f, view.weights, view.bands) for f in FACTORS}
    return Detail(blank, blank, (), (), ())


def _coached(view: View, ids: Sequence[str]) -> set[str]:
    return {r[0] for r in view.live.rows_in(_COACHED, list(dict.fromkeys(ids)))}


def _unquoted(c: Changed) -> Changed:
    return replace(c, quote="", quote_start=0, quote_end=0)


_STANDS = {
    "lost": "standing that was lost",
    "never gained": "little standing yet",
    "unknown": "trust or value not known yet",
    "": "standing lost or never gained",
}


def sentence(at: Agenda, c: Chosen) -> str:
    """Why somebody is on the agenda, in words."""
    if c.because == "turn":
        also = f", with {len(c.also)} others there" if len(c.also) > 1 else ", with one other there" if c.also else ""
        whose = "their company's turn" if c.buyer in at.people and at.people[c.buyer].company_id else "their turn"
        return f"{whose}{also}: each comes up within {at.turn['within_months']} months"
    s = c.stake
    if s is None:
        return "on the agenda as it was fixed"
    said = []
    if s.money > 1.05:
        said.append("large open deals" if s.money > 2.2 else "open deals")
    if s.standing > 0.4:
        said.append(_STANDS[s.which])
    passed = at.contact.get(c.buyer)
    if s.neglect > 0.5:
        us = passed.us if passed else None
        seen = "nothing by us" if passed is None or passed.shown else "nothing by us in the mailboxes read"
        said.append(f"{seen} since {iso_day(us)}" if us else f"{seen} yet")
    if s.weight > 1.25:
        said.append("a say in the decision")
    return "at stake: " + (", ".join(said) if said else "some of everything")


def risks_of(at: Board, buyer: str, company: str | None) -> tuple[tuple[Mapping[str, Any], ...], tuple[Mapping[str, Any], ...]]:
    """(the open deals of a buyer and their company, their risks, the most pressing first and at most three)."""
    from regard.answers.deals import all_risks

    mine = {
        i: k
        for i, k in at.known.items()
        if k.deal.outcome == "open" and (k.deal.company_id == company or any(m.person == buyer for m in k.members))
    }
    deals = tuple(
        {"id": i, "name": k.deal.name, "amount": k.deal.amount, "currency": k.deal.currency, "stage": k.deal.stage,
         "close": iso_day(k.deal.close_us)}
        for i, k in sorted(mine.items(), key=lambda x: (x[1].deal.name, x[0]))
    )  # fmt: skip
    risks = [
        {"deal": r.deal, "name": r.name, "kind": r.kind, "level": r.level, "says": r.says, "clears": r.clears}
        for r in all_risks(at)
        if r.deal in mine
    ]
    return deals, tuple(risks[:RISKS])


def stake_json(s: Stake | None) -> dict[str, float]:
    """The parts of a stake as they are kept with a fixed agenda."""
    if s is None:
        return {}
    return {k: round(getattr(s, k), 6) for k in ("money", "standing", "neglect", "weight")}


def fixed(rows: Iterable[Any], person_of: Mapping[str, str]) -> list[Chosen]:
    """The agenda that was fixed when a review began, without whoever is in the book no more."""
    found: list[tuple[int, Chosen]] = []
    for row in rows:
        data = json.loads(row.data)
        buyer = person_of.get(row.buyer_h)
        if buyer is None or any(c.buyer == buyer for _, c in found):
            continue
        parts = data.get("parts") or None
        stake = Stake(buyer, **parts) if parts else None
        also = tuple(p for h in data.get("also", ()) if (p := person_of.get(h)))
        found.append((data["place"], Chosen(buyer, data["because"], stake, also)))
    return [c for _, c in sorted(found, key=lambda f: f[0])]


def courses(
    view: View, spans: Mapping[str, tuple[int, int]], acted: Mapping[str, set[str]], tried: Mapping[str, set[str]], most: int
) -> dict[str, list[Course]]:
    """Trust and value of relationships from each review (`spans`: month -> its moment, and about a month later) on.

    Beside those acted upon up to `most` others that we had been in touch with in the half year before: those of the smallest ids, which
    tell nothing of anybody, without whoever had an action that is not known to be done.
    """
    found: dict[str, list[Course]] = {"trust": [], "value": []}
    who = people(view)
    for month, (start, end) in spans.items():
        sql = "SELECT DISTINCT buyer FROM interaction WHERE us <= ? AND us > ? AND known_us <= ? AND NOT automated"
        there = sorted(r[0] for r in view.live.rows(sql, start, start - YEAR // 2, start) if r[0] in who)
        ids = [*sorted(acted[month] & who.keys()), *[p for p in there if p not in tried.get(month, set())][:most]]
        before, after = _at(view, ids, start), _at(view, ids, end)
        for factor in FACTORS[:2]:
            for p in ids:
                was, now = before.of(p)[factor], after.of(p)[factor]
                found[str(factor)].append(Course(p, month, was.score, now.score, was.known, p in acted[month]))
    return found
