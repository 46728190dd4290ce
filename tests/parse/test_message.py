"""A mail's bytes become a message: who, when, about what, in which words; whatever the bytes are."""

from __future__ import annotations

import base64
import random
from email.message import EmailMessage

import pytest
from tests.pace import within

from regard.ids import digest
from regard.model import Message, Party, RawItem, SetAside
from regard.parse.message import MOST_PARTIES, letters_and_digits, read
from regard.sources import CutItem
from regard.time import as_of_us

KEY = b"test key"
NOW = as_of_us("2026-01-01T00:00:00")
DATE = b"Date: Thu, 5 Mar 2020 10:20:30 +0100\n"
FROM = b"From: Ann Lee <ann@acme.example>\n"


def message(raw: bytes, *, file_us: int | None = None) -> Message:
    found = read(RawItem("", "x", raw, file_us), source_kind="mbox", key=KEY, max_us=NOW)
    assert isinstance(found, Message)
    assert "".join(found.text[s.start : s.end] for s in found.spans) == found.text
    found.text.encode("utf-8")
    return found


def body(raw: bytes) -> str:
    return message(raw).text.strip()


# --------------------------------------------------------------------------------------------------------- ids


def test_ids_are_those_of_the_contract() -> None:
    """Item: kind and bytes. Message: sender, second, subject core, first letters and digits of the text."""
    raw = FROM + DATE + b"Subject: Re: Order 12\n\nHello, 2 boxes!\n"
    found = message(raw)
    assert found.item_id == digest("i", KEY, "mbox", raw)
    second = str(as_of_us("2020-03-05T09:20:30") // 1_000_000)
    assert found.id == digest("m", KEY, "ann@acme.example", second, "order 12", "Hello2boxes")


def test_copies_are_one_message() -> None:
    """The same mail in two folders, with another Message-ID, wrapping and order of headers, has one id and two items."""
    one = message(b"Message-ID: <1@x>\n" + FROM + DATE + b"Subject: Order 12\n\nTwo boxes for Monday, please.\n")
    two = message(
        DATE + b"Message-ID: <2@x>\nFrom: ann@ACME.example\nSubject: RE: Order 12\n\nTwo boxes for\nMonday,  please.\n\n"
    )
    assert one.id == two.id
    assert one.item_id != two.item_id


@pytest.mark.parametrize("raw", [DATE + b"Subject: no sender\n\nx\n", FROM + b"Subject: no date\n\nx\n"])
def test_without_date_or_sender_the_bytes_are_the_id(raw: bytes) -> None:
    """Where sender or moment is missing, only equal bytes are one message."""
    assert message(raw).id == digest("m", KEY, raw)


def test_letters_and_digits() -> None:
    """As many as asked for, wherever they stand, the same for text with and without accents."""
    assert letters_and_digits(" - a1\n" * 3000) == "a1" * 1000
    assert letters_and_digits("é, a_b!") == "éab"
    assert letters_and_digits("." * 50_000 + "x") == "x"


# ------------------------------------------------------------------------------------------------------- people


def test_parties_keep_their_first_role() -> None:
    """An address in several roles counts once, by to, cc, bcc; the sender comes first."""
    raw = (
        FROM + DATE + b"To: Ben Poe <ben@bolt.example>, cy@bolt.example\nCc: cy@bolt.example, dee@bolt.example\n"
        b"Bcc: cy@bolt.example, dee@bolt.example, eve@bolt.example\nReply-To: desk@acme.example\n\nx\n"
    )
    assert message(raw).parties == (
        Party("ann@acme.example", "Ann Lee", "from"),
        Party("ben@bolt.example", "Ben Poe", "to"),
        Party("cy@bolt.example", "", "to"),
        Party("dee@bolt.example", "", "cc"),
        Party("eve@bolt.example", "", "bcc"),
        Party("desk@acme.example", "", "reply_to"),
    )


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (
            b"X-From: Lee, Ann </O=ACME/CN=ALEE>\nX-To: Poe, Ben </O=X/CN=B>, Fox, Cy </O=X/CN=C>\n",
            ["Lee, Ann", "Poe, Ben", "Fox, Cy"],
        ),
        (b"X-From: Ann Lee\nX-To: Ben Poe, Cy Fox\n", ["Ann Lee", "Ben Poe", "Cy Fox"]),
        (b"X-From: Ann Lee\nX-To: Poe, Ben, Fox, Cy\n", ["Ann Lee", "Poe, Ben", "Fox, Cy"]),
        (b"X-From: Ann Lee\nX-To: Ben Poe\n", ["Ann Lee", "", ""]),
        (b"X-From: ann@acme.example\nX-To: ben@bolt.example, cy@bolt.example\n", ["", "", ""]),
    ],
)
def test_names_from_elsewhere(headers: bytes, names: list[str]) -> None:
    """Names of archives' own headers are taken where there is exactly one for each address."""
    raw = b"From: ann@acme.example\nTo: ben@bolt.example, cy@bolt.example\n" + DATE + headers + b"\nx\n"
    assert [p.name for p in message(raw).parties] == names


