"""Whether a book's numbers are true, and weights learned from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from regard.book.opened import Opened
from regard.errors import BookError, RegardError
from regard.time import as_of_us, now_us

if TYPE_CHECKING:
    from regard.results import Check, Learned


class Proving(Opened):
    """Checks and learned weights."""

    def check(self, as_of: str | None = None, progress: Callable[[str], None] | None = None) -> Check:
        """Whether the numbers are true on this book: its own history foretold out of time, beside simple rules; kept in the records.

        A book that is too small, one-sided or automated gets a statement in words, never a figure without its interval. Takes
        seconds to minutes; `progress` is told what comes next.
        """
        import json
        from dataclasses import replace

        from regard.answers.validity import check
        from regard.time import iso

        view = self._view(as_of)
        found = check(
            view.live,
            self._records,
            view.as_of_us,
            str(self._settings["model.active"]),
            progress or (lambda _: None),
            text=view.text,
        )
        found = replace(found, made=iso(now_us()))
        if not self.read_only:
            with self._records.writer(), self._records.writing() as c:
                self._records.put_check(c, view.as_of_us, found.model, json.dumps(found.as_json(), allow_nan=False))
        return found

    def check_beside(self, as_of: str | None = None, progress: Callable[[str], None] | None = None) -> Check:
        """The same in a process of its own, while this one goes on answering. Raises BookError with what went wrong there."""
        from multiprocessing import get_context

        context = get_context("spawn")  # a server has threads, and those do not outlive a fork
        told, tells = context.Pipe(duplex=False)
        process = context.Process(target=_check, args=(str(self.folder), self._flags, as_of, tells), daemon=True)
        process.start()
        tells.close()
        found: Check | None = None
        wrong = (
            "The check ended without a word: it may have been stopped, or have run out of memory. Run it again: regard check"
        )
        with suppress(EOFError):
            while True:
                kind, what = told.recv()
                if kind == "says" and progress:
                    progress(what)
                elif kind == "done":
                    found = what
                elif kind == "failed":
                    wrong = what
        process.join()
        if found is None:
            raise BookError(wrong)
        return found

    def learn(self, progress: Callable[[str], None] | None = None) -> Learned:
        """Refit the weights on this book, held to the shipped ones, and keep them as a version of their own; below 2,000 decided
        chances nothing is learned. Earlier versions stay selectable by the setting `model.active`. Takes up to some minutes.
        """
        from regard.flow.learning import learn

        with self._records.writer():
            return learn(self._records, self._live(), now_us(), progress or (lambda _: None))

    def checks(self, as_of: str | None = None) -> list[dict[str, Any]]:
        """Past checks as JSON-ready values, the newest first."""
        from regard.answers.validity import history

        return history(self._records, as_of_us(as_of) if as_of else now_us())


def _check(folder: str, flags: Mapping[str, Any], as_of: str | None, tells: Connection) -> None:
    """Check a book and tell how it goes: ("says", step), then ("done", Check) or ("failed", why)."""
    from regard.book import Book

    try:
        with Book.open(folder, flags=flags) as book:
            tells.send(("done", book.check(as_of, lambda step: tells.send(("says", step)))))
    except RegardError as error:
        tells.send(("failed", str(error)))
