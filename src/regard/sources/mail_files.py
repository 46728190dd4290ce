"""Sources of mail in files: one file (mbox, a single mail, gzip or zip of them) or a tree of such files, Maildir or not.

In a tree every file that no other kind of source claims (`kinds`) is an item or a container of items, whatever its name. An mbox or
archive inside a tree is a folder of its own. What a walk passes over is told in `tree`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from regard.model import RawItem, SetAside
from regard.sources import archive, mbox
from regard.sources.cursor import Cursor, mark
from regard.sources.kinds import Kind, by_name, is_zip
from regard.sources.opened import Unusable, failures, gunzip, one, read_head, small_file
from regard.sources.sniff import HEAD, SEPARATOR, content, explain
from regard.sources.source import CutItem, Known, Source, Yield
from regard.sources.tree import Entry, walk

SMALL = 1 << 20
"""Files up to this size are read in one call."""

_FLAGS = re.compile(r"[:;!]2,[A-Za-z]*$")
_DELIVERED = re.compile(r"(\d{9,10})\.")
_EXTENSION = re.compile(r"(?i)(?:\.(?:mbox|mbx|mboxrd|zip|gz))+$")
_EMLX_LENGTH = re.compile(rb"\d{1,10}[ \t]*\r?\n")


class FileSource(Source):
    """A single file given by the user: an mbox, a mail, or gzip or zip of these; `others` as in `TreeSource`."""

    def __init__(self, kind: str, path: Path, others: frozenset[Kind] = frozenset()) -> None:
        super().__init__(kind, path)
        self.others = others

    def folders(self) -> list[str]:
        """Those inside an archive; otherwise one."""
        return (archive.folders(self.path) if self._holds_zip() else []) or [""]

    def items(self, cursor: Cursor | None = None) -> Iterator[Yield]:
        """As `Source.items`."""
        cursor = cursor if cursor is not None else Cursor()
        cursor.begin()
        try:
            with failures():
                info = self.path.stat()
        except Unusable as error:
            yield SetAside(self.path.name, error.reason, error.detail)
            return
        entry = Entry(str(self.path), self.path.name, self.path.name, info.st_size, info.st_mtime_ns)
        yield from _container_or_mail(entry, "", "", cursor, self.others, root=True)

    def estimate(self) -> int:
        """Separators counted at its beginning, scaled to its size."""
        return _estimate(self.path)

    def _holds_zip(self) -> bool:
        try:
            with self.path.open("rb") as stream:
                return content(stream.read(HEAD)) == "zip"
        except OSError:
            return False


class TreeSource(Source):
    """A folder of mail, any depth: a Maildir with its folders, or files of any of the kinds a file can be.

    `others` are the kinds of file that sources of their own take.
    """

    def __init__(self, kind: str, path: Path, others: frozenset[Kind] = frozenset()) -> None:
        super().__init__(kind, path)
        self.others = others

    def folders(self) -> list[str]:
        """Those with files in them, by walking the tree."""
        return [folder for folder, entries, _ in self._walk() if entries]

    def items(self, cursor: Cursor | None = None) -> Iterator[Yield]:
        """As `Source.items`."""
        cursor = cursor if cursor is not None else Cursor()
        cursor.begin()
        previous: str | None = None
        for folder, entries, refused in self._walk():
            if previous not in (None, folder):
                cursor.close(previous or "")
            previous = folder
            yield from refused
            for entry in entries:
                this = mark(_FLAGS.sub("", entry.name), entry.size, entry.mtime_ns)
                marks = cursor.marks(folder)
                if this in marks:
                    marks.keep(this)
                    yield Known(entry.locator)
                else:
                    yield from _entry(entry, this, folder, cursor, self.others)
        if previous is not None:
            cursor.close(previous)

    def estimate(self) -> int:
        """Files in the tree."""
        return sum(len(entries) for _, entries, _ in self._walk())

    def _walk(self) -> Iterator[tuple[str, list[Entry], list[SetAside]]]:
        """As `tree.walk`, without the files that belong to sources of other kinds."""
        for folder, entries, refused in walk(self.path):
            mine = [e for e in entries if not self.others or self._is_mine(e)]
            if mine or refused:
                yield folder, mine, refused

    def _is_mine(self, entry: Entry) -> bool:
        if is_zip(entry.name):
            inside = archive.kinds(Path(entry.path))
            return "mail" in inside or not inside & self.others
        return by_name(entry.name) not in self.others


# ------------------------------------------------------------------------------------------------- one file


def _entry(entry: Entry, this: bytes, folder: str, cursor: Cursor, others: frozenset[Kind]) -> Iterator[Yield]:
    """A file of a tree that is not known by its mark: read as what it is."""
    marks = cursor.marks(folder)
    for found in _container_or_mail(entry, folder, entry.locator, cursor, others, root=False):
        if isinstance(found, RawItem) and found.locator == entry.locator:
            marks.add(this)
            cursor.touch(folder)
        yield found


def _container_or_mail(
    entry: Entry, folder: str, prefix: str, cursor: Cursor, others: frozenset[Kind], *, root: bool
) -> Iterator[Yield]:
    """The items of one file; `prefix` goes before the locators of what an archive holds."""
    try:
        with failures():
            if entry.size <= SMALL:
                raw = small_file(entry.path, entry.size)
                if entry.name.endswith(".emlx") and (length := _EMLX_LENGTH.match(raw)):
                    raw = raw[length.end() : length.end() + int(length[0])]
                what = content(raw[:HEAD])
                if what == "mail":
                    yield RawItem(folder, entry.locator, raw, _delivered(entry.name))
                    return
                if what == "mbox" and not root and (mail := _single(raw, folder, entry.locator)):
                    yield mail
                    return
            with open(entry.path, "rb") as stream:  # noqa: PTH123
                head = stream.read(HEAD)
                stream.seek(0)
                own = folder if root else _own_folder(entry.locator)
                what = content(head)
                if what == "mail":
                    raw, size = one(stream, known=entry.size)
                    yield _item(folder, entry.locator, raw, size, _delivered(entry.name))
                elif what == "mbox":
                    yield from _mbox(entry, own, cursor)
                elif what == "gz":
                    yield from _gz(entry, folder, own, cursor)
                elif what == "zip":
                    yield from archive.items(Path(entry.path), own, prefix, cursor, others)
                else:
                    yield SetAside(entry.locator, what, explain(head))
    except Unusable as error:
        yield SetAside(entry.locator, error.reason, error.detail)


def _item(folder: str, locator: str, raw: bytes, size: int, file_us: int | None) -> RawItem:
    return CutItem(folder, locator, raw, file_us, size) if size > len(raw) else RawItem(folder, locator, raw, file_us)


def _single(raw: bytes, folder: str, locator: str) -> RawItem | SetAside | None:
    """The mail of a file that keeps its separator line and holds no other; None where it is an mbox of several."""
    if raw.count(b"\nFrom ") > 50 and len(raw) > SMALL // 2:
        return None
    found = mbox.pieces(_Bytes(raw))
    first = next(found, None)
    if first is None or next(found, None) is not None:
        return None
    return mbox.item(first, folder, locator)


def _mbox(entry: Entry, folder: str, cursor: Cursor) -> Iterator[Yield]:
    state = dict(cursor.read(folder))
    with open(entry.path, "rb") as stream:  # noqa: PTH123
        stream.seek(int(state.get("last", 0)))
        opening = stream.read(HEAD)
        known, start = mbox.resume(state, entry.size, entry.mtime_ns, opening)
        base = {"size": entry.size, "mtime_ns": entry.mtime_ns}
        if start < 0:
            yield from (Known(f"{entry.locator}#{k}") for k in range(1, known + 1))
            return
        stream.seek(start)
        was = mbox.taken(state, stream) if known else b""
        stream.seek(start)
        yield from mbox.read(
            stream, folder=folder, locator=entry.locator, cursor=cursor, known=known, start=start, base=base, was=was
        )


def _gz(entry: Entry, folder: str, own: str, cursor: Cursor) -> Iterator[Yield]:
    with open(entry.path, "rb") as packed:  # noqa: PTH123
        stream = gunzip(packed, entry.size)
        head = read_head(stream, HEAD)
        what = content(head)
        if what == "mail":
            raw, size = one(stream, head)
            yield _item(folder, entry.locator, raw, size, _delivered(entry.name))
        elif what == "mbox":
            state = dict(cursor.read(own))
            known, start = mbox.resume(state, entry.size, entry.mtime_ns, b"")
            if start < 0:
                yield from (Known(f"{entry.locator}#{k}") for k in range(1, known + 1))
                return
            base = {"size": entry.size, "mtime_ns": entry.mtime_ns}
            yield from mbox.read(archive.joined(head, stream), folder=own, locator=entry.locator, cursor=cursor, base=base)
        else:
            yield SetAside(entry.locator, "nested_zip" if what in ("zip", "gz") else what, explain(head))


def _own_folder(locator: str) -> str:
    """The folder that an mbox or archive inside a tree is."""
    return _EXTENSION.sub("", locator) or locator


def _delivered(name: str) -> int | None:
    """When a Maildir's file name says the mail arrived."""
    found = _DELIVERED.match(name)
    return int(found[1]) * 1_000_000 if found else None


class _Bytes:
    """Bytes as a stream read once."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, _size: int, /) -> bytes:
        data, self._data = self._data, b""
        return data


def _estimate(path: Path) -> int:
    """Separators in the first part of a file, scaled to its size; members of an archive."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(32 << 20)
    except OSError:
        return 0
    what = content(head[:HEAD])
    if what == "zip":
        return archive.count(path)
    if what != "mbox":
        return 1 if what != "gz" else max(1, size // 1500)
    found = sum(1 for m in re.finditer(rb"\nFrom ", head) if SEPARATOR.match(head, m.end() - 5))
    return max(1, round((found + 1) * size / max(len(head), 1)))
