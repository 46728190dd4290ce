"""`python -m bench.models [words|requests|uptake|signature ...] [--data DIR]`: train the small text models again. Deterministic.

`words`: vectors from the unlabelled mail of DIR/mail-enron. Each word's neighbours one and two places to either side are counted apart,
so that words with the same grammar come near each other; positive mutual information (contexts to the power .75), truncated singular
values, eight bits. Words that stand in capitals within a sentence more often than not are names and stay out.

`requests`: the labelled sentences of DIR/sentences-requests/train.txt and what a larger model made of sentences of DIR/mail-enron; see
`bench.request_model`.

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
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import GroupKFold, KFold
from sklearn.neural_network import MLPRegressor
from sklearn.svm import SVR

import regard
from bench import request_model, signature_model
from bench.mixtures import Units, apart, mixture, save
from bench.unlabelled import distinct_sentences
from regard.evidence.language import requests, uptake, words
from regard.evidence.language.mixture import DEPTH, Floats, Kernel, Mixture, Trees
from regard.evidence.language.words import DIMENSIONS, tokens

MODELS = Path(regard.__file__).parent / "evidence" / "language" / "models"
VOCABULARY = 10_000
CONTEXTS = 4_000
UPTAKE_SCALE = 0.1
"""What a bucket counts for beside the ridge's penalty of ten: about what term weighting of such short texts gives it."""
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
        sentences, labels, digest = request_model.labelled(Path(options.data, "sentences-requests", "train.txt"))
        taught = request_model.taught(Path(options.data, "mail-enron"), digest)
        save(request_model.learn(sentences, labels, taught, digest), MODELS / f"{requests.MODEL}.npz")
        print(f"{requests.MODEL}: {len(sentences)} sentences, {len(taught.sentences)} of mail")
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
    for sentence in distinct_sentences(folder):
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
    found = mixture(units, np.where(units.present, linear.coef_ * UPTAKE_SCALE, 0), float(linear.intercept_), nets)
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


if __name__ == "__main__":
    raise SystemExit(main())
