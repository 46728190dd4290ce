"""Results as terminal tables: quiet, aligned, and safe to print whatever is in a mail."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.surfaces.columns import GAP, Fit, fit
from regard.surfaces.reasons import whole
from regard.surfaces.web import words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from regard.results import (
        AccountPage,
        AccountRow,
        Both,
        CallerRow,
        Contribution,
        DormantRow,
        Estimate,
        Found,
        PersonPage,
        PersonRow,
        PromiseRow,
        SourceHealth,
        Status,
        SyncReport,
        Why,
    )

ARROW = {"up": "↗", "down": "↘", "steady": "→", "unknown": ""}
STYLE = {"good": "green", "fair": "yellow", "poor": "red", "unknown": "dim"}
PROMISE_STYLE = {"overdue": "red", "broken": "red", "due": "yellow", "kept late": "yellow", "kept": "green"}
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
                ("dark", "red") if s.dark else "",
            )
            for s in rows
        ],
    )
    for source in rows:
        if source.note:
            line(f"{source.path} {source.note}", "yellow")
        if source.dark:
            since = f"since {day(source.newest)}" if source.newest else "at all"
            line(
                f"{source.path} shows nothing {since}: no silence in it counts, and what is known of its buyers fades.",
                "yellow",
            )


def people(rows: Sequence[PersonRow]) -> None:
    """Buyers, the worst need first."""
    table(
        [
            *(("buyer", "left"), ("company", "left"), ("trust", "left"), ("value", "left"), ("rapport", "left")),
            *(("last us", "left"), ("last them", "left"), ("why", "left")),
        ],
        [
            (
                *(r.name or r.address, r.company, shown(r.trust), shown(r.value), shown(r.rapport)),
                *(day(r.last_contact_us), day(r.last_contact_them), (r.why, "dim")),
            )
            for r in rows
        ],
    )
    if rows and not any(e.known for r in rows for e in (r.trust, r.value, r.rapport)):
        line(
            "Of nobody is enough known. `regard status` says what each mailbox shows, `regard callers` who wrote and has no answer.",
            "dim",
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


def person(page: PersonPage) -> None:
    """One buyer, whole."""
    line(f"{page.name} · {page.address}{' · ' + page.company if page.company else ''}", "bold")
    line(f"as of {page.as_of}", "dim")
    for factor in ("trust", "value", "rapport"):
        text, style = shown(getattr(page, factor))
        estimate: Estimate = getattr(page, factor)
        line(f"{factor:8} {text}   {estimate.settle}", style)
    if page.unread:
        line(
            f"{page.unread:,} of their messages are in a language that is not read yet: what they say counts neither way",
            "yellow",
        )
    for mailbox in page.unseen:
        line(mailbox.says, "yellow")
    if page.why:
        line(page.why)
    if page.now:
        line(page.now, "bold")
    _going(page.risks)
    money(page.money)
    for factor, contributions in page.evidence.items():
        if contributions:
            line(f"\nWhy: {factor}", "bold")
        for c in contributions[:5]:
            line(
                f"  {c.contribution:+.3f}  {day(c.date)}  {c.sentence or c.channel}  {('“' + c.quote + '”') if c.quote else ''}"
            )
    if page.next_meeting:
        m = page.next_meeting
        line(
            f"\nNext meeting: {m['subject'] or '(no title)'}, {words.day(m['date'], None, m['zone'])} at "
            f"{words.clock(m['date'], m['zone'])} {words.zoned(m['date'], m['zone'])}, called by {m['by']}",
            "bold",
        )
        for guest in m["guests"]:
            line(f"  {guest['who']}{' (ours)' if guest['side'] == 'us' else ''}: {guest['answer']}")
    if page.last_call:
        line(f"\nLast call: {page.last_call['subject'] or '(no title)'}, {day(page.last_call['date'])}", "bold")
        spoken(page.last_call["speakers"])
    line()
    kpis(page.kpis)
    if page.topics:
        line()
        line("What matters to them", "bold")
        for topic in page.topics:
            told = f"due {topic['due']}" if topic["due"] else topic["kind"]
            into = f", {topic['call']} into the call" if topic["call"] else ""
            line(f"  {told}: “{topic['quote']}” ({str(topic['date'])[:10]}{into})")
    for own in page.matters:
        line(f"What makes it matter to {own.name}: {own.words} ({own.date})")
    if page.promises:
        line("\nPromises", "bold")
        promises(page.promises[:12])
    line("\nTimeline", "bold")
    table(
        [("date", "left"), ("", "left"), ("who", "left"), ("subject", "left"), ("result", "left")],
        [
            (
                *(day(t.date), "→ cc" if t.copied else "→" if t.direction == "us" else "←", t.who, t.subject),
                ("from a quote", "dim") if t.basis == "recovered" else t.result,
            )
            for t in page.timeline[:30]
        ],
    )


def callers(rows: Sequence[CallerRow]) -> None:
    """Who wrote to us and has no answer that is kept, a line each."""
    if not rows:
        line("Of those who wrote to us in person lately, nobody is without an answer of ours that is kept.")
        return
    table(
        [("who", "left"), ("company", "left"), ("to", "left"), ("last", "left"), ("asks", "left"), ("about", "left")],
        [(r.name, r.company, r.to, day(r.last), "yes" if r.asks else "", r.subject) for r in rows],
    )
    for r in rows:
        if r.referred_by:
            line(f"{r.name} was sent to us by {r.referred_by}.")
    if unseen := sum(not r.seen for r in rows):
        line(f"Of {unseen:,} the sent mail of those they wrote to was not read for these days: an answer may be there.", "dim")


def dormant(rows: Sequence[DormantRow]) -> None:
    """Who went quiet, a line each."""
    if not rows:
        line("Nobody is silent for longer than their own rhythm explains.")
        return
    table(
        [("buyer", "left"), ("company", "left"), ("what", "left"), ("why", "left"), ("to say", "left")],
        [(r.name, r.company, r.kind.replace("_", " "), r.why, "; ".join(says for _, says in r.reasons)) for r in rows],
    )


def promises(rows: Sequence[PromiseRow]) -> None:
    """What was promised, the most pressing first."""
    if not rows:
        line("No promise is known.")
        return
    table(
        [("due", "left"), ("state", "left"), ("whose", "left"), ("buyer", "left"), ("promise", "left"), ("said", "left")],
        [
            (
                *(r.due or "–", (r.state, PROMISE_STYLE.get(r.state, "")), "ours" if r.side == "us" else "theirs"),
                *((r.name or "–") + (f" and {len(r.also)} more" if r.also else ""), r.text, day(r.made)),
            )
            for r in rows
        ],
    )


def spoken(speakers: Sequence[Mapping[str, Any]]) -> None:
    """How one call went, a line a speaker."""
    table(
        [("who", "left"), ("share of talk", "right"), ("questions", "right"), ("longest stretch", "right")],
        [
            (
                f"{s['name'] or s['speaker']}{' (ours)' if s['side'] == 'us' else ''}",
                *(f"{100 * s['share']:.0f}%", s["questions"]),
                f"{s['longest_seconds']:.0f} s" if s["longest_seconds"] else f"{s['longest_words']} words",
            )
            for s in speakers
        ],
    )


def why(found: Why, *, every: bool = False) -> None:
    """The exact sum behind one estimate: the strongest events, the others by kind; `every`: each event by itself."""
    line(f"{found.name}: {found.factor}{' toward ' + found.seller if found.seller else ''}", "bold")
    if every:
        rows = [
            (day(c.date), c.sentence or c.channel, f"{c.expected:.2f}", _did(c), c.contribution, brief(c.quote))
            for c in found.contributions
        ]
    else:
        rows = [
            (
                day(of.event.date),
                " ".join(filter(None, (of.sentence or of.event.channel, of.times))),
                f"{of.event.expected:.2f}" if of.count == 1 else "",
                _did(of.event) if of.count == 1 else "",
                of.amount,
                brief(of.event.quote) if of.count == 1 else f"since {day(of.events[-1].date)}, together",
            )
            for of in whole(found.contributions)
        ]
    table(
        [("date", "left"), ("what", "left"), ("expected", "right"), ("did", "left"), ("adds", "right"), ("quote", "left")],
        [(*row[:4], f"{row[4]:+.4f}", row[5]) for row in rows],
    )
    if len(rows) < len(found.contributions):
        line(f"{len(found.contributions):,} events, the small ones by kind; each by itself: --every", "dim")
    total = sum(c.contribution for c in found.contributions)
    line(f"prior {found.prior:.4f} + {len(found.contributions)} contributions {total:+.4f} = mean {found.mean:.4f}")
    if found.estimate is not None:
        line(f"shown as {shown(found.estimate)[0]}. {found.estimate.settle}")
    line(found.note, "dim")


def brief(text: str, most: int = 90) -> str:
    """A quote cut at a word where a table has little room; the page and `--json` have all of it."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _did(c: Contribution) -> str:
    return "yes" if c.happened else "no" if c.counted == 0 else f"{c.counted:.2f}"


