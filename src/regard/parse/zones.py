"""Whose words are these? A mail's text cut into the author's own words, what is quoted, the signature and the disclaimer.

The spans cover the whole text, in order, without overlap. Quotes are found first (marked lines, attribution lines, header
blocks of Outlook, Notes and others); in what is left, disclaimers; at its end, the signature. In doubt words are the author's own:
a quote too many costs a little precision, an own word lost is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.model import Span, Zone
from regard.parse.closing import disclaimers, signature_start
from regard.parse.quotes import quoted_ranges

Range = tuple[int, int]


def zones(text: str, sender_names: Sequence[str] = ()) -> tuple[Span, ...]:
    """The zones of `text`; `sender_names` are the sender's names and addresses, by which a signature is known.

    No spans for no text. Linear in the length of the text.
    """
    if not text:
        return ()
    marked: list[tuple[int, int, Zone]] = [(start, end, "quoted") for start, end in quoted_ranges(text)]
    if len(text) > 200:
        marked = _add(marked, disclaimers(text), "disclaimer")
    tail = _last_own(text, marked)
    if tail is not None:
        start = signature_start(text, *tail, sender_names)
        if start is not None:
            marked = _add(marked, [(start, tail[1])], "signature")
    return _partition(text, marked)


def _add(marked: list[tuple[int, int, Zone]], ranges: Sequence[Range], zone: Zone) -> list[tuple[int, int, Zone]]:
    """`marked` with what of `ranges` is not marked yet."""
    out = list(marked)
    for start, end in ranges:
        at = start
        for s, e, _ in marked:
            if e <= at or s >= end:
                continue
            if s > at:
                out.append((at, s, zone))
            at = max(at, e)
        if at < end:
            out.append((at, end, zone))
    out.sort()
    return out


def _last_own(text: str, marked: list[tuple[int, int, Zone]]) -> Range | None:
    """The first stretch of own words, which ends where the first long mark begins: a signature stands at its end.

    With answers between quoted lines it is the last stretch instead.
    """
    stretches: list[Range] = []
    at = 0
    for start, end, _ in marked:
        if text[at:start].strip():
            stretches.append((at, start))
        at = end
    if text[at:].strip():
        stretches.append((at, len(text)))
    return stretches[-1] if stretches else None


def _partition(text: str, marked: list[tuple[int, int, Zone]]) -> tuple[Span, ...]:
    """Spans over all of `text`; space between two marks of one zone joins them, neighbours of one zone are one span."""
    spans: list[Span] = []
    at = 0
    for start, end, zone in marked:
        if start > at:
            gap: Zone = "own"
            if spans and not text[at:start].strip():
                gap = spans[-1].zone
            _push(spans, at, start, gap)
        _push(spans, max(start, at), end, zone)
        at = max(at, end)
    if at < len(text):
        blank = spans and not text[at:].strip()
        _push(spans, at, len(text), spans[-1].zone if blank else "own")
    return tuple(spans)


def _push(spans: list[Span], start: int, end: int, zone: Zone) -> None:
    if end <= start:
        return
    if spans and spans[-1].zone == zone:
        spans[-1] = Span(spans[-1].start, end, zone)
    else:
        spans.append(Span(start, end, zone))
