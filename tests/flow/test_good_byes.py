"""Who said good-bye until a time is not charged with silence until then, and the list says so; who comes back is asked as ever."""

from __future__ import annotations

from pathlib import Path

from tests.books import mail, new_book, put

from regard.book import Book

SAM, UTE = "Sam Hart <sam.hart@us.example>", "Ute Aden <ute.aden@obsthof.example>"
BYE = "The apples are in. You won't hear from us until spring 2026. Thank you for everything."
ASK = "Could you tell me by Friday what you plan for next year?"


def book_of(tmp_path: Path, *more: bytes, bye: str = BYE) -> Book:
    """Ute orders in January, says good-bye in October, and is asked in November; mail is seen to the end of the year."""
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    book.sync(
        put(
            tmp_path / "mail",
            mail(UTE, SAM, subject="Crates", date="05 Jan 2025 09:00:00 +0000", body="Please send us 400 crates."),
            mail(SAM, UTE, subject="Re: Crates", date="05 Jan 2025 10:00:00 +0000", body="With pleasure."),
            mail(UTE, SAM, subject="All in", date="10 Oct 2025 09:00:00 +0000", body=bye),
            mail(SAM, UTE, subject="Plans", date="09 Nov 2025 09:00:00 +0000", body=ASK),
            mail(
                "Jo Reed <jo.reed@acme.example>", SAM, subject="Pumps", date="20 Dec 2025 09:00:00 +0000", body="We need pumps."
            ),
            *more,
        )
    )
    return book


def fates(book: Book) -> list[str]:
    """What became of each ask of Ute, the oldest first."""
    sql = "SELECT outcome, censored_why FROM trial t JOIN person p ON p.id = t.buyer WHERE channel = 'answers_ask' AND p.name = 'Ute Aden'"
    return [why or outcome for outcome, why in book._live().rows(f"{sql} ORDER BY opened_us")]


def test_until_then_silence_is_none(tmp_path: Path) -> None:
    """The ask counts neither way, and the page and the list say until when."""
    book = book_of(tmp_path)
    assert fates(book)[-1] == "rests"
    page = book.person("Ute Aden", as_of="2025-12-15")
    assert page.why == "said good-bye on 2025-10-10, until 2026-03-01"
    assert "Ask nothing" in page.now
    assert [r.why for r in book.people(as_of="2025-12-15") if r.name == "Ute Aden"] == [page.why]


def test_whoever_only_thanks_is_asked_as_ever(tmp_path: Path) -> None:
    """Without a good-bye the silence counts."""
    assert fates(book_of(tmp_path, bye="The apples are in. Thank you for everything."))[-1] == "0"


def test_who_begins_something_is_back(tmp_path: Path) -> None:
    """A conversation of their own ends the rest."""
    back = mail(UTE, SAM, subject="A press", date="01 Nov 2025 09:00:00 +0000", body="We look for a cider press.")
    book = book_of(tmp_path, back)
    assert fates(book)[-1] == "0"
    assert "good-bye" not in book.person("Ute Aden", as_of="2025-12-15").why


def test_who_orders_in_the_old_thread_is_back(tmp_path: Path) -> None:
    """Estimate and page agree: whoever writes below the good-bye for weeks is charged with silence, and no good-bye is told."""
    back = mail(UTE, SAM, subject="Re: All in", date="20 Oct 2025 09:00:00 +0000", body="We want 300 crates after all.")
    book = book_of(tmp_path, back)
    assert fates(book)[-1] == "0"
    assert "good-bye" not in book.person("Ute Aden", as_of="2025-12-15").why


def test_who_asks_on_the_next_day_is_back(tmp_path: Path) -> None:
    """A courtesy asks nothing: thanks of the next day leave the good-bye, a question does not."""
    for body, good_bye in (("Thank you, Sam, all the best.", True), ("Could you send us the price of 300 crates?", False)):
        more = mail(UTE, SAM, subject="Re: All in", date="11 Oct 2025 09:00:00 +0000", body=body)
        place = tmp_path / str(good_bye)
        place.mkdir()
        book = book_of(place, more)
        assert (fates(book)[-1] == "rests") is good_bye
        assert ("good-bye" in book.person("Ute Aden", as_of="2025-12-15").why) is good_bye


def test_the_weeks_of_a_rest_are_charged_to_nobody(tmp_path: Path) -> None:
    """Not writing of their own accord is what they said they would do."""
    sql = """SELECT DISTINCT channel, coalesce(nullif(censored_why, ''), outcome) FROM trial t JOIN person p ON p.id = t.buyer
        WHERE p.name = 'Ute Aden' AND channel IN ('starts_contact', 'introduces_colleague') AND opened_us > 1760227200000000"""
    told = set(book_of(tmp_path)._live().rows(sql))
    assert {channel for channel, fate in told if fate == "rests"} == {"starts_contact", "introduces_colleague"}
    assert not {fate for _, fate in told} & {"0", "1"}
