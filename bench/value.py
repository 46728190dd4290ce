"""Why does value (or rapport) rank as it does? `python -m bench.value FOLDER [--factor value|rapport] [--json]`.

FOLDER is what `python -m bench.demo --folder FOLDER` left: a made-up company, its truth, and a book of it. Told are

- of each channel's cue what its reading found of what was meant (precision, recall);
- of each channel's chances, apart by what they follow (the buyer opens; or our last mail asked a question, made a request, asked for a
  step, or none of these): how many, how often it happened, and the slope of that on the buyer's true standing then (log-odds, ±95 %);
- how estimates rank against the truth, of those known and of all with a chance, where the book's own numbers are fitted (as a sync does) to
  the trials as they are, as they would be if every mail were read without a mistake, with a channel on trial, and without each channel.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from regard.book import Book
from regard.demo.compare import agreement, latents
from regard.demo.records import Latent
from regard.flow.stored_trials import as_columns, decided, stacked
from regard.model import DAY, FACTORS, Factor
from regard.relationships.spread import fitted_to, moved
from regard.relationships.state import fit_many
from regard.relationships.weights import load

SECOND = 1_000_000
MEANT = {
    "asks_advice": ("asks_advice", "asks_advice"),
    "asks_next_step": ("asks_next_step", "asks_next_step"),
    "acts_on_advice": ("acts_on", "acts_on_advice"),
    "social_talk": ("social_talk", "social"),
    "unprompted_thanks": ("unprompted_thanks", "thanks"),
}
"""Channel -> its cue, and the truth's word for what it is to find."""
ON_TRIAL: dict[Factor, tuple[str, str]] = {"value": ("acts_on_advice", "asks_advice")}
"""Factor -> its channel without trials, and one that has the same exposure."""
OPENS = "they open"


@dataclass(frozen=True, slots=True)
class Row:
    """A decided trial as `decided` gives it, whose buyer, after what, and all the buyer's mails of that thread-day."""

    row: tuple[Any, ...]
    channel: str
    buyer: str
    follows: str
    mails: tuple[str, ...]
    happened: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A book beside its truth: buyers' standings, what every mail was meant to do and is read to do, and the trials of a factor."""

    factor: Factor
    end_us: int
    latent: dict[str, Latent]
    key_of: dict[str, str]
    acts: dict[str, frozenset[str]]
    cues: dict[str, frozenset[str]]
    rows: tuple[Row, ...]


