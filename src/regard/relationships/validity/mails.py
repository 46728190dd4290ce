"""What passed between people, as arrays: mails, asks, and the trials that were decided. Everything the protocols read is one of these.

People are numbered from 0; times are UTC microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY, Factor
from regard.relationships.state import Columns
from regard.relationships.validity.events import HOUR, Events
from regard.relationships.weights import Weights

Ints = NDArray[np.int64]
WINDOW = 3 * DAY
"""How long an ask waits for its answer."""
MOST_VERSIONS = 2
"""Weights whose expectations are kept with the trials: those of the month that is asked about, and those in force now."""
NEVER = int(np.iinfo(np.int64).max // 4)


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A column of few different texts, held as numbers into them: `column == text` and `column[rows]` are those of an array of texts."""

    names: tuple[str, ...]
    code: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.code)

    def __getitem__(self, rows: Any) -> Named:
        return Named(self.names, self.code[rows])

    def present(self) -> list[str]:
        """The texts that stand in it, each once, sorted."""
        return sorted(self.names[code] for code in np.unique(self.code).tolist())

    def __eq__(self, text: object) -> NDArray[np.bool_]:  # type: ignore[override]
        found: NDArray[np.bool_] = self.code == (self.names.index(text) if text in self.names else -1)
        return found

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Mail:
    """Mails sorted by time: codes of sender and recipient (0 ..< people), UTC microseconds, recipients of that sending."""

    sender: Ints
    recipient: Ints
    us: Ints
    recipients: Ints
    people: int
    start_us: int
    end_us: int


@dataclass(frozen=True, slots=True)
class Asks:
    """Asks sorted by time: b is asked by s at `us`. `back_us` is the next mail back (`NEVER` where none came).

    `context` holds what was known of each when it was made, named like `regard.model.Context`; without it, `ask_context` finds it.
    """

    s: Ints
    b: Ints
    us: Ints
    recipients: Ints
    back_us: Ints
    context: Mapping[str, NDArray[Any]] | None = None

    def __len__(self) -> int:
        return len(self.us)

    @property
    def answered(self) -> Ints:
        """1 where a mail came back within the window."""
        return (self.back_us <= self.us + WINDOW).astype(np.int64)

    @property
    def known_us(self) -> Ints:
        """When the outcome was known: the mail back, or the close of the window."""
        return np.minimum(self.back_us, self.us + WINDOW)

    def where(self, keep: NDArray[Any]) -> Asks:
        """Those asks, by mask or index."""
        context = None if self.context is None else {k: v[keep] for k, v in self.context.items()}
        return Asks(self.s[keep], self.b[keep], self.us[keep], self.recipients[keep], self.back_us[keep], context)


def ask_context(mail: Mail, asks: Asks) -> Mapping[str, NDArray[Any]]:
    """What was known when each ask was made: first contact means that b never wrote to s before."""
    if asks.context is not None:
        return asks.context
    wrote = Events.of(mail.sender * mail.people + mail.recipient, mail.us)
    return {
        "recipients": asks.recipients,
        "weekday": (asks.us // DAY + 3) % 7,
        "hour": asks.us % DAY // HOUR,
        "first_contact": (wrote.before(asks.b * mail.people + asks.s, asks.us) == 0).astype(np.int64),
    }


@dataclass(frozen=True, slots=True)
class Facts:
    """Decided trials without weights, sorted by b, then by when they were known.

    `channel` is an index into `channels`, `context` is named like `regard.model.Context`, `strength` is q · temper, `shown` the chance
    that it would have been seen, had it happened (None: sure), `expected` what a few versions of weights expect (log-odds) and how likely
    each would be seen and wanted.
    """

    channels: tuple[str, ...]
    b: Ints
    s: Ints
    channel: Ints
    outcome: Ints
    known_us: Ints
    opened_us: Ints
    context: Mapping[str, NDArray[Any]]
    strength: NDArray[np.float64]
    shown: NDArray[np.float64] | None = None
    expected: list[tuple[Weights, NDArray[np.float64], NDArray[np.float64] | None]] = field(
        default_factory=list, init=False, compare=False, repr=False
    )

    def __len__(self) -> int:
        return len(self.b)

    def columns(self, weights: Weights) -> Columns:
        """As the fit takes them; what a few versions of weights expect is kept, since every question of a moment asks for it."""
        kept = next(((offset, shown) for of, offset, shown in self.expected if of is weights), None)
        if kept is None:
            kept = self._expected(weights)
            self.expected.append((weights, *kept))
            del self.expected[:-MOST_VERSIONS]
        trials = (self.b, self.s, self.channel, self.outcome, self.known_us)
        offset, shown = kept
        return Columns(self.channels, *trials, offset, self.strength, self.opened_us, shown)

    def _expected(self, weights: Weights) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        """The offsets, and how likely each would be seen: shown by its source, and wanted by our words."""
        offset, wanted = np.zeros(len(self.b)), np.ones(len(self.b))
        for code, name in enumerate(self.channels):
            rows = np.flatnonzero(self.channel == code)
            context = {k: v[rows] for k, v in self.context.items()}
            offset[rows] = weights.offsets(context, name, len(rows))
            wanted[rows] = weights.wanted_of_many(context, name, len(rows))
        if bool((wanted == 1).all()):
            return offset, self.shown
        return offset, wanted if self.shown is None else self.shown * wanted

    def where(self, keep: NDArray[Any]) -> Facts:
        """Those trials, by mask or rising index."""
        return Facts(
            self.channels,
            self.b[keep],
            self.s[keep],
            self.channel[keep],
            self.outcome[keep],
            self.known_us[keep],
            self.opened_us[keep],
            {k: v[keep] for k, v in self.context.items()},
            self.strength[keep],
            None if self.shown is None else self.shown[keep],
        )

    def about(self, b: Ints) -> Facts:
        """Those of some people; all of them where most are, so that what is expected of all need not be worked out anew."""
        those = np.unique(b)
        low, high = np.searchsorted(self.b, those), np.searchsorted(self.b, those, side="right")
        size = high - low
        if 2 * int(size.sum()) > len(self):
            return self
        return self.where(np.arange(int(size.sum())) + np.repeat(low - np.cumsum(size) + size, size))

    def in_full(self) -> Facts:
        """Those that would surely have been seen: of the others the outcome is not known, so nothing is learned or tested on them."""
        return self if self.shown is None or bool((self.shown == 1).all()) else self.where(self.shown == 1)

    def of_factor(self, factor: Factor, weights: Weights) -> Facts:
        """Those that load on one factor."""
        codes = [i for i, name in enumerate(self.channels) if weights.channel(name).factor == factor]
        keep = np.isin(self.channel, codes)
        return self if keep.all() else self.where(keep)
