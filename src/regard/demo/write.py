"""How does a team have its mail on disk? One mailbox a seller, each of another kind, and the truth in a folder of its own.

    files = write(generate(7), Path("demo"))

Under `mail/`, one folder a seller: mbox files, one a folder (`Inbox.mbox`, `Sent Items.mbox`); a Maildir with folders
(`.Sent/cur`); one mbox with a label on each mail (`All mail.mbox`); folders of `.eml` files; sent mail only (`Sent.mbox`).
Under `calendar/`: one .ics a seller; under `calls/`: a .vtt for each recorded call; under `crm/`: the CSV files of the CRM. Under
`truth/`: `truth.json`, not for readers of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from zlib import crc32

from regard.demo import crm, truth
from regard.demo.calendars import calendar
from regard.demo.calls import file_name, transcript
from regard.demo.mailboxes import folder, holders
from regard.demo.quoting import DAYS, MONTHS
from regard.demo.records import Box, Mail, Seller, World
from regard.demo.render import Renderer
from regard.errors import UsageError
from regard.sources.detect import detect

_FROM_LINE = re.compile(rb"^(>*From )", re.MULTILINE)
_MAIL = frozenset({"mbox", "maildir", "mail_folder"})
_MARK = ".regard-demo"


@dataclass(frozen=True, slots=True)
class MailboxFiles:
    """One seller's mailbox on disk: whose, what kind, where, and how many mails lie in it."""

    owner: str
    box: Box
    path: Path
    mails: int


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What `write` wrote. `sources` go to `sync`, `us` are our domains; `truth` is for tests and measurements only."""

    folder: Path
    mailboxes: tuple[MailboxFiles, ...]
    us: tuple[str, ...]
    truth: Path
    calendars: tuple[Path, ...] = ()
    """An .ics file for each seller."""
    calls: Path | None = None
    """The folder of transcripts."""
    crm: Path | None = None
    """The folder of the CRM's export."""

    @property
    def sources(self) -> tuple[Path, ...]:
        """The mail: one path a seller."""
        return tuple(m.path for m in self.mailboxes)

    @property
    def everything(self) -> tuple[Path, ...]:
        """All there is to read: mail, calendars, calls and CRM. Never the truth."""
        return (*self.sources, *self.calendars, *(p for p in (self.calls, self.crm) if p))

    @property
    def readable(self) -> tuple[Path, ...]:
        """Of everything, what there are readers for: mail always, the rest once its kind is no longer taken for mail."""
        return tuple(p for p in self.everything if p in self.sources or _MAIL.isdisjoint(s.kind for s in detect(p)))


def write(world: World, folder: Path) -> DemoFiles:
    """Writes all mailboxes under `folder/mail` and the truth under `folder/truth`, replacing an earlier demo there.

    Raises UsageError where `folder` holds anything that is not a demo.
    """
    _clear(folder)
    renderer = Renderer(world)
    held: dict[str, list[Mail]] = {s.key: [] for s in world.sellers}
    for mail in world.mails:
        for seller in holders(world.sellers, mail):
            held[seller.key].append(mail)
    boxes = []
    for seller in world.sellers:
        owner = world.people[seller.key].addresses[-1][0]
        path = folder / "mail" / owner.split("@")[0]
        path.mkdir(parents=True)
        _WRITERS[seller.box](renderer, seller, held[seller.key], path)
        boxes.append(MailboxFiles(owner, seller.box, path, len(held[seller.key])))
    diaries = _calendars(world, folder / "calendar")
    _calls(world, folder / "calls")
    crm.export(world, folder / "crm")
    truth.save(world, renderer, folder / "truth" / "truth.json")
    return DemoFiles(
        folder, tuple(boxes), (world.domain,), folder / "truth" / "truth.json", diaries, folder / "calls", folder / "crm"
    )


