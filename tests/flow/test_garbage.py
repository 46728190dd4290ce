"""Whatever lies in a mailbox: every item is counted, nothing is lost, nothing breaks."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import Company, mail, put

from regard.book import Book

US = ("us.example",)


def whole(book: Book, seen: int, *, report: object = None) -> None:
    """Every item is accounted for, and every page of the book can be read."""
    status = book.status()
    assert sum(s.seen for s in status.sources) == seen
    assert all(s.seen == s.stored + s.duplicate + s.set_aside for s in status.sources)
    for row in book.people()[:10]:
        book.person(row.id)
        book.why(row.id)
    book.accounts()


AWKWARD: list[tuple[str, bytes]] = [
    ("dated 1979", mail(date="Mon, 05 Feb 1979 10:00:00 +0000")),
    ("dated 2044", mail(date="Mon, 05 Jan 2044 10:00:00 +0000")),
    ("dated nonsense", mail(date="yesterday at noon")),
    ("no sender", mail("").replace(b"From: \n", b"")),
    ("no recipient", mail().replace(b"To: Sam Hart <sam.hart@us.example>\n", b"")),
    ("a hundred thousand recipients", mail(to=", ".join(f"p{n}@crowd{n % 500}.example" for n in range(100_000)))),
    ("control characters in names", mail('"Jo \x07\x1b[31m\x00 Reed" <jo@acme.example>')),
    ("an address without a domain", mail("jo")),
    ("an unknown charset", mail(content_type="text/plain; charset=klingon", body="Could you call?")),
    ("bytes of no charset", mail(body="x").replace(b"\n\nx", b"\n\n\xff\xfe\x80\x81 could you call me?")),
    ("bytes in the subject", mail(subject="S").replace(b"Subject: S", b"Subject: \xff\xfe\xed\xa0\x80 plan")),
    ("a lone surrogate", mail(subject="=?utf-16?b?2AA=?=", body="Could you call?")),
    ("only headers", mail().partition(b"\n\n")[0]),
    ("deep parts", b"From: jo@acme.example\nTo: sam.hart@us.example\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
     + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(400)) + b"\nhello"),
    ("nothing", b""),
    ("noise", bytes(random.Random(3).randbytes(20_000))),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw"), AWKWARD, ids=[name for name, _ in AWKWARD])
def test_one_awkward_mail_among_good_ones(make_book: Callable[..., Book], tmp_path: Path, what: str, raw: bytes) -> None:
    """A mail that is not as it should be is counted, the good ones beside it are stored, and all pages can be read."""
    put(tmp_path / "mail", mail(subject="Good"), raw, mail(subject="Also good", date="Tue, 06 Jan 2026 10:00:00 +0000"))
    book = make_book()
    report = book.sync(tmp_path / "mail", us=US)
    assert report.seen == report.stored + report.duplicate + report.set_aside == 3
    assert report.stored >= 2, what
    whole(book, 3)
    assert book.sync().stored == 0


def test_an_mbox_of_noise(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A file of binary noise under the name of an mbox is counted, not crashed on."""
    noise = b"From jo@acme.example Mon Jan  5 10:00:00 2026\n" + random.Random(5).randbytes(300_000)
    (tmp_path / "noise.mbox").write_bytes(noise)
    book = make_book()
    report = book.sync(tmp_path / "noise.mbox", us=US)
    assert report.seen == report.stored + report.duplicate + report.set_aside >= 1
    whole(book, report.seen)


def test_two_thousand_mutated_mails_are_all_counted(company: Company, make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Two thousand mails with bytes flipped, cut, doubled and swapped go through end to end, every one of them counted."""
    chance = random.Random(11)
    raws = [raw for _, raw in company.mails]
    mutated = [mutate(chance, chance.choice(raws), raws) for _ in range(2000)]
    put(tmp_path / "mail", *mutated)
    book = make_book()
    report = book.sync(tmp_path / "mail", us=(company.us,))
    assert report.seen == report.stored + report.duplicate + report.set_aside == 2000
    assert report.stored > 500
    whole(book, 2000)


def mutate(chance: random.Random, raw: bytes, others: list[bytes]) -> bytes:
    """A mail with one to four things wrong with it."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(7):
            case 0:
                for _ in range(20):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            case 1:
                del data[at : min(to, at + 200)]
            case 2:
                data[at:at] = data[at : min(to, at + 300)]
            case 3:
                data[at:at] = chance.randbytes(30)
            case 4:
                other = chance.choice(others)
                data[at:] = other[chance.randrange(len(other)) :]
            case 5:
                data = bytearray(data.replace(b"\n", chance.choice([b"\r", b"\r\n", b"\n\n", b"\x00"]), 5))
            case _:
                data = bytearray(data.replace(b":", chance.choice([b"", b"::", b" "]), chance.randint(1, 3)))
        data = data or bytearray(b"x")
    return bytes(data)
