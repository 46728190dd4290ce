"""Are merges right, and what is missed? `python -m bench.identity --data DIR [--pairs CSV] [--json]`.

DIR holds `mail-enron`, a folder for each mailbox. All of it is read into one book in a temporary folder; each pair of the sheet is
known by the SHA-256 of its two addresses (sorted, joined by a newline), so that the sheet holds nobody's name. A reader judged each pair
twice (`first`, `second`): same, different or unsure. Only pairs on which both passes say same or different are counted. Another reader
judged them without those verdicts (`other`): `readers` says how far the two agree and what the rules come to against the other, and
where both readers say the same.

The sheet was drawn in strata, from the book as the rules then stood: pairs the rules had merged, candidates of the queue, candidates less
probable than one in five. *Precision* is the share of same among judged pairs that the rules merge today. *Recall* is the share of
merged among the same, each pair weighted by how many of its stratum it stands for; with *asked*, also those that the queue shows.
Candidates that no block brings together are not in it. The measuring part leaves out pairs whose addresses both occur in every other
mailbox (by digest of the folder's name): rules were developed on those. Only numbers are printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

from bench.truth.text.readers import kappa
from regard.answers.doubts import LEAST
from regard.answers.subjects import subjects
from regard.book import Book
from regard.identity.candidates import candidates
from regard.identity.odds import fitted
from regard.store.live import Live

PAIRS = Path(__file__).parent.parent / "tests" / "identity" / "pairs.csv"
DRAWN = {"merged": 709, "likely": 722, "unlikely": 1124}
"""How many pairs each stratum held when the sheet was drawn."""


@dataclass(frozen=True)
class Judged:
    """One pair of the sheet: its hash, where it was drawn, the first reader's two verdicts, and the other reader's."""

    pair: str
    stratum: str
    first: str
    second: str
    other: str = "unsure"

    @property
    def verdict(self) -> str:
        """What both passes say, "unsure" where they do not agree."""
        return self.first if self.first == self.second else "unsure"

    def by_the_other(self) -> Judged:
        """The pair as the other reader judged it."""
        return replace(self, first=self.other, second=self.other)

    def by_both(self) -> Judged:
        """The pair as both readers judged it, "unsure" where they differ."""
        return replace(self, first=self.verdict, second=self.other)


def sheet(path: Path) -> list[Judged]:
    """The judged pairs."""
    with path.open(newline="") as file:
        return [Judged(**row) for row in csv.DictReader(file)]


def pair_hash(left: str, right: str) -> str:
    """How the sheet names two addresses."""
    return sha256("\n".join(sorted((left, right))).encode()).hexdigest()


def wilson(hits: float, n: float, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share of `hits` in `n` (Wilson 1927); (0, 1) for nothing."""
    if n <= 0:
        return 0.0, 1.0
    p, d = hits / n, 1 + z * z / n
    middle, half = (p + z * z / (2 * n)) / d, z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d
    return max(0.0, middle - half), min(1.0, middle + half)


def measured(rows: Iterable[Judged], merged: set[str], asked: set[str]) -> dict[str, Any]:
    """Precision of merges and recall over these pairs, given the hashes of pairs merged, and merged or in the queue."""
    kept = list(rows)
    told = [r for r in kept if r.verdict != "unsure"]
    made = [r for r in told if r.pair in merged]
    right = sum(r.verdict == "same" for r in made)
    same = [r for r in told if r.verdict == "same"]
    drawn = Counter(r.stratum for r in kept)
    weight = {s: DRAWN[s] / n for s, n in drawn.items()}
    effective = sum(weight[r.stratum] for r in same) ** 2 / max(sum(weight[r.stratum] ** 2 for r in same), 1e-9)
    found: dict[str, Any] = {"judged": len(kept), "unsure": len(kept) - len(told), "merged": len(made), "same": len(same)}
    found["precision"] = [right / max(len(made), 1), *wilson(right, len(made))]
    for name, who in (("recall", merged), ("recall_with_queue", asked)):
        plain = sum(r.pair in who for r in same)
        share = sum(weight[r.stratum] for r in same if r.pair in who) / max(sum(weight[r.stratum] for r in same), 1e-9)
        found[name] = [plain / max(len(same), 1), *wilson(plain, len(same))]
        found[f"{name}_weighted"] = [share, *wilson(share * effective, effective)]
    return found


