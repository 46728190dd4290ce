"""The whole book: what a sync counts, what `why` adds up to, what a past day knew, and whom our own mail moves (nobody)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import SHIPPED, Company, close_to, differences, estimates, mail, new_book, put, state

from regard.book import Book
from regard.errors import BookError, BookMissing, BookTooNew, SourceError, UsageError
from regard.model import FACTORS
from regard.results import SyncReport
from regard.time import as_of_us


def adds_up(report: SyncReport) -> bool:
    """Whether seen = stored + duplicate + set_aside, for each source and in sum."""
    parts = ("seen", "stored", "duplicate", "set_aside")
    sums = all(getattr(report, k) == sum(getattr(s, k) for s in report.sources) for k in parts)
    return sums and all(s.seen == s.stored + s.duplicate + s.set_aside for s in (report, *report.sources))


# ------------------------------------------------------------------------------------------------------- counting


def test_every_mail_of_every_source_is_counted(company: Company, tmp_path: Path) -> None:
    """seen = stored + duplicate + set_aside for every source and in sum, and equals the number of mails on disk."""
    with new_book(tmp_path / "book") as book:
        report = book.sync(*company.files.sources, us=(company.us,))
        assert adds_up(report)
        assert {s.path: s.seen for s in report.sources} == {str(b.path): b.mails for b in company.files.mailboxes}
        status = book.status()
        assert {s.path: s.seen for s in status.sources} == {str(b.path): b.mails for b in company.files.mailboxes}
        assert sum(s.set_aside for s in status.sources) == sum(s.count for s in status.set_aside) == report.set_aside


def test_a_second_sync_stores_nothing_and_changes_nothing(copied: Path, company: Company) -> None:
    """Reading the same mail again stores nothing and changes no count, trial or estimate; what was set aside is so again."""
    with Book.open(copied, flags=SHIPPED) as book:
        before, numbers, counts = state(copied), estimates(book), book.status().sources
        report = book.sync()
        assert adds_up(report)
        assert (report.seen, report.stored) == (company.total, 0)
        assert report.set_aside == sum(s.set_aside for s in counts) > 0
        assert differences(state(copied), before) == ""
        assert close_to(estimates(book), numbers, 0.0) == ""
        after = book.status().sources
        assert [(s.seen, s.stored, s.duplicate, s.set_aside) for s in after] == [
            (s.seen, s.stored, s.duplicate, s.set_aside) for s in counts
        ]


def test_the_same_mailbox_under_two_paths_counts_once(copied: Path, company: Company, tmp_path: Path) -> None:
    """A mailbox given under a second path is all duplicates and set-asides, and moves no estimate."""
    box = company.files.mailboxes[0]
    again = shutil.copytree(box.path, tmp_path / "again")
    with Book.open(copied, flags=SHIPPED) as book:
        numbers, messages = estimates(book), book.status().messages
        report = book.sync(again)
        assert adds_up(report)
        assert (report.seen, report.stored) == (box.mails, 0)
        assert book.status().messages == messages
        assert close_to(estimates(book), numbers) == ""


def test_copies_with_other_message_ids_are_one_message(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The same mail in two folders is one message though its Message-IDs differ, and everybody on either copy is on it."""
    put(tmp_path / "mail" / "Inbox", mail(message_id="a@x.example"))
    put(tmp_path / "mail" / "Archive", mail(message_id="b@y.example", cc="Liz Poe <liz.poe@us.example>"))
    book = make_book()
    report = book.sync(tmp_path / "mail", us=("us.example",))
    assert (report.seen, report.stored, report.duplicate) == (2, 1, 1)
    (found,) = book.search("prices").messages
    recipients = book.message(found.message_id).recipients
    assert len(recipients) == 2
    assert {"liz.poe@us.example" in r or "sam.hart@us.example" in r for r in recipients} == {True}


# ------------------------------------------------------------------------------------------------------ explaining


def test_why_adds_up_for_everybody(book: Book) -> None:
    """prior + Σ contribution = mean to 1e-9 for every person and factor, toward the team and each seller; lists agree with it."""
    checked = 0
    for row in book.people():
        sellers = [c.id for c in book.person(row.id).colleagues]
        for factor in FACTORS:
            for seller in (None, *sellers):
                why = book.why(row.id, of=factor, seller=seller)
                assert abs(why.prior + sum(c.contribution for c in why.contributions) - why.mean) < 1e-9
                checked += len(why.contributions) > 0
            team = book.why(row.id, of=factor)
            assert abs(team.mean - getattr(row, factor).mean) < 1e-6
            assert abs(getattr(book.person(row.id), factor).mean - getattr(row, factor).mean) < 1e-6
    assert checked > 30


def test_unanswered_mail_of_ours_raises_nobody(company: Company, copied: Path, tmp_path: Path) -> None:
    """Asks of ours in new threads that nobody answers raise no estimate of any buyer, toward anybody, now or later."""
    moments = ("2026-02-25", "2026-03-02", "2026-03-20", "2026-06-01")
    seller = company.files.mailboxes[0].owner
    with Book.open(copied, flags=SHIPPED) as book:
        before = estimates(book, *moments)
        sent = [
            mail(
                f"<{seller}>",
                f"{p.name} <{p.address}>",
                subject=f"A new thought number {k} for {p.address}",
                date=f"Tue, {day:02d} Feb 2026 {9 + k}:15:00 +0000",
                body="Could you tell me when you want to meet? Would you send me the plan?",
                message_id=f"push{k}.{n}.{day}@us.example",
            )
            for n, p in enumerate(book.people())
            for k in range(2)
            for day in (3, 10, 17)
        ]
        put(tmp_path / "push" / "Sent", *sent)
        report = book.sync(tmp_path / "push")
        assert report.stored == len(sent)
        after = estimates(book, *moments)
    raised = {k: (before[k][0], v[0]) for k, v in after.items() if k in before and v[0] > before[k][0] + 1e-9}
    assert raised == {}
    assert sum(v[0] < before[k][0] - 1e-6 for k, v in after.items() if k in before) > 10


