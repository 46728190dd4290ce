"""The words of mail in many languages, a module for each use. To add a language, add to each list."""

from __future__ import annotations

from collections.abc import Iterable


def either(words: Iterable[str], *, spaced: bool = False) -> str:
    """One alternation of all of them; `spaced` for use in a verbose expression, where spaces must be marked."""
    joined = "|".join(words)
    return f"(?:{joined.replace(' ', '[ ]') if spaced else joined})"
