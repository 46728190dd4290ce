"""What goes wrong, said so that the reader can go on: a page to a person, RFC 9457 problem JSON to a program."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from regard.errors import AmbiguousReference, BookError, RegardError, SourceError, UnknownReference, UsageError
from regard.surfaces.web.guard import HEADERS
from regard.surfaces.web.render import page

_ID = re.compile(r"\b[pchm]_[a-z2-7]{26}\b")
_ADDRESS = re.compile(r"[^\s<>()\",;]+@[^\s<>()\",;]+")

TITLES = {
    300: "Which one?",
    400: "That cannot be read",
    403: "Not from here",
    404: "Not in this book",
    405: "Not possible here",
    422: "That cannot be read",
    500: "Regard failed",
    503: "The book cannot be used just now",
}


def status_of(error: RegardError) -> int:
    """The HTTP status that says what kind of problem this is."""
    kinds: tuple[tuple[type[RegardError], int], ...] = (
        (AmbiguousReference, 300), (UnknownReference, 404), (UsageError, 400), (SourceError, 400),
        (BookError, 503),
    )  # fmt: skip
    return next((status for kind, status in kinds if isinstance(error, kind)), 500)


def candidate(line: str) -> dict[str, str]:
    """One candidate of an ambiguous reference: the line as said, and the id or address in it that would be unambiguous."""
    found = _ID.search(line) or _ADDRESS.search(line)
    ref = found[0] if found else line.strip()
    text = " ".join(_ID.sub("", line).split()) or ref
    return {"ref": ref, "text": text, "kind": "accounts" if ref.startswith("c_") else "people"}


def problem(request: Request, status: int, detail: str, candidates: list[str] | None = None) -> Response:
    """The answer: JSON under /api/, else a page."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    choices = [candidate(line) for line in candidates or []]
    if request.url.path.startswith("/api/"):
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if choices:
            body["candidates"] = choices
        return Response(json.dumps(body), status, media_type="application/problem+json")
    return page(request, "problem.html", status, title=title, status_code=status, detail=detail, choices=choices)


def _regard(request: Request, error: Exception) -> Response:
    if not isinstance(error, RegardError):
        raise error
    found = error.candidates if isinstance(error, AmbiguousReference) else None
    detail = "Several go by that name; choose one." if found else str(error)
    return problem(request, status_of(error), detail, found)


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail = "There is no such page." if error.status_code == 404 and error.detail == "Not Found" else str(error.detail)
    return problem(request, error.status_code, detail)


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    said = "; ".join(f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}" for e in error.errors())
    return problem(request, 422 if request.url.path.startswith("/api/") else 400, said)


def _unforeseen(request: Request, error: Exception) -> Response:
    said = f"Something unforeseen happened ({type(error).__name__}). The terminal where Regard runs says more."
    answer = problem(request, 500, f"{said} The book is not harmed.")
    answer.headers.update(HEADERS)
    return answer


def handle(app: FastAPI) -> None:
    """Make `app` answer every error this way."""
    app.add_exception_handler(RegardError, _regard)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)
