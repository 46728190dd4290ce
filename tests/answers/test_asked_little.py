"""Silence is told with what our own mail asked for."""

from __future__ import annotations

import pytest
from tests.relationships.worlds import trial

from regard.answers.evidence import sentence
from regard.model import Context


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("question", "did not answer within 3 days"),
        ("", "did not answer within 3 days"),
        ("statement", "did not answer within 3 days a mail of ours that asked nothing"),
        ("closing", "did not answer within 3 days a mail of ours that asked nothing"),
    ],
)
def test_silence_to_a_mail_that_asked_nothing_is_told_as_such(kind: str, says: str) -> None:
    """Whoever reads why a number is low sees whether there was anything to answer."""
    assert sentence(trial(1, channel="answers_ask", happened=False, context=Context(kind, expects=-0.2))) == says
