"""How widely the first three rules see: sixty sentences each that break one and sixty that only look like it, made up beforehand.

Those at even places of `fresh.toml` were looked at while the rules were widened, those at odd places only counted. One person wrote
sentences and patterns, so the counts flatter: what they hold is that nothing of it is lost again.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.actions.test_rules import remarks

from regard.actions.coach import NOBODY

FRESH = tomllib.loads(Path(__file__).with_name("fresh.toml").read_text("utf-8"))
FOUND = {"thanks-for-time": 29, "needs": 26, "transaction-words": 28}
"""Of each half of thirty, so many are remarked at least."""


@pytest.mark.parametrize("half", [0, 1], ids=["looked at", "kept apart"])
@pytest.mark.parametrize("rule", FOUND)
def test_fresh_uses(rule: str, half: int) -> None:
    """Nearly all that breaks the rule is remarked, and nothing that only looks like it."""
    assert len(FRESH[rule]["right"]) == len(FRESH[rule]["wrong"]) == 60
    missed = [text for text in FRESH[rule]["right"][half::2] if not remarks(rule, "en", text, NOBODY)]
    assert 30 - len(missed) >= FOUND[rule], missed
    assert [text for text in FRESH[rule]["wrong"][half::2] if remarks(rule, "en", text, NOBODY)] == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("transaction-words", "I would like to hear what is missing so that we can close the deal."),
        ("transaction-words", "I need an answer by Friday."),
        ("transaction-words", "Would you like to purchase the larger plant?"),
        ("transaction-words", "Hello Lena, contract attached for signature."),
        ("transaction-words", "Have you made up your mind?"),
        ("needs", "What do you need from us?"),
        ("thanks-for-time", "Thanks for meeting with us."),
    ],
)
def test_plain_cases(rule: str, text: str) -> None:
    """What a reviewer wrote down and the rules passed over."""
    assert remarks(rule, "en", text, NOBODY)
