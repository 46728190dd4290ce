"""What all of REST stands on: its JSON, its problems, its common parameters, and a list of routes under /api/v1."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, field_validator

from regard.results import Record, Rows, plain

if TYPE_CHECKING:
    from regard.book import Book

_HALF = re.compile("[\ud800-\udfff]")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    candidates: list[dict[str, str]] = []


class Posted(BaseModel):
    """What a caller says in a request's body: known fields alone, and text that can be written down."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _whole_characters(cls, said: Any) -> Any:
        """Refuse halves of surrogate pairs: JSON can carry them, no file can."""
        if isinstance(said, str) and _HALF.search(said):
            raise ValueError("text with half a surrogate pair is no text; nothing was changed")
        return said


class JSON(Response):
    """JSON in plain ASCII: lone surrogates in old mail would not encode otherwise. Not-a-number is refused, never sent."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Results as `as_json()`, everything else as it is."""
        return json.dumps(plain(content), allow_nan=False, separators=(",", ":")).encode("ascii")


AsOf = Annotated[str | None, Query(description="A date (its end, UTC) or ISO time: the book as it was known then.")]
Limit = Annotated[int | None, Query(ge=0, le=100_000, description="At most so many; all where left out.")]
Offset = Annotated[int, Query(ge=0, description="Leave out so many first.")]

PROBLEMS: dict[int | str, dict[str, Any]] = {
    300: {"model": Problem, "description": "Several go by that reference"},
    400: {"model": Problem, "description": "Cannot be read"},
    404: {"model": Problem, "description": "Nobody goes by that reference"},
    422: {"model": Problem, "description": "Cannot be read"},
    503: {"model": Problem, "description": "The book cannot be used just now"},
}


def routes() -> APIRouter:
    """An empty list of routes under /api/v1, answering JSON and problems."""
    return APIRouter(prefix="/api/v1", default_response_class=JSON, responses=PROBLEMS)


def book_of(request: Request) -> Book:
    """The book this app serves."""
    book: Book = request.app.state.book
    return book


def sends(model: Any, code: int = 200) -> dict[int | str, dict[str, Any]]:
    """What an answer looks like, for the description."""
    return {code: {"model": model}}


def part(rows: Rows[Any], limit: int | None, offset: int) -> JSON:
    """A part of a list, with its length in `X-Total-Count`."""
    end = None if limit is None else offset + limit
    return JSON(list(rows)[offset:end], headers={"X-Total-Count": str(len(rows))})


def done(result: Any, code: int = 200) -> JSON:
    """What a change answers: its result, or that it was done."""
    body = result.as_json() if isinstance(result, Record) else plain(result)
    return JSON({"done": True} if body is None else body if isinstance(body, dict) else {"done": True, "result": body}, code)
