"""What a company is to us: each basis in its order, and how much the mail must say before somebody is called a supplier."""

from __future__ import annotations

import pytest

from regard.deals.account_side import UNKNOWN, Dealt, crm_side, side_of
from regard.model import DAY, DealJudgement, TradeKind


def dealt(day: int, form: str, *, by_us: bool = False) -> Dealt:
    kind: TradeKind = "buys" if form in {"asks", "orders", "pays"} else "sells"
    return Dealt(day * DAY, by_us, kind, form, f"m_{day}{form}", "words", 0, 5)


def said(value: str) -> DealJudgement:
    return DealJudgement("d_1", "account:toft.example", "side", "toft.example", value, "", "", 1)


@pytest.mark.parametrize(
    ("rows", "side"),
    [
        pytest.param([dealt(1, "pitch"), dealt(5, "pitch"), dealt(9, "thanks")], "supplier", id="they sell, again and again"),
        pytest.param([dealt(1, "pitch"), dealt(5, "pitch")], "unknown", id="two pitches may be anybody's"),
        pytest.param([dealt(1, "pitch"), dealt(5, "bill")], "supplier", id="a bill weighs more"),
        pytest.param([dealt(1, "pitch"), dealt(1, "bill"), dealt(1, "thanks")], "unknown", id="all of one day"),
        pytest.param([dealt(1, "asks", by_us=True), dealt(4, "pays", by_us=True)], "supplier", id="we ask and pay"),
        pytest.param([dealt(1, "pitch"), dealt(5, "bill"), dealt(7, "asks")], "unknown", id="they ask us for a price too"),
        pytest.param(
            [dealt(1, "pitch"), dealt(5, "bill"), dealt(7, "offer", by_us=True)], "unknown", id="we offer them something too"
        ),
        pytest.param([dealt(n, "bill") for n in range(8)] + [dealt(9, "asks")], "supplier", id="eight to one"),
        pytest.param([dealt(1, "asks"), dealt(3, "orders")], "buyer", id="they ask and order"),
        pytest.param([], "unknown", id="nothing"),
    ],
)
def test_what_the_mail_says(rows: list[Dealt], side: str) -> None:
    """Only what goes one way, on several days, makes a supplier; the evidence is the latest of each form."""
    found = side_of(rows)
    assert found.side == side
    assert (found.basis == "mail" and bool(found.evidence) and bool(found.why)) is (side != "unknown")


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
