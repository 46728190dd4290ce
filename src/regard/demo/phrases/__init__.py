"""The words of the demo, as data: one TOML file a family, one phrase a line, and the small grammar that fills them.

`[a|b]` picks one, `[|a]` may leave it out, brackets nest; `{slot}` is a fact of the thread. About one in eight of all phrases
is kept apart in `held_out.toml` (which says `held_out = true`): those are heard in no world but one
made inside `with held_out_forms():`, which speaks them alone wherever there are any.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from random import Random

_HELD_OUT: ContextVar[bool] = ContextVar("held_out", default=False)
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


@cache
def family(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The tables of one file: table -> part -> phrases. An empty line in the file is the empty phrase."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {
        table: {part: tuple(phrases.splitlines()) for part, phrases in parts.items()}
        for table, parts in tomllib.loads(text).items()
    }


@cache
def _held_out() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """(family, table, part) -> the phrases kept apart."""
    read = tomllib.loads(files(__package__).joinpath("held_out.toml").read_text(encoding="utf-8"))
    return {
        (name, table, part): tuple(phrases.splitlines())
        for name, tables in read.items()
        if isinstance(tables, dict)
        for table, parts in tables.items()
        for part, phrases in parts.items()
    }


@contextmanager
def held_out_forms(wanted: bool = True) -> Iterator[None]:
    """Inside, phrases are those kept apart, where a part has any."""
    token = _HELD_OUT.set(wanted)
    try:
        yield
    finally:
        _HELD_OUT.reset(token)


def lines(name: str, table: str, part: str = "body") -> tuple[str, ...]:
    """The phrases of one part of one table; empty where the table has no such part."""
    if _HELD_OUT.get():
        apart = _held_out().get((name, table, part))
        if apart:
            return apart
    return family(name)[table].get(part, ())


def fill(rng: Random, phrase: str, facts: Mapping[str, object]) -> str:
    """One reading of a phrase: choices made, slots filled. An unknown slot is a KeyError: a mistake in the file."""
    while "[" in phrase:
        phrase = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), phrase)
    filled = phrase.format_map(facts) if "{" in phrase else phrase
    return filled if "..." in filled else filled.replace("..", ".")  # a date may end in the full stop of the sentence


def pick(rng: Random, name: str, table: str, facts: Mapping[str, object], part: str = "body") -> str:
    """One phrase of a part, filled; "" where there are none."""
    choices = lines(name, table, part)
    return fill(rng, rng.choice(choices), facts) if choices else ""
