"""Does silence count in a mailbox that shows all, and only there? `python -m bench.mailboxes [--boxes 40] [--data DIR]`

*Planted*: a seller asks 14 buyers every nine days or so over 200 days, and they answer at one rate; the mailbox keeps all of it, or loses
answers in one of several ways. Of each: in what share of the true silences silence counts, and in what share of the answers that were
lost (it must not). Means over mailboxes with their 95 % intervals. *Real* (`--data DIR/mail-enron`): of each mailbox, by its owner's
address, the replies looked at, of how many the answered mail is there, and on how many days with sent mail all that comes in is seen;
it is read into a book of its own.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import mean, stdev

from regard.book import Book
from regard.flow.covering import owners_mail
from regard.interactions.coverage import Covered, coverage
from regard.interactions.replied_to import shown
from regard.interactions.seen_mail import SeenMail
from regard.model import DAY

HOUR = DAY // 24
T0 = 20_000 * DAY
DAYS, BUYERS, EVERY, WINDOW = 200, 14, 9, 4
RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
KINDS = (
    "whole",
    "whole, with circulars",
    "sent mail alone",
    "sent mail, one answer in twenty filed by matter",
    "inbox of the last 80 days",
    "inbox cleaned every 60 days, a fifth kept",
    "deleted once answered",
    "deleted at random, half kept",
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One of our asks: when, and when the answer came, if it did; `lost`: it came and is not in the mailbox."""

    us: int
    answered_us: int | None
    lost: bool


def mailbox(rng: random.Random, kind: str, rate: float, *, closes: float, headers: bool) -> tuple[list[SeenMail], list[Ask]]:
    """What a source shows of one mailbox.

    `closes`: the share of answers that the owner answers in turn; `headers`: replies name what they answer.
    """
    mail: list[SeenMail] = []
    asks: list[Ask] = []
    for _ in range(BUYERS):
        day = rng.random() * EVERY
        while day < DAYS - WINDOW - 1:
            us, core, key = T0 + int(day * DAY), f"item {len(asks)}", len(asks)
            mail.append(SeenMail("s", "h", "Sent", us, True, True, False, core, f"<a{key}>"))
            back = us + int(rng.random() * 30 * HOUR) if rng.random() < rate else None
            closed = back is not None and rng.random() < closes
            lost = False
            if back is not None:
                folder = _kept_in(rng, kind, (back - T0) / DAY, closed=closed)
                lost = not folder
                if folder:
                    named = f"<a{key}>" if headers else ""
                    mail.append(SeenMail("s", "h", folder, back, False, True, True, core, f"<b{key}>", named, alone=True))
                if closed:
                    named = f"<b{key}>" if headers else ""
                    mail.append(SeenMail("s", "h", "Sent", back + 2 * HOUR, True, True, True, core, f"<c{key}>", named))
            asks.append(Ask(us, back, lost))
            day += EVERY * (0.7 + 0.6 * rng.random())
    if kind.endswith("circulars"):
        came = (T0 + int(DAYS * rng.random() * DAY) for _ in range(DAYS))
        mail += [SeenMail("s", "h", "Inbox", us, False, True, False, "news", sign=True) for us in came]
    return mail, asks


def _kept_in(rng: random.Random, kind: str, day: float, *, closed: bool) -> str:
    """The folder in which an answer of a day is; "" where it is lost."""
    if kind.startswith("whole"):
        return "Inbox"
    if kind == "sent mail alone":
        return ""
    if kind.startswith("sent mail, one"):
        return "Pumps" if rng.random() < 0.05 else ""
    if kind.startswith("inbox of the last"):
        return "Inbox" if day >= DAYS - 80 else ""
    if kind.startswith("inbox cleaned"):
        return "Inbox" if day >= DAYS // 60 * 60 or rng.random() < 0.2 else ""
    if kind == "deleted once answered":
        return "" if closed else "Inbox"
    return "Inbox" if rng.random() < 0.5 else ""


def counted(mail: list[SeenMail], asks: list[Ask]) -> tuple[float | None, float | None]:
    """Of true silences and of lost answers: in what share silence counts in full; None where there is none."""
    covered = Covered(coverage(mail))
    silent, lost = [], []
    for ask in asks:
        counts = covered.seen_until("h", inbound=True, start_us=ask.us, end_us=ask.us + WINDOW * DAY) == ask.us + WINDOW * DAY
        if ask.answered_us is None:
            silent.append(counts)
        elif ask.lost:
            lost.append(counts)
    return (mean(silent) if silent else None), (mean(lost) if lost else None)


def _said(shares: list[float]) -> str:
    if not shares:
        return "-"
    half = 1.96 * stdev(shares) / sqrt(len(shares)) if len(shares) > 1 else 0.0
    return f"{mean(shares):.2f} ± {half:.2f}"


def planted(boxes: int) -> None:
    """A line for each kind of mailbox, rate and way of answering back."""
    print("kind | answers back | rate | true silences that count | lost answers that count as silence")
    for kind in KINDS:
        for closes, headers, how in ((0.0, True, "never"), (0.6, True, "6 in 10"), (0.6, False, "6 in 10, without headers")):
            for rate in RATES:
                drawn = (random.Random(f"{seed}{kind}{rate}") for seed in range(boxes))
                found = [counted(*mailbox(rng, kind, rate, closes=closes, headers=headers)) for rng in drawn]
                silent, lost = ([x for pair in found if (x := pair[at]) is not None] for at in (0, 1))
                print(f"{kind} | {how} | {rate} | {_said(silent)} | {_said(lost)}", flush=True)


def real(folder: Path, us: str) -> None:
    """A line for each mailbox of a folder of mailboxes."""
    with tempfile.TemporaryDirectory() as place, Book.open(Path(place), create=True) as book:
        book.sync(*sorted(str(p) for p in folder.iterdir() if p.is_dir()), us=[us])
        live = book._live()  # noqa: SLF001 - the measurement looks inside
        owners = dict(live.rows("SELECT owner, min(source_id) FROM mailbox GROUP BY owner"))
        print(
            "mailbox | mail sent | replies | of these the answered mail is there | days with sent mail | of these seen in full"
        )
        for n, (owner_h, _, seen) in enumerate(owners_mail(live, set(owners)), 1):
            mail = list(seen)
            covered = Covered(coverage(mail))
            days = sorted({m.us // DAY for m in mail if m.outbound})
            whole = sum(covered.covers(owner_h, inbound=True, start_us=d * DAY, end_us=(d + 1) * DAY) for d in days)
            check = next(s for s in shown(mail) if s.inbound)
            sent = sum(m.outbound for m in mail)
            print(f"{n} | {sent:,} | {check.replies} | {check.found} | {len(days)} | {whole}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boxes", type=int, default=40)
    parser.add_argument("--data", type=Path, help="a folder of mailboxes: measure these instead")
    parser.add_argument("--us", default="enron.com")
    args = parser.parse_args()
    if args.data is None:
        planted(args.boxes)
    else:
        real(args.data, args.us)


if __name__ == "__main__":
    main()
