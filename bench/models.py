"""`python -m bench.models [words|requests|uptake|signature ...] [--data DIR]`: train the small text models again. Deterministic.

`words`: vectors from the unlabelled mail of DIR/mail-enron. Each word's neighbours one and two places to either side are counted apart,
so that words with the same grammar come near each other; positive mutual information (contexts to the power .75), truncated singular
values, eight bits. Words that stand in capitals within a sentence more often than not are names and stay out.

`requests`: the labelled sentences of DIR/sentences-requests/train.txt; see `regard.evidence.language.requests`.

`uptake`: the rated exchanges of DIR/listening-uptake/uptake.csv; see `regard.evidence.language.uptake`.

`signature`: marked mails and references to whole bodies; see `bench.signature_model`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import os
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.svm import SVR

import regard
from bench import signature_model
from bench.quotes import messages
from regard.evidence.language import requests, uptake, words
from regard.evidence.language.mixture import BUCKETS, DEPTH, EDGE, Floats, Kernel, Mixture, Trees
from regard.evidence.language.words import DIMENSIONS, tokens

MODELS = Path(regard.__file__).parent / "evidence" / "language" / "models"
VOCABULARY = 10_000
CONTEXTS = 4_000
UPTAKE_SCALE = 0.1
"""What a bucket counts for beside the ridge's penalty of ten: about what term weighting of such short texts gives it."""
_SENTENCE = re.compile(r"\n\s*\n|(?<=[.?!])\s+(?=[A-Z])")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|(?<=[a-z,] )[a-z]+")


