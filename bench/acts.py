"""Would a learned reader hear what rules miss of what a buyer's sentence does? `python -m bench.acts [--data DIR]`; nothing is shipped.

Taught by `bench/acts/*.toml` (made-up sentences an act, near misses, and sentences that do nothing of the kind), by the examples that
rules carry, and by the sentences of every other mailbox of DIR/mail-enron. Those are taken for none, which nearly all of them are; those
in which a rule hears the act are left out, and those that somebody read (`bench/acts/labels.csv`: digest, offsets, act, part, verdict; no
text) are what the reader said. Each act is a linear model against all the rest, over hashed word sequences, pairs with a gap, beginnings
and ends of words.

What is sure enough is told by what was read, judged by models trained without it (five folds; readings of the parts "read" and "tested"
are of mailboxes that never teach): the least log-odds from which `WANTED` of taught and read, or more, was right. An act with fewer than
`FEWEST` right ones is not looked at. What that adds to the rules is counted on the made-up sentences, on mail, on "tested", which no
threshold saw, and on the made-up company's mails, whose phrases nobody who wrote this has read.
"""

from __future__ import annotations

import argparse
import csv
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from bench.language import MEANT
from regard.demo.world import generate
from regard.evidence.language.detect import located
from regard.evidence.language.rules import rules
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.words import tokens
from regard.model import Message, RawItem
from regard.parse.message import read

WRITTEN = Path(__file__).with_name("acts")
KINDS = ("asks_next_step", "asks_advice", "complains", "acts_on", "coaches", "discloses", "defers")
WANTED = 0.8
"""Looked for is .85; no threshold of the next step reaches it with FEWEST readings above it."""
FEWEST = 10
FOLDS = 5
UNREAD = 25_000
"""Sentences of mail that teach unread."""
C = 0.3
"""Of the regressions; not chosen by what is reported."""
WEIGHT = 3.0
"""What a made-up sentence, or one of mail that was read, counts for beside one of mail that nobody read."""
BUCKETS = 1 << 16
SHORTEST, LONGEST = 4, 60
"""Words of a sentence that is weighed at all."""
SEEDS = (7, 8, 9)
RARE = (10_000, 3_000, 1_000)
"""How seldom mail is to be told to do an act, for thresholds beside the sure one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to learn from. `does` is the act it was written for, `near` the one it was written not to do, `example` marks a rule's
    own; `heard` is what rules hear in it, `read` what a reader of mail said of it; `aside` marks one that may not teach."""

    text: str
    does: str = ""
    near: str = ""
    heard: frozenset[str] = frozenset()
    example: bool = False
    mail: bool = False
    read: Mapping[str, str] = field(default_factory=dict)
    aside: bool = False

    def taken_for(self, kind: str) -> bool | None:
        """Whether it does the act, as it is taught; None where it teaches nothing."""
        if self.aside:
            return None
        if kind in self.read:
            return {"1": True, "0": False}.get(self.read[kind])
        return None if self.mail and kind in self.heard else self.does == kind


