"""`python -m bench.expects [--write] [--data DIR] [--book FOLDER] [--draws N]`: learn what answer our words can expect, and say how well.

Reads all mailboxes of DIR/mail-enron into one book (a temporary one, or FOLDER) and takes every ask of which both sides are at hand
(`bench.expects_asks`). `--write` fits `regard.evidence.expectation` to all of them. Without it: fitted without any ask that a person
of the sales desk takes part in, read on the asks that the desk's mailboxes show. Beside the named facts stand the kinds that shipped
before, the same kinds fitted, finer kinds by rules, and hashed word sequences (2^15 buckets). All stand beside what ships for recipients
and first contact, each mailbox at its own rate, with a rate for each pair of people while fitting, so that words are not credited with who
asks whom. AUC is within a mailbox; intervals are over pairs of people.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

import regard
from bench.expects_asks import Asked, asked
from bench.ledger import DESK
from regard.evidence.expectation import COURTESY, MODEL, SIGNS
from regard.evidence.language.words import tokens
from regard.relationships.calibration import auc
from regard.relationships.weights import ASKING

WEIGHTS = Path(regard.__file__).parent / "evidence" / "models" / f"{MODEL}.json"
OURS = "enron.com"
HOLD, HOLD_WORDS, HOLD_SEQUENCES, HOLD_PAIR = 2.0, 10.0, 3.0, 1.0
"""How strongly a weight is held to nothing; chosen among 2, 5, 10 and 20 (sequences: 1, 3, 10, 30) on asks without the desk, by writer."""
BUCKETS = 1 << 15
BEFORE = {"request": 0.4, "question": 0.5, "statement": -0.5, "closing": -1.5}
Floats = NDArray[np.float64]
Matrix = Any


class Asks:
    """Asks as columns."""

    def __init__(self, rows: Sequence[Asked]) -> None:
        self.rows = list(rows)
        self.y = np.array([r.answered for r in rows], float)
        self.shown = np.array([r.shown for r in rows])
        self.beside = np.array([r.beside for r in rows])
        self.box = np.array([f"{r.box} {r.seen}" for r in rows])
        self.pair = np.array([f"{r.writer} {r.reader}" for r in rows])
        self.facts = np.array([[r.facts[name] for name in SIGNS] for r in rows])
        self.kind = np.array([r.kind for r in rows])

    def only(self, keep: NDArray[np.bool_]) -> Asks:
        """Those asks."""
        return Asks([r for r, kept in zip(self.rows, keep, strict=True) if kept])


def fitted(asks: Asks, columns: Matrix, hold: Floats, signs: Sequence[int] | None = None) -> Floats:
    """The weight of each column, beside a rate for each mailbox and each pair of people; none moves to the wrong side of nought."""
    own, pairs = _ones(asks.box), _ones(asks.pair)
    whole = csr_matrix(hstack([csr_matrix(columns), own, pairs]))
    held = np.concatenate([hold, np.full(own.shape[1], 0.05), np.full(pairs.shape[1], HOLD_PAIR)])
    turned = csr_matrix(whole.T)

    def loss(at: Floats) -> tuple[float, Floats]:
        p = 1 / (1 + np.exp(-(whole @ at + asks.beside)))
        seen = np.clip(asks.shown * p, 1e-9, 1 - 1e-9)
        value = -(asks.y * np.log(seen) + (1 - asks.y) * np.log(1 - seen)).sum() + 0.5 * (held * at * at).sum()
        slope = -(asks.y / seen - (1 - asks.y) / (1 - seen)) * asks.shown * p * (1 - p)
        return float(value), turned @ slope + held * at

    free: list[tuple[float | None, float | None]] = [(None, None)] * whole.shape[1]
    for n, sign in enumerate(signs or ()):
        free[n] = (0, None) if sign > 0 else (None, 0) if sign < 0 else (None, None)
    found = minimize(loss, np.zeros(whole.shape[1]), jac=True, method="L-BFGS-B", bounds=free, options={"maxiter": 500})
    weights: Floats = found.x[: columns.shape[1]]
    return weights


def _ones(names: NDArray[Any]) -> Matrix:
    known, code = np.unique(names, return_inverse=True)
    return csr_matrix((np.ones(len(names)), (np.arange(len(names)), code)), shape=(len(names), len(known)))


def by_facts(asks: Asks) -> Matrix:
    """The named facts."""
    return asks.facts


def by_kind(asks: Asks) -> Matrix:
    """The kinds as they are named, statements as the usual."""
    return np.column_stack([asks.kind == kind for kind in ("request", "question", "closing", "unread")]).astype(float)


def by_finer_kind(asks: Asks) -> Matrix:
    """Kinds by rules: nothing said, closing, question or request that wants something, one that does not, courtesy, promise, information;
    and whether it is a reply.
    """
    f = {name: asks.facts[:, n] > 0 for n, name in enumerate(SIGNS)}
    said = np.isin(asks.kind, ["request", "question"])
    courtesy = f["thanks"] & np.array([r.facts["words"] <= np.log1p(COURTESY) for r in asks.rows])
    rules = (f["empty"], f["closing"], f["asks"] & f["question"], f["asks"], said, courtesy, f["promise"])
    left, columns = np.ones(len(asks.rows), bool), []
    for rule in rules:
        columns.append(left & rule)
        left = left & ~rule
    return np.column_stack([*columns, f["reply"]]).astype(float)


def by_sequences(asks: Asks) -> Matrix:
    """Runs of one to three words, hashed; a mail's add up to the same whatever its length."""
    starts, cells, values = [0], [], []
    for row in asks.rows:
        said = " ".join(row.text[s.start : s.end] for s in row.spans if s.zone == "own")[:3000]
        words = ["^", *tokens(said)[:250], "$"]
        runs = {"_".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1)}
        runs |= {f"S:{word}" for word in tokens(row.subject)[:12]}
        found = sorted({crc32(run.encode()) & (BUCKETS - 1) for run in runs})
        cells += found
        values += [3 / max(len(found), 1) ** 0.5] * len(found)
        starts.append(len(cells))
    return csr_matrix((values, cells, starts), shape=(len(asks.rows), BUCKETS))


