"""`python -m bench.waits_facts --data FOLDER --ours DOMAIN [--apart] MAILBOX...`: the facts of asks in mailboxes, as rows of the table.

Reads the mailboxes FOLDER/MAILBOX into a book of their own and prints, as CSV, what `regard.evidence.waits` knows of each ask: for those
that `truth/text/waits_facts.csv` holds as judged, as of the day they were judged on; for every other, at the minute it was sent, with
`waits` saying whether one of ours answered within a week (asks answered later, and unanswered ones whose writer got another mail of ours
within three weeks, say nothing and are left out).

Mail within one company knows few outsiders who ask. With `--apart` only the mailboxes' owners (who wrote
at least `OWNS` of their sent mails) are "we", and everybody else at DOMAIN is taken for an outsider with a company of their own:
addresses are rewritten so in a copy. Digests are of the mail as it was.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.waits import FACTS, FOLDS
from regard.answers.view import View
from regard.answers.waiting import candidates
from regard.book import Book
from regard.evidence.waits import SIGNS, Ask, features
from regard.model import DAY

OWNS = 50
ANSWERED, SILENT = 7 * DAY, 21 * DAY
MINUTE = 60_000_000
DESK = "desk.example"
_ID = re.compile(rb"^Message-ID:\s*<?([^>\s]+)", re.IGNORECASE | re.MULTILINE)
_ASKS = """SELECT i.buyer, i.us, i.message_id, i.answered_us, m.rfc_id, p.address, (SELECT min(o.us) FROM interaction o
    WHERE o.buyer = i.buyer AND o.outbound AND NOT o.copied AND o.us > i.us) FROM interaction i JOIN message m ON m.id = i.message_id
    JOIN person p ON p.id = i.buyer AND p.side = 'them'
    WHERE NOT i.outbound AND i.asks AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered ORDER BY i.us, i.message_id"""


def owners(boxes: Sequence[Path], domain: str) -> frozenset[str]:
    """The addresses at a domain that wrote the sent mail of some mailboxes."""
    wrote: Counter[str] = Counter()
    sender = re.compile(rf"^From: (\S+@\S*{re.escape(domain)})", re.MULTILINE | re.IGNORECASE)
    for file in (
        f for box in boxes for f in sorted(box.rglob("*")) if f.is_file() and "sent" in str(f.relative_to(box.parent))
    ):
        found = sender.search(file.read_bytes()[:2_000].decode("latin-1"))
        wrote.update([found[1].lower()] if found else [])
    return frozenset(address for address, n in wrote.items() if n >= OWNS)


def apart(boxes: Sequence[Path], domain: str, into: Path) -> None:
    """Copy mailboxes with everybody at a domain as a company of their own, but for the owners, who are `DESK`."""
    ours = {address.split("@")[0].encode() for address in owners(boxes, domain)}
    everybody = re.compile(rf"([\w.'&+-]+)@(?:[\w-]+\.)*{re.escape(domain)}".encode(), re.IGNORECASE)

    def renamed(found: re.Match[bytes]) -> bytes:
        who = found[1].lower()
        firm = DESK.encode() if who in ours else (re.sub(rb"[^a-z0-9]+", b"-", who).strip(b"-") or b"x") + b".example"
        return who + b"@" + firm

    for file in (f for box in boxes for f in sorted(box.rglob("*")) if f.is_file()):
        to = into / file.relative_to(boxes[0].parent)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(everybody.sub(renamed, file.read_bytes()))


def digests(boxes: Sequence[Path]) -> dict[str, str]:
    """Message-ID -> SHA-256 of the file, of the first that bears it."""
    found: dict[str, str] = {}
    for file in (f for box in boxes for f in sorted(box.rglob("*")) if f.is_file()):
        raw = file.read_bytes()
        named = _ID.search(raw[:3_000])
        if named:
            found.setdefault(named[1].decode("latin-1"), hashlib.sha256(raw).hexdigest())
    return found


def fold(address: str) -> str:
    """The fold of a writer: "aside" for every third, else one of `FOLDS`."""
    who = address.split("@", maxsplit=1)[0]
    number = lambda said: int(hashlib.sha256(said.encode()).hexdigest(), 16)  # noqa: E731
    return "aside" if number(f"aside {who}") % 3 == 0 else str(number(f"f{who}") % FOLDS)


def rows(book: Book, by_id: Mapping[str, str]) -> Iterator[list[object]]:
    """The rows of the table that a book's asks make."""
    with FACTS.open(encoding="utf-8", newline="") as stream:
        judged = defaultdict(list)
        for row in csv.DictReader(stream):
            if row["by"] != "answered":
                judged[row["sha256"]].append((row["day"], row["by"], row["waits"]))
    view = book._view(None)  # noqa: SLF001
    for buyer, us, message, answered, rfc_id, address, wrote in view.live.rows(_ASKS):
        sha = by_id.get(rfc_id.strip("<> "), "")
        for day, by, waits in judged.get(sha, ()):
            for start, end, ask in _of(book._view(day), buyer, message):  # noqa: SLF001
                yield _row(sha, start, end, day, by, fold(address), waits, ask)
        soon = answered is not None and answered <= us + ANSWERED
        if sha not in judged and (soon or wrote is None or wrote > us + SILENT):
            for start, end, ask in _of(replace(view, as_of_us=us + MINUTE), buyer, message):
                yield _row(sha, start, end, "", "answered", fold(address), str(int(soon)), ask)


def _of(view: View, buyer: str, message: str) -> list[tuple[int, int, Ask]]:
    return [
        (one.start, one.end, ask) for one, ask in candidates(view, [buyer]) if one.message_id == message and ask is not None
    ]


def _row(sha: str, start: int, end: int, day: str, by: str, fold_: str, waits: str, ask: Ask) -> list[object]:
    facts = features([ask])[0]
    return [sha, start, end, day, by, fold_, waits, *(f"{facts[name]:.4f}".rstrip("0").rstrip(".") for name in SIGNS)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the mailboxes and print the rows."""
    parser = argparse.ArgumentParser(prog="python -m bench.waits_facts", description=__doc__)
    parser.add_argument("mailboxes", nargs="+")
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--apart", action="store_true")
    options = parser.parse_args(arguments)
    boxes = [options.data / name for name in options.mailboxes]
    with tempfile.TemporaryDirectory(prefix="regard-waits-") as scratch:
        read = boxes
        if options.apart:
            apart(boxes, options.ours, Path(scratch, "mail"))
            read = [Path(scratch, "mail", name) for name in options.mailboxes]
        with Book.open(Path(scratch, "book"), create=True) as book:
            book.sync(*read, us=(DESK if options.apart else options.ours,))
            out = csv.writer(sys.stdout, lineterminator="\n")
            out.writerow(["sha256", "start", "end", "day", "by", "fold", "waits", *SIGNS])
            out.writerows(sorted(rows(book, digests(boxes)), key=lambda r: (str(r[4]), str(r[0]), r[1])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
