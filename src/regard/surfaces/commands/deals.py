"""Commands about deals: deals, deal, risks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from regard.errors import UsageError
from regard.surfaces.commands.common import AsOf, Json, done, note, opened, print_json, say
from regard.surfaces.commands.plain import Commands

commands = Commands()
Deal = Annotated[str, typer.Argument(help="A deal: its CRM id, or a part of its name that only one has.")]


@commands.command()
def deals(
    closed: Annotated[bool, typer.Option("--closed", help="Closed deals too.")] = False,
    proposed: Annotated[bool, typer.Option("--proposed", help="Deals that the mail speaks for and no CRM tells of.")] = False,
    confirm: Annotated[str | None, typer.Option("--confirm", metavar="ID", help="This proposed deal is one.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", metavar="ID", help="This proposed deal is none.")] = None,
    name: Annotated[str, typer.Option(help="What the confirmed deal is called.")] = "",
    amount: Annotated[str, typer.Option(help="What the confirmed deal is worth, if you know.")] = "",
    currency: Annotated[str, typer.Option(help="In which currency, such as EUR.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    export: Annotated[Path | None, typer.Option("--export", help="Write the board to this file: .csv, .svg or .png.")] = None,
    roles: Annotated[
        Path | None,
        typer.Option("--roles", help="Write the parts of all open deals to this CSV file, as the CRM imports them."),
    ] = None,
    crm: Annotated[str, typer.Option("--crm", help="For which CRM: salesforce or hubspot.")] = "salesforce",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Open deals with coverage of the committee, risks and next step, the most pressing first."""
    from regard.surfaces import deal_files, show_deals

    with opened() as book:
        if confirm is not None:
            done(book.confirm_deal(confirm, name, amount, currency, reason, as_of=as_of), as_json)
            return
        if reject is not None:
            done(book.reject_deal(reject, reason, as_of=as_of), as_json)
            return
        note(book, as_of)
        if proposed:
            found = book.proposed_deals(as_of=as_of)
            print_json(found) if as_json else show_deals.proposed(found)
            return
        rows = book.deals(as_of=as_of, closed=closed)
        if roles is not None:
            words = book.setting("deals.crm_words")
            text = deal_files.roles_csv((book.deal(r.id, as_of=as_of) for r in rows), crm.casefold(), words)
            written(roles, text.encode("utf-8", "replace"))
        if export is not None:
            written(export, deal_files.board_file(rows, kind_of(export), book.status(as_of=as_of).as_of))
        if roles is not None or export is not None:
            return
    print_json(rows) if as_json else show_deals.deals(rows)