def test_a_past_day_shows_what_was_known_then(company: Company, synced: Path, tmp_path: Path) -> None:
    """A book that read only mail of before a date gives the estimates that the full book gives as of that date."""
    from email import message_from_bytes
    from email.utils import parsedate_to_datetime

    cut = "2025-12-20"
    limit = as_of_us(cut)
    for n, (place, raw) in enumerate(company.mails):
        put(tmp_path / "full" / place, raw, start=n)
        if parsedate_to_datetime(str(message_from_bytes(raw)["Date"])).timestamp() * 1e6 < limit:
            put(tmp_path / "part" / place, raw, start=n)
    with new_book(tmp_path / "a") as full, new_book(tmp_path / "b") as part:
        full.sync(tmp_path / "full", us=(company.us,))
        part.sync(tmp_path / "part", us=(company.us,))
        then, now = estimates(full, cut), estimates(part, cut)
    known = [{k: t for k, t in state(f)["trial"].items() if t[KNOWN] <= limit} for f in (tmp_path / "a", tmp_path / "b")]
    decided = [{k for k, t in of.items() if t[OUTCOME] in {"0", "1"}} for of in known]
    assert len(decided[1]) > 300
    # What a source shows ends with its newest mail: that nothing came since is known only once later mail is there.
    ended = {k for k, t in known[1].items() if t[WHY] == "source_ended"}
    assert decided[1] <= decided[0] <= decided[1] | ended
    assert {k for k in decided[1] if known[0][k] != known[1][k]} == set()
    untouched = {b for b in {k[1] for k in now} if b not in {known[0][k][BUYER] for k in ended & decided[0]}}
    assert len(untouched) > 5
    assert close_to(*({k: v for k, v in of.items() if k[1] in untouched} for of in (then, now))) == ""


OUTCOME, KNOWN, WHY, BUYER = 12, 13, 15, 5
"""Where these stand in a row of the trial table."""


# ------------------------------------------------------------------------------------------------------- opening


def test_no_book_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening a folder without a book names the command that makes one, and makes nothing."""
    with pytest.raises(BookMissing, match="sync SOURCE"):
        Book.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_later_version_is_refused(copied: Path) -> None:
    """A book of a later layout is refused with the layout's number, and left as it is."""
    import sqlite3

    with sqlite3.connect(copied / "records.sqlite") as c:
        c.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(BookTooNew, match="99"):
        Book.open(copied)


@pytest.mark.parametrize("content", [b"no database at all " * 50, b"", b"SQLite format 3\x00" + bytes(200)])
def test_a_file_that_is_no_book_is_named(tmp_path: Path, content: bytes) -> None:
    """A folder with something else under the name of the records is refused by name (an empty file is a book not yet made)."""
    (tmp_path / "records.sqlite").write_bytes(content)
    if content:
        with pytest.raises(BookError, match=r"records\.sqlite"):
            Book.open(tmp_path)
        assert (tmp_path / "records.sqlite").read_bytes() == content
    else:
        Book.open(tmp_path).close()


def test_another_database_is_not_touched(tmp_path: Path) -> None:
    """A database of another program under the name of the records is refused and left byte for byte as it was."""
    import sqlite3

    c = sqlite3.connect(tmp_path / "records.sqlite")
    c.execute("CREATE TABLE music(title TEXT)")
    c.commit()
    c.close()
    before = (tmp_path / "records.sqlite").read_bytes()
    with pytest.raises(BookError, match="not a Regard book"):
        Book.open(tmp_path)
    assert (tmp_path / "records.sqlite").read_bytes() == before


def test_a_source_that_is_not_there_is_named(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A source that does not exist is an error that names it; nothing to read at all is bad use."""
    book = make_book()
    with pytest.raises(SourceError, match="nowhere"):
        book.sync(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="nothing to read"):
        book.sync()


def test_two_lots_of_our_domains_are_both_ours(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Naming a second domain of ours in a later sync keeps the first."""
    book = make_book()
    book.sync(put(tmp_path / "one", mail()), us=("us.example",))
    book.sync(put(tmp_path / "two", mail(to="Kai <kai@us-two.example>", subject="Two")), us=("us-two.example",))
    assert book.status().us == ("us.example", "us-two.example")
    assert [p.address for p in book.people(as_of="2026-01-10")] == ["jo.reed@acme.example"]


def test_one_mail_to_a_crowd_does_not_say_who_we_are(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Without a word of who we are, a mail to two hundred people of one domain counts as one mail, not as two hundred."""
    crowd = ", ".join(f"p{n}@many.example" for n in range(200))
    mails = [mail("Sam Hart <sam.hart@us.example>", crowd, subject="News", message_id="crowd@us.example")]
    for n, other in enumerate(("acme.example", "beta.example", "gamma.example")):
        mails.append(mail("Sam Hart <sam.hart@us.example>", f"jo@{other}", subject=f"Offer {n}", message_id=f"o{n}@us.example"))
        mails.append(
            mail(f"jo@{other}", "Sam Hart <sam.hart@us.example>", subject=f"Re: Offer {n}", message_id=f"a{n}@{other}")
        )
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails))
    assert {p.address for p in book.people()} >= {"jo@acme.example", "jo@beta.example", "jo@gamma.example"}
