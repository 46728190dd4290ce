"""Does anything that lies in a source break a book? Files with things wrong with them, ten thousand of each kind, synced whole.

    python -m bench.mutated [--each 10000] [--kinds eml mbox ics vtt salesforce ...] [--seed 1] [--folder DIR] [--json]

Good files of a kind (the made-up company's own, hand-made ones, and with REGARD_EVAL_DATA awkward ones) get one to four things wrong
with them (`mutate`: bytes flipped, cut, doubled, put in, other files grafted on, line ends and colons changed; `in_lines`: the lines
or cells of the file dropped, doubled, swapped, their values replaced by what is awkward of its kind). A book is made of them, of one kind
at a time. It holds where nothing raises, every item is stored, a duplicate or set aside with a reason, no file goes uncounted, the reasons
add up, a second sync adds nothing, and every list and the pages of all kinds of rows answer. What does not hold is told with the files.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.mutated_files import KINDS, OURS
from regard.book import Book
from regard.demo.world import generate
from regard.demo.write import DemoFiles, write

IN_ONE = 20
"""Mails of one mbox."""
TOLD = 20
"""Lines at most of what does not hold, where a kind is told as text."""
ASKED = 25
"""Rows of each list whose page is asked for."""

VALUES = (
    "", " ", "\x00", "\ufeff", "\u202e", "=1+1", '=HYPERLINK("http://a.example")', "-1", "1e308", "1e-400", "NaN", "inf",
    "9" * 400, "0" * 18, "99999999999999999999", "0000-00-00", "9999-12-31T23:59:59Z", "00010101T000000Z", "2026-02-30",
    "31.12.2026", "12/31/26", "1767225600000", "-62135596800000", "true", "null", "\ud7ff", "é" * 300, "a@b", "@",
    "a@" + "b." * 200 + "example", "<a@b.example>", '"', "'", ";", ",", "mailto:x@y.example", "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYYEARDAY=366;BYMONTHDAY=30", "P10000000D", "-PT0S", "../../etc/passwd",
    "TZID=Nowhere/Never:20260101T000000", "99:99:99.999 --> 00:00:00.000", "00:00:00.000 --> 999999:00:00.000",
    "=?utf-8?b?////?=", "text/plain; charset=x",
)  # fmt: skip
"""What is put in place of a value."""


def main() -> None:
    """Make the files of each kind, sync them, print what came of them; ends with 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="bench.mutated", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--each", type=int, default=10_000)
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep the files and the books here")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as place:
        company = write(generate(args.seed, size="small"), Path(place) / "company")
        for kind in args.kinds:
            told = measure((args.folder or Path(place)) / kind, kind, company, args.each, args.seed)
            failed = failed or bool(told.wrong)
            print(json.dumps(vars(told)) if args.json else told, flush=True)
    sys.exit(1 if failed else 0)


@dataclass
class Told:
    """What came of one kind: files, items by what became of them, seconds of CPU, and what did not hold."""

    kind: str
    files: int
    seen: int
    stored: int
    duplicate: int
    set_aside: int
    cpu_s: float
    wrong: list[str]

    def __str__(self) -> str:
        counted = f"{self.files} files, {self.seen} items = {self.stored} stored + {self.duplicate} duplicate + {self.set_aside} set aside"
        return "\n  ".join([f"{self.kind:12} {counted}, {self.cpu_s} s of CPU, {len(self.wrong)} wrong", *self.wrong[:TOLD]])


def measure(place: Path, kind: str, company: DemoFiles, each: int, seed: int) -> Told:
    """A book of one kind's files."""
    chance = random.Random(f"{seed} {kind}")
    files, one_each = put(place / "files", kind, list(KINDS[kind](company)), each, chance)
    told = Told(kind, files, 0, 0, 0, 0, 0.0, [])
    start = time.process_time()
    try:
        with Book.open(place / "book", create=True, flags={"sync.processes": 1}) as book:
            report = book.sync(place / "files", us=[OURS, *company.us])
            told.seen, told.stored, told.duplicate, told.set_aside = (
                report.seen,
                report.stored,
                report.duplicate,
                report.set_aside,
            )
            told.wrong += counts(book, told, one_each)
            told.wrong += uncounted(place / "book", place / "files")
            again = book.sync()
            if again.stored:
                told.wrong.append(f"a second sync stored {again.stored} of {again.seen} once more")
            told.wrong += unanswered(book)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        told.wrong.append(traceback.format_exc(limit=-4))
    told.cpu_s = round(time.process_time() - start, 1)
    return told


def counts(book: Book, told: Told, one_each: bool) -> Iterator[str]:
    """What does not add up."""
    if told.seen != told.stored + told.duplicate + told.set_aside:
        yield "seen is not stored + duplicate + set aside"
    if one_each and told.seen != told.files:
        yield f"{told.files} files, {told.seen} items seen"
    status = book.status()
    reasons = sum(a.count for a in status.set_aside)
    aside = sum(s.set_aside for s in status.sources)
    if not told.set_aside <= aside == reasons:  # more than the sync said: a version that is private takes earlier ones along
        yield f"{max(aside, told.set_aside)} set aside, {reasons} with a reason"
    for source in status.sources:
        if source.seen != source.stored + source.duplicate + source.set_aside:
            yield "a source's counts do not add up"


