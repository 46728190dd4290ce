"""Books for tests: a made-up company's mail, hand-made mail, and what two books say, compared."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from mailbox import Maildir, mbox
from pathlib import Path
from typing import Any

from regard.book import Book
from regard.demo.write import DemoFiles
from regard.model import DAY, FACTORS
from regard.store import opened

END = date(2026, 3, 2)
END_US = (END - date(1970, 1, 1)).days * DAY
KEY = "5a" * 32
SHIPPED = {"model.active": "trust-1", "sync.processes": 1}
"""Tests compare estimates under the same weights, whenever the book's own would have been fitted."""


@dataclass(frozen=True)
class Company:
    """The made-up company: its mail as it lies on disk, and every mail as (folder, bytes) for other arrangements."""

    files: DemoFiles
    mails: tuple[tuple[str, bytes], ...]
    us: str

    @property
    def total(self) -> int:
        return sum(box.mails for box in self.files.mailboxes)


def raw_mails(files: DemoFiles) -> Iterator[tuple[str, bytes]]:
    """(owner/folder, bytes) of every mail of every mailbox."""
    for box in files.mailboxes:
        owner = box.owner.partition("@")[0]
        for file in sorted(box.path.glob("*.mbox")):
            for raw in mbox(file):
                yield f"{owner}/{file.stem}", raw.as_bytes()
        if (box.path / "cur").is_dir():
            top = Maildir(box.path, create=False)
            for name, folder in (("INBOX", top), *((n, top.get_folder(n)) for n in top.list_folders())):
                for key in sorted(folder.keys()):
                    yield f"{owner}/{name}", folder.get_bytes(key)


def thinned(company: Company) -> list[tuple[str, bytes]]:
    """The company's mail without two thirds of what came in: what others wrote is then mostly seen in quotes."""
    chance = random.Random(4)
    end = f"@{company.us}>".encode()

    def kept(raw: bytes) -> bool:
        sender = next((line for line in raw.split(b"\n") if line.startswith(b"From: ")), b"")
        return end in sender or chance.random() < 1 / 3

    return [(place, raw) for place, raw in company.mails if kept(raw)]


def copy_book(folder: Path, to: Path) -> Path:
    """A book's files in another folder."""
    return Path(shutil.copytree(folder, to))


def new_book(folder: Path, *, key: str = KEY, **flags: Any) -> Book:
    """An empty book under a fixed key, so that ids of several books are comparable."""
    real = opened.secrets.token_hex
    opened.secrets.token_hex = lambda _n: key  # type: ignore[assignment]
    try:
        return Book.open(folder, create=True, flags={**SHIPPED, **{k.replace("__", "."): v for k, v in flags.items()}})
    finally:
        opened.secrets.token_hex = real  # type: ignore[assignment]


# -------------------------------------------------------------------------------------------------- made-up mail


