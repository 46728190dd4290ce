"""The second reader of signs, trained: `python -m bench.models signs --data DIR` (see `regard.evidence.language.second`).

It learns from the sentences of `bench/writing` and, as what says nothing, from sentences of the unlabelled mail of DIR/mail-enron
(the few signs among them only make it more careful). The mailboxes are halved: one half teaches, the other says how often the
reader speaks. Twice: from the first sitting and random mail, to mix the two parts on the second sitting; then from all sittings and
also the ordinary sentences that the first form took for signs most surely.

    python -m bench.signs --data DIR [--json]

compares sittings: trained on what was written first and on half of the mailboxes, asked about what was written later and the
other half's sentences. `recall`: of the later sentences of a kind those that it says, where it says `RATE` of ordinary sentences;
`near`: of the later hard negatives those that it says all the same; `auc`: later sentences against ordinary ones.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.judged_signs import SHEET, Place, sheet, words
from bench.quotes import messages
from bench.writing import KIN, Written, kinds, written
from regard.evidence.language.second import BITS, FEWEST, Convolution, Second, buckets, of, places, windows
from regard.evidence.language.senses import DIMENSIONS, table
from regard.evidence.language.sentences import sentences
from regard.evidence.language.shapes import shape

BACKGROUND = 14_000
MISTAKEN = 250
"""Ordinary sentences a kind that a first reader took for signs most surely: a second round learns from them."""
FILTERS = 128
ROUNDS = 14
FORMS = 2
"""A run of words counts where so many forms hold it."""
RATE = 1 / 3000
MOST = 1 / 1000
"""No kind is said of a larger share of ordinary sentences, whatever was judged."""
JUDGED = 5
TRUSTED = 0.8
"""A kind speaks where so many sentences of real mail were judged and so many of them are right."""
Marks = list[list[str]]


def ordinary(folder: Path, boxes: Collection[str] = ()) -> dict[str, list[str]]:
    """Mailbox to the sentences of its messages' own words, none twice; nobody's automated mail."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for box in sorted(p for p in folder.iterdir() if p.is_dir() and (not boxes or p.name in boxes)):
        mine = found.setdefault(box.name, [])
        for message in messages(box):
            for span in message.spans if not message.automated else ():
                if span.zone != "own":
                    continue
                for start, end in sentences(message.text, span.start, min(span.end, span.start + 20_000)):
                    said = " ".join(message.text[start:end].split())
                    if 12 < len(said) < 600 and said not in seen:
                        seen.add(said)
                        mine.append(said)
    return found


