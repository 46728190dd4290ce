"""Does it stay linear? A book of made-up mail of several sizes: the cost of a sync, its memory, pages, publishing.

    python -m bench.scale [--messages 100000 1000000] [--times 4] [--check] [--json]

CPU seconds are of the process and all its children, memory is the largest of any of its processes. A million messages take
about 9 GB of disk in the folder for temporary files (`TMPDIR`), and about 25 minutes of CPU; `--times 4` reads a quarter of the mail
and has everything after reading work on the whole (`bench.scale_times`), `--check` adds `regard check`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.scale_mail import write, write_more
from bench.scale_times import OURS, multiply
from bench.speed import REGARD, installed

NEW = 1_000
"""Mails that come into the book when it is there, spread over all mailboxes."""
SHOWN = 60
"""People whose pages are timed: those with most mail."""


def main() -> None:
    """Measure each size and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--folder", type=Path, help="keep the mail and the book here")
    parser.add_argument(
        "--times", type=int, default=1, help="read one part in so many, and multiply the book before it is settled"
    )
    parser.add_argument("--check", action="store_true", help="run `regard check` too")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for messages in args.messages:
        with tempfile.TemporaryDirectory() as place:
            found = measure((args.folder or Path(place)) / str(messages), messages, args.times, check=args.check)
        if args.json:
            print(json.dumps(found, indent=1))
        else:
            for name, value in found.items():
                print(f"{name:44} {value}", flush=True)


