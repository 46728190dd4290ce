"""Commands that prove: check, learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from regard.surfaces.commands.common import AsOf, Json, note, opened, print_json, say
from regard.surfaces.commands.plain import Commands

if TYPE_CHECKING:
    from regard.results import Check

commands = Commands()

Model = Annotated[
    str | None, typer.Option("--model", help="By this version of the weights (default: the one in force at each past day).")
]


@commands.command()
def check(model: Model = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Is it true? The book's own past foretold out of time, beside simple rules, with intervals and a verdict in words."""
    from regard.surfaces import show_check

    with opened(flags={"model.active": model} if model else None) as book:
        found: Check = book.check(as_of=as_of, progress=say)
        note(book, as_of)
    print_json(found) if as_json else show_check.check(found)


@commands.command()
def learn(as_json: Json = False) -> None:
    """Refit the weights on this book (from 2,000 decided chances), held to the shipped ones; says what changed, keeps the old."""
    from regard.surfaces import show

    with opened() as book:
        found = book.learn(progress=say)
    if as_json:
        print_json(found)
        return
    for text in (found.message, *found.changed):
        show.line(text)
