"""REST of what people may ask for and what is left out: disclose, object, forget, exclude; and who is who, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import Field

from regard.results import (
    WhoIsWho,
)
from regard.surfaces.rest.frame import JSON, Offset, Posted, book_of, done, routes, sends

router = routes()

Kind = Literal["person", "domain", "folder", "subject"]


class JudgementIn(Posted):
    """Two references (or two `@domains`), and whether they are one person (company)."""

    verdict: Literal["same", "different", "unsure"]
    a: str = Field(min_length=1)
    b: str = Field(min_length=1)
    reason: str = ""


class SameIn(Posted):
    """Pairs of references, each of which is one person."""

    pairs: list[tuple[str, str]] = Field(min_length=1, max_length=1000)


class ExclusionIn(Posted):
    """What to leave out from now on."""

    kind: Kind
    pattern: str = Field(min_length=1)


class SideIn(Posted):
    """How somebody is counted."""

    side: Literal["them", "personal", "shared", "automated"]


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


@router.get("/who", responses=sends(WhoIsWho))
def who(
    request: Request,
    person: str | None = None,
    limit: Annotated[int, Query(ge=0, le=1000)] = 50,
    offset: Offset = 0,
) -> JSON:
    """Who may be the same as whom: people and companies, the most consequential first; and what was judged lately."""
    return JSON(book_of(request).who(person, limit=limit, offset=offset))


@router.post("/judgements/same", status_code=201, responses=sends(dict[str, Any], 201))
def judge_all(request: Request, several: SameIn) -> JSON:
    """Say of several pairs of people at once that they are one; each can be undone by itself."""
    return done(book_of(request).same_all(several.pairs), 201)


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
