"""A question about a day that has gone by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.language.overtaken import overtaken

WROTE = int(datetime(2026, 3, 4, 10, tzinfo=UTC).timestamp() * 1e6)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("sentence", "today", "gone"),
    [
        ("Would Friday at nine work for you?", "2026-03-06", False),
        ("Would Friday at nine work for you?", "2026-03-07", True),
        ("Is there any chance to meet on Monday 9 March?", "2026-03-12", True),
        ("Please send your comments by Friday.", "2026-03-10", False),
        ("Please send your comments by Friday.", "2026-03-16", True),
        ("Could you send me the drawings?", "2026-03-30", False),
        ("Please send the order confirmation, I will sign it this week.", "2026-03-12", False),
        ("Please send the order confirmation by Friday, I will sign it then.", "2026-03-16", True),
        ("Can we meet on Friday, I will be there at nine?", "2026-03-09", True),
        ("Thursday or next Tuesday, which is better?", "2026-03-06", False),
        ("What did you think of the meeting on 2 March?", "2026-03-12", False),
        ("Are you free for a call at 3:30est?", "2026-03-05", False),
        ("Are you free for a call at 3:30est?", "2026-03-06", True),
        ("Can we speak around 3 pm?", "2026-03-09", True),
        ("Can we talk about 3.5 percent?", "2026-03-09", False),
        ("Is the yield at 4:00 hours stable?", "2026-03-09", False),
    ],
)
def test_the_day_a_question_is_about(sentence: str, today: str, gone: bool) -> None:
    """A day to meet on is over with the day; a day by which something is wanted a week later; a day past already says nothing."""
    assert overtaken(sentence, WROTE, 0, today) is gone
