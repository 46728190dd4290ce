"""Do the rules for threats, certainties and reproaches see what was written down before them, and leave alone what only looks like it?

One person wrote the sentences of `pressed.toml`, then the patterns: the counts flatter, and hold that nothing of it is lost again.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.actions.test_rules import remarks

from regard.actions.coach import NOBODY

PRESSED = tomllib.loads(Path(__file__).with_name("pressed.toml").read_text("utf-8"))
FOUND = {"ultimatum": 10, "sure-thing": 10, "reproach": 10}
"""Of ten that break the rule, so many are remarked at least."""


@pytest.mark.parametrize("rule", FOUND)
def test_what_presses_is_heard(rule: str) -> None:
    """Of ten sentences that press, nearly all are remarked by the rule they break."""
    assert len(PRESSED["right"][rule]) == 10
    missed = [text for text in PRESSED["right"][rule] if not remarks(rule, "en", text, NOBODY)]
    assert 10 - len(missed) >= FOUND[rule], missed


@pytest.mark.parametrize("rule", FOUND)
def test_what_only_looks_like_it_is_left_alone(rule: str) -> None:
    """A buyer's own deadline, a notice quoted, a real day, a guarantee that is one: no remark."""
    assert len(PRESSED["wrong"]) == 30
    assert [text for text in PRESSED["wrong"] if remarks(rule, "en", text, NOBODY)] == []


def test_threats_of_other_trades_are_hardly_heard_and_nothing_else_is_blamed() -> None:
    """Of 36 that the rule was not written for two are remarked (a floor: it may not get worse); of 40 that only look like one, none."""
    fresh = tomllib.loads(Path(__file__).with_name("ultimatum_fresh.toml").read_text("utf-8"))
    assert (len(fresh["right"]), len(fresh["wrong"])) == (36, 40)
    assert sum(bool(remarks("ultimatum", "en", text, NOBODY)) for text in fresh["right"]) >= 2
    assert [text for text in fresh["wrong"] if remarks("ultimatum", "en", text, NOBODY)] == []
