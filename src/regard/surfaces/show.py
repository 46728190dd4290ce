"""Results as terminal tables: quiet, aligned, and safe to print whatever is in a mail."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.surfaces.columns import GAP, Fit, fit

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from regard.results import (
        Both,
        Estimate,
        PersonRow,
        SourceHealth,
        Status,
        SyncReport,
    )

ARROW = {"up": "↗", "down": "↘", "steady": "→", "unknown": ""}
STYLE = {"good": "green", "fair": "yellow", "poor": "red", "unknown": "dim"}
BELOW = 4
"""How far what has no room beside its row stands in below it."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: object) -> str:
    """Text without anything that could steer a terminal: control and direction characters become visible marks."""
    return _UNSAFE.sub("�", str(text)).replace("\t", " ")


def console() -> Console:
    """Where tables go: colour on a terminal, plain text into a pipe."""
    from rich.console import Console

    piped = not sys.stdout.isatty()
    return Console(highlight=False, soft_wrap=piped, emoji=False, markup=False, width=240 if piped else None)


def shown(estimate: Estimate) -> tuple[str, str]:
    """An estimate in words and its style: "71 (58-82) ↗", or "unknown"."""
    if not estimate.known:
        return "unknown", "dim"
    text = f"{estimate.score:.0f} ({estimate.low:.0f}-{estimate.high:.0f}) {ARROW.get(estimate.trend, '')}".rstrip()
    return text, STYLE.get(estimate.band, "")


def day(moment: str | None) -> str:
    """The date of an ISO time, or a dash."""
    return moment[:10] if moment else "–"


