"""Whom a reference means: who is changed, handed out or erased is named whole and told of; nobody is hit by a part of their address."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, put

from regard.answers.references import exact_person_ref, person_ref, whole_address
from regard.book import Book
from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.surfaces.api import create_app
from regard.surfaces.cli import main

SAM = "Sam Hart <sam.hart@us.example>"
BUYERS = (
    "Joann Bell <joann@acme.example>",
    "José Núñez <jose_n@beta.example>",
    "Joseph Rune <josexn@beta.example>",
    "Kim Wood <kim@gamma.example>",
    "Kim Wood <kim.wood@delta.example>",
    "Magda <lena@gamma.example>",
    "Magda Ortiz <ortiz@delta.example>",
)


@pytest.fixture
def book(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Each of the buyers wrote to Sam and was answered; no Ann is among them."""
    raws = []
    for n, who in enumerate(BUYERS):
        day, after = f"{5 + n:02d} Jan 2026 09:00:00 +0000", f"{5 + n:02d} Jan 2026 11:00:00 +0000"
        raws.append(mail(who, SAM, subject=f"Offer {n}", date=day, message_id=f"a{n}@x.example"))
        raws.append(mail(SAM, who, subject=f"Re: Offer {n}", date=after, message_id=f"b{n}@us.example", body="Here they are."))
    book = make_book()
    book.sync(put(tmp_path / "mail", *raws), us=("us.example",))
    return book


def addresses(book: Book) -> set[str]:
    return {row[0] for row in book._live().rows("SELECT address FROM handle")}


def names(book: Book, ref: str, of: Callable[..., str] = person_ref) -> str:
    return str(book._live().rows("SELECT address FROM person WHERE id = ?", of(book._live(), ref))[0][0])


RIGHTS: tuple[Callable[[Book, str], object], ...] = (
    lambda book, ref: book.forget(ref),
    lambda book, ref: book.whom(ref),
    lambda book, ref: book.object(ref),
    lambda book, ref: book.object(ref, undo=True),
    lambda book, ref: book.disclose(ref),
    lambda book, ref: book.include(ref, "personal"),
    lambda book, ref: book.exclude("person", ref),
    lambda book, ref: book.include_again("person", ref),
)


@pytest.mark.parametrize("of", [person_ref, exact_person_ref])
@pytest.mark.parametrize(
    "ref", ["ann@acme.example", "ann@acme", "oann@acme.example", "@acme.example", "joann@", "acme.example@", "jo ann@acme.example",
            "jo\x00ann@acme.example", "joann@acme.example, kim@gamma.example", "jose%n@beta.example", "joseXn@beta.example.org"],
)  # fmt: skip
def test_an_address_is_whole_or_nobodys(book: Book, ref: str, of: Callable[..., str]) -> None:
    """What has an @ is somebody's whole address or nobody's: never part of another one, never a pattern."""
    with pytest.raises(UnknownReference):
        of(book._live(), ref)


@pytest.mark.parametrize("of", [person_ref, exact_person_ref])
@pytest.mark.parametrize(
    "ref",
    [
        "joann@acme.example",
        " JOANN@Acme.Example ",
        "Jo <joann@acme.example>",
        "mailto:joann@acme.example",
        "joann@acme.example\u200b",
    ],
)
def test_an_address_is_known_however_it_is_written(book: Book, ref: str, of: Callable[..., str]) -> None:
    """Case, spaces around it, a name before it and what a page pasted along make no other address."""
    assert names(book, ref, of) == "joann@acme.example"


@pytest.mark.parametrize("ref", ["", " ", "\t\n", "@", ".", "%", "_", "e", "w", "\x00", "\u200b", " \x00e"])
def test_who_names_nobody_is_told_so(book: Book, ref: str) -> None:
    """Nothing, or a single character, is bad use: it would be part of everybody. Nobody is read by it either, if only one has it."""
    with pytest.raises(UsageError, match="Say who is meant") as error:
        exact_person_ref(book._live(), ref)
    assert not isinstance(error.value, UnknownReference | AmbiguousReference)
    with pytest.raises(UsageError):
        person_ref(book._live(), ref)
    with book._live().writing() as c:
        c.execute("DELETE FROM person WHERE name <> 'Joann Bell'")
    with pytest.raises(UsageError):
        person_ref(book._live(), ref)


