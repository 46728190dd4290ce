"""How near are the estimates to what was really so? Truth beside estimates, buyer by buyer, and what that adds up to.

The truth's scale is the generator's: 0 is a stranger, 1 about a standard deviation between buyers. The estimates' scale is log-odds. The
line between them (`Scale`) is fitted by maximum likelihood on the book's trials and the *true* standings alone,

    P(happened) = sigmoid(offset + w · (shift + stretch · true standing at the time)),

each trial counting as much as it does in the state (the detector's confidence, tempering, its channel's rho); no estimate has a part
in it. Coverage is counted on the log-odds scale; rank correlation needs no scale.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from regard.answers.view import View
from regard.book import Book
from regard.demo.records import Latent
from regard.errors import RegardError, UsageError
from regard.flow.stored_trials import as_columns, decided
from regard.model import FACTORS, Factor
from regard.relationships.display import Z80, scale
from regard.results import Estimate, Record

FEW = 3
"""Fewer fair chances than this should never make an estimate known."""
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Scale(Record):
    """estimate's scale = shift + stretch · truth's scale, from `trials` decided trials."""

    shift: float
    stretch: float
    trials: int


@dataclass(frozen=True, slots=True)
class FactorFit(Record):
    """How one factor's known estimates fit the truth.

    spearman: rank correlation; coverage80: share of true values inside the 80 % interval, on the log-odds
    scale; both None under three buyers.
    """

    factor: str
    known: int
    buyers: int
    spearman: float | None
    coverage80: float | None
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
    latent = {k: _latent(v) for k, v in told["latent"].items()}
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
        x, y, offset, w, counts = [], [], [], [], []
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
        found[factor] = _line(*(np.array(v, dtype=float) for v in (x, y, offset, w, counts)))
    return found


def _line(x: Any, y: Any, offset: Any, w: Any, counts: Any) -> Scale:
    """Shift and stretch by Newton's method; a stranger's line where there are too few trials."""
    if len(x) < 30:
        return Scale(0.0, 1.0, len(x))
    design, theta = np.column_stack((w, w * x)), np.array([0.0, 1.0])
    for _ in range(60):
        p = 1 / (1 + np.exp(-(offset + design @ theta)))
        hessian = design.T @ (design * (counts * p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (counts * (y - p)))
        theta = theta + np.clip(step, -1, 1)
        if float(np.abs(step).max()) < 1e-9:
            break
    return Scale(round(float(theta[0]), 4), round(float(theta[1]), 4), len(x))


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
    from scipy.stats import spearmanr

    known = [p for p in people if p.estimates[factor].known]
    enough = len(known) >= 3
    return FactorFit(
        factor=factor,
        known=len(known),
        buyers=len(people),
        spearman=round(
            float(spearmanr([p.estimates[factor].mean for p in known], [p.true[factor] for p in known]).statistic), 4
        )
        if enough
        else None,
        coverage80=round(sum(p.inside[factor] for p in known) / len(known), 4) if enough else None,
        known_with_few_chances=sum(1 for p in known if p.estimates[factor].chances < FEW),
        scale=line,
    )


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