def main(arguments: list[str] | None = None) -> int:
    """Train what is named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench.models", description=__doc__)
    parser.add_argument("models", nargs="*", default=["words", "requests", "uptake", "signature"])
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    options = parser.parse_args(arguments)
    MODELS.mkdir(exist_ok=True)
    if "words" in options.models:
        keys, vectors = learn_words(Path(options.data, "mail-enron"))
        np.savez_compressed(MODELS / "words-1.npz", keys=keys, vectors=vectors)
        print(f"words-1: {len(keys)} words")
    if "requests" in options.models:
        sentences, labels, digest = labelled(Path(options.data, "sentences-requests", "train.txt"))
        save(learn_requests(sentences, labels, digest), MODELS / "requests-1.npz")
        print(f"requests-1: {len(sentences)} sentences")
    if "uptake" in options.models:
        exchanges, ratings, _, digest = rated(Path(options.data, "listening-uptake", "uptake.csv"))
        save(learn_uptake(exchanges, ratings, digest), MODELS / f"{uptake.MODEL}.npz")
        print(f"{uptake.MODEL}: {len(exchanges)} exchanges")
    if "signature" in options.models:
        mails = signature_model.taught(Path(options.data))
        signature_model.write(signature_model.learn(mails), mails)
        print(f"{signature_model.FILE.stem}: {len(mails)} mails")
    return 0


# ------------------------------------------------------------------------------------------------------- words


def learn_words(folder: Path) -> tuple[Any, Any]:
    """(sorted hashes, vectors as 8-bit integers) from all mailboxes of `folder`."""
    counted: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    said: list[list[str]] = []
    for sentence in _distinct_sentences(folder):
        for word in _CAPITAL.findall(sentence):
            capital[word.lower()] += 1 if word[0].isupper() else -1
        found = ["^", *tokens(sentence), "$"]
        counted.update(found)
        said.append(found)
    vocabulary = [w for w, n in counted.most_common(2 * VOCABULARY) if capital[w] <= 0 and n >= 8][:VOCABULARY]
    number = {w: i for i, w in enumerate(vocabulary)}
    stream = np.array([i for s in said for i in (*(number.get(w, -1) for w in s), -1, -1)], np.int64)
    vectors = _reduced(_neighbours(stream, len(vocabulary)))
    keys = np.array([words.key(w) for w in vocabulary], np.uint32)
    order = np.argsort(keys, kind="stable")
    return keys[order], np.round(127 * vectors / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)[order]


def _distinct_sentences(folder: Path) -> Iterator[str]:
    seen: set[str] = set()
    for box in sorted(p for p in folder.iterdir() if p.is_dir()):
        for message in messages(box):
            for span in message.spans:
                if span.zone in {"own", "quoted"}:
                    for sentence in _SENTENCE.split(message.text[span.start : span.end]):
                        if 8 < len(sentence) < 1_500 and sentence not in seen:
                            seen.add(sentence)
                            yield sentence


def _neighbours(stream: Any, size: int) -> Any:
    """How often each word (row) has each context word at each of four places (column)."""
    total = csr_matrix((size, 4 * CONTEXTS))
    for place, offset in enumerate((-2, -1, 1, 2)):
        word, other = (stream[:-offset], stream[offset:]) if offset > 0 else (stream[-offset:], stream[:offset])
        kept = (word >= 0) & (other >= 0) & (other < CONTEXTS)
        cells = (word[kept], other[kept] + place * CONTEXTS)
        total = total + coo_matrix((np.ones(int(kept.sum())), cells), shape=total.shape).tocsr()
    return total


def _reduced(counts: Any) -> Any:
    """Unit vectors of the rows after weighting and truncation; the sign of each dimension is fixed."""
    cells = counts.tocoo()
    total = cells.sum()
    rows = np.asarray(cells.sum(axis=1)).ravel()
    columns = np.asarray(cells.sum(axis=0)).ravel() ** 0.75
    columns *= total / columns.sum()
    value = np.log(cells.data * total / (rows[cells.row] * columns[cells.col]))
    kept = value > 0
    weighted = coo_matrix((value[kept], (cells.row[kept], cells.col[kept])), shape=cells.shape).tocsr()
    left, strength, _ = svds(weighted, k=DIMENSIONS, v0=np.ones(min(weighted.shape)))
    found = left * np.sqrt(strength) * np.sign(left[np.abs(left).argmax(axis=0), np.arange(DIMENSIONS)])
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


# ---------------------------------------------------------------------------------------------------- requests


def labelled(file: Path) -> tuple[list[str], Any, str]:
    """(sentences, 1 for a request, digest of the file) of lines `Yes|No <tab> sentence`."""
    raw = file.read_bytes()
    rows = [line.split("\t", 1) for line in raw.decode("utf-8", "replace").splitlines()]
    kept = [(label, sentence) for label, sentence in (r for r in rows if len(r) == 2) if label in {"Yes", "No"}]
    return [s for _, s in kept], np.array([label == "Yes" for label, _ in kept], int), hashlib.sha256(raw).hexdigest()


def learn_requests(sentences: list[str], labels: Any, digest: str = "") -> Mixture:
    """The whole model, its mixing calibrated on the sentences that each of five trainings left out."""
    read = [tokens(s)[: requests.LONGEST] for s in sentences]
    units = Units([requests.buckets(w) for w in read], np.array([requests.outline(w) for w in read], np.float32))
    folds = StratifiedKFold(5, shuffle=True, random_state=0).split(units.numbers, labels)
    left_out = np.zeros((len(labels), 2))
    for train, test in folds:
        left_out[test] = apart(_requests(units.only(train), labels[train]), units.only(test))
    mixing = LogisticRegression(C=100).fit(left_out, labels)
    mix = (float(mixing.coef_[0][0]), float(mixing.coef_[0][1]), float(mixing.intercept_[0]))
    return replace(_requests(units, labels), mix=mix, base=float(labels.mean()), trained_on=digest)


def unseen_requests(sentences: list[str], labels: Any, folds: int = 5) -> Floats:
    """Each sentence's chance by a model trained without it."""
    out = np.zeros(len(labels))
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=1).split(sentences, labels):
        model = learn_requests([sentences[i] for i in train], labels[train])
        out[test] = requests.chances([sentences[i] for i in test], model)
    return out


def _requests(units: Units, labels: Any) -> Mixture:
    """A logistic regression over naive-Bayes weights (Wang and Manning 2012), and four networks."""
    yes, no = (1 + np.asarray(units.sparse[labels == k].sum(axis=0)).ravel() for k in (1, 0))
    ratio = np.log((yes / yes.sum()) / (no / no.sum()))
    linear = LogisticRegression(C=0.1, max_iter=300, solver="liblinear", random_state=0)
    linear.fit(units.sparse.multiply(ratio).tocsr(), labels)
    weights = np.where(units.present, ratio * linear.coef_[0], 0)
    return _mixture(
        units, weights, float(linear.intercept_[0]), lambda seen: [_classes(seed).fit(seen, labels) for seed in range(4)]
    )


