"""Addresses, who is behind them, what was judged of them, and what each source shows of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regard.model.kinds import Side


@dataclass(frozen=True, slots=True)
class Handle:
    """An address that never changes. `names` are the display names seen with it, most frequent first."""

    id: str
    address: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody or some rule said whether two handles are one person. Append-only; `undone_by` names the judgement undoing it."""

    id: str
    left_h: str
    right_h: str
    verdict: Literal["same", "different", "unsure"]
    by: Literal["rule", "splink", "user"]
    rule_version: str
    reason: str
    confidence: float
    recorded_us: int
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A human (or a shared or automated mailbox) behind one or more handles."""

    id: str
    name: str
    handles: tuple[str, ...]
    addresses: tuple[str, ...]
    side: Side
    company_id: str | None
    company: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """A source shows mail in these directions of `owner_h` from `start_us` until `end_us` (half-open).

    `share` below 1: of what came in, only about that share is there (neither direction then counts as shown), with its 80 % interval.
    """

    source_id: str
    owner_h: str
    folder_class: str
    inbound: bool
    outbound: bool
    start_us: int
    end_us: int
    share: float = 1.0
    low: float = 1.0
    high: float = 1.0
