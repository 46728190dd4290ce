"""Bytes of files, with limits: plain or gzip, streamed, and stopped where they expand beyond reason."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from regard.sources.mbox import Stream
from regard.sources.source import CUT, MAX_ITEM

FREE = 64 << 20
"""Bytes that any compressed file may expand to."""

RATIO = 150
"""How many times its compressed size it may expand to beyond that; mail text compresses 3 to 15 times, a bomb a thousand."""


class Unusable(Exception):
    """A file that cannot be read to its end: `reason` as in `source`, `detail` for people."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Expanding:
    """A stream of decompressed bytes that stops a bomb: at most `FREE` bytes, or `RATIO` times what went in."""

    def __init__(self, stream: IO[bytes], compressed: int, spent: list[int] | None = None) -> None:
        self._stream = stream
        self._allowed = max(FREE, RATIO * compressed)
        self._spent = spent if spent is not None else [0]

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; raises Unusable where they are too many in all."""
        data = self._stream.read(size)
        self._spent[0] += len(data)
        if self._spent[0] > self._allowed:
            raise Unusable("bomb", f"expands beyond {self._allowed:,} bytes")
        return data


@contextmanager
def failures() -> Iterator[None]:
    """What can go wrong while reading a file, as `Unusable`."""
    try:
        yield
    except FileNotFoundError:
        raise Unusable("vanished") from None
    except EOFError:
        raise Unusable("truncated", "the compressed data end too early") from None
    except (BadGzipFile, BadZipFile, zlib.error) as error:
        raise Unusable("damaged", str(error)) from None
    except (NotImplementedError, RuntimeError) as error:
        raise Unusable("encrypted" if "password" in str(error) else "damaged", str(error)) from None
    except OSError as error:
        raise Unusable("unreadable", error.strerror or type(error).__name__) from None
    except ValueError as error:
        raise Unusable("damaged", str(error)) from None


def small_file(path: str, size: int) -> bytes:
    """The bytes of a file of about `size` bytes, by plain system calls: this is the path 15,000 messages take."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(descriptor, size + 1)
        if len(data) == size:
            return data
        parts = [data]
        while data and sum(map(len, parts)) <= MAX_ITEM:
            data = os.read(descriptor, 1 << 20)
            parts.append(data)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def one(stream: Stream, head: bytes = b"", known: int = 0) -> tuple[bytes, int]:
    """The single message a stream holds after `head`: its bytes (the first `CUT`, where it is longer than allowed) and its size.

    Where the size is `known` to be too much, no more than its beginning is read.
    """
    if known > MAX_ITEM:
        return read_head(stream, CUT), known
    parts, size = [head], len(head)
    while size <= MAX_ITEM:
        chunk = stream.read(1 << 20)
        if not chunk:
            return b"".join(parts), size
        parts.append(chunk)
        size += len(chunk)
    raw = b"".join(parts)[:CUT]
    while chunk := stream.read(1 << 20):
        size += len(chunk)
    return raw, size


class Joined:
    """`head`, which was read to look at, and then the rest of the stream."""

    def __init__(self, head: bytes, stream: Stream) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._stream.read(size)


def gunzip(stream: IO[bytes], compressed: int, spent: list[int] | None = None) -> Expanding:
    """The decompressed bytes of a gzip stream whose compressed size is known."""
    return Expanding(GzipFile(fileobj=stream, mode="rb"), compressed, spent)  # type: ignore[arg-type]


def read_head(stream: Stream, size: int) -> bytes:
    """The first `size` bytes, fewer only at the end."""
    data = stream.read(size)
    while 0 < len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            break
        data += more
    return data


def file_head(path: Path, size: int) -> bytes:
    """The first bytes of a file. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(size)
