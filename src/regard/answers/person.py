"""One buyer, whole: where they stand and stood, why, figures by us and by them, and every interaction with its result.

Reads person, handle, message, body, trial, interaction, coverage, judgement.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from regard.answers import together
from regard.answers.absent import absent
from regard.answers.accounts import colleagues, last_contact, pair_counts
from regard.answers.blind import blind_asks, partly_asks
from regard.answers.blind import told as told_blind
from regard.answers.came import came, of_business
from regard.answers.cares import matters
from regard.answers.complaints import complained
from regard.answers.confided import subject_of, unquoted
from regard.answers.days_ahead import days_ahead
from regard.answers.evidence import beginning, sums
from regard.answers.good_bye import resting
from regard.answers.heard import heard_of
from regard.answers.jobs import as_rows, jobs_of
from regard.answers.leaving import leavers
from regard.answers.mailboxes import several
from regard.answers.messages import carrier_at
from regard.answers.moving_away import by_person
from regard.answers.need import Need, need
from regard.answers.open_questions import told as lines_of
from regard.answers.people import touched
from regard.answers.promises import of_person, ours_pressing
from regard.answers.standing import facts, with_complaints
from regard.answers.taken_up import still_open
from regard.answers.topics import of_person as topics_of
from regard.answers.unseen import at_another_address, unseen
from regard.answers.waiting import weighed
from regard.answers.written_for import written_for
from regard.evidence.history import Spoken
from regard.flow.calls_noted import calls_noted
from regard.flow.interacting import interactions
from regard.flow.stored_trials import trials
from regard.identity.jobs import current
from regard.interactions.kpis import kpis
from regard.interactions.outcomes import of_meeting
from regard.model import DAY, FACTORS
from regard.relationships.display import estimate
from regard.relationships.state import Columns, columns, fit, fit_many
from regard.results import Moment, PersonPage, TimelineEntry
from regard.results.base import plain
from regard.time import iso, iso_day

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.answers.written_for import WrittenFor
    from regard.identity.jobs import JobFact
    from regard.model import Factor, Interaction, Judgement, Trial
    from regard.results import Colleague, Estimate

HISTORY_STEP = 14 * DAY
HISTORY_STEPS = 40
"""About 18 months in fortnights."""
STRONGEST = 12
QUOTED = 40
"""So many of the strongest summands of each estimate bring their quote to the page."""


def person(
    view: View,
    buyer: str,
    *,
    objected: bool,
    judgements: Sequence[Judgement],
    timeline: int = 100,
    offset: int = 0,
    told: Sequence[JobFact] = (),
) -> PersonPage:
    """The page of one buyer at the view's moment; `timeline` entries from `offset`, the newest first.

    `told` is what others than mail say of their jobs.
    """
    name, address, company, company_id = view.live.rows(
        "SELECT name, address, company, company_id FROM person WHERE id = ?", buyer
    )[0]
    handles = view.live.rows("SELECT id, address, names FROM handle WHERE person = ? ORDER BY address", buyer)
    jobs = jobs_of(view.live, buyer, view.as_of_us, told)
    job = current(jobs)
    if job is not None and job.company_id is not None:
        company, company_id = job.company, job.company_id
    stored = [] if objected else trials(view.live, buyer)
    fitted = fit(stored, view.as_of_us, view.weights)
    shown = {
        f: estimate(s.mean, s.sd, s.prior.team, s.n, factor=f, bands=view.bands, move=s.move) for f, s in fitted.factors.items()
    }
    if objected:
        shown = {f: replace(e, settle="They asked not to be modelled: nothing is estimated.") for f, e in shown.items()}
    whole = {f: replace(w, person=buyer, name=name) for f, w in sums(view, fitted, QUOTED).items()}
    # Meetings yet to come are on the timeline from when they are known.
    here = [
        i
        for i in interactions(view.live, [buyer])[buyer]
        if i.known_us <= view.as_of_us and (i.kind == "meeting" or i.us <= view.as_of_us)
    ]
    contact = last_contact(view, buyer)
    lately = facts(
        (t.channel, t.outcome, t.known_us, t.context.kind, t.opened_us, t.latency_us, t.decided_by, t.shown)
        for t in stored
        if _counts(t, view.as_of_us)
    )
    if view.text and not objected:
        with_complaints({buyer: lately}, complained(view.live, view.as_of_us, [buyer]))
    promised = of_person(view, here)
    pressing = ours_pressing(view, promised, view.you).get(buyer)
    asked = blind_asks(view, [buyer]).get(buyer, Counter())
    blind = 0 if lately.chances else asked.total()
    if not objected:
        shown["trust"] = told_blind(shown["trust"], blind, lately.partly)
    left = leavers(view, [buyer]).get(buyer)
    asks = [] if objected else weighed(view, [buyer])
    days = () if objected else days_ahead(view, [buyer]).get(buyer, ())
    leaving = [] if objected else [one for one in view.leaving_us() if one.concerns(buyer, company_id)]
    going = by_person(leaving).get(buyer)
    touch = replace(
        touched(view, contact, asks, pressing, days),
        blind=blind,
        departed=left,
        leaving=going,
        resting=None if objected else resting(view, [buyer]).get(buyer),
        absent=None if objected else absent(view, [buyer]).get(buyer),
    )
    written = None if objected else written_for(view, [buyer]).get(buyer)
    touch = replace(touch, written=written)
    lately = still_open(view, {buyer: lately}, {buyer: contact.last_them}).get(buyer, lately)
    wanted = Need(0.0, "asked not to be modelled") if objected else need(shown, lately, view.as_of_us, touch)
    covered = view.covered()
    outcome = came(view, here, stored, covered, {w.message_id for w in asks if w.sure})
    noted = [one for one in calls_noted(view.live, [buyer]).get(buyer, []) if max(one.us, one.known_us) <= view.as_of_us]
    shown_there = without_later_dates(here, view.as_of_us)
    return PersonPage(
        next_meeting=_next_meeting(view, here),
        last_call=_last_call(view, here),
        id=buyer,
        name=name or address,
        address=address,
        addresses=tuple(h[1] for h in handles),
        names=_names(handles),
        company=company,
        company_id=company_id,
        trust=shown["trust"],
        value=shown["value"],
        rapport=shown["rapport"],
        last_contact_us=iso(contact.last_us),
        last_contact_them=iso(contact.last_them),
        why=wanted.why,
        evidence={f: whole[f].contributions[:STRONGEST] for f in FACTORS},
        kpis=tuple(kpis(of_business(view, here), stored, as_of_us=view.as_of_us, coverage=covered, text=view.text)),
        promises=promised,
        topics=()
        if objected
        else matters(topics_of(view, here), iso_day(view.as_of_us - 1) or "", {w.message_id for w in asks}),
        heard=() if objected else heard_of(view, here),
        timeline=tuple(unquoted(view.live, _timeline(view, shown_there, noted, outcome, timeline, offset))),
        timeline_total=len(shown_there) + len(noted),
        history=tuple(history(view, stored)),
        colleagues=_colleagues(view, buyer, {} if objected else fitted.factors["trust"].pairs, shown["trust"]),
        as_of=iso_day(view.as_of_us - 1) or "",
        objected=objected,
        merged=tuple(_merged(handles, judgements)),
        title=job.title if job is not None else "",
        jobs=as_rows(jobs),
        sums={} if objected else whole,
        need=round(wanted.badly, 4),
        last_contact_them_basis=contact.them_basis,
        money=tuple(view.money().person(buyer)),
        now=wanted.advice,
        unread=sum(i.unread for i in here if not i.outbound),
        unseen=unseen(view, here, covered, asked, partly_asks(view, buyer)) + at_another_address(view, buyer, here, stored),
        asked=tuple(lines_of(view, (w for w in asks if w.sure))),
        may_wait=tuple(lines_of(view, (w for w in asks if not w.sure))),
        risks=tuple(plain(one.risk) for one in leaving),
        written_for=() if written is None else (_written(written),),
        hands=several(view.live, buyer, view.as_of_us) if view.text and not objected else (),
    )


def _written(w: WrittenFor) -> dict[str, Any]:
    """Who wrote for them last, and how often anybody did."""
    return {"person": w.writer, "name": w.name, "date": iso(w.us), "message_id": w.message_id, "mails": w.mails}


def without_later_dates(here: Sequence[Interaction], as_of_us: int) -> list[Interaction]:
    """Interactions with the next date alone of each series of meetings: a weekly one without an end would bury what passed."""
    coming = sorted((i for i in here if i.kind == "meeting" and i.us > as_of_us), key=lambda i: (i.us, i.message_id))
    next_of: dict[str, str] = {}
    for i in coming:
        next_of.setdefault(i.thread_id or i.message_id, i.message_id)
    nearest = set(next_of.values())
    return [i for i in here if i.kind != "meeting" or i.us <= as_of_us or i.message_id in nearest]


def _next_meeting(view: View, here: Sequence[Interaction]) -> dict[str, Any] | None:
    """The next meeting with them that stands, as known at the view's moment: when, what, who called it, what they answered."""
    coming = [
        (i, i.part)
        for i in here
        if i.part is not None and i.part.start_us > view.as_of_us and not i.part.all_day and i.part.ours
    ]
    standing = [(i, p) for i, p in coming if of_meeting(p, view.as_of_us) not in {"cancelled", "declined"}]
    if not standing:
        return None
    first, part = min(standing, key=lambda x: (x[1].start_us, x[0].message_id))
    people = dict(view.live.rows_in("SELECT id, name FROM person WHERE id IN ({})", list(part.ours)))
    n = view.live.rows("SELECT n FROM message WHERE id = ?", first.message_id)[0][0]
    return {
        "message_id": first.message_id,
        "date": iso(part.start_us),
        "end": iso(part.end_us),
        "zone": view.zone,
        "subject": subject_of(first.subject),
        "by": part.organised,
        "answer": part.answer if part.answer_known_us <= view.as_of_us else "",
        "with": [people.get(p, "") for p in part.ours],
        "guests": together.guests(view.live, n, view.as_of_us),
    }


