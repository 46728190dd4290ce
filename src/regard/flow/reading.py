"""Reading on all cores: raw items become messages with their zones and cues, in the order they came.

A few items are read in this process, so that one new mail costs milliseconds; many go to a pool.
"""

from __future__ import annotations

import email
import gc
import os
import re
import signal
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from multiprocessing import get_context
from threading import Thread
from time import sleep
from typing import Any

from isal import isal_zlib

from regard.errors import RegardError
from regard.identity.exclusions import Rules
from regard.model import Cue, Message, Pledge, Quoting, RawItem, Sent, SetAside, TradeSign
from regard.parse.adapter import is_calendar, take_apart
from regard.parse.authenticity import UNPROVEN
from regard.parse.carried import components_of
from regard.parse.meeting import PRIVATE, bare, is_private
from regard.parse.stages import EXCLUSIONS, EXPECTED, PACKING, PROMISES, TRADE, Staged, alone, together
from regard.parse.transcript import bare as wordless
from regard.privacy import kept_out, with_calendars
from regard.sources.cursor import Cursor
from regard.sources.source import Known, Source

BATCH_ITEMS = 2_000
BATCH_BYTES = 8_000_000
PART_ITEMS = 250
"""Items of a portion that one process reads at a time: all of them begin at once, and end at about the same time."""
INLINE_ITEMS = 64
"""So few items are not worth starting a pool for."""
AHEAD_ITEMS = 64
"""Items read before a pool starts: the patterns that they compile, a hundredth of a second each, no helper compiles again."""
AT_ONCE = 64
"""Items that are read side by side (`parse.stages`): what is at hand of them all fits into a processor's second memory (measured)."""
WHOLE_BYTES = 1_000_000
"""Up to here an item is kept as it came; beyond, without what its attachments hold."""

NOTHING = Quoting()
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know: the source's kind, the book's key, whether words are read, and the latest believable time.

    `zone` is the zone of calendar times that name none. `checked`: whether a receiving server's word counts that
    a mail is not from its sender.

    `us` are our domains, if known: then the words of mail among ourselves are not searched for cues and promises until somebody outside is
    on it.
    """

    source_kind: str
    key: bytes
    text: bool
    max_us: int
    us: tuple[str, ...] = ()
    exclusions: Rules | None = None
    zone: str = "UTC"
    checked: bool = True


@dataclass(slots=True)
class Draw:
    """A portion of a source: items to read, those it set aside itself, how many it knew, and the cursors to store with it.

    `known_aside` are those of the `known` that were set aside when they were read.
    """

    items: list[RawItem] = field(default_factory=list)
    asides: list[SetAside] = field(default_factory=list)
    known: int = 0
    known_aside: int = 0
    cursors: dict[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many items were seen in it."""
        return len(self.items) + len(self.asides) + self.known


@dataclass(frozen=True, slots=True)
class ReadItem(Sent):
    """One item after reading: the message or why there is none, and the bytes to keep (compressed)."""

    folder: str
    locator: str
    result: Message | SetAside
    packed: bytes
    size: int
    file_us: int | None
    left_out: str = ""
    quoting: Quoting = NOTHING


def read(item: RawItem, reader: Reader) -> ReadItem:
    """Read one item."""
    return alone(_reading(item, reader))


def _reading(item: RawItem, reader: Reader) -> Staged[ReadItem]:
    """Read one item: parse, zones, automation and, where words are read, cues and what it quotes."""
    result = yield from _parsed(item, reader)
    size = getattr(item, "size", 0) or len(item.raw)
    if isinstance(result, Message):
        if not reader.text:
            # Names of attachments are words too, and are not there any more when the kept headers are read again.
            wordless_events = tuple(replace(e, text="") for e in result.events)
            result = replace(result, text="", spans=(), attachments=(), events=wordless_events)
        yield EXCLUSIONS
        if reader.exclusions is not None and (reason := kept_out(result, item.folder, reader.exclusions)):
            return ReadItem(item.folder, item.locator, result, b"", size, item.file_us, reason)
        if result.events and is_private(item.raw if result.kind == "meeting" else _calendars(item.raw)):
            return ReadItem(item.folder, item.locator, result, b"", size, item.file_us, PRIVATE)
        if reader.text and result.kind == "call":
            result = replace(result, pledges=_pledges(result), voiced=_voiced(result))
        if reader.text and result.kind == "mail" and not result.automated:
            if _inside(result, reader.us):
                result.tell(None)
            else:
                yield from _heard(result)
    if reader.source_kind == "calendar":
        raw = item.raw if reader.text and len(item.raw) <= WHOLE_BYTES else bare(item.raw)
        return ReadItem(item.folder, item.locator, result, pack_plain(raw), size, item.file_us)
    if reader.source_kind == "transcripts":
        raw = item.raw if reader.text else wordless(item.raw)
        return ReadItem(item.folder, item.locator, result, pack_plain(raw[: 8 * WHOLE_BYTES]), size, item.file_us)
    quotes = NOTHING
    if reader.text and isinstance(result, Message) and result.automated != UNPROVEN:
        from regard.parse.originals import quoting

        quotes = yield from quoting(result, key=reader.key, us=reader.us)
    yield PACKING
    raw = item.raw if reader.text else _headers(item.raw)
    if not reader.text and isinstance(result, Message) and result.events:
        mail = take_apart(item.raw)
        attached = all(c.attached for c in mail.calendars)
        raw = with_calendars(raw, "", [bare(c) for c in components_of(mail)], attached=attached)
    return ReadItem(item.folder, item.locator, result, pack(raw), size, item.file_us, "", quotes)


