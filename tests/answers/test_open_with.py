"""What stands open with a buyer: every surface knows of the same complaints, questions and days."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.days_ahead import days_ahead
from regard.book import Book
from regard.surfaces import written

ANN, BEN, SAM, KIM = (
    "Ann Reed <ann@acme.example>",
    "Ben Hall <ben@acme.example>",
    "Sam Hart <sam.hart@us.example>",
    "Kim Dale <kim.dale@us.example>",
)
DAY = "Please note that the deadline for offers has been moved forward to Friday 12 June, 12:00."
GRIEF = "We are very disappointed with the service of the last weeks."
ASK = "Could you send us the price list for the spare parts?"


def book_of(make_book: Callable[..., Book], tmp_path: Path, *said: tuple[str, str, str, str]) -> Book:
    """Sam wrote to Ann and Ben in May; then (writer, reader, day of June 2026, words) passed, each with a subject of its own."""
    raws = [
        mail(SAM, f"{ANN}, {BEN}", subject="Pumps", date="04 May 2026 09:00:00 +0000", message_id="a@us.example", body="Here it is."),
        mail(ANN, SAM, subject="Re: Pumps", date="05 May 2026 09:00:00 +0000", message_id="b@acme.example",
             in_reply_to="<a@us.example>", body="Good, we went through it with the plant."),
        mail(SAM, "Cy Wood <cy@beta.example>", subject="Fair", date="07 Jun 2026 09:00:00 +0000", message_id="c@us.example", body="Here."),
    ]  # fmt: skip
    for n, (by, to, day, words) in enumerate(said):
        raws.append(
            mail(by, to, subject=f"Matter {n}", date=f"{day} Jun 2026 09:00:00 +0000", message_id=f"s{n}@x.example", body=words)
        )
    put(tmp_path / "mail", *raws)
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example", "kim.dale@us.example"])
    book.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example",))
    return book


def quotes(book: Book, as_of: str = "2026-06-08") -> list[str]:
    return [t.quote for of in days_ahead(book._view(as_of)).values() for t in of]


def test_digest_brief_person_people_and_actions_know_the_same(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A complaint that stands, a question that waits and a day that is near stand on every surface, with quote and day."""
    book = book_of(make_book, tmp_path, (ANN, SAM, "01", DAY), (BEN, SAM, "02", GRIEF), (BEN, SAM, "03", ASK))
    week = book.digest(as_of="2026-06-08")
    assert [(t.quote, t.due) for t in week.days] == [(DAY, "2026-06-12")]
    assert [t.quote for t in week.first] == [GRIEF]
    assert [t.quote for t in week.asked] == [ASK]
    ann, ben = book.brief("ann@acme.example", as_of="2026-06-08"), book.brief("ben@acme.example", as_of="2026-06-08")
    assert [(t.quote, t.due, t.more) for t in ann.cares if t.kind == "deadline"] == [(DAY, "2026-06-12", False)]
    assert not ann.note.startswith("Nothing stands open")
    assert ([t.quote for t in ben.first], [t.quote for t in ben.asked]) == ([GRIEF], [ASK])
    listed = {a.source: a for a in book.actions(as_of="2026-06-08") if a.proposed}
    assert {s: (a.name, a.due, a.owner) for s, a in listed.items() if s in {"day", "question", "complaint"}} == {
        "day": ("Ann Reed", "2026-06-12", "sam.hart@us.example"),
        "question": ("Ben Hall", "", "sam.hart@us.example"),
        "complaint": ("Ben Hall", "", "sam.hart@us.example"),
    }
    assert next(iter(book.actions(as_of="2026-06-08"))).source == "complaint", "it is settled before anything else"
    page = book.person("ann@acme.example", as_of="2026-06-08")
    assert "2026-06-12" in page.why
    assert page.now
    assert {p.name: "2026-06-12" in p.why for p in book.people(as_of="2026-06-08")}["Ann Reed"]


