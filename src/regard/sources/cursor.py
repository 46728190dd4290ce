"""What was read before, one state per folder, so that a second sync reads only what is new.

A state is a JSON object: for a folder of files `{"marks": ...}`, eight bytes of digest for each file's (name, size, mtime_ns),
packed in base64; for an mbox how far it was read and what stood there (`MboxState`). A folder's state covers what has been yielded,
so a caller that stores it together with the items it drew loses nothing by dying, and repeats at most one batch.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

MARK = 8
"""Bytes of one mark: among a million files a chance of about 1e-7 that a changed one is taken for an old one."""


def mark(name: str, size: int, stamp: int) -> bytes:
    """The mark of a file as it is now; `stamp` is its mtime_ns, or the checksum of an archive's member."""
    return blake2b(f"{name}\0{size}\0{stamp}".encode("utf-8", "surrogatepass"), digest_size=MARK).digest()


class Marks:
    """The files of one folder that were read: those of earlier syncs, and those of this one as they are yielded."""

    def __init__(self, packed: str = "", *, again: bool = False) -> None:
        try:
            data = b64decode(packed, validate=True)
        except (BadBase64, ValueError):
            data = b""
        self._before = {data[i : i + MARK] for i in range(0, len(data) - MARK + 1, MARK)}
        self._now = bytearray(data)
        self._seen = bytearray(data if again else b"")

    def __contains__(self, item: bytes) -> bool:
        return item in self._before

    def keep(self, item: bytes) -> None:
        """This file is still there, unchanged."""
        self._seen += item

    def add(self, item: bytes) -> None:
        """This file was read now."""
        self._now += item
        self._seen += item

    def close(self) -> None:
        """The whole folder was walked: forget the files that are gone."""
        self._now = self._seen

    def state(self) -> dict[str, Any]:
        """What to store."""
        return {"marks": b64encode(self._now).decode("ascii")}


class Cursor:
    """The states of a source's folders. `Cursor()` knows nothing, `Cursor(states)` what earlier syncs stored."""

    def __init__(self, states: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._stored: dict[str, Mapping[str, Any]] = dict(states or {})
        self._open: dict[str, Marks | dict[str, Any]] = {}
        self._dirty: set[str] = set()
        self._closed: set[str] = set()

    def begin(self) -> None:
        """A sync begins: every folder is walked afresh."""
        self._closed.clear()
        self._open.clear()

    def marks(self, folder: str) -> Marks:
        """The marks of a folder of files, to be kept and added to."""
        opened = self._open.get(folder)
        if not isinstance(opened, Marks):
            opened = Marks(str(self._stored.get(folder, {}).get("marks", "")), again=folder in self._closed)
            self._open[folder] = opened
        return opened

    def touch(self, folder: str) -> None:
        """The marks of `folder` differ from what was stored."""
        self._dirty.add(folder)

    def close(self, folder: str) -> None:
        """The folder of files was walked to its end: let go of its marks once they are handed out."""
        opened = self._open.pop(folder, None)
        if isinstance(opened, Marks):
            opened.close()
            self._closed.add(folder)
            state = opened.state()
            if state != self._stored.get(folder):
                self._stored[folder] = state
                self._dirty.add(folder)

    def read(self, folder: str) -> Mapping[str, Any]:
        """The stored state of a folder; empty where there is none."""
        return self._stored.get(folder, {})

    def write(self, folder: str, state: Mapping[str, Any]) -> None:
        """The state of a folder now."""
        self._stored[folder] = state
        self._dirty.add(folder)

    def changed(self) -> dict[str, dict[str, Any]]:
        """The states that moved since this was last asked, covering every item yielded so far."""
        moved = {folder: self._state(folder) for folder in sorted(self._dirty)}
        self._dirty.clear()
        return moved

    def as_json(self) -> dict[str, dict[str, Any]]:
        """The states of all folders."""
        return {folder: self._state(folder) for folder in sorted({*self._stored, *self._open})}

    def _state(self, folder: str) -> dict[str, Any]:
        opened = self._open.get(folder)
        return opened.state() if isinstance(opened, Marks) else dict(self._stored.get(folder, {}))
