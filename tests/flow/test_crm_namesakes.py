"""Whoever is erased goes from the CRM's other rows and from calls under every spelling of their name; a namesake elsewhere does not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, new_book, put, vevent

from regard.book import Book
from regard.flow.crm_namesakes import SOMEWHERE, employers_of, is_theirs, mark_at
from regard.privacy import name_marks, named_so

US = ("us.example",)
SAM, NIA, TOM = "Sam Hart <sam.hart@us.example>", "Nia Reyes <nia@acme.example>", "Tom Berg <tom@beta.example>"
ACCOUNTS = "Id,Name,Website\nA1,Acme GmbH,acme.example\nA2,Beta,beta.example\n"
CONTACTS = """Id,FirstName,LastName,Email,Title,AccountId,Description
C1,Nia,Reyes,nia@acme.example,CFO,A1,prefers mornings
C2,Nia,Reyes,nia.r@freemail.example,CFO,A1,her private one
C3,Tom,Berg,tom@beta.example,CTO,A2,knows her
C4,Nia,Reyes,n.reyes@beta.example,Clerk,A2,another one
C5,Nia,Reyes,,Clerk,A2,without an address
C6,Nia,Reyes,,Adviser,,nobody's
"""
LINKED = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Nia,Reyes,https://www.linkedin.com/in/nia-1,,Acme,CFO,03 Jan 2026
Nia,Reyes,https://www.linkedin.com/in/nia-2,nia@acme.example,Acme,CFO,03 Jan 2026
Nia,Reyes,https://www.linkedin.com/in/nia-3,,Beta,Clerk,03 Jan 2026
Tom,Berg,https://www.linkedin.com/in/tom,tom@beta.example,Beta,CTO,03 Jan 2026
"""
CALL = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Sam Hart>Hello both.</v>

00:00:04.000 --> 00:00:08.000
<v Nia Reyes>Could you send the zebrawood contract?</v>

00:00:08.000 --> 00:00:12.000
<v REYES, Nia>And the zebrawood colours.</v>

00:00:12.000 --> 00:00:16.000
<v nia m. reyes (Acme)>And the zebrawood price.</v>

00:00:16.000 --> 00:00:20.000
<v Níá Reyes>And all zebrawood.</v>

