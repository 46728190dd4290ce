"""What is counted of the coach's judged remarks."""

from __future__ import annotations

import pytest
from bench.coach import Remark, remarks, told


def test_the_sheet() -> None:
    """The other reader judged every remark of the sheet; the two differ on 8 of 141."""
    found = told(remarks())
    assert found["n"] == 141
    assert found["differ"] == 8
    assert found["agreement"] == pytest.approx(0.943, abs=0.001)


def test_two_readers() -> None:
    """Right by each and by both, with intervals; kappa beside plain agreement."""
    rows = [Remark("jargon", True, True)] * 2 + [Remark("jargon", True, False), Remark("jargon", False, False)]
    found = told(rows)
    assert (found["first"], found["other"], found["both"]) == (0.75, 0.5, 0.5)
    assert found["low"]["first"] == pytest.approx(0.3006, abs=1e-4)
    assert (found["agreement"], found["kappa"], found["differ"]) == (0.75, 0.5, 1)
