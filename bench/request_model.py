"""How is the model of requests trained? On labelled sentences, and on what a larger model makes of unlabelled sentences of mail.

The larger one (`bench.request_teacher`) adds a published sentence model of 22 million numbers to a mixture like ours. It is right more
often, and far too large to ship; so it says how likely each of 13,000 unlabelled sentences of public mail is a request, and the small
model learns from that beside the labels. What it said is kept in `request_taught.npz`, so that nobody needs it to train again: a sentence
stands there as the first eight bytes of the digest of its words, a labelled one by its line; a chance as its log-odds in steps of .05.
There are six columns: taught by all labels, and by the labels of each of the five trainings that leave a part out, which see no label of
that part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bench import soft_networks
from bench.mixtures import Units, apart, mixed
from bench.unlabelled import distinct_sentences
from regard.evidence.language import requests
from regard.evidence.language.mixture import Floats, Mixture
from regard.evidence.language.words import tokens

TAUGHT = Path(__file__).with_name("request_taught.npz")
FOLDS = 5
FARTHEST = 6.35
"""Log-odds of a chance are kept between minus and plus this."""
_STEP = 0.05
_NOT_SAID = 255
UNLABELLED = 0.3
"""What an unlabelled sentence counts for beside a labelled one."""
TRUSTED = 0.5
"""The share of the label in what the networks learn of a labelled sentence; the rest is what the larger model says that did not see it."""
NETWORKS = 4
_SURE = 1e-3


@dataclass(frozen=True, slots=True)
class Said:
    """What the larger model said: `mail`, unlabelled sentences with a chance each; `own`, a chance for each labelled sentence by a training
    without it (not a number where the sentence was to be left out altogether).
    """

    mail: Sequence[str]
    chance: Floats
    own: Floats

    def of_only(self, places: Any) -> Said:
        """The same for some of the labelled sentences."""
        return replace(self, own=self.own[places])


@dataclass(frozen=True, slots=True)
class Taught:
    """All six columns: `mail` (sentences by columns) and `own` (labelled sentences by columns) as log-odds."""

    sentences: tuple[str, ...]
    mail: Floats
    own: Floats

    def of(self, column: int) -> Said:
        """What one teacher said."""
        return Said(self.sentences, requests.sigmoid(self.mail[:, column]), requests.sigmoid(self.own[:, column]))


def labelled(file: Path) -> tuple[list[str], Any, str]:
    """(sentences, 1 for a request, digest of the file) of lines `Yes|No <tab> sentence`."""
    raw = file.read_bytes()
    rows = [line.split("\t", 1) for line in raw.decode("utf-8", "replace").splitlines()]
    kept = [(label, sentence) for label, sentence in (r for r in rows if len(r) == 2) if label in {"Yes", "No"}]
    return [s for _, s in kept], np.array([label == "Yes" for label, _ in kept], int), hashlib.sha256(raw).hexdigest()


def taught(mail: Path, digest: str) -> Taught:
    """What is kept of the teacher, with the sentences of the mailboxes in `mail` that it judged.

    Raises ValueError where it was taught with other labels than the file of `digest` holds, or a sentence is not there.
    """
    with np.load(TAUGHT) as held:
        if str(held["trained_on"]) != digest:
            raise ValueError("The larger model was taught with other labels: run `python -m bench.request_teacher`.")
        named, mail_steps, own_steps = held["sentences"], held["mail"], held["own"]
    place = {int(n): i for i, n in enumerate(named)}
    found: dict[int, str] = {}
    for sentence in distinct_sentences(mail):
        plain = one_line(sentence)
        at = place.get(name(plain))
        if at is not None:
            found.setdefault(at, plain)
    if len(found) < len(named):
        raise ValueError(f"{len(named) - len(found)} of the sentences judged are not in {mail}.")
    return Taught(tuple(found[i] for i in range(len(named))), _odds(mail_steps), _odds(own_steps))


def keep(sentences: Sequence[str], mail: Floats, own: Floats, digest: str) -> None:
    """Write what the larger model said (log-odds; columns as above, not a number where nothing was to be said)."""
    np.savez_compressed(
        TAUGHT,
        sentences=np.array([name(s) for s in sentences], np.uint64),
        mail=_steps(mail),
        own=_steps(own),
        trained_on=digest,
    )


def one_line(sentence: str) -> str:
    """A sentence with single spaces."""
    return " ".join(sentence.split())


def name(sentence: str) -> int:
    """The first eight bytes of the digest of a sentence."""
    return int.from_bytes(hashlib.sha256(sentence.encode()).digest()[:8], "big")


def _steps(odds: Floats) -> Any:
    steps = np.round((np.clip(np.nan_to_num(odds), -FARTHEST, FARTHEST) + FARTHEST) / _STEP)
    return np.where(np.isnan(odds), _NOT_SAID, steps).astype(np.uint8)


def _odds(steps: Any) -> Floats:
    found: Floats = np.where(steps == _NOT_SAID, np.nan, steps * _STEP - FARTHEST)
    return found


def folds(labels: Any) -> list[tuple[Any, Any]]:
    """The five (places trained on, places left out)."""
    return list(StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(labels, labels))


def learn(sentences: Sequence[str], labels: Any, said: Taught, digest: str = "") -> Mixture:
    """The whole model; what its two parts count for is learned on the labelled sentences that each of the five trainings left out."""
    units, mail = units_of(sentences), units_of(said.sentences)
    mix = _mixing(left_out(units, labels, mail, said), labels)
    return replace(_parts(units, labels, mail, said.of(0)), mix=mix, base=float(labels.mean()), trained_on=digest)


def unseen(sentences: Sequence[str], labels: Any, said: Taught) -> Floats:
    """Each sentence's chance by parts trained, and taught by a larger model trained, without it; what the two count for is learned on the
    sentences of the other folds (where each had left out its own fold, not this one: three numbers).
    """
    parts = left_out(units_of(sentences), labels, units_of(said.sentences), said)
    out = np.zeros(len(labels))
    for train, test in folds(labels):
        *factors, constant = _mixing(parts[train], labels[train])
        out[test] = requests.sigmoid(parts[test] @ np.array(factors) + constant)
    return out


def left_out(units: Units, labels: Any, mail: Units, said: Taught) -> Floats:
    """The answers of the two parts to each labelled sentence by the training of the five that left it out."""
    out = np.zeros((len(labels), 2))
    for column, (train, test) in enumerate(folds(labels), 1):
        model = _parts(units.only(train), labels[train], mail, said.of(column).of_only(train))
        out[test] = apart(model, units.only(test))
    return out


def _mixing(parts: Floats, labels: Any) -> tuple[float, float, float]:
    mixing = LogisticRegression(C=100).fit(parts, labels)
    return float(mixing.coef_[0][0]), float(mixing.coef_[0][1]), float(mixing.intercept_[0])


def units_of(sentences: Sequence[str]) -> Units:
    """What the model sees of sentences."""
    read = [tokens(s)[: requests.LONGEST] for s in sentences]
    return Units([requests.buckets(w) for w in read], np.array([requests.outline(w) for w in read], np.float32))


def _parts(units: Units, labels: Any, mail: Units, said: Said) -> Mixture:
    """A logistic regression over naive-Bayes weights (Wang and Manning 2012), and four networks."""
    both = Units([*units.hashed, *mail.hashed], np.concatenate([units.numbers, mail.numbers]))
    weight = np.concatenate([np.ones(len(labels)), np.full(len(said.chance), UNLABELLED)])
    weights, bias = _linear(both, np.concatenate([labels, said.chance]), weight)
    soft = np.concatenate([TRUSTED * labels + (1 - TRUSTED) * said.own, said.chance])
    return mixed(
        both,
        weights,
        bias,
        lambda seen: [
            soft_networks.taught(seen, soft, weight, hidden=128, rounds=12, decay=1.7e-4, left_out=0.2, seed=seed)
            for seed in range(NETWORKS)
        ],
    )


def _linear(units: Units, chance: Floats, weight: Floats) -> tuple[Any, float]:
    """Weights of the buckets and the constant. A sentence that may be either is learned as both, each with its share."""
    sparse = units.sparse
    yes, no = (1 + np.asarray(sparse.T @ (weight * c)).ravel() for c in (chance, 1 - chance))
    ratio = np.log((yes / yes.sum()) / (no / no.sum()))
    seen = sparse.multiply(ratio).tocsr()
    unsure = (chance > _SURE) & (chance < 1 - _SURE)
    likelier = np.maximum(chance, 1 - chance)
    linear = LogisticRegression(C=1.0, max_iter=300, solver="liblinear", random_state=0)
    linear.fit(
        vstack([seen, seen[unsure]]).tocsr(),
        np.concatenate([chance > 0.5, chance[unsure] <= 0.5]).astype(int),
        sample_weight=np.concatenate([weight * np.where(unsure, likelier, 1), (weight * (1 - likelier))[unsure]]),
    )
    return np.where(units.present, ratio * linear.coef_[0], 0), float(linear.intercept_[0])
