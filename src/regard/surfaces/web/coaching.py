"""The page Coach: a draft, its remarks beside it. Works as a form; with a little JavaScript the marks follow what is typed.

The draft travels in the body of a request and is shown back; it is never stored and never stands in an address.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from regard.errors import AmbiguousReference, UnknownReference
from regard.results import ReaderNotes, Remark, Remarks
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.looking import looking
from regard.surfaces.web.pages import book_of
from regard.surfaces.web.render import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

LONGEST = 400_000
Text = Annotated[str, Form(max_length=LONGEST)]


@router.get("/coach")
def coach(request: Request) -> HTMLResponse:
    """An empty draft; `to` may come from a person's page."""
    return _page(request, "", request.query_params.get("to", "").strip(), None)


@router.post("/coach", dependencies=[FromOurForm])
def judge(request: Request, text: Text = "", to: Text = "", off: Text = "", on: Text = "") -> HTMLResponse:
    """The remarks on a draft; `off` and `on` name a rule to switch for whoever sits here, before it is looked at."""
    book, me = book_of(request), looking(request)
    if off or on:
        book.coach_switch(off or on, me, off=bool(off))
    draft = text.replace("\r\n", "\n")  # as browsers send what was typed
    return _page(request, draft, to.strip(), book.coach(draft, to=to.strip() or None, by=me))


def _page(request: Request, draft: str, to: str, judged: Remarks | None) -> HTMLResponse:
    book, me = book_of(request), looking(request)
    cut = pieces(draft, list(judged)) if judged is not None else []
    return page(
        request,
        "coach.html",
        text=draft,
        to=to,
        judged=judged,
        pieces=cut,
        me=me,
        off=book.coach_off(me),
        known=_known(request, to),
    )


def _known(request: Request, to: str) -> ReaderNotes | None:
    """What the book tells of the reader; nothing where nobody is named, or nobody yet by what was typed."""
    try:
        return book_of(request).coach_reader(to) if to else None
    except (UnknownReference, AmbiguousReference):
        return None


def pieces(text: str, found: list[Remark]) -> list[tuple[str, list[int]]]:
    """The draft cut where marks begin and end: (words, numbers of the remarks that they stand under)."""
    edges = sorted({0, len(text), *(r.start for r in found), *(r.end for r in found)})
    cut = []
    for begin, stop in pairwise(edges):
        cut.append((text[begin:stop], [n for n, r in enumerate(found, 1) if r.start <= begin and stop <= r.end]))
    return cut
