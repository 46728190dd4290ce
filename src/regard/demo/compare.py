"""How near are the estimates to what was really so? Truth beside estimates, buyer by buyer, and what that adds up to.

The truth's scale is the generator's: 0 is a stranger, 1 about a standard deviation between buyers. The estimates' scale is log-odds. The
line between them (`Scale`) is fitted by maximum likelihood on the book's trials and the *true* standings alone,

    P(happened) = sigmoid(offset + w · (shift + stretch · true standing at the time)) · P(seen and wanted),

each trial counting as much as it does in the state (the detector's confidence, tempering, its channel's rho); no estimate has a part
in it. Coverage is counted on the log-odds scale; rank correlation needs no scale.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.answers.view import View
from regard.book import Book
from regard.demo.records import Latent
from regard.errors import RegardError, UsageError
from regard.flow.stored_trials import as_columns, decided
from regard.model import FACTORS, Factor
from regard.relationships.known import Z80, scale
from regard.relationships.newton import hidden
from regard.results import Estimate, Record

DRAWS = 1_000
"""Bootstrap draws of buyers behind each interval."""
FEW = 3
"""Fewer fair chances than this should never make an estimate known."""
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Scale(Record):
    """estimate's scale = shift + stretch · truth's scale, from `trials` decided trials; each with its standard error, and how these go
    together (-1 to 1).
    """

    shift: float
    stretch: float
    trials: int
    shift_off: float = 0.0
    stretch_off: float = 0.0
    together: float = 0.0

    def drawn(self, draws: int) -> NDArray[np.float64]:
        """So many lines (shift, stretch) as the trials leave open, by a fixed seed."""
        both = self.together * self.shift_off * self.stretch_off
        spread = np.array([[self.shift_off**2, both], [both, self.stretch_off**2]])
        return np.random.default_rng(1).multivariate_normal((self.shift, self.stretch), spread, draws)


@dataclass(frozen=True, slots=True)
class FactorFit(Record):
    """How one factor's estimates fit the truth.

    spearman: rank correlation; coverage80: share of true values inside the 80 % interval, on the log-odds scale; each with the
    ends of its 95 % interval (percentiles over buyers drawn again, and for coverage over lines from truth to log-odds: where deeds are
    rare the line is known to a seventh, which all buyers share); all None under three buyers. Of those known, and `_all`: of
    everybody with a fair chance. Where deeds are rare a deed is what makes an estimate known, so those known are mostly high and their
    ranks among themselves say less than the ranks of all.
    """

    factor: str
    known: int
    buyers: int
    spearman: float | None
    spearman_interval: tuple[float, float] | None
    coverage80: float | None
    coverage80_interval: tuple[float, float] | None
    with_chances: int
    spearman_all: float | None
    spearman_all_interval: tuple[float, float] | None
    coverage80_all: float | None
    coverage80_all_interval: tuple[float, float] | None
    known_with_few_chances: int
    scale: Scale


@dataclass(frozen=True, slots=True)
class BuyerTruth(Record):
    """One buyer: each factor's estimate, the true standing on the truth's own scale and as a score, whether the interval holds it."""

    key: str
    id: str
    name: str
    address: str
    company: str
    estimates: dict[str, Estimate]
    true: dict[str, float]
    true_score: dict[str, float]
    inside: dict[str, bool]


@dataclass(frozen=True, slots=True)
class IdentityCase(Record):
    """One planted case of who is who, and whether the book has it right (None: it has seen too little of it)."""

    kind: str
    addresses: tuple[str, ...]
    right: bool | None


@dataclass(frozen=True, slots=True)
class Comparison(Record):
    """Truth beside estimates, on the book's day."""

    as_of: str
    law: str
    factors: tuple[FactorFit, ...]
    identity: tuple[IdentityCase, ...]
    plays: dict[str, int]
    deals: dict[str, int]
    people: tuple[BuyerTruth, ...] = field(default=())


