"""The ledger of promises through the whole product: read with the mail, asked of the book, gone with what held it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.promises import of_book, ours_overdue
from regard.book import Book
from regard.errors import UsageError
from regard.model import DAY

US = ("us.example",)
SAM, LIZ = "Sam Hart <sam.hart@us.example>", "Liz Poe <liz.poe@us.example>"
JO, MAX = "Jo Reed <jo.reed@acme.example>", "Max Oak <max@beta.example>"
KEPT = "2026-01-31"


def day(n: int, hour: int = 10) -> str:
    return f"{n:02d} Jan 2026 {hour:02d}:00:00 +0000"


def conversation() -> list[bytes]:
    """Sam promises Jo a quote for Friday the 9th and sends it; Jo promises the drawings and does not; Sam promises Max and Jo a plan."""
    return [
        mail(JO, SAM, subject="Pumps", date=day(5), body="Could you send me a quote?", message_id="a@acme.example"),
        mail(
            SAM,
            JO,
            subject="Re: Pumps",
            date=day(5, 12),
            body="Sure. I'll send you the revised quote by Friday.\n\nSam",
            message_id="b@us.example",
            in_reply_to="<a@acme.example>",
        ),
        mail(
            JO,
            SAM,
            subject="Re: Pumps",
            date=day(6),
            body="Good. We will send you the drawings by January 14.",
            message_id="c@acme.example",
            in_reply_to="<b@us.example>",
        ),
        mail(
            SAM,
            JO,
            subject="Re: Pumps",
            date=day(8),
            body="Please find the quote attached.",
            message_id="d@us.example",
            in_reply_to="<c@acme.example>",
        ),
        mail(SAM, f"{JO}, {MAX}", subject="Plan", date=day(12), body="I'll share the plan with you by January 19."),
        mail(MAX, SAM, subject="Valves", date=day(12), body="Do you sell valves as well?"),
        mail(SAM, LIZ, subject="Valves", date=day(12), body="I'll call the plant tomorrow."),
    ]


def rows(book: Book, **asked: str) -> set[tuple[str, str, str | None, str]]:
    return {(r.side, r.name, r.due, r.state) for r in book.promises(**asked)}


@pytest.fixture
def read(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    put(tmp_path / "mail", *conversation())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    return book


def test_both_sides_with_their_states(read: Book) -> None:
    """Promises of both sides with day and state; one sentence to two buyers is one row; mail among ourselves promises buyers nothing."""
    found = rows(read, as_of="2026-01-16")
    assert found == {
        ("us", "Jo Reed", "2026-01-09", "kept"),
        ("them", "Jo Reed", "2026-01-14", "overdue"),
        ("us", "Jo Reed", "2026-01-19", "due"),
    }
    (plan,) = read.promises(side="us", state="due", as_of="2026-01-16")
    assert plan.also_named == ("Max Oak",)
    with sqlite3.connect(read.folder / "live.sqlite") as c:
        assert c.execute("SELECT count(*) FROM pledge").fetchone() == (3,)


def test_each_past_day_shows_what_was_known(read: Book) -> None:
    """Before it was sent the quote was due; before it was promised there was nothing; long after, silence is unknown."""
    assert rows(read, as_of="2026-01-07") == {
        ("us", "Jo Reed", "2026-01-09", "due"),
        ("them", "Jo Reed", "2026-01-14", "due"),
    }
    assert rows(read, as_of="2026-01-04") == set()
    late = {(r.text.split()[-1], r.state) for r in read.person("jo.reed@acme.example", as_of="2026-09-01").promises}
    assert {state for _, state in late} == {"kept", "unknown"}


def test_a_row_points_to_its_words_and_to_what_decided_it(read: Book) -> None:
    """The span is the sentence in the message; the deciding message is named; the person's page lists the same rows."""
    (quote,) = read.promises("jo.reed@acme.example", state="kept", as_of="2026-01-16")
    view = read.message(quote.message_id)
    text = "".join(z["text"] for z in view.zones if z["start"] <= quote.start < z["end"])
    start = next(z["start"] for z in view.zones if z["start"] <= quote.start < z["end"])
    assert text[quote.start - start : quote.end - start] == quote.text == "I'll send you the revised quote by Friday."
    assert quote.due_words.endswith("Friday")
    (told,) = quote.decided_by
    assert "Please find" in "".join(z["text"] for z in read.message(told).zones)
    assert quote in read.person("jo.reed@acme.example", as_of="2026-01-16").promises


def test_what_is_asked_for_is_selected(read: Book) -> None:
    """By side, by day (before it, not on it), by state and by person; what cannot be meant is said."""
    assert {r.side for r in read.promises(side="them", as_of="2026-01-16")} == {"them"}
    assert [r.due for r in read.promises(due_before="2026-01-14", as_of="2026-01-16")] == ["2026-01-09"]
    assert len(read.promises("max@beta.example", as_of="2026-01-16")) == 1
    for wrong in ({"side": "ours"}, {"state": "late"}, {"due_before": "Friday"}):
        with pytest.raises(UsageError):
            read.promises(**wrong)


