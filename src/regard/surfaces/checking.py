"""A check beside the requests: one at a time, in a process of its own, with what it is doing now.

A check takes a minute or two. A request that ran it would hold a thread and the reader's patience; so it is started, told
of, and read when it is done.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regard.errors import RegardError
from regard.results import Record
from regard.time import iso, now_us

if TYPE_CHECKING:
    from regard.book import Book
    from regard.results import Check


@dataclass(frozen=True, slots=True)
class CheckProgress(Record):
    """A check as it goes: when it began, the steps so far (the last is under way), and what went wrong, if anything."""

    started: str
    steps: tuple[str, ...] = ()
    running: bool = True
    error: str = ""


class Checking:
    """The check of one book, if one was started since the server began."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._turn = threading.Lock()
        self._ended = threading.Event()
        self._progress: CheckProgress | None = None
        self._found: Check | None = None

    @property
    def progress(self) -> CheckProgress | None:
        """How the last check goes or went; None where none was started."""
        return self._progress

    @property
    def found(self) -> Check | None:
        """What the last check found; None while it runs, and where it failed."""
        return self._found

    def start(self, as_of: str | None = None) -> CheckProgress:
        """Start a check, unless one runs already."""
        with self._turn:
            if self._progress is None or not self._progress.running:
                self._ended.clear()
                self._found = None
                self._progress = CheckProgress(iso(now_us()) or "")
                threading.Thread(target=self._run, args=(as_of,), daemon=True, name="check").start()
            return self._progress

    def wait(self, seconds: float) -> bool:
        """Wait for its end, so long at most; whether it ended."""
        return self._ended.wait(seconds)

    def _run(self, as_of: str | None) -> None:
        error = ""
        try:
            self._found = self._book.check_beside(as_of, self._says)
        except RegardError as wrong:
            error = str(wrong)
        finally:
            self._put(running=False, error=error)
            self._ended.set()

    def _says(self, step: str) -> None:
        if self._progress is not None:
            self._progress = replace(self._progress, steps=(*self._progress.steps, step))

    def _put(self, *, running: bool, error: str) -> None:
        if self._progress is not None:
            self._progress = replace(self._progress, running=running, error=error)
