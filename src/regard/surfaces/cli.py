"""The command line. Every reading command takes --as-of and --json; JSON is one document on stdout and nothing else.

Exit codes: 0 done, 1 failed, 2 bad use. Progress and warnings go to stderr.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.errors import RegardError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.book import Book

app = typer.Typer(
    name="regard",
    help="Where you stand with every buyer, as the buyer's own behaviour shows it, with the messages that say so.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsOf = Annotated[str | None, typer.Option("--as-of", help="As it was known at the end of this day (2026-03-31).")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Ref = Annotated[str, typer.Argument(help="An id, an address, or a name that only one has.")]


class State:
    """What the global options said."""

    book: Path = Path("book")


@app.callback()
def _global(
    book: Annotated[Path | None, typer.Option("--book", help="The book's folder (default $REGARD_BOOK, then ./book).")] = None,
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    if version:
        from regard import __version__

        print(f"regard {__version__}")
        raise typer.Exit
    State.book = book or Path(os.environ.get("REGARD_BOOK") or "book")


def _open(*, create: bool = False) -> Book:
    from regard.book import Book

    return Book.open(State.book, create=create)


def _print_json(value: Any) -> None:
    from regard.results import plain

    text = json.dumps(plain(value), ensure_ascii=False, indent=1, allow_nan=False)
    # JSON may hold these as they are; a terminal may not.
    sys.stdout.write(_STEERING.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n")


_STEERING = re.compile(r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _say(text: str) -> None:
    print(text, file=sys.stderr)


# ------------------------------------------------------------------------------------------------------ reading in


@app.command()
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

    with _open(create=bool(sources)) as book, bars() as progress:
        report = book.sync(
            *(sources or ()), us=us or (), owner=owner or (), text=False if metadata_only else None, progress=progress
        )
        found, notes = book.found_us, book.source_notes()
    if found:
        _say(f"Taken to be ours, from who writes most: {', '.join(found)}. To set it: regard sync --us DOMAIN")
    for note in notes:
        _say(note)
    if as_json:
        _print_json(report)
    else:
        show.sync_report(report)


@app.command()
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
        _print_json(report)
    State.book = folder / "book"
    if serve_it:
        serve(open_browser=sys.stdout.isatty())


# ---------------------------------------------------------------------------------------------------------- reading


@app.command()
def status(as_of: AsOf = None, as_json: Json = False) -> None:
    """The health of the sources, and counts."""
    from regard.surfaces import show

    with _open() as book:
        found = book.status(as_of=as_of)
    _print_json(found) if as_json else show.status(found)


@app.command()
def people(
    account: Annotated[str | None, typer.Option("--account", help="Only the people of this company.")] = None,
    personal: Annotated[bool, typer.Option("--personal", help="The contacts left out as personal, instead.")] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Buyers, the worst need first."""
    from regard.surfaces import show

    with _open() as book:
        rows = book.people(account=account, as_of=as_of, personal=personal)
        _note(book, as_of)
    _print_json(rows) if as_json else show.people(rows)


@app.command()
def person(ref: Ref, as_of: AsOf = None, as_json: Json = False) -> None:
    """One buyer: estimates, figures by us and by them, evidence, timeline."""
    from regard.surfaces import show

    with _open() as book:
        page = book.person(ref, as_of=as_of)
        _note(book, as_of)
    _print_json(page) if as_json else show.person(page)


