"""What two readers, or a made-up company nobody had read, showed to be no risk: each cause beside the case in which it still is one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import deal, role, touch
from tests.deals.test_risks import ALONE, OURS, case, kinds

from regard.deals.negotiating import is_step
from regard.deals.records import Touch


@pytest.mark.parametrize(
    ("after", "fires"),
    [
        ((), True),
        ((touch(70, "marc", "SAM"),), True),
        ((touch(70, "marc", "SAM"), touch(80, "marc", "SAM")), False),
        ((touch(70, "SAM", "marc"), touch(80, "SAM", "marc")), True),
    ],
    ids=["nobody", "once", "a colleague carries on", "we alone"],
)
def test_a_colleague_who_carries_on(after: tuple[Touch, ...], fires: bool) -> None:
    """Whoever is silent while a colleague writes on twice is not missed; a stated champion is."""
    assert ("gone_quiet" in kinds(case([*ALONE, OURS, *after], now=90))) is fires
    champion = deal(roles=(role("lena", "Champion"),))
    assert "gone_quiet" in kinds(case([*ALONE, OURS, *after], now=90, of=champion))


def test_a_late_senior_who_says_nothing_to_the_deal() -> None:
    """A director's lone mail that asks nothing is no decider dropping in; in a thread with colleagues, or with a question, it is."""
    titles = {"marta": "Finance Director"}
    lone = touch(58, "marta", "SAM", "I could not find your number.")
    assert "drop_in_decider" not in kinds(case([*ALONE, lone], titles))
    assert "drop_in_decider" in kinds(case([*ALONE, touch(58, "marta", "SAM lena", "I read it.")], titles))
    before = touch(57, "lena", "SAM", "It is with Marta.", thread_id="t")
    assert "drop_in_decider" in kinds(case([*ALONE, before, touch(58, "marta", "SAM", "I read it.", thread_id="t")], titles))


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Another vendor was here.", True),
        ("The others came in with a lower price.", True),
        ("Please send it to Jeff and all of the others.", False),
        ("Thank you for the invitation to the Wharton Business Plan Competition.", False),
        ("I told the others how you dealt with it.", False),
        ("The competition is cheaper.", True),
    ],
)
def test_the_others_are_no_rivals(text: str, fires: bool) -> None:
    """A sentence that merely says "the others" or "competition" speaks of no rival; one that says what they sell does."""
    assert ("competitor_above" in kinds(case([*ALONE, touch(55, "lena", "SAM", text)]))) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Attached you will find our offer.", True),
        ("As agreed on Tuesday, here is the offer. Attached you will find our offer.", False),
        ("Here is the quote that you asked for. Attached you will find our offer.", False),
    ],
)
def test_an_offer_that_was_agreed(text: str, fires: bool) -> None:
    """A price that was agreed or asked for, as our own mail says, does not come before trust."""
    touches = [touch(35, "SAM", "lena", text), touch(38, "SAM", "lena")]
    assert ("price_before_trust" in kinds(case(touches))) is fires


def test_a_seller_who_came() -> None:
    """A colleague who writes that they left another firm to come here leaves nobody."""
    hello = touch(57, "SAM", "lena", "I'm with Tarnwick now, no longer with Frostline.")
    assert "leaves_with_seller" not in kinds(case([*ALONE, hello]))
    assert "leaves_with_seller" in kinds(case([*ALONE, touch(57, "SAM", "lena", "Friday is my last day here.")]))


SIGNED = touch(57, "lena", "SAM", "Both originals were signed yesterday.")


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Both originals were signed yesterday.", True),
        ("Attached is the executed copy.", True),
        ("The transaction has closed.", True),
        ("Please return the signed copy.", False),
        ("Once the agreement is signed we can start.", False),
        ("It has not been signed yet.", False),
        ("Has the amendment been executed?", False),
    ],
)
def test_what_is_done_is_quiet(text: str, over: bool) -> None:
    """Words that it is signed or done explain silence, until either side asks again; words of signing one day do not."""
    done = touch(57, "lena", "SAM", f"Thank you for the quote. {text}")
    silent = {"gone_quiet", "no_activity", "single_threaded"}
    assert bool(kinds(case([*ALONE, OURS, done, touch(58, "SAM", "lena")], now=110)) & silent) is not over
    again = touch(58, "SAM", "lena", "Could you send the second one?", asks=((0, 30),))
    assert "single_threaded" in kinds(case([*ALONE, done, again], now=70))


