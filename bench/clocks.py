"""`python -m bench.clocks PATH...`: how far apart are the Date of a mail, the first server's Received and our own server's?

A row of shares for each pair, over all mail at the paths that has both a Date and a Received, then what `parse.arrival` makes of them.
Signs: *top - date* is positive where a mail came after its Date. What lies between *first* and *date* is the sender's clock or outbox, what
lies between *top* and *first* was on its way: servers whose clocks go ahead show as negative there, queues as positive. Shares with 95 %
intervals (Wilson) of single mails; the mails of one list are not independent, so the true ones are wider.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf, sqrt
from pathlib import Path
from typing import NamedTuple

from regard.model import RawItem
from regard.parse.adapter import take_apart
from regard.parse.arrival import came_us, instant
from regard.parse.dates import EARLIEST, header_date, received_date
from regard.sources import Cursor, detect
from regard.time import now_us

MINUTE = 60_000_000
BANDS = (-inf, -60, -10, -2, 0, 2, 10, 60, 240, 1440, 7200, inf)
"""Minutes: from each to the next."""


class Clocks(NamedTuple):
    """The three clocks of one mail, in microseconds: its Date, the first server's Received, the topmost; and what is believed of them."""

    date: int
    first: int
    top: int
    basis: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    for path in parser.parse_args(arguments).paths:
        found = list(clocks(Path(path)))
        print(f"{path}: {len(found)} mails with a Date and a Received")
        for name, apart in (
            ("top - date", [c.top - c.date for c in found]),
            ("first - date", [c.first - c.date for c in found]),
            ("top - first", [c.top - c.first for c in found]),
        ):
            counts = Counter(band(us / MINUTE) for us in apart)
            print(f"  {name}: " + "; ".join(f"{b} min {share(counts[b], len(found))}" for b in bands() if counts[b]))
        print(
            "  believed: " + "; ".join(f"{b} {share(n, len(found))}" for b, n in Counter(c.basis for c in found).most_common())
        )


def clocks(path: Path) -> Iterator[Clocks]:
    """The clocks of each mail at a path that has them all."""
    for source in detect(path):
        for item in source.items(Cursor()):
            if (
                isinstance(item, RawItem)
                and source.kind in {"mbox", "maildir", "mail_folder"}
                and (found := clocks_of(item.raw))
            ):
                yield found


def clocks_of(raw: bytes) -> Clocks | None:
    """The clocks of one mail; None where one is missing or of no plausible day."""
    headers = take_apart(raw).headers
    date = header_date(headers.get("date", [""])[0])[0]
    passed = [us for value in headers.get("received", ()) if (us := received_date(value)) is not None]
    if date is None or date < EARLIEST or not passed:
        return None
    came = came_us(headers["received"], date, now_us())
    return Clocks(date, passed[-1], passed[0], instant(date, came)[1] if came is not None else "date")


def bands() -> list[str]:
    """The names of all bands, in order."""
    return [_name(k) for k in range(len(BANDS) - 1)]


def band(minutes: float) -> str:
    """The band of a difference."""
    return next(_name(k) for k in range(len(BANDS) - 1) if BANDS[k] <= minutes < BANDS[k + 1])


def _name(k: int) -> str:
    return f"{BANDS[k]:g} to {BANDS[k + 1]:g}"


def share(n: int, of: int) -> str:
    """A count, its share and the 95 % interval of that."""
    z = 1.96
    p = n / of
    middle, half = (
        (p + z * z / (2 * of)) / (1 + z * z / of),
        z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of),
    )
    return f"{n}, {p:.3f} ({max(middle - half, 0):.3f} to {middle + half:.3f})"


if __name__ == "__main__":
    main()
