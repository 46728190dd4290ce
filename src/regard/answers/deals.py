"""Deals as they are asked for: the list, one deal whole, every risk, and which deal is meant. From the board of a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from regard.answers.confided import subject_of
from regard.answers.deal_board import Board, Known
from regard.answers.deal_rows import DealPage, DealRow, RiskRow
from regard.answers.moving_away import Leaving
from regard.deals.competence import with_term
from regard.deals.corrections import NOTHING
from regard.deals.forecast import forecast
from regard.deals.linking import span
from regard.deals.moves import moves, slips
from regard.deals.records import Deal, Member
from regard.deals.risks import RANK, first
from regard.errors import AmbiguousReference, UnknownReference
from regard.model import DAY, DealJudgement
from regard.results import PromiseRow
from regard.time import iso, iso_day


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
    elif deal.company_why:
        found.append(deal.company_why)
    last = [s.stage for s in deal.stages]
    if deal.outcome == "open" and any("closed" in s.casefold() for s in last[:-1]):
        found.append("closed once and opened again")
    return tuple(found)


def rows(found: Board, *, closed: bool = False) -> list[DealRow]:
    """The open deals (all, if `closed`): those of which most is worth telling first, then by close date."""
    shown = [row(found, k) for k in found.known.values() if closed or k.deal.outcome == "open"]
    shown.sort(key=lambda r: (r.outcome != "open", -max((x.worth for x in r.risks), default=0.0), r.close or "9", r.name, r.id))
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
        people=sum(not m.place for m in k.members),
        met=sum(m.met and not m.place for m in k.members),
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
                "subject": subject_of(t.subject),
                "who": found.names.get(t.writer, ""),
                "why": k.why[t.id],
                "sure": k.sure.get(t.id, "sure"),
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
        "next_step": {"message_id": step.id, "date": iso(step.us), "says": subject_of(step.subject)} if step else None,
        "odd": (*odd(d, found.as_of_us), *found.notes.get(d.id, ())),
        "unread": k.unread,
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
        "elsewhere": m.elsewhere,
        "place": m.place,
        "mailbox": m.mailbox,
        "signed": list(m.signed),
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
    """The risks of every open deal, what is told first, those on trial last, the higher level first; without those put off, or
    (`snoozed`) those alone.
    """
    made = []
    for k in found.known.values():
        every = [r for r in found.risks_of(k) if bool(r.snoozed) == snoozed]
        shown = first(every)
        made += [
            RiskRow(
                k.deal.id, k.deal.name, k.deal.account, r.kind, r.level, r.says, r.evidence, r.clears, r.numbers,
                r.snoozed, r.snoozed_until, r.snooze, r.trial, r.worth, r.weighs, r in shown,
            )
            for r in every
        ]  # fmt: skip
    return _pressing(made)


def with_accounts(rows: Sequence[RiskRow], found: Board, leaving: Iterable[Leaving], *, snoozed: bool = False) -> list[RiskRow]:
    """The risks of deals, and those accounts that make ready to go of which no open deal tells it: those put off (`snoozed`), or others."""
    told = {(k.deal.company_id, r.kind) for k in found.known.values() for r in k.risks if k.deal.company_id}
    made = list(rows)
    for one in leaving:
        r = one.risk
        if (one.company_id, r.kind) not in told and bool(r.snoozed) == snoozed:
            made.append(
                RiskRow(
                    "", "", one.account, r.kind, r.level, r.says, r.evidence, r.clears, r.numbers,
                    r.snoozed, r.snoozed_until, r.snooze, r.trial, r.worth, r.weighs, r.told and not r.snoozed,
                    one.company_id, one.people[0][0], one.said_of,
                )
            )  # fmt: skip
    return _pressing(made)


def _pressing(rows: Iterable[RiskRow]) -> list[RiskRow]:
    return sorted(rows, key=lambda r: (not r.told, r.trial, RANK[r.level], -r.worth, r.kind, r.name or r.account, r.deal))


def deal_ref(found: Board, ref: str) -> str:
    """The deal meant: by id (15 letters will do), exact name, or a part of a name that only one has (of several, the only open one)."""
    text = ref.strip()
    if text in found.known:
        return text
    if twin := next((i for i, k in found.known.items() if text in k.deal.twins), None):
        return twin
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
