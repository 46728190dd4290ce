"""The small print that companies add under mails: paragraphs that no person writes to another."""

from __future__ import annotations

import re

from regard.parse.hints import found as hinted
from regard.parse.phrases import LEGAL_ABROAD, LEGAL_HINTS, LEGAL_STRONG, LEGAL_WEAK, either

Range = tuple[int, int]

CUES_NEEDED = 3
"""Different marks of legal small print that make a paragraph a disclaimer."""

SHORTEST, LONGEST = 90, 6000
"""Characters of a paragraph that may be one."""

_STRONG = tuple(re.compile(cue, re.IGNORECASE) for cue in LEGAL_STRONG)
_WEAK = tuple(re.compile(cue, re.IGNORECASE) for cue in LEGAL_WEAK)
_ABROAD = re.compile(rf"(?i)\b{either(LEGAL_ABROAD)}")
_RULE = re.compile(r"[-_=*~#+ ]{3,}$")
_HEADING = re.compile(
    r"(?i)[*=_-]{3,}.{0,80}[*=_-]{3,}|\W*(?:disclaimer|confidentiality(?: notice| statement)?|important notice|legal notice|notice)\W*"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")


def disclaimers(text: str, start: int = 0, stop: int | None = None) -> list[Range]:
    """Paragraphs that no person writes to another: at least three different marks of legal small print, and long enough.

    A paragraph right after one that has a mark joins it; a rule or heading above one belongs to it.
    """
    stop = len(text) if stop is None else stop
    if stop - start < SHORTEST or not any(start <= at and end <= stop for at, end in hinted(text, "legal")):
        return []
    found: list[Range] = []
    for paragraph in _PARAGRAPH.finditer(text, start, stop):
        at, end = paragraph.span()
        if not SHORTEST <= end - at <= LONGEST:
            continue
        words = paragraph[0]
        if any(map(words.__contains__, LEGAL_HINTS)) and legal_cues(words) >= CUES_NEEDED:
            found.append((_rule_before(text, at, start), end))
        elif found and not text[found[-1][1] : at].strip("-_=* \t\n") and legal_cues(words):
            found[-1] = (found[-1][0], end)
    return found


def legal_cues(paragraph: str) -> int:
    """How many different marks of legal small print a paragraph bears; at most two where none is a strong one."""
    flat = " ".join(paragraph.split())
    strong = sum(1 for cue in _STRONG if cue.search(flat))
    strong += min(len({m.lower() for m in _ABROAD.findall(flat)}), CUES_NEEDED)
    weak = sum(1 for cue in _WEAK if cue.search(flat))
    return strong + weak if strong else min(weak, CUES_NEEDED - 1)


def _rule_before(text: str, start: int, floor: int) -> int:
    """The start of a disclaimer with the line of stars or its heading above it."""
    end = start
    while end > floor and text[end - 1] in "\n ":
        end -= 1
    line_start = max(text.rfind("\n", floor, end) + 1, floor)
    line = text[line_start:end].strip()
    return line_start if line and (_RULE.match(line) or _HEADING.fullmatch(line)) else start