def compare(book: Book, truth: Path, as_of: str | None = None) -> Comparison:
    """Compares a book of the demo with the demo's `truth.json`.

    Raises UsageError where there is no such file.
    """
    try:
        told = json.loads(truth.read_text("utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"There is no truth of a demo at {truth}. Run `regard demo` first, in the same folder.") from None
    as_of = as_of or f"{told['end']}T00:00:00Z"
    view = book._view(as_of)  # noqa: SLF001 - the trials behind the estimates are no part of the book's interface
    latent = latents(told)
    keys = {a["address"]: k for k, p in told["people"].items() for a in p["addresses"]}
    scales = _scales(view, keys, latent, _deviations(told))
    people = _people(book, as_of, view, keys, latent, scales)
    plays: dict[str, int] = {}
    deals: dict[str, int] = {}
    for play in told["plays"]:
        plays[play["kind"]] = plays.get(play["kind"], 0) + 1
    for deal in told["deals"]:
        deals[deal["outcome"]] = deals.get(deal["outcome"], 0) + 1
    return Comparison(
        as_of=as_of,
        law=told["law"],
        factors=tuple(_fit(f, people, scales[f]) for f in FACTORS),
        identity=tuple(_case(book, case) for case in told["identity"]),
        plays=plays,
        deals=deals,
        people=people,
    )


def latents(truth: dict[str, Any]) -> dict[str, Latent]:
    """How each buyer really stands, week by week, of a truth as `truth.save` wrote it."""
    return {k: _latent(v) for k, v in truth["latent"].items()}


def _latent(told: dict[str, Any]) -> Latent:
    begins = int(np.datetime64(told["start"].rstrip("Z"), "s").astype(int))
    return Latent(begins, tuple(told["trust"]), tuple(told["value"]), tuple(told["rapport"]))


def _deviations(told: dict[str, Any]) -> dict[tuple[str, str], dict[str, float]]:
    return {(d["seller"], d["buyer"]): d for d in told["deviation"]}


def _scales(
    view: View,
    keys: dict[str, str],
    latent: dict[str, Latent],
    deviation: dict[tuple[str, str], dict[str, float]],
) -> dict[Factor, Scale]:
    """The line from truth to log-odds for each factor, fitted on trials and true standings."""
    live, weights = view.live, view.weights
    buyers, sellers, columns = as_columns(list(decided(live, view.as_of_us)), weights)
    person = dict(live.rows("SELECT id, address FROM person"))
    handles = {p: keys[a] for a, p in live.rows("SELECT address, person FROM handle") if a in keys}
    of_buyer = [handles.get(b) or keys.get(person.get(b, "")) for b in buyers]
    of_seller = [handles.get(s) or keys.get(person.get(s, "")) for s in sellers]
    found = {}
    for factor in FACTORS:
        x, y, offset, w, counts, shown = [], [], [], [], [], []
        for i in range(len(columns)):
            channel = weights.channels[columns.channels[columns.channel[i]]]
            key = of_buyer[columns.buyer[i]]
            if channel.factor != factor or key not in latent:
                continue
            pair = deviation.get((of_seller[columns.seller[i]] or "", key))
            true = getattr(latent[key].at(int(columns.known_us[i]) // _SECOND), factor) + (pair[factor] if pair else 0.0)
            x.append(true)
            y.append(columns.outcome[i])
            offset.append(columns.offset[i])
            w.append(channel.w)
            counts.append(columns.strength[i] * channel.rho)
            shown.append(1.0 if columns.shown is None else columns.shown[i])
        found[factor] = _line(*(np.array(v, dtype=float) for v in (x, y, offset, w, counts, shown)))
    return found


def _line(x: Any, y: Any, offset: Any, w: Any, counts: Any, shown: Any) -> Scale:
    """Shift and stretch by Newton's method, what may be there and not be seen by its expectation; a stranger's line where there are too
    few trials.
    """
    if len(x) < 30:
        return Scale(0.0, 1.0, len(x))
    design, theta = np.column_stack((w, w * x)), np.array([0.0, 1.0])
    for _ in range(1_000):
        p = 1 / (1 + np.exp(-(offset + design @ theta)))
        hessian = design.T @ (design * (counts * p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (counts * (np.where(y > 0, y, hidden(p, shown)) - p)))
        theta = theta + np.clip(step, -1, 1)
        if float(np.abs(step).max()) < 1e-9:
            break
    variance = np.linalg.inv(hessian)
    off = np.sqrt(np.diag(variance))
    told = (*theta, *off, variance[0, 1] / (off[0] * off[1]))
    shift, stretch, shift_off, stretch_off, together = (round(float(v), 4) for v in told)
    return Scale(shift, stretch, len(x), shift_off, stretch_off, together)


def _people(
    book: Book, as_of: str, view: View, keys: dict[str, str], latent: dict[str, Latent], scales: dict[Factor, Scale]
) -> tuple[BuyerTruth, ...]:
    found = []
    for row in book.people(as_of=as_of):
        key = keys.get(row.address, "")
        if key not in latent:
            continue
        state = latent[key].at(view.as_of_us // _SECOND)
        estimates = {str(f): getattr(row, f) for f in FACTORS}
        true = {str(f): getattr(state, f) for f in FACTORS}
        placed = {f: scales[f].shift + scales[f].stretch * true[f] for f in FACTORS}
        found.append(
            BuyerTruth(
                key=key,
                id=row.id,
                name=row.name,
                address=row.address,
                company=row.company,
                estimates=estimates,
                true={f: round(v, 4) for f, v in true.items()},
                true_score={str(f): round(scale(placed[f], view.weights.factors[f].team), 1) for f in FACTORS},
                inside={str(f): abs(placed[f] - estimates[f].mean) <= Z80 * estimates[f].sd for f in FACTORS},
            )
        )
    return tuple(found)


def _fit(factor: Factor, people: tuple[BuyerTruth, ...], line: Scale) -> FactorFit:
    known = [p for p in people if p.estimates[factor].known]
    seen = [p for p in people if p.estimates[factor].chances]
    of_known, of_all = (agreement(*_beside(factor, people, line)) for people in (known, seen))
    return FactorFit(
        factor=factor,
        known=len(known),
        buyers=len(people),
        spearman=of_known[0],
        spearman_interval=of_known[1],
        coverage80=of_known[2],
        coverage80_interval=of_known[3],
        with_chances=len(seen),
        spearman_all=of_all[0],
        spearman_all_interval=of_all[1],
        coverage80_all=of_all[2],
        coverage80_all_interval=of_all[3],
        known_with_few_chances=sum(1 for p in known if p.estimates[factor].chances < FEW),
        scale=line,
    )


def _beside(
    factor: Factor, people: Sequence[BuyerTruth], line: Scale
) -> tuple[list[float], list[float], list[bool], NDArray[np.bool_]]:
    """Estimated, true, whether the interval holds the truth, and whether it does by each line that may be so."""
    mean, sd = (np.array([getattr(p.estimates[factor], name) for p in people]) for name in ("mean", "sd"))
    true = np.array([p.true[factor] for p in people])
    lines = line.drawn(DRAWS)
    by_line = np.abs(lines[:, :1] + lines[:, 1:] * true - mean) <= Z80 * sd
    return mean.tolist(), true.tolist(), [p.inside[factor] for p in people], by_line


Interval = tuple[float, float]


def agreement(
    estimated: Sequence[float], true: Sequence[float], inside: Sequence[bool], by_line: NDArray[np.bool_] | None = None
) -> tuple[float | None, Interval | None, float | None, Interval | None]:
    """(rank correlation, its 95 % interval, share inside, its interval), by `DRAWS` draws of buyers with a fixed seed; None under three.

    by_line (`DRAWS` rows): who is inside by each line that truth may lie on; without it the line is taken as known.
    """
    if len(true) < 3:
        return None, None, None, None
    x, y, held = np.array(estimated), np.array(true), np.array(inside, dtype=float)
    drawn = np.random.default_rng(0).integers(0, len(y), (DRAWS, len(y)))
    return (
        round(float(_spearman(x[None], y[None])[0]), 4),
        _middle(_spearman(x[drawn], y[drawn])),
        round(float(held.mean()), 4),
        _middle((held[drawn] if by_line is None else np.take_along_axis(by_line, drawn, axis=1)).mean(axis=1)),
    )


def _spearman(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank correlation of each row, ties at their mean rank; nan where either does not vary."""
    from scipy.stats import rankdata

    a, b = (r - r.mean(axis=1, keepdims=True) for r in (rankdata(x, axis=1), rankdata(y, axis=1)))
    with np.errstate(invalid="ignore"):
        out: NDArray[np.float64] = (a * b).sum(axis=1) / np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    return out


def _middle(draws: NDArray[np.float64]) -> Interval:
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def _case(book: Book, case: dict[str, Any]) -> IdentityCase:
    """Whether the book takes addresses of one person for one, and of two people for two."""
    addresses = case["same"] or case["different"]
    ids = []
    for address in addresses:
        try:
            ids.append(book.person(address, timeline=1).id)
        except RegardError:
            continue
    right = None if len(ids) < len(addresses) else len(set(ids)) == (1 if case["same"] else len(ids))
    return IdentityCase(case["kind"], tuple(addresses), right)
