"""The app over an open book: REST, the same results as Python and the command line as JSON under /api/v1, and the pages.

Every answer is a result's `as_json()`. A reference (`ref`) is an id, an address or a unique name. Problems come as RFC 9457
`application/problem+json`: 404 for a name nobody goes by, 300 with `candidates` where several do, 400 or 422 for what cannot be
read, 503 where the book cannot be used. Changes take application/json and are refused from pages of other sites.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field

from regard.answers.deals import DealPage, DealRow, RiskRow
from regard.answers.resting import MoneyPage
from regard.deals.proposing import Proposal
from regard.errors import BookError
from regard.model import PromiseState
from regard.results import (
    AccountPage,
    AccountRow,
    Check,
    DormantRow,
    Found,
    MessageView,
    PersonPage,
    PersonRow,
    PromiseRow,
    Record,
    Remark,
    Rows,
    Status,
    WhoIsWho,
    Why,
    plain,
)
from regard.surfaces.checking import Checking, CheckProgress
from regard.surfaces.web import actions, briefing, coaching, corrections, guard, mine, pages, problems, reviewing
from regard.surfaces.web.render import STATIC

if TYPE_CHECKING:
    from regard.book import Book


Kind = Literal["person", "domain", "folder", "subject"]


SUMMARY = "Where you stand with every buyer, as the buyer's own behaviour shows it, with the messages that say so."


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    candidates: list[dict[str, str]] = []


class JudgementIn(BaseModel):
    """Two references (or two `@domains`), and whether they are one person (company)."""

    model_config = ConfigDict(extra="forbid")
    verdict: Literal["same", "different", "unsure"]
    a: str = Field(min_length=1)
    b: str = Field(min_length=1)
    reason: str = ""


class ExclusionIn(BaseModel):
    """What to leave out from now on."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind
    pattern: str = Field(min_length=1)


class DealWordIn(BaseModel):
    """One word on a deal. role, seat: `of` a person or a name is `value`; pin, link: `value` yes or no; snooze: `of` a kind of risk,
    `value` the last day ("" for two weeks), with a reason. Of a deal found in mail, amount: "12000 EUR"; outcome: won, lost, no_decision or
    open, `of` the day.
    """

    model_config = ConfigDict(extra="forbid")
    kind: Literal["role", "pin", "seat", "link", "snooze", "amount", "outcome"]
    of: str = ""
    value: str = ""
    reason: str = ""


class ProposalIn(BaseModel):
    """A person's word on a proposed deal."""

    model_config = ConfigDict(extra="forbid")
    verdict: Literal["confirm", "reject"]
    name: str = ""
    amount: str = ""
    currency: str = ""
    reason: str = ""


class SideIn(BaseModel):
    """How somebody is counted."""

    model_config = ConfigDict(extra="forbid")
    side: Literal["them", "personal", "shared", "automated"]


class DraftIn(BaseModel):
    """A draft, who it is to (a reference) and who writes it (an address)."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=2_000_000)
    to: str | None = None
    by: str | None = None


class JSON(Response):
    """JSON in plain ASCII: lone surrogates in old mail would not encode otherwise. Not-a-number is refused, never sent."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Results as `as_json()`, everything else as it is."""
        return json.dumps(plain(content), allow_nan=False, separators=(",", ":")).encode("ascii")


AsOf = Annotated[str | None, Query(description="A date (its end, UTC) or ISO time: the book as it was known then.")]
Limit = Annotated[int | None, Query(ge=0, le=100_000, description="At most so many; all where left out.")]
Offset = Annotated[int, Query(ge=0, description="Leave out so many first.")]

PROBLEMS: dict[int | str, dict[str, Any]] = {
    300: {"model": Problem, "description": "Several go by that reference"},
    400: {"model": Problem, "description": "Cannot be read"},
    404: {"model": Problem, "description": "Nobody goes by that reference"},
    422: {"model": Problem, "description": "Cannot be read"},
    503: {"model": Problem, "description": "The book cannot be used just now"},
}

router = APIRouter(prefix="/api/v1", default_response_class=JSON, responses=PROBLEMS)


