"""Beside a server: what its pages ask of the whole book is worked out again whenever the book has changed, before somebody waits for it.

In a process of its own (`regard prepare`), of low priority, so that no page becomes slower by it; what it finds is kept where the server
looks. Only while somebody looks: nothing is worked out for a server that nobody asked for an hour.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from regard.book import Book

AFTER = 3.0
"""Seconds after which a server begins to read ahead, once the first page is on its way."""
EVERY = 2.0
"""Seconds between two looks whether the book has changed; so long it must have stood still, too: a sync changes it many times."""
LOOKED = 3600.0
"""Seconds after the last request during which a book is read ahead."""
SHARE = 0.2
"""The most of its time that reading ahead may take: after a long turn it rests, however often the book changes."""
ENDS = 5.0
"""Seconds that what reads ahead is given to end."""


class Ahead:
    """Reads one book ahead while it is served. `work` does it and tells whether it is done; it is given what to wait on to be told to stop.

    Wrapped around the app (`watching`) it knows when somebody last looked; the server's start counts as a look.
    """

    def __init__(self, book: Book, work: Callable[[threading.Event], bool], then: Callable[[], None] | None = None) -> None:
        self._book, self._work, self._then = book, work, then
        self._stop = threading.Event()
        self._looked = monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True, name="ahead")

    def watching(self, app: ASGIApp) -> ASGIApp:
        """The app, each request of which is noted as a look."""

        async def noted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                self._looked = monotonic()
            await app(scope, receive, send)

        return noted

    def start(self) -> None:
        """Begin, `AFTER` seconds from now."""
        self._thread.start()

    def stop(self) -> None:
        """End what is under way; back when it has ended, or after `ENDS` seconds."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(ENDS)

    def _run(self) -> None:
        done, before, rests, wait = "", "", 0.0, AFTER
        while not self._stop.wait(wait):
            wait, began = EVERY, monotonic()
            if began - self._looked > LOOKED or began < rests:
                continue
            with suppress(Exception):  # whatever is wrong with the book, the page that is asked for will say
                now = self._book.state()
                if now != done and now == (before or now):
                    did = self._work(self._stop)
                    done = (
                        now  # what failed is not tried again until something changes, and what changed meanwhile is read anew
                    )
                    rests = monotonic() + (monotonic() - began) * (1 / SHARE - 1)
                    if did and self._then is not None:
                        then, self._then = self._then, None
                        then()
                before = now


def beside(folder: Path) -> Callable[[threading.Event], bool]:
    """`regard prepare` on the book in `folder`, as a process that is ended when told to stop."""

    def work(stop: threading.Event) -> bool:
        command = [sys.executable, "-P", "-m", "regard", "--book", str(folder.resolve()), "prepare"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as child:  # noqa: S603 - ourselves
            while child.poll() is None:
                if stop.wait(0.1):
                    child.terminate()
        return child.returncode == 0

    return work
