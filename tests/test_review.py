"""The monthly review through the whole product: its agenda, answers that are never lost, and what the next month opens with."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.books import Company, mail, put
from tests.flow.crm_files import JO, TABLES, changed, write
from tests.test_privacy import traces

from regard.book import Book
from regard.errors import BookError, UnknownReference, UsageError
from regard.surfaces import show_review
from regard.surfaces.web import printing

US = ("us.example",)
SAM = "Sam Hart <sam.hart@us.example>"
ME = "sam.hart@us.example"
DECEMBER, JANUARY = "2025-12", "2026-01"


def on(month: str, n: int, hour: int = 10) -> str:
    return f"{n:02d} {month} {hour:02d}:00:00 +0000"


def exchange(who: str, firm: str, day: str, again: int = 1) -> list[bytes]:
    """Somebody writes on three days, and we answer each the same day, the last `again` times over."""
    address = f"{who} <{who.split(maxsplit=1)[0].lower()}@{firm}.example>"
    name = who[:2]
    return [
        *(mail(address, SAM, subject="Question", date=on(day, n), body="How does it work?", message_id=f"{name}{n}@{firm}.example")
          for n in (3, 4, 5)),
        *(mail(SAM, address, subject=f"Answer {n}", date=on(day, n, 12), body=f"So, {n}.", message_id=f"{name}{n}a@us.example")
          for n in (3, 4)),
        *(mail(SAM, address, subject=f"Answer {n}", date=on(day, 5, 12), body=f"Like this, {n}.", message_id=f"{name}{n}@us.example")
          for n in range(again)),
    ]  # fmt: skip


@pytest.fixture
def desk(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Three buyers of December; in January we write to two of them."""
    book = make_book()
    mails = [
        m
        for who, firm in (("Jo Reed", "acme"), ("Max Oak", "beta"), ("Ann Fox", "gamma"))
        for m in exchange(who, firm, "Nov 2025")
    ]
    jo, oak = "Jo Reed <jo@acme.example>", "Max Oak <max@beta.example>"
    figures, year = "Here are the figures of the pilot.", "Happy new year!"
    mails.append(mail(SAM, jo, subject="Pilot", date=on("Jan 2026", 8), body=figures, message_id="x1@us.example"))
    mails.append(mail(SAM, oak, subject="Hello", date=on("Jan 2026", 9), body=year, message_id="x2@us.example"))
    book.sync(put(tmp_path / "mail", *mails), us=US)
    return book


def named(book: Book, month: str | None = None, **more: object) -> list[str]:
    return [i.name for i in book.review(month, **more).items]  # type: ignore[arg-type]


# -------------------------------------------------------------------------------------------------------- the agenda


def test_an_agenda_is_short_ordered_and_says_why(book: Book) -> None:
    """At most the size asked for, most at stake first, then turns; nobody twice; each with its reason and the product of its parts."""
    found = book.review(size=6)
    assert 3 <= len(found.items) <= 6
    stakes = [i for i in found.items if i.because == "stake"]
    assert [i.stake for i in stakes] == sorted((i.stake for i in stakes), reverse=True)
    assert [i.place for i in found.items] == list(range(1, len(found.items) + 1))
    assert len({i.person for i in found.items}) == len(found.items)
    for i in stakes:
        parts = i.parts
        assert i.stake == pytest.approx(parts["money"] * parts["standing"] * parts["neglect"] * parts["weight"], abs=1e-4)
        assert i.why.startswith("at stake: ")
        assert i.question == "What are you doing to perpetuate this relationship?"
    assert found.as_json() == book.review(size=6).as_json()
    moved = [c for i in found.items for c in i.changes]
    assert moved
    assert all(book.message(c.message_id) for c in moved[:5])


