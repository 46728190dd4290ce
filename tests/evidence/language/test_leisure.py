"""What is of leisure, home or affection: nothing of it is quoted, and no question in it waits."""

from __future__ import annotations

import pytest

from regard.evidence.language.leisure import asks_of_leisure, is_leisure


@pytest.mark.parametrize(
    ("words", "leisure", "asks"),
    [
        ("Did you get to the cricket in the end?", True, True),
        ("Are you two off camping again this year?", True, True),
        ("How was the skiing?", True, True),
        ("Spielst du am Samstag wieder Fußball, oder gehst du wandern?", True, True),
        ("Comment était le mariage de ta fille ?", True, True),
        ("We spent ten days on a campsite in Wales, bliss.", True, False),
        ("Lovely to see you at the stand.", True, False),
        ("We owe you a beer for that.", True, False),
        ("Are you going to quote us for the golf carts?", False, False),
        ("How many caravan doors can you supply in March?", False, False),
        ("Have you had the price for the beer kegs yet?", False, False),
        ("We are closed for the summer holidays until 24 August.", False, False),
        ("Could you send the drawings before the long holidays?", False, False),
        ("Are you going to raise the voltage?", False, False),
        ("Which of the two would you take?", False, False),
    ],
)
def test_leisure_is_told_from_trade(words: str, *, leisure: bool, asks: bool) -> None:
    """A sentence with a word of trade is of trade, whatever else it names; only a question of somebody's own time is not owed."""
    assert (is_leisure(words), asks_of_leisure(words)) == (leisure, asks)
