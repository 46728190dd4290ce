"""How often the coach's remarks are right on real mail, against firings that were read and judged.

`judged.csv` holds references only: the digest of a mail's raw bytes, where the remark stood in its decoded text, the rule, two verdicts
of one reader, and one of another. Here a remark is right where both verdicts of the first say so; `bench.coach` sets the two readers
beside each other.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from tests.evidence.language.test_labels import decoded

from regard.actions.coach import _found
from regard.actions.draft import Draft
from regard.actions.reader import Reader
from regard.actions.rulebook import rules

JUDGED = Path(__file__).with_name("judged.csv")
FLOORS = {"thanks-for-time": 0.97, "needs": 0.84, "vague-promise": 0.90, "jargon": 0.90, "flattery": 1.0}
FEWEST = 0.8
"""The share of the right remarks that are still made: a rule that says nothing is no better one."""


def rows() -> list[dict[str, str]]:
    with JUDGED.open(encoding="ascii") as file:
        return list(csv.DictReader(file))


def test_references_only() -> None:
    """The file holds digests, offsets, rules and verdicts, and not one word of anybody's."""
    known = {rule.id for rule in rules()}
    for row in rows():
        assert len(row["sha256"]) == 64
        assert int(row["sha256"], 16) >= 0
        assert 0 <= int(row["start"]) < int(row["end"])
        assert row["rule"] in known
        assert row["folder"] in {"sent", "received"}
        assert {row["first"], row["second"], row["other"]} <= {"0", "1"}


def test_precision_on_judged_mail() -> None:
    """What each rule still marks of the judged firings is right at least as often as its floor."""
    data = os.environ.get("REGARD_EVAL_DATA")
    if not data:
        pytest.skip("REGARD_EVAL_DATA is not set: it names the folder of real mail")
    wanted = defaultdict(list)
    for row in rows():
        wanted[row["sha256"]].append(row)
    told, right, all_right = Counter[str](), Counter[str](), Counter[str]()
    met = 0
    for path in (p for p in Path(data, "mail-enron").rglob("*") if p.is_file()):
        raw = path.read_bytes()
        judged = wanted.pop(hashlib.sha256(raw).hexdigest(), None)
        if judged is None:
            continue
        met += 1
        draft = Draft(decoded(raw))
        found = [(rule.id, f.start, f.end) for rule, f in _found(draft, rules(), Reader(trust="unknown"))]
        for row in judged:
            both = row["first"] == row["second"] == "1"
            all_right[row["rule"]] += both
            if any(rule == row["rule"] and a < int(row["end"]) and int(row["start"]) < b for rule, a, b in found):
                told[row["rule"]] += 1
                right[row["rule"]] += both
    if not met:
        pytest.skip("the judged mails are not in the folder of real mail")
    for rule, floor in FLOORS.items():
        assert right[rule] >= floor * told[rule], (rule, right[rule], told[rule])
        assert right[rule] >= FEWEST * all_right[rule], (rule, right[rule], all_right[rule])
