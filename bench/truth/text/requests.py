"""`requests`: does a sentence ask for something or settle that it will be done? Over a folder's `*.txt` of lines `Yes|No <tab> sentence`.

Where the file is the one that the shipped model was trained on, each sentence is judged by a model trained without it, taught over the
unlabelled mail of `mail-enron` beside the folder by a larger one trained without it (`bench.request_model`; ten minutes). The base rate of
the folder is estimated from its unlabelled sentences before the threshold of one half is applied. Intervals by a bootstrap over sentences.
Baselines: a question mark or a polite word; and word 1-3-grams in a logistic regression that is taught with the other folds of the very
folder it is measured on, which the shipped model is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from bench.request_model import labelled, taught, unseen
from bench.truth.messages import Unreadable
from bench.truth.text.reading import Reading, Tally, f1, precision, recall, with_intervals
from regard.evidence.language.mixture import Floats, shipped
from regard.evidence.language.requests import MODEL, chances, recentred
from regard.relationships.calibration import ece

_MARKS = ("please", "?", "can you", "could you", "would you", "will you", "let me know", "let's")


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder. Raises Unreadable where it holds no labelled sentences."""
    del strip_headers
    sentences: list[str] = []
    labels: list[int] = []
    raw: list[float] = []
    trained = False
    for file in sorted(folder.glob("*.txt")):
        found, truth, digest = labelled(file)
        if not found:
            continue
        own = digest == shipped(MODEL).trained_on
        trained |= own
        sentences += found
        labels += truth.tolist()
        raw += (unseen(found, truth, taught(folder.parent / "mail-enron", digest)) if own else chances(found)).tolist()
    if len(set(labels)) < 2:
        raise Unreadable(f"{folder} holds no *.txt with sentences marked Yes and No.")
    chance = recentred(np.array(raw), shipped(MODEL).base)
    marked = np.array([float(any(m in s.lower() for m in _MARKS)) for s in sentences])
    return Reading(
        len(labels),
        _scored(labels, chance),
        {
            "question mark or polite word": _scored(labels, marked),
            "word 1-3-grams": _scored(labels, by_grams(sentences, labels)),
        },
        {
            "judged": "by models trained without the sentence" if trained else "by the shipped model",
            "base": round(float(np.mean(labels)), 4),
            "base_estimated": round(float(chance.mean()), 4),
        },
    )


def by_grams(sentences: Sequence[str], labels: Sequence[int], folds: int = 5) -> Floats:
    """Each sentence's chance by a logistic regression over its word 1-3-grams, learned from the other folds."""
    y = np.array(labels)
    folds = min(folds, int(np.bincount(y).min()))
    if folds < 2:
        return np.full(len(y), y.mean())
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, min_df=2), LogisticRegression(C=10, max_iter=1000)
    )
    split = StratifiedKFold(folds, shuffle=True, random_state=1)
    return np.asarray(cross_val_predict(model, list(sentences), y, cv=split, method="predict_proba")[:, 1])


def _scored(labels: Sequence[int], chance: Floats) -> dict[str, object]:
    rows = list(zip(labels, chance.tolist(), strict=True))

    def parts(some: Sequence[tuple[int, float]]) -> tuple[Floats, Floats]:
        both = np.array(some)
        return both[:, 0], both[:, 1]

    def auc(some: Sequence[tuple[int, float]]) -> float:
        y, p = parts(some)
        return float(roc_auc_score(y, p)) if 0 < y.mean() < 1 else 0.5

    def tally(some: Sequence[tuple[int, float]]) -> list[Tally]:
        y, p = parts(some)
        said = p >= 0.5
        return [Tally(int((said & (y == 1)).sum()), int((said & (y == 0)).sum()), int((~said & (y == 1)).sum()))]

    def off(some: Sequence[tuple[int, float]]) -> float:
        y, p = parts(some)
        return float(ece(p, y, np.ones(len(y))))

    return with_intervals(
        rows,
        {
            "auc": auc,
            "f1": lambda r: f1(tally(r)),
            "ece": off,
            "precision": lambda r: precision(tally(r)),
            "recall": lambda r: recall(tally(r)),
        },
    )