def drawn(texts: Iterable[str], most: int) -> list[str]:
    """The same sentences each time, at most `most`, from anywhere."""
    return sorted(texts, key=lambda text: (crc32(text.encode()), text))[:most]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from: sentences as marks, and for each sentence and kind what it is (1 or 0) and how much that counts."""

    marks: Marks
    is_one: Any
    weight: Any
    form: Any

    def only(self, chosen: Any) -> Lesson:
        """Some of it."""
        return Lesson([self.marks[i] for i in chosen], self.is_one[chosen], self.weight[chosen], self.form[chosen])


def lesson(own: Sequence[Written], background: Sequence[str], names: Sequence[str]) -> Lesson:
    """Written sentences, then ordinary ones. The forms of a kind count alike, however many ways they can be filled."""
    number = {kind: k for k, kind in enumerate(names)}
    kin = np.array([[(a, b) in KIN for b in names] for a in names])
    kind = np.array([number[w.kind] for w in own])
    right = np.array([w.right for w in own])
    form = np.array([w.form for w in own])
    ways = np.bincount(form)[form]
    one = np.zeros((len(own), len(names)), np.float32)
    one[np.arange(len(own)), kind] = right
    weight = np.repeat(1 / np.sqrt(ways)[:, None], len(names), axis=1).astype(np.float32)
    weight[right] = np.where(kin[kind[right]], 0, weight[right])
    weight[np.arange(len(own)), kind] = np.where(right, 4, 3) / np.sqrt(ways)
    rest = len(background)
    return Lesson(
        [shape(w.text) for w in own] + [shape(t) for t in background],
        np.concatenate([one, np.zeros((rest, len(names)), np.float32)]),
        np.concatenate([weight, np.full((rest, len(names)), 0.5, np.float32)]),
        np.concatenate([form, np.zeros(rest, int)]),
    )


# --------------------------------------------------------------------------------------------------- both parts


def counted(marks: Marks) -> Any:
    """Sentences by buckets, 1 where a sentence has one."""
    rows = [np.unique(held) for held in buckets(marks)]
    starts = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(int(starts[-1]), np.float32), np.concatenate(rows), starts), shape=(len(rows), 1 << BITS))


def learn_linear(given: Lesson) -> tuple[Any, Any, Any]:
    """(buckets, weights one column a kind, biases): a logistic regression a kind."""
    held = counted(given.marks)
    chosen = np.flatnonzero(given.form)
    by_form = csr_matrix(
        (np.ones(len(chosen)), (given.form[chosen], chosen)), shape=(int(given.form.max()) + 1, len(given.form))
    )
    often = np.asarray(((by_form @ held) > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(often >= FORMS)
    held = held[:, kept].tocsr()
    weights, biases = [], []
    for k in range(given.is_one.shape[1]):
        counts = given.weight[:, k] > 0
        model = LogisticRegression(C=1.0, solver="liblinear", max_iter=200, random_state=0)
        model.fit(held[counts], given.is_one[counts, k], sample_weight=given.weight[counts, k])
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
    return kept, np.array(weights, np.float32).T, np.array(biases, np.float32)


@dataclass(slots=True)
class Learner:
    """The convolution while it learns: Adam (Kingma and Ba 2015), words and answers dropped at random."""

    parts: dict[str, Any]
    draw: Any
    moments: dict[str, Any] = field(default_factory=dict)
    steps: int = 0

    @classmethod
    def new(cls, columns: int) -> Learner:
        """Before anything is learned."""
        draw = np.random.default_rng(0)
        filters = draw.normal(0, (2 / (3 * DIMENSIONS)) ** 0.5, (3 * DIMENSIONS, FILTERS))
        out = draw.normal(0, 0.1, (FILTERS + DIMENSIONS, columns))
        parts = {"filters": filters, "shift": np.zeros(FILTERS), "out": out, "bias": np.full(columns, -4.0)}
        return cls({name: part.astype(np.float32) for name, part in parts.items()}, draw)

    def learn(self, rows: Any, there: Any, is_one: Any, weight: Any, rate: float) -> None:
        """One step down the loss of some sentences."""
        p, size = self.parts, len(rows)
        vectors = table()[rows] * (self.draw.random(there.shape) > 0.1)[..., None]
        around = windows(vectors.astype(np.float32))
        strength = around @ p["filters"] + p["shift"]
        strength[~there] = -1e9
        at = strength.argmax(axis=1)
        strongest = np.take_along_axis(strength, at[:, None], 1)[:, 0]
        total = vectors.sum(axis=1) / np.sqrt(there.sum(axis=1, keepdims=True))
        kept = (self.draw.random((size, FILTERS + DIMENSIONS)) > 0.3) / np.float32(0.7)
        seen = (np.concatenate([np.maximum(strongest, 0), total], axis=1) * kept).astype(np.float32)
        off = (1 / (1 + np.exp(-(seen @ p["out"] + p["bias"]))) - is_one) * weight / size
        back = ((off @ p["out"].T) * kept)[:, :FILTERS] * (strongest > 0)
        from_ = around[np.arange(size)[:, None], at]
        slopes = {
            "out": seen.T @ off + 1e-4 * p["out"],
            "bias": off.sum(axis=0),
            "filters": np.einsum("bf,bfd->df", back, from_, optimize=True) + 1e-4 * p["filters"],
            "shift": back.sum(axis=0),
        }
        self.steps += 1
        for name, slope in slopes.items():
            mean, square = self.moments.setdefault(name, [np.zeros_like(p[name]), np.zeros_like(p[name])])
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            step = (mean / (1 - 0.9**self.steps)) / (np.sqrt(square / (1 - 0.999**self.steps)) + 1e-8)
            p[name] -= (rate * step).astype(np.float32)


def learn_convolution(given: Lesson, rounds: int = ROUNDS) -> Convolution:
    """Trained in rounds over all sentences, sixty at a time of near length."""
    learner = Learner.new(given.is_one.shape[1])
    short = [marks[:40] for marks in given.marks]
    length = np.array([len(marks) for marks in short])
    for number in range(rounds):
        order = learner.draw.permutation(len(short))
        order = order[np.argsort(length[order] // 6, kind="stable")]
        batches = [order[i : i + 128] for i in range(0, len(order), 128)]
        for n in learner.draw.permutation(len(batches)):
            chosen = batches[n]
            rows, there = places([short[i] for i in chosen])
            learner.learn(rows, there, given.is_one[chosen], given.weight[chosen], 2e-3 if number < 0.6 * rounds else 6e-4)
    p = learner.parts
    return Convolution(p["filters"], p["shift"], p["out"], p["bias"])


# --------------------------------------------------------------------------------------------------------- the whole


def learn(given: Lesson, names: Sequence[str]) -> Second:
    """Both parts on the same lesson, not yet mixed: each counts half, and everything may be said."""
    kept, weights, bias = learn_linear(given)
    row = np.zeros(1 << BITS, np.int32)
    row[kept] = np.arange(1, len(kept) + 1)
    size = len(names)
    mix = np.tile(np.array([0.5, 0.5, 0.0], np.float32), (size, 1))
    none = np.zeros(size, np.float32)
    table_ = np.concatenate([np.zeros((1, size), np.float32), weights])
    return Second(
        tuple(names), row, table_, bias, learn_convolution(given), mix, none, none - np.inf, none - np.inf, none, frozenset()
    )


def answers(model: Second, marks: Marks) -> tuple[Any, Any]:
    """(the linear part's answers, the convolution's), a thousand sentences at a time of near length."""
    first = np.zeros((len(marks), len(model.kinds)))
    second = np.zeros_like(first)
    order = np.argsort([len(m) for m in marks], kind="stable")
    for begin in range(0, len(order), 500):
        chosen = order[begin : begin + 500]
        some = [marks[i] for i in chosen]
        first[chosen], second[chosen] = model.linear(some), model.convolution.answer(some)
    return first, second


def mixed(names: Sequence[str], own: Sequence[Written], theirs: tuple[Any, Any], ordinary_: tuple[Any, Any]) -> Any:
    """A kind's factors and constant by a logistic regression over all kinds' answers on sentences that were not learned from, so that a
    written sentence stands for `RATE` of mail. All kinds share the two factors; each has its own constant.
    """
    number = {kind: k for k, kind in enumerate(names)}
    rows, truth, weight = [], [], []
    for i, w in enumerate(own):
        k = number[w.kind]
        rows.append((theirs[0][i, k], theirs[1][i, k]))
        truth.append(w.right)
        weight.append(1.0)
    right, rest = sum(truth), len(ordinary_[0]) * len(names)
    for k in range(len(names)):
        rows += list(zip(ordinary_[0][:, k], ordinary_[1][:, k], strict=True))
    truth += [False] * rest
    weight += [right / (RATE * rest)] * rest
    model = LogisticRegression(C=100.0).fit(np.array(rows), truth, sample_weight=weight)
    return np.tile(np.array([*model.coef_[0], model.intercept_[0]], np.float32), (len(names), 1))


def odds(mix: Any, both: tuple[Any, Any]) -> Any:
    """Log-odds of both parts' answers."""
    return mix[:, 0] * both[0] + mix[:, 1] * both[1] + mix[:, 2]


