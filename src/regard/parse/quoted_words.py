"""Which lines does a mail say, and which does it quote? As numbers, by which an answer is held beside what it may answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

from regard.model import Span
from regard.parse.message import NOT_ALNUM, letters_and_digits

FEWEST = 10
"""Letters and digits that a line must have to tell anything."""
MOST = 80
"""Letters and digits of a line that are looked at."""
_MARK = re.compile(r"[ \t]*>[ \t]?(?![ \t]*>)")
_NO_LETTER = NOT_ALNUM.replace(b"\n", b"")
_DEEPER = re.compile(r"[ \t]*>[ \t]*>")


def said_lines(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The lines that are the mail's own, small print and signature included."""
    found: set[int] = set()
    for span in spans:
        if span.zone != "quoted":
            found |= _numbers(text[span.start : span.end])
    return frozenset(found)


def quoted_lines(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The lines it quotes, without those that stand quoted in the quote."""
    found: set[int] = set()
    for span in spans:
        if span.zone == "quoted":
            part = text[span.start : span.end]
            found |= _numbers(_without_marks(part) if ">" in part else part)
    return frozenset(found)


def _without_marks(text: str) -> str:
    """`text` without its lines that are marked twice, and without the mark of those marked once."""
    return "\n".join([_MARK.sub("", line, count=1) for line in text.split("\n") if not _DEEPER.match(line)])


def _numbers(text: str) -> set[int]:
    """The lines of a text as numbers, those too short to tell anything left out."""
    if text.isascii():  # all lines at once: most mail is in ASCII
        lines = text.encode("ascii").translate(None, _NO_LETTER).split(b"\n")
        return {crc32(line[:MOST]) for line in lines if len(line) >= FEWEST}
    found = (letters_and_digits(line, MOST) for line in text.split("\n"))
    return {crc32(letters.encode("utf-8", "surrogatepass")) for letters in found if len(letters) >= FEWEST}
