"""Where the pages are: what stands in the navigation of every page, in its order, and what stands behind “more”."""

from __future__ import annotations

from dataclasses import dataclass

DAILY: tuple[tuple[str, str], ...] = (
    ("/today", "Today"),
    ("/", "People"),
    ("/accounts", "Accounts"),
    ("/deals", "Deals"),
    ("/review", "Review"),
    ("/coach", "Coach"),
)
"""(path, name) of the pages a seller opens daily."""

OTHERS: tuple[tuple[str, str], ...] = (
    ("/actions", "Actions"),
    ("/promises", "Promises"),
    ("/risks", "Risks"),
    ("/dormant", "Gone quiet"),
    ("/callers", "Wrote to us"),
    ("/practice", "Practice"),
    ("/mine", "Only for you"),
    ("/who", "Who is who"),
    ("/sources", "Sources"),
    ("/check", "Is it true?"),
)
"""(path, name) of the others."""

_WITHIN = {"/": ("/people",), "/today": ("/today", "/brief")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `on` where the page that is looked at is it, or lies within it."""

    path: str
    name: str
    on: bool


def entries(here: str, pages: tuple[tuple[str, str], ...]) -> tuple[Entry, ...]:
    """The entries of one part of the navigation, seen from the page at the path `here`."""
    return tuple(Entry(path, name, _within(here, path)) for path, name in pages)


def _within(here: str, path: str) -> bool:
    roots = _WITHIN.get(path, (path,))
    return here == path or any(here == root or here.startswith(f"{root}/") for root in roots)
