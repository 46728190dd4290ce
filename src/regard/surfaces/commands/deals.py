"""Commands about deals: deals, deal, risks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.common import AsOf, Json, note, opened, print_json

commands = typer.Typer()
Deal = Annotated[str, typer.Argument(help="A deal: its CRM id, or a part of its name that only one has.")]


@commands.command()
def deals(
    closed: Annotated[bool, typer.Option("--closed", help="Closed deals too.")] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Open deals with coverage of the committee, risks and next step, the most pressing first."""
    from regard.surfaces import show_deals

    with opened() as book:
        rows = book.deals(as_of=as_of, closed=closed)
        note(book, as_of)
    print_json(rows) if as_json else show_deals.deals(rows)


@commands.command()
def deal(
    ref: Deal,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the committee to this file in the CRM's role columns.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One deal: who decides, who was not met yet, what is at risk and why."""
    from regard.surfaces import show_deals

    with opened() as book:
        page = book.deal(ref, as_of=as_of)
        note(book, as_of)
    if csv is not None:
        csv.write_text(show_deals.committee_csv(page), "utf-8", newline="")
    print_json(page) if as_json else show_deals.deal(page)


@commands.command()
def risks(as_of: AsOf = None, as_json: Json = False) -> None:
    """What the relationships put at risk, over all open deals, with what would clear it."""
    from regard.surfaces import show_deals

    with opened() as book:
        rows = book.risks(as_of=as_of)
        note(book, as_of)
    print_json(rows) if as_json else show_deals.risks(rows)