def least(found: Any, rate: float = RATE) -> Any:
    """The log-odds that this share of ordinary sentences passes, a kind."""
    return np.sort(found, axis=0)[-max(1, round(rate * len(found)))].astype(np.float32)


def sittings(
    names: Sequence[str], own: Sequence[Written], both: tuple[Any, Any], rest: tuple[Any, Any], mix: Any
) -> dict[str, Any]:
    """How later sentences are found by what learned from earlier ones."""
    found, base = odds(mix, both), odds(mix, rest)
    at = least(base)
    told: dict[str, Any] = {}
    for k, kind in enumerate(names):
        ones = np.array([w.kind == kind and w.right for w in own])
        near = np.array([w.kind == kind and not w.right for w in own])
        truth = np.r_[np.ones(int(ones.sum())), np.zeros(len(base))]
        told[kind] = {
            "n": int(ones.sum()),
            "recall": round(float((found[ones, k] > at[k]).mean()), 3),
            "near": round(float((found[near, k] > at[k]).mean()), 3),
            "auc": round(float(roc_auc_score(truth, np.r_[found[ones, k], base[:, k]])), 3),
        }
    told["mean"] = {key: round(float(np.mean([row[key] for row in told.values()])), 3) for key in ("recall", "near", "auc")}
    return told


def train(folder: Path) -> tuple[Second, dict[str, Any]]:
    """(the reader, how sittings compare). Half of the mailboxes teach, the other half set what may be said; see the module's words."""
    names, own = kinds(), written()
    boxes = ordinary(folder)
    halves = [[t for n, box in enumerate(boxes.values()) if n % 2 == part for t in box] for part in (0, 1)]
    rest = [shape(t) for t in drawn(halves[1], 3 * BACKGROUND)]
    early, late = ([w for w in own if w.sitting == n] for n in (1, 2))
    teach = drawn(halves[0], BACKGROUND)
    before = learn(lesson(early, teach, names), names)
    theirs, base = answers(before, [shape(w.text) for w in late]), answers(before, rest)
    mix = mixed(names, late, theirs, base)
    told = sittings(names, late, theirs, base, mix)
    teach = sorted({*teach, *mistaken(before, halves[0])})
    whole = of(packed(learn(lesson(own, teach, names), names)))
    first, second = answers(whole, rest)
    base = odds(mix, (first, second))
    reader = settled(whole, mix, least(base), first, rest)
    labels = sheet(SHEET)
    return allowed(reader, least(base, MOST), labels, words(folder, {place[0] for place in labels})), told