def _parsed(item: RawItem, reader: Reader) -> Staged[Message | SetAside]:
    """The item by the reader of its kind."""
    kind, key, max_us = reader.source_kind, reader.key, reader.max_us
    if kind == "calendar":
        from regard.parse import meeting

        return meeting.read(item, source_kind=kind, key=key, max_us=max_us, zone=reader.zone)
    if kind == "transcripts":
        from regard.parse import transcript

        return transcript.read(item, source_kind=kind, key=key, max_us=max_us, zone=reader.zone)
    from regard.parse.message import reading

    return (yield from reading(item, source_kind=kind, key=key, max_us=max_us, zone=reader.zone, checked=reader.checked))


def _heard(message: Message) -> Staged[None]:
    """Write down what the author's own words do."""
    from regard.evidence.language.detect import hearing

    found = yield from hearing(message.text, message.spans, subject=message.subject, is_reply=is_reply(message))
    yield PROMISES
    pledged = _pledges(message)
    yield TRADE
    signs = _trade(message)
    yield EXPECTED
    message.tell(found, pledged, signs, _expects(message, found, promises=bool(pledged)))


def read_cues(message: Message) -> tuple[Cue, ...]:
    """What the author's own words do."""
    from regard.evidence.language import cues

    return cues(message.text, message.spans, subject=message.subject, is_reply=is_reply(message))


def _pledges(message: Message) -> tuple[Pledge, ...]:
    """What the author promises."""
    from regard.evidence.pledges import pledges

    return pledges(message)


def _voiced(message: Message) -> tuple[tuple[str, tuple[Cue, ...]], ...]:
    """What the words of each speaker of a call do."""
    from regard.evidence.voices import voiced

    return voiced(message.text)


def _trade(message: Message) -> tuple[TradeSign, ...]:
    """By which sentences the author sells or buys."""
    from regard.evidence.trade import trade

    return trade(message)


def _expects(message: Message, cues: tuple[Cue, ...], *, promises: bool) -> float | None:
    """What its words add to the chance of an answer."""
    from regard.evidence.expectation import expectation

    reply = is_reply(message)
    return expectation(message.text, message.spans, cues, subject=message.subject, is_reply=reply, promises=promises)


def _inside(message: Message, us: tuple[str, ...]) -> bool:
    """Whether a mail is among ourselves, as far as its addresses say."""
    ends = tuple(f"@{d}" for d in us) + tuple(f".{d}" for d in us)
    parties = (message.sender, *message.parties) if message.sender else message.parties
    return bool(us) and all(p.address.endswith(ends) for p in parties)


def _calendars(raw: bytes) -> bytes:
    return b"\n".join(c.content for c in take_apart(raw).calendars)


def _headers(raw: bytes) -> bytes:
    end = _BLANK_LINE.search(raw)
    return raw[: end.end()] if end else raw[:WHOLE_BYTES]


REPLY = re.compile(r"\s*(?:re|aw|sv|vs|antw|antwort|rép|resp?|odp|r|ref)(?:\[\d+\]|\^\d+)?\s*:", re.IGNORECASE)
FORWARD = re.compile(r"\s*(?:fw|fwd|wg|tr|vb|vl|i|doorst|rv|enc|pd)\s*:", re.IGNORECASE)


def is_reply(message: Message) -> bool:
    """Whether a message says of itself that it answers another."""
    return bool(message.in_reply_to) or REPLY.match(message.subject) is not None


def is_forward(message: Message) -> bool:
    """Whether a message says of itself that it passes another on."""
    return FORWARD.match(message.subject) is not None


def pack(raw: bytes) -> bytes:
    """The bytes to keep of an item, compressed; large ones without the content of their attachments."""
    return pack_plain(raw if len(raw) <= WHOLE_BYTES else without_attachments(raw))