def _hold(name: str, width: int) -> Floats:
    if name == "facts":
        return np.array([HOLD_WORDS if fact in {"words", "long"} else HOLD for fact in SIGNS])
    return np.full(width, {"kinds": 0.5, "finer": 0.5, "sequences": HOLD_SEQUENCES}[name])


def _weights(name: str, asks: Asks, columns: Matrix) -> Floats:
    return fitted(asks, columns, _hold(name, columns.shape[1]), list(SIGNS.values()) if name == "facts" else None)


def learned(asks: Asks) -> tuple[dict[str, float], float]:
    """What ships: a weight for each fact, and the constant that puts mail which asks at `ASKING`."""
    weights = np.round(_weights("facts", asks, asks.facts), 3)
    wanting = asks.facts[:, list(SIGNS).index("asks")] > 0
    return dict(zip(SIGNS, weights.tolist(), strict=True)), round(ASKING - float((asks.facts[wanting] @ weights).mean()), 3)


def write(asks: Asks) -> None:
    """Put what is learned from all of these into the package."""
    weights, constant = learned(asks)
    said = hashlib.sha256("".join(r.text for r in asks.rows).encode("utf-8", "replace")).hexdigest()
    held = {
        "model": MODEL,
        "method": "logistic, signs fixed, fitted to asks of which both sides are at hand (bench/expects.py)",
        "asks": len(asks.y),
        "answered": int(asks.y.sum()),
        "trained_on": said,
        "constant": constant,
        "weights": weights,
    }
    WEIGHTS.write_text(json.dumps(held, indent=2) + "\n", "utf-8")
    print(f"{MODEL}: {len(asks.y)} asks, {int(asks.y.sum())} answered")


# ------------------------------------------------------------------------------------------------------- how well


