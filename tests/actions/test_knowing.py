"""What the coach knows of a reader out of the book: standing, their open question, their usual length, what we owe."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from tests.books import mail, put

from regard import config
from regard.book import Book
from regard.errors import ConfigError

US, THEM = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
OFFER = "Hello Jo, it was good to see the plant in Leeds, and I hope that all is well there. I attach our proposal for the second line."


def exchange(make: Callable[..., Book], tmp_path: Path, *more: bytes) -> Book:
    first = mail(
        US, THEM, date="Mon, 05 Jan 2026 10:00:00 +0000", body="Hello Jo, I'll send you the drawings by Friday. The line runs."
    )
    book = make()
    book.sync(put(tmp_path / "mail", first, *more), us=["us.example"], owner=["sam.hart@us.example"])
    return book


def rules(book: Book, text: str, **how: Any) -> set[str]:
    return {r.rule for r in book.coach(text, **how)}


def test_a_proposal_to_a_stranger(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A proposal to somebody who has shown no trust is remarked, and only where the reader is named."""
    book = exchange(make_book, tmp_path)
    assert "proposal-before-trust" in rules(book, OFFER, to="jo.reed@acme.example")
    assert "proposal-before-trust" not in rules(book, OFFER)


def test_who_asked_gets_a_proposal(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever asked for a quote may be sent one; the book reads it in their own latest words."""
    asked = mail(THEM, US, date="Tue, 06 Jan 2026 10:00:00 +0000", body="Could you send me a proposal for the second line?")
    book = exchange(make_book, tmp_path, asked)
    assert "proposal-before-trust" not in rules(book, OFFER, to="jo.reed@acme.example")


def test_a_promise_on_top_of_one_overdue(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What we promised and did not do in time is held against a new promise, in its own words."""
    later = mail("Ida Lund <ida@mill.example>", US, date="Wed, 14 Jan 2026 10:00:00 +0000", body="The list is here.")
    book = exchange(make_book, tmp_path, later)
    (found,) = [
        r
        for r in book.coach("Hello Jo, the plan is good. I'll call you on Tuesday.", to="jo.reed@acme.example")
        if r.rule == "vague-promise"
    ]
    assert "overdue" in found.message
    assert "drawings by Friday" in found.message


def test_whoever_objected_is_not_weighed(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of somebody who asked not to be modelled neither standing nor promises are used."""
    book = exchange(make_book, tmp_path)
    book.object("jo.reed@acme.example")
    assert "proposal-before-trust" not in rules(book, OFFER, to="jo.reed@acme.example")
    assert "vague-promise" not in rules(
        book, "Hello Jo, the plan is good. I'll call you on Tuesday.", to="jo.reed@acme.example"
    )


def test_what_they_accepted_before(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The reader's open question and what they answered before are told; of whoever objected only the question."""
    asked = mail(THEM, US, date="Tue, 06 Jan 2026 10:00:00 +0000", body="Sam, does the second line run at night?\n\nJo")
    book = exchange(make_book, tmp_path, *_asks(), asked)
    told = book.coach_reader("jo.reed@acme.example").told
    assert "does the second line run at night?" in told[0]
    assert "2026-01-06" in told[0]
    assert "Answered 3 of 3 asks of ours within 3 days." in told
    assert "Asks that they answered stood in mails of about 10 words." in told
    book.object("jo.reed@acme.example")
    assert [line for line in book.coach_reader("jo.reed@acme.example").told if "run at night" not in line] == []


def _asks() -> list[bytes]:
    """Three asks of ours on three days, each answered in an hour."""
    made = []
    for day in (22, 23, 24):
        ask = f"Could you send me the plan of line {day} please?"
        at = f"{day} Dec 2025"
        made.append(mail(US, THEM, date=f"{at} 10:00:00 +0000", body=ask, message_id=f"a{day}@us.example"))
        made.append(
            mail(
                THEM,
                US,
                date=f"{at} 11:00:00 +0000",
                body="Here it is, Sam.",
                message_id=f"b{day}@acme.example",
                in_reply_to=f"<a{day}@us.example>",
            )
        )
    return made


def test_switching_off_for_one(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A rule that a writer switches off is off for them alone, also in the next process, and can be switched on again."""
    book = exchange(make_book, tmp_path)
    draft = "Hello Jo, what do you need from us? The plan is with you and the team."
    assert rules(book, draft, by="ann@us.example") == {"needs"}
    assert book.coach_switch("needs", "Ann@us.example") == ("needs",)
    assert book.coach_switch("needs", "ann@us.example") == ("needs",)
    assert rules(book, draft, by="ann@us.example") == set()
    assert rules(book, draft, by="ben@us.example") == {"needs"}
    assert config.load(book.folder)["coach.off_for"] == ("ann@us.example:needs",)
    assert book.coach_switch("needs", "ann@us.example", off=False) == ()
    assert rules(book, draft, by="ann@us.example") == {"needs"}
    with pytest.raises(ConfigError, match="needs"):
        book.coach_switch("need", "ann@us.example")


def test_a_switch_written_by_hand_can_be_switched_back(make_book: Callable[..., Book]) -> None:
    """An entry with capitals and a space after the colon is the same as the page's own."""
    book = make_book()
    (book.folder / config.FILE_NAME).write_text(
        '[coach]\noff_for = ["Ann@US.example: needs", "ben@us.example:needs"]\n', "utf-8"
    )
    with Book.open(book.folder) as again:
        assert again.coach_off("ann@us.example") == ("needs",)
        assert again.coach_switch("needs", "ann@us.example", off=False) == ()
    assert config.load(book.folder, {}, {})["coach.off_for"] == ("ben@us.example:needs",)


def test_a_switch_takes_no_other_setting_in(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Settings that another process changed meanwhile hold from the next opening on, in every answer alike, and stay in the file."""
    book = exchange(make_book, tmp_path, *_asks())
    before, one = list(book.people()), book.person("jo.reed@acme.example").trust
    config.write(book.folder, {"bands.good": 41.0, "bands.fair": 1.0})
    assert book.coach_switch("needs", "ann@us.example") == ("needs",)
    assert book._settings["bands.good"] == 60.0
    assert list(book.people()) == before
    assert book.person("jo.reed@acme.example").trust == one
    assert config.load(book.folder, {}, {})["bands.good"] == 41.0


def test_asks_of_one_day_count_once(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A second ask in the same thread on the same day is no second chance to answer, nor is it told as one."""
    thread = "<b22@acme.example>"
    again = "Could you also send me the plan of line 25 please?"
    more = (
        mail(US, THEM, date="22 Dec 2025 12:00:00 +0000", body=again, message_id="c22@us.example", in_reply_to=thread),
        mail(THEM, US, date="22 Dec 2025 13:00:00 +0000", body="And line 25.", in_reply_to="<c22@us.example>"),
    )
    book = exchange(make_book, tmp_path, *_asks(), *more)
    answered = "SELECT count(*) FROM trial WHERE channel = 'answers_ask' AND outcome = '1'"
    assert book._live().rows(answered)[0][0] == 4
    assert "Answered 3 of 3 asks of ours within 3 days." in book.coach_reader("jo.reed@acme.example").told


def test_a_promise_for_a_later_day_than_the_agreed_one(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The coach names the day that stands; the same day, or another thing, is no remark."""
    made = mail(
        US,
        THEM,
        subject="Crane",
        date="Wed, 07 Jan 2026 10:00:00 +0000",
        body="I will send you the crane survey by 20 March 2099.",
    )
    book = exchange(make_book, tmp_path, made)

    def found(draft: str) -> list[str]:
        return [r.message for r in book.coach(draft, to="jo.reed@acme.example") if "They were promised this" in r.message]

    (message,) = found("Jo, you will have the crane survey by 27 March 2099.")
    assert "2099-03-20" in message
    assert found("Jo, you will have the crane survey by 20 March 2099.") == []
    assert found("Jo, I will send you the parking permits by 27 March 2099.") == []


IDA = "Ida Lund <ida.lund@acme.example>"
BEN = "Ben Ray <ben.ray@us.example>"
PRICED = "Hello, our best price for the second line is 40,000 EUR, and the drawing is attached."


def told(make: Callable[..., Book], tmp_path: Path, *more: bytes) -> Book:
    """A book in which Ida of the reader's company told Sam something, and others wrote as well."""
    now = int(time.time())
    day = 86_400

    def on(days: int, sender: str, to: str, body: str, **how: Any) -> bytes:
        return mail(sender, to, date=formatdate(now - days * day), body=body, **how)

    advice = on(
        20, IDA, US, "Hello Sam, please do not send it to purchasing before our budget round. The night shift runs well."
    )
    quiet = on(
        15,
        IDA,
        US,
        "Strictly between us: Northmill wants to close the depot in Harwich. We hear more on it in spring, I think.",
    )
    buyer = on(30, "Gus Penn <purchasing@acme.example>", US, "Hello Sam, when could you come and see the hall?")
    other = on(29, "Mia Holt <mia.holt@mill.example>", US, "Hello Sam, the drawings arrived, and the seals fit well.")
    ours = on(28, US, IDA, "Hello Ida, the drawing of the hall is attached. What would the night shift change in it?")
    colleague = on(27, BEN, IDA, "Hello Ida, I look after the spare parts of the line. Who counts your stock?")
    book = make()
    book.sync(put(tmp_path / "mail", advice, quiet, buyer, other, ours, colleague, *more), us=["us.example"])
    return book


def test_a_price_that_a_colleague_of_theirs_asked_to_hold_back(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A price to purchasing is remarked with the sentence that asked to keep it from them and its mail; one to others is not."""
    book = told(make_book, tmp_path)
    found = [
        r for r in book.coach(PRICED, to="purchasing@acme.example", by="sam.hart@us.example") if r.rule == "against-advice"
    ]
    assert [r.level for r in found] == ["warning"]
    assert "please do not send it to purchasing before our budget round." in found[0].message
    assert book.message(found[0].message_id).subject is not None
    copied = "mia.holt@mill.example; purchasing@acme.example"
    assert "against-advice" in rules(book, PRICED, to=copied, by="sam.hart@us.example")
    assert "against-advice" not in rules(book, PRICED, to="ida.lund@acme.example", by="sam.hart@us.example")
    assert "against-advice" not in rules(
        book, "Hello, Tuesday at ten suits us.", to="purchasing@acme.example", by="sam.hart@us.example"
    )


def test_what_was_told_to_one_is_told_to_that_one_alone(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Neither a colleague nor a draft of nobody in particular is told what a buyer asked of, or told, one of ours."""
    book = told(make_book, tmp_path)
    secret = "Hello Mia, I hear that Northmill is to close its depot in Harwich, so the seals should come by road."
    for by in ("ben.ray@us.example", None, "nobody@elsewhere.example"):
        assert not {"against-advice", "tells-confidence"} & rules(book, PRICED, to="purchasing@acme.example", by=by)
        assert "tells-confidence" not in rules(book, secret, to="mia.holt@mill.example", by=by)
    (found,) = [
        r for r in book.coach(secret, to="mia.holt@mill.example", by="sam.hart@us.example") if r.rule == "tells-confidence"
    ]
    assert "Ida Lund told you this in confidence" in found.message
    assert "tells-confidence" not in rules(book, secret, to="ida.lund@acme.example", by="sam.hart@us.example")


def test_what_the_reader_has_had_in_mail_is_no_secret_from_them(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever wrote of it themselves is told nothing new by a draft that speaks of it."""
    wrote = mail(
        "Mia Holt <mia.holt@mill.example>",
        US,
        date=formatdate(int(time.time()) - 10 * 86_400),
        body="Hello Sam, Northmill is to close its depot in Harwich, I read it in the paper.",
    )
    book = told(make_book, tmp_path, wrote)
    secret = "Hello Mia, I hear that Northmill is to close its depot in Harwich, so the seals should come by road."
    assert "tells-confidence" not in rules(book, secret, to="mia.holt@mill.example", by="sam.hart@us.example")


def test_leave_given_later_lifts_what_was_asked(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Once the same person writes that it may go to purchasing, nothing is held against it."""
    leave = mail(IDA, US, date=formatdate(int(time.time()) - 3 * 86_400), body="Hello Sam, you can send it to purchasing now.")
    book = told(make_book, tmp_path, leave)
    assert "against-advice" not in rules(book, PRICED, to="purchasing@acme.example", by="sam.hart@us.example")
