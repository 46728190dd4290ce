from dataclasses import replace
from time import process_time

import pytest
from tests.deals.made import touch

from regard.deals.signs import SignKind, examples, framed, is_sign, signs, tells_leaving


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


def test_a_row_of_question_marks_is_read_once() -> None:
    """A hundred thousand of them, with a word behind them, take less than a second; where they end a sentence it asks."""
    row = "?" * 100_000
    begun = process_time()
    assert tells_leaving(f"Omar is leaving the company {row} for good")
    assert not tells_leaving(f"Omar is leaving the company {row}")
    assert process_time() - begun < 1
    assert not tells_leaving("Omar is leaving the company (?!)")


@pytest.mark.parametrize(
    "words",
    [
        "Will is leaving the firm at the end of May.",
        "Will Holm has resigned.",
        "And Can Yilmaz leaves the firm in June.",
        "Omar is leaving on Friday for a competitor.",
        "Omar is leaving next month for one of your rivals, sad to say.",
        "Omar is leaving next week for Nadir Pumps GmbH.",
        "How sad: Omar is leaving us in June!",
        "What a pity that Omar is leaving us in June!",
    ],
)
def test_a_name_an_exclamation_and_a_new_firm_leave_a_leaving_told(words: str) -> None:
    """Somebody called as a question begins, "how sad" and a firm as where they go to are no question and no trip."""
    assert tells_leaving(words)


@pytest.mark.parametrize(
    "words",
    [
        "Will Omar leave the firm",
        "Can you tell whether Omar is leaving the firm",
        "Will is leaving the firm, is he?",
        "How is it that Omar is leaving",
        "Omar is leaving on Friday for a company visit.",
        "Omar is leaving next week for Lisbon.",
        "What a question: is Omar leaving the firm?",
    ],
)
def test_a_question_and_a_trip_stay_one(words: str) -> None:
    """Also where no mark is set, where it begins with a name, and where the trip goes to a firm."""
    assert not tells_leaving(words)
