"""How much of what sellers write does the coach see, and is it right? A hundred and eight made-up drafts in four languages, whole mails.

Those of `seen` were looked at while the rules were widened, those of `kept` only counted. One person wrote drafts and patterns, so the
counts flatter: what they hold is that nothing of it is lost again.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from regard.actions.coach import coach

DRAFTS = tomllib.loads(Path(__file__).with_name("drafts.toml").read_text("utf-8"))
FOUND = {"seen": 38, "kept": 24}
"""Of 40 and of 37 breaches so many are remarked at least."""


@pytest.mark.parametrize("half", FOUND)
def test_drafts_of_sellers(half: str) -> None:
    """Breaches are remarked as often as they were, and no draft gets a remark that it does not deserve."""
    found, wrong = 0, []
    for _, draft, broken in DRAFTS[half]:
        told = {remark.rule for remark in coach(draft)}
        found += len(told & set(broken.split()))
        wrong += [(draft, rule) for rule in told - set(broken.split())]
    assert wrong == []
    assert found >= FOUND[half]
