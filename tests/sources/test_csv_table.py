"""CSV files as exporters write them: encodings, delimiters, what stands before the header, quotes that nobody closes."""

from __future__ import annotations

import io

import pytest

from regard.sources.csv_table import form, rows

TABLE = "Name,City,Amount\nHarlow Foods,Zürich,12\nNorth Oil,Oslo,13\n"


def read(data: bytes) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and rows of a file."""
    stream = io.BytesIO(data)
    how = form(stream)
    assert how is not None
    return how.header, [row.cells for row in rows(stream, how)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_found(encoding: str) -> None:
    """With or without a mark, in one byte or two."""
    header, found = read(TABLE.encode(encoding))
    assert header == ("Name", "City", "Amount")
    assert found[0] == ("Harlow Foods", "Zürich", "12")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    """Whichever gives most rows the same number of cells."""
    text = TABLE.replace(",", delimiter).replace("12", "1,5")
    header, found = read(text.replace("1,5", '"1,5"').encode())
    assert header == ("Name", "City", "Amount")
    assert found[0][2] == "1,5"


def test_excel_says_its_delimiter_itself() -> None:
    """A first line "sep=;" is believed and is no row."""
    header, found = read(b"sep=;\na;b\n1;2\n")
    assert header == ("a", "b")
    assert found == [("1", "2")]


def test_what_stands_before_the_header_is_passed_over() -> None:
    """Notes of LinkedIn, the title and filters of a report."""
    text = (
        'Notes:\n"When exporting your connection data, you may notice that some, or most, addresses are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Lena,Ortiz,https://social.example/lena,,Harlow Foods,VP Operations,12 Mar 2024\n"
        "Marc,Ly,https://social.example/marc,,Harlow Foods,CFO,3 Apr 2023\n"
    )
    header, found = read(text.encode())
    assert header[0] == "First Name"
    assert [r[0] for r in found] == ["Lena", "Marc"]
    title = "Pipeline by quarter;;;\nAs of 2026-03-01;;;\n\nDeal;Stage;Amount;Owner\nA;Won;1;X\nB;Lost;2;Y\n"
    header, found = read(title.encode())
    assert header == ("Deal", "Stage", "Amount", "Owner")
    assert len(found) == 2


def test_line_breaks_and_quotes_within_cells_stay() -> None:
    """A quoted cell may hold both."""
    _, found = read(b'a,b\r\n"one\r\ntwo","say ""hi"""\r\n3,4\r\n')
    assert found == [("one\r\ntwo", 'say "hi"'), ("3", "4")]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    """The rows after it are read; the row itself is told as broken."""
    lines = [f"{k},x{k}" for k in range(50)]
    lines[20] = '20,"x20'
    stream = io.BytesIO(("n,word\n" + "\n".join(lines) + "\n").encode())
    how = form(stream)
    assert how is not None
    found = list(rows(stream, how))
    assert len(found) == 50
    assert [row.n for row in found if row.broken] == [21]
    assert found[-1].cells == ("49", "x49")


def test_a_file_that_is_no_table_is_none() -> None:
    """Nothing, zeros, numbers without a header."""
    for data in (b"", b"\0" * 100, b"\n\n\n", b"1,2\n3,4\n"):
        assert form(io.BytesIO(data)) is None
