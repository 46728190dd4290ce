"""The task `commitments`: both forms of folder, and the project's own references."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from bench.truth.messages import Unreadable
from bench.truth.text.commitments import GOLD, measure

LABELS = {
    "commitment",
    "conditional",
    "request",
    "offer",
    "disclosure",
    "coaching",
    "outcome",
    "complaint",
    "decline",
    "social",
    "",
}


def test_references_only() -> None:
    """The label file holds digests, offsets, parts and labels, and not one word of anybody's."""
    lines = GOLD.read_text("ascii").splitlines()
    assert lines[0] == "sha256,start,end,part,stratum,weight,labels"
    assert len(lines) > 800
    for line in lines[1:]:
        digest, start, end, part, stratum, weight, labels = line.split(",")
        assert len(digest) == 64
        assert int(digest, 16) >= 0
        assert 0 <= int(start) < int(end)
        assert part in {"develop", "held", "held-again"}
        assert stratum in {"net", "rest"}
        assert float(weight) >= 1
        assert set(labels.split(" ")) <= LABELS


def test_a_folder_of_mail(tmp_path: Path) -> None:
    """Labelled sentences are looked up by the mail's digest; conditional ones count neither way."""
    text = "I'll send it tomorrow. Thank you. If it rains, I'll call you. Done by Friday, promise.\n"
    raw = f"From: a@harlow.example\nTo: b@venn.example\nDate: Wed, 15 May 2024 10:00:00 +0000\nSubject: x\n\n{text}".encode()
    (tmp_path / "1.eml").write_bytes(raw)
    digest = sha256(raw).hexdigest()
    spots = [
        ("I'll send", "tomorrow.", "commitment"),
        ("Thank", "you.", ""),
        ("If", "call you.", "conditional"),
        ("Done", "promise.", "commitment"),
    ]
    rows = [f"{digest},{text.index(a)},{text.index(b, text.index(a)) + len(b)},{labels}" for a, b, labels in spots]
    (tmp_path / "labels.csv").write_text("sha256,start,end,labels\n" + "\n".join([*rows, f"{'0' * 64},0,4,commitment"]) + "\n")
    answer = measure(tmp_path)
    assert answer.n == 4
    assert (answer.metrics["precision"], answer.metrics["recall"]) == (1.0, 0.5)
    assert answer.also["references without a mail"] == 1


def test_threads_annotated_by_several(tmp_path: Path) -> None:
    """We are held against each annotator, and they against each other."""
    (tmp_path / "corpus.xml").write_text(
        "<root><thread><listno>1</listno><DOC><Text><Sent id='1.1'>I will send it.</Sent>"
        "<Sent id='1.2'>Thanks.</Sent><Sent id='1.3'>&gt; I will call.</Sent></Text></DOC></thread></root>"
    )
    one, two = "<annotation><cmt id='1.1'/></annotation>", "<annotation><cmt id='1.1'/><cmt id='1.2'/></annotation>"
    (tmp_path / "annotation.xml").write_text(f"<root><thread><listno>1</listno>{one}{two}</thread></root>")
    answer = measure(tmp_path)
    assert answer.n == 3
    assert (answer.metrics["precision"], answer.metrics["recall"]) == (1.0, round(2 / 3, 4))
    assert answer.baselines["annotators against each other"]["precision"] == round(2 / 3, 4)


def test_unusable_folders(tmp_path: Path) -> None:
    """No labelled mail, other columns or broken XML is said plainly."""
    with pytest.raises(Unreadable, match="labelled"):
        measure(tmp_path)
    (tmp_path / "labels.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Unreadable, match="columns"):
        measure(tmp_path)
    (tmp_path / "corpus.xml").write_text("<root>")
    (tmp_path / "annotation.xml").write_text("<root/>")
    with pytest.raises(Unreadable, match="XML"):
        measure(tmp_path)
