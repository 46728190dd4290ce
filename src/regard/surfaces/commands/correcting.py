"""Commands that correct who is who: same, different, undo, include."""

from __future__ import annotations

from typing import Annotated

import typer

from regard.surfaces.commands.common import Json, Ref, done, opened

commands = typer.Typer()


@commands.command()
def same(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that two are one person. Nothing is deleted; `undo` takes it back."""
    with opened() as book:
        done(book.same(left, right, reason), as_json)


@commands.command()
def different(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that two addresses are different people."""
    with opened() as book:
        done(book.different(left, right, reason), as_json)


@commands.command()
def undo(judgement: Annotated[str, typer.Argument(help="The judgement's id.")], as_json: Json = False) -> None:
    """Take a judgement back, whoever made it."""
    with opened() as book:
        done(book.undo(judgement), as_json)


@commands.command()
def include(
    ref: Ref,
    side: Annotated[str, typer.Option("--as", help="them (a buyer), personal, shared or automated.")] = "them",
    as_json: Json = False,
) -> None:
    """Bring somebody in who was left out (or out who was in)."""
    with opened() as book:
        done(book.include(ref, side), as_json)
