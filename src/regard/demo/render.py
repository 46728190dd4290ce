"""What bytes is a mail? Headers, encodings and parts as different programs send them, for one holder's copy."""

from __future__ import annotations

import re
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from dataclasses import replace
from hashlib import blake2b

from regard.demo.calendars import event, folded_line
from regard.demo.mailboxes import folder
from regard.demo.phrases import lines
from regard.demo.quoting import DAYS, MONTHS, Bodies, chance, local_time, shown_name
from regard.demo.records import File, Mail, Partstat, Person, Seller, World

_HTML = frozenset({"desktop", "german", "webmail"})
_ANSWERS: dict[str, Partstat] = {"Accepted": "ACCEPTED", "Declined": "DECLINED", "Tentative": "TENTATIVE"}
_BREAK = re.compile(r' (?=(?:[^"]*"[^"]*")*[^"]*$)')
"""A space outside quotes: some readers lose a name that is folded inside them."""
_SPECIALS = frozenset('()<>@,;:\\".[]')


class Renderer:
    """Turns the mails of one world into bytes, lines ending in LF. What copies share is made once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bodies = Bodies(world)
        self._chains: dict[str, tuple[str, ...]] = {}

    def message_id(self, mail: Mail) -> str:
        """The Message-ID with its angle brackets, in the form of the writer's program; "" for the few that send none."""
        if chance(mail, "message id") < 0.008 and mail.client != "machine":
            return ""
        mark = blake2b(f"{self.world.seed} {self.world.end} {mail.key}".encode(), digest_size=16).hexdigest()
        domain = self.world.people[mail.sender].address(mail.at).split("@")[1]
        if mail.client in {"desktop", "german"}:
            return f"<{mark[:18].upper()}.{mark[18:26].upper()}@mx{int(mark[26], 16) % 4}.{domain}>"
        if mail.client == "webmail":
            return (
                f"<CA{b64encode(bytes.fromhex(mark)).decode().rstrip('=').replace('/', '_').replace('+', '-')}@mail.{domain}>"
            )
        return f"<{mark[:8]}-{mark[8:12]}-{mark[12:24]}@{domain}>"

    def chain(self, mail: Mail) -> tuple[str, ...]:
        """Message-IDs of all it descends from, eldest first."""
        if mail.parent is None:
            return ()
        made = self._chains.get(mail.key)
        if made is None:
            parent = self.world.by_key[mail.parent]
            made = (*self.chain(parent), *filter(None, [self.message_id(parent)]))
            self._chains[mail.key] = made
        return made

    def copy(self, mail: Mail, holder: Seller) -> bytes:
        """The bytes of the mail as that seller's mailbox holds it."""
        sent = mail.sender == holder.key
        headers = [] if sent else self._arrival(mail, holder)
        headers += self._headers(mail, with_id=not (sent and holder.box == "mbox folders" and chance(mail, "unsent id") < 0.06))
        if holder.box == "takeout":
            label = "Sent" if sent else folder(holder, mail)
            headers.append(("X-Gmail-Labels", f"{label},Opened" if label != "Inbox" else "Inbox,Opened"))
        top, body = self._content(mail)
        text = "".join(f"{name}: {_folded(name, value)}\n" for name, value in (*headers, ("MIME-Version", "1.0"), *top))
        return text.encode("ascii") + b"\n" + body

    # ----------------------------------------------------------------------------------------------------- headers

    def _arrival(self, mail: Mail, holder: Seller) -> list[tuple[str, str]]:
        """What the receiving server adds on top."""
        sender = self.world.people[mail.sender].address(mail.at)
        to = self.world.people[holder.key].address(mail.at)
        lag = int(chance(mail, "lag") * 50) + 1
        day = _stamp(self.world.people[holder.key], mail.at + lag)
        host = sender.split("@")[1]
        number = int(chance(mail, "host") * 250) + 2
        return [
            ("Return-Path", "<>" if mail.family in {"bounce", "away", "left"} else f"<{sender}>"),
            ("Delivered-To", to),
            ("Received", f"from out.{host} (out.{host} [192.0.2.{number}]) by mx.{self.world.domain} for <{to}>; {day}"),
        ]

    def _headers(self, mail: Mail, *, with_id: bool) -> list[tuple[str, str]]:
        people = self.world.people
        sender = people[mail.sender]
        out = [("From", self._party(sender, mail))]
        if mail.posted_by:
            out.append(("Sender", self._party(people[mail.posted_by], mail)))
        for name, keys in (("To", mail.to), ("Cc", mail.cc)):
            if keys:
                out.append((name, ", ".join(self._party(people[k], mail) for k in keys)))
        out += [("Subject", encoded(self.subject(mail), mail.client)), ("Date", _stamp(sender, mail.at))]
        rfc_id = self.message_id(mail)
        if rfc_id and with_id:
            out.append(("Message-ID", rfc_id))
        return out + self._answering(mail) + _automatic(mail)

    def _answering(self, mail: Mail) -> list[tuple[str, str]]:
        """In-Reply-To and References, mostly; phones and some others forget one or both."""
        chain = self.chain(mail)
        if not chain or mail.family in {"calendar", "bounce"}:
            return []
        parent = self.message_id(self.world.by_key[mail.parent]) if mail.parent else ""
        forgets = chance(mail, "forgets")
        if forgets < {"phone": 0.45, "german": 0.12, "desktop": 0.05}.get(mail.client, 0.0):
            return []
        out = [("In-Reply-To", parent)] if parent else []
        if forgets < 0.85 or mail.client in {"webmail", "interleaved"}:
            out.append(("References", " ".join(chain)))
        if mail.client in {"desktop", "german"}:
            out.append(("Thread-Topic", encoded(mail.subject, mail.client)))
        return out

    def subject(self, mail: Mail) -> str:
        """The subject line with its reply prefix."""
        if mail.parent is None or mail.client == "machine":
            return mail.subject
        prefix = {"desktop": "RE: ", "german": "AW: "}.get(mail.client, "Re: ")
        parent = self.world.by_key[mail.parent]
        if parent.parent and mail.client == "german" and parent.client != "german":
            return f"AW: RE: {mail.subject}"
        return prefix + mail.subject

    def _party(self, person: Person, mail: Mail) -> str:
        """One address as the sender's program writes it; our people know the buyers under slightly different names."""
        address = person.address(mail.at)
        name = shown_name(person)
        if person.key != mail.sender and chance(mail, person.key) < 0.12:
            name = "" if chance(mail, person.key) < 0.06 else person.name
        if not name:
            return address
        if name.isascii() and _SPECIALS & set(name):
            name = f'"{name}"'
        return f"{encoded(name, mail.client)} <{address}>"

    # ----------------------------------------------------------------------------------------------------- content

    def _content(self, mail: Mail) -> tuple[list[tuple[str, str]], bytes]:
        if mail.family == "calendar":
            return self._calendar(mail)
        if mail.family == "bounce":
            return self._bounce(mail)
        if mail.client == "machine":
            return self._machine(mail)
        top, body = self._words(mail)
        if not mail.files:
            return top, body
        return _multipart("mixed", mail, [(top, body), *(_attached(mail, f) for f in mail.files)])

    def _words(self, mail: Mail) -> tuple[list[tuple[str, str]], bytes]:
        """Text alone, text with HTML beside it, or (some phones) HTML alone."""
        plain = self.bodies.plain(mail)
        if mail.client in _HTML and chance(mail, "html") < (0.9 if mail.client == "webmail" else 0.75):
            return _multipart("alternative", mail, [_part(mail, plain, "plain"), _part(mail, self.bodies.html(mail), "html")])
        if mail.client == "phone" and chance(mail, "html") < 0.3:
            return _part(mail, self.bodies.html(mail), "html")
        return _part(mail, plain, "plain")

    def _machine(self, mail: Mail) -> tuple[list[tuple[str, str]], bytes]:
        if mail.family != "newsletter":
            return _part(mail, mail.text + "\n", "plain")
        rows = "".join(f"<tr><td>{p}</td></tr>" for p in mail.text.replace("&", "&amp;").split("\n\n"))
        html = f'<html><body><table width="600">{rows}</table></body></html>\n'
        if chance(mail, "html") < 0.4:
            return _part(mail, html, "html")
        return _multipart("alternative", mail, [_part(mail, mail.text + "\n", "plain"), _part(mail, html, "html")])

    def _calendar(self, mail: Mail) -> tuple[list[tuple[str, str]], bytes]:
        """An invitation, an answer, a move or a cancellation, as iTIP in a mail."""
        meeting, people = mail.meeting, self.world.people
        if meeting is None:
            return _part(mail, mail.text + "\n", "plain")
        reply = mail.sender != meeting.seller
        changed = mail.text in {"Updated", "Cancelled"}
        method = "REPLY" if reply else "CANCEL" if mail.text == "Cancelled" else "REQUEST"
        begins = meeting.begins if changed else meeting.at
        day = local_time(people[mail.sender], begins)
        when = (
            f"When: {DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year} {day:%H:%M}\nWhere: {meeting.place}\n"
        )
        shown = meeting if method == "CANCEL" else replace(meeting, cancelled=None)
        answer: Partstat | None = _ANSWERS.get(mail.text) if reply else None if changed else "NEEDS-ACTION"
        lines_of = event(
            shown, people[meeting.seller], people, only=mail.sender if reply else "", answer=answer,
            sequence=(1 if changed else 0),
        )  # fmt: skip
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{self.world.company}//Calendar//EN", f"METHOD:{method}"]
        ics = "\r\n".join(map(folded_line, [*head, *lines_of, "END:VCALENDAR", ""]))
        top = [("Content-Type", f"text/calendar; charset=utf-8; method={method}"), ("Content-Transfer-Encoding", "base64")]
        words = _part(mail, "" if reply else when, "plain")
        return _multipart("alternative", mail, [words, (top, encodebytes(ics.encode()))])

    def _bounce(self, mail: Mail) -> tuple[list[tuple[str, str]], bytes]:
        address = self.world.people[mail.on_behalf].address(mail.at)
        status = (
            f"Reporting-MTA: dns; mx.{self.world.domain}\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n"
            "Diagnostic-Code: smtp; 550 5.1.1 user unknown\n"
        )
        original = self.world.by_key[mail.parent] if mail.parent else mail
        headers = "".join(f"{n}: {_folded(n, v)}\n" for n, v in self._headers(original, with_id=True))
        return _multipart(
            "report",
            mail,
            [
                _part(mail, mail.text + "\n", "plain"),
                ([("Content-Type", "message/delivery-status")], status.encode()),
                ([("Content-Type", "text/rfc822-headers")], headers.encode()),
            ],
        )


