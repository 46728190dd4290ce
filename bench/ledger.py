"""Is the ledger of promises right? `python -m bench.ledger --data DIR [--book FOLDER] [--reading-list | --draw | --today] [--json]`.

DIR holds `mail-enron`, a folder for each mailbox; a sales desk's three (by digest of their names) are read into one book, in FOLDER or a
temporary one. Without more it prints what two readers make of the entries of `ledger.csv` (`ledger_sheet`); no mail is needed for that.

`--draw` prints a new sheet with a fixed seed: every entry of the ledger once, at a month's end on which it was shown, then, up to a hundred
rows, entries at another month's end whose state had changed. `--reading-list` prints what a reader needs and no verdict: the mail around
the sentence, what the ledger says, and what followed. It is real people's mail: it belongs on a screen, not in a file that is kept.
`--today` reads the mail anew and prints which of the entries each reader judged are still shown, and whose state is another now.
`--second CSV` puts a second reader's verdicts into the sheet; who writes them need not see the first's.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import json
import random
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import sha256
from itertools import count, takewhile
from pathlib import Path

from bench.ledger_sheet import COLUMNS, Entry, figures, sheet, with_second, write
from regard.book import Book
from regard.time import iso

DESK = ("564888b8a3db", "24dd5054a687", "331dc3a8d85e")
"""The desk's mailboxes: first 12 digits of the SHA-256 of their folders' names."""
ROWS, SEED = 100, 20240603
AROUND, AFTER, WORDS = 300, 7, 160


# --------------------------------------------------------------------------------------------------------- the ledger


def read_desk(data: Path, folder: Path) -> None:
    """Read the desk's mailboxes into a book, if there is none in the folder yet."""
    boxes = {sha256(f.name.encode()).hexdigest()[:12]: f for f in sorted((data / "mail-enron").iterdir())}
    missing = set(DESK) - boxes.keys()
    if missing:
        raise SystemExit(f"{data}/mail-enron holds no mailbox {', '.join(sorted(missing))}.")
    if not (folder / "records.sqlite").exists():
        with Book.open(folder, create=True) as book:
            book.sync(*(boxes[digest] for digest in DESK), us=["enron.com"])


def digests(book: Book, folder: Path) -> dict[str, str]:
    """Message id to the SHA-256 of its file's bytes; the smallest where there are several files."""
    places = {s.id: Path(s.path) for s in book.status().sources}
    records = sqlite3.connect(f"file:{folder / 'records.sqlite'}?mode=ro", uri=True)
    files: dict[str, list[Path]] = defaultdict(list)
    for item, source, locator in records.execute("SELECT item_id, source_id, locator FROM seen WHERE item_id IS NOT NULL"):
        files[item].append(places[source] / locator)
    records.close()
    wanted = (
        "SELECT DISTINCT m.id, i.item_id FROM message m JOIN message_item i ON i.message = m.n JOIN pledge g ON g.message = m.n"
    )
    found: dict[str, str] = {}
    for message, item in book._live().rows(wanted):  # noqa: SLF001 - the measurement looks inside
        for file in files[item]:
            digest = sha256(file.read_bytes()).hexdigest()
            found[message] = min(found.get(message, digest), digest)
    return found


