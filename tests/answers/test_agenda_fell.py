"""What lowered a standing is something of the factor that fell."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from regard.answers import agenda_fell
from regard.answers.agenda_fell import fallen, lowered_by
from regard.model import DAY
from regard.results.review import Changed

WEEK = Changed("trust", "did not write of their own accord", "2026-11-15", "m1", -0.9, "", 0, 0)
ADVICE = Changed("value", "wrote without asking for advice", "2026-11-02T10:00", "m2", -0.2, "", 0, 0)


@pytest.mark.parametrize(
    ("fell", "says"),
    [
        ("trust fell from 61 (as of 2026-05-01) to 45", "did not write of their own accord (2026-11-15)"),
        ("value fell from 86 (as of 2026-06-22) to 71", "wrote without asking for advice (2026-11-02)"),
        ("", ""),
    ],
)
def test_the_cause_is_of_the_factor_that_fell(fell: str, says: str) -> None:
    """The larger event of another factor is no cause."""
    assert lowered_by(fell, [WEEK, ADVICE]) == says
    assert lowered_by(fell, [WEEK] if says.startswith("wrote") else [ADVICE]) == ""


def test_what_is_not_known_now_fell_to_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust went unknown and value fell: value is told, and of whom both are unknown nothing."""
    before = {("jo", "trust"): (80.0, True), ("jo", "value"): (86.0, True), ("al", "trust"): (80.0, True)}
    now = {("jo", "trust"): (50.0, False), ("jo", "value"): (71.0, True), ("al", "trust"): (50.0, False)}
    monkeypatch.setattr(agenda_fell, "scores", lambda *_: [now, before, before])
    view = cast("Any", SimpleNamespace(as_of_us=20_000 * DAY))
    told = fallen(view, ["jo", "al"], 19_990 * DAY)
    assert list(told) == ["jo"]
    assert told["jo"].startswith("value fell from 86")
