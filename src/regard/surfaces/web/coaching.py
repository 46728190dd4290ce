"""The page Coach: a draft, its remarks beside it. Works as a form; with a little JavaScript the marks follow what is typed.

The draft travels in the body of a request and is shown back; it is never stored and never stands in an address.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from regard.results import Remark
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.pages import book_of
from regard.surfaces.web.render import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

LONGEST = 400_000
Text = Annotated[str, Form(max_length=LONGEST)]


@router.get("/coach")
def coach(request: Request) -> HTMLResponse:
    """An empty draft; `to` may come from a person's page."""
    return page(request, "coach.html", text="", to=request.query_params.get("to", ""), judged=None, pieces=[])


@router.post("/coach", dependencies=[FromOurForm])
def judge(request: Request, text: Text = "", to: Text = "") -> HTMLResponse:
    """The remarks on a draft."""
    draft = text.replace("\r\n", "\n")  # as browsers send what was typed
    found = book_of(request).coach(draft, to=to.strip() or None)
    return page(request, "coach.html", text=draft, to=to.strip(), judged=found, pieces=pieces(draft, list(found)))


def pieces(text: str, found: list[Remark]) -> list[tuple[str, list[int]]]:
    """The draft cut where marks begin and end: (words, numbers of the remarks that they stand under)."""
    edges = sorted({0, len(text), *(r.start for r in found), *(r.end for r in found)})
    cut = []
    for begin, stop in pairwise(edges):
        cut.append((text[begin:stop], [n for n, r in enumerate(found, 1) if r.start <= begin and stop <= r.end]))
    return cut
