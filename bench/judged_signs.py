"""Is it right what the second reader of signs says of real mail? `python -m bench.judged_signs --data DIR [--json]`.

`bench/truth/text/signs.csv` refers to sentences of DIR/mail-enron that a first form of the reader said something of: the SHA-256
of a mail's bytes, start and end of the sentence in its decoded text, the kind, and whether that is right, by one reader. All are
by writers outside the mailboxes' company, in the half of the mailboxes that the reader did not learn from. Printed by kind: how
many were judged (`judged`, `right`) and how many of those the reader says now (`fired`), with their precision and its 95 %
interval (Wilson). A second reader's sheet, `signs_second.csv` beside it, adds agreement.

What the sentences mean: a kind's first line in `bench/writing/KIND.txt`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.truth.text.readers import right_by
from bench.truth.text.reading import shares
from regard.evidence.language.second import says
from regard.model import RawItem, SetAside
from regard.parse.message import read

SHEET = Path(__file__).parent / "truth" / "text" / "signs.csv"
SECOND = SHEET.with_name("signs_second.csv")
Place = tuple[str, int, int, str]


def sheet(file: Path) -> dict[Place, bool]:
    """(digest, start, end, kind) to the verdict."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {(r["sha256"], int(r["start"]), int(r["end"]), r["kind"]): r["right"] == "1" for r in csv.DictReader(lines)}


def words(folder: Path, wanted: set[str]) -> dict[str, str]:
    """Digest to the decoded text of the mails that are asked about."""
    found: dict[str, str] = {}
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = file.read_bytes()
        digest = sha256(raw).hexdigest()
        if digest in wanted and digest not in found:
            message = read(RawItem("", file.name, raw), source_kind="eml", key=bytes(32), max_us=2**62)
            if not isinstance(message, SetAside):
                found[digest] = message.text
    return found


def measure(
    labels: Mapping[Place, bool], texts: Mapping[str, str], second: Mapping[Place, bool] | None = None
) -> dict[str, Any]:
    """By kind, and over all of them."""
    rows: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for (digest, start, end, kind), right in labels.items():
        if digest in texts:
            said = {k for _, k, _ in says([" ".join(texts[digest][start:end].split())])}
            rows[kind].append((right, kind in said))
    told = {kind: _row(found) for kind, found in sorted(rows.items())}
    told["all"] = _row([one for found in rows.values() for one in found])
    if second:
        told["readers"] = right_by([(right, second[place]) for place, right in labels.items() if place in second])
    return told


def _row(found: Sequence[tuple[bool, bool]]) -> dict[str, Any]:
    fired = [right for right, now in found if now]
    counts = {"judged": len(found), "right": sum(right for right, _ in found), "fired": len(fired)}
    return {**counts, **shares({"precision": (sum(fired), len(fired))})}


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.judged_signs", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    labels = sheet(SHEET)
    second = sheet(SECOND) if SECOND.exists() else None
    told = measure(labels, words(Path(options.data, "mail-enron"), {place[0] for place in labels}), second)
    if options.json:
        print(json.dumps(told, indent=1))
        return 0
    for kind, row in told.items():
        print(f"{kind:16}{row}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
