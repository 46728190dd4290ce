"""Reading on all cores: raw items become messages with their zones and cues, in the order they came.

A few items are read in this process, so that one new mail costs milliseconds; many go to a pool.
"""

from __future__ import annotations

import email
import os
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing import get_context

from regard.model import Message, RawItem, SetAside

BATCH_ITEMS = 400
BATCH_BYTES = 8_000_000
INLINE_ITEMS = 64
"""So few items are not worth starting a pool for."""
WHOLE_BYTES = 1_000_000
"""Up to here an item is kept as it came; beyond, without what its attachments hold."""

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know: the source's kind, the book's key, whether words are read, and the latest believable time."""

    source_kind: str
    key: bytes
    text: bool
    max_us: int


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item after reading: the message or why there is none, and the bytes to keep (compressed)."""

    folder: str
    locator: str
    result: Message | SetAside
    packed: bytes
    size: int
    file_us: int | None


def read(item: RawItem, reader: Reader) -> ReadItem:
    """Read one item: parse, zones, automation and, where words are read, cues."""
    from regard.parse import read as parse

    result = parse(item, source_kind=reader.source_kind, key=reader.key, max_us=reader.max_us)
    if isinstance(result, Message):
        if not reader.text:
            result = replace(result, text="", spans=())
        elif not result.automated:
            from regard.evidence.language import cues

            found = cues(result.text, result.spans, subject=result.subject, is_reply=is_reply(result))
            result = replace(result, cues=found) if found else result
    raw = item.raw if reader.text else _headers(item.raw)
    return ReadItem(item.folder, item.locator, result, pack(raw), len(item.raw), item.file_us)


def _headers(raw: bytes) -> bytes:
    end = _BLANK_LINE.search(raw)
    return raw[: end.end()] if end else raw[:WHOLE_BYTES]


def is_reply(message: Message) -> bool:
    """Whether a message says of itself that it answers another."""
    return bool(message.in_reply_to) or message.subject.casefold().lstrip().startswith(("re:", "aw:", "sv:", "antw:", "re["))


def pack(raw: bytes) -> bytes:
    """The bytes to keep of an item, compressed; large ones without the content of their attachments."""
    return zlib.compress(raw if len(raw) <= WHOLE_BYTES else without_attachments(raw), 1)


def unpack(packed: bytes) -> bytes:
    """The bytes that were kept."""
    return zlib.decompress(packed)


def without_attachments(raw: bytes) -> bytes:
    """The mail with its headers and text, every other part emptied but still named."""
    message = email.message_from_bytes(raw)
    for part in message.walk():
        if part.get_content_maintype() not in {"text", "multipart", "message"}:
            part.set_payload("")
    try:
        kept = message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        kept = raw
    return kept[: 4 * WHOLE_BYTES]


def read_all(items: Iterable[RawItem], reader: Reader, processes: int = 0) -> Iterator[list[ReadItem]]:
    """Batches of read items, in order. At most a few batches are in memory at a time."""
    batches = _batches(items)
    head = list(islice(batches, 2))
    workers = processes or os.cpu_count() or 1
    few = len(head) == 1 and len(head[0]) <= INLINE_ITEMS
    if few or workers == 1:
        yield from (read_batch(batch, reader) for batch in chain(head, batches))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork" if os.name == "posix" else "spawn")) as pool:
        waiting: deque[Future[list[ReadItem]]] = deque()
        for batch in chain(head, batches):
            waiting.append(pool.submit(read_batch, batch, reader))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def read_batch(items: list[RawItem], reader: Reader) -> list[ReadItem]:
    """Read items one after the other."""
    return [read(item, reader) for item in items]


def _batches(items: Iterable[RawItem]) -> Iterator[list[RawItem]]:
    batch: list[RawItem] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.raw)
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
