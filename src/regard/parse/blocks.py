"""Blocks of headers inside a text: "From: … Sent: … To: … Subject: …", and those of Notes, where who and when stand above "To:".

A block is found from its subject line and climbed upwards, because that line is the one they all have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.parse.hints import MOST_PLACES, starts
from regard.parse.phrases import either
from regard.parse.phrases.labels import LABEL_DATE, LABEL_FROM, LABEL_OTHER, LABEL_SUBJECT, LABEL_TO

Range = tuple[int, int]

_SUBJECT_LINE = re.compile(rf"(?im)^[ \t*_]*{either(LABEL_SUBJECT)}[ \t]?[*_]*[ \t]?[:：]")
_BLOCK_LABEL = re.compile(
    rf"(?i)[ \t*_]*(?:(?P<from>{either(LABEL_FROM)})|(?P<date>{either(LABEL_DATE)})|(?P<to>{either(LABEL_TO)})|{either(LABEL_OTHER)})"
    r"[ \t]?[*_]*[ \t]?[:：]"
)
_NOTES_STAMP = re.compile(
    r"""(?x)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4} [ \t,]* (?:at[ ])? \d{1,2}:\d\d (?::\d\d)? (?:[ \t\n]*[AaPp][Mm])? (?:[ \t]+[A-Z]{2,4})? [ \t]*$
    | ^[ \t]*[AaPp][Mm][ \t]*$ | ^[ \t]*\d{1,2}:\d\d(?::\d\d)?(?:[ \t]*[AaPp][Mm])?[ \t]*$"""
)
_PERSON_LINE = re.compile(r"[^.!?]{2,70}|\"?[^<>]{0,60}\"?[ ]?<?[^\s<>@]{1,64}@[^\s<>]{2,80}>?")
_FULL_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}(?:[@/].{0,60})?")

_EVIDENT = re.compile(r"\d{1,2} ?: ?\d\d|@|mailto:|/[A-Za-z&_]{2,}/[A-Za-z]{2,}")
"""A time or an address: what a memo's own "To, From, Date, Subject" at its head does not have."""

_FARTHEST = 200
"""Lines that a block of headers may span; long recipient lists wrap."""

_BELOW = 8
"""Lines of labels that may stand under a subject."""

_STRAY = 6
"""Lines in such a block that neither name a header nor look like a wrapped list of recipients."""


def places(text: str, words: Sequence[str], reach: int) -> list[int]:
    """Where any of `words` stands in `text[:reach]`, in order. Finding plain words is ten times faster than one expression for all."""
    found: list[int] = []
    plain = text.isascii()
    for word in words:
        if plain and not word.isascii():
            continue
        at = text.find(word, 0, reach)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word), reach)
    found.sort()
    return found[:MOST_PLACES]


def header_blocks(text: str, reach: int, *, first_only: bool) -> list[Range]:
    """Blocks such as "From: … Sent: … To: … Subject: …" and those of Notes, where name and date stand above "To:"."""
    out: list[Range] = []
    floor = 0
    for at in starts(text, "subject", reach):
        line = text.rfind("\n", 0, at) + 1
        found = _SUBJECT_LINE.match(text, line) if at - line < 20 and line >= floor else None
        if not found:
            continue
        end = text.find("\n", found.end())
        end = end + 1 if end >= 0 else len(text)
        below, stop = _labels_below(text, end)
        top = _block_top(text, line, floor, below)
        if top is not None:
            if below and "from" not in below:  # labels of the next block, or of what is quoted
                stop = end
            end = stop
            if _EVIDENT.search(text, top, end):
                out.append((top, end))
                if first_only:
                    break
                floor = end
    return out


def blocks_without_subject(text: str, reach: int, *, first_only: bool) -> list[Range]:
    """Blocks "From: … Sent: … To: …" in unbroken lines: programs leave out a subject that is empty."""
    out: list[Range] = []
    for at in starts(text, "sent", reach):
        line = text.rfind("\n", 0, at) + 1
        if at - line > 3 or not line or (out and line < out[-1][1]):
            continue
        top = text.rfind("\n", 0, line - 1) + 1
        first, second = _BLOCK_LABEL.match(text, top), _BLOCK_LABEL.match(text, line)
        if not first or not second or {_which(first), _which(second)} != {"from", "date"}:
            continue
        labels, end = _labels_below(text, top)
        if {"from", "date", "to"} <= labels and _EVIDENT.search(text, top, end):
            out.append((top, end))
            if first_only:
                break
    return out