def _automatic(mail: Mail) -> list[tuple[str, str]]:
    """What honest programs say about themselves; some away notes and notices say nothing."""
    says = chance(mail, "automatic")
    if mail.family in {"away", "left"} and says < 0.8:
        return [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
    if mail.family == "bounce":
        return [("Auto-Submitted", "auto-replied")]
    if mail.family == "notice" and says < 0.6:
        return [("Auto-Submitted", "auto-generated")]
    if mail.family == "newsletter":
        host = f"list.{mail.sender.removeprefix('machine-')}.example"
        return [
            ("List-Unsubscribe", f"<https://{host}/leave?u={int(says * 2**32):x}>"),
            *([("Precedence", "bulk")] if says < 0.8 else []),
        ]
    return []


def _stamp(person: Person, at: int) -> str:
    t = local_time(person, at)
    return f"{DAYS[t.weekday()][:3]}, {t.day} {MONTHS[t.month - 1][:3]} {t.year} {t:%H:%M:%S %z}"


def encoded(text: str, client: str) -> str:
    """A header's text, as RFC 2047 words where it is not ASCII: Latin-1 Q from German programs, else UTF-8."""
    if text.isascii():
        return text
    if client == "german" and all(ord(c) < 256 for c in text) and len(text) < 22:
        body = "".join(c if c.isascii() and c.isalnum() else "_" if c == " " else f"={ord(c):02X}" for c in text)
        return f"=?iso-8859-1?Q?{body}?="
    words, chunk = [], ""
    for c in text:
        if len((chunk + c).encode()) > 40:
            words.append(chunk)
            chunk = ""
        chunk += c
    return " ".join(f"=?utf-8?B?{b64encode(w.encode()).decode()}?=" for w in (*words, chunk))


def _folded(name: str, value: str) -> str:
    """Long values continue on lines that begin with a space."""
    if len(name) + 2 + len(value) <= 78:
        return value
    out, line = [], f"{name}: "
    for word in _BREAK.split(value):
        if len(line) + len(word) > 76 and line.strip() and line != f"{name}: ":
            out.append(line.rstrip(" "))
            line = " "
        line += word + " "
    out.append(line.rstrip(" "))
    return "\n".join(out)[len(name) + 2 :]


def _part(mail: Mail, text: str, subtype: str) -> tuple[list[tuple[str, str]], bytes]:
    """A text part in the charset and encoding that this program picks."""
    charset, encoding = _charset(mail, text)
    data = text.encode(charset)
    if encoding == "base64":
        data = encodebytes(data)
    elif encoding == "quoted-printable":
        data = b2a_qp(data, istext=True)
    flowed = "; format=flowed" if mail.client == "interleaved" and subtype == "plain" else ""
    return [
        ("Content-Type", f'text/{subtype}; charset="{charset}"{flowed}'),
        ("Content-Transfer-Encoding", encoding),
    ], data


def _charset(mail: Mail, text: str) -> tuple[str, str]:
    long = any(len(line) > 900 for line in text.split("\n"))
    if text.isascii() and not long:
        return ("utf-8", "base64") if chance(mail, "base64") < 0.06 else ("us-ascii", "7bit")
    if mail.client in {"german", "desktop"} and chance(mail, "legacy") < 0.6:
        charset = "iso-8859-1" if mail.client == "german" else "windows-1252"
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            return "utf-8", "quoted-printable"
        return charset, "quoted-printable"
    if mail.client == "interleaved" and not long:
        return "utf-8", "8bit"
    return "utf-8", "base64" if chance(mail, "base64") < 0.35 else "quoted-printable"


def _multipart(
    subtype: str, mail: Mail, parts: list[tuple[list[tuple[str, str]], bytes]]
) -> tuple[list[tuple[str, str]], bytes]:
    mark = f"=_{subtype[:3]}_{int(chance(mail, subtype) * 2**32):08x}{int(chance(mail, 'boundary') * 2**32):08x}"
    out = []
    for headers, body in parts:
        head = "".join(f"{n}: {_folded(n, v)}\n" for n, v in headers).encode("ascii")
        out.append(f"--{mark}\n".encode() + head + b"\n" + body + (b"" if body.endswith(b"\n") else b"\n"))
    more = "; report-type=delivery-status" if subtype == "report" else ""
    return [("Content-Type", f'multipart/{subtype}; boundary="{mark}"{more}')], b"".join(out) + f"--{mark}--\n".encode()


def _attached(mail: Mail, file: File) -> tuple[list[tuple[str, str]], bytes]:
    """Filler of the right size and type."""
    line = lines("buyer", "context")[int(chance(mail, "file") * 10)].encode() + b"\n"
    start = b"%PDF-1.4\n" if file.type == "application/pdf" else b"time,reading\n"
    data = (start + line * (file.size // len(line) + 1))[: file.size]
    name = file.name if file.name.isascii() else file.name.encode("ascii", "ignore").decode()
    return [
        ("Content-Type", f'{file.type}; name="{name}"'),
        ("Content-Disposition", f'attachment; filename="{name}"'),
        ("Content-Transfer-Encoding", "base64"),
    ], encodebytes(data)
