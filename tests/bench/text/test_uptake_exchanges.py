"""The task `uptake`: other rated exchanges are ranked by the shipped model, beside the count of shared words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from bench.truth.__main__ import main

ROWS = (
    ("1", "I added the two sides", "You added the two sides, and why did you add those two?", "1.2"),
    ("1", "It is twelve", "Twelve. How did you get twelve?", "0.9"),
    ("2", "I counted them all", "Okay.", "-1.5"),
    ("2", "It is the smaller one", "Please sit down now.", "-1.1"),
    ("2", "nobody rated this", "No.", ""),
)


def test_other_exchanges_are_judged_by_the_shipped_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four rated exchanges and one without a rating: four are judged, in the right order."""
    lines = ["obs_id,student_text,teacher_text,uptake_zscore", *(f'{o},"{s}","{t}",{z}' for o, s, t, z in ROWS)]
    (tmp_path / "uptake.csv").write_text("\n".join(lines), encoding="utf-8")
    assert main(["uptake", "--data", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["n"] == 4
    assert result["metrics"]["rho"] > 0.5
    assert result["judged"] == "by the shipped model"


def test_a_file_with_other_columns_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A CSV of something else: exit 1, and which columns are missed."""
    (tmp_path / "uptake.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["uptake", "--data", str(tmp_path)]) == 1
    assert "rated exchanges" in capsys.readouterr().err
