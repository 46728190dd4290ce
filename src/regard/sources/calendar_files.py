"""Calendar files (.ics): every event in them is an item, whole in itself.

An item is one VEVENT with what is needed to read it: the calendar's METHOD and time zones. Reminders inside it are left out. Where a
plain calendar says when an event was made and last changed, its DTSTAMP is left out as well: there it is merely when the file was
written, and the same event written again would be another item.

Reasons of a `SetAside` made here, beside those of `source`:
    no_events   a calendar file without any event (tasks, free times), or no calendar at all
    truncated   an event that begins and does not end
    too_long    an event of more than 8 MB
"""

from __future__ import annotations

from collections.abc import Iterator

from regard.model import SetAside
from regard.sources.mbox import Stream
from regard.sources.record_files import Cut, RecordFiles

MOST = 8 << 20
"""Bytes of the longest event, and of all time zones of one calendar."""
CHUNK = 1 << 18
_PLAIN = {b"", b"PUBLISH"}


class CalendarFiles(RecordFiles):
    """Calendars: a file, a folder of files (one for each event or many), zip and gzip of these."""

    files = "calendar"

    def cut(self, stream: Stream, name: str, file_us: int | None) -> Iterator[Cut]:  # noqa: ARG002
        """Each event of one file."""
        n = 0
        head = b""
        for piece in events(stream):
            if isinstance(piece, bytes):
                head = piece
                continue
            n += 1
            yield piece[0] if piece[0] is not None else SetAside("", piece[1], raw=piece[2])
        if not n:
            yield SetAside("", "no_events", "no event in it", raw=head[: 64 << 10])


Piece = tuple[bytes | None, str, bytes]


def events(stream: Stream) -> Iterator[Piece | bytes]:
    """(item, "", b"") for each event, or (None, reason, what there is of it); at last the beginning of the file.

    Time zones may follow the events that use them: then they are taken from the file's end, and events wait for it. To hold no
    large file in memory, events wait only until `MOST` bytes of them are there.
    """
    head = b""
    method = zone = b""
    zones: list[bytes] = []
    zone_bytes = 0
    waiting: list[list[bytes]] = []
    waiting_bytes = 0
    inside: list[bytes] | None = None
    kind, depth, size, begun = b"", 0, 0, False
    for line in _lines(stream):
        if len(head) < 4096:
            head += line
        word = line.strip().upper()
        if inside is None:
            if word in {b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE"}:
                inside, kind, depth, size, begun = [line], word[6:], 1, len(line), True
            elif word.startswith(b"METHOD:"):
                method = word[7:]
            elif word.startswith(b"X-WR-TIMEZONE"):
                zone = line.strip()
            elif word == b"END:VCALENDAR":
                for event in waiting:
                    yield _item(event, method, zone, zones), "", b""
                waiting, waiting_bytes, zones, zone_bytes, method, zone = [], 0, [], 0, b"", b""
            continue
        if word == b"BEGIN:VEVENT" and kind == b"VEVENT":
            yield None, "truncated", b"".join(inside)[: 64 << 10]
            inside, depth, size = [line], 1, len(line)
            continue
        depth += word.startswith(b"BEGIN:") - word.startswith(b"END:")
        size += len(line)
        if size <= MOST:
            inside.append(line)
        if depth > 0 and word not in {b"END:VEVENT", b"END:VTIMEZONE"}:
            continue
        if kind == b"VTIMEZONE":
            zone_bytes += size
            if zone_bytes <= MOST:
                zones.append(b"".join(inside))
        elif size > MOST:
            yield None, "too_long", b"".join(inside)[: 64 << 10]
        else:
            waiting.append(inside)
            waiting_bytes += size
            if waiting_bytes > MOST:
                for event in waiting:
                    yield _item(event, method, zone, zones), "", b""
                waiting, waiting_bytes = [], 0
        inside = None
    for event in waiting:
        yield _item(event, method, zone, zones), "", b""
    if inside is not None and kind == b"VEVENT":
        yield None, "truncated", b"".join(inside)[: 64 << 10]
    if not begun or head:
        yield head


def _item(event: list[bytes], method: bytes, zone: bytes, zones: list[bytes]) -> bytes:
    """One event in a calendar of its own, with the zones that it names."""
    kept: list[bytes] = []
    names: set[bytes] = set()
    depth = 0
    for line in event:
        word = line.strip().upper()
        opens, closes = word.startswith(b"BEGIN:"), word.startswith(b"END:")
        depth += opens
        if depth <= 1:
            kept.append(line.rstrip(b"\r\n"))
            names.add(word.split(b":", 1)[0].split(b";", 1)[0])
        depth -= closes
    if not kept[-1].strip().upper().startswith(b"END:VEVENT"):
        kept.append(b"END:VEVENT")
    if method in _PLAIN and {b"CREATED", b"LAST-MODIFIED"} <= names:
        kept = _without(kept, b"DTSTAMP")
    text = b"\r\n".join(kept)
    wanted = [z.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").strip() for z in zones if _names_zone(text, z)]
    head = [b"BEGIN:VCALENDAR"]
    if method not in _PLAIN:
        head.append(b"METHOD:" + method)
    if zone:
        head.append(zone)
    return b"\r\n".join([*head, *wanted, text, b"END:VCALENDAR", b""])


def _without(lines: list[bytes], name: bytes) -> list[bytes]:
    """Lines without one property and its folded rest."""
    kept: list[bytes] = []
    gone = False
    for line in lines:
        if gone and line[:1] in (b" ", b"\t"):
            continue
        gone = line.strip().upper().startswith((name + b":", name + b";"))
        if not gone:
            kept.append(line)
    return kept


def _names_zone(text: bytes, zone: bytes) -> bool:
    for line in zone.splitlines():
        if line.strip().upper().startswith(b"TZID"):
            name = line.partition(b":")[2].strip()
            return bool(name) and name in text
    return False


def _lines(stream: Stream) -> Iterator[bytes]:
    """Lines with their ends; a line longer than `MOST` comes in parts."""
    rest = b""
    while chunk := stream.read(CHUNK):
        rest += chunk
        if b"\r" in rest and b"\n" not in rest:
            rest = rest.replace(b"\r", b"\n")
        lines = rest.split(b"\n")
        rest = lines.pop()
        for line in lines:
            yield line + b"\n"
        if len(rest) > MOST:
            yield rest
            rest = b""
    if rest:
        yield rest
