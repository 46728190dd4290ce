"""How likely a sentence asks for something: by the words it has, by words its labels never had, and at any base rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.evidence.language.mixture import shipped
from regard.evidence.language.requests import MODEL, chances, clauses, recentred
from regard.evidence.language.words import key, tokens, vector

ASKS = (
    "Please send me the signed copy by Thursday.",
    "Could you have a look at the attached draft and tell me what you think?",
    "Let me know whether ten o'clock suits you.",
    "Can you call Ms Harlow about the pallets tomorrow?",
)
TELLS = (
    "The plant in Linden was shut for two days because of the storm.",
    "Thank you for the figures.",
    "I have asked our buyer to look at it.",
    "We were all very pleased with the visit.",
)


def test_what_asks_is_likelier_than_what_tells() -> None:
    """Every plain request stands above one half and above every plain statement."""
    asks, tells = chances(ASKS), chances(TELLS)
    assert asks.min() > 0.5
    assert asks.min() > tells.max()
    assert tells.max() < 0.5


def test_nothing_is_no_request() -> None:
    """No sentences have no chances, and a sentence without words has a low one."""
    assert chances([]).shape == (0,)
    assert chances(["", "   ", "…"]).max() < 0.5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_text_has_a_chance(sentences: list[str]) -> None:
    """Whatever is written, there is one number between 0 and 1 for each sentence, and the same one alone as among others."""
    together = chances(sentences)
    assert ((together >= 0) & (together <= 1)).all()
    for sentence, chance in zip(sentences, together, strict=True):
        assert chances([sentence])[0] == pytest.approx(chance, abs=1e-5)


def test_the_share_of_requests_is_found_from_the_text_alone() -> None:
    """Where a tenth asks, chances held at one half are brought down to about a tenth, and their order stays."""
    rng = np.random.default_rng(3)
    asks = rng.random(4000) < 0.1
    chance = 1 / (1 + np.exp(-rng.normal(np.where(asks, 1.5, -1.5), np.sqrt(3.0))))
    now = recentred(chance, 0.5)
    assert abs(now.mean() - asks.mean()) < 0.02 < abs(chance.mean() - asks.mean())
    assert (np.argsort(now) == np.argsort(chance)).all()


def test_words_of_one_use_are_near_each_other() -> None:
    """Verbs that take the same place in a sentence are nearer to each other than to a weekday; an unlearned word has no place."""
    send, forward, monday = (vector(w) for w in ("send", "forward", "monday"))
    assert float(send @ forward) > float(send @ monday)
    assert not vector("qqzxv").any()


def test_the_model_keeps_no_words() -> None:
    """What is shipped are hashes and numbers, under two megabytes together."""
    from importlib.resources import files

    folder = files("regard.evidence.language") / "models"
    held = {entry.name: entry.read_bytes() for entry in folder.iterdir()}
    assert sum(map(len, held.values())) < 2_000_000
    with np.load((folder / "words-1.npz").open("rb")) as words:
        assert {words[name].dtype.kind for name in words.files} <= {"u", "i"}
        assert key("please") in words["keys"]
    assert 0 < shipped(MODEL).base < 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Don't wait.", ["don't", "wait", "."]),
        ("Call 713 or 5551234?", ["call", "#", "or", "##", "?"]),
        ("Für Sie: ja", ["für", "sie", ":", "ja"]),
    ],
)
def test_tokens(sentence: str, expected: list[str]) -> None:
    """Words in lower case with their apostrophes, punctuation, and numbers by their length."""
    assert tokens(sentence) == expected


def test_clauses_begin_after_stops_and_joins() -> None:
    """Where a clause begins, an imperative may stand."""
    assert clauses(tokens("If so, send it and call me.")) == [0, 2, 3, 6]
