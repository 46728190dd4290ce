"""The second half of `zones-signatures`: are the zones of whole bodies found, line by line? By references to what a reader labelled.

`zones.csv` (the folder's own, else the project's) holds the SHA-256 of a mail's bytes, start and end in its decoded text, a label (own,
quoted, forwarded, signature, disclaimer, salutation) and, where there are parts, which: `shown` were labelled by correcting what the rules
proposed, `blind` without seeing it, `held` put aside until the rules were written, then labelled as `shown`. Lines without a label (names
of attachments, marks of a data set) are not counted. The mails lie in the folder, or for the project's own references in the folders
`mail-*` beside it.

For each label precision, recall and F1 over lines with something on them, intervals by a bootstrap over mails. Measured on `held` where
there is such a part, else on all.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text.reading import Tally, f1, precision, recall, with_intervals
from regard.flow.reading import is_forward
from regard.model import Message, RawItem, SetAside
from regard.parse.finer import finer
from regard.parse.message import read

GOLD = Path(__file__).with_name("zones.csv")
LABELS = ("own", "quoted", "forwarded", "signature", "disclaimer", "salutation")
Label = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mail's lines that have a label: (label, what we say, what the simplest reader says), and the part it belongs to."""

    part: str
    lines: tuple[tuple[str, str, str], ...]


def labelled(folder: Path) -> tuple[list[Labelled], int]:
    """The labelled mails of a folder, and how many references have no mail there. Raises Unreadable where a row cannot be used."""
    own = folder / "zones.csv"
    left = references(own if own.exists() else GOLD)
    places = [folder] if own.exists() else sorted(folder.parent.glob("mail-*"))
    found = []
    for file in (f for place in places for f in sorted(place.rglob("*")) if f.is_file()):
        if not left:
            break
        raw = file.read_bytes()
        said = left.pop(sha256(raw).hexdigest(), None)
        if said is None:
            continue
        message = read(RawItem("", file.name, raw), source_kind="eml", key=bytes(32), max_us=2**62)
        if not isinstance(message, SetAside):
            found.append(Labelled(said[0], tuple(_lines(message, said[1]))))
    return found, len(left)


def scored(mails: Sequence[Labelled], which: Callable[[tuple[str, str, str]], str] = lambda line: line[1]) -> dict[str, Any]:
    """`{label}_f1`, `{label}_precision`, `{label}_recall` with `low` and `high`, by one way to say what a line is."""
    if not mails:
        return {}
    told: dict[str, Any] = {"low": {}, "high": {}}
    for label in LABELS:
        units = [_tally(mail.lines, label, which) for mail in mails]
        row = with_intervals(units, {f"{label}_f1": f1, f"{label}_precision": precision, f"{label}_recall": recall})
        for end in ("low", "high"):
            told[end] |= row.pop(end)
        told |= row
    return told


def measured(mails: Sequence[Labelled]) -> list[Labelled]:
    """Those put aside, where there are any; else all."""
    return [m for m in mails if m.part == "held"] or list(mails)


def simplest(line: tuple[str, str, str]) -> str:
    """What the simplest reader says of a line: quoted where it begins with ">" or stands under "Original Message" or "Forwarded by"."""
    return line[2]


def _tally(lines: Iterable[tuple[str, str, str]], label: str, which: Callable[[tuple[str, str, str]], str]) -> Tally:
    pairs = [(line[0] == label, which(line) == label) for line in lines]
    return Tally(sum(a and b for a, b in pairs), sum(b and not a for a, b in pairs), sum(a and not b for a, b in pairs))


def _lines(message: Message, labels: Sequence[Label]) -> Iterable[tuple[str, str, str]]:
    spans = finer(message.text, message.spans, passed_on=is_forward(message))
    at, under = 0, ""
    for line in message.text.split("\n"):
        place = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if not line.strip():
            continue
        if "Original Message-" in line:
            under = "quoted"
        elif "Forwarded by" in line:
            under = "forwarded"
        said = next((zone for start, end, zone in labels if start <= place < end), None)
        if said is not None:
            ours = next(s.zone for s in spans if s.start <= place < s.end)
            yield said, ours, under or ("quoted" if line.lstrip().startswith(">") else "own")


def references(file: Path = GOLD) -> dict[str, tuple[str, list[Label]]]:
    """Of each mail, by the digest of its bytes, its part and its labels. Raises Unreadable where a row cannot be used."""
    found: dict[str, tuple[str, list[Label]]] = {}
    by: dict[str, list[Label]] = defaultdict(list)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for n, row in enumerate(csv.DictReader(rows), 2):
            try:
                label = int(row["start"]), int(row["end"]), row["label"]
                digest = row["sha256"]
            except (KeyError, TypeError, ValueError):
                raise Unreadable(f"{file}, line {n}: needs sha256, start, end and label.") from None
            if label[2] not in LABELS or not 0 <= label[0] < label[1]:
                raise Unreadable(f"{file}, line {n}: “{label[2]}” from {label[0]} to {label[1]} is no zone.")
            by[digest].append(label)
            found[digest] = (row.get("part") or "", by[digest])
    return found
