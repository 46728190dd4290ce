"""Which kinds of source a path holds, found by looking at it: one source a kind, every file in exactly one of them.

    mail          mbox, maildir or mail_folder   whatever no other kind claims
    calendar      .ics                           `calendar_files`
    transcripts   .vtt                           `transcripts`
    crm           .csv, .tsv                     `crm_exports`

In a folder or an archive names decide (`kinds.by_name`): each source walks the same tree and takes its own files, the mail source
takes the rest, and files of a kind without a reader stay with mail, which sets them aside. A single file is looked into first.
A reader is a `record_files.RecordFiles`; it needs no more than a row in `READERS`.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from regard.errors import SourceError
from regard.sources import archive, tree
from regard.sources.calendar_files import CalendarFiles
from regard.sources.crm_exports import CrmExports
from regard.sources.kinds import Kind, by_content, by_name, is_zip
from regard.sources.mail_files import FileSource, TreeSource
from regard.sources.opened import Unusable, failures, gunzip, read_head
from regard.sources.record_files import RecordFiles
from regard.sources.sniff import HEAD, content
from regard.sources.source import Source
from regard.sources.transcripts import Transcripts

_LOOKED_AT = 5000
READERS: dict[Kind, type[RecordFiles]] = {"calendar": CalendarFiles, "transcripts": Transcripts, "crm": CrmExports}
"""Kind -> what reads its files, in the order in which the sources of a folder are read. Mail is read by `mail_files`."""


def detect(path: Path) -> list[Source]:
    """The sources at `path`, mail first: of kind `mbox`, `maildir` or `mail_folder`, then one for each other kind in it.

    Gzip and zip of these are included. Raises SourceError where there is nothing, or nothing that may be read. A file that is no
    mail is still a source: its one item is seen, set aside and counted.
    """
    place = Path(os.path.realpath(Path(path).expanduser()))
    try:
        if place.is_dir():
            return _in_folder(place)
        if not place.exists():
            raise SourceError(f"There is nothing at “{path}”. Check the path, or mount the disk it is on.")
        if not place.is_file():
            raise SourceError(f"“{path}” is neither a file nor a folder. Name an mbox, a Maildir or a folder of mail.")
        return _in_file(place)
    except PermissionError:
        raise SourceError(f"“{path}” may not be read by this user. Grant read access, or run as its owner.") from None
    except OSError as error:
        raise SourceError(f"“{path}” cannot be read: {error.strerror}. Check the disk and try again.") from None


def _in_folder(place: Path) -> list[Source]:
    with os.scandir(place) as listing:
        next(listing, None)
    found: set[Kind] = set()
    for name, where in tree.names(place):
        # An archive that cannot be read is for mail to tell of.
        found |= (archive.kinds(Path(where)) or {"mail"}) if is_zip(name) else {by_name(name)}
        if len(found) > len(READERS):
            break
    others = found & READERS.keys()
    sources: list[Source] = []
    if found - others or not found:
        sources.append(TreeSource("maildir" if _is_maildir(place) else "mail_folder", place, frozenset(READERS)))
    for kind, reader in READERS.items():
        if kind in others:
            sources.append(reader(place, refusals=not sources))
    return sources


def _in_file(place: Path) -> list[Source]:
    with place.open("rb") as stream:
        head = stream.read(HEAD)
    if content(head) == "zip":
        inside = archive.kinds(place)
        others = inside & READERS.keys()
        sources: list[Source] = [reader(place) for kind, reader in READERS.items() if kind in others]
        mail = [FileSource(_kind_of_file(place, head), place, frozenset(READERS))] if inside - others or not inside else []
        return [*mail, *sources]
    kind = _other_kind(place, head)
    return [READERS[kind](place)] if kind in READERS else [FileSource(_kind_of_file(place, head), place)]


def _other_kind(place: Path, head: bytes) -> Kind:
    """What a single file is: what it says itself, else mail if it looks like mail, else what its name says."""
    if content(head) == "gz":
        try:
            with failures(), place.open("rb") as packed:
                head = read_head(gunzip(packed, place.stat().st_size), HEAD)
        except Unusable:
            return by_name(place.name)
    return by_content(head) or ("mail" if content(head) in {"mail", "mbox"} else by_name(place.name))


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