def test_a_long_gap_of_their_own() -> None:
    """Whoever was silent for so long before is not missed."""
    slow = [*ALONE, *(touch(d, "lena", "SAM") for d in (100, 104, 108))]
    assert "gone_quiet" not in kinds(case([*slow, touch(109, "SAM", "lena")], now=150))
    assert "gone_quiet" in kinds(case([*slow, touch(109, "SAM", "lena")], now=165))


def test_whoever_writes_from_another_address_is_there() -> None:
    """The same person at another address, known by name or by what stands before the @, is not silent."""
    moved = touch(80, "lena ortiz", "SAM")
    old = [t for t in ALONE if t.by_us] + [touch(d, "lena@a.example", "SAM") for d in (5, 15, 25, 35, 45, 55)]
    wrote = [*old, touch(56, "SAM", "lena@a.example")]
    assert "gone_quiet" in kinds(case([*wrote, moved], now=100))
    assert "gone_quiet" not in kinds(case([*wrote, touch(80, "lena@b.example", "SAM")], now=100))


def test_a_telephone_number_is_no_question_to_the_deal() -> None:
    """A director who asks for a number alone did not drop in."""
    text = "What is your phone number?"
    late = touch(58, "marta", "SAM", text, asks=((0, len(text)),))
    assert "drop_in_decider" not in kinds(case([*ALONE, late], {"marta": "Finance Director"}))


def test_a_word_of_ours_must_have_waited() -> None:
    """What we asked yesterday waits for nobody yet."""
    assert "gone_quiet" not in kinds(case([*ALONE, touch(89, "SAM", "lena")], now=90))
    assert "gone_quiet" in kinds(case([*ALONE, touch(80, "SAM", "lena")], now=90))


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Did you see the match?", False),
        ("Could you send us a quote?", True),
        ("Here are our comments on the draft agreement.", True),
    ],
)
def test_mail_beside_the_deal(text: str, fires: bool) -> None:
    """Where nothing linked to a deal speaks of buying or of terms, neither one contact nor silence is a risk of it."""
    chat = [touch(d, who, to, text) for d in (5, 15, 25, 35, 45, 55) for who, to in (("SAM", "lena"), ("lena", "SAM"))]
    found = kinds(case([*chat, OURS], now=110))
    assert ({"single_threaded", "no_activity", "gone_quiet"} <= found) is fires
    assert bool(found & {"single_threaded", "no_activity", "gone_quiet"}) is fires


FOUND = replace(deal(), id="x_1")
"""A deal that was found in the mail; no CRM names it."""


@pytest.mark.parametrize(
    ("touches", "now", "fires"),
    [
        (ALONE, 60, True),
        (ALONE[:8], 29, False),
        ([*ALONE, touch(57, "SAM", "lena omar", "The draft is attached.")], 60, False),
        ([*ALONE, touch(57, "lena", "SAM omar", "The draft is attached.")], 60, False),
    ],
    ids=["alone", "young", "we write to a colleague too", "they copy a colleague"],
)
def test_one_who_drafts_while_others_read(touches: list[Touch], now: int, fires: bool) -> None:
    """Of a deal found in the mail one contact is a risk only where it is a month old and no colleague of theirs is on its mails."""
    assert ("single_threaded" in kinds(case(touches, now=now, of=FOUND))) is fires
    assert "single_threaded" in kinds(case(ALONE[:8], now=29))


ASKED = touch(56, "lena", "SAM", "Could you send us your offer for the second hall?", asks=((0, 48),))


@pytest.mark.parametrize(
    ("passed", "fires"),
    [
        ((), True),
        ((touch(56.2, "SAM", "lena", "That will be fine."),), False),
        ((touch(70, "omar", "SAM", "A newer draft."),), False),
        ((touch(95, "SAM", "omar", "Shall we speak?"),), False),
    ],
    ids=["nothing", "answered in another thread", "a colleague sent a newer draft", "we wrote to a colleague"],
)
def test_silence_of_a_deal_without_a_name(passed: tuple[Touch, ...], fires: bool) -> None:
    """A deal found in the mail is silent where nothing passed with its whole company; what was answered in another thread does not wait."""
    linked = [*ALONE, ASKED]
    found = kinds(case(linked, now=100, of=FOUND, account_touches=[*linked, *passed]))
    assert bool(found & {"no_activity", "waits_for_us"}) is fires


def test_small_print_of_a_broker_is_no_step() -> None:
    """What a newsletter says at its foot of offers and orders moves no negotiation."""
    assert not is_step("This is not an offer or solicitation of orders to buy or sell futures.")
    assert not is_step("The information contained herein is believed to be reliable and no offer to sell is made by our quote.")
    assert is_step("Our offer is valid until May.")