def test_encoded_names_hold_commas_and_signs() -> None:
    """A name behind an encoded word may look like anything; the address is still the address."""
    raw = (
        b"From: =?utf-8?Q?Lee=2C_J=C3=B6rg?= <ann@acme.example>\nTo: =?iso-8859-1?Q?fox=40evil=2Eexample=2C?= <ben@bolt.example>\n"
        + DATE
        + b"\nx\n"
    )
    found = message(raw)
    assert found.sender == Party("ann@acme.example", "Lee, Jörg", "from")
    assert [p.address for p in found.parties] == ["ann@acme.example", "ben@bolt.example"]


def test_repeated_headers() -> None:
    """A second To header counts as the first does."""
    found = message(FROM + DATE + b"To: ben@bolt.example\nto: cy@bolt.example\n\nx\n")
    assert [p.address for p in found.parties[1:]] == ["ben@bolt.example", "cy@bolt.example"]


def test_a_hundred_thousand_recipients() -> None:
    """A mail to a crowd is read quickly, keeps some of them, and is a list."""
    raw = FROM + DATE + b"To: " + b",\n ".join(b"u%d@crowd.example" % n for n in range(100_000)) + b"\n\nhello\n"
    found = within(2, lambda: message(raw))
    assert len(found.parties) == MOST_PARTIES + 1
    assert found.automated == "list"


def test_nobody_is_nobody() -> None:
    """Undisclosed recipients are no recipients; a mail without From takes its Sender."""
    found = message(b"Sender: ann@acme.example\nTo: undisclosed-recipients:;\n" + DATE + b"\nx\n")
    assert found.parties == (Party("ann@acme.example", "", "from"),)


def test_control_characters_stay_out() -> None:
    """Names and subjects reach a terminal or page without escapes, line breaks or reversed text."""
    found = message(
        b'From: "Ann\x1b[2J\x07" <ann@acme.example>\nSubject: a\x00b\x1b]0;x\x07 \xe2\x80\xaec\n'
        + DATE
        + b"\nx\x00y\x1b\x08z\n"
    )
    assert found.sender is not None
    assert found.sender.name == "Ann[2J"
    assert found.subject == "ab]0;x c"
    assert found.text == "xyz\n"


# -------------------------------------------------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("date", "received", "file_day", "day", "basis"),
    [
        ("Thu, 5 Mar 2020 10:00:00 +0000", "Thu, 5 Mar 2020 10:04:00 +0000", None, "2020-03-05", "date"),
        ("Thu, 5 Mar 2020 10:00:00 +0000", "Fri, 6 Mar 2020 10:00:00 +0000", None, "2020-03-06", "received"),
        ("Sat, 7 Mar 2020 10:00:00 +0000", "Fri, 6 Mar 2020 10:00:00 +0000", None, "2020-03-06", "received"),
        ("Thu, 5 Mar 2020 10:00:00 +0000", "Sat, 6 Mar 2021 10:00:00 +0000", None, "2020-03-05", "date"),
        ("Mon, 1 Jan 1979 10:00:00 +0000", "Fri, 6 Mar 2020 10:00:00 +0000", None, "2020-03-06", "received"),
        ("Fri, 1 Jan 2044 10:00:00 +0000", "Fri, 6 Mar 2020 10:00:00 +0000", "2020-03-07", "2020-03-06", "received"),
        ("Fri, 1 Jan 2044 10:00:00 +0000", "Fri, 1 Jan 2044 10:00:00 +0000", "2020-03-07", "2020-03-07", "file"),
        ("garbage", None, "2020-03-07", "2020-03-07", "file"),
        ("Mon, 1 Jan 1979 10:00:00 +0000", None, None, None, "date"),
        ("garbage", None, None, None, "date"),
    ],
)
def test_which_time_is_believed(date: str, received: str | None, file_day: str | None, day: str | None, basis: str) -> None:
    """The Date where it stands beside when it came, else when it came, else when the file says; never 1979 or 2044."""
    raw = FROM + f"Date: {date}\n".encode()
    if received:
        raw = f"Received: from a by b; {received}\n".encode() + raw
    file_us = as_of_us(f"{file_day}T10:00:00") if file_day else None
    found = message(raw + b"\nx\n", file_us=file_us)
    assert found.us == (as_of_us(f"{day}T10:00:00") if day else None)
    assert found.us_basis == basis


