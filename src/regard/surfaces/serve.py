"""The web app and REST in one small server, on this machine only unless its owner says otherwise."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from regard import config
from regard.book import Book
from regard.errors import UsageError

if TYPE_CHECKING:
    from regard.surfaces.checking import Checking

AHEAD_AFTER, AHEAD_ENDS = 3.0, 5.0
"""Seconds after which a server begins to read ahead, once the first page is on its way, and those it is given to end."""


def run(
    folder: Path, host: str | None = None, port: int | None = None, *, open_browser: bool = False, check: bool = False
) -> None:
    """Serve the book in `folder` until stopped; with `check`, a book that was never checked is checked beside.

    Raises UsageError where the port is taken.
    """
    import uvicorn

    from regard.surfaces.api import create_app

    settings = config.load(folder, {"serve.host": host, "serve.port": port})
    where, number = str(settings["serve.host"]), int(settings["serve.port"])
    with Book.open(folder) as book:
        listening = _listen(where, number)
        address = f"http://{where if ':' not in where else f'[{where}]'}:{listening.getsockname()[1]}/"
        print(f"Regard is at {address}  (stop with Ctrl-C)", file=sys.stderr, flush=True)
        if where not in {"127.0.0.1", "::1", "localhost"}:
            print(
                "Anyone who reaches that address can read this book: it has no log-in of its own.", file=sys.stderr, flush=True
            )
        if open_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        app = create_app(book, hosts=(where,))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        checking = app.state.checking if check else None
        ahead = threading.Timer(AHEAD_AFTER, read_ahead, [book, checking])
        ahead.daemon = True
        ahead.start()
        try:
            server.run(sockets=[listening])
        finally:
            ahead.cancel()
            ahead.join(AHEAD_ENDS)


def read_ahead(book: Book, checking: Checking | None = None) -> None:
    """Read what deals, risks, actions and the review all need, and remember it, before somebody waits for it: seconds for a book of tens
    of thousands of mails. Then `checking`, if it is given, checks the book unless that was done before. Whatever is wrong with it, the
    page that is asked for will say.
    """
    with suppress(Exception):
        book.deals()
    if checking is not None:
        with suppress(Exception):
            if not book.checks():
                checking.start()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = error.strerror if isinstance(error, OSError) else "there is no such port"
        raise UsageError(f"Cannot listen at {host}:{port} ({reason}). Take another port: regard serve --port 0") from None
    listening.listen(128)
    return listening