def test_what_was_taken_up_is_proposed_no_more(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A question that somebody dropped, and a day that was decided about, are in the list once, as what became of them."""
    book = book_of(make_book, tmp_path, (ANN, SAM, "01", DAY), (BEN, SAM, "03", ASK))
    by_source = {a.source: a.id for a in book.actions(as_of="2026-06-08") if a.proposed}
    book.action_change(by_source["question"], "dropped", as_of="2026-06-08")
    book.action_change(by_source["day"], "done", as_of="2026-06-08")
    rows = [(a.source, a.state, a.proposed) for a in book.actions(as_of="2026-06-08")]
    assert sorted(rows) == [("day", "done", False), ("question", "dropped", False)]


def test_a_week_of_one_seller_has_what_was_written_to_them(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Another one's complaint and day are in that one's week."""
    book = book_of(make_book, tmp_path, (ANN, SAM, "01", DAY), (BEN, SAM, "02", GRIEF), (SAM, f"{ANN}, {KIM}", "04", "Noted."))
    mine = book.digest(looking="sam.hart@us.example", as_of="2026-06-08")
    theirs = book.digest(looking="kim.dale@us.example", as_of="2026-06-08")
    assert (len(mine.days), len(mine.first)) == (1, 1)
    assert (len(theirs.days), len(theirs.first)) == (0, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (DAY, True),
        ("He must report to the board on Tuesday 9 June.", True),
        ("Er muss am Dienstag der Klinikleitung berichten.", True),
        ("Die Angebotsfrist endet am 12. Juni um 12 Uhr.", True),
        ("La date limite est le 12 juin.", True),
        ("We have to decide before 12 June.", True),
        ("I will send you the drawings by 12 June.", False),
        ("The deadline was 2 June.", False),
        ("The deadline for offers is 30 September 2026.", False),
        ("I am out of the office until 12 June.", False),
        ("We think the market must turn by 12 June.", False),
        ("Between us: we have to decide before 12 June, please keep it to yourself.", False),
    ],
)
def test_a_day_is_theirs_near_and_one_by_which_something_must_be(
    make_book: Callable[..., Book], tmp_path: Path, words: str, told: bool
) -> None:
    """No promise of theirs (it stands among promises), no past day, none far ahead, no absence, no opinion, nothing in confidence."""
    assert bool(quotes(book_of(make_book, tmp_path, (ANN, SAM, "04", words)))) is told


