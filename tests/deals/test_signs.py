from dataclasses import replace

import pytest
from tests.deals.made import touch

from regard.deals.signs import SignKind, examples, framed, is_sign, signs


@pytest.mark.parametrize(("kind", "sentence", "found"), examples())
def test_examples(kind: SignKind, sentence: str, found: bool) -> None:
    """Each kind is found in its right examples and in none of its wrong ones."""
    assert is_sign(kind, sentence) == found


def test_whose_words() -> None:
    """A price of ours is a proposal, theirs is about price; neither is read in the other's words."""
    assert {s.kind for s in signs(touch(1, "SAM", "lena", "Our price is €4,000."))} == {"proposal"}
    assert {s.kind for s in signs(touch(1, "lena", "SAM", "Your price is €4,000."))} == {"price"}


def test_competitors() -> None:
    """A competitor in general words, by a known name, and by words that set a firm beside ours; known people are none."""
    assert [s.kind for s in signs(touch(1, "lena", "SAM", "Another vendor was here."))] == ["rival"]
    assert [s.kind for s in signs(touch(1, "lena", "SAM", "Kaltwerk was here."), ("kaltwerk",))] == ["rival"]
    assert signs(touch(1, "lena", "SAM", "Kaltwerk was here.")) == ()
    told = touch(1, "lena", "SAM", "We have an offer from Kaltwerk Systems. We stay with Omar Nadir.")
    assert [name for name, *_ in framed(told, {"omar", "nadir"})] == ["Kaltwerk Systems"]
    assert framed(touch(1, "SAM", "lena", "We have an offer from Kaltwerk."), ()) == []


def test_who_leaves() -> None:
    """The writer where the words say I, whom they name where they name somebody."""
    (mine,) = signs(touch(1, "lena", "SAM", "Friday is my last day."))
    (theirs,) = signs(touch(1, "lena", "SAM", "Omar Nadir has left the company."))
    assert (mine.about, theirs.about) == ("", "Omar Nadir")


def test_cues_on_trial() -> None:
    """What only an unproven language rule found is a sign that says so; where a pattern found it too, the pattern counts."""
    text = "Tom handed in his notice yesterday."
    found = signs(replace(touch(1, "lena", "SAM", text), said=(("leaves", 0, len(text)),)))
    assert [(s.kind, s.trial) for s in found] == [("leaves", True)]
    text = "Friday is my last day."
    found = signs(replace(touch(1, "lena", "SAM", text), said=(("leaves", 0, len(text)),)))
    assert [(s.kind, s.trial) for s in found] == [("leaves", False)]
