"""The pages Today (a week's digest), Brief and Practice; and the form by which somebody says who sits there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from regard.surfaces.web import words
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.looking import looking, remember
from regard.surfaces.web.pages import book_of
from regard.surfaces.web.render import asked_date, page
from regard.surfaces.web.shares import shares

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Text = Annotated[str, Form()]
OURS = ("/today", "/actions", "/practice", "/mine")
"""Pages that ask who sits there."""


@router.get("/brief")
def brief(request: Request) -> HTMLResponse:
    """Before you meet somebody: a buyer, or everybody at a meeting ahead (`of`); without either, the question whom."""
    as_of, ref = asked_date(request), request.query_params.get("of", "")
    if not ref.strip():
        week = book_of(request).digest(looking=looking(request), as_of=as_of)
        return page(request, "brief_whom.html", seen=week.as_of, meets=[m for m in week.meets if not m.past])
    found = book_of(request).brief(ref, as_of=as_of, looking=looking(request))
    return page(request, "brief.html", seen=found.as_of, brief=found, asked=_query(of=ref, as_of=as_of))


@router.get("/today")
def today(request: Request) -> HTMLResponse:
    """Whom you meet today and later this week, what is due, what changed, what is left open."""
    book, as_of, me = book_of(request), asked_date(request), looking(request)
    week = request.query_params.get("week") or None
    found = book.digest(week, looking=me, as_of=as_of)
    first = date.fromisoformat(found.start)
    now_in = found.start <= found.as_of <= found.end and not found.over
    day = [m for m in found.meets if words.date_of(m.meeting.start, m.meeting.zone) == found.as_of]
    return page(
        request, "today.html", seen=found.as_of, digest=found, seats=book.seats(), now_in=now_in, today=day,
        rest=[m for m in found.meets if m not in day and not m.past], gone=[m for m in found.meets if m not in day and m.past],
        before=(first - timedelta(days=7)).isoformat(), after=(first + timedelta(days=7)).isoformat(),
        asked=_query(week=week, as_of=as_of, **({"as": me} if me else {})),
    )  # fmt: skip


@router.get("/practice")
def practice(request: Request) -> HTMLResponse:
    """The nine behaviours in the messages of whoever sits there; of nobody else."""
    book, as_of, me = book_of(request), asked_date(request), looking(request)
    seats = book.seats()
    if not me and not book.alone:
        return page(request, "practice.html", practice=None, seats=seats, me=me, drawn={})
    found = book.practice(looking=me, as_of=as_of)
    drawn = {b.name: shares(b) for b in found.behaviours}
    return page(request, "practice.html", seen=found.as_of, practice=found, seats=seats, me=found.address, drawn=drawn)


@router.post("/me", dependencies=[FromOurForm])
def me(request: Request, address: Text = "", other: Text = "", then: Text = "/today") -> RedirectResponse:
    """Keep who sits there until the browser is closed: one of those offered, or another of ours by name or address."""
    address = other.strip() or address
    if address.strip():
        address = book_of(request).seller(address).address
    answer = RedirectResponse(then if then in OURS else OURS[0], 303)
    remember(answer, address.strip())
    return answer


def _query(**said: str | None) -> str:
    return urlencode({name: value for name, value in said.items() if value})
