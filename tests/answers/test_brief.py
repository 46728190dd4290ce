"""Which lines of a brief are told at once."""

from __future__ import annotations

import pytest

from regard.answers.brief_order import Parts, foremost, once
from regard.answers.last_words import telling
from regard.answers.written_last import _of_one_exchange
from regard.model import Span
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
    assert once(Parts(changed=[told, moved], cares=[same, other]), "2026-01-31").cares == [other]
    assert once(Parts(last=[told], cares=[same]), "2026-01-31").cares == []
    assert once(Parts(changed=[moved], cares=[same]), "2026-01-31").cares == [same]


def test_words_of_the_last_talk_that_stand_elsewhere_are_told_there() -> None:
    """What was said on a call is told as what they care about or ask; that there was a talk is told beside it."""
    talk = Told(
        "spoke",
        "on your last call they said",
        "p",
        "Jo",
        "Dock 7 is too narrow.",
        message_id="m",
        start=80,
        end=101,
        call="0:10",
    )
    care = Told("problem", "", "p", "Jo", "Dock 7 is too narrow.", message_id="m", start=80, end=101)
    found = once(Parts(last=[talk], cares=[care]), "2026-01-31")
    assert found.cares == [care]
    assert [(t.says, t.quote, t.message_id) for t in found.last] == [("you spoke", "", "m")]
    asked = Told("asked", "x", "p", "Jo", "Dock 7?", message_id="m", start=90, end=99)
    assert [t.quote for t in once(Parts(last=[talk], asked=[asked]), "2026-01-31").last] == [""]
    assert once(Parts(last=[talk]), "2026-01-31").last == [talk]


def test_what_they_care_about_now_stands_before_what_was_said() -> None:
    """A matter of theirs of this month comes before their last words and what is owed without a day; an older one does not."""
    lately = Told("goal", "x", "p", "Jo", date="2026-03-20T10:00:00Z")
    parts = Parts(cares=[lately], owed=[line("open", "open")], last=[line("wrote", "them")])
    assert [t.more for t in foremost(parts, 1, "2026-03-31").cares] == [False]
    assert [t.more for t in foremost(parts, 1, "2026-06-30").cares] == [True]


@pytest.mark.parametrize(
    ("later", "earlier", "one"),
    [
        (("Pumps", "2026-03-20"), ("Re: Pumps", "2026-01-02"), True),
        (("Pumps", "2026-03-20"), ("Seals", "2026-03-14"), True),
        (("Pumps", "2026-03-20"), ("Seals", "2026-03-01"), False),
        (("Hello", "2026-03-20"), ("Re: Hello", "2026-01-02"), False),
    ],
)
def test_last_words_of_one_exchange(later: tuple[str, str], earlier: tuple[str, str], one: bool) -> None:
    """Of one subject that says something, or of one week."""
    rows = [{"subject": s, "date": f"{d}T10:00:00Z"} for s, d in (later, earlier)]
    assert _of_one_exchange(*rows) is one


@pytest.mark.parametrize(
    "closing",
    [
        "Please call me at extension 4298 if you have any questions.",
        "Let me know of any comments you may have on this one.",
        "If you need any further information just write to us.",
        "Apparently this one does not work for them either.",
    ],
)
def test_what_closes_any_mail_is_no_last_word(closing: str) -> None:
    """The sentence that says something is told, though a closing one stands before it; of closings alone nothing."""
    text = f"{closing} The valve has to be in Leeds by Monday."
    place = telling(text, [Span(0, len(text), "own")], [], social=False)
    assert place is not None
    assert text[slice(*place)] == "The valve has to be in Leeds by Monday."
    assert telling(closing, [Span(0, len(closing), "own")], [], social=False) is None


def test_a_complaint_that_stands_is_settled_first_and_told_once() -> None:
    """It comes before what is overdue, and is not told again as a change, a last word or a question."""
    stands = Told("complaint", "complained", "p", "Jo", "Twice nothing happened.", message_id="m", start=40, end=63)
    again = Told("asked", "Pumps", "p", "Jo", "Twice nothing happened.", message_id="m", start=40, end=63)
    other = Told("asked", "Pumps", "p", "Jo", "When do they come?", message_id="m", start=80, end=98)
    parts = once(Parts(first=[stands], changed=[stands], last=[stands], asked=[again, other]), "2026-01-31")
    assert (parts.first, parts.changed, parts.last, parts.asked) == ([stands], [], [], [other])
    found = foremost(Parts(first=[stands], owed=[line("overdue", "overdue")], asked=[other]), 1)
    assert [t.more for t in (*found.first, *found.owed, *found.asked)] == [False, True, True]


@pytest.mark.parametrize(
    "said",
    [
        "As we spoke of by phone.",
        "This opens with the player you have.",
        "My fax number is 0161 496 0000.",
        "I will keep you apprised of it.",
        "Please\ngive me a call.",
        "Please let me know if anything is unclear.",
        "Let me know if I can help with the rest.",
        "This is the list for the month of May.",
    ],
)
def test_what_says_nothing_is_no_last_word(said: str) -> None:
    """How to reach somebody, what is handed over, a courtesy, and a sentence without what is so or will be."""
    assert telling(said, [Span(0, len(said), "own")], [], social=False) is None


@pytest.mark.parametrize(
    "said",
    [
        "We cannot sign before the audit is done.",
        "Der Vertrag wird nächste Woche unterschrieben.",
        "Nous devons attendre la décision du siège.",
        "Todavía no tenemos el presupuesto para las bombas.",
    ],
)
def test_what_is_so_or_will_be_is_a_last_word(said: str) -> None:
    """In each of the four languages that are read."""
    assert telling(said, [Span(0, len(said), "own")], [], social=False) is not None