def measure(place: Path, messages: int, times: int = 1, *, check: bool = False) -> dict[str, Any]:
    """Every figure of one size, by name."""
    start = time.perf_counter()
    size = write(place / "mail", messages // times)
    found: dict[str, Any] = {
        "messages": messages,
        "mail: MB": size >> 20,
        "written in: s": round(time.perf_counter() - start, 1),
    }
    book = place / "book"
    if times == 1:
        used = run([*REGARD, "--book", str(book), "sync", str(place / "mail"), "--us", OURS, "--json"])
        found |= _used("sync", used, messages)
    else:
        apart = [sys.executable, "-m", "bench.scale_times"]
        used = run([*apart, "read", str(book), str(place / "mail")])
        found |= _used("reading", used, messages // times)
        multiply(book, times)
        found |= _used("after reading", run([*apart, "settle", str(book)]), messages)
    found["book: MB"] = sum(p.stat().st_size for p in book.rglob("*") if p.is_file()) >> 20
    again = run([*REGARD, "--book", str(book), "sync", "--json"])
    found |= {"sync again: CPU s": round(again.cpu, 2), "sync again: wall s": round(again.wall, 2)}
    with min((place / "mail").iterdir()).open("ab") as file:
        file.write(_ONE_MORE)
    one = run([*REGARD, "--book", str(book), "sync", "--json"])
    found |= {"one new mail, cold start: CPU s": round(one.cpu, 2), "one new mail, cold start: wall s": round(one.wall, 2)}
    write_more(place / "more", messages // times, NEW)
    more = run([*REGARD, "--book", str(book), "sync", str(place / "more"), "--json"])
    found |= _used(f"{NEW} new mails", more, NEW)
    published = run([sys.executable, "-c", _PUBLISH, str(book)])
    found |= {
        "publish: CPU s": round(published.cpu, 1),
        "publish: wall s": round(published.wall, 1),
        "publish: largest process, MB": published.memory_mb,
    }
    for which in ("first page of a process that finds everybody fitted", "first page of one that does not"):
        first = run([sys.executable, "-c", _FIRST, str(book)])
        found |= {f"{which}: CPU s": round(first.cpu, 1), f"{which}: MB": first.memory_mb}
        for path in (book / "gen").glob("standings-*"):
            path.unlink()
    found |= json.loads(subprocess.run([sys.executable, "-c", _PAGES, str(book)], check=True, capture_output=True).stdout)
    if check:
        used = run([*REGARD, "--book", str(book), "check", "--json"])
        found |= {
            "check: CPU s": round(used.cpu, 1),
            "check: wall s": round(used.wall, 1),
            "check: largest process, MB": used.memory_mb,
        }
    return found


def _used(what: str, used: Used, messages: int) -> dict[str, Any]:
    return {
        f"{what}: CPU s": round(used.cpu, 1),
        f"{what}: wall s": round(used.wall, 1),
        f"{what}: CPU ms a message": round(1000 * used.cpu / messages, 3),
        f"{what}: largest process, MB": used.memory_mb,
    }


_ONE_MORE = b"""From new.person@elsewhere.example 1704067200
Date: Sun, 24 Dec 2023 10:00:00 +0000
From: New Person <new.person@elsewhere.example>
To: Ada Seller <ada@vendor.example>
Subject: One more
Message-ID: <one.more@elsewhere.example>

Could you call me about the pumps?

"""
_PUBLISH = """import sys
from pathlib import Path
from regard.store.generations import write
write(Path(sys.argv[1]), Path(sys.argv[1]) / "live.sqlite", 1)
"""
_FIRST = """import sys
from pathlib import Path
from starlette.testclient import TestClient
from regard.book import Book
from regard.surfaces.api import create_app
with Book.open(Path(sys.argv[1])) as book:
    assert TestClient(create_app(book), base_url="http://127.0.0.1").get("/").status_code == 200
"""
_PAGES = """import json, sys
from pathlib import Path
from bench.scale import pages
print(json.dumps(pages(Path(sys.argv[1]))))
"""


class Used:
    """What a command used: CPU seconds with its children, wall seconds, MB of its largest process."""

    def __init__(self, cpu: float, wall: float, memory_mb: int) -> None:
        self.cpu, self.wall, self.memory_mb = cpu, wall, memory_mb


_RUN = """import json, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss >> 10]))
"""


def run(command: list[str]) -> Used:
    """Run a command under a process of its own, so that the largest memory is that of this command's processes."""
    out = subprocess.run([sys.executable, "-c", _RUN, *command], check=True, stdout=subprocess.PIPE, env=installed())
    return Used(*json.loads(out.stdout))


def pages(folder: Path) -> dict[str, float]:
    """CPU milliseconds of the pages, through the web app without a network."""
    from starlette.testclient import TestClient

    from bench.search import questions
    from regard.book import Book
    from regard.surfaces.api import create_app

    def timed(path: str) -> float:
        start = time.process_time()
        assert client.get(path).status_code == 200, path
        return 1000 * (time.process_time() - start)

    with Book.open(folder) as book:
        client = TestClient(create_app(book), base_url="http://127.0.0.1")
        first = timed("/")
        rows = sorted(book.people(), key=lambda r: -r.messages)[:SHOWN]
        accounts = [a.id for a in book.accounts()][:SHOWN]
        timed(f"/people/{rows[0].id}")
        people = [timed(f"/people/{row.id}") for row in rows]
        lists = {path: statistics.median(timed(path) for _ in range(5)) for path in ("/", "/sources")}
        account = [timed(f"/accounts/{a}") for a in accounts]
        search = [timed(f"/search?q={word}") for word in questions(book)]
        begun = time.process_time()
        book.review()
        review = time.process_time() - begun
    found = {
        "people page, first: ms": first,
        "person page: p50 ms": statistics.median(people),
        "person page: p95 ms": _p95(people),
    }
    found |= {f"{path}: ms": ms for path, ms in lists.items()} | {"account page: p95 ms": _p95(account)}
    found |= {"search: p50 ms": statistics.median(search), "search: p95 ms": _p95(search), "review: CPU ms": 1000 * review}
    found["web: MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return {name: round(value, 1) for name, value in found.items()}


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))] if values else 0.0


if __name__ == "__main__":
    os.environ.update(installed())
    main()
