"""Deals proposed from the mail alone: asked by several people on several days, no deal known, no money made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import day, deal, touch

from regard.deals.corrections import by_deal
from regard.deals.found import confirmed, money
from regard.deals.matters import is_buying
from regard.deals.proposing import is_counsel, proposals
from regard.deals.records import Deal, Touch
from regard.errors import UsageError
from regard.model import DAY, DealJudgement

KEY = b"k" * 16
ACME = ("c", "Acme", "acme.example")
NAMES = {"lena": "Lena Ortiz", "marc": "Marc Ly"}


def asks(n: float, text: str, who: str = "lena", to: str = "SAM marc") -> Touch:
    made = touch(n, who, to, text, subject="Re: Cold store")
    return replace(made, asks=((0, len(text)),))


FIRST = asks(1, "Could you send us a proposal for the cold store?")
SECOND = asks(9, "What would a pilot cost?", "marc", "SAM lena")
OURS = touch(2, "SAM", "lena marc", "Gladly.")
PAST = (FIRST, OURS, SECOND)


def found(*past: Touch, deals: tuple[Deal, ...] = (), said: tuple[DealJudgement, ...] = (), at: float = 20) -> list[str]:
    return [p.id for p in proposals(ACME, past, deals, said, NAMES, KEY, day(at))]


def test_a_group_that_asks_is_proposed() -> None:
    """Two people who ask for a proposal and a pilot on two days make one proposal, named by account and subject, without money."""
    (one,) = proposals(ACME, PAST, (), (), NAMES, KEY, day(20))
    assert one.name == "Acme - Cold store"
    assert one.people == ("Lena Ortiz", "Marc Ly")
    assert [e.quote for e in one.evidence] == ["Could you send us a proposal for the cold store?", "What would a pilot cost?"]
    assert one.says == "2 people of Acme take part; 2 mails of 3 speak of buying or of terms."
    assert found(*PAST) == found(*reversed(PAST))


@pytest.mark.parametrize(
    ("past", "at"),
    [
        ((FIRST, OURS), 20),
        ((FIRST, OURS, replace(SECOND, us=day(1.2))), 20),
        ((FIRST, SECOND), 20),
        ((asks(1, "Send us a proposal?", to="SAM"), touch(2, "SAM", "lena", "Gladly."), touch(9, "lena", "SAM", "See you.")), 20),
        ((*PAST, touch(12, "marc", "SAM lena", "The agreement has been signed.")), 20),
        (tuple(replace(t, subject="Your invoice 12") for t in PAST), 20),
        ((FIRST, OURS, asks(80, "What would a pilot cost?")), 90),
        (PAST, 140),
        ((touch(1, "SAM", "lena marc", "Here is a proposal."), touch(9, "SAM", "lena", "And the price.")), 20),
        ((touch(1, "lena", "SAM marc", "Thanks for the price list."), OURS, touch(9, "marc", "SAM", "We saw the contract.")), 20),
    ],
    ids=["once", "one day", "we never wrote", "one step", "done", "a bill", "two months apart", "long ago", "we alone", "asks nothing"],
)  # fmt: skip
def test_what_is_no_deal(past: tuple[Touch, ...], at: float) -> None:
    """One ask, one day, a one-sided thread, what is done, a bill, a long pause, old mail, our own mail and mere talk propose nothing."""
    assert found(*past, at=at) == []


def test_our_proposal_counts_once_it_is_answered() -> None:
    """A price of ours that they answer speaks of buying; one into the blue does not."""
    ours = touch(9, "SAM", "lena marc", "Our proposal is attached.", thread_id="p")
    reply = touch(11, "marc", "SAM", "Thank you, we read it.", thread_id="p")
    assert len(found(FIRST, ours, reply)) == 1
    assert found(FIRST, ours) == []
    assert found(ours, touch(12, "SAM", "lena", "Our proposal is attached.", thread_id="p")) == []


def test_what_they_announce_is_a_deal_once_we_answer() -> None:
    """Whoever says that they buy, or invites bids, needs no second day, but an answer of ours; to be told of it is not enough."""
    said = touch(1, "lena", "SAM", "We are looking for a new supplier for the cold store.", thread_id="p")
    assert len(found(said, touch(2, "SAM", "lena", "Gladly.", thread_id="p"))) == 1
    assert found(said) == []
    assert found(touch(0, "SAM", "lena", "Hello.", thread_id="p"), said) == []


def test_a_price_asked_for_and_put_is_a_deal_at_once() -> None:
    """They ask what it costs and we answer with an offer, on the very same day; any other answer of ours waits for a second step."""
    ask = replace(asks(1, "What would it cost us to have the cold store serviced?", to="SAM"), thread_id="p")
    assert len(found(ask, touch(1.2, "SAM", "lena", "Please find attached our quotation for the service.", thread_id="p"))) == 1
    assert found(ask, touch(1.2, "SAM", "lena", "I will look into it.", thread_id="p")) == []
    job = replace(asks(1, "Could you tell me if a job offer will be made?", to="SAM"), thread_id="p")
    assert found(job, touch(1.2, "SAM", "lena", "Our offer is valid until May.", thread_id="p")) == []


@pytest.mark.parametrize(("thread", "proposed"), [("other", 1), ("asked", 0)])
def test_other_talk_hides_no_price_that_was_asked_and_put(thread: str, proposed: int) -> None:
    """What passes beside it between the same people says nothing; in a long talk of other things a price that comes up is none."""
    asked = replace(asks(1, "Could you make us an offer for the new windows?", to="SAM"), thread_id="asked")
    offer = touch(3, "SAM", "lena", "Our offer is attached.", thread_id="asked", subject="Windows", attachments=("offer.pdf",))
    talk = [
        touch(1 + n / 2, *pair, "The crane comes at nine.", thread_id=thread, subject=f"Crane {n}")
        for n in range(1, 9)
        for pair in (("lena", "SAM"), ("SAM", "lena"))
    ]
    assert len(found(asked, offer, *talk)) == proposed


def test_two_matters_of_one_company() -> None:
    """What other people of a company negotiate with other people of ours is a matter of its own, and a no to one leaves the other."""
    drafts = (
        "Attached is the draft lease.",
        "Our comments on the draft lease are attached.",
        "We can agree to clause 4 of the lease.",
    )
    other = tuple(
        touch(1.5 + 3 * n, who, to, words, subject="Yard")
        for n, (who, to, words) in enumerate(zip(("TIM", "omar", "TIM"), ("omar", "TIM", "omar"), drafts, strict=True))
    )
    one, two = sorted(proposals(ACME, (*PAST, *other), (), (), NAMES, KEY, day(20)), key=lambda p: p.name)
    assert (one.name, two.name) == ("Acme - Cold store", "Acme - Yard")
    no = word(one.id, "found", "no", mark=one.mark)
    assert found(*PAST, *other, said=(no,)) == [two.id]


def test_known_deals_are_not_proposed() -> None:
    """Where a deal of that company was open at the time there is nothing to propose; another company's does not matter."""
    assert found(*PAST, deals=(deal(created_us=day(-5)),)) == []
    assert found(*PAST, deals=(deal(created_us=day(22)),)) == []
    assert len(found(*PAST, deals=(deal(company_id="other"),))) == 1
    old = deal(outcome="won", created_us=day(-90), closed_us=day(-40))
    assert len(found(*PAST, deals=(old,))) == 1


