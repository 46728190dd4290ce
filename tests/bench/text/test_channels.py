"""The truth task `channels`: what it counts, and what it refuses."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from bench.truth.messages import Unreadable
from bench.truth.text.channels import GOLD, measure, references

RIGHT = "We are also talking to Nordvik."
WRONG = "We went with Lena."


def folder(
    tmp_path: Path, bodies: dict[str, list[tuple[str, str, str]]], columns: str = "sha256,start,end,kind,verdict"
) -> Path:
    """Mails of these bodies, with (sentence, kind, verdict) labels."""
    rows = [columns]
    for n, (body, labels) in enumerate(bodies.items()):
        raw = f"From: a@x.example\nTo: b@y.example\nDate: Mon, 5 Jan 2026 10:00:0{n} +0000\n\n{body}\n".encode()
        (tmp_path / f"{n}.eml").write_bytes(raw)
        for sentence, kind, verdict in labels:
            start = body.index(sentence)
            rows.append(f"{sha256(raw).hexdigest()},{start},{start + len(sentence)},{kind},{verdict}")
    (tmp_path / "labels.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_precision_and_recall_by_channel(tmp_path):
    """Precision over judged sentences that fire, recall over messages read whole; few firings are never usable."""
    kind = "names_competitor"
    found = measure(
        folder(
            tmp_path,
            {
                RIGHT: [(RIGHT, kind, "1"), (RIGHT, "read", "1")],
                WRONG: [(WRONG, kind, "0")],
                "Nordvik has made us an offer.": [("Nordvik", kind, "said"), ("Nordvik", "read", "1")],
                "It rains.": [("It rains.", "read", "1")],
            },
        )
    )
    row = found.metrics[kind]
    assert (row["precision"], row["recall"], row["fired"], row["usable"]) == (0.5, 0.5, 2, False)
    assert 0 < row["low"]["precision"] < 0.5 < row["high"]["precision"] < 1
    assert found.also["messages read whole"] == 3


def test_sentences_alone_tell_recall_where_nothing_was_read_whole(tmp_path):
    """A folder with judged sentences only measures recall over those judged right."""
    other = "Nordvik has made us an offer."
    found = measure(folder(tmp_path, {RIGHT: [(RIGHT, "names_competitor", "1")], other: [(other, "names_competitor", "1")]}))
    assert found.metrics["names_competitor"]["recall"] == 0.5


def test_our_behaviours_are_measured_beside_what_buyers_do(tmp_path):
    """Precision and recall of a behaviour come from messages that were read for behaviours, and from those alone."""
    right, wrong = "As promised, here is the plan.", "As promised by the sign, it is open."
    found = measure(
        folder(
            tmp_path,
            {
                right: [(right, "character", "1"), (right, "read ours", "1")],
                wrong: [(wrong, "character", "0")],
                "You have the plan that I owed you.": [("You", "character", "said"), ("You", "read ours", "1")],
                RIGHT: [(RIGHT, "names_competitor", "1"), (RIGHT, "read ours", "1")],
            },
        )
    )
    row = found.metrics["character"]
    assert (row["precision"], row["recall"], row["fired"]) == (0.5, 0.5, 2)
    assert found.metrics["names_competitor"]["recall"] is None


@pytest.mark.parametrize(
    ("kind", "verdict", "columns", "says"),
    [
        ("sings", "1", "sha256,start,end,kind,verdict", "sings"),
        ("leaves", "perhaps", "sha256,start,end,kind,verdict", "perhaps"),
        ("leaves", "1", "sha256,begin,end,kind,verdict", "columns"),
    ],
)
def test_labels_that_cannot_be_used(tmp_path, kind, verdict, columns, says):
    """A label of no known kind or verdict, and a file without the columns, are refused by name."""
    with pytest.raises(Unreadable, match=says):
        measure(folder(tmp_path, {RIGHT: [(RIGHT, kind, verdict)]}, columns))


def test_no_label_fits(tmp_path):
    """A folder whose mail nobody labelled measures nothing."""
    (tmp_path / "0.eml").write_bytes(b"From: a@x.example\n\nHello\n")
    with pytest.raises(Unreadable, match="labelled"):
        measure(tmp_path)


def test_the_projects_labels_hold_no_words(tmp_path):
    """References only, two hundred messages read whole."""
    labels = [label for found in references(tmp_path).values() for label in found]
    assert sum(label.kind == "read" for label in labels) == 200
    assert sum(label.kind == "read ours" for label in labels) == 200
    for sheet in GOLD:
        assert set(sheet.read_text("ascii")) <= set("abcdefghijklmnopqrstuvwxyz0123456789,_ \n")
