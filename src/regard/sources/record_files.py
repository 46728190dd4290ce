"""Files of one kind other than mail, alone, in a folder, or in zip and gzip: opened, cut into items, known the second time.

A subclass says how one file is cut (`cut`); everything that can go wrong with files is here. A file stands in a cursor of its own
with its mark and how many items it had, so that an unchanged one is not opened again and still counted.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import ClassVar
from zipfile import ZipFile, ZipInfo

from regard.model import RawItem, SetAside
from regard.sources import archive
from regard.sources.cursor import Cursor, mark
from regard.sources.kinds import Kind, by_name, is_zip
from regard.sources.mbox import Stream
from regard.sources.opened import Expanding, Joined, Unusable, failures, gunzip, read_head
from regard.sources.source import Known, Source, Yield
from regard.sources.tree import Entry, walk

HEAD = 2
_ENCRYPTED = 0x1
Cut = bytes | SetAside
"""What a file is cut into: the bytes of an item, or why there is none (its locator is filled in here)."""


class RecordFiles(Source):
    """One file or a tree, of which only files of `files` (and archives with such members) are taken.

    `refusals`: folders and files that cannot be reached are told here too; where several sources walk one tree, only one tells.
    """

    files: ClassVar[Kind]

    def __init__(self, path: Path, *, refusals: bool = True) -> None:
        super().__init__(self.files, path)
        self.refusals = refusals

    @abstractmethod
    def cut(self, stream: Stream, name: str, file_us: int | None) -> Iterator[Cut]:
        """The items of one file that was opened: each item's bytes, whole in themselves. Never raises for what it holds."""

    def folders(self) -> list[str]:
        """Those with files of this kind in them."""
        return list(dict.fromkeys(folder for folder, entries, _ in self._walk() if entries)) or [""]

    def estimate(self) -> int:
        """About one item for every thousand bytes."""
        return max(1, sum(max(1, entry.size // 1000) for _, entries, _ in self._walk() for entry in entries))

    def items(self, cursor: Cursor | None = None) -> Iterator[Yield]:
        """As `Source.items`."""
        cursor = cursor if cursor is not None else Cursor()
        cursor.begin()
        for folder, entries, refused in self._walk():
            yield from refused
            for entry in entries:
                try:
                    yield from self._file(entry, folder, cursor)
                except Unusable as error:
                    yield SetAside(entry.locator, error.reason, error.detail)

    def _walk(self) -> Iterator[tuple[str, list[Entry], list[SetAside]]]:
        if not self.path.is_dir():
            try:
                with failures():
                    info = self.path.stat()
            except Unusable as error:
                yield "", [], [SetAside(self.path.name, error.reason, error.detail)]
                return
            yield "", [Entry(str(self.path), self.path.name, self.path.name, info.st_size, info.st_mtime_ns)], []
            return
        for folder, entries, refused in walk(self.path):
            mine = [e for e in entries if self._is_mine(e)]
            told = refused if self.refusals else []
            if mine or told:
                yield folder, mine, told

    def _is_mine(self, entry: Entry) -> bool:
        return self.files in archive.kinds(Path(entry.path)) if is_zip(entry.name) else by_name(entry.name) == self.files

    def _file(self, entry: Entry, folder: str, cursor: Cursor) -> Iterator[Yield]:
        with failures(), open(entry.path, "rb") as stream:  # noqa: PTH123
            head = stream.read(4)
            stream.seek(0)
            if head.startswith(b"PK\x03\x04"):
                yield from self._zip(entry, folder, cursor)
                return
            this = mark(entry.name, entry.size, entry.mtime_ns).hex()
            if known := _known(cursor, entry.locator, this):
                yield from known
                return
            opened: Stream = gunzip(stream, entry.size) if head.startswith(b"\x1f\x8b") else stream
            file_us = entry.mtime_ns // 1000
            yield from self._items(opened, entry.name, entry.locator, folder, cursor, this, file_us)

    def _zip(self, entry: Entry, folder: str, cursor: Cursor) -> Iterator[Yield]:
        spent = [0]
        if archive.listed(Path(entry.path)) > archive.MAX_MEMBERS:
            raise Unusable("bomb", f"lists more than {archive.MAX_MEMBERS:,} members")
        with failures(), ZipFile(entry.path) as opened:
            for info in archive.members(opened):
                if by_name(info.filename) != self.files:
                    continue
                name = info.filename.encode("utf-8", "backslashreplace").decode("utf-8")
                locator = f"{entry.locator}/{name}"
                try:
                    yield from self._member(opened, info, locator, folder, cursor, entry.size, spent)
                except Unusable as error:
                    yield SetAside(locator, error.reason, error.detail)
                    if error.reason == "bomb":
                        raise

    def _member(
        self, opened: ZipFile, info: ZipInfo, locator: str, folder: str, cursor: Cursor, size: int, spent: list[int]
    ) -> Iterator[Yield]:
        if info.flag_bits & _ENCRYPTED:
            raise Unusable("encrypted", "a member that needs a password")
        this = mark(info.filename, info.file_size, info.CRC).hex()
        if known := _known(cursor, locator, this):
            yield from known
            return
        with failures(), opened.open(info) as packed:
            stream: Stream = Expanding(packed, size, spent)
            head = read_head(stream, HEAD)
            stream = Joined(head, stream)
            if head == b"\x1f\x8b":
                stream = gunzip(stream, size, spent)  # type: ignore[arg-type]
            name = PurePosixPath(info.filename).name
            yield from self._items(stream, name, locator, folder, cursor, this, None)

    def _items(
        self, stream: Stream, name: str, locator: str, folder: str, cursor: Cursor, this: str, file_us: int | None
    ) -> Iterator[Yield]:
        n = 0
        for n, piece in enumerate(self.cut(stream, name, file_us), start=1):
            place = f"{locator}#{n}"
            if isinstance(piece, SetAside):
                yield SetAside(place, piece.reason, piece.detail, piece.raw)
            else:
                yield RawItem(folder, place, piece, file_us)
        cursor.write(locator, {"mark": this, "n": n})


def _known(cursor: Cursor, locator: str, this: str) -> list[Known]:
    """The items of a file that was read to its end before and did not change since."""
    state = cursor.read(locator)
    n = int(state.get("n", 0)) if state.get("mark") == this else 0
    return [Known(f"{locator}#{k}") for k in range(1, n + 1)]
