"""What a buyer says in plain words is a risk of its own: quoted, dated, marked as by a rule on trial."""

from __future__ import annotations

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case

from regard.deals.risks import risks
from regard.deals.stakes import Steps, consequence


@pytest.mark.parametrize(
    ("words", "kind", "level"),
    [
        ("The parent company has stopped all investments until further notice.", "money_stopped", "high"),
        ("I am sorry to tell you that we have chosen Kelvinex.", "chose_another", "high"),
        ("We will not get to this before next spring.", "put_off", "medium"),
        ("We feel misled and want our money back.", "wants_money_back", "high"),
    ],
)
def test_said(words: str, kind: str, level: str) -> None:
    """Each fires on the words, quotes them, and is told as on trial where it is high; their later word that they chose us clears it."""
    said = touch(55, "lena", "SAM", words)
    found = next(r for r in risks(case([*ALONE, said])) if r.kind == kind)
    assert (found.level, found.told, found.trial) == (level, level == "high", True)
    assert found.evidence[0].quote == words
    assert "on trial" in found.evidence[0].says
    cleared = case([*ALONE, said, touch(57, "lena", "SAM", "We have decided for you.")])
    assert kind not in {r.kind for r in risks(cleared)}


def test_our_words_say_nothing() -> None:
    """What we write of our own budget is no risk of the deal."""
    ours = touch(55, "SAM", "lena", "Our budget has been cut, so we cannot travel.")
    assert not {r.kind for r in risks(case([*ALONE, ours]))} & {"money_stopped", "put_off", "chose_another", "wants_money_back"}


def test_the_same_words_are_no_red_flag_beside() -> None:
    """A sentence that a risk of its own tells is not told once more as a red flag."""
    said = touch(58, "lena", "SAM", "The budget for this was frozen.")
    assert [r.kind for r in risks(case([*ALONE, said])) if r.kind in ("money_stopped", "red_flag")] == ["money_stopped"]


def test_a_leading_person_who_is_named_leaves() -> None:
    """A director of theirs whom the words name as gone is a risk, though not on the deal; anybody else is none."""
    said = touch(55, "lena", "SAM", "A short note that our logistics director, Karen Moss, has resigned.")
    found = next(r for r in risks(case([*ALONE, said])) if r.kind == "contact_leaving")
    assert (found.level, found.says) == ("medium", "Karen Moss is leaving, or has left.")
    other = touch(55, "lena", "SAM", "Karen Moss has resigned.")
    assert "contact_leaving" not in {r.kind for r in risks(case([*ALONE, other]))}


def test_consequence() -> None:
    """A fine that the buyer tells is a stake, quoted; ours and a plain sentence are none."""
    told = consequence([touch(3, "lena", "SAM", "The supermarkets will fine us 80,000 EUR a week.")], Steps())
    assert told is not None
    assert told.evidence[0].quote.startswith("The supermarkets")
    assert consequence([touch(3, "SAM", "lena", "Late delivery costs us 5,000 EUR a day.")], Steps()) is None
    assert consequence([touch(3, "lena", "SAM", "That is fine with us.")], Steps()) is None
