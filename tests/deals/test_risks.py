from dataclasses import replace
from typing import Any

import pytest
from tests.deals.made import day, deal, role, touch

from regard.deals.case import put
from regard.deals.committee import Face, committee, coverage, empty_seats
from regard.deals.durations import survival, time_to
from regard.deals.mentions import mentions
from regard.deals.pace import pace
from regard.deals.records import Deal, Evidence, Risk, Touch
from regard.deals.risks import RISKS, Case, Limits, Owed, pressing, risks
from regard.deals.stakes import Stake, Stakes
from regard.deals.weight import weights
from regard.model import DAY
from regard.results import Estimate

UNKNOWN = {f: Estimate(50, 10, 90, known=False, trend="unknown") for f in ("trust", "value", "rapport")}


def known(score: float) -> Estimate:
    return Estimate(score, score - 10, score + 10, known=True, trend="steady", mean=(score - 50) / 25, sd=0.3)


def case(
    touches: list[Touch], titles: dict[str, str] | None = None, now: float = 60, of: Deal | None = None, **given: Any
) -> Case:
    """A case of these touches on day `now`; people are whoever is on them."""
    standing = given.pop("standing", {})
    titles = titles or {}
    made = of or deal()
    people = {p for t in touches for p in t.theirs} | {r.person for r in made.roles if r.person}
    faces = {p: Face(p.title(), titles.get(p, ""), "", UNKNOWN | standing.get(p, {})) for p in people}
    touches = sorted(touches, key=lambda t: t.us)
    said = [m for t in touches for m in mentions(t)]
    weighed = weights({p: (titles.get(p, ""), "") for p in people}, touches, [], {})
    members = committee(made.roles, touches, faces, weighed)
    seats = empty_seats(said, members, {p: f.name for p, f in faces.items()}, ["Sam Stone"])
    plain: dict[str, Any] = {
        "deal": made, "as_of_us": day(now), "touches": touches, "account_touches": touches, "members": members, "seats": seats,
        "mentions": said, "coverage": coverage(("economic buyer",), members), "won": survival([]), "ended": survival([]), "stays": {},
        "visible_us": day(now),
    }  # fmt: skip
    return Case(**(plain | given))


def kinds(one: Case) -> set[str]:
    return {r.kind for r in risks(one)}


def back_and_forth(who: str, days: list[float]) -> list[Touch]:
    return [t for d in days for t in (touch(d, "SAM", who), touch(d + 0.5, who, "SAM"))]


ALONE = back_and_forth("lena", [5, 15, 25, 35, 45, 55])
OURS = touch(56, "SAM", "lena")
"""A word of ours that waits."""


def test_nothing_is_known() -> None:
    """Of a deal without touches nothing fires but that nothing passed and nobody was met; unknown standing fires nothing."""
    assert kinds(case([])) == {"no_activity", "nobody_met"}
    assert "rapport_without_value" not in kinds(case(ALONE))


@pytest.mark.parametrize(
    ("words", "waits"),
    [
        ("Did you get to the cricket in the end?", False),
        ("Are you off camping again?", False),
        ("Did you get the drawings?", True),
    ],
)
def test_what_is_asked_of_leisure_puts_nothing_before_us(words: str, *, waits: bool) -> None:
    """A question of somebody's own time waits on no deal."""
    assert (put(touch(5, "lena", "SAM", words, asks=((0, len(words)),))) is not None) is waits


def test_single_threaded() -> None:
    """One person alone is high; a second one who does a tenth or more clears it."""
    (found,) = [r for r in risks(case(ALONE)) if r.kind == "single_threaded"]
    assert (found.level, found.numbers["people"]) == ("high", 1)
    assert found.evidence[0].message_id == ALONE[-1].id
    assert "single_threaded" not in kinds(case([*ALONE, touch(50, "omar", "SAM"), touch(51, "omar", "SAM")]))


def test_single_threaded_beside_a_mailbox() -> None:
    """A mailbox of several is no second person, and the one of theirs is not alone: both are named, with who else signs there."""
    made = case([*ALONE, touch(50, "box", "SAM"), touch(51, "box", "SAM"), touch(52, "box", "SAM")])
    members = [
        replace(m, mailbox="lab@acme.example", signed=("Lena", "Omar Frey"), place=True) if m.person == "box" else m
        for m in made.members
    ]
    (found,) = [r for r in risks(replace(made, members=tuple(members))) if r.kind == "single_threaded"]
    assert (found.level, found.numbers["people"]) == ("medium", 1)
    assert found.says == "All contact on this deal is with Lena and the mailbox lab@acme.example, signed Omar Frey."


