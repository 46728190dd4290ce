"""All that a protocol reads, as known to one book, and what it gives back: outcomes with the chances of every reader.

The weights of a world are those of its book: moved to its base rates (`recentred`), or fitted to it whole (`as_a_book`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.model import FACTORS, Factor
from regard.relationships.spread import with_spread
from regard.relationships.validity import readers
from regard.relationships.validity.features import History
from regard.relationships.validity.mails import WINDOW, Asks, Facts, Mail
from regard.relationships.validity.moments import Moments, Standing, standing
from regard.relationships.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
REGIONS = ("the Americas", "Europe and Africa", "Asia and the Pacific")
"""Where buyers are, as the clocks on their own mails say; -1: no clock was seen."""
LANGUAGES = ("who write in a language that is read", "who write in another language")
"""What most of a buyer's own mails are in; -1: none of their words was read."""
Shows = Callable[[int, int, int], bool]
"""Whether the sources show all that is written to seller s in [start, end)."""


@dataclass(frozen=True, slots=True)
class World:
    """All that a protocol reads. What opens before `split_us` may train readers; what opens in [split_us, until_us) is the test.

    `shows` says what the sources show (None: everything); `most_tested` and `most_training` bound
    the rows (evenly thinned; None: all tested rows, and 20,000 training asks). Pairs are asked about at the split and every 30 days
    from there on, or, `once`, at the split alone. `region` and `language` of each
    person index `REGIONS` and `LANGUAGES`. `made` keeps what is made of mail and facts alone, for all targets and cuts.
    """

    mail: Mail
    asks: Asks
    facts: Facts
    by_factor: Mapping[Factor, Facts]
    history: History
    weights: Weights
    split_us: int
    until_us: int
    shows: Shows | None = None
    most_tested: int | None = None
    most_training: int | None = None
    once: bool = False
    region: Ints | None = None
    language: Ints | None = None
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, mail: Mail, asks: Asks, facts: Facts, weights: Weights, split_us: int) -> World:
        """Index a history once for all protocols."""
        by_factor = {f: facts.of_factor(f, weights) for f in FACTORS}
        return cls(mail, asks, facts, by_factor, History.of(mail, asks), weights, split_us, mail.end_us + 1)

    def before(self, end_us: int) -> World:
        """The world as it was known at `end_us`: no mail, ask or outcome after it."""
        m = self.mail
        keep = m.us < end_us
        mail = Mail(m.sender[keep], m.recipient[keep], m.us[keep], m.recipients[keep], m.people, m.start_us, end_us)
        asks = self.asks.where(self.asks.us + WINDOW < end_us)
        facts = self.facts.where(self.facts.known_us < end_us)
        made = World.of(mail, asks, facts, self.weights, min(self.split_us, end_us))
        bounds = {"most_tested": self.most_tested, "most_training": self.most_training, "once": self.once}
        return replace(made, shows=self.shows, region=self.region, language=self.language, **bounds)  # type: ignore[arg-type]

    @property
    def burnt_in_us(self) -> int:
        """From when on rows may train: the first third of the training time only builds states."""
        return self.mail.start_us + (self.split_us - self.mail.start_us) // 3

    def standing(self, b: Ints, s: Ints, us: Ints, history: int | None = None, factor: Factor = "trust") -> Standing:
        """States of b toward s just before each moment, from the evidence of the last `history` microseconds (default all)."""
        return standing(self.by_factor[factor], Moments(b, s, us), self.weights, history, factor)

    def shown(self, s: Ints, start: int, end: int) -> NDArray[np.bool_]:
        """For each seller whether the sources show what was written to them in [start, end)."""
        if self.shows is None:
            return np.ones(len(s), dtype=bool)
        codes, at = np.unique(s, return_inverse=True)
        return np.array([self.shows(int(code), start, end) for code in codes], dtype=bool)[at]


@dataclass(frozen=True, slots=True)
class Answers:
    """Test rows: outcome, buyer, and chances by name.

    `parts` are readings of what the state is made of (`channels`), of a state without the target's own channel (`others`), or of what
    it could be (`three`: value and rapport beside trust). `cold` marks pairs without any decided chance before; `mails` counts what
    had passed between the pair; `fold` is the cut, `region` where the buyer is (index of `REGIONS`), `language` what they write in
    (index of `LANGUAGES`).
    """

    y: Floats
    buyer: Ints
    rows: dict[str, Floats]
    baselines: dict[str, Floats]
    parts: dict[str, Floats] = field(default_factory=dict)
    cold: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    mails: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    fold: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    region: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    language: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.y)


def joined(parts: Sequence[Answers]) -> Answers:
    """The rows of several tests, one after the other, `fold` by their place; names that not all with rows have are left out."""
    places = [k for k, part in enumerate(parts) if len(part)]
    parts = [parts[k] for k in places]
    if not parts:
        none = np.zeros(0)
        return Answers(none, none.astype(np.int64), {}, {})

    def put(name: str) -> dict[str, Floats]:
        found = [getattr(p, name) for p in parts]
        return {k: np.concatenate([f[k] for f in found]) for k in found[0] if all(k in f for f in found)}

    names = ("y", "buyer", "cold", "mails", "region", "language")
    y, buyer, cold, mails, region, language = (np.concatenate([getattr(p, k) for p in parts]) for k in names)
    fold = np.repeat(np.array(places, dtype=np.int64), [len(p) for p in parts])
    return Answers(y, buyer, put("rows"), put("baselines"), put("parts"), cold, mails, fold, region, language)


def recentred(world: World) -> World:
    """The same world with the intercepts moved to this company's base rates, measured on trials known before the split.

    Strangers, standing ~ N(0, prior variance), then do as often as the base rate says. No other number of the weights moves.
    """
    weights = world.weights
    channels = dict(weights.channels)
    columns = world.facts.columns(weights)
    early = world.facts.known_us < world.split_us
    for code, name in enumerate(columns.channels):
        rows = early & (columns.channel == code)
        if rows.sum() < 100:
            continue
        prior = weights.factors[weights.channel(name).factor]
        spread = np.array([weights.channel(name).w ** 2 * prior.pair])
        shift = readers.shift(columns.offset[rows], spread, float(columns.outcome[rows].mean()))
        channels[name] = replace(channels[name], intercept=channels[name].intercept + shift)
    return replace(world, weights=replace(weights, channels=channels))


def as_a_book(world: World) -> World:
    """The same world with its weights fitted to it as a book's are: base rates, spread and movement, from before the split alone."""
    usual = recentred(world)
    early = world.facts.where(world.facts.known_us < world.split_us)
    return recentred(replace(world, weights=with_spread(usual.weights, early.columns(usual.weights))))
