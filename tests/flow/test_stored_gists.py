"""Gists are kept in books that know of deals, go with the words they were read from, and tell a board what the words tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.books import SHIPPED, Company, mail, new_book, put, state
from tests.flow.crm_files import sf, write

from regard.book import Book
from regard.flow import stored_gists
from regard.flow.stored_gists import Ahead, gists_of, kept
from regard.model import DAY
from regard.time import iso_day


@pytest.fixture
def dealing(copied: Path, tmp_path: Path) -> Path:
    """The company's book with a deal for each company of its buyers, those of two won."""
    with Book.open(copied, flags=SHIPPED) as book:
        assert _gists(book) == 0
        book.sync(_crm(book, tmp_path / "crm"))
    return copied


def _crm(book: Book, folder: Path) -> Path:
    domains = [r[0].split()[0] for r in book._live().rows("SELECT domains FROM company WHERE domains <> '' ORDER BY name")]
    last = book._live().rows("SELECT max(us) FROM message WHERE kind = 'mail'")[0][0]
    opened, close = iso_day(last - 90 * DAY), iso_day(last - 5 * DAY)
    accounts = [
        {"Id": sf("001", n), "Name": domain, "Website": f"https://{domain}", "OwnerId": "", "ParentId": "", "BillingCity": ""}
        for n, domain in enumerate(domains)
    ]
    deals = [
        {"Id": sf("006", n), "AccountId": sf("001", n), "Name": f"Pumps {n}", "StageName": "Closed Won" if n < 2 else "Proposal",
         "Amount": "1000", "CurrencyIsoCode": "EUR", "IsClosed": str(n < 2).lower(), "IsWon": str(n < 2).lower(), "CreatedDate": opened,
         "CloseDate": close, "OwnerId": ""}
        for n in range(len(domains))
    ]  # fmt: skip
    return write(folder, {"Account.csv": accounts, "Opportunity.csv": deals})


def _told(book: Book) -> str:
    deals = book.deals(closed=True)
    pages = [book.deal(row.id).as_json() for row in deals]
    return json.dumps([[row.as_json() for row in deals], pages, [r.as_json() for r in book.risks()]])


def _gists(book: Book) -> int:
    return int(book._live().rows("SELECT count(*) FROM gist")[0][0])


def _without_words(book: Book) -> int:
    sql = "SELECT count(*) FROM gist WHERE message NOT IN (SELECT message FROM body)"
    return int(book._live().rows(sql)[0][0])


def test_a_board_of_gists_is_the_board_of_the_words(dealing: Path) -> None:
    """Deals, their pages and risks are the same from kept gists and, where none are kept, from the words."""
    with Book.open(dealing, flags=SHIPPED) as book:
        assert kept(book._live())
        assert _gists(book) > 400
        told = _told(book)
        assert '"committee": [{' in told
    with Book.open(dealing, flags=SHIPPED) as book:
        with book._live().writing():
            book._live().put("gists", "")
        assert not kept(book._live())
        assert _told(book) == told


@pytest.mark.slow
def test_read_in_parts_or_again_they_are_the_same(dealing: Path, company: Company, tmp_path: Path) -> None:
    """The export before the mail, or after it, or a live store made anew, give the same gists."""
    after = state(dealing)["gist"]
    assert len(after) > 400
    with new_book(tmp_path / "before") as book:
        book.sync(tmp_path / "crm", us=(company.us,))
        for source in company.files.sources:
            book.sync(source, us=(company.us,))
    assert state(tmp_path / "before")["gist"] == after
    (dealing / "live.sqlite").unlink()
    with Book.open(dealing, flags=SHIPPED) as book:
        book.status()
    assert state(dealing)["gist"] == after


def test_one_of_another_version_is_read_anew(dealing: Path) -> None:
    """What another version of the program kept is not used, and a sync reads it anew."""
    before = state(dealing)["gist"]
    with Book.open(dealing, flags=SHIPPED) as book:
        with book._live().writing() as c:
            c.execute("UPDATE gist SET kept = '', marks = ''")
            book._live().put("gists", "another")
        assert not kept(book._live())
        book.sync()
        assert kept(book._live())
    assert state(dealing)["gist"] == before


def test_they_go_with_the_words(dealing: Path) -> None:
    """Forgetting somebody and excluding a domain leave no gist without the words it was read from, and none of the domain's."""
    with Book.open(dealing, flags=SHIPPED) as book:
        live = book._live()
        sql = """SELECT p.id, p.address FROM person p JOIN handle h ON h.person = p.id JOIN message m ON m.from_n = h.n
            JOIN gist g ON g.message = m.n WHERE p.side = 'them' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2"""
        (first, _), (second, address) = live.rows(sql)
        had = _gists(book)
        book.forget(first)
        assert _gists(book) < had
        assert _without_words(book) == 0
        theirs = (
            "SELECT count(*) FROM gist g JOIN message m ON m.n = g.message JOIN handle h ON h.n = m.from_n WHERE h.person = ?"
        )
        assert live.rows(theirs, second)[0][0] > 0
        book.exclude("domain", address.partition("@")[2])
        assert live.rows(theirs, second)[0][0] == 0
        assert _without_words(book) == 0


def test_none_without_deals_or_words(dealing: Path, company: Company, make_book: Callable[..., Book]) -> None:
    """A book that knows of no deal keeps none, nor one that reads no words; one that stops reading words drops them."""
    plain = make_book("plain")
    plain.sync(*company.files.sources, us=(company.us,))
    assert _gists(plain) == 0
    assert plain._live().rows("SELECT count(*) FROM dirty WHERE kind = 'gist'") == [(0,)]
    with Book.open(dealing, flags={**SHIPPED, "text.read": False}) as book:
        book.sync()
        assert _gists(book) == 0