@pytest.mark.parametrize(
    ("mails", "now", "level"),
    [
        ((), 20, "high"),
        ((touch(5, "SAM", "lena"),), 20, "medium"),
        ((), 10, None),
        ((touch(5, "SAM", "lena"), touch(9, "lena", "SAM")), 20, None),
    ],
    ids=["nothing passed", "we wrote", "just opened", "they wrote"],
)
def test_nobody_met(mails: tuple[Touch, ...], now: float, level: str | None) -> None:
    """A deal on which nobody of theirs did anything says so after two weeks; where what comes in is not seen, it does not."""
    found = fired(case(list(mails), now=now), "nobody_met")
    assert (found.level if found else None) == level
    assert fired(case(list(mails), now=now, shows_in=False), "nobody_met") is None


def test_comfortable() -> None:
    """A warm contact who names somebody not met: comfortable; cleared by somebody new; not with unknown standing."""
    named = [*ALONE, touch(30, "lena", "SAM", "Marta Holm, our finance director, wants to see it.")]
    warm = {"lena": {"trust": known(75)}}
    (found,) = [r for r in risks(case(named, standing=warm)) if r.kind == "comfortable"]
    assert "Marta Holm" in found.says
    assert "comfortable" not in kinds(case(named))
    assert "comfortable" not in kinds(case([*named, touch(50, "marta", "SAM")], standing=warm))


@pytest.mark.parametrize(("now", "fires"), [(60, False), (84, False), (90, True)])
def test_gone_quiet(now: float, fires: bool) -> None:
    """Silent for more than three times the usual ten days after we wrote; not yet on day 84, and not where the next word is ours."""
    assert ("gone_quiet" in kinds(case([*ALONE, OURS], now=now))) == fires
    assert "gone_quiet" not in kinds(case(ALONE, now=now))


def test_a_dark_mailbox_is_no_silence() -> None:
    """Where the mailbox delivers no more since day 57, silence after it is nobody's."""
    dark = case(ALONE, now=120, visible_us=day(57))
    assert not kinds(dark) & {"gone_quiet", "no_activity"}


@pytest.mark.parametrize("text", ["Friday is my last day here.", "I am leaving the company at the end of May."])
def test_contact_leaving(text: str) -> None:
    """A contact who says that they go, quoted; an old notice is past."""
    found = next(r for r in risks(case([*ALONE, touch(58, "lena", "SAM", text)])) if r.kind == "contact_leaving")
    assert (found.level, found.evidence[0].quote) == ("high", text)
    assert "contact_leaving" not in kinds(case([touch(1, "lena", "SAM", text), *ALONE], now=160))


def test_no_weight_met() -> None:
    """Nobody we met has a say and one who signs is named: high; a managing director among them clears it."""
    named = [*ALONE, touch(40, "lena", "SAM", "It will be Marta Holm who signs.")]
    found = next(r for r in risks(case(named, {"lena": "Planner"})) if r.kind == "no_weight_met")
    assert (found.level, found.evidence[0].quote) == ("high", "It will be Marta Holm who signs.")
    assert "no_weight_met" not in kinds(case(ALONE, {"lena": "Managing Director"}))
    assert "no_weight_met" not in kinds(case([touch(5, "lena", "SAM")])), "one thread only: not yet shown"


def test_rapport_without_value() -> None:
    """Friendly and poor in value, both known; cleared by anybody's good value."""
    friendly = {"lena": {"rapport": known(80), "value": known(25)}}
    assert "rapport_without_value" in kinds(case(ALONE, standing=friendly))
    assert "rapport_without_value" not in kinds(case(ALONE, standing={"lena": {"rapport": known(80)}}))


NEED = Stakes(55.0, "", (Stake("amount", "its amount is above 89% of your deals", 5.0),), None)
SLIPPED = ((day(0), day(50)), (day(20), day(70)), (day(40), day(100)))


