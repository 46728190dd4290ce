"""Files of mail of every kind: found, read once, counted, and never a reason to stop."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from regard.errors import SourceError
from regard.model import RawItem, SetAside
from regard.sources import Cursor, CutItem, Known, detect, opened

ANN = b"From: ann@acme.example\nSubject: one\n\nHello\n"
BEN = b"From: ben@bolt.example\nSubject: two\n\nBye\n"
MBOX = b"From x Thu Mar  5 10:00:00 2020\n" + ANN + b"\nFrom y Fri Mar  6 10:00:00 2020\n" + BEN


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def items(path: Path, cursor: Cursor | None = None) -> list[RawItem | SetAside | Known]:
    return [i for s in detect(path) for i in s.items(cursor)]


def reasons(path: Path) -> dict[str, str]:
    return {i.locator: i.reason for i in items(path) if isinstance(i, SetAside)}


# ------------------------------------------------------------------------------------------------------ kinds


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"cur/1:2,S": ANN, "new/2": BEN}, "maildir"),
        ({".Sent/cur/1": ANN, "cur/.keep": b"", "new/.keep": b"", "tmp/.keep": b""}, "maildir"),
        ({"INBOX/cur/1": ANN, "INBOX/new/2": BEN, "Sent/cur/3": ANN, "Sent/tmp/4": BEN}, "maildir"),
        ({"1.": ANN, "inbox/2": BEN, "inbox/deep/3.eml": ANN}, "mail_folder"),
        ({"all.mbox": MBOX}, "mail_folder"),
    ],
)
def test_kind_of_folder(files: dict[str, bytes], kind: str, tmp_path: Path) -> None:
    """A folder's kind follows from what is in it."""
    (source,) = detect(write(tmp_path, files))
    assert source.kind == kind
    assert source.id_parts == (kind, os.path.realpath(tmp_path))


@pytest.mark.parametrize(
    ("name", "data", "kind", "count"),
    [
        ("a.mbox", MBOX, "mbox", 2),
        ("Inbox", MBOX, "mbox", 2),
        ("a.eml", ANN, "mail_folder", 1),
        ("a.mbox.gz", gzip.compress(MBOX, mtime=0), "mbox", 2),
        ("1.eml.gz", gzip.compress(ANN, mtime=0), "mail_folder", 1),
    ],
)
def test_kind_of_file(name: str, data: bytes, kind: str, count: int, tmp_path: Path) -> None:
    """A single file's kind follows from its first bytes, packed or not."""
    file = tmp_path / name
    file.write_bytes(data)
    (source,) = detect(file)
    assert source.kind == kind
    found = list(source.items())
    assert [type(i) for i in found] == [RawItem] * count
    assert found[0].raw == ANN  # type: ignore[union-attr]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("files", "kind", "folders"),
    [
        ({"a.mbox": MBOX}, "mbox", [""]),
        (
            {"mail/1.eml": ANN, "mail/sent/2.eml.gz": gzip.compress(BEN, mtime=0), "__MACOSX/x": b"?"},
            "mail_folder",
            ["mail", "mail/sent"],
        ),
        ({"INBOX/cur/1": ANN, "INBOX/new/2": BEN}, "maildir", ["INBOX"]),
    ],
)
def test_zip(files: dict[str, bytes], kind: str, folders: list[str], tmp_path: Path) -> None:
    """An archive is read as what its members are, shadow files left out, and known the second time."""
    file = zipped(tmp_path / "a.zip", files)
    (source,) = detect(file)
    assert (source.kind, source.folders()) == (kind, folders)
    cursor = Cursor()
    assert [i.raw for i in source.items(cursor) if isinstance(i, RawItem)] == [ANN, BEN]
    again = Cursor(json.loads(json.dumps(cursor.as_json())))
    assert [type(i) for i in source.items(again)] == [Known, Known]


@pytest.mark.parametrize("path", ["nowhere", "nowhere/at/all.mbox"])
def test_nothing_there(path: str, tmp_path: Path) -> None:
    """A path that leads nowhere is an error that says so."""
    with pytest.raises(SourceError, match="nothing at"):
        detect(tmp_path / path)


