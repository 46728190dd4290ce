"""The headers Notes sets in two columns: who and when on the left, cut to its width, "To: … cc: … Subject: …" on the right.

A name or address goes on in the next line of its column, date and clock stand under it, beside "Subject:" or below it; the right column
may have been wrapped by another program since.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from regard.parse.quoted_time import Written

_LABEL = re.compile(
    r"(?P<left>[ \t]{6,}\S[^\n]{0,60}?[ \t]{2,}|[ \t]{12,})(?P<label>To|cc|bcc|Subject|Fax to):[ \t]*(?P<right>[^\n]*)",
    re.IGNORECASE,
)
_SHIFT = 6
_CLOCK_ONLY = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s*(?:[AaPp][Mm])?")
_HALF = re.compile(r"[AaPp][Mm]")
_ABOVE, _BELOW = 40, 14
_WIDEST = 45


@dataclass(frozen=True, slots=True)
class Columns:
    """Such a header at `text[start:end]`, its fields as written."""

    start: int
    end: int
    author: str
    when: Written | None
    to: str
    cc: str
    subject: str


def two_columns(text: str, read: Callable[[str, bool], Written | None]) -> list[Columns]:
    """Every header in two columns, in order. `read` makes a moment of what is written."""
    out: list[Columns] = []
    at = text.find("  Subject:")
    while at >= 0:
        line = text.rfind("\n", 0, at) + 1
        floor = out[-1].end if out else 0
        if line >= floor and text[line : line + _SHIFT].isspace() and _LABEL.match(text, line):
            found = _columns(text, line, floor, read)
            if found:
                out.append(found)
                at = max(at, found.end - 10)
        at = text.find("  Subject:", at + 10)
    return out


def _columns(text: str, subject_at: int, floor: int, read: Callable[[str, bool], Written | None]) -> Columns | None:
    lines = _around(text, subject_at, floor)
    left: list[str] = []
    right: dict[str, str] = {}
    label = ""
    column = 0
    end = subject_at
    for start, line in lines:
        if found := _LABEL.match(line):
            label = found["label"].lower()
            column = found.start("label")
            right[label] = found["right"].strip()
            left.append(found["left"].strip())
        elif line[:_SHIFT].isspace() and (not column or len(line) - len(line.lstrip()) < column - 4):
            if start > subject_at and not _may_follow(line, left):
                break
            left.append(line.strip())
        elif not line.strip():
            continue
        elif start > subject_at and (_timed(left) or not _more_below(lines, start)):
            break
        elif label:
            right[label] += f" {line.strip()}"
        end = start + len(line) + 1
    if "to" not in right:
        return None
    who, when = _split([piece for piece in left if piece], read)
    if not who or when is None:
        return None
    return Columns(lines[0][0], min(end, len(text)), who, when, right["to"], right.get("cc", ""), right.get("subject", ""))


def _around(text: str, subject_at: int, floor: int) -> list[tuple[int, str]]:
    """The lines that may belong to the header whose subject stands at `subject_at`, with where they start."""
    above: list[tuple[int, str]] = []
    at = subject_at
    blank = 0
    kept = 0
    while at > floor and len(above) < _ABOVE:
        previous = text.rfind("\n", floor, at - 1) + 1 or floor
        line = text[previous : at - 1]
        blank = blank + 1 if not line.strip() else 0
        if blank > 2:
            break
        above.append((previous, line))
        if line[:_SHIFT].isspace() and line.strip():
            kept = len(above)
        at = previous
    out = above[:kept][::-1]
    at = subject_at
    for _ in range(_BELOW):
        if at >= len(text):
            break
        stop = text.find("\n", at)
        stop = stop if stop >= 0 else len(text)
        out.append((at, text[at:stop]))
        at = stop + 1
    first = next((i for i, (_, line) in enumerate(out) if line[:_SHIFT].isspace() and line.strip()), 0)
    return out[first:]


def _may_follow(line: str, left: list[str]) -> bool:
    """Whether an indented line under the subject still belongs to the left column: what is short, before the clock is complete."""
    return len(line.strip()) <= _WIDEST and (not _timed(left) or _HALF.fullmatch(line.strip()) is not None)


def _timed(left: list[str]) -> bool:
    return any(_CLOCK_ONLY.search(piece) for piece in left)


def _more_below(lines: list[tuple[int, str]], start: int) -> bool:
    """Whether a part of the left column follows the line at `start`, which a program wrapped out of the right one."""
    following = next((line for at, line in lines if at > start and line.strip()), "")
    return following[:_SHIFT].isspace() and len(following.strip()) <= _WIDEST


def _split(left: list[str], read: Callable[[str, bool], Written | None]) -> tuple[str, Written | None]:
    """The left column as who and when; pieces of an address were cut anywhere, those of a name between words."""
    who = ""
    for i, piece in enumerate(left):
        if piece[0].isdigit() and (when := read(" ".join(left[i:]), False)):
            return who.strip(), when
        if piece.lower().startswith("sent by"):
            continue
        glued = piece.startswith("@") or who.rfind("<") > who.rfind(">")
        who = who + piece if glued else f"{who} {piece}"
    return who.strip(), None
