"""The cells of business deadlines: their answers come from arithmetic of their own, and the grammar reads them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from bench.due_cells import WRITTEN, cases, due, right

TUESDAY = date(2025, 8, 12)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("d 10", "2025-08-22"),
        ("bd 5", "2025-08-19"),
        ("mo 12", "2026-08-12"),
        ("wd 1", "2025-08-19"),
        ("w 1 1", "2025-08-19"),
        ("me 1", "2025-09-30"),
        ("qe 1", "2025-12-31"),
        ("before q 4", "2025-09-30"),
        ("before md 9 17", "2025-09-16"),
        ("before 9", "2025-08-31"),
        ("md 1 1", "2026-01-01"),
        ("dom 3", "2025-09-03"),
        ("kw 40", "2025-10-03"),
        ("nwd -1 4 10", "2025-10-31"),
        ("lbd 0", "2025-08-29"),
        ("fbd 1", "2025-09-01"),
        ("nbd 3 1", "2025-09-03"),
    ],
)
def test_rules_tell_the_day(rule: str, day: str) -> None:
    """Checked against a calendar, seen from Tuesday, 12 August 2025."""
    assert [str(found) for found in due(rule, TUESDAY)] == [day]


def test_every_combination_is_a_case() -> None:
    """Each sentence of each cell is read on each day of writing, and none stands twice."""
    found = list(cases())
    assert len({(c.language, c.sentence, c.written) for c in found}) > 0.99 * len(found)
    assert {c.written for c in found} == set(WRITTEN)
    assert Counter(c.language for c in found if not c.due).keys() == {"en", "de", "fr", "es"}


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_most_cells_are_read_as_meant(language: str) -> None:
    """What is known to fail stands in the file all the same; what was mended stays so."""
    told: dict[bool, list[bool]] = {True: [], False: []}
    for case in cases():
        if case.language == language:
            told[bool(case.due)].append(right(case))
    assert sum(told[True]) / len(told[True]) >= 0.975
    assert sum(told[False]) / len(told[False]) >= 0.95