def create_app(book: Book, hosts: Iterable[str] = ()) -> FastAPI:
    """The app over an open `book`. It answers to loopback names and to `hosts` (other names this server goes by), to no others.

    REST is under /api/v1, its description at /api/v1/openapi.json, all else are pages. The caller closes the book.
    """
    app = FastAPI(
        title="Regard",
        summary=SUMMARY,
        version=_version(),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.book = book
    app.state.checking = Checking(book)
    app.state.token = guard.new_token()
    app.add_middleware(guard.Guard, hosts=tuple(hosts))
    from regard.surfaces import rest_acting, rest_briefing, rest_perceiving, rest_reviewing  # they stand on this module

    for each in (
        router,
        rest_acting.router,
        rest_reviewing.router,
        rest_perceiving.router,
        mine.router,
        rest_briefing.router,
        corrections.router,
        coaching.router,
        actions.router,
        reviewing.router,
        briefing.router,
        pages.router,
    ):
        app.include_router(each)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.handle(app)
    return app


def _version() -> str:
    try:
        return version("regard")
    except PackageNotFoundError:
        return "0"


def book_of(request: Request) -> Book:
    """The book this app serves."""
    book: Book = request.app.state.book
    return book


def sends(model: Any, code: int = 200) -> dict[int | str, dict[str, Any]]:
    """What an answer looks like, for the description."""
    return {code: {"model": model}}


def part(rows: Rows[Any], limit: int | None, offset: int) -> JSON:
    """A part of a list, with its length in `X-Total-Count`."""
    end = None if limit is None else offset + limit
    return JSON(list(rows)[offset:end], headers={"X-Total-Count": str(len(rows))})


@router.get("/status", responses=sends(Status))
def status(request: Request, as_of: AsOf = None) -> JSON:
    """The health of the book: sources, counts, what was set aside."""
    return JSON(book_of(request).status(as_of=as_of))


@router.get("/dormant", responses=sends(list[DormantRow]))
def dormant(request: Request, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """Buyers silent for longer than their own rhythm explains, those worth writing to first."""
    return part(book_of(request).dormant(as_of=as_of), limit, offset)


@router.get("/check", responses=sends(list[dict[str, Any]]))
def checks(request: Request, limit: Limit = 1, as_of: AsOf = None) -> JSON:
    """What the last checks told, newest first: whether the numbers are true, each with its interval. None were made: []."""
    return JSON(book_of(request).checks(as_of=as_of)[:limit])


@router.post("/check", responses={**sends(Check), **sends(CheckProgress, 202)})
def check(request: Request, as_of: AsOf = None, wait: Annotated[float, Query(ge=0, le=60)] = 20) -> JSON:
    """Check whether the numbers are true, in a process beside this one. What was found if that is done within `wait` seconds; else 202
    with how it goes: ask `/check/progress`, and read the end with GET.
    """
    checking: Checking = request.app.state.checking
    checking.start(as_of)
    checking.wait(wait)
    progress = checking.progress
    if progress is not None and progress.error:
        raise BookError(progress.error)
    return JSON(checking.found) if checking.found is not None else JSON(progress, 202)


@router.get("/check/progress", responses=sends(CheckProgress))
def check_progress(request: Request) -> JSON:
    """How the check goes that was started last, and whether it still runs; null where none was started since the server began."""
    return JSON(request.app.state.checking.progress)


@router.get("/people", responses=sends(list[PersonRow]))
def people(
    request: Request,
    *,
    account: str | None = None,
    personal: bool = False,
    limit: Limit = None,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> JSON:
    """Buyers, worst need first (`personal`: the contacts left out as personal); `X-Total-Count` says how many there are."""
    return part(book_of(request).people(account=account, as_of=as_of, personal=personal), limit, offset)


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


@router.get("/people/{ref:path}/disclose", responses=sends(dict[str, Any]))
def disclose(request: Request, ref: str) -> JSON:
    """All that is held about a person."""
    return JSON(book_of(request).disclose(ref))


@router.post("/people/{ref:path}/object", responses=sends(dict[str, Any]))
def object_(request: Request, ref: str) -> JSON:
    """Record that a person does not want to be modelled."""
    return done(book_of(request).object(ref))


@router.delete("/people/{ref:path}/object", responses=sends(dict[str, Any]))
def object_no_more(request: Request, ref: str) -> JSON:
    """Take an objection back: the person is modelled again."""
    return done(book_of(request).object(ref, undo=True))


@router.post("/people/{ref:path}/side", responses=sends(dict[str, Any]))
def include(request: Request, ref: str, counted: SideIn) -> JSON:
    """Say whether somebody is a buyer (them), a personal contact, a shared or an automated mailbox."""
    return done(book_of(request).include(ref, side=counted.side))


@router.post("/people/{ref:path}/forget", responses=sends(dict[str, Any]))
def forget(request: Request, ref: str) -> JSON:
    """Erase a person for good: records, text index, every score. It cannot be undone."""
    return done(book_of(request).forget(ref))


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
def accounts(request: Request, limit: Limit = None, offset: Offset = 0, as_of: AsOf = None) -> JSON:
    """Companies, read from their people."""
    return part(book_of(request).accounts(as_of=as_of), limit, offset)


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
    limit: Limit = None,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> JSON:
    """Promises on both sides, the most pressing first: those that stand or were made in the last 90 days; of a person, all."""
    found = book_of(request).promises(person, side=side, due_before=due_before, state=state, as_of=as_of)
    return part(found, limit, offset)


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


MEDIA = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}


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
    """The risks of every open deal, the most pressing first; without those that are put off, or (`snoozed`) those alone."""
    return part(book_of(request).risks(as_of=as_of, snoozed=snoozed), limit, offset)


@router.get("/search", responses=sends(Found))
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1)],
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    *,
    personal: bool = False,
    as_of: AsOf = None,
) -> JSON:
    """People, companies and messages that hold the words asked for; the last word may be unfinished."""
    return JSON(book_of(request).search(q, limit=limit, as_of=as_of, personal=personal))


