"""CRM exports with things wrong with them: every row is counted, and nothing of it breaks what is asked."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from tests.flow.crm_files import TABLES, as_csv
from tests.flow.test_garbage import mutate

from regard.book import Book

HUB = (
    b"Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Contact,Associated Company\n"
    b"1,Hub deal,closedwon,default,5000,2026-01-01 10:00,2025-10-01 09:00,Sam,,Acme\n"
)
GERMAN = (
    "Opportunity-Inhaber;Accountname;Opportunity-Name;Phase;Betrag;Schlusstermin\nSam;Öfen;Öfen;Angebot;5.000,00;31.12.2026\n"
)


def test_a_thousand_mutated_exports_are_all_counted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A thousand files with bytes flipped, cut, doubled and swapped: each row is stored, a duplicate or set aside with a reason; again adds
    nothing, and deals, people and status answer.
    """
    chance = random.Random(5)
    good = [*(as_csv(rows).encode().replace(b"\r\n", b"\n") for rows in TABLES.values()), HUB, GERMAN.encode("cp1252")]
    for k in range(1000):
        file = tmp_path / "crm" / f"f{k}.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(mutate(chance, chance.choice(good), good))
    book = make_book()
    report = book.sync(tmp_path / "crm", us=("us.example",))
    assert report.seen == report.stored + report.duplicate + report.set_aside >= 1000
    assert report.stored > 200
    assert sum(a.count for a in book.status().set_aside) == report.set_aside
    assert len(book.opportunities()) >= len(book.deals())
    book.people()
    again = book.sync(tmp_path / "crm")
    assert (again.seen, again.stored, again.set_aside) == (report.seen, 0, report.set_aside)