@pytest.mark.parametrize(
    ("trust", "closes", "level"),
    [
        (known(20), (), "medium"),
        (known(20), SLIPPED[:2], "medium"),
        (known(20), SLIPPED, "high"),
        (known(44.9), (), "medium"),
        (known(45), SLIPPED, None),
        (replace(known(20), known=False), SLIPPED, None),
        (None, SLIPPED, None),
    ],
    ids=["below", "one slip", "two slips", "just below", "the interval reaches it", "unknown", "nobody"],
)
def test_trust_below_need(trust: Estimate | None, closes: tuple[tuple[int, int], ...], level: str | None) -> None:
    """Fires where all of the interval lies below the need, higher where the date slipped twice; trust that is unknown never fires it."""
    found = fired(case(ALONE, of=deal(closes=closes), stakes=NEED, trust=trust), "trust_below_need")
    assert (found.level if found else None) == level
    if found is not None:
        assert ("put off 2 times" in found.says) == (level == "high")
        assert found.numbers["high"] < found.numbers["needs"]
        assert found.evidence[1].says == "its amount is above 89% of your deals"


def test_trust_below_need_is_told_while_it_is_fresh() -> None:
    """A slipping deal that stands below its need is told after what they just did, and fades behind when nothing of theirs follows."""
    slipping = deal(closes=SLIPPED)
    soon, late = (fired(case(ALONE, now=n, of=slipping, stakes=NEED, trust=known(20)), "trust_below_need") for n in (57, 120))
    assert [r is not None and r.told for r in (soon, late)] == [True, False]
    assert late is not None


def test_last_look() -> None:
    """First heard of late, asked for a price twice and for nothing else, by nobody with a say."""
    text = "What is your best price? Can you give a discount?"
    late = [touch(80 + n, "lena", "SAM", text, asks=((0, 24), (25, 49)), thread_id=f"x{n}") for n in range(2)]
    lived = survival([(d, True) for d in (80, 90, 100, 100, 100, 100, 110, 120)])
    found = next(r for r in risks(case(late, {"lena": "Buyer"}, now=85, ended=lived)) if r.kind == "last_look")
    assert (found.level, found.numbers["price_share"]) == ("medium", 1.0)
    technical = replace(
        late[0], id="q", text="Does it survive steam? Is it loud? And heat?", asks=((0, 22), (23, 34), (35, 44))
    )
    assert "last_look" not in kinds(case([*late, technical], {"lena": "Buyer"}, now=85, ended=lived))


def test_protracted() -> None:
    """Older than all the deals the book won, in one stage all the time; not with too short a history."""
    won = survival([(d, True) for d in range(20, 60, 4)])
    assert "protracted" in kinds(case(ALONE, now=90, won=won))
    assert "protracted" not in kinds(case(ALONE, now=40, won=won))
    assert "protracted" not in kinds(case(ALONE, now=90, won=survival([(20, True)])))


def test_price_before_trust() -> None:
    """A price to somebody who had done nothing; pushed again without an answer it is high; after two acts of theirs it is none."""
    ours = touch(30, "SAM", "lena", "Attached you will find our offer.")
    found = next(r for r in risks(case([ours, touch(35, "SAM", "lena")])) if r.kind == "price_before_trust")
    assert found.level == "high"
    assert "price_before_trust" not in kinds(case([touch(3, "lena", "SAM"), touch(9, "lena", "SAM"), ours]))


def test_competitor_above() -> None:
    """A competitor and somebody senior in one mail is high; without anybody it is low."""
    above = touch(55, "lena", "SAM", "Another vendor was here. Our CFO, Marta Holm, liked them.")
    assert next(r for r in risks(case([*ALONE, above])) if r.kind == "competitor_above").level == "high"
    below = touch(55, "lena", "SAM", "Another vendor was here.")
    assert next(r for r in risks(case([*ALONE, below])) if r.kind == "competitor_above").level == "low"


def test_drop_in_decider() -> None:
    """A director whose first sign comes late, with questions; not one who was there from the beginning."""
    late = touch(58, "marta", "SAM", "What happens if we do nothing?", asks=((0, 30),))
    assert (
        next(r for r in risks(case([*ALONE, late], {"marta": "Finance Director"})) if r.kind == "drop_in_decider").level
        == "high"
    )
    assert "drop_in_decider" not in kinds(case([touch(1, "marta", "SAM"), *ALONE, late], {"marta": "Finance Director"}))


@pytest.mark.parametrize(
    ("now", "says"), [(20.5, None), (21, None), (21.5, "yesterday."), (22, "yesterday."), (23, "2 days ago.")]
)
def test_a_close_date_is_over_the_day_after(now: float, says: str | None) -> None:
    """What is known to the end of the very day is no day late; a moment at midnight is the day before."""
    found = fired(case(ALONE[:4], now=now, of=deal(close_us=day(20))), "past_close")
    assert (found and found.says.rpartition(", ")[2]) == says


