"""Where do many buyers stand at one moment? The whole book (or part of it) fitted at once from its stored trials.

Reads trial. One row of `Facts` is one buyer: what the lists say of them beside the estimates.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from regard.answers.complaints import complained
from regard.evidence.catalogue import CATALOGUE
from regard.flow.stored_trials import as_columns, decided, portions
from regard.interactions.answering import IN_TIME, WANTS_KINDS
from regard.model import FACTORS, Factor
from regard.relationships.display import estimate
from regard.relationships.state import fit_many
from regard.results import Estimate

if TYPE_CHECKING:
    from regard.relationships.display import Bands
    from regard.relationships.weights import Weights
    from regard.store.live import Live

Estimates = dict[Factor, Estimate]


LATELY = 8
"""So many asks tell how somebody answers now."""


@dataclass(slots=True)
class Facts:
    """What one buyer did lately: asks of ours in a row without an answer (and since when), usual latency, last complaint, and whether a
    whole week of theirs went without one since (`calmed`); `chances` are the decided trials of trust, `partly`
    asks without an answer in mailboxes that show a part of what comes in. Of their last `LATELY` asks that wanted an answer, and of which
    it is seen whether one came, how many there were (`wanted`) and how many they answered or declined in time (`answered`), and
    how many late, within two weeks (`late`); of those before, in time (`wanted_before`, `answered_before`).
    """

    chances: int = 0
    asks: int = 0
    unanswered: int = 0
    unanswered_since: int | None = None
    latencies: list[int] = field(default_factory=list)
    complained_us: int | None = None
    calmed: bool = False
    declined_us: int | None = None
    partly: int = 0
    wanted: int = 0
    answered: int = 0
    wanted_before: int = 0
    answered_before: int = 0
    late: int = 0

    @property
    def usual_latency(self) -> int | None:
        """The median time to an answer, of somebody who answers most of the time, from at least three answers."""
        usual = len(self.latencies) >= 3 and 2 * len(self.latencies) > self.asks
        return int(np.median(self.latencies)) if usual else None


@dataclass(frozen=True, slots=True)
class Standings:
    """Estimates of many buyers at one moment, toward the team and toward each seller; a stranger's where nothing is known."""

    as_of_us: int
    weights: Weights
    bands: Bands
    team: Mapping[str, Estimates]
    pairs: Mapping[tuple[str, str], Estimates]
    facts: Mapping[str, Facts]

    def of(self, buyer: str) -> Estimates:
        """The three estimates of a buyer toward the team."""
        found = self.team.get(buyer, {})
        return {f: found.get(f) or unknown(f, self.weights, self.bands) for f in FACTORS}

    def pair(self, buyer: str, seller: str) -> Estimates:
        """The three estimates of a buyer toward one seller."""
        found = self.pairs.get((buyer, seller), {})
        return {f: found.get(f) or unknown(f, self.weights, self.bands, pair=True) for f in FACTORS}


def unknown(factor: Factor, weights: Weights, bands: Bands, *, pair: bool = False) -> Estimate:
    """The estimate of somebody of whom nothing is known."""
    prior = weights.factors[factor]
    tau2 = prior.pair if pair else prior.team
    return estimate(prior.mean, tau2**0.5, tau2, 0, factor=factor, bands=bands)


def standings(live: Live, as_of_us: int, weights: Weights, bands: Bands, buyers: Sequence[str] | None = None) -> Standings:
    """The standing of `buyers` (all, if None) at `as_of_us`; a part of them at a time, so that memory stays bounded."""
    team: dict[str, Estimates] = {}
    pairs: dict[tuple[str, str], Estimates] = {}
    told: dict[str, Facts] = {}
    for rows in portions(decided(live, as_of_us, buyers)):
        _fit(rows, as_of_us, weights, bands, team, pairs)
        told |= _facts(rows)
    with_complaints(told, complained(live, as_of_us, buyers))
    return Standings(as_of_us, weights, bands, team, pairs, told)


