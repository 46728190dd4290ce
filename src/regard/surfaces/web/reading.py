"""A message as it is read: its zones in pieces, with the words marked that a link or a search points to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from regard.results import MessageView, Reading
from regard.surfaces.reasons import NOTABLE

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text; `marked` where something points to it, `first` for the first such piece of a page, `to` an original it quotes."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One zone in pieces. `open` where something in it is marked; `lines` how many lines it has; `quotes` the originals in it."""

    zone: str
    pieces: tuple[Piece, ...]
    lines: int
    open: bool
    quotes: tuple[int, ...]


def matters(reading: Reading) -> bool:
    """Whether a reading is worth a line of its own: it moves something, rests on words, or waits to be decided."""
    return abs(reading.contribution) >= NOTABLE or reading.end > reading.start or not reading.counted


def zones(message: MessageView, asked: Mapping[str, str]) -> list[Part]:
    """The zones of a message; `asked` may name a place (`at`, "120-180"), else the message's own `marks` are shown."""
    marks = _marks(message, asked)
    first = marks[0] if marks else None
    parts = []
    for place, zone in enumerate(message.zones):
        start, end = int(zone["start"]), int(zone["end"])
        within = [(max(a, start), min(b, end)) for a, b in marks if a < end and b > start]
        pieces, at = [], start
        for a, b in within:
            pieces += [
                Piece(_cut(zone, at, a)),
                Piece(_cut(zone, a, b), marked=True, first=first is not None and a == first[0]),
            ]
            at = b
        pieces.append(Piece(_cut(zone, at, end)))
        quoted = tuple(n for n, q in enumerate(message.quotes) if q.zone == place)
        shown = tuple(p for p in pieces if p.text)
        parts.append(Part(str(zone["zone"]), shown, str(zone["text"]).strip().count("\n") + 1, bool(within), quoted))
    return parts


def _cut(zone: Mapping[str, object], start: int, end: int) -> str:
    begin = int(str(zone["start"]))
    return str(zone["text"])[start - begin : end - begin]


def _marks(message: MessageView, asked: Mapping[str, str]) -> list[Place]:
    """Sorted places, none of which overlap."""
    at = re.fullmatch(r"(\d{1,9})-(\d{1,9})", asked.get("at", ""), re.ASCII)
    if at and int(at[1]) < int(at[2]):
        return [(int(at[1]), int(at[2]))]
    return [(a, b) for a, b in message.marks]
