"""What one of ours writes a customer in another matter answers nothing that another of ours was asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.same_matter import same_matter
from regard.book import Book

SAM, KIM = "Sam Hart <sam.hart@us.example>", "Kim Lowe <kim.lowe@us.example>"
INA, OTTO = "Ina Voss <ina.voss@mill.example>", "Otto Berg <otto.berg@mill.example>"
AT = "2026-02-12"


def one(who: str, to: str, day: int, subject: str, body: str, **more: str) -> bytes:
    """A mail of a day of February."""
    return mail(
        who, to, subject=subject, date=f"{day:02d} Feb 2026 10:00:00 +0000", body=body, message_id=f"m{day}@x.example", **more
    )


def book_of(make_book: Callable[..., Book], tmp_path: Path, *more: bytes, asked: str = "Can the kiln software read our Zettler scales?",
            subject: str = "Licence", cc: str = "") -> Book:  # fmt: skip
    """A book of Sam's and Kim's mailboxes: Ina asks Sam on the 3rd, whom she answered before; `more` follows."""
    said = [
        one(SAM, INA, 1, subject, "Here is the price of the licence."),
        one(INA, SAM, 3, f"Re: {subject}", asked, in_reply_to="<m1@x.example>", **({"cc": cc} if cc else {})),
        one(SAM, "Max Oak <max.oak@beta.example>", 10, "Late", "Good."),
    ]
    beside = [
        one(KIM, "Max Oak <max.oak@beta.example>", 2, "Kilns", "Good."),
        one(KIM, "Max Oak <max.oak@beta.example>", 11, "Kilns", "Fine."),
    ]
    book = make_book()
    for name, mails in (("sam", said), ("kim", [*beside, *more])):
        book.sync(
            put(tmp_path / name, *mails),
            us=("us.example",),
            owner=(f"{name}.{'hart' if name == 'sam' else 'lowe'}@us.example",),
        )
    return book


def waits(book: Book) -> list[str]:
    return [t.quote for t in book.digest(as_of=AT).asked]


@pytest.mark.parametrize("to", [INA, OTTO], ids=["to whoever asked", "to a colleague of theirs"])
def test_a_colleagues_mail_of_another_matter_answers_nothing(make_book: Callable[..., Book], tmp_path: Path, to: str) -> None:
    """On the digest and the list it waits, and the timeline does not call it answered."""
    book = book_of(make_book, tmp_path, one(KIM, to, 4, "Open day", "May we come to you on the 19th for the yearly visit?"))
    assert waits(book) == ["Can the kiln software read our Zettler scales?"]
    page = book.person("ina.voss@mill.example", as_of=AT)
    assert [t.result for t in page.timeline if t.date.startswith("2026-02-03")] != ["answered"]


@pytest.mark.parametrize(
    "said",
    [
        "It reads Zettler from version 4 on.",
        "Sam has asked me to tell you: yes, from version 4 on.",
        "To your question: yes, from version 4 on.",
    ],
)
def test_a_colleague_who_answers_in_a_talk_of_their_own_answers(
    make_book: Callable[..., Book], tmp_path: Path, said: str
) -> None:
    """By a word of it, by the name of whoever was asked, or by saying so."""
    assert not waits(book_of(make_book, tmp_path, one(KIM, INA, 4, "From the technicians", said)))


def test_whoever_was_asked_and_whoever_writes_in_the_thread_answers(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whatever they write, in the thread, under its subject or, of whoever was asked, anew."""
    for n, mail_ in enumerate((
        one(KIM, INA, 4, "Re: Licence", "Yes, from version 4 on.", in_reply_to="<m3@x.example>"),
        one(KIM, INA, 4, "RE: Zettler scales at the kiln", "Yes, from version 4 on."),
        one(SAM, INA, 4, "Tomorrow", "I shall ring at ten."),
    )):  # fmt: skip
        assert not waits(book_of(make_book, tmp_path / str(n), mail_))


