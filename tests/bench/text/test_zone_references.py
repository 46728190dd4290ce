"""Zones of whole bodies, measured by references."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from bench.truth.messages import Unreadable
from bench.truth.text.signatures import measure

BODY = "Lena,\n\nthe pump runs again.\n\nRegards,\nTom Berg\n\n-----Original Message-----\nFrom: L\nSent: Monday\nSubject: P\n\nIs it?\n"
HEAD = "From: Tom Berg <tom@acme.example>\nTo: lena@beta.example\nSubject: {}\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\n"


def folder(tmp_path: Path, subject: str = "Re: Pump", **wrong: str) -> Path:
    raw = (HEAD.format(subject) + BODY).encode()
    (tmp_path / "one.eml").write_bytes(raw)
    labels = {
        "Lena,": "salutation",
        "the pump runs again.": "own",
        "Regards,\nTom Berg": "signature",
        "-----Original": "quoted",
    }
    rows = []
    for words, label in {**labels, **wrong}.items():
        start = BODY.index(words)
        end = len(BODY) if words.startswith("---") else start + len(words)
        rows.append(f"{sha256(raw).hexdigest()},{start},{end},{label}")
    (tmp_path / "zones.csv").write_text("\n".join(["sha256,start,end,label", *rows]) + "\n")
    return tmp_path


def test_each_zone_is_measured_by_its_lines(tmp_path: Path) -> None:
    """A mail that is read as it was labelled has an F1 of 1 in each zone that it has, and the simplest reader knows no greeting."""
    found = measure(folder(tmp_path))
    assert {z: found.metrics[f"{z}_f1"] for z in ("own", "quoted", "signature", "salutation")} == dict.fromkeys(
        ("own", "quoted", "signature", "salutation"), 1.0
    )
    assert found.baselines["marked lines and rules"]["salutation_f1"] == 0
    assert found.also["bodies labelled for zones"] == 1


def test_a_wrong_label_lowers_its_zone(tmp_path: Path) -> None:
    """What a subject says is forwarded is measured as that, against a label that says quoted."""
    found = measure(folder(tmp_path, "FW: Pump"))
    assert (found.metrics["quoted_f1"], found.metrics["forwarded_precision"]) == (0, 0)
    assert found.metrics["own_f1"] == 1


def test_a_label_that_is_no_zone_is_refused(tmp_path: Path) -> None:
    """An unknown zone is named with its line."""
    with pytest.raises(Unreadable, match="greeting"):
        measure(folder(tmp_path, **{"Lena,": "greeting"}))


def test_references_hold_no_words() -> None:
    """The project's sheet is digests, numbers and names of zones."""
    sheet = Path(__file__).parents[3] / "bench/truth/text/zones.csv"
    for line in sheet.read_text("ascii").splitlines()[1:]:
        digest, start, end, label, part = line.split(",")
        assert len(digest) == 64
        assert 0 <= int(start) < int(end)
        assert label in {"own", "quoted", "forwarded", "signature", "disclaimer", "salutation"}
        assert part in {"held", "shown", "blind"}
