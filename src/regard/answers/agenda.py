"""Whom a month's review looks at and why, as the book has it.

Found by set queries over everybody: money, neglect, and the weight that title and part give; then the kind of mail is looked at and
standing fitted of those who come first by these. Reads what `contacted` reads, trial, contact, contact_role, review_entry and the deals.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regard.answers.absent import Absent, absent
from regard.answers.agenda_facts import Passed, passed_last, promised
from regard.answers.agenda_money import told, units
from regard.answers.complaints import standing_complaints
from regard.answers.contacted import YEAR, Contacted, Person, both, contact, natures, people, planned
from regard.answers.days_ahead import Days
from regard.answers.deal_board import Board
from regard.answers.dealings import dealings
from regard.answers.deciding import Deciding, deciding
from regard.answers.departed import Departed
from regard.answers.inside import said_over
from regard.answers.leaving import going, gone
from regard.answers.moving_away import Leaving, by_person
from regard.answers.need import WAITING_FROM, Promised
from regard.answers.referrers import Referral, named_by_newcomers, told_by_themselves, unthanked
from regard.answers.standing_refusals import StandingRefusal, standing_refusals
from regard.answers.twins import Twin, twins
from regard.answers.view import View
from regard.answers.waiting import Waiting
from regard.answers.written_for import WrittenFor, written_for
from regard.deals.case import Limits
from regard.deals.records import Inside
from regard.deals.risks_inside import INSIDE
from regard.deals.weight import weights
from regard.identity.normalize import is_role_address
from regard.model import DAY, FACTORS, Factor
from regard.review import agenda
from regard.review.agenda import Candidate, Stake, Standing
from regard.review.dealings import DAYS, LIVES, Dealings, established, small, two_sided
from regard.review.month import Month

FITTED, SHORTLIST = 8, 2
"""Of so many times the items the standing is fitted, and the decision weight read from their deals."""
MEETS = 14 * DAY
"""A meeting so near is what a review prepares."""
SOONER = 6
"""So often the months between two turns are halved, at most."""
_TITLES = """SELECT h.person, c.title FROM contact c JOIN contact_address a ON a.contact_id = c.id JOIN handle h ON h.address = a.address
    WHERE c.title <> '' AND h.person IN ({})"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One place of an agenda."""

    buyer: str
    because: str
    stake: Stake | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """Whom a month's review looks at, in order, and what the choice rests on.

    `twins`: who else may be one of them, writing from another address that nobody joined to theirs. `money`: what
    their deals are worth, in words. `promised`: what we owe them now. `passed`: what passed last, either way. `fell`: whose standing
    fell, from which number to which. `days`: theirs that lie near ahead. `may_wait`: what they asked last that perhaps waits. `going`: who
    wrote that they leave and may still be there. `leaving`: whose words say that they make ready to leave us. `written`: for whom a
    colleague wrote. `sent`: who sent somebody to us and has no word of ours since. `refused`: who wrote that there is no money or that
    nothing more be offered. `deciding`: who decides before the next review. `absent`: who is away, and who
    stands in. `over`: with whom every open deal is over, as a colleague of ours writes.
    """

    chosen: tuple[Chosen, ...]
    people: Mapping[str, Person]
    contact: Mapping[str, Contacted]
    planned: Mapping[str, int]
    turn: Mapping[str, int]
    board: Board | None = None
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    you: str = ""
    twins: Mapping[str, tuple[Twin, ...]] = field(default_factory=dict)
    money: Mapping[str, str] = field(default_factory=dict)
    promised: Mapping[str, Promised] = field(default_factory=dict)
    passed: Mapping[str, Passed] = field(default_factory=dict)
    fell: Mapping[str, str] = field(default_factory=dict)
    days: Days = field(default_factory=dict)
    may_wait: Mapping[str, Waiting] = field(default_factory=dict)
    going: Mapping[str, Departed] = field(default_factory=dict)
    leaving: Mapping[str, Leaving] = field(default_factory=dict)
    sent: Mapping[str, Referral] = field(default_factory=dict)
    written: Mapping[str, WrittenFor] = field(default_factory=dict)
    refused: Mapping[str, StandingRefusal] = field(default_factory=dict)
    deciding: Mapping[str, Deciding] = field(default_factory=dict)
    absent: Mapping[str, Absent] = field(default_factory=dict)
    over: Mapping[str, Inside] = field(default_factory=dict)


