"""Of what kind the mail with somebody is."""

from __future__ import annotations

from itertools import count

import pytest

from regard.review.kinds import Mail, Nature, nature, spoke

_TEXTS = count(100)
BUSINESS, PRIVATE, PLAIN = "business", "private", ""


def theirs(lean: str, n: int, *, begins: int | None = None, recipients: int = 1, for_another: bool = False) -> list[Mail]:
    """Mails of theirs, each of another text unless they begin alike."""
    return [Mail(True, lean, begins if begins is not None else next(_TEXTS), recipients, for_another) for _ in range(n)]


@pytest.mark.parametrize(
    ("mails", "kind"),
    [
        ([], "business"),
        (theirs(PLAIN, 9), "business"),
        ([Mail(True, BUSINESS, 7, 1, seeks=True), Mail(True, BUSINESS, 8, 1)], "job"),
        ([Mail(True, BUSINESS, 7, 1, seeks=True), *theirs(BUSINESS, 2)], "business"),
        (theirs(PRIVATE, 1), "business"),  # one word on the weekend makes nobody a friend
        (theirs(PRIVATE, 2), "private"),
        (theirs(PRIVATE, 2) + theirs(BUSINESS, 1), "business"),
        (theirs(PRIVATE, 4) + theirs(BUSINESS, 3), "private"),
        (theirs(PRIVATE, 4) + theirs(BUSINESS, 4), "business"),
        (theirs(PRIVATE, 1) + theirs(BUSINESS, 1) + theirs(PLAIN, 7), "private"),  # hardly a word of business in nine mails
        (theirs(PRIVATE, 1) + theirs(BUSINESS, 2) + theirs(PLAIN, 7), "business"),
        (theirs(PRIVATE, 3) + theirs(BUSINESS, 5) + theirs(PLAIN, 12), "private"),  # a friend who works where we sell
        (theirs(PRIVATE, 3) + theirs(BUSINESS, 8) + theirs(PLAIN, 12), "business"),
        (theirs(PRIVATE, 1) + theirs(BUSINESS, 3) + theirs(PLAIN, 12), "business"),
        (theirs(BUSINESS, 1) + theirs(PLAIN, 11), "business"),
        (theirs(PLAIN, 5, begins=7), "circular"),
        (theirs(PLAIN, 2, begins=7), "business"),
        (theirs(BUSINESS, 5, begins=7), "business"),  # the order of every week
        (theirs(BUSINESS, 5, recipients=40), "circular"),
        (theirs(BUSINESS, 5, recipients=0), "circular"),
        (theirs(BUSINESS, 2, recipients=40) + theirs(BUSINESS, 3), "business"),
        (theirs(BUSINESS, 3, for_another=True) + theirs(BUSINESS, 3), "proxy"),
        (theirs(BUSINESS, 1, for_another=True) + theirs(BUSINESS, 3), "business"),
        ([Mail(False, BUSINESS, 7, 40)] * 9, "business"),  # what we send round says nothing of them
    ],
)
def test_nature(mails: list[Mail], kind: Nature) -> None:
    """Private, circular and proxy where most of the mail says so; business wherever that is open."""
    assert nature(mails) == kind


def test_from_no_company_business_must_be_talked() -> None:
    """Whoever writes from free mail is a buyer where three mails in ten talk business; nobody from a company needs to."""
    few, enough = theirs(BUSINESS, 2) + theirs(PLAIN, 8), theirs(BUSINESS, 3) + theirs(PLAIN, 7)
    assert [nature(few, alone=True), nature(few), nature(enough, alone=True)] == ["private", "business", "business"]


@pytest.mark.parametrize(
    ("mails", "known", "said"),
    [
        (theirs(BUSINESS, 1), True, True),
        (theirs(PLAIN, 3), True, False),
        (theirs(PLAIN, 1), False, True),  # in a language whose words are not known
        (theirs(BUSINESS, 2, recipients=40), True, False),
        (theirs(BUSINESS, 2, recipients=0), False, False),
        ([Mail(False, BUSINESS, 1, 1)], True, False),
    ],
)
def test_whether_they_spoke_business_to_us(mails: list[Mail], known: bool, said: bool) -> None:
    """One mail of theirs that was not sent round and talks business is enough; ours is none."""
    assert spoke(mails, known=known) == said


def test_a_favour_is_no_business() -> None:
    """Whoever mostly wants one of ours on a podium or in a paper is no buyer; one such mail among others says nothing."""
    asks, talk = Mail(True, "business", None, 1, favour=True), Mail(True, "business", None, 1)
    assert nature([asks, asks, talk]) == "favour"
    assert nature([asks, talk]) == "business"
    assert nature([asks, asks, talk, talk, talk]) == "business"
