"""A fall of standing is told with both numbers and the day, and only where they show it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from regard.answers import agenda_fell
from regard.model import DAY

NOW = 20_000 * DAY


@pytest.mark.parametrize(
    ("now", "last", "half", "told"),
    [
        ((45.0, True), (46.0, True), (61.4, True), "trust fell from 61 (as of 2024-04-04) to 45"),
        ((45.0, True), (58.0, True), (50.0, True), "trust fell from 58 (as of 2024-08-30) to 45"),
        ((45.0, True), (45.0, True), (49.0, True), ""),
        ((45.0, True), (45.0, True), (80.0, False), ""),
    ],
    ids=["within half a year", "since the review", "nobody would call it a fall", "what was never known cannot fall"],
)
def test_what_fell(
    now: tuple[float, bool], last: tuple[float, bool], half: tuple[float, bool], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The higher of the last review and half a year ago, where it was known; less than five points is no fall."""
    rows = [{("jo", "trust"): at} for at in (now, last, half)]
    monkeypatch.setattr(agenda_fell, "scores", lambda *_: rows)
    found = agenda_fell.fallen(SimpleNamespace(as_of_us=NOW), ["jo"], NOW - 34 * DAY)  # type: ignore[arg-type]
    assert found.get("jo", "") == told
