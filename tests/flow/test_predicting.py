"""The product's own record: written down while open, scored once, gone with the person; and what `learn` refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import END_US, SHIPPED, ics, mail, new_book, put, vevent

from regard.book import Book
from regard.flow import learning, predicting
from regard.model import DAY
from regard.relationships.weights import load


def _reopen(book: Book, *, days: float) -> str:
    """Make the newest answered ask open again, as on the day it was asked; its buyer."""
    live = book._live()
    trial, buyer, opened = live.rows(
        "SELECT id, buyer, opened_us FROM trial WHERE channel = 'answers_ask' AND outcome = '1' AND temper > 0 "
        "ORDER BY opened_us DESC LIMIT 1"
    )[0]
    with live.writing() as c:
        c.execute("UPDATE trial SET outcome = 'open', closes_us = ? WHERE id = ?", (int(opened + days * DAY), trial))
    return str(buyer)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The clock of predictions."""
    now = [END_US]
    monkeypatch.setattr(predicting, "now_us", lambda: now[0])
    return now


def test_an_open_ask_is_foretold_once_and_scored_once(book_copy: Book, moment: list[int]) -> None:
    """Written the same day, not again the next; scored when decided; a second outcome changes nothing."""
    records, live = book_copy._records, book_copy._live()
    _reopen(book_copy, days=400)
    assert predicting.settle_predictions(records, live, load)[0] == 1
    moment[0] += DAY
    assert predicting.settle_predictions(records, live, load) == (0, 0)
    row = records.predictions()[0]
    assert 0 < row.low <= row.p <= row.high < 1
    with live.writing() as c:
        c.execute("UPDATE trial SET outcome = '1' WHERE id = ?", (row.trial_id,))
    assert predicting.settle_predictions(records, live, load)[1] == 1
    with live.writing() as c:
        c.execute("UPDATE trial SET outcome = '0' WHERE id = ?", (row.trial_id,))
    predicting.settle_predictions(records, live, load)
    scored = records.predictions()[0]
    assert (scored.outcome, scored.p) == ("1", row.p)
    assert book_copy.checks() == []


def test_every_kind_of_open_chance_is_foretold(book_copy: Book, moment: list[int]) -> None:
    """Weeks, introductions and invitations that are open are written down beside asks, each with its own chance."""
    records, live = book_copy._records, book_copy._live()
    with live.writing() as c:
        for channel in predicting.TARGETS:
            c.execute(
                "UPDATE trial SET outcome = 'open', closes_us = ? WHERE id = (SELECT id FROM trial WHERE channel = ? AND temper > 0 "
                "AND outcome IN ('0', '1') ORDER BY opened_us DESC, id LIMIT 1)",
                (END_US + 9 * DAY, channel),
            )
        c.execute("UPDATE attendance SET answer = ''")  # as it is before anybody has answered
    predicting.settle_predictions(records, live, load)
    made = {row.target: row.p for row in records.predictions()}
    there = {row[0] for row in live.rows("SELECT DISTINCT channel FROM trial WHERE outcome = 'open'")}
    assert set(made) == there & set(predicting.TARGETS) >= {"answers_ask", "starts_contact", "introduces_colleague"}
    assert made["introduces_colleague"] < made["answers_ask"]


