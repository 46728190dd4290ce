"""What a company is to us: each basis in its order, and how much the mail must say before somebody is called a supplier."""

from __future__ import annotations

import pytest

from regard.deals.account_side import UNKNOWN, Dealt, crm_side, side_of
from regard.model import DAY, DealJudgement, TradeKind


def dealt(day: int, form: str, *, by_us: bool = False) -> Dealt:
    kind: TradeKind = "buys" if form in {"asks", "orders", "pays", "instructs"} else "sells"
    return Dealt(day * DAY, by_us, kind, form, f"m_{day}{form}", "words", 0, 5)


def said(value: str) -> DealJudgement:
    return DealJudgement("d_1", "account:toft.example", "side", "toft.example", value, "", "", 1)


@pytest.mark.parametrize(
    ("rows", "side"),
    [
        pytest.param([dealt(1, "pitch"), dealt(5, "pitch"), dealt(9, "thanks")], "supplier", id="they sell, again and again"),
        pytest.param([dealt(1, "pitch"), dealt(5, "pitch")], "unknown", id="two pitches may be anybody's"),
        pytest.param([dealt(1, "pitch"), dealt(5, "bill")], "supplier", id="a bill weighs more"),
        pytest.param([dealt(1, "pitch"), dealt(1, "bill"), dealt(1, "thanks")], "asked", id="all of one day"),
        pytest.param([dealt(1, "asks", by_us=True), dealt(4, "pays", by_us=True)], "supplier", id="we ask and pay"),
        pytest.param([dealt(1, "pitch"), dealt(5, "bill"), dealt(7, "asks")], "asked", id="they ask us for a price too"),
        pytest.param(
            [dealt(1, "pitch"), dealt(5, "bill"), dealt(7, "offer", by_us=True)], "asked", id="we offer them something too"
        ),
        pytest.param([dealt(n, "bill") for n in range(8)] + [dealt(9, "asks")], "supplier", id="eight to one"),
        pytest.param([dealt(1, "asks"), dealt(3, "orders")], "buyer", id="they ask and order"),
        pytest.param([dealt(1, "serves"), dealt(9, "instructs", by_us=True)], "supplier", id="a bank writes, we instruct it"),
        pytest.param([dealt(1, "lets")], "asked", id="one letter of a landlord"),
        pytest.param(
            [dealt(1, "recruits"), dealt(9, "chases")], "asked", id="one offer, pushed, to somebody who writes to them"
        ),
        pytest.param([dealt(1, "chases"), dealt(9, "chases"), dealt(20, "chases")], "unknown", id="who pushes may be a buyer"),
        pytest.param([dealt(1, "ships"), dealt(9, "orders")], "unknown", id="as much one way as the other"),
        pytest.param([], "unknown", id="nothing"),
    ],
)
def test_what_the_mail_says(rows: list[Dealt], side: str) -> None:
    """What goes one way, on several days, makes a supplier; a little of it makes a question; the evidence is the latest of each form."""
    found = side_of(rows)
    assert found.side == ("unknown" if side == "asked" else side)
    assert found.doubtful is (side == "asked")
    assert (found.basis == "mail" and bool(found.evidence) and bool(found.why)) is (side != "unknown")


def test_a_push_counts_only_where_we_never_wrote() -> None:
    """Whoever pushes an offer of candidates to somebody who never wrote sells; pushing alone says nothing even then."""
    rows = [dealt(1, "recruits"), dealt(9, "chases")]
    assert side_of(rows, written=False).side == "supplier"
    assert side_of(rows[1:], written=False) is UNKNOWN


def test_what_was_answered_is_not_asked_again() -> None:
    """After yes, no or neither, and after "leave it open", the company is in doubt no more."""
    assert side_of([dealt(1, "lets")]).doubtful
    for value in ("buyer", "supplier", "neither", "unknown"):
        answered = side_of([dealt(1, "lets")], said(value))
        assert (answered.side, answered.doubtful) == (value, False)


def test_a_persons_word_comes_first_then_the_crm() -> None:
    """A word holds over everything; a deal makes a buyer whatever the type says; the type holds over the mail."""
    rows = [dealt(1, "pitch"), dealt(5, "bill")]
    assert side_of(rows, said("buyer"), ["Vendor"]).side == "buyer"
    assert side_of(rows, said("unknown")).side == "unknown"
    assert side_of([], said("supplier"), ["Customer"], "Fridges", "Ovens").side == "supplier"
    assert side_of(rows, None, ["Vendor"], "Fridges").side == "buyer"
    assert side_of(rows, None, ["Customer - Direct"]).side == "buyer"
    assert side_of([], None, ["Other", "Supplier"]).side == "supplier"
    assert side_of(rows, None, [], "", "Ovens").side == "buyer"
    assert side_of([], None, ["Other"]) is UNKNOWN


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        ("Vendor", "supplier"), ("Customer - Channel", "buyer"), ("Channel Partner / Reseller", "partner"), ("PROSPECT", "buyer"),
        ("Other", None), ("Press", None), ("", None), ("Technology Partner", "partner"),
    ],
)  # fmt: skip
def test_words_of_the_crm(kind: str, side: str | None) -> None:
    """The usual types of accounts are understood, and no other is."""
    assert crm_side(kind) == side
