"""A CSV file as its exporter meant it: encoding, delimiter, what stands before the header, the header, and its rows one by one.

Nothing here knows what a column means. A file is read twice, once to look (`opened`) and once for its rows, and never held whole:
a row is at most `MAX_ROW` characters, and a quote that nobody closes costs one row, not the rest of the file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Literal, cast

MAX_ROW = 1_000_000
"""Characters of the longest row; the fields of a CRM hold at most some hundred thousand."""
MAX_LINES = 5_000
"""Lines of the longest row."""
LOOKED_AT = 200
"""Records looked at to find delimiter and header."""

_CHUNK = 1 << 20
_DELIMITERS = (",", ";", "\t", "|")
_NUMBER = re.compile(r"[\s$€£]*[-+(]?\d[\d.,'\s]*[%)]?")
_VALUE = re.compile(r"[^@\s]+@[^@\s]+\.\w+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?|https?://.*", re.IGNORECASE)

Broken = Literal["", "unclosed_quote"]


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file: its number (the header is 0), its cells, and how it is broken, if it is."""

    n: int
    cells: tuple[str, ...]
    broken: Broken = ""


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written. `skip` are the records before the header, `preamble` their text."""

    encoding: str
    delimiter: str
    skip: int
    header: tuple[str, ...]
    preamble: tuple[str, ...] = ()


def form(stream: IO[bytes]) -> Form | None:
    """How the file in a seekable stream is written; None where it holds no table at all."""
    encoding = _encoding(stream)
    lines = _first_lines(stream, encoding)
    said = re.fullmatch(r"sep=(.)\s*", lines[0]) if lines else None
    delimiter = said[1] if said else _delimiter(lines)
    records = [cells for cells, _ in _records(iter(lines), delimiter)][:LOOKED_AT]
    at = _header_at(records)
    if at is None:
        return None
    header = tuple(_trimmed(records[at]))
    preamble = tuple(" ".join(c for c in record if c) for record in records[:at])
    return Form(encoding, delimiter, at, header, tuple(p for p in preamble if p))


def rows(stream: IO[bytes], how: Form) -> Iterator[Row]:
    """Every record after the header that holds anything, from the beginning of a seekable stream."""
    stream.seek(0)
    text = io.TextIOWrapper(cast("IO[bytes]", _Kept(stream)), how.encoding, errors="replace", newline="")
    n = 0
    for at, (cells, broken) in enumerate(_records(iter(lambda: text.readline(MAX_ROW), ""), how.delimiter)):
        if at > how.skip and (broken or any(cells)):
            n += 1
            yield Row(n, tuple(cells), broken)
    text.detach()


class _Kept(io.RawIOBase):
    """A stream that a text wrapper reads through and does not close."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)

    def read1(self, size: int = -1, /) -> bytes:
        return self._stream.read(size if size > 0 else _CHUNK)


# ------------------------------------------------------------------------------------------------------- encoding


def _encoding(stream: IO[bytes]) -> str:
    """The encoding of a whole file: by its mark, UTF-16 by its zeros, UTF-8 where every byte fits, else cp1252."""
    stream.seek(0)
    head = stream.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) > 3 and head.count(b"\0") > len(head) // 4:
        return "utf-16-le" if head[1::2].count(b"\0") > head[::2].count(b"\0") else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _first_lines(stream: IO[bytes], encoding: str) -> list[str]:
    stream.seek(0)
    head = stream.read(4 * _CHUNK)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    lines = io.StringIO(text, newline="").readlines()
    whole = len(head) < 4 * _CHUNK
    return [line[:MAX_ROW] for line in (lines if whole else lines[:-1] or lines)][: LOOKED_AT * 10]


# ------------------------------------------------------------------------------------------------ delimiter, header


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter under which most records have the same number of cells, more than one; the comma where none does."""

    def strength(delimiter: str) -> tuple[float, int]:
        widths = Counter(
            len(_trimmed(cells)) for cells, _ in _take(_records(iter(lines[:400]), delimiter), LOOKED_AT) if any(cells)
        )
        widths.pop(1, None)
        if not widths:
            return 0.0, 0
        wide = sum(n for w, n in widths.items() if w >= max(widths) / 2)
        return float(wide), max(widths)

    return max(_DELIMITERS, key=strength)


def _take(found: Iterator[tuple[list[str], Broken]], n: int) -> Iterator[tuple[list[str], Broken]]:
    for _, one in zip(range(n), found, strict=False):
        yield one


def _header_at(records: Sequence[Sequence[str]]) -> int | None:
    """The first record that is as wide as most, whose cells differ and are words rather than values."""
    widths = Counter(len(_trimmed(r)) for r in records if any(r))
    if not widths:
        return None
    usual = max(widths.items(), key=lambda x: (x[1] * min(x[0], 4), x[0]))[0]
    for at, record in enumerate(records[:50]):
        cells = _trimmed(record)
        filled = [c for c in cells if c]
        if len(cells) < min(usual, 2) or len(filled) < 0.6 * usual or len(filled) < 0.6 * len(cells):
            continue
        if len(set(filled)) < 0.8 * len(filled) or any(_is_value(c) for c in filled):
            continue
        return at
    return None


def _is_value(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None or _VALUE.fullmatch(cell) is not None


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Cells without white space around them and without the empty ones at the end."""
    found = [c.strip().strip("\ufeff") for c in cells]
    while found and not found[-1]:
        found.pop()
    return found


# --------------------------------------------------------------------------------------------------------- records


class _Overlong(Exception):
    """A record went on for longer than any does."""


class _Lines:
    """Lines given to the CSV reader, remembered since its last record so that they can be taken back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self.since: list[str] = []
        self._size = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.since) > MAX_LINES or self._size > MAX_ROW:
            raise _Overlong
        line = self._again.pop() if self._again else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.since.append(line)
        self._size += len(line)
        return line

    def done(self) -> None:
        self.since.clear()
        self._size = 0

    def back(self) -> str:
        """Take back all lines since the last record but the first, which is returned."""
        first, *rest = self.since
        self._again += reversed(rest)
        self.ended = False
        self.done()
        return first


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[list[str], Broken]]:
    """The records of lines. One whose quote is never closed is its first line alone, marked as broken."""
    csv.field_size_limit(4 * MAX_ROW)
    source = _Lines(line.replace("\0", "") for line in lines)
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_Overlong, csv.Error):
            if not source.since:
                return
            yield source.back().rstrip("\r\n").split(delimiter), "unclosed_quote"
            reader = csv.reader(source, delimiter=delimiter)
            continue
        if source.ended and len(source.since) > 1 and sum(line.count('"') for line in source.since) % 2:
            yield source.back().rstrip("\r\n").split(delimiter), "unclosed_quote"
            reader = csv.reader(source, delimiter=delimiter)
            continue
        source.done()
        yield cells, ""
