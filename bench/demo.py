"""How near do estimates come to the truth of the made-up company, and what does the demo cost?

    python -m bench.demo [--size full] [--seed 7] [--world trust-decides] [--held-out] [--folder DIR] [--json]

Generates the company, reads it into a book, compares. CPU is user and system time of this process and its children.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from regard.book import Book
from regard.demo.compare import compare
from regard.demo.world import generate
from regard.demo.write import write

END = date(2026, 3, 2)


def cpu() -> float:
    """Seconds of CPU so far, children included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def measure(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The figures of one world."""
    if (folder / "book").exists():
        raise SystemExit(
            f"There is a book in {folder} already: two worlds in one book would be measured as one. Name another folder."
        )
    begin = cpu()
    world = generate(args.seed, end=END, size=args.size, law=args.world, held_out=args.held_out)
    made = cpu()
    files = write(world, folder / "company")
    written = cpu()
    with Book.open(folder / "book", create=True) as book:
        report = book.sync(*files.readable, us=files.us)
        synced = cpu()
        found = compare(book, files.truth)
    kinds = dict.fromkeys(c.kind for c in found.identity)
    return {
        "messages": len(world.mails),
        "meetings": len(world.meetings),
        "calls": len(world.calls),
        "plays": sum(found.plays.values()),
        "deals": found.deals,
        "kinds_read": sorted({s.kind for s in report.sources}),
        "seen": report.seen,
        "set_aside": report.set_aside,
        "cpu": {"generate": round(made - begin, 1), "write": round(written - made, 1), "sync": round(synced - written, 1)},
        "factors": [f.as_json() for f in found.factors],
        "identity": {
            kind: {
                "cases": sum(c.kind == kind for c in found.identity),
                "right": sum(c.kind == kind and c.right is True for c in found.identity),
                "unseen": sum(c.kind == kind and c.right is None for c in found.identity),
            }
            for kind in kinds
        },
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Runs one comparison and prints it."""
    parser = argparse.ArgumentParser(prog="bench.demo", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", default="full", choices=("small", "full"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--world", default="trust-decides", choices=("trust-decides", "trust-irrelevant"))
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--folder", type=Path, help="Where to leave the company and its book.")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        found = measure(args, args.folder or Path(scratch))
    if args.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        if name == "factors":
            for f in value:
                print(f"{f['factor']}: known {f['known']} of {f['buyers']}, Spearman {f['spearman']} {f['spearman_interval']}, "
                      f"coverage80 {f['coverage80']} {f['coverage80_interval']}; of all {f['with_chances']} with a chance "
                      f"{f['spearman_all']} {f['spearman_all_interval']}, {f['coverage80_all']} {f['coverage80_all_interval']}; "
                      f"known by few {f['known_with_few_chances']}, scale {f['scale']}")  # fmt: skip
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
