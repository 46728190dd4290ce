"""The page Actions: one list of what is to be done, with what shows that it was; and the forms that change it."""

from __future__ import annotations

import re
from secrets import token_urlsafe
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from regard.results import ActionRow
from regard.surfaces.web import listing
from regard.surfaces.web.guard import FromOurForm
from regard.surfaces.web.looking import looking
from regard.surfaces.web.pages import after, book_of, number_of
from regard.surfaces.web.render import asked_date, page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Text = Annotated[str, Form()]
CHANGED = {"done": "action-done", "dropped": "action-dropped", "reopened": "action-open", "confirmed": "action-done",
           "rejected": "action-not", "edited": "action-edited", "shared": "action-shared"}  # fmt: skip


@router.get("/actions")
def actions(request: Request) -> HTMLResponse:
    """What is to be done, then what was noticed, then what is settled, folded; theirs and nobody's of whoever said who they are."""
    book, as_of, asked = book_of(request), asked_date(request), request.query_params
    status = book.status(as_of=as_of)
    me, everybody = looking(request), asked.get("whose") == "all"
    every = list(book.actions(looking=me, as_of=as_of))
    rows = every if everybody or not me else [r for r in every if r.owner in {"", me} or r.made_by == me]
    taken: dict[str, list[ActionRow]] = {
        s: [r for r in rows if r.state == s and not r.proposed] for s in ("open", "noticed", "done", "dropped")
    }
    return page(
        request, "actions.html", seen=status.as_of, status=status, rows=taken, me=me, seats=book.seats(), everybody=everybody,
        proposed=listing.page_of([r for r in rows if r.proposed], number_of(asked.get("page"))),
        hidden=sum(r.state in {"open", "noticed"} for r in every) - sum(r.state in {"open", "noticed"} for r in rows),
        once=token_urlsafe(12), to=asked.get("to", ""),
    )  # fmt: skip


@router.post("/actions", dependencies=[FromOurForm])
def add(
    request: Request,
    *,
    text: Text = "",
    to: Text = "",
    owner: Text = "",
    due: Text = "",
    once: Text = "",
    then: Text = "/actions",
    as_of: Text = "",
) -> RedirectResponse:
    """Write down an action."""
    book_of(request).action_add(text, to=to.strip(), owner=owner, due=due, once=once, by=looking(request), as_of=as_of or None)
    return after(_back(then), "action-added", as_of)


@router.post("/actions/{action}", dependencies=[FromOurForm])
def change(
    request: Request,
    action: str,
    *,
    what: Text = "",
    message: Text = "",
    owner: Annotated[str | None, Form()] = None,
    due: Annotated[str | None, Form()] = None,
    then: Text = "/actions",
    as_of: Text = "",
) -> RedirectResponse:
    """Say what became of an action, or who does it by when."""
    said = {name: value for name, value in (("owner", owner), ("due", due)) if value is not None} if what == "edited" else {}
    book_of(request).action_change(action, what, message=message, by=looking(request), as_of=as_of or None, **said)
    if then.startswith("/review/meeting?") and "\\" not in then:
        return RedirectResponse(then + (f"&{urlencode({'as_of': as_of})}" if as_of else ""), 303)
    return after(_back(then), CHANGED[what], as_of)


def _back(then: str) -> str:
    """The page of this app that a form came from, whatever was sent: the actions, a review, one's own page, or a person's."""
    return then if then in {"/review", "/mine"} or _PERSON.fullmatch(then) else "/actions"


_PERSON = re.compile(r"/people/[\w.%~-]{1,200}")