@pytest.mark.parametrize(
    ("closes", "level"),
    [
        (((0, 60), (10, 70), (20, 80)), None),
        (((0, 60), (10, 70), (20, 75), (30, 85)), None),
        (((0, 60), (10, 70), (20, 80), (30, 95)), "medium"),
        (((0, 60), (10, 70), (20, 80), (30, 125)), "high"),
        (((0, 60), (10, 66), (20, 72), (30, 78), (40, 84), (45, 90), (50, 96)), "high"),
        (((0, 60), (10, 90), (10.1, 61), (10.2, 95), (20, 100)), None),
        (((0, 60), (10, 70), (20, 80), (30, 95), (40, 62)), None),
    ],
    ids=["twice", "by little", "three times", "as much as planned", "six times", "slips of the pen", "brought forward again"],
)
def test_a_close_date_that_is_put_off_again_and_again(closes: tuple[tuple[float, float], ...], level: str | None) -> None:
    """Its own sign from the first book on: put off on three days or more by 30 days in all; high where that is as much as was planned."""
    of = deal(closes=tuple((day(known), day(close)) for known, close in closes), close_us=day(closes[-1][1]))
    found = fired(case(ALONE, of=of), "close_slips")
    assert (found and found.level) == level
    if found is not None:
        assert found.told
        assert f"put off {len(closes) - 1} times" in found.says
        eased = fired(case(ALONE, of=of, limits=Limits(slips=7)), "close_slips")
        assert eased is None


def test_leaves_with_seller() -> None:
    """The colleague on everything says goodbye; the buyer's mail to another of ours makes it less."""
    goodbye = touch(57, "SAM", "lena", "Friday is my last day here.")
    assert next(r for r in risks(case([*ALONE, goodbye])) if r.kind == "leaves_with_seller").level == "high"
    assert (
        next(r for r in risks(case([*ALONE, goodbye, touch(59, "lena", "TEA")])) if r.kind == "leaves_with_seller").level
        == "medium"
    )


def test_dates_and_promises() -> None:
    """A close date that passed, a stage that lasts, a promise that is overdue."""
    late = deal(close_us=day(20))
    owed = (Owed("lena", "Lena", "I will send the plan by Friday.", "2026-01-02", "m1", "2026-01-01", 0, 31),)
    found = {r.kind: r for r in risks(case(ALONE, of=late, stays={"Proposal": [5.0] * 8}, owed=owed))}
    assert {"past_close", "stage_stuck", "promise_overdue"} <= set(found)
    assert found["past_close"].numbers["days"] == 39
    assert found["past_close"].says.endswith("39 days ago.")
    assert "stage_stuck" not in kinds(case(ALONE, stays={"Proposal": [5.0] * 7}))


def fired(one: Case, kind: str) -> Risk | None:
    return next((r for r in risks(one) if r.kind == kind), None)


def test_whoever_is_named_leaves() -> None:
    """A member whom the words name leaves, not who wrote it; somebody whom nobody on the deal is called fires nothing."""
    omar = [touch(20, "omar", "SAM"), touch(22, "omar", "SAM")]
    found = fired(case([*ALONE, *omar, touch(58, "lena", "SAM", "Omar is leaving the company in June.")]), "contact_leaving")
    assert found is not None
    assert found.says.startswith("Omar")
    assert fired(case([*ALONE, touch(58, "lena", "SAM", "Rodrigo is leaving the company in June.")]), "contact_leaving") is None


def test_who_takes_over_is_told_unless_in_confidence() -> None:
    """The risk names the successor whom the farewell names; of a mail in confidence it names nobody."""
    bye = touch(58, "lena", "SAM", "I am leaving Brantwood at the end of May. Nils Berg will take over from me.")
    told = fired(case([*ALONE, bye]), "contact_leaving")
    quiet = fired(case([*ALONE, replace(bye, cues=frozenset({"coaches"}))]), "contact_leaving")
    assert told is not None
    assert quiet is not None
    assert "Nils Berg takes over." in told.says
    assert "Nils" not in f"{quiet.says} {quiet.clears}"


