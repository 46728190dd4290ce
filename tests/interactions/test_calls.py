"""Numbers of a conversation."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from regard.interactions.calls import questions, spoken
from regard.interactions.speakers import Names, resolve
from regard.parse.transcript import Turn


def said(*turns: tuple[str, str]) -> list[Turn]:
    return [Turn(who, 10.0 * n, 10.0 * n + 9, text) for n, (who, text) in enumerate(turns)]


def test_shares_are_of_words_and_sum_to_one() -> None:
    """Who says three of four words has three quarters; the longest stretch is in words and seconds."""
    parts = spoken(said(("Sam", "one two three"), ("Jo", "four"), ("Sam", "five six seven"), ("Jo", "eight")))
    assert [(p.speaker, p.share, p.turns, p.longest_words, p.longest_seconds) for p in parts] == [
        ("Sam", 0.75, 2, 3, 9.0),
        ("Jo", 0.25, 2, 1, 9.0),
    ]
    assert spoken([]) == []


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([("Sam", "How do you count stock?"), ("Jo", "By hand, every June.")], [("Sam", "Jo")]),
        ([("Sam", "Is it slow?"), ("Jo", "Yes.")], [("Sam", "Jo")]),
        ([("Sam", "Is it slow?"), ("Jo", "Hm."), ("Kim", "It takes three days.")], [("Sam", "Kim")]),
        ([("Jo", "What does it cost?"), ("Sam", "What would you expect?")], [("Jo", ""), ("Sam", "")]),
        ([("Sam", "So it works, right? Right?")], [("Sam", "")]),
        ([("Sam", "Really?"), ("Jo", "Yes.")], []),
        ([("Sam", "No question here.")], []),
    ],
)
def test_questions_and_who_answers_them(turns: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    """A question is answered by another speaker's statement, or yes or no, soon after; a counter-question is no answer."""
    assert [(q.speaker, q.answered_by) for q in questions(said(*turns))] == expected


def test_numbers_of_real_meetings_are_sane() -> None:
    """Over transcribed meetings shares sum to one, nobody says all, and most but not all questions are answered."""
    data = os.environ.get("REGARD_EVAL_DATA")
    if not data:
        pytest.skip("REGARD_EVAL_DATA is not set: it names the folder with transcribed meetings")
    answered: list[bool] = []
    for line in (Path(data) / "meetings-qmsum" / "meetings.jsonl").read_text("utf-8").splitlines():
        turns = [Turn(t["speaker"], 0.0, 0.0, t["content"]) for t in json.loads(line)["meeting_transcripts"]]
        parts, asked = spoken(turns), questions(turns)
        assert sum(p.share for p in parts) == pytest.approx(1)
        assert parts[0].share < 0.8
        assert 0.02 * len(turns) < len(asked) < len(turns)
        answered += [bool(q.answered_by) for q in asked]
    assert 0.6 < sum(answered) / len(answered) < 0.99


def test_speakers_are_who_fits_alone() -> None:
    """In the meeting by full or only first name, else the one of that name in the book; two who fit are nobody."""
    book = Names(
        [("p_jo", ["Jo Reed"]), ("p_jo2", ["Jo Lind"]), ("p_ann", ["Ann Moe"]), ("p_ann2", ["Ann Moe"]), ("p_bo", ["Bo Hill"])]
    )
    meeting = Names([("p_jo", ["Jo Reed"]), ("p_ann", ["Ann Moe"])])
    found = resolve(["Jo", "Ann Moe", "Bo Hill", "Kim"], meeting, book)
    assert {n: (f.person, f.how) for n, f in found.items()} == {
        "Jo": ("p_jo", "first name in meeting"),
        "Ann Moe": ("p_ann", "meeting"),
        "Bo Hill": ("p_bo", "book"),
    }
    assert resolve(["Jo", "Ann Moe"], None, book) == {}
    assert resolve(["Jo", "Jo Reed"], meeting, book) == {}