def _standing_there(c: Contacted, as_of_us: int) -> bool:
    """Whether there is a relationship that could be lost: not two mails that crossed once, nor somebody silent for half a year."""
    return c.theirs >= DAYS and (c.them or 0) > as_of_us - LIVES


def _turn(
    view: View,
    who: Mapping[str, Person],
    passed: Mapping[str, Contacted],
    due: Callable[[int], dict[str, list[Candidate]]],
    size: int,
) -> dict[str, list[Candidate]]:
    """The companies whose turn it is and who are still there; where seats are left, those who would be due sooner as well, if all fit."""
    found = _due(view, who, passed, due(0))
    for sooner in range(1, SOONER + 1):
        wider = _due(view, who, passed, due(sooner))
        if len(wider) > agenda.seats_in_turn(size):
            break
        found = wider
    return found


def _due(
    view: View, who: Mapping[str, Person], passed: Mapping[str, Contacted], turn: Mapping[str, Sequence[Candidate]]
) -> dict[str, list[Candidate]]:
    """Of the companies whose turn it is those people with whom business passed within half a year: whom one can take something up with."""
    since = view.as_of_us - LIVES
    lately = [c for of in turn.values() for c in of if c.money > 0 or c.last_us > since]
    fit = _business(view, who, lately, passed, lambda d: small(d, view.as_of_us))
    due = {unit: [c for c in of if c.buyer in fit] for unit, of in turn.items()}
    return {unit: of for unit, of in due.items() if of}


def _business(
    view: View,
    who: Mapping[str, Person],
    candidates: Sequence[Candidate],
    passed: Mapping[str, Contacted],
    enough: Callable[[Dealings], bool],
) -> set[str]:
    """Those with whom `enough` business passes, and who are not gone (who only said that they go is there to introduce); whoever is in a
    deal, or is said to be a buyer, is one of them. Of those with whom next to nothing passed one mail at least must be business written
    to us: one circular makes no company's turn.
    """
    sure = {c.buyer for c in candidates if c.money > 0}
    buys = {company for company, told in view.sides().items() if told.side in {"buyer", "partner"}}
    others = [c.buyer for c in candidates if c.buyer not in sure]
    left = gone(view, {c.buyer: passed[c.buyer].them for c in candidates})
    left -= going(view, sorted(left)).keys()
    dealt = dealings(view, [who[p] for p in others if who[p].company_id not in buys])
    others = [p for p in others if who[p].company_id in buys or (p in dealt and enough(dealt[p]))]
    kinds = natures(view, [who[p] for p in others])
    fit = {p for p, kind in kinds.items() if kind.nature == "business"}
    return (sure | {p for p in fit if kinds[p].spoke or passed[p].theirs >= DAYS}) - left


def _ones(
    view: View, who: Mapping[str, Person], ordered: Sequence[Candidate], passed: Mapping[str, Contacted], most: int
) -> list[Candidate]:
    """The first `most` of some candidates in their order with whom business passes; no more mail is looked at than that takes."""
    found: list[Candidate] = []
    for start in range(0, len(ordered), most):
        here = ordered[start : start + most]
        fit = _business(view, who, here, passed, established)
        fit |= _business(view, who, [c for c in here if c.presses and c.buyer not in fit], passed, two_sided)
        found += [c for c in here if c.buyer in fit]
        if len(found) >= most:
            break
    return found[:most]