def test_promises_do_not_depend_on_the_order_of_import(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Mail by mail from the last to the first, or rebuilt from the records, the ledger is the same."""
    together = make_book()
    together.sync(put(tmp_path / "mail", *conversation()), us=US)
    expected = [r.as_json() for r in together.promises(as_of=KEPT)]
    one_by_one = make_book("other")
    for n, raw in reversed(list(enumerate(conversation()))):
        one_by_one.sync(put(tmp_path / "parts", raw, start=n), us=US)
    assert [r.as_json() for r in one_by_one.promises(as_of=KEPT)] == expected
    one_by_one.close()
    for path in one_by_one.folder.glob("live.sqlite*"):
        path.unlink()
    with Book.open(one_by_one.folder) as rebuilt:
        assert [r.as_json() for r in rebuilt.promises(as_of=KEPT)] == expected


def test_domains_learned_later_bring_the_promises_too(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Mail that was taken for our own when it was read is searched for promises once its other side turns out to be outside."""
    book = make_book()
    inside = mail(
        SAM, "Ivo Lind <ivo@lab.us.example>", subject="Samples", date=day(5), body="I'll send you the samples by Friday."
    )
    book.sync(put(tmp_path / "mail", inside, *conversation()), us=US)
    assert not any("samples" in r.text for r in book.promises(as_of="2026-01-16"))
    book.include("ivo@lab.us.example", side="them")
    assert any("samples" in r.text for r in book.promises(as_of="2026-01-16"))


def test_a_promise_of_ours_that_is_due_or_overdue_is_what_the_buyer_needs(read: Book) -> None:
    """The list and the person's page say whose day has come, with the words; theirs, and days far ahead, press nobody."""
    wanted = "Sam Hart promised “I'll share the plan with you by January 19.” for 2026-01-19"
    (jo,) = [row for row in read.people(as_of="2026-01-21") if row.name == "Jo Reed"]
    assert jo.why == read.person("jo.reed@acme.example", as_of="2026-01-21").why == wanted
    assert "promised" not in read.person("jo.reed@acme.example", as_of="2026-01-13").why


def test_what_we_owe_outlasts_an_objection(read: Book) -> None:
    """Of whoever asked not to be modelled our own promises stay, and none of theirs: what we owe is no estimate of them."""
    before = {(r.side, r.message_id, r.start) for r in read.promises(as_of="2026-01-16") if r.name == "Jo Reed"}
    assert {side for side, _, _ in before} == {"us", "them"}
    read.object("jo.reed@acme.example")
    after = [r for r in read.promises(as_of="2026-01-16") if r.name == "Jo Reed"]
    assert {(r.side, r.message_id, r.start) for r in after} == {row for row in before if row[0] == "us"}
    page = read.person("jo.reed@acme.example", as_of="2026-01-16")
    assert {r.side for r in page.promises} == {"us"}
    assert page.why == "asked not to be modelled"
    assert {r["side"] for r in read.disclose("jo.reed@acme.example")["promises between us"]} == {"us"}


def test_what_leaves_the_book_takes_its_promises(read: Book) -> None:
    """Forgetting and excluding leave no promise of that person; others' stay."""
    read.exclude("domain", "beta.example")
    assert rows(read, as_of="2026-01-16") == {
        ("us", "Jo Reed", "2026-01-09", "kept"),
        ("them", "Jo Reed", "2026-01-14", "overdue"),
    }
    read.forget("jo.reed@acme.example")
    with sqlite3.connect(read.folder / "live.sqlite") as c:
        assert c.execute("SELECT count(*) FROM pledge").fetchone() == (0,)


def test_metadata_alone_keeps_no_promise(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where no words are read there is no ledger."""
    book = make_book()
    book.sync(put(tmp_path / "mail", *conversation()), us=US, text=False)
    assert list(book.promises(as_of="2026-01-16")) == []
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        assert c.execute("SELECT count(*) FROM pledge").fetchone() == (0,)


def test_a_book_with_words_is_not_turned_into_one_without(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Asked for headers alone, a book that holds words says that they would stay, reads nothing and keeps its setting."""
    book = make_book()
    book.sync(put(tmp_path / "mail", *conversation()[:1]), us=US)
    put(tmp_path / "mail", *conversation())
    with pytest.raises(UsageError, match="holds the words"):
        book.sync(tmp_path / "mail", text=False)
    assert book.status().messages == 1
    book.sync(tmp_path / "mail")
    assert list(book.promises(as_of="2026-01-16")) != []


def test_a_promise_does_not_make_a_closing_mail_an_ask(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """“Will do, thanks” stays a message that needs no answer, though it promises."""
    book = make_book()
    closing = mail(JO, SAM, subject="Re: Pumps", date=day(7), body="Will do, thanks.", in_reply_to="<b@us.example>")
    book.sync(put(tmp_path / "mail", *conversation(), closing), us=US)
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        (cues,) = c.execute(
            "SELECT m.cues FROM message m JOIN body b ON b.message = m.n WHERE b.own LIKE 'Will do%'"
        ).fetchone()
    assert '"closing"' in cues


def test_what_is_overdue_is_that_of_the_whole_ledger(book: Book) -> None:
    """Our overdue promises, looked for by their days alone, are those that the whole ledger has, in its order."""
    last = book._view(None).as_of_us
    seen = 0
    for back in range(0, 150, 15):
        view = replace(book._view(None), as_of_us=last - back * DAY)
        whole = [row for row in of_book(view) if row.side == "us" and row.state == "overdue"]
        assert ours_overdue(view) == whole
        seen += len(whole)
    assert seen > 0


def complained_of(*more: bytes) -> list[bytes]:
    """Sam promises Jo a plan for the 9th; on the 20th Jo writes that it never came."""
    return [
        mail(JO, SAM, subject="Plan", date=day(5), body="Where are we with the plan?", message_id="a@acme.example"),
        mail(
            SAM, JO, subject="Re: Plan", date=day(5, 12), body="I will send you the plan by Friday.", message_id="b@us.example",
            in_reply_to="<a@acme.example>",
        ),
        mail(
            JO, SAM, subject="Re: Plan", date=day(20), body="I never got the plan. I am disappointed.", message_id="c@acme.example",
            in_reply_to="<b@us.example>",
        ),
        *more,
        mail(MAX, SAM, subject="Valves", date="10 Feb 2026 10:00:00 +0000", body="Do you sell valves as well?"),
    ]  # fmt: skip


def test_a_promise_that_they_say_we_broke_is_still_owed(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever complained that it never came reads it first in the brief, in the needs of a review and among what is overdue."""
    book = make_book("owed")
    book.sync(put(tmp_path / "mail" / "sam", *complained_of()), us=US)
    (row,) = [p for p in book.promises() if p.side == "us"]
    assert row.state == "broken"
    assert [p.id for p in ours_overdue(book._view(None))] == [row.id]
    (line,) = book.brief("jo.reed@acme.example").owed
    assert (line.state, line.says) == ("broken", "I will send you the plan by Friday.")
    spring, autumn = "2026-04-15", "2026-09-01"
    assert [p.id for p in ours_overdue(book._view(spring))] == [row.id]  # no shorter for nobody's speaking of it
    assert [t.state for t in book.brief("jo.reed@acme.example", as_of=spring).owed] == ["broken"]
    assert "promised" in book.person("jo.reed@acme.example", as_of=spring).why
    assert ours_overdue(book._view(autumn)) == []  # it pressed for a quarter; the ledger keeps it
    assert [p.state for p in book.promises(as_of=autumn) if p.side == "us"] == ["broken"]


def test_what_they_asked_after_is_owed_until_it_is_kept_or_needed_no_more(
    make_book: Callable[..., Book], tmp_path: Path
) -> None:
    """Months later as well: sent in July it is kept late, and not needed any more it is released."""
    when = "10 Jul 2026 10:00:00 +0000"
    sent = mail(SAM, JO, subject="Re: Plan", date=when, body="Please find the plan attached.", message_id="d@us.example",
                in_reply_to="<c@acme.example>")  # fmt: skip
    freed = mail(JO, SAM, subject="Re: Plan", date=when, body="We no longer need the plan.", message_id="e@acme.example",
                 in_reply_to="<c@acme.example>")  # fmt: skip
    for name, later, state in (("sent", sent, "kept late"), ("freed", freed, "released")):
        book = make_book(name)
        book.sync(put(tmp_path / name / "sam", *complained_of(later)), us=US)
        (row,) = [p for p in book.person("jo.reed@acme.example").promises if p.side == "us"]
        assert row.state == state
        assert book.brief("jo.reed@acme.example", as_of="2026-07-20").owed == ()


def test_what_may_have_been_made_good_since_is_left_to_the_ledger(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mail of ours in the same talk after they said so may be the keeping of it: then no brief says that we owe it."""
    since = mail(
        SAM, JO, subject="Re: Plan", date=day(21), body="My apologies, here it is.", message_id="d@us.example",
        in_reply_to="<c@acme.example>",
    )  # fmt: skip
    book = make_book("mended")
    book.sync(put(tmp_path / "mail" / "sam", *complained_of(since)), us=US)
    assert book.brief("jo.reed@acme.example").owed == ()


@pytest.mark.parametrize(
    ("later", "doubted"),
    [
        ((SAM, JO, "Parking", "The form that you wanted.|form.pdf"), False),
        ((SAM, JO, "Re: Plan", "One more thing: who checks it at yours?"), True),
        (None, False),
    ],
)
def test_a_promise_before_its_day_is_told_whatever_went_to_them_since(
    make_book: Callable[..., Book], tmp_path: Path, later: tuple[str, str, str, str] | None, doubted: bool
) -> None:
    """A file in another matter keeps nothing; after a later mail in the talk it is told with that doubt, never dropped."""
    promised = mail(
        SAM, JO, subject="Plan", date=day(6), body="I will send you the lighting plan by January 20.", message_id="p@us.example"
    )
    mails = [*conversation()[:1], promised]
    if later is not None:
        who, whom, subject, words = later
        body, _, file = words.partition("|")
        more = {"in_reply_to": "<p@us.example>"} if subject.startswith("Re") else {}
        if file:
            part = f'Content-Type: application/pdf\nContent-Disposition: attachment; filename="{file}"\n\nx'
            body = f"--x\nContent-Type: text/plain\n\n{body}\n--x\n{part}\n--x--"
            more["content_type"] = "multipart/mixed; boundary=x"
        mails.append(mail(who, whom, subject=subject, date=day(9), body=body, message_id="f@us.example", **more))
    book = make_book()
    book.sync(put(tmp_path / "mail" / "sam", *mails), us=US)
    (line,) = [t for t in book.brief("jo.reed@acme.example", as_of="2026-01-16").owed if "lighting" in t.says]
    assert (line.state, bool(line.because)) == ("due", doubted)


ANN = "Ann Low <ann.low@acme.example>"


@pytest.mark.parametrize(
    ("writer", "copy", "words", "broken"),
    [
        (ANN, f"{SAM}, {JO}", "We have still received nothing.", True),
        (ANN, f"{SAM}, {JO}", "Any news on the plan of the hall?", True),
        (ANN, SAM, "We have still received nothing.", False),
        (ANN, f"{SAM}, {JO}", "The hall is booked for the 4th.", False),
        (MAX, f"{SAM}, {JO}", "We have still received nothing.", False),
    ],
)
def test_a_colleague_who_asks_with_them_in_copy_breaks_what_was_promised_to_them(
    make_book: Callable[..., Book], tmp_path: Path, writer: str, copy: str, words: str, broken: bool
) -> None:
    """In the talk in which it was promised; then it stands among the actions, too. Elsewhere, or of others, it says nothing of it."""
    asked = mail(
        writer, copy, subject="Re: Hall", date=day(14), body=words, message_id="c@acme.example", in_reply_to="<b@us.example>"
    )
    mails = [
        mail(JO, SAM, cc=ANN, subject="Hall", date=day(5), body="Where are we?", message_id="a@acme.example"),
        mail(
            SAM, JO, cc=ANN, subject="Re: Hall", date=day(6), body="You will have the plan of the hall on Friday without fail.",
            message_id="b@us.example", in_reply_to="<a@acme.example>",
        ),
        asked,
        mail(MAX, SAM, subject="Valves", date="2 Feb 2026 10:00:00 +0000", body="Do you sell valves as well?"),
    ]  # fmt: skip
    book = make_book()
    book.sync(put(tmp_path / "mail" / "sam", *mails), us=US)
    (row,) = [p for p in book.promises() if p.side == "us"]
    assert row.state == ("broken" if broken else "unknown")
    proposed = [a for a in book.actions() if a.source == "promise"]
    assert [a.reason[-47:] for a in proposed] == (["and on 2026-01-14 they wrote that it had not come"[-47:]] if broken else [])
    assert [t.because for t in book.brief("jo.reed@acme.example").owed] == ([()] if broken else [])


def test_who_asks_again_after_an_excuse_says_that_it_kept_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Between two complaints a mail of ours in the talk is no keeping: the promise is broken without a doubt, since the second."""
    excuse = mail(SAM, JO, subject="Re: Plan", date=day(21), body="My apologies, it is coming.", message_id="d@us.example",
                  in_reply_to="<c@acme.example>")  # fmt: skip
    again = mail(JO, SAM, subject="Re: Plan", date=day(27), body="Still nothing. Where is the plan?", message_id="e@acme.example",
                 in_reply_to="<d@us.example>")  # fmt: skip
    book = make_book()
    book.sync(put(tmp_path / "mail" / "sam", *complained_of(excuse, again)), us=US)
    (row,) = [p for p in book.promises() if p.side == "us"]
    assert (row.state, (row.decided or "")[:10], len(row.decided_by)) == ("broken", "2026-01-27", 2)
    assert [t.because for t in book.brief("jo.reed@acme.example").owed] == [()]
