"""Search: people, companies and words in one look; nothing typed breaks it, nothing hidden is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers import search
from regard.answers.words import fold, highlighter, places
from regard.book import Book
from regard.errors import UsageError

SAM = "Sam Hart <sam.hart@us.example>"
JO = "José Ferreira <jose.ferreira@harlow-foods.example>"


@pytest.fixture
def asked(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """A book of a few mails with José of Harlow Foods, one with a colleague copied in, and one among ourselves."""
    put(
        tmp_path / "mail",
        mail(JO, SAM, subject="Première offre", date="Mon, 05 Jan 2026 10:00:00 +0000", body="Could the naïve café plan wait?"),
        mail(SAM, JO, subject="Re: offer", date="Tue, 06 Jan 2026 10:00:00 +0000", body="The <b>freezer prices</b> are ready."),
        mail(
            JO,
            SAM,
            subject="Re: offer",
            date="Wed, 07 Jan 2026 10:00:00 +0000",
            body="Freezers it is, Ana joins.\n\n> the secret pigeon",
            cc="Ana Lund <ana.lund@harlow-foods.example>",
        ),
        mail(SAM, "Kim Us <kim@us.example>", date="Thu, 08 Jan 2026 10:00:00 +0000", body="the freezer margin is thin"),
    )
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    return book


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("cafe", ["Première offre"]),
        ("CAFÉ naive", ["Première offre"]),
        ("premiere", ["Première offre"]),
        ("freez", ["Re: offer", "Re: offer"]),
        ("freezer prices", ["Re: offer"]),
        ('"freezer prices"', ["Re: offer"]),
        ('"prices freezer"', []),
        ('"freez"', []),
        ("prices freez", ["Re: offer"]),
        ("pric freezer", []),
        ("pigeon", []),
        ("margin", []),
        ("cafe freezer", []),
    ],
)
def test_words(asked: Book, words: str, subjects: list[str]) -> None:
    """All words must be there, without regard to accents; quoted ones together, the last may be unfinished; own words only, and
    never mail among ourselves."""
    assert [m.subject for m in asked.search(words).messages] == subjects


@pytest.mark.parametrize("read_through", [0, 1, 3, 100])
@pytest.mark.parametrize(
    "words", ["freez", "f", "offer", "re", "are ready", '"freezer prices"', "prices freez", "ANA joins", "pigeon"]
)
@pytest.mark.parametrize("limit", [1, 50])
def test_common_words(asked: Book, monkeypatch: pytest.MonkeyPatch, words: str, read_through: int, limit: int) -> None:
    """Words that stand in many messages find the same, however many of the newest are read before all are sorted."""
    expected = asked.search(words, limit=limit)
    monkeypatch.setattr(search, "COMMON", -1)
    monkeypatch.setattr(search, "READ_THROUGH", read_through)
    assert asked.search(words, limit=limit) == expected
    assert {m.message_id for m in expected.messages} == {m.message_id for m in asked.search(words).messages[:limit]}


@pytest.mark.parametrize(
    "text",
    [
        'x" OR "', "a AND NOT (b*", "NEAR(a b)", "own:freezer", "^freezer", "free*zer", "-freezer", "{a b}:c", "a + b", "'; DROP TABLE",
        "freezer\x00", "“half", '"', '""freezer', "a" * 5000, "word " * 500, "\ud800x", "x\u202ey", "100%_", "[a-z]+(", "\\",
    ],
)  # fmt: skip
def test_nothing_typed_breaks_it(asked: Book, text: str) -> None:
    """Whatever is typed is words or is refused in a sentence; nothing is read as a query language."""
    try:
        found = asked.search(text)
    except UsageError as error:
        assert "at least one word" in str(error)  # noqa: PT017
    else:
        assert found.query == text


@pytest.mark.parametrize("text", ["", "   ", "…", '""', "_", "%"])
def test_no_word(asked: Book, text: str) -> None:
    """Where no word is typed the search says so."""
    with pytest.raises(UsageError, match="at least one word"):
        asked.search(text)


def test_newest_first_with_places(asked: Book) -> None:
    """The newest mail comes first, with the words around and their places; markup in a mail stays text."""
    newest, older = asked.search("freez").messages
    assert (newest.direction, older.direction) == ("them", "us")
    assert [newest.snippet[a:b] for a, b in newest.marks] == ["Freez"]
    assert [older.snippet[a:b] for a, b in older.marks] == ["freez"]
    assert "<b>freezer prices</b>" in older.snippet
    (offer,) = asked.search("premiere").messages
    assert [offer.subject[a:b] for a, b in offer.subject_marks] == ["Première"]


def test_people_and_companies(asked: Book) -> None:
    """People are found by name, mailbox name and company, whoever was merely copied in too; companies by name and domain."""
    assert [p.name for p in asked.search("jose").people] == ["José Ferreira"]
    assert [p.name for p in asked.search("errei").people] == ["José Ferreira"]
    found = asked.search("harlow")
    assert {p.name for p in found.people} == {"José Ferreira", "Ana Lund"}
    assert [c.domains for c in found.companies] == [("harlow-foods.example",)]
    assert found.companies[0].people == 1
    (ana,) = asked.search("ana lund").people
    assert ana.why == "on 1 mail, but nobody of us wrote with them"
    assert not asked.search("example").people


def test_as_of(asked: Book) -> None:
    """On a past day nothing is found that came later: no mail, and nobody who was first seen after it."""
    assert len(asked.search("freezer", as_of="2026-01-06").messages) == 1
    assert not asked.search("ana", as_of="2026-01-06").people
    assert not asked.search("harlow", as_of="2026-01-01").companies


def test_personal_contacts_are_hidden(asked: Book) -> None:
    """A personal contact is counted and not shown, neither they nor their mail, until somebody asks for personal contacts."""
    asked.include("jose.ferreira@harlow-foods.example", "personal")
    found = asked.search("jose")
    assert (found.people, found.messages, found.personal) == ((), (), 1)
    assert not asked.search("freezer").messages
    assert [p.name for p in asked.search("jose", personal=True).people] == ["José Ferreira"]


def test_excluded_and_forgotten_are_gone(asked: Book) -> None:
    """What is excluded or forgotten cannot be found by any word."""
    asked.exclude("subject", "Première offre")
    assert not asked.search("cafe").messages
    asked.forget("jose.ferreira@harlow-foods.example")
    for word in ("freezer", "jose", "ferreira"):
        found = asked.search(word)
        assert not found.messages
        assert not [p for p in found.people if "Ferreira" in p.name]


def test_objected_has_no_estimate(asked: Book) -> None:
    """Who objected is found, with their mail and without an estimate."""
    asked.object("jose.ferreira@harlow-foods.example")
    (jose,) = asked.search("jose").people
    assert jose.why == "asked not to be modelled"
    assert not any(e.known for e in (jose.trust, jose.value, jose.rapport))


def test_more_than_the_limit(asked: Book) -> None:
    """A limit cuts the messages and says that there are more."""
    found = asked.search("freezer", limit=1)
    assert (len(found.messages), found.more) == (1, True)
    assert not asked.search("freezer", limit=2).more


@pytest.mark.parametrize(
    ("text", "folded"), [("ÀÉÎ", "aei"), ("Straße", "straße"), ("İx", "ix"), ("ﬁn", "ﬁn"), ("Łódź", "łodz")]
)
def test_folding_keeps_offsets(text: str, folded: str) -> None:
    """Folding takes off accents and capitals and never changes the number of characters."""
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_places_of_words() -> None:
    """Words are marked whole; only the last one is marked where a longer word begins with it."""
    text = "Planning the plan: plans"
    assert [text[a:b] for a, b in places(text, highlighter("the plan"))] == ["Plan", "the", "plan", "plan"]
    assert [text[a:b] for a, b in places(text, highlighter("plan the"))] == ["the", "plan"]
