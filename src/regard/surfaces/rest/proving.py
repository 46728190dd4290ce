"""REST of the proof: whether the numbers are true on this book, under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request

from regard.errors import BookError
from regard.results import (
    Check,
)
from regard.surfaces.checking import Checking, CheckProgress
from regard.surfaces.rest.frame import JSON, AsOf, Limit, book_of, routes, sends

router = routes()


@router.get("/check", responses=sends(list[dict[str, Any]]))
def checks(request: Request, limit: Limit = 1, as_of: AsOf = None) -> JSON:
    """What the last checks told, newest first: whether the numbers are true, each with its interval. None were made: []."""
    return JSON(book_of(request).checks(as_of=as_of)[:limit])


@router.post("/check", responses={**sends(Check), **sends(CheckProgress, 202)})
def check(request: Request, as_of: AsOf = None, wait: Annotated[float, Query(ge=0, le=60)] = 20) -> JSON:
    """Check whether the numbers are true, in a process beside this one. What was found if that is done within `wait` seconds; else 202
    with how it goes: ask `/check/progress`, and read the end with GET.
    """
    checking: Checking = request.app.state.checking
    checking.start(as_of)
    checking.wait(wait)
    progress = checking.progress
    if progress is not None and progress.error:
        raise BookError(progress.error)
    return JSON(checking.found) if checking.found is not None else JSON(progress, 202)


@router.get("/check/progress", responses=sends(CheckProgress))
def check_progress(request: Request) -> JSON:
    """How the check goes that was started last, and whether it still runs; null where none was started since the server began."""
    return JSON(request.app.state.checking.progress)
