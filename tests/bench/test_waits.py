"""The estimate of what waits: what ships is what the table gives, and rows of a book are what the table holds."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from tests.books import mail, put

from bench import waits, waits_facts
from regard.evidence.waits import SIGNS, shipped


def test_what_ships_is_what_the_table_gives() -> None:
    """Fitted again from the table the weights and the chance to tell from are those of the package, and their signs are kept."""
    known = waits.table()
    known = known.only(known.fold != "aside")
    weights = waits.learned(known)
    held = shipped()
    assert [held.weights[name] for name in SIGNS] == pytest.approx(weights[:-1], abs=0.01)
    assert held.constant == pytest.approx(weights[-1], abs=0.02)
    judged, chance = waits.unseen(known)
    assert waits.told_from(judged, chance) == held.told_from
    assert all(np.sign(w) in (0, SIGNS[name]) for name, w in held.weights.items())


def test_the_estimate_tells_fewer_and_more_often_rightly(capsys: pytest.CaptureFixture[str]) -> None:
    """Of people whose asks no fit saw, the estimate is right more often than the rules, and tells fewer."""
    assert waits.main(["--aside"]) == 0
    aside = json.loads(capsys.readouterr().out)["aside"]
    assert aside["estimate"]["precision"] > aside["rules"]["precision"]
    assert aside["estimate"]["told"] < aside["rules"]["told"]


def test_a_table_that_tells_nothing_apart_is_refused() -> None:
    """No chance is told from where none is right often enough."""
    known = waits.table()
    with pytest.raises(SystemExit, match="No chance"):
        waits.told_from(known, np.full(len(known.waits), 0.99))


def test_the_table_holds_references_and_numbers_alone() -> None:
    """No text stands in it: digests, offsets, days and numbers."""
    with waits.FACTS.open(encoding="ascii", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(len(r["sha256"]) == 64 and int(r["sha256"], 16) and int(r["end"]) > int(r["start"]) for r in rows)
    assert all(np.isfinite(float(r[name])) for r in rows for name in SIGNS)


def test_rows_of_mailboxes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Colleagues are taken for outsiders; an ask answered within a week counts as one that wanted an answer, one never answered as none."""
    sam, jo, kim = "sam@firm.example", "jo@firm.example", "kim@firm.example"
    says = [
        mail(sam, jo, body=f"Plan {n} is ready.", date=f"{1 + n // 4} Jan 2026 10:00:00 +0000", message_id=f"s{n}@x")
        for n in range(50)
    ]
    says.append(mail(sam, kim, body="The plan is ready.", date="1 Jan 2026 09:00:00 +0000", message_id="k@x"))
    answers = {"in_reply_to": "<q1@x>", "references": "<q1@x>"}
    says.append(mail(sam, jo, body="On Friday.", date="22 Jan 2026 10:00:00 +0000", message_id="t@x", **answers))
    put(tmp_path / "sam" / "sent", *says)
    put(
        tmp_path / "sam" / "inbox",
        mail(
            jo,
            sam,
            subject="Pumps",
            body="When will the second pump come?",
            date="21 Jan 2026 10:00:00 +0000",
            message_id="q1@x",
        ),
        mail(
            kim,
            sam,
            subject="Hall",
            body="Could you send me the drawings?",
            date="21 Jan 2026 10:00:00 +0000",
            message_id="q2@x",
        ),
    )
    assert waits_facts.main(["sam", "--data", str(tmp_path), "--ours", "firm.example", "--apart"]) == 0
    found = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {(r["by"], r["waits"], r["question"]) for r in found} == {("answered", "1", "1"), ("answered", "0", "1")}
    assert all(len(r["sha256"]) == 64 for r in found)