def mail(
    sender: str = "Jo Reed <jo.reed@acme.example>",
    to: str = "Sam Hart <sam.hart@us.example>",
    *,
    subject: str = "Hello",
    date: str = "Mon, 05 Jan 2026 10:00:00 +0000",
    body: str = "Could you send me the prices?",
    message_id: str = "",
    **headers: str,
) -> bytes:
    """The bytes of one mail."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {date}"]
    if message_id:
        lines.append(f"Message-ID: <{message_id}>")
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return ("\n".join(lines) + "\n\n" + body + "\n").encode()


def vevent(
    uid: str,
    start: str,
    *,
    organizer: str = "sam.hart@us.example",
    guests: str = "jo.reed@acme.example",
    summary: str = "Review",
    minutes: int = 60,
    made: str = "20260105T090000Z",
    changed: str = "",
    **more: str,
) -> str:
    """A VEVENT. `guests`: addresses, each with ":" and what they said, if they did ("jo@acme.example:ACCEPTED bo@…")."""
    lines = [
        f"UID:{uid}",
        f"DTSTART{start if start[0] == ';' else ':' + start}",
        f"DURATION:PT{minutes}M",
        f"SUMMARY:{summary}",
    ]
    lines += [f"CREATED:{made}", f"LAST-MODIFIED:{changed or made}", f"DTSTAMP:{changed or made}"]
    if organizer:
        lines.append(f"ORGANIZER:mailto:{organizer}")
    for guest in guests.split():
        address, _, answer = guest.partition(":")
        lines.append(f"ATTENDEE;PARTSTAT={answer or 'NEEDS-ACTION'};ROLE=REQ-PARTICIPANT:mailto:{address}")
    lines += [f"{name.replace('_', '-').upper()}:{value}" for name, value in more.items()]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def calendars(company: Company) -> list[tuple[str, bytes]]:
    """(name, bytes) of calendar files among the company's people: invitations, changes, answers, a series, two calendars of one day."""
    from email import message_from_bytes
    from email.utils import getaddresses

    buyers: list[str] = []
    for _, raw in company.mails:
        sender = getaddresses([str(message_from_bytes(raw)["From"] or "")])[0][1].lower()
        if sender and not sender.endswith(company.us) and sender not in buyers:
            buyers.append(sender)
    us = [box.owner for box in company.files.mailboxes]
    found = []
    for n, buyer in enumerate(buyers[:12]):
        who, day = us[n % len(us)], 3 + n
        start = f"202601{day:02d}T100000Z"
        by_them = n % 4 == 3
        organizer, guest = (buyer, who) if by_them else (who, buyer)
        more = {"organizer": organizer, "made": "20251220T090000Z", "summary": f"Review {n}"}
        found += [
            (f"invites/{n}.ics", ics(vevent(f"u{n}", start, guests=guest, **more), method="REQUEST")),
            (f"own/{n}.ics", ics(vevent(f"u{n}", start, guests=f"{guest} late{n}@{company.us}", **more))),
        ]
        later = {**more, "changed": "20251222T090000Z", "sequence": "1"}
        if n % 3 == 0:
            found.append((f"moved/{n}.ics", ics(vevent(f"u{n}", start.replace("T10", "T15"), guests=guest, **later))))
        if n % 3 == 1:
            answer = ("ACCEPTED", "DECLINED", "TENTATIVE")[n % 3 - n % 2]
            found.append((f"answers/{n}.ics", ics(vevent(f"u{n}", start, guests=f"{guest}:{answer}", **later), method="REPLY")))
        if n % 5 == 2:
            found.append((f"off/{n}.ics", ics(vevent(f"u{n}", start, guests=guest, **later), method="CANCEL")))
    series = {"organizer": us[0], "made": "20251201T090000Z", "guests": " ".join(buyers[:2]), "summary": "Weekly"}
    moved = {"recurrence_id": "20260119T120000Z", "changed": "20251210T090000Z"}
    found += [
        ("series/all.ics", ics(vevent("weekly", "20260105T120000Z", rrule="FREQ=WEEKLY", **series))),
        ("series/one.ics", ics(vevent("weekly", "20260120T120000Z", **moved, **series))),
    ]
    cues = [(us[0].split("@")[0].replace(".", " ").title(), "How do you count stock?"), ("Guest One", "By hand, twice a year.")]
    return [
        *found,
        ("calls/GMT20260105-120500_Weekly.vtt", vtt(*cues)),
        ("calls/Weekly 2026-01-12.vtt", vtt(*cues, note="NOTE x")),
    ]


def vtt(*cues: tuple[str, str], note: str = "", voices: bool = True) -> bytes:
    """A transcript of (speaker, words), ten seconds each."""
    parts = ["WEBVTT", *([note] if note else ())]
    for n, (who, words) in enumerate(cues):
        times = f"00:{n // 6:02d}:{n % 6 * 10:02d}.000 --> 00:{n // 6:02d}:{n % 6 * 10 + 9:02d}.000"
        parts.append(f"{times}\n" + (f"<v {who}>{words}</v>" if voices else f"{who}: {words}"))
    return ("\n\n".join(parts) + "\n").encode()


