"""Sentences by which somebody sells or buys: the examples beside the patterns, and what is never looked at."""

from __future__ import annotations

import pytest

from regard.evidence import trade
from regard.evidence.language.sentences import plain
from regard.evidence.trade import LOOKED, examples, read_trade
from regard.model import Span


def forms(text: str, *spans: Span) -> set[tuple[str, str]]:
    return {(s.kind, s.form) for s in read_trade(text, spans or (Span(0, len(text), "own"),))}


@pytest.mark.parametrize(("kind", "form", "sentence", "right"), examples())
def test_examples(kind: str, form: str, sentence: str, right: bool) -> None:
    """Every example that stands beside a pattern is what it says."""
    assert ((kind, form) in forms(sentence)) is right


def test_one_sentence_a_form_in_own_words() -> None:
    """A form is told once, by its first sentence, with its place; what is quoted and what stands far down is not looked at."""
    bill = "Please find attached our invoice for May."
    text = f"Hello Ada.\n{bill}\nPlease find attached our invoice for June.\n"
    quoted = f"{text}> Please send us a quote for two units.\n"
    found = read_trade(quoted, (Span(0, len(text), "own"), Span(len(text), len(quoted), "quoted")))
    assert [(s.kind, s.form, quoted[s.start : s.end].strip()) for s in found] == [("sells", "bill", bill)]
    assert forms("x" * LOOKED + "\n\n" + bill) == set()


def test_forms_are_looked_for_where_one_of_their_words_stands() -> None:
    """One pass over a text says of every form what looking for its words one after the other says."""
    texts = [sentence for _, _, sentence, _ in trade.examples()] + ["", "Lunch on Friday?"]
    for text in texts:
        low = plain(text)
        alone = {k for k, (_, _, _, needs) in enumerate(trade._forms()) if any(word in low for word in needs)}
        assert trade._held(low) == alone, text
