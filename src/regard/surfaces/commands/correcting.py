"""Commands on who is who: the queue of who, and same, different, unsure, undo, include, which correct it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from regard.errors import UsageError
from regard.surfaces.commands.common import Exactly, Json, Ref, done, opened, print_json
from regard.surfaces.commands.plain import Commands

commands = Commands()


@commands.command()
def who(
    ref: Annotated[str | None, typer.Argument(help="Only who may be the same as this person.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most pairs shown.")] = 20,
    *,
    join_sure: Annotated[
        bool, typer.Option("--join-sure", help="Join those with a chance of 98 % and more, once you said yes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --join-sure: join without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Who may be the same as whom, the most consequential first: of these nobody is merged until you say so. What rules joined is told."""
    from regard.surfaces import show_who

    with opened() as book:
        found = book.who(ref, limit=limit)
        if join_sure:
            if not as_json:
                show_who.sure(found)
            if found.sure and not yes:
                if as_json or not sys.stdin.isatty():
                    raise UsageError("This joins people. Add --yes to go on without being asked.")
                typer.confirm("Join them?", abort=True, err=True)
            done(book.same_all([(p.left.id, p.right.id) for p in found.sure]), as_json)
            return
    print_json(found) if as_json else show_who.who(found)


@commands.command()
def same(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that two are one person, or that two @domains are one company. Nothing is deleted; `undo` takes it back."""
    with opened() as book:
        done(book.same(left, right, reason), as_json)


@commands.command()
def different(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that two addresses are different people, or two @domains different companies."""
    with opened() as book:
        done(book.different(left, right, reason), as_json)


@commands.command()
def unsure(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that nobody can tell: the pair leaves the queue of `who` until there is new evidence."""
    with opened() as book:
        done(book.unsure(left, right, reason), as_json)


@commands.command()
def undo(judgement: Annotated[str, typer.Argument(help="The judgement's id.")], as_json: Json = False) -> None:
    """Take a judgement back, whoever made it."""
    with opened() as book:
        done(book.undo(judgement), as_json)


@commands.command()
def include(
    ref: Exactly,
    side: Annotated[str, typer.Option("--as", help="them (a buyer), personal, shared or automated.")] = "them",
    as_json: Json = False,
) -> None:
    """Bring somebody in who was left out (or out who was in)."""
    with opened() as book:
        done(book.include(ref, side), as_json)
