"""From the bytes of a call's transcript (WebVTT) to a message of kind "call": who said what when. Pure, and no file makes it fail.

Speakers stand as voices (`<v Jo Reed>`, Teams) or as `Name: words` (Zoom, Meet). When the call was is read from a NOTE or header of the
file, else from its name (Zoom's `GMT20260107-100000`, Teams' and Meet's dates), else it is the file's own time. A time without a zone is
the owner's (setting `time.zone`).

The message's text has a line for each turn, `[h:mm:ss-h:mm:ss] Name: words`; `turns` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from regard.ids import digest
from regard.model import DAY, Message, RawItem, SetAside, Span
from regard.parse.subject import subject_core
from regard.time import to_us

SECOND = 1_000_000
EARLIEST = 788_918_400 * SECOND
NOBODY = "Somebody"
"""Who speaks where the transcript does not say."""
MOST_TURNS = 20_000
LONGEST = 24 * 3600
"""Seconds a call may last; a cue that says more is not believed."""
SAME_TURN = 5.0
"""Seconds between two cues of one speaker that are still one turn."""

_TIMING = re.compile(r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,200}>|<\d[\d:.]{0,20}>")
_NAMED = re.compile(r"^\s*([^\W\d_][\w.'’()@ ,\-]{0,80}?)\s*:\s+(.*)$", re.DOTALL)
_FILE = re.compile(r"^NOTE regard file ([^\n]*)\n")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&"))
_DATED = re.compile(
    r"""(?ix) (?<!\d)(?P<gmt>GMT)?(?P<y>20\d\d)[-_.]?(?P<m>0[1-9]|1[0-2])[-_.]?(?P<d>[0-2]\d|3[01])(?!\d)
    (?:[-_T ]{1,3}(?:at\s)?(?P<h>[01]\d|2[0-3])[-_:.]?(?P<n>[0-5]\d)(?:[-_:.]?(?P<s>[0-5]\d))?
       \s*(?P<z>Z\b|UTC\b|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d\d)?)? )?"""
)
_EXTENSION = re.compile(r"(?i)(?:\.transcript|\.captions?|_transcript|\.cc)?\.vtt(?:\.gz)?$")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without another coming in between. Seconds since the call began."""

    speaker: str
    start: float
    end: float
    text: str


def read(item: RawItem, *, source_kind: str, key: bytes, max_us: int, zone: str = "UTC") -> Message | SetAside:
    """The message of kind "call" that a transcript is read as; its people are not known here, only `speakers`."""
    text = (
        item.raw.decode("utf-8", "replace").replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    )
    named = _FILE.match(text)
    name = named[1] if named else ""
    body = text[named.end() :] if named else text
    said = joined(cues(body))
    if not said:
        return SetAside(item.locator, "no_words", "no cue with words in it", item.raw[: 64 << 10])
    us, day_only, basis = _when(body, name, item.file_us, max_us, zone)
    title = _title(name)
    spoken = "\n".join(written(t) for t in said)
    lasts = round(max(t.end for t in said) * SECOND)
    return Message(
        id=digest("m", key, "call", str(us), subject_core(title), re.sub(r"\W+", "", spoken)[:2000]),
        item_id=digest("i", key, source_kind, item.raw),
        rfc_id="",
        in_reply_to="",
        references=(),
        us=us,
        us_claimed=us if not day_only else None,
        us_basis=basis,
        tz_minutes=None if us is None else _offset(us, zone),
        sender=None,
        parties=(),
        subject=title,
        subject_core=subject_core(title),
        text=spoken,
        spans=(Span(0, len(spoken), "own"),),
        automated="",
        kind="call",
        end_us=None if us is None else us + lasts,
        known_us=None if us is None else us + lasts,
        speakers=tuple(sorted({t.speaker for t in said} - {NOBODY})),
    )


def cues(text: str) -> Iterator[Turn]:
    """Every cue with words, in the order of the file; a cue without a speaker goes on with the last one."""
    speaker = NOBODY
    lines = text.split("\n")
    at, n = 0, 0
    while at < len(lines) and n < MOST_TURNS:
        timing = _TIMING.match(lines[at])
        at += 1
        if timing is None:
            continue
        start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
        payload: list[str] = []
        while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
            payload.append(lines[at])
            at += 1
        for who, words in _voices("\n".join(payload)):
            speaker = who or speaker
            if words and start <= LONGEST:
                n += 1
                yield Turn(speaker, start, min(max(start, end), start + 3600), words)


def joined(found: Iterator[Turn]) -> list[Turn]:
    """Turns: cues of one speaker that follow each other are one."""
    turns: list[Turn] = []
    for cue in found:
        last = turns[-1] if turns else None
        if last is not None and last.speaker == cue.speaker and cue.start - last.end <= SAME_TURN:
            turns[-1] = replace(last, end=max(last.end, cue.end), text=f"{last.text} {cue.text}")
        else:
            turns.append(cue)
    return turns


_WRITTEN = re.compile(r"^\[(\d+):(\d\d):(\d\d)-(\d+):(\d\d):(\d\d)\] ([^\n]{1,200}?): (.*)$", re.MULTILINE)


def turns(text: str) -> list[Turn]:
    """The turns that a call's text has."""
    return [
        Turn(m[7], int(m[1]) * 3600 + int(m[2]) * 60 + int(m[3]), int(m[4]) * 3600 + int(m[5]) * 60 + int(m[6]), m[8])
        for m in _WRITTEN.finditer(text)
    ]


