"""`python -m bench.waits [--write] [--aside]`: learn how likely an open ask still waits, from a table of asks, and say how well.

`truth/text/waits_facts.csv` holds one ask a row: the SHA-256 of its mail's bytes, start and end of the sentence, the day on which it
was judged, `by` whom, the `fold` of its writer, `waits` (1, 0, or .5 where two readers differ), and the facts of `regard.evidence.waits`
as numbers; no text. `by`: "waits" and "waits_again" are asks judged by two readers (`truth/text/waits*.csv`), "one" is one reader
who did not see what the product said; "answered" was judged by nobody: these asks were answered by one of ours within a week (1), or they
got neither an answer nor any other mail of ours for three weeks (0). `python -m bench.waits_facts` makes the rows from the mail again.

First a logistic fit to "answered", then a second one to the judged that is drawn to the first; no weight may change its sign. People of
the fold "aside" are in neither, and looked at with `--aside` alone. A wait is told from the lowest chance at which, of asks judged by a
fit without their writer, so many waited that the interval's lower end is `WANTED`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import regard
from bench.truth.text.reading import shares, wilson
from regard.evidence.waits import MODEL, SIGNS

FACTS = Path(__file__).with_name("truth") / "text" / "waits_facts.csv"
WEIGHTS = Path(regard.__file__).parent / "evidence" / "models" / f"{MODEL}.json"
FOLDS = 6
FIRST, SECOND = 5.0, 8.0
"""How strongly weights are held to nothing in the first fit, and to the first in the second; the second was chosen among 1, 3, 8 and 20
by asks judged without their writer.
"""
WANTED = 0.85
MAY = 0.4
"""From here on a page may say “may wait”; below nothing is said."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Asks as columns: facts (asks by features), whether each waits (0 to 1), by whom it was judged, and the fold of its writer."""

    facts: Floats
    waits: Floats
    by: NDArray[np.str_]
    fold: NDArray[np.str_]

    def only(self, keep: NDArray[np.bool_]) -> Table:
        """The rows that are kept."""
        return Table(self.facts[keep], self.waits[keep], self.by[keep], self.fold[keep])


def table(file: Path = FACTS) -> Table:
    """The table of asks."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    facts = np.array([[float(r[name]) for name in SIGNS] for r in rows])
    of = {name: np.array([r[name] for r in rows]) for name in ("by", "fold")}
    return Table(facts, np.array([float(r["waits"]) for r in rows]), of["by"], of["fold"])


def fitted(asks: Table, towards: Floats, hold: float) -> Floats:
    """Weights and, last, the constant: logistic, held to `towards`, each weight on its own side of nought."""
    bounds: list[tuple[float | None, float | None]] = [(0, None) if s > 0 else (None, 0) for s in SIGNS.values()]

    def loss(at: Floats) -> tuple[float, Floats]:
        odds = asks.facts @ at[:-1] + at[-1]
        off = at[:-1] - towards[:-1]
        wrong = 1 / (1 + np.exp(-odds)) - asks.waits
        value = float((np.logaddexp(0, odds) - asks.waits * odds).sum() + hold / 2 * (off**2).sum())
        return value, np.append(asks.facts.T @ wrong + hold * off, wrong.sum())

    found: Floats = minimize(loss, towards, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return found


def learned(asks: Table, hold: float = SECOND) -> Floats:
    """Weights and constant from asks that were or were not answered, and then from those judged."""
    nothing = np.zeros(len(SIGNS) + 1)
    judged = asks.by != "answered"
    return fitted(asks.only(judged), fitted(asks.only(~judged), nothing, FIRST), hold)


def chances(asks: Table, weights: Floats) -> Floats:
    """The chance of each ask to wait."""
    found: Floats = 1 / (1 + np.exp(-(asks.facts @ weights[:-1] + weights[-1])))
    return found


def unseen(asks: Table, hold: float = SECOND) -> tuple[Table, Floats]:
    """(the judged asks, the chance of each by a fit without its fold)."""
    judged = asks.only(asks.by != "answered")
    out = np.zeros(len(judged.waits))
    for k in sorted(set(judged.fold)):
        out[judged.fold == k] = chances(judged.only(judged.fold == k), learned(asks.only(asks.fold != k), hold))
    return judged, out


def told_from(judged: Table, chance: Floats) -> float:
    """The lowest chance, in twentieths, from which on so many wait that the lower end of the share's interval is `WANTED`."""
    for cut in np.arange(0.4, 1.0, 0.05):
        waits = judged.waits[chance >= cut]
        if len(waits) and wilson(round(float(waits.sum())), len(waits))[0] >= WANTED:
            return round(float(cut), 2)
    raise SystemExit("No chance tells waits apart well enough.")


def auc(chance: Floats, waits: Floats) -> float:
    """How often an ask that waits has the higher chance than one that does not."""
    yes, no = chance[waits > 0.5], chance[waits < 0.5]
    return float((yes[:, None] > no[None]).mean() + (yes[:, None] == no[None]).mean() / 2)


def compared(asks: Table, chance: Floats, cut: float) -> dict[str, Any]:
    """Precision, and the share of all asks that wait, of the rules before (`wants`) and of the estimate from `cut` on."""
    wants = asks.facts[:, list(SIGNS).index("wants")] > 0.5
    all_ = float(asks.waits.sum())
    told: dict[str, Any] = {"asks": len(asks.waits), "wait": all_, "auc": round(auc(chance, asks.waits), 3)}
    for name, keep in (("rules", wants), ("estimate", chance >= cut)):
        right = round(float(asks.waits[keep].sum()))
        told[name] = {
            "told": int(keep.sum()),
            **shares({"precision": (right, int(keep.sum())), "recall": (right, round(all_))}),
        }
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print what asks left out show, and write the weights where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.waits", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the package's weights")
    parser.add_argument("--aside", action="store_true", help="look at the people put aside")
    options = parser.parse_args(arguments)
    asks = table()
    known = asks.only(asks.fold != "aside")
    judged, chance = unseen(known)
    cut = told_from(judged, chance)
    weights = learned(known)
    told = {"told_from": cut, "left out by turns": compared(judged, chance, cut)}
    if options.aside:
        aside = asks.only(asks.fold == "aside")
        told["aside"] = compared(aside, chances(aside, weights), cut)
    print(json.dumps(told, indent=2))
    if options.write:
        WEIGHTS.parent.mkdir(exist_ok=True)
        WEIGHTS.write_text(json.dumps(written(known, weights, cut), indent=2) + "\n", encoding="utf-8")
    return 0


def written(known: Table, weights: Floats, cut: float) -> dict[str, Any]:
    """The file of weights: numbers, and how they were made."""
    judged = known.only(known.by != "answered")
    usual = judged.facts.mean(axis=0)
    return {
        "model": MODEL,
        "method": "logistic, signs fixed, fitted to asks that were or were not answered and then to judged ones (bench/waits.py)",
        "judged": len(judged.waits),
        "answered_or_not": len(known.waits) - len(judged.waits),
        "trained_on": hashlib.sha256(FACTS.read_bytes()).hexdigest(),
        "told_from": cut,
        "may_from": MAY,
        "constant": round(float(weights[-1]), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(SIGNS, weights, strict=False)},
        "usual": {name: round(float(u), 4) for name, u in zip(SIGNS, usual, strict=True)},
    }


if __name__ == "__main__":
    raise SystemExit(main())