def test_a_day_that_was_moved_is_told_once_and_ends_when_it_is_over(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of one talk the day named last counts, to its end."""
    raws = [
        mail(SAM, ANN, subject="Offer", date="04 May 2026 09:00:00 +0000", message_id="a@us.example", body="Here it is."),
        mail(ANN, SAM, subject="Re: Offer", date="01 Jun 2026 09:00:00 +0000", message_id="b@acme.example",
             in_reply_to="<a@us.example>", references="<a@us.example>", body="The deadline for offers is 11 June."),
        mail(ANN, SAM, subject="Re: Offer", date="03 Jun 2026 09:00:00 +0000", message_id="c@acme.example",
             in_reply_to="<b@acme.example>", references="<a@us.example> <b@acme.example>", body=DAY),
    ]  # fmt: skip
    put(tmp_path / "mail", *raws)
    book = make_book(us__domains=["us.example"])
    book.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example",))
    assert quotes(book, "2026-06-02") == ["The deadline for offers is 11 June."]
    assert quotes(book, "2026-06-08") == [DAY]
    assert quotes(book, "2026-06-12") == [DAY]
    assert quotes(book, "2026-06-13") == []


GERMAN = "Sehr geehrter Herr Hart,\n\nwir haben den Vorschlag am Montag in der Runde besprochen und alle fanden ihn gut."
CHASE = "Sehr geehrter Herr Hart,\n\nunser Werkleiter fragt, wo die Zeichnungen der Pumpe bleiben."


def test_who_wrote_last_in_a_language_not_read_is_told_as_that(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """No surface says that nothing stands open, and none that they asked."""
    book = book_of(make_book, tmp_path, (BEN, SAM, "03", GERMAN))
    brief = book.brief("ben@acme.example", as_of="2026-06-08")
    assert [t.kind for t in brief.may_wait] == ["wrote"]
    assert "Nothing stands open" not in brief.note
    assert not brief.asked
    week = book.digest(as_of="2026-06-08")
    assert [(t.kind, t.name) for t in week.may_wait] == [("wrote", "Ben Hall")]
    assert "Ben Hall: wrote last, in a language that is not read" in written.digest(week)
    page = book.person("ben@acme.example", as_of="2026-06-08")
    assert page.why == "wrote last on 2026-06-03, in a language that is not read"
    assert {p.name: p.why for p in book.people(as_of="2026-06-08")}["Ben Hall"] == page.why
    assert not [a for a in book.actions(as_of="2026-06-08") if a.source == "question"]


def test_a_chase_in_another_language_waits(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It is quoted as what they asked, everywhere."""
    book = book_of(make_book, tmp_path, (BEN, SAM, "03", CHASE))
    said = "unser Werkleiter fragt, wo die Zeichnungen der Pumpe bleiben."
    assert [t.quote for t in book.digest(as_of="2026-06-08").asked] == [said]
    assert [t.quote for t in book.brief("ben@acme.example", as_of="2026-06-08").asked] == [said]
    assert "still waits for an answer" in book.person("ben@acme.example", as_of="2026-06-08").why
    assert [a.source for a in book.actions(as_of="2026-06-08")] == ["question"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Could you send us the price list for the surgery wards of the hospital?", True),
        ("What is your best price for the pumps of the children's hospital?", True),
        ("Could you tell us how the payroll module counts union members?", True),
        ("How did your surgery go?", False),
        ("How was the holiday with the family?", False),
    ],
)
def test_a_question_with_a_word_of_private_life_waits_and_is_not_quoted(
    make_book: Callable[..., Book], tmp_path: Path, words: str, told: bool
) -> None:
    """Whoever sells to hospitals is asked about hospitals: that they asked is told on every surface, their words on none."""
    book = book_of(make_book, tmp_path, (BEN, SAM, "03", words))
    week, brief = book.digest(as_of="2026-06-08"), book.brief("ben@acme.example", as_of="2026-06-08")
    assert [(t.name, t.quote) for t in (*week.asked, *week.may_wait)] == ([("Ben Hall", "")] if told else [])
    assert [t.quote for t in (*brief.asked, *brief.may_wait)] == ([""] if told else [])
    assert not (told and "Nothing stands open" in brief.note)
    page = book.person("ben@acme.example", as_of="2026-06-08")
    shown = "".join([written.digest(week), written.brief(brief), page.why, *(a.text for a in book.actions(as_of="2026-06-08"))])
    assert not any(word in shown.lower() for word in ("surgery", "hospital", "union", "family"))


def test_what_may_have_been_kept_is_told_alike(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A promise of theirs that reads overdue, after which they wrote in the same talk: digest and brief tell it, with that doubt."""
    raws = [
        mail(SAM, ANN, subject="Visit", date="01 Jun 2026 09:00:00 +0000", message_id="a@us.example", body="When can we come?"),
        mail(ANN, SAM, subject="Re: Visit", date="02 Jun 2026 09:00:00 +0000", message_id="b@acme.example",
             in_reply_to="<a@us.example>", references="<a@us.example>", body="I will confirm the day of the visit by 5 June."),
        mail(ANN, SAM, subject="Re: Visit", date="04 Jun 2026 09:00:00 +0000", message_id="c@acme.example",
             in_reply_to="<a@us.example>", references="<a@us.example>", body="The price list of the spare parts is still missing here."),
    ]  # fmt: skip
    put(tmp_path / "mail", *raws)
    book = make_book(us__domains=["us.example"])
    book.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example",))
    week, brief = book.digest(as_of="2026-06-08"), book.brief("ann@acme.example", as_of="2026-06-08")
    assert [(t.state, t.because) for t in week.owing] == [("overdue", ("a later mail may have kept it",))]
    assert [(t.state, t.because) for t in brief.owing] == [(t.state, t.because) for t in week.owing]
    assert "though a later mail may have kept it" in written.brief(brief)
