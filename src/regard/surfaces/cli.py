"""The command line. Every reading command takes --as-of and --json; JSON is one document on stdout and nothing else.

Exit codes: 0 done, 1 failed, 2 bad use. Progress and warnings go to stderr. The commands live in `regard.surfaces.commands`, a
module a subject.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command_name

from regard.errors import RegardError
from regard.surfaces import patterns
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
from regard.surfaces.commands.plain import Commands, Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SELDOM = (50_000, 20, 20)
"""New objects, and collections, after which Python looks for cycles: what a command loads stays, and looking through it finds nothing."""

app = Commands(
    name="regard",
    cls=Group,
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


def _version(version: bool) -> None:
    """Say the version and stop, before a command is looked for."""
    if version:
        from regard import __version__

        print(f"regard {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    book: Annotated[
        str | None, typer.Option("--book", metavar="<path>", help="The book's folder (default $REGARD_BOOK, then ./book).")
    ] = None,
    _said: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    State.book = Path(book or os.environ.get("REGARD_BOOK") or "book")


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


def only(word: str) -> typer.Typer:
    """The command line with the command of that name alone: to make all sixty takes longer than most answers. Else the whole."""
    one = copy(app)
    for subject in filter(None, (group.typer_instance for group in app.registered_groups)):
        called = {i.name or get_command_name(i.callback.__name__ if i.callback else ""): i for i in subject.registered_commands}
        one.registered_commands = [called[word]] if word in called else []
        one.registered_groups = [group for group in subject.registered_groups if group.name == word]
        if one.registered_commands or one.registered_groups:
            return one
    return app


@contextmanager
def collecting_seldom(*, last: bool) -> Iterator[None]:
    """Look for cycles seldom; where the process ends next (`last`) never again: what it holds goes with it."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if last:
            gc.freeze()  # else Python walks all that is loaded once more before it ends


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    patterns.use()
    with collecting_seldom(last=arguments is None):
        _run(sys.argv[1:] if arguments is None else arguments)


def _run(arguments: Sequence[str]) -> None:
    try:
        words = book_first(arguments)
        only(next((word for word in words[2 * (words[:1] == ["--book"]) :] if not word.startswith("--book=")), ""))(words)
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
    except Exception as error:
        from regard.store.damage import damaged, of_a_database

        if (found := damaged(State.book)) is not None:
            say(f"regard: {found}")
        elif isinstance(error, OSError) or of_a_database(error):
            say(f"regard: {getattr(error, 'orig', error)}. Nothing that was read before is lost.")
        else:
            raise
        sys.exit(1)


if __name__ == "__main__":
    main()
