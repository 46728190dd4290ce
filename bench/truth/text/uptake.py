"""`uptake`: does an answer take up what was said? Rank correlation with human ratings, over a folder's `*.csv` with the columns
`student_text, teacher_text, uptake_zscore, obs_id`.

Where the file is the one that the shipped model was trained on, each exchange is judged by a model trained without its whole lesson.
Intervals by a bootstrap over exchanges.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from bench.models import rated, unseen_uptake
from bench.truth.messages import Unreadable
from bench.truth.text.reading import Reading, with_intervals
from regard.evidence.language.mixture import Floats, shipped
from regard.evidence.language.uptake import MODEL, Exchange, stem, uptake
from regard.evidence.language.words import tokens


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder. Raises Unreadable where it holds no rated exchanges."""
    del strip_headers
    exchanges: list[Exchange] = []
    truth: list[float] = []
    found: list[float] = []
    trained = False
    for file in sorted(folder.glob("*.csv")):
        try:
            said, ratings, groups, digest = rated(file)
        except (KeyError, ValueError):
            raise Unreadable(f"{file.name} has no columns student_text, teacher_text, uptake_zscore, obs_id.") from None
        if not said:
            continue
        own = digest == shipped(MODEL).trained_on
        trained |= own
        exchanges += said
        truth += ratings.tolist()
        found += (unseen_uptake(said, ratings, groups) if own else uptake(said)).tolist()
    if len(truth) < 3:
        raise Unreadable(f"{folder} holds no *.csv of rated exchanges.")
    return Reading(
        len(truth),
        _scored(truth, np.array(found)),
        {"words shared": _scored(truth, np.array([_overlap(e) for e in exchanges]))},
        {"judged": "by models trained without the lesson" if trained else "by the shipped model"},
    )


def _overlap(exchange: Exchange) -> float:
    said, answer = ({stem(w) for w in tokens(text) if w[0].isalnum()} for text in exchange)
    return float(len(said & answer))


def _scored(truth: list[float], found: Floats) -> dict[str, object]:
    rows = list(zip(truth, found.tolist(), strict=True))

    def rho(some: list[tuple[float, float]]) -> float:
        both = np.array(some)
        return float(spearmanr(both[:, 0], both[:, 1])[0]) if np.ptp(both, axis=0).min() > 0 else 0.0

    return with_intervals(rows, {"rho": rho})  # type: ignore[dict-item]
