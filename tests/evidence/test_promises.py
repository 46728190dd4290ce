"""What becomes of a promise: a table of conversations with the state that each leaves it in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.mails import at, meeting, them, us

from regard.evidence.fulfilment import signs
from regard.evidence.pledges import read_pledges, stems
from regard.evidence.promises import promises
from regard.model import Interaction, Promise, Span

WED = "I'll send you the revised quote by Wednesday."
OPEN = "I will send you the revised quote."
CALL = "I'll call you on Wednesday."
LOOK = "Let me check with the plant and get back to you."


def ledger(*said: tuple[Interaction, str], now: float = 3, seen: tuple[str, ...] = ()) -> list[Promise]:
    """The promises of a conversation at the end of day `now` (day 0 is a Monday); what a mail attaches stands behind a bar."""
    texts = {i.message_id: words.partition("|") for i, words in said}
    pledged = {
        i.message_id: read_pledges(body, (Span(0, len(body), "own"),), i.us, i.tz_minutes)
        for i, (body, _, _) in zip([i for i, _ in said], texts.values(), strict=True)
    }
    titles = {i.message_id: i.subject for i, _ in said}
    here = sorted((replace(i, words=len(texts[i.message_id][0].split())) for i, _ in said), key=lambda i: (i.us, i.message_id))
    return promises(here, pledged, lambda m: signs(texts[m][0], tuple(texts[m][2].split()), titles[m]), at(now), seen=seen)


CASES: list[tuple[str, list[tuple[Interaction, str]], float, str]] = [
    ("far from its day it is open", [(us("a", 0), "I'll send you the revised quote by October 25.")], 3, "open"),
    ("within a week of it, due", [(us("a", 0), WED)], 1, "due"),
    ("on the day itself, due", [(us("a", 0), WED)], 2.9, "due"),
    ("past it with nothing to tell, overdue", [(us("a", 0), WED)], 5, "overdue"),
    ("silence is unknown, never broken", [(us("a", 0), WED)], 40, "unknown"),
    ("without a day it is open for a month", [(us("a", 0), OPEN)], 29, "open"),
    ("and then unknown", [(us("a", 0), OPEN)], 31, "unknown"),
    ("a file of that name", [(us("a", 0), WED), (us("b", 2, thread_id="t9"), "Dear Ann.|revised_quote_v2.pdf")], 9, "kept"),
    ("a file in the thread", [(us("a", 0), WED), (us("b", 2), "As we said.|offer-17.pdf")], 9, "kept"),
    ("a reminder after its day", [(us("a", 0), WED), (them("b", 4), "A small reminder about the quote.")], 30, "broken"),
    ("it is overdue", [(us("a", 0), WED), (them("b", 4), "The quote is overdue.")], 5, "overdue"),
    ("conceded to be late", [(us("a", 0), WED), (us("b", 4), "You are right to remind me.")], 30, "broken"),
    ("not necessary after all", [(us("a", 0), WED), (them("b", 1), "The quote is not necessary after all.")], 9, "released"),
    ("what else is not necessary", [(us("a", 0), WED), (them("b", 1), "A deposit is not necessary for us.")], 9, "overdue"),
    ("a logo is no file", [(us("a", 0), WED), (us("b", 2), "Hello again.|image001.png")], 9, "overdue"),
    ("handed over in words", [(us("a", 0), WED), (us("b", 1, thread_id="t9"), "Please find the quote attached.")], 9, "kept"),
    ("said to be done", [(us("a", 0), WED), (us("b", 1, thread_id="t9"), "I faxed the quote this morning.")], 9, "kept"),
    (
        "named by the subject",
        [(us("a", 0), WED), (us("b", 1, thread_id="t9", subject="Your quote"), "See attached.")],
        9,
        "kept",
    ),
    (
        "a thing of which only some words are the same",
        [
            (us("a", 0), "I'll send you the gas purchase agreement of the plant by Wednesday."),
            (us("b", 1, thread_id="t9"), "Attached is the power purchase agreement of Tuesday."),
        ],
        9,
        "overdue",
    ),
    (
        "another thing handed over",
        [(us("a", 0), WED), (us("b", 1, thread_id="t9"), "Please find the map attached.")],
        9,
        "overdue",
    ),
    ("as promised", [(us("a", 0), WED), (us("b", 2), "As promised, the figures.")], 9, "kept"),
    ("a link to it", [(us("a", 0), WED), (us("b", 2), "The quote: https://us.example/q/7")], 9, "kept"),
    ("thanks for it", [(us("a", 0), WED), (them("b", 2), "Thanks for the quote, that helps.")], 9, "kept"),
    ("thanks after its day do not make it late", [(us("a", 0), WED), (them("b", 6), "Thanks for the quote.")], 9, "kept"),
    ("thanks for it by whom it was for", [(us("a", 0), WED), (them("b", 2), "Many thanks, Sam, for the quote.")], 9, "kept"),
    ("thanks for sending it", [(us("a", 0), WED), (them("b", 2), "Thanks for sending it so soon.")], 9, "kept"),
    (
        "thanks in advance keep nothing",
        [(us("a", 0), WED), (them("b", 1), "Thank you in advance for the quote.")],
        9,
        "overdue",
    ),
    ("nor for the promise itself", [(us("a", 0), WED), (them("b", 1), "Thanks for that.")], 9, "overdue"),
    ("nor for help with it", [(us("a", 0), WED), (them("b", 1), "Thank you for your help with the quote.")], 9, "overdue"),
    ("nor for a word about it", [(us("a", 0), WED), (them("b", 1), "Thanks for the update on the quote.")], 9, "overdue"),
    (
        "nor for what is still made",
        [(us("a", 0), WED), (them("b", 1), "Thanks for the quote you are preparing.")],
        9,
        "overdue",
    ),
    ("nor for a day that suits", [(us("a", 0), WED), (them("b", 1), "Thanks, Wednesday is fine for the quote.")], 9, "overdue"),
    ("nor where they understood", [(us("a", 0), WED), (them("b", 1), "Thanks, got it!")], 9, "overdue"),
    (
        "thanks for an answer that was promised",
        [(us("a", 0), LOOK), (them("b", 2), "Thanks for the answer of the plant.")],
        9,
        "kept",
    ),
    ("but not for the mail that promised it", [(us("a", 0), LOOK), (them("b", 2), "Thanks for your reply.")], 9, "open"),
    ("thanks beforehand say nothing", [(us("a", 0), WED), (them("b", 0.001), "Thanks for the quote!")], 9, "overdue"),
    ("their own file does not keep our promise", [(us("a", 0), WED), (them("b", 1), "See attached.|quote.pdf")], 9, "overdue"),
    ("after its day it is kept late", [(us("a", 0), WED), (us("b", 5), "Here is the quote.")], 9, "kept late"),
    ("asked after before its day is no lateness", [(us("a", 0), WED), (them("b", 1), "Any news on the quote?")], 5, "overdue"),
    (
        "asked after, then sent",
        [(us("a", 0), WED), (them("b", 5), "Any news on the quote?"), (us("c", 6), "Here is the quote.")],
        9,
        "kept late",
    ),
    ("asked after and not yet answered", [(us("a", 0), WED), (them("b", 5), "Still waiting for the quote.")], 9, "overdue"),
    ("asked after and nothing since", [(us("a", 0), WED), (them("b", 5), "Still waiting for the quote.")], 25, "broken"),
    (
        "asked after without a day",
        [(us("a", 0), OPEN), (them("b", 5), "Did you get a chance to send the quote?")],
        40,
        "broken",
    ),
    (
        "to come back, asked after by what it was about",
        [
            (us("a", 0), "I will get back to you by 25 Oct."),
            (them("b", 40), "You wanted to get back to me. I am still waiting for the valves."),
        ],
        60,
        "broken",
    ),
    ("asked after within the day", [(us("a", 0), OPEN), (them("b", 0.5), "Any news on the quote?")], 20, "open"),
    ("sorry for the delay", [(us("a", 0), WED), (us("b", 6), "Sorry for the delay with the quote.")], 40, "broken"),
    ("sorry, and here it is", [(us("a", 0), WED), (us("b", 6), "Sorry for the delay. Here is the quote.")], 40, "kept late"),
    ("not needed any more", [(us("a", 0), WED), (them("b", 1), "No need to send the quote any more.")], 40, "released"),
    ("never mind", [(us("a", 0), WED), (them("b", 1), "Never mind.")], 40, "released"),
    ("whoever promised cannot release", [(us("a", 0), WED), (us("b", 1), "Never mind the quote.")], 40, "unknown"),
    ("an answer in the thread", [(us("a", 0), LOOK), (us("b", 2), "The plant says that the valves ship in May.")], 9, "kept"),
    (
        "a figure for what was asked",
        [
            (them("q", -1), "Which seals fit the pump?"),
            (us("a", 0), "I will look into it and get back to you."),
            (us("b", 2), "For your pump it is the seals of type four, 12 EUR each."),
        ],
        9,
        "kept",
    ),
    ("a file is one", [(us("a", 0), LOOK), (us("b", 2), "See what they say.|plant.pdf")], 9, "kept"),
    (
        "asking for a visit finds nothing out",
        [
            (them("q", -1), "Where is the seal kit quote?"),
            (us("a", 0), "Let me look into it and get back to you."),
            (us("b", 2), "Dear Mr Reed, may I visit you at your site in August?"),
        ],
        40,
        "unknown",
    ),
    (
        "nor does telling of something else",
        [
            (them("q", -1), "Where is the seal kit quote?"),
            (us("a", 0), "Let me look into it and get back to you."),
            (us("b", 2), "Our new brochure is out, and on Friday we open the hall in Leeds. Would you like to come?"),
        ],
        40,
        "unknown",
    ),
    (
        "nor wishes and courtesies",
        [
            (us("a", 0), LOOK),
            (us("b", 2), "Thank you for your patience with the plant. I would like to hear how the plant does."),
        ],
        40,
        "unknown",
    ),
    ("an answer elsewhere is none", [(us("a", 0), LOOK), (us("b", 2, thread_id="t9"), "How was the fair for you?")], 9, "open"),
    (
        "another promise to answer is no answer",
        [(us("a", 0), LOOK), (us("b", 2), "It is not clear yet. I will let you know.")],
        9,
        "open",
    ),
    (
        "an addendum is no answer",
        [(us("a", 0), LOOK), (us("b", 0.002), "I forgot: greetings to Tom from all of us.")],
        9,
        "open",
    ),
    ("an invitation for a promised call", [(us("a", 0), CALL), (meeting("m", 5, invited=1), "")], 9, "kept"),
    ("an older meeting is none", [(us("a", 0), CALL), (meeting("m", 5, invited=-3), "")], 9, "overdue"),
    ("a meeting called off", [(us("a", 0), CALL), (meeting("m", 5, invited=1, cancelled=2), "")], 9, "overdue"),
    ("a meeting does not send a quote", [(us("a", 0), WED), (meeting("m", 5, invited=1), "")], 9, "overdue"),
    ("they spoke", [(us("a", 0), CALL), (them("b", 2), "Good talking to you this morning.")], 9, "kept"),
    (
        "automated mail decides nothing",
        [(us("a", 0), WED), (us("b", 1, automated="list"), "Quote attached.|quote.pdf")],
        9,
        "overdue",
    ),
    ("nor what was found in quotes", [(us("a", 0), WED), (them("b", 1, basis="recovered"), "Never mind.")], 9, "overdue"),
    ("their promise, kept by them", [(them("a", 0), WED), (them("b", 1), "The quote is attached.")], 9, "kept"),
    ("their promise, past its day", [(them("a", 0), WED)], 9, "overdue"),
    ("their promise, released by us", [(them("a", 0), WED), (us("b", 1), "You don't need to; never mind.")], 40, "released"),
]


@pytest.mark.parametrize(("said", "now", "state"), [pytest.param(s, n, e, id=name) for name, s, n, e in CASES])
def test_what_became_of_a_promise(said: list[tuple[Interaction, str]], now: float, state: str):
    """The one promise of each conversation with its state."""
    (promise,) = [p for p in ledger(*said, now=now) if p.message_id == "a"]
    assert promise.state == state


QUIET: list[tuple[str, list[tuple[Interaction, str]], float, str]] = [
    ("it goes on while it is followed", [], 40, "overdue"),
    ("and no longer", [], 70, "unknown"),
    (
        "our mail in another matter keeps nothing",
        [(us("b", 9, thread_id="t9", subject="Fair"), "See you there.")],
        40,
        "overdue",
    ),
    ("a mail of ours in its thread may have", [(us("b", 9), "Let us know how you get on.")], 40, "unknown"),
    ("so may a file of ours anywhere", [(us("b", 9, thread_id="t9", subject="Fair"), "Hello.|scan4.pdf")], 40, "unknown"),
    ("or a mail whose subject names it", [(us("b", 9, thread_id="t9", subject="Seal kit"), "Hello Ann.")], 40, "unknown"),
    ("they write on in its thread and do not ask", [(them("b", 9), "We are busy with the audit.")], 40, "unknown"),
    ("they begin another matter soon after its day", [(them("b", 14, thread_id="t9"), "When is the fair?")], 40, "overdue"),
    ("or weeks after it", [(them("b", 30, thread_id="t9"), "When is the fair?")], 40, "unknown"),
    ("but to a colleague", [(them("b", 30, thread_id="t9", seller="tom"), "When is the fair?")], 40, "overdue"),
    ("to answer ours is no beginning", [(them("b", 30, thread_id="t9", is_reply=True), "The fair suits us.")], 40, "overdue"),
    ("a meeting hands nothing over", [(meeting("b", 9), "Review")], 40, "overdue"),
    ("kept after weeks it is kept late", [(us("b", 30), "Here is the seal kit list.")], 40, "kept late"),
]


@pytest.mark.parametrize(("later", "now", "state"), [pytest.param(s, n, e, id=name) for name, s, n, e in QUIET])
def test_ours_stays_overdue_while_nothing_may_have_kept_it(later: list[tuple[Interaction, str]], now: float, state: str):
    """In a mailbox that is read, silence after our own day is our silence until something passes that may have been the keeping."""
    first = (us("a", 0), "I will send you the seal kit list by Thursday.")
    (promise,) = [p for p in ledger(first, *later, now=now, seen=("sam",)) if p.message_id == "a"]
    assert promise.state == state


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ((us("a", 0), "I will send you the seal kit list by Thursday."), ("tom",)),  # sam's own mail is not read
        ((us("a", 0), "I will call you on Thursday."), ("sam",)),  # a talk is had by telephone
        ((us("a", 0), "I will send you the seal kit list tomorrow."), ("sam",)),  # overtaken by what came next
        ((them("a", 0), "I will send you the seal kit list by Thursday."), ("sam", "ann")),  # theirs
    ],
)
def test_other_silence_is_unknown_after_the_grace(said: tuple[Interaction, str], seen: tuple[str, ...]):
    """Who cannot be seen, what is said aloud, what was due at once, and what they promised us goes by the two weeks."""
    assert [p.state for p in ledger(said, now=15, seen=seen)] == ["overdue"]
    assert [p.state for p in ledger(said, now=30, seen=seen)] == ["unknown"]


@pytest.mark.parametrize(
    ("words", "each"),
    [
        (
            "You will get the signed NDA from me tomorrow, and the drawings no later than October 20.",
            [("10-01", "nda"), ("10-20", "draw")],
        ),
        ("I will send the quote by Friday and the contract by October 25.", [("10-04", "quot"), ("10-25", "contract")]),
        ("I will send the quote between Friday and the 20th of October.", [("10-20", "quot")]),
        ("I will send the quote on Friday, and the review on Tuesday is with the board on October 25.", [("10-25", "quot")]),
        ("I will send the quote by Friday and our lawyer will call you by October 25.", [("10-25", "quot")]),
        ("I will send the quote and the contract by October 25.", [("10-25", "quot")]),
    ],
)
def test_two_things_with_a_day_each_are_two_promises(words: str, each: list[tuple[str, str]]):
    """Each has its own day and its own thing; a span of days, and a statement of its own, make no second promise."""
    found = read_pledges(words, (Span(0, len(words), "own"),), at(0), 0)
    assert [p.day[5:] for p in found] == [day for day, _ in each]
    assert all(thing in p.named for p, (_, thing) in zip(found, each, strict=True))
    if len(found) == 2:
        assert not set(found[0].named) & set(found[1].named)


def test_what_is_handed_over_keeps_one_of_two():
    """The NDA that was sent does not keep the promise of the drawings."""
    made = "I will send you the NDA tomorrow, and the drawings no later than October 20."
    states = {p.pledge.named: p.state for p in ledger((us("a", 0), made), (us("b", 1), "Here is the NDA."), now=9)}
    assert states == {("nda",): "kept", ("draw",): "open"}


def test_haste_is_no_day():
    """What is promised as soon as possible or right now is due on no day that could pass."""
    for words in ("I'll send you the quote as soon as possible.", "I will send you the quote right now."):
        (promise,) = ledger((us("a", 0), words), now=5)
        assert (promise.due_us, promise.state) == (None, "open")


NONE = [
    ("a condition", "If you sign, I'll send you the quote on Friday."),
    ("an attempt", "I'll try to send you the quote on Friday."),
    ("a no", "I won't send you the quote on Friday."),
    ("a question", "Will you send me the quote on Friday?"),
    ("an offer", "I'd be happy to send you the quote."),
]


@pytest.mark.parametrize("words", [pytest.param(w, id=name) for name, w in NONE])
def test_what_is_no_promise_is_not_listed(words: str):
    """Conditional, tentative and negated commitments are not in the ledger."""
    assert ledger((us("a", 0), words)) == []


def test_said_again_it_is_one_promise_and_the_latest_day_counts():
    """A promise repeated in its thread with another day is moved, and says so; in another thread it is a promise of its own."""
    again = (us("b", 2), "I'll send you the quote by Friday.")
    (promise,) = ledger((us("a", 0), WED), again, now=3.5)
    assert (promise.message_id, promise.made_us, promise.pledge.day, promise.moved) == ("b", at(0), "2024-10-04", 1)
    assert promise.state == "due"
    assert len(ledger((us("a", 0), WED), (us("b", 2, thread_id="t2"), again[1]))) == 2


def test_a_promise_says_who_made_it_to_whom_and_what_decided_it():
    """Side, people, the words that promise, the end of the day by the writer's clock, and the messages that decided."""
    chased = (them("b", 5, seller="tom"), "Any news on the quote?")
    (promise,) = ledger((us("a", 0, tz_minutes=120), WED), chased, (us("c", 6), "Here is the quote."), now=9)
    assert (promise.side, promise.by, promise.to, promise.buyer) == ("us", "sam", "ann", "ann")
    assert (promise.decided_by, promise.decided_us) == (("b", "c"), at(6))
    assert promise.due_us == at(3) - 120 * 60_000_000
    (theirs,) = ledger((them("a", 0), WED))
    assert (theirs.side, theirs.by, theirs.to) == ("them", "ann", "sam")


