"""How fast is it? The whole sync beside `mu index` on the same mail, a new mail, a person's page, the fit, the command line.

    python -m bench.speed --data DIR [--messages 15076] [--json]

DIR holds `mail-enron` (folders of mails). Run it on a quiet machine; CPU seconds are of the process and all its children. Of
several runs the median counts, mu and regard in turn, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

REGARD = [sys.executable, "-m", "regard.surfaces.cli"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--messages", type=int, default=15_076)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = measure(args.data, Path(place), args.messages, args.runs)
    if args.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(f"{name:44} {value}")


def measure(data: Path, place: Path, messages: int, runs: int) -> dict[str, Any]:
    """Every figure, by name."""
    maildir = place / "Maildir"
    n = make_maildir(data / "mail-enron", maildir, messages)
    found: dict[str, Any] = {"messages": n, "cores": os.cpu_count()}
    books = [place / f"book{k}" for k in range(runs)]
    timed_run([*REGARD, "--help"])
    timed_run([sys.executable, "-m", "regard.surfaces.patterns"])  # as `make` does at set-up
    timed: dict[str, list[tuple[float, float]]] = {"mu index": [], "regard sync": []}
    for k, book in enumerate(books):
        if shutil.which("mu"):
            timed["mu index"].append(timed_mu(maildir, place / f"mu{k}"))
        command = [*REGARD, "--book", str(book), "sync", str(maildir), "--us", "enron.com", "--json"]
        timed["regard sync"].append(timed_run(command))
    for name, runs_of in timed.items():
        for unit, values in zip(("CPU", "wall"), zip(*runs_of, strict=True), strict=False):
            found[f"{name}: {unit} s"] = round(statistics.median(values), 2)
    found["regard sync again: wall s"] = round(timed_run([*REGARD, "--book", str(books[0]), "sync", "--json"])[1], 2)
    inside, started = new_mail(maildir, books[0])
    found["new mail in the scores, book open: s"] = round(inside, 2)
    found["new mail in the scores, cold start: s"] = round(started, 2)
    found["regard --help: wall s"] = round(min(timed_run([*REGARD, "--help"])[1] for _ in range(5)), 3)
    found |= pages(books[0])
    found["fit of 1,000,000 trials: s"] = round(fit_million(), 3)
    return found


def make_maildir(mail: Path, to: Path, most: int) -> int:
    """The first `most` mails by path as a Maildir; how many those are."""
    for part in ("cur", "new", "tmp"):
        (to / part).mkdir(parents=True)
    files = sorted(p for p in mail.rglob("*") if p.is_file())[:most]
    for k, path in enumerate(files):
        shutil.copy(path, to / "cur" / f"{1_000_000_000 + k}.{k}.host:2,S")
    return len(files)


def installed() -> dict[str, str]:
    """The environment for a command as an installer leaves it: its bytecode is compiled once, not in every run."""
    environment = dict(os.environ)
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment.setdefault("PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir()) / "regard-bench-bytecode"))
    return environment


def timed_run(command: list[str], **environment: str) -> tuple[float, float]:
    """(CPU seconds of the command and its children, wall seconds)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**installed(), **environment}
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def timed_mu(maildir: Path, home: Path) -> tuple[float, float]:
    """`mu init` and `mu index` of a Maildir."""
    timed_run(["mu", "init", f"--muhome={home}", f"--maildir={maildir}"])
    return timed_run(["mu", "index", f"--muhome={home}", "--quiet"])


def new_mail(maildir: Path, folder: Path) -> tuple[float, float]:
    """From the arrival of one mail to scores that know it, seconds: (in an open book, by a `regard sync` started for it)."""
    from regard.book import Book

    with Book.open(folder) as book:
        arrive(maildir, 1)
        start = time.perf_counter()
        assert book.sync().stored == 1
        book.people()
        inside = time.perf_counter() - start
    arrive(maildir, 2)
    return inside, timed_run([*REGARD, "--book", str(folder), "sync", "--json"])[1]


def arrive(maildir: Path, n: int) -> None:
    """One more mail in the mailbox."""
    first = min((maildir / "cur").iterdir())
    fresh = first.read_bytes().replace(b"Subject:", b"Subject: one more %d" % n, 1)
    (maildir / "new" / f"200000000{n}.{n}.host").write_bytes(fresh)


def pages(folder: Path) -> dict[str, float]:
    """Milliseconds, 95th percentile, of the pages of the 60 buyers with most mail, through the web app without a network."""
    from starlette.testclient import TestClient

    from regard.book import Book
    from regard.surfaces.api import create_app

    with Book.open(folder) as book:
        client = TestClient(create_app(book), base_url="http://127.0.0.1")
        rows = sorted(book.people(), key=lambda r: -r.messages)[:60]
        client.get(f"/people/{rows[0].id}")
        times = []
        for row in rows:
            start = time.perf_counter()
            assert client.get(f"/people/{row.id}").status_code == 200
            times.append(1000 * (time.perf_counter() - start))
        start = time.perf_counter()
        assert client.get("/").status_code == 200
        whole = 1000 * (time.perf_counter() - start)
    return {
        "person page: p50 ms": round(statistics.median(times), 1),
        "person page: p95 ms": round(sorted(times)[56], 1),
        "people page: ms": round(whole, 1),
    }


def fit_million() -> float:
    """Seconds to fit 1,000,000 made-up trials of 20,000 buyers."""
    import numpy as np

    from regard.model import DAY
    from regard.relationships.state import Columns, fit_many
    from regard.relationships.weights import load

    weights, n, rng = load(), 1_000_000, np.random.default_rng(1)
    columns = Columns(
        tuple(weights.channels),
        rng.integers(0, 20_000, n),
        rng.integers(0, 50, n),
        rng.integers(0, len(weights.channels), n),
        rng.integers(0, 2, n),
        rng.integers(0, 365, n) * DAY,
        rng.normal(size=n),
        np.ones(n),
    )
    fit_many(columns, 400 * DAY, weights)
    start = time.perf_counter()
    fit_many(columns, 400 * DAY, weights)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
