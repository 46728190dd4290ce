"""Mail in zip files: each member is a mail, an mbox, or gzip of one; folders are those inside the archive."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from regard.model import RawItem, SetAside
from regard.sources import mbox
from regard.sources.cursor import Cursor, mark
from regard.sources.kinds import Kind, by_name
from regard.sources.opened import Expanding, Joined, Unusable, failures, gunzip, one, read_head
from regard.sources.sniff import HEAD, content, explain, is_control_file
from regard.sources.source import CutItem, Known, Yield

MAX_MEMBERS = 2_000_000
"""Members an archive may list; their directory is held in memory."""

_ENCRYPTED = 0x1
_EXTENSION = re.compile(r"(?i)(?:\.(?:mbox|mbx|mboxrd|gz))+$")
joined = Joined


def members(archive: ZipFile) -> list[ZipInfo]:
    """The members that are items, by name: no folders, control files or Apple's shadow files."""
    wanted = []
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if info.is_dir() or not path.name or is_control_file(path.name) or "__MACOSX" in path.parts:
            continue
        wanted.append(info)
    return sorted(wanted, key=lambda i: (str(PurePosixPath(i.filename).parent), i.filename, i.header_offset))


def items(path: Path, folder: str, prefix: str, cursor: Cursor, others: frozenset[Kind] = frozenset()) -> Iterator[Yield]:
    """The items of the archive at `path`; `folder` and `prefix` say where in the source it stands. Raises Unusable.

    Members of the kinds in `others` belong to other sources and are left out.
    """
    with failures():
        if listed(path) > MAX_MEMBERS:
            raise Unusable("bomb", f"lists more than {MAX_MEMBERS:,} members")
        with ZipFile(path) as archive:
            size = path.stat().st_size
            spent = [0]
            previous: str | None = None
            for info in members(archive):
                if others and by_name(info.filename) in others:
                    continue
                inside = _folder(info.filename)
                place = "/".join(p for p in (folder, inside) if p)
                if previous not in (None, place):
                    cursor.close(previous or "")
                previous = place
                yield from _member(archive, info, place, prefix, cursor, size, spent)
            if previous is not None:
                cursor.close(previous)


def kinds(path: Path) -> set[Kind]:
    """The kinds of file among its members; none where it cannot be read or is empty."""
    try:
        with failures():
            if listed(path) > MAX_MEMBERS:
                return set()
            with ZipFile(path) as archive:
                return {by_name(info.filename) for info in members(archive)}
    except Unusable:
        return set()


def folders(path: Path) -> list[str]:
    """The folders inside an archive that hold items; none where it cannot be read."""
    try:
        with failures(), ZipFile(path) as archive:
            return sorted({_folder(info.filename) for info in members(archive)})
    except Unusable:
        return []


def count(path: Path) -> int:
    """How many members are items; 0 where the archive cannot be read."""
    try:
        with failures(), ZipFile(path) as archive:
            return len(members(archive))
    except Unusable:
        return 0


def _member(
    archive: ZipFile, info: ZipInfo, folder: str, prefix: str, cursor: Cursor, size: int, spent: list[int]
) -> Iterator[Yield]:
    name = info.filename.encode("utf-8", "backslashreplace").decode("utf-8")
    locator = f"{prefix}/{name}" if prefix else name
    if info.flag_bits & _ENCRYPTED:
        yield SetAside(locator, "encrypted", "a member that needs a password")
        return
    marks = cursor.marks(folder)
    this = mark(info.filename, info.file_size, info.CRC)
    if this in marks:
        marks.keep(this)
        yield Known(locator)
        return
    try:
        with failures(), archive.open(info) as packed:
            stream = Expanding(packed, size, spent)
            head = read_head(stream, HEAD)
            what = content(head)
            if what == "gz":
                stream = gunzip(Joined(head, stream), size, spent)  # type: ignore[arg-type]
                head = read_head(stream, HEAD)
                what = content(head)
            if what == "mail":
                raw, length = one(stream, head)
                marks.add(this)
                cursor.touch(folder)
                yield CutItem(folder, locator, raw, None, length) if length > len(raw) else RawItem(folder, locator, raw)
            elif what == "mbox":
                own = _EXTENSION.sub("", f"{folder}/{PurePosixPath(info.filename).name}" if folder else info.filename)
                yield from _mbox(Joined(head, stream), info, own, locator, cursor)
            else:
                yield SetAside(locator, "nested_zip" if what in ("zip", "gz") else what, explain(head))
    except Unusable as error:
        yield SetAside(locator, error.reason, error.detail)
        if error.reason == "bomb":
            raise


def _mbox(stream: Joined, info: ZipInfo, folder: str, locator: str, cursor: Cursor) -> Iterator[Yield]:
    known, start = mbox.resume(dict(cursor.read(folder)), info.file_size, info.CRC, b"")
    if start < 0:
        yield from (Known(f"{locator}#{k}") for k in range(1, known + 1))
        return
    base = {"size": info.file_size, "mtime_ns": info.CRC}
    yield from mbox.read(stream, folder=folder, locator=locator, cursor=cursor, base=base)


def _folder(name: str) -> str:
    parts = [p for p in PurePosixPath(name).parts[:-1] if p not in ("/", "..")]
    if parts and parts[-1] in ("cur", "new"):
        parts.pop()
    return "/".join(parts)


def listed(path: Path) -> int:
    """How many members the archive's last record claims, read without loading its directory."""
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(stream.tell() - (1 << 16) - 76, 0))
        tail = stream.read()
    end64 = tail.rfind(b"PK\x06\x06")
    if end64 >= 0 and len(tail) >= end64 + 40:
        return int(struct.unpack_from("<Q", tail, end64 + 32)[0])
    end = tail.rfind(b"PK\x05\x06")
    return int(struct.unpack_from("<H", tail, end + 10)[0]) if 0 <= end <= len(tail) - 12 else 0
