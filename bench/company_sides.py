"""Which companies are told to sell to us, which are asked about, and is any buyer lost? Ninety made-up ones in six languages.

The set (`company_sides.txt`) was written before the rules of services, candidates and meetings for sale were, by the hand that wrote
these too: it says what the rules do with strangers' ways of saying things less surely than an outside author's would. Half of the
companies, drawn by a digest of the name, was looked at while rules were written; the other half is counted only.

    python -m bench.company_sides [--half learn|held] [--misses]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from pathlib import Path

from regard.deals.account_side import AccountSide, Dealt, side_of
from regard.evidence.trade import read_trade
from regard.model import DAY, Span

SET = Path(__file__).with_name("company_sides.txt")
_MAIL = re.compile(r"^([<>]) (\d+)$")


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up company: whether it is a buyer or sells to us, the language, and the mails (day, by us, text)."""

    name: str
    kind: str
    language: str
    what: str
    mails: tuple[tuple[int, bool, str], ...]

    @property
    def half(self) -> str:
        """Which half it is in: the first bit of the digest of its name."""
        return "learn" if sha256(self.name.encode()).digest()[0] < 128 else "held"


def companies() -> Iterator[Made]:
    """The set, in the order of the file."""
    for block in re.split(r"^= ", SET.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.rstrip().split("\n")
        name, kind, language, what = (part.strip() for part in head.split("|"))
        mails: list[tuple[int, bool, list[str]]] = []
        for line in lines:
            if found := _MAIL.match(line):
                mails.append((int(found[2]), found[1] == "<", []))
            else:
                mails[-1][2].append(line)
        yield Made(name, kind, language, what, tuple((day, ours, "\n".join(text)) for day, ours, text in mails))


def told(made: Made) -> AccountSide:
    """What the rules say such a company is to us, from its mails alone."""
    dealt = [
        Dealt(day * DAY + n, ours, sign.kind, sign.form, f"m{n}", text[sign.start : sign.end].strip(), sign.start, sign.end)
        for n, (day, ours, text) in enumerate(made.mails)
        for sign in read_trade(text, (Span(0, len(text), "own"),))
    ]
    return side_of(dealt, written=any(ours for _, ours, _ in made.mails))


def share(k: int, n: int) -> str:
    """`k` of `n` with Wilson's 95 % interval."""
    if not n:
        return "0 of 0"
    z, p = 1.96, k / n
    middle, width, below = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)), 1 + z * z / n
    return f"{k} of {n} ({max((middle - width) / below, 0):.2f} to {min((middle + width) / below, 1):.2f})"


def main() -> None:
    """Print both halves, or one; with --misses who was told wrongly, of the half that may be looked at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("learn", "held"), default=None)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    for half in ("learn", "held") if args.half is None else (args.half,):
        found = [(made, told(made)) for made in companies() if made.half == half]
        for kind in ("seller", "buyer"):
            of = [side for made, side in found if made.kind == kind]
            out, asked = (sum(s.side == "supplier" for s in of), sum(s.doubtful for s in of))
            print(f"{half:6s} {kind:7s} left out {share(out, len(of))}; asked about {share(asked, len(of))}")
        left = [made.kind for made, side in found if side.side == "supplier"]
        print(f"{half:6s} of those left out, sell to us: {share(left.count('seller'), len(left))}")
        for made, side in found if args.misses and half == "learn" else ():
            wrong = side.side == "supplier" if made.kind == "buyer" else side.side != "supplier"
            if wrong or (made.kind == "buyer" and side.doubtful):
                print(
                    f"  {made.kind} {made.name} ({made.language}): {side.side}{', asked' if side.doubtful else ''} {side.why}"
                )


if __name__ == "__main__":
    main()
