"""`python -m bench.signature_model [--data DIR] [--aside]`: does the model over lines find signatures on mails it was not trained on?

Two golds: `marked`, the public mails marked line by line of DIR/zones-signatures; `bodies`, the project's references to whole bodies
(`bench/truth/text/zones.csv`) but for the third put aside, which is measured with `--aside` and never trained on. Printed are line F1
and presence of each with intervals (bootstrap over mails): by the rules alone, by a model trained on the other gold, by models trained on
both golds without the mails of the sender in question (ten folds), and as shipped. `bench.models signature` trains on both golds and
writes the weights.

The model says where a signature begins: each place that could be one, and "nowhere", has a worth linear in the facts of
`regard.parse.signature_lines`; trained is the chance of the right place among all of a mail's (penalty `PENALTY` on squared weights, the
same for both golds and every table; not chosen by their results).
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

import regard.parse
from bench.truth.text import signatures
from bench.truth.text import zones as bodies_gold
from bench.truth.text.reading import Tally, f1, precision, recall, with_intervals
from regard.model import RawItem, SetAside
from regard.parse import signature, signature_lines
from regard.parse.message import read
from regard.parse.zones import zones

FILE = Path(regard.parse.__file__).parent / "models" / f"{signature_lines.MODEL}.json"
PENALTY = 1.0
FOLDS = 10
SMALLEST = 0.005
"""Weights nearer nought are left out: together they move no block by a tenth."""
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with its labelled lines: where the first sign of each stands, and whether it is signature."""

    gold: str
    sender: str
    text: str
    names: tuple[str, ...]
    lines: tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a mail is to be learned from: the last lines, whether nothing stands above, and the right beginning."""

    lines: tuple[signature_lines.Line, ...]
    whole: bool
    right: int | None


def main(arguments: list[str] | None = None) -> int:
    """Print the table as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.signature_model", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    parser.add_argument("--aside", action="store_true")
    options = parser.parse_args(arguments)
    print(json.dumps(measure(Path(options.data), aside=options.aside), indent=1))
    return 0


def measure(data: Path, *, aside: bool = False) -> dict[str, Any]:
    """Metrics by gold and way of telling."""
    golds = {"marked": marked(data), "bodies": bodies(data, {"shown", "blind"})}
    other = {"marked": learn(golds["bodies"]), "bodies": learn(golds["marked"])}
    pooled = unseen([*golds["marked"], *golds["bodies"]])
    told: dict[str, Any] = {}
    for name, mails in golds.items():
        told[name] = {
            "rules alone": scored(mails, None),
            "model of the other gold": scored(mails, other[name]),
            "model of both, sender left out": _metrics([pooled[mail.text] for mail in mails]),
        }
    if aside:
        put_aside = bodies(data, {"held"})
        told["bodies put aside"] = {"rules alone": scored(put_aside, None), "shipped": scored(put_aside, shipped())}
    return told


# ------------------------------------------------------------------------------------------------------- golds


def marked(data: Path) -> list[Mail]:
    """The mails marked line by line."""
    found = []
    for file in sorted((data / "zones-signatures").glob("[PN]/*_body")):
        held = signatures.read(file)
        text, at, lines = "\n".join(held.lines), 0, []
        for line, is_signature in zip(held.lines, held.signature, strict=True):
            if line.strip():
                lines.append((at + len(line) - len(line.lstrip()), is_signature))
            at += len(line) + 1
        found.append(Mail("marked", held.author[1] or file.name, text, held.author, tuple(lines)))
    return found


def bodies(data: Path, parts: set[str]) -> list[Mail]:
    """The whole bodies that belong to some parts of the references."""
    left = bodies_gold.references()
    found = []
    for file in (f for place in sorted(data.glob("mail-*")) for f in sorted(place.rglob("*")) if f.is_file()):
        raw = file.read_bytes()
        part, labels = left.get(sha256(raw).hexdigest(), ("", []))
        if part not in parts:
            continue
        del left[sha256(raw).hexdigest()]
        with mock.patch.object(signature, "best", _as_ruled):  # trained without the weights it makes
            message = read(RawItem("", file.name, raw), source_kind="eml", key=bytes(32), max_us=2**62)
        if isinstance(message, SetAside):
            continue
        lines, at = [], 0
        for line in message.text.split("\n"):
            place = at + len(line) - len(line.lstrip())
            at += len(line) + 1
            zone = next((zone for start, end, zone in labels if start <= place < end), None)
            if line.strip() and zone is not None:
                lines.append((place, zone == "signature"))
        names = next(((p.name, p.address) for p in message.parties if p.role == "from"), ())
        found.append(Mail("bodies", names[1] if names else file.name, message.text, names, tuple(lines)))
    return found


def taught(data: Path) -> list[Mail]:
    """All that the shipped weights are trained on."""
    return [*marked(data), *bodies(data, {"shown", "blind"})]


# ---------------------------------------------------------------------------------------------------- learning


