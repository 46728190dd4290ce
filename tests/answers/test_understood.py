"""A quote that cannot be understood alone brings the sentence before it; one that can stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.understood import leans, understood
from regard.book import Book
from regard.evidence.language.sentences import sentences


def last(text: str) -> str:
    """What is quoted of the last sentence of a text."""
    return understood(text, *list(sentences(text, 0, len(text)))[-1], text)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("Ben tells me it is 12 weeks now, in your mail it was 16.", "Which is it?"),
        ("We need the valve before the audit in May.", "Can you do that?"),
        ("Still no quote here, and the paper has to go out.", "Where is it?"),
        ("The drawing of the infeed was due last week.", "I am disappointed."),
        ("Wir dachten an den Juni für den Umbau.", "Geht das?"),
    ],
)
def test_what_leans_on_the_sentence_before(before: str, words: str) -> None:
    """A pronoun, or a question that names nothing, is told with what it speaks of."""
    assert last(f"{before} {words}") == f"{before} {words}"


@pytest.mark.parametrize(
    "text",
    [
        "The line runs again since Friday. When does your board meet about the second lane?",
        "The line runs again since Friday. Could you send the drawings of the infeed?",
        "Hello Sam,\n\nWhich is it?",
        "Which is it?",
        "My mother is in hospital again with her heart. Can you do that?",
        "We spoke of the seals.\n\nWhich is it?",
    ],
)
def test_what_stands_by_itself_or_has_nothing_fit_before_it(text: str) -> None:
    """What names its thing stays alone, and neither a greeting, private life nor another paragraph is put in front."""
    words = text[slice(*list(sentences(text, 0, len(text)))[-1])]
    assert last(text) == words


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ("> The seals cost 90 each. The gaskets are dearer this year.\n", "Can you do that?"),
        ("| The seals cost 90 each. The gaskets are dearer this year.\n", "Can you do that?"),
        ("Am 3. Mai schrieb Sam Hart: Die Dichtungen kosten 90. Die Ventile sind teurer.\n", "Geht das?"),
        ("The seals cost 90 each. The gaskets are dearer this year.\n", "Which is it?"),
    ],
)
def test_what_somebody_else_wrote_is_put_in_front_of_nobody(quoted: str, words: str) -> None:
    """An answer in between lines that it quotes brings none of them, whichever sentence of them stands before it."""
    text = f"Hello Sam,\n\nthank you for both lists.\n\n{quoted}{words}\n"
    own = f"Hello Sam,\n\nthank you for both lists.\n\n{words}\n"
    start = text.index(words)
    assert understood(text, start, start + len(words), own) == words


def test_a_long_question_never_leans() -> None:
    """Eight words and more are told as they are."""
    assert not leans("Which of the two that you sent is it?")


@pytest.mark.parametrize(("quoted", "told"), [("> ", "Can you do that?"), ("", "The gaskets leak again. Can you do that?")])
def test_a_question_below_a_quoted_line_is_told_alone(
    make_book: Callable[..., Book], tmp_path: Path, quoted: str, told: str
) -> None:
    """The day's list shows the writer's own sentence before it, and never one of ours that they quoted."""
    ann, sam = "Ann Reed <ann@acme.example>", "Sam Hart <sam.hart@us.example>"
    asks = f"Hello Sam,\n\n{quoted}The seals cost 90 each. The gaskets leak again.\nCan you do that?\n\nAnn"
    put(
        tmp_path / "mail",
        mail(sam, ann, subject="Seals", date="04 May 2026 09:00:00 +0000", message_id="a@us.example", body="Here is the list."),
        mail(ann, sam, subject="Seals", date="03 Jun 2026 09:00:00 +0000", message_id="b@acme.example", body=asks),
        mail(sam, "Cy Wood <cy@beta.example>", subject="Fair", date="07 Jun 2026 09:00:00 +0000", body="Here is the stand."),
    )
    book = make_book(us__domains=["us.example"])
    book.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example",))
    digest = book.digest(as_of="2026-06-08")
    assert [t.quote for t in (*digest.asked, *digest.may_wait) if t.name == "Ann Reed"] == [told]
