"""Whatever a buyer's clock says, and whoever of us kept a copy: one mail was at one moment, and an answer after what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import pytest
from tests.books import close_to, differences, estimates, mail, new_book, put, state

from regard.book import Book
from regard.flow.instants import instant_among
from regard.parse.arrival import DELIVERY
from regard.time import iso

JO, SAM, KIM = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>", "Kim Wood <kim.wood@us.example>"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
Drift = Callable[[int], timedelta]


def came(when: datetime, by: str = "mx.us.example") -> str:
    """What a receiving server writes."""
    return f"from relay.example by {by}; {format_datetime(when)}"


def ask(week: int) -> bytes:
    """What we ask each week; our own copy, which no server received."""
    when = START + timedelta(weeks=week)
    body = f"Hi Jo,\n\nCould you tell me whether you have looked at quote {week}?"
    return mail(SAM, JO, subject=f"Quote {week}", date=format_datetime(when), body=body, message_id=f"s{week}@us.example")


def reply(week: int, drift: timedelta = timedelta(), *, received: bool = True, **more: str) -> bytes:
    """What comes back five hours later, by a clock that drifts."""
    when = START + timedelta(weeks=week) + 5 * HOUR
    headers = {"in_reply_to": f"<s{week}@us.example>", **({"received": came(when)} if received else {}), **more}
    body = "Hi Sam,\n\nYes. Could you send us the contract by Friday?"
    date = format_datetime(when + drift)
    return mail(JO, SAM, subject=f"Re: Quote {week}", date=date, body=body, message_id=f"j{week}@acme.example", **headers)


def book(folder: Path, *mails: bytes) -> Book:
    made = new_book(folder / "book", us__domains=("us.example",), us__owners=("sam.hart@us.example",))
    made.sync(put(folder / "mail", *mails))
    return made


def talk(drift: Drift, *, received: bool = True) -> list[bytes]:
    return [m for week in range(10) for m in (ask(week), reply(week, drift(week), received=received))]


def instants(made: Book) -> list[tuple[str, str | None, str]]:
    """(subject, when, what that rests on) of all mail."""
    rows = made._live().rows("SELECT subject, us, us_basis FROM message ORDER BY subject, us")
    return [(subject, iso(us), basis) for subject, us, basis in rows]


@pytest.fixture(scope="module")
def right(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[tuple[str, str, str, str], tuple[float, float, float, int]]]:
    """What is estimated where the buyer's clock is right."""
    with book(tmp_path_factory.mktemp("right"), *talk(lambda _: timedelta())) as made:
        yield estimates(made)


CHANCE = Random(11)
DRIFTS: dict[str, Drift] = {
    "six hours slow": lambda _: -6 * HOUR,
    "a day slow": lambda _: -24 * HOUR,
    "slower each week": lambda week: -2 * week * HOUR,
    "nearly five days slow": lambda _: -119 * HOUR,
    "four days fast": lambda _: 96 * HOUR,
    "an hour fast": lambda _: HOUR,
    "a year slow": lambda _: -365 * 24 * HOUR,
    "a year fast": lambda _: 365 * 24 * HOUR,
    "any": lambda _: timedelta(minutes=CHANCE.randint(-5 * 1440 + 1, 5 * 1440)),
    "any, again": lambda _: timedelta(seconds=CHANCE.randint(-5 * 86_400 + 1, 5 * 86_400)),
}


@pytest.mark.parametrize("drift", DRIFTS.values(), ids=DRIFTS)
def test_no_estimate_rests_on_the_buyers_clock(drift: Drift, right: dict[object, tuple[float, ...]], tmp_path: Path) -> None:
    """Their Dates shifted by any amount, with what our server says left as it is: every estimate of every day is the same."""
    assert any(mean > 0 for mean, *_ in right.values())
    with book(tmp_path, *talk(drift)) as made:
        assert close_to(dict(right), dict(estimates(made))) == ""


def test_without_a_witness_an_answer_follows_what_it_answers(tmp_path: Path) -> None:
    """Where no server says when it came, an answer dated six hours before its question is a second after that."""
    with book(tmp_path, ask(1), reply(1, -8 * HOUR, received=False)) as made:
        assert instants(made) == [
            ("Quote 1", "2026-01-12T09:00:00Z", "date"),
            ("Re: Quote 1", "2026-01-12T09:00:01Z", "order"),
        ]