def spoken_at(text: str) -> Iterator[tuple[str, int, int]]:
    """(speaker, start, end) of the words of each turn in a call's text."""
    for m in _WRITTEN.finditer(text):
        yield m[7], m.start(8), m.end(8)


def minute_of(text: str, place: int) -> str:
    """When on the call the words at a place of its text were said: "0:22", or "1:04:10" after the first hour; "" where none were."""
    found = ""
    for m in _WRITTEN.finditer(text):
        if m.start(8) > place:
            break
        found = f"{m[1]}:{m[2]}:{m[3]}" if int(m[1]) else f"{int(m[2])}:{m[3]}"
    return found


def written(t: Turn) -> str:
    """A turn as a line of a call's text."""
    return f"[{_clock(t.start)}-{_clock(t.end)}] {t.speaker}: {t.text}"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, rest = (int(p or 0) for p in parts)
    return hours * 3600 + minutes * 60 + seconds + rest / 1000


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    """(speaker or "", words) of what one cue shows."""
    marks = list(_VOICE.finditer(payload))
    if marks:
        for n, mark in enumerate(marks):
            end = marks[n + 1].start() if n + 1 < len(marks) else len(payload)
            yield _name(mark[1]), _words(payload[mark.end() : end])
        return
    named = _NAMED.match(_TAG.sub("", payload))
    if named and len(named[1].split()) <= 6:
        yield _name(named[1]), _words(named[2])
    else:
        yield "", _words(payload)


def _name(written: str) -> str:
    plain = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", " ".join(_words(written).split()))
    return plain.replace(":", " ").strip()[:120] or NOBODY


def _words(text: str) -> str:
    plain = _TAG.sub("", text)
    for entity, character in _ENTITIES:
        plain = plain.replace(entity, character)
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


# ------------------------------------------------------------------------------------------------------ when


def _when(
    body: str, name: str, file_us: int | None, max_us: int, zone: str
) -> tuple[int | None, bool, Literal["date", "file"]]:
    """(start, whether only the day is known, what it rests on)."""
    head = body[: body.find("-->")] if "-->" in body else body[:4000]
    for place in (head[:4000], name):
        for found in _DATED.finditer(place):
            us = _moment(found, zone)
            if us is not None and EARLIEST <= us <= max_us:
                return us, found["h"] is None, "date"
    if file_us is not None and EARLIEST <= file_us <= max_us + DAY:
        return file_us, False, "file"
    return None, False, "date"


def _moment(found: re.Match[str], zone: str) -> int | None:
    offset = re.fullmatch(r"(?i)(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d\d))?", found["z"] or "")
    utc = bool(found["gmt"] or found["z"])
    try:
        local = UTC if utc else ZoneInfo(zone)
        moment = datetime(
            int(found["y"]),
            int(found["m"]),
            int(found["d"]),
            int(found["h"] or 0),
            int(found["n"] or 0),
            int(found["s"] or 0),
            tzinfo=local,
        )
    except (ValueError, KeyError, OSError):
        return None
    us = to_us(moment.astimezone(UTC))
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        us -= (1 if offset[1] == "+" else -1) * minutes * 60 * SECOND
    return us


def _offset(us: int, zone: str) -> int | None:
    """The owner's minutes east of UTC at that moment: what "tomorrow" means on a call; None where no zone is set."""
    if zone == "UTC":
        return None
    try:
        there = datetime.fromtimestamp(us / SECOND, tz=ZoneInfo(zone)).utcoffset()
    except (ValueError, KeyError, OSError, OverflowError):
        return None
    return None if there is None else round(there.total_seconds() / 60)


def _title(name: str) -> str:
    """What the file's name says the call was about, without its date."""
    plain = re.sub(r"[_(){}\[\]]+", " ", _DATED.sub(" ", _EXTENSION.sub("", name)))
    plain = re.sub(r"(?i)\b(?:recording|transcript|meeting|gmt)\b", " ", plain)
    return " ".join(plain.split()).strip(" -–.,") or "Call"


# ---------------------------------------------------------------------------------------------------- leaving out


def bare(raw: bytes) -> bytes:
    """A transcript without its words: who spoke from when to when."""
    return _rewritten(raw, lambda _who, _words: "…")


def without_speakers(raw: bytes, names: Collection[str], blank: str) -> bytes:
    """A transcript without what these people said, and without their names as speakers."""
    gone = {" ".join(n.casefold().split()) for n in names}
    return _rewritten(raw, lambda who, words: None if " ".join(who.casefold().split()) in gone else words, blank)


def _rewritten(raw: bytes, change: Callable[[str, str], str | None], blank: str = "") -> bytes:
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    end = text.find("-->")
    head = text[: text.rfind("\n", 0, end) + 1] if end >= 0 else ""
    out = [head.rstrip("\n")]
    for t in cues(text.replace("\ufeff", "").replace("\x00", "")):
        words = change(t.speaker, t.text)
        who = blank if words is None else t.speaker
        out.append(f"{_stamp(t.start)} --> {_stamp(t.end)}\n<v {who}>{blank if words is None else words.replace('<', '')}</v>")
    return ("\n\n".join(out) + "\n").encode("utf-8", "replace")


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"
