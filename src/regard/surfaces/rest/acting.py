"""REST of what is to be done: actions and what changes them, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from pydantic import Field

from regard.results import ActionRow
from regard.surfaces.rest.frame import JSON, AsOf, Limit, Offset, Posted, book_of, done, part, routes, sends

router = routes()

Looking = Annotated[
    str | None, Query(alias="as", description="Who asks (an address of ours): their own private ones are shown.")
]
Words = Annotated[str, Field(max_length=2_000)]
MEDIA = {"csv": "text/csv; charset=utf-8", "salesforce": "text/csv; charset=utf-8", "hubspot": "text/csv; charset=utf-8",
         "ics": "text/calendar; charset=utf-8"}  # fmt: skip


class ActionIn(Posted):
    """An action to be written down. `to`: a buyer's reference; `once`: a word of the caller's, so that sending twice makes one."""

    text: Words = Field(min_length=1)
    to: str = ""
    owner: str = ""
    due: str = ""
    deal: str = ""
    kind: Literal["", "mail", "meeting", "call", "any"] = ""
    reason: Words = ""
    by: str | None = None
    as_of: str | None = None
    once: str = ""


class ChangeIn(Posted):
    """What becomes of an action; what is edited is given by name ("" empties it)."""

    change: Literal["edited", "done", "dropped", "reopened", "confirmed", "rejected", "shared"]
    message: str = ""
    text: Words | None = None
    owner: str | None = None
    due: str | None = None
    deal: str | None = None
    kind: Literal["mail", "meeting", "call", "any"] | None = None
    reason: Words | None = None
    by: str | None = None
    as_of: str | None = None


@router.get("/actions", responses=sends(list[ActionRow]))
def actions(
    request: Request,
    *,
    state: Literal["open", "noticed", "done", "dropped"] | None = None,
    owner: str | None = None,
    person: str | None = None,
    proposals: bool = True,
    looking: Looking = None,
    limit: Limit = None,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> JSON:
    """What is to be done, what is due first; `proposals`: also what follows from promises, risks and what
    stands open (a complaint, a question, a day of theirs) and nobody took up."""
    found = book_of(request).actions(state=state, owner=owner, person=person, looking=looking, proposals=proposals, as_of=as_of)
    return part(found, limit, offset)


@router.get("/actions.{form}", response_class=Response)
def actions_file(
    request: Request, form: Literal["csv", "ics", "salesforce", "hubspot"], looking: Looking = None, as_of: AsOf = None
) -> Response:
    """The actions as a file: CSV, calendar tasks, or the task columns of a CRM."""
    text = book_of(request).actions_file(form, looking=looking, as_of=as_of)
    name = f"actions.{'ics' if form == 'ics' else 'csv'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=MEDIA[form], headers=headers)


@router.post("/actions", status_code=201, responses=sends(dict[str, Any], 201))
def add(request: Request, action: ActionIn) -> JSON:
    """Write down an action."""
    return done(book_of(request).action_add(**action.model_dump()), 201)


@router.post("/actions/{action_id}", responses=sends(dict[str, Any]))
def change(request: Request, action_id: str, what: ChangeIn) -> JSON:
    """Say what became of an action, or change what it says."""
    said = what.model_dump(exclude_none=True)
    return done(book_of(request).action_change(action_id, said.pop("change"), **said))
