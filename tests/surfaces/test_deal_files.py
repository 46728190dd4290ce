"""Deals as files: pictures that stand alone, tables without formulas, and parts that come back from the CRM as they went."""

from __future__ import annotations

import csv
import io
import re
import struct
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, new_book, put
from tests.flow.crm_files import JO, KIM, OPEN, TABLES, write

from regard.book import Book
from regard.deals.roles import ROLES, from_crm, to_label, to_salesforce
from regard.errors import UsageError
from regard.surfaces.api import create_app
from regard.surfaces.cli import main
from regard.surfaces.deal_files import board_csv, board_file, committee_csv, committee_file, roles_csv

LATER = "2026-02-02"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    text = "Our finance director Marc Ly has to approve it. Can you send the plan?"
    made.sync(put(tmp_path / "mail", mail(message_id="a@x"), mail(message_id="b@x", body=text)), write(tmp_path / "crm"))
    return made


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_pictures_stand_alone(book: Book) -> None:
    """The board and the map are whole SVG documents with their colours inside, without links, scripts or variables; PNG is made of them."""
    seen = book.status(LATER).as_of
    for made in (board_file(book.deals(LATER), "svg", seen), committee_file(book.deal(OPEN, LATER), "svg")):
        text = made.decode()
        root = ET.fromstring(text.encode())
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert float(root.get("width", "0")) > 200
        assert not re.search(r"href|<script|var\(|class=\"[^\"]*\"[^>]*on\w+=", text)
        classes = set(re.findall(r'class="([^"]+)"', text))
        style = text.partition("</style>")[0]
        assert all(
            any(f".{one}" in style for one in name.split()) or name in {"picture", "committee", "mark"} for name in classes
        )
    assert "Marc Ly" in committee_file(book.deal(OPEN, LATER), "svg").decode()
    png = committee_file(book.deal(OPEN, LATER), "png")
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width > 400
    assert height > 200


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    """No deal, nobody on the committee, another kind of file: a sentence each, and a table is still a table."""
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        with pytest.raises(UsageError, match="nothing to draw"):
            board_file(book.deals(), "svg", None)
        assert board_file(book.deals(), "csv", None).decode().count("\r\n") == 1
        with pytest.raises(UsageError, match="no kind of file"):
            board_file(book.deals(), "gif", None)


def test_no_cell_is_a_formula(book: Book) -> None:
    """Whatever the mail or the CRM holds, a spreadsheet runs none of it."""
    page, rows = book.deal(OPEN, LATER), list(book.deals(LATER))
    bad = '=HYPERLINK("http://evil.example")'
    member = {**page.committee[0], "name": bad, "title": "+1+1", "crm_role": "@SUM(A1)", "role": "", "contact_id": "-2+3"}
    for text in (
        committee_csv(replace(page, id="=1+1", committee=(member,))),
        roles_csv([replace(page, name=bad, committee=({**member, "role": "user"},))], "hubspot"),
        board_csv([replace(rows[0], name=bad, account="\t=1", stage="|-1")]),
    ):
        for row in csv.reader(io.StringIO(text)):
            assert not [c for c in row if c.lstrip().startswith(("=", "+", "@")) or re.match(r"\s*-\D|\s*-\d+\+", c)]


@pytest.mark.parametrize("role", ROLES)
def test_words_come_back_as_they_went(role: str) -> None:
    """HubSpot's labels are read back as the same part; of Salesforce's default list all that it has a word for."""
    assert from_crm(to_label(role)) == role
    if role not in {"champion", "procurement", "legal", "blocker"}:
        assert from_crm(to_salesforce(role)) == role


def test_parts_go_to_the_crm_and_come_back(book: Book, tmp_path: Path) -> None:
    """A part corrected here and written for Salesforce is the same part in a book made of what Salesforce exports then."""
    book.deal_role(OPEN, "Jo Reed", "technical buyer")
    (row,) = cells(roles_csv([book.deal(OPEN, LATER)], "salesforce"))
    assert row == {"OpportunityId": OPEN, "ContactId": JO, "Role": "Technical Buyer", "IsPrimary": "true"}
    tables = {**TABLES, "OpportunityContactRole.csv": [{"Id": "00KAa0000000099", **row}]}
    with new_book(tmp_path / "again", us__domains=["us.example"]) as again:
        again.sync(write(tmp_path / "crm2", tables))
        (member,) = again.deal(OPEN, LATER).committee
        assert (member["name"], member["role"], member["basis"]) == ("Jo Reed", "technical buyer", "stated")


def test_a_teams_own_words(book: Book) -> None:
    """A team's own word for a part outweighs the CRM's default list, which has none for a champion."""
    book.deal_role(OPEN, "Jo Reed", "champion")
    page = book.deal(OPEN, LATER)
    assert cells(roles_csv([page], "salesforce"))[0]["Role"] == "Influencer"
    own = cells(roles_csv([page], "salesforce", ("champion=Champion",)))[0]["Role"]
    assert own == "Champion"
    assert from_crm(own) == "champion"
    with pytest.raises(UsageError, match="hubspot"):
        roles_csv([page], "sugar")


def test_files_from_every_surface(book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line and REST write the same bytes as Python; a place that cannot be written to is a sentence."""
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    main_of = ["--book", str(book.folder)]
    for kind in ("csv", "svg", "png"):
        for command, path in ((["deals"], "deals/board"), (["deal", OPEN], f"deals/{OPEN}/committee")):
            file = tmp_path / f"out.{kind}"
            with pytest.raises(SystemExit) as code:
                main([*main_of, *command, "--export", str(file), "--as-of", LATER])
            assert code.value.code in (0, None)
            sent = api.get(f"/api/v1/{path}.{kind}?as_of={LATER}")
            assert sent.status_code == 200
            assert sent.headers["content-disposition"].startswith("attachment")
            assert sent.content == file.read_bytes()
    assert cells(api.get(f"/api/v1/deals/roles.csv?as_of={LATER}&crm=hubspot").text)[0]["Contact Name"] == "Jo Reed"
    assert api.get(f"/api/v1/deals/board.gif?as_of={LATER}").status_code in (404, 422)
    with pytest.raises(SystemExit) as code:
        main([*main_of, "deals", "--export", str(tmp_path / "no" / "x.csv"), "--as-of", LATER])
    assert code.value.code == 2
    assert "cannot be written" in capsys.readouterr().err
    assert KIM not in (tmp_path / "out.csv").read_text()