def test_copies_are_one_mail_whenever_they_came() -> None:
    """The copy that we sent, and those that two colleagues got at different times, have one id."""
    sent = FROM + b"Date: Thu, 5 Mar 2020 10:00:00 +0000\n\nx\n"
    got = [b"Received: from a by b; Thu, 5 Mar 2020 1%d:00:00 +0000\n" % hour + sent for hour in (1, 2)]
    assert len({message(raw).id for raw in (sent, *got)}) == 1
    assert len({message(raw).us for raw in (sent, *got)}) == 3


def test_a_mail_passed_on_as_a_file_is_of_the_day_it_was_passed_on() -> None:
    """The headers of the mail within tell nothing of the mail around it."""
    inner = (
        b"Received: from a by b; Thu, 5 Mar 2020 10:00:00 +0000\nFrom: c@d.example\nDate: Thu, 5 Mar 2020 03:00:00 +0000\n\nx\n"
    )
    raw = FROM + b"Date: Mon, 4 May 2020 10:00:00 +0000\nContent-Type: multipart/mixed; boundary=z\n\n"
    raw += b"--z\nContent-Type: text/plain\n\nsee below\n--z\nContent-Type: message/rfc822\n\n" + inner + b"--z--\n"
    found = message(raw)
    assert (found.us, found.came_us, found.us_basis) == (as_of_us("2020-05-04T10:00:00"), None, "date")


def test_what_was_claimed_is_kept() -> None:
    """A date that is not believed is still told, as is the writer's offset."""
    found = message(FROM + b"Date: Fri, 1 Jan 2044 12:00:00 +0200\n\nx\n")
    assert (found.us, found.us_claimed, found.tz_minutes) == (None, as_of_us("2044-01-01T10:00:00"), 120)


# -------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("header", "content", "text"),
    [
        (b"text/plain; charset=utf-8", "Grüße €5".encode(), "Grüße €5"),
        (b"text/plain", "Grüße €5".encode(), "Grüße €5"),
        (b"text/plain; charset=us-ascii", "Grüße".encode("cp1252"), "Grüße"),
        (b"text/plain; charset=iso-8859-1", "“Grüße”".encode("cp1252"), "“Grüße”"),
        (b"text/plain; charset=x-unknown", "Grüße".encode("cp1252"), "Grüße"),
        (b"text/plain; charset=utf-8", "Grüße".encode("cp1252"), "Grüße"),
        (b"text/plain; charset=gb2312", "你好".encode("gb18030"), "你好"),
        (b"text/plain; charset=iso-2022-jp", "日本".encode("iso-2022-jp"), "日本"),
        (b"text/plain; charset=utf-16", "Hallo".encode("utf-16"), "Hallo"),
        (b"text/plain; charset=rot13", b"Hallo", "Hallo"),
        (b"text/plain; charset=\"'koi8-r'\"", "Привет".encode("koi8-r"), "Привет"),
        (b"text", b"Hallo", "Hallo"),
        (b"nonsense nonsense", b"Hallo", ""),
    ],
)
def test_charsets(header: bytes, content: bytes, text: str) -> None:
    """Declared, wrong, unknown or missing: the charset that makes sense is found."""
    assert body(FROM + b"Content-Type: " + header + b"\n\n" + content) in {text, text or "Hallo"}


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        (b"base64", base64.b64encode("Grüße\n".encode())),
        (b"base64", b"R3LD!!vMOfZQo"),
        (b"base64", b"R3LDvMOfZQo"),
        (b"quoted-printable", b"Gr=C3=BC=C3=9Fe=\n\n"),
        (b"quoted-printable", b"Gr=C3=BC=C3=9Fe=ZZ"),
        (b"8bit", "Grüße".encode()),
        (b"x-nonsense", "Grüße".encode()),
    ],
)
def test_transfer_encodings(encoding: bytes, content: bytes) -> None:
    """Broken base64 and quoted-printable give what can be had."""
    raw = FROM + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding + b"\n\n" + content
    assert body(raw).startswith("Gr")


