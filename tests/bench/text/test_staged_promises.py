"""Staged promises of a made-up company, measured against its book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.truth.messages import Unreadable
from bench.truth.text.staged_promises import measure
from tests.books import mail, put

from regard.book import Book

MONDAY, THURSDAY = "Mon, 5 Jan 2026 11:00:00 +0000", "Thu, 8 Jan 2026 11:00:00 +0000"
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def staged(said: str, fate: str, due: str, by: str = "seller-1") -> dict[str, object]:
    return {"parts": {"b": "buyer-1"}, "promise": {"by": by, "said": f"<{said}>", "fate": fate, "due": due}}


def test_found_day_and_state_are_told_by_side(tmp_path: Path) -> None:
    """A promise kept as staged is found, on its day and right; one that no mail holds is missed, and counted as staged all the same."""
    put(
        tmp_path / "mail",
        mail(JO, SAM, subject="Pumps", date="Mon, 5 Jan 2026 10:00:00 +0000", body="Could you send the drawings?", message_id="a@x"),
        mail(SAM, JO, subject="Pumps", date=MONDAY, body="I will send you the drawings by 9 January.", message_id="b@x"),
        mail(SAM, JO, subject="Pumps", date=THURSDAY, body="Attached are the drawings, as promised.", message_id="c@x"),
    )  # fmt: skip
    with Book.open(tmp_path / "book", create=True) as book:
        book.sync(tmp_path / "mail", us=("us.example",))
    truth = {
        "people": [{"key": "buyer-1", "addresses": ["jo.reed@acme.example"]}],
        "plays": [staged("b@x", "kept", "2026-01-09"), staged("nowhere@x", "broken", "2026-01-09"), {"promise": None}],
        "calls": [],
    }
    (tmp_path / "truth.json").write_text(json.dumps(truth))
    found = measure(tmp_path)
    assert [found.metrics[f"{name}_us"] for name in ("found", "day", "state")] == [0.5, 0.5, 0.5]
    assert found.metrics["found_them"] is None
    assert found.also["right of those that ended so"]["us"] == {"broken: not found": 1, "kept: right": 1}


def test_a_folder_without_a_company_is_refused(tmp_path: Path) -> None:
    """No book or no truth is said, not measured as nothing."""
    with pytest.raises(Unreadable, match="no made-up company"):
        measure(tmp_path)
