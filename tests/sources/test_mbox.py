"""An mbox is cut where messages end, by any program that wrote it, and nowhere else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from regard.model import RawItem, SetAside
from regard.sources import Cursor, CutItem, Known, detect, mbox, source
from regard.time import as_of_us

ANN = b"From: ann@acme.example\nSubject: one\n\nHello\n"
BEN = b"From: ben@bolt.example\nSubject: two\n\nBye\n"


def raws(data: bytes) -> list[bytes]:
    return [p.raw for p in mbox.pieces(io.BytesIO(data))]


@pytest.mark.parametrize(
    "separator",
    [
        b"From ann@acme.example Thu Mar  5 10:00:00 2020",
        b"From mboxrd@z Thu Jan  1 00:00:00 1970",
        b"From - Thu Mar 05 10:00:00 2020",
        b"From 1660000000000000000@xxx Thu Mar 05 10:00:00 +0000 2020",
        b"From ann at acme.example  Thu Mar  5 10:00:00 2020",
        b"From MAILER-DAEMON Thu Mar  5 10:00:00 CET 2020",
        b"From ann@acme.example Thu, 5 Mar 2020 10:00:00 +0100",
    ],
)
def test_separators(separator: bytes) -> None:
    """Every form of separator line in use separates."""
    assert raws(separator + b"\n" + ANN + b"\n" + separator + b"\n" + BEN) == [ANN, BEN]


@pytest.mark.parametrize(
    "line",
    [
        b"\nFrom here on it is easy.\n",
        b"\nFrom Monday to Friday we meet at 10:00, as in 2020, daily\nfor an hour\n",
        b"From ann@acme.example Thu Mar  5 10:00:00 2020\nSubject: no empty line before me\n",
        b"\nFrom ann@acme.example Thu Mar  5 10:00:00 2020\nno header follows me, so I am a quotation\n",
    ],
)
def test_lines_that_do_not_separate(line: bytes) -> None:
    """A "From " line in a body separates nothing unless an empty line precedes it, it looks so, and a header follows."""
    assert len(raws(b"From x Thu Mar  5 10:00:00 2020\n" + ANN + line + b"more\n")) == 1


def test_quoting_is_undone() -> None:
    """One ">" is taken off quoted From lines, as mboxrd put it there."""
    (raw,) = raws(b"From x Thu Mar  5 10:00:00 2020\nSubject: q\n\n>From me\n>>From you\n> From space\n")
    assert raw == b"Subject: q\n\nFrom me\n>From you\n> From space\n"


def test_content_length_is_not_believed() -> None:
    """A Content-Length that lies changes nothing."""
    lying = b"From: ann@acme.example\nContent-Length: 9999\n\nHello\n"
    assert raws(b"From x Thu Mar  5 10:00:00 2020\n" + lying + b"\nFrom y Thu Mar  5 10:00:00 2020\n" + BEN) == [lying, BEN]


def test_windows_newlines() -> None:
    """An mbox with CRLF is cut at the same places."""
    data = (b"From x Thu Mar  5 10:00:00 2020\n" + ANN + b"\nFrom y Thu Mar  5 10:00:00 2020\n" + BEN).replace(b"\n", b"\r\n")
    assert raws(data) == [ANN.replace(b"\n", b"\r\n"), BEN.replace(b"\n", b"\r\n")]


@pytest.mark.parametrize("chunk", [1, 7, 64, 300, 5000])
def test_chunks_do_not_matter(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reads happen to end does not move a boundary."""
    data = b"".join(
        b"From x Thu Mar  5 10:00:%02d 2020\nSubject: %d\n\nbody %d\nFrom nowhere\n\n" % (i, i, i) for i in range(50)
    )
    whole = raws(data)
    monkeypatch.setattr(mbox, "CHUNK", chunk)
    assert raws(data) == whole
    assert len(whole) == 50


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        (b"From ann@acme.example Thu Mar  5 10:00:00 2020\n", "2020-03-05T10:00:00"),
        (b"From mboxrd@z Thu Jan  1 00:00:00 1970\n", None),
        (b"From x Thu Feb 31 10:00:00 2020\n", None),
        (b"From x\n", None),
    ],
)
def test_arrival(line: bytes, moment: str | None) -> None:
    """A separator says when the mail arrived, unless it is a filler."""
    assert mbox.stamp(line) == (as_of_us(moment) if moment else None)


