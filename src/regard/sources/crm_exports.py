"""CRM exports: .csv and .tsv files, alone, in a folder or in a zip. An item is one row.

What a row means is for `parse.crm` to say; here it is a `RowItem`, its cells beside the table they stand in. Reasons of a `SetAside`
made here: `no_table` (no header can be found), `no_rows` (nothing stands under the header), `unclosed_quote`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, ClassVar

from regard.errors import SourceError
from regard.model import RawItem, SetAside
from regard.sources.csv_table import Form, Row, form, rows
from regard.sources.cursor import Cursor
from regard.sources.kinds import Kind
from regard.sources.mbox import Stream
from regard.sources.record_files import Cut, RecordFiles
from regard.sources.source import Yield


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One CSV file while it is open: its name, how it is written, when it was exported as far as the file says."""

    name: str
    form: Form
    file_us: int | None
    stream: IO[bytes] = field(repr=False)

    @property
    def header_id(self) -> str:
        """What files with the same columns in the same order have in common."""
        return header_id(self.form.header)

    def rows(self) -> Iterator[Row]:
        """Its rows, from the first."""
        return rows(self.stream, self.form)


@dataclass(frozen=True, slots=True)
class RowItem(RawItem):
    """One row of a table; `raw` is its cells as JSON."""

    cells: tuple[str, ...] = ()
    table: Table | None = None


def header_id(header: tuple[str, ...]) -> str:
    """The id of a header: its column names in order."""
    return blake2b("\0".join(header).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class CrmExports(RecordFiles):
    """CSV files of one CRM. `on_table` is called with each table before its rows come, while it can be read through."""

    files: ClassVar[Kind] = "crm"
    on_table: Callable[[Table], None] | None = None

    def cut(self, stream: Stream, name: str, file_us: int | None) -> Iterator[Cut]:  # noqa: ARG002
        """The rows of one file as JSON lists of cells."""
        with _seekable(stream) as seekable:
            how = form(seekable)
            for row in rows(seekable, how) if how else ():
                yield json.dumps(row.cells, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def _items(
        self, stream: Stream, name: str, locator: str, folder: str, cursor: Cursor, this: str, file_us: int | None
    ) -> Iterator[Yield]:
        n = 0
        header = ""
        with _seekable(stream) as seekable:
            how = form(seekable)
            if how is None:
                n = 1
                yield SetAside(f"{locator}#1", "no_table", "no row of this file looks like a header")
            else:
                table = Table(name, how, file_us, seekable)
                header = table.header_id
                if self.on_table is not None:
                    self.on_table(table)
                for row in table.rows():
                    n = row.n
                    raw = json.dumps(row.cells, ensure_ascii=False).encode("utf-8", "surrogatepass")
                    if row.broken:
                        yield SetAside(f"{locator}#{n}", row.broken, "a quotation mark is opened and never closed", raw)
                    else:
                        yield RowItem(folder, f"{locator}#{n}", raw, file_us, row.cells, table)
                if not n:
                    n = 1
                    yield SetAside(f"{locator}#1", "no_rows", f"nothing stands under its header, {how.skip} lines above it")
        cursor.write(locator, {"mark": this, "n": n, "header": header})


def open_table(path: Path) -> Table:
    """The table in one file, for a preview. Raises SourceError where there is none."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise SourceError(f"“{path}” cannot be read: {error.strerror}. Name a CSV file.") from None
    how = form(stream)
    if how is None:
        stream.close()
        raise SourceError(f"“{path}” holds no table: no row of it looks like a header. Name a CSV file with a header row.")
    return Table(path.name, how, path.stat().st_mtime_ns // 1000, stream)


def _seekable(stream: Stream) -> IO[bytes]:
    """The stream where it can be read twice, else a temporary copy of it on disk."""
    if isinstance(stream, BufferedReader):
        return stream
    copy: IO[bytes] = TemporaryFile()  # noqa: SIM115 -- the caller closes it
    while chunk := stream.read(1 << 20):
        copy.write(chunk)
    return copy
