"""Are the coach's remarks right, as two readers see them? `python -m bench.coach [--json]`.

`tests/actions/judged.csv` holds remarks on real mail as references: the SHA-256 of a mail's bytes, where the remark stood in its decoded
text, the rule, and verdicts (1: right). One reader judged each twice (`first`, `second`; right where both say so), another once, without
those (`other`). For each rule: how many remarks, the share right by each reader and by both, with Wilson's 95 % interval, agreement and
Cohen's kappa. A kappa over few wrong remarks says little: beside it stands on how many the two differ. No mail is read.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.truth.text.readers import kappa
from bench.truth.text.reading import shares

JUDGED = Path(__file__).parent.parent / "tests" / "actions" / "judged.csv"


@dataclass(frozen=True, slots=True)
class Remark:
    """One judged remark: its rule, and whether the two readers find it right."""

    rule: str
    first: bool
    other: bool


def remarks(path: Path = JUDGED) -> list[Remark]:
    """The judged remarks."""
    with path.open(encoding="ascii", newline="") as file:
        return [Remark(r["rule"], r["first"] == r["second"] == "1", r["other"] == "1") for r in csv.DictReader(file)]


def told(rows: Sequence[Remark]) -> dict[str, Any]:
    """Shares right by the first reader, the other and both, with intervals; agreement, kappa, and on how many they differ."""
    n = len(rows)
    right = {
        "first": (sum(r.first for r in rows), n),
        "other": (sum(r.other for r in rows), n),
        "both": (sum(r.first and r.other for r in rows), n),
    }
    agreed, k = kappa([(r.first, r.other) for r in rows])
    return {"n": n, **shares(right), "agreement": round(agreed, 4), "kappa": round(k, 4), "differ": n - round(agreed * n)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.coach", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = remarks()
    found = {rule: told([r for r in rows if r.rule == rule]) for rule in sorted({r.rule for r in rows})} | {"all": told(rows)}
    if options.json:
        print(json.dumps(found))
        return
    for rule, row in found.items():
        parts = [f"{who} {row[who]:.2f} [{row['low'][who]:.2f}, {row['high'][who]:.2f}]" for who in ("first", "other", "both")]
        print(f"{rule:18} {row['n']:4}  {'  '.join(parts)}  agreement {row['agreement']:.2f}, kappa {row['kappa']:.2f}")


if __name__ == "__main__":
    main()
