"""Remarks on a draft for a terminal: file:line:column, the words, the span marked under them, what could stand there, and why."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from regard.actions.draft import line_starts
from regard.surfaces.show import line, safe

if TYPE_CHECKING:
    from regard.results import ReaderNotes, Remark, Remarks

WIDEST = 100
"""Characters of a line that are shown."""
STYLE = {"info": "dim", "suggestion": "yellow", "warning": "red"}


def remarks(text: str, found: Remarks, name: str) -> None:
    """Print them in the order of the draft."""
    starts = line_starts(text)
    for remark in found:
        _one(text, remark, starts, name)
    if not found and not found.note:
        line("Nothing to remark.", "dim")


def reader(known: ReaderNotes) -> None:
    """Print what the book tells of who will read it."""
    for words in known.told:
        line(f"{safe(known.name)}: {safe(words)}", "dim")


def _one(text: str, remark: Remark, starts: list[int], name: str) -> None:
    number = bisect_right(starts, remark.start)
    begin = starts[number - 1]
    column = remark.start - begin
    end = text.find("\n", begin)
    whole = text[begin : end if end >= 0 else len(text)]
    first = max(min(column - 20, len(whole) - WIDEST), 0)
    marked = min(remark.end, begin + len(whole)) - remark.start
    line(f"{safe(name)}:{number}:{column + 1}: {remark.level}: {remark.message} [{remark.rule}]", STYLE.get(remark.level, ""))
    line("    " + safe(whole[first : first + WIDEST]))
    line("    " + " " * (column - first) + "^" * max(min(marked, first + WIDEST - column), 1))
    if remark.rewrite:
        line(f"    instead: {safe(remark.rewrite)}")
    elif remark.example:
        line(f"    for example: {safe(remark.example)}")
    line(f"    why: {remark.why}", "dim")
    if remark.message_id:
        line(f"    rests on {remark.message_id}", "dim")
