"""Zones of a message as the store holds them: a short text such as "o0-120 q120-400" in `body.spans`."""

from __future__ import annotations

from collections.abc import Sequence

from regard.model import Span

ZONE_LETTER = {"own": "o", "quoted": "q", "signature": "s", "disclaimer": "d"}
LETTER_ZONE = {letter: zone for zone, letter in ZONE_LETTER.items()}


def pack_spans(spans: Sequence[Span]) -> str:
    """Spans as a short text: "o0-120 q120-400"."""
    return " ".join(f"{ZONE_LETTER[s.zone]}{s.start}-{s.end}" for s in spans)


def unpack_spans(text: str) -> tuple[Span, ...]:
    """The spans that `pack_spans` wrote."""
    spans = []
    for part in text.split():
        start, _, end = part[1:].partition("-")
        spans.append(Span(int(start), int(end), LETTER_ZONE[part[0]]))  # type: ignore[arg-type]
    return tuple(spans)
