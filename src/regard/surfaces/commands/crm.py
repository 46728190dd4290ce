"""Commands about CRM exports: how a file would be read, and what its columns are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.common import Json, done, opened, print_json
from regard.surfaces.commands.plain import Commands, Group

commands = Commands()
crm = Commands(cls=Group, help="How a CRM export is read: look before, and say what its columns are.", no_args_is_help=True)
commands.add_typer(crm, name="crm")
File = Annotated[Path, typer.Argument(help="A CSV file.")]


@crm.command("preview")
def preview(file: File, as_json: Json = False) -> None:
    """Show how a CSV file would be read: its table, each column and why, five rows, what would be set aside."""
    from regard.surfaces import show

    with opened(create=True) as book:
        found = book.crm_preview(file)
    if as_json:
        print_json(found)
    else:
        show.crm_preview(found)


@crm.command("map")
def map_columns(
    file: File,
    columns: Annotated[
        list[str] | None, typer.Argument(help="COLUMN=FIELD, as often as needed; COLUMN= keeps it under its own name.")
    ] = None,
    table: Annotated[str, typer.Option("--table", help="What the file holds: account, contact, opportunity, ...")] = "",
    dates: Annotated[str, typer.Option("--dates", help="dmy or mdy, where no date says so itself.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Forget what was said of files with this header.")] = False,
    as_json: Json = False,
) -> None:
    """Say what the columns of a CSV file are; kept for every file with the same header, and used by the next sync."""
    with opened(create=True) as book:
        done(book.crm_map(file, columns or (), table=table, dates=dates, clear=clear), as_json)


@crm.command("portal")
def portal(
    path: Annotated[Path, typer.Argument(help="A folder of CSV files, or one of them.")],
    name: Annotated[str, typer.Argument(help="A short name for that account, such as portal-b; empty forgets it.")],
    as_json: Json = False,
) -> None:
    """Say that CRM files are of another account than the others: HubSpot's portals and Pipedrive's accounts all count from 1. Their records
    are then kept apart, in one book.
    """
    with opened(create=True) as book:
        done(book.crm_portal(path, name), as_json)
