"""REST of deals: the board, a deal, corrections of it, proposals out of the mail, money, risks, and their files, under /api/v1."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import Request, Response

from regard.answers.deal_rows import DealPage, DealRow, RiskRow
from regard.answers.resting import MoneyPage
from regard.deals.proposing import Proposal
from regard.surfaces.rest.frame import JSON, AsOf, Limit, Offset, Posted, book_of, done, part, routes, sends

router = routes()

MEDIA = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}


class DealWordIn(Posted):
    """One word on a deal. role, seat: `of` a person or a name is `value`; pin, link: `value` yes or no; same: `of` a deal of another CRM
    that is this one, `value` yes or no; snooze: `of` a kind of risk, `value` the last day ("" for two weeks), with a reason. Of a deal
    found in mail, amount: "12000 EUR"; outcome: won, lost, no_decision or open, `of` the day.
    """

    kind: Literal["role", "pin", "seat", "link", "snooze", "amount", "outcome", "same"]
    of: str = ""
    value: str = ""
    reason: str = ""


class ProposalIn(Posted):
    """A person's word on a proposed deal."""

    verdict: Literal["confirm", "reject"]
    name: str = ""
    amount: str = ""
    currency: str = ""
    reason: str = ""


@router.get("/deals", responses=sends(list[DealRow]))
def deals(request: Request, *, closed: bool = False, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """Open deals (`closed`: all) with coverage, risks and next step, the most pressing first."""
    return part(book_of(request).deals(as_of=as_of, closed=closed), limit, offset)


@router.get("/deals/proposed", responses=sends(list[Proposal]))
def proposed_deals(request: Request, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """Deals that the mail speaks for and no CRM tells of, for a person to confirm or reject."""
    return part(book_of(request).proposed_deals(as_of=as_of), limit, offset)


@router.post("/deals/proposed/{proposal}", status_code=201, responses=sends(dict[str, Any], 201))
def judge_proposal(request: Request, proposal: str, said: ProposalIn, as_of: AsOf = None) -> JSON:
    """Confirm a proposed deal, with a name and an amount if known, or reject it."""
    book = book_of(request)
    if said.verdict == "reject":
        return done(book.reject_deal(proposal, said.reason, as_of=as_of), 201)
    return done(book.confirm_deal(proposal, said.name, said.amount, said.currency, said.reason, as_of=as_of), 201)


@router.get("/deals/board.{kind}", response_class=Response)
def board_file(request: Request, kind: Literal["csv", "svg", "png"], as_of: AsOf = None) -> Response:
    """The board of open deals as a file: a table, or the picture of the page."""
    from regard.surfaces.deal_files import board_file as made

    book = book_of(request)
    return _file(made(book.deals(as_of=as_of), kind, book.status(as_of=as_of).as_of), f"deals.{kind}", kind)


@router.get("/deals/roles.csv", response_class=Response)
def roles_file(request: Request, crm: Literal["salesforce", "hubspot"] = "salesforce", as_of: AsOf = None) -> Response:
    """The parts of all open deals as the CRM imports them."""
    from regard.surfaces.deal_files import roles_csv

    book = book_of(request)
    pages = (book.deal(r.id, as_of=as_of) for r in book.deals(as_of=as_of))
    text = roles_csv(pages, crm, book.setting("deals.crm_words"))
    return _file(text.encode("utf-8", "replace"), f"roles-{crm}.csv", "csv")


@router.get("/deals/{ref:path}/committee.{kind}", response_class=Response)
def committee_file(request: Request, ref: str, kind: Literal["csv", "svg", "png"], as_of: AsOf = None) -> Response:
    """The committee as a file: in the CRM's role columns, or as the map of the page."""
    from regard.surfaces.deal_files import committee_file as made

    return _file(made(book_of(request).deal(ref, as_of=as_of), kind), f"committee.{kind}", kind)


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=MEDIA[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.post("/deals/{ref:path}/said", status_code=201, responses=sends(dict[str, Any], 201))
def say_of_deal(request: Request, ref: str, word: DealWordIn, as_of: AsOf = None) -> JSON:
    """Correct a deal: a part, a pin, a seat, a link; or put a risk off. `POST /judgements/{id}/undo` takes it back."""
    book, why = book_of(request), word.reason
    yes = word.value.strip().casefold() not in {"no", "false", "0"}
    if word.kind == "role":
        kept = book.deal_role(ref, word.of, word.value, why, as_of)
    elif word.kind == "pin":
        kept = book.deal_pin(ref, word.of, pinned=yes, reason=why, as_of=as_of)
    elif word.kind == "seat":
        kept = book.deal_seat(ref, word.of, word.value, why, as_of)
    elif word.kind == "link":
        kept = book.deal_link(ref, word.of, linked=yes, reason=why, as_of=as_of)
    elif word.kind == "same":
        kept = book.deal_same(ref, word.of, same=yes, reason=why, as_of=as_of)
    elif word.kind == "amount":
        number, _, code = word.value.strip().partition(" ")
        kept = book.deal_amount(ref, number, code, why, as_of=as_of)
    elif word.kind == "outcome":
        kept = book.deal_outcome(ref, word.value, word.of or None, why, as_of=as_of)
    else:
        kept = book.snooze(ref, word.of, word.reason, until=word.value or None, as_of=as_of)
    return done(kept, 201)


@router.get("/deals/{ref:path}", responses=sends(DealPage))
def deal(request: Request, ref: str, as_of: AsOf = None) -> JSON:
    """One deal: committee, coverage, empty seats, risks, forecast."""
    return JSON(book_of(request).deal(ref, as_of=as_of))


@router.get("/money", responses=sends(MoneyPage))
def money(request: Request, as_of: AsOf = None) -> JSON:
    """Won, open, lost and discount of the team and each account as the CRM has it, and what rests on one person of theirs."""
    return JSON(book_of(request).money(as_of=as_of))


@router.get("/risks", responses=sends(list[RiskRow]))
def risks(request: Request, *, snoozed: bool = False, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """The risks of open deals, and of accounts that make ready to go without one; without those that are put off, or those alone."""
    return part(book_of(request).risks(as_of=as_of, snoozed=snoozed), limit, offset)
