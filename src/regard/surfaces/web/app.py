"""The web app: pages and REST over one open book, for this machine's browser."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from regard.surfaces import api
from regard.surfaces.web import corrections, guard, pages, problems
from regard.surfaces.web.render import STATIC

if TYPE_CHECKING:
    from regard.book import Book

SUMMARY = "Where you stand with every buyer, as the buyer's own behaviour shows it, with the messages that say so."


def create_app(book: Book, hosts: Iterable[str] = ()) -> FastAPI:
    """The app over an open `book`. It answers to loopback names and to `hosts` (other names this server goes by), to no others.

    REST is under /api/v1, its description at /api/v1/openapi.json. The caller closes the book.
    """
    app = FastAPI(
        title="Regard", summary=SUMMARY, version=_version(),
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.book = book
    app.state.token = guard.new_token()
    app.add_middleware(guard.Guard, hosts=tuple(hosts))
    app.include_router(api.router)
    app.include_router(corrections.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.handle(app)
    return app


def _version() -> str:
    try:
        return version("regard")
    except PackageNotFoundError:
        return "0"
