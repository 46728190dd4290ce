"""Commands to open before a meeting and at the start of a week: brief, digest, practice; and the second reader."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.acting import As
from regard.surfaces.commands.common import AsOf, Json, Ref, note, opened, print_json
from regard.surfaces.commands.plain import Commands

commands = Commands()
Out = Annotated[Path | None, typer.Option("--out", help="Write it to this file instead.")]


class Form(StrEnum):
    """What is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    MAIL = "mail"


Written = Annotated[
    Form, typer.Option("--form", help="text, markdown, or mail (text under a subject; you send it, nothing here does).")
]


@commands.command()
def brief(
    ref: Annotated[
        str,
        typer.Argument(metavar="WHOM", help="A buyer (id, address or name), or a meeting ahead (id, or words of its title)."),
    ],
    looking: As = None,
    form: Written = Form.TEXT,
    out: Out = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Before you meet: whom, what changed, where you stand, what they care about, what is owed and left open, what is at risk."""
    from regard.surfaces import written

    with opened() as book:
        found = book.brief(ref, as_of=as_of, looking=looking)
        note(book, as_of)
    if as_json:
        print_json(found)
    else:
        _put(written.brief(found, form.value), out)


@commands.command()
def digest(
    week: Annotated[str | None, typer.Option("--week", help="2026-W10, or a day of it; this week where left out.")] = None,
    looking: As = None,
    form: Written = Form.TEXT,
    out: Out = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """A week: whom you meet, what they care about, what is due, what changed, and which questions are left open."""
    from regard.surfaces import written

    with opened() as book:
        found = book.digest(week, looking=looking, as_of=as_of)
        note(book, as_of)
    if as_json:
        print_json(found)
    else:
        _put(written.digest(found, form.value), out)


@commands.command()
def practice(looking: As = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """The nine behaviours in your own messages, by month, with examples; for you alone."""
    from regard.surfaces import show_practice

    with opened() as book:
        found = book.practice(looking=looking, as_of=as_of)
        note(book, as_of)
    print_json(found) if as_json else show_practice.practice(found)


@commands.command(name="second-reader")
def second_reader(
    ref: Ref,
    messages: Annotated[int, typer.Option("--messages", help="So many of the last mails with them, 1 to 100.")] = 20,
    show: Annotated[bool, typer.Option("--show", help="Print what would be sent, as JSON, and send nothing.")] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """What a model of your own choosing reads beside the rules: promises that it doubts, sentences passed over. Off until llm.address
    is set; nothing of it is kept.
    """
    from regard.surfaces import show_second_reader

    with opened() as book:
        if show:
            print_json(book.would_send(ref, messages, as_of=as_of))
            return
        found = book.second_reader(ref, messages, as_of=as_of)
        note(book, as_of)
    print_json(found) if as_json else show_second_reader.second_reader(found)
    if found.messages and not found.answered:
        raise typer.Exit(1)


def _put(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8", newline="")
