"""The demo: a made-up company's mail, written anew and read into a book of its own."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from regard.book import Book
from regard.errors import UsageError
from regard.results import SyncReport
from regard.surfaces.progress import bars

MARK = "regard-demo.txt"


def build(folder: Path, seed: int) -> SyncReport:
    """Write the company's mail to `folder`/mail, its truth beside it, and the book to `folder`/book; what the sync did.

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
    print("Making up a company and its mail …", file=sys.stderr)
    files = write(generate(seed, end=datetime.now(UTC).date()), folder / "mail")
    with Book.open(folder / "book", create=True) as book, bars() as progress:
        return book.sync(*files.sources, us=files.us, progress=progress)
