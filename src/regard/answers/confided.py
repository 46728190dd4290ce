"""Which mails of buyers coach one of ours: meant for that one alone, so that nothing of them is quoted but on that seller's own list.

Topics, briefs, reviews, agenda, deals, promises, timelines and the reasons of estimates all ask here. The mail itself stays where it is:
whoever may read the book can open and search it. What is known from others' quotes alone keeps no cues and is not found. Reads message,
handle, person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from regard.model import Interaction
from regard.store.live import Live

KIND = "coaches"
COACHES = f"""m.cues LIKE '%"{KIND}"%'"""
"""SQL: whether message `m` coaches somebody."""
_CONFIDED = f"""SELECT m.id FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person AND s.side = 'them'
    WHERE {COACHES} AND m.id IN ({{}})"""
T = TypeVar("T")


def confides(i: Interaction) -> bool:
    """Whether a buyer coaches one of ours in what passed."""
    return not i.outbound and any(c.kind == KIND for c in i.cues)


def confided(live: Live, ids: Iterable[str]) -> frozenset[str]:
    """Those of some messages in which a buyer coaches one of ours."""
    return frozenset(row[0] for row in live.rows_in(_CONFIDED, sorted(set(ids))))


def unquoted(live: Live, what: T) -> T:
    """Records (one, or lists, tuples and mappings of them) with `quote` empty wherever their `message_id` is of such a message; the places
    of the words stay.
    """
    ids = {str(one.message_id) for one in _quoting(what)}
    private = confided(live, ids) if ids else frozenset()
    found: T = _without(what, private) if private else what
    return found


def _quotes(one: Any) -> bool:
    return bool(getattr(one, "quote", "") and getattr(one, "message_id", ""))


def _quoting(what: Any) -> Iterator[Any]:
    if is_dataclass(what):
        if _quotes(what):
            yield what
        for f in fields(what):
            yield from _quoting(getattr(what, f.name))
    elif isinstance(what, Mapping):
        for one in what.values():
            yield from _quoting(one)
    elif isinstance(what, (list, tuple)):
        for one in what:
            yield from _quoting(one)


def _without(what: Any, private: frozenset[str]) -> Any:
    if is_dataclass(what) and not isinstance(what, type):
        new = {f.name: one for f in fields(what) if (one := _without(was := getattr(what, f.name), private)) is not was}
        if _quotes(what) and getattr(what, "message_id", "") in private:
            new["quote"] = ""
        return replace(what, **new) if new else what
    if isinstance(what, Mapping):
        held = {key: _without(one, private) for key, one in what.items()}
        return held if any(held[key] is not what[key] for key in held) else what
    if isinstance(what, (list, tuple)):
        rows = [_without(one, private) for one in what]
        if all(new is was for new, was in zip(rows, what, strict=True)):
            return what
        return rows if isinstance(what, list) else tuple(rows)
    return what