def main(arguments: list[str] | None = None) -> int:
    """Train, print the table, write the model if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.acts", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("REGARD_EVAL_DATA", ""))
    options = parser.parse_args(arguments)
    measure([*written(), *examples(), *of_mail(Path(options.data, "mail-enron"))])
    return 0


# ------------------------------------------------------------------------------------------------------- sentences


def written() -> Iterator[Sentence]:
    """The made-up sentences of the repository."""
    for file in sorted(WRITTEN.glob("*.toml")):
        held = tomllib.loads(file.read_text("utf-8"))
        for text in held.get("says", "").strip().splitlines():
            yield Sentence(text, does=file.stem, heard=_heard(text))
        for text in held["near"].strip().splitlines():
            yield Sentence(text, near=file.stem, heard=_heard(text))


def examples() -> Iterator[Sentence]:
    """What English rules carry as right and wrong; never measured on, for the rules hear it by making."""
    for rule in rules():
        if rule.language == "en" and rule.kind in KINDS:
            yield from (Sentence(text, does=rule.kind, example=True) for text in rule.right)
            yield from (Sentence(text, near=rule.kind, example=True) for text in rule.wrong)


def of_mail(folder: Path) -> Iterator[Sentence]:
    """Distinct sentences of mail: of every other mailbox UNREAD drawn ones and all that were read; of the rest what was read, aside."""
    judged = readings()
    boxes = sorted(place for place in folder.iterdir() if place.is_dir())
    teaching: dict[str, Sentence] = {}
    for number, box in enumerate(boxes):
        for file in sorted(box.rglob("*.eml")):
            raw = file.read_bytes()
            digest = sha256(raw).hexdigest()
            if number % 2 and digest not in judged:
                continue
            message = read(RawItem("", file.name, raw), source_kind="eml", key=bytes(32), max_us=2**62)
            if isinstance(message, Message) and not message.automated:
                for sentence in _said(message, judged.get(digest, {}), aside=number % 2 == 1):
                    if sentence.aside:
                        yield sentence
                    elif sentence.read or sentence.text not in teaching:
                        teaching[sentence.text] = sentence
    every = [teaching[text] for text in sorted(teaching)]
    drawn = set(np.random.default_rng(0).permutation(len(every))[:UNREAD].tolist())
    yield from (sentence for n, sentence in enumerate(every) if n in drawn or sentence.read)


def _said(message: Message, judged: Mapping[tuple[int, int], Mapping[str, str]], *, aside: bool) -> Iterator[Sentence]:
    """The sentences of a mail's own words that may be weighed; aside only those that were read."""
    for span in (s for s in message.spans if s.zone == "own"):
        heard: dict[tuple[int, int], set[str]] = {}
        for kind, start, end, _ in located(message.text, span.start, span.end):
            heard.setdefault((start, end), set()).add(kind)
        for place in sentences(message.text, span.start, span.end):
            text = " ".join(message.text[place[0] : place[1]].split())
            said = judged.get(place, {})
            if SHORTEST <= len(text.split()) <= LONGEST and (said or not aside):
                yield Sentence(text, heard=frozenset(heard.get(place, ())), mail=True, read=said, aside=aside)


def readings() -> dict[str, dict[tuple[int, int], dict[str, str]]]:
    """What one reader said of sentences of mail, by digest and place: act -> "1", "0", or "?" where it can be said
    either way. Those of the part "tested" are kept under "tested " and the act."""
    found: dict[str, dict[tuple[int, int], dict[str, str]]] = {}
    with (WRITTEN / "labels.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = int(row["start"]), int(row["end"])
            kind = "tested " * (row["part"] == "tested") + row["kind"]
            found.setdefault(row["sha256"], {}).setdefault(place, {})[kind] = row["right"]
    return found


def _heard(text: str) -> frozenset[str]:
    return frozenset(kind for kind, *_ in located(text, 0, len(text)))


# ---------------------------------------------------------------------------------------------------------- learning


def measure(units: Sequence[Sentence]) -> None:
    """Print what each act's model adds, from the threshold that what was read allows."""
    table = rows_of([unit.text for unit in units])
    mails = list(_mails())
    for kind in KINDS:
        if sum(unit.read.get(kind) == "1" for unit in units) < FEWEST:
            print(kind, "was read too seldom")
            continue
        apart = unseen(units, table, kind)
        model = _fitted(units, table, kind, np.arange(len(units)))
        quiet = [apart[n] for n, u in enumerate(units) if u.mail and not u.aside and kind not in u.heard]
        rare = {f"1 in {often:,}": float(np.quantile(quiet, 1 - 1 / often)) for often in RARE}
        for name, level in {"sure": threshold(units, apart, kind), **rare}.items():
            found = {**told(units, apart, kind, level), **company(mails, model, kind, level)}
            print(kind, name, f"from {level:.2f}:", *(f"{k} {v}," for k, v in found.items()), flush=True)


def company(mails: Sequence[tuple[str, frozenset[str]]], model: LogisticRegression, kind: str, level: float) -> dict[str, str]:
    """Buyers' mails of the made-up company that mean the act: found by rules, found by both; and findings that are right."""
    cut = [(n, text[a:b]) for n, (text, _) in enumerate(mails) for a, b in sentences(text, 0, len(text))]
    worth = [(n, words) for n, words in cut if SHORTEST <= len(words.split()) <= LONGEST]
    odds = model.decision_function(rows_of([words for _, words in worth]))
    sure = {n for (n, _), found in zip(worth, odds, strict=True) if found >= level}
    ruled = {n for n, (text, _) in enumerate(mails) if kind in _heard(text)}
    meant = {n for n, (_, does) in enumerate(mails) if MEANT[kind].act in does}
    near = {n for n, (_, does) in enumerate(mails) if MEANT[kind].near & does}
    told = {"by rules": ruled, "by both": ruled | sure}
    found = {f"company heard {name}": f"{len(rows & meant)}/{len(meant)}" for name, rows in told.items()}
    return found | {f"company right {name}": f"{len(rows & meant)}/{len(rows - (near - meant))}" for name, rows in told.items()}


def _mails() -> Iterator[tuple[str, frozenset[str]]]:
    """Buyers' mails of the made-up companies and what each was meant to do."""
    for seed in SEEDS:
        world = generate(seed, messages=6000)
        for mail in world.mails:
            if mail.family == "buyer" and world.people[mail.sender].kind == "them":
                yield mail.text, frozenset(mail.acts)


def rows_of(texts: Sequence[str]) -> Any:
    """A row of buckets a sentence."""
    rows = [sorted({crc32(name.encode()) & (BUCKETS - 1) for name in _features(tokens(plain(text))[:80])}) for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(rows).astype(np.int64), ends), shape=(len(texts), BUCKETS))