def test_our_own_volume_changes_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Twenty mails of ours on a day weigh what one does: the same agenda, the same stakes."""
    found = []
    for name, again in (("once", 1), ("often", 20)):
        book = make_book(name)
        mails = [
            m
            for who, firm in (("Jo Reed", "acme"), ("Max Oak", "beta"))
            for m in exchange(who, firm, "Nov 2025", again if who[0] == "J" else 1)
        ]
        book.sync(put(tmp_path / name, *mails), us=US)
        found.append([(i.name, i.because, dict(i.parts)) for i in book.review(as_of="2025-12-31").items])
    assert found[0] == found[1]


def test_two_mails_that_crossed_once_are_no_relationship(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Without a deal nobody comes up with whom two mails crossed once, however often we wrote that day; whoever wrote once, and we on three
    days of several matters, comes up in turn; at stake is whoever did something on three days as we did.
    """
    book = make_book()
    crossed = exchange("Eve Lane", "delta", "Nov 2025", again=9)
    quiet = exchange("Ida Low", "omega", "Nov 2025")[2:]
    book.sync(put(tmp_path / "mail", *exchange("Jo Reed", "acme", "Nov 2025"), crossed[2], *crossed[5:], *quiet), us=US)
    found = book.review("2025-12", as_of="2025-12-31")
    assert {(i.name, i.because) for i in found.items} == {("Jo Reed", "stake"), ("Ida Low", "turn")}
    assert "the last mail that is kept" in found.items[1].why
    assert "our last mail to jo@acme.example that is kept is of 2025-11-05, by Sam Hart, “Answer 0”" in found.items[0].why


