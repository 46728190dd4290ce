"""Making the shipped weights: where the refit starts, and that a refit is a valid, repeatable file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from tests.bench.test_truth import office

from bench import weights as made
from regard.relationships.weights import load, parse


def test_the_start_has_the_shipped_channels() -> None:
    """What ships is what the refit starts from, channel by channel, and priors ship as they stand there."""
    start, shipped = made.start(), load()
    assert set(start.channels) == set(shipped.channels)
    for name, *_ in made.PRIORS:
        assert shipped.channels[name] == start.channels[name]


def test_a_refit_is_valid_and_repeatable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same graph gives the same file twice, which `parse` accepts."""
    monkeypatch.setattr(made, "TRAINED_TO", datetime(2024, 4, 1, tzinfo=UTC).date().isoformat())
    monkeypatch.setattr(made, "SAMPLE", 40)
    folder = office(tmp_path, days=110)
    for name in ("one.json", "two.json"):
        assert made.main(["--data", str(folder), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.json").read_text() == (tmp_path / "two.json").read_text()
    assert parse(json.loads((tmp_path / "one.json").read_text())).trained_to == "2024-04-01"