def word(ident: str, kind: str, value: str, **more: object) -> DealJudgement:
    plain = {"id": f"d_{kind}{value}", "deal": ident, "subject": ident, "reason": "", "mark": "", "recorded_us": day(30)}
    return DealJudgement(kind=kind, value=value, **(plain | more))  # type: ignore[arg-type]


def test_a_no_stands_for_the_whole_episode() -> None:
    """What was rejected does not come back under another id when older mail of the same weeks arrives, and does when taken back."""
    (one,) = proposals(ACME, PAST, (), (), NAMES, KEY, day(20))
    no = word(one.id, "found", "no", mark=one.mark)
    earlier = asks(0, "We need a quote for the doors.")
    assert found(earlier, *PAST, said=(no,)) == []
    assert len(found(earlier, *PAST, said=(replace(no, undone_us=day(31)),))) == 1
    assert len(found(*PAST, said=(replace(no, mark=f"other.example {day(1)} {day(9)}"),))) == 1


def test_a_yes_makes_a_deal_without_inventing() -> None:
    """A confirmed deal has the name, amount and end that a person gave, none where they gave none; earlier it is not there."""
    (one,) = proposals(ACME, PAST, (), (), NAMES, KEY, day(20))
    yes = word(one.id, "found", "yes Cold store", mark=one.mark)
    at = {"acme.example": ("c", "Acme")}
    (bare,) = confirmed(by_deal([yes]), at, day(40))
    assert (bare.id, bare.name, bare.company_id, bare.amount, bare.currency, bare.owner) == (
        one.id,
        "Cold store",
        "c",
        "",
        "",
        "",
    )
    assert (bare.opened_us, bare.outcome, bare.closed_us) == (day(1), "open", None)
    said = [yes, word(one.id, "amount", "12000 EUR"), word(one.id, "outcome", "won 2024-11-10", reason="signed")]
    (won,) = confirmed(by_deal(said), at, day(400))
    assert (won.amount, won.currency, won.outcome, won.reason) == ("12000", "EUR", "won", "signed")
    assert won.closed_us is not None
    assert confirmed(by_deal(said), at, won.closed_us - DAY)[0].outcome == "open"
    assert confirmed(by_deal(said), at, day(0)) == []
    assert confirmed(by_deal([replace(yes, value="no")]), at, day(40)) == []
    (nameless,) = confirmed(by_deal([replace(yes, value="")]), {}, day(40))
    assert (nameless.name, nameless.company_id) == ("acme.example", None)


