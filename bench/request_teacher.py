"""`python -m bench.request_teacher MODEL [--data DIR] [--kept FOLDER]`: let a larger model of requests judge unlabelled sentences of mail.

MODEL is a folder with a published sentence model (`bench.sentence_model`). The teacher adds a kernel machine over its inner layers to a
linear part and networks like those of our own; what each counts for is learned on what five trainings left out. It is taught six times, by
all labelled sentences and by the training part of each of the five folds that measure (`bench.request_model.folds`), and each time judges
the same sentences of DIR/mail-enron: drawn by a fixed seed, four with a word that requests use for one without, none that is a labelled
sentence. Writes `bench/request_taught.npz`. Takes ten minutes to an hour; the numbers of sentences are kept in FOLDER as they come.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC

from bench import request_model, sentence_model
from bench.mixtures import Units, apart, mixture
from bench.unlabelled import distinct_sentences
from regard.evidence.language.mixture import Mixture
from regard.evidence.language.words import tokens

MANY = 13_000
SHORTEST, LONGEST = 3, 45
"""Tokens of a sentence that is judged."""
_PIECE = 1_000
_ASKING = re.compile(r"\b(please|pls|you|your|we|let|can|could|would|should|need|if|call|send|give|know)\b|\?", re.IGNORECASE)
_REGULAR = 2.0


def main(arguments: list[str] | None = None) -> int:
    """Judge and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.request_teacher", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    parser.add_argument("--kept", type=Path, default=Path("request-numbers"))
    options = parser.parse_args(arguments)
    sentences, labels, digest = request_model.labelled(Path(options.data, "sentences-requests", "train.txt"))
    mail = drawn(Path(options.data, "mail-enron"), sentences)
    own = _numbers(sentences, options.model, options.kept, "labelled")
    far = _numbers(mail, options.model, options.kept, "mail")
    centre, scale = far.mean(axis=0), far.std(axis=0) + 1e-6
    own, far = (own - centre) / scale, (far - centre) / scale
    teacher = Teacher(request_model.units_of(sentences), labels, own)
    units, near = request_model.units_of(mail), _near(far, own)
    said, said_own = np.full((len(mail), 6), np.nan), np.full((len(labels), 6), np.nan)
    trainings = [np.arange(len(labels)), *(train for train, _ in request_model.folds(labels))]
    for column, train in enumerate(trainings):
        judge, left_out = teacher.taught(train)
        said[:, column], said_own[train, column] = judge(units, near), left_out
        print(f"teacher {column}: {len(train)} labels", flush=True)
    request_model.keep(mail, said, said_own, digest)
    return 0


def drawn(folder: Path, labelled: Sequence[str], many: int = MANY) -> list[str]:
    """The unlabelled sentences to judge; the same each time."""
    known = {_letters(s) for s in labelled}
    pool: dict[str, str] = {}
    for raw in distinct_sentences(folder):
        sentence = request_model.one_line(raw)
        key = _letters(sentence)
        lettered = sum(c.isalpha() or c == " " for c in sentence) > 0.8 * len(sentence)
        if key not in known and lettered and SHORTEST <= len(tokens(sentence)) <= LONGEST:
            pool.setdefault(key, sentence)
    keys = sorted(pool)
    random.Random(7).shuffle(keys)
    asking = [k for k in keys if _ASKING.search(pool[k])]
    other = [k for k in keys if not _ASKING.search(pool[k])]
    order: list[str] = []
    for i, plain in enumerate(other):
        order += [*asking[4 * i : 4 * i + 4], plain]
    return [pool[k] for k in order[:many]]


def _letters(sentence: str) -> str:
    return " ".join(w for w in tokens(sentence) if w[0].isalpha())


def _numbers(sentences: Sequence[str], model: Path, kept: Path, what: str) -> Any:
    kept.mkdir(parents=True, exist_ok=True)
    found = []
    for at in range(0, len(sentences), _PIECE):
        file = kept / f"{what}-{at:06d}.npy"
        if not file.exists():
            np.save(file, sentence_model.inner(sentences[at : at + _PIECE], model).astype(np.float16))
        found.append(np.load(file).astype(np.float32))
    return np.concatenate(found)


def _near(one: Any, other: Any) -> Any:
    """The kernel of rows and rows."""
    far = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None] - 2 * one @ other.T
    return np.exp(-0.5 / one.shape[1] * np.maximum(far, 0)).astype(np.float32)


class Teacher:
    """The larger model over labelled sentences."""

    def __init__(self, units: Units, labels: Any, numbers: Any) -> None:
        self.units, self.labels, self.near = units, labels, _near(numbers, numbers)

    def taught(self, train: Any) -> tuple[Callable[[Units, Any], Any], Any]:
        """(log-odds of units given their kernel with all labelled sentences; log-odds of the training sentences themselves, left out)."""
        left_out = np.zeros((len(train), 3))
        for a, b in StratifiedKFold(5, shuffle=True, random_state=0).split(train, self.labels[train]):
            left_out[b] = self._parts(train[a])(self.units.only(train[b]), self.near[train[b]])
        mixing = LogisticRegression(C=100).fit(left_out, self.labels[train])
        parts = self._parts(train)
        return lambda units, near: mixing.decision_function(parts(units, near)), mixing.decision_function(left_out)

    def _parts(self, train: Any) -> Callable[[Units, Any], Any]:
        small = _small(self.units.only(train), self.labels[train])
        machine = SVC(C=_REGULAR, kernel="precomputed").fit(self.near[np.ix_(train, train)], self.labels[train])
        weight = np.zeros(len(self.labels))
        weight[train[machine.support_]] = machine.dual_coef_[0]
        return lambda units, near: np.column_stack([apart(small, units), near @ weight + machine.intercept_[0]])


def _small(units: Units, labels: Any) -> Mixture:
    """A logistic regression over naive-Bayes weights, and four networks, taught with the labels alone."""
    yes, no = (1 + np.asarray(units.sparse[labels == k].sum(axis=0)).ravel() for k in (1, 0))
    ratio = np.log((yes / yes.sum()) / (no / no.sum()))
    linear = LogisticRegression(C=0.1, max_iter=300, solver="liblinear", random_state=0)
    linear.fit(units.sparse.multiply(ratio).tocsr(), labels)
    weights = np.where(units.present, ratio * linear.coef_[0], 0)
    return mixture(
        units, weights, float(linear.intercept_[0]), lambda seen: [_classes(seed).fit(seen, labels) for seed in range(4)]
    )


def _classes(seed: int) -> MLPClassifier:
    return MLPClassifier(hidden_layer_sizes=(64,), alpha=3.0, max_iter=25, random_state=seed)


if __name__ == "__main__":
    raise SystemExit(main())
