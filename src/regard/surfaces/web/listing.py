"""The list of buyers as a page shows it: counted, filtered, sorted, cut into pages. Nothing is scored here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from regard.results import AccountRow, Estimate, PersonRow

T = TypeVar("T")
PAGE = 50
"""Rows on one page."""
NEED = 1.5
"""From this need on a buyer is listed as needing somebody; below it the sentence only informs."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: `number` counts from 1, `total` is the length of the whole list."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def first(self) -> int:
        """The place of the first row shown, from 1 (0 where there is none)."""
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return max(self.first - 1, 0) + len(self.rows)


def page_of(rows: Sequence[T], number: int) -> Page[T]:
    """The page of that number, or the nearest that there is."""
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(number, 1), pages)
    return Page(rows[(number - 1) * PAGE : number * PAGE], number, pages, len(rows))


def known(row: PersonRow | AccountRow) -> bool:
    """Whether any of the three estimates is known."""
    return row.trust.known or row.value.known or row.rapport.known


def needs(row: PersonRow | AccountRow) -> bool:
    """Whether something about this buyer waits for us, with a sentence that says what."""
    return row.need >= NEED and bool(row.why)


SHOW: dict[str, tuple[str, Callable[[PersonRow], bool]]] = {
    "touch": ("some contact", lambda row: not row.slight),
    "need": ("needs you", needs),
    "moved": ("moved since last month", lambda row: bool(row.moved)),
    "known": ("known", known),
    "unknown": ("unknown", lambda row: not known(row) and not row.slight),
    "slight": ("one message, one way", lambda row: row.slight),
    "all": ("everyone", lambda _: True),
}
"""What the list can be narrowed to: code, words, test."""


def _best(estimate: Estimate) -> tuple[bool, float]:
    return (not estimate.known, -estimate.score)


def _latest(text: str | None) -> tuple[bool, tuple[int, ...]]:
    return (text is None, tuple(-ord(c) for c in text or ""))


def _name(row: PersonRow) -> str:
    return (row.name or row.address).casefold()


SORTS: dict[str, tuple[str, Callable[[PersonRow], object]]] = {
    "need": ("need", lambda _: 0),  # as the book orders them
    "name": ("name", _name),
    "company": ("company", lambda row: (not row.company, row.company.casefold(), _name(row))),
    "trust": ("trust", lambda row: _best(row.trust)),
    "value": ("value", lambda row: _best(row.value)),
    "rapport": ("rapport", lambda row: _best(row.rapport)),
    "them": ("last heard from", lambda row: _latest(row.last_contact_them)),
    "messages": ("most mail", lambda row: (-row.messages, _name(row))),
}
"""How the list can be ordered: code, words, key. Unknown always comes last."""


def _text(row: PersonRow) -> str:
    return f"{row.name} {row.address} {row.company}".casefold()


def select(rows: Iterable[PersonRow], text: str = "", show: str = "touch", sort: str = "need") -> list[PersonRow]:
    """The rows that hold all words of `text` in name, address or company and pass `show`, in the order of `sort`."""
    words = text.casefold().split()
    passes = SHOW.get(show, SHOW["touch"])[1]
    kept = [row for row in rows if passes(row) and all(word in _text(row) for word in words)]
    return sorted(kept, key=SORTS.get(sort, SORTS["need"])[1])  # type: ignore[arg-type]
