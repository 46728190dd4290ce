"""An action as its events make it: who will do what by when, with whom and why, and what became of it.

Events are only ever added. Whether it was done may be noticed in the mail (`noticing`), and is then shown as noticed until a person
confirms or rejects it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["mail", "meeting", "call", "any"]
Source = Literal["review", "promise", "risk", "seller", "coaching", "complaint", "question", "day"]
State = Literal["open", "done", "dropped"]

KINDS: tuple[Kind, ...] = ("mail", "meeting", "call", "any")
EVENTS = ("made", "edited", "done", "dropped", "reopened", "confirmed", "rejected", "shared")
EDITABLE = ("text", "owner", "due", "kind", "deal", "reason")
_WAYS: dict[Kind, str] = {
    "meeting": "meet meeting visit workshop lunch dinner demo onsite kickoff treffen besuch besuchen",
    "call": "call ring phone telephone speak talk anrufen telefonieren",
    "mail": "send write mail email answer reply respond forward share introduce schicken schreiben senden",
}
_WAY_OF = {word: kind for kind, words in _WAYS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an action. `us` is the moment of the book that was looked at, `recorded_us` when it was written down."""

    n: int
    us: int
    recorded_us: int
    by: str
    buyer_h: str
    action_id: str
    event: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `owner` is an address of ours ("" for nobody yet), `due` an ISO day or "", `buyer_h` a handle or "".

    `ref` is what it came from (a promise, a risk, a message), `month` the review that made it. `private_to` is the address to which
    alone it is shown. `message` is the one that a person confirmed, `rejected` those that a person said are not it.
    """

    id: str
    text: str
    made_us: int
    recorded_us: int
    by: str
    buyer_h: str = ""
    kind: Kind = "any"
    owner: str = ""
    due: str = ""
    deal: str = ""
    reason: str = ""
    source: Source = "seller"
    ref: str = ""
    month: str = ""
    private_to: str = ""
    state: State = "open"
    decided_us: int | None = None
    decided_by: str = ""
    message: str = ""
    rejected: frozenset[str] = field(default_factory=frozenset)


def event_of(row: Any) -> Event:
    """A stored row as an event."""
    return Event(row.n, row.us, row.recorded_us, row.by, row.buyer_h, row.action_id, row.event, json.loads(row.data))


def actions(events: Iterable[Event]) -> dict[str, Action]:
    """Every action by id, in the order in which they were made. Events of one that was never made are left out."""
    found: dict[str, Action] = {}
    for e in sorted(events, key=lambda e: (e.us, e.n)):
        before = found.get(e.action_id)
        if e.event == "made":
            found.setdefault(e.action_id, _made(e))
        elif before is not None:
            found[e.action_id] = _next(before, e)
    return found


def _made(e: Event) -> Action:
    names = ("text", "kind", "owner", "due", "deal", "reason", "source", "ref", "month", "private_to")
    said = {name: e.data[name] for name in names if name in e.data}
    return Action(id=e.action_id, made_us=e.us, recorded_us=e.recorded_us, by=e.by, buyer_h=e.buyer_h, **said)


def _next(a: Action, e: Event) -> Action:
    match e.event:
        case "edited":
            return replace(a, **{name: e.data[name] for name in EDITABLE if name in e.data})
        case "done" | "confirmed":
            return replace(a, state="done", decided_us=e.us, decided_by=e.by, message=str(e.data.get("message", "")))
        case "dropped":
            return replace(a, state="dropped", decided_us=e.us, decided_by=e.by, message="")
        case "reopened":
            return replace(a, state="open", decided_us=None, decided_by="", message="")
        case "rejected":
            return replace(a, rejected=a.rejected | {str(e.data.get("message", ""))})
        case "shared":
            return replace(a, private_to="")
    return a


def kind_of(text: str) -> Kind:
    """How an action would be done, by the first word that says so (meeting, call or mail); else any way."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"\b(on|kick|e)-(site|off|mail)\b", r"\1\2", text.casefold()))
    return next((_WAY_OF[w] for w in words if w in _WAY_OF), "any")
