"""`python -m bench.truth TASK --data DIR [--split DATE] [--weights shipped|learned] [--strip-headers] [--json]`: is it true?

Tasks about behaviour foretell, out of time, what happens on a graph of messages (`messages.csv`); tasks about reading compare a reader
with labelled text, each in the module that `READING` names. `all` runs every task on its folder under DIR (`WHERE`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable, asks_of
from regard.errors import RegardError
from regard.relationships.validity.mails import Mail

BEHAVIOUR = ("reply", "persistence", "initiation", "coverage")
READING = {
    "channels": "bench.truth.text.channels",
    "commitments": "bench.truth.text.commitments",
    "dates": "bench.truth.text.dates",
    "zones-signatures": "bench.truth.text.signatures",
    "quotes": "bench.truth.text.quotes",
    "requests": "bench.truth.text.requests",
    "staged-promises": "bench.truth.text.staged_promises",
    "threads": "bench.truth.text.threads",
    "uptake": "bench.truth.text.uptake",
}
"""Task -> the module whose `measure(folder, *, strip_headers)` answers a `Reading`."""
WHERE = (
    *((task, "graph-manufacturer", ()) for task in (*BEHAVIOUR, "weight")),
    *((task, "graph-manufacturer", ("--weights", "learned")) for task in BEHAVIOUR),
    ("channels", "mail-enron", ()),
    ("commitments", "mail-enron", ()),
    ("commitments", "threads-bc3", ()),
    ("dates", "dates", ()),
    ("quotes", "mail-enron", ()),
    ("requests", "sentences-requests", ()),
    ("threads", "threads-mailing-list", ()),
    ("threads", "threads-mailing-list", ("--strip-headers",)),
    ("uptake", "listening-uptake", ()),
    ("zones-signatures", "zones-signatures", ()),
)
"""What `all` runs: task, its folder in the evaluation data, and further options."""
OF_A_DEMO = frozenset({"staged-promises"})
"""Tasks about the folder of a made-up company, which is no evaluation data: `all` leaves them out."""


def main(arguments: list[str] | None = None) -> int:
    """Run one task and print its table, or its JSON alone; 0 done, 1 the data cannot be used, 2 bad use."""
    options = _parser().parse_args(arguments)
    if options.task == "all":
        return everything(Path(options.data), as_json=options.json)
    try:
        if options.task in READING:
            result = read(options.task, Path(options.data), strip_headers=options.strip_headers)
        elif options.task == "weight":
            result = authority(Path(options.data), options.weights)
        else:
            result = run(options.task, Path(options.data), options.split, options.weights)
    except (Unreadable, OSError, RegardError) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(result, indent=1) if options.json else table(result))
    return 0


def everything(folder: Path, *, as_json: bool) -> int:
    """Every task on its own data, one after the other; 1 if any of them could not be measured, after all that could were."""
    failed = 0
    for task, where, more in WHERE:
        print(f"\n{' '.join((task, *more))} ({where})", file=sys.stderr, flush=True)
        failed |= main([task, "--data", str(folder / where), *more, *(("--json",) if as_json else ())])
        sys.stdout.flush()
    return failed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.truth", description=__doc__)
    parser.add_argument("task", choices=(*BEHAVIOUR, *READING, "weight", "all"))
    parser.add_argument("--data", required=True, help="a folder with messages.csv, or with the labelled text of the task")
    parser.add_argument("--split", type=date.fromisoformat, help="first day of the test (default: at two thirds)")
    parser.add_argument("--weights", choices=("shipped", "learned"), default="shipped")
    parser.add_argument(
        "--strip-headers", action="store_true", help="threads: without In-Reply-To, References and Thread-* headers"
    )
    parser.add_argument("--json", action="store_true")
    return parser


def read(task: str, folder: Path, *, strip_headers: bool = False) -> dict[str, Any]:
    """One reading task's result as JSON-ready values."""
    from importlib import import_module

    began = time.perf_counter()
    if not folder.exists():
        raise Unreadable(f"There is nothing at {folder}.")
    answer = import_module(READING[task]).measure(folder, strip_headers=strip_headers)
    return {
        "task": task,
        "n": answer.n,
        "metrics": dict(answer.metrics),
        "baselines": dict(answer.baselines),
        **answer.also,
        "seconds": round(time.perf_counter() - began, 1),
    }


