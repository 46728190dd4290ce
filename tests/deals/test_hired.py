"""Whom a hired seller brought: by their own words or their first month, never a colleague's contact; and what became of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.deals.made import day, touch

from regard.deals.hired import Brought, brought, is_hired, says_changed
from regard.deals.records import Touch
from regard.model import DAY

MOVED = "I have moved to Tarnwick. May I show you what we do here?"
PLAIN = "May I show you what we do here?"


def told(*touches: Touch, joined: float = 0, company: float | None = None, at: float = 120) -> Brought | None:
    known = None if company is None else day(company)
    return brought("lena", "Lena Ortiz", "Acme", touches, "SAM", day(joined), known, day(at))


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("You know me from my years at Frostline.", True),
        ("Since the first of the month I'm with Tarnwick.", True),
        ("I left Frostline last week.", True),
        ("After nine years at Frostline I have started at Tarnwick.", True),
        ("I have left the drawings with your porter.", True),
        ("Would Friday suit you?", False),
        ("She has moved to another company.", False),
    ],
)
def test_that_they_changed_firms(text: str, so: bool) -> None:
    """The writer's own change of firm is read from their words; others' is not. "Left" is read too widely, and said so here."""
    assert (says_changed(touch(1, "SAM", "lena", text)) is not None) is so


@pytest.mark.parametrize(
    ("touches", "given", "because"),
    [
        ((touch(50, "SAM", "lena", MOVED),), {}, "said"),
        ((touch(50, "SAM", "lena", PLAIN),), {}, ""),
        ((touch(20, "SAM", "lena", PLAIN),), {}, "first month"),
        ((touch(20, "SAM", "lena", PLAIN),), {"company": 3}, ""),
        ((touch(20, "SAM", "lena", MOVED),), {"company": 3}, "said"),
        ((touch(20, "TEA", "lena", MOVED), touch(21, "SAM", "lena", MOVED)), {}, ""),
        ((touch(19, "lena", "SAM", PLAIN), touch(20, "SAM", "lena", MOVED)), {}, ""),
        ((touch(400, "SAM", "lena", MOVED),), {}, ""),
        ((), {}, ""),
    ],
    ids=["said", "later", "first month", "a firm we know", "said to a firm we know", "a colleague's", "they wrote", "a year on", "none"],
)  # fmt: skip
def test_whose_contact(touches: tuple[Touch, ...], given: dict[str, Any], because: str) -> None:
    """Theirs is whom nobody of ours dealt with before, by words within a year, or in the first month at a company unknown to us."""
    found = told(*touches, **given)
    assert (found.because if found else "") == because


@pytest.mark.parametrize(
    ("after", "at", "became"),
    [
        ((), 41, "silent"),
        ((), 20, "open"),
        ((touch(12, "lena", "SAM", "How nice."),), 120, "answered"),
        ((replace(touch(12, "lena", "SAM"), cues=frozenset({"declines"})),), 120, "stays"),
        ((replace(touch(12, "lena", "SAM"), cues=frozenset({"asks_next_step"})),), 120, "came"),
        ((touch(12, "lena", "SAM"), touch(20, "lena", "SAM"), touch(30, "lena", "SAM")), 120, "touch"),
        ((touch(12, "lena", "SAM"), touch(13, "lena", "SAM"), touch(14, "lena", "SAM")), 120, "answered"),
        ((touch(14, "SAM", "lena", kind="meeting", acted=frozenset({"lena"})),), 120, "came"),
        ((touch(12, "lena", "SAM", automated="out_of_office"),), 120, "silent"),
    ],
    ids=["silence", "lately", "a word", "a no", "next step", "lasting", "three days", "met", "an away note"],
)  # fmt: skip
def test_what_became(after: tuple[Touch, ...], at: float, became: str) -> None:
    """A meeting or a next step of theirs is coming over, lasting business is being in touch; a word, a no and silence are what they are."""
    found = told(touch(10, "SAM", "lena", MOVED), *after, at=at)
    assert found is not None
    assert found.became == became
    assert found.evidence[0].quote == "I have moved to Tarnwick."


def test_who_was_here_from_the_beginning() -> None:
    """Whoever mail shows within ninety days of the firm is not hired: nobody can tell."""
    assert is_hired(day(90), day(0))
    assert not is_hired(day(89), day(0))
    assert not is_hired(None, day(0))
    assert not is_hired(day(3) + DAY, None)
