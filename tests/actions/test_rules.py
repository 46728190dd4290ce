"""Every rule of the coach by its own examples: what it marks, what it makes of it, and what it leaves alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from regard.actions.coach import coach
from regard.actions.reader import Reader, Receiver, Said
from regard.actions.rulebook import rules

FEWEST = 20
"""Examples a rule has at least, each way, in each of its languages."""

FILLER = "The night shift ran the second line at eighty percent, and the seals held for the whole week. "
"""A sentence that asks nothing and is about neither us nor them; `~4` in front of an example puts four of them there."""

RIGHT = [(r.id, language, x) for r in rules() for language, tongue in r.tongues.items() for x in tongue.right]
WRONG = [(r.id, language, x) for r in rules() for language, tongue in r.tongues.items() for x in tongue.wrong]


def taken_apart(example: Any) -> tuple[str, tuple[int, int] | None, str | None, Reader]:
    """The draft, the place that must be marked, the draft rewritten, and its reader."""
    row = {"draft": example} if isinstance(example, str) else example
    draft, _, rewritten = row["draft"].partition(" => ")
    if repeated := re.match(r"~(\d+) ", draft):
        draft = FILLER * int(repeated[1]) + draft[repeated.end() :]
    reader = Reader(**{key: _field(key, value) for key, value in row.get("to", {}).items()})
    marked = re.search(r"\[(.*?)\]", draft, re.DOTALL)
    if marked is None:
        return draft, None, rewritten or None, reader
    start = marked.start()
    return draft.replace("[", "", 1).replace("]", "", 1), (start, start + len(marked[1])), rewritten or None, reader


def _field(key: str, value: Any) -> Any:
    """A field of the reader out of an example: words somebody wrote are a string, or a table with more of them."""
    if key == "receivers":
        return tuple(Receiver(*one) for one in value)
    if key in {"advised", "confided", "stated"}:
        return tuple(Said(**one) if isinstance(one, dict) else Said(one) for one in value)
    if key == "familiar":
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value


def remarks(rule: str, language: str, draft: str, reader: Reader) -> list[Any]:
    """This rule's remarks, whatever the language is taken for."""
    from regard.actions import coach as module
    from regard.actions.draft import Draft

    read = Draft(draft)
    read.__dict__["language"] = language  # examples are too short to tell a language by
    wanted = [r for r in rules() if r.id == rule]
    return [found for _, found in module._found(read, wanted, reader)]


@pytest.mark.parametrize(("rule", "language", "example"), RIGHT)
def test_right_uses_are_marked(rule: str, language: str, example: Any) -> None:
    """The rule marks exactly the span in brackets, and its rewrite makes the sentence that follows “=>”."""
    draft, place, rewritten, reader = taken_apart(example)
    found = remarks(rule, language, draft, reader)
    assert found, draft
    if place is not None:
        assert [draft[f.start : f.end] for f in found] == [draft[slice(*place)]]
    if rewritten is not None:
        assert draft[: found[0].start] + str(found[0].rewrite) + draft[found[0].end :] == rewritten
    elif place is not None:
        assert found[0].rewrite is None


@pytest.mark.parametrize(("rule", "language", "example"), WRONG)
def test_wrong_uses_are_left_alone(rule: str, language: str, example: Any) -> None:
    """What only looks like it gets no remark."""
    draft, _, _, reader = taken_apart(example)
    assert remarks(rule, language, draft, reader) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_rules_have_examples_and_reasons(rule: Any) -> None:
    """Every rule has twenty examples each way in each language at least, a reason with its source, and patterns to look up."""
    assert "en" in rule.tongues
    for language, tongue in rule.tongues.items():
        assert len(tongue.right) >= FEWEST, (rule.id, language, "right", len(tongue.right))
        assert len(tongue.wrong) >= FEWEST, (rule.id, language, "wrong", len(tongue.wrong))
        assert len(set(map(str, tongue.right))) == len(tongue.right)
        assert all(find.gates or r"\d" in find.pattern.source for find in tongue.finds), [
            f.pattern.source for f in tongue.finds if not f.gates
        ]
    assert len(rule.why) > 60
    assert rule.why.endswith(")")


def test_no_example_is_right_and_wrong() -> None:
    """The examples do not contradict each other."""
    right = {(rule, str(taken_apart(x)[0]), taken_apart(x)[3]) for rule, _, x in RIGHT}
    wrong = {(rule, str(taken_apart(x)[0]), taken_apart(x)[3]) for rule, _, x in WRONG}
    assert not right & wrong


def test_coach_by_itself() -> None:
    """One sentence, one remark, with all that the contract asks."""
    (found,) = coach("Hello Lena, thank you very much for your time today. I will send the plan by Friday.")
    assert found.as_json().keys() >= {"rule", "start", "end", "message", "rewrite", "why"}


def test_every_remark_says_what_instead() -> None:
    """Each rule has an example in each of its languages, so that a remark without a rewrite is none without a way out."""
    assert [(r.id, language) for r in rules() for language, tongue in r.tongues.items() if not tongue.example] == []


@pytest.mark.parametrize(("rule", "language", "example"), RIGHT)
def test_rewrites_and_examples_pass_the_rules(rule: str, language: str, example: Any) -> None:
    """What is proposed breaks neither the rule that proposes it nor the first three."""
    draft, _, _, reader = taken_apart(example)
    found = remarks(rule, language, draft, reader)[0]
    proposed = found.rewrite or found.example or next(r for r in rules() if r.id == rule).tongues[language].example
    for name in {rule, "thanks-for-time", "needs", "transaction-words"}:
        checked = next(r for r in rules() if r.id == name)
        if language in checked.tongues and not checked.check:
            assert remarks(name, language, proposed, reader) == [], proposed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vielen Dank für Ihre Zeit, wir haben den Plan der Anlage beigefügt.", "Wer einem Kunden für seine Zeit dankt"),
        ("Merci pour votre temps, nous vous envoyons le plan de la ligne.", "Remercier un client pour son temps"),
        ("Gracias por su tiempo, le enviamos el plan de la línea con los datos.", "Agradecer a un cliente su tiempo"),
    ],
)
def test_reasons_in_the_language_of_the_draft(text: str, said: str) -> None:
    """The first three rules give message, reason and example in the draft's language."""
    (found,) = coach(text)
    english = next(r for r in rules() if r.id == found.rule)
    assert found.why.startswith(said)
    assert found.message != english.message
    assert found.rewrite is None
    assert found.example
    assert found.example != english.tongues["en"].example
