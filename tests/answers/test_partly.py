"""A mailbox whose owner deletes most of what comes in: what is missing is no silence, what is there counts, and all of it is said."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, new_book, put

from regard.book import Book
from regard.flow.stored_trials import trials

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
SAM = "Sam Hart <sam.hart@us.example>"
JO, LEE = "Jo Reed <jo.reed@acme.example>", "Lee Park <lee.park@orchard.example>"
DAYS = 120


def day(n: float) -> str:
    return format_datetime(START + timedelta(days=n))


def dealings(keep: int) -> Iterator[bytes]:
    """Every second day Jo writes and Sam answers; every third Sam asks Jo, who always answers, and Lee, who never does. Of ten mails that
    came in `keep` are kept.
    """
    chance = random.Random(4)

    def kept(*parts: str, **more: str) -> Iterator[bytes]:
        if 10 * chance.random() < keep:
            yield mail(*parts, **more)

    for n in range(DAYS):
        if n % 2 == 0:
            yield from kept(JO, SAM, subject=f"Order {n}", date=day(n), body="Please note our order.", message_id=f"o{n}")
            yield mail(
                SAM, JO, subject=f"Re: Order {n}", date=day(n + 0.1), body="Noted.", message_id=f"p{n}", in_reply_to=f"<o{n}>"
            )
        if n % 3 == 0:
            yield mail(
                SAM, JO, subject=f"Pumps {n}", date=day(n + 0.3), body="Could you send me the figures?", message_id=f"a{n}"
            )
            yield from kept(
                JO, SAM, subject=f"Re: Pumps {n}", date=day(n + 0.5), body="Here they are.", message_id=f"b{n}", in_reply_to=f"<a{n}>"
            )  # fmt: skip
            yield mail(
                SAM, LEE, subject=f"Pears {n}", date=day(n + 0.4), body="Could you send me the prices?", message_id=f"c{n}"
            )


@pytest.fixture(scope="module")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book = new_book(tmp_path_factory.mktemp("books") / "thin")
    book.sync(put(tmp_path_factory.mktemp("sam"), *dealings(3)), us=["us.example"])
    yield book
    book.close()


def test_the_page_of_sources_says_what_share_is_shown(thin: Book) -> None:
    """Of the 60 mails that Sam answered 23 are there: some 37 %, with its interval and what it rests on."""
    note = thin.status().sources[0].note
    assert "shows about 37 % of the mail that comes in (30 to 46 %" in note
    assert "counts for less than a silence" in note


def test_who_answers_stands_above_who_does_not(thin: Book) -> None:
    """Of Jo's answers three in ten are seen, of Lee's none: Jo stands above a stranger, Lee below, and both sums are exact."""
    jo, lee = (thin.why(a) for a in ("jo.reed@acme.example", "lee.park@orchard.example"))
    assert jo.mean > 0
    assert lee.mean < 0
    for found in (jo, lee):
        assert found.prior + sum(c.contribution for c in found.contributions) == pytest.approx(found.mean, abs=1e-9)
    assert {c.channel for c in lee.contributions} == {"answers_ask"}


def test_what_is_not_seen_is_said_to_count_in_part(thin: Book) -> None:
    """The sentence names the share and what the ask counts as; that is the chance of an answer that was lost, less than was expected."""
    told = thin.why("jo.reed@acme.example")
    unseen = [c for c in told.contributions if c.channel == "answers_ask" and not c.happened]
    assert unseen
    view = thin._view(None)
    asked = {t.opener_id: t.context for t in trials(view.live, told.person) if t.channel == "answers_ask"}
    for c in unseen:
        seen = c.shown * view.weights.wanted(asked[c.message_id], "answers_ask")
        assert c.sentence == (
            f"no answer seen within 3 days; this mailbox shows about {100 * c.shown:.0f} % of what comes in, "
            f"so it counts as {c.counted:.2f} answered"
        )
        assert c.counted == pytest.approx(c.expected * (1 - seen) / (1 - seen * c.expected), abs=1e-9)
        assert 0 < c.counted < c.expected
        assert c.contribution < 0


def test_what_may_have_been_answered_is_not_called_ignored(thin: Book) -> None:
    """Neither the timeline nor the list says that Lee ignores us: nobody can know; the page names the mailbox and the times."""
    page = thin.person("lee.park@orchard.example")
    assert {e.result for e in page.timeline if e.direction == "us"} <= {"unknown", "still open", ""}
    assert "ignored" not in {e.result for e in page.timeline}
    assert any("shows about" in u.says and "asked this buyer 39 times" in u.says for u in page.unseen)


def test_the_coach_counts_no_ask_whose_answer_may_be_lost(thin: Book, make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Before a mail to Lee or Jo nothing is told of answers that nobody could see; where all mail is there, every ask counts."""
    for address in ("jo.reed@acme.example", "lee.park@orchard.example"):
        assert [line for line in thin.coach_reader(address).told if "asks" in line.lower()] == []
    book = make_book("whole")
    book.sync(put(tmp_path / "sam", *dealings(10)), us=["us.example"])
    assert "Answered 0 of 39 asks of ours within 3 days." in book.coach_reader("lee.park@orchard.example").told
    assert "Answered 40 of 40 asks of ours within 3 days." in book.coach_reader("jo.reed@acme.example").told


def test_in_two_syncs_as_in_one(make_book: Callable[..., Book], tmp_path: Path, thin: Book) -> None:
    """The share moves as mail comes in, and whoever it touches is estimated anew: half and then the rest gives the same sums."""
    raws = [*dealings(3)]
    book = make_book("twice")
    book.sync(put(tmp_path / "sam", *raws[: len(raws) // 2]), us=["us.example"])
    book.sync(put(tmp_path / "sam", *raws), us=["us.example"])
    for address in ("jo.reed@acme.example", "lee.park@orchard.example"):
        one, two = thin.why(address), book.why(address)
        assert [(c.date, c.shown, c.happened) for c in one.contributions if c.shown < 1] == [
            (c.date, c.shown, c.happened) for c in two.contributions if c.shown < 1
        ]


def test_a_whole_mailbox_says_nothing_of_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """With all of it there, silence is silence."""
    book = make_book("whole")
    book.sync(put(tmp_path / "sam", *dealings(10)), us=["us.example"])
    assert book.status().sources[0].note == ""
    assert {c.shown for c in book.why("lee.park@orchard.example").contributions} == {1.0}
    assert "did not answer within 3 days" in {c.sentence for c in book.why("lee.park@orchard.example").contributions}