def _last_call(view: View, here: Sequence[Interaction]) -> dict[str, Any] | None:
    """The latest call with them: how much our people and they talked and asked in it. Numbers of one call, never added up."""
    calls = [i for i in here if i.kind == "call" and i.us <= view.as_of_us]
    if not calls:
        return None
    last = max(calls, key=lambda i: (i.us, i.message_id))
    sql = "SELECT m.n, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id = ?"
    told = next((together.call(view.live, n, text) for n, text in view.live.rows(sql, last.message_id)), None)
    if told is None or not told["speakers"]:
        return None
    return {
        "message_id": last.message_id,
        "date": iso(last.us),
        "subject": subject_of(last.subject),
        "speakers": [s for s in told["speakers"] if s["side"] in ("us", "them")],
    }


def _counts(t: Trial, as_of_us: int) -> bool:
    """Whether a trial is decided, counted and known by then, and not taken back."""
    return _counted(t, as_of_us) and t.stands(as_of_us)


def _counted(t: Trial, as_of_us: int) -> bool:
    return t.known_us <= as_of_us and t.outcome in {"0", "1"} and t.temper > 0 and t.q > 0


def history(view: View, stored: Sequence[Trial]) -> list[Moment]:
    """The three estimates every fortnight for 18 months: as they would have been shown then."""
    decided = [t for t in stored if _counted(t, view.as_of_us)]
    if not decided:
        return []
    first = min(t.known_us for t in decided)
    moments = [view.as_of_us - k * HISTORY_STEP for k in range(HISTORY_STEPS - 1, -1, -1)]
    moments = [m for k, m in enumerate(moments) if m >= first or (k + 1 < len(moments) and moments[k + 1] >= first)]
    sellers = {s: i for i, s in enumerate(sorted({t.seller for t in decided}))}
    one = columns(decided, view.weights, {}, sellers)
    stood = np.array([[t.stands(m) for t in decided] for m in moments]).ravel()
    book = fit_many(_repeated(one, len(moments), stood), np.repeat(np.array(moments), len(one)), view.weights)
    found: dict[tuple[int, Factor], Estimate] = {}
    for i in range(len(book.buyer)):
        factor = FACTORS[int(book.factor[i])]
        tau2 = view.weights.factors[factor].team
        mean, sd, n = float(book.mean[i]), float(book.sd[i]), int(book.n[i])
        found[int(book.buyer[i]), factor] = estimate(mean, sd, tau2, n, factor=factor, bands=view.bands, move=book.moves.row(i))
    strangers = {f: _stranger(view, f) for f in FACTORS}
    return [Moment(iso_day(m - 1) or "", *(found.get((k, f), strangers[f]) for f in FACTORS)) for k, m in enumerate(moments)]