def _labels_below(text: str, at: int) -> tuple[set[str], int]:
    """Which labels stand in the lines right under a subject, where some programs put them, and where they end."""
    labels: set[str] = set()
    for _ in range(_BELOW):
        stop = text.find("\n", at)
        stop = stop if stop >= 0 else len(text)
        label = _BLOCK_LABEL.match(text, at) if text.find(":", at, stop) >= 0 or text.find("：", at, stop) >= 0 else None
        if not label:
            break
        labels.add(_which(label))
        at = min(stop + 1, len(text))
    return labels, at


def _which(label: re.Match[str]) -> str:
    return "from" if label["from"] else "date" if label["date"] else "to" if label["to"] else "cc"


def _block_top(text: str, subject_at: int, floor: int, below: set[str]) -> int | None:
    """Where the header block begins whose subject line stands at `subject_at`, over the labels `below`; None where there is none."""
    if {"from", "date"} <= below:
        return subject_at
    labels: set[str] = set()
    top = line_start = subject_at
    blank = misses = 0
    for _ in range(_FARTHEST):
        if line_start <= floor:
            break
        previous = text.rfind("\n", 0, line_start - 1) + 1
        line = text[previous : line_start - 1]
        if not line.strip():
            blank += 1
            if blank > 2:
                break
            line_start = previous
            continue
        if (":" in line or "：" in line) and (label := _BLOCK_LABEL.match(line)):
            labels.add(_which(label))
            top = previous
            blank = misses = 0
        elif blank and labels:
            break
        else:
            misses += 0 if "@" in line or "/" in line or line.rstrip().endswith((",", ";")) else 1
            if misses > _STRAY:
                break
        line_start = previous
    if "from" in labels or "from" in below:
        labels |= below
    if {"from", "date"} <= labels or {"from", "to"} <= labels or {"date", "to"} <= labels:
        return _notes_top(text, top, floor) if "from" not in labels else _rise(text, top, floor)
    if "to" in labels:
        return _notes_top(text, top, floor, must=len(labels) < 2)
    return None


def _notes_top(text: str, top: int, floor: int, *, must: bool = False) -> int | None:
    """The top of a Notes block: above "To:" stand who and when, on up to four lines. None where they must be there and are not."""
    line_start, kept, dated, lines, blank = top, top, False, 0, 0
    while line_start > floor and lines < 5:
        previous = text.rfind("\n", 0, line_start - 1) + 1
        line = text[previous : line_start - 1]
        if not line.strip():
            blank += 1
            if blank > (3 if not lines or dated else 1):
                break
        elif _NOTES_STAMP.search(line):
            kept, dated, lines, blank = previous, dated or ":" in line, lines + 1, 0
        elif line.strip().lower().startswith(("sent by:", "please respond to", "from:")):
            kept, lines, blank = previous, lines + 1, 0
        elif lines and (_PERSON_LINE if blank == 0 or not dated else _FULL_NAME).fullmatch(line.strip()):
            kept, lines = previous, lines + 1
            if dated:
                break
        elif not lines and _PERSON_LINE.fullmatch(line.strip()) and "/" in line and "@" in line:
            kept, lines = previous, lines + 1
            break
        else:
            break
        line_start = previous
    if must and not dated and not _blank_above(text, top):
        return None
    return kept


def _blank_above(text: str, at: int) -> bool:
    return not text[max(at - 3, 0) : at].strip()


def _rise(text: str, top: int, floor: int) -> int:
    """The top of a block that names its sender, with the company line that Notes prints above "From:"."""
    if text[top : top + 1] not in "\t ":
        return top
    above = text.rfind("\n", 0, max(top - 1, 0))
    lines = text[floor:top].rstrip()
    at = floor + lines.rfind("\n") + 1
    return at if above >= floor and text[at : at + 1] == "\t" and top - at < 120 else top
