"""The web app and REST in one small server, on this machine only unless its owner says otherwise."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from regard import config
from regard.book import Book
from regard.errors import UsageError
from regard.surfaces.ahead import Ahead, beside

if TYPE_CHECKING:
    from regard.surfaces.checking import Checking


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
        checking: Checking = app.state.checking
        ahead = Ahead(book, beside(folder), (lambda: check_first(book, checking)) if check else None)
        server = uvicorn.Server(uvicorn.Config(ahead.watching(app), log_level="warning", server_header=False))
        ahead.start()
        try:
            server.run(sockets=[listening])
        finally:
            ahead.stop()


def check_first(book: Book, checking: Checking) -> None:
    """Start a check of a book that was never checked."""
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