@pytest.mark.parametrize("ref", ["%%", "__", "J%Bell", "Joann_Bell", "joann%acme"])
@pytest.mark.parametrize("of", [person_ref, exact_person_ref])
def test_percent_and_underscore_are_letters(book: Book, ref: str, of: Callable[..., str]) -> None:
    """No sign stands for others."""
    with pytest.raises(UnknownReference):
        of(book._live(), ref)


def test_an_underscore_in_an_address_fits_itself_alone(book: Book) -> None:
    """`jose_n@` is not `josexn@`."""
    assert names(book, "jose_n@beta.example") == names(book, "jose_n") == "jose_n@beta.example"


@pytest.mark.parametrize(
    ("ref", "address"),
    [("joann bell", "joann@acme.example"), ("Jose Nunez", "jose_n@beta.example"), ("JOSÉ  NÚÑEZ", "jose_n@beta.example")],
)
def test_a_full_name_that_one_has_is_enough(book: Book, ref: str, address: str) -> None:
    """A whole name, case, accents and double spaces aside, is taken where it fits one alone."""
    assert names(book, ref, exact_person_ref) == address


@pytest.mark.parametrize("act", RIGHTS)
@pytest.mark.parametrize(
    ("ref", "candidates"),
    [
        ("Bell", {"joann@acme.example"}),
        ("beta", {"jose_n@beta.example", "josexn@beta.example"}),
        ("Kim Wood", {"kim@gamma.example", "kim.wood@delta.example"}),
        ("Magda", {"lena@gamma.example", "ortiz@delta.example"}),
    ],
)
def test_rights_are_not_guessed_at(book: Book, act: Callable[[Book, str], object], ref: str, candidates: set[str]) -> None:
    """Forget, object, disclose, include and exclude take no part of a name, nor one that two have: they list who may be meant."""
    before = addresses(book), book.written_down()
    with pytest.raises(AmbiguousReference) as error:
        act(book, ref)
    assert {line.partition("<")[2].partition(">")[0] for line in error.value.candidates} == candidates
    assert (addresses(book), book.written_down()) == before


def test_another_address_is_forgotten_as_itself(book: Book) -> None:
    """Forgetting ann@ leaves joann@ alone, says so, and keeps Ann from coming in."""
    before = addresses(book)
    done = book.forget("ann@acme.example")
    assert "ann@acme.example" in done["message"]
    assert "joann" not in done["message"]
    assert addresses(book) == before
    assert book._records.erased_hash("ann@acme.example") in book._records.erased()
    assert book._records.erased_hash("joann@acme.example") not in book._records.erased()


def test_it_is_said_who_is_meant_before_and_after(book: Book) -> None:
    """`whom` tells name, addresses and mails; each command that changes something names who it was."""
    found = book.whom("joann bell")
    assert (found["said"], found["addresses"], found["mails"]) == ("Joann Bell <joann@acme.example>", ["joann@acme.example"], 2)
    for done in (
        book.object("Joann Bell"),
        book.object("Joann Bell", undo=True),
        book.include("Joann Bell", "personal"),
        book.forget("Joann Bell"),
    ):
        assert "Joann Bell <joann@acme.example>" in done["message"]
    assert "Jose" not in book.exclude("person", "jose_n@beta.example")["message"]
    assert "Magda Ortiz <ortiz@delta.example>" in book.exclude("person", "Magda Ortiz")["message"]


def test_what_is_said_of_the_forgotten_is_kept_nowhere(book: Book) -> None:
    """The answer names who was erased; no file of the book does."""
    assert book.forget("joann@acme.example")["who"] == "Joann Bell <joann@acme.example>"
    held = b"".join(p.read_bytes() for p in book.folder.rglob("*") if p.is_file()).lower()
    assert b"kim wood" in held
    assert b"joann" not in held


def test_whom_part_of_a_name_was_taken_for_is_told(book: Book) -> None:
    """A reader may name part of a name, and is told of whom the answer is; whole names, addresses and ids need no such word."""
    page = book.person("Bell")
    assert book.taken == ["“Bell” was taken for Joann Bell <joann@acme.example>."]
    for ref in ("joann bell", "joann@acme.example", page.id):
        assert book.person(ref).id == page.id
    book.why("Bell")
    assert len(book.taken) == 1


