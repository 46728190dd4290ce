"""One buyer in figures, against sums by hand."""

from __future__ import annotations

from typing import Any

from tests.evidence.mails import WHOLE, at, found, them, us

from regard.interactions.kpis import kpis
from regard.model import Interaction

BOOK: list[Interaction] = [
    us("a", 0, cues="question"),
    us("b", 0.5),
    them("c", 1, cues="question"),
    us("d", 1.25, cues="request"),
    them("e", 20, thread_id="t2", cues="request"),
    us("f", 60, thread_id="t3", automated="newsletter"),
    us("g", 61, thread_id="t4", cues="question"),
]


def figures(*mails: Interaction, now: float = 90, **more: Any) -> dict[str, tuple[Any, Any]]:
    rows = kpis(mails, found(*mails, now=now), as_of_us=at(now), **more)
    assert [type(r.label) for r in rows] == [str] * len(rows)
    return {r.label: (r.us, r.them) for r in rows}


def test_figures_by_us_and_by_them():
    """Counts, replies, latency of answers to what was asked, starts, days and hours."""
    got = figures(*BOOK, coverage=WHOLE)
    assert got["mails"] == (4, 2)
    assert got["replies"] == (1, 1)
    assert got["conversations started"] == (2, 1)
    assert got["conversations with both sides"] == (1, 1)
    assert got["answers within (median)"] == (6.0, 24.0)
    assert got["days since last mail"] == (28, 69)  # calendar days to the last day known
    assert got["hours of e-mail"] == (round((4 * 5 + 2 * 2.5) / 60, 1), round((2 * 5 + 4 * 2.5) / 60, 1))
    assert got["mails a month"] == (round(4 / (90 / (365 / 12)), 1), round(2 / (90 / (365 / 12)), 1))


def test_response_rates_are_shares_of_fair_chances():
    """Theirs over our decided asks (a, d, g: one of three answered), ours over what they asked (c answered, e not)."""
    assert figures(*BOOK, coverage=WHOLE)["answers what it is asked"] == (50.0, 33.3)
    answered = [*BOOK, us("h", 22, thread_id="t2")]
    assert figures(*answered, coverage=WHOLE)["answers what it is asked"][0] == 100.0
    late = [*BOOK, us("h", 28, thread_id="t2")]
    assert figures(*late, coverage=WHOLE)["answers what it is asked"][0] == 50.0
    assert figures(*late, coverage=WHOLE)["answers within (median)"][0] == 99.0  # of 6 hours and 8 days
    elsewhere = [*BOOK, us("h", 21, thread_id="t9")]
    assert figures(*elsewhere, coverage=WHOLE)["answers what it is asked"][0] == 100.0


def test_what_cannot_be_known_is_none():
    """No coverage, no rate of ours; no mail, no figures that divide by it; no month, no mails a month."""
    assert figures(*BOOK)["answers what it is asked"][0] is None
    assert figures(*BOOK, coverage=[c for c in WHOLE if c.inbound])["answers what it is asked"][0] is None
    nothing = figures()
    assert nothing["mails"] == (0, 0)
    assert nothing["answers within (median)"] == nothing["days since last mail"] == nothing["mails a month"] == (None, None)
    assert figures(*BOOK, now=20)["mails a month"] == (None, None)


def test_a_past_date_counts_what_was_there():
    """Figures of an earlier day leave out what came later."""
    assert figures(*BOOK, now=1.1)["mails"] == (2, 1)


def test_the_last_year_decides_mails_a_month():
    """Mail older than a year counts among mails, not in the rate."""
    old = [us(f"o{n}", -600 + n, thread_id=f"o{n}") for n in range(30)]
    got = figures(*old, us("n", 0), now=30)
    assert got["mails"][0] == 31
    assert got["mails a month"][0] == round(1 / 12, 1)


def test_copies_are_told_apart():
    """Mail of ours that the buyer got a copy of is in no figure but its own, and does make the last mail."""
    copies = [us("x", 70, thread_id="t5", buyer_role="cc"), us("y", 71, thread_id="t6", buyer_role="bcc")]
    with_copies, without = figures(*BOOK, *copies, coverage=WHOLE), figures(*BOOK, coverage=WHOLE)
    assert with_copies["copies to them"] == (2, None)
    assert with_copies["days since last mail"] == (18, 69)
    assert "copies to them" not in without
    for label in set(without) - {"days since last mail"}:
        assert with_copies[label] == without[label], label
