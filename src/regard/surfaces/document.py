"""The reference pages made from the program itself: commands, settings, errors. A test fails when they drift.

python -m regard.surfaces.document    # writes docs/commands.md, docs/settings.md, docs/errors.md, docs/risks.md, docs/export.md,
                                      # docs/crm.md
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MADE = "Made by `python -m regard.surfaces.document`; a test fails when it drifts."


def pages() -> dict[str, str]:
    """File name under docs/ -> its text."""
    return {
        "commands.md": commands(),
        "settings.md": settings(),
        "errors.md": errors(),
        "risks.md": risks(),
        "export.md": export(),
        "crm.md": crm(),
    }


def commands() -> str:
    """Every command with its arguments and options."""
    from typer.main import get_command

    from regard.surfaces.cli import app

    top: Any = get_command(app)
    lines = ["# Commands", "", MADE, "", f"{top.help}", "", "    regard [--book DIR] COMMAND …", ""]
    lines += [
        "`--book DIR` may stand anywhere. Exit codes: 0 done, 1 failed, 2 bad use. With `--json` a command prints one JSON"
    ]
    lines += ["document on stdout and nothing else; progress and warnings go to stderr.", ""]
    lines += [*_parameters(top), ""]
    for name, command in _every(top.commands):
        words = " ".join(_usage(command))
        lines += [f"## {name}", "", f"    regard {name}{' ' + words if words else ''}", "", command.help.strip(), ""]
        if told := list(_parameters(command)):
            lines += [*told, ""]
    return "\n".join(lines).rstrip() + "\n"


def _every(commands: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """(name, command) of every command, those of a group after it."""
    for name, command in commands.items():
        yield f"{before}{name}", command
        yield from _every(getattr(command, "commands", {}), f"{before}{name} ")


def _usage(command: Any) -> Iterator[str]:
    for p in command.params:
        if p.param_type_name == "argument":
            name = f"{p.name.upper()}{'…' if p.nargs == -1 else ''}"
            yield name if p.required else f"[{name}]"


def _parameters(command: Any) -> Iterator[str]:
    """One line an argument or option."""
    for p in command.params:
        if p.name == "help":
            continue
        if p.param_type_name == "argument":
            yield f"- `{p.name.upper()}`: {p.help or ''}".rstrip(": ")
            continue
        written = " / ".join(f"`{o}`" for o in (*p.opts, *p.secondary_opts))
        default = p.default
        shown = default not in (None, False, (), []) and not p.secondary_opts and not callable(default)
        yield f"- {written}: {p.help or ''}{f' (default {default})' if shown else ''}"


def settings() -> str:
    """Every setting with its default and variable."""
    from regard.config import SETTINGS

    lines = [
        "# Settings",
        "",
        MADE,
        "",
        "One `regard.toml` in the book's folder; precedence: flag, environment, file, default. `regard config` shows each value and",
        "where it came from, `regard config KEY VALUE` sets one. An unknown key is an error that offers the nearest.",
        "",
        "| setting | default | variable | what for |",
        "| --- | --- | --- | --- |",
    ]
    for s in SETTINGS:
        default = ", ".join(s.default) if isinstance(s.default, tuple) else "" if s.default is None else str(s.default)
        default = default.lower() if isinstance(s.default, bool) else default
        lines.append(f"| `{s.key}` | {default or 'empty'} | `{s.variable}` | {s.about} |")
    return "\n".join(lines) + "\n"


def errors() -> str:
    """The tree of errors as its module draws it."""
    from regard import errors as module

    title, _, rest = inspect.cleandoc(module.__doc__ or "").partition("\n")
    return f"# Errors\n\n{MADE}\n\n{title}\n{rest}\n"


def risks() -> str:
    """Every risk of a deal, as its rule documents it."""
    from regard.deals import risks as module
    from regard.deals.competence import competence_fails
    from regard.deals.risks_going import GOING
    from regard.deals.risks_void import VOIDING

    lines = ["# Risks of a deal", "", MADE, "", inspect.cleandoc(module.__doc__ or "").partition("\n\n")[2].strip()]
    for rule in (*module.RISKS, competence_fails):
        lines += ["", f"## {rule.__name__}", "", inspect.cleandoc(rule.__doc__ or "")]
        if rule.__name__ in module.TRIAL:
            alone = "" if rule.__name__ in GOING else ", and is among the first three of a deal only alone"
            if rule.__name__ in VOIDING:
                alone += "; where it is told, it stands before what it makes void"
            lines += ["", f"On trial: stands behind all other risks{alone}."]
    return "\n".join(lines) + "\n"


def export() -> str:
    """Every file that an export writes, and every column of the tables of answers."""
    from regard.answers.exported import TABLES
    from regard.store import generations

    raw = ", ".join(f"`{name}`" for name in generations.TABLES)
    lines = [
        "# What an export holds",
        "",
        MADE,
        "",
        "`regard export FOLDER` writes the whole book into a new or empty folder. Tables are Parquet; times in `tables/` are UTC",
        "microseconds, in `answers/` ISO 8601 in UTC. No cell of a CSV is a formula to a spreadsheet.",
        "",
        "| where | what |",
        "| --- | --- |",
        f"| `tables/*.parquet` | what answers are worked out from, raw: {raw} |",
        "| `answers/*.parquet` | what the book answers at that moment: the tables below |",
        "| `mail/SOURCE/ID.eml` | every mail that is kept, as it came |",
        "| `crm_facts.csv` | every fact of the CRM: object, id, field, value, since when it holds and is known |",
        "| `judgements.json`, `deal_judgements.json` | who is who, and what people said of deals |",
        "| `written.json` | actions, reviews, ratings and stated views |",
        "| `sources.json`, `regard.toml` | the sources and settings, without what is one seller's own |",
        "",
        "A score that is not known is empty. Promises told in confidence have their place and no words. The sum behind one estimate:",
        "`regard why NAME --json`.",
    ]
    for name, table in TABLES.items():
        lines += ["", f"## answers/{name}.parquet", "", f"A row is {table.row}.", "", "| column | what |", "| --- | --- |"]
        lines += [f"| `{c.name}` | {c.about} |" for c in table.columns]
    return "\n".join(lines) + "\n"


VENDORS = {"hubspot": "HubSpot", "linkedin": "LinkedIn", "other": "any other, by words"}
_CRM = """
CSV files, alone, in a folder or in a zip, as the CRM writes them: semicolons or commas or tabs, any usual encoding, lines of a report above
the header and below the rows. `regard sync FOLDER` reads them beside the mail; `regard crm preview FILE` shows first how a file would be
read, each column and why, and `regard crm map FILE COLUMN=FIELD` says otherwise, for every file with that header.

