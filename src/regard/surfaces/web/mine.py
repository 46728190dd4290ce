"""The page that is one seller's alone: how they see their relationships, how buyers act, what they said when asked, what they told."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from regard.errors import UsageError
from regard.model import FACTORS
from regard.results.perception import Perceived
from regard.surfaces.web import listing
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.looking import looking
from regard.surfaces.web.pages import after, book_of, number_of
from regard.surfaces.web.render import asked_date, page, segment

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Text = Annotated[str, Form()]


@router.get("/mine")
def mine(request: Request) -> HTMLResponse:
    """What is told to whoever said who they are; before that, the question who they are."""
    book, as_of, me = book_of(request), asked_date(request), looking(request)
    status = book.status(as_of=as_of)
    if me is None:
        return page(
            request,
            "mine.html",
            seen=status.as_of,
            me=None,
            seats=book.seats(),
            shown=None,
            coached=[],
            brought=[],
            rated=0,
        )
    rows = sorted(book.perceived(me, as_of=as_of), key=_first)
    return page(
        request, "mine.html", seen=status.as_of, me=me, seats=book.seats(), coached=list(book.coached(me, as_of=as_of)),
        brought=list(book.brought(me, as_of=as_of)),
        shown=listing.page_of(rows, number_of(request.query_params.get("page"))), rated=sum(r.rated_on is not None for r in rows),
    )  # fmt: skip


def _first(row: Perceived) -> tuple[bool, bool, bool, str]:
    """Where they see it otherwise than the buyer acts, then what they rated, then where the buyer said something, then by name."""
    apart = any(s in {"above", "below"} for s in row.says.values())
    return (not apart, row.rated_on is None, not row.stated, row.name.casefold())


@router.post("/mine/rate", dependencies=[FromOurForm])
async def rate(request: Request) -> RedirectResponse:
    """Keep those ratings in the form that were changed."""
    form = await request.form()
    said = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    me, as_of = looking(request), said.get("as_of") or None
    if me is None:
        raise UsageError("Say who you are first. Nothing was kept.")
    for person in dict.fromkeys(name.partition(":")[2] for name in said if name.startswith("was-")):
        changed = {
            f: said.get(f"{f}:{person}", "")
            for f in FACTORS
            if said.get(f"{f}:{person}", "") != said.get(f"was-{f}:{person}", "")
        }
        if changed:
            await run_in_threadpool(book_of(request).rate, person, by=me, as_of=as_of, **changed)
    return after("/mine", "rated", as_of)


@router.post("/people/{ref}/matters", dependencies=[FromOurForm])
def matters(request: Request, ref: str, words: Text = "", as_of: Text = "") -> RedirectResponse:
    """Keep what makes this relationship matter to whoever sits here."""
    me = looking(request)
    if me is None:
        raise UsageError("Say who you are first. Nothing was kept.")
    book_of(request).matters(ref, words, by=me, as_of=as_of or None)
    return after(f"/people/{segment(ref)}", "matters", as_of or None, "matters")


@router.post("/mine/stated", dependencies=[FromOurForm])
def stated(
    request: Request, csv: Annotated[str, Form(max_length=2_000_000)] = "", scale: Text = "100", keep: Text = ""
) -> HTMLResponse:
    """What a CSV of answers would tell; with `keep` it is kept."""
    book = book_of(request)
    try:
        highest = float(scale)
    except ValueError:
        raise UsageError(f"“{scale}” is no highest score.") from None
    found = book.stated_import(csv.encode("utf-8", "replace"), scale=highest, preview=keep != "yes", by=looking(request))
    return page(request, "stated.html", found=found, csv=csv, scale=scale, kept=keep == "yes")