def authority(folder: Path, weights: str) -> dict[str, Any]:
    """How well the message graph tells who stands above whom, as JSON-ready values."""
    from bench.truth import weight

    began = time.perf_counter()
    if not folder.is_dir():
        raise Unreadable(f"There is no folder {folder}.")
    return {**weight.run(folder, weights), "seconds": round(time.perf_counter() - began, 1)}


def run(task: str, folder: Path, split: date | None = None, weights: str = "shipped") -> dict[str, Any]:
    """One task's result as JSON-ready values."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # boosting's threads wait busily for each other on a shared machine
    from bench.truth.evidence import world_of
    from regard.flow.learning import SPREAD
    from regard.relationships.calibration import METRICS, measured, share_inside
    from regard.relationships.learning import refined
    from regard.relationships.validity.protocols import TASKS
    from regard.relationships.validity.world import as_a_book, recentred
    from regard.relationships.weights import load

    began = time.perf_counter()
    mail, asks = asks_of(folder)
    first_day = split or default_split(mail)
    split_us = int(datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC).timestamp()) * 1_000_000
    if not mail.start_us < split_us < mail.end_us:
        raise Unreadable(f"The split {first_day} does not lie within the mail of {folder}.")
    world = world_of(mail, asks, load(), split_us)
    world = as_a_book(world)
    if weights == "learned":  # as `regard learn` would, from what was decided before the split
        found = refined(world.facts, world.weights, split_us, hold=SPREAD, since_us=world.burnt_in_us)
        world = recentred(replace(world, weights=found))
    answers = TASKS[task](world)
    if not len(answers.y):
        raise Unreadable(f"There is nothing to foretell after {first_day}.")
    metrics = {"coverage80": share_inside} if task == "coverage" else METRICS
    scored = {
        group: {name: measured(p, answers.y, answers.buyer, metrics) for name, p in chances.items()}
        for group, chances in (("rows", answers.rows), ("baselines", answers.baselines))
    }
    return {
        "task": task,
        "n": len(answers.y),
        "base": None if task == "coverage" else round(float(answers.y.mean()), 4),
        "split": first_day.isoformat(),
        "weights": world.weights.version if weights == "shipped" else "learned",
        **scored,
        "seconds": round(time.perf_counter() - began, 1),
    }


def default_split(mail: Mail) -> date:
    """The first of the month nearest to two thirds of the time covered, or two thirds itself where that is under four
    months.
    """
    start, end = (datetime.fromtimestamp(us / 1e6, UTC).date() for us in (mail.start_us, mail.end_us))
    middle = start + (end - start) * 2 / 3
    if (end - start).days < 120:
        return middle
    this = middle.replace(day=1)
    following = (this + timedelta(days=32)).replace(day=1)
    return this if middle - this <= following - middle else following


def table(result: dict[str, Any]) -> str:
    """The result for reading: each row with its metrics and 95 % intervals."""
    known = {"task", "n", "rows", "metrics", "baselines", "seconds"}
    rows_of_rows = {name: value for name, value in result.items() if name not in known and _is_rows(value)}
    also = (f"{name} {value}" for name, value in result.items() if name not in {*known, *rows_of_rows})
    lines = [", ".join([f"{result['task']}: n = {result['n']}", *also])]
    for name, row in {
        **result.get("rows", {}),
        **({"ours": result["metrics"]} if "metrics" in result else {}),
        **result["baselines"],
        **rows_of_rows,
    }.items():
        if "low" in row:
            lines.append(f"  {name:26} " + _figures(row))
        else:  # a row of rows, such as one a channel
            lines += [f"  {name + ', ' + part:40} " + _figures(figures) for part, figures in row.items()]
    return "\n".join([*lines, f"  {result['seconds']} s"])


def _is_rows(value: object) -> bool:
    """Are these figures with intervals, by name?"""
    return isinstance(value, dict) and bool(value) and all(isinstance(row, dict) and "low" in row for row in value.values())


def _figures(row: dict[str, Any]) -> str:
    """Metrics with their intervals, counts without."""
    told = (m for m in row if m not in {"low", "high"})
    return "  ".join(f"{m} {row[m]} [{row['low'][m]}, {row['high'][m]}]" if m in row["low"] else f"{m} {row[m]}" for m in told)


if __name__ == "__main__":
    sys.exit(main())
