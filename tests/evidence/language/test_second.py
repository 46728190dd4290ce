"""The second reader of signs: what it is given, what it may say, and that nothing it is given can break it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.evidence.language.second import buckets, places, says, shipped
from regard.evidence.language.senses import DIMENSIONS, group, known, table
from regard.evidence.language.shapes import LONGEST, shape


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("Ingmar quit last week.", ["<name>", "quit", "last", "week", "."]),
        ("As of 1 May Tom Birch takes over.", ["as", "of", "#", "<month>", "<name>", "takes", "over", "."]),
        ("It is with our CFO until Friday", ["it", "is", "with", "our", "<boss>", "until", "<day>"]),
        ("Can you do €12,000?", ["can", "you", "do", "<money>", "#", "?"]),
        ("THE BUDGET IS FROZEN", ["the", "budget", "is", "frozen"]),
        ("You may march on", ["you", "may", "march", "on"]),
    ],
)
def test_names_days_and_numbers_stand_for_their_kind(sentence: str, marks: list[str]) -> None:
    """What a sentence does not hang on becomes a mark; all else is the word in lower case."""
    assert shape(sentence) == marks


def test_a_sentence_counts_alike_alone_and_among_others() -> None:
    """No run of words crosses from one sentence into the next, in whatever company it is read."""
    read = [shape(s) for s in ("My last day is Friday.", "Quiet", "We go with you and with nobody else, as we said!")]
    alone = [buckets([marks])[0].tolist() for marks in read]
    assert [sorted(b) for b in map(np.ndarray.tolist, buckets(read))] == [sorted(b) for b in alone]
    assert all(len(set(row)) > 3 for row in alone)


def test_words_near_in_meaning_stand_together() -> None:
    """Vectors know that resigning is nearer to leaving than to a pump; unknown words are rows of zeros in no group."""
    rows = table()

    def near(a: str, b: str) -> float:
        from regard.evidence.language.senses import place

        x, y = rows[place(a)], rows[place(b)]
        return float(x @ y / np.linalg.norm(x) / np.linalg.norm(y))

    assert near("resigned", "quit") > near("resigned", "price")
    assert rows.shape[1] == DIMENSIONS
    assert not known("zzyzxq")
    assert group("zzyzxq") == -1
    found, there = places([["zzyzxq"]])
    assert found[0, 1] == 0
    assert there.all()


def test_only_what_may_be_said_is_said() -> None:
    """A kind that is switched off is never said, and only kinds that are asked for are."""
    model = replace(shipped(), least=np.full(len(shipped().kinds), -50, np.float32), off=frozenset({"leaves"}))
    model = replace(model, gate=np.full(len(model.kinds), -1e9, np.float32), clue=np.full(len(model.kinds), -1e9, np.float32))
    found = says(["I have resigned and my last day is Friday."], ("leaves", "social"), model)
    assert [kind for _, kind, _ in found] == ["social"]
    assert "leaves" not in {kind for _, kind, _ in says(["I have resigned and my last day is Friday."], (), model)}
    assert says(["I resigned."], ("decline",), model) == []


def test_too_little_is_not_read() -> None:
    """Nothing, and sentences of a word or two, say nothing."""
    model = replace(shipped(), least=np.full(len(shipped().kinds), -50, np.float32))
    assert says([], (), model) == []
    assert says(["", "   ", "Thanks!"], (), model) == []


def test_what_is_plain_and_ordinary_says_nothing() -> None:
    """Everyday sentences of trade are signs of nothing."""
    plain = ["The truck leaves the port on Thursday with forty pallets.", "Attached is the drawing of the flange that you asked for.",
             "The sensor reads 4.2 bar at the inlet.", "Our gate is open from seven to five."]  # fmt: skip
    assert says(plain) == []


def test_a_word_alone_is_found_where_sentences_count_it() -> None:
    """The bucket looked up for a word by itself is one of those that a sentence of that word has."""
    from regard.evidence.language.second import _alone

    assert all(_alone(mark) in buckets([["so", mark, "it", "is"]])[0] for mark in ("weekend", "family", "<boss>", "#"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_text_can_be_read(sentences: list[str]) -> None:
    """Whatever is written, each answer names a sentence that was given and a chance between 0 and 1."""
    for number, kind, chance in says(sentences):
        assert 0 <= number < len(sentences)
        assert kind in shipped().kinds
        assert 0 <= chance <= 1


def test_a_megabyte_is_cut_short() -> None:
    """A line without end is looked at as far as a sentence may be long."""
    assert len(shape("word " * 200_000)) == LONGEST
    assert isinstance(says(["a" * 1_000_000, "x, " * 300_000]), list)


def test_small_enough_to_ship() -> None:
    """All models together stay under two megabytes."""
    from importlib.resources import files

    folder = files("regard.evidence.language") / "models"
    sizes = [len(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".npz")]
    assert sum(sizes) < 2_000_000
