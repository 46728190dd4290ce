"""REST of the month: the review, what is answered in it, and the reviews there were, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import Field

from regard.results import Review
from regard.surfaces.rest.acting import Looking, Words
from regard.surfaces.rest.frame import JSON, AsOf, Posted, book_of, done, routes, sends

router = routes()
Size = Annotated[int, Query(ge=1, le=60, description="At most so many relationships.")]


class AnswerIn(Posted):
    """What was said of a relationship in a review. `once`: a word of the caller's, so that sending twice keeps one."""

    person: str = Field(min_length=1)
    text: str = Field("", max_length=8_000)
    kind: Literal["answer", "note", "passed"] = "answer"
    month: str | None = None
    action: Words = ""
    owner: str = ""
    due: str = ""
    by: str | None = None
    size: int = Field(12, ge=1, le=60)
    as_of: str | None = None
    once: str = ""


class BeginIn(Posted):
    """Which review begins."""

    month: str | None = None
    size: int = Field(12, ge=1, le=60)
    by: str | None = None
    as_of: str | None = None


@router.get("/review", responses=sends(Review))
def review(request: Request, month: str | None = None, size: Size = 12, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """A month's review: its agenda with what each item rests on, and what the reviews before it made."""
    return JSON(book_of(request).review(month, size=size, looking=looking, as_of=as_of))


@router.get("/reviews", responses=sends(list[dict[str, Any]]))
def reviews(request: Request, as_of: AsOf = None) -> JSON:
    """The months whose review has begun, the newest first."""
    return JSON(book_of(request).reviews(as_of=as_of))


@router.post("/review/answers", status_code=201, responses=sends(dict[str, Any], 201))
def answer(request: Request, what: AnswerIn) -> JSON:
    """Keep an answer, a note, or that a relationship was passed over; and an action."""
    said = what.model_dump()
    return done(book_of(request).review_answer(said.pop("person"), said.pop("text"), **said), 201)


@router.post("/review/begin", status_code=201, responses=sends(dict[str, Any], 201))
def begin(request: Request, what: BeginIn) -> JSON:
    """Fix the agenda as it is now."""
    said = what.model_dump()
    return done(book_of(request).review_begin(said.pop("month"), **said), 201)