- **Names of columns** are compared by letters and digits alone: `AccountId`, "Account ID" and `account_id` are one. Salesforce's report
  labels are read in English, German, French and Spanish, the main ones in Italian and Dutch; HubSpot's in English and German; Pipedrive's
  in several languages by their entity. These are lists: a label in none of them stays under its own name until it is mapped.
- **Ids**: 15 and 18 characters of Salesforce are one record. HubSpot and Pipedrive count from 1: a second of the two, and a second account
  of one (`regard crm portal PATH NAME` keeps it apart), overwrites nothing that was made at another time.
- **Two CRMs** beside each other: a deal that both have counts once, where account, amount, end, close date and name agree. `regard money`
  shows each CRM's own sums, which deals are one, and those that may be: `regard deal ID --same OTHER` or `--apart OTHER`.
  Two Salesforce organisations are two CRMs where their ids say so and their deals name accounts and owners by id, never each other's.
  Closed without a word of how in one CRM, a deal is won or lost as the other says; open in one and closed in the other is asked about.
- **Dates and amounts** that can be read in two ways are decided by their column, or stay as written and are counted. Milliseconds are told
  from seconds. Amounts keep their currency; nothing is converted, and nothing of two currencies is added.
- **Again adds nothing**: a row that says what it said before is a duplicate, whatever the file's name or order of columns.
- A row that does not fit is set aside with its reason and counted in `regard status`. No cell is ever run as a formula, here or in an
  export.
"""


def crm() -> str:
    """What is read of CRM exports: each table with its fields and who has it, and why rows are set aside."""
    from regard.parse import crm as rows
    from regard.parse.crm_columns import specs, tables

    lines = ["# CRM exports: what is read", "", MADE, _CRM, "## Tables", "", "| table | of | fields |", "| --- | --- | --- |"]
    for table in tables():
        here = [s for s in specs() if s.table == table]
        of = ", ".join(VENDORS.get(s.vendor, s.vendor.capitalize()) for s in here)
        fields = sorted({name for s in here for name, _ in s.columns.values()})
        lines.append(f"| `{table}` | {of} | {', '.join(fields)} |")
    lines += ["", "## Why a row is set aside", ""]
    told = re.findall(r"^    ([a-z_]+) {2,}(.+)$", rows.__doc__ or "", re.MULTILINE)
    further = (
        ("no_table", "a whole file: no line of it looks like a header"),
        ("no_rows", "a whole file: nothing stands under its header"),
        ("another_crm", "the record of a second CRM that counts from 1: keep it in a book of its own, or name it a portal"),
        (
            "another_portal",
            "its record was made at another time than the one of this number here: of another account, see above",
        ),
        ("excluded", "of a person who is kept out"),
        ("erased", "of a person who was forgotten"),
    )
    lines += [f"- `{reason}`: {why}" for reason, why in (*told, *further)]
    return "\n".join(lines) + "\n"


def main(folder: Path = Path("docs")) -> None:
    """Write the pages."""
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
