"""`python -m bench.models [words|requests ...] [--data DIR]`: train the small text models of the package again. Deterministic.

`words`: vectors from the unlabelled mail of DIR/mail-enron. Each word's neighbours one and two places to either side are counted apart,
so that words with the same grammar come near each other; positive mutual information (contexts to the power .75), truncated singular
values, eight bits. Words that stand in capitals within a sentence more often than not are names and stay out.

`requests`: the labelled sentences of DIR/sentences-requests/train.txt; see `regard.evidence.language.requests`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier

import regard
from bench.quotes import messages
from regard.evidence.language import requests, words
from regard.evidence.language.requests import BUCKETS, LONGEST, Floats, Model, buckets, outline
from regard.evidence.language.words import DIMENSIONS, tokens

MODELS = Path(regard.__file__).parent / "evidence" / "language" / "models"
VOCABULARY = 10_000
CONTEXTS = 4_000
_SENTENCE = re.compile(r"\n\s*\n|(?<=[.?!])\s+(?=[A-Z])")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|(?<=[a-z,] )[a-z]+")


def main(arguments: list[str] | None = None) -> int:
    """Train what is named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench.models", description=__doc__)
    parser.add_argument("models", nargs="*", default=["words", "requests"])
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


def learn_requests(sentences: list[str], labels: Any, digest: str = "") -> Model:
    """The whole model, its mixing calibrated on the sentences that each of five trainings left out."""
    sparse, dense = _seen(sentences)
    scores = np.zeros((len(labels), 2))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(dense, labels):
        part = _trained(sparse[train], dense[train], labels[train])
        scores[test] = _log_odds(part, sparse[test], dense[test])
    mixing = LogisticRegression(C=100).fit(scores, labels)
    mix = (float(mixing.coef_[0][0]), float(mixing.coef_[0][1]), float(mixing.intercept_[0]))
    whole = _trained(sparse, dense, labels)
    return Model(*whole, mix, float(labels.mean()), digest)


def unseen(sentences: list[str], labels: Any, folds: int = 5) -> Floats:
    """Each sentence's chance by a model trained without it."""
    out = np.zeros(len(labels))
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=1).split(sentences, labels):
        model = learn_requests([sentences[i] for i in train], labels[train])
        out[test] = requests.chances([sentences[i] for i in test], model)
    return out


def _seen(sentences: list[str]) -> tuple[Any, Any]:
    found = [tokens(s)[:LONGEST] for s in sentences]
    held = [buckets(w) for w in found]
    starts = np.cumsum([0, *(len(h) for h in held)])
    sparse = csr_matrix((np.ones(int(starts[-1])), np.concatenate(held), starts), shape=(len(found), BUCKETS))
    return sparse, np.array([outline(w) for w in found], np.float32)


def _trained(sparse: Any, dense: Any, labels: Any) -> tuple[Any, ...]:
    """(linear, bias, centre, scale, layers): a logistic regression over naive-Bayes weights (Wang and Manning 2012), and four networks."""
    yes, no = (1 + np.asarray(sparse[labels == k].sum(axis=0)).ravel() for k in (1, 0))
    ratio = np.log((yes / yes.sum()) / (no / no.sum()))
    linear = LogisticRegression(C=0.1, max_iter=300, solver="liblinear", random_state=0).fit(
        sparse.multiply(ratio).tocsr(), labels
    )
    present = np.asarray(sparse.sum(axis=0)).ravel() > 0
    centre, scale = dense.mean(axis=0), dense.std(axis=0) + 1e-3
    layers = []
    for seed in range(4):
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # stopping early is meant: it keeps the network from learning the sentences by heart
            net = _network(seed).fit((dense - centre) / scale, labels)
        layers.append(
            (
                net.coefs_[0].astype(np.float32),
                net.intercepts_[0].astype(np.float32),
                net.coefs_[1][:, 0],
                float(net.intercepts_[1][0]),
            )
        )
    return (
        np.where(present, ratio * linear.coef_[0], 0).astype(np.float32),
        float(linear.intercept_[0]),
        centre,
        scale,
        tuple(layers),
    )


def _network(seed: int) -> MLPClassifier:
    return MLPClassifier((64,), alpha=3.0, max_iter=25, random_state=seed)


def _log_odds(part: tuple[Any, ...], sparse: Any, dense: Any) -> Any:
    linear, bias, centre, scale, layers = part
    seen = (dense - centre) / scale
    deep = np.mean([np.maximum(seen @ w + b, 0) @ v + c for w, b, v, c in layers], axis=0)
    return np.column_stack([sparse @ linear + bias, deep])


def save(model: Model, file: Path) -> None:
    """Write a model with its weights as small integers."""
    held: dict[str, Any] = {}
    held["linear_scale"] = np.float32(np.abs(model.linear).max() / 127)
    held["linear"] = np.round(model.linear / held["linear_scale"]).astype(np.int8)
    for i, (hidden, bias, out, constant) in enumerate(model.layers):
        held[f"hidden_scale{i}"] = np.float32(np.abs(hidden).max() / 127)
        held[f"hidden{i}"] = np.round(hidden / held[f"hidden_scale{i}"]).astype(np.int8)
        held[f"hidden_bias{i}"], held[f"out{i}"], held[f"out_bias{i}"] = bias, out.astype(np.float32), np.float32(constant)
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
