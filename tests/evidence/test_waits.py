"""How likely an open ask waits: which way each fact may speak, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.pace import within

from regard.evidence.waits import SAYS, SIGNS, Ask, features, shipped
from regard.model import LEAN

PLAIN = Ask(
    "Could you send me the drawings of the second hall?", "request", wants=True, words=40, asks=1, readers=1, to_ours=1, named=True,
    reply=False, forward=False, lean=LEAN["business"], days=3.0, asked=4, answered=4, wrote_since=0, thread_since=0,
)  # fmt: skip


def chance(ask: Ask) -> float:
    """The chance of one ask."""
    return shipped().chance(features([ask])[0])


@pytest.mark.parametrize(
    "worse",
    [
        {"sentence": "Did you have fun at the party?!", "lean": LEAN["personal"], "kind": "question"},
        {"wants": False, "sentence": "Please note the new plan."},
        {"readers": 9, "to_ours": 4},
        {"named": False},
        {"answered": 0},
        {"words": 900},
        {"lean": LEAN[""]},
        {"wrote_since": 3},
        {"days": 20.0},
    ],
    ids="-".join,
)
def test_what_speaks_against_waiting(worse: dict[str, Any]) -> None:
    """Each lowers the chance of an ask that is told as waiting."""
    assert chance(PLAIN) >= shipped().told_from
    assert chance(replace(PLAIN, **worse)) < chance(PLAIN)


def test_small_talk_to_many_is_not_told() -> None:
    """Neither as waiting nor as what may wait."""
    chatter = replace(
        PLAIN,
        sentence="Who is up for golf this weekend?!",
        wants=False,
        readers=8,
        to_ours=4,
        named=False,
        lean=LEAN["personal"],
    )
    assert chance(chatter) < shipped().may_from


def test_reasons_are_what_speaks_most_for_it() -> None:
    """In plain words, at most two; what speaks against it is no reason."""
    of = features([PLAIN])[0]
    told = shipped().reasons(of)
    assert 0 < len(told) <= 2
    assert set(told) <= {SAYS[name][0] for name in SIGNS}
    alone = shipped().reasons({**of, "named": 0.0})
    assert SAYS["named"][0] not in alone


def test_every_fact_has_a_weight_and_words() -> None:
    """What is weighed is named, can be said, and is computed for every ask."""
    assert set(SIGNS) == set(SAYS) == set(shipped().weights) == set(shipped().usual) == set(features([PLAIN])[0])
    assert features([]) == []


def test_words_that_are_hostile_to_patterns() -> None:
    """A sentence of a megabyte is weighed at once."""
    assert 0 <= chance(replace(PLAIN, sentence="if you " * 150_000 + "?")) <= 1


def test_a_tag_before_a_thousand_question_marks_is_read_at_once() -> None:
    """Tags are found with one mark or many, and what merely looks like one costs no more than its length."""
    from regard.evidence.waits import _TAG

    assert _TAG.search("You have it, right?")
    assert _TAG.search("Tuesday, ok ?? ")
    assert not _TAG.search("ok? send it")
    assert not within(0.5, lambda: _TAG.search("What does the pump cost, ok" + "?" * 20_000 + "x"))
