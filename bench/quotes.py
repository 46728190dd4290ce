"""How well are quoted originals recovered? `python -m bench.quotes --data DIR [--half tuning|judging] [--domain D] [--json]`.

DIR holds one folder for each mailbox. The gold makes itself: where a mail's quotes hold the words of an earlier mail with the same
subject that is in DIR too, that mail is what should come back. It counts as recovered when the author is right, the time is within a
minute (after any whole-hour shift where no zone is written) and at least .95 of the letters are equal; as marked when the minute of the
original stands in writing above its words. Marks are counted by an expression of their own: a subject label or "wrote:" on a quoted
line. Only numbers are printed.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from regard.model import DAY, Message, RawItem
from regard.parse.message import letters_and_digits, read
from regard.parse.quoted import Recovered, match_key, match_keys, recover, same_message
from regard.parse.zones import zones
from regard.sources import Cursor, detect

KEY = b"k" * 32
MARK = re.compile(r"(?im)^[>\t *_]*(?:subject|betreff|objet|asunto)[ ]?[*_]*:|^[^\n]*[ ]wrote:[ \t]*$")
FEWEST = 25
"""Letters an original must have to be known again in a quote."""
PREFIX = 60
REACH = 120 * DAY
ABOVE = 1500
"""Characters above the words in which the minute must stand for a quote to be marked: recipient lists are long."""
MINUTE = 60_000_000
SHARES = ("recovered", "author", "time", "text", "same_message")
_CLOCK = re.compile(r"\b\d{1,2}:(\d\d)\b")


_ATTACHED = re.compile(r"\(See attached file: [^()]*\)|(?m:^[ \t]*-[ ][^\n]{1,120}\.[A-Za-z]{1,5}[ \t]*$)")
"""What Notes writes into the text for an attachment, at either end."""


def messages(folder: Path) -> list[Message]:
    """The distinct messages of one mailbox."""
    found: dict[str, Message] = {}
    for source in detect(folder):
        for item in source.items(Cursor()):
            if isinstance(item, RawItem):
                message = read(item, source_kind=source.kind, key=KEY, max_us=time.time_ns() // 1000)
                if isinstance(message, Message):
                    found.setdefault(message.id, message)
    return list(found.values())


def said(message: Message, *, small_print: bool = True) -> str:
    """A message's words without what it quotes, and without legal small print if asked."""
    out = ("quoted",) if small_print else ("quoted", "disclaimer")
    return "\n".join(message.text[s.start : s.end] for s in message.spans if s.zone not in out)


def quoted(message: Message) -> str:
    """What it quotes."""
    return "\n".join(message.text[s.start : s.end] for s in message.spans if s.zone == "quoted")


