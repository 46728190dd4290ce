"""What the commands share: the book named, the arguments known everywhere, how results leave, and how the terminal is spoken to."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from regard.book import Book

AsOf = Annotated[str | None, typer.Option("--as-of", help="As it was known at the end of this day (2026-03-31).")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Ref = Annotated[str, typer.Argument(help="An id, an address, or a name that only one has.")]
Exactly = Annotated[str, typer.Argument(help="An id, a whole address, or a full name that only one has: nobody is guessed.")]


class State:
    """What the global options said."""

    book: Path = Path("book")


@contextmanager
def opened(*, create: bool = False, flags: dict[str, Any] | None = None) -> Iterator[Book]:
    """The book that was named, open, with settings said on the command line; whom parts of names were taken for is said on stderr."""
    from regard.book import Book

    with Book.open(State.book, create=create, flags=flags) as book:
        yield book
        if book.read_only:
            say("This book is read only: nothing can be written where it lies.")
        if book.taken:
            from regard.surfaces.show import safe

            for line in book.taken:
                say(safe(line))


def print_json(value: Any) -> None:
    """A result as one JSON document on stdout."""
    from regard.results import plain

    text = json.dumps(plain(value), ensure_ascii=False, indent=1, allow_nan=False)
    # JSON may hold these as they are; a terminal may not.
    sys.stdout.write(_STEERING.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n")


_STEERING = re.compile(r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def say(text: str) -> None:
    """A line for whoever sits there: on stderr."""
    print(text, file=sys.stderr)


def done(outcome: dict[str, Any], as_json: bool) -> None:
    """What a changing command did."""
    if as_json:
        print_json(outcome)
    else:
        from regard.surfaces import show

        show.line(str(outcome.get("message", "done")))


def note(book: Book, as_of: str | None) -> None:
    """Of an archive, that it is read as of its last day."""
    if as_of is None and book.as_of_note:
        say(f"{book.as_of_note} (--as-of now reads it as of today)")