def accounts(rows: Sequence[AccountRow]) -> None:
    """Companies, the worst need first."""
    table(
        [
            *(
                ("account", "left"),
                ("people", "right"),
                ("known", "right"),
                ("trust", "left"),
                ("value", "left"),
                ("rapport", "left"),
            ),
            *(("last us", "left"), ("last them", "left"), ("why", "left")),
        ],
        [
            (
                *(r.name, r.people, r.known, shown(r.trust), shown(r.value), shown(r.rapport)),
                *(day(r.last_contact_us), day(r.last_contact_them), (r.why, "dim")),
            )
            for r in rows
        ],
    )


ASKED = 3
"""So many doubts are spelled out at once; the others are a list away."""


NAMED = 3
"""So many contacts left out as personal are named in the state of the book."""


def _more(n: int) -> str:
    return f"{n:,} more: regard people --personal. " if n > 0 else ""


def bring_in(rows: Sequence[PersonRow]) -> None:
    """How somebody who was left out as personal is brought in."""
    if rows:
        line(
            f"Left out for the reason told. If one is a client after all: regard include {rows[0].address if len(rows) == 1 else 'NAME'}"
        )


def doubts(rows: Sequence[AccountRow]) -> None:
    """Whether each of these companies is a buyer: a question for whoever knows, with the command that answers it for good."""
    for row in rows[:ASKED]:
        domain = row.domains[0] if row.domains else row.name
        line(f"Is {row.name or domain} a buyer? {row.doubt} Say it once: regard account {domain} --side buyer|supplier|neither")
    if len(rows) > ASKED:
        line(f"{len(rows) - ASKED:,} more may be no buyers: regard accounts --side doubtful", "dim")