def told(folder: Path, factor: Factor) -> Told:
    """Reads the book and the truth in `folder`."""
    truth = json.loads((folder / "company/truth/truth.json").read_text("utf-8"))
    known = latents(truth)
    addresses = {a["address"]: k for k, p in truth["people"].items() for a in p["addresses"]}
    meant = {m["rfc_id"].strip("<>"): m for m in truth["messages"]}
    with Book.open(folder / "book") as book:
        view = book._view(f"{truth['end']}T00:00:00Z")  # noqa: SLF001 - trials are no part of the book's interface
        live = view.live
        key_of = {p: addresses[a] for a, p in live.rows("SELECT address, person FROM handle") if a in addresses}
        sellers = {s["key"] for s in truth["sellers"]}
        acts, cues, place = {}, {}, {}
        threads: dict[str, list[tuple[int, bool, str]]] = defaultdict(list)
        days: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        sql = "SELECT id, thread_id, us, cues, automated, rfc_id FROM message WHERE kind = 'mail' AND basis = 'observed' ORDER BY us, id"
        for message, thread, us, packed, automated, rfc_id in live.rows(sql):
            mail = meant.get((rfc_id or "").strip("<>"))
            if automated or mail is None or mail["family"] != "buyer":
                continue
            cues[message] = frozenset(c[0] for c in json.loads(packed or "[]"))
            threads[thread].append((us, mail["sender"] in sellers, message))
            place[message] = (thread, us)
            if mail["sender"] in known:
                acts[message] = frozenset(mail["acts"])
                days[mail["sender"], thread, us // DAY].append(message)
        found = []
        opener = {row[0]: row[1] for row in live.rows("SELECT id, opener_id FROM trial WHERE factor = ?", factor)}
        ids = live.rows(
            "SELECT id, buyer, channel, known_us FROM trial WHERE factor = ? AND known_us <= ? AND outcome IN ('0', '1') "
            "AND temper > 0 AND q > 0 ORDER BY buyer, known_us, id", factor, view.as_of_us,
        )  # fmt: skip
        own = [row for row in decided(live, view.as_of_us) if row[2] in {i[2] for i in ids}]
        for row, (trial, buyer, channel, _) in zip(own, ids, strict=True):
            key, first = key_of.get(buyer, ""), opener[trial]
            if key in known and first in place:
                thread, us = place[first]
                said = tuple(days[key, thread, us // DAY])
                found.append(Row(row, channel, key, _follows(threads[thread], us, cues), said, row[3] == "1"))
        return Told(factor, view.as_of_us, known, key_of, acts, cues, tuple(found))


def _follows(thread: Sequence[tuple[int, bool, str]], us: int, cues: dict[str, frozenset[str]]) -> str:
    """What our last mail in the thread before `us` did."""
    ours = [message for at, outbound, message in thread if outbound and at < us]
    if not ours:
        return OPENS
    said = cues[ours[-1]]
    order = (("asks_next_step", "we ask for a step"), ("request", "we request"), ("question", "we ask"))
    return next((name for kind, name in order if kind in said), "we tell")


# -------------------------------------------------------------------------------------------------- what is told


def readings(of: Told) -> Iterator[dict[str, Any]]:
    """Each channel's cue beside what the buyers meant, message by message."""
    for channel, (cue, act) in MEANT.items():
        if load().channel(channel).factor == of.factor:
            found = {m for m in of.acts if cue in of.cues[m]}
            meant = {m for m in of.acts if act in of.acts[m]}
            both = len(found & meant)
            wrong = Counter("+".join(sorted(of.acts[m] - {"answers"})) or "answers" for m in found - meant).most_common(3)
            shares = {"precision": round(both / max(1, len(found)), 3), "recall": round(both / max(1, len(meant)), 3)}
            yield {"channel": channel, "found": len(found), "meant": len(meant), **shares, "wrong": wrong}


def chances(of: Told) -> Iterator[dict[str, Any]]:
    """Each channel's chances by what they follow, with the slope of happening on the true standing."""
    groups: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for r in of.rows:
        true = getattr(of.latent[r.buyer].at(int(r.row[4]) // SECOND), of.factor)
        for name in ("all", r.follows):
            groups[r.channel, name].append((true, r.happened))
    for (channel, follows), rows in sorted(groups.items()):
        x, y = np.array([v for v, _ in rows]), np.array([h for _, h in rows], dtype=float)
        slope = _slope(x, y) if y.sum() >= 10 else None
        yield {"channel": channel, "follows": follows, "chances": len(y), "base": round(float(y.mean()), 4), "slope": slope}


def _slope(x: Any, y: Any) -> tuple[float, float]:
    """Of a logistic regression on one number: the slope and what it may be off by, 95 %."""
    design, theta = np.column_stack((np.ones(len(x)), x)), np.zeros(2)
    for _ in range(60):
        p = 1 / (1 + np.exp(-design @ theta))
        curve = design.T @ (design * (p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        theta = theta + np.clip(np.linalg.solve(curve, design.T @ (y - p)), -1, 1)
    return round(float(theta[1]), 2), round(1.96 * float(np.linalg.inv(curve)[1, 1]) ** 0.5, 2)


def ranks(of: Told) -> Iterator[dict[str, Any]]:
    """How estimates rank where the trials are as they are, and as they might be."""

    def meant(r: Row) -> bool:
        return any(MEANT[r.channel][1] in of.acts[m] for m in r.mails)

    def read(r: Row) -> bool:
        return any(MEANT[r.channel][0] in of.cues[m] for m in r.mails)

    def once_more(name: str, like: str, happens: Callable[[Row], bool]) -> list[Row]:
        twins = [replace(r, channel=name) for r in of.rows if r.channel == like]
        return [_as(r, happens(r)) for r in twins]

    yield {"trials": "as they are", **_rank(of, of.rows)}
    yield {"trials": "every mail read without a mistake", **_rank(of, [_as(r, meant(r)) for r in of.rows])}
    if of.factor in ON_TRIAL:
        name, like = ON_TRIAL[of.factor]
        yield {"trials": f"with {name} as read", **_rank(of, [*of.rows, *once_more(name, like, read)])}
        perfect = [*(_as(r, meant(r)) for r in of.rows), *once_more(name, like, meant)]
        yield {"trials": f"with {name}, no mistake", **_rank(of, perfect)}
    for channel in sorted({r.channel for r in of.rows}):
        yield {"trials": f"without {channel}", **_rank(of, [r for r in of.rows if r.channel != channel])}


def _as(r: Row, happened: bool) -> Row:
    """The same trial with another outcome, or of another channel, read with certainty."""
    row = list(r.row)
    row[2], row[3], row[5] = r.channel, "1" if happened else "0", 1.0
    return replace(r, row=tuple(row), happened=happened)


def _rank(of: Told, rows: Sequence[Row]) -> dict[str, Any]:
    """Numbers fitted to the trials as a sync does, estimates at the end, and how they rank against the truth."""
    shipped = load()
    plain = sorted((r.row for r in rows), key=lambda row: (row[0], row[4]))
    columns, _, _ = stacked(plain, shipped)
    names, _, _ = as_columns(plain, shipped)
    own = fitted_to(shipped, columns, "own")
    book = fit_many(moved(columns, shipped, own), of.end_us, own)
    here = [
        i for i in range(len(book.buyer)) if book.factor[i] == FACTORS.index(of.factor) and names[book.buyer[i]] in of.key_of
    ]
    here = [i for i in here if of.key_of[names[book.buyer[i]]] in of.latent]
    true = {i: getattr(of.latent[of.key_of[names[book.buyer[i]]]].at(of.end_us // SECOND), of.factor) for i in here}
    told = [i for i in here if book.known[i]]
    some = agreement([book.mean[i] for i in told], [true[i] for i in told], [True] * len(told))
    every = agreement([book.mean[i] for i in here], [true[i] for i in here], [True] * len(here))
    prior = own.factors[of.factor]
    fitted = {"tau_b": prior.tau_b, "tau_u": prior.tau_u}
    return {"known": len(told), "of": len(here), "rank": some[:2], "rank of all": every[:2], **fitted}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the three tables, or JSON."""
    parser = argparse.ArgumentParser(prog="bench.value", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--factor", default="value", choices=("value", "rapport"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    of = told(options.folder, options.factor)
    found = {"readings": list(readings(of)), "chances": list(chances(of)), "ranks": list(ranks(of))}
    if options.json:
        print(json.dumps(found, indent=1))
        return
    for name, rows in found.items():
        print(name)
        for row in rows:
            print("  " + ", ".join(f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    main()