def agenda_of(view: View, month: Month, since_us: int, size: int, board: Callable[[set[str]], Board]) -> Agenda:
    """The agenda of a month: two thirds by stake, a third in turn; seats left over in turn go to stake.

    `since_us`: the last review. `board`: what is known of deals, by their ids.
    """
    who = people(view)
    passed = {b: c for b, c in contact(view).items() if b in who}
    planned_, asks = planned(view), waits(view)
    complaints = standing_complaints(view.live, view.as_of_us)
    away = by_person(view.leaving_us())
    over = _over(view, board)
    money = units(view, who, over)
    same = twins(view, set(passed))
    sent = unthanked(named_by_newcomers(view, who, passed), passed)
    out = absent(view)
    ended = {d.name for d in view.money().deals if d.id in over}
    decides = {b: at for b, at in deciding(view, who).items() if b not in out and at.deal not in ended}
    # Somebody who never got a word from us, or never wrote one, is no relationship yet, unless they wait for one; nor is a mailbox of many.
    # Whoever is away comes up for what presses alone: nothing else can be taken up with them.
    known = [
        _candidate(
            view,
            who[b],
            c,
            money.get(b, 0.0),
            same.get(b, ()),
            planned=b in planned_,
            waits=b in asks,
            complained=b in complaints,
            leaving=b in away,
            sent=b in sent,
            decides=b in decides and bool(decides[b].quote),
            meets=b in decides or (b in planned_ and planned_[b] - view.as_of_us <= MEETS),
        )
        for b, c in passed.items()
        if (both(c) or b in asks)
        and (b not in out or b in asks or b in complaints or b in away)
        and not is_role_address(who[b].address)
    ]
    turn = _turn(view, who, passed, lambda sooner: agenda.in_turn(known, month.index, month.start_us, size, sooner), size)
    unit_of = {c.buyer: c.unit for c in known}
    recent = [c for c in known if c.money > 0 or c.presses or _standing_there(passed[c.buyer], view.as_of_us)]
    come = [(of[0].buyer, of[0].unit) for of in turn.values()]
    ranked, at = _foremost(view, who, recent, passed, since_us, size, lambda whom: board(deals_of(view, [*whom, *come])))
    candidate = {c.buyer: c for c in known}
    ranked = ranked[: FITTED * size]
    called = {s.buyer for s in ranked if agenda.calls(candidate[s.buyer], s, promised=False)}
    silent = [s.buyer for s in ranked if s.buyer not in called][: SHORTLIST * size]
    owed = promised(view, [*silent, *[s.buyer for s in ranked if s.buyer in called][: SHORTLIST * size]])
    days = view.days()
    leave = going(view, sorted({*(s.buyer for s in ranked), *(b for b, _ in come)}))
    sent = unthanked(told_by_themselves(view, [s.buyer for s in ranked] + [b for b, _ in come]), passed) | sent
    asks_something = called | owed.keys() | days.keys() | leave.keys() | sent.keys()
    ranked = [agenda.owing(s) if s.buyer in owed else s for s in ranked if s.buyer in asks_something]
    seats = len(turn)
    while True:  # a company that is on for what is at stake has come up: its seat goes to the next by stake
        by_stake = agenda.foremost(ranked, unit_of, size - seats, {unit_of[b] for b in decides.keys() & unit_of.keys()})
        up = {unit_of[s.buyer] for s in by_stake}
        in_turn = [of for u, of in turn.items() if u not in up]
        if len(in_turn) >= seats:
            break
        seats = len(in_turn)
    chosen = [Chosen(s.buyer, "stake", s) for s in by_stake]
    chosen += [Chosen(of[0].buyer, "turn", None, tuple(c.buyer for c in of[1:7])) for of in in_turn]
    n = len({c.unit for c in known if c.first_us < month.start_us})
    told_ = {"of": n, "this_month": len(turn), "within_months": agenda.months_between(n, agenda.seats_in_turn(size))}
    there = [who[c.buyer] for c in chosen]
    last = passed_last(view, [c.buyer for c in chosen])
    return Agenda(
        tuple(chosen),
        who,
        passed,
        planned_,
        told_,
        at,
        asks,
        view.you,
        same,
        told(view, there, over),
        owed,
        last,
        days=days,
        may_wait=perhaps(view),
        going=leave,
        leaving=away,
        refused=standing_refusals(view, [c.buyer for c in chosen]),
        sent=sent,
        written=written_for(view, [c.buyer for c in chosen]),
        absent={c.buyer: out[c.buyer] for c in chosen if c.buyer in out},
        deciding={c.buyer: decides[c.buyer] for c in chosen if c.buyer in decides},
        over={c.buyer: said for c in chosen if (said := _over_with(view, who[c.buyer], over)) is not None},
    )