def test_a_successor_whom_we_know_is_not_to_be_met() -> None:
    """Cleared where the successor did something since; known from before, they are to be spoken with; else they are to be met."""
    bye = touch(58, "lena", "SAM nils", "I retire at the end of May. Nils takes my chair.")
    before, since = touch(30, "nils", "SAM"), touch(59, "nils", "SAM")
    new, old = fired(case([*ALONE, bye]), "contact_leaving"), fired(case([*ALONE, before, bye]), "contact_leaving")
    assert new is not None
    assert old is not None
    assert new.clears == "Meet Nils, while they are still there to introduce."
    assert old.clears == "A talk with Nils, whom we know, about what changes now."
    gone = {"lena": Evidence("Mail to them came back: nobody is there.", "b1", None, "user unknown")}
    assert fired(case([*ALONE, bye, since], left=gone), "contact_leaving") is None
    assert fired(case([*ALONE, bye, touch(59, "omar", "SAM")], left=gone), "contact_leaving") is not None


def test_mail_that_came_back() -> None:
    """A member whose mail came back because nobody is there, with the notice."""
    gone = {"lena": Evidence("Mail to them came back: nobody is there.", "b1", None, "user unknown")}
    found = fired(case(ALONE, left=gone), "contact_leaving")
    assert found is not None
    assert (found.level, found.evidence[0].message_id) == ("high", "b1")


def test_an_offer_left() -> None:
    """They offer to bring colleagues in and we would rather not: high; taken up, or a mail that brings them along, it is none."""
    offer = touch(50, "lena", "SAM", "Shall I set up a meeting with Omar and Marta?", thread_id="o")
    no = touch(51, "SAM", "lena", "No need, I would rather keep it between us.", thread_id="o")
    found = fired(case([*ALONE, offer, no]), "comfortable")
    assert found is not None
    assert (found.level, [e.message_id for e in found.evidence]) == ("high", [offer.id, no.id])
    assert fired(case([*ALONE, offer, no, touch(55, "omar", "SAM")]), "comfortable") is None
    brings = touch(50, "lena", "SAM omar", "Let me bring in Omar.", thread_id="o")
    assert fired(case([*ALONE, brings, no]), "comfortable") is None


def test_not_theirs_to_decide() -> None:
    """Whoever carries the deal says that it is not theirs to decide: high where nobody with a say was met, else medium."""
    words = touch(55, "lena", "SAM", "I would take it tomorrow, but it is not my decision.")
    found = fired(case([*ALONE, words], {"lena": "Planner"}), "no_weight_met")
    assert found is not None
    assert (found.level, found.evidence[0].quote) == ("high", words.text)
    boss = deal(roles=(role("marta", "Economic Buyer"),))
    found = fired(case([*ALONE, words, touch(30, "marta", "SAM")], {"lena": "Planner"}, of=boss), "no_weight_met")
    assert found is not None
    assert found.level == "medium"


@pytest.mark.parametrize(("text", "level"), [("The decision is open again.", "medium"), ("We will wait until Monday.", None)])
def test_reopened_in_words(text: str, level: str | None) -> None:
    """Words that open a choice again, quoted."""
    found = fired(case([*ALONE, touch(58, "lena", "SAM", text)]), "reopened")
    assert (found.level if found else None) == level


def test_reopened_from_above() -> None:
    """After they chose us a director asks in a thread of her own: high, with both quotes; a question about next steps is none."""
    chosen = touch(50, "lena", "SAM", "We have decided for you.", thread_id="c")
    asks = touch(55, "marta", "SAM", "What happens if we do nothing?", asks=((0, 30),), thread_id="n")
    found = fired(case([*ALONE, chosen, asks], {"marta": "Finance Director"}), "reopened")
    assert found is not None
    assert (found.level, [e.message_id for e in found.evidence]) == ("high", [asks.id, chosen.id])
    step = replace(asks, cues=frozenset({"asks_next_step"}))
    assert fired(case([*ALONE, chosen, step], {"marta": "Finance Director"}), "reopened") is None


def test_a_last_call() -> None:
    """A last call for a price with no meeting wanted is a last look; a plain question about price is none."""
    call = touch(58, "lena", "SAM", "Please send your best and final price. No further meeting is needed.", thread_id="f")
    found = fired(case([*ALONE, call]), "last_look")
    assert found is not None
    assert found.numbers["last_call"]
    assert fired(case([*ALONE, touch(58, "lena", "SAM", "What is the price of ten?", asks=((0, 25),))]), "last_look") is None