def _features(words: Sequence[str]) -> Iterator[str]:
    """Runs of one to three words with the sentence's ends, pairs one or two apart, beginnings and ends of longer words, the length."""
    ends = ["^", *words, "$"]
    yield from words
    yield from map("_".join, pairwise(ends))
    yield from map("_".join, zip(ends, ends[1:], ends[2:], strict=False))
    yield from map("__".join, zip(words, words[2:], strict=False))
    yield from map("___".join, zip(words, words[3:], strict=False))
    for word in words:
        if len(word) > 4:
            yield "<" + word[:4]
            yield ">" + word[-4:]
    yield f"length {min(len(words) // 4, 8)}"


def unseen(units: Sequence[Sentence], table: Any, kind: str) -> Any:
    """Each sentence's log-odds by a model trained without it."""
    found = np.zeros(len(units))
    for train, test in KFold(FOLDS, shuffle=True, random_state=0).split(found):
        found[test] = _fitted(units, table, kind, train).decision_function(table[test])
    return found


def _fitted(units: Sequence[Sentence], table: Any, kind: str, rows: Any) -> LogisticRegression:
    rows = np.array([n for n in rows if units[n].taken_for(kind) is not None])
    does = np.array([units[n].taken_for(kind) for n in rows])
    weight = np.array([1.0 if units[n].mail and kind not in units[n].read else WEIGHT for n in rows])
    return LogisticRegression(C=C, solver="liblinear", random_state=0).fit(table[rows], does, sample_weight=weight)


def threshold(units: Sequence[Sentence], apart: Any, kind: str) -> float:
    """The least log-odds from which WANTED of what was read is right; infinite where there is none."""
    judged = sorted(
        ((apart[n], u.read[kind] == "1") for n, u in enumerate(units) if u.read.get(kind, "?") != "?"), reverse=True
    )
    found, right = np.inf, 0
    for many, (level, is_right) in enumerate(judged, 1):
        right += is_right
        if many >= FEWEST and right >= WANTED * many:
            found = float(level)
    return found


def told(units: Sequence[Sentence], apart: Any, kind: str, level: float) -> dict[str, str]:
    """Of made-up sentences what rules hear, what the model tells and both; of near misses, of other sentences, of mail and of what was read
    of it what the model tells."""

    def share(rows: Sequence[int], over: Callable[[int], bool]) -> str:
        return f"{sum(map(over, rows))}/{len(rows)}"

    made = [n for n, u in enumerate(units) if not u.mail and not u.example]
    does = [n for n in made if units[n].does == kind]
    near = [n for n in made if units[n].near == kind]

    def rule(n: int) -> bool:
        return kind in units[n].heard

    def sure(n: int) -> bool:
        return bool(apart[n] >= level)

    judged = [n for n, u in enumerate(units) if u.read.get(kind, "?") != "?" and sure(n)]
    tested = [n for n, u in enumerate(units) if "tested " + kind in u.read]
    return {
        "rules": share(does, rule),
        "model": share(does, sure),
        "both": share(does, lambda n: rule(n) or sure(n)),
        "near misses by rules": share(near, rule),
        "by model": share(near, sure),
        "others by model": share([n for n in made if kind not in (units[n].does, units[n].near)], sure),
        "mail, added": share([n for n, u in enumerate(units) if u.mail and not u.aside and kind not in u.heard], sure),
        "right of read, taught": share([n for n in judged if not units[n].aside], lambda n: units[n].read[kind] == "1"),
        "aside": share([n for n in judged if units[n].aside], lambda n: units[n].read[kind] == "1"),
        "tested": share([n for n in tested if sure(n)], lambda n: units[n].read["tested " + kind] == "1"),
    }


if __name__ == "__main__":
    raise SystemExit(main())
