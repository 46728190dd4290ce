"""Commands that read mail in: sync, demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.common import Json, State, opened, print_json, say

commands = typer.Typer()


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
        report = book.sync(
            *(sources or ()), us=us or (), owner=owner or (), text=False if metadata_only else None, progress=progress
        )
        found, notes = book.found_us, book.source_notes()
    if found:
        say(f"Taken to be ours, from who writes most: {', '.join(found)}. To set it: regard sync --us DOMAIN")
    for note in notes:
        say(note)
    if as_json:
        print_json(report)
    else:
        show.sync_report(report)


@commands.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put the made-up company's mail and book.")] = Path("demo-book"),
    seed: Annotated[int, typer.Option(help="Another seed makes another company.")] = 7,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the web app when the book is ready.")] = True,
    as_json: Json = False,
) -> None:
    """Make a made-up company's mail, read it into a book, open the web app."""
    from regard.surfaces.demo import build

    report = build(folder, seed)
    if as_json:
        print_json(report)
    State.book = folder / "book"
    if serve_it:
        from regard.surfaces.serve import run

        run(State.book, None, None, open_browser=sys.stdout.isatty())
