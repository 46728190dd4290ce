"""The command beside a draft: coach."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.errors import UsageError
from regard.surfaces.commands.common import Json, State, opened, print_json, say
from regard.surfaces.commands.plain import Commands

if TYPE_CHECKING:
    from regard.results import Remarks

commands = Commands()


class Format(StrEnum):
    """How remarks leave."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


@commands.command()
def coach(
    draft: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The draft, as text or HTML; - or nothing reads standard input.")
    ] = "-",
    to: Annotated[
        str | None,
        typer.Option("--to", help="Who will read it: an id, an address or a name; behind semicolons, who gets a copy."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", help="Who writes it (an address), for their own switches and what buyers told them alone."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="text, json or sarif.")] = Format.TEXT,
    as_json: Json = False,
) -> None:
    """Remarks on a draft before you send it. Nothing is sent and nothing of it is kept."""
    text = _read(draft)
    found = _judged(text, to, by)
    if found.note:
        say(found.note)
    if as_json or format is Format.JSON:
        print_json(found)
    elif format is Format.SARIF:
        from regard.surfaces.sarif import sarif

        print_json(sarif(text, found, "stdin" if draft == "-" else draft))
    else:
        from regard.surfaces.show_coach import remarks

        remarks(text, found, "draft" if draft == "-" else draft)
        if to is not None:
            from regard.surfaces.show_coach import reader

            with opened() as book:
                reader(book.coach_reader(to))


def _judged(text: str, to: str | None, by: str | None) -> Remarks:
    """With a book where there is one; a draft without a named reader needs none."""
    from regard.book import coach as without_book
    from regard.errors import BookMissing

    try:
        with opened() as book:
            return book.coach(text, to=to, by=by)
    except BookMissing:
        if to is not None:
            raise
        return without_book(text, State.book if State.book.is_dir() else None, by)


def _read(name: str) -> str:
    """The draft's text. Raises UsageError where it cannot be read or is no text."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read ({error.strerror}). Name a file with the draft, or - for standard input."
        ) from None
    if b"\0" in raw[:10_000]:
        raise UsageError(f"{'Standard input' if name == '-' else name} is no text. Give the draft as plain text or HTML.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
