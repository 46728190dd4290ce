"""Which lines of a brief are told at once."""

from __future__ import annotations

from regard.answers.brief import Parts, foremost, once
from regard.results import Told


def line(kind: str, state: str = "", message: str = "") -> Told:
    return Told(kind, "x", "p_jo", "Jo Reed", message_id=message, state=state)


def test_a_few_lines_are_told_at_once_the_best_first() -> None:
    """What we owe and what waits come first; no section fills the page; words that come back never stand at once."""
    parts = Parts(
        changed=[line("deal"), line("deal"), line("deal"), line("deal")],
        cares=[line("word", "7")],
        owed=[line("overdue", "overdue")],
        asked=[line("asked")],
        last=[line("wrote", "them"), line("wrote", "us")],
    )
    found = foremost(parts, 5)
    told = {name: [t.more for t in getattr(found, name)] for name in ("owed", "asked", "changed", "last", "cares")}
    assert told == {
        "owed": [False],
        "asked": [False],
        "changed": [False, False, True, True],
        "last": [False, True],
        "cares": [True],
    }
    assert [t.more for t in foremost(Parts(cares=[line("word", "7")]), 5).cares] == [True]


def test_words_that_stand_above_are_not_told_again_as_what_they_care_about() -> None:
    """A complaint of theirs is told once: what they care about leaves out the words that a change, a question or the last word quotes."""
    told = Told("complaint", "complained", "p", "Jo", "Twice nothing happened.", message_id="m", start=40, end=63)
    same = Told("problem", "", "p", "Jo", "Twice nothing happened.", message_id="m", start=38, end=63)
    other = Told("problem", "", "p", "Jo", "Dock 7 is too narrow.", message_id="m", start=80, end=101)
    moved = Told("standing", "trust is lower now", "p", "Jo", message_id="m")
    assert once(Parts(changed=[told, moved], cares=[same, other])).cares == [other]
    assert once(Parts(last=[told], cares=[same])).cares == []
    assert once(Parts(changed=[moved], cares=[same])).cares == [same]
