"""A mailbox read while it is being written: what it ended in half gives way to the whole, and nothing is told or counted twice."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.books import copy_book, differences, mail, new_book, state

from regard.book import Book
from regard.store.live import Live
from regard.store.records import Records

US = ("us.example",)
JO, SAM = "Jo Reed <jo@acme.example>", "Sam Hart <sam.hart@us.example>"
WORDS = """Hello Jo,

could you tell me by Friday whether the price for lot {n} suits you?
>From our side all is ready.

I will send the drawings on Monday.

Sam"""


def _mails() -> list[bytes]:
    found = []
    for n in range(4):
        day = f"{5 + 3 * n:02d} Jan 2026"
        asked = {"date": f"{day} 09:00:00 +0000", "message_id": f"a{n}@us.example", "body": WORDS.format(n=n)}
        found.append(mail(SAM, JO, subject=f"Lot {n}", **asked))
        answer = f"Hello Sam,\n\nyes, lot {n} suits us.\nCould you send the contract?\n\nJo"
        said = {"date": f"{day} 12:00:00 +0000", "message_id": f"b{n}@acme.example", "body": answer}
        found.append(mail(JO, SAM, subject=f"Re: Lot {n}", in_reply_to=f"<a{n}@us.example>", **said))
    return found


def _mbox(mails: list[bytes]) -> bytes:
    return b"".join(b"From a@b Mon Jan  5 09:00:00 2026\n" + m + b"\n" for m in mails)


WHOLE = _mbox(_mails())


def _sums(book: Path) -> tuple[Any, ...]:
    """What the records hold: (mails kept, bytes of them), and how many were seen, by outcome."""
    connection = sqlite3.connect(book / "records.sqlite")
    try:
        items = connection.execute("SELECT count(*), sum(size) FROM item").fetchone()
        return items, sorted(connection.execute("SELECT outcome, count(*) FROM seen GROUP BY 1").fetchall())
    finally:
        connection.close()


def _synced(book: Path, box: Path, data: bytes, **flags: Any) -> tuple[int, int, int, int]:
    """Sync a mailbox that holds these bytes now."""
    box.parent.mkdir(parents=True, exist_ok=True)
    box.write_bytes(data)
    wanted = {k.replace("__", "."): v for k, v in flags.items()}
    with new_book(book, **flags) if not book.exists() else Book.open(book, flags=wanted) as opened:
        told = opened.sync(box if box.parent.name != "tree" else box.parent, us=US)
    return told.seen, told.stored, told.duplicate, told.set_aside


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(book, mailbox) where the mailbox was read once, whole."""
    folder = tmp_path_factory.mktemp("whole")
    _synced(folder / "book", folder / "box.mbox", WHOLE)
    return folder / "book", folder / "box.mbox"


def _ends() -> list[int]:
    """Offsets in the fourth mail and the fifth's beginning: in each header, at each line, inside ">From " and a separator."""
    start = WHOLE.index(b"\nFrom ", WHOLE.index(b"Lot 1")) + 1
    end = WHOLE.index(b"From a@b", WHOLE.index(b"Lot 2") - 200)
    quoted = WHOLE.index(b"\n>From", end)
    return [*range(start + 3, end + 60, 17), *range(end - 3, end + 40, 5), *range(quoted, quoted + 8)]


@pytest.mark.slow
@pytest.mark.parametrize("where", ["box.mbox", "tree/box"])
def test_a_mailbox_read_at_any_of_its_lengths(tmp_path: Path, where: str) -> None:
    """Synced while it grows, wherever it ended then, the book is what one sync of the whole mailbox makes."""
    box = tmp_path / where
    _synced(tmp_path / "once", box, WHOLE)
    wrong = []
    for n, end in enumerate(_ends()):
        book = tmp_path / f"grown{n}"
        for length in (end, end + 40, len(WHOLE)):
            seen, *parts = _synced(book, box, WHOLE[:length])
            assert seen == sum(parts)
        if _sums(book) != _sums(tmp_path / "once") or differences(state(tmp_path / "once"), state(book)):
            wrong.append((end, _sums(book), differences(state(tmp_path / "once"), state(book))))
    assert wrong == []


def test_the_first_mail_of_a_mailbox_in_a_folder(tmp_path: Path) -> None:
    """A mailbox in a folder that held half of one mail at first is a mailbox of several later: nothing of the half stays."""
    box = tmp_path / "tree" / "Inbox"
    _synced(tmp_path / "once", box, WHOLE)
    for length in (60, 250, len(WHOLE)):
        _synced(tmp_path / "grown", box, WHOLE[:length])
    assert _sums(tmp_path / "grown") == _sums(tmp_path / "once")
    assert differences(state(tmp_path / "once"), state(tmp_path / "grown")) == ""


