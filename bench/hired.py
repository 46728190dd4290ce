"""Are a hired seller's contacts from before found on the made-up company, and is it right who came?

    python -m bench.hired --folder DIR [DIR ...]      # each as `python -m bench.demo --folder DIR` leaves it

found: those whom the story lets them bring; others: any further contact that is told. came: what is told `AFTER` days after the first
mail, held against the story; later the made-up world lets everybody do ordinary business, who came and who did not.
"""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from regard.book import Book

AFTER = 24


def measured(folder: Path) -> dict[str, int]:
    """The counts of one world."""
    truth = json.loads((folder / "company/truth/truth.json").read_text("utf-8"))
    sellers: dict[str, Any] = {s["key"]: s for s in truth["sellers"]}
    counts = dict.fromkeys(("promised", "found", "others", "came", "came_told", "stayed", "stayed_told_came"), 0)
    with Book.open(folder / "book") as book:
        for one in truth["hired"]:
            me = sellers[one["seller"]]["address"]
            name_of = {truth["people"][key]["name"]: key for key in one["promised"]}
            told = {name_of.get(b.name, ""): b for b in book.brought(me)}
            counts["promised"] += len(name_of)
            counts["found"] += len(told.keys() - {""})
            counts["others"] += sum(b.name not in name_of for b in book.brought(me))
            for key in name_of.values():
                came = key in one["came"]
                counts["came" if came else "stayed"] += 1
                if key not in told:
                    continue
                day = date.fromisoformat((told[key].written or "")[:10]) + timedelta(days=AFTER)
                then = {name_of.get(b.name): b.became for b in book.brought(me, as_of=day.isoformat())}
                counts["came_told" if came else "stayed_told_came"] += then.get(key) == "came"
    return counts


def main() -> None:
    """Print the counts of all folders together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, nargs="+", required=True)
    found = [measured(folder) for folder in parser.parse_args().folder]
    print(json.dumps({key: sum(f[key] for f in found) for key in found[0]}, indent=1))


if __name__ == "__main__":
    main()
