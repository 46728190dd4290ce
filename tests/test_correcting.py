"""What people correct: same and different people, sides, and undo, which restores exactly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import SHIPPED, close_to, differences, estimates, mail, new_book, put, state

from regard.book import Book
from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.surfaces.cli import main


def test_same_and_undo_restore_exactly(copied: Path) -> None:
    """Two buyers said to be one share one page and one sum; undo brings back every table and estimate as they were."""
    with Book.open(copied, flags=SHIPPED) as book:
        left, right = sorted(book.people(), key=lambda p: -p.messages)[:2]
        before, numbers = state(copied), estimates(book)
        made = book.same(left.address, right.address, "met both")
        joined = book.person(left.address)
        assert joined.id == book.person(right.address).id
        assert joined.id in {left.id, right.id}
        assert {left.address, right.address} <= set(joined.addresses)
        assert joined.timeline_total >= max(book.person(left.address).timeline_total, left.messages)
        assert [m["reason"] for m in joined.merged if m["by"] == "user"] == ["met both"]
        book.undo(made["judgement"])
        assert differences(state(copied), before) == ""
        assert close_to(estimates(book), numbers, 1e-9) == ""  # fitted alone or with the whole book, to the fit's own tolerance
        with pytest.raises(UnknownReference):
            book.undo(made["judgement"])


def test_different_undoes_a_rule_and_back(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Two addresses that a rule took for one person come apart by `different`, stay apart, and join again by `undo`."""
    mails = [
        mail(f"Jo Reed <{who}@acme.example>", date=f"Mon, {day:02d} Jan 2026 10:00:00 +0000", body=f"Could you call {day}?")
        for who in ("jo.reed", "jreed")
        for day in (5, 6, 7, 8, 9)
    ]
    put(tmp_path / "mail", *mails)
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    assert book.person("jo.reed@acme.example").id == book.person("jreed@acme.example").id
    numbers, before = estimates(book), state(book.folder)
    made = book.different("jo.reed@acme.example", "jreed@acme.example")
    assert book.person("jo.reed@acme.example").id != book.person("jreed@acme.example").id
    put(tmp_path / "mail", mail("Jo Reed <jreed@acme.example>", subject="More"), start=50)
    book.sync()
    assert book.person("jo.reed@acme.example").id != book.person("jreed@acme.example").id
    with pytest.raises(UsageError, match=made["judgement"]):
        book.same("jo.reed@acme.example", "jreed@acme.example")
    book.undo(made["judgement"])
    assert book.person("jo.reed@acme.example").id == book.person("jreed@acme.example").id
    assert set(before["trial"]) <= set(state(book.folder)["trial"])
    assert numbers.keys() <= estimates(book).keys()


def test_a_correction_outlives_a_rebuild(copied: Path) -> None:
    """What people said about who is who holds in a live store made anew."""
    with Book.open(copied, flags=SHIPPED) as book:
        left, right = sorted(book.people(), key=lambda p: -p.messages)[:2]
        book.same(left.address, right.address)
        book.include(book.people()[-1].address, "personal")
        before, numbers = state(copied), estimates(book)
    for path in copied.glob("live.sqlite*"):
        path.unlink()
    with Book.open(copied, flags=SHIPPED) as book:
        assert close_to(estimates(book), numbers) == ""
    assert differences(state(copied), before) == ""


def test_a_personal_contact_can_be_brought_in(
    make_book: Callable[..., Book], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contact left out as personal is listed apart with the reason and the way in, and `include` makes a buyer of them."""
    private = [
        mail(
            "Eva Hart <eva.hart@gmail.com>",
            "Sam Hart <sam.hart@us.example>",
            subject="Dinner with mum and the kids",
            date=f"Sat, {day:02d} Jan 2026 20:00:00 +0000",
            body="Love you, see you at home! Kisses from the kids. " + str(day),
        )
        for day in (3, 10, 17, 24)
    ]
    put(tmp_path / "mail", *private, mail())
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    day = "2026-01-25"
    left_out = book.people(as_of=day, personal=True)
    assert [p.address for p in left_out] == ["eva.hart@gmail.com"]
    assert (left_out[0].why, left_out[0].need) == (
        "has the surname of the one of us who knows them, talks of private matters, writes from free mail.",
        0.0,
    )
    for command in (["status"], ["people", "--personal"]):
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main(["--book", str(book.folder), *command, "--as-of", day])
        told = " ".join(capsys.readouterr().out.split())
        assert "has the surname of the one of us" in told
        assert "regard include eva.hart@gmail.com" in told
    assert "eva.hart@gmail.com" not in {p.address for p in book.people(as_of=day)}
    assert book.person("eva.hart@gmail.com").id not in {t[5] for t in state(book.folder)["trial"].values()}
    book.include("eva.hart@gmail.com")
    assert "eva.hart@gmail.com" in {p.address for p in book.people(as_of=day)}
    page = book.person("eva.hart@gmail.com", as_of=day)
    assert page.timeline_total == 4
    book.include("eva.hart@gmail.com", "personal")
    assert "eva.hart@gmail.com" not in {p.address for p in book.people(as_of=day)}


def test_references(book: Book) -> None:
    """An id, a handle, an address in any case and a name that only one has all mean the same person; others are errors."""
    row = max(book.people(), key=lambda p: p.messages)
    for ref in (row.id, row.address, row.address.upper(), f"  {row.address} ", row.name, row.name.lower()):
        assert book.person(ref).id == row.id
    with pytest.raises(AmbiguousReference) as error:
        book.person("e")
    assert 2 <= len(error.value.candidates) <= 20
    for ref in ("", "   ", "%", "a%n", "p_nobody"):
        with pytest.raises(UnknownReference):
            book.person(ref)
    account = book.accounts()[0]
    for ref in (account.id, account.domains[0], account.name.upper(), f"anyone@{account.domains[0]}"):
        assert book.account(ref).id == account.id


def test_how_our_people_are_joined_reaches_their_buyers(tmp_path: Path) -> None:
    """Two addresses of one of ours said to be one person become one seller on every page of their buyers, as in a rebuild."""
    from shutil import rmtree

    mails = [
        mail(
            f"{us}@us.example",
            "Jo Reed <jo@acme.example>",
            date=f"Mon, {d:02d} Jan 2026 10:00:00 +0000",
            body=f"Could you call {d}?",
        )
        for us, days in (("kq", range(5, 12)), ("zz", range(12, 20)))
        for d in days
    ]
    put(tmp_path / "mail", *mails, mail("Jo Reed <jo@acme.example>", "kq@us.example", date="Tue, 20 Jan 2026 10:00:00 +0000"))
    with new_book(tmp_path / "book") as book:
        book.sync(tmp_path / "mail", us=("us.example",))
        assert len(book.person("jo@acme.example").colleagues) == 2
        book.same("kq@us.example", "zz@us.example")
        assert len(book.person("jo@acme.example").colleagues) == 1
        before = state(tmp_path / "book")
    for path in (tmp_path / "book").glob("live.sqlite*"):
        path.unlink()
    rmtree(tmp_path / "book" / "gen", ignore_errors=True)
    with new_book(tmp_path / "book") as book:
        book.status()
    assert differences(state(tmp_path / "book"), before) == ""