def test_a_pipe_is_no_source(tmp_path: Path) -> None:
    """What is neither file nor folder is refused, and not opened: that could wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        detect(tmp_path / "pipe")


# ------------------------------------------------------------------------------------------------------ trees


def test_tree_order_and_folders(tmp_path: Path) -> None:
    """Files come by name, parents before children; a Maildir's folders are named as its owner knows them."""
    files = {
        "cur/10.a:2,S": ANN,
        "new/20.b": BEN,
        ".Sent.2020/cur/30.c": ANN,
        "work/new/40.d": BEN,
        "work/cur/.keep": b"",
        "tmp/x": ANN,
    }
    found = items(write(tmp_path, files))
    assert [(i.folder, i.locator) for i in found if isinstance(i, RawItem)] == [
        ("", "cur/10.a:2,S"),
        ("", "new/20.b"),
        ("Sent/2020", ".Sent.2020/cur/30.c"),
        ("work", "work/new/40.d"),
    ]


def test_maildir_name_says_when_it_arrived(tmp_path: Path) -> None:
    """The seconds at the start of a Maildir's file name are its arrival; other names say nothing."""
    found = items(write(tmp_path, {"cur/1583402400.M1P2.host:2,S": ANN, "cur/plain": BEN, "new/.keep": b""}))
    assert [i.file_us for i in found if isinstance(i, RawItem)] == [1_583_402_400_000_000, None]


def test_control_files_are_no_items(tmp_path: Path) -> None:
    """What only serves a program is passed over; everything else is seen."""
    files = dict.fromkeys(
        ["dovecot-uidlist", "dovecot.index.log", ".DS_Store", "Thumbs.db", ".done", "maildirfolder", "Inbox.msf"], b"x"
    )
    found = items(write(tmp_path, {**files, "1.eml": ANN, ".git/config": b"x", "notes.txt": b"just notes\n"}))
    assert Counter(type(i) for i in found) == {RawItem: 1, SetAside: 1}


def test_what_is_no_mail_is_set_aside(tmp_path: Path) -> None:
    """Other kinds, garbage, empty and broken files are seen and set aside with a reason."""
    files = {
        "a.ics": b"BEGIN:VCALENDAR\nSUMMARY:x\nEND:VCALENDAR\n",
        "b.vtt": b"WEBVTT\n\n00:01 --> 00:02\nhello\n",
        "d.bin": bytes(range(256)) * 20,
        "e.eml": b"",
        "f.mbox": b"no separator here\n",
        "g.gz": gzip.compress(ANN * 2000)[:60],
        "h.gz": b"\x1f\x8bnot gzip at all",
        "i.zip": b"PK\x03\x04 broken",
        "j.pst": b"!BDN" + b"\0" * 100,
        "k.gz": gzip.compress(b"PK\x03\x04"),
        "l.json": b'{"From": "ann"}',
    }
    assert reasons(write(tmp_path, files)) == {
        "a.ics#1": "no_events",
        "d.bin": "binary",
        "e.eml": "empty",
        "f.mbox": "not_mail",
        "g.gz": "truncated",
        "h.gz": "damaged",
        "i.zip": "damaged",
        "j.pst": "binary",
        "k.gz": "nested_zip",
        "l.json": "not_mail",
    }


def test_containers_in_a_tree(tmp_path: Path) -> None:
    """An mbox or archive inside a tree is a folder of its own; a mail that keeps its separator line is still one mail."""
    write(tmp_path, {"old/Inbox": MBOX, "old/one.eml": b"From x Thu Mar  5 10:00:00 2020\n" + ANN, "z.eml": BEN})
    zipped(tmp_path / "more.zip", {"in/1.eml": ANN})
    found = items(tmp_path)
    assert {(i.folder, i.locator): i.raw for i in found if isinstance(i, RawItem)} == {
        ("more/in", "more.zip/in/1.eml"): ANN,
        ("", "z.eml"): BEN,
        ("old/Inbox", "old/Inbox#1"): ANN,
        ("old/Inbox", "old/Inbox#2"): BEN,
        ("old", "old/one.eml"): ANN,
    }


