"""Commands that read mail in: sync, sources, source, demo."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from regard.errors import UsageError
from regard.surfaces.commands.common import AsOf, Json, State, done, opened, print_json, say
from regard.surfaces.commands.plain import Commands, Group

SourceRef = Annotated[str, typer.Argument(help="A source's id, path, or the end of its path.")]

commands = Commands()


class DemoSize(StrEnum):
    """How much the demo makes up."""

    small = "small"
    full = "full"


class DemoWorld(StrEnum):
    """Which law decides the demo's deals."""

    decides = "trust-decides"
    irrelevant = "trust-irrelevant"


@commands.command()
def sync(
    sources: Annotated[
        list[Path] | None, typer.Argument(help="mbox files, Maildirs, folders of mail, zip or gz of them.")
    ] = None,
    us: Annotated[list[str] | None, typer.Option("--us", help="A mail domain of ours; may be given several times.")] = None,
    owner: Annotated[list[str] | None, typer.Option("--owner", help="Whose mailbox this is.")] = None,
    metadata_only: Annotated[bool, typer.Option("--metadata-only", help="Keep headers, never words.")] = False,
    as_json: Json = False,
) -> None:
    """Read mail into the book; without SOURCE, read the known sources again."""
    from regard.surfaces import show
    from regard.surfaces.progress import bars

    with opened(create=bool(sources)) as book, bars() as progress:
        if again := book.to_read_again():
            say(f"This version of Regard reads mail otherwise than the last: {again:,} kept items are read again first, once.")
        report = book.sync(
            *(sources or ()), us=us or (), owner=owner or (), text=False if metadata_only else None, progress=progress
        )
        found, notes = book.found_us, book.source_notes()
    if found:
        say(f"Taken to be ours, from who takes part most: {', '.join(found)}. To set it: regard sync --us DOMAIN")
    for note in notes:
        say(note)
    for empty in report.sources:
        if not empty.kept:
            say(f"{empty.path} holds nothing that can be read, and was not kept as a source.")
    if as_json:
        print_json(report)
    else:
        show.sync_report(report)


@commands.command()
def sources(as_of: AsOf = None, as_json: Json = False) -> None:
    """Where the book's knowledge comes from: what each source gave, until when, and whether it went dark."""
    from regard.surfaces import show

    with opened() as book:
        found = book.status(as_of=as_of).sources
    print_json(found) if as_json else show.sources(found)


source = Commands(cls=Group, help="Take a source out of the book, or say that it lies elsewhere now.", no_args_is_help=True)
commands.add_typer(source, name="source")


@source.command("remove")
def remove_source(
    ref: SourceRef,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Take out what only this source holds. Reading it again brings it back."""
    with opened() as book:
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("This takes mail out of the book. Add --yes to go on without being asked.")
            typer.confirm(f"Take {ref} out of the book?", abort=True, err=True)
        done(book.remove_source(ref), as_json)


@source.command("move")
def move_source(
    ref: SourceRef,
    path: Annotated[Path, typer.Argument(help="Where it lies now.")],
    as_json: Json = False,
) -> None:
    """Say that a source lies elsewhere now: nothing is read or counted again."""
    with opened() as book:
        done(book.move_source(ref, path), as_json)


@commands.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put the made-up company's mail and book.")] = Path("demo-book"),
    seed: Annotated[int, typer.Option(help="Another seed makes another company.")] = 7,
    size: Annotated[DemoSize, typer.Option(help="full: 12 sellers, 30,000 messages; small: a fifth of it.")] = DemoSize.full,
    world: Annotated[DemoWorld, typer.Option(help="How deals are decided: by trust and value, or by chance alone.")] = (
        DemoWorld.decides
    ),
    anew: Annotated[
        bool, typer.Option("--anew", help="Make it anew even where you wrote something down in the one that is there.")
    ] = False,
    held_out: Annotated[bool, typer.Option("--held-out", help="Write with the forms kept apart for tests.")] = False,
    truth: Annotated[
        bool, typer.Option("--truth", help="Show what is true beside the estimates, of the demo that is there or of a new one.")
    ] = False,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the web app when the book is ready.")] = True,
    as_json: Json = False,
) -> None:
    """Make a made-up company's mail, calendars, calls and CRM, read them into a book, open the web app."""
    from regard.surfaces import demo as company

    if truth:
        if not (folder / "book").is_dir():
            company.build(folder, seed, size=size.value, law=world.value, held_out=held_out)
        found = company.truth(folder)
        print_json(found) if as_json else company.show_truth(found)
        return
    if not anew:
        company.must_be_nobodys(folder)
    report = company.build(folder, seed, size=size.value, law=world.value, held_out=held_out)
    if as_json:
        print_json(report)
    State.book = folder / "book"
    if serve_it:
        from regard.surfaces.serve import run

        run(State.book, None, None, open_browser=sys.stdout.isatty(), check=True)
    elif not as_json:
        company.ready(report, State.book)
