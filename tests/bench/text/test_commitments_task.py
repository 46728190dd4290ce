"""The task `commitments`: both forms of folder, and the project's own references."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from bench.truth.messages import Unreadable
from bench.truth.text.commitments import GOLD, measure
from bench.truth.text.readers import kappa, second_sheet

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
        assert part in {"develop", "held", "held-again", "held-third"}
        assert stratum in {"net", "rest", "fired", "unfired"}
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


def test_the_second_readers_sheet() -> None:
    """It holds references to sentences of the first sheet, those held back at first and 300 others, each once."""
    file = GOLD.with_name("commitments_second.csv")
    lines = file.read_text("ascii").splitlines()
    assert lines[0] == "sha256,start,end,labels"
    assert {line.rsplit(",", 1)[1] for line in lines[1:]} == {"commitment", "conditional", ""}
    first = {
        (d, int(a), int(b)): part
        for d, a, b, part, *_ in (line.split(",") for line in GOLD.read_text("ascii").splitlines()[1:])
    }
    second = second_sheet(file)
    assert len(second) == len(lines) - 1 == 900
    assert second.keys() <= first.keys()
    assert {place for place, part in first.items() if part in ("held", "held-again")} <= second.keys()


def test_two_readers(tmp_path: Path) -> None:
    """With a second sheet the rules are held against each reader and against both; where these differ counts neither way there."""
    text = "I'll send it tomorrow. I will call you on Friday. Thanks for all. If it rains, I'll call you.\n"
    raw = f"From: a@harlow.example\nTo: b@venn.example\nDate: Wed, 15 May 2024 10:00:00 +0000\nSubject: x\n\n{text}".encode()
    (tmp_path / "1.eml").write_bytes(raw)
    digest = sha256(raw).hexdigest()
    sentences = ["I'll send it tomorrow.", "I will call you on Friday.", "Thanks for all.", "If it rains, I'll call you."]
    for file, labels in (
        ("labels.csv", ("commitment", "commitment", "commitment", "conditional")),
        ("labels_second.csv", ("commitment", "", "", "commitment")),
    ):
        rows = [
            f"{digest},{text.index(s)},{text.index(s) + len(s)},{label}" for s, label in zip(sentences, labels, strict=True)
        ]
        (tmp_path / file).write_text("\n".join(["sha256,start,end,labels", *rows, ""]))
    told = measure(tmp_path).also["readers"][""]
    assert told["n"] == 4
    assert told["commitment"] | {"kappa": None} == {"first": 3, "second": 2, "both": 1, "agreement": 0.25, "kappa": None}
    assert told["commitment"]["kappa"] == -0.5
    assert [told[f"against {who}"]["precision"] for who in ("the first", "the second", "both, where they agree")] == [
        1.0,
        0.5,
        1.0,
    ]
    assert [told[f"against {who}"]["recall"] for who in ("the first", "the second", "both, where they agree")] == [
        0.6667,
        0.5,
        1.0,
    ]
    assert told["differ"][0] == f"{digest[:12]} {text.index('I will')} {text.index('Friday.') + 7}"
    (tmp_path / "labels_second.csv").write_text(f"sha256,start,end,labels\n{digest},a,9,\n")
    with pytest.raises(Unreadable, match="line 2"):
        measure(tmp_path)


def test_kappa() -> None:
    """Cohen's kappa: 1 for the same, 0 for chance or nothing to tell apart, the textbook's .4 for 35 of 50."""
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(table) == pytest.approx((0.7, 0.4))
    assert kappa([(1, 1), (0, 0)]) == (1.0, 1.0)
    assert kappa([(1, 1), (1, 1)]) == (1.0, 0.0)
    assert kappa([]) == (0.0, 0.0)


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
