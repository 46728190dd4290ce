"""REST of what is one seller's alone, and of what buyers said when asked, under /api/v1. `as` names who asks: it is no log-in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import Field

from regard.deals.hired import Brought
from regard.results.perception import Coached, Perceived
from regard.surfaces.rest.acting import Looking
from regard.surfaces.rest.frame import JSON, AsOf, Posted, book_of, done, routes, sends

router = routes()
Score = Annotated[str, Field(max_length=20)]


class RatingIn(Posted):
    """How a seller (`by`) sees a relationship of theirs: 0 to 100, or none, low, fair, good, high; "" takes it back."""

    person: str = Field(min_length=1)
    by: str = Field(min_length=1)
    trust: Score | None = None
    value: Score | None = None
    rapport: Score | None = None
    as_of: str | None = None


class StatedIn(Posted):
    """What a buyer said of us when asked."""

    person: str = Field(min_length=1)
    how: Literal["survey", "loss interview", "review", "other"] = "survey"
    on: str = ""
    words: str = Field("", max_length=4_000)
    trust: Score | None = None
    value: Score | None = None
    rapport: Score | None = None
    overall: Score | None = None
    by: str | None = None


class StatedFileIn(Posted):
    """A CSV of answers as text. `preview`: only say what it would keep."""

    csv: str = Field(max_length=20_000_000)
    scale: float = Field(100, ge=1, le=1_000)
    preview: bool = True
    by: str | None = None


@router.get("/mine/perceived", responses=sends(list[Perceived]))
def perceived(request: Request, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """How the seller who asks rates their relationships, beside how the buyers act and what they said when asked."""
    return JSON(book_of(request).perceived(looking, as_of=as_of))


@router.get("/mine/brought", responses=sends(list[Brought]))
def brought(request: Request, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """The contacts from before of the seller who asks, and which of them came over."""
    return JSON(book_of(request).brought(looking, as_of=as_of))


@router.get("/mine/coached", responses=sends(list[Coached]))
def coached(request: Request, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """What buyers advised the seller who asks, and whether something shows that it was heeded."""
    return JSON(book_of(request).coached(looking, as_of=as_of))


@router.post("/mine/ratings", status_code=201, responses=sends(dict[str, Any], 201))
def rate(request: Request, rating: RatingIn) -> JSON:
    """Keep how a seller sees a relationship of theirs, for them alone."""
    said = rating.model_dump(exclude_none=True)
    return done(book_of(request).rate(said.pop("person"), **said), 201)


class MeaningIn(Posted):
    """What makes a relationship matter to one of ours (`by`); "" takes it back."""

    person: str = Field(min_length=1)
    by: str = Field(min_length=1)
    words: str = Field(max_length=4_000)
    as_of: str | None = None


@router.post("/matters", status_code=201, responses=sends(dict[str, Any], 201))
def matters(request: Request, line: MeaningIn) -> JSON:
    """Keep what makes a relationship matter to one of ours, for everybody on this book to see."""
    return done(book_of(request).matters(line.person, line.words, by=line.by, as_of=line.as_of), 201)


@router.post("/stated", status_code=201, responses=sends(dict[str, Any], 201))
def stated(request: Request, what: StatedIn) -> JSON:
    """Keep what a buyer said of us when asked."""
    said = what.model_dump(exclude_none=True)
    return done(book_of(request).stated_add(said.pop("person"), **said), 201)


@router.post("/stated/file", status_code=201, responses=sends(dict[str, Any], 201))
def stated_file(request: Request, file: StatedFileIn) -> JSON:
    """Read what buyers said from a CSV."""
    csv = file.csv.encode("utf-8", "replace")
    return done(book_of(request).stated_import(csv, scale=file.scale, preview=file.preview, by=file.by), 201)