def test_without_a_witness_they_answered_all_the_same(tmp_path: Path) -> None:
    """By such a clock every week's answer came before its question; as many asks are answered as by a right one."""
    sql = "SELECT outcome, count(*) FROM trial WHERE channel = 'answers_ask' GROUP BY 1 ORDER BY 1"
    with (
        book(tmp_path / "a", *talk(lambda _: -8 * HOUR, received=False)) as made,
        book(tmp_path / "b", *talk(lambda _: timedelta(), received=False)) as other,
    ):
        assert made._live().rows(sql) == other._live().rows(sql) == [("1", 10)]


def test_of_dates_far_apart_nobody_can_say_which_is_wrong(tmp_path: Path) -> None:
    """A Date a year before what it answers, without a server's word, stays where it is: our own may be the wrong one."""
    with book(tmp_path, ask(1), reply(1, -365 * 24 * HOUR, received=False)) as made:
        assert {s: b for s, _, b in instants(made)} == {"Quote 1": "date", "Re: Quote 1": "date"}


def test_which_comes_first_makes_no_difference(tmp_path: Path) -> None:
    """Answers read before their questions, and the other way round, one at a time, end in the same book."""
    mails = [ask(1), reply(1, -8 * HOUR, received=False), ask(2), reply(2, -365 * 24 * HOUR), reply(3, 5 * HOUR)]
    found = []
    for name, order in (("there", mails), ("back", mails[::-1])):
        made = new_book(tmp_path / name, us__domains=("us.example",), us__owners=("sam.hart@us.example",))
        for n, raw in enumerate(order):
            made.sync(put(tmp_path / "mail" / name, raw, start=n))
        made.close()
        found.append(state(tmp_path / name))
    assert differences(found[0], found[1], "item", "coverage") == ""


def hours(n: int, by: int, names: tuple[int, ...] = (), received: int | None = None) -> bytes:
    """Mail number `n`, dated so many hours after the start, that names those numbers by In-Reply-To or References."""
    headers = {"in_reply_to": f"<{names[-1]}@x.example>"} if len(names) == 1 else {}
    if len(names) > 1:
        headers["references"] = " ".join(f"<{k}@x.example>" for k in names)
    if received is not None:
        headers["received"] = came(START + received * HOUR)
    date = format_datetime(START + by * HOUR)
    sender, to = (SAM, JO) if n % 2 else (JO, SAM)
    body = f"Here is what I think of point {n} of your list."
    return mail(sender, to, subject=f"Point {n}", date=date, body=body, message_id=f"{n}@x.example", **headers)


def one_by_one(folder: Path, mails: list[bytes]) -> list[tuple[str, str | None, str]]:
    """Where mails stand that were read in that order, each in a sync of its own."""
    made = new_book(folder / "book", us__domains=("us.example",), us__owners=("sam.hart@us.example",))
    for n, raw in enumerate(mails):
        made.sync(put(folder / "mail", raw, start=n))
    found = instants(made)
    made.close()
    return found


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)])
def test_an_answer_follows_an_answer_that_was_put_later(order: tuple[int, ...], tmp_path: Path) -> None:
    """Six hours slow: each names the one before alone, and follows where that was put; read in any order."""
    mails = [hours(0, 0), hours(1, -6, (0,)), hours(2, -5, (1,)), hours(3, -4, (2,))]
    right = [
        ("Point 0", "2026-01-05T09:00:00Z", "date"),
        ("Point 1", "2026-01-05T09:00:01Z", "order"),
        ("Point 2", "2026-01-05T09:00:02Z", "order"),
        ("Point 3", "2026-01-05T09:00:03Z", "order"),
    ]
    with book(tmp_path / "all", *mails) as made:
        assert instants(made) == right
    assert one_by_one(tmp_path / "single", [mails[k] for k in order]) == right


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (3, 0, 2, 1)])
def test_mails_that_name_each_other_do_not_drive_each_other_on(order: tuple[int, ...], tmp_path: Path) -> None:
    """In a ring each counts with what it says by itself; what follows the ring goes by where that was put."""
    mails = [hours(0, 0, (2,)), hours(1, -2, (0,)), hours(2, -1, (1,)), hours(3, -5, (1,))]
    right = [
        ("Point 0", "2026-01-05T09:00:00Z", "date"),
        ("Point 1", "2026-01-05T09:00:01Z", "order"),
        ("Point 2", "2026-01-05T08:00:00Z", "date"),
        ("Point 3", "2026-01-05T09:00:02Z", "order"),
    ]
    with book(tmp_path / "all", *mails) as made:
        assert instants(made) == right
    assert one_by_one(tmp_path / "single", [mails[k] for k in order]) == right


