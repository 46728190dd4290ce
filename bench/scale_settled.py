"""A settled book several times over, so that pages, search and publishing have a million messages before them within minutes.

    python -m bench.scale_settled BOOK TIMES [DEALS]

Every person, message, chance and quote is there again under other ids, addresses and domains, as if as many teams shared a book; the
records are not multiplied, so a layout that is made anew has the messages once. With DEALS, exports of a CRM with so many deals
are read into it (`bench.deals_scale`).
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

from bench.deals_scale import crm
from bench.scale_times import OURS
from regard.book import Book
from regard.flow import syncing
from regard.flow.stored_gists import gists_ahead, settle_gists
from regard.store.live import FILE_NAME

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def multiply(folder: Path, times: int) -> int:
    """Have a settled book hold everything `times` times (26 at most); how many messages that are."""
    c = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    c.execute("PRAGMA cache_size=-200000")
    c.execute("PRAGMA synchronous=OFF")
    most = {table: c.execute(f"SELECT coalesce(max(n), 0) FROM {table}").fetchone()[0] for table in ("handle", "message")}
    rows = {table: [row[1] for row in c.execute(f"PRAGMA table_info({table})")] for table in _changed(1, 0, 0)}
    for table in ("person", "company", "interaction", "trial", "coverage", "mailbox"):
        c.execute(f"CREATE TEMP TABLE once_{table} AS SELECT * FROM {table}")
    for k in range(1, times):
        c.execute("BEGIN")
        for table, changed in _changed(k, most["message"] * k, most["handle"] * k).items():
            values = ", ".join(changed.get(name, f'"{name}"') for name in rows[table])
            key = {"handle": "n", "message": "n", "quote": "carrier"}.get(table, "message")
            limit = most["handle" if table == "handle" else "message"]
            once = f"once_{table}" if "message" not in rows[table] and table not in ("handle", "message", "quote") else ""
            where = f"FROM {once}" if once else f"FROM {table} WHERE {key} <= {limit}"
            c.execute(f"INSERT INTO {table} SELECT {values} {where}")
        c.execute("COMMIT")
    c.execute(
        "INSERT INTO words(rowid, subject, own) SELECT message, subject, own FROM body WHERE message > ?", (most["message"],)
    )
    c.execute("DELETE FROM dirty WHERE kind = 'gist'")  # they are there again, as those they are copies of
    held = int(c.execute("SELECT count(*) FROM message").fetchone()[0])
    c.close()
    domains = ", ".join(f'"{OURS if not k else OURS.replace(".", f"c{k}.")}"' for k in range(times))
    (folder / "regard.toml").write_text(f"[us]\ndomains = [{domains}]\n", encoding="utf-8")
    return held


def _changed(k: int, messages: int, handles: int) -> dict[str, dict[str, str]]:
    """What is otherwise in the k-th copy: table -> column -> SQL."""

    def other(*columns: str) -> dict[str, str]:
        return {name: f"substr({name}, 1, 2) || '0{_LETTERS[k]}' || substr({name}, 5)" for name in columns}

    def address(*columns: str) -> dict[str, str]:
        return {name: f"replace({name}, '.example', 'c{k}.example')" for name in columns}

    def rfc(*columns: str) -> dict[str, str]:
        return {n: f"CASE WHEN {n} = '' THEN '' ELSE 'c{k}.' || replace({n}, ' ', ' c{k}.') END" for n in columns}

    on = {"message": f"message + {messages}"}
    letters = {"letters": f"letters + {k}"}
    return {
        "handle": {"n": f"n + {handles}", **other("id", "person"), **address("address")},
        "person": {**other("id", "company_id"), **address("address")},
        "company": {**other("id"), **address("domains"), "name": f"name || ' {k}'"},
        "message": {
            "n": f"n + {messages}",
            **other("id", "thread_id", "parent_id", "carrier_id"),
            **letters,
            **rfc("rfc_id", "in_reply_to", "refs"),
            **address("quoted"),
            "from_n": f"from_n + {handles}",
        },
        "party": {**on, "handle": f"handle + {handles}"},
        "reference": {**on, **rfc("rfc_id")},
        "message_item": {**on, "folder": f"'c{k}' || folder"},
        "body": on,
        "quote": {"carrier": f"carrier + {messages}", **other("id", "target"), **letters, **address("author", "people")},
        "gist": on,
        "pledge": on,
        "trade_sign": on,
        "interaction": other("buyer", "message_id", "seller"),
        "trial": other(
            *("id", "buyer", "buyer_h", "seller", "seller_h", "opener_id", "decided_by", "thread_id", "quote_message")
        ),
        "mailbox": {"folder": f"'c{k}' || folder", **address("owner")},
        "coverage": other("owner_h"),
    }


def _nobody(*_: object, **__: object) -> int:
    """People stay as they were settled: under their other ids every one of them would be judged and scored anew."""
    return 0


def gists(folder: Path) -> None:
    """Keep what words say of deals before there are any, so that it need not be read once a copy."""
    with Book.open(folder) as book, book._records.writer():  # noqa: SLF001
        live = book._flow().live  # noqa: SLF001
        with gists_ahead(live, wanted=True) as ahead:
            settle_gists(live, wanted=True, ahead=ahead)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if len(sys.argv) > 3:
        gists(place)
    print(multiply(place, int(sys.argv[2])), "messages")
    if len(sys.argv) > 3:
        with Book.open(place) as book, tempfile.TemporaryDirectory() as kept:
            crm(Path(kept) / "crm", book._live(), int(sys.argv[3]))  # noqa: SLF001 - the made-up companies are not listed elsewhere
            syncing.settle_people = _nobody  # type: ignore[assignment]
            book.sync(Path(kept) / "crm")