def table(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under headings; a column is (heading, "left" or "right"); a cell is text or (text, style).

    On a terminal too narrow for all columns the longest text stands on a line of its own below its row.
    """
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    cells = [[Text(safe(c[0]), style=c[1]) if isinstance(c, tuple) else Text(safe(c)) for c in row] for row in rows]
    headings, right = [heading for heading, _ in columns], [side == "right" for _, side in columns]
    fitted = fit(headings, [[cell.plain for cell in row] for row in cells], right, out.width)
    if not fitted.below:
        out.print(_grid(fitted, headings, right, cells))
        return
    out.print(_grid(fitted, headings, right, []))
    for row in cells:
        out.print(_grid(fitted, [], right, [row]))
        told = [
            Text(f"{headings[n]} ").append_text(row[n]) if n in fitted.short else row[n] for n in fitted.below if row[n].plain
        ]
        said = Text(" · ").join(told)
        if said.plain:
            out.print(Padding(said, (0, 0, 0, BELOW)))


def _grid(fitted: Fit, headings: Sequence[str], right: Sequence[bool], cells: Sequence[Sequence[Text]]) -> Table:
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", show_header=bool(headings))
    for n, width in zip(fitted.beside, fitted.widths, strict=True):
        heading = headings[n] if headings else ""
        grid.add_column(heading, justify="right" if right[n] else "left", overflow="fold", width=width, no_wrap=right[n])
    for row in cells:
        grid.add_row(*[row[n] for n in fitted.beside])
    return grid


def line(text: str = "", style: str = "") -> None:
    """Print one line."""
    console().print(safe(text), style=style or None)


def sync_report(report: SyncReport) -> None:
    """What a sync did, a line a source."""
    table(
        [
            ("source", "left"),
            ("kind", "left"),
            ("seen", "right"),
            ("stored", "right"),
            ("duplicate", "right"),
            ("set aside", "right"),
        ],
        [(s.path, s.kind, s.seen, s.stored, s.duplicate, s.set_aside) for s in report.sources],
    )
    line(
        f"{report.seen:,} seen = {report.stored:,} stored + {report.duplicate:,} duplicate + {report.set_aside:,} set aside"
        f", in {report.seconds:.1f} s"
    )
    if report.read_again:
        line(
            f"{report.read_again:,} kept before were read again, as this version of Regard reads them; that is done once", "dim"
        )
    if report.judged_out:
        line(
            f"{report.judged_out:,} kept before are left out now: what is never read by default is told more strictly (regard exclude)",
            "dim",
        )


def status(found: Status, left_out: Sequence[PersonRow] = ()) -> None:
    """The health of the book. `left_out`: the contacts left out as personal, of whom the latest are named."""
    line(f"As of {found.as_of}{'. ' + found.as_of_note if found.as_of_note else ''}", "dim")
    line(
        f"{found.messages:,} messages, {found.people:,} buyers at {found.companies:,} companies, "
        f"{found.relationships:,} relationships with our people"
    )
    if found.slight:
        line(
            f"{found.people - found.slight:,} of these buyers are in the list of people; {found.slight:,} sent or got one message and no "
            "answer (people --all)",
            "dim",
        )
    line(
        f"left out: {found.personal:,} personal contacts, {found.automated:,} automated or shared senders, "
        f"{found.excluded:,} excluded mails",
        "dim",
    )
    for row in left_out[:NAMED]:
        line(f"  personal: {row.name} ({row.why.rstrip('.')})", "dim")
    if left_out:
        line(
            f"  {_more(len(left_out) - NAMED)}Is one a client? regard include {left_out[0].address if len(left_out) == 1 else 'NAME'}",
            "dim",
        )
    if found.recovered:
        line(f"{found.recovered:,} more messages of theirs are known from quotes in these", "dim")
    if found.unread:
        line(f"{found.unread:,} are in a language that is not read yet: what they say counts neither way", "dim")
    if found.unproven:
        line(
            f"{found.unproven:,} count for nothing: the server that received them says that their sender did not send them",
            "dim",
        )
    sources(found.sources)
    if found.crm:
        records = ", ".join(f"{n:,} {name}" for name, n in found.crm["records"].items())
        line(f"CRM: {records}")
        money(found.crm["money"])
        if found.crm["note"]:
            line(found.crm["note"], "yellow")
        for warning in found.crm["warnings"]:
            line(f"CRM, {warning['warning']}: {warning['count']:,}", "yellow")
        for one in found.crm["contradictory"]:
            said = "; ".join(
                f"{name} is {v['stands'] or 'empty'}, not {' or '.join(v['also'])}" for name, v in one["fields"].items()
            )
            line(f"  {one['object']} {one['id']}: {said}", "dim")
    for entry in found.set_aside:
        line(f"set aside {entry.count:,}: {entry.reason}", "dim")


def sources(rows: Sequence[SourceHealth]) -> None:
    """Each source with what it gave, and a word on what it lacks."""
    table(
        [
            *(("source", "left"), ("kind", "left"), ("owner", "left"), ("seen", "right"), ("stored", "right")),
            *(("duplicate", "right"), ("set aside", "right"), ("newest", "left"), ("state", "left")),
        ],
        [
            (
                s.path,
                s.kind,
                s.owner or "–",
                s.seen,
                s.stored,
                s.duplicate,
                s.set_aside,
                day(s.newest),
                ("dark", "red") if s.dark else "ended" if s.ended else "",
            )
            for s in rows
        ],
    )
    for source in rows:
        if source.note:
            line(f"{source.path} {source.note}", "yellow")
        if source.ended:
            line(
                f"{source.path} ended on {day(source.ended)}: its owner wrote that they leave. No silence in it counts.", "dim"
            )
        if source.dark:
            since = f"since {day(source.newest)}" if source.newest else "at all"
            line(
                f"{source.path} shows nothing {since}: no silence in it counts, and what is known of its buyers fades.",
                "yellow",
            )


def money(rows: Sequence[Mapping[str, Any]]) -> None:
    """Won, open and lost money with how many deals, a line a currency."""
    for row in rows:
        parts = [
            f"{name} {row[name]:,} ({row['n_' + name]})" for name in ("won", "open", "lost", "unclear") if row.get(f"n_{name}")
        ]
        if row["discount"] is not None:
            parts.append(f"discount given {row['discount']:,}")
        line(f"money    {row['currency'] or 'no currency named'}: {', '.join(parts) or 'none'}")


def crm_preview(found: Mapping[str, Any]) -> None:
    """How a CSV file would be read."""
    line(
        f"{found['file']}: {found['table'] or 'no known table'}{' of ' + found['vendor'] if found['vendor'] else ''} ({found['why']})",
        "bold",
    )
    line(f"{found['rows']:,} rows, {found['encoding']}, delimiter {found['delimiter']!r}; mapping {found['mapping']}", "dim")
    table(
        [("column", "left"), ("is", "left"), ("because", "left"), ("written with", "left"), ("not read", "left")],
        [
            (
                *(c["column"], c["field"] or ("–", "dim"), (c["why"], "dim"), c["written"]),
                ", ".join(f"{n:,} {why}" for why, n in c["not_read"].items()),
            )
            for c in found["columns"]
        ],
    )
    for row in found["sample"]:
        line("  " + "  ".join(f"{k}={v}" for k, v in row.items()))
    for aside in found["set_aside"]:
        line(f"would be set aside {aside['count']:,}: {aside['reason']} {aside['detail']}", "yellow")
    line(f"To say otherwise: regard crm map FILE COLUMN=FIELD. Fields: {', '.join(found['fields'] or found['tables'])}", "dim")


def _both(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def kpis(rows: Sequence[Both]) -> None:
    """Figures by us and by them."""
    table(
        [("", "left"), ("by us", "right"), ("by them", "right"), ("", "left")],
        [(k.label, _both(k.us), _both(k.them), (k.unit, "dim")) for k in rows],
    )


def brief(text: str, most: int = 90) -> str:
    """A quote cut at a word where a table has little room; the page and `--json` have all of it."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


NAMED = 3
"""So many contacts left out as personal are named in the state of the book."""


def _more(n: int) -> str:
    return f"{n:,} more: regard people --personal. " if n > 0 else ""
