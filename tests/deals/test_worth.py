"""What of a deal is worth telling."""

from dataclasses import replace
from typing import Any

import pytest
from tests.deals.made import deal, touch
from tests.deals.test_risks import ALONE, back_and_forth, case

from regard.answers.deal_context import sizes
from regard.deals.asked import Sent
from regard.deals.case import Owed
from regard.deals.records import Risk, Touch
from regard.deals.risks import SHOWN, first, risks
from regard.deals.worth import reaches
from regard.time import iso

FOUND = replace(deal(), id="x_1")
DRAFT = "Attached please find a draft of the agreement for your review and comment."
ASKS = "Could you send us a quote for forty seats?"


def asked(n: float, text: str = ASKS, who: str = "lena", **given: Any) -> Touch:
    return touch(n, who, "SAM", text, asks=((0, len(text)),), **given)


def fired(kind: str, *mails: Touch, **given: Any) -> Risk | None:
    return next((r for r in risks(case([*ALONE, *mails], **given)) if r.kind == kind), None)


@pytest.mark.parametrize(
    ("mails", "now", "level"),
    [
        ((asked(56),), 62, None),
        ((asked(56),), 64, "medium"),
        ((touch(56, "lena", "SAM", DRAFT),), 64, "medium"),
        ((asked(56), asked(60, "Did you see my mail about the quote?")), 66, "high"),
        ((asked(56), touch(58, "SAM", "lena", "Here it is.")), 70, None),
        ((asked(56), touch(58, "SAM", "omar", "Here it is.")), 70, None),
        ((touch(56, "lena", "SAM", "I will send you a draft of the agreement next week."),), 70, None),
        ((touch(56, "lena", "SAM", "It was a good meeting."),), 70, None),
        ((asked(56, recovered=True), touch(57, "SAM", "lena")), 70, None),
        ((touch(55.7, "SAM", "lena"), asked(56, recovered=True)), 70, None),
        ((asked(57, recovered=True),), 70, "medium"),
        ((asked(56, automated="out_of_office"),), 70, None),
        ((asked(56), touch(57, "lena", "SAM", "Both originals were signed yesterday.")), 70, None),
    ],
    ids=["six days", "eight days", "a draft", "asked again", "answered", "answered to a colleague", "what they will do themselves",
         "nothing asked", "quoted in our answer", "its zone is not known",
         "quoted in what we sent to somebody else", "an away note", "signed since"],
)  # fmt: skip
def test_they_wait_for_us(mails: tuple[Touch, ...], now: float, level: str | None) -> None:
    """What they put before us waits from a week on, until anything of ours goes to their company; chasing makes it high."""
    found = fired("waits_for_us", *mails, now=now)
    assert (found.level if found else None) == level


def test_an_answer_that_nobody_could_see() -> None:
    """Where what one of ours on that mail sends is not seen, nobody is said to wait."""
    seen = Sent({"SAM": [(0, 2**62)]})
    assert fired("waits_for_us", asked(56), now=70, sent=seen) is not None
    assert fired("waits_for_us", asked(56, ours=frozenset(("SAM", "ANN"))), now=70, sent=seen) is None
    assert fired("waits_for_us", asked(56), now=70, sent=Sent({"SAM": [(0, asked(60).us)]})) is None


def test_what_they_wrote_beside_it() -> None:
    """A found deal whose company wrote on beside it is not said to wait: it has no name by which that would be linked."""
    beside = touch(60, "omar", "SAM", "A newer draft.")
    mails = [*ALONE, asked(56)]
    assert "waits_for_us" in {r.kind for r in risks(case(mails, now=70, of=FOUND))}
    assert "waits_for_us" not in {r.kind for r in risks(case(mails, now=70, of=FOUND, account_touches=[*mails, beside]))}


