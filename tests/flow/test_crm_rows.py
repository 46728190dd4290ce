"""CRM exports in the book: counted, read once, the same whatever the order, as of any day."""

from __future__ import annotations

import itertools
import os
import sqlite3
from pathlib import Path
from typing import Any

from tests.books import new_book
from tests.flow.crm_files import ACME, EXPORTED, LOOSE, NOMAIL, OPEN, ROWS, TABLES, WON, changed, write

from regard.book import Book

LIVE = ("account", "contact", "contact_address", "opportunity", "opportunity_stage", "contact_role", "crm_user", "activity")


def facts(book: Book) -> list[tuple[Any, ...]]:
    """Everything the records hold of the CRM."""
    with sqlite3.connect(book.folder / "records.sqlite") as c:
        return sorted(c.execute("SELECT object, crm_id, field, known_us, value, valid_us, item_id FROM crm_fact").fetchall())


def live(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """The live tables of the CRM, and who is who."""
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        found = {name: sorted(c.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in LIVE}
        found["person"] = sorted(c.execute("SELECT id, name, address, side, company_id FROM person").fetchall(), key=repr)
        return found


def test_a_file_without_a_row_is_counted(tmp_path: Path) -> None:
    """A header with nothing under it, or with all that there was above it, is one item set aside, once; rows that come later are read."""
    crm = tmp_path / "crm"
    crm.mkdir()
    (crm / "Account.csv").write_text("Id,Name,Website\n\n")
    (crm / "turned.csv").write_text("1,Acme,Leeds\nKundennummer,Firma,Ort\n")
    with new_book(tmp_path / "b") as book:
        for _ in range(2):
            report = book.sync(crm)
            assert (report.seen, report.stored, report.set_aside) == (2, 0, 2)
        assert [(a.reason, a.count) for a in book.status().set_aside] == [("no_rows", 2)]
        (crm / "Account.csv").write_text(f"Id,Name,Website\n{ACME},Acme,https://acme.example\n")
        later = book.sync(crm)
        assert (later.stored, later.set_aside) == (1, 1)
        assert [(a.reason, a.count) for a in book.status().set_aside] == [("no_rows", 1)]


def test_every_row_is_counted_and_read_once(tmp_path: Path) -> None:
    """seen = stored + duplicate + set aside; the second time all are duplicates and nothing is added, nor from a copy elsewhere."""
    with new_book(tmp_path / "b") as book:
        first = book.sync(write(tmp_path / "crm"))
        assert (first.seen, first.stored, first.duplicate, first.set_aside) == (ROWS, ROWS, 0, 0)
        before = facts(book), live(book)
        for source in (tmp_path / "crm", write(tmp_path / "copy")):
            again = book.sync(source)
            assert (again.seen, again.stored, again.duplicate) == (ROWS, 0, ROWS)
        assert (facts(book), live(book)) == before


def test_unknown_columns_are_kept_and_empty_cells_are_no_facts(tmp_path: Path) -> None:
    """A column nobody knows is a fact under its own name."""
    with new_book(tmp_path / "b") as book:
        book.sync(write(tmp_path / "crm"))
        told = {(f[1], f[2]): f[4] for f in facts(book) if f[0] == "opportunity"}
    assert told[WON, "column:Favourite_Colour__c"] == "red"
    assert (OPEN, "column:Favourite_Colour__c") not in told


def test_a_changed_row_adds_what_changed_and_the_old_value_stays_for_past_days(tmp_path: Path) -> None:
    """A later export tells of later days only; a value that was emptied is a fact too."""
    with new_book(tmp_path / "b") as book:
        book.sync(write(tmp_path / "crm"))
        n = len(facts(book))
        later = changed("Account.csv", ACME, BillingCity="", Name="Acme Group")
        book.sync(write(tmp_path / "later", later, EXPORTED + 86_400))
        new = facts(book)
        assert len(new) == n + 2
        assert [f[4] for f in new if f[:3] == ("account", ACME, "city")] == ["Leeds", ""]
        assert [f[3] for f in new if f[:3] == ("account", ACME, "name")] == [
            EXPORTED * 1_000_000,
            (EXPORTED + 86_400) * 1_000_000,
        ]


def test_the_order_of_imports_makes_no_difference(tmp_path: Path) -> None:
    """Three exports of one record, the third like the first, in every order and from one folder or three."""
    exports = [
        write(tmp_path / "1"),
        write(tmp_path / "2", changed("Opportunity.csv", OPEN, StageName="Negotiation", Amount="25000"), EXPORTED + 86_400),
        write(tmp_path / "3", {"Opportunity.csv": TABLES["Opportunity.csv"]}, EXPORTED + 2 * 86_400),
    ]
    told = []
    for k, order in enumerate(itertools.permutations(exports)):
        with new_book(tmp_path / f"b{k}") as book:
            for source in order if k % 2 else ():
                book.sync(source)
            if not k % 2:
                book.sync(*order)
            told.append((facts(book), live(book)))
    assert all(t == told[0] for t in told)
    stages = [f[4] for f in told[0][0] if f[1:3] == (OPEN, "stage")]
    assert stages == ["Discovery", "Proposal", "Negotiation", "Proposal"]


def test_a_live_store_made_anew_is_the_same(tmp_path: Path) -> None:
    """It is a function of the records."""
    with new_book(tmp_path / "b") as book:
        book.sync(write(tmp_path / "crm"))
        before = live(book)
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / "b" / f"live.sqlite{suffix}").unlink(missing_ok=True)
    with Book.open(tmp_path / "b") as book:
        book.status()
        assert live(book) == before


def test_contacts_have_handles_and_accounts_find_their_companies(tmp_path: Path) -> None:
    """By web address, by the contacts' domain; without either an account stays without; a contact without e-mail has its CRM id."""
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(write(tmp_path / "crm"))
        c = sqlite3.connect(tmp_path / "b" / "live.sqlite")
        companies = dict(
            c.execute("SELECT a.name, k.domains FROM account a LEFT JOIN company k ON k.id = a.company_id").fetchall()
        )
        assert companies == {"Acme Inc.": "acme.example", "North Oil": "north.example", "Nobody Yet": None}
        assert c.execute("SELECT address FROM contact_address WHERE contact_id = ?", (NOMAIL,)).fetchone() == (
            f"crm:{NOMAIL.lower()}",
        )
        named = dict(c.execute("SELECT address, name FROM person").fetchall())
        assert named["jo.reed@acme.example"] == "Jo Reed"
        assert named[f"crm:{NOMAIL.lower()}"] == "Nils Dahl"
        assert LOOSE


def test_a_file_exported_in_the_future_is_known_now(tmp_path: Path) -> None:
    """A clock that is wrong does not hide what is in the book."""
    folder = write(tmp_path / "crm", {"Account.csv": TABLES["Account.csv"]})
    os.utime(folder / "Account.csv", (4_102_444_800, 4_102_444_800))
    with new_book(tmp_path / "b") as book:
        book.sync(folder)
        assert max(f[3] for f in facts(book)) < 4_102_444_800_000_000
