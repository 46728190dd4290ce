"""The quoted parts of a text as one text without its quote marks, and how often each line was marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

_MARK = re.compile(r"[ \t]{0,3}[A-Za-z]{0,3}>")
_MARKS = re.compile(r"(?:[ \t]{0,3}[A-Za-z]{0,3}>)+")
_PIPED = re.compile(r"(?:[ \t]{0,3}(?:[A-Za-z]{0,3}>|\|(?=[ \t\n]|\Z)))+")
_GROUPWISE = re.compile(r"[ \t]*>>>[^\n]{2,120}?\d:\d\d[^>\n]{0,12}>>>[ \t]*\Z")
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without marks, how often it was marked (-1: it stands between quotes), its span in the carrier."""

    words: str
    depth: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class View:
    """`text` is what is quoted, without marks. `lines` is empty where no line is marked: then `text` stands at `shift` in the carrier."""

    text: str
    shift: int
    lines: list[Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def line_at(self, at: int) -> int:
        """Which line holds the character at `at`."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def origin(self, at: int) -> int:
        """Where in the carrier the line begins that holds `at`; without marks, the very place."""
        return self.lines[self.line_at(at)].start if self.lines else at + self.shift

    def origin_end(self, at: int) -> int:
        """Where in the carrier the text before `at` ends."""
        return self.lines[self.line_at(at - 1)].end if self.lines and at else at + self.shift

    def deeper(self, at: int) -> bool:
        """Whether the first line with words after the one at `at` is marked more often than that one."""
        if not self.lines:
            return False
        here = self.line_at(at - 1)
        following = next((line for line in self.lines[here + 1 : here + 12] if line.words.strip()), None)
        return following is not None and following.depth > self.lines[here].depth

    def same_depth(self, start: int, end: int) -> int:
        """`start`, or what follows it once lines are passed that are marked otherwise than the last before `end`."""
        last = self.line_at(max(end - 1, start))
        first = last
        while first and self.starts[first] > start and self.lines[first - 1].depth == self.lines[last].depth:
            first -= 1
        return max(start, self.starts[first])


def view_of(text: str, spans: Sequence[tuple[int, int]]) -> View:
    """The view of the quoted `spans` of `text`, which are sorted and do not overlap."""
    if len(spans) == 1 and not _has_mark(text, *spans[0]):
        start, end = spans[0]
        return View(text[start:end], start)
    lines: list[Line] = []
    before = 0
    for start, end in spans:
        if start > before and text[before:start].strip():
            lines.append(_between(text, before, start))
        marks = _PIPED if text[start:end].lstrip()[:1] == "|" else _MARKS
        at = start
        while at < end:
            stop = text.find("\n", at, end)
            stop = stop if stop >= 0 else end
            lines.append(_line(text[at:stop], at, stop, marks))
            at = stop + 1
        before = end
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line.words) + 1
    return View("".join(f"{line.words}\n" for line in lines), 0, lines, starts)


def _between(text: str, start: int, end: int) -> Line:
    """What stands between two quotes, as a line: empty, unless it can be the end of the marked line above it, wrapped."""
    gap = text[start:end]
    wrapped = 0 < len(gap.strip()) <= _SHORT and gap.find("\n") == len(gap) - 1 and not gap[0].isspace()
    return Line(gap.rstrip() if wrapped else "", -1, start, end - wrapped)


def _line(written: str, start: int, end: int, marks: re.Pattern[str]) -> Line:
    found = marks.match(written)
    if found is None or _GROUPWISE.match(written):
        return Line(written, 0, start, end)
    words = written[found.end() :]
    return Line(words.removeprefix(" "), found[0].count(">") + found[0].count("|"), start, end)


def _has_mark(text: str, start: int, end: int) -> bool:
    """Whether a line of `text[start:end]` is marked; most ">" close an address."""
    if text.startswith("|", start) or "\n| " in text[start:end]:
        return True
    at = text.find(">", start, end)
    while at >= 0:
        if _MARK.fullmatch(text, max(text.rfind("\n", start, at) + 1, start, at - 7), at + 1):
            return True
        at = text.find(">", at + 1, end)
    return False
