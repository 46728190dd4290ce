"""Commands of the month: review, and its answer, begin and list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regard.surfaces.commands.acting import As, Due, Owner
from regard.surfaces.commands.common import AsOf, Json, Ref, done, note, opened, print_json, say
from regard.surfaces.commands.plain import Commands, Group

commands = Commands()
review = Commands(cls=Group, help="The monthly review of relationships.")
commands.add_typer(review, name="review")

Month = Annotated[str | None, typer.Option("--month", help="The month (2026-03); the one of the moment, if left out.")]
Size = Annotated[int, typer.Option("--size", min=1, max=60, help="At most so many relationships.")]


@review.callback(invoke_without_command=True)
def show_(
    context: typer.Context,
    month: Month = None,
    size: Size = 12,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write it to this file: .html, or .pdf where a browser is installed.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Write an invitation to the meeting to this file (with --at).")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="When the meeting is (2026-03-31T14:00, in the book's zone).")] = None,
    minutes: Annotated[int, typer.Option("--minutes", min=5, max=600, help="How long the meeting is.")] = 60,
    looking: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One meeting a month: of each relationship where most is at stake, and of some in turn, what are you doing to perpetuate it?"""
    if context.invoked_subcommand is not None:
        return
    from regard.surfaces import show_review

    with opened() as book:
        if ics is not None:
            ics.write_bytes(book.review_invitation(at or "", month, minutes=minutes, as_of=as_of))
            say(f"Written to {ics}. Nothing was sent.")
        found = book.review(month, size=size, looking=looking, as_of=as_of)
        note(book, as_of)
    if out is not None:
        from regard.surfaces.web.printing import write

        write(found, out)
        say(f"Written to {out}.")
    print_json(found) if as_json else show_review.review(found)


@review.command()
def answer(
    ref: Ref,
    text: Annotated[str, typer.Argument(help="What you are doing to perpetuate this relationship.")] = "",
    action: Annotated[str, typer.Option("--action", help="What will be done, as an action.")] = "",
    owner: Owner = "",
    due: Due = "",
    is_note: Annotated[bool, typer.Option("--note", help="The text is a note, no answer.")] = False,
    passed: Annotated[bool, typer.Option("--pass", help="Looked at, and nothing is to be done.")] = False,
    month: Month = None,
    size: Size = 12,
    by: As = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Keep what was said of a relationship; an action comes back next month with what shows that it was done."""
    kind = "passed" if passed else "note" if is_note else "answer"
    with opened() as book:
        said = book.review_answer(
            ref, text, kind=kind, month=month, action=action, owner=owner, due=due, by=by, size=size, as_of=as_of
        )
        done(said, as_json)


@review.command()
def begin(month: Month = None, size: Size = 12, by: As = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Fix the agenda as it is now, so that mail that comes during the meeting changes nothing."""
    with opened() as book:
        done(book.review_begin(month, size=size, by=by, as_of=as_of), as_json)


@review.command("list")
def list_(as_of: AsOf = None, as_json: Json = False) -> None:
    """The months whose review has begun."""
    from regard.surfaces import show_review

    with opened() as book:
        rows = book.reviews(as_of=as_of)
    print_json(rows) if as_json else show_review.months(rows)
