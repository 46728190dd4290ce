"""`python -m bench.firings`: are orders, referrals, findings, who leaves and steps of buying rightly read? Two readers' verdicts.

`firings.csv`: the SHA-256 of a mail's bytes, start and end of what was found in its decoded text, what it was read as, and a first and
a second reader's "yes", "no" or "unsure" (which counts as not right). Drawn from own words, quotes and forwarded mail of fourteen
mailboxes, each sentence once; neither reader saw the rules or the other's verdicts. Prints, by kind: how many were read, right by each,
by what both say alike, agreement and Cohen's kappa.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.truth.text.readers import right_by

FIRINGS = Path(__file__).with_suffix(".csv")


def verdicts() -> dict[str, list[tuple[bool, bool]]]:
    """By kind, whether each reader found a sentence rightly read; the kinds of steps also together."""
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    with FIRINGS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pair = row["first"] == "yes", row["second"] == "yes"
            found[row["kind"]].append(pair)
            if row["kind"].startswith("step: "):
                found["steps"].append(pair)
    return dict(sorted(found.items()))


def told() -> dict[str, Any]:
    """The table by kind."""
    return {kind: {"read": len(pairs), **right_by(pairs)} for kind, pairs in verdicts().items()}


def main() -> int:
    """Print the table."""
    print(json.dumps(told(), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
