"""How long do a search, a message and an account take? CPU milliseconds in one process, on any book.

python -m bench.search --book BOOK
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from regard.book import Book


def questions(book: Book) -> list[str]:
    """What might be typed: the commonest words of subjects, pairs of them, names, and beginnings of words."""
    found = [t.subject for row in book.people()[:60] for t in book.person(row.id, timeline=20).timeline]
    words = [w for w, _ in Counter(w for s in found for w in re.findall(r"[^\W\d_]{3,}", s.lower())).most_common(40)]
    names = [row.name.split()[0] for row in book.people()[:20] if row.name]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    return [*words, *pairs[:20], *names, *(w[:1] for w in words[:10]), *(w[:3] for w in words[:20]), "the", "no such word"]


def timed(ask: Callable[[Any], object], of: Sequence[Any]) -> str:
    """Median, 95th percentile and maximum in CPU milliseconds."""
    took = []
    for one in of:
        begun = process_time()
        ask(one)
        took.append(1000 * (process_time() - begun))
    took.sort()
    return f"n {len(took)}, median {median(took):.1f}, p95 {took[int(0.95 * len(took))]:.1f}, max {took[-1]:.1f}"


def main() -> None:
    """Print one line a kind of page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--book", type=Path, required=True)
    with Book.open(asked.parse_args().book) as book:
        words = questions(book)
        rows, accounts = book.people(), sorted(book.accounts(), key=lambda a: -a.people)
        messages = [t.message_id for row in rows[:60] for t in book.person(row.id, timeline=5).timeline]
        print(f"{book.status().messages} messages")
        print("search  ", timed(book.search, words))
        print("message ", timed(book.message, messages))
        print("account ", timed(book.account, [a.id for a in accounts[:60]]))


if __name__ == "__main__":
    main()