def _repeated(one: Columns, times: int, stood: NDArray[np.bool_]) -> Columns:
    """One buyer's trials once for each moment, as if each moment were a buyer of its own; those that had been taken back by it (not
    `stood`) weigh nothing there.
    """
    rows = {
        name: np.tile(getattr(one, name), times)
        for name in ("seller", "channel", "outcome", "known_us", "offset", "strength", "shown")
    }
    rows["strength"] = rows["strength"] * stood
    return Columns(channels=one.channels, buyer=np.repeat(np.arange(times), len(one)), **rows)


def _stranger(view: View, factor: Factor) -> Estimate:
    prior = view.weights.factors[factor]
    return estimate(prior.mean, prior.tau_b, prior.team, 0, factor=factor, bands=view.bands)


def _names(handles: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for _, _, names in handles:
        counts.update(json.loads(names))
    return tuple(name for name, _ in counts.most_common(8))


def _timeline(
    view: View, here: Sequence[Interaction], noted: Sequence[Spoken], outcome: dict[str, Any], most: int, offset: int
) -> list[TimelineEntry]:
    """A page of what passed and of the calls that ours noted, the newest first."""
    both: list[Interaction | Spoken] = [*here, *noted]
    rows = sorted(both, key=lambda i: (i.us, "" if isinstance(i, Spoken) else i.message_id), reverse=True)[
        offset : offset + most
    ]
    page = [i for i in rows if not isinstance(i, Spoken)]
    calls = [one for one in rows if isinstance(one, Spoken)]
    sql = "SELECT m.id, b.own FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    words = dict(view.live.rows_in(sql, [i.message_id for i in page]))
    quoted = [i.message_id for i in page if i.basis == "recovered"]
    found_in = dict(view.live.rows_in(f"SELECT m.id, {carrier_at(view.as_of_us)} FROM message m WHERE m.id IN ({{}})", quoted))
    people = sorted({i.seller for i in rows})
    names = dict(view.live.rows_in("SELECT id, name FROM person WHERE id IN ({})", people))
    about = dict(view.live.rows_in("SELECT id, subject FROM activity WHERE id IN ({})", [one.activity for one in calls]))
    return [
        TimelineEntry(
            message_id="", date=iso(i.us), kind="call", direction="us", who=names.get(i.seller, ""),
            subject=subject_of(about.get(i.activity, "")) or "Call", result="held", basis="noted",
        )
        if isinstance(i, Spoken)
        else TimelineEntry(
            message_id=i.message_id,
            date=iso(i.us),
            kind=i.kind,
            direction="us" if i.outbound else "them",
            who=names.get(i.seller, ""),
            subject=i.subject,
            result=outcome.get(i.message_id, ""),
            quote=beginning(words.get(i.message_id, "")),
            thread_id=i.thread_id,
            automated=i.automated,
            basis=i.basis,
            carrier_id=found_in.get(i.message_id),
            copied=i.copied,
        )
        for i in rows
    ]  # fmt: skip


def _colleagues(view: View, buyer: str, pairs: dict[str, Any], team: Estimate) -> tuple[Colleague, ...]:
    found = colleagues(view, pair_counts(view, [buyer]))
    tau2 = view.weights.factors["trust"].pair
    told_of = {
        s: estimate(p.mean, p.sd, tau2, p.n, factor="trust", bands=view.bands, move=p.move, team=team) for s, p in pairs.items()
    }
    return tuple(replace(c, trust=told_of.get(c.id)) for c in found)


def _merged(handles: Sequence[tuple[Any, ...]], judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    """Why these addresses are held to be one person, each reason with what undoes it."""
    addresses = {h[0]: h[1] for h in handles}
    return [
        {
            "judgement": j.id,
            "left": addresses[j.left_h],
            "right": addresses[j.right_h],
            "by": j.by,
            "reason": j.reason,
            "confidence": j.confidence,
        }
        for j in judgements
        if j.verdict == "same" and j.undone_by is None and j.left_h in addresses and j.right_h in addresses
    ]
