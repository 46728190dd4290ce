"""The task `requests`: on other labelled sentences the shipped model is judged as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from bench.truth.__main__ import main


def test_other_sentences_are_judged_by_the_shipped_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few made-up sentences: metrics with intervals, the base rate found, and the simple rule beside it."""
    asks = (
        "Please call me.",
        "Could you send the form to Ben?",
        "Let me know by noon.",
        "Send it to Ben and call me when he has it.",
    )
    tells = ("The form went out.", "Ben signed it on Monday.", "It rained all day.", "We saw the plant.", "Nobody called.")
    lines = [*(f"Yes\t{s}" for s in asks), *(f"No\t{s}" for s in tells), "a line without a label"]
    (tmp_path / "test.txt").write_text("\n".join(lines), encoding="utf-8")
    assert main(["requests", "--data", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["n"] == 9
    assert result["judged"] == "by the shipped model"
    assert result["metrics"]["auc"] > 0.9
    assert result["baselines"]["question mark or polite word"]["auc"] < 1.0
    assert result["metrics"]["low"].keys() >= {"auc", "f1", "ece"}
