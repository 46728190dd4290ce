"""Commands that look things up: status, people, person, why, accounts, account, promises, search."""

from __future__ import annotations

from typing import Annotated

import typer

from regard.surfaces.commands.acting import As
from regard.surfaces.commands.common import AsOf, Json, Ref, done, note, opened, print_json
from regard.surfaces.commands.plain import Commands

commands = Commands()
Mine = Annotated[
    bool, typer.Option("--mine", help="Only what is yours (see --as): whom you deal with, what you promised or were promised.")
]


@commands.command()
def status(as_of: AsOf = None, as_json: Json = False) -> None:
    """The health of the sources, and counts."""
    from regard.surfaces import show

    with opened() as book:
        found = book.status(as_of=as_of)
        left_out = [] if as_json or not found.personal else list(book.people(as_of=as_of, personal=True))
    print_json(found) if as_json else show.status(found, left_out)


@commands.command()
def people(
    account: Annotated[str | None, typer.Option("--account", help="Only the people of this company.")] = None,
    personal: Annotated[bool, typer.Option("--personal", help="The contacts left out as personal, instead.")] = False,
    everyone: Annotated[
        bool, typer.Option("--all", help="Those too with whom one message passed, one way (--json has all).")
    ] = False,
    mine: Mine = False,
    looking: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Buyers, the worst need first."""
    from regard.surfaces import show, show_accounts, show_people

    with opened() as book:
        rows = book.people(account=account, as_of=as_of, personal=personal, mine=mine, looking=looking)
        doubts = [] if account or personal or mine or as_json else book.accounts(as_of=as_of, side="doubtful")
        note(book, as_of)
    if as_json:
        print_json(rows)
        return
    shown = [row for row in rows if everyone or personal or not row.slight]
    show_people.people(shown)
    if len(shown) < len(rows):
        show.line(f"{len(rows) - len(shown):,} more sent or got one message and no answer (--all)", "dim")
    show_accounts.doubts(doubts)
    if personal:
        show_people.bring_in(shown)


@commands.command()
def callers(as_of: AsOf = None, as_json: Json = False) -> None:
    """Who wrote to us in person and has no answer of ours that is kept: on no agenda; no circulars, shops or offers."""
    from regard.surfaces import show_people

    with opened() as book:
        rows = book.callers(as_of=as_of)
        note(book, as_of)
    print_json(rows) if as_json else show_people.callers(rows)


@commands.command()
def dormant(as_of: AsOf = None, as_json: Json = False) -> None:
    """Who went quiet by their own rhythm, and whom to write to first: not the closest, but those to whom there is something to say."""
    from regard.surfaces import show_people

    with opened() as book:
        rows = book.dormant(as_of=as_of)
        note(book, as_of)
    print_json(rows) if as_json else show_people.dormant(rows)


@commands.command()
def person(ref: Ref, as_of: AsOf = None, as_json: Json = False) -> None:
    """One buyer: estimates, figures by us and by them, evidence, timeline."""
    from regard.surfaces import show_people

    with opened() as book:
        page = book.person(ref, as_of=as_of)
        note(book, as_of)
    print_json(page) if as_json else show_people.person(page)


@commands.command()
def why(
    ref: Ref,
    of: Annotated[str, typer.Option("--of", help="trust, value or rapport.")] = "trust",
    seller: Annotated[str | None, typer.Option("--seller", help="Toward this colleague instead of the team.")] = None,
    every: Annotated[
        bool, typer.Option("--every", help="Each event by itself; else small ones of a kind are told together.")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The exact sum behind an estimate."""
    from regard.surfaces import show_people

    with opened() as book:
        found = book.why(ref, of=of, seller=seller, as_of=as_of)
        note(book, as_of)
    print_json(found) if as_json else show_people.why(found, every=every)


@commands.command()
def accounts(
    side: Annotated[
        str, typer.Option("--side", help="buyer, supplier, partner, neither, unknown; doubtful: may be no buyer.")
    ] = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Companies, the worst need first. Suppliers are left out; --side supplier lists them."""
    from regard.surfaces import show_accounts

    with opened() as book:
        rows = book.accounts(as_of=as_of, side=side)
        note(book, as_of)
    print_json(rows) if as_json else show_accounts.accounts(rows)


@commands.command()
def account(
    ref: Ref,
    side: Annotated[
        str,
        typer.Option(
            "--side", help="Say what it is to us: buyer, supplier, partner, neither or unknown. `regard undo` takes it back."
        ),
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, with --side.")] = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One company: its people, who of ours knows whom, and whether it buys from us or sells to us."""
    from regard.surfaces import show_accounts

    with opened() as book:
        if side:
            done(book.account_side(ref, side, reason), as_json)
            return
        page = book.account(ref, as_of=as_of)
        note(book, as_of)
    print_json(page) if as_json else show_accounts.account(page)


@commands.command()
def promises(
    person: Annotated[str | None, typer.Option("--person", help="All of this person's, whenever they were made.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="us: what we promised; them: what they did.")] = None,
    due_before: Annotated[str | None, typer.Option("--due-before", help="Only what is due before this day.")] = None,
    state: Annotated[
        str | None,
        typer.Option("--state", help="open, due, overdue, kept, “kept late”, broken, released or unknown."),
    ] = None,
    mine: Mine = False,
    looking: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """What we promised buyers and they us, and what became of it: what stands, and what was said in the last 90 days."""
    from regard.surfaces import show_people

    with opened() as book:
        rows = book.promises(person, side=side, due_before=due_before, state=state, mine=mine, looking=looking, as_of=as_of)
        unread = 0 if as_json else book.promises_unread(person, as_of=as_of)
        note(book, as_of)
    print_json(rows) if as_json else show_people.promises(rows, unread)


@commands.command()
def search(
    words: Annotated[
        list[str], typer.Argument(help="Words to look for; “quoted words” stay together, the last may be unfinished.")
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most messages shown.")] = 30,
    personal: Annotated[bool, typer.Option("--personal", help="The contacts left out as personal, instead.")] = False,
    looking: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """People, companies and messages that hold these words. What was told in confidence is shown to whoever of ours is on that mail."""
    from regard.surfaces import show_found

    with opened() as book:
        found = book.search(" ".join(words), limit=limit, as_of=as_of, personal=personal, looking=looking)
        note(book, as_of)
    print_json(found) if as_json else show_found.found(found)