@pytest.mark.parametrize("seed", range(8))
def test_no_answer_lies_before_what_it_answers(seed: int, tmp_path: Path) -> None:
    """Seven mails by clocks up to two days off, each naming some before it, some with a witness: in one sync or in seven, in any order."""
    chance = Random(seed)
    names = {n: tuple(sorted(chance.sample(range(n), min(n, chance.randint(1, 2))))) for n in range(7)}
    mails = [hours(n, n + chance.randint(-48, 48), names[n], received=n if chance.random() < 0.2 else None) for n in range(7)]
    with book(tmp_path / "all", *mails) as made:
        found = instants(made)
    at = {int(subject.split()[1]): us or "" for subject, us, _ in found}
    assert all(at[n] > at[k] for n in names for k in names[n])
    assert one_by_one(tmp_path / "single", chance.sample(mails, 7)) == found


def copies() -> dict[str, bytes]:
    """One mail of ours by a clock three hours fast: as we sent it, as a colleague got it at once, as another got it an hour later."""
    when = START + 3 * HOUR
    said = {"subject": "Plan", "date": format_datetime(when), "message_id": "p@us.example"}
    both = f"{JO}, {KIM}"
    return {
        "sent": mail(SAM, both, **said),
        "at once": mail(SAM, both, received=came(START), **said),
        "later": mail(SAM, both, received=came(START + HOUR, "mx2.us.example"), **said),
    }


@pytest.mark.parametrize("order", [("sent", "at once", "later"), ("later", "at once", "sent"), ("at once", "later", "sent"),
                                   ("later", "sent", "at once")])  # fmt: skip
def test_copies_of_one_mail_are_of_one_moment(order: tuple[str, ...], tmp_path: Path) -> None:
    """Whichever copy is read first, and in one sync or in three, the earliest arrival of any is when it was."""
    made = new_book(tmp_path / "book", us__domains=("us.example",), us__owners=("sam.hart@us.example",))
    for n, name in enumerate(order):
        made.sync(put(tmp_path / str(n), copies()[name]))
    assert instants(made) == [("Plan", "2026-01-05T09:00:00Z", "received")]
    made.close()
    at_once = new_book(tmp_path / "other", us__domains=("us.example",), us__owners=("sam.hart@us.example",))
    at_once.sync(put(tmp_path / "all", *(copies()[name] for name in order)))
    assert instants(at_once) == [("Plan", "2026-01-05T09:00:00Z", "received")]
    at_once.close()


def test_a_mailbox_that_moved_house_stays_where_it_was(tmp_path: Path) -> None:
    """Two years later every mail, ours too, got a Received of the day it was moved: nothing in the book differs."""
    moved = f"Received: {came(START + timedelta(days=800), 'new.us.example')}\n".encode()
    mails = talk(lambda _: timedelta())
    with book(tmp_path / "a", *mails) as made, book(tmp_path / "b", *(moved + m for m in mails)) as other:
        assert [(s, us) for s, us, _ in instants(other)] == [(s, us) for s, us, _ in instants(made)]
        assert close_to(estimates(made), estimates(other)) == ""


def test_a_quote_is_known_by_the_clock_it_shows(tmp_path: Path) -> None:
    """Our answer quotes their mail with the Date of their wrong clock: it is that mail, and no second one beside it."""
    theirs = reply(1, -6 * HOUR)
    shown = (START + timedelta(weeks=1) - HOUR).strftime("On %a, %d %b %Y at %H:%M +0000")
    body = f"Hi Jo,\n\nThe contract is attached.\n\nSam\n\n{shown}, Jo Reed <jo.reed@acme.example> wrote:\n"
    body += "> Hi Sam,\n>\n> Yes. Could you send us the contract by Friday?\n"
    when = format_datetime(START + timedelta(weeks=1, hours=8))
    ours = mail(
        SAM, JO, subject="Re: Quote 1", date=when, body=body, message_id="t@us.example", in_reply_to="<j1@acme.example>"
    )
    with book(tmp_path, ask(1), theirs, ours) as made:
        assert made._live().rows("SELECT count(*), sum(basis = 'recovered') FROM message") == [(3, 0)]
        assert made._live().rows("SELECT m.subject FROM quote q JOIN message m ON m.id = q.target") == [("Re: Quote 1",)]


