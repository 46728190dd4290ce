"""An mbox taken apart: where one message ends and the next begins, whatever program wrote it.

A line separates when it is the first one, or follows an empty line *and* looks like a separator (`sniff.SEPARATOR`) *and* a
header, a quoted separator or nothing follows it. Content-Length is never believed. One ">" is taken off quoted "From " lines
(mboxrd), and the empty line before a separator belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from io import BytesIO
from typing import Any, Protocol

from regard.model import RawItem, SetAside
from regard.sources.cursor import Cursor
from regard.sources.sniff import SEPARATOR
from regard.sources.source import CUT, MAX_ITEM, CutItem, GrownItem, Known, Yield
from regard.time import to_us

CHUNK = 1 << 20
_AHEAD = 256
_QUOTED_FROM = re.compile(rb"(?m)^>(?=>*From )")
_NEXT_LINE = re.compile(rb"[!-9;-~]{1,76}[ \t]*:|>?From |\r?\n|\Z")
_STAMP = re.compile(
    rb"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s+(?P<day>\d{1,2}),?\s+"
    rb"(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d))?\s+(?:[A-Z]{1,5}\s+|[+-]\d{4}\s+)*(?P<year>(?:19|20)\d\d)"
)
_MONTHS = {m: i for i, m in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)}
_LONGEST_SEPARATOR = 1000


class Stream(Protocol):
    """What an mbox is read from: a file, or bytes being decompressed."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of an mbox: `raw` without its separator (its beginning, where `size` is greater), and where it `start`s.

    `opening` are the first bytes of the piece with its separator, by which it is known again.
    """

    raw: bytes
    size: int
    file_us: int | None
    start: int
    opening: bytes


def pieces(stream: Stream, start: int = 0) -> Iterator[Piece]:
    """The messages of an mbox from where `stream` stands, which is offset `start` of the file, at a separator or its beginning.

    Holds one message and one chunk, and of a message beyond `MAX_ITEM` only its beginning. Passes on what `stream` raises.
    """
    buffer, eof = b"", False
    begin, search = 0, 5  # where this message begins in the buffer; its own separator is not searched
    kept, dropped = b"", 0  # the beginning of a message too long to hold, and how much of it went by
    while True:
        cut, search = _next_separator(buffer, search, eof=eof)
        if cut is None and not eof:
            buffer, search, begin = buffer[begin:], search - begin, 0
            if dropped + len(buffer) > MAX_ITEM:
                kept = kept or buffer[:CUT]
                spare = max(len(buffer) - _LONGEST_SEPARATOR - _AHEAD, 0)
                dropped, buffer, search = dropped + spare, buffer[spare:], max(search - spare, 5)
            chunk = stream.read(CHUNK)
            eof = not chunk
            buffer += chunk
            continue
        end = len(buffer) if cut is None else cut
        size = dropped + end - begin
        if size:
            yield _piece(kept or buffer[begin:end], size, start)
        if cut is None:
            return
        start, begin, search = start + size, end, end + 5
        kept, dropped = b"", 0


def _next_separator(buffer: bytes, search: int, *, eof: bool) -> tuple[int | None, int]:
    """Where the next separator begins, and from where to look again once more is read."""
    at = buffer.find(b"\nFrom ", max(search - 1, 0))
    while at >= 0:
        end = buffer.find(b"\n", at + 6)
        if not eof and (len(buffer) < at + _LONGEST_SEPARATOR if end < 0 else len(buffer) < end + _AHEAD):
            return None, at
        if _blank_before(buffer, at) and end > 0 and SEPARATOR.match(buffer, at + 1) and _NEXT_LINE.match(buffer, end + 1):
            return at + 1, at + 1
        at = buffer.find(b"\nFrom ", at + 6)
    return None, max(len(buffer) - 6, search)


def _blank_before(buffer: bytes, at: int) -> bool:
    return buffer[at - 1 : at] == b"\n" or buffer[at - 2 : at] == b"\n\r"


def _piece(data: bytes, size: int, start: int) -> Piece:
    lead = len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n")) if not start else 0
    first = (data.find(b"\n", lead) + 1 or len(data)) if data.startswith(b"From ", lead) else 0
    raw = data[first:]
    if raw.endswith(b"\n\r\n"):
        raw = raw[:-2]
    elif raw.endswith(b"\n\n") or raw == b"\n":
        raw = raw[:-1]
    if b">From " in raw:
        raw = _QUOTED_FROM.sub(b"", raw)
    return Piece(raw, max(size - first, len(raw)) if size > MAX_ITEM else len(raw), stamp(data[:first]), start, data[:_AHEAD])


def stamp(separator: bytes) -> int | None:
    """When a separator line says the message arrived, taken as UTC; None where it says nothing (`mboxrd@z`, 1970)."""
    found = _STAMP.search(separator)
    if not found:
        return None
    try:
        moment = datetime(
            int(found["year"]),
            _MONTHS[found["month"]],
            int(found["day"]),
            int(found["h"]),
            int(found["m"]),
            int(found["s"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return to_us(moment) if moment.year >= 1980 else None


def item(piece: Piece, folder: str, locator: str, was: bytes = b"") -> RawItem | SetAside:
    """The item a piece makes; `was` is what it was taken for while its file ended in it."""
    if not piece.raw.strip():
        return SetAside(locator, "empty")
    if piece.size > MAX_ITEM:
        return CutItem(folder, locator, piece.raw[:CUT], piece.file_us, piece.size)
    if was not in (b"", piece.raw):
        return GrownItem(folder, locator, piece.raw, piece.file_us, was)
    return RawItem(folder, locator, piece.raw, piece.file_us)


# ------------------------------------------------------------------------------------------------ with a cursor


def resume(state: dict[str, Any], size: int, mtime_ns: int, opening: bytes) -> tuple[int, int]:
    """How many messages of the file are known and from which offset to read on.

    `state` is what `read` left, `opening` the file's bytes at `state["last"]`. A file that only grew is read from its last known
    message, which may have been incomplete; any other is read from its beginning. (n, -1) where nothing differs.
    """
    n = int(state.get("n", 0))
    if not n:
        return 0, 0
    if state.get("size") == size and state.get("mtime_ns") == mtime_ns:
        return n, -1
    length, digest = state.get("at", (0, ""))
    if length and len(opening) >= length and _digest(opening[:length]) == digest and size >= int(state.get("last", 0)):
        return n - 1, int(state["last"])
    return 0, 0


def taken(state: dict[str, Any], stream: Stream) -> bytes:
    """What the last message was when the file ended where `state` left it; `stream` stands at the message's beginning. Nothing where
    that cannot be told, or it was too long to hold.
    """
    length = int(state.get("size", 0)) - int(state.get("last", 0))
    if not 0 < length <= MAX_ITEM:
        return b""
    then = list(pieces(BytesIO(stream.read(length)), int(state["last"])))
    return then[0].raw if len(then) == 1 else b""


def read(
    stream: Stream,
    *,
    folder: str,
    locator: str,
    cursor: Cursor,
    known: int = 0,
    start: int = 0,
    base: dict[str, Any] | None = None,
    was: bytes = b"",
) -> Iterator[Yield]:
    """The messages of an mbox from `start` on, of which the first `known` were read before, moving the cursor of its folder.

    `base` is the state to leave once the end is reached (size and time of the file, or an archive's checksum), `was` what the first
    of them was `taken` for.
    """
    yield from (Known(f"{locator}#{k}") for k in range(1, known + 1))
    n, state = known, {}
    for n, piece in enumerate(pieces(stream, start), start=known + 1):
        state = {"n": n, "last": piece.start, "at": [len(piece.opening), _digest(piece.opening)]}
        cursor.write(folder, state)
        yield item(piece, folder, f"{locator}#{n}", was if piece.start == start else b"")
    cursor.write(folder, {**state, "n": n, **(base or {})})


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
