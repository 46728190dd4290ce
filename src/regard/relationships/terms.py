"""The circumstances of a channel's trials as terms that can be learned: where each number is kept, its column, its value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.relationships.newton import Floats, Ints
from regard.relationships.validity.mails import Facts, Named
from regard.relationships.weights import MOST_RECIPIENTS, OFFICE_HOURS, Circumstances, Weights

RARE = 30
"""A circumstance must hold, and not hold, in so many trials before its term is learned."""


@dataclass(frozen=True, slots=True)
class Term:
    """One circumstance of a channel: where its number is kept, its column (one value a trial of that channel), its value at the start."""

    field: str
    key: str | int | None
    column: Floats
    value: float


def terms_of(facts: Facts, weights: Weights, name: str, rows: Ints) -> Iterator[Term]:
    """The circumstances that vary among the trials of a channel."""
    context = {k: v[rows] for k, v in facts.context.items()}
    now = weights.channel(name).circumstances
    numbers: dict[str, Callable[[NDArray[Any]], Floats]] = {
        "recipients": lambda v: np.log(np.clip(v, 1, MOST_RECIPIENTS)),
        "load": lambda v: np.log1p(np.maximum(v, 0)),
        "first_contact": lambda v: v.astype(bool).astype(float),
        "holiday": lambda v: v.astype(bool).astype(float),
        "expects": lambda v: v.astype(float),
    }
    for field, read in numbers.items():
        if field in context and _varies(column := read(context[field])):
            yield Term(field, None, column, float(getattr(now, field)))
    if "hour" in context:
        away = ((context["hour"] < OFFICE_HOURS.start) | (context["hour"] >= OFFICE_HOURS.stop)).astype(float)
        if _varies(away):
            yield Term("off_hours", None, away, now.off_hours)
    if "weekday" in context:
        days = [(d, (context["weekday"] % 7 == d).astype(float)) for d in range(7)]
        yield from (Term("weekday", d, column, now.weekday[d]) for d, column in days if _varies(column))
    for field in ("kind", "role"):
        table: Mapping[str, float] = getattr(now, field)
        for key in _texts(context[field]) if field in context else ():
            column = (context[field] == key).astype(float)
            if key and _varies(column):
                yield Term(field, key, column, table.get(key, 0.0))


def _texts(column: Named | NDArray[Any]) -> list[str]:
    """The texts in a column of circumstances, each once, sorted; a book's stored history holds them as numbers into their names."""
    return column.present() if isinstance(column, Named) else [str(key) for key in np.unique(column).tolist()]


def _varies(column: Floats) -> bool:
    """Whether enough trials have it and enough have not."""
    usual = float(np.median(column)) if len(column) else 0.0
    return int((column != usual).sum()) >= RARE


def with_term(terms: Circumstances, term: Term, value: float) -> Circumstances:
    """The circumstances with that term at `value`."""
    rounded: Any = round(value, 4)
    if isinstance(term.key, int):
        days = list(terms.weekday)
        days[term.key] = value
        rounded = tuple(days)
    elif term.key is not None:
        rounded = {**getattr(terms, term.field), term.key: rounded}
    return replace(terms, **{term.field: rounded})