def test_message_too_long_keeps_its_beginning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of a message beyond the limit the beginning is kept with its true size, and the next one is whole."""
    monkeypatch.setattr(mbox, "MAX_ITEM", 200_000)
    monkeypatch.setattr(mbox, "CUT", 10_000)
    monkeypatch.setattr(mbox, "CHUNK", 5_000)
    long = b"Subject: long\n\n" + b"x" * 79 + b"\n"
    long += (b"y" * 79 + b"\n") * 10_000
    file = tmp_path / "a.mbox"
    file.write_bytes(b"From x Thu Mar  5 10:00:00 2020\n" + long + b"\nFrom y Thu Mar  5 10:00:00 2020\n" + BEN)
    first, second = detect(file)[0].items()
    assert isinstance(first, CutItem)
    assert abs(first.size - len(long)) < 3
    assert len(first.raw) <= 10_000
    assert first.raw.startswith(b"Subject: long")
    assert isinstance(second, RawItem)
    assert second.raw == BEN


def test_empty_message_is_set_aside(tmp_path: Path) -> None:
    """A separator with nothing after it is one item, counted and set aside."""
    file = tmp_path / "a.mbox"
    file.write_bytes(b"From x Thu Mar  5 10:00:00 2020\n\nFrom y Thu Mar  5 10:00:00 2020\n" + BEN)
    first, second = detect(file)[0].items()
    assert first == SetAside("a.mbox#1", "empty")
    assert isinstance(second, RawItem)


class TestCursor:
    """A second sync of an mbox reads what was added, and only that."""

    SEP = b"From x Thu Mar  5 10:00:00 2020\n"

    def sync(self, file: Path, states: dict[str, dict[str, object]]) -> tuple[list[object], dict[str, dict[str, object]]]:
        cursor = Cursor(states)
        return list(detect(file)[0].items(cursor)), cursor.as_json()

    def test_unchanged(self, tmp_path: Path) -> None:
        """Nothing changed: every message is known."""
        file = tmp_path / "a.mbox"
        file.write_bytes(self.SEP + ANN + b"\n" + self.SEP + BEN)
        _, states = self.sync(file, {})
        again, _ = self.sync(file, states)
        assert again == [Known("a.mbox#1"), Known("a.mbox#2")]

    def test_appended(self, tmp_path: Path) -> None:
        """Grown: the last known message is read again, as it may have been incomplete, and then the new ones."""
        file = tmp_path / "a.mbox"
        file.write_bytes(self.SEP + ANN + b"\n" + self.SEP + BEN)
        _, states = self.sync(file, {})
        with file.open("ab") as stream:
            stream.write(b"\n" + self.SEP + ANN)
        again, states = self.sync(file, states)
        assert again[0] == Known("a.mbox#1")
        assert [(i.locator, i.raw) for i in again[1:]] == [("a.mbox#2", BEN), ("a.mbox#3", ANN)]  # type: ignore[attr-defined]
        assert all(isinstance(i, Known) for i in self.sync(file, states)[0])

    def test_rewritten(self, tmp_path: Path) -> None:
        """Compacted: what stands at the old place is something else, so all is read again."""
        file = tmp_path / "a.mbox"
        file.write_bytes(self.SEP + ANN * 3 + b"\n" + self.SEP + BEN)
        _, states = self.sync(file, {})
        file.write_bytes(self.SEP + BEN)
        again, _ = self.sync(file, states)
        assert [i.raw for i in again] == [BEN]  # type: ignore[attr-defined]

    def test_stopped_midway(self, tmp_path: Path) -> None:
        """Killed between two batches: what was taken with the first batch leads on from there."""
        file = tmp_path / "a.mbox"
        file.write_bytes(b"\n".join(self.SEP + b"Subject: %d\n\nx\n" % i for i in range(10)))
        cursor = Cursor()
        stream = detect(file)[0].items(cursor)
        first = [next(stream) for _ in range(4)]
        states = cursor.changed()
        again, _ = self.sync(file, states)
        assert [i.locator for i in again] == [f"a.mbox#{n}" for n in range(1, 11)]  # type: ignore[union-attr]
        assert sum(isinstance(i, Known) for i in again) == len(first) - 1


def test_limits_are_sane() -> None:
    """What is kept of a long message is less than what makes it long."""
    assert source.CUT < source.MAX_ITEM
