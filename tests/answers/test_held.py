"""What is held about a person is disclosed whole: every column that can mean them, every deal that says something of them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from tests.books import mail, new_book, put
from tests.flow.crm_files import write

from regard.answers.held import AGAIN, HELD, OURS
from regard.book import Book
from regard.store.tables import metadata
from regard.surfaces.report import disclosure

MEANS_SOMEBODY = re.compile(
    r"(?:^|_)(?:h|handle|person|buyer|author|address|email|who_id|contact_id|contact_email|speaker|people|from_n|from_name|names|pattern|key_hash|subject_h)$"
)
TOM = "Tom Berg <tom@acme.example>"
SAM = "Sam Hart <sam.hart@us.example>"


def columns() -> Iterator[str]:
    """store.table.column of every column that by its name can mean a person."""
    live = sqlite3.connect(":memory:")
    live.executescript(resources.files("regard.store").joinpath("live.sql").read_text())
    for (table,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'").fetchall():
        for _, column, *_rest in live.execute(f"PRAGMA table_info({table})").fetchall():
            if MEANS_SOMEBODY.search(column):
                yield f"live.{table}.{column}"
    for table_ in metadata.tables.values():
        for column_ in table_.columns:
            if MEANS_SOMEBODY.search(column_.name):
                yield f"records.{table_.name}.{column_.name}"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Jo of Acme on a deal, with a colleague who writes that she has to approve it."""
    folder: Path = tmp_path_factory.mktemp("held")
    said = "Jo Reed has to approve the offer. Could you send it to her?"
    put(
        folder / "mail",
        mail(
            message_id="1@a.example",
            date="Mon, 02 Feb 2026 10:00:00 +0000",
            body="What does it cost? I will send you the list by Friday.",
        ),
        mail(
            SAM,
            "Jo Reed <jo.reed@acme.example>",
            message_id="2@a.example",
            date="Mon, 02 Feb 2026 12:00:00 +0000",
            body="Can we talk?",
        ),
        mail(TOM, SAM, subject="Offer", body=said, message_id="3@a.example", date="Tue, 03 Feb 2026 10:00:00 +0000"),
    )
    with new_book(folder / "book") as made:
        made.sync(folder / "mail", us=("us.example",))
        made.sync(write(folder / "crm"))
        yield made


def test_every_column_that_can_mean_somebody_is_disclosed_or_said_why_not(book: Book) -> None:
    """A new table or column that holds an address, a handle or a person is missing here until a disclosure tells it."""
    found = set(columns())
    assert found - HELD.keys() == set()
    told = book.disclose("jo.reed@acme.example").keys()
    reasons = {OURS, AGAIN, "keyed hashes of those who are held no more"}
    assert {section for section in HELD.values() if section not in reasons} <= told


def test_a_disclosure_tells_what_deals_hold(book: Book) -> None:
    """Part, weight with its evidence, linked mail and the sentences of others that name them, in both forms; and their CRM records."""
    found = book.disclose("jo.reed@acme.example")
    (deal,) = [d for d in found["in deals"] if d["sentences of others that name them"]]
    assert [s["words"] for s in deal["sentences of others that name them"]] == ["Jo Reed has to approve the offer."]
    assert deal["their part"]["weight"]["evidence"]
    assert deal["mail and meetings linked to it"]
    assert {row["field"] for row in found["in the CRM"]} >= {"title", "email"}
    assert any(row["read as"] == "question" for row in found["what was read in their words"])
    json.dumps(found, allow_nan=False)


def test_the_readable_report_leaves_out_no_section_and_no_word(book: Book) -> None:
    """Every section has its heading, and every text of the JSON stands in the report."""
    found = book.disclose("jo.reed@acme.example")
    report = " ".join(disclosure(found).split())
    for name, section in found.items():
        if name in ("as_of", "person", "estimates", "messages", "rights", "objected") or "these" in name:
            continue
        assert f"## {name[0].upper()}{name[1:]}" in report
        for text in texts(section):
            assert " ".join(text.split()) in report, (name, text)


def texts(value: object) -> Iterator[str]:
    """Every text in a section."""
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value
