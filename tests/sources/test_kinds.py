"""Several kinds of record at one path: one source a kind, and every file in exactly one of them."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from regard.model import RawItem, SetAside
from regard.sources import Cursor, Known, detect
from regard.sources.detect import READERS
from regard.sources.mbox import Stream
from regard.sources.record_files import Cut, RecordFiles

MAIL = b"From: ann@acme.example\nSubject: one\n\nHello\n"


class Rows(RecordFiles):
    """A reader for tests: every line is an item."""

    files = "crm"

    def cut(self, stream: Stream, name: str, file_us: int | None) -> Iterator[Cut]:
        yield from stream.read(10_000).splitlines()


@pytest.fixture
def _rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "crm", Rows)


def seen(path: Path) -> dict[str, list[str]]:
    """Kind -> the locators of everything its source shows."""
    return {s.kind: [i.locator for i in s.items() if isinstance(i, RawItem | SetAside)] for s in detect(path)}


@pytest.mark.usefixtures("_rows")
def test_a_folder_with_two_kinds_gives_two_sources_that_share_no_file(tmp_path: Path) -> None:
    """Mail and tables in one tree are counted once each, by name, packed or not; an archive with both is read by both."""
    (tmp_path / "in").mkdir()
    (tmp_path / "1.eml").write_bytes(MAIL)
    (tmp_path / "in" / "deals.csv").write_bytes(b"a,b\nc,d\n")
    (tmp_path / "old.csv.gz").write_bytes(gzip.compress(b"e,f\n"))
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.writestr("2.eml", MAIL)
        archive.writestr("more.csv", "g,h\n")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    assert seen(tmp_path) == {
        "mail_folder": ["1.eml", "both.zip/2.eml", "broken.zip"],
        "crm": ["both.zip/more.csv#1", "old.csv.gz#1", "in/deals.csv#1", "in/deals.csv#2"],
    }
    assert seen(tmp_path / "both.zip") == {"mail_folder": ["2.eml"], "crm": ["both.zip/more.csv#1"]}


@pytest.mark.usefixtures("_rows")
def test_a_folder_without_mail_has_no_source_of_mail(tmp_path: Path) -> None:
    """A folder of tables alone is one source; an empty folder is one of mail."""
    (tmp_path / "deals.csv").write_bytes(b"a,b\n")
    (tmp_path / "empty").mkdir()
    assert [s.kind for s in detect(tmp_path)] == ["crm"]
    assert [s.kind for s in detect(tmp_path / "empty")] == ["mail_folder"]


@pytest.mark.usefixtures("_rows")
def test_an_unchanged_file_is_not_opened_again_and_still_counted(tmp_path: Path) -> None:
    """The second time each item of an unchanged file is known; a changed file is read anew."""
    (tmp_path / "deals.csv").write_bytes(b"a,b\nc,d\n")
    (source,) = detect(tmp_path)
    cursor = Cursor()
    assert [type(i) for i in source.items(cursor)] == [RawItem, RawItem]
    again = Cursor(cursor.as_json())
    assert [type(i) for i in source.items(again)] == [Known, Known]
    (tmp_path / "deals.csv").write_bytes(b"a,b\nc,d\ne,f\n")
    assert [type(i) for i in source.items(again)] == [RawItem, RawItem, RawItem]


def test_files_of_a_kind_without_a_reader_stay_with_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing reads tables, the mail source sees them and says that they are no mail."""
    monkeypatch.delitem(READERS, "crm", raising=False)
    (tmp_path / "1.eml").write_bytes(MAIL)
    (tmp_path / "deals.csv").write_bytes(b"a,b\n")
    (source,) = detect(tmp_path)
    assert [(i.locator, type(i)) for i in source.items()] == [("1.eml", RawItem), ("deals.csv", SetAside)]
