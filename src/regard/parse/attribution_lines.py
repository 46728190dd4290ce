"""Where a text says in a sentence whose words follow: "On … Ann Lee wrote:", in many languages, with or without a verb.

Works on levelled text without quote marks. A statement ends its line with a colon (or with dashes, as Zoho writes it) and may have
begun up to two lines above. It names a moment and a verb, or an address and a verb, or begins with a moment and ends with an address;
where the words that follow are marked as quoted, less is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from regard.parse.blocks import places
from regard.parse.many_words import ManyWords
from regard.parse.phrases import either
from regard.parse.phrases.quoting import LEADS, ON, WROTE, WROTE_ABROAD, WROTE_HINTS

Range = tuple[int, int]

LONGEST = 400
"""Characters of a statement."""

_COLON_ENDS = (":\n", ": \n", ":  \n")
_DASH_ENDS = ("---\n", "--- \n")
STATEMENT_ENDS = (*_COLON_ENDS, *_DASH_ENDS)
"""Strings of which one stands in every text that has such a statement, unless it ends with it."""

VERB = re.compile(rf"(?i)(?<!\w){either(WROTE)}(?!\w)")
_BEGINS_ON = re.compile(rf"(?i)[ \t*_>-]*{either(ON)}\b")
_MOMENT_FIRST = re.compile(
    r"(?i)[ \t*_-]*(?:[^\W\d_]{2,12}\.?,?[ ])?(?:\d{1,2}\.?[ ]|\d{1,4}[-/.][ ]?\d{1,2}[-/.]|[^\W\d_]{3,12}\.?[ ]\d{1,2},[ ]|\d{4}\s?[年년])"
)
_DATED = re.compile(
    r"\d{1,4}[-/.][ ]?\d{1,2}[-/.][ ]?\d{2,4}|(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}:\d\d|\d{1,2}\.? [^\W\d_]{3,12}\.? \d\d\b"
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?!\d)")
_ADDRESS = re.compile(r"[^\s<>()@\"]{1,64}@[^\s<>()@\"]{3,80}")
_BRACKETED = re.compile(r"[<(\[][ ]?(?:mailto:)?[^\s<>()@\"]{1,64}@[^\s<>()@\"]{3,80}[ ]?[>)\]]")
_ADDRESS_LAST = re.compile(r"@[^\s<>()@\"]{3,80}[ ]?[>)\]]+[ ]?:\Z")
_VERB_NEAR_END = re.compile(rf"(?i)(?<!\w){either(WROTE)}(?!\w)(?:[ ][^\n]{{0,60}})?[ ]?(?::|-{{3,}})\Z")
_VERB_LAST = re.compile(rf"(?i)(?<!\w){either(WROTE)}[ ]?(?::|-{{3,}})\Z")
_ABROAD = re.compile(rf"(?i)(?<!\w){either(WROTE_ABROAD)}(?!\w)")
_LABELLED = re.compile(r"(?i)[ \t>*_]*(?:to|cc|bcc|from|sent|date|subject|sent by|reply-to)[ \t]?:")
_DASHED = re.compile(r"-{3,} ?\S")


def attribution_lines(text: str, reach: int, marked_next: Callable[[int], bool]) -> Iterator[Range]:
    """The statements in `text[:reach]`, in order and without overlap. `marked_next(at)` says whether what follows `at` is marked as quoted
    (more deeply than the statement itself).
    """
    floor = 0
    for line, end in _ends(text, reach):
        if line < floor:
            continue
        if not _may(text, line, end):
            continue
        marked = marked_next(end)
        for start in _starts(text, line, floor):
            if end - start <= LONGEST and _says(" ".join(text[start:end].split()), marked=marked):
                yield start, end
                floor = end
                break


def _ends(text: str, reach: int) -> list[Range]:
    """(where the line begins, where its words end) of the lines that end as a statement does."""
    ends = [(at, 1) for at in places(text, _COLON_ENDS, reach)]
    if "--\n" in text or "-- \n" in text:
        ends += [(at, 3) for at in places(text, _DASH_ENDS, reach)]
    tail = text.rstrip(" \t")
    if reach == len(text) and tail.endswith((":", "---")):
        ends.append((len(tail) - (1 if tail[-1] == ":" else 3), 1 if tail[-1] == ":" else 3))
    found = [(text.rfind("\n", 0, at) + 1, at + size) for at, size in sorted(ends)]
    return [(line, end) for line, end in found if text[end - 1] == ":" or _DASHED.match(text, line, end)]


def _may(text: str, line: int, end: int) -> bool:
    """Whether a line that ends so is worth looking at: it names a verb, an address or a number, which few lines do."""
    if _LABELLED.match(text, line):
        return False
    return bool(_hints().places(text[max(line - 100, 0) : end]))


@cache
def _hints() -> ManyWords:
    return ManyWords(("@", *WROTE_HINTS, *LEADS))


def _starts(text: str, line: int, floor: int) -> list[int]:
    """Where a statement that ends on the line at `line` may begin: there, one line above, two above; never across a blank line.

    Lines that begin as such statements do come first.
    """
    starts = [line]
    while len(starts) < 3 and starts[-1] > floor:
        above = text.rfind("\n", floor, starts[-1] - 1) + 1 or floor
        if not text[above : starts[-1]].strip():
            break
        starts.append(above)
    return sorted(starts, key=lambda s: (not (_BEGINS_ON.match(text, s) or _MOMENT_FIRST.match(text, s)), -s))


def _tail_of_moment(said: str) -> bool:
    """Whether what follows the verb can be who or when: in English the verb stands last, unless the moment follows it."""
    return _ABROAD.search(said) is not None or any(map(str.isdigit, said[list(VERB.finditer(said))[-1].end() :]))


def _says(said: str, *, marked: bool) -> bool:
    """Whether a piece of text says whose words follow."""
    opens = _BEGINS_ON.match(said) is not None
    moment = _MOMENT_FIRST.match(said) is not None or (said.startswith("-") and " On " in said[:12])
    dated = _DATED.search(said) is not None
    address = "@" in said and _ADDRESS.search(said) is not None
    verb = VERB.search(said) is not None
    if verb:
        if (dated or address) and _VERB_LAST.search(said):
            return True
        if (dated or address) and (opens or moment) and _VERB_NEAR_END.search(said) and _tail_of_moment(said):
            return True
        if dated and address and _ABROAD.search(said) and (opens or moment or _BRACKETED.search(said)):
            return True
        if marked and (dated or address):
            return True
    if address and dated and _ADDRESS_LAST.search(said):
        if (moment or opens) and _CLOCK.search(said):
            return True
        if marked:
            return True
    if not marked:
        return False
    if any(said.startswith(lead) for lead in LEADS) and len(said) < 120:
        return True
    if address and dated and len(said) < 160:
        return True
    return verb and len(said) <= 100 and _VERB_NEAR_END.search(said) is not None and said.count(":") == 1
