"""Transcripts of calls (WebVTT, .vtt): a file is an item.

The file's name often says when the call was and what about, so it is kept as the first line of the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from regard.model import SetAside
from regard.sources.mbox import Stream
from regard.sources.opened import one
from regard.sources.record_files import Cut, RecordFiles
from regard.sources.source import MAX_ITEM

NAMED = b"NOTE regard file "
"""How the first line of an item begins; the file's name follows."""


class Transcripts(RecordFiles):
    """Transcripts: a file, a folder of them, zip and gzip of these."""

    files = "transcripts"

    def cut(self, stream: Stream, name: str, file_us: int | None) -> Iterator[Cut]:  # noqa: ARG002
        """The one item of a file."""
        raw, size = one(stream)
        if size > MAX_ITEM:
            yield SetAside("", "too_long", f"a transcript of {size:,} bytes", raw[: 64 << 10])
        elif not raw.strip():
            yield SetAside("", "empty")
        else:
            yield NAMED + " ".join(name.split()).encode("utf-8", "backslashreplace") + b"\n" + raw