def test_a_day_before_the_mail_is_none():
    """Where a mail's clock turns out to have been wrong, a day that lies before the mail is no due day, and nobody is late by it."""
    words = "I'll send you the quote by Wednesday."
    pledged = {"a": read_pledges(words, (Span(0, len(words), "own"),), at(0), 0)}
    for day, due in ((2.5, "2024-10-02"), (3.5, "")):
        (promise,) = promises([us("a", day)], pledged, lambda m: signs(""), at(12))
        assert (promise.pledge.day, promise.due_us is None, promise.state) == (due, not due, "overdue" if due else "open")
    (promise,) = promises([us("a", 3.1, tz_minutes=-300)], pledged, lambda m: signs(""), at(5))
    assert promise.pledge.day == "2024-10-02"


def test_what_is_not_known_yet_decides_nothing():
    """At an earlier moment the promise stands as it stood then."""
    said = [(us("a", 0), WED), (us("b", 2), "Here is the quote."), (us("c", 4), "I'll send you the plan by Monday.")]
    assert [(p.message_id, p.state) for p in ledger(*said, now=1)] == [("a", "due")]
    assert [p.state for p in ledger(*said, now=4.5)] == ["kept", "due"]


def test_copies_and_round_mails_promise_nothing_in_particular():
    """What a buyer merely got a copy of, or with many others, is no promise to them."""
    assert ledger((us("a", 0, buyer_role="cc"), WED)) == []
    assert ledger((us("a", 0, recipients=40), WED)) == []