def _going(risks: Sequence[Mapping[str, Any]]) -> None:
    """That an account makes ready to go, with the words."""
    for risk in risks:
        line(f"{risk['level']} risk (on trial): {risk['says']} Cleared by: {risk['clears']}", "red")
        for e in risk["evidence"]:
            line(f"  {day(e['date'])}  {e['says']}: “{e['quote']}”  {e['message_id']}", "dim")


def account(page: AccountPage) -> None:
    """One company: its people, and who of ours knows whom."""
    line(f"{page.name} · {', '.join(page.domains)}", "bold")
    doubtful = page.side == "unknown" and bool(page.side_told.get("evidence"))
    if page.side != "unknown" or doubtful:
        line(f"{'is it a buyer? It is treated as one' if doubtful else page.side}: {page.side_told['why']}")
        for told in page.side_told["evidence"]:
            line(f"  {told['says']} ({str(told['date'])[:10]}): “{told['quote']}”", "dim")
    for factor in ("trust", "value", "rapport"):
        text, style = shown(getattr(page, factor))
        line(f"{factor:8} {text}", style)
    _going(page.risks)
    money(page.money)
    line()
    people(page.people)
    for gap in page.gaps:
        named = ", ".join(name for _, name in gap.people[:8])
        line(f"{gap.sentence} {named}{f' and {len(gap.people) - 8} more' if len(gap.people) > 8 else ''}.")
    line("\nWho knows whom (mails by us/by them)", "bold")
    cells = {(c.us, c.them): c for c in page.cells}
    table(
        [("", "left"), *[(us.name, "left") for us in page.ours]],
        [
            (
                p.name or p.address,
                *[f"{c.mails_us}/{c.mails_them}" if (c := cells.get((us.id, p.id))) else ("·", "dim") for us in page.ours],
            )
            for p in page.people
        ],
    )


def found(what: Found) -> None:
    """What a search found, by group."""
    if what.people:
        line(f"People: {what.people_total:,}", "bold")
        people(what.people)
    if what.companies:
        line(f"{chr(10) if what.people else ''}Companies: {what.companies_total:,}", "bold")
        columns = [("company", "left"), ("domains", "left"), ("people", "right"), ("last us", "left"), ("last them", "left")]
        rows = [
            (c.name, ", ".join(c.domains), c.people, day(c.last_contact_us), day(c.last_contact_them)) for c in what.companies
        ]
        table(columns, rows)
    if what.messages:
        line(f"{chr(10) if what.people or what.companies else ''}Messages{', the newest' if what.more else ''}", "bold")
        columns = [("date", "left"), ("who", "left"), ("subject", "left"), ("words", "left")]
        table(columns, [(day(m.date), m.who, m.subject, m.snippet) for m in what.messages])
    if not (what.people or what.companies or what.messages):
        line("Nothing holds all these words.")
    if what.personal:
        line(f"{what.personal:,} personal contacts would fit (--personal)", "dim")
