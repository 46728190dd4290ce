"""Deals as files: the board and a committee as CSV, SVG and PNG, and parts as a CRM imports them. No cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from regard.answers.portability import harmless
from regard.deals.roles import from_crm, to_hubspot, to_label, to_salesforce
from regard.errors import UsageError
from regard.surfaces.show import day

if TYPE_CHECKING:
    from markupsafe import Markup

    from regard.answers.deal_rows import DealPage, DealRow

KINDS = ("csv", "svg", "png")
BOARD_SAYS = "Size: amount. Red: a high risk. Whiskers hold the true trust four times in five."
MAP_SAYS = "Solid: stated. Dotted: inferred. Dashed: mentioned or needed, and not met."


def committee_csv(page: DealPage) -> str:
    """The committee as CSV: Salesforce's OpportunityContactRole columns, HubSpot's buying role, and where each part comes from."""
    header = ["OpportunityId", "ContactId", "Role", "IsPrimary", "hs_buying_role", "Name", "Title", "Part", "Basis", "Met"]
    rows = [
        [
            page.id, m["contact_id"], _crm_word(m), str(m["primary"]).lower(), to_hubspot(m["role"]), m["name"], m["title"], m["role"],
            m["basis"], str(m["met"]).lower(),
        ]
        for m in page.committee
    ]  # fmt: skip
    return written(header, rows)


def _crm_word(m: Any) -> str:
    """The CRM's own word where it says this part already, else that of Salesforce's list."""
    own = m["crm_role"]
    return str(own) if own and (from_crm(own) == m["role"] or not m["role"]) else to_salesforce(m["role"])


CRMS = ("salesforce", "hubspot")


def roles_csv(pages: Iterable[DealPage], crm: str, words: Sequence[str] = ()) -> str:
    """The parts of everybody whom the CRM knows, ready to be imported: Salesforce's contact roles, or HubSpot's association labels.

    `words` are the team's own ("champion=Champion"); they outweigh the CRM's default list. Raises UsageError for another CRM.
    """
    if crm not in CRMS:
        raise UsageError(f"Parts are written for {' or '.join(CRMS)}, not for “{crm}”.")
    own = {part.strip(): word.strip() for part, _, word in (w.partition("=") for w in words)}
    rows = []
    for page in pages:
        for m in page.committee:
            if not m["contact_id"] or not m["role"]:
                continue
            if crm == "salesforce":
                word = own.get(m["role"]) or _crm_word(m)
                rows.append([page.id, m["contact_id"], word, str(m["primary"]).lower()])
            else:
                word = own.get(m["role"]) or to_label(m["role"])
                rows.append([page.id, m["contact_id"], word, page.name, m["name"]])
    if crm == "salesforce":
        return written(["OpportunityId", "ContactId", "Role", "IsPrimary"], rows)
    header = [
        "Record ID <DEAL hs_object_id>",
        "Record ID <CONTACT hs_object_id>",
        "Association Label",
        "Deal Name",
        "Contact Name",
    ]
    return written(header, rows)


def board_csv(rows: Sequence[DealRow]) -> str:
    """The board as CSV: a row a deal."""
    header = [
        "id", "deal", "account", "stage", "amount", "currency", "opened", "close", "trust", "trust low", "trust high", "parts filled",
        "parts needed", "people", "met", "seats not met", "risks", "next step", "next step on", "last by us", "last by them",
    ]  # fmt: skip
    cells = [
        [
            r.id, r.name, r.account, r.stage, r.amount, r.currency, r.opened or "", r.close or "",
            *((f"{r.trust.score:.0f}", f"{r.trust.low:.0f}", f"{r.trust.high:.0f}") if r.trust.known else ("", "", "")),
            str(len(r.roles.filled)), str(len(r.roles.required)), str(r.people), str(r.met), str(r.seats),
            "; ".join(f"{k.level}: {k.says}" for k in r.risks), r.next_step["says"] if r.next_step else "",
            day(r.next_step["date"]) if r.next_step else "", day(r.last_contact_us), day(r.last_contact_them),
        ]
        for r in rows
    ]  # fmt: skip
    return written(header, cells)


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV; what a spreadsheet would run as a formula is text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(c) for c in row] for row in rows)
    return out.getvalue()


def board_file(rows: Sequence[DealRow], kind: str, seen: str | None) -> bytes:
    """The board as a file: csv, svg or png. Raises UsageError for another kind, or where there is nothing to draw."""
    if kind == "csv":
        return board_csv(rows).encode("utf-8", "replace")
    from regard.surfaces.web.boards import bubbles

    return _drawn(lambda: bubbles(rows, lambda _: "", seen), kind, "Open deals by close date and trust", BOARD_SAYS, seen)


def committee_file(page: DealPage, kind: str) -> bytes:
    """The committee as a file: csv, svg or png. Raises UsageError for another kind, or where there is nobody to draw."""
    if kind == "csv":
        return committee_csv(page).encode("utf-8", "replace")
    from regard.surfaces.web.committees import committee_map

    return _drawn(lambda: committee_map(page, lambda _: ""), kind, page.name, MAP_SAYS, page.as_of)


def _drawn(drawing: Callable[[], Markup], kind: str, title: str, told: str, seen: str | None) -> bytes:
    from regard.surfaces.web.exported import alone, png

    if kind not in KINDS:
        raise UsageError(f"“{kind}” is no kind of file for this. Name one that ends in {', '.join(KINDS)}.")
    svg = alone(drawing(), title, f"Regard, as of {day(seen)}. {told}")
    return png(svg) if kind == "png" else svg.encode("utf-8", "replace")