def command(book: Book, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code: object = 0
    try:
        main(["--book", str(book.folder), *words])
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    out, err = capsys.readouterr()
    return code if isinstance(code, int) else int(code is not None), out, " ".join(err.split())


def test_commands_name_whom_they_are_about(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    """On the command line: parts are told when reading, refused when erasing; what would be and was erased is named, with `--yes` too."""
    assert "taken for Joann Bell <joann@acme.example>" in command(book, capsys, "promises", "--person", "Bell")[2]
    assert "taken for" not in command(book, capsys, "person", "joann@acme.example")[2]
    for ref in ("", " ", "@", ".", "Bell", "acme", "beta"):
        for words in (("forget", ref, "--yes"), ("object", ref), ("disclose", ref), ("include", ref)):
            assert command(book, capsys, *words)[0] == 2, words
    assert command(book, capsys, "disclose", "ann@acme.example")[0] == 2
    code, _, err = command(book, capsys, "forget", "joann bell")
    assert code == 2
    assert "Joann Bell <joann@acme.example> (on 2 mails)" in err
    assert "joann@acme.example" in addresses(book)
    code, out, _ = command(book, capsys, "forget", "joann bell", "--yes")
    assert code == 0
    assert "Joann Bell <joann@acme.example>" in out


def test_the_question_names_who_will_be_erased(
    book: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked on a terminal, name, address and mails stand in the question; whoever says no erases nobody."""
    asked = []

    class Terminal:
        def isatty(self) -> bool:
            return True

    def no(text: str, **_: object) -> bool:
        asked.append(text)
        raise SystemExit(1)

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("typer.confirm", no)
    assert command(book, capsys, "forget", "joann@acme.example")[0] == 1
    assert asked == ["Erase Joann Bell <joann@acme.example> (on 2 mails) for good?"]
    assert "joann@acme.example" in addresses(book)


@pytest.mark.parametrize(
    ("ref", "status"),
    [("%00", 400), ("%20", 400), (".%00", 400), ("@", 400), ("ann@acme.example", 404), ("Bell", 300), ("beta", 300)],
)
def test_over_the_wire_nobody_is_guessed(book: Book, ref: str, status: int) -> None:
    """REST refuses the same, with the candidates, and changes nobody; only `forget` takes an address that the book does not hold."""
    client = TestClient(create_app(book), base_url="http://localhost:8000", raise_server_exceptions=False)
    before = addresses(book), book.written_down()
    path = f"/api/v1/people/{ref}"
    answers = [client.get(f"{path}/disclose"), client.post(f"{path}/object"), client.delete(f"{path}/object")]
    answers.append(client.post(f"{path}/side", json={"side": "personal"}))
    if status != 404:
        answers.append(client.post(f"{path}/forget"))
    assert [a.status_code for a in answers] == [status] * len(answers)
    assert all(("candidates" in a.json()) == (status == 300) for a in answers)
    assert (addresses(book), book.written_down()) == before


def test_pages_refuse_the_same(book: Book) -> None:
    """A form sent by hand with part of a name erases nobody and offers who may be meant."""
    client = TestClient(create_app(book), base_url="http://localhost:8000", raise_server_exceptions=False)
    token = client.get("/people/joann@acme.example").text.partition('name="token" value="')[2].partition('"')[0]
    assert token
    for ref, status in (("Bell", 300), ("%00", 400)):
        answer = client.post(f"/people/{ref}/forget", data={"token": token, "sure": "yes"}, follow_redirects=False)
        assert answer.status_code == status
    assert "joann@acme.example" in addresses(book)


def test_whole_addresses() -> None:
    """What is a whole address, and what is only part of one."""
    whole = {"ann@acme.example", "Ann <ANN@acme.example>", " ann@acme.example. "}
    assert {whole_address(r) for r in whole} == {"ann@acme.example"}
    assert {whole_address(r) for r in ("@acme.example", "ann@", "ann", "", "a@b@c", "<a@b> <c@d>", "a b@c.example")} == {""}
