"""Real mail, odd and ordinary: everything seen is a message or set aside, nothing is lost, nothing stops the reading."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from regard.model import Message, RawItem, SetAside
from regard.parse.message import read
from regard.sources import Cursor, Known, Source, detect
from regard.sources.sniff import is_control_file

DATA = os.environ.get("REGARD_EVAL_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="REGARD_EVAL_DATA names no folder of real mail")

NOW = 1_767_225_600_000_000


def folder(*parts: str) -> Path:
    path = Path(DATA, *parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not in REGARD_EVAL_DATA")
    return path


def mail_of(path: Path) -> Source:
    """The one source at `path` that holds mail."""
    (source,) = (s for s in detect(path) if s.kind in {"mbox", "maildir", "mail_folder"})
    return source


def read_all(path: Path, every: int = 1) -> Counter[str]:
    """Read every n-th item at `path`, checking each, and count what came of them."""
    source = mail_of(path)
    counts: Counter[str] = Counter()
    for n, item in enumerate(source.items()):
        counts["seen"] += 1
        if n % every:
            counts["passed"] += 1
            continue
        found = read(item, source_kind=source.kind, key=b"k", max_us=NOW) if isinstance(item, RawItem) else item
        counts[type(found).__name__] += 1
        if isinstance(found, Message):
            assert "".join(found.text[s.start : s.end] for s in found.spans) == found.text
            "".join([found.text, found.subject, *(p.name + p.address for p in found.parties)]).encode("utf-8")
            assert found.us is None or found.us <= NOW + 86_400_000_000
            counts[found.automated or "person"] += 1
            counts["dated"] += found.us is not None
        elif isinstance(found, SetAside):
            assert found.reason
    return counts


def test_awkward_mail() -> None:
    """Broken headers, odd encodings, archives, things that are no mail: every file is seen, every item accounted for."""
    path = folder("mail-awkward")
    counts = read_all(path)
    assert counts["seen"] == counts["Message"] + counts["SetAside"]
    files = [p for p in path.rglob("*") if p.is_file() and not is_control_file(p.name)]
    items = [item for source in detect(path) for item in source.items()]
    held = {item.locator.partition("#")[0].partition(".zip/")[0].removesuffix(".zip") for item in items}
    assert held == {str(p.relative_to(path)).removesuffix(".zip") for p in files}
    assert counts["Message"] >= 400


def test_office_mail() -> None:
    """Ordinary office mail: all of it is messages, all but a few dated, most by people."""
    counts = read_all(folder("mail-enron"), every=25)
    assert counts["SetAside"] == 0
    assert counts["dated"] >= counts["Message"] * 0.99
    assert counts["person"] >= counts["Message"] * 0.9


def test_seen_is_the_number_of_files() -> None:
    """A folder of mail has as many items as files, the first time and the second, when all are known."""
    path = min((p for p in folder("mail-enron").iterdir() if p.is_dir()), key=lambda p: sum(1 for _ in p.rglob("*")))
    source = mail_of(path)
    files = sum(1 for p in path.rglob("*") if p.is_file())
    cursor = Cursor()
    assert sum(1 for _ in source.items(cursor)) == files == source.estimate()
    assert all(isinstance(item, Known) for item in source.items(cursor))


def test_mailing_list_archive() -> None:
    """An archive with mboxrd@z separators is cut into its messages, each of them to a list."""
    path = folder("threads-mailing-list", "linux-mips-2013.mbox")
    separators = sum(line.startswith(b"From mboxrd@z ") for line in path.open("rb"))
    counts = read_all(path, every=10)
    assert counts["seen"] == separators
    assert counts["SetAside"] == 0
    assert counts["list"] >= counts["Message"] * 0.98


def test_signatures_of_office_mail() -> None:
    """Signature lines of labelled mails are found about as well as a trained model finds them (floor F1 .887)."""
    from regard.parse.zones import zones

    right = wrong = missed = 0
    for file in sorted(folder("zones-signatures").glob("[PN]/*_body")):
        sender = file.with_name(file.name.replace("_body", "_sender")).read_text(errors="replace").strip()
        name, _, address = sender.rpartition("<")
        labelled = file.read_text(errors="replace").split("\n")
        lines = [line.removeprefix("#sig#") for line in labelled]
        spans = zones("\n".join(lines), (name.strip(' "') or sender, address.strip(" >")))
        at = 0
        for label, line in zip(labelled, lines, strict=True):
            signed = any(s.zone == "signature" and s.start <= at < s.end for s in spans)
            at += len(line) + 1
            if line.strip():
                marked = label.startswith("#sig#")
                right += marked and signed
                wrong += signed and not marked
                missed += marked and not signed
    assert 2 * right / (2 * right + wrong + missed) >= 0.9