def test_worth_is_the_product_of_its_parts() -> None:
    """Stake x actionability x freshness x confidence; each from 0 to 1, and what is told reaches the bar."""
    found = risks(case([*ALONE, asked(56), asked(60)], now=75))
    assert found
    for r in found:
        product = 1.0
        for part in r.weighs.values():
            assert 0 <= part <= 1
            product *= part
        assert r.worth == pytest.approx(product, abs=0.002)
        assert r.told <= (reaches(r) and not r.trial)
    assert [r.told for r in found] == sorted((r.told for r in found), reverse=True)


def test_what_it_tells_fades() -> None:
    """The same words are worth half as much a month later, and are told no more after a while."""
    by = [fired("waits_for_us", asked(56), now=63 + n) for n in (0, 30, 60)]
    worth = [r.worth for r in by if r]
    assert worth[1] == pytest.approx(worth[0] / 2, rel=0.01)
    assert [r.told for r in by if r] == [True, False, False]


GIVES_NOTICE = "What is the notice period in our agreement with you?"
NAMES_HER = "Marta Holm, our finance director, has the final word on this."


@pytest.mark.parametrize("last", [55, 155], ids=["quiet since", "worked on"])
def test_a_state_that_lasts_does_not_grow_old_with_its_first_words(last: int) -> None:
    """Who has the last word was said once, five months ago: it is told while their side works on the deal."""
    mails = [touch(5, "lena", "SAM", NAMES_HER), *back_and_forth("lena", [float(n) for n in range(15, last + 1, 10)])]
    found = {r.kind: r for r in risks(case(mails, now=160))}
    assert found["no_weight_met"].evidence[0].message_id == mails[0].id
    assert (found["no_weight_met"].told and not found["no_weight_met"].trial) == (last == 155)
    assert found["no_weight_met"].weighs["fresh"] == pytest.approx(0.5 ** ((160 - last - 0.5) / 30), abs=0.001)


def test_an_offer_left_lying_grows_old() -> None:
    """That they offered to bring us together is as old as the offer, whatever else passes."""
    offer = "I could put you in touch with our plant manager, if you like."
    mails = [
        *ALONE,
        touch(56, "lena", "SAM", offer, thread_id="o"),
        touch(57, "SAM", "lena", "No need, thank you.", thread_id="o"),
    ]
    found = [fired("comfortable", *mails, *back_and_forth("lena", list(range(60, now, 5))), now=now) for now in (75, 110)]
    fresh = [r.weighs["fresh"] for r in found if r]
    assert len(fresh) == 2
    assert fresh[1] < fresh[0]


def test_what_is_told_hangs_on_no_other_deal() -> None:
    """Whatever other open deals are worth, the same risks of a deal are told; what differs is which deal comes first."""
    mails = [touch(5, "lena", "SAM", NAMES_HER), *ALONE, asked(56)]
    by = [risks(case(mails, now=70, size=s)) for s in (0.0, 0.2, 0.5, 0.8, 1.0)]
    told = [sorted(r.kind for r in found if r.told) for found in by]
    assert "single_threaded" in told[0]
    assert told == [told[0]] * 5
    going = [risks(case([*ALONE, touch(56, "lena", "SAM", GIVES_NOTICE)], now=66, size=s)) for s in (0.0, 1.0)]
    assert [[r.told for r in found if r.kind == "moving_away"] for found in going] == [[True]] * 2
    worth = [sum(r.worth for r in found) for found in by]
    assert worth == sorted(worth)
    assert len(set(worth)) == 5


def test_a_large_deal_first() -> None:
    """Of the same risk that of a larger deal is worth more."""
    small, large = (fired("waits_for_us", asked(56), now=64, size=s) for s in (0.0, 1.0))
    assert small is not None
    assert large is not None
    assert small.worth < large.worth


