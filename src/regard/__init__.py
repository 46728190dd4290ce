"""Regard: where you stand with every buyer, as the buyer's own behaviour shows it.

`regard.open(path)` gives a `Book`, the whole Python interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from regard.book import Book

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: str | Path = "book") -> Book:  # noqa: A001 - reads as `regard.open(...)`
    """Open the book at `path`, creating nothing. Raises BookMissing where there is none."""
    from regard.book import Book

    return Book.open(path)