def _over(view: View, board: Callable[[set[str]], Board]) -> dict[str, Inside]:
    """The open deals of which a colleague of ours writes that they are over, where that stands as a risk that nobody put off."""
    said = said_over(view, view.money().deals, view.as_of_us - Limits().recent_days * DAY)
    if not said:
        return {}
    at = board(set(said))
    return {
        deal: one for deal, one in said.items()
        if deal in at.known and any(r.kind in INSIDE and not r.snoozed for r in at.risks_of(at.known[deal]))
    }  # fmt: skip


def _over_with(view: View, who: Person, over: Mapping[str, Inside]) -> Inside | None:
    """The word that the deal is over on which all open money with somebody rests, if one is; None while another deal of theirs is open."""
    theirs = [
        d for d in view.money().deals
        if d.outcome == "open" and ((d.company_id and d.company_id == who.company_id) or any(r.person == who.id for r in d.roles))
    ]  # fmt: skip
    return over[theirs[0].id] if theirs and all(d.id in over for d in theirs) else None


def waits(view: View) -> dict[str, Waiting]:
    """Buyer -> the latest ask of theirs that waits for longer than it takes to answer."""
    late = {b: [w for w in asks if view.as_of_us - w.us >= WAITING_FROM] for b, asks in view.waiting().items()}
    return {b: asks[0] for b, asks in late.items() if asks}


def perhaps(view: View) -> dict[str, Waiting]:
    """Buyer -> the latest ask of theirs, in words that are read, that may wait."""
    return {b: read[0] for b, asks in view.may_wait().items() if (read := [w for w in asks if not w.foreign])}


def _candidate(
    view: View,
    p: Person,
    passed: Contacted,
    money: float,
    same: Sequence[Twin],
    *,
    planned: bool,
    waits: bool,
    complained: bool,
    leaving: bool,
    sent: bool,
    decides: bool,
    meets: bool,
) -> Candidate:
    first, us, them = passed[:3]
    # Whoever may be them, and whom we wrote to, is not neglected: a wrong “nothing since” is worse than a seat for another.
    silent = agenda.silent_days(max((at for at in (us, *(t.us for t in same)) if at is not None), default=None), view.as_of_us)
    return Candidate(
        p.id,
        p.company_id or p.id,
        money,
        silent,
        waits,
        planned,
        first,
        max(us or 0, them or 0),
        complained=complained,
        leaving=leaving,
        sent=sent,
        decides=decides,
        meets=meets,
    )


def _foremost(
    view: View,
    who: Mapping[str, Person],
    candidates: Sequence[Candidate],
    passed: Mapping[str, Contacted],
    since_us: int,
    size: int,
    board: Callable[[Sequence[tuple[str, str]]], Board],
) -> tuple[list[Stake], Board]:
    """The stakes of the foremost: of those with most money × neglect × weight (equals: who wrote last) the standing is fitted too, and of
    the foremost of these the decision weight is what their deals show.
    """
    titled = _prior_weights(view, [c.buyer for c in candidates])
    before = {c.buyer: agenda.stake(c, {}, titled.get(c.buyer)) for c in candidates}
    by_cheap = sorted(candidates, key=lambda c: (-before[c.buyer].value, -c.last_us, c.buyer))
    by_cheap = _ones(view, who, by_cheap, passed, FITTED * size)
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
                tau2,
                int(book.n[i]),
                factor=f,
                bands=view.bands,
                move=book.moves.row(i),
            )
            at[names[int(book.buyer[i])], f] = e.score, e.known
        found.append(at)
    return found


_ARRAYS = ("buyer", "seller", "channel", "outcome", "known_us", "offset", "strength", "shown")


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
        stake = Stake(buyer, **parts, which=data.get("which", "")) if parts else None
        also = tuple(p for h in data.get("also", ()) if (p := person_of.get(h)))
        found.append((data["place"], Chosen(buyer, data["because"], stake, also)))
    return [c for _, c in sorted(found, key=lambda f: f[0])]
