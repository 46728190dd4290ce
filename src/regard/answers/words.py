"""What was typed into a search, as terms: nothing of it is ever read as a query language.

Accents and letter case do not matter; “quoted words” stand together; the last word may be unfinished.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from regard.errors import UsageError

WORDS = 12
"""Words of a question that are looked for; a pasted page is no question."""
_TERM = re.compile(r'["“”„]([^"“”„]*\w[^"“”„]*)["“”]|([^\W_]+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand together; of an `open` one the last word may go on."""

    words: tuple[str, ...]
    open: bool = False

    @property
    def query(self) -> str:
        """As the full-text index reads it: always in quotes, so that nothing in it is an operator."""
        return f'"{" ".join(self.words)}"' + (" *" if self.open else "")

    @property
    def pattern(self) -> str:
        """As a regular expression over folded text."""
        return r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, self.words)) + ("" if self.open else r"(?![^\W_])")


def terms(text: str) -> list[Term]:
    """What was typed as terms. Raises UsageError where no word is in it."""
    found = []
    for phrase, word in _TERM.findall(fold(unicodedata.normalize("NFC", text[:1_000]))):
        words = tuple(_WORD.findall(phrase or word))
        if words:
            found.append(Term(words, not phrase))
    if not found:
        raise UsageError("Type at least one word to look for.")
    last = len(found[:WORDS]) - 1
    return [replace(t, open=t.open and n == last) for n, t in enumerate(found[:WORDS])]


@lru_cache(maxsize=4096)
def _letter(c: str) -> str:
    bare = unicodedata.normalize("NFKD", c)
    kept = "".join(x for x in bare if not unicodedata.combining(x)).casefold()
    return kept if len(kept) == 1 else (c.casefold() if len(c.casefold()) == 1 else c)


def fold(text: str) -> str:
    """`text` without accents and capitals, character for character: offsets stay."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


def highlighter(text: str) -> re.Pattern[str]:
    """What finds the words of a question in folded text. Raises UsageError where it holds no word."""
    return re.compile("|".join(sorted((t.pattern for t in terms(text)), key=len, reverse=True)))


def places(text: str, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text, as (start, end)."""
    return tuple(m.span() for m in pattern.finditer(fold(text)))
