"""What every source declares: its kind, what it *is* (`id_parts`), its folders, and its items as a stream.

Reasons of a `SetAside` made here, all short and stable:

    empty        a file or message of no bytes
    not_mail     readable, but no mail: no header a mail has (calendars, transcripts and tables included)
    binary       bytes that are no text, an Outlook data file for instance
    vanished     it was listed and gone when it was to be read
    unreadable   permission denied or an error of the disk
    not_a_file   a socket, pipe or device
    link_loop    a folder reached a second time through a link
    link_outside a link to what lies outside the folder that is read
    truncated    a compressed file that ends too early; what came before was read
    damaged      a compressed file or archive that is broken
    encrypted    a member of an archive that needs a password
    nested_zip   an archive inside an archive
    bomb         expands so far that it can only be an attack; what came before was read
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from regard.model import RawItem, SetAside
from regard.sources.cursor import Cursor

MAX_ITEM = 64 << 20
"""Bytes of the longest message taken whole. Longer ones are read from their beginning only (`CutItem`)."""

CUT = 8 << 20
"""Bytes kept of a message longer than `MAX_ITEM`: its headers and text come before what makes it long."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item read in an earlier sync and unchanged since: seen, and a duplicate. Its bytes were not read again."""

    locator: str


@dataclass(frozen=True, slots=True)
class CutItem(RawItem):
    """A message too long to hold: `raw` is its beginning, `size` all its bytes."""

    size: int = 0


@dataclass(frozen=True, slots=True)
class GrownItem(RawItem):
    """A message that was read before its file was written to its end: `was` is what was taken for it then."""

    was: bytes = b""


Yield = RawItem | SetAside | Known


class Source(ABC):
    """One place that holds mail. `kind` is what it is, `path` where; both together are its identity."""

    kinds: ClassVar[tuple[str, ...]] = ("mbox", "maildir", "mail_folder")

    def __init__(self, kind: str, path: Path) -> None:
        self.kind = kind
        self.path = path

    @property
    def id_parts(self) -> tuple[str, str]:
        """What the source's id is a function of: kind and absolute path."""
        return self.kind, str(self.path)

    @abstractmethod
    def items(self, cursor: Cursor | None = None) -> Iterator[Yield]:
        """Every item once, in an order that depends on names alone, holding one message at a time.

        `cursor` is moved as items are yielded: what `cursor.changed()` returns covers exactly the items yielded so far, so
        take it when a batch is drawn and store it with that batch. Nothing rests on it but speed: without it everything is
        read again and found to be duplicate. Never raises for what a file holds.
        """

    @abstractmethod
    def folders(self) -> list[str]:
        """Paths of the folders that hold items, "" for the root, in the order of `items`."""

    @abstractmethod
    def estimate(self) -> int:
        """About how many items there are, quickly: for a progress bar and nothing else."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.kind!r}, {str(self.path)!r})"
