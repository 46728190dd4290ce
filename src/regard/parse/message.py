"""From the bytes of one mail to a `Message`: who, when, about what, in which words. Pure, and no mail makes it fail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from regard.ids import digest
from regard.model import DAY, Attachment, Message, Party, RawItem, Role, SetAside
from regard.parse.adapter import Mail, take_apart
from regard.parse.address import address_list, display_name, normalise, shown_text
from regard.parse.arrival import came_us, instant
from regard.parse.authenticity import UNPROVEN
from regard.parse.automated import automated
from regard.parse.carried import events_of
from regard.parse.dates import EARLIEST, header_date, received_date
from regard.parse.quotes import quoted_ranges
from regard.parse.stages import IDS, MACHINES, PEOPLE, QUOTES, ZONES, Staged, alone
from regard.parse.subject import subject_core
from regard.parse.zones import zones
from regard.sources.source import CutItem

MOST_PARTIES = 2000
"""Participants kept; a mail to more is a mailing and `automated` says "list"."""

ALIKE = 2000
"""Letters and digits of the text that, with sender, second and subject, make two mails the same message."""

_ROLES: tuple[tuple[str, Role], ...] = (("to", "to"), ("cc", "cc"), ("bcc", "bcc"), ("reply-to", "reply_to"))
_SHOWN_AS = {"from": "x-from", "to": "x-to", "cc": "x-cc", "bcc": "x-bcc"}
_party = lru_cache(maxsize=1 << 15)(Party)  # the same people again and again
NOT_ALNUM = bytes(c for c in range(128) if not chr(c).isalnum())
"""Signs of ASCII that are neither letters nor digits."""
_ALNUM = re.compile(r"[^\W_]+")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,995})>")
_X_ENTRY = re.compile(r"([^<>,]*+(?:,[^<>,]*+)?+)<([^<>]*+)>\s*+(?:,|$)")


def read(
    item: RawItem, *, source_kind: str, key: bytes, max_us: int, zone: str = "UTC", checked: bool = True
) -> Message | SetAside:
    """As `reading`, at once."""
    return alone(reading(item, source_kind=source_kind, key=key, max_us=max_us, zone=zone, checked=checked))


def reading(
    item: RawItem, *, source_kind: str, key: bytes, max_us: int, zone: str = "UTC", checked: bool = True
) -> Staged[Message | SetAside]:
    """A mail read whole: parsed, its text in zones, whether a machine wrote it, what calendars it carries. `cues` stay empty.

    `key` keys the ids, `source_kind` is part of the item's; `max_us` is now: later dates are not believed. `zone` is that of calendar
    times that name none. `checked`: a mail whose receiving server says that its sender did not send it is marked, and its calendars tell
    nothing. A mail without any header is set aside as `no_headers`, one without a byte of content as `empty`.
    """
    raw = item.raw
    if not raw.strip():
        return SetAside(item.locator, "empty")
    mail = take_apart(raw)
    headers = mail.headers
    if not any(name in headers for name in ("from", "to", "subject", "date", "received", "message-id", "sender", "x-from")):
        return SetAside(item.locator, "no_headers", "no header that a mail has", raw[: 64 << 10])
    yield PEOPLE
    sender = _sender(mail)
    parties, beyond = _parties(mail)
    subject = shown_text(headers["subject"][0]) if "subject" in headers else ""
    claimed, offset = _claimed(headers)
    came = came_us(headers["received"], claimed, max_us + DAY) if "received" in headers else None
    us, basis = _when(headers, claimed, came, item.file_us, max_us)
    core = subject_core(subject)
    yield QUOTES
    quoted = quoted_ranges(mail.text)
    yield ZONES
    spans = zones(mail.text, (sender.name, sender.address) if sender else (), quoted)
    yield MACHINES
    words = (
        mail.text
        if not any(s.zone == "quoted" for s in spans)
        else "\n".join(mail.text[s.start : s.end] for s in spans if s.zone != "quoted")
    )
    events = events_of(mail, key=key, us=us, max_us=max_us, zone=zone) if mail.calendars else ()
    types = mail.types
    if mail.calendars and all(c.attached for c in mail.calendars) and not any(e.method for e in events):
        types = tuple(
            kind for kind in types if kind != "text/calendar"
        )  # a file that somebody sends, not a notice of a calendar
    machine = "list" if beyond else automated(headers, sender, subject, words, types, checked=checked)
    yield IDS
    stamp = us if basis == "file" else _stamp(headers, claimed, max_us)
    if stamp is not None and sender is not None:
        second = str(stamp // 1_000_000)
        message_id = digest("m", key, sender.address, second, core, letters_and_digits(mail.text))
    else:
        message_id = digest("m", key, raw)
    return Message(
        id=message_id,
        item_id=digest("i", key, source_kind, raw),
        rfc_id=_first_id(headers.get("message-id", ())),
        in_reply_to=_first_id(headers.get("in-reply-to", ())),
        references=_ids(headers.get("references", ())),
        us=us,
        us_claimed=claimed,
        us_basis=basis,
        came_us=came,
        tz_minutes=offset,
        sender=sender,
        parties=(sender, *parties) if sender else parties,
        subject=subject,
        subject_core=core,
        text=mail.text,
        spans=spans,
        automated=machine,
        attachments=_attachments(mail.attachments, item),
        events=() if machine == UNPROVEN else events,
    )


parse = read


def letters_and_digits(text: str, most: int = ALIKE) -> str:
    """The first `most` letters and digits of a text: what stays the same when a mail is wrapped, quoted or re-encoded."""
    reach = 2 * most
    while True:
        part = text[:reach]
        plain = part.isascii()
        found = part.encode("ascii").translate(None, NOT_ALNUM).decode("ascii") if plain else "".join(_ALNUM.findall(part))
        if len(found) >= most or reach >= len(text):
            return found[:most]
        reach *= 4


# ------------------------------------------------------------------------------------------------------- who


def _sender(mail: Mail) -> Party | None:
    """From, else Sender; the name from `X-From` where the header has none."""
    headers = mail.headers
    for header in ("from", "sender", "x-from"):
        for name, written in _written(mail, header):
            if address := normalise(written):
                return _party(address, display_name(name, address) or _x_name(headers, header, address), "from")
    return None


def _x_name(headers: dict[str, list[str]], header: str, address: str) -> str:
    shown = headers.get(_SHOWN_AS.get(header, ""), ("",))[0]
    return display_name(shown.partition("<")[0] if "<" in shown else shown, address) if shown else ""


def _parties(mail: Mail) -> tuple[tuple[Party, ...], bool]:
    """Recipients, each address once in its first role (to, cc, bcc, reply_to); and whether there were too many to keep."""
    found: dict[str, Party] = {}
    replies: list[Party] = []
    seen = 0
    for header, role in _ROLES:
        if header not in mail.headers:
            continue
        written = _written(mail, header)
        seen += len(written)
        names = _x_names(mail.headers, header, written)
        for i, (name, raw_address) in enumerate(written[: 2 * MOST_PARTIES]):
            address = normalise(raw_address)
            if address is None or address in found:
                continue
            shown = display_name(name, address) if name else display_name(names[i], address) if names else ""
            if role == "reply_to":
                replies.append(_party(address, shown, role))
            else:
                found[address] = _party(address, shown, role)
    kept = (*found.values(), *replies)
    return kept[:MOST_PARTIES], seen > MOST_PARTIES


def _written(mail: Mail, header: str) -> list[tuple[str, str]]:
    """The (name, address) pairs of a header as written, all its occurrences."""
    if header in mail.names:
        return mail.names[header]
    values = mail.headers.get(header, ())
    if len(values) == 1:
        return address_list(values[0])
    return [pair for value in values for pair in address_list(value)]


def _x_names(headers: dict[str, list[str]], header: str, written: list[tuple[str, str]]) -> Sequence[str]:
    """Names from `X-To` and its like, in the order of the addresses; none unless there is exactly one for each."""
    shown = headers.get(_SHOWN_AS.get(header, ""), ("",))[0]
    if not shown or any(name for name, _ in written):
        return ()
    if "<" in shown:
        names = [name.strip() for name, _ in _X_ENTRY.findall(shown)]
    else:
        names = [name.strip() for name in shown.split(",")]
        if len(names) == 2 * len(written) and "@" not in shown:
            names = [f"{last}, {first}" for last, first in zip(names[::2], names[1::2], strict=True)]
    return names if len(names) == len(written) else ()


# ------------------------------------------------------------------------------------------------------ when


def _claimed(headers: dict[str, list[str]]) -> tuple[int | None, int | None]:
    for header in ("date", "sent", "resent-date"):
        if header in headers:
            return header_date(headers[header][0])
    return None, None


def _when(
    headers: dict[str, list[str]], claimed: int | None, came: int | None, file_us: int | None, max_us: int
) -> tuple[int | None, Literal["date", "received", "file"]]:
    """The moment to believe and what it rests on: the Date unless its arrival speaks against it (`parse.arrival`), else that, else the
    latest plausible Received, else the file.
    """
    latest = max_us + DAY
    if came is not None:
        return instant(claimed, came)
    if claimed is not None and EARLIEST <= claimed <= latest:
        return claimed, "date"
    if (passed := _stamp(headers, None, max_us)) is not None:
        return passed, "received"
    if file_us is not None and EARLIEST <= file_us <= latest:
        return file_us, "file"
    return None, "date"


def _stamp(headers: dict[str, list[str]], claimed: int | None, max_us: int) -> int | None:
    """The moment by which copies of one mail are known, the same on each of them: its Date where that can be true at all, else the
    topmost Received that can.
    """
    latest = max_us + DAY
    if claimed is not None and EARLIEST <= claimed <= latest:
        return claimed
    passed = (received_date(value) for value in headers.get("received", ())[:50])
    return next((us for us in passed if us is not None and EARLIEST <= us <= latest), None)


# -------------------------------------------------------------------------------------------------- the rest


def _first_id(values: Sequence[str]) -> str:
    if not values:
        return ""
    found = _MESSAGE_ID.search(values[0])
    return found[1] if found else shown_text(values[0], 995).strip("<> ") if values[0].strip() else ""


def _ids(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(" ".join(values)[:100_000]))) if values else ()


def _attachments(found: tuple[Attachment, ...], item: RawItem) -> tuple[Attachment, ...]:
    if isinstance(item, CutItem):
        return (*found, Attachment("(the rest of this mail, too long to read)", "application/octet-stream", item.size))
    return found
