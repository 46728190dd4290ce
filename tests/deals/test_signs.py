from dataclasses import replace

import pytest
from tests.deals.made import touch

from regard.deals.signs import SignKind, examples, framed, is_sign, signs, signs_of


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


def learned(monkeypatch: pytest.MonkeyPatch, kind: str, holding: str) -> None:
    """Have the learned reader take every sentence that holds some words for one kind, where it is asked about it."""

    def says(sentences: list[str], kinds: tuple[str, ...]) -> list[tuple[int, str, float]]:
        return [(n, kind, 0.9) for n, s in enumerate(sentences) if holding in s and kind in kinds]

    monkeypatch.setattr("regard.evidence.language.second.says", says)


def test_what_a_reader_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no rule finds a kind the learned reader may, with the sentence's place, and says so; where a rule finds it, the rule counts."""
    learned(monkeypatch, "leaves", "boots")
    text = "Hello Sam. I hung up my boots. Friday is my last day."
    found = [s for s in signs(touch(1, "lena", "SAM", text)) if s.kind == "leaves"]
    assert [(s.basis, text[s.start : s.end]) for s in found] == [
        ("learned", "I hung up my boots."), ("rule", "Friday is my last day."),
    ]  # fmt: skip
    learned(monkeypatch, "leaves", "last day")
    assert [s.basis for s in signs(touch(1, "lena", "SAM", "Friday is my last day.")) if s.kind == "leaves"] == ["rule"]


def test_whose_words_are_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is asked about buyers' kinds in buyers' mails and about ours in ours; never about calls, away notes or unread words."""
    learned(monkeypatch, "no_say", "hands")
    text = "The thing is in other hands."
    assert [s.kind for s in signs(touch(1, "lena", "SAM", text))] == ["no_say"]
    assert signs(touch(1, "SAM", "lena", text)) == ()
    assert signs(touch(1, "lena", "SAM", text, kind="call")) == ()
    assert signs(touch(1, "lena", "SAM", text, automated="out_of_office")) == ()
    assert signs(touch(1, "lena", "SAM", text, spans=())) == ()


def test_many_are_read_as_one_by_one() -> None:
    """The signs of many touches are those of each alone, whoever wrote them."""
    texts = [
        "We are leaving you no choice.",
        "The budget has been frozen. Shall I introduce you to our finance director?",
        "",
        "Ok.",
    ]
    touches = [touch(n, who, to, text) for n, text in enumerate(texts) for who, to in (("lena", "SAM"), ("SAM", "lena"))]
    assert signs_of(touches) == [signs(t) for t in touches]
