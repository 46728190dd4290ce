"""The command line. Every reading command takes --as-of and --json; JSON is one document on stdout and nothing else.

Exit codes: 0 done, 1 failed, 2 bad use. Progress and warnings go to stderr. The commands live in `regard.surfaces.commands`, a
module a subject.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.errors import RegardError
from regard.surfaces.commands import (
    acting,
    briefing,
    coaching,
    correcting,
    crm,
    deals,
    intake,
    looking,
    perceiving,
    privacy,
    proving,
    reviewing,
    running,
)
from regard.surfaces.commands.common import State, say

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="regard",
    help="Where you stand with every buyer, as the buyer's own behaviour shows it, with the messages that say so.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for subject in (
    intake,
    crm,
    looking,
    deals,
    briefing,
    reviewing,
    acting,
    perceiving,
    coaching,
    correcting,
    proving,
    privacy,
    running,
):
    app.add_typer(subject.commands)


@app.callback()
def _global(
    book: Annotated[Path | None, typer.Option("--book", help="The book's folder (default $REGARD_BOOK, then ./book).")] = None,
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    if version:
        from regard import __version__

        print(f"regard {__version__}")
        raise typer.Exit
    State.book = book or Path(os.environ.get("REGARD_BOOK") or "book")


def book_first(arguments: Sequence[str]) -> list[str]:
    """`--book DIR` may stand anywhere; put it where the global options are read."""
    front: list[str] = []
    rest: list[str] = []
    given = list(arguments)
    while given:
        word = given.pop(0)
        if word == "--":
            rest += [word, *given]
            break
        if word == "--book" and given:
            front += [word, given.pop(0)]
        elif word.startswith("--book="):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    try:
        app(book_first(sys.argv[1:] if arguments is None else arguments))
    except RegardError as error:
        say(f"regard: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except SystemExit as end:
        if end.code == 130:
            say("regard: stopped; what was read is kept, run the same command again to go on")
        raise
    except (OSError, sqlite3.Error) as error:
        say(f"regard: {error}. Nothing that was read before is lost.")
        sys.exit(1)


if __name__ == "__main__":
    main()