def test_stems_are_the_words_that_name_something():
    """Endings, small words and the verbs of promises are left out."""
    assert stems("I'll send you the revised quotes and our drawings") == stems("quote; a drawing")
    assert stems("I will let you know") == frozenset()


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("Received, we will look at it.", False),
        ("Will do.", False),
        ("Thanks, I'll have a look.", False),
        ("We will review it carefully as soon as possible.", False),
        ("We will review it by Friday.", True),
        ("We will look at the drawings.", True),
        ("I will check it.", True),
        ("I will let you know.", True),
        ("Will do, I will send you the quote on Friday.", True),
        ("I will fix it.", True),
    ],
)
def test_an_acknowledgement_is_no_entry(own: str, kept: bool) -> None:
    """That a message came and will be looked at promises nothing that could be kept; a thing, a day or a deed does."""
    assert bool(read_pledges(own, (Span(0, len(own), "own"),), at(0), 0)) is kept


TIMES = "I will send you the delivery times by Wednesday."
TOLD: list[tuple[str, list[tuple[Interaction, str]], float, str]] = [
    ("told in the mail", [(us("a", 0), TIMES), (us("b", 2), "Delivery time is 5 weeks for both pumps.")], 9, "kept"),
    ("told after its day", [(us("a", 0), TIMES), (us("b", 4), "Delivery time is 5 weeks for both pumps.")], 9, "kept late"),
    ("told in another talk", [(us("a", 0), TIMES), (us("b", 2, thread_id="t9"), "Delivery time is 5 weeks.")], 9, "overdue"),
    ("put off", [(us("a", 0), TIMES), (us("b", 2), "The delivery times follow in 2 days.")], 9, "overdue"),
    (
        "promised anew",
        [(us("a", 0), TIMES), (us("b", 2), "I will send the delivery times by Friday, 2 are open.")],
        9,
        "overdue",
    ),
    ("they told us", [(us("a", 0), TIMES), (them("b", 2), "Your rival's delivery time is 5 weeks.")], 9, "overdue"),
    (
        "they tell us theirs",
        [(them("a", 0), "I will give you the dimensions tomorrow."), (them("b", 1), "Dimensions are 900 x 400.")],
        9,
        "kept",
    ),
    ("a quote in words", [(us("a", 0), WED), (us("b", 2), "The revised quote is 9,400 EUR.")], 9, "overdue"),
    (
        "a quote in words, thanked for after its day",
        [
            (us("a", 0), WED),
            (us("b", 2), "The revised quote is 9,400 EUR."),
            (them("c", 4), "Great, thanks, I order on Monday."),
        ],
        9,
        "kept",
    ),
    (
        "a quote in words, and they want more of it",
        [
            (us("a", 0), WED),
            (us("b", 2), "The revised quote is 9,400 EUR."),
            (them("c", 4), "Thanks, but please send the quote itself."),
        ],
        9,
        "overdue",
    ),
    (
        "thanks for something else",
        [(us("a", 0), TIMES), (us("b", 2), "We were in Oslo."), (them("c", 2.5), "Thanks!")],
        9,
        "overdue",
    ),
]


@pytest.mark.parametrize(("why", "said", "now", "state"), TOLD, ids=[row[0] for row in TOLD])
def test_what_is_told_in_the_mail_was_sent(why: str, said: list[tuple[Interaction, str]], now: float, state: str) -> None:
    """Information needs no file: whoever promised states it in the thread; a document in words is it once thanked for."""
    assert next(p for p in ledger(*said, now=now) if p.message_id in {"a", "b"}).state == state, why