def test_unmarked_quoted_printable() -> None:
    """Text that an archive left in quoted-printable without saying so is read as it was meant."""
    assert (
        body(FROM + b"\nThis line goes on=20\nfor long, and=\n on, and a=3Db.=20\nEnd\n")
        == "This line goes on \nfor long, and on, and a=b. \nEnd"
    )
    assert body(FROM + b"\nx=1=\ny=2=\nz=3, a=b\n") == "x=1=\ny=2=\nz=3, a=b"


def mime(*parts: tuple[str, str], kind: str = "mixed") -> bytes:
    lines = ["From: ann@acme.example", f"Content-Type: multipart/{kind}; boundary=B", ""]
    for header, content in parts:
        lines += ["--B", f"Content-Type: {header}", "", content]
    return "\n".join([*lines, "--B--", ""]).encode()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (mime(("text/plain", "plain words"), ("text/html", "<b>html words</b>"), kind="alternative"), "plain words"),
        (mime(("text/plain", ""), ("text/html", "<b>html words</b>"), kind="alternative"), "html words"),
        (mime(("text/html", "<p>only</p><script>x()</script>")), "only"),
        (
            mime(("text/plain", "View online"), ("text/html", "<p>" + "long words " * 60 + "</p>"), kind="alternative"),
            ("long words " * 60).strip(),
        ),
        (mime(("text/plain", "one"), ("text/plain", "two")), "one\n\ntwo"),
        (mime(("text/plain", "mine"), ("message/rfc822", "From: b@x.example\nSubject: theirs\n\nnot mine")), "mine"),
        (mime(("text/plain", "mine"), ('text/plain; name="notes.txt"', "attached")), "mine"),
        (FROM + b"Content-Type: text/html\n\n<html><body>Hi<br>there</body></html>", "Hi\nthere"),
        (FROM + b"Content-Type: text/plain\n\n<html><body>Hi<br>there</body></html>", "Hi\nthere"),
        (FROM + b"Content-Type: multipart/mixed; boundary=B\n\nno parts at all\n", ""),
        (FROM + b"Content-Type: multipart/mixed\n\n--B\nContent-Type: text/plain\n\nx\n", None),
    ],
)
def test_which_part_is_read(raw: bytes, text: str | None) -> None:
    """Plain text before HTML unless it is a stub; attached texts and mails are not the writer's words."""
    found = body(raw)
    assert text is None or found == text


def test_attachments() -> None:
    """Names, types and sizes of what hangs on a mail are kept, its content is not."""
    mail = EmailMessage()
    mail["From"] = "ann@acme.example"
    mail.set_content("see attached")
    mail.add_attachment(b"x" * 1000, maintype="application", subtype="pdf", filename="prüfung\u202egnp.pdf")
    found = message(mail.as_bytes())
    assert [(a.name, a.type, a.size) for a in found.attachments] == [("prüfunggnp.pdf", "application/pdf", 1000)]
    assert found.text.strip() == "see attached"


def test_cut_mail_says_so() -> None:
    """A mail of which only the beginning was read keeps its words and tells its size."""
    item = CutItem("", "x", FROM + DATE + b"\nwords", None, 1 << 30)
    found = read(item, source_kind="mbox", key=KEY, max_us=NOW)
    assert isinstance(found, Message)
    assert found.text == "words"
    assert found.attachments[-1].size == 1 << 30


@pytest.mark.parametrize("depth", [30, 200, 5000, 50_000])
def test_deep_nesting(depth: int) -> None:
    """Parts within parts without end are read as far as is reasonable, in reasonable time."""
    raw = FROM + DATE + b"Subject: deep\nContent-Type: multipart/mixed; boundary=B0\n\n"
    raw += b"".join(b"--B%d\nContent-Type: multipart/mixed; boundary=B%d\n\n" % (n, n + 1) for n in range(depth))
    found = within(2, lambda: message(raw + b"--B%d\n\nbottom\n" % depth))
    assert (found.subject, found.sender) == ("deep", Party("ann@acme.example", "Ann Lee", "from"))


