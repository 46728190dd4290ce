"""Silences that were taken back are in no history of which a book learns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.books import mail, put

from regard.book import Book
from regard.flow.stored_history import stored_history
from regard.model import DAY

ANN, SAM = "Ann Reed <ann@harper.example>", "Sam Hart <sam.hart@us.example>"
START = datetime(2026, 2, 2, 10, tzinfo=UTC)


def test_a_silence_that_was_taken_back_is_in_no_history(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It is a miss in the history of any day before it is taken back, and in none from then on."""
    day = lambda n: format_datetime(START + timedelta(days=n))  # noqa: E731
    mails = [mail("Di Fox <di@fox.example>", SAM, subject=f"N {n}", body="Here is today's list for you.", date=day(n), message_id=f"q{n}")
             for n in range(110)]  # fmt: skip
    for n in range(5):
        mails += [
            mail(SAM, ANN, subject=f"Lot {n}", body="We will send you the drawings next week.", date=day(12 * n), message_id=f"a{n}"),
            mail(ANN, SAM, subject=f"Re: Lot {n}", date=day(12 * n + 9), message_id=f"b{n}", in_reply_to=f"<a{n}>",
                 body="We are still waiting for the drawings. This is unacceptable, we are very disappointed."),
        ]  # fmt: skip
    put(tmp_path / "mail", *mails)
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    book.sync(tmp_path / "mail", us=("us.example",))
    live = book._view("2026-06-30").live
    taken = live.rows("SELECT known_us, until_us FROM trial WHERE until_us IS NOT NULL AND outcome = '0' AND temper > 0")
    assert taken

    def misses(as_of_us: int) -> int:
        return int((stored_history(live, as_of_us).facts.outcome == 0).sum())

    end = max(until for _, until in taken) + 30 * DAY
    kept = live.rows(
        "SELECT count(*) FROM trial WHERE until_us IS NULL AND outcome = '0' AND temper > 0 AND q > 0 AND known_us < ?", end
    )
    assert misses(end) == kept[0][0]
    known = next(known for known, until in taken if until > known)
    assert misses(known + 1) > misses(known)