@commands.command()
def deal(
    ref: Deal,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the committee to this file in the CRM's role columns.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write the committee to this file: .csv, .svg or .png.")
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option("--role", help="PERSON=PART: their part; none where none is known, off: not on the committee."),
    ] = None,
    pin: Annotated[list[str] | None, typer.Option("--pin", help="Keep this person on the map, seen or not.")] = None,
    unpin: Annotated[list[str] | None, typer.Option("--unpin", help="Pin this person no more.")] = None,
    seat: Annotated[
        list[str] | None, typer.Option("--seat", help="NAME=PART: somebody to be met; NAME=off: nobody to meet.")
    ] = None,
    link: Annotated[list[str] | None, typer.Option("--link", help="This message, meeting or call belongs to the deal.")] = None,
    unlink: Annotated[list[str] | None, typer.Option("--unlink", help="This message does not belong to the deal.")] = None,
    worth: Annotated[
        str | None, typer.Option("--amount", help="AMOUNT CURRENCY of a deal found in the mail, such as “12000 EUR”.")
    ] = None,
    outcome: Annotated[
        str | None, typer.Option("--outcome", help="How a deal found in the mail ended: won, lost, no_decision; or open.")
    ] = None,
    day: Annotated[str | None, typer.Option("--on", help="The day on which it ended.")] = None,
    same: Annotated[
        list[str] | None,
        typer.Option("--same", metavar="DEAL", help="This deal of another CRM is the same one: count it once."),
    ] = None,
    apart: Annotated[
        list[str] | None, typer.Option("--apart", metavar="DEAL", help="This deal of another CRM is one of its own.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, kept with each correction.")] = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One deal: who decides, who was not met yet, what is at risk and why. With options that correct it, what was kept."""
    from regard.surfaces import deal_files, show_deals

    if day is not None and outcome is None:
        raise UsageError("--on is the day on which a deal ended: say how with --outcome won, lost or no_decision.")
    with opened() as book:
        said: list[Callable[[], dict[str, Any]]] = []
        said += [partial(book.deal_role, ref, *_pair("--role", r), reason=reason, as_of=as_of) for r in role or ()]
        said += [partial(book.deal_pin, ref, p, reason=reason, as_of=as_of) for p in pin or ()]
        said += [partial(book.deal_pin, ref, p, pinned=False, reason=reason, as_of=as_of) for p in unpin or ()]
        said += [partial(book.deal_seat, ref, *_pair("--seat", r), reason=reason, as_of=as_of) for r in seat or ()]
        said += [partial(book.deal_link, ref, m, reason=reason, as_of=as_of) for m in link or ()]
        said += [partial(book.deal_link, ref, m, linked=False, reason=reason, as_of=as_of) for m in unlink or ()]
        said += [partial(book.deal_same, ref, other, reason=reason, as_of=as_of) for other in same or ()]
        said += [partial(book.deal_same, ref, other, same=False, reason=reason, as_of=as_of) for other in apart or ()]
        if worth is not None:
            number, _, code = worth.strip().partition(" ")
            said.append(partial(book.deal_amount, ref, number, code, reason, as_of=as_of))
        if outcome is not None:
            said.append(partial(book.deal_outcome, ref, outcome, day, reason, as_of=as_of))
        if said:
            kept = [keep() for keep in said]
            done({"message": "\n".join(str(k["message"]) for k in kept), "judgements": [k["judgement"] for k in kept]}, as_json)
            return
        page = book.deal(ref, as_of=as_of)
        note(book, as_of)
    if csv is not None:
        written(csv, deal_files.committee_file(page, "csv"))
    if export is not None:
        written(export, deal_files.committee_file(page, kind_of(export)))
        return
    print_json(page) if as_json else show_deals.deal(page)


def kind_of(file: Path) -> str:
    """What a file's name asks for."""
    return file.suffix.removeprefix(".").casefold()


def written(file: Path, content: bytes) -> None:
    """Write a file. Raises UsageError where that cannot be."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}).") from error
    say(f"{file} is written.")


def _pair(option: str, text: str) -> tuple[str, str]:
    """What stands before and after the last “=”."""
    who, sign, part = text.rpartition("=")
    if not sign or not who.strip():
        raise UsageError(f"{option} takes PERSON=PART, such as “Lena Ortiz=economic buyer”, not “{text}”.")
    return who.strip(), part


@commands.command()
def risks(
    snooze: Annotated[
        tuple[str, str] | None,
        typer.Option("--snooze", metavar="DEAL RISK", help="Put this risk of this deal off, or of this account."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="The last day it is put off for; two weeks where none is given.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is put off.")] = "",
    snoozed: Annotated[bool, typer.Option("--snoozed", help="Those that are put off, with the reason.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Those that are less pressing too.")] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """What the relationships put at risk, over all open deals, the higher level first, with what would clear it."""
    from regard.surfaces import show_deals

    with opened() as book:
        if snooze is not None:
            done(book.snooze(*snooze, reason=reason, until=until, as_of=as_of), as_json)
            return
        rows = book.risks(as_of=as_of, snoozed=snoozed)
        deals = 0 if rows or as_json else len(book.deals(as_of))
        note(book, as_of)
    print_json(rows) if as_json else show_deals.risks(rows, every=every, deals=deals)


@commands.command()
def money(as_of: AsOf = None, as_json: Json = False) -> None:
    """Won, open, lost and discount as the CRM has it, by account, and the open money that rests on one person of theirs."""
    from regard.surfaces import show_deals

    with opened() as book:
        found = book.money(as_of=as_of)
        note(book, as_of)
    print_json(found) if as_json else show_deals.money(found)