def _fit(
    rows: Sequence[tuple[Any, ...]],
    as_of_us: int,
    weights: Weights,
    bands: Bands,
    team_of: dict[str, Estimates],
    pairs_of: dict[tuple[str, str], Estimates],
) -> None:
    """Fit the buyers of these rows and add their estimates."""
    names, sellers, columns = as_columns(rows, weights)
    book = fit_many(columns, as_of_us, weights)
    team: dict[str, Estimates] = defaultdict(dict)
    pairs: dict[tuple[str, str], Estimates] = defaultdict(dict)
    for i in range(len(book.buyer)):
        factor = FACTORS[int(book.factor[i])]
        team[names[int(book.buyer[i])]][factor] = estimate(
            float(book.mean[i]),
            float(book.sd[i]),
            weights.factors[factor].team,
            int(book.n[i]),
            factor=factor,
            bands=bands,
            move=book.moves.row(i),
        )
    for i in range(len(book.pair_row)):
        row = int(book.pair_row[i])
        factor = FACTORS[int(book.factor[row])]
        pairs[names[int(book.buyer[row])], sellers[int(book.pair_seller[i])]][factor] = estimate(
            float(book.pair_mean[i]),
            float(book.pair_sd[i]),
            weights.factors[factor].pair,
            int(book.pair_n[i]),
            factor=factor,
            bands=bands,
            move=book.pair_moves.row(i),
            team=team[names[int(book.buyer[row])]][factor],
        )
    team_of |= team
    pairs_of |= pairs


def with_complaints(told: dict[str, Facts], found: Mapping[str, tuple[int, bool]]) -> None:
    """Adds what was complained of to the facts of those of whom anything is known."""
    for buyer, (us, calmed) in found.items():
        if buyer in told:
            told[buyer].complained_us, told[buyer].calmed = us, calmed


_OF_TRUST = frozenset(c.name for c in CATALOGUE if c.factor == "trust")

Event = tuple[str, str, int, str, int, int | None, str | None, float]
"""channel, outcome, known_us, kind, opened_us, latency_us, decided_by, shown."""


def _facts(rows: Sequence[tuple[Any, ...]]) -> dict[str, Facts]:
    """The facts of each buyer, from rows sorted by buyer and time."""
    return {buyer: facts((*row[2:5], row[6], *row[15:19]) for row in of) for buyer, of in groupby(rows, key=itemgetter(0))}


def facts(events: Iterable[Event | tuple[Any, ...]]) -> Facts:
    """What one buyer did lately, from their decided trials in order of time."""
    found = Facts()
    lately: deque[tuple[int, bool]] = deque(maxlen=LATELY)
    late: set[int] = set()
    for channel, outcome, known_us, kind, opened_us, latency_us, decided_by, shown in events:
        found.chances += channel in _OF_TRUST
        if channel == "answers_ask" and shown < 1 and outcome == "0" and not decided_by:
            found.partly += 1  # no answer was seen, and it is no silence either
        elif channel == "answers_ask":
            found.asks += 1
            if kind in WANTS_KINDS:
                if len(lately) == LATELY:
                    found.wanted_before += 1
                    found.answered_before += lately[0][1]
                lately.append((opened_us, outcome == "1" or bool(decided_by)))
            if outcome == "1":
                found.unanswered, found.unanswered_since = 0, None
                if latency_us is not None:
                    found.latencies.append(latency_us)
            elif decided_by:
                found.declined_us = known_us
                found.unanswered, found.unanswered_since = 0, None
            elif kind in WANTS_KINDS:
                found.unanswered += 1
                found.unanswered_since = found.unanswered_since or opened_us
        elif channel == "comes_back" and (outcome == "1" or decided_by):
            late.add(opened_us - IN_TIME)  # its chance begins where that of the ask ends
            found.unanswered, found.unanswered_since = 0, None
    found.wanted, found.answered = len(lately), sum(answered for _, answered in lately)
    found.late = sum(not answered and opened in late for opened, answered in lately)
    return found
