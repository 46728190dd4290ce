"""The nine behaviours in our own messages: every rule's examples, what a whole message decides, and where they may be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pace import within

import regard
from regard.evidence.practice import BEHAVIOURS, EXPERIMENTAL, practice, rules
from regard.model import Span

ALL = {f"{rule.language}/{rule.kind}/{rule.id}": rule for rule in rules()}


def seen(text: str) -> set[str]:
    return {shown.behaviour for shown in practice(text, [Span(0, len(text), "own")])}


@pytest.mark.parametrize("name", ALL)
def test_examples(name):
    """A rule's behaviour is seen in each sentence it calls right, and in none that it calls wrong."""
    rule = ALL[name]
    assert len(rule.right) >= 2
    assert len(rule.wrong) >= 2
    assert [text for text in rule.right if rule.kind not in seen(text)] == []
    assert [text for text in rule.wrong if rule.kind in seen(text)] == []


def test_every_behaviour_has_rules():
    """There are nine, each with a rule, and the experimental ones are among them."""
    assert {rule.kind for rule in rules()} == set(BEHAVIOURS)
    assert len(BEHAVIOURS) == 9
    assert set(BEHAVIOURS) > EXPERIMENTAL


def test_spans_are_exact():
    """What is shown is the very sentence, wherever it stands in the text."""
    text = "Hi Lena,\n\nThe plan is attached. I forgot the second page.  It follows.\n"
    (shown,) = practice(text, [Span(0, len(text), "own")])
    assert (shown.behaviour, text[shown.start : shown.end]) == ("vulnerability", "I forgot the second page.")


def test_quotes_are_not_ours():
    """Only the author's own words count: what stands quoted is somebody else's."""
    text = "Fine.\n> I forgot the second page.\n"
    assert practice(text, [Span(0, 6, "own"), Span(6, len(text), "quoted")]) == ()


@pytest.mark.parametrize(
    ("text", "behaviour", "there"),
    [
        ("FYI, the rules change in May.", "giving", True),
        ("FYI, the rules change in May. Can you send me the contract?", "giving", False),
        ("What is driving the change in demand?", "curiosity", True),
        ("What is driving the change in demand? How was your weekend with the kids?", "curiosity", False),
        ("What is driving the change in demand? " + "The table below lists each site. " * 60, "curiosity", False),
        ("I forgot the second page. " + "The table below lists each site. " * 200, "vulnerability", False),
    ],
)
def test_the_whole_message_decides(text, behaviour, there):
    """Who asks for something gives nothing; a question among small talk or in a long paper is none; a document sent on says nothing."""
    assert (behaviour in seen(text)) is there


@pytest.mark.parametrize(
    "unit", ["you said ", "what is the ", "i would like to introduce ", "sorry for ", "a", "? ", "based on the "]
)
def test_a_hostile_line_takes_no_time(unit):
    """A megabyte without an end of sentence is done at once."""
    text = unit * (1_000_000 // len(unit))
    short = unit * (LONGEST_READ // len(unit))
    within(1.0, lambda: [practice(each, [Span(0, len(each), "own")]) for each in (text, short)])


LONGEST_READ = 4_900


def test_only_answers_look_at_practice():
    """No estimate, trial or stage of a sync knows of our behaviours: only the answer to their author does."""
    src = Path(regard.__file__).parent
    users = {str(p.relative_to(src)) for p in src.rglob("*.py") if "evidence.practice" in p.read_text("utf-8")}
    assert users <= {"answers/practice.py", "answers/practice_pays.py"}
