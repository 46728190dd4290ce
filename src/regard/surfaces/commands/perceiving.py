"""Commands for one seller alone: mine, rate; and stated, what buyers said when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.acting import As
from regard.surfaces.commands.common import AsOf, Json, Ref, done, note, opened, print_json
from regard.surfaces.commands.plain import Commands, Group

commands = Commands()
stated = Commands(cls=Group, help="What buyers said of us when asked: surveys, loss interviews, reviews.", no_args_is_help=True)
commands.add_typer(stated, name="stated")


@commands.command()
def mine(looking: As = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """For you alone: how you see your relationships beside how the buyers act and what they said, what they advised you, and which of your
    contacts from before came over."""
    from regard.surfaces import show_mine

    with opened() as book:
        seen, advised = book.perceived(looking, as_of=as_of), book.coached(looking, as_of=as_of)
        came = book.brought(looking, as_of=as_of)
        note(book, as_of)
    told = {"perceived": list(seen), "coached": list(advised), "brought": list(came)}
    print_json(told) if as_json else show_mine.mine(seen, advised, came)


@commands.command()
def rate(
    ref: Ref,
    trust: Annotated[str | None, typer.Option(help="0 to 100, or none, low, fair, good, high; “” takes it back.")] = None,
    value: Annotated[str | None, typer.Option(help="The same.")] = None,
    rapport: Annotated[str | None, typer.Option(help="The same.")] = None,
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """How you see a relationship of yours. Only you are shown it, and it moves no estimate."""
    said = {name: text for name, text in (("trust", trust), ("value", value), ("rapport", rapport)) if text is not None}
    with opened() as book:
        done(book.rate(ref, by=by, as_of=as_of, **said), as_json)


@commands.command()
def matters(
    ref: Ref,
    words: Annotated[str, typer.Argument(help="One line; “” takes it back.")],
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """What makes this relationship matter to you, in a line of your own. Everybody on this book sees it, signed; it moves no estimate."""
    with opened() as book:
        done(book.matters(ref, words, by=by, as_of=as_of), as_json)


@stated.command("add")
def add(
    ref: Ref,
    how: Annotated[str, typer.Option("--how", help="survey, loss interview, review or other.")] = "survey",
    on: Annotated[str, typer.Option("--on", help="The day they said it (2026-03-31).")] = "",
    trust: Annotated[str | None, typer.Option(help="0 to 100.")] = None,
    value: Annotated[str | None, typer.Option(help="0 to 100.")] = None,
    rapport: Annotated[str | None, typer.Option(help="0 to 100.")] = None,
    overall: Annotated[str | None, typer.Option(help="0 to 100.")] = None,
    words: Annotated[str, typer.Option("--words", help="What they said.")] = "",
    by: As = None,
    as_json: Json = False,
) -> None:
    """Keep what a buyer said of us when asked."""
    given = {"trust": trust, "value": value, "rapport": rapport, "overall": overall}
    with opened() as book:
        said = book.stated_add(ref, how=how, words=words, on=on, by=by, **{k: v for k, v in given.items() if v is not None})
        done(said, as_json)


@stated.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV with the buyer's address and a score or comment in each row.")],
    scale: Annotated[float, typer.Option("--scale", help="The highest score there can be.")] = 100,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what it would keep.")] = False,
    by: As = None,
    as_json: Json = False,
) -> None:
    """Read what buyers said from a CSV of a survey or of loss interviews."""
    from regard.surfaces import show_mine

    with opened() as book:
        found = book.stated_import(file, scale=scale, preview=preview, by=by)
    print_json(found) if as_json else show_mine.imported(found, preview=preview)