def test_only_invitations_without_an_answer_are_foretold(tmp_path: Path) -> None:
    """Nothing is decided before the meeting begins, but a yes, a no or a perhaps is known: none of them is a guess of ours. Of what is
    still to be answered the chance is never none, however soon all others were answered and however far off they began.
    """
    now = datetime.now(UTC)

    def stamp(days: float) -> str:
        return (now + timedelta(days=days)).strftime("%Y%m%dT%H%M%SZ")

    def invited(uid: str, start: float, made: float, said: str = "") -> str:
        guest = "lena.voss@kiln.example"
        return vevent(
            uid, stamp(start), guests=f"{guest}:{said}" if said else guest, made=stamp(made), changed=stamp(made + 0.4)
        )

    past = [invited(f"past{k}", 6 - 20 * k, 3 - 20 * k, "ACCEPTED" if k % 4 else "DECLINED") for k in range(1, 9)]
    ahead = {"": -8.0, "ACCEPTED": -7.5, "DECLINED": -7.0, "TENTATIVE": -6.5}
    ahead_now = [invited(f"ahead{said}", 25 + made, made, said) for said, made in ahead.items()]
    ends = ("Sam Hart <sam.hart@us.example>", "Lena Voss <lena.voss@kiln.example>")
    mails = [
        mail(*ends[:: -1 if back else 1], subject=f"Firing {k}", date=format_datetime(now + timedelta(days=-190 + 17 * k, hours=back)),
             body="All eight came out whole." if back else "How many came out whole?", message_id=f"f{k}.{back}")
        for k in range(12) for back in (0, 1)
    ]  # fmt: skip
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "sam.ics").write_bytes(ics(*past, *ahead_now, invited("new", 20, -0.5)))
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *mails), tmp_path / "calendar", us=("us.example",))
        live = book._live()
        rows = live.rows(
            "SELECT t.id, g.uid FROM trial t JOIN message m ON m.id = t.opener_id JOIN meeting g ON g.message = m.n "
            "WHERE t.channel = 'accepts_meeting' AND t.outcome = 'open'"
        )
        made = {row.trial_id: row for row in book._records.predictions() if row.target == "accepts_meeting"}
        told = {uid: made[trial].p for trial, uid in rows if trial in made}
        assert len(rows) == len(ahead) + 1
        assert set(told) == {"ahead", "new"}
        assert 0.05 < min(told.values()) <= max(told.values()) < 1


@pytest.mark.parametrize("hours", [2, 12, 36])
def test_what_has_waited_is_less_likely_to_come(book_copy: Book, hours: int) -> None:
    """Of asks still open so many hours after they were made, as many are answered as foretold; the chance at the start is too high."""
    live, after = book_copy._live(), hours * DAY // 24
    soon = predicting.Soon(live, "answers_ask")
    rows = live.rows(
        "SELECT buyer, outcome = '1', known_us - opened_us FROM trial "
        "WHERE channel = 'answers_ask' AND temper > 0 AND outcome IN ('0', '1')"
    )
    whole = sum(y for _, y, _ in rows) / len(rows)
    waiting = [(buyer, y) for buyer, y, took in rows if not y or took > after]
    came = sum(y for _, y in waiting) / len(waiting)
    told = sum(predicting.still(whole, soon.share(buyer, after)) for buyer, _ in waiting) / len(waiting)
    assert told == pytest.approx(came, abs=0.03)
    assert whole - came > 0.05


def test_a_chance_that_waits_only_falls() -> None:
    """From the whole chance at the opening to none at the end, for any chance."""
    for chance in (0.0, 0.01, 0.5, 0.99, 1.0):
        over = [predicting.still(chance, gone / 10) for gone in range(11)]
        assert over[0] == chance
        assert over == sorted(over, reverse=True)
        assert over[-1] == 0.0


def test_what_was_written_down_of_a_person_goes_with_them(book_copy: Book, moment: list[int]) -> None:
    """`forget` takes their predictions out of the records."""
    buyer = _reopen(book_copy, days=400)
    predicting.settle_predictions(book_copy._records, book_copy._live(), load)
    assert len(book_copy._records.predictions()) == 1
    book_copy.forget(buyer)
    assert book_copy._records.predictions() == []


def test_below_two_thousand_chances_nothing_is_learned(book_copy: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how many there are and how many are needed, and keeps no version."""
    monkeypatch.setattr(learning, "ENOUGH", 10_000_000)
    before = len(book_copy._records.models())
    found = book_copy.learn()
    assert found.version is None
    assert "10,000,000 are needed" in found.message
    assert len(book_copy._records.models()) == before


def test_what_is_learned_is_kept_beside_the_old_and_selectable(book_copy: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A learned version is a row of its own, in force unless another is named, held near the shipped numbers, and says what changed."""
    monkeypatch.setattr(learning, "ENOUGH", 300)
    monkeypatch.setattr(learning, "SAMPLE", 40)
    found = book_copy.learn()
    kept = {row.version: row for row in book_copy._records.models()}
    assert found.version in kept
    assert kept[found.version].parent == "trust-1"
    with Book.open(book_copy.folder, flags={"model.active": found.version}) as other:
        assert other._view(None).weights.version == found.version
        assert other._view(None).weights.factors["trust"].tau_b == pytest.approx(load().factors["trust"].tau_b, rel=0.6)
    assert book_copy._view(None).weights.version == SHIPPED["model.active"]
    assert found.version in found.message
    assert "To go back" in found.message or "Go back" in found.message
