"""Do the whole-book definitions stay linear in metadata? 10^6 and 10^7 made-up interactions on DuckDB, memory bounded.

    python -m bench.metadata [--rows 1000000 10000000] [--memory 1GB] [--trials] [--json]

Each size is written to a generation of its own (five hundred mails a buyer, one of ours for fifty buyers, two years, no words) and
read in a process of its own: who dealt with whom (`pair_counts`, `contact`, `weekly_activity`), everybody's figures and answers.
`--trials` also makes every buyer's trials from their rows, as `evidence.scan` does (Python, one buyer at a time; they are counted, not
kept). CPU seconds are of that process, memory is its largest; ten million rows take about 2 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

import ibis

from regard.evidence import scan as trials
from regard.interactions.ledger import contact, pair_counts, weekly_activity
from regard.interactions.scan import answers, figures, on_mails
from regard.model import DAY, Coverage
from regard.store.engine import DuckScan, scan

START, DAYS = 19_000 * DAY, 730
END = START + DAYS * DAY
EACH_BUYER, EACH_SELLER = 500, 25_000
PORTION = 1_000_000
_MADE = f"""SELECT i, b, s, out, copied, us, 'h_b' || b AS hb, 'h_s' || s AS hs, 't' || b || '.' || (us - {START}) // {9 * DAY} AS thread
    FROM (SELECT i, b, (b * 7 + hash(i * 8 + 2) % 3) % {{sellers}} AS s, hash(i * 8 + 3) % 100 < 55 AS out,
        hash(i * 8 + 4) % 100 < 8 AS copied, {START} + (hash(i * 8 + 5) % {DAYS * DAY})::BIGINT AS us
        FROM (SELECT i, hash(i * 8 + 1) % {{buyers}} AS b FROM range({{start}}, {{end}}) t(i)))"""
_TABLES = {
    "message": """SELECT 'm_' || i AS id, 'mail' AS kind, us, us AS known_us, CASE WHEN out THEN hs ELSE hb END AS from_h,
        thread AS thread_id, 'observed' AS basis, CASE WHEN i % 20 = 0 THEN 'bulk' ELSE '' END AS automated,
        (NOT out)::BIGINT AS is_reply, 60::BIGINT AS words, 0::BIGINT AS tz, NULL::VARCHAR AS parent_id FROM made""",
    "message_party": """SELECT 'm_' || i AS message_id, CASE WHEN out THEN hs ELSE hb END AS h, 'from' AS role FROM made UNION ALL
        SELECT 'm_' || i, CASE WHEN out THEN hb ELSE hs END, CASE WHEN copied THEN 'cc' ELSE 'to' END FROM made""",
    "interaction": """SELECT 'p_b' || b AS buyer, 'p_s' || s AS seller, 'm_' || i AS message_id, us, us AS known_us, 'mail' AS kind,
        out::BIGINT AS outbound, (out AND copied)::BIGINT AS copied, (i % 20 = 0)::BIGINT AS is_automated, 0::BIGINT AS recovered
        FROM made""",
}


def main() -> None:
    """Measure each size and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--memory", default="1GB", help="what DuckDB may take")
    parser.add_argument("--trials", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        print(json.dumps(read(args.read, args.memory, with_trials=args.trials)))
        return
    for rows in args.rows:
        with tempfile.TemporaryDirectory() as place:
            held = Path(place) / "000001.duckdb"
            write(held, rows)
            also = ["--trials"] if args.trials else []
            command = [sys.executable, "-m", "bench.metadata", "--read", str(held), "--memory", args.memory, *also]
            told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        told = {"rows": rows, **told, "all: us of CPU a row": round(1e6 * told["all: CPU s"] / rows, 3)}
        print(json.dumps(told) if args.json else "  ".join(f"{k} {v}" for k, v in told.items()), flush=True)


def write(path: Path, rows: int) -> None:
    """A generation with so many made-up interactions and their mails."""
    import duckdb

    buyers, sellers = max(rows // EACH_BUYER, 1), max(rows // EACH_SELLER, 3)
    with duckdb.connect(str(path), config={"memory_limit": "1GB", "threads": 2}) as c:
        c.execute("SET enable_progress_bar = false")
        for start in range(0, rows, PORTION):
            made = _MADE.format(sellers=sellers, buyers=buyers, start=start, end=min(start + PORTION, rows))
            for table, sql in _TABLES.items():
                begin = f"INSERT INTO {table}" if start else f"CREATE TABLE {table} AS"
                c.execute(f"{begin} WITH made AS ({made}) {sql}")
        c.execute(f"""CREATE TABLE person_handle AS SELECT 'h_b' || i AS h, 'p_b' || i AS person, 'them' AS side,
            'c_' || i // 8 AS company, i AS place FROM range({buyers}) t(i)
            UNION ALL SELECT 'h_s' || i, 'p_s' || i, 'us', NULL, {buyers} + i FROM range({sellers}) t(i)""")
        c.execute("CREATE TABLE person AS SELECT person AS id, side, 0::BIGINT AS objected FROM person_handle")


def read(path: Path, memory: str, *, with_trials: bool) -> dict[str, Any]:
    """CPU seconds and rows of each definition over one generation, and the largest memory of this process."""
    found: dict[str, Any] = {}
    with scan(path, memory=memory) as at:
        mails = [at.table(name) for name in ("message", "message_party", "person_handle")]
        asked: dict[str, Callable[[], Any]] = {
            "pair_counts": lambda: at.run(pair_counts(*mails)),
            "contact": lambda: at.run(contact(*mails)),
            "weekly_activity": lambda: at.run(weekly_activity(*mails)),
            "figures": lambda: at.run(figures(at.table("interaction"), END)),
            "answers": lambda: at.run(answers(at.table("interaction"), mails[0], END)),
        }
        if with_trials:
            asked["trials"] = lambda: _trials(at, on_mails(*mails, at.table("person")))
        begun = time.process_time()
        for name, ask in asked.items():
            start = time.process_time()
            n = len(ask())
            found |= {f"{name}: CPU s": round(time.process_time() - start, 2), f"{name}: rows": n}
        found["all: CPU s"] = round(time.process_time() - begun, 1)
    return found | {"largest, MB": getrusage(RUSAGE_SELF).ru_maxrss >> 10}


def _trials(at: DuckScan, rows: Any) -> range:
    """How many trials the buyers have, each made and let go of."""
    import pyarrow as pa

    ours = [f"h_s{n}" for n in range(at.run(at.table("person").filter(ibis._.side == "us").count()).as_py())]
    shown = trials.Shown(
        tuple(Coverage("mail", h, "inbox", True, True, START, END) for h in ours),
        {h: h.replace("h_", "p_") for h in ours},
        END,
        b"k" * 32,
    )
    of_buyer, schema = trials.trials_of(shown), pa.schema([("trials", pa.int64())])
    counted = at.by_group(rows, "buyer", lambda group: pa.table({"trials": [len(of_buyer(group))]}), schema)
    return range(sum(counted["trials"].to_pylist()))


if __name__ == "__main__":
    main()