@pytest.mark.parametrize(
    ("amount", "currency", "kept"), [("12000", "eur", "12000 EUR"), ("12,500.50", "", "12500.5"), ("1 200", "CHF", "1200 CHF")]
)
def test_amounts(amount: str, currency: str, kept: str) -> None:
    """Amounts are kept as decimals with a currency's three letters."""
    assert money(amount, currency) == kept


@pytest.mark.parametrize(("amount", "currency"), [("lots", ""), ("-5", ""), ("nan", ""), ("5", "euros"), ("1e999999", "")])
def test_no_amounts(amount: str, currency: str) -> None:
    """What is no amount or no currency is refused."""
    with pytest.raises(UsageError):
        money(amount, currency)


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("Could you send a proposal?", True), ("What would it cost?", True),
        ("Can we run a pilot in May?", True),
        ("Is the price firm?", True),
        ("Could you pilot the truck?", False), ("In order to start, what do you need?", False), ("What is on offer at lunch?", False),
        ("Are you on the right track?", False),
    ],
)  # fmt: skip
def test_what_is_about_buying(words: str, yes: bool) -> None:
    """Proposals, prices, pilots and contracts are about buying; the same letters in other uses are not."""
    assert is_buying(words) is yes


def test_negotiation_without_a_question() -> None:
    """Drafts and comments of both sides on two days are a deal nobody asked for; of a university, or in a circular, they are none."""
    texts = (
        "Here is our draft agreement.",
        "Our comments on the agreement are attached.",
        "We accept your proposal.",
        "The agreement is signed.",
    )
    writers = (("SAM", "lena marc"), ("lena", "SAM marc"), ("marc", "SAM lena"), ("SAM", "lena"))
    past = tuple(touch(2.0 * n, who, to, text) for n, ((who, to), text) in enumerate(zip(writers, texts, strict=True)))
    assert len(found(*past)) == 1
    assert found(*past[:2]) == []
    assert list(proposals(("c", "Acme", "acme.edu"), past, (), (), NAMES, KEY, day(20))) == []
    crowd = frozenset(f"p{n}" for n in range(20))
    assert found(*(replace(t, theirs=t.theirs | crowd) for t in past)) == []


def test_drafts_of_a_law_firm_are_no_deal() -> None:
    """Whoever signs or disclaims as a law firm writes about drafts anyway; what they ask us for is a deal like any other."""
    words = (
        "Here is our draft agreement.",
        "Our comments on the agreement are attached.",
        "We accept your proposal.",
        "The agreement is signed.",
    )
    writers = (("SAM", "lena marc"), ("lena", "SAM marc"), ("marc", "SAM lena"), ("SAM", "lena"))

    def mails(below: str) -> list[Touch]:
        return [
            touch(2.0 * n, who, to, text + (below if who.islower() else ""))
            for n, ((who, to), text) in enumerate(zip(writers, words, strict=True))
        ]

    assert len(found(*mails(""))) == 1
    assert not found(*mails("\n\nBerg & Lund LLP, Attorneys at Law\n"))
    assert is_counsel(mails("\n\nBerg & Lund LLP, Attorneys at Law\n"))
    assert not is_counsel(mails(""))


def test_talk_of_other_things_is_no_deal() -> None:
    """Where at most a fifth of what passes between the same people is of buying, the talk is of something else."""
    chat = tuple(touch(2 + n / 2, "lena" if n % 2 else "SAM", "SAM" if n % 2 else "lena marc", f"Chat {n}.") for n in range(12))
    assert len(found(*PAST, *chat[:6])) == 1
    assert found(*PAST, *chat) == []


