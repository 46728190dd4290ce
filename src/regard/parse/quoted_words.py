"""Which lines does a mail say, and which does it quote? As numbers, by which an answer is held beside what it may answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

from regard.model import Span
from regard.parse.message import letters_and_digits

FEWEST = 10
"""Letters and digits that a line must have to tell anything."""
MOST = 80
"""Letters and digits of a line that are looked at."""
_MARK = re.compile(r"[ \t]*>[ \t]?(?![ \t]*>)")
_DEEPER = re.compile(r"[ \t]*>[ \t]*>")


def said_lines(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The lines that are the mail's own, small print and signature included."""
    return _numbers(line for s in spans if s.zone != "quoted" for line in text[s.start : s.end].split("\n"))


def quoted_lines(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The lines it quotes, without those that stand quoted in the quote."""
    lines = (line for s in spans if s.zone == "quoted" for line in text[s.start : s.end].split("\n"))
    return _numbers(_MARK.sub("", line, count=1) for line in lines if not _DEEPER.match(line))


def _numbers(lines: Iterable[str]) -> frozenset[int]:
    found = (letters_and_digits(line, MOST) for line in lines)
    return frozenset([crc32(letters.encode("utf-8", "surrogatepass")) for letters in found if len(letters) >= FEWEST])
