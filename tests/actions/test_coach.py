# ruff: noqa: E501
"""Whose words are judged, in which language, how fast, and what switches a rule off."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pace import within

from regard import config
from regard.actions.coach import coach
from regard.actions.rulebook import rules
from regard.actions.switches import entries, off_and_on
from regard.book import Book
from regard.book import coach as without_book
from regard.errors import ConfigError, UnknownReference

SENTENCE = "Hello Lena, thank you for your time today. The plan for the night shift is attached, and the line runs at 80 %."


def found(text: str, **how: object) -> list[tuple[str, str]]:
    """(rule, words marked) of each remark on a draft."""
    return [
        (r.rule, text[r.start : r.end])
        for r in coach(text, **how)
        if r.rule in {"thanks-for-time", "needs", "transaction-words"}
    ]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "below",
    [
        "\n\n> Thank you for your time.\n> We hope it meets your needs.\n",
        "\n\nOn Mon, 4 May 2026 at 10:12, Lena Ortiz <lena@harlow.example> wrote:\n> thank you for your time\n",
        "\n\n-----Original Message-----\nFrom: Lena Ortiz\nSent: Monday, May 4, 2026 10:12 AM\nTo: Anna\nSubject: plan\n\nThanks for your time.\n",
        "\n\n-- \nAnna Berg\nNorthlight, for all your needs\n",
    ],
)
def test_only_own_words(below: str) -> None:
    """What is quoted below and the signature are not judged."""
    assert found(SENTENCE + below) == [("thanks-for-time", "thank you for your time today")]


@pytest.mark.parametrize(
    ("markup", "marked"),
    [
        ("<html><body><p>Hello, thank&nbsp;you for <b>your time</b>. We will see the plan.</p></body></html>", "thank&nbsp;you for <b>your time"),
        ("<p>We will see if it <i>meets your\r\nneeds</i> &amp; yours</p>", "meets your\r\nneeds"),
        ("<div>We will see: I hope it meets your needs<br>and the plan</div><blockquote>thank you for your time</blockquote>", "meets your needs"),
        ('<div>We will see: it meets your needs</div><div class="gmail_quote"><div>a</div>thank you for your time</div>', "meets your needs"),
        ("<style>p { content: 'meets your needs' }</style><p>You and we will see that it meets your needs</p>", "meets your needs"),
    ],
)  # fmt: skip
def test_markup(markup: str, marked: str) -> None:
    """HTML is read as a reader would see it, and marks point into the markup as it was given."""
    assert [words for _, words in found(markup)] == [marked]


@pytest.mark.parametrize("text", ["", "   \n\t", "> thank you for your time\n", "<p></p>"])
def test_nothing_to_judge(text: str) -> None:
    """An empty draft has no remarks and says so."""
    answer = coach(text)
    assert list(answer) == []
    assert "no words" in answer.note


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Grazie per il suo tempo e per la pazienza, ci sentiamo domani per il progetto.", "Not judged: language."),
        ("Dank u wel voor uw tijd, wij hebben het plan van de lijn en zijn er morgen.", "Not judged: language."),
        ("ご多忙のところお時間をいただきありがとうございます。", "Not judged: language."),
        ("Vielen Dank für Ihre Zeit, wir haben den Plan der Anlage beigefügt.", "In German"),
        ("Merci pour votre temps, nous vous envoyons le plan de la ligne.", "In French"),
        ("Gracias por su tiempo, le enviamos el plan de la línea con los datos.", "In Spanish"),
    ],
)
def test_languages(text: str, said: str) -> None:
    """Each language is judged by its own rules; what has none says so instead of being judged by another's."""
    answer = coach(text)
    if "In" in said:
        assert [r.rule for r in answer] == ["thanks-for-time"]
    else:
        assert list(answer) == []
    if len(rules()) > 3 or "Not" in said:
        assert said in answer.note


def test_places_count_code_points() -> None:
    """Offsets are characters, also behind letters outside the basic plane and with line ends of every kind."""
    text = "Hallo 🙂🙂 Lena,\r\n\r\nwe are here with everybody of the second shift, and thank   you\r\nfor your time. The plan is with you."
    assert found(text) == [("thanks-for-time", "thank   you\r\nfor your time")]