def test_terms_alone_show_nothing_that_is_bought() -> None:
    """Terms and a yes that is awaited may be of anything; with a paper of it they are of a deal."""
    words = (
        "We cannot agree to the change in section 7.",
        "Please let me know if this is acceptable to you.",
        "We propose to delete clause 4.",
    )
    mails = [
        touch(1 + 3 * n, who, to, text, subject="Yard")
        for n, (who, to, text) in enumerate(zip(("SAM", "lena", "SAM"), ("lena", "SAM", "lena"), words, strict=True))
    ]
    assert found(*mails) == []
    assert len(found(*mails, touch(12, "lena", "SAM", "Attached is the draft of the service agreement.", subject="Yard"))) == 1


def test_a_price_that_is_answered_later() -> None:
    """An offer asked for once is a deal where the other side answers in that talk on a later day, and none on the same day."""
    ask = replace(FIRST, thread_id="p")
    ours = touch(4, "SAM", "lena marc", "Gladly, here are the drawings.", thread_id="p")
    thanks = touch(6, "lena", "SAM", "Thank you.", thread_id="p")
    assert len(found(ask, ours, thanks)) == 1
    assert found(ask, replace(ours, us=day(1.2)), replace(thanks, us=day(1.3))) == []


def test_a_plain_request_for_so_many_is_proposed_at_once() -> None:
    """Whoever writes with us and asks us to quote for a number of something buys, unanswered as yet; without a number it takes more."""
    before = tuple(
        touch(n, "SAM" if n % 2 else "lena", "lena" if n % 2 else "SAM", "Which hall?", thread_id="p") for n in range(1, 7)
    )
    for words, proposed in (
        ("Please quote for 200 sensors with delivery in January.", 1),
        ("Could you send us a quotation for 40 units?", 1),
        ("Could you send us a quotation for the sensors?", 0),
        ("Could you send us a quotation by 2027?", 0),
    ):
        ask = replace(touch(9, "lena", "SAM", words, thread_id="p"), asks=((0, len(words)),))
        assert len(found(*before, ask)) == proposed, words
        assert found(ask) == [], "nobody of ours ever wrote"


def test_an_offer_that_is_approved_rests_in_its_thread() -> None:
    """An offer, a board's yes three weeks later and a price asked for in that thread four months after are one matter."""
    past = (
        touch(1, "SAM", "lena", "The offer for 60 pumps is attached.", thread_id="p"),
        touch(25, "lena", "SAM", "Die Klinikleitung hat zugestimmt.", thread_id="p"),
        touch(26, "SAM", "lena", "Gladly.", thread_id="p"),
        replace(touch(165, "marc", "SAM", "What is your best price?", thread_id="p"), asks=((0, 24),)),
    )
    chat = tuple(
        touch(30 + n, "lena" if n % 2 else "SAM", "SAM" if n % 2 else "lena", "Chat.", thread_id="p") for n in range(20)
    )
    (one,) = proposals(ACME, (*past, *chat), (), (), NAMES, KEY, day(170))
    assert found(*past[:1], *past[2:], *chat, at=170) == [], "nobody approved it, and the talk is of other things"
    assert [e.quote for e in one.evidence] == [past[0].text, past[1].text, past[3].text]
    assert found(*past, at=600) == []


BEFORE = (touch(-100, "lena", "SAM", "We received the doors."), touch(-99, "SAM", "lena", "Thank you."))
REQUEST = asks(80, "Please quote for the ramps in the attached list by Friday.", to="SAM")


@pytest.mark.parametrize(
    ("past", "at", "proposed"),
    [
        ((*BEFORE, REQUEST), 85, True),
        ((*BEFORE, replace(asks(80, "Could you send us your prices?", to="SAM"), subject="RFQ 4471")), 85, True),
        ((*BEFORE, asks(80, "Please quote for 40 ramps.", to="SAM")), 85, True),
        ((REQUEST,), 85, False),
        ((BEFORE[0], REQUEST), 85, False),
        ((*BEFORE, REQUEST), 145, False),
        ((*BEFORE, asks(80, "What would a ramp cost?", to="SAM")), 85, False),
        ((*BEFORE, asks(80, "Could you send us a proposal for the ramps?", to="SAM")), 85, False),
    ],
    ids=["asked", "by number", "so many", "a stranger", "never answered", "long ago", "a price", "a proposal"],
)
def test_a_request_for_quotation_is_proposed_before_we_answer(past: tuple[Touch, ...], at: float, *, proposed: bool) -> None:
    """Whoever we know asks as purchasing does: proposed for two months, beside what is over; strangers and mere questions are not."""
    assert bool(found(*past, at=at)) is proposed
    lost = deal(outcome="lost", created_us=day(-200), closed_us=day(-90))
    assert bool(found(*past, at=at, deals=(lost,))) is proposed
    assert found(*past, at=at, deals=(deal(created_us=day(-200)),)) == []
