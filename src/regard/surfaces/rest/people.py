"""REST of relationships: buyers, the sum behind an estimate, companies, promises, messages, search, the coach, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import Field

from regard.model import PromiseState
from regard.results import (
    AccountPage,
    AccountRow,
    CallerRow,
    DormantRow,
    Found,
    MessageView,
    PersonPage,
    PersonRow,
    PromiseRow,
    ReaderNotes,
    Remark,
    Status,
    Why,
)
from regard.surfaces.rest.acting import Looking
from regard.surfaces.rest.frame import JSON, AsOf, Limit, Offset, Posted, book_of, done, part, routes, sends

router = routes()
AccountSide = Literal["buyer", "supplier", "partner", "neither", "unknown"]
ListedSide = Literal["buyer", "supplier", "partner", "neither", "unknown", "doubtful"]


class SideIn(Posted):
    """What a company is to us, and why."""

    side: AccountSide
    reason: str = ""


class DraftIn(Posted):
    """A draft, who it is to (a reference) and who writes it (an address)."""

    text: str = Field(max_length=2_000_000)
    to: str | None = None
    by: str | None = None


@router.get("/status", responses=sends(Status))
def status(request: Request, as_of: AsOf = None) -> JSON:
    """The health of the book: sources, counts, what was set aside."""
    return JSON(book_of(request).status(as_of=as_of))


@router.get("/callers", responses=sends(list[CallerRow]))
def callers(request: Request, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """Who wrote to us in person and has no answer of ours that is kept, who asked something first."""
    return part(book_of(request).callers(as_of=as_of), limit, offset)


@router.get("/dormant", responses=sends(list[DormantRow]))
def dormant(request: Request, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """Buyers silent for longer than their own rhythm explains, those worth writing to first."""
    return part(book_of(request).dormant(as_of=as_of), limit, offset)


@router.get("/people", responses=sends(list[PersonRow]))
def people(
    request: Request,
    *,
    account: str | None = None,
    personal: bool = False,
    mine: bool = False,
    looking: Looking = None,
    limit: Limit = None,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> JSON:
    """Buyers, worst need first (`personal`: the contacts left out as personal; `mine`: only those whom `as` deals with); `X-Total-Count`
    says how many there are.
    """
    found = book_of(request).people(account=account, as_of=as_of, personal=personal, mine=mine, looking=looking)
    return part(found, limit, offset)


@router.get("/people/{ref:path}/why", responses=sends(Why))
def why(
    request: Request,
    ref: str,
    of: Literal["trust", "value", "rapport"] = "trust",
    seller: str | None = None,
    as_of: AsOf = None,
) -> JSON:
    """The exact sum behind an estimate: prior + Σ contribution = mean."""
    return JSON(book_of(request).why(ref, of=of, seller=seller, as_of=as_of))


@router.get("/people/{ref:path}", responses=sends(PersonPage))
def person(
    request: Request,
    ref: str,
    timeline: Annotated[int, Query(ge=0, le=10_000)] = 100,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> JSON:
    """One buyer, whole; `timeline` interactions from `offset`, newest first."""
    return JSON(book_of(request).person(ref, as_of=as_of, timeline=timeline, offset=offset))


@router.get("/accounts", responses=sends(list[AccountRow]))
def accounts(
    request: Request, side: ListedSide | None = None, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None
) -> JSON:
    """Companies, read from their people, suppliers left out; those of one side alone, if given; “doubtful”: who may be no buyer."""
    return part(book_of(request).accounts(as_of=as_of, side=side or ""), limit, offset)


@router.post("/accounts/{ref:path}/side", status_code=201, responses=sends(dict[str, Any], 201))
def account_side(request: Request, ref: str, said: SideIn) -> JSON:
    """Say what a company is to us. `POST /judgements/{id}/undo` takes it back."""
    return done(book_of(request).account_side(ref, said.side, said.reason), 201)


@router.get("/accounts/{ref:path}", responses=sends(AccountPage))
def account(request: Request, ref: str, as_of: AsOf = None) -> JSON:
    """One company: its people, who of ours knows whom of theirs, mail by week, money."""
    return JSON(book_of(request).account(ref, as_of=as_of))


@router.get("/promises", responses=sends(list[PromiseRow]))
def promises(
    request: Request,
    *,
    person: str | None = None,
    side: Literal["us", "them"] | None = None,
    due_before: str | None = None,
    state: PromiseState | None = None,
    mine: bool = False,
    looking: Looking = None,
    limit: Limit = None,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> JSON:
    """Promises on both sides, the most pressing first: those that stand or were made in the last 90 days; of a person, all; `mine`: only
    what `as` promised or was promised.
    """
    found = book_of(request).promises(
        person, side=side, due_before=due_before, state=state, mine=mine, looking=looking, as_of=as_of
    )
    return part(found, limit, offset)


@router.get("/search", responses=sends(Found))
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1)],
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    *,
    personal: bool = False,
    looking: Looking = None,
    as_of: AsOf = None,
) -> JSON:
    """People, companies and messages that hold the words asked for; the last word may be unfinished."""
    return JSON(book_of(request).search(q, limit=limit, as_of=as_of, personal=personal, looking=looking))


@router.get("/messages/{message_id}", responses=sends(MessageView))
def message(request: Request, message_id: str, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """One message: who is on it, its text in its zones, what was read in it, the thread around it."""
    return JSON(book_of(request).message(message_id, as_of=as_of, looking=looking))


@router.get("/coach/reader", responses=sends(ReaderNotes))
def coach_reader(request: Request, to: str) -> JSON:
    """What the book tells of who will read a draft: what they accepted before, what of theirs waits."""
    return JSON(book_of(request).coach_reader(to))


@router.post("/coach", responses=sends(list[Remark]))
def coach(request: Request, draft: DraftIn) -> JSON:
    """Remarks on a draft; nothing is kept of it. `X-Note` says what was not judged."""
    found = book_of(request).coach(draft.text, to=draft.to or None, by=draft.by or None)
    return JSON(list(found), headers={"X-Note": found.note} if found.note else None)
