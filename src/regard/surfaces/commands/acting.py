"""Commands about what is to be done: actions, and its add, done, drop, confirm, reject, edit, share, reopen, import."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.common import AsOf, Json, done, note, opened, print_json
from regard.surfaces.commands.plain import Commands, Group

commands = Commands()
actions = Commands(cls=Group, help="What is to be done about relationships, and what shows that it was.")
commands.add_typer(actions, name="actions")

As = Annotated[
    str | None, typer.Option("--as", help="Who you are: an address or name of ours. It is no lock, see docs/web.md.")
]
Id = Annotated[str, typer.Argument(help="The action's id.")]
Owner = Annotated[str, typer.Option("--owner", help="Who of ours does it.")]
Due = Annotated[str, typer.Option("--due", help="The day it is due (2026-03-31).")]
Way = Annotated[str, typer.Option("--kind", help="How: mail, meeting, call or any (found from the words).")]
OfDeal = Annotated[str, typer.Option("--deal", help="The deal it is about.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]


class Form(StrEnum):
    """What actions are written as."""

    CSV = "csv"
    ICS = "ics"
    SALESFORCE = "salesforce"
    HUBSPOT = "hubspot"


@actions.callback(invoke_without_command=True)
def list_(
    context: typer.Context,
    state: Annotated[str | None, typer.Option("--state", help="open, noticed, done or dropped.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Only what this one of ours does.")] = None,
    person: Annotated[str | None, typer.Option("--with", help="Only what is about this buyer.")] = None,
    stored: Annotated[bool, typer.Option("--taken", help="Only what somebody wrote down or took up.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write them to this file, in the form that --form says.")] = None,
    form: Annotated[Form, typer.Option("--form", help="csv, ics, salesforce or hubspot (with --out).")] = Form.CSV,
    looking: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One list: from reviews, promises, what stands open, risks and what you wrote down; done is noticed in the mail, never asked after."""
    if context.invoked_subcommand is not None:
        return
    from regard.surfaces import show_actions

    with opened() as book:
        if out is not None:
            out.write_text(book.actions_file(form, looking=looking, as_of=as_of), "utf-8", newline="")
        rows = book.actions(
            state=state, owner=owner, person=person, looking=looking, proposals=not stored, as_of=as_of
        )  # fmt: skip
        note(book, as_of)
    print_json(rows) if as_json else show_actions.actions(rows)


@actions.command()
def add(
    text: Annotated[str, typer.Argument(help="What is to be done.")],
    to: Annotated[str, typer.Option("--to", help="The buyer it is about: an id, an address or a name.")] = "",
    owner: Owner = "",
    due: Due = "",
    deal: OfDeal = "",
    kind: Way = "",
    reason: Reason = "",
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Write down an action."""
    with opened() as book:
        said = book.action_add(text, to=to, owner=owner, due=due, deal=deal, kind=kind, reason=reason, by=by, as_of=as_of)
        done(said, as_json)


@actions.command("done")
def done_(
    action: Id,
    message: Annotated[str, typer.Option("--message", help="The message that shows it.")] = "",
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """It is done."""
    with opened() as book:
        done(book.action_change(action, "done", message=message, by=by, as_of=as_of), as_json)


@actions.command()
def drop(action: Id, by: As = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """It will not be done."""
    with opened() as book:
        done(book.action_change(action, "dropped", by=by, as_of=as_of), as_json)


@actions.command()
def reopen(action: Id, by: As = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """It is to be done after all."""
    with opened() as book:
        done(book.action_change(action, "reopened", by=by, as_of=as_of), as_json)


@actions.command()
def confirm(
    action: Id,
    message: Annotated[str, typer.Argument(help="The message that shows it.")],
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Yes, this message shows that it was done."""
    with opened() as book:
        done(book.action_change(action, "confirmed", message=message, by=by, as_of=as_of), as_json)


@actions.command()
def reject(
    action: Id,
    message: Annotated[str, typer.Argument(help="The message that does not show it.")],
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """No, this message does not show it; it is not suggested again."""
    with opened() as book:
        done(book.action_change(action, "rejected", message=message, by=by, as_of=as_of), as_json)


@actions.command()
def share(action: Id, by: As = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Let everybody on this book see an action that only you see."""
    with opened() as book:
        done(book.action_change(action, "shared", by=by, as_of=as_of), as_json)


@actions.command()
def edit(
    action: Id,
    text: Annotated[str | None, typer.Option("--text", help="What is to be done.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Who of ours does it; “” for nobody.")] = None,
    due: Annotated[str | None, typer.Option("--due", help="The day it is due; “” for none.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="mail, meeting, call or any.")] = None,
    deal: Annotated[str | None, typer.Option("--deal", help="The deal it is about; “” for none.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why.")] = None,
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Change what an action says."""
    given = {"text": text, "owner": owner, "due": due, "kind": kind, "deal": deal, "reason": reason}
    said = {name: value for name, value in given.items() if value is not None}
    with opened() as book:
        done(book.action_change(action, "edited", by=by, as_of=as_of, **said), as_json)


@actions.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV of tasks as the CRM exports them, with their description.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what it would tell.")] = False,
    by: As = None,
    as_json: Json = False,
) -> None:
    """Read back what became of actions in a CRM, from the tasks that `--form salesforce` or `hubspot` wrote."""
    from regard.surfaces import show_actions

    with opened() as book:
        found = book.actions_import(file, preview=preview, by=by)
    print_json(found) if as_json else show_actions.imported(found, preview=preview)
