"""Are the staged situations of the made-up company found as risks of their deals, and how much fires beside them?

    python -m bench.deals --folder DIR [--json]       # DIR as `python -m bench.demo --folder DIR` leaves it

Every play that belongs to a deal and has a risk of its own (`EXPECTED`) is asked about three days after it ends, with the book as it was
known then. recall: plays whose deal fires the risk; a deal that was closed by then cannot fire and is counted apart. fires: how often
the same risk fires on the open deals of the other days asked about; planted: how many of those are a play of that kind at most 60 days old.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from regard.book import Book
from regard.demo.crm import salesforce_id

EXPECTED = {
    "champion_leaves": "contact_leaving",
    "last_look": "last_look",
    "protracted_campaign": "protracted",
    "unseen_decider": "no_weight_met",
    "reopened_choice": "drop_in_decider",
    "rival_at_boss": "competitor_above",
    "price_before_trust": "price_before_trust",
    "friend_not_peer": "rapport_without_value",
    "no_muscle": "no_weight_met",
    "comfort": "comfortable",
}


def day(text: str, plus: int = 0) -> str:
    """An ISO time some days on."""
    return (datetime.fromisoformat(text).astimezone(UTC) + timedelta(days=plus)).strftime("%Y-%m-%dT%H:%M:%SZ")


def measure(folder: Path) -> dict[str, Any]:
    """Recall of each risk, of empty seats, and how often each fires where nothing is planted."""
    told = json.loads(next((folder / "company").rglob("truth.json")).read_text("utf-8"))
    unseen = {d["key"]: d["unseen"][0] for d in told["deals"]}
    plays = [p for p in told["plays"] if p["deal"] and p["kind"] in EXPECTED]
    found: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    fires: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    misses = []
    seats = {"planted": 0, "found": 0}
    with Book.open(folder / "book") as book:
        for play in plays:
            at, kind, deal = day(play["end"], 3), EXPECTED[play["kind"]], salesforce_id("opportunity", play["deal"])
            rows = {r.id: r for r in book.deals(as_of=at, closed=True)}
            risks = {(r.deal, r.kind) for r in book.risks(as_of=at)}
            if deal not in rows or rows[deal].outcome != "open":
                closed[play["kind"]] += 1
            elif (deal, kind) in risks:
                found[play["kind"]] += 1
            else:
                misses.append([play["kind"], play["deal"], sorted(k for d, k in risks if d == deal)])
            if play["kind"] == "unseen_decider":
                seats["planted"] += 1
                names = [s.name for s in book.deal(deal, as_of=at).empty_seats] if deal in rows else []
                seats["found"] += unseen[play["deal"]] in names
            near = {
                (salesforce_id("opportunity", p["deal"]), EXPECTED[p["kind"]])
                for p in plays
                if p["start"] <= at and day(p["end"], 60) >= at
            }
            for one in risks:
                fires[one[1]] += 1
                planted[one[1]] += one in near
    kinds = Counter(p["kind"] for p in plays)
    return {
        "plays": {k: {"risk": EXPECTED[k], "n": n, "closed": closed[k], "found": found[k]} for k, n in kinds.items()},
        "fires": {k: {"fires": n, "planted": planted[k]} for k, n in sorted(fires.items())},
        "seats": seats,
        "misses": misses,
    }


def main() -> None:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="bench.deals", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = measure(args.folder)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for part in result.values():
        for line in part.items() if isinstance(part, dict) else part:
            print(line)


if __name__ == "__main__":
    main()