def book_says(live: Live, wanted: set[str]) -> tuple[set[str], set[str]]:
    """(hashes of wanted pairs that the book merges, of those it merges or asks about)."""
    people: dict[str, list[str]] = {}
    for person, address in live.rows("SELECT person, address FROM handle WHERE person IS NOT NULL"):
        people.setdefault(person, []).append(address)
    merged = {h for mine in people.values() for a, b in combinations(mine, 2) if (h := pair_hash(a, b)) in wanted}
    everybody = subjects(live)
    compared = candidates(everybody)
    odds = fitted(everybody, compared)
    asked = set(merged)
    for left, right, seen in compared:
        if odds.probability(everybody[left], everybody[right], seen) >= LEAST:
            asked |= {h for a in people[left] for b in people[right] if (h := pair_hash(a, b)) in wanted}
    return merged, asked


def tuning(live: Live, boxes: Mapping[str, bool], wanted: set[str]) -> set[str]:
    """Hashes of wanted pairs whose addresses both occur in tuning mailboxes (`boxes`: source id to whether it is one)."""
    chosen = [s for s, is_tuning in boxes.items() if is_tuning]
    sql = """SELECT DISTINCT h.address FROM message_item i JOIN party p ON p.message = i.message JOIN handle h ON h.n = p.handle
        WHERE i.source_id IN ({})"""
    known = sorted({row[0] for row in live.rows_in(sql, chosen)})
    return {h for a, b in combinations(known, 2) if (h := pair_hash(a, b)) in wanted}


def run(data: Path, pairs: Path) -> dict[str, Any]:
    """Read all mailboxes into one book and measure."""
    rows = sheet(pairs)
    wanted = {r.pair for r in rows}
    folders = sorted((data / "mail-enron").iterdir(), key=lambda f: sha256(f.name.encode()).hexdigest())
    with tempfile.TemporaryDirectory() as folder, Book.open(Path(folder) / "book", create=True) as book:
        book.sync(*folders)
        live = book._live()  # noqa: SLF001 - the measurement looks inside
        half = {str(f.resolve()) for f in folders[::2]}
        boxes = {s.id: any(str(Path(s.path).resolve()).startswith(h) for h in half) for s in book.status().sources}
        merged, asked = book_says(live, wanted)
        developed = tuning(live, boxes, wanted)
        ties = live.rows("SELECT count(*), count(DISTINCT person) FROM handle WHERE person IS NOT NULL")[0]
    agreed, k = kappa([(r.first, r.second) for r in rows])
    agreed_readers, k_readers = kappa([(r.verdict, r.other) for r in rows])
    return {
        "addresses": ties[0],
        "people": ties[1],
        "agreement": agreed,
        "kappa": k,
        "all": measured(rows, merged, asked),
        "measuring": measured([r for r in rows if r.pair not in developed], merged, asked),
        "readers": {"agreement": agreed_readers, "kappa": k_readers},
        "against the other": measured([r.by_the_other() for r in rows], merged, asked),
        "against both": measured([r.by_both() for r in rows], merged, asked),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.identity", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", required=True, help="the folder of real mail")
    parser.add_argument("--pairs", default=str(PAIRS), help="the sheet of judged pairs")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = run(Path(options.data), Path(options.pairs))
    if options.json:
        print(json.dumps(found, indent=1))
        return
    print(
        f"{found['addresses']} addresses, {found['people']} people; agreement {found['agreement']:.3f}, kappa {found['kappa']:.3f}"
    )
    print("two readers: agreement {agreement:.3f}, kappa {kappa:.3f}".format(**found["readers"]))
    for part in ("all", "measuring", "against the other", "against both"):
        for name, value in found[part].items():
            shown = f"{value[0]:.3f} ({value[1]:.3f} to {value[2]:.3f})" if isinstance(value, list) else str(value)
            print(f"{part:17} {name:26} {shown}")


if __name__ == "__main__":
    main()
