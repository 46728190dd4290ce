"""What goes wrong, said so that the reader can go on: a page to a person, RFC 9457 problem JSON to a program."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from regard.errors import AmbiguousReference, BookError, RegardError, SourceError, UnknownReference, UsageError
from regard.surfaces.web import navigation
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


ELSEWHERE = {
    "status": (("/sources", "Sources: what the book knows from, what each mailbox shows, what was left out"),
               ("/check", "Is it true? How well the estimates foretell"), ("/api/v1/status", "The status as JSON")),
    "docs": (("/api/v1/openapi.json", "What the REST interface offers, as OpenAPI JSON"),
             ("/coach", "Coach: remarks on a draft"), ("/check", "Is it true? What the numbers mean and how well they hold")),
    "settings": (("/sources", "Sources: what is read and left out; settings stand in regard.toml (regard config)"),),
}  # fmt: skip
"""Where those find what they look for who guess an address, by its first word: (path, what is there)."""
ALIKE = {
    "health": "status", "healthz": "status", "dashboard": "status", "doc": "docs", "redoc": "docs", "swagger": "docs", "help": "docs",
    "api": "docs", "config": "settings", "admin": "settings", "privacy": "settings",
}  # fmt: skip


def elsewhere(path: str) -> tuple[tuple[str, str], ...]:
    """Pages for whoever asks for a page that there is not: by the first word, else the page whose name the word begins."""
    word = path.strip("/").split("/")[0].casefold()
    known = ELSEWHERE.get(ALIKE.get(word, word), ())
    every = (*navigation.DAILY, *navigation.OTHERS)
    return known or tuple(
        (p, name) for p, name in every if len(word) > 2 and (p.strip("/") + name.casefold()).find(word[:5]) >= 0
    )


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


def problem(
    request: Request, status: int, detail: str, candidates: list[str] | None = None, places: Sequence[tuple[str, str]] = ()
) -> Response:
    """The answer: JSON under /api/, else a page, with `places` to go on to."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    choices = [candidate(line) for line in candidates or []]
    if request.url.path.startswith("/api/"):
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if choices:
            body["candidates"] = choices
        return Response(json.dumps(body), status, media_type="application/problem+json")
    return page(request, "problem.html", status, title=title, status_code=status, detail=detail, choices=choices, places=places)


def _regard(request: Request, error: Exception) -> Response:
    if not isinstance(error, RegardError):
        raise error
    found = error.candidates if isinstance(error, AmbiguousReference) else None
    detail = "Several go by that name; choose one." if found else str(error)
    return problem(request, status_of(error), detail, found)


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 404 and error.detail == "Not Found":
        return problem(request, 404, "There is no such page.", places=elsewhere(request.url.path))
    return problem(request, error.status_code, str(error.detail))


def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    said = "; ".join(f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}" for e in error.errors())
    return problem(request, 422 if request.url.path.startswith("/api/") else 400, said)


def _unforeseen(request: Request, error: Exception) -> Response:
    from regard.store.damage import damaged, of_a_database

    if of_a_database(error) and (found := damaged(request.app.state.book.folder)) is not None:
        answer = problem(request, 503, str(found))
        answer.headers.update(HEADERS)
        return answer
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
