"""A message's page: who is on it, the exact words it is cited by, what came of it, its thread; nothing of rapport quoted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.evidence import beginning, saying
from regard.book import Book
from regard.errors import UnknownReference
from regard.model import Span


def test_every_citation_leads_to_its_words(book: Book) -> None:
    """Each quote of a sum stands at its place in the cited message, whose page names that sum with the same amount."""
    seen = 0
    for row in book.people()[:12]:
        for c in book.why(row.id).contributions[:6]:
            if not c.quote:
                continue
            view = book.message(c.message_id)
            text = "".join(str(z["text"]) for z in view.zones)
            start, end = c.quote_start, c.quote_end
            zone = next(z for z in view.zones if z["start"] <= start < z["end"])
            assert zone["zone"] == "own"
            words = str(zone["text"])[start - zone["start"] : end - zone["start"]]
            assert " ".join(words.split()).startswith(c.quote.removesuffix(" …")), (c.quote, words, text[:80])
            mine = [r for r in view.readings if r.person == row.id and r.channel == c.channel and r.counted]
            assert any(abs(r.contribution - c.contribution) < 1e-12 for r in mine)
            seen += 1
    assert seen >= 15


def test_rapport_has_no_words(book: Book) -> None:
    """What is read for rapport says that it happened, and points at no words."""
    readings = [
        r
        for p in book.people()
        for c in book.why(p.id, "rapport").contributions[:2]
        for r in book.message(c.message_id).readings
    ]
    rapport = [r for r in readings if r.factor == "rapport"]
    assert rapport
    assert not [r for r in rapport if r.start or r.end]


def test_neighbours(book: Book) -> None:
    """Previous and next are the neighbours in the thread's list, none at its ends."""
    entry = next(t for p in book.people() for t in book.person(p.id).timeline if len(book.message(t.message_id).thread) >= 3)
    ids = [t.message_id for t in book.message(entry.message_id).thread]
    views = [book.message(i) for i in ids]
    assert [v.previous for v in views] == [None, *ids[:-1]]
    assert [v.next for v in views] == [*ids[1:], None]


def test_not_before_it_was_known(book: Book) -> None:
    """On a day before it was written a message is not there, and its thread ends where that day does."""
    entry = book.person(book.people()[0].id).timeline[0]
    with pytest.raises(UnknownReference):
        book.message(entry.message_id, as_of="2020-01-01")
    assert all(t.date[:10] <= entry.date[:10] for t in book.message(entry.message_id, as_of=entry.date[:10]).thread)


def test_words_looked_for_are_marked_in_own_words_alone(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The words of a search are marked where the author wrote them, not in what is quoted."""
    body = "The plan is ready.\n\nOn Mon, Jan 5, 2026 Sam Hart <sam.hart@us.example> wrote:\n> what plan?\n"
    put(tmp_path / "mail", mail(body=body, subject="Re: x"))
    made = make_book()
    made.sync(tmp_path / "mail", us=("us.example",))
    (hit,) = made.search("plan").messages
    view = made.message(hit.message_id, words="plan")
    text = {z["zone"]: z for z in view.zones}
    assert [str(text["own"]["text"])[a:b] for a, b in view.marks] == ["plan"]
    assert made.message(hit.message_id, words="…").marks == ()


@pytest.mark.parametrize(
    ("text", "social", "quoted"),
    [
        ("Hi Tom,\n\nThe figures are right. Go ahead.", False, "The figures are right. Go ahead."),
        ("Lena -\nYes.", False, "Yes."),
        ("Yes, Thursday works.\n\nPlease consider the environment.", False, "Yes, Thursday works."),
        ("Hi Tom,\n\nHow was your holiday in Spain? We take the larger one.", True, "We take the larger one."),
        ("How was your holiday in Spain?", True, None),
        ("Hi Tom,", False, None),
        ("", False, None),
    ],
)
def test_what_is_quoted_of_an_answer(text: str, social: bool, quoted: str | None) -> None:
    """The first own words that say something: no salutation, no social talk, no later paragraph."""
    found = saying(text, [Span(0, len(text), "own")], social=social)
    assert (found[0] if found else None) == quoted


def test_a_quote_passes_over_leisure() -> None:
    """What an answer says of its writer's own time is not what is quoted under trust, nor how its line of the timeline begins."""
    text = "Hi Sam,\n\nWe took the campsite in Wales, bliss. You cheered me up. The second hall is free in May."
    found = saying(text, [Span(0, len(text), "own")], social=False)
    assert found is not None
    assert found[0] == "The second hall is free in May."
    assert (
        beginning("We took the campsite in Wales, bliss. The second hall is free in May.") == "The second hall is free in May."
    )
    assert saying("We took the campsite in Wales, bliss.", [Span(0, 37, "own")], social=False) is None
