"""Word lists as text: one way to write them, so that a list reads as a paragraph and not as a column."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, separated by white space."""
    return frozenset(text.split())