def test_forgetting_somebody_else_leaves_when_it_came(tmp_path: Path) -> None:
    """The address of whoever is forgotten goes from the Received header, and the moment in it stays."""
    to = f"from relay.example by mx.us.example for <pat@acme.example>; {format_datetime(START + timedelta(weeks=1, hours=5))}"
    with book(tmp_path, ask(1), reply(1, -6 * HOUR, received=False, received_=to, cc="pat@acme.example").replace(
        b"Received-:", b"Received:")) as made:  # fmt: skip
        before = instants(made)
        assert before[1] == ("Re: Quote 1", "2026-01-12T14:00:00Z", "received")
        made.forget("pat@acme.example")
        assert instants(made) == before
        (tmp_path / "book" / "live.sqlite").unlink()
    with Book.open(tmp_path / "book") as made:
        made.sync()
        assert instants(made) == before


@pytest.mark.parametrize(
    "by",
    [
        "with POP3 (fetchmail-6.4.21)",
        "with\n\tIMAPS",
        "(fetchmail-6.4 polling mx.us.example account 7)",
        "(getmail 6.18)",
        "with POP3 for <pat@acme.example> (single-drop)",
    ],
)
def test_forgetting_somebody_else_leaves_that_it_was_fetched(by: str, tmp_path: Path) -> None:
    """The Received of a fetch six hours later names whoever is forgotten: the mail stays at when the first server took it in."""
    there, later = START + timedelta(weeks=1, hours=5), START + timedelta(weeks=1, hours=11)
    fetch = f"Received: from mx.us.example {by}\n\tfor <pat@acme.example>; {format_datetime(later)}\n"
    raw = f"{fetch}Received: {came(there)}\n".encode() + reply(1, received=False, cc="pat@acme.example")
    with book(tmp_path, ask(1), raw) as made:
        before = instants(made)
        assert before[1] == ("Re: Quote 1", "2026-01-12T14:00:00Z", "date")
        made.forget("pat@acme.example")
        assert instants(made) == before
        (tmp_path / "book" / "live.sqlite").unlink()
    with Book.open(tmp_path / "book") as made:
        made.sync()
        assert instants(made) == before


def test_the_page_of_a_mail_says_what_its_own_clock_said(tmp_path: Path) -> None:
    """Where the Date is not believed it is told beside when it came; where it is, nothing is."""
    with book(tmp_path, ask(1), reply(1, -6 * HOUR), ask(2), reply(2)) as made:
        told = {m: made.message(m) for (m,) in made._live().rows("SELECT id FROM message")}
        said = {v.date: (v.claimed, v.dated_by) for v in told.values()}
    assert said["2026-01-12T14:00:00Z"] == ("2026-01-12T08:00:00Z", "received")
    assert set(said.values()) - {said["2026-01-12T14:00:00Z"]} == {(None, "")}


@pytest.mark.parametrize(
    ("read", "arrived", "after", "names", "expected"),
    [
        (10, None, None, 0, (10, "")),
        (10, None, 9, 1, (10, "")),
        (10, None, 10, 1, (1_000_010, "order")),
        (10, None, 20, 3, (3_000_020, "order")),
        (10, 30, 20, 1, (30, "received")),
        (10, 15, 20, 1, (1_000_020, "order")),
        (10, None, 11 + DELIVERY, 1, (10, "")),
        (10, 12 + DELIVERY, 11 + DELIVERY, 1, (12 + DELIVERY, "received")),
    ],
)
def test_after_what_it_names(read: int, arrived: int | None, after: int | None, names: int, expected: tuple[int, str]) -> None:
    """Its arrival where that is later; else a second for each mail it names, as the next of a chain names one more."""
    assert instant_among(read, arrived, after, names) == expected
