"""How far an answer takes up what was said: shared words, shared meaning, questions that go on from it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.evidence.language.uptake import longest_run, shared, stem, uptake
from regard.evidence.language.words import tokens

SAID = "The night shift in Linden cannot use the scanners because the network drops every hour."


def test_taking_up_ranks_above_passing_over() -> None:
    """An answer about what was said stands above a nod, and above one about something else."""
    on_it, nod, elsewhere = uptake(
        [
            (
                SAID,
                "So the scanners stop working on the night shift whenever the network drops? How long does it take to come back?",
            ),
            (SAID, "Okay."),
            (SAID, "Our new price list is out."),
        ]
    )
    assert on_it > nod
    assert on_it > elsewhere


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=200)), max_size=3))
def test_any_exchange_has_a_number(exchanges: list[tuple[str, str]]) -> None:
    """Whatever is said and answered, there is one finite number for each exchange."""
    found = uptake(exchanges)
    assert found.shape == (len(exchanges),)
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("word", "root"), [("drops", "drop"), ("working", "work"), ("is", "is"), ("used", "used"), ("quickly", "quick")]
)
def test_common_endings_are_taken_off(word: str, root: str) -> None:
    """Words that differ by a common ending count as shared; short ones stay."""
    assert stem(word) == root


def test_what_is_shared_is_marked() -> None:
    """Content words of the other become COPY, small words of both are marked, content words of one's own NEW."""
    assert shared(tokens("the network drops"), tokens("so the network dropped again")) == [
        "^",
        "so",
        "the~",
        "COPY",
        "NEW",
        "NEW",
        "$",
    ]


def test_the_longest_run() -> None:
    """The longest run of words standing in both; none where nothing is shared."""
    assert longest_run(["a", "b", "c", "d"], ["x", "b", "c", "y"]) == 2
    assert longest_run([], ["a"]) == 0