def _classes(seed: int) -> MLPClassifier:
    return MLPClassifier(hidden_layer_sizes=(64,), alpha=3.0, max_iter=25, random_state=seed)


# ------------------------------------------------------------------------------------------------------ uptake


def rated(file: Path) -> tuple[list[tuple[str, str]], Any, Any, str]:
    """(exchanges, mean standardised rating, the observation each belongs to, digest) of a file of rated exchanges."""
    raw = file.read_bytes()
    rows = [r for r in csv.DictReader(io.StringIO(raw.decode("utf-8", "replace"))) if r.get("uptake_zscore")]
    exchanges = [(r["student_text"], r["teacher_text"]) for r in rows]
    ratings = np.array([float(r["uptake_zscore"]) for r in rows])
    return exchanges, ratings, np.array([r["obs_id"] for r in rows]), hashlib.sha256(raw).hexdigest()


def learn_uptake(exchanges: list[tuple[str, str]], ratings: Any, digest: str = "") -> Mixture:
    """All parts, and what each counts for: a regression without negative factors on the exchanges that five trainings left out."""
    read = [uptake.read(e) for e in exchanges]
    units = Units([uptake.buckets(e) for e in read], np.array([uptake.outline(e) for e in read], np.float32))
    left_out = np.zeros((len(ratings), 4))
    for train, test in KFold(5, shuffle=True, random_state=0).split(units.numbers):
        left_out[test] = apart(_uptake(units.only(train), ratings[train]), units.only(test))
    spread = left_out.std(axis=0)
    mixing = LinearRegression(positive=True).fit(left_out / spread, ratings)
    mix = (*(float(c) for c in mixing.coef_ / spread), float(mixing.intercept_))
    return replace(_uptake(units, ratings), mix=mix, base=float(ratings.mean()), trained_on=digest)


def unseen_uptake(exchanges: list[tuple[str, str]], ratings: Any, groups: Any, folds: int = 10) -> Floats:
    """Each exchange's uptake by a model trained without its whole lesson."""
    out = np.zeros(len(ratings))
    for train, test in GroupKFold(folds).split(exchanges, ratings, groups):
        model = learn_uptake([exchanges[i] for i in train], ratings[train])
        out[test] = uptake.uptake([exchanges[i] for i in test], model)
    return out


def _uptake(units: Units, ratings: Any) -> Mixture:
    """A ridge regression over buckets; six networks, a kernel machine, and boosted trees over numbers."""
    linear = Ridge(10.0).fit(units.sparse * UPTAKE_SCALE, ratings)
    nets = lambda seen: [_numbers(seed).fit(seen, ratings) for seed in range(6)]  # noqa: E731
    found = _mixture(units, np.where(units.present, linear.coef_ * UPTAKE_SCALE, 0), float(linear.intercept_), nets)
    seen = found.standardised(units.numbers)
    return replace(found, kernel=_kernel(seen, ratings), trees=_trees(seen[:, : -words.DIMENSIONS], ratings))


def _kernel(seen: Any, ratings: Any) -> Kernel:
    gamma = 0.4 / seen.shape[1]
    machine = SVR(C=0.5, gamma=gamma, epsilon=0.2).fit(seen, ratings)
    rows, weights = machine.support_vectors_.astype(np.float32), machine.dual_coef_[0].astype(np.float32)
    return Kernel(rows, weights, gamma, float(machine.intercept_[0]))


def _trees(seen: Any, ratings: Any, bags: int = 3) -> Trees:
    """Boosted trees over plain numbers (no word vectors), of several seeds, their mean as one row of trees."""
    asks, above, leaves, bias = [], [], [], 0.0
    for seed in range(bags):
        machine = GradientBoostingRegressor(
            n_estimators=160, max_depth=DEPTH, learning_rate=0.04, subsample=0.5, max_features=0.15, min_samples_leaf=10,
            random_state=seed,
        ).fit(seen, ratings)  # fmt: skip
        bias += float(machine.init_.constant_[0, 0]) / bags
        for (tree,) in machine.estimators_:
            a, b, c = _whole(tree.tree_)
            asks.append(a)
            above.append(b)
            leaves.append(np.array(c) * machine.learning_rate / bags)
    cuts = np.array(above)
    single = cuts.astype(np.float32)
    single = np.where(single > cuts, np.nextafter(single, np.float32(-np.inf)), single)  # a number on a cut stays on its side
    return Trees(np.array(asks, np.int16), single, np.array(leaves, np.float32), bias)