def test_who_changed_company_is_told_as_of_then(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A past month tells of whoever changed employers since, and is one person here, the company and the address of that month."""
    book = make_book()
    before = exchange("Ida Low", "omega", "Nov 2025")
    after = [m.replace(b"Message-ID: <", b"Message-ID: <2-") for m in exchange("Ida Low", "sigma", "Feb 2026")]
    book.sync(put(tmp_path / "mail", *before, *after), us=US)
    book.same("ida@omega.example", "ida@sigma.example")
    then, now = (book.review(month, as_of=day).items for month, day in (("2025-12", "2025-12-31"), ("2026-03", "2026-03-31")))
    assert [(i.name, i.company) for i in (*then, *now)] == [("Ida Low", "Omega"), ("Ida Low", "Sigma")]
    assert "ida@omega.example" in then[0].why
    assert "sigma" not in then[0].why
    assert "ida@sigma.example" in now[0].why


def test_a_place_asks_for_something_to_do(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whom we wrote to within a month and who waits for nothing is not on the agenda, though nothing is known of how we stand; somebody
    whose question waits is.
    """
    book = make_book()
    jo = "Jo Reed <jo@acme.example>"
    book.sync(put(tmp_path / "mail", *exchange("Jo Reed", "acme", "Nov 2025")), us=US)
    assert named(book, "2025-11", as_of="2025-11-25") == []
    assert named(book, as_of="2025-12-20") == ["Jo Reed"]
    ask = mail(
        jo,
        SAM,
        subject="Offer",
        date=on("Nov 2025", 8),
        body="Could you send us the offer for ten seats?",
        message_id="k@acme.example",
    )
    book.sync(put(tmp_path / "more", ask))
    found = book.review("2025-11", as_of="2025-11-12")
    assert [i.name for i in found.items] == ["Jo Reed"]
    assert found.items[0].why == (
        "at stake: they asked Sam Hart on 2025-11-08 “Could you send us the offer for ten seats?”, and no answer of ours is kept"
    )
    assert book.message(found.items[0].facts[0].message_id).subject == "Offer"


def test_an_empty_agenda_says_so(make_book: Callable[..., Book], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where mail crossed once and nothing is to be done the review is empty, and says that nobody asks for one."""
    book = make_book()
    crossed = exchange("Eve Lane", "delta", "Nov 2025")
    book.sync(put(tmp_path / "mail", crossed[2], *crossed[5:]), us=US)
    found = book.review("2025-12", as_of="2025-12-20")
    assert (found.items, found.turn["of"]) == ((), 1)
    show_review.review(found)
    assert "Nobody asks for a review this month" in capsys.readouterr().out


def test_every_company_comes_up(company: Company, book: Book) -> None:
    """Over the months that are told every company with contact before them is on an agenda at least once."""
    first = book.review("2026-01", size=3)
    assert first.turn["of"] > 1
    with_company = {i.company for m in ("2025-11", "2025-12", "2026-01", "2026-02") for i in book.review(m, size=6).items}
    assert len(with_company) >= 4


def test_months_without_data(desk: Book) -> None:
    """A month before the first mail has an empty agenda; one that has not begun, and what is no month or size, is refused."""
    assert desk.review("2020-02").items == ()
    for call in (
        lambda: desk.review("2026-02"),
        lambda: desk.review("soon"),
        lambda: desk.review(size=0),
        lambda: desk.review(size=61),
        lambda: desk.review_answer("Jo Reed", "x", kind="poem"),
        lambda: desk.review_answer("Jo Reed", "  "),
        lambda: desk.review_answer("Jo Reed", "x" * 8_001),
        lambda: desk.review_answer("sam.hart@us.example", "x"),
    ):
        with pytest.raises(UsageError):
            call()
    with pytest.raises(UnknownReference):
        desk.review_answer("nobody@nowhere.example", "x")
    assert desk.reviews() == []
    assert make_empty(desk).review().items == ()


def make_empty(book: Book) -> Book:
    """A book without any mail beside another."""
    return Book.open(book.folder.parent / "empty", create=True)


# ---------------------------------------------------------------------------------------------------- what is answered


def test_two_months(desk: Book) -> None:
    """What December's review decided comes back in January with what shows that it was done, on the item and at the opening."""
    assert set(named(desk, DECEMBER)) == {"Jo Reed", "Max Oak", "Ann Fox"}
    for who, action in (
        ("Jo Reed", "Send the figures of the pilot"),
        ("Max Oak", "Send the offer"),
        ("Ann Fox", "Call about the audit"),
    ):
        desk.review_answer(who, f"We help {who}.", action=action, owner=ME, due="2026-01-15", month=DECEMBER, by=ME)
    january = desk.review(JANUARY)
    opens = {a.name: (a.state, a.noticed.sure if a.noticed else None) for a in january.opens_with}
    assert opens == {"Jo Reed": ("noticed", True), "Max Oak": ("open", False), "Ann Fox": ("open", None)}
    assert january.previous == DECEMBER
    jo = next(i for i in january.items if i.name == "Jo Reed")
    assert jo.last_month is not None
    assert [s.text for s in jo.last_month.answers] == ["We help Jo Reed."]
    assert [(a.text, a.owner, a.due, a.month) for a in jo.last_month.actions] == [
        ("Send the figures of the pilot", ME, "2026-01-15", DECEMBER)
    ]
    assert january.followed.says.startswith("Not enough yet: ")
    assert desk.review(DECEMBER).opens_with == ()
    assert [i.done for i in desk.review(DECEMBER).items] == [True] * 3


def test_a_review_that_has_begun_stays_as_it_is(desk: Book, tmp_path: Path) -> None:
    """Left half-way it goes on where it was, though mail came in between that would change the agenda."""
    desk.review_answer("Jo Reed", "We call.", month=JANUARY, by=ME)
    before = named(desk, JANUARY)
    more = [m for n in range(8) for m in exchange(f"N{n} Person", f"new{n}", "Jan 2026")]
    desk.sync(put(tmp_path / "more", *more))
    found = desk.review(JANUARY)
    assert [i.name for i in found.items] == before
    assert (found.begun, found.answered) == (True, 1)
    assert [i.name for i in found.items if i.done] == ["Jo Reed"]
    assert desk.reviews()[0] | {"began": ""} == {
        "month": JANUARY,
        "began": "",
        "items": len(before),
        "answered": 1,
        "passed": 0,
    }


def test_what_is_passed_on_is_not_answered(desk: Book, capsys: pytest.CaptureFixture[str]) -> None:
    """Who was passed on counts as dealt with and not as answered, until somebody answers or makes an action after all."""
    desk.review_answer("Jo Reed", kind="passed", month=DECEMBER)
    desk.review_answer("Max Oak", "We call.", month=DECEMBER)
    found = desk.review(DECEMBER)
    assert (found.answered, found.passed) == (1, 1)
    assert {i.name: (i.done, i.passed) for i in found.items} == {
        "Jo Reed": (True, True),
        "Max Oak": (True, False),
        "Ann Fox": (False, False),
    }
    show_review.review(found)
    told = capsys.readouterr().out
    assert "1 answered, 1 passed on" in told
    heads = {who: next(row for row in told.splitlines() if f". {who}" in row) for who in ("Jo Reed", "Max Oak")}
    assert heads["Jo Reed"].endswith("(passed on)")
    assert heads["Max Oak"].endswith("(answered)")
    assert [(m["answered"], m["passed"]) for m in desk.reviews()] == [(1, 1)]
    desk.review_answer("Jo Reed", action="Send the figures", month=DECEMBER)
    after = desk.review(DECEMBER)
    assert (after.answered, after.passed) == (2, 0)


def test_only_one_item_is_worked_out_where_one_is_asked_for(desk: Book) -> None:
    """A meeting's page costs one item: the others are named, and that one equals the whole review's."""
    desk.review_begin(JANUARY)
    whole = desk.review(JANUARY)
    one = desk.review(JANUARY, place=2)
    assert one.items[1] == whole.items[1]
    assert [(i.name, i.place) for i in one.items] == [(i.name, i.place) for i in whole.items]
    assert one.items[0].since is None


def test_two_who_answer_at_once_are_both_kept(desk: Book) -> None:
    """Two people who begin and answer at the same time share one agenda, and every word of both is kept; a form sent twice is kept once."""
    errors: list[Exception] = []

    def answers(name: str, size: int) -> None:
        try:
            with Book.open(desk.folder) as book:
                book.review_begin(JANUARY, size=size)
                for n in range(8):
                    book.review_answer("Jo Reed", f"{name} {n}", month=JANUARY, by=f"{name}@us.example")
                    book.review_answer("Max Oak", "twice", month=JANUARY, once="one form")
        except Exception as error:  # noqa: BLE001 - told by the test's thread
            errors.append(error)

    threads = [threading.Thread(target=answers, args=pair) for pair in (("liz", 1), ("tom", 3))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert errors == []
    found = desk.review(JANUARY)
    assert len(found.items) in {1, 2}
    with desk._records.reading() as c:
        rows = c.exec_driver_sql("SELECT data FROM review_entry WHERE kind = 'answer'").fetchall()
    assert len(rows) == 17


def test_what_was_kept_survives_being_killed(desk: Book) -> None:
    """A process killed in the middle of answering loses nothing that it had kept, and the review goes on."""
    script = """
import sys
from regard.book import Book
with Book.open(sys.argv[1]) as book:
    for n in range(10_000):
        book.review_answer("Jo Reed", f"word {n}", month="2026-01")
        print(n, flush=True)
"""
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(desk.folder)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert child.stdout is not None
    kept = -1
    for line in child.stdout:
        kept = int(line)
        if kept >= 3:
            os.kill(child.pid, signal.SIGKILL)
            break
    kept = max([kept, *(int(line) for line in child.stdout)])
    child.wait()
    said = [s.text for i in desk.review(JANUARY).items if i.name == "Jo Reed" for s in i.said]
    assert said[: kept + 1] == [f"word {n}" for n in range(kept + 1)]
    desk.review_answer("Jo Reed", "after", month=JANUARY)


# ------------------------------------------------------------------------------------------------------------ privacy


def test_the_forgotten_leave_the_review(desk: Book) -> None:
    """After forget nothing that was said of the person is left in any file, and the agenda goes on without them."""
    desk.review_answer("Jo Reed", "She hides the secret budget.", action="Send the secret plan", month=DECEMBER)
    desk.review_answer("Max Oak", "Ask Jo Reed first.", month=DECEMBER)
    held = desk.disclose("Jo Reed")["written down about them"]
    assert [r["text"] for r in held["reviews"] if r["what"] == "answer"] == ["She hides the secret budget."]
    desk.forget("jo@acme.example")
    assert traces(desk.folder, "jo@acme.example", "Jo Reed", "secret") == []
    assert "Jo Reed" not in named(desk, DECEMBER)
    assert [s.text for i in desk.review(DECEMBER).items for s in i.said] == ["Ask [erased] first."]


def test_who_objects_or_is_excluded_is_not_reviewed(desk: Book) -> None:
    """Whoever objects, or is excluded, is on no agenda, not even one that has begun."""
    desk.review_begin(DECEMBER)
    desk.object("Jo Reed")
    desk.exclude("domain", "beta.example")
    assert named(desk, DECEMBER) == ["Ann Fox"]
    assert "Jo Reed" not in named(desk, JANUARY)


def test_coaching_is_not_read_out_in_a_meeting(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What a buyer wrote for one of ours alone is quoted nowhere in a review."""
    book = make_book()
    jo = "Jo Reed <jo@acme.example>"
    told = "Between you and me: do not send the price before Marc has seen the numbers. Could you wait until Friday?"
    mails = [
        *exchange("Jo Reed", "acme", "Nov 2025"),
        mail(SAM, jo, subject="Offer", date=on("Dec 2025", 1), body="Could you look at the offer?", message_id="o@us.example"),
        mail(
            jo,
            SAM,
            subject="The numbers",
            date=on("Dec 2025", 20),
            body=told,
            message_id="c@acme.example",
        ),
    ]
    book.sync(put(tmp_path / "mail", *mails), us=US)
    found = book.review(DECEMBER, as_of="2025-12-31")
    assert [i.name for i in found.items] == ["Jo Reed"]
    assert any(c.date and c.date.startswith("2025-12-20") for c in found.items[0].changes)
    assert "Marc" not in str(found.as_json())


# --------------------------------------------------------------------------------------------------------------- files


def test_the_sheet_stands_alone(desk: Book, tmp_path: Path) -> None:
    """The printed review holds every item and answer, asks nothing of elsewhere, and runs nothing."""
    desk.review_answer("Jo Reed", "<script>alert(1)</script>", month=DECEMBER)
    printing.write(desk.review(DECEMBER), tmp_path / "review.html")
    text = (tmp_path / "review.html").read_text("utf-8")
    assert all(name in text for name in ("Jo Reed", "Max Oak", "Ann Fox"))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert not any(mark in text for mark in ("http://", "https://", "src=", "<a "))
    with pytest.raises(UsageError):
        printing.write(desk.review(DECEMBER), tmp_path / "review.docx")


def test_a_pdf_without_a_browser(desk: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no browser is installed, the error says what to do instead."""
    monkeypatch.setattr(printing, "BROWSERS", ("no-such-browser",))
    with pytest.raises(BookError, match=r"review\.html"):
        printing.write(desk.review(DECEMBER), tmp_path / "review.pdf")


def test_an_invitation_names_nobody(desk: Book) -> None:
    """The meeting's calendar file has its time in the book's zone and no buyer in it; what is no time is refused."""
    from icalendar import Calendar

    (event,) = Calendar.from_ical(desk.review_invitation("2026-01-30T09:00", JANUARY, minutes=45)).walk("VEVENT")
    assert event["dtstart"].dt.isoformat() == "2026-01-30T09:00:00+00:00"
    assert (event["dtend"].dt - event["dtstart"].dt).total_seconds() == 45 * 60
    assert not any(name in str(event) for name in ("Jo", "Max", "Ann", "acme"))
    for at in ("", "tomorrow", "2026-01-30"):
        with pytest.raises(UsageError):
            desk.review_invitation(at, JANUARY)


def test_a_review_that_has_begun_still_says_what_money_is_at_stake(desk: Book, tmp_path: Path) -> None:
    """What a deal is worth stands in the reason before the meeting begins and after it."""
    desk.sync(write(tmp_path / "crm", TABLES | changed("Contact.csv", JO, Email="jo@acme.example")))

    def why() -> dict[str, str]:
        found = desk.review("2026-03", as_of="2026-03-20").items
        return {i.name: i.why for i in found if i.because == "stake"}

    before = why()
    assert before["Jo Reed"].startswith("at stake: 20,000 EUR in an open deal")
    desk.review_begin("2026-03", as_of="2026-03-20")
    assert why() == before


def test_a_review_that_has_begun_still_says_whose_standing_fell(book_copy: Book) -> None:
    """Every reason of the made-up company's agenda, standing that fell among them, is the same before the meeting begins and after it."""

    def why() -> dict[str, str]:
        return {i.name: i.why for i in book_copy.review("2026-02").items}

    before = why()
    assert any(re.search(r"(?:trust|value) fell from \d+ \(as of \d{4}-\d\d-\d\d\) to \d+", said) for said in before.values())
    book_copy.review_begin("2026-02")
    assert why() == before


def test_an_answer_put_right_and_sent_again_is_kept(desk: Book) -> None:
    """A form sent again with other words keeps them too; what stands in it unchanged, its action too, is kept once."""
    send = partial(desk.review_answer, "Jo Reed", month=JANUARY, once="one form")
    send("First thought")
    send("Put right", action="Send the figures")
    send("Put right", action="Send the figures")
    send("Put right again", action="Send the figures")
    item = next(i for i in desk.review(JANUARY).items if i.name == "Jo Reed")
    assert [s.text for s in item.said] == ["First thought", "Put right", "Put right again"]
    assert [a.text for a in item.actions] == ["Send the figures"]