00:00:20.000 --> 00:00:24.000
<v Tom Berg>I like rosewood.</v>
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """Mail of three people, and two exports and a call that tell of them."""
    mails = [
        mail(sender, SAM, subject=f"Order {n}", date=f"{5 + n:02d} Jan 2026 09:00:00 +0000", message_id=f"{n}@x.example")
        for n, sender in enumerate([NIA, TOM, NIA, TOM, "<n.reyes@beta.example>"])
    ]
    mails.append(
        mail(SAM, NIA, subject="Hello", date="12 Jan 2026 09:00:00 +0000", body="Hello Nia.", message_id="s@us.example")
    )
    for name, text in (
        ("crm/accounts.csv", ACCOUNTS),
        ("crm/contacts.csv", CONTACTS),
        ("li/Connections.csv", LINKED),
        ("calls/2026-01-13 Call.vtt", CALL),
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return put(tmp_path / "mail", *mails), tmp_path / "crm", tmp_path / "li", tmp_path / "calls"


def _synced(book: Book, *files: Path) -> None:
    for path in files:
        book.sync(path, us=US)


def _rows(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """What the records hold of contacts and connections."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    connection = sqlite3.connect(folder / "records.sqlite")
    for obj, crm_id, name, value in connection.execute(
        "SELECT object, crm_id, field, value FROM crm_fact WHERE object IN ('contact', 'connection') ORDER BY known_us"
    ):
        found.setdefault((obj, crm_id.rpartition("/")[2]), {})[name] = value
    connection.close()
    return {key: values for key, values in found.items() if any(values.values())}


def _after(book: Book, files: tuple[Path, ...]) -> None:
    _synced(book, *files)
    book.forget("nia@acme.example")


def _before(book: Book, files: tuple[Path, ...]) -> None:
    _synced(book, files[0])
    book.forget("nia@acme.example")
    _synced(book, *files[1:])


@pytest.mark.parametrize("forget", [_after, _before])
def test_rows_of_the_erased_go_and_those_of_namesakes_stay(
    tmp_path: Path, files: tuple[Path, ...], forget: Callable[[Book, tuple[Path, ...]], None]
) -> None:
    """A row at her company, or at none and without an address, goes, whether she was erased before or after it came; one at another
    company keeps all but the name.
    """
    with new_book(tmp_path / "book") as book:
        forget(book, files)
        rows = _rows(tmp_path / "book")
        assert sorted(rows) == [
            ("connection", "nia-3"), ("connection", "~tom@beta.example"), ("contact", "C3"), ("contact", "C4"), ("contact", "C5"),
        ]  # fmt: skip
        assert rows["contact", "C4"]["email"] == "n.reyes@beta.example"
        assert rows["contact", "C4"]["title"] == rows["contact", "C5"]["title"] == "Clerk"
        assert not [name for values in rows.values() for name in values.values() if "reyes" in name.lower() and "@" not in name]
        assert {p.name for p in book.people()} == {"Tom Berg", "n.reyes@beta.example"}
        assert "acme" not in str([i[:2] for i in _erased_items(tmp_path / "book")])


def _erased_items(folder: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(folder / "records.sqlite")
    try:
        return connection.execute("SELECT message_id, folder FROM item WHERE gone = 'erased' AND kind = 'crm'").fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("forget", [_after, _before])
def test_what_they_said_on_calls_goes_under_every_spelling(
    tmp_path: Path, files: tuple[Path, ...], forget: Callable[[Book, tuple[Path, ...]], None]
) -> None:
    """Turned round, with an initial, an accent or in small letters, a speaker's label is theirs, and what others said stays."""
    with new_book(tmp_path / "book") as book:
        forget(book, files)
        assert not book.search("zebrawood").messages
        assert book.search("rosewood").messages
        stored = [i.raw for batch in book._records.items_after(0) for i in batch if i.kind == "transcripts"]
        assert len(stored) == 1


def test_a_namesake_on_a_call_keeps_their_words(tmp_path: Path, files: tuple[Path, ...]) -> None:
    """Where the speaker of a call was found to be somebody else of the same name, as the meeting's guests say, their words stay."""
    for who, stays in (("nia.reyes@beta.example", True), ("nia@acme.example", False)):
        here = tmp_path / who
        asked = [mail(SAM, f"Nia Reyes <{a}>", subject=a) for a in ("nia@acme.example", "nia.reyes@beta.example")]
        (here / "calls").mkdir(parents=True)
        (here / "calls" / "2026-01-13 Call.vtt").write_text(CALL.partition("<v REYES")[0].rpartition("\n\n")[0])
        (here / "day").mkdir()
        (here / "day" / "a.ics").write_bytes(ics(vevent("u1", "20260113T100000Z", guests=f"{who} tom@beta.example")))
        with new_book(here / "book") as book:
            _synced(book, files[0], put(here / "asked", *asked), here / "day", here / "calls")
            book.forget("nia@acme.example")
            assert bool(book.search("zebrawood").messages) is stays


def test_no_name_is_guessed_back_from_an_address(tmp_path: Path) -> None:
    """New mail from an address that spells the erased name is shown by that address."""
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", mail(NIA, SAM), mail(TOM, SAM, subject="Two")), us=US)
        book.forget("nia@acme.example")
        late = mail("Nia Reyes <nia.reyes@acme.example>", SAM, subject="Later", date="20 Jan 2026 10:00:00 +0000")
        book.sync(put(tmp_path / "later", late), us=US)
        names = [row[0] for row in book._live().rows("SELECT name FROM person")]
        assert "nia.reyes@acme.example" in names
        assert "Nia Reyes" not in names


def test_reasons_of_others_lose_the_name(tmp_path: Path, files: tuple[Path, ...]) -> None:
    """What was written down of two others is kept without the name and address of whoever is erased."""
    with new_book(tmp_path / "book") as book:
        _synced(book, files[0])
        book.different("tom@beta.example", "n.reyes@beta.example", reason="Nia Reyes (nia@acme.example) said so")
        book.forget("nia@acme.example")
        reasons = [j.reason for j in book._records.judgements() if j.by == "user"]
        assert reasons == ["[erased] ([erased]) said so"]


MARKS = name_marks(["Nia Reyes"])
ERASED = {
    *MARKS,
    *(mark_at(m, e) for m in MARKS for e in {*employers_of(["nia@acme.example"], ["Acme GmbH"], ["A1"]), SOMEWHERE}),
}
NAME = {"first_name": "Nia", "last_name": "Reyes"}


@pytest.mark.parametrize(
    ("values", "theirs"),
    [
        (NAME, True),
        (NAME | {"account": "ACME"}, True),
        (NAME | {"account": "Acme Ltd."}, True),
        (NAME | {"account_id": "A1", "email": "nia@freemail.example"}, True),
        (NAME | {"email": "nia.reyes@acme.example"}, True),
        (NAME | {"account": "Beta"}, False),
        (NAME | {"account_id": "A2"}, False),
        (NAME | {"email": "nia@freemail.example"}, False),
        (NAME | {"email": "nia@beta.example", "account": "Beta"}, False),
        ({"name": "Reyes, Nia", "account": "Acme"}, True),
        ({"first_name": "Nils", "last_name": "Reyes", "account": "Acme"}, False),
    ],
)
def test_whose_row_it_is(values: dict[str, str], theirs: bool) -> None:
    """The company decides; without any, so does whether there is an address to tell them by."""
    assert is_theirs(values, "", ERASED.__contains__) is theirs


def test_where_nobody_noted_a_company(tmp_path: Path) -> None:
    """Of somebody erased whose company is not known no row without an address can be a namesake's."""
    assert is_theirs(NAME | {"account": "Beta"}, "", MARKS.__contains__)
    assert not is_theirs(NAME | {"account": "Beta", "email": "nia@beta.example"}, "", MARKS.__contains__)


@pytest.mark.parametrize(
    ("label", "same"),
    [
        ("REYES, Nia", True), ("nia reyes", True), ("Nia M. Reyes", True), ("Níá Reyes", True), ("Nia Reyes (Acme)", True),
        ("Nia", False), ("Nils Reyes", False), ("Nia Reyeson", False), ("Reyes Consulting", False),
    ],
)  # fmt: skip
def test_a_label_is_a_name_in_any_spelling(label: str, same: bool) -> None:
    """A speaker's label is an erased name however exports write it, and no other name."""
    assert named_so(label, MARKS.__contains__) is same


def _left_out(book: Book, files: tuple[Path, ...], kind: str, pattern: str, *, first: bool) -> None:
    _synced(book, *(files[:2] if first else files))
    book.exclude(kind, pattern)
    if first:
        _synced(book, *files[2:])


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("kind", "pattern"), [("person", "nia@acme.example"), ("domain", "acme.example")])
def test_calls_and_rows_of_the_excluded_stay_out(
    tmp_path: Path, files: tuple[Path, ...], kind: str, pattern: str, first: bool
) -> None:
    """A call in which an excluded person speaks, and their rows without an address, go and do not come later; lifted, all is read again."""
    with new_book(tmp_path / "book") as book:
        _left_out(book, files, kind, pattern, first=first)
        assert not book.search("zebrawood").messages
        assert {key[1] for key in _rows(tmp_path / "book")} == {"nia-3", "~tom@beta.example", "C3", "C4", "C5"}
        assert {p.name for p in book.people()} == {"Tom Berg", "Nia Reyes"}
        _synced(book, *files)
        assert not book.search("zebrawood").messages
        book.include_again(kind, pattern)
        _synced(book, *files)
        assert book.search("zebrawood").messages
        assert len(_rows(tmp_path / "book")) == 10


def test_a_namesake_s_call_is_not_left_out(tmp_path: Path, files: tuple[Path, ...]) -> None:
    """A call whose speaker was found to be somebody else of that name stays when one of the two is excluded."""
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "a.ics").write_bytes(
        ics(vevent("u1", "20260113T100000Z", guests="nia.reyes@beta.example tom@beta.example"))
    )
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "2026-01-13 Call.vtt").write_text(CALL.partition("<v REYES")[0].rpartition("\n\n")[0])
    asked = [mail(SAM, f"Nia Reyes <{a}>", subject=a) for a in ("nia@acme.example", "nia.reyes@beta.example")]
    with new_book(tmp_path / "book") as book:
        _synced(book, files[0], put(tmp_path / "asked", *asked), tmp_path / "day", tmp_path / "one")
        book.exclude("person", "nia@acme.example")
        assert book.search("zebrawood").messages
        book.exclude("person", "nia.reyes@beta.example")
        assert not book.search("zebrawood").messages


def test_of_excluded_names_only_hashes_are_kept(tmp_path: Path, files: tuple[Path, ...]) -> None:
    """What is kept to know excluded people's names again tells no name, and goes with the exclusion."""
    with new_book(tmp_path / "book") as book:
        _synced(book, files[0])
        book.exclude("person", "nia@acme.example")
        kept = json.loads(book._records.get_meta("excluded_names") or "{}")
        hashes = {h for found in kept.values() for h in found}
        assert hashes >= {book._records.erased_hash(m) for m in MARKS}
        assert all(h.startswith("z_") for h in hashes)
        book.include_again("person", "nia@acme.example")
        book.exclude("person", "tom@beta.example")
        left = json.loads(book._records.get_meta("excluded_names") or "{}")
        assert hashes.isdisjoint(h for found in left.values() for h in found)
