"""One world of the shipped size, generated, written and read back once for all tests of the demo."""

import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property
from mailbox import Maildir, mbox
from pathlib import Path

import pytest

from regard.demo.records import World
from regard.demo.world import generate
from regard.demo.write import DemoFiles, write

END = date(2026, 3, 2)
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How mboxrd marks lines that look like separators."""


@dataclass
class Copy:
    """One mail as it lies in a mailbox, read by the standard library."""

    owner: str
    folder: str
    raw: bytes

    @cached_property
    def mail(self) -> Message:
        return message_from_bytes(self.raw)

    def header(self, name: str) -> str:
        return " ".join(str(make_header(decode_header(self.mail[name] or ""))).split())

    @cached_property
    def sender(self) -> str:
        return getaddresses([self.mail["From"]])[0][1]

    @cached_property
    def at(self) -> float:
        return parsedate_to_datetime(self.mail["Date"]).timestamp()

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """(content type, decoded text) of every text part, newlines as LF."""
        found = []
        for part in self.mail.walk():
            if part.get_content_maintype() == "text":
                data = part.get_payload(decode=True)
                found.append((part.get_content_type(), data.decode(part.get_content_charset("ascii")).replace("\r\n", "\n")))
        return found

    @cached_property
    def text(self) -> str:
        """The plain text, or the HTML where there is none."""
        return next((t for kind, t in self.parts if kind == "text/plain"), self.parts[0][1])


def read_box(owner: str, path: Path) -> list[Copy]:
    """All mails of one seller's mailbox."""
    found = []
    for file in sorted(path.glob("*.mbox")):
        box = mbox(file)
        found += [Copy(owner, file.stem, QUOTED.sub(rb"\1", box.get_bytes(k))) for k in box.keys()]  # noqa: SIM118
    if (path / "cur").is_dir():
        top = Maildir(path, create=False)
        for name, box in (("INBOX", top), *((n, top.get_folder(n)) for n in top.list_folders())):
            found += [Copy(owner, name, box.get_bytes(k)) for k in box.keys()]  # noqa: SIM118
    found += [Copy(owner, file.parent.name, file.read_bytes()) for file in sorted(path.glob("*/*.eml"))]
    return found


@pytest.fixture(scope="session")
def world() -> World:
    return generate(7, end=END)


@pytest.fixture(scope="session")
def files(world, tmp_path_factory) -> DemoFiles:
    return write(world, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def mails(files) -> dict[str, list[Copy]]:
    return {box.owner: read_box(box.owner, box.path) for box in files.mailboxes}


@pytest.fixture(scope="session")
def every(mails) -> list[Copy]:
    return [copy for found in mails.values() for copy in found]
