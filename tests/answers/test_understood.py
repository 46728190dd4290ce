"""A quote that cannot be understood alone brings the sentence before it; one that can stays as it is."""

from __future__ import annotations

import pytest

from regard.answers.understood import leans, understood
from regard.evidence.language.sentences import sentences


def last(text: str) -> str:
    """What is quoted of the last sentence of a text."""
    return understood(text, *list(sentences(text, 0, len(text)))[-1])


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


def test_a_long_question_never_leans() -> None:
    """Eight words and more are told as they are."""
    assert not leans("Which of the two that you sent is it?")