def test_apple_mail(tmp_path: Path) -> None:
    """An .emlx file is the mail between its length and its property list."""
    (item,) = items(write(tmp_path, {"1.emlx": b"%d   \n" % len(ANN) + ANN + b"<?xml version='1.0'?><plist/>"}))
    assert isinstance(item, RawItem)
    assert item.raw == ANN


def test_link_loop_ends(tmp_path: Path) -> None:
    """A folder that links to its parent is read once, and the link is set aside."""
    write(tmp_path, {"a/1.eml": ANN})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert reasons(tmp_path) == {"a/up": "link_loop"}
    assert sum(isinstance(i, RawItem) for i in items(tmp_path)) == 1


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    """What a link in a mailbox leads to outside of it is set aside, folder or file; within it, and through a link to it, all is read."""
    mine = write(tmp_path / "mine", {"a/1.eml": ANN})
    write(tmp_path / "mine-too", {"theirs/2.eml": BEN})
    (mine / "shared").symlink_to(tmp_path / "mine-too")
    (mine / "2.eml").symlink_to(tmp_path / "mine-too" / "theirs" / "2.eml")
    (mine / "b.eml").symlink_to(mine / "a" / "1.eml")
    (tmp_path / "by-link").symlink_to(mine)
    for path in (mine, tmp_path / "by-link"):
        assert reasons(path) == {"shared": "link_outside", "2.eml": "link_outside"}
        assert {i.locator for i in items(path) if isinstance(i, RawItem)} == {"a/1.eml", "b.eml"}