def shown(book: Book, named: dict[str, str]) -> list[Entry]:
    """Every entry of the whole book's ledger, at every month's end on which it was shown."""
    live = book._live()  # noqa: SLF001
    first, last = live.rows("SELECT min(m.us), max(m.us) FROM message m JOIN pledge g ON g.message = m.n")[0]
    year, month = map(int, (iso(first) or "")[:7].split("-"))
    months = ((year + k // 12, k % 12 + 1) for k in count(month - 1))
    ends = (f"{y:04d}-{m:02d}-{calendar.monthrange(y, m)[1]:02d}" for y, m in months)
    days = takewhile(lambda day: day[:7] <= (iso(last) or "")[:7], ends)
    return [
        Entry(named[p.message_id], p.start, p.end, day, p.side, p.state, p.due or "")
        for day in days
        for p in book.promises(as_of=day)
        if p.message_id in named
    ]


def draw(entries: Sequence[Entry], rows: int = ROWS, seed: int = SEED) -> list[Entry]:
    """Each sentence once, on a day drawn among those on which it was shown; then sentences again on a day with another state."""
    dice = random.Random(seed)
    days: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=astuple):
        days[entry.sha256, entry.start].append(entry)
    order = sorted(days)
    dice.shuffle(order)
    once = {place: dice.choice(days[place]) for place in order}
    drawn = list(once.values())[:rows]
    changed = {place: [e for e in days[place] if e.state != once[place].state] for place in order}
    drawn += [dice.choice(others) for others in changed.values() if others][: rows - len(drawn)]
    return sorted(drawn, key=lambda e: sha256(f"{seed}{e.sha256}{e.start}{e.as_of}".encode()).digest())


def today(entries: Sequence[Entry], rows: Sequence[Entry], reader: int = 1) -> dict[str, object]:
    """What the ledger shows now (`shown`) of the entries that a reader judged: how many it still lists, by what they were judged to be.

    `states`: of promises whose state was judged wrong or right, how many show another state now. New entries are judged by nobody.
    """
    now = {(e.sha256, e.start, e.as_of): e for e in entries}
    listed = {(e.sha256, e.start) for e in now.values()}
    sentences = {(row.sha256, row.start): row.verdict("promise", reader) for row in rows}
    kept = {verdict: [s for s, v in sentences.items() if v == verdict] for verdict in ("1", "0")}
    moved: dict[str, list[int]] = {"1": [0, 0], "0": [0, 0]}
    for row in rows:
        entry = now.get((row.sha256, row.start, row.as_of))
        state = row.verdict("state", reader)
        if state in moved and entry is not None:
            moved[state][entry.state == row.state] += 1
    return {
        "promises": {"judged": len(kept["1"]), "still_listed": sum(s in listed for s in kept["1"])},
        "others": {"judged": len(kept["0"]), "still_listed": sum(s in listed for s in kept["0"])},
        "new": len(listed - sentences.keys()),
        "states": {
            "right": dict(zip(("changed", "same"), moved["1"], strict=True)),
            "wrong": dict(zip(("changed", "same"), moved["0"], strict=True)),
        },
    }


# -------------------------------------------------------------------------------------------------------- for reading


def reading_list(book: Book, named: dict[str, str], rows: Sequence[Entry]) -> Iterable[str]:
    """What a reader of each row needs, without any verdict."""
    by_digest = {digest: message for message, digest in named.items()}
    for k, row in enumerate(rows):
        message = by_digest.get(row.sha256)
        said = (
            f"{k}. as of {row.as_of}: promised by {row.side}, {f'due {row.due}' if row.due else 'no day'}, {row.state.upper()}"
        )
        if message is None:
            yield f"{said}\n   (no such mail here)\n"
            continue
        entry = next((p for p in book.promises(as_of=row.as_of) if p.message_id == message and p.start == row.start), None)
        if entry is not None:
            said += f" ({entry.by} to {entry.to}; {entry.why} {entry.decided or ''})"
        yield f"{said}\n{_mail(book, message, row)}{_followed(book, message, row.as_of)}"


def _mail(book: Book, message: str, row: Entry) -> str:
    live = book._live()  # noqa: SLF001
    n, us, subject, text = live.rows(
        "SELECT m.n, m.us, m.subject, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.id = ?", message
    )[0]
    before, after = text[max(row.start - AROUND, 0) : row.start], text[row.end : row.end + AROUND]
    words = f"{_flat(before)} [[{_flat(text[row.start : row.end])}]] {_flat(after)}"
    return f"   {iso(us)} {_people(book, n)} “{subject}”\n   {words}\n"


def _followed(book: Book, message: str, as_of: str) -> str:
    """The first mails after it with the same outsiders, those of its thread before others, until the day."""
    live = book._live()  # noqa: SLF001
    n, us, thread = live.rows("SELECT n, us, thread_id FROM message WHERE id = ?", message)[0]
    sql = """SELECT DISTINCT m.n, m.us, m.thread_id = ? AS here, m.subject, b.own, b.attachments FROM party mine
        JOIN handle x ON x.n = mine.handle JOIN person s ON s.id = x.person AND s.side = 'them'
        JOIN handle y ON y.person = s.id JOIN party p ON p.handle = y.n JOIN message m ON m.n = p.message JOIN body b ON b.message = m.n
        WHERE mine.message = ? AND m.us > ? AND substr(strftime('%Y-%m-%d', m.us / 1000000, 'unixepoch'), 1, 10) <= ?
        ORDER BY here DESC, m.us LIMIT ?"""
    lines = [
        f"     {'=' if here else '-'} {iso(when)} {_people(book, m)} “{subject}” {_flat(own)[:WORDS]} {'' if files == '[]' else files}\n"
        for m, when, here, subject, own, files in live.rows(sql, thread, n, us, as_of, AFTER)
    ]
    return "".join(lines) or "     (nothing followed)\n"


def _people(book: Book, n: int) -> str:
    rows = book._live().rows("SELECT p.role, h.address FROM party p JOIN handle h ON h.n = p.handle WHERE p.message = ?", n)  # noqa: SLF001
    return " ".join(f"{role}:{address}" for role, address in sorted(rows)[:6])


def _flat(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Measure, or print a sheet or a reading list."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", help="the folder of real mail")
    parser.add_argument("--book", help="where the desk's book is, or is to be made; a temporary folder otherwise")
    parser.add_argument("--draw", action="store_true", help="print a new sheet without verdicts")
    parser.add_argument("--reading-list", action="store_true", help="print what a reader needs, and no verdict")
    parser.add_argument("--today", action="store_true", help="print what today's ledger shows of the judged entries")
    parser.add_argument("--second", help="a CSV with a second reader's verdicts, to be put into the sheet")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.second:
        try:
            write(with_second(sheet(), Path(options.second)))
        except (OSError, ValueError) as error:
            parser.error(str(error))
    if not (options.draw or options.reading_list or options.today):
        print(json.dumps(figures(sheet()), indent=None if options.json else 1))
        return
    if not options.data:
        parser.error("--data is needed: the folder of real mail")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.book or Path(temporary) / "book")
        read_desk(Path(options.data), folder)
        with Book.open(folder) as book:
            named = digests(book, folder)
            if options.reading_list:
                sys.stdout.writelines(f"{piece}\n" for piece in reading_list(book, named, sheet()))
                return
            if options.today:
                entries, rows = shown(book, named), sheet()
                told = {f"reader {reader}": today(entries, rows, reader) for reader in (1, 2)}
                print(json.dumps(told, indent=None if options.json else 1))
                return
            written = csv.writer(sys.stdout, lineterminator="\n")
            written.writerows([COLUMNS, *(astuple(entry) for entry in draw(shown(book, named)))])


if __name__ == "__main__":
    main()