@pytest.mark.parametrize(
    "lead", [b"\xef\xbb\xbf", b"\n\n", b"From x Thu Mar  5 10:00:00 2020\n", b">From x Thu Mar  5 10:00:00 2020\n", b"\r\n"]
)
def test_what_stands_before_the_headers(lead: bytes) -> None:
    """A byte order mark, empty lines or a separator before the headers do not hide them."""
    assert message(lead + FROM + DATE + b"Subject: s\n\nx\n").subject == "s"


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_newlines(newline: bytes) -> None:
    """Lines may end in any of the ways lines have ended."""
    found = message((FROM + DATE + b"Subject: s\n\none\ntwo\n").replace(b"\n", newline))
    assert (found.subject, found.text) == ("s", "one\ntwo\n")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"just words\n", "no_headers"),
        (b"X-Thing: 1\n\nwords\n", "no_headers"),
        (b"\0" * 100, "no_headers"),
    ],
)
def test_what_is_no_mail(raw: bytes, reason: str) -> None:
    """Bytes without any header of a mail are set aside, with what they were."""
    found = read(RawItem("", "x", raw), source_kind="mbox", key=KEY, max_us=NOW)
    assert isinstance(found, SetAside)
    assert (found.locator, found.reason) == ("x", reason)


def test_references() -> None:
    """Message ids come without brackets, in order, each once."""
    found = message(
        FROM + b"Message-ID: <1@x>\nIn-Reply-To: your mail <0@x> of today\nReferences: <a@x>\n <b@x> <a@x> broken\n\nx\n"
    )
    assert (found.rfc_id, found.in_reply_to, found.references) == ("1@x", "0@x", ("a@x", "b@x"))


# ---------------------------------------------------------------------------------------------------- mutations

SEEDS = [
    FROM
    + DATE
    + b"To: Ben Poe <ben@bolt.example>\nSubject: Re: Order 12\n\nYes, two boxes.\n\nAnn\n\nOn 4 Mar 2020 Ben Poe wrote:\n> Two?\n",
    b"Received: from a by b; Thu, 5 Mar 2020 10:00:00 +0000\n"
    + mime(("text/plain; charset=utf-8", "Grüße"), ("text/html", "<p>Grüße</p>")),
    FROM
    + DATE
    + b"Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<b>Gr=FC=DFe</b>=\n<br>x\n",
    FROM + b"Subject: =?utf-8?B?R3LDvMOfZQ==?=\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(b"Hello " * 50),
    FROM
    + DATE
    + b"\nsee below\n\n-----Original Message-----\nFrom: Ben\nSent: Monday, 2 March 2020 10:00\nTo: Ann\nSubject: x\n\nwords\n-- \nBen\n",
]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    data = bytearray(seed)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = chance.choice(
                    [b"\n\n", b"\r", b"\0", b"=?", b"<", b">", b'"', b"--B\n", b"\xff\xfe", b";", b":", b"&#x110000;", b"=\n"]
                )
            case 3:
                data[at:at] = data[at : at + chance.randint(1, 200)] * chance.randint(1, 5)
            case 4:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 20)))
            case _:
                data = data[:at] if at > 20 else data
    return bytes(data)


def test_two_thousand_mutated_mails() -> None:
    """However a mail is damaged, it is a message or it is set aside, and what is kept of it can be stored."""
    chance = random.Random(20200305)
    kinds = {Message: 0, SetAside: 0}
    for n in range(2000):
        raw = mutated(SEEDS[n % len(SEEDS)], chance)
        found = read(RawItem("", str(n), raw), source_kind="mbox", key=KEY, max_us=NOW)
        kinds[type(found)] += 1
        if isinstance(found, Message):
            assert "".join(found.text[s.start : s.end] for s in found.spans) == found.text
            stored = [
                found.text,
                found.subject,
                *(p.address + p.name for p in found.parties),
                *(a.name for a in found.attachments),
            ]
            stored += [found.rfc_id, found.in_reply_to, *found.references]
            "".join(stored).encode("utf-8")
            assert found.us is None or found.us <= NOW + 86_400_000_000
    assert sum(kinds.values()) == 2000
    assert kinds[Message] > 1500