def uncounted(book: Path, files: Path) -> Iterator[str]:
    """The files of which no item was seen, though they hold anything."""
    with sqlite3.connect(book / "records.sqlite") as records:
        seen = {locator.partition("#")[0] for (locator,) in records.execute("SELECT locator FROM seen")}
    for file in sorted(files.rglob("*.*")):
        if str(file.relative_to(files)) not in seen:
            yield f"nothing of {file} is counted: {file.read_bytes()[:60]!r}"


def unanswered(book: Book) -> Iterator[str]:
    """Which of the book's questions raise: every list, then the pages of its first rows."""
    lists: dict[str, Callable[[], object]] = {
        "accounts": book.accounts, "actions": book.actions, "callers": book.callers, "digest": book.digest, "money": book.money,
        "promises": book.promises, "review": book.review, "risks": book.risks, "status": book.status, "who": book.who,
    }  # fmt: skip
    for name, ask in lists.items():
        yield from _raised(name, ask)
    for row in list(book.people())[:ASKED]:
        for name, page in (("person", book.person), ("why", book.why), ("brief", book.brief)):
            yield from _raised(f"{name} {row.id}", lambda page=page, i=row.id: page(i))  # type: ignore[misc]
    for account in list(book.accounts())[:ASKED]:
        yield from _raised(f"account {account.id}", lambda i=account.id: book.account(i))  # type: ignore[misc]
    for deal in list(book.deals())[:ASKED]:
        yield from _raised(f"deal {deal.id}", lambda i=deal.id: book.deal(i))  # type: ignore[misc]


def _raised(what: str, ask: Callable[[], object]) -> Iterator[str]:
    try:
        ask()
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        yield f"{what}: {traceback.format_exc(limit=-3)}"


# ------------------------------------------------------------------------------------------------------- what is wrong


def put(folder: Path, kind: str, good: list[bytes], each: int, chance: random.Random) -> tuple[int, bool]:
    """Write so many mutated files of a kind (mails, where it is mboxes); how many files, and whether each is one item."""
    folder.mkdir(parents=True)
    ending = {"eml": "eml", "mbox": "mbox", "ics": "ics", "vtt": "vtt"}.get(kind, "csv")
    if kind == "mbox":
        for n in range(-(-each // IN_ONE)):
            whole = b"".join(
                b"From a@b.example Mon Jan  5 10:00:00 2026\n" + _wrong(chance, good) + b"\n\n" for _ in range(IN_ONE)
            )
            (folder / f"m{n}.mbox").write_bytes(mutate(chance, whole, good) if n % 2 else whole)
        return -(-each // IN_ONE), False
    for n in range(each):
        (folder / str(n % 100)).mkdir(exist_ok=True)
        (folder / str(n % 100) / f"m{n}.{ending}").write_bytes(_wrong(chance, good))
    return each, kind == "vtt"


def _wrong(chance: random.Random, good: list[bytes]) -> bytes:
    raw = chance.choice(good)
    if chance.random() < 0.5:
        raw = in_lines(chance, raw)
    return raw if chance.random() < 0.3 else mutate(chance, raw, good)


def in_lines(chance: random.Random, raw: bytes) -> bytes:
    """A file with one to four of its lines dropped, doubled, swapped, or a value in them replaced (after `:`, between `,`, `;` or tabs)."""
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(to, lines[at])
            case 2:
                lines[at], lines[to] = lines[to], lines[at]
            case _:
                value = chance.choice(VALUES).encode("utf-8", "surrogatepass")
                sign = chance.choice([b":", b",", b";", b"\t", b"="])
                cells = lines[at].split(sign)
                cells[chance.randrange(len(cells))] = value
                lines[at] = sign.join(cells)
        lines = lines or [b""]
    return b"\n".join(lines)


def mutate(chance: random.Random, raw: bytes, others: list[bytes]) -> bytes:
    """A file with one to four things wrong with its bytes. Never empty."""
    data = bytearray(raw or b"x")
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(7):
            case 0:
                for _ in range(20):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            case 1:
                del data[at : min(to, at + 200)]
            case 2:
                data[at:at] = data[at : min(to, at + 300)]
            case 3:
                data[at:at] = chance.randbytes(30)
            case 4:
                other = chance.choice(others)
                data[at:] = other[chance.randrange(len(other)) :]
            case 5:
                data = bytearray(data.replace(b"\n", chance.choice([b"\r", b"\r\n", b"\n\n", b"\x00"]), 5))
            case _:
                data = bytearray(data.replace(b":", chance.choice([b"", b"::", b" "]), chance.randint(1, 3)))
        data = data or bytearray(b"x")
    return bytes(data)


if __name__ == "__main__":
    main()
