"""Do deals stay linear? The board of all deals from a fresh process, and the pages of single deals, on made-up mail of several sizes.

    python -m bench.deals_scale [--messages 20000 100000] [--folder DIR] [--json]

One deal a thousand messages, nine in ten open, each at one of the made-up companies, with two contact roles. All figures are CPU seconds
(user and system) of one process: `board` is everything of every deal (links, committees, weights, risks) from the first question on;
`page` is one deal's page as data once the board is there.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.scale_mail import write
from regard.book import Book
from regard.store.live import Live

DEAL_EACH = 1_000


def main() -> None:
    """Measure each size and print."""
    parser = argparse.ArgumentParser(prog="bench.deals_scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--folder", type=Path, help="keep the mail and the book here")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        print(json.dumps(read(args.read)))
        return
    for messages in args.messages:
        with tempfile.TemporaryDirectory() as place:
            found = measure((args.folder or Path(place)) / str(messages), messages)
        print(json.dumps(found) if args.json else "  ".join(f"{k} {v}" for k, v in found.items()), flush=True)


def measure(place: Path, messages: int) -> dict[str, Any]:
    """Every figure of one size."""
    if not (place / "book").exists():
        write(place / "mail", messages)
        with Book.open(place / "book", create=True) as book:
            book.sync(place / "mail", us=["vendor.example"])
            crm(place / "crm", book._live(), messages // DEAL_EACH)  # noqa: SLF001 - the made-up companies are not listed elsewhere
            book.sync(place / "crm")
    done = subprocess.run(
        [sys.executable, "-m", "bench.deals_scale", "--read", str(place / "book")], check=True, capture_output=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return {"messages": messages, **told}


def crm(folder: Path, live: Live, deals: int) -> None:
    """Exports of a CRM with so many deals at the companies that mail was exchanged with most."""
    folder.mkdir()
    sql = """SELECT p.company_id, p.address, count(*) FROM party x JOIN handle h ON h.n = x.handle JOIN person p ON p.id = h.person
        WHERE p.side = 'them' AND p.company_id IS NOT NULL GROUP BY p.id ORDER BY 3 DESC"""
    people: dict[str, list[str]] = {}
    for company, address, _ in live.rows(sql):
        people.setdefault(company, []).append(address)
    companies = list(people)
    tables: dict[str, list[list[str]]] = {
        "Account": [["Id", "Name", "Website"]],
        "Contact": [["Id", "AccountId", "Name", "Email", "Title"]],
        "Opportunity": [
            ["Id", "AccountId", "Name", "StageName", "Amount", "CloseDate", "CreatedDate", "Type", "IsClosed", "IsWon"]
        ],
        "OpportunityHistory": [["Id", "OpportunityId", "StageName", "Amount", "CloseDate", "CreatedDate"]],
        "OpportunityContactRole": [["Id", "OpportunityId", "ContactId", "Role", "CreatedDate"]],
    }
    for n in range(min(len(companies), deals)):
        domain = people[companies[n]][0].partition("@")[2]
        tables["Account"].append([f"001{n:012d}", domain.partition(".")[0].title(), f"https://{domain}"])
        for k, address in enumerate(people[companies[n]][:2]):
            tables["Contact"].append([f"003{2 * n + k:012d}", f"001{n:012d}", address.partition("@")[0], address, "Buyer"])
    held = len(tables["Account"]) - 1
    for n in range(deals):
        at, closed = n % held, n % 10 == 9
        stage = "Closed Won" if closed else ("Qualification", "Proposal", "Negotiation")[n % 3]
        tables["Opportunity"].append(
            [f"006{n:012d}", f"001{at:012d}", f"Project {n} for the hall", stage, "20000", "2024-01-20", f"2023-{1 + n % 9:02d}-05",
             "New Business", str(closed).lower(), str(closed).lower()]
        )  # fmt: skip
        opened = f"2023-{1 + n % 9:02d}-05T09:00:00.000+0000"
        steps = [("Prospecting", opened), (stage, "2023-10-20T09:00:00.000+0000")]
        for k, (name, when) in enumerate(steps):
            tables["OpportunityHistory"].append([f"008{2 * n + k:012d}", f"006{n:012d}", name, "20000", "2024-01-20", when])
        for k in range(2):
            contact = f"003{2 * at + k:012d}"
            tables["OpportunityContactRole"].append([f"00K{2 * n + k:012d}", f"006{n:012d}", contact, "Decision Maker", opened])
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def read(folder: Path) -> dict[str, Any]:
    """The figures of one book, in a process of its own. The mail ends with 2023, and so does the moment asked about."""
    at = "2023-12-15"
    with Book.open(folder) as book:
        start = time.process_time()
        rows = book.deals(as_of=at)
        board = time.process_time() - start
        pages = []
        for row in rows[:200]:
            start = time.process_time()
            book.deal(row.id, as_of=at)
            pages.append((time.process_time() - start) * 1000)
    pages.sort()
    return {
        "deals": len(rows),
        "board: CPU s": round(board, 1),
        "touches of deals": sum(r.touches for r in rows),
        "risks": sum(len(r.risks) + r.more for r in rows),
        "page: median ms": round(median(pages), 2),
        "page: 95 % below, ms": round(pages[int(0.95 * (len(pages) - 1))], 2),
    }


if __name__ == "__main__":
    main()