def ics(*events: str, method: str = "", head: str = "") -> bytes:
    """A calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else ()), *([head] if head else ())]
    return ("\r\n".join([*lines, ""]) + "".join(events) + "END:VCALENDAR\r\n").encode()


def invitation(
    calendar: bytes,
    sender: str = "Sam Hart <sam.hart@us.example>",
    to: str = "Jo Reed <jo.reed@acme.example>",
    *,
    subject: str = "Review",
    date: str = "Mon, 05 Jan 2026 09:00:00 +0000",
    body: str = "",
    attached: bool = False,
    twice: bool = False,
    kind: str = "text/calendar",
) -> bytes:
    """A mail that carries a calendar: as calendar programs send it, or `attached` as a file; `twice` as both."""
    from base64 import encodebytes

    content = encodebytes(calendar).decode()
    file = f'Content-Type: {kind}; name="invite.ics"\nContent-Disposition: attachment; filename="invite.ics"\n'
    shown = "Content-Type: text/calendar; charset=utf-8\n"
    heads = [file] if attached else [shown, file] if twice else [shown]
    parts = [f"Content-Type: text/plain\n\n{body}", *(f"{h}Content-Transfer-Encoding: base64\n\n{content}" for h in heads)]
    text = "".join(f"--next\n{part}\n" for part in parts) + "--next--\n"
    return mail(sender, to, subject=subject, date=date, body=text, content_type="multipart/mixed; boundary=next")


def put(folder: Path, *raws: bytes, start: int = 0) -> Path:
    """Write mails as .eml files."""
    folder.mkdir(parents=True, exist_ok=True)
    for n, raw in enumerate(raws, start):
        (folder / f"{n:05d}.eml").write_bytes(raw)
    return folder


# ------------------------------------------------------------------------------------------- what a book says


_STATE = {
    "handle": "SELECT id, address, names, person FROM handle",
    "person": "SELECT id, name, address, side, side_why, company_id, company, objected FROM person",
    "company": "SELECT id, name, domains FROM company",
    "quote": """SELECT m.id, q.k, q.id, q.us, q.author, q.people, q.start, q.target FROM quote q JOIN message m ON m.n = q.carrier""",
    "message": """SELECT m.id, m.rfc_id, m.in_reply_to, m.refs, m.us, m.us_basis, h.address, m.subject, m.automated, m.words,
        m.is_reply, m.is_forward, m.tz, m.recipients, m.cues, m.item_id, m.basis, m.carrier_id, m.known_us, m.kind, m.end_us
        FROM message m LEFT JOIN handle h ON h.n = m.from_n""",
    "copy_rfc": "SELECT m.id, k.rfc_id FROM copy_rfc k JOIN message m ON m.n = k.message",
    "party": "SELECT m.id, h.id, p.role FROM party p JOIN message m ON m.n = p.message JOIN handle h ON h.n = p.handle",
    "item": "SELECT m.id, i.item_id, i.source_id, i.folder FROM message_item i JOIN message m ON m.n = i.message",
    "body": "SELECT m.id, b.subject, b.own, b.text, b.spans, b.attachments FROM body b JOIN message m ON m.n = b.message",
    "thread": "SELECT id, thread_id, parent_id, how FROM message",
    "coverage": "SELECT source_id, owner_h, folder_class, inbound, outbound, start_us, end_us FROM coverage",
    "reach": "SELECT owner_h, us FROM reach",
    "left_out": "SELECT h, day FROM left_out",
    "interaction": "SELECT * FROM interaction",
    "event": "SELECT item_id, k, uid, data FROM event",
    "meeting": "SELECT m.id, g.uid, g.recurrence_us, g.all_day, g.cancelled_us, g.opens FROM meeting g JOIN message m ON m.n = g.message",
    "attendance": """SELECT m.id, h.id, a.answer, a.answered_us, a.known_us, a.removed FROM attendance a
        JOIN message m ON m.n = a.message JOIN handle h ON h.n = a.handle""",
    "speaker": "SELECT m.id, s.name, h.id, s.how FROM speaker s JOIN message m ON m.n = s.message LEFT JOIN handle h ON h.n = s.handle",
    "answered": "SELECT h.id FROM answered a JOIN handle h ON h.n = a.handle",
    "pledge": """SELECT m.id, g.start, g."end", g.actor, g.form, g.kind, g.named, g.day, g.due_start FROM pledge g
        JOIN message m ON m.n = g.message""",
    "signed_company": "SELECT m.id, g.domain, g.name FROM signed_company g JOIN message m ON m.n = g.message",
    "trade_sign": """SELECT m.id, g.kind, g.form, g.start, g."end" FROM trade_sign g JOIN message m ON m.n = g.message""",
    "gist": "SELECT m.id, g.marks, g.kept, g.names, g.title, g.paper FROM gist g JOIN message m ON m.n = g.message",
    "trial": "SELECT * FROM trial",
}


def state(folder: Path) -> dict[str, dict[Any, Any]]:
    """Everything the live store of a book says, by table and free of the order in which it came."""
    found: dict[str, dict[Any, Any]] = {}
    connection = sqlite3.connect(folder / "live.sqlite")
    try:
        for table, sql in _STATE.items():
            rows = connection.execute(sql).fetchall()
            if table == "handle":
                rows = [(r[0], r[1], tuple(sorted(json.loads(r[2]).items())), r[3]) for r in rows]
            key = {
                "party": 3,
                "copy_rfc": 2,
                "quote": 2,
                "item": 4,
                "coverage": 7,
                "reach": 2,
                "interaction": 3,
                "event": 2,
                "attendance": 2,
                "pledge": 2,
                "trade_sign": 3,
            }.get(table, 1)
            found[table] = {row[:key]: row for row in rows}
    finally:
        connection.close()
    return found


def estimates(book: Book, *moments: str) -> dict[tuple[str, str, str, str], tuple[float, float, float, int]]:
    """(moment, buyer, seller or "", factor) -> (mean, sd, trend's mean, chances) of the whole book."""
    found = {}
    for moment in moments or ("2025-12-01", "2026-03-02", "2026-05-01"):
        standings = book._view(moment).standings(None)
        for buyer, of in standings.team.items():
            for f in FACTORS:
                if f in of:
                    found[moment, buyer, "", f] = (of[f].mean, of[f].sd, of[f].score, of[f].chances)
        for (buyer, seller), of in standings.pairs.items():
            for f in FACTORS:
                if f in of:
                    found[moment, buyer, seller, f] = (of[f].mean, of[f].sd, of[f].score, of[f].chances)
    return found


def differences(a: dict[str, dict[Any, Any]], b: dict[str, dict[Any, Any]], *but: str) -> str:
    """Where two states differ, a line each, the first few of each table; "" where they do not."""
    lines = []
    for table, left in a.items():
        right = b[table]
        keys = sorted({k for k in left.keys() | right.keys() if left.get(k) != right.get(k)}, key=repr)
        lines += [f"{table}: {left.get(key)}\n      != {right.get(key)}" for key in keys[:5] if table not in but]
    return "\n".join(lines)


def close_to(a: dict[Any, tuple[float, ...]], b: dict[Any, tuple[float, ...]], within: float = 1e-9) -> str:
    """Where two sets of estimates differ by more than `within`, the first few; "" where they do not."""
    keys = sorted(a.keys() | b.keys(), key=repr)
    lines = [
        f"{k}: {a.get(k)} != {b.get(k)}"
        for k in keys
        if k not in a or k not in b or any(abs(x - y) > within for x, y in zip(a[k], b[k], strict=True))
    ]
    return "\n".join(lines[:10])