@pytest.mark.parametrize(
    "text",
    [
        " ".join([SENTENCE, "We looked at what your team said about the second line, and this is what we would do."] * 140),
        "thank you for " * 1_800,
        "please sign the " * 1_300 + ".",
        "your needs and what you said about the line " * 550,
    ],
    ids=["mail", "almost", "open", "many"],
)
def test_five_thousand_words_in_time(text: str) -> None:
    """A draft of 5,000 words costs less than 50 ms of CPU once the rules are loaded."""
    assert len(text.split()) > 3_500
    coach(text)
    within(0.05, lambda: coach(text))


@pytest.mark.parametrize(
    "piece", ["thank you ", "a", "your needs\n", "have you ", "\n", "<p>", "&nbsp;", "> ", "!?", "i'll get back to you "]
)
def test_huge_drafts_stay_linear(piece: str) -> None:
    """A megabyte of one thing is answered within seconds, and what was not read is said."""
    text = "The plan and the line are with you. " + piece * (1_000_000 // len(piece))
    answer = within(6, lambda: coach(text))
    assert "Only the first" in answer.note


def test_switches() -> None:
    """A rule can be switched off; a name that is none is an error that offers the nearest."""
    assert found(SENTENCE, off=["thanks-for-time"]) == []
    with pytest.raises(ConfigError, match="thanks-for-time"):
        coach(SENTENCE, off=["thanks-for-times"])


def test_switches_of_one_writer() -> None:
    """`coach.off_for` holds for the writer it names and for nobody else."""
    settings = config.load(None, {"coach.off": ["needs"], "coach.off_for": ["Ben@ours.example:thanks-for-time"]}, {})
    assert off_and_on(settings, "ben@ours.example")[0] == ("needs", "thanks-for-time")
    assert off_and_on(settings, "ida@ours.example")[0] == ("needs",)
    assert off_and_on(settings, None)[0] == ("needs",)
    with pytest.raises(ConfigError, match="address:rule"):
        off_and_on(config.load(None, {"coach.off_for": ["thanks-for-time"]}, {}), None)


@pytest.mark.parametrize("entry", ["Ben@Ours.example:Needs", " Ben@Ours.example : needs "])
def test_entries_written_by_hand(tmp_path: Path, entry: str) -> None:
    """Letter case and spaces of an entry make no difference, neither in the file nor to whoever asks for what is off."""
    (tmp_path / config.FILE_NAME).write_text(f'[coach]\noff_for = ["{entry}"]\n', "utf-8")
    assert off_and_on(config.load(tmp_path, {}, {}), "BEN@ours.example")[0] == ("needs",)
    assert entries([entry]) == [("ben@ours.example", "needs")]


def test_settings_of_a_folder(tmp_path: Path) -> None:
    """Without a book, settings in its folder still hold; the only owner is taken for the writer."""
    assert [r.rule for r in without_book(SENTENCE, tmp_path) if r.rule == "thanks-for-time"]
    config.write(tmp_path, {"us.owners": ["ben@ours.example"], "coach.off_for": ["ben@ours.example:thanks-for-time"]})
    assert not [r.rule for r in without_book(SENTENCE, tmp_path) if r.rule == "thanks-for-time"]


def test_to_somebody_of_the_book(book: Book) -> None:
    """A named reader is looked up; nobody of that name is an error; nothing of the draft is kept."""
    buyer = book.people()[0]
    before = sorted((p.name, p.stat().st_size) for p in book.folder.glob("records*"))
    assert [r.rule for r in book.coach(SENTENCE, to=buyer.address) if r.rule == "thanks-for-time"]
    assert sorted((p.name, p.stat().st_size) for p in book.folder.glob("records*")) == before
    with pytest.raises(UnknownReference):
        book.coach(SENTENCE, to="nobody@nowhere.example")


def test_a_rule_that_was_taken_out() -> None:
    """A setting that switched a former rule off goes on working; one that switches it on says why there is none."""
    assert [r.rule for r in coach("Thank you for your time today, and see you on Monday.", off=("too-long",))] == [
        "thanks-for-time"
    ]
    with pytest.raises(ConfigError, match="was taken out: of 20 remarks"):
        coach("Thank you for your time today.", on=("too-long",))