def test_silence_in_other_peoples_days() -> None:
    """Days on which no buyer writes pass slowly: the same silence is none over a holiday."""
    acts = [(int(day(d) // DAY), f"p{p}") for d in range(61) for p in range(25)]
    slow = pace([*acts, *((int(day(d) // DAY), f"p{p}") for d in range(85, 95) for p in range(25))])
    assert fired(case([*ALONE, OURS], now=90), "gone_quiet") is not None
    assert fired(case([*ALONE, OURS], now=90, pace=slow), "gone_quiet") is None


def test_incumbent() -> None:
    """A customer whom we merely ask how things are in half a year; an idea of ours clears it, and a deal with somebody new has none."""
    asking = [touch(d, "SAM", "lena", "Just checking in. How are things?") for d in (5, 60, 120)]
    known_ = {"now": 181, "customer": True, "visible_from_us": 0}
    found = fired(case(asking, **known_), "incumbent_without_ideas")
    assert found is not None
    assert (found.level, found.numbers["asked_how_it_goes"]) == ("medium", 3)
    idea = touch(130, "SAM", "lena", "Have you considered a second line for the night shift?")
    assert fired(case([*asking, idea], **known_), "incumbent_without_ideas") is None
    assert fired(case(asking, now=181, visible_from_us=0), "incumbent_without_ideas") is None
    late = known_ | {"visible_from_us": day(100)}
    assert fired(case(asking, **late), "incumbent_without_ideas") is None, "half of the time is not seen"


def test_red_flag() -> None:
    """Bad news from their side, quoted; two people who say such things make it high."""
    one = touch(58, "lena", "SAM", "We are being acquired.")
    two = touch(59, "omar", "SAM", "The project has been put on hold.")
    assert fired(case([*ALONE, one]), "red_flag").level == "medium"  # type: ignore[union-attr]
    assert fired(case([*ALONE, one, two]), "red_flag").level == "high"  # type: ignore[union-attr]


def test_small_talk_without_value() -> None:
    """Personal words in two threads and what we brought declined; the evidence quotes nothing personal; acting on something clears it."""
    social = [touch(d, "lena", "SAM", "Dinner on Thursday?", thread_id=f"s{d}") for d in (40, 45)]
    no = touch(50, "lena", "SAM", "Nothing is needed here.", thread_id="n")
    found = fired(case([*ALONE, *social, no]), "rapport_without_value")
    assert found is not None
    assert found.evidence[0].quote == ""
    acted = touch(52, "lena", "SAM", "We did it.", cues=frozenset({"acts_on"}))
    assert fired(case([*ALONE, *social, no, acted]), "rapport_without_value") is None


def test_put_off_again_and_again() -> None:
    """Put off in three threads over two months, older than half of the wins: protracted, with the words; once is not enough."""
    won = time_to([(float(d), True, True) for d in range(20, 100, 8)])
    words = [touch(d, "lena", "SAM", "Let us talk again next quarter.", thread_id=f"p{d}") for d in (5, 35, 68)]
    found = fired(case(words, now=70, won=won), "protracted")
    assert found is not None
    assert "words" in found.numbers["not_moved"]
    assert fired(case(words[:1], now=70, won=won), "protracted") is None


def test_closed_deals_have_none() -> None:
    """A deal that is closed has no risk, whatever its mail says."""
    assert risks(case(ALONE, of=deal(outcome="lost", closed_us=day(50)))) == []


def test_thresholds_are_settings() -> None:
    """Every threshold of a rule is a setting of the same name, with the same default."""
    from dataclasses import fields

    from regard.config import SETTINGS

    said = {s.key.removeprefix("risks."): s.default for s in SETTINGS if s.key.startswith("risks.")}
    assert said == {f.name: f.default for f in fields(Limits) if f.name not in ("good", "fair")}


def test_every_risk_is_documented() -> None:
    """Each rule says when it fires and what clears it, and its kind is its name."""
    for rule in RISKS:
        assert "Fires" in (rule.__doc__ or "") or "signs:" in (rule.__doc__ or "") or "fires" in (rule.__doc__ or "")
        assert "Cleared" in (rule.__doc__ or ""), rule.__name__


def test_the_higher_level_is_shown_first() -> None:
    """Of what is told a high risk stands before a medium one that is worth more, what is on trial last."""
    made = [
        Risk("protracted", "medium", "x", (), "", {}, worth=0.9, told=True),
        Risk("no_weight_met", "high", "x", (), "", {}, worth=0.5, told=True),
        Risk("single_threaded", "high", "x", (), "", {}, worth=0.9, told=False),
        Risk("gone_quiet", "high", "x", (), "", {}, worth=0.6, told=True),
    ]
    assert [r.kind for r in pressing(made)] == ["gone_quiet", "no_weight_met", "protracted", "single_threaded"]
