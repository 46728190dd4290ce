"""What a book answered is found again by the next process, and never after anything changed: it always says what is worked out anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.books import copy_book, mail, new_book, put
from tests.flow.crm_files import OPEN, write

from regard.book import Book, remembering
from regard.results.base import plain
from regard.store.kept_answers import KeptAnswers

DAY = "2026-02-02"
MAILS = [
    mail(date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@x"),
    mail(
        sender="Lena Ortiz <lena.ortiz@acme.example>", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@x",
        subject="The fridges", body="Our finance director Marc Ly has to approve it. Can you send the plan?",
    ),
    mail(sender="Jo Reed <jo.reed@acme.example>", date="Thu, 08 Jan 2026 10:00:00 +0000", message_id="c@x", subject="More"),
]  # fmt: skip

ASKED: dict[str, Callable[[Book, str], Any]] = {
    "people": lambda b, on: b.people(as_of=on),
    "accounts": lambda b, on: b.accounts(as_of=on),
    "deals": lambda b, on: b.deals(on, closed=True),
    "risks": lambda b, on: b.risks(on),
    "put off": lambda b, on: b.risks(on, snoozed=True),
    "money": lambda b, on: b.money(on),
    "proposed": lambda b, on: b.proposed_deals(on),
    "actions": lambda b, on: b.actions(as_of=on),
    "promises": lambda b, on: b.promises(as_of=on),
    "digest": lambda b, on: b.digest(as_of=on),
    "dormant": lambda b, on: b.dormant(as_of=on),
    "callers": lambda b, on: b.callers(as_of=on),
    "who": lambda b, _on: b.who(),
    "status": lambda b, on: b.status(on),
    "review": lambda b, on: b.review(as_of=on),
}


@pytest.fixture(autouse=True)
def _however_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every answer: those of so small a book are worked out sooner than they are read."""
    monkeypatch.setattr(remembering, "WORTH", -1.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book with mail and deals."""
    at = tmp_path_factory.mktemp("kept")
    with new_book(at / "book", us__domains=["us.example"]) as book:
        book.sync(put(at / "mail", *MAILS), write(at / "crm"))
    return at / "book"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return copy_book(made, tmp_path / "book")


def said(folder: Path, on: str = DAY, **flags: Any) -> dict[str, str]:
    """What a process that begins now says to every question."""
    found = {}
    for name, ask in ASKED.items():
        with Book.open(folder, flags=flags) as book:
            found[name] = json.dumps(plain(ask(book, on)), sort_keys=True)
    return found


def afresh(folder: Path, on: str = DAY, **flags: Any) -> dict[str, str]:
    """The same with nothing kept by anybody before."""
    shutil.rmtree(folder / "gen", ignore_errors=True)
    return said(folder, on, **flags)


def test_the_next_process_works_nothing_out_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again by another process, what takes long is read from its file, and says the same to the letter."""
    first = said(folder)

    def fail(*_args: object, **_named: object) -> None:
        pytest.fail("worked out again")

    for what in (
        "deal_board.board", "promises.of_book", "waiting.waiting", "people.people", "dormant.dormant", "callers.callers",
        "doubts.doubts", "who.who_is_who", "digest.of_week", "proposed.proposed", "account_sides.account_sides",
    ):  # fmt: skip
        monkeypatch.setattr(f"regard.answers.{what}", fail)
    again = {}
    for name, ask in ASKED.items():
        with Book.open(folder) as book:
            again[name] = json.dumps(plain(ask(book, DAY)), sort_keys=True)
    assert again == first


def test_what_is_one_sellers_own_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest and a review that a seller asked for as themselves, with what is told to them alone, are in no file; the team's are."""
    kept: list[object] = []
    whole = KeptAnswers.put

    def watched(self: KeptAnswers, state: str, what: tuple[object, ...], answer: object, now: Callable[[], str]) -> None:
        kept.append(what[0])
        whole(self, state, what, answer, now)

    monkeypatch.setattr(KeptAnswers, "put", watched)
    with Book.open(folder) as book:
        me = book.colleagues()[0][0]
        book.digest(looking=me, as_of=DAY)
        book.review(looking=me, as_of=DAY)
        assert kept
        assert not {"digest", "review"} & set(kept)
        book.digest(as_of=DAY)
        book.review(as_of=DAY)
        assert {"digest", "review"} <= set(kept)


CHANGES: dict[str, Callable[[Book, Path], Any]] = {
    "new mail": lambda b, at: b.sync(
        put(at / "new", mail(date="Fri, 30 Jan 2026 10:00:00 +0000", message_id="n@x", body="Stop it."))
    ),
    "nothing new": lambda b, _: b.sync(),
    "a part in a deal": lambda b, _: b.deal_role(OPEN, "lena.ortiz@acme.example", "champion"),
    "a risk put off": lambda b, _: b.snooze(OPEN, b.risks(DAY)[0].kind, "they are closed", "2026-02-20", DAY),
    "an action": lambda b, _: b.action_add("Call them", to="lena.ortiz@acme.example", as_of=DAY),
    "two are one": lambda b, _: b.same("lena.ortiz@acme.example", "jo.reed@acme.example"),
    "a supplier": lambda b, _: b.account_side("acme.example", "supplier"),
    "an objection": lambda b, _: b.object("lena.ortiz@acme.example"),
    "an exclusion": lambda b, _: b.exclude("person", "jo.reed@acme.example"),
    "somebody forgotten": lambda b, _: b.forget("lena.ortiz@acme.example"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_everything_is_as_worked_out_anew(folder: Path, tmp_path: Path, change: str) -> None:
    """Whatever is written, the next process says what one says that finds nothing kept."""
    before = said(folder)
    with Book.open(folder) as book:
        CHANGES[change](book, tmp_path)
    after = said(folder)
    assert after == afresh(folder)
    assert (after != before) or change == "nothing new"


SIDES = ("", "supplier", "neither", "doubtful")


@pytest.mark.parametrize("change", CHANGES)
def test_companies_of_the_present_are_worked_out_once_until_anything_changes(folder: Path, tmp_path: Path, change: str) -> None:
    """Asked again, an open book gives the very rows it gave; after any change those of a process that finds nothing kept."""
    with Book.open(folder) as book:
        before = {side: book.accounts(side=side) for side in SIDES}
        assert before[""]
        assert all(book.accounts(side=side) is before[side] for side in SIDES)
        CHANGES[change](book, tmp_path)
        after = {side: plain(book.accounts(side=side)) for side in SIDES}
    shutil.rmtree(folder / "gen", ignore_errors=True)
    with Book.open(folder) as book:
        assert {side: plain(book.accounts(side=side)) for side in SIDES} == after
    moved = {"new mail", "two are one", "a supplier", "an objection", "an exclusion", "somebody forgotten"}
    assert (after != {side: plain(rows) for side, rows in before.items()}) or change not in moved


def test_another_day_or_setting_is_another_answer(folder: Path) -> None:
    """What is kept of one day, or under one setting, is not told of another."""
    settings = {"deals.roles": ("user",), "bands.good": 90.0, "risks.quiet_days": 1}
    first = said(folder)
    later, other = said(folder, "2026-02-20"), said(folder, **settings)
    assert later == afresh(folder, "2026-02-20") != first
    assert other == afresh(folder, **settings) != first


def test_nobody_forgotten_stays_in_a_kept_answer(folder: Path) -> None:
    """No file of answers holds somebody's name or address once they are forgotten, though nobody asks again."""
    said(folder)
    held = b"".join(path.read_bytes() for path in (folder / "gen").glob("answer-*"))
    assert b"lena.ortiz@acme.example" in held
    with Book.open(folder) as book:
        book.forget("lena.ortiz@acme.example")
    assert not list((folder / "gen").glob("answer-*"))
    said(folder)
    assert not [path for path in (folder / "gen").glob("answer-*") if b"lena.ortiz@acme.example" in path.read_bytes()]


def test_another_program_reads_nothing_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of an earlier or later version of the program is none."""
    from regard.store import kept_answers

    with Book.open(folder) as book:
        book.deals(DAY)
    before = {path.name for path in (folder / "gen").iterdir()}
    monkeypatch.setattr(kept_answers, "program", lambda: "another")
    with Book.open(folder) as book:
        book.deals(DAY)
    assert before.isdisjoint(path.name for path in (folder / "gen").iterdir())