def learn(mails: Sequence[Mail]) -> Weights:
    """Weights by which the right beginnings are likeliest."""
    choices = [choice for mail in mails for choice in _choices(mail)]
    names: dict[str, int] = {}
    rows = [[*_blocks(choice)] for choice in choices]
    for block in (b for blocks in rows for _, b in blocks):
        for fact in block:
            names.setdefault(fact, len(names))
    tables = []
    for blocks in rows:
        table = np.zeros((len(blocks) + 1, len(names)))  # the first row: no signature
        for n, (_, block) in enumerate(blocks, 1):
            for fact, times in block.items():
                table[n, names[fact]] = times
        tables.append(table)
    right = [
        0 if choice.right is None else 1 + [n for n, _ in blocks].index(choice.right)
        for choice, blocks in zip(choices, rows, strict=True)
    ]

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = PENALTY / 2 * weights @ weights, PENALTY * weights
        for table, place in zip(tables, right, strict=True):
            worth = table @ weights
            chance = np.exp(worth - worth.max())
            chance /= chance.sum()
            value -= np.log(chance[place])
            slope = slope - (table[place] - chance @ table)
        return float(value), slope

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(fitted[n]), 3) for name, n in sorted(names.items()) if abs(fitted[n]) >= SMALLEST}


def _choices(mail: Mail) -> list[Choice]:
    """What the reader asks the model of a mail: at most once; nothing where two hyphens decide."""
    asked: list[Choice] = []
    is_signature = dict(mail.lines)

    def note(lines: Sequence[signature_lines.Line], ruled: int | None, *, whole: bool) -> int | None:
        if signature_lines.may_open(lines):
            asked.append(Choice(tuple(lines), whole, _right(mail.text, lines, is_signature)))
        return ruled

    with mock.patch.object(signature, "best", note):
        zones(mail.text, mail.names)
    return asked


def _right(text: str, lines: Sequence[signature_lines.Line], is_signature: Mapping[int, bool]) -> int | None:
    """The beginning that agrees with the labels of most lines, the shortest block of equals."""
    labels = [is_signature.get(line.at + len(text[line.at :]) - len(text[line.at :].lstrip())) for line in lines]
    agree = lambda first: sum(label is (n <= first) for n, label in enumerate(labels) if label is not None)  # noqa: E731
    found = max([-1, *signature_lines.may_open(lines)], key=lambda first: (agree(first), -first))
    return None if found < 0 else found


def _blocks(choice: Choice) -> list[tuple[int, Counter[str]]]:
    """The facts of each block that ends the mail and may begin so, with how often each holds."""
    lasting: Counter[str] = Counter()
    openings, found = signature_lines.may_open(choice.lines), []
    for n in range(len(choice.lines)):
        lasting.update(signature_lines.facts(choice.lines, n))
        if n in openings:
            found.append((n, lasting + Counter(signature_lines.beginnings(choice.lines, n, whole=choice.whole))))
    return found


def write(weights: Weights, mails: Sequence[Mail]) -> None:
    """Keep the weights with how they were made."""
    digest = sha256("\n".join(sorted(sha256(mail.text.encode("utf-8", "replace")).hexdigest() for mail in mails)).encode())
    held = {
        "model": signature_lines.MODEL,
        "method": "conditional model of where a signature begins, linear in facts of lines (bench/signature_model.py)",
        "mails": len(mails),
        "penalty": PENALTY,
        "trained_on": digest.hexdigest(),
        "weights": dict(weights),
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(held, indent=2) + "\n", "utf-8")


def shipped() -> Weights:
    """The weights of the package."""
    weights: Weights = json.loads(FILE.read_text("utf-8"))["weights"]
    return weights


# --------------------------------------------------------------------------------------------------- measuring

Unit = tuple[Tally, bool]


def unseen(mails: Sequence[Mail]) -> dict[str, Unit]:
    """Each mail, by its text, told by a model trained without any mail of its sender."""
    found: dict[str, Unit] = {}
    for train, test in GroupKFold(FOLDS).split(mails, groups=[mail.sender for mail in mails]):
        weights = learn([mails[i] for i in train])
        found.update((mails[i].text, unit) for i, unit in zip(test, told([mails[i] for i in test], weights), strict=True))
    return found


def scored(mails: Sequence[Mail], weights: Weights | None) -> dict[str, Any]:
    """Metrics of one way to tell: by weights, or by the rules alone."""
    return _metrics(told(mails, weights))


def told(mails: Sequence[Mail], weights: Weights | None) -> list[Unit]:
    """Of each mail its lines found, wrongly found and missed, and whether it is right that it has a signature."""
    kept = (
        mock.patch.object(signature, "best", _as_ruled)
        if weights is None
        else mock.patch.object(signature_lines, "_weights", return_value=weights)
    )
    units = []
    with kept:
        for mail in mails:
            spans = [span for span in zones(mail.text, mail.names) if span.zone == "signature"]
            pairs = [(any(s.start <= at < s.end for s in spans), label) for at, label in mail.lines]
            tally = Tally(
                sum(f and s for f, s in pairs), sum(f and not s for f, s in pairs), sum(s and not f for f, s in pairs)
            )
            units.append((tally, any(f for f, _ in pairs) == any(s for _, s in pairs)))
    return units


def _as_ruled(lines: Sequence[signature_lines.Line], ruled: int | None, *, whole: bool) -> int | None:
    """The rules' answer, in place of the model's."""
    del lines, whole
    return ruled


def _metrics(units: Sequence[Unit]) -> dict[str, Any]:
    return with_intervals(
        units,
        {
            "f1": lambda rows: f1([lines for lines, _ in rows]),
            "presence": lambda rows: sum(same for _, same in rows) / len(rows),
            "precision": lambda rows: precision([lines for lines, _ in rows]),
            "recall": lambda rows: recall([lines for lines, _ in rows]),
        },
    )


if __name__ == "__main__":
    raise SystemExit(main())
