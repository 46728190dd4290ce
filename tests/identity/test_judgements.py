"""People out of judgements: order, undoing, and the user's last word."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.identity.judgements import components, contradictions, standing, verdict
from regard.ids import digest
from regard.model import Judgement

KEY = b"book"
HS = [f"h_{c}" for c in "abcdefgh"]


def rule(left: str, right: str, confidence: float = 0.9, at: int = 1, said: str = "same") -> Judgement:
    """A rule's judgement."""
    name = digest("j", KEY, left, right, said, str(confidence), str(at))
    return Judgement(name, left, right, said, "rule", "full-name-1", "because", confidence, at)  # type: ignore[arg-type]


def user(left: str, right: str, said: str, at: int) -> Judgement:
    """The user's judgement."""
    return verdict(left, right, said, key=KEY, now_us=at)  # type: ignore[arg-type]


def groups(judgements: list[Judgement], handles: list[str] = HS) -> set[frozenset[str]]:
    """Groups of two and more handles, by letter."""
    found: dict[str, set[str]] = {}
    for h, p in components(handles, judgements, key=KEY).items():
        found.setdefault(p, set()).add(h[2:])
    return {frozenset(g) for g in found.values() if len(g) > 1}


def test_a_person_is_a_connected_component():
    """Ties reach through others; whoever is tied to nobody is a person too."""
    ties = [rule("h_a", "h_b"), rule("h_b", "h_c"), rule("h_e", "h_f")]
    assert groups(ties) == {frozenset("abc"), frozenset("ef")}
    assert len(components(HS, ties, key=KEY)) == len(HS)


def test_the_person_id_is_a_digest_of_the_smallest_handle():
    """A person's id follows from the component alone."""
    person = components(HS, [rule("h_c", "h_b")], key=KEY)
    assert person["h_c"] == person["h_b"] == digest("p", KEY, "h_b")
    assert person["h_a"] == digest("p", KEY, "h_a")


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ([rule("h_a", "h_b"), user("h_a", "h_b", "different", 2)], set()),
        ([rule("h_a", "h_b"), user("h_a", "h_b", "unsure", 2)], set()),
        ([user("h_a", "h_b", "different", 2), user("h_b", "h_a", "same", 3)], {"ab"}),
        ([user("h_a", "h_b", "same", 2), user("h_a", "h_b", "different", 3)], set()),
        ([rule("h_a", "h_b", 0.8), rule("h_b", "h_c", 0.9), user("h_a", "h_c", "different", 5)], {"bc"}),
        ([rule("h_a", "h_b", 0.9, at=2), rule("h_b", "h_c", 0.9, at=1), user("h_a", "h_c", "different", 5)], {"bc"}),
        ([rule("h_a", "h_b"), user("h_b", "h_c", "same", 2), user("h_a", "h_c", "different", 5)], {"bc"}),
        ([user("h_a", "h_b", "same", 1), user("h_b", "h_c", "same", 3), user("h_a", "h_c", "different", 2)], {"bc"}),
        ([rule("h_a", "h_b", said="different"), rule("h_a", "h_b", 0.99)], set()),
        ([rule("h_a", "h_b", said="different"), user("h_a", "h_b", "same", 3)], {"ab"}),
        ([rule("h_a", "h_c", said="different"), user("h_a", "h_b", "same", 3), rule("h_b", "h_c")], {"ab"}),
        ([rule("h_a", "h_z"), rule("h_z", "h_b")], set()),
        ([rule("h_a", "h_b", said="unsure")], set()),
        ([rule("h_a", "h_a")], set()),
    ],
)
def test_whose_word_counts(log, expected):
    """The user's latest verdict outweighs rules; "different" cuts the weakest, then youngest tie."""
    assert groups(log) == {frozenset(g) for g in expected}


VERDICTS = st.builds(
    lambda pair, said, by, confidence, at, undone: replace(
        user(*pair, said, at) if by else rule(*pair, confidence, at, said), undone_by="j_undo" if undone else None
    ),
    st.tuples(st.sampled_from(HS), st.sampled_from(HS)).filter(lambda p: p[0] != p[1]),
    st.sampled_from(["same", "same", "same", "different", "unsure"]),
    st.booleans(),
    st.sampled_from([0.8, 0.9, 0.97]),
    st.integers(1, 5),
    st.sampled_from([False, False, False, True]),
)
LOGS = st.lists(VERDICTS, max_size=16, unique_by=lambda j: j.id)


@settings(max_examples=300, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_the_table_makes_no_difference(log, rng):
    """Shuffled judgements and handles give the same people."""
    assert components(rng.sample(HS, len(HS)), rng.sample(log, len(log)), key=KEY) == components(HS, log, key=KEY)


@settings(max_examples=300, deadline=None)
@given(LOGS, VERDICTS)
def test_undoing_restores_exactly(log, extra):
    """A judgement added and undone leaves everything as it was."""
    log = [j for j in log if j.id != extra.id]
    assert components(HS, [*log, replace(extra, undone_by="j_undo")], key=KEY) == components(HS, log, key=KEY)


@settings(max_examples=300, deadline=None)
@given(LOGS)
def test_whom_the_user_holds_apart_is_never_one_person(log):
    """The latest user verdict "different" holds against any number of ties."""
    person = components(HS, log, key=KEY)
    for j in standing(log):
        if j.by == "user" and j.verdict == "different":
            assert person[j.left_h] != person[j.right_h]


@settings(max_examples=200, deadline=None)
@given(LOGS)
def test_nobody_is_joined_without_a_tie(log):
    """Every component hangs together by standing "same" judgements alone."""
    ties = [j for j in standing(log) if j.verdict == "same"]
    person = components(HS, log, key=KEY)
    assert all(person[a] != person[b] or _linked(a, b, ties) for a, b in pairwise(HS))


def _linked(a: str, b: str, ties: list[Judgement]) -> bool:
    seen, new = {a}, {a}
    while new:
        new = {x for j in ties for x in (j.left_h, j.right_h) if {j.left_h, j.right_h} & seen} - seen
        seen |= new
    return b in seen


def test_a_contradiction_names_the_verdicts_in_the_way():
    """Before "same" is recorded, the user is shown the "different" that would void it."""
    apart = user("h_a", "h_c", "different", 2)
    log = [rule("h_b", "h_c"), apart]
    assert contradictions(log, "h_a", "h_b") == [apart]
    assert contradictions(log, "h_d", "h_b") == []


def test_a_verdict_needs_two_handles():
    """Nobody can be judged against themselves."""
    with pytest.raises(ValueError, match="two handles"):
        verdict("h_a", "h_a", "same", key=KEY, now_us=1)
