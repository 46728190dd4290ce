"""`staged-promises`: are the promises that a made-up company staged found, on their day, in the state they ended in?

A folder as `python -m bench.demo --folder DIR` or `regard demo DIR` leaves it: a book, and `truth.json` of what was staged, in it.
Of each side (`us`, `them`), of the promises staged in mail: `found_*` those in the ledger by the sentence that made them, `day_*` those
also due on the day that was meant, `state_*` those also in the state that they ended in (kept, kept late, broken, released), all of those
staged; and `calls_*` the staged turns of calls in which a promise was heard. Intervals after Wilson. The baseline is a mail, or a turn,
that says "I will" or "we will".

`also` counts right states by how they ended, and the ledger's list as a user sees it by state. The book is opened as any book: one of an
older layout is made anew in its place, so measure a copy of one you care for.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text.reading import Reading, shares
from regard.book import Book
from regard.results import PromiseRow

ENDS = {"kept": "kept", "late": "kept late", "broken": "broken", "released": "released"}
SIDES = ("us", "them")
_WILL = re.compile(r"\b(?:i|we)(?:'ll| will)\b", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What was counted of one side."""

    staged: int = 0
    found: int = 0
    day: int = 0
    state: int = 0
    will: int = 0
    turns: int = 0
    heard: int = 0
    turns_will: int = 0
    by_end: Counter[str] = field(default_factory=Counter)


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure one demo. Raises Unreadable where there is no book, no truth, or nothing staged."""
    del strip_headers
    truth = next((json.loads(f.read_text("utf-8")) for f in sorted(folder.rglob("truth.json"))), None)
    records = next(iter(sorted(folder.rglob("records.sqlite"))), None)
    if truth is None or records is None:
        raise Unreadable(f"{folder} holds no made-up company: it needs a book and its truth.json.")
    counts = {side: Found() for side in SIDES}
    with Book.open(records.parent) as book:
        _mails(book, truth, counts)
        _calls(book, truth, counts)
        standing = Counter(f"{row.side}: {row.state}" for row in book.promises())
    n = sum(c.staged + c.turns for c in counts.values())
    if not n:
        raise Unreadable(f"{folder}: nothing was staged there.")
    return Reading(
        n,
        shares({name: value for side in SIDES for name, value in _rows(side, counts[side]).items()}),
        {
            "says “I will” or “we will”": shares(
                {f"found_{s}": (counts[s].will, counts[s].staged) for s in SIDES}
                | {f"calls_{s}": (counts[s].turns_will, counts[s].turns) for s in SIDES}
            )
        },
        {
            "right of those that ended so": {s: dict(sorted(counts[s].by_end.items())) for s in SIDES},
            "the list by state": dict(sorted(standing.items())),
        },
    )


def _rows(side: str, c: Found) -> dict[str, tuple[int, int]]:
    return {
        f"found_{side}": (c.found, c.staged),
        f"day_{side}": (c.day, c.staged),
        f"state_{side}": (c.state, c.staged),
        f"calls_{side}": (c.heard, c.turns),
    }


def _mails(book: Book, truth: Mapping[str, Any], counts: Mapping[str, Found]) -> None:
    """The promises staged in mail, each against the page of the buyer it concerns."""
    live = book._live()  # noqa: SLF001 - what the book tells of a message is found by its Message-ID here alone
    ids = dict(live.rows("SELECT rfc_id, id FROM message WHERE rfc_id <> ''"))
    texts = dict(live.rows("SELECT m.id, b.own FROM message m JOIN body b ON b.message = m.n"))
    people = {p["key"]: p for p in truth["people"]} if isinstance(truth["people"], list) else truth["people"]

    @cache
    def ledger(key: str) -> tuple[PromiseRow, ...]:
        for address in re.findall(r"[\w.+-]+@[\w.-]+", json.dumps(people[key])):
            rows = live.rows("SELECT person FROM handle WHERE address = ? AND person IS NOT NULL", address.lower())
            if rows:
                return tuple(book.person(rows[0][0], timeline=0).promises)
        return ()

    for play in truth["plays"]:
        staged = play.get("promise")
        if not staged:
            continue
        side = "us" if str(staged["by"]).startswith("seller") else "them"
        said = ids.get(str(staged["said"]).strip("<>")) or ids.get(staged["said"])
        count = counts[side]
        count.staged += 1
        count.will += _WILL.search(texts.get(said, "") if said else "") is not None
        rows = [r for r in ledger(play["parts"]["b"]) if said and r.side == side and said in {r.message_id, r.id.split(".")[0]}]
        _count(count, rows, staged)


def _count(count: Found, rows: Iterable[PromiseRow], staged: Mapping[str, Any]) -> None:
    rows = list(rows)
    want = ENDS.get(staged["fate"], staged["fate"])
    right = any(r.state == want for r in rows)
    count.found += bool(rows)
    count.day += any(r.due == staged["due"] for r in rows)
    count.state += right
    count.by_end[f"{want}: {'right' if right else 'wrong' if rows else 'not found'}"] += 1


def _calls(book: Book, truth: Mapping[str, Any], counts: Mapping[str, Found]) -> None:
    """The turns of calls in which somebody was to promise something, by their words in the transcripts."""
    live = book._live()  # noqa: SLF001
    calls = live.rows("SELECT m.id, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.kind = 'call'")
    heard: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for message, start, end in live.rows(
        """SELECT m.id, g.start, g."end" FROM pledge g JOIN message m ON m.n = g.message WHERE m.kind = 'call'"""
    ):
        heard[message].append((start, end))
    for call in truth.get("calls", ()):
        for line in call["lines"]:
            if "promises" not in line["acts"]:
                continue
            count = counts["us" if str(line["speaker"]).startswith("seller") else "them"]
            words = " ".join(str(line["text"]).split())
            places = [(m, text.index(words), text.index(words) + len(words)) for m, text in calls if words in text]
            count.turns += 1
            count.turns_will += _WILL.search(words) is not None
            count.heard += any(a < end and start < b for m, start, end in places for a, b in heard[m])
