"""Companies as terminal tables: which there are, which may be no buyers, one of them whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regard.surfaces.show import day, line, money, shown, table
from regard.surfaces.show_deals import perhaps
from regard.surfaces.show_people import going, people
from regard.surfaces.web.words import money as sum_of

if TYPE_CHECKING:
    from regard.results import AccountPage, AccountRow

ASKED = 3
"""So many doubts are spelled out at once; the others are a list away."""


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


def doubts(rows: Sequence[AccountRow]) -> None:
    """Whether each of these companies is a buyer: a question for whoever knows, with the command that answers it for good."""
    for row in rows[:ASKED]:
        domain = row.domains[0] if row.domains else row.name
        line(f"Is {row.name or domain} a buyer? {row.doubt} Say it once: regard account {domain} --side buyer|supplier|neither")
    if len(rows) > ASKED:
        line(f"{len(rows) - ASKED:,} more may be no buyers: regard accounts --side doubtful", "dim")


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
    going(page.risks)
    for told in page.mailboxes:
        line(f"{told['name']} ({told['address']}): {told['says']}: “{told['quote']}” ({told['date']})", "red")
    money(page.money)
    for d in page.deals:
        if d["outcome"] == "open":
            line(
                f"open deal {d['name']}: {', '.join(filter(None, (sum_of(d['amount'], d['currency']), d['stage'])))}; regard deal {d['id']}"
            )
    for one in page.supposed:
        perhaps(one)
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