def test_whoever_had_a_copy_was_not_asked(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who looks after the account is on every mail."""
    visit = one(KIM, INA, 4, "Open day", "May we come to you on the 19th for the yearly visit?")
    assert waits(book_of(make_book, tmp_path, visit, cc=KIM))


@pytest.mark.parametrize(
    ("asked", "told", "same"),
    [
        (
            "Können Sie unsere Waage von Zettler anbinden?",
            "Wir würden gern am 19. das Jahresgespräch führen. Passt das?",
            False,
        ),
        ("Können Sie unsere Waage von Zettler anbinden?", "Ihre Frage hat mir Herr Hart weitergeleitet: ja, das geht.", True),
        ("Können Sie unsere Waage von Zettler anbinden?", "Die Waage lässt sich ab Version 4 anbinden.", True),
        ("Pouvez-vous raccorder notre balance Zettler ?", "Nous viendrons le 19 pour la réunion annuelle.", False),
        ("Pouvez-vous raccorder notre balance Zettler ?", "Oui, la balance est reconnue depuis la version 4.", True),
        ("¿Pueden conectar nuestra báscula Zettler?", "Vamos el 19 para la reunión anual.", False),
        ("¿Pueden conectar nuestra báscula Zettler?", "En cuanto a su pregunta: sí, desde la versión 4.", True),
        ("Can you take our Zettler scales?", "Wir kommen am Donnerstag, dem 19., zur jährlichen Besprechung zu Ihnen.", True),
        ("Can you?", "We come on the 19th for the yearly visit.", True),
    ],
)
def test_the_matter_is_told_by_its_words(asked: str, told: str, same: bool) -> None:
    """Where the words cannot tell, because of two languages or of none, it may be the answer."""
    assert (
        same_matter(asked, "Re: Lizenz", told, "19", for_whom=["Sam Hart"], names=["Sam Hart", "Ina Voss"]) is same
        or asked == "Can you?"
    )


@pytest.mark.parametrize(
    ("asked", "about", "told", "same"),
    [
        ("What would you charge for the crane?", "Offer 71-B", "Dear Ina,\n\nplease see the enclosed sheet.", True),
        ("What would you charge for the crane?", "71-B", "Dear Ina,\n\nGBP 8,150 net, ex store.", True),
        ("What would you charge for the crane?", "Invoice 12", "GBP 300 are overdue since June.", False),
        ("What would you charge for the crane?", "Open day", "We shall be in hall 4.", False),
        ("When might a fitter come?", "Appointment", "Our Mr Oak is with you on Tuesday, 3 March.", True),
        ("When might a fitter come?", "Open day", "Would the 19th of March suit you?", False),
        ("When does the warranty end?", "From the records", "At the end of October.", True),
        ("When does the warranty end?", "Yearly round", "We come and visit you in October.", False),
        ("Could you ring me today?", "Just now", "It was good to have spoken.", True),
        ("Could you ring me today?", "Hall 4", "The list of stands is out.", False),
        ("Is the pump fit for brine?", "From the works", "Dear Ina,\n\nYes, with the steel wheel.", True),
        ("Is the pump fit for brine?", "Stand", "No later list came from the organisers.", False),
        (
            "Was würde der Kran denn bei Ihnen kosten?",
            "Angebot 71-B",
            "Die Unterlage liegt bei, wie immer in zwei Fassungen.",
            True,
        ),
        (
            "Was würde der Kran denn bei Ihnen kosten?",
            "Messe",
            "Auch heuer sind wir auf der Messe in Halle 4 zu finden.",
            False,
        ),
        ("Wann endet die Garantie?", "Aus den Akten", "Sie läuft noch, bis Ende Oktober eben.", True),
        ("Combien coûterait la grue ?", "Devis 71-B", "Veuillez trouver le document.", True),
        ("¿Cuánto costaría la grúa?", "Presupuesto 71-B", "Le mando el documento.", True),
    ],
)
def test_what_was_asked_for_answers_without_its_words(asked: str, about: str, told: str, same: bool) -> None:
    """A sum for a price, a day for when, a talk for a call, a yes; a bill, a visit and a question of ours are none of these."""
    assert (
        same_matter(asked, "Re: Forty", told, about, for_whom=["Sam Hart"], names=["Sam Hart", "Ina Voss", "Kim Lowe"]) is same
    )


@pytest.mark.parametrize("copied", [True, False])
def test_who_had_it_in_copy_answers_in_a_few_words(make_book: Callable[..., Book], tmp_path: Path, *, copied: bool) -> None:
    """Of whoever never saw the question the same words are of something else."""
    said = one(KIM, INA, 4, "From version 4", "From version 4 on, as in the handbook.")
    assert (not waits(book_of(make_book, tmp_path, said, cc=KIM if copied else ""))) is copied


def test_a_sum_from_a_colleague_answers_for_the_price(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Inside sales writes the quotation that somebody else was asked for."""
    said = one(KIM, INA, 4, "Q-118", "EUR 9,300 delivered.")
    assert not waits(book_of(make_book, tmp_path, said, asked="How much would you charge for twelve?", subject="Twelve"))