def test_odd_entries(tmp_path: Path) -> None:
    """A pipe and a dangling link in a folder are set aside without being opened."""
    write(tmp_path, {"1.eml": ANN})
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone.eml").symlink_to(tmp_path / "nowhere")
    assert reasons(tmp_path) == {"pipe": "not_a_file", "gone.eml": "vanished"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is set aside, and read once it may."""
    write(tmp_path, {"1.eml": ANN})
    (tmp_path / "1.eml").chmod(0)
    assert reasons(tmp_path) == {"1.eml": "unreadable"}


def test_file_vanishes_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is gone between listing and reading is set aside; the rest is read."""
    write(tmp_path, {"1.eml": ANN, "2.eml": BEN})
    real = opened.os.open

    def gone(path: str, flags: int) -> int:
        if path.endswith("1.eml"):
            raise FileNotFoundError(path)
        return real(path, flags)

    monkeypatch.setattr(opened.os, "open", gone)
    first, second = items(tmp_path)
    assert first == SetAside("1.eml", "vanished")
    assert isinstance(second, RawItem)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A file name of bytes that are no UTF-8 becomes a locator that can be stored."""
    Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9.eml")).write_bytes(ANN)
    (item,) = items(tmp_path)
    assert item.locator.encode("utf-8") == rb"caf\xe9.eml"


# ----------------------------------------------------------------------------------------------- size and bombs


def test_large_mail_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a mail beyond the limit the beginning is kept and its size told."""
    monkeypatch.setattr(opened, "MAX_ITEM", 3 << 20)
    monkeypatch.setattr(opened, "CUT", 1 << 20)
    raw = ANN + b"x" * (5 << 20)
    (item,) = items(write(tmp_path, {"1.eml": raw}))
    assert isinstance(item, CutItem)
    assert (len(item.raw), item.size) == (1 << 20, len(raw))


def test_gzip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that expands a thousandfold is stopped and set aside."""
    monkeypatch.setattr(opened, "FREE", 1 << 20)
    assert reasons(write(tmp_path, {"1.eml.gz": gzip.compress(ANN + b"\0" * (30 << 20))})) == {"1.eml.gz": "bomb"}


def test_zip_bomb_of_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members that together expand beyond reason end the archive; those before them are read, and the rest is counted as one."""
    monkeypatch.setattr(opened, "FREE", 2 << 20)
    file = zipped(tmp_path / "a.zip", {"0.eml": ANN} | {f"{n}.eml": ANN + b"\0" * (1 << 20) for n in range(1, 9)})
    found = items(file)
    assert isinstance(found[0], RawItem)
    assert any(isinstance(i, SetAside) and i.reason == "bomb" for i in found)
    assert len(found) < 9


def test_zip_that_lists_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive whose directory alone would fill the memory is not opened."""
    monkeypatch.setattr("regard.sources.archive.MAX_MEMBERS", 2)
    assert reasons(zipped(tmp_path / "a.zip", {f"{n}.eml": ANN for n in range(5)})) == {"a.zip": "bomb"}


def test_encrypted_member(tmp_path: Path) -> None:
    """A member behind a password is set aside; the others are read."""
    file = zipped(tmp_path / "a.zip", {"1.eml": ANN, "2.eml": BEN})
    data = bytearray(file.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + flags] |= 1
    file.write_bytes(data)
    first, second = items(file)
    assert first == SetAside("1.eml", "encrypted", "a member that needs a password")
    assert isinstance(second, RawItem)


# ------------------------------------------------------------------------------------------------------ cursors


def test_second_sync_of_a_tree(tmp_path: Path) -> None:
    """The second time only new and changed files are read, and every file is seen."""
    write(tmp_path, {"cur/1.a": ANN, "cur/2.b": BEN, "new/3.c": ANN, "bad": b"?", ".Sent/cur/5": BEN})
    cursor = Cursor()
    assert Counter(type(i) for i in items(tmp_path, cursor)) == {RawItem: 4, SetAside: 1}
    cursor = Cursor(json.loads(json.dumps(cursor.as_json())))
    assert Counter(type(i) for i in items(tmp_path, cursor)) == {Known: 4, SetAside: 1}
    assert cursor.changed() == {}
    (tmp_path / "new/3.c").rename(tmp_path / "cur/3.c:2,RS")
    (tmp_path / "cur/1.a").write_bytes(ANN + b"longer\n")
    write(tmp_path, {"cur/9.z": BEN})
    found = items(tmp_path, cursor)
    assert [i.locator for i in found if isinstance(i, RawItem)] == ["cur/1.a", "cur/9.z"]
    assert Counter(type(i) for i in found) == {RawItem: 2, Known: 3, SetAside: 1}


def test_cursor_covers_what_was_yielded(tmp_path: Path) -> None:
    """What `changed` returns after a batch leads on from the end of that batch, wherever it ends."""
    write(tmp_path, {f"{folder}/{n:02}.eml": ANN for folder in "ab" for n in range(10)})
    for stop in range(1, 20):
        cursor, states = Cursor(), {}
        stream = detect(tmp_path)[0].items(cursor)
        for _ in range(stop):
            next(stream)
            states.update(cursor.changed())
        again = items(tmp_path, Cursor(json.loads(json.dumps(states))))
        assert sum(isinstance(i, Known) for i in again) == stop
        assert len(again) == 20


def test_broken_cursor_only_costs_time(tmp_path: Path) -> None:
    """A state that is no state means reading again, nothing else."""
    write(tmp_path, {"1.eml": ANN})
    assert [type(i) for i in items(tmp_path, Cursor({"": {"marks": "!!"}}))] == [RawItem]
    assert [type(i) for i in items(tmp_path, Cursor({"": {"other": 1}}))] == [RawItem]


def test_gone_files_leave_the_cursor(tmp_path: Path) -> None:
    """Files that were deleted are forgotten, so that a cursor does not grow for ever."""
    write(tmp_path, {f"{n}.eml": ANN for n in range(50)})
    cursor = Cursor()
    items(tmp_path, cursor)
    before = len(cursor.as_json()[""]["marks"])
    for n in range(40):
        (tmp_path / f"{n}.eml").unlink()
    items(tmp_path, cursor)
    assert len(cursor.as_json()[""]["marks"]) < before / 4


def test_estimates(tmp_path: Path) -> None:
    """The estimate is near the number of items, without reading them."""
    (tmp_path / "a.mbox").write_bytes(b"\n".join(MBOX for _ in range(50)))
    assert detect(tmp_path / "a.mbox")[0].estimate() == 100
    assert detect(write(tmp_path / "t", {f"{n}.eml": ANN for n in range(7)}))[0].estimate() == 7
