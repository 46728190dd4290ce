"""What is at stake raises the trust that a deal needs: amount, novelty, and a risk that the buyer states to be their own."""

from __future__ import annotations

import pytest
from tests.deals.made import day, deal, touch

from regard.deals.stakes import Steps, amount, is_stated, novelty, stakes
from regard.results import Estimate

STEPS = Steps()
UNKNOWN = Estimate(50.0, 20.0, 80.0, known=False, trend="unknown")
WARM = Estimate(58.0, 50.0, 66.0, known=True, trend="steady", band="fair")
BOOK = [deal(f"o{i}", amount=str(100 * (i + 1)), account_id=f"a{i}", account=f"Firm {i}", company_id=f"c{i}") for i in range(8)]


@pytest.mark.parametrize(
    "words",
    [
        "My job is on the line here.",
        "I have put my name behind this project.",
        "I vouched for you with our board.",
        "If this fails I'll be the one who has to explain it.",
        "My bonus depends on the start in May.",
        "I am sticking my neck out for you.",
        "I cannot afford to get this wrong.",
        "They will have my head; the board will have my head.",
        "Dafür halte ich den Kopf hin.",
    ],
)  # fmt: skip
def test_stated(words: str) -> None:
    """The writer speaks of their own job, name or neck."""
    assert is_stated(words)


@pytest.mark.parametrize(
    "words",
    [
        "Put my name down for the dinner.",
        "My job is to order the valves.",
        "His job is on the line.",
        "My name is Lena Ortiz.",
        "We cannot afford it this year.",
        "My job is not on the line, do not worry.",
        "This is a risk for us.",
        "I am really worried about this!!",
        "My head office is in Leeds.",
        "I will be on this call.",
        "If the truck is late, call me.",
        "My position is that the price is too high.",
    ],
)  # fmt: skip
def test_not_stated(words: str) -> None:
    """Worry, the company's risk, others' jobs and everyday words about names and jobs state no risk of one's own."""
    assert not is_stated(words)


def test_amount() -> None:
    """An amount above three quarters of the book's deals in its currency is large; few deals, none or another currency say nothing."""
    large, small = deal(amount="900"), deal(amount="150")
    found = amount(large, BOOK, STEPS)
    assert found is not None
    assert "largest" in found.says
    assert amount(small, BOOK, STEPS) is None
    assert amount(large, BOOK[:7], STEPS) is None
    assert amount(deal(amount="900", currency="USD"), BOOK, STEPS) is None
    assert amount(deal(amount=""), BOOK, STEPS) is None
    assert amount(deal(amount="a lot"), BOOK, STEPS) is None


def test_novelty() -> None:
    """A first deal with an account is new; a later one is not, nor one that the CRM calls a renewal or an existing customer's."""
    before = deal("w", outcome="won", closed_us=day(-30), created_us=day(-90), type="Pumps")
    assert novelty(deal(), BOOK, STEPS) is not None
    assert novelty(deal(), [*BOOK, before], STEPS) is None
    kind = novelty(deal(type="Services"), [before], STEPS)
    assert kind is not None
    assert "first of its kind (Services)" in kind.says
    assert novelty(deal(type="Existing Customer - Upgrade"), BOOK, STEPS) is None
    assert novelty(deal(name="Renewal 2026"), BOOK, STEPS) is None
    later = deal("l", outcome="won", closed_us=day(30), created_us=day(10))
    assert novelty(deal(), [later], STEPS) is not None
    assert novelty(deal(account_id="", account="", company_id=None), BOOK, STEPS) is None


def test_one_line_with_its_evidence() -> None:
    """What is at stake adds up, is capped, names its evidence, and says where standing is not known."""
    words = "My job is on the line here."
    said = touch(3, "lena", "SAM", words)
    found = stakes(deal(amount="900"), BOOK, [said, touch(4, "SAM", "lena", words)], WARM, STEPS)
    assert found.needs == 50 + 5 + 5 + 10
    assert found.short is True
    assert found.says.startswith("Needs a trust of 70: ")
    assert "58 (50–66)" in found.says
    (quote,) = next(s.evidence for s in found.stakes if s.kind == "stated")
    assert (quote.quote, quote.message_id) == (words, said.id)
    calm = stakes(
        deal(amount="150"), [*BOOK, deal("w", outcome="won", closed_us=day(-9), created_us=day(-20))], [], UNKNOWN, STEPS
    )
    assert (calm.needs, calm.short) == (50.0, None)
    assert "none is shown yet" in calm.says