@router.get("/messages/{message_id}", responses=sends(MessageView))
def message(request: Request, message_id: str, as_of: AsOf = None) -> JSON:
    """One message: who is on it, its text in its zones, what was read in it, the thread around it."""
    return JSON(book_of(request).message(message_id, as_of=as_of))


@router.post("/coach", responses=sends(list[Remark]))
def coach(request: Request, draft: DraftIn) -> JSON:
    """Remarks on a draft; nothing is kept of it. `X-Note` says what was not judged."""
    found = book_of(request).coach(draft.text, to=draft.to or None, by=draft.by or None)
    return JSON(list(found), headers={"X-Note": found.note} if found.note else None)


@router.get("/who", responses=sends(WhoIsWho))
def who(
    request: Request,
    person: str | None = None,
    limit: Annotated[int, Query(ge=0, le=1000)] = 50,
    offset: Offset = 0,
) -> JSON:
    """Who may be the same as whom: people and companies, the most consequential first; and what was judged lately."""
    return JSON(book_of(request).who(person, limit=limit, offset=offset))


@router.post("/judgements", status_code=201, responses=sends(dict[str, Any], 201))
def judge(request: Request, judgement: JudgementIn) -> JSON:
    """Say that two references are the same person, different people, or that nobody can tell."""
    book = book_of(request)
    decide = getattr(book, judgement.verdict)
    return done(decide(judgement.a, judgement.b, reason=judgement.reason), 201)


@router.post("/judgements/{judgement_id}/undo", responses=sends(dict[str, Any]))
def undo(request: Request, judgement_id: str) -> JSON:
    """Take back a judgement."""
    return done(book_of(request).undo(judgement_id))


@router.get("/exclusions", responses=sends(list[dict[str, Any]]))
def exclusions(request: Request) -> JSON:
    """What is left out, and why."""
    return JSON(book_of(request).exclusions())


@router.post("/exclusions", status_code=201, responses=sends(dict[str, Any], 201))
def exclude(request: Request, exclusion: ExclusionIn) -> JSON:
    """Leave out a person, domain, folder or subject from now on."""
    return done(book_of(request).exclude(exclusion.kind, exclusion.pattern), 201)


@router.delete("/exclusions", responses=sends(dict[str, Any]))
def include_again(request: Request, kind: Kind, pattern: Annotated[str, Query(min_length=1)]) -> JSON:
    """Take an exclusion back; the next sync reads what it kept out."""
    return done(book_of(request).include_again(kind, pattern))


def done(result: Any, code: int = 200) -> JSON:
    """What a change answers: its result, or that it was done."""
    body = result.as_json() if isinstance(result, Record) else plain(result)
    return JSON({"done": True} if body is None else body if isinstance(body, dict) else {"done": True, "result": body}, code)
