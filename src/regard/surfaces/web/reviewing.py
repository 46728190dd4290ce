"""The review as pages: what it opens with and whom it looks at; meeting mode, one relationship at a time; a sheet to print.

Meeting mode works as plain forms; with our script also by keys, with a clock, and what was typed survives a reload.
"""

from __future__ import annotations

from functools import partial
from secrets import token_urlsafe
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from regard.results import Review
from regard.surfaces.web import printing
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.looking import looking
from regard.surfaces.web.pages import book_of, number_of
from regard.surfaces.web.render import asked_date, page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Text = Annotated[str, Form()]
Long = Annotated[str, Form(max_length=8_000)]


def _asked(request: Request, place: int | None = None) -> Review:
    asked = request.query_params
    size = number_of(asked.get("size")) if asked.get("size") else 12
    return book_of(request).review(
        asked.get("month") or None, size=size, looking=looking(request), as_of=asked_date(request), place=place
    )


@router.get("/review")
def review(request: Request) -> HTMLResponse:
    """What was promised and became of it, then whom the month's review looks at."""
    book, as_of = book_of(request), asked_date(request)
    status = book.status(as_of=as_of)
    found = _asked(request)
    return page(
        request, "review.html", seen=f"{found.as_of}T23:59:59Z", status=status, review=found, past=book.reviews(as_of=as_of)
    )


@router.get("/review/meeting")
def meeting(request: Request) -> Response:
    """One place of the agenda: 0 is how it opens, after the last comes the end; before it began the agenda, which says how to begin."""
    asked = request.query_params
    at = int(asked["at"]) if asked.get("at", "").isascii() and asked.get("at", "").isdigit() and len(asked["at"]) < 4 else 0
    found = _asked(request, place=at)
    if not found.begun:
        return RedirectResponse(_to("/review", found.month, as_of=asked_date(request)) + "&done=review-first", 303)
    item = next((i for i in found.items if i.place == at), None)
    last = max((i.place for i in found.items), default=0)
    places = [0, *(i.place for i in found.items), last + 1]
    return page(
        request, "meeting.html", seen=f"{found.as_of}T23:59:59Z", review=found, item=item, at=at, last=last,
        before=max((p for p in places if p < at), default=None), next=min((p for p in places if p > at), default=None),
        seats=book_of(request).seats(), me=looking(request), once=token_urlsafe(12),
        path=f"/review/meeting?{urlencode({'month': found.month, 'at': at})}",
    )  # fmt: skip


@router.get("/review/print")
def sheet(request: Request) -> HTMLResponse:
    """The review as one sheet, to be printed or kept as PDF."""
    return page(request, "review_sheet.html", review=(found := _asked(request)), seen=found.as_of)


@router.get("/review.pdf")
def as_pdf(request: Request) -> Response:
    """The review as PDF, where a browser to print it is installed."""
    found = _asked(request)
    headers = {"Content-Disposition": f'attachment; filename="review-{found.month}.pdf"'}
    return Response(printing.pdf(found), media_type="application/pdf", headers=headers)


@router.get("/review.ics")
def invitation(request: Request) -> Response:
    """The meeting as a file for a calendar."""
    asked = request.query_params
    made = book_of(request).review_invitation(asked.get("when", ""), asked.get("month") or None, as_of=asked_date(request))
    headers = {"Content-Disposition": 'attachment; filename="review.ics"'}
    return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)


@router.post("/review/begin", dependencies=[FromOurForm])
def begin(request: Request, month: Text = "", size: Text = "12", as_of: Text = "") -> RedirectResponse:
    """Fix the agenda and go into the meeting."""
    made = book_of(request).review_begin(month or None, size=number_of(size), by=looking(request), as_of=as_of or None)
    return RedirectResponse(_to("/review/meeting", made["month"], 0, as_of), 303)


@router.post("/review/answer", dependencies=[FromOurForm])
def answer(
    request: Request,
    *,
    person: Text = "",
    month: Text = "",
    text: Long = "",
    note: Long = "",
    action: Text = "",
    owner: Text = "",
    due: Text = "",
    passed: Text = "",
    once: Text = "",
    to: Text = "",
    at: Text = "",
    as_of: Text = "",
) -> RedirectResponse:
    """Keep what was said of one relationship, and go on; back to it, where nothing was said."""
    book = book_of(request)
    if not (text.strip() or note.strip() or action.strip() or passed):
        return RedirectResponse(_to("/review/meeting", month, number_of(at or to), as_of) + "&done=review-empty", 303)
    keep = partial(book.review_answer, person, month=month or None, by=looking(request), as_of=as_of or None)
    if text.strip() or action.strip() or passed:
        kind = "passed" if passed and not text.strip() and not action.strip() else "answer"
        keep(text, kind=kind, action=action, owner=owner, due=due, once=once)
    if note.strip():
        keep(note, kind="note", once=f"{once} note" if once else "")
    return RedirectResponse(_to("/review/meeting", month, number_of(to), as_of), 303)


def _to(path: str, month: str, at: int | None = None, as_of: str | None = None) -> str:
    asked = {"month": month, **({"at": str(at)} if at is not None else {}), **({"as_of": as_of} if as_of else {})}
    return f"{path}?{urlencode(asked)}"
