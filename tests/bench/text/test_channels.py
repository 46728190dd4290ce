"""The truth task `channels`: what it counts, and what it refuses."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from bench.truth.__main__ import table
from bench.truth.messages import Unreadable
from bench.truth.text.channels import BEHAVIOURS, GOLD, SECOND, measure, references

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


def second_sheet(tmp_path: Path, verdicts: dict[str, tuple[str, str]]) -> None:
    """A second reader's (kind, verdict) beside the labels, by the sentence that each mail consists of."""
    rows = ["sha256,start,end,kind,right"]
    for file in sorted(tmp_path.glob("*.eml")):
        raw = file.read_bytes()
        body = raw.decode().partition("\n\n")[2].strip()
        if body in verdicts:
            rows.append(f"{sha256(raw).hexdigest()},0,{len(body)},{','.join(verdicts[body])}")
    (tmp_path / "labels_second.csv").write_text("\n".join(rows) + "\n")


def test_two_readers_of_what_was_found(tmp_path: Path) -> None:
    """Agreement and precision by each and by both are told of sentences found that both judged, by kind and of each side."""
    kind, silent = "names_competitor", "Nordvik has made us an offer."
    others = [f"We are also talking to {name}." for name in ("Aldane", "Borex", "Cavell")]
    labels = {RIGHT: "1", others[0]: "1", others[1]: "0", others[2]: "1", silent: "1"}
    folder(tmp_path, {body: [(body, kind, verdict)] for body, verdict in labels.items()})
    assert measure(tmp_path).also["readers"] == {}
    second_sheet(tmp_path, {RIGHT: (kind, "1"), others[0]: (kind, "0"), others[1]: (kind, "0"), silent: (kind, "1")})
    told = measure(tmp_path).also["readers"]
    assert told.keys() == {"what buyers do", kind}
    row = told[kind]
    assert (row["n"], row["agreement"], row["kappa"]) == (3, 0.6667, 0.4)
    assert (row["first"], row["second"], row["both"]) == (0.6667, 0.3333, 0.5)
    assert row == told["what buyers do"]
    answer = {"task": "channels", "n": 5, "metrics": {}, "baselines": {}, "readers": told, "seconds": 0.1}
    assert f"readers, {kind}" in table(answer)
    assert "kappa 0.4" in table(answer)


@pytest.mark.parametrize("second", [("leaves", "1"), ("names_competitor", "said")])
def test_a_second_verdict_that_cannot_be_used(tmp_path: Path, second: tuple[str, str]) -> None:
    """A second reader's verdict on what the first has not judged, or none at all, is refused by its place."""
    folder(tmp_path, {RIGHT: [(RIGHT, "names_competitor", "1")]})
    second_sheet(tmp_path, {RIGHT: second})
    with pytest.raises(Unreadable, match=r"labels_second\.csv"):
        measure(tmp_path)


def test_the_projects_second_sheet(tmp_path: Path) -> None:
    """References only, each once, at most thirty a kind, all of sentences that the first reader judged; every behaviour is there."""
    lines = SECOND.read_text("ascii").splitlines()
    assert lines[0] == "sha256,start,end,kind,right"
    assert len(set(lines)) == len(lines) == 465
    assert lines[1:] == sorted(lines[1:], key=lambda line: (line.split(",")[0], int(line.split(",")[1])))
    kinds = Counter(line.split(",")[3] for line in lines[1:])
    assert max(kinds.values()) == 30
    assert kinds.keys() >= set(BEHAVIOURS)
    assert set("".join(lines[1:])) <= set("abcdefghijklmnopqrstuvwxyz0123456789,_")
    labels = [label for found in references(tmp_path).values() for label in found]
    assert Counter(label.kind for label in labels if label.second) == kinds
    assert all(label.verdict in {"0", "1"} for label in labels if label.second)
