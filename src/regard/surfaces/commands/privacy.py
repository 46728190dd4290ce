"""Commands of privacy and portability: exclude, excluded, object, forget, disclose, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from regard.errors import UsageError
from regard.surfaces.commands.common import Exactly, Json, done, opened, print_json
from regard.surfaces.commands.plain import Commands

commands = Commands()


@commands.command()
def exclude(
    kind: Annotated[
        str | None, typer.Argument(help="person, domain, folder, subject or default; nothing lists what is excluded.")
    ] = None,
    pattern: Annotated[str, typer.Argument(help="The address, domain, folder name or words in the subject.")] = "",
    undo_it: Annotated[bool, typer.Option("--undo", help="Take the exclusion back; the next sync reads that mail.")] = False,
    as_json: Json = False,
) -> None:
    """Never read this; what was read of it is removed."""
    with opened() as book:
        if kind is None:
            listed = book.exclusions()
            if as_json:
                print_json(listed)
            for entry in [] if as_json else listed:
                print(f"{entry['kind']:8} {entry['pattern']}  ({entry['by']})")
            return
        if not pattern:
            raise UsageError(f"What should be excluded? regard exclude {kind} PATTERN")
        done(book.include_again(kind, pattern) if undo_it else book.exclude(kind, pattern), as_json)


@commands.command()
def excluded(as_json: Json = False) -> None:
    """What was left out: how many mails, by which rules, and how to take each back."""
    from regard.surfaces import show

    with opened() as book:
        found = book.excluded()
    if as_json:
        print_json(found)
        return
    columns = [("reason", "left"), ("mails", "right"), ("rules", "left"), ("by", "left"), ("to take it back", "left")]
    show.table(columns, [(r["reason"], r["count"], ", ".join(r["rules"]), r["by"], (r["undo"], "dim")) for r in found])


@commands.command("object")
def object_(
    ref: Exactly, undo_it: Annotated[bool, typer.Option("--undo", help="Model them again.")] = False, as_json: Json = False
) -> None:
    """This person objects to being modelled: no estimate of them is made any more."""
    with opened() as book:
        done(book.object(ref, undo=undo_it), as_json)


@commands.command()
def forget(
    ref: Exactly,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Erase a person: their mail, their traces, their scores; they do not come back."""
    from regard.surfaces import show

    with opened() as book:
        who = book.whom(ref)
        also = "".join(f", {a}" for a in who["addresses"] if a not in who["said"])
        meant = show.safe(f"{who['said']}{also} (on {who['mails']} mails)")
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError(
                    f"This would erase {meant}, which cannot be taken back. Add --yes to go on without being asked."
                )
            typer.confirm(f"Erase {meant} for good?", abort=True, err=True)
        done(book.forget(who["id"] or who["addresses"][0]), as_json)


@commands.command()
def disclose(ref: Exactly, as_json: Json = False) -> None:
    """All that is held about a person, as a report they could be given."""
    with opened() as book:
        found = book.disclose(ref)
    if as_json:
        print_json(found)
    else:
        from regard.surfaces.report import disclosure

        sys.stdout.write(disclosure(found))


@commands.command()
def export(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")], as_json: Json = False) -> None:
    """The whole book as Parquet, JSON and the original mails, with its estimates, promises and deals of now (docs/export.md)."""
    with opened() as book:
        done(book.export(folder), as_json)
