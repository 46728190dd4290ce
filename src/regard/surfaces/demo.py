"""The demo: a made-up company's mail, calendars, calls and CRM, written anew and read into a book of its own."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from regard.book import Book
from regard.errors import UsageError
from regard.results import SyncReport
from regard.surfaces.progress import bars
from regard.surfaces.show import day, line, shown, table

if TYPE_CHECKING:
    from regard.demo.compare import Comparison
    from regard.demo.records import Law
    from regard.demo.sizes import SizeName

MARK = "regard-demo.txt"


def build(
    folder: Path, seed: int, *, size: SizeName = "full", law: Law = "trust-decides", held_out: bool = False
) -> SyncReport:
    """Write the company's mail, calendars, calls and CRM to `folder`/mail, its truth beside them, the book to `folder`/book; what the
    sync did.

    A folder made by an earlier demo is replaced; any other that is not empty is refused with UsageError.
    """
    from regard.demo.world import generate
    from regard.demo.write import write

    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UsageError(f"{folder} is not empty and no demo. Name another folder: regard demo FOLDER")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by `regard demo`, which replaces this folder whenever it runs.\n", "utf-8")
    print("Making up a company, its mail, calendars, calls and CRM …", file=sys.stderr)
    world = generate(seed, end=datetime.now(UTC).date(), size=size, law=law, held_out=held_out)
    files = write(world, folder / "mail")
    with Book.open(folder / "book", create=True) as book, bars() as progress:
        done = book.sync(*files.readable, us=files.us, progress=progress)
        book.prepare()
        return done


def must_be_nobodys(folder: Path) -> None:
    """Raise UsageError where somebody wrote something down in the demo that is there: making it anew would lose it."""
    if not (folder / MARK).exists() or not (folder / "book").is_dir():
        return
    with Book.open(folder / "book") as book:
        kept = book.written_down()
    if kept:
        raise UsageError(
            f"{folder} holds {kept:,} {'thing' if kept == 1 else 'things'} that you wrote down or took out there. "
            f"Look at it: regard --book {folder / 'book'} serve. Make another: regard demo FOLDER. Make this one anew: --anew"
        )


def ready(report: SyncReport, book: Path) -> None:
    """Say where the book is and what to do with it."""
    line(f"{report.stored:,} items of a made-up company are in {book}. Go on with: regard --book {book} people, or serve")


def truth(folder: Path) -> Comparison:
    """What was really so at the company of the demo in `folder`, beside what its book says."""
    from regard.demo.compare import compare

    with Book.open(folder / "book") as book:
        return compare(book, folder / "mail" / "truth" / "truth.json")


def show_truth(found: Comparison) -> None:
    """Truth beside estimates as tables: buyers by true trust, then how well each factor fits, then who is who."""
    line(f"As of {day(found.as_of)}. Deals obey the law “{found.law}”. Known trust, and what is true (both 0 to 100)", "dim")
    known = sorted((p for p in found.people if p.estimates["trust"].known), key=lambda p: -p.true["trust"])
    table(
        [("buyer", "left"), ("company", "left"), ("estimate", "left"), ("true", "right"), ("in the interval", "left")],
        [
            (
                p.name or p.address,
                p.company,
                shown(p.estimates["trust"]),
                f"{p.true_score['trust']:.0f}",
                _mark(p.inside["trust"]),
            )
            for p in known
        ],
    )
    line()
    table(
        [
            *(("factor", "left"), ("known", "right"), ("of", "right"), ("rank correlation", "right"), ("95 %", "right")),
            *(("of all with a chance", "right"), ("95 %", "right"), ("80 % interval holds", "right"), ("95 %", "right")),
            ("known by fewer than 3 chances", "right"),
        ],
        [
            (
                f.factor,
                f.known,
                f.buyers,
                _number(f.spearman, "{:.2f}"),
                _ends(f.spearman_interval, "{:.2f}"),
                _number(f.spearman_all, "{:.2f}"),
                _ends(f.spearman_all_interval, "{:.2f}"),
                _number(f.coverage80, "{:.0%}"),
                _ends(f.coverage80_interval, "{:.0%}"),
                f.known_with_few_chances,
            )
            for f in found.factors
        ],
    )
    line()
    kinds = dict.fromkeys(c.kind for c in found.identity)
    table(
        [("who is who", "left"), ("cases", "right"), ("right", "right"), ("not in the book", "right")],
        [
            (kind, len(of), sum(c.right is True for c in of), sum(c.right is None for c in of))
            for kind in kinds
            for of in [[c for c in found.identity if c.kind == kind]]
        ],
    )


def _mark(inside: bool) -> str | tuple[str, str]:
    return "yes" if inside else ("no", "red")


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _ends(interval: tuple[float, float] | None, form: str) -> str:
    return "–" if interval is None else f"{form.format(interval[0])} to {form.format(interval[1])}"