def test_one_mail_in_a_file(tmp_path: Path) -> None:
    """A file of one mail that was read while it was copied holds the whole mail after the next sync, without words kept too."""
    raw = _mails()[0]
    for text in (True, False):
        box, book, once = tmp_path / "tree" / "1.eml", tmp_path / f"grown{text}", tmp_path / f"once{text}"
        _synced(book, box, raw[:-60], text__read=text)
        assert _synced(book, box, raw, text__read=text) == (1, 1, 0, 0)
        _synced(once, box, raw, text__read=text)
        assert _sums(book) == _sums(once)
        assert differences(state(once), state(book)) == ""


def test_cut_short_and_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut short before any of its writes, the sync that finds the whole is finished by the next, to the same book and sums."""
    box = tmp_path / "box.mbox"
    _synced(tmp_path / "once", box, WHOLE)
    half = WHOLE.index(b"I will send", WHOLE.index(b"lot 2"))
    _synced(tmp_path / "half", box, WHOLE[:half])
    n = ends = 0
    for what in (Live, Records):
        real, k, done = what.writing, 0, False
        while not done:
            k, n = k + 1, n + 1
            book = copy_book(tmp_path / "half", tmp_path / f"cut{n}")
            with monkeypatch.context() as patch:
                patch.setattr(what, "writing", _ending(real, k))
                try:
                    _synced(book, box, WHOLE)
                    done = True
                except CutShortError:
                    ends += 1
            for _ in range(2):
                seen, *parts = _synced(book, box, WHOLE)
                assert seen == sum(parts) == 8
            assert _sums(book) == _sums(tmp_path / "once"), (what, k)
            assert differences(state(tmp_path / "once"), state(book)) == "", (what, k)
    assert ends > 10


class CutShortError(Exception):
    """The end of a process, as far as what is on disk can tell."""


def _ending(real: Callable[[Any], object], left: int) -> Callable[[Any], object]:
    def ends(store: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise CutShortError
        return real(store)

    return ends


def test_a_half_that_lies_elsewhere_stays(tmp_path: Path, whole: tuple[Path, Path]) -> None:
    """What another source holds as a mail of its own is not taken out because a mailbox holds more of it; that source alone counts it."""
    half = WHOLE.index(b"I will send", WHOLE.index(b"lot 2"))
    box, copy, book = tmp_path / "box.mbox", tmp_path / "copy.mbox", tmp_path / "book"
    _synced(book, box, WHOLE[:half])
    _synced(book, copy, WHOLE[:half])
    _synced(book, box, WHOLE)
    assert _sums(book)[0][0] == 9
    _synced(book, copy, WHOLE)
    assert _sums(book) == (_sums(whole[0])[0], [("duplicate", 8), ("stored", 8)])


def test_a_mailbox_that_moved_up_keeps_what_it_had(tmp_path: Path, whole: tuple[Path, Path]) -> None:
    """Where mails were deleted from a mailbox every place shows other mail: none is taken for the whole of another."""
    book = copy_book(whole[0], tmp_path / "book")
    before = state(book)
    _synced(book, whole[1], _mbox(_mails()[3:]))
    whole[1].write_bytes(WHOLE)
    assert _sums(book)[0] == _sums(whole[0])[0]
    assert differences(before, state(book)) == ""


def test_a_mail_that_begins_like_another(tmp_path: Path) -> None:
    """Two mails of one mailbox of which one is the beginning of the other are two, also where the mailbox is written anew."""
    short, long = mail(body="Could you call me?"), mail(body="Could you call me?\nToday, please.")
    box, book = tmp_path / "box.mbox", tmp_path / "book"
    _synced(book, box, _mbox([short, long]))
    _synced(book, box, _mbox([short, long, *_mails()]))
    assert _sums(book)[0][0] == 10


def test_a_compressed_mailbox_that_ends_early(tmp_path: Path, whole: tuple[Path, Path]) -> None:
    """Of a compressed mailbox that ends too early the last mail is not taken, and the rest is there once it is whole."""
    packed = gzip.compress(WHOLE, compresslevel=0)
    box = tmp_path / "box.mbox.gz"
    _synced(tmp_path / "book", box, packed[: len(packed) // 2])
    _synced(tmp_path / "book", box, packed)
    assert _sums(tmp_path / "book")[0] == _sums(whole[0])[0]


def test_the_whole_decides_what_is_kept_out(tmp_path: Path) -> None:
    """A mail whose subject was read in half before the word that keeps it out leaves nothing of the half."""
    box, book = tmp_path / "box.mbox", tmp_path / "book"
    data = _mbox([*_mails()[:2], mail(subject="Hello, about project Heron")])
    with new_book(book) as opened:
        opened.exclude("subject", "heron")
    _synced(book, box, data[: data.index(b"Heron")])
    assert len(state(book)["message"]) == 3
    assert _synced(book, box, data) == (3, 0, 2, 1)
    assert len(state(book)["message"]) == 2