def read_without(asks: Asks, people: set[str], draws: int) -> dict[str, Any]:
    """Every way of reading words, fitted without any ask of these people and read on their mailboxes; and where nothing is asked."""
    known = asks.only(np.array([not {r.writer, r.reader} & people for r in asks.rows]))
    aside = asks.only(np.array([r.box in people for r in asks.rows]))
    ways: dict[str, Callable[[Asks], Matrix]] = {
        "kinds": by_kind, "finer": by_finer_kind, "sequences": by_sequences, "facts": by_facts,
    }  # fmt: skip
    before = np.array([BEFORE.get(kind, 0.0) for kind in aside.kind])
    odds = {"none": np.zeros(len(aside.y)), "kinds, as shipped before": before}
    for name, way in ways.items():
        odds[name] = way(aside) @ _weights(name, known, way(known))
    found: dict[str, Any] = {"learned from": len(known.y), "answered of them": int(known.y.sum())}
    for part, keep in (("all", before < np.inf), ("nothing asked", ~np.isin(aside.kind, ["request", "question"]))):
        here = aside.only(keep)
        told = {name: measured(here, z[keep], draws) for name, z in odds.items()}
        best = told["facts"]["drawn"]
        for name, row in told.items():
            gains = [(a["auc"] - b["auc"], a["log_loss"] - b["log_loss"]) for a, b in zip(best, row.pop("drawn"), strict=True)]
            row["facts beside it"] = {
                m: _ends([g[n] for g in gains]) for n, m in enumerate(("auc", "log_loss")) if name != "facts"
            }
        found[part] = {"asks": len(here.y), "answered": int(here.y.sum()), **told}
    return found


def measured(asks: Asks, odds: Floats, draws: int) -> dict[str, Any]:
    """AUC, log-loss and calibration error with 95 % intervals over pairs, and the figures of every draw."""
    code = np.unique(asks.pair, return_inverse=True)[1]
    of = [np.flatnonzero(code == c) for c in range(code.max() + 1)]
    at = np.random.default_rng(7)
    whole = _scored(asks, odds, np.arange(len(odds)))
    drawn = [_scored(asks, odds, np.concatenate([of[c] for c in at.integers(0, len(of), len(of))])) for _ in range(draws)]
    return {name: [round(v, 4), *_ends([d[name] for d in drawn])] for name, v in whole.items()} | {"drawn": drawn}


def _ends(values: Sequence[float]) -> list[float]:
    return [round(float(v), 4) for v in np.quantile(values, [0.025, 0.975])] if values else []


def _scored(asks: Asks, odds: Floats, rows: NDArray[np.int64]) -> dict[str, float]:
    """Each mailbox is brought to its own rate, as a book's base rates are."""
    z, y, shown, box = odds[rows] + asks.beside[rows], asks.y[rows], asks.shown[rows], asks.box[rows]
    seen, areas, size = np.zeros(len(rows)), [], []
    for name in np.unique(box):
        here = np.flatnonzero(box == name)
        seen[here] = shown[here] / (1 + np.exp(-(z[here] + _rate(z[here], y[here], shown[here]))))
        ones, others = y[here].sum(), len(here) - y[here].sum()
        if min(ones, others) >= 5:
            areas.append(auc(z[here], y[here], np.ones(len(here))))
            size.append(ones * others / len(here))
    p = np.clip(seen, 1e-6, 1 - 1e-6)
    tenths = np.array_split(np.argsort(p, kind="stable"), 10)
    return {
        "auc": float(np.average(areas, weights=size)),
        "log_loss": float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()),
        "ece": float(sum(abs(p[t].sum() - y[t].sum()) for t in tenths) / len(y)),
    }


def _rate(z: Floats, y: Floats, shown: Floats) -> float:
    d = 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-(z + d)))
        seen = np.clip(shown * p, 1e-9, 1 - 1e-9)
        slope = ((y / seen - (1 - y) / (1 - seen)) * shown * p * (1 - p)).sum() - d / 2.25
        d += float(np.clip(slope / ((shown * p * (1 - p)).sum() + 1 / 2.25), -1, 1))
    return d


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and write, or measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    parser.add_argument("--book")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--draws", type=int, default=200)
    options = parser.parse_args(arguments)
    boxes = Path(options.data, "mail-enron")
    with tempfile.TemporaryDirectory() as scratch:
        rows, owners = asked(boxes, OURS, Path(options.book or scratch))
    asks = Asks(rows)
    if options.write:
        write(asks)
    else:
        desk = {person for person, box in owners.items() if box in DESK}
        print(json.dumps(read_without(asks, desk, options.draws), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
