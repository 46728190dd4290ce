"""The verdicts on what deals and promises read are references alone, two to a sentence."""

from __future__ import annotations

import csv
import re

from bench.firings import FIRINGS, told


def test_the_sheet_holds_references_and_two_verdicts_each() -> None:
    """No text: a digest, two offsets, a kind, and yes, no or unsure by each reader."""
    with FIRINGS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == sum(row["read"] for kind, row in told().items() if kind != "steps")
    for row in rows:
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"])
        assert int(row["start"]) < int(row["end"])
        assert {row["first"], row["second"]} <= {"yes", "no", "unsure"}


def test_every_kind_is_told_with_both_readers() -> None:
    """Each kind has its count, and what is right by each reader."""
    table = told()
    assert {"orders", "referrals", "findings", "leaves by cues", "leaves by deals", "steps"} <= set(table)
    assert all(row["read"] > 0 for row in table.values())
