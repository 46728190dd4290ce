"""The app over an open book: REST, the same results as Python and the command line as JSON under /api/v1, and the pages.

Every answer is a result's `as_json()`. A reference (`ref`) is an id, an address or a unique name. Problems come as RFC 9457
`application/problem+json`: 404 for a name nobody goes by, 300 with `candidates` where several do, 400 or 422 for what cannot be
read, 503 where the book cannot be used. Changes take application/json and are refused from pages of other sites.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from regard.surfaces.checking import Checking
from regard.surfaces.rest import ROUTERS
from regard.surfaces.web import actions, briefing, coaching, corrections, guard, mine, pages, problems, reviewing
from regard.surfaces.web.render import STATIC

if TYPE_CHECKING:
    from regard.book import Book

SUMMARY = "Where you stand with every buyer, as the buyer's own behaviour shows it, with the messages that say so."


def create_app(book: Book, hosts: Iterable[str] = ()) -> FastAPI:
    """The app over an open `book`. It answers to loopback names and to `hosts` (other names this server goes by), to no others.

    REST is under /api/v1, its description at /api/v1/openapi.json, all else are pages. The caller closes the book.
    """
    app = FastAPI(
        title="Regard",
        summary=SUMMARY,
        version=_version(),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.book = book
    app.state.checking = Checking(book)
    app.state.token = guard.new_token()
    app.add_middleware(guard.Guard, hosts=tuple(hosts))
    for each in (*ROUTERS, *(m.router for m in (mine, corrections, coaching, actions, reviewing, briefing, pages))):
        app.include_router(each)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.handle(app)
    return app


def _version() -> str:
    try:
        return version("regard")
    except PackageNotFoundError:
        return "0"