def gold(known: list[Message]) -> Iterator[tuple[Message, list[Message], bool]]:
    """(carrier, the mails whose words its quotes hold, whether their minute stands above them), one for each quoted text."""
    by_subject: dict[str, list[tuple[int, str, Message]]] = defaultdict(list)
    for message in known:
        letters = letters_and_digits(said(message), PREFIX)
        if message.us is not None and message.sender and message.subject_core and len(letters) >= FEWEST:
            by_subject[message.subject_core].append((message.us, letters, message))
    for group in by_subject.values():
        group.sort(key=lambda row: row[0])
    for carrier in known:
        group = by_subject.get(carrier.subject_core, [])
        if carrier.us is None or len(group) < 2 or not (text := quoted(carrier)):
            continue
        places = [i for i, c in enumerate(text) if c.isalnum()]
        all_letters = "".join(text[i] for i in places)
        here: dict[str, list[Message]] = defaultdict(list)
        for us, letters, message in group[bisect_left(group, carrier.us - REACH, key=lambda row: row[0]) :]:
            if us >= carrier.us:
                break
            if message.id != carrier.id and letters in all_letters:
                here[letters].append(message)
        for letters, originals in here.items():
            at = places[all_letters.find(letters)]
            minutes = {int(m) for m in _CLOCK.findall(text[max(at - ABOVE, 0) : at])}
            yield carrier, originals, any((m.us or 0) // MINUTE % 60 in minutes for m in originals)


def right(recovered: Recovered, original: Message) -> tuple[bool, bool, bool]:
    """Whether author, time and at least .95 of the letters are right."""
    assert original.sender is not None
    names = (original.sender.name,)
    text = said(original)
    _, author = same_message(recovered, names, original.sender.address, original.us, text)
    timed = False
    if recovered.us is not None and original.us is not None:
        apart = original.us // MINUTE - recovered.us // MINUTE
        timed = abs(apart) <= 1 if recovered.zone_written else (apart + 1) % 60 <= 2 and abs(apart) <= 26 * 60
    theirs, back = (
        letters_and_digits(_ATTACHED.sub("", t), 20_000) for t in (said(original, small_print=False), _own(recovered.text))
    )
    return author != "author", timed, alike(back, theirs) >= 0.95


def _same(recovered: Recovered, original: Message) -> bool:
    assert original.sender is not None
    return same_message(recovered, (original.sender.name,), original.sender.address, original.us, said(original))[0]


def _own(text: str) -> str:
    """A recovered text without small print: gateways add it to what they pass on."""
    return "\n".join(text[s.start : s.end] for s in zones(text) if s.zone not in ("disclaimer", "quoted"))


def alike(one: str, other: str) -> float:
    """The share of the longer one's letters that the other has in the same order."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    if not one or not other or min(len(one), len(other)) < 0.9 * longest:
        return 0.0
    pieces = [[t[i : i + 8] for i in range(0, len(t), 8)] for t in (one, other)] if longest > 4000 else [one, other]
    blocks = SequenceMatcher(None, pieces[0], pieces[1], autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks) * (8 if longest > 4000 else 1) / longest


def score(known: list[Message], found: dict[str, tuple[Recovered, ...]]) -> dict[str, Any]:
    """Counts over the gold, all and marked: whole, and author, time and text alone."""
    counts: Counter[str] = Counter()
    for carrier, originals, marked in gold(known):
        kinds = ("all", "marked") if marked else ("all",)
        best = max((right(r, o) for r in found[carrier.id] for o in originals), key=sum, default=(False, False, False))
        same = any(_same(r, o) for r in found[carrier.id] for o in originals)
        for kind in kinds:
            counts[f"{kind} n"] += 1
            counts[f"{kind} recovered"] += all(best)
            counts[f"{kind} same_message"] += same
            for name, ok in zip(("author", "time", "text"), best, strict=True):
                counts[f"{kind} {name}"] += ok
    return {
        kind: {"n": counts[f"{kind} n"]}
        | {what: round(counts[f"{kind} {what}"] / max(counts[f"{kind} n"], 1), 4) for what in SHARES}
        for kind in ("all", "marked")
    }


def doubled(known: list[Message], found: list[Recovered]) -> int:
    """How many recovered originals are observed messages by `same_message`."""
    index: dict[tuple[str, int], list[tuple[Message, str]]] = defaultdict(list)
    for message in known:
        text = said(message)
        if key := match_key(text, message.us):
            index[key].append((message, text))
    return sum(
        any(
            same_message(r, (m.sender.name,), m.sender.address, m.us, text)[0]
            for key in match_keys(r)
            for m, text in index.get(key, ())
            if m.sender
        )
        for r in found
    )


def measure(data: Path, *, half: str = "", boxes: tuple[str, ...] = (), domain: str = "") -> dict[str, Any]:
    """All figures over the mailboxes of `data` (every other one for a half; `boxes` by name)."""
    folders = sorted(p for p in data.iterdir() if p.is_dir())
    if half:
        folders = folders[half == "judging" :: 2]
    if boxes:
        folders = [f for f in folders if f.name in boxes]
    known = list({m.id: m for folder in folders for m in messages(folder)}.values())
    return {"mailboxes": len(folders), **figures(known, domain)}


def figures(known: list[Message], domain: str = "") -> dict[str, Any]:
    """All figures over these mails; `domain` as in `measure`."""
    start = time.process_time()
    found = {m.id: recover(m, key=KEY) for m in known}
    seconds = time.process_time() - start
    every = [r for rs in found.values() for r in rs]
    distinct = list({r.id: r for r in every}.values())
    marks = sum(len(MARK.findall(quoted(m))) for m in known)
    forms = Counter(
        f"{r.how}, {'address' if r.author_address else 'name'}, {'minute' if r.minute_known else 'day' if r.us is not None else 'no time'}"
        for r in every
    )
    out: dict[str, Any] = {
        "messages": len(known),
        "with quotes": sum(any(s.zone == "quoted" for s in m.spans) for m in known),
        "us_per_message": round(1e6 * seconds / max(len(known), 1), 1),
        "marks": marks,
        "quotes": len(every),
        "distinct": len(distinct),
        "share_with_author": round(len(every) / max(marks, 1), 4),
        "share_with_time": round(sum(r.us is not None for r in every) / max(marks, 1), 4),
        "same_as_observed": doubled(known, distinct),
        "gold": score(known, found),
        "forms": dict(forms.most_common()),
    }
    if domain:
        theirs = [r for r in distinct if (r.author_address or "").endswith(f"@{domain}")]
        out["domain"] = {
            "distinct": len(theirs),
            "with_minute": sum(r.minute_known for r in theirs),
            "people": len({r.author_address for r in theirs}),
            "not_observed": len(theirs) - doubled(known, theirs),
        }
    return out


def main() -> None:
    """Print the figures, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("tuning", "judging"), default="")
    parser.add_argument("--boxes", default="", help="names of mailboxes, with commas")
    parser.add_argument("--domain", default="", help="also count the originals written from this domain")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    boxes = tuple(filter(None, asked.boxes.split(",")))
    result = measure(asked.data, half=asked.half, boxes=boxes, domain=asked.domain)
    print(json.dumps(result) if asked.json else json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
