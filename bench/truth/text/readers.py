"""What two readers of the same sentences say: how far they agree, and how a rule stands against each of them and against both.

A second reader's sheet lies beside the first: references by the SHA-256 of a mail's bytes, start and end of a sentence, and labels, read
without the first reader's. No quarrel is settled: where the two differ, *agreed* counts the sentence neither way.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text.reading import Metrics, Tally, shares, with_intervals

Reference = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One reader of one sentence: is it one, or one to set apart (conditional, doubtful, denied), or neither?"""

    is_one: bool
    apart: bool

    @classmethod
    def of(cls, labels: str) -> Opinion:
        """What a column of labels, parted by spaces, says."""
        said = labels.split()
        return cls("commitment" in said, "conditional" in said)

    def tally(self, fired: bool) -> Tally:
        """Right, wrong and missed by a rule that fired here or did not; what is set apart counts neither way."""
        if self.apart and not self.is_one:
            return Tally()
        return Tally(int(fired and self.is_one), int(fired and not self.is_one), int(self.is_one and not fired))


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """A sentence that both read, and whether the rule fires."""

    place: Reference
    first: Opinion
    second: Opinion
    fired: bool

    def agreed(self) -> Tally:
        """The tally where both say that it is one, or both that it is plainly none; nothing elsewhere."""
        return self.first.tally(self.fired) if self.first == self.second else Tally()


def second_sheet(file: Path) -> dict[Reference, Opinion]:
    """A second reader's sheet, if there is one. Raises Unreadable, naming the row, where it cannot be used."""
    if not file.exists():
        return {}
    found: dict[Reference, Opinion] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if not {"sha256", "start", "end", "labels"} <= set(reader.fieldnames or ()):
            raise Unreadable(f"{file} must have the columns sha256, start, end and labels.")
        for row in reader:
            try:
                found[row["sha256"], int(row["start"]), int(row["end"])] = Opinion.of(row["labels"])
            except (AttributeError, TypeError, ValueError):
                raise Unreadable(f"{file}, line {reader.line_num}: start and end must be whole numbers.") from None
    return found


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[float, float]:
    """(share of pairs on which two readers agree, Cohen's kappa); kappa is 0 where chance alone would make them agree throughout."""
    if not pairs:
        return 0.0, 0.0
    n = len(pairs)
    agreed = sum(one == other for one, other in pairs) / n
    sides = [[pair[side] for pair in pairs] for side in (0, 1)]
    chance = sum(sides[0].count(v) * sides[1].count(v) for v in set(sides[0])) / n**2
    return agreed, (agreed - chance) / (1 - chance) if chance < 1 else 0.0


def beside(rows: Sequence[ReadTwice], metrics: Metrics[Tally]) -> dict[str, Any]:
    """Agreement on both questions with kappa, how many each found, the rule's metrics against each and against both, and where they differ.

    `differ` names the sentences that one reader alone takes for a commitment: the first 12 digits of the mail's digest, start and end.
    """
    questions: dict[str, Callable[[Opinion], bool]] = {"commitment": lambda o: o.is_one, "conditional": lambda o: o.apart}
    found: dict[str, Any] = {"n": len(rows)}
    for name, asks in questions.items():
        answers = [(asks(row.first), asks(row.second)) for row in rows]
        agreed, k = kappa(answers)
        counts = {
            "first": sum(a for a, _ in answers),
            "second": sum(b for _, b in answers),
            "both": sum(a and b for a, b in answers),
        }
        found[name] = {**counts, "agreement": round(agreed, 4), "kappa": round(k, 4)}
    found["against the first"] = with_intervals([row.first.tally(row.fired) for row in rows], metrics)
    found["against the second"] = with_intervals([row.second.tally(row.fired) for row in rows], metrics)
    found["against both, where they agree"] = with_intervals([row.agreed() for row in rows], metrics)
    found["differ"] = [
        f"{digest[:12]} {start} {end}"
        for row in rows
        if row.first.is_one != row.second.is_one
        for digest, start, end in [row.place]
    ]
    return found


def right_by(pairs: Sequence[tuple[bool, bool]]) -> dict[str, Any]:
    """What a rule found, right or wrong by two readers: agreement with kappa, and its precision by `first`, `second` and `both`.

    `both` counts only what they judge alike. Intervals after Wilson, in the form of `shares`.
    """
    agreed, k = kappa(pairs)
    counts = {
        "first": (sum(one for one, _ in pairs), len(pairs)),
        "second": (sum(other for _, other in pairs), len(pairs)),
        "both": (sum(one and other for one, other in pairs), sum(one == other for one, other in pairs)),
    }
    return {"n": len(pairs), "agreement": round(agreed, 4), "kappa": round(k, 4), **shares(counts)}