def _calendars(world: World, folder: Path) -> tuple[Path, ...]:
    folder.mkdir()
    made = []
    for seller in world.sellers:
        person = world.people[seller.key]
        path = folder / f"{person.addresses[-1][0].split('@')[0]}.ics"
        text = calendar(person, [m for m in world.meetings if m.seller == seller.key], world.people)
        path.write_bytes(text.encode())
        made.append(path)
    return tuple(made)


def _calls(world: World, folder: Path) -> None:
    folder.mkdir()
    for call in world.calls:
        path = folder / file_name(call)
        number = 2
        while path.exists():
            path = folder / file_name(call).replace(".vtt", f" ({number}).vtt")
            number += 1
        path.write_text(transcript(call, world.people), encoding="utf-8")


def _clear(folder: Path) -> None:
    """An empty folder of our own: an earlier demo goes, anything else stays and stops us."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder for the demo.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise UsageError(f"{folder} is not empty and holds no earlier demo. Name an empty or a new folder.")
    for old in ("mail", "calendar", "calls", "crm", "truth"):
        if (folder / old).exists():
            rmtree(folder / old)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("Made by regard demo; may be replaced by it.\n", encoding="utf-8")


def _by_folder(seller: Seller, mails: list[Mail]) -> Iterator[tuple[str, list[Mail]]]:
    folders: dict[str, list[Mail]] = {}
    for mail in mails:
        folders.setdefault(folder(seller, mail), []).append(mail)
    yield from sorted(folders.items())


def _mbox(renderer: Renderer, seller: Seller, mails: list[Mail], path: Path) -> None:
    """One mboxrd file: separator lines, and one ">" more before lines that look like one."""
    with path.open("wb") as out:
        for mail in mails:
            t = datetime.fromtimestamp(mail.at + 2, UTC)
            sender = renderer.world.people[mail.sender].address(mail.at)
            stamp = f"{DAYS[t.weekday()][:3]} {MONTHS[t.month - 1][:3]} {t.day:2d} {t:%H:%M:%S} {t.year}"
            raw = _FROM_LINE.sub(rb">\1", renderer.copy(mail, seller))
            out.write(f"From {sender} {stamp}\n".encode() + raw + (b"\n" if raw.endswith(b"\n") else b"\n\n"))


def _mbox_folders(renderer: Renderer, seller: Seller, mails: list[Mail], path: Path) -> None:
    for name, inside in _by_folder(seller, mails):
        _mbox(renderer, seller, inside, path / f"{name}.mbox")


def _takeout(renderer: Renderer, seller: Seller, mails: list[Mail], path: Path) -> None:
    _mbox(renderer, seller, mails, path / "All mail.mbox")


def _maildir(renderer: Renderer, seller: Seller, mails: list[Mail], path: Path) -> None:
    """Maildir++: the inbox at the top, folders behind a dot, read mail in `cur`, a little unread in `new`."""
    for name, inside in (("INBOX", []), *_by_folder(seller, mails)):
        top = path if name == "INBOX" else path / f".{name}"
        for part in ("cur", "new", "tmp"):
            (top / part).mkdir(parents=True, exist_ok=True)
        for mail in inside:
            unique = f"{mail.at}.M{crc32(mail.key.encode()) % 1_000_000:06d}P{1000 + len(mail.key)}.desk"
            unread = mail is inside[-1] and name == "INBOX"
            where = top / "new" / unique if unread else top / "cur" / f"{unique}:2,S"
            where.write_bytes(renderer.copy(mail, seller))


def _eml(renderer: Renderer, seller: Seller, mails: list[Mail], path: Path) -> None:
    for name, inside in _by_folder(seller, mails):
        (path / name).mkdir()
        for n, mail in enumerate(inside, 1):
            raw = renderer.copy(mail, seller).replace(b"\r\n", b"\n")
            (path / name / f"{n:05d}.eml").write_bytes(raw.replace(b"\n", b"\r\n"))


_WRITERS = {
    "mbox folders": _mbox_folders,
    "maildir": _maildir,
    "takeout": _takeout,
    "eml": _eml,
    "sent only": _mbox_folders,
}
