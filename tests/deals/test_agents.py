"""Deals that go through an agent: who writes to us for whom, and what is proposed of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import day, deal, touch

from regard.deals.agents import agencies, between, buys_for, called, examples, stands_between
from regard.deals.corrections import by_deal
from regard.deals.found import confirmed
from regard.deals.linking import Party, link
from regard.deals.proposing import Proposal, Through, proposals
from regard.deals.records import Deal, Touch
from regard.model import DAY, DealJudgement

COMPANY = {"liv": "agent", "per": "agent", "nora": "mill", "olaf": "other"}
NAMES = {"agent": "Fjord Trading AS", "mill": "Northmill Ltd", "other": "Ash"}
PEOPLE = {"liv": "Liv Dahl", "nora": "Nora Lie"}


@pytest.mark.parametrize(("words", "right"), examples())
def test_examples(words: str, *, right: bool) -> None:
    """The sentences that stand beside the forms."""
    assert buys_for(words, called("Northmill")) is right


def test_who_stands_between() -> None:
    """A commission or an end customer is spoken of by whoever stands between two companies; commissioning a machine is none."""
    assert stands_between("What commission would you give me?")
    assert stands_between("Der Endkunde braucht zwei Linien.")
    assert not stands_between("When do you commission the machine?")


def mail(n: float, writer: str, to: str, text: str, **given: object) -> Touch:
    made = touch(n, writer, to, text, **({"thread_id": "t", "subject": "Northmill dryer"} | given))
    return replace(made, asks=((0, len(text)),)) if text.endswith("?") else made


NEEDS = mail(0, "liv", "SAM", "Northmill needs a new dryer, could you send me a quote?")
QUOTE = mail(9, "SAM", "liv", "Quote attached, 90,000 EUR.")
LATER = mail(70, "liv", "SAM nora", "Nora likes it. Is 12 weeks possible?")
OWN = mail(
    150,
    "nora",
    "SAM",
    "Is it 12 weeks or 16? I put it before the board on 1 May 2025.",
    thread_id="own",
    subject="Delivery",
)
BOARD = mail(120, "liv", "SAM", "Northmill's board meets on 1 May 2025, they order then.")
ALL = (NEEDS, QUOTE, LATER, BOARD, OWN)


def pairs(*past: Touch, names: dict[str, str] = NAMES) -> list[tuple[str, str]]:
    return [(one.agent, one.customer) for one in agencies(past, COMPANY, names)]


@pytest.mark.parametrize(
    ("past", "found"),
    [
        (ALL, [("agent", "mill")]),
        ((mail(0, "liv", "SAM", "What commission do you give?", subject="Northmill"),), [("agent", "mill")]),
        ((mail(0, "liv", "SAM", "I met Northmill at the fair.", subject="Fair"),), []),
        ((mail(0, "SAM", "liv", "Northmill needs a new dryer."),), []),
        ((mail(0, "nora", "SAM", "Northmill needs a new dryer."),), []),
        ((mail(0, "liv", "SAM", "we heard that northmill needs a dryer", subject="News"),), []),
    ],
    ids=["all", "a commission", "named only", "we say so", "their own", "no name as written"],
)
def test_who_writes_for_whom(past: tuple[Touch, ...], found: list[tuple[str, str]]) -> None:
    """Only what somebody of another company writes to us of what the customer wants makes an agent of them."""
    assert pairs(*past) == found


def test_ours_and_groups_are_no_customers() -> None:
    """Nobody buys for us from us, and two companies whose names begin alike are one group."""
    assert agencies(ALL, COMPANY, NAMES, ours=("northmill",)) == []
    assert pairs(*ALL, names=NAMES | {"agent": "Northmill Polska"}) == []


def found(*past: Touch, at: float = 155, deals: tuple[Deal, ...] = (), said: tuple[DealJudgement, ...] = ()) -> list[Proposal]:
    through = Through("agent", "Fjord Trading", "fjord.example", frozenset({"liv", "per"}))
    customer = ("mill", "Northmill", "northmill.example")
    both = [t for one in agencies(past, COMPANY, NAMES) for t in between(one, past, COMPANY)]
    return proposals(customer, both, deals, said, PEOPLE, b"k" * 16, day(at), through)


def test_a_deal_through_an_agent_is_proposed() -> None:
    """Asked and priced through the agent, decided by the customer: one deal, the customer's, alive while a board is ahead."""
    (one,) = found(*ALL)
    assert (one.company_id, one.through, one.people) == ("mill", ("agent", "Fjord Trading"), ("Liv Dahl", "Nora Lie"))
    assert one.says.startswith("1 person of Northmill and 1 of Fjord Trading, through whom it goes, take part")
    assert one.evidence[-1].quote.startswith("I put it before the board")


