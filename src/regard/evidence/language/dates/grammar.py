"""Where do the forms of dates stand in a row of tokens?

The forms of `patterns.toml` are compiled once. At each token the longest form whose reader accepts it wins, the first of equals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from regard.errors import ConfigError
from regard.evidence.language.dates import amounts, hours, named_days, nth, numbered, periods, weekdays, written
from regard.evidence.language.dates.scene import READERS, Atom, Reader, Scene

_READ_BY = (amounts, hours, named_days, nth, numbered, periods, weekdays, written)  # importing them makes their readers known

_PART = re.compile(r"(?<!\?P)<([a-z]+)>")
_parser: Any = getattr(re, "_parser", None)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its expression over token types, and who reads what it finds."""

    pattern: re.Pattern[str]
    read: Reader


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[Form, ...]]:
    """By the type of their first token, in the order of the file. Raises ConfigError for a form that nobody reads."""
    import tomllib

    table = tomllib.loads(resources.files(__package__).joinpath("patterns.toml").read_text("utf-8"))
    parts = table["parts"]
    found: dict[str, list[Form]] = {}
    for row in table["form"]:
        if row["reads"] not in READERS:
            raise ConfigError(f"The form of dates “{row['reads']}” has no reader.")
        for source in [row["form"]] if isinstance(row["form"], str) else row["form"]:
            form = Form(re.compile(_filled(source, parts)), READERS[row["reads"]])
            for first in _firsts(form.pattern):
                found.setdefault(first, []).append(form)
    return {first: tuple(rows) for first, rows in found.items()}


def _filled(source: str, parts: dict[str, str]) -> str:
    while _PART.search(source):
        source = _PART.sub(lambda match: parts[match[1]], source)
    return source


def _firsts(pattern: re.Pattern[str]) -> Iterable[str]:
    """The types that a match can begin with: every type where they cannot be told."""
    every = "%MWDURHPEKkalinwgbpB@_Tq+hCzVNnoYyFftvAQJsm,("
    if _parser is None:
        return every
    found, _ = _beginning(_parser.parse(pattern.pattern))
    return sorted(found.intersection(every)) if found is not None else every


def _beginning(items: Any) -> tuple[set[str] | None, bool]:
    """What a parsed expression can begin with (None: anything), and whether it can be empty."""
    found: set[str] = set()
    for op, value in items:
        name = str(op)
        one: set[str] | None = set()
        empty = False
        if name == "LITERAL":
            one = {chr(value)}
        elif name == "IN":
            one = {chr(v) for o, v in value if str(o) == "LITERAL"}
        elif name == "SUBPATTERN":
            one, empty = _beginning(value[-1])
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            one, empty = _beginning(value[2])
            empty = empty or value[0] == 0
        elif name == "BRANCH":
            branches = [_beginning(branch) for branch in value[1]]
            one = None if any(b[0] is None for b in branches) else set().union(*(b[0] or set() for b in branches))
            empty = any(b[1] for b in branches)
        elif name in {"ASSERT", "ASSERT_NOT", "AT"}:
            empty = True
        else:
            one = None
        if one is None:
            return None, False
        found |= one
        if not empty:
            return found, False
    return found, True


def atoms(scene: Scene) -> list[Atom]:
    """All that stands in the tokens, in their order, none overlapping."""
    types = "".join(token.type for token in scene.tokens)
    table = forms()
    found: list[Atom] = []
    at = 0
    while at < len(types):
        atom = _longest(scene, types, at, table.get(types[at], ()))
        if atom is None:
            at += 1
        else:
            found.append(atom)
            at = max(atom.end, at + 1)
    return found


def _longest(scene: Scene, types: str, at: int, rows: tuple[Form, ...]) -> Atom | None:
    """The longest form at a place that its reader accepts."""
    matches = [(form, match) for form in rows if (match := form.pattern.match(types, at)) and match.end() > at]
    for form, match in sorted(matches, key=lambda row: -row[1].end()):
        atom = form.read(scene, match)
        if atom is not None:
            return atom
    return None
