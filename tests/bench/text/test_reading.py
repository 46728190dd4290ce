"""What tasks about reading answer: metrics with intervals, and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.truth.__main__ import READING, main
from bench.truth.text.reading import Tally, f1, precision, recall, shares, wilson, with_intervals


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([], (0.0, 0.0, 0.0)),
        ([Tally(0, 0, 3)], (0.0, 0.0, 0.0)),
        ([Tally(3, 1, 0), Tally(0, 0, 3)], (0.75, 0.5, 0.6)),
    ],
)
def test_precision_recall_and_f1(units: list[Tally], expected: tuple[float, float, float]) -> None:
    """Over all units together, and 0 where there is nothing to divide by."""
    assert (precision(units), recall(units), f1(units)) == pytest.approx(expected)


def test_an_interval_holds_its_value() -> None:
    """A bootstrap interval lies around the value, and is the same every time."""
    rows = [Tally(i % 3, i % 2, i % 5) for i in range(60)]
    first = with_intervals(rows, {"f1": f1})
    assert first["low"]["f1"] < first["f1"] < first["high"]["f1"]
    assert with_intervals(rows, {"f1": f1}) == first


def test_a_share_of_few_is_uncertain() -> None:
    """Nine of ten might be seven of ten; nothing seen says nothing."""
    low, high = wilson(9, 10)
    assert 0.55 < low < 0.61
    assert 0.98 < high < 0.99
    assert wilson(0, 0) == (0.0, 1.0)
    assert shares({"exact": (0, 0)})["exact"] is None


def test_signatures_are_measured_on_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One labelled mail found whole and one without a signature: the JSON says so, beside the simple rules."""
    for kind, body in (
        ("P", "Shall we say Monday at ten?\n\n#sig#--\n#sig#Ann Lee\n#sig#Head of Purchasing"),
        ("N", "See you on Monday then."),
    ):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "1_body").write_text(body, encoding="utf-8")
        (tmp_path / kind / "1_sender").write_text('"Ann Lee" <ann.lee@harlow.example>', encoding="utf-8")
    assert main(["zones-signatures", "--data", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["n"], result["metrics"]["f1"], result["metrics"]["presence"]) == (2, 1.0, 1.0)
    assert result["baselines"]["last two lines"]["presence"] == 0.5
    assert set(result["metrics"]["low"]) >= {"f1", "presence"}
    assert main(["zones-signatures", "--data", str(tmp_path)]) == 0
    assert "ours" in capsys.readouterr().out


@pytest.mark.parametrize("task", READING)
def test_data_that_cannot_be_used_is_said(task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder and a missing one: exit 1 and one line that says why."""
    for folder in (tmp_path, tmp_path / "missing"):
        assert main([task, "--data", str(folder), "--json"]) == 1
        told = capsys.readouterr()
        assert not told.out
        assert len(told.err.strip().splitlines()) == 1
