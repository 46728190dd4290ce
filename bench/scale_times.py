"""A book several times as large without reading as much mail: read once, multiplied before anything rests on it, then settled.

Every message is there again under other addresses, domains, Message-IDs and first letters, so that no copy has anything to do with another:
what follows reading (threads, quotes, people, coverage, trials, publishing) has the whole size before it. Reading itself is measured
on the part that was read; it looks at each mail alone.
"""

from __future__ import annotations

import functools
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from regard.book import Book
from regard.flow import syncing as stages
from regard.flow.syncing import Flow
from regard.store.live import FILE_NAME

OURS = "vendor.example"


def read(folder: Path, mail: Path) -> None:
    """Read mail into a new book and stop there."""
    Flow.settle = Flow._publish_now = _nothing  # type: ignore[method-assign, assignment]  # noqa: SLF001
    with Book.open(folder, create=True) as book:
        book.sync(mail, us=[OURS])


def _nothing(*_: object) -> None:
    return


def settle(folder: Path) -> None:
    """Settle and publish what was read, and print what each stage took: CPU seconds, and the MB of this process then at most."""
    for name in ("settle_people", "thread", "hang", "settle_coverage", "settle_buyers", "settle_weights", "settle_predictions"):
        setattr(stages, name, _told(name, getattr(stages, name)))
    with Book.open(folder) as book:
        flow = Flow(book.folder, book._records, book._live(), book._settings)  # noqa: SLF001
        flow.live.keep_pages()
        with book._records.writer(), flow._publisher(due_only=False) as publish:  # noqa: SLF001
            _told("settle", flow.settle)()
            _told("publish", publish)()
        _told("keep standings", book._keep_standings)()  # noqa: SLF001


def _told(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(stage)
    def timed(*args: Any, **named: Any) -> Any:
        begun, wall = time.process_time(), time.perf_counter()
        found = stage(*args, **named)
        used = {"CPU s": round(time.process_time() - begun, 1), "wall s": round(time.perf_counter() - wall, 1)}
        print(json.dumps({name: used | {"MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}}), file=sys.stderr)
        return found

    return timed


def multiply(folder: Path, times: int) -> int:
    """Have a book that was read and not settled hold everything `times` times; how many messages that are."""
    c = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    c.execute("PRAGMA cache_size=-200000")
    last = {"handle": c.execute("SELECT max(n) FROM handle").fetchone()[0]}
    last["message"] = c.execute("SELECT max(n) FROM message").fetchone()[0]
    for k in range(1, times):
        c.execute("BEGIN")
        for table, changed in _changed(k, last["message"] * k, last["handle"] * k).items():
            names = [row[1] for row in c.execute(f"PRAGMA table_info({table})")]
            said = ", ".join(f'"{name}"' for name in names)
            values = ", ".join(changed.get(name, f'"{name}"') for name in names)
            key = {"handle": "n", "message": "n", "quote": "carrier"}.get(table, "message")
            most = last.get(table, last["message"])
            c.execute(f"INSERT INTO {table}({said}) SELECT {values} FROM {table} WHERE {key} <= {most}")
        c.execute("COMMIT")
    c.execute("BEGIN")
    c.execute(
        "INSERT INTO words(rowid, subject, own) SELECT message, subject, own FROM body WHERE message > ?", (last["message"],)
    )
    for kind, table in (("handle", "handle"), ("name", "handle"), ("message", "message")):
        c.execute(f"INSERT OR IGNORE INTO dirty SELECT '{kind}', CAST(n AS TEXT) FROM {table}")
    c.execute("COMMIT")
    held = int(c.execute("SELECT count(*) FROM message").fetchone()[0])
    c.close()
    domains = ", ".join(f'"{OURS if not k else OURS.replace(".", f"c{k}.")}"' for k in range(times))
    (folder / "regard.toml").write_text(f"[us]\ndomains = [{domains}]\n", encoding="utf-8")
    return held


def _changed(k: int, messages: int, handles: int) -> dict[str, dict[str, str]]:
    """What is otherwise in the k-th copy: table -> column -> SQL."""

    def address(column: str) -> str:
        return f"replace({column}, '.example', 'c{k}.example')"

    def rfc(column: str) -> str:
        return f"CASE WHEN {column} = '' THEN '' ELSE 'c{k}.' || replace({column}, ' ', ' c{k}.') END"

    on = {"message": f"message + {messages}"}
    item = {"item_id": f"item_id || 'c{k}'"}
    own = {"id": f"id || 'c{k}'", "letters": f"letters + {k}"}
    ids = {"rfc_id": rfc("rfc_id"), "in_reply_to": rfc("in_reply_to"), "refs": rfc("refs")}
    return {
        "handle": {"n": f"n + {handles}", "id": own["id"], "address": address("address")},
        "message": {"n": f"n + {messages}", **own, **item, **ids, "from_n": f"from_n + {handles}"},
        "party": {**on, "handle": f"handle + {handles}"},
        "reference": {**on, "rfc_id": rfc("rfc_id")},
        "message_item": {**on, **item, "folder": f"'c{k}' || folder"},
        "body": on,
        "quote": {"carrier": f"carrier + {messages}", **own, "author": address("author"), "people": address("people")},
        "pledge": on,
    }


if __name__ == "__main__":
    if sys.argv[1] == "read":
        read(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        settle(Path(sys.argv[2]))
