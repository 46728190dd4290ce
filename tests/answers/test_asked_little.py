"""Silence is told with what our own mail asked for."""

from __future__ import annotations

import pytest
from tests.relationships.worlds import trial

from regard.answers.evidence import sentence
from regard.model import Context


@pytest.mark.parametrize(
    ("expects", "says"),
    [
        (0.5, "did not answer within 3 days"),
        (0.0, "did not answer within 3 days"),
        (-0.9, "did not answer within 3 days a mail of ours that asked little or nothing"),
    ],
)
def test_silence_to_a_mail_that_asked_nothing_is_told_as_such(expects: float, says: str) -> None:
    """Whoever reads why a number is low sees whether there was anything to answer."""
    assert sentence(trial(1, channel="answers_ask", happened=False, context=Context("statement", expects=expects))) == says