def test_new_mail_is_read_for_deals(dealing: Path, tmp_path: Path) -> None:
    """A mail that comes in later has its gist after the sync that reads it, and a reader before that finds its words."""
    with Book.open(dealing, flags=SHIPPED) as book:
        before = _gists(book)
        sql = "SELECT h.address FROM handle h JOIN person p ON p.id = h.person WHERE p.side = '{}' ORDER BY 1 LIMIT 1"
        (us,), (them,) = (book._live().rows(sql.format(side))[0] for side in ("us", "them"))
        new = mail(them, us, subject="One more", date="Mon, 02 Mar 2026 09:00:00 +0000", body="The budget has been frozen.")
        book.sync(put(tmp_path / "new", new))
        assert _gists(book) == before + 1
        ids = [r[0] for r in book._live().rows("SELECT id FROM message WHERE subject = 'One more'")]
        kept_of = dict(gists_of(book._live(), ids))
        with book._live().writing() as c:
            c.execute("DELETE FROM gist")
        assert [w for *_, w in kept_of[ids[0]].sentences] == ["The budget has been frozen."]
        assert dict(gists_of(book._live(), ids))[ids[0]].sentences == kept_of[ids[0]].sentences


def _anew(dealing: Path, made: Callable[[stored_gists.Ahead], stored_gists.Ahead]) -> list[object]:
    """All gists, read anew; `made` says what is told of those that are read beside."""
    with Book.open(dealing, flags=SHIPPED) as book:
        live = book._live()
        with live.writing():
            live.put("gists", "")
        with stored_gists.gists_ahead(live, wanted=True) as ahead:
            assert len(ahead.parts) > 5
            stored_gists.settle_gists(live, wanted=True, ahead=made(ahead))
        assert kept(live)
        return live.rows("SELECT * FROM gist ORDER BY message")


@dataclass
class Told:
    """Tells what a helper makes; `late` after so many of its results it is not ready when asked, `ends` so many it makes."""

    made: Callable[[], list[stored_gists.Row] | None]
    late: int
    ends: int
    told: int = 0

    def __call__(self) -> list[stored_gists.Row] | None:
        """The next result."""
        self.told += 1
        return self.made() if self.told <= self.ends else None

    def ready(self) -> bool:
        """Whether it is there."""
        return self.told < self.late or self.told >= self.ends


@pytest.mark.parametrize(("late", "ends"), [(99, 99), (0, 99), (3, 99), (2, 2), (99, 0), (0, 1), (1, 3)])
def test_gists_read_beside_are_the_same(dealing: Path, monkeypatch: pytest.MonkeyPatch, late: int, ends: int) -> None:
    """Read on another core from the first on, here from the last on, or all here, wherever both meet or the helper ends: the same rows."""
    monkeypatch.setattr(stored_gists, "PORTION", 50)
    before = _anew(dealing, lambda ahead: Ahead(ahead.parts))
    monkeypatch.setattr(stored_gists, "MANY", 1)
    took: list[Told] = []

    def told(ahead: Ahead) -> Ahead:
        took.append(Told(ahead.made, late, ends))
        return Ahead(ahead.parts, took[0])  # type: ignore[arg-type]

    assert _anew(dealing, told) == before != []
    assert took[0].told <= ends + 1


def test_a_sync_killed_between_parts_reads_the_rest(dealing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was written when it ended, the next sync has all gists."""
    before = state(dealing)["gist"]
    monkeypatch.setattr(stored_gists, "PORTION", 50)
    for stop in range(4):
        with Book.open(dealing, flags=SHIPPED) as book:
            live = book._live()
            with live.writing():
                live.put("gists", "")
            reads, real = iter(range(stop)), stored_gists._rows

            def dies(live: Any, part: Any, reads: Any = reads, real: Any = real) -> Any:
                next(reads)
                return real(live, part)

            with stored_gists.gists_ahead(live, wanted=True) as ahead, monkeypatch.context() as patch:
                told = Told(lambda ahead=ahead, real=real, live=live: real(live, ahead.parts[0]), 0 if stop % 2 else 1, 1)  # type: ignore[misc]
                patch.setattr(stored_gists, "_rows", dies)
                with pytest.raises(StopIteration):
                    stored_gists.settle_gists(live, wanted=True, ahead=Ahead(ahead.parts, told))  # type: ignore[arg-type]
            assert not kept(live)
            book.sync()
            assert kept(live)
        assert state(dealing)["gist"] == before


def test_a_message_gone_meanwhile_has_none(dealing: Path) -> None:
    """What was read beside of a message that is gone by then is not kept, and one changed meanwhile is read again."""
    gone: stored_gists.Row = (10**9, "", "", "", "", "")
    before = state(dealing)["gist"]
    with Book.open(dealing, flags=SHIPPED) as book:
        live = book._live()
        with live.writing():
            live.put("gists", "")
        with stored_gists.gists_ahead(live, wanted=True) as ahead:
            rows = [row for part in ahead.parts for row in stored_gists._rows(live, part)]
            stale = [(n, *("" for _ in rest)) for n, *rest in rows]
            with live.writing() as c:
                c.execute("UPDATE body SET text = text")
            told = iter([[*stale, gone], *([] for _ in ahead.parts)])
            made = Told(lambda: next(told, None), 99, 99)
            stored_gists.settle_gists(live, wanted=True, ahead=Ahead(ahead.parts, made))  # type: ignore[arg-type]
        assert live.rows("SELECT 1 FROM gist WHERE message = 1000000000") == []
    assert state(dealing)["gist"] == before
