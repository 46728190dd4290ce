"""Commands that run and set: serve, prepare, config."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from regard.surfaces.commands.common import Json, State, opened, print_json
from regard.surfaces.commands.plain import Commands

commands = Commands()


@commands.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on; 0 takes a free one.")] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = False,
) -> None:
    """The web app and REST, on this machine only unless told otherwise."""
    from regard.surfaces.serve import run

    run(State.book, host, port, open_browser=open_browser)


@commands.command()
def prepare() -> None:
    """Work out what pages and commands ask of the whole book, at low priority, so that whoever asks next need not wait: after a `sync` of
    cron, say. `serve` does so by itself.
    """
    import os

    if hasattr(os, "nice"):
        os.nice(10)
    with opened() as book:
        book.prepare()


@commands.command()
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
        if key == "deals.roles":
            from regard.deals.roles import check

            check(settings.convert(key, value))
        if not State.book.exists():
            with opened():
                pass  # made, if there was none
        settings.write(State.book, {key: value})
    rows = [row for row in settings.load(State.book).explain() if key in {None, row["key"]}]
    if as_json:
        print_json(rows)
    else:
        from regard.surfaces import show

        columns = [("setting", "left"), ("value", "left"), ("from", "left"), ("about", "left")]
        show.table(columns, [(r["key"], _setting(r["value"]), r["from"], (r["about"], "dim")) for r in rows])


def _setting(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