@app.command()
def why(
    ref: Ref,
    of: Annotated[str, typer.Option("--of", help="trust, value or rapport.")] = "trust",
    seller: Annotated[str | None, typer.Option("--seller", help="Toward this colleague instead of the team.")] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The exact sum behind an estimate."""
    from regard.surfaces import show

    with _open() as book:
        found = book.why(ref, of=of, seller=seller, as_of=as_of)
        _note(book, as_of)
    _print_json(found) if as_json else show.why(found)


@app.command()
def accounts(as_of: AsOf = None, as_json: Json = False) -> None:
    """Companies, the worst need first."""
    from regard.surfaces import show

    with _open() as book:
        rows = book.accounts(as_of=as_of)
        _note(book, as_of)
    _print_json(rows) if as_json else show.accounts(rows)


@app.command()
def account(ref: Ref, as_of: AsOf = None, as_json: Json = False) -> None:
    """One company: its people, and who of ours knows whom."""
    from regard.surfaces import show

    with _open() as book:
        page = book.account(ref, as_of=as_of)
        _note(book, as_of)
    _print_json(page) if as_json else show.account(page)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words to look for; “quoted words” stay together.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most messages shown.")] = 30,
    as_json: Json = False,
) -> None:
    """Messages whose own words hold these."""
    from regard.surfaces import show

    with _open() as book:
        found = book.search(text, limit=limit)
    if as_json:
        _print_json(found)
    else:
        columns = [("date", "left"), ("who", "left"), ("subject", "left"), ("words", "left")]
        show.table(columns, [(show.day(m.date), m.who, m.subject, m.snippet) for m in found])


def _note(book: Book, as_of: str | None) -> None:
    if as_of is None and book.as_of_note:
        _say(f"{book.as_of_note} (--as-of now reads it as of today)")


# ----------------------------------------------------------------------------------------------------- correcting


@app.command()
def same(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that two are one person. Nothing is deleted; `undo` takes it back."""
    with _open() as book:
        _done(book.same(left, right, reason), as_json)


@app.command()
def different(left: Ref, right: Ref, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: Json = False) -> None:
    """Say that two addresses are different people."""
    with _open() as book:
        _done(book.different(left, right, reason), as_json)


@app.command()
def undo(judgement: Annotated[str, typer.Argument(help="The judgement's id.")], as_json: Json = False) -> None:
    """Take a judgement back, whoever made it."""
    with _open() as book:
        _done(book.undo(judgement), as_json)


@app.command()
def include(
    ref: Ref,
    side: Annotated[str, typer.Option("--as", help="them (a buyer), personal, shared or automated.")] = "them",
    as_json: Json = False,
) -> None:
    """Bring somebody in who was left out (or out who was in)."""
    with _open() as book:
        _done(book.include(ref, side), as_json)


# --------------------------------------------------------------------------------------------------------- privacy


@app.command()
def exclude(
    kind: Annotated[
        str | None, typer.Argument(help="person, domain, folder or subject; nothing lists what is excluded.")
    ] = None,
    pattern: Annotated[str, typer.Argument(help="The address, domain, folder name or words in the subject.")] = "",
    undo_it: Annotated[bool, typer.Option("--undo", help="Take the exclusion back; the next sync reads that mail.")] = False,
    as_json: Json = False,
) -> None:
    """Never read this; what was read of it is removed."""
    with _open() as book:
        if kind is None:
            listed = book.exclusions()
            if as_json:
                _print_json(listed)
            for entry in [] if as_json else listed:
                print(f"{entry['kind']:8} {entry['pattern']}  ({entry['by']})")
            return
        if not pattern:
            raise UsageError(f"What should be excluded? regard exclude {kind} PATTERN")
        _done(book.include_again(kind, pattern) if undo_it else book.exclude(kind, pattern), as_json)


@app.command("object")
def object_(
    ref: Ref, undo_it: Annotated[bool, typer.Option("--undo", help="Model them again.")] = False, as_json: Json = False
) -> None:
    """This person objects to being modelled: no estimate of them is made any more."""
    with _open() as book:
        _done(book.object(ref, undo=undo_it), as_json)


@app.command()
def forget(
    ref: Ref,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Erase a person: their mail, their traces, their scores; they do not come back."""
    with _open() as book:
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("Erasing cannot be taken back. Add --yes to go on without being asked.")
            typer.confirm(f"Erase {ref} for good?", abort=True, err=True)
        _done(book.forget(ref), as_json)


@app.command()
def disclose(ref: Ref, as_json: Json = False) -> None:
    """All that is held about a person, as a report they could be given."""
    with _open() as book:
        found = book.disclose(ref)
    if as_json:
        _print_json(found)
    else:
        from regard.surfaces.report import disclosure

        sys.stdout.write(disclosure(found))


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")], as_json: Json = False) -> None:
    """The whole book as Parquet, JSON and the original mails."""
    with _open() as book:
        _done(book.export(folder), as_json)


# ------------------------------------------------------------------------------------------------- running and settings


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on; 0 takes a free one.")] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = False,
) -> None:
    """The web app and REST, on this machine only unless told otherwise."""
    from regard.surfaces.serve import run

    run(State.book, host, port, open_browser=open_browser)


@app.command()
def config(
    key: Annotated[str | None, typer.Argument(help="A setting, such as us.domains.")] = None,
    value: Annotated[str | None, typer.Argument(help="Its new value.")] = None,
    as_json: Json = False,
) -> None:
    """Each setting with its value and where it came from; with KEY VALUE, set it in the book's regard.toml."""
    from regard import config as settings

    if key is not None:
        settings.known(key)
    if key is not None and value is not None:
        if not State.book.exists():
            _open().close()
        settings.write(State.book, {key: value})
    rows = [row for row in settings.load(State.book).explain() if key in {None, row["key"]}]
    if as_json:
        _print_json(rows)
    else:
        from regard.surfaces import show

        columns = [("setting", "left"), ("value", "left"), ("from", "left"), ("about", "left")]
        show.table(columns, [(r["key"], _setting(r["value"]), r["from"], (r["about"], "dim")) for r in rows])


def _setting(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _done(outcome: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _print_json(outcome)
    else:
        from regard.surfaces import show

        show.line(str(outcome.get("message", "done")))


# -------------------------------------------------------------------------------------------------------------- main


def book_first(arguments: Sequence[str]) -> list[str]:
    """`--book DIR` may stand anywhere; put it where the global options are read."""
    front: list[str] = []
    rest: list[str] = []
    given = list(arguments)
    while given:
        word = given.pop(0)
        if word == "--":
            rest += [word, *given]
            break
        if word == "--book" and given:
            front += [word, given.pop(0)]
        elif word.startswith("--book="):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    try:
        app(book_first(sys.argv[1:] if arguments is None else arguments))
    except RegardError as error:
        _say(f"regard: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except SystemExit as end:
        if end.code == 130:
            _say("regard: stopped; what was read is kept, run the same command again to go on")
        raise
    except (OSError, sqlite3.Error) as error:
        _say(f"regard: {error}. Nothing that was read before is lost.")
        sys.exit(1)


if __name__ == "__main__":
    main()
