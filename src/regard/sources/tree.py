"""Walking a folder: every file in it that is an item, by name, parents first; a folder reached twice is told.

Links are followed within the folder alone: one that leads out of it is set aside, as what lies there was not named and may be somebody
else's mailbox.
Every file is offered once; only control files (`sniff.is_control_file`), the `tmp` folder of a Maildir, where mail is still being
delivered, and hidden folders that are no Maildir are passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regard.model import SetAside
from regard.sources.opened import Unusable, failures
from regard.sources.sniff import is_control_file


@dataclass(frozen=True, slots=True)
class Entry:
    """One directory entry worth reading: its path on disk, its name within the source, and what `stat` says."""

    path: str
    locator: str
    name: str
    size: int
    mtime_ns: int


def walk(path: Path) -> Iterator[tuple[str, list[Entry], list[SetAside]]]:
    """Each directory with items or refusals: (folder, entries, set aside), parents first, names in order."""
    seen: set[tuple[int, int]] = set()
    root = _root(path)
    pending = [(str(path), "")]
    while pending:
        directory, inside = pending.pop()
        entries, subdirectories, refused = _list(directory, inside, seen, root)
        if entries or refused:
            yield folder_name(inside), entries, refused
        subdirectories.sort(key=lambda s: not s[1].endswith(("/cur", "/new")) and s[1] not in ("cur", "new"))
        pending += reversed(subdirectories)


def names(path: Path) -> Iterator[tuple[str, str]]:
    """(file name, its path) of every file that `walk` would come to, without looking at any."""
    seen: set[tuple[int, int]] = set()
    root = _root(path)
    pending = [str(path)]
    while pending:
        directory = pending.pop()
        try:
            with failures():
                info = os.stat(directory)  # noqa: PTH116
                if (info.st_dev, info.st_ino) in seen:
                    continue
                seen.add((info.st_dev, info.st_ino))
                with os.scandir(directory) as listing:
                    found = list(listing)
        except Unusable:
            continue
        here = {e.name for e in found}
        maildir = "cur" in here and ("new" in here or "tmp" in here)
        for e in found:
            try:
                inside = e.is_dir()
            except OSError:
                inside = False
            if _leads_out(e, root):
                continue
            if not inside and not is_control_file(e.name):
                yield e.name, e.path
            elif inside and _worth_entering(e, maildir=maildir):
                pending.append(e.path)


def _root(path: Path) -> str:
    """The folder itself, wherever a link to it leads, as what paths in it begin with."""
    return os.path.join(os.path.realpath(path), "")  # noqa: PTH118


def _leads_out(entry: os.DirEntry[str], root: str) -> bool:
    """Whether an entry is a link to what lies outside the folder that is read."""
    try:
        return entry.is_symlink() and not os.path.join(os.path.realpath(entry.path), "").startswith(root)  # noqa: PTH118
    except OSError:
        return False


def _list(
    directory: str, inside: str, seen: set[tuple[int, int]], root: str
) -> tuple[list[Entry], list[tuple[str, str]], list[SetAside]]:
    """What one directory holds: its items, its subdirectories, and what cannot be read."""
    entries: list[Entry] = []
    subdirectories: list[tuple[str, str]] = []
    refused: list[SetAside] = []
    try:
        with failures():
            info = os.stat(directory)  # noqa: PTH116 -- strings are half the cost of Path here
            if (info.st_dev, info.st_ino) in seen:
                return [], [], [SetAside(inside or ".", "link_loop", "this folder was read before under another name")]
            seen.add((info.st_dev, info.st_ino))
            with os.scandir(directory) as listing:
                found = sorted(listing, key=lambda e: e.name)
    except Unusable as error:
        return [], [], [SetAside(inside or ".", error.reason, error.detail)]
    here = {e.name for e in found}
    maildir = "cur" in here and ("new" in here or "tmp" in here)
    below = f"{inside}/" if inside else ""
    for e in found:
        name = e.name
        try:
            if _leads_out(e, root) and (e.is_dir() or e.is_file()):
                refused.append(
                    SetAside(printable(below + name), "link_outside", "it leads out of this folder: name what it leads to")
                )
                continue
            if e.is_dir():
                if _worth_entering(e, maildir=maildir):
                    subdirectories.append((e.path, below + name))
                continue
            if is_control_file(name):
                continue
            status = e.stat()
        except OSError as error:
            reason, detail = _why(error)
            refused.append(SetAside(printable(below + name), reason, detail))
            continue
        if not stat.S_ISREG(status.st_mode):
            refused.append(SetAside(printable(below + name), "not_a_file"))
        else:
            entries.append(Entry(e.path, printable(below + name), name, status.st_size, status.st_mtime_ns))
    return entries, subdirectories, refused


def _why(error: OSError) -> tuple[str, str]:
    """Reason and detail of what `failures` makes of an error; entering it for every file of a large folder would show."""
    try:
        with failures():
            raise error
    except Unusable as unusable:
        return unusable.reason, unusable.detail


def _worth_entering(entry: os.DirEntry[str], *, maildir: bool) -> bool:
    if entry.name == "tmp" and maildir:
        return False
    hidden = entry.name.startswith(".") or entry.name == "__MACOSX"
    return not hidden or Path(entry.path, "cur").is_dir()


def folder_name(inside: str) -> str:
    """A folder as its owner knows it: without `cur` and `new`, and `.Sent.2020` of a Maildir++ as `Sent/2020`."""
    parts = printable(inside).split("/") if inside else []
    if parts and parts[-1] in ("cur", "new"):
        parts.pop()
    return "/".join(p[1:].replace(".", "/") if p.startswith(".") and len(p) > 1 else p for p in parts)


def printable(name: str) -> str:
    """A file name as text that can be stored: bytes that are no UTF-8 are shown by their numbers."""
    return name if name.isprintable() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