@pytest.mark.parametrize(
    ("past", "at", "deals"),
    [
        ((NEEDS, QUOTE, LATER), 200, ()),
        ((NEEDS, QUOTE), 20, ()),
        (ALL, 155, (deal(company_id="mill", created_us=day(-5)),)),
        (ALL, 155, (deal(company_id="agent", created_us=day(-5)),)),
        ((*ALL, mail(152, "nora", "SAM", "The contract has been signed.")), 155, ()),
    ],
    ids=["long ago", "the customer on no mail", "open there", "open at the agent's", "done"],
)
def test_what_is_not_proposed_through_an_agent(past: tuple[Touch, ...], at: float, deals: tuple[Deal, ...]) -> None:
    """What is over, what the CRM has at either company, and what has nobody of the customer's on it."""
    assert found(*past, at=at, deals=deals) == []


def test_a_no_stands_and_a_yes_is_the_customers_deal() -> None:
    """A word on it is kept by both domains; confirmed, mail of that talk and of the customer belongs to it, other mail of the agent not."""
    (one,) = found(*ALL)

    def word(value: str) -> DealJudgement:
        return DealJudgement("d_1", one.id, "found", one.id, value, "", one.mark, day(156))

    assert found(*ALL, said=(word("no"),)) == []
    companies = {"northmill.example": ("mill", "Northmill"), "fjord.example": ("agent", "Fjord Trading")}
    (kept,) = confirmed(by_deal((word("yes Northmill dryer"),)), companies, day(160))
    assert (kept.company_id, kept.through, kept.name) == ("mill", ("agent",), "Northmill dryer")
    party = Party(frozenset({"nora", "liv", "per"}), frozenset(), agents=frozenset({"liv", "per"}))
    parts = mail(140, "liv", "SAM", "Parts for order 12, please.", thread_id="p", subject="Parts")
    linked = {one.touch for one in link((*ALL, parts), (kept,), {kept.id: party})}
    assert linked == {t.id for t in ALL}


def test_the_threads_of_years_ago_are_none_of_it() -> None:
    """In one thread a negotiation rests for half a year between two mails, not longer."""
    late = replace(OWN, us=OWN.us + 400 * DAY)
    assert found(NEEDS, QUOTE, LATER, late, at=560) == []


@pytest.mark.parametrize(
    ("words", "itself"),
    [
        ("Could you quote two pumps for our hall? Northmill plans to buy three.", True),
        ("Wir brauchen das für unsere Linie. Northmill sucht auch eine.", True),
        ("Northmill needs two pumps. Could you quote for our customer?", False),
    ],
)
def test_whoever_asks_for_their_own_house_is_no_agent(words: str, *, itself: bool) -> None:
    """What is for us, our hall or our line is the writer's own purchase, whoever else is named beside it."""
    assert (pairs(mail(0, "liv", "SAM", words, subject="Pumps")) == []) is itself


def test_nobody_of_the_customers_is_no_deal_of_theirs() -> None:
    """Without anybody of the customer's on the matter the agent's own deal is all there may be."""
    order = mail(12, "liv", "SAM", "Northmill has approved the budget. Can you come down a little on the price?")
    assert found(NEEDS, QUOTE, order, at=20) == []