def test_size_among_open_deals() -> None:
    """An amount stands among the open deals of its currency; none, or none that can be read, in the middle."""
    deals = [replace(deal(f"d{n}"), amount=a, currency=c) for n, (a, c) in enumerate(
        [("10", "EUR"), ("20", "EUR"), ("30", "EUR"), ("5", "USD"), ("", "EUR"), ("soon", "EUR")])]  # fmt: skip
    size = sizes([*deals, replace(deal("won"), amount="1000", outcome="won")])
    assert [round(size(d), 2) for d in deals] == [0.17, 0.5, 0.83, 0.5, 0.5, 0.5]


def owed(text: str, due: float) -> Owed:
    return Owed("lena", "Lena", text, iso(touch(due, "SAM").us)[:10], "m5SAM", iso(touch(due - 5, "SAM").us), 0, len(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I will send you the amended draft on Monday.", True),
        ("I'll get those comments to you by Friday.", True),
        ("I will call you early next week.", False),
        ("I'll be in touch on Monday.", False),
        ("I'll call you on Monday and send the draft.", True),
    ],
)
def test_a_promise_to_speak_is_never_plain(text: str, told: bool) -> None:
    """Of a deal that nobody confirmed a promise is told where mail would show that it was kept."""
    one = case(ALONE, now=60, of=FOUND, owed=(owed(text, 56),), supposed=True)
    found = next(r for r in risks(one) if r.kind == "promise_overdue")
    assert found.told is told


def test_of_a_supposed_deal_little_is_told() -> None:
    """One contact, and what presumes that they buy from us, wait until somebody says that it is a deal; what they wait for does not."""
    mails = [*ALONE, touch(50, "lena", "SAM", "It will be Marta Holm who signs."), asked(56)]
    supposed = risks(case(mails, now=70, of=FOUND, supposed=True))
    confirmed = risks(case(mails, now=70, of=FOUND))
    assert {r.kind for r in supposed} == {r.kind for r in confirmed}
    assert [r.kind for r in first(supposed)] == ["waits_for_us"]
    assert {"waits_for_us", "no_weight_met"} <= {r.kind for r in first(confirmed)}
    assert len(first(confirmed)) <= SHOWN


RIVAL = "Kelvido is cheaper; our managing director Marta Holm had dinner with their competitor's boss."


def test_a_deal_whose_risks_are_all_hidden() -> None:
    """Of a deal of the CRM the high one that the buyer's words show is told, alone and as on trial; of a found deal none is."""
    mails = [
        *ALONE[:6],
        touch(30, "omar", "SAM lena", RIVAL),
        touch(58, "omar", "SAM lena", "Thanks."),
        touch(59, "lena", "SAM"),
    ]
    found = risks(case(mails, {"marta": "Managing Director"}, now=70))
    hidden = [r for r in found if r.kind == "competitor_above"]
    assert hidden
    assert hidden[0].level == "high"
    assert [r.kind for r in first(found)] == ["competitor_above"], [(r.kind, r.level, r.told) for r in found]
    assert hidden[0].trial
    assert found[0] == hidden[0]
    assert not first(risks(case(mails, {"marta": "Managing Director"}, now=70, of=FOUND)))
    assert not first(risks(case(mails, {"marta": "Managing Director"}, now=70, supposed=True)))
    told = risks(case([*mails, asked(60)], {"marta": "Managing Director"}, now=70))
    assert [r.kind for r in first(told)] == ["waits_for_us"], "what is worth telling stands alone"
    assert not next(r for r in told if r.kind == "competitor_above").told


def test_a_talk_that_went_on_with_a_colleague_is_no_word_to_them() -> None:
    """Lena waits though Omar's older talk went on; a new mail to Omar may be her answer."""
    first = touch(40, "SAM", "omar", "The plan is done.", thread_id="old")
    on = touch(58, "SAM", "omar", "The pumps are packed.", thread_id="old")
    asks = asked(56, thread_id="export")
    assert fired("waits_for_us", first, asks, on, now=70) is not None
    assert fired("waits_for_us", first, asks, touch(58, "SAM", "omar", "Here it is.", thread_id="anew"), now=70) is None
