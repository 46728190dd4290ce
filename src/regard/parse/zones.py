"""Whose words are these? A mail's text cut into the author's own words, what is quoted, the signature and the disclaimer.

The spans cover the whole text, in order, without overlap. Quotes are found first (marked lines, attribution lines, header
blocks of Outlook, Notes and others); in what is left, disclaimers; at its end, the signature. In doubt words are the author's own:
a quote too many costs a little precision, an own word lost is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.model import Span, Zone
from regard.parse.company_notices import notice_start
from regard.parse.disclaimers import banner_end, disclaimers, footer_start, list_footers
from regard.parse.quotes import quoted_ranges
from regard.parse.signature import signature_start

Range = tuple[int, int]


def zones(text: str, sender_names: Sequence[str] = (), quoted: Sequence[Range] | None = None) -> tuple[Span, ...]:
    """The zones of `text`; `sender_names` are the sender's names and addresses, by which a signature is known, `quoted` its
    `quoted_ranges` where they were found already.

    No spans for no text. Linear in the length of the text.
    """
    if not text:
        return ()
    ranges = quoted_ranges(text) if quoted is None else quoted
    marked: list[tuple[int, int, Zone]] = [(start, end, "quoted") for start, end in ranges]
    for start, end in _stretches(text, marked):
        if found := disclaimers(text, start, end):
            marked = _add(marked, found, "disclaimer")
    own = _stretches(text, marked) if marked else [(0, len(text))]
    if own and (footers := list_footers(text, *own[-1])):
        marked = _add(marked, footers, "disclaimer")
        own = _stretches(text, marked)
    if own:
        start, end = own[-1]  # with answers between quoted lines the last one ends the mail
        signed = signature_start(text, start, end, sender_names)
        notice = notice_start(text, start, end)
        if notice is not None and (signed is None or notice < signed):
            marked = _add(marked, [(notice, end)], "disclaimer")
            end = notice
            signed = signature_start(text, start, end, sender_names)
        if signed is not None:
            marked = _add(marked, [(signed, end)], "signature")
        elif (footer := footer_start(text, start, end)) is not None:
            marked = _add(marked, [(footer, end)], "disclaimer")
        start, end = own[0]
        if not text[:start].strip() and (warned := banner_end(text, start, end)) is not None:
            marked = _add(marked, [(start, warned)], "disclaimer")
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


def _stretches(text: str, marked: list[tuple[int, int, Zone]]) -> list[Range]:
    """What is not marked, without stretches of nothing but space."""
    out: list[Range] = []
    at = 0
    for start, end in [(s, e) for s, e, _ in marked] + [(len(text), len(text))]:
        if start > at and not text[at:start].isspace():
            out.append((at, start))
        at = end
    return out


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
