"""Which of the last lines begins the signature, where the rules are in doubt? A small linear model over lines and their neighbours.

Each line from the last up bears names of what it is (`facts`): what the rules say of it, its length, place, signs, capitals, and what
stands above and below. A block is worth the weights of its lines and of how it begins (`beginnings`), no signature is worth nothing;
the block worth most is it. That is a conditional model of where a signature begins (Lafferty et al. 2001, with one change of state),
fitted by `python -m bench.models signature` to marked mails and references of the project; weights without text in
`models/signature-1.json`. No word of any language is a fact, only what the rules make of words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

MODEL = "signature-1"
PARTED, NAMED = 2.0, 0.3
"""Points of a word of parting, and of a line that could be a name."""
MOST_LINES = 18
"""Lines of a block, counted without empty ones."""


class Line(NamedTuple):
    """A line with something on it: its place, its words, the rules' points, whether it may open a signature, an empty line above."""

    at: int
    text: str
    points: float
    opens: bool
    blank_above: bool


def best(lines: Sequence[Line], ruled: int | None, *, whole: bool) -> int | None:
    """Which of `lines` (from the last up) begins the signature; None where there is none.

    `ruled` is the rules' answer, which stands; where they are in doubt, the model decides among the lines that a signature may open with.
    `whole` says that nothing stands above the highest line.
    """
    if ruled is not None:
        return ruled
    openings = may_open(lines)
    if not openings:
        return None
    weight = _weights().get
    found, most, lasting = None, 0.0, 0.0
    for n in range(openings[-1] + 1):
        for fact in facts(lines, n):
            lasting += weight(fact, 0.0)
        if n in openings:
            worth = lasting
            for fact in beginnings(lines, n, whole=whole):
                worth += weight(fact, 0.0)
            if worth > most:
                found, most = n, worth
    return found


def may_open(lines: Sequence[Line]) -> list[int]:
    """Which lines a signature may begin with: names and words of parting; thanks alone, without a name or number below, are words."""
    found, signed = [], False
    for n, (_, _, points, opens, _) in enumerate(lines):
        signed = signed or (points >= NAMED and not (opens and points == PARTED))
        if signed and opens and points > 0:
            found.append(n)
    return found


def facts(lines: Sequence[Line], n: int) -> tuple[str, ...]:
    """What the `n`-th line is, wherever its signature begins."""
    line = lines[n]
    text, words = line.text, line.text.split()
    first, last = text[0], text[-1]
    capitals = 0
    for word in words:
        capitals += word[0].isupper() or word[0].isdigit()
    return (
        "line",
        _kind(line.points, line.opens),
        _LENGTHS[min(len(text), 91)],
        _PLACES[min(n, 9)],
        "ends " + (last if last in ".?!:,;" else "x"),
        "begins upper"
        if first.isupper()
        else "begins lower"
        if first.islower()
        else "begins digit"
        if first.isdigit()
        else "begins x",
        _WORDS[min(len(words), 7)],
        "capitals all" if capitals == len(words) else "capitals most" if 2 * capitals >= len(words) else "capitals few",
        "below " + (_like(lines[n - 1].points) if n else "end"),
        "above " + (_like(lines[n + 1].points) if n + 1 < len(lines) else "end"),
    )


def beginnings(lines: Sequence[Line], n: int, *, whole: bool) -> Iterator[str]:
    """What it says that the signature would begin with the `n`-th line."""
    line = lines[n]
    yield "start"
    yield "start after a blank" if line.blank_above else "start below a line"
    yield "start " + _kind(line.points, line.opens)
    yield "start of " + _PLACES[min(n, 9)]
    yield _TELLING[min(sum(held.points >= 1 for held in lines[: n + 1]), 3)]
    if n + 1 < len(lines):
        above = lines[n + 1]
        yield f"start under {_like(above.points)}{' and blank' if line.blank_above else ''}"
        yield "start under a sentence" if above.text[-1] in ".?!" else "start under no sentence"
        yield "start under long" if len(above.text) > 60 else "start under short"
    elif whole:
        yield "start of all"


_EDGES = ((8, "8"), (20, "20"), (40, "40"), (65, "65"), (90, "90"), (91, "more"))
_LENGTHS = tuple(next(f"length {name}" for edge, name in _EDGES if length <= edge) for length in range(92))
_PLACES = ("place 1", "place 2", "place 3", *("place 4-5",) * 2, *("place 6-9",) * 4, "place 10")
_WORDS = ("words 1", "words 1", *("words 2-3",) * 2, *("words 4-6",) * 3, "words 7")
_TELLING = ("telling 0", "telling 1", "telling 2", "telling 3")


@cache
def _kind(points: float, opens: bool) -> str:
    """What the rules say of a line, as one name; they give only a few sums."""
    return f"ruled {min(max(round(points, 1), -5.0), 4.0):g}{' opens' if opens else ''}"


def _like(points: float) -> str:
    return "said" if points <= -3 else "dim" if points < 0 else "flat" if points < 1 else "telling"


@cache
def _weights() -> Mapping[str, float]:
    held = json.loads((resources.files("regard.parse") / "models" / f"{MODEL}.json").read_text("utf-8"))
    return {str(name): float(weight) for name, weight in held["weights"].items()}
