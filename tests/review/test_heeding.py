"""Whether advice was heeded, from what somebody says of it, and from nothing else."""

from __future__ import annotations

import pytest

from regard.model import DAY
from regard.review.heeding import WITHIN, Later, sequel

SENT = Later("m_1", 2 * DAY, by_us=True, words="Here is our offer.")


@pytest.mark.parametrize(
    ("by_us", "words", "shows"),
    [
        (True, "As you suggested, the price comes last.", "heeded"),
        (True, "Following your advice I rang the director.", "heeded"),
        (True, "Attached is the one page you asked for.", "heeded"),
        (True, "I know you said to wait, but the quarter ends.", "not heeded"),
        (True, "Against your advice we went with the deck.", "not heeded"),
        (True, "Attached is the offer with the price.", None),
        (True, "As you know, the plant closes in May.", None),
        (True, "I know you said it works. Good.", None),
        (False, "I'm glad you listened.", "heeded"),
        (False, "Much better. He called it readable.", "heeded"),
        (False, "That is exactly what I had in mind.", "heeded"),
        (False, "I did say not to lead with the price.", "not heeded"),
        (False, "You didn't listen, did you?", "not heeded"),
        (False, "That is the opposite of what I suggested.", "not heeded"),
        (False, "Thanks, I will look at it.", None),
        (False, "The new depot is listening to us.", None),
    ],
)
def test_only_what_is_said_of_it_tells(by_us: bool, words: str, shows: str | None) -> None:
    """Words that speak of the advice tell; a mail that merely comes after it tells nothing."""
    found = sequel(DAY, [SENT, Later("m_2", 3 * DAY, by_us=by_us, words=words)])
    assert (found.shows if found else None) == shows


def test_their_word_goes_before_ours() -> None:
    """What the buyer says of it stands against what we say of it."""
    said = [
        Later("m_1", 2 * DAY, by_us=True, words="As you suggested, here it is."),
        Later("m_2", 3 * DAY, by_us=False, words="It is the opposite of what I suggested."),
    ]
    found = sequel(DAY, said)
    assert found is not None
    assert (found.shows, found.message_id, found.by_us) == ("not heeded", "m_2", False)
    left = sequel(DAY, said, frozenset({"m_2"}))
    assert left is not None
    assert (left.shows, left.message_id) == ("heeded", "m_1")


def test_what_comes_too_early_or_too_late_tells_nothing() -> None:
    """Only what follows the advice within some weeks counts, and their word only once we did something."""
    glad = "Glad you listened."
    assert sequel(3 * DAY, [SENT, Later("m_2", 2 * DAY, by_us=False, words=glad)]) is None
    assert sequel(DAY, [SENT, Later("m_2", DAY + WITHIN + 1, by_us=False, words=glad)]) is None
    assert sequel(DAY, [Later("m_2", 2 * DAY, by_us=False, words=glad)]) is None
    assert sequel(DAY, []) is None