def _whole(tree: Any) -> tuple[list[int], list[float], list[float]]:
    """A tree with all its branches as long as the longest: where it ended early, both answers lead to the same end."""
    nodes = [0]
    asks, above = [], []
    for at in range(2**DEPTH - 1):
        node = nodes[at]
        ends = tree.children_left[node] < 0
        asks.append(0 if ends else int(tree.feature[node]))
        above.append(0.0 if ends else float(tree.threshold[node]))
        nodes += [node, node] if ends else [tree.children_left[node], tree.children_right[node]]
    return asks, above, [float(tree.value[node][0][0]) for node in nodes[2**DEPTH - 1 :]]


def _numbers(seed: int) -> MLPRegressor:
    return MLPRegressor(hidden_layer_sizes=(16,), alpha=30.0, max_iter=60, learning_rate_init=0.003, random_state=seed)


# ---------------------------------------------------------------------------------------------------- mixtures


@dataclass(frozen=True, slots=True)
class Units:
    """What is learned from: each unit's buckets, and its row of numbers."""

    hashed: list[Any]
    numbers: Any

    @property
    def sparse(self) -> Any:
        """Units by buckets, 1 where a unit has it."""
        starts = np.cumsum([0, *(len(h) for h in self.hashed)])
        return csr_matrix((np.ones(int(starts[-1])), np.concatenate(self.hashed), starts), shape=(len(self.hashed), BUCKETS))

    @property
    def present(self) -> Any:
        """Which buckets any unit has."""
        found = np.zeros(BUCKETS, bool)
        found[np.concatenate(self.hashed)] = True
        return found

    def only(self, places: Any) -> Units:
        """Some of them."""
        return Units([self.hashed[i] for i in places], self.numbers[places])


def apart(model: Mixture, units: Units) -> Any:
    """The answers of all parts, side by side."""
    return model.parts(units.hashed, units.numbers)


def _mixture(units: Units, weights: Any, bias: float, learn: Callable[[Any], list[Any]]) -> Mixture:
    centre, scale = units.numbers.mean(axis=0), units.numbers.std(axis=0) + 1e-3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopping early is meant: it keeps a network from learning its units by heart
        nets = learn(np.clip((units.numbers - centre) / scale, -EDGE, EDGE))
    layers = tuple(
        (
            n.coefs_[0].astype(np.float32),
            n.intercepts_[0].astype(np.float32),
            n.coefs_[1][:, 0].astype(np.float32),
            float(n.intercepts_[1][0]),
        )
        for n in nets
    )
    return Mixture(weights.astype(np.float32), bias, centre, scale, layers, (1.0, 1.0, 0.0), 0.0, "")


def save(model: Mixture, file: Path) -> None:
    """Write a model with its weights as small integers."""
    held: dict[str, Any] = {}
    held["linear_scale"] = np.float32(np.abs(model.linear).max() / 127)
    held["linear"] = np.round(model.linear / held["linear_scale"]).astype(np.int8)
    for i, (hidden, bias, out, constant) in enumerate(model.layers):
        held[f"hidden_scale{i}"] = np.float32(np.abs(hidden).max() / 127)
        held[f"hidden{i}"] = np.round(hidden / held[f"hidden_scale{i}"]).astype(np.int8)
        held[f"hidden_bias{i}"], held[f"out{i}"], held[f"out_bias{i}"] = bias, out.astype(np.float32), np.float32(constant)
    if model.kernel is not None:
        held["kernel_rows"] = np.round(model.kernel.rows * (127 / EDGE)).astype(np.int8)
        held["kernel_weights"] = model.kernel.weights
        held["kernel_gamma"], held["kernel_bias"] = model.kernel.gamma, model.kernel.bias
    if model.trees is not None:
        held["tree_asks"], held["tree_above"], held["tree_leaves"] = model.trees.asks, model.trees.above, model.trees.leaves
        held["tree_bias"] = model.trees.bias
    np.savez_compressed(
        file,
        bias=np.float32(model.bias),
        centre=model.centre.astype(np.float32),
        scale=model.scale.astype(np.float32),
        networks=len(model.layers),
        mix=np.array(model.mix),
        base=model.base,
        trained_on=model.trained_on,
        **held,
    )


if __name__ == "__main__":
    raise SystemExit(main())