def mistaken(model: Second, texts: Sequence[str]) -> set[str]:
    """The ordinary sentences that a reader takes for signs most surely, `MISTAKEN` a kind."""
    first, second = answers(model, [shape(t) for t in texts])
    order = np.argsort(-(first + second), axis=0)[:MISTAKEN]
    return {texts[i] for i in np.unique(order)}


def settled(model: Second, mix: Any, at: Any, first: Any, rest: Marks) -> Second:
    """The reader with its mix and thresholds.

    The gate is what a twentieth of ordinary sentences passes in the linear part; a word is a clue to a kind where it weighs more than the
    strongest word of four ordinary sentences in five.
    """
    gate = np.sort(first, axis=0)[-max(1, len(first) // 20)].astype(np.float32)
    words_ = {mark: model.strength(mark) for mark in {mark for marks in rest for mark in marks}}
    strongest = np.array([np.max([words_[mark] for mark in marks], axis=0) for marks in rest if marks])
    clue = np.sort(strongest, axis=0)[-max(1, len(strongest) // 5)].astype(np.float32)
    return replace(model, mix=mix, least=at, gate=gate, clue=clue)


def allowed(model: Second, lowest: Any, labels: Mapping[Place, bool], texts: Mapping[str, str]) -> Second:
    """The reader with every kind off that was not right often enough in real mail, as a person judged it.

    A kind may speak from the lowest log-odds on, `lowest` or higher, from which `TRUSTED` of the judged sentences are right, of
    `JUDGED` or more. It is chosen on the sentences it is told of here: fewer than thirty a kind, so the share is a bound to come under, no
    figure to quote.
    """
    told = [(place, right) for place, right in labels.items() if place[0] in texts]
    read = [shape(" ".join(texts[digest][start:end].split())) for (digest, start, end, _), _ in told]
    there = [one for one, marks in zip(told, read, strict=True) if len(marks) >= FEWEST]
    marks = [marks for marks in read if len(marks) >= FEWEST]
    found = odds(model.mix, answers(model, marks))
    at, shown, off = model.least.copy(), np.zeros(len(model.kinds), np.float32), set()
    for k, kind in enumerate(model.kinds):
        mine = sorted((-found[i, k], right) for i, ((*_, of), right) in enumerate(there) if of == kind)
        mine = [(-odd, right) for odd, right in mine if -odd >= lowest[k]]
        shares = [(odd, sum(r for _, r in mine[: n + 1]) / (n + 1)) for n, (odd, _) in enumerate(mine) if n + 1 >= JUDGED]
        good = [(odd, share) for odd, share in shares if share >= TRUSTED]
        if good:
            at[k], shown[k] = good[-1]
        else:
            off.add(kind)
    return replace(model, least=at, precision=shown, off=frozenset(off))


def packed(model: Second) -> dict[str, Any]:
    """The arrays of its file, weights as small integers; runs of words that hardly weigh are left out."""
    weights = model.weights[1:]
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 60
    small = np.round(weights / scale).astype(np.int8)
    kept = np.abs(small).max(axis=1) >= 3
    at = np.flatnonzero(model.row)
    c = model.convolution
    filters_scale, out_scale = (np.float32(np.abs(part).max() / 127) for part in (c.filters, c.out))
    return {
        "kinds": np.array(model.kinds),
        "buckets": at[np.argsort(model.row[at])][kept].astype(np.uint32),
        "weights": np.where(np.abs(small[kept]) < 2, 0, small[kept]),
        "scale": scale.astype(np.float32),
        "bias": model.bias,
        "filters": np.round(c.filters / filters_scale).astype(np.int8),
        "filters_scale": filters_scale,
        "shift": c.shift,
        "out": np.round(c.out / out_scale).astype(np.int8),
        "out_scale": out_scale,
        "out_bias": c.bias,
        "mix": model.mix,
        "least": model.least,
        "gate": model.gate,
        "clue": model.clue,
        "precision": model.precision,
        "off": np.array(sorted(model.off), dtype=str),
    }


def save(model: Second, file: Path) -> None:
    """Write it, the same bytes for the same model."""
    np.savez_compressed(file, **packed(model))


def main(arguments: list[str] | None = None) -> int:
    """Compare sittings and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.signs", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    _, told = train(Path(options.data, "mail-enron"))
    for kind, row in told.items():
        print(json.dumps({kind: row}) if options.json else f"{kind:16}" + "  ".join(f"{k} {v}" for k, v in row.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
