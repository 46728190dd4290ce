"""Which kind of source a path is, found by looking at it."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from regard.errors import SourceError
from regard.sources import archive
from regard.sources.mail_files import FileSource, TreeSource
from regard.sources.opened import Unusable, failures, gunzip, read_head
from regard.sources.sniff import HEAD, content
from regard.sources.source import Source

_LOOKED_AT = 5000


def detect(path: Path) -> list[Source]:
    """The sources at `path`: of kind `mbox`, `maildir` or `mail_folder`, gzip and zip of these included.

    Raises SourceError where there is nothing, or nothing that may be read. A file that is no mail is still a source: its one
    item is seen, set aside and counted.
    """
    place = Path(os.path.realpath(Path(path).expanduser()))
    try:
        if place.is_dir():
            with os.scandir(place) as listing:
                next(listing, None)
            return [TreeSource("maildir" if _is_maildir(place) else "mail_folder", place)]
        if not place.exists():
            raise SourceError(f"There is nothing at “{path}”. Check the path, or mount the disk it is on.")
        if not place.is_file():
            raise SourceError(f"“{path}” is neither a file nor a folder. Name an mbox, a Maildir or a folder of mail.")
        with place.open("rb") as stream:
            head = stream.read(HEAD)
        return [FileSource(_kind_of_file(place, head), place)]
    except PermissionError:
        raise SourceError(f"“{path}” may not be read by this user. Grant read access, or run as its owner.") from None
    except OSError as error:
        raise SourceError(f"“{path}” cannot be read: {error.strerror}. Check the disk and try again.") from None


def _is_maildir(place: Path) -> bool:
    """A Maildir itself, or a folder whose folders are Maildirs and which holds no loose mail."""
    if _has_cur(place):
        return True
    with os.scandir(place) as listing:
        found = list(islice(listing, _LOOKED_AT))
    folders = [e for e in found if e.is_dir()]
    loose = any(e.is_file() and not e.name.startswith(".") for e in found)
    return not loose and any(_has_cur(Path(e.path)) for e in folders)


def _has_cur(place: Path) -> bool:
    return (place / "cur").is_dir() and ((place / "new").is_dir() or (place / "tmp").is_dir())


def _kind_of_file(place: Path, head: bytes) -> str:
    what = content(head)
    if what == "gz":
        try:
            with failures(), place.open("rb") as packed:
                what = content(read_head(gunzip(packed, place.stat().st_size), HEAD))
        except Unusable:
            return "mbox" if ".mb" in place.name.lower() else "mail_folder"
    if what == "zip":
        return _kind_of_zip(place)
    return "mbox" if what == "mbox" else "mail_folder"


def _kind_of_zip(place: Path) -> str:
    """What the archive's members are: a Maildir by its folders, an mbox where its first member is one."""
    try:
        with failures(), ZipFile(place) as opened:
            names = [PurePosixPath(info.filename) for info in archive.members(opened)]
            if any(name.parent.name in ("cur", "new") for name in names):
                return "maildir"
            if len(names) == 1:
                with opened.open(str(names[0])) as member:
                    return "mbox" if content(member.read(HEAD)) == "mbox" else "mail_folder"
    except Unusable:
        pass
    return "mail_folder"
