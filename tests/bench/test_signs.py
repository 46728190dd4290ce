"""How the second reader of signs is trained: what counts as what, what may be said, and that packing loses little."""

from __future__ import annotations

from dataclasses import replace

import bench.signs
import numpy as np
import pytest
from bench.judged_signs import measure
from bench.signs import Lesson, allowed, learn, least, lesson, mixed, odds, packed
from bench.writing import Written

from regard.evidence.language.second import Second, of, says
from regard.evidence.language.shapes import shape

NAMES = ("leaves", "social")
GOES = [
    "I resigned from the firm yesterday",
    "My colleague resigned last week",
    "She resigned and nobody follows her",
    "He resigned at noon",
]
PLAYS = [
    "We played golf with the family",
    "Golf on the weekend with my wife",
    "Did you play golf this weekend",
    "My kids like golf too",
]
TRADE = [f"The truck with {n} pallets leaves from gate {n % 7} at noon" for n in range(60)]


@pytest.fixture(scope="module")
def reader() -> Second:
    """A reader of two kinds, from a handful of sentences."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bench.signs, "ROUNDS", 6)
        return learn(taught(), NAMES)


def taught() -> Lesson:
    own = [Written("leaves", True, n + 1, 1, text) for n, text in enumerate(GOES)]
    own += [Written("social", True, n + 5, 1, text) for n, text in enumerate(PLAYS)]
    own += [Written("leaves", False, 9, 1, "I am resigned to the delay of the truck")]
    return lesson(own, TRADE, NAMES)


def test_what_may_be_of_both_kinds_teaches_neither_wrongly() -> None:
    """A sentence of one kind is none of another, but of a kind that it may be of too it teaches nothing; mail is of no kind."""
    own = [Written("leaves", True, 1, 1, "She goes"), Written("final_price", True, 2, 1, "Your last price")]
    given = lesson(own, ["Mail"], ("leaves", "final_price", "red_flag"))
    assert given.is_one.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert (given.weight > 0).tolist() == [[True, True, False], [True, True, True], [True, True, True]]


def test_it_learns(reader: Second) -> None:
    """Sentences like those it was taught stand above ordinary ones, each for its kind."""
    marks = [shape(s) for s in ("My boss resigned today", "Golf with the kids again", "The truck leaves gate 4 at noon")]
    found = reader.linear(marks) + reader.convolution.answer(marks)
    assert found[0].argmax() == 0
    assert found[1].argmax() == 1
    assert found[2].max() < min(found[0, 0], found[1, 1])


def test_packing_loses_little(reader: Second) -> None:
    """A model read back from its small integers answers almost the same."""
    marks = [shape(s) for s in (*GOES, *PLAYS, *TRADE)]
    again = of(packed(reader))
    assert np.abs(again.linear(marks) - reader.linear(marks)).max() < 0.5
    assert np.abs(again.convolution.answer(marks) - reader.convolution.answer(marks)).max() < 0.5


def test_thresholds_follow_ordinary_mail() -> None:
    """The threshold is passed by the share of ordinary sentences that was asked for."""
    found = np.arange(1000.0)[:, None]
    assert (found >= least(found, 0.01)).sum() == 10


def test_mixing_counts_both_parts() -> None:
    """Where both parts tell right from wrong, both count, and right sentences stand above ordinary ones."""
    own = [Written("leaves", n % 2 == 0, n, 2, "x") for n in range(40)]
    theirs = tuple(np.array([[3.0 if w.right else 0.0, 0.0] for w in own]) for _ in range(2))
    rest = tuple(np.random.default_rng(n).normal(0, 0.3, (200, 2)) for n in range(2))
    mix = mixed(NAMES, own, theirs, rest)
    assert (mix[:, :2] > 0).all()
    assert odds(mix, theirs)[0, 0] > odds(mix, rest).max()


def test_only_what_was_judged_right_may_be_said(reader: Second) -> None:
    """A kind that was right in five of five judged sentences may be said, one that was wrong may not, nor one that nobody judged."""
    text = " ".join(f"{s}." for s in (*GOES, "They resigned too after that", *PLAYS, "Golf for the whole family"))
    labels, at = {}, 0
    for n, sentence in enumerate(text.split(". ")):
        kind = "leaves" if n < 5 else "social"
        labels["d", at, at + len(sentence), kind] = kind == "leaves"
        at += len(sentence) + 2
    lowest = np.full(2, -1e9, np.float32)
    found = allowed(replace(reader, least=lowest), lowest, labels, {"d": text})
    assert found.off == {"social"}
    assert found.precision.tolist() == [1.0, 0.0]
    assert allowed(reader, lowest, {}, {}).off == set(NAMES)
    told = says([GOES[0]], (), replace(found, gate=lowest))
    assert [kind for _, kind, _ in told] == ["leaves"]


def test_judged_sentences_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """By kind: judged, right, and the precision of what is said now; two readers are compared where there are two."""
    monkeypatch.setattr("bench.judged_signs.says", lambda sentences: [(0, "leaves", 0.9)] if "resigned" in sentences[0] else [])
    text = "He resigned. He left early."
    labels = {("d", 0, 12, "leaves"): True, ("d", 13, 27, "leaves"): False, ("gone", 0, 1, "leaves"): True}
    told = measure(labels, {"d": text}, {("d", 0, 12, "leaves"): True})
    assert (told["leaves"]["judged"], told["leaves"]["right"], told["leaves"]["fired"]) == (2, 1, 1)
    assert told["leaves"]["precision"] == 1.0
    assert told["readers"]["n"] == 1
