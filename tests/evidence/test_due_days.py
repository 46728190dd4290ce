"""The day a promise is due: a table of sentences, each written on a day, with the window that the ledger keeps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.due_days import writers_day
from regard.evidence.pledges import read_pledges
from regard.model import Span

CHICAGO, BERLIN = -300, 120


def written(day: str, hour: int = 15) -> int:
    return int(datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC).timestamp()) * 1_000_000


def window(words: str, day: str, tz_minutes: int | None = CHICAGO, hour: int = 15) -> tuple[str, str]:
    """First and last day by which the one promise of `words` is due."""
    (found,) = read_pledges(words, (Span(0, len(words), "own"),), written(day, hour), tz_minutes)
    assert (found.day == "") == (found.due_end == 0), "the words of a day that is none are kept"
    return found.first, found.day


JUST_PAST = [
    ("a numeric day of last week", "I'll send you the list by 5/21.", "2026-05-27", CHICAGO),
    ("one two weeks old", "I'll send you the list by 6/18.", "2026-07-02", CHICAGO),
    ("with dots", "I'll send you the list by 06.07.", "2026-07-13", BERLIN),
    ("with the month's name", "I'll send you the list by 28 August.", "2026-09-02", CHICAGO),
    ("before it", "I'll send you the list before 5/21.", "2026-05-27", CHICAGO),
    ("the 181st day ahead", "I'll send you the list by 30 June.", "2026-12-31", CHICAGO),
    ("the end of a month that is over", "I'll send you the list by the end of April.", "2026-05-27", CHICAGO),
]


@pytest.mark.parametrize(("words", "day", "tz"), [pytest.param(*row, id=name) for name, *row in JUST_PAST])
def test_a_day_just_past_is_no_day_of_next_year(words: str, day: str, tz: int):
    """A day said without its year that would lie more than 180 days ahead is no due day; the promise is one without a day."""
    assert window(words, day, tz) == ("", "")


SAID = [
    ("its year in two digits", "I'll send you the list by 5/21/27.", "2027-05-21"),
    ("in four", "I'll send you the list by May 21, 2027.", "2027-05-21"),
    ("with an apostrophe, behind it", "I'll send you the list by 5/21 '27.", "2027-05-21"),
    ("how far ahead it is", "I'll send you the list in nine months.", "2027-02-27"),
    ("next year's", "I'll send you the list by Easter next year.", "2027-03-28"),
    ("a day within the half year", "I'll send you the list by 11/20.", "2026-11-20"),
    ("the end of this year", "I'll send you the list by the end of the year.", "2026-12-31"),
    ("another day beside one that is past", "I'll send you by 6/15 the list you wanted on 5/21.", "2026-06-15"),
]


@pytest.mark.parametrize(("words", "due"), [pytest.param(*row, id=name) for name, *row in SAID])
def test_a_far_day_is_one_where_its_year_is_said(words: str, due: str):
    """A year, or how many months ahead it is, makes a due day of a far one; so does nothing else, and a near one needs none."""
    assert window(words, "2026-05-27") == (due, due)


TWO_ORDERS = [
    ("the day first is near", "I'll call you on 3/11.", "2026-10-26", CHICAGO, "2026-11-03"),
    ("nearer still", "I'll call you on 4/12.", "2026-11-12", None, "2026-12-04"),
    ("the month first is near", "I'll call you on 3/11.", "2026-03-05", BERLIN, "2026-03-11"),
    ("the day it was said", "I'll call you on 3/11.", "2026-11-03", CHICAGO, "2026-11-03"),
    ("with a dash", "I'll call you by 3-11.", "2026-10-26", CHICAGO, "2026-11-03"),
    ("with its weekday", "I'll call you on Tue 3/11.", "2026-10-26", CHICAGO, "2026-11-03"),
    ("the near one as it was read", "I'll call you on 11/3.", "2026-10-26", CHICAGO, "2026-11-03"),
    ("60 days ahead", "I'll call you on 3/1.", "2026-11-04", CHICAGO, "2027-01-03"),
    ("61 days ahead", "I'll call you on 3/1.", "2026-11-03", CHICAGO, "2027-03-01"),
    ("the far one 90 days ahead", "I'll call you on 2/1.", "2026-11-03", CHICAGO, "2027-02-01"),
    ("both within 90 days", "I'll call you on 5/6.", "2026-04-20", CHICAGO, "2026-05-06"),
    ("the weekday of the far one", "I'll call you on Thu 3/11.", "2026-10-26", CHICAGO, "2027-03-11"),
    ("a day that tells the order", "After our fair of 10/28, I'll call you on 3/11.", "2026-10-26", CHICAGO, "2027-03-11"),
    ("its year said", "I'll call you on 3/11/27.", "2026-10-26", CHICAGO, "2027-03-11"),
    ("dots have one order", "I'll call you by 11.03.", "2026-10-26", CHICAGO, "2027-03-11"),
]


@pytest.mark.parametrize(("words", "day", "tz", "due"), [pytest.param(*row, id=name) for name, *row in TWO_ORDERS])
def test_of_two_orders_the_near_one_is_meant(words: str, day: str, tz: int | None, due: str):
    """Where one reading of a numeric day lies within 60 days ahead and the other beyond 90, it is the near one; else it is as read."""
    assert window(words, day, tz)[1] == due


def test_before_a_day_of_two_orders_is_the_day_before_the_near_one():
    """What is to be done before 3/11, said in October, is due on the second of November, from today on."""
    assert window("I'll call you before 3/11.", "2026-10-26") == ("2026-10-26", "2026-11-02")


BEGUN = [
    ("a month", "I'll send you the list before November is over.", "2026-11-12", ("2026-11-12", "2026-11-30")),
    ("a week", "I'll send you the list this week.", "2026-11-12", ("2026-11-12", "2026-11-13")),
    ("on its last day", "I'll send you the list before November is over.", "2026-11-30", ("2026-11-30", "2026-11-30")),
    ("one to come", "I'll send you the list next week.", "2026-11-12", ("2026-11-16", "2026-11-20")),
    ("one longer than a deadline", "I'll send you the list this year.", "2026-12-12", ("", "")),
]


@pytest.mark.parametrize(("words", "day", "expected"), [pytest.param(*row, id=name) for name, *row in BEGUN])
def test_a_window_begins_when_it_is_said(words: str, day: str, expected: tuple[str, str]):
    """A week or month that had begun is due from the day of the promise on; a window longer than a month stays none."""
    assert window(words, day) == expected


def test_the_day_of_writing_is_the_writers_own():
    """Late in the evening in Chicago it is still that day, though UTC has the next: what is due today is no day gone by."""
    assert writers_day(written("2026-10-17", 2), CHICAGO) == "2026-10-16"
    assert window("I'll send it to you by 16 Oct.", "2026-10-17", CHICAGO, hour=2) == ("2026-10-16", "2026-10-16")
    assert window("I'll send it to you by 16 Oct.", "2026-10-17", CHICAGO, hour=12) == ("", "")
    assert window("I'll send it to you by 16 Oct.", "2026-10-17", None, hour=2) == ("", "")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The slotting module will be available by 30 June.", ["2026-06-30"]),
        ("The connector will be live for you on 4 June.", ["2026-06-04"]),
        ("The new export will be released by the end of May.", ["2026-05-31"]),
        ("I will be available by 4 June.", []),
        ("The webinar will be live on 4 June.", []),
        ("Ida says the module will be live on 4 June.", []),
        ("The module will be live on 4 June if your IT opens the port.", []),
    ],
)
def test_a_thing_that_will_be_there_by_a_day_is_promised(words: str, day: list[str]) -> None:
    """Whoever makes software promises so; a person, a show, hearsay and a condition promise nothing."""
    assert [p.day for p in read_pledges(words, (Span(0, len(words), "own"),), written("2026-03-10"), 0)] == day
