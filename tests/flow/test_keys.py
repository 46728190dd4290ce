"""Ids are keyed by the book, so no tie may be broken by them: books of the same mail under other keys say the same."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from tests.books import Company, mail, new_book, put

KEYS = ("5a" * 32, "c3" * 32, "17" * 32)
OURS = ("ada.moss", "ben.lake", "kim.dale", "zoe.park")
BUYERS = tuple(f"{name}.reed@{name}works.example" for name in ("ann", "bob", "cai", "dee", "eli", "fay", "gus", "hal"))
TOLD = {
    "handle": "SELECT h.address, p.address FROM handle h LEFT JOIN person p ON p.id = h.person",
    "person": "SELECT address, name, side, side_why, company FROM person",
    "company": "SELECT name, domains FROM company",
    "account": "SELECT name, name_key, domain, owner, type, industry, created_us FROM account",
    "interaction": """SELECT b.address, s.address, i.us, i.outbound, i.asks, i.answered_us, m.subject, m.rfc_id FROM interaction i
        JOIN person b ON b.id = i.buyer JOIN person s ON s.id = i.seller JOIN message m ON m.id = i.message_id""",
    "trial": """SELECT t.channel, b.address, s.address, t.opened_us, t.closes_us, t.known_us, t.outcome, t.censored_why, t.latency_us,
        t.q, t.temper, m.rfc_id FROM trial t JOIN person b ON b.id = t.buyer JOIN person s ON s.id = t.seller
        JOIN message m ON m.id = t.opener_id""",
    "parent": """SELECT m.us, m.subject, m.rfc_id, m.how, p.us, p.subject, p.rfc_id FROM message m
        LEFT JOIN message p ON p.id = m.parent_id""",
    "recovered": """SELECT h.address, m.us, m.subject, c.rfc_id FROM message m JOIN message c ON c.id = m.carrier_id
        JOIN handle h ON h.n = m.from_n WHERE m.basis = 'recovered'""",
}
"""Tables of the live store by what is the mail's own: addresses, times, subjects and Message-IDs."""


def told(folder: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """What the live store of a book says, free of the book's ids."""
    connection = sqlite3.connect(folder / "live.sqlite")
    try:
        return {table: Counter(connection.execute(sql)) for table, sql in TOLD.items()}
    finally:
        connection.close()


def tied() -> list[bytes]:
    """Mail of which much could be said in two ways: to several of ours at once, of one moment, and quoted twice."""
    made = []
    for n, buyer in enumerate(BUYERS):
        both = [f"{OURS[(n + k) % 4]}@us.example" for k in range(3)]
        day = f"{5 + n:02d} Jan 2026"
        sender = f"{buyer.split('.')[0].title()} Reed <{buyer}>"

        def at(hour: int, day: str = day) -> str:
            return f"{day} {hour:02d}:00:00 +0000"

        made.append(mail(sender, ", ".join(both), subject=f"Pump {n}", date=at(9), message_id=f"a{n}@x"))
        made.append(
            mail(both[1], buyer, subject=f"Re: Pump {n}", date=at(11), message_id=f"b{n}@x", body="It ships on Monday.")
        )
        # Two of one moment and subject: an answer without references may answer either.
        for k in (1, 2):
            body = f"Offer number {k} stands until the end of March."
            made.append(mail(both[0], buyer, subject=f"Offer {n}", date=at(13), message_id=f"o{k}{n}@x", body=body))
        made.append(
            mail(sender, both[0], subject=f"Re: Offer {n}", date=at(15), message_id=f"r{n}@x", body="Thank you, we take it.")
        )
        # Two of one moment that quote what the book lacks.
        quoted = (
            f"-----Original Message-----\nFrom: {sender}\nSent: {day} 08:10\nTo: {both[0]}\nSubject: Valve\n\n"
            f"Which valve of yours fits the pump that we have in hall {n} by the river, and what would it cost?"
        )
        for k in (1, 2):
            body = f"The small one, I believe. {k}\n\n{quoted}"
            subject = ("Re: Valve", "Valve")[k - 1]
            made.append(mail(both[0], buyer, subject=subject, date=at(17), message_id=f"v{k}{n}@x", body=body))
    return made


def test_two_keys_tell_the_same_of_mail_full_of_ties(tmp_path: Path) -> None:
    """Who of ours a mail to several belongs to, what a mail answers and which quote speaks do not hang on the book's key."""
    source = put(tmp_path / "mail", *tied())
    found = []
    for key in KEYS:
        with new_book(tmp_path / key[:2], key=key) as book:
            book.sync(source, us=("us.example",), owner=("ben.lake@us.example",))
            found.append((told(tmp_path / key[:2]), book.status().relationships))
    first = found[0][0]
    assert {row[6] for row in first["interaction"]} >= {"Pump 0", "Offer 7", "Valve"}
    assert len({row[1] for row in first["interaction"]}) > 2, "several of ours are sellers"
    assert len(first["recovered"]) == len(BUYERS)
    for other, relationships in found[1:]:
        assert {table: other[table] - first[table] for table in TOLD} == {table: Counter() for table in TOLD}
        assert {table: first[table] - other[table] for table in TOLD} == {table: Counter() for table in TOLD}
        assert relationships == found[0][1]


@pytest.fixture(scope="module")
def whole(company: Company, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Books of the company's whole mail, calendars, calls and CRM under two keys."""
    folders = []
    for key in KEYS[1:]:
        folder = tmp_path_factory.mktemp("keyed") / "book"
        with new_book(folder, key=key) as book:
            book.sync(*company.files.everything, us=(company.us,))
        folders.append(folder)
    return folders


@pytest.mark.parametrize("table", sorted(TOLD.keys() - {"recovered"}))
def test_two_keys_tell_the_same_of_a_whole_company(whole: list[Path], table: str) -> None:
    """People, companies, accounts, interactions, chances and threads are the same in books under two keys."""
    one, other = (told(folder)[table] for folder in whole)
    assert one, "the company has some"
    assert one - other == other - one == Counter()