def pack_plain(kept: bytes) -> bytes:
    """Bytes, compressed."""
    return bytes(isal_zlib.compress(kept, 1))  # zlib's format in a third of zlib's time (measured: 13 us a mail, not 40)


def unpack(packed: bytes) -> bytes:
    """The bytes that were kept."""
    return zlib.decompress(packed)


def without_attachments(raw: bytes) -> bytes:
    """The mail with its headers and text, every other part emptied but still named."""
    message = email.message_from_bytes(raw)
    for part in message.walk():
        calendar = is_calendar(part.get_content_type(), str(part.get_filename() or ""))
        if part.get_content_maintype() not in {"text", "multipart", "message"} and not calendar:
            part.set_payload("")
    try:
        kept = message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        kept = raw
    return kept[: 4 * WHOLE_BYTES]


def read_all(draws: Iterable[Draw], reader: Reader, processes: int = 0) -> Iterator[tuple[Draw, list[ReadItem]]]:
    """Each draw with what was read in it, in order. At most a few draws are in memory at a time.

    Raises RegardError where a process that reads is ended from outside.
    """
    stream = iter(draws)
    workers = processes or os.cpu_count() or 1
    read_here = 0
    for draw in stream:
        read_here += len(draw.items)
        if workers > 1 and read_here > INLINE_ITEMS:
            stream = chain([draw], stream)
            break
        yield draw, read_batch(draw.items, reader)
    else:
        return
    _get_ready(reader)
    ahead = read_batch(draw.items[:AHEAD_ITEMS], reader)
    gc.collect()
    gc.freeze()
    context = get_context("fork" if os.name == "posix" else "spawn")
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(os.getpid(),)) as pool:
            waiting: deque[tuple[Draw, list[ReadItem], list[Future[list[ReadItem]]]]] = deque()
            for draw in stream:
                with undisturbed():
                    starts = range(len(ahead), len(draw.items), PART_ITEMS)
                    parts = [pool.submit(read_batch, draw.items[start : start + PART_ITEMS], reader) for start in starts]
                    waiting.append((draw, ahead, parts))
                ahead = []
                if len(waiting) > 2 * workers:
                    yield _together(*waiting.popleft())
            while waiting:
                yield _together(*waiting.popleft())
    except BrokenProcessPool:
        raise RegardError(
            "A reading process was ended by the system (out of memory?): nothing is lost, run the sync again."
        ) from None


def _together(draw: Draw, ahead: list[ReadItem], parts: Iterable[Future[list[ReadItem]]]) -> tuple[Draw, list[ReadItem]]:
    return draw, [*ahead, *(item for part in parts for item in part.result())]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait while helpers begin: one that it meets before it ignores it would die with a traceback, and be waited for."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _get_ready(reader: Reader) -> None:
    """Load and compile here, once, what every process would otherwise load and compile for itself."""
    said = b"From: a@example.org\nTo: b@example.net\nSubject: x\n\nCould you call me? I will send it on Monday.\n"
    read(RawItem("", "", said), replace(reader, us=()))


def end_with(parent: int) -> None:
    """End this helper soon after its parent was killed: it would wait for work for ever, and hold the writer's lock."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(0.25)
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    Thread(target=watch, daemon=True).start()


def _begin(parent: int) -> None:
    """Begin as one of the processes that read."""
    end_with(parent)
    gc.disable()  # what reading leaves behind holds no cycles, and looking for them costs a tenth


def read_batch(items: list[RawItem], reader: Reader) -> list[ReadItem]:
    """Read items, so many side by side."""
    starts = range(0, len(items), AT_ONCE)
    return [one for start in starts for one in together(_reading(item, reader) for item in items[start : start + AT_ONCE])]


def draw_all(source: Source, cursor: Cursor, set_aside: Callable[[], AbstractSet[str]]) -> Iterator[Draw]:
    """Draw a source's items in portions, each with how far the cursors stood when it was complete.

    `set_aside` gives the locators that were set aside before; it is asked once, where something is known at all.
    """
    draw = Draw()
    before: AbstractSet[str] | None = None
    size = 0
    for item in source.items(cursor):
        if isinstance(item, Known):
            before = set_aside() if before is None else before
            draw.known += 1
            draw.known_aside += item.locator in before
        elif isinstance(item, SetAside):
            draw.asides.append(item)
        else:
            draw.items.append(item)
            size += len(item.raw)
        if draw.count >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield replace(draw, cursors=cursor.changed())
            draw, size = Draw(), 0
    yield replace(draw, cursors=cursor.changed())
