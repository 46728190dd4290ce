"""What must hold of all trials together."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.mails import KEY, WHOLE, at, found, mail, them, us

from regard.evidence.catalogue import BY_NAME
from regard.evidence.trials import trials
from regard.ids import digest
from regard.interactions.coverage import Covered
from regard.model import Coverage, Interaction, Trial

CUES = ["declines", "complains", "question", "asks_advice", "acts_on", "social_talk"]


@st.composite
def mails(draw: st.DrawFn) -> list[Interaction]:
    """A buyer's mail over five weeks in a few threads, crowded enough that everything meets everything."""
    made = []
    for n in range(draw(st.integers(0, 14))):
        outbound = draw(st.booleans())
        seller = draw(st.sampled_from(["sam", "tom"]))
        made.append(
            mail(
                f"m{n:02}",
                draw(st.integers(0, 35 * 8)) / 8,
                outbound,
                seller=seller,
                sellers=(seller, *draw(st.sampled_from([(), ("sam",), ("tom",)]))),
                thread_id=draw(st.sampled_from(["t1", "t2", "t3", ""])),
                buyer_role=draw(st.sampled_from(["to", "to", "cc"])) if outbound else "from",
                recipients=draw(st.sampled_from([1, 2, 6])),
                automated=draw(st.sampled_from(["", "", "", "", "out_of_office", "newsletter"])),
                others=draw(st.sampled_from([(), (), ("bob",), ("cid", "bob")])),
                basis=draw(st.sampled_from(["observed"] * 5 + ["recovered"])),
                cues=" ".join(draw(st.sets(st.sampled_from(CUES), max_size=2))),
            )
        )
    return made


@st.composite
def coverages(draw: st.DrawFn) -> list[Coverage]:
    """Whole coverage, or a few rows with holes."""
    if draw(st.booleans()):
        return WHOLE
    rows = []
    for _ in range(draw(st.integers(0, 5))):
        start, days = draw(st.integers(-10, 30)), draw(st.integers(1, 30))
        inbound = draw(st.booleans())
        rows.append(
            Coverage(
                "s1", draw(st.sampled_from(["h_sam", "h_tom"])), "inbox", inbound, not inbound, at(start), at(start + days)
            )
        )
    return rows


MOMENTS = st.sampled_from([10.0, 20.5, 36.0, 60.0, 200.0])


@settings(max_examples=100, deadline=None)
@given(mails(), coverages(), MOMENTS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_import_does_not_matter(
    book: list[Interaction], rows: list[Coverage], now: float, text: bool, rng: random.Random
):
    """Trials are a function of the set of interactions; each id occurs once."""
    shuffled = list(book)
    rng.shuffle(shuffled)
    made = found(*book, coverage=rows, now=now, text=text)
    assert found(*shuffled, *shuffled[:3], coverage=list(reversed(rows)), now=now, text=text) == made
    assert max(Counter(t.id for t in made).values(), default=1) == 1


@settings(max_examples=100, deadline=None)
@given(mails(), coverages(), MOMENTS, st.booleans(), st.data())
def test_our_mail_that_nobody_answers_earns_nothing(
    book: list[Interaction], rows: list[Coverage], now: float, text: bool, data: st.DataObject
):
    """An unanswered mail of ours in a new thread adds missed chances only and leaves every other trial as it was, or lower."""
    extra = mail(
        data.draw(st.sampled_from(["a_new", "zz_new"])),
        data.draw(st.integers(-3 * 8, 36 * 8)) / 8,
        True,
        seller=data.draw(st.sampled_from(["sam", "tom"])),
        thread_id="t_new",
        buyer_role=data.draw(st.sampled_from(["to", "cc"])),
        recipients=data.draw(st.sampled_from([1, 6])),
        others=data.draw(st.sampled_from([(), ("bob",), ("dan",)])),
        cues="question",
    )
    before = {t.id: t for t in found(*book, coverage=rows, now=now, text=text)}
    after = {t.id: t for t in found(*book, extra, coverage=rows, now=now, text=text)}
    assert set(before) <= set(after)
    assert all(after[i].outcome in {"0", "open", "censored"} for i in set(after) - set(before))
    for i, old in before.items():
        if after[i] != old:
            assert old.channel in {"starts_contact", "introduces_colleague"}
            # A complaint of theirs is neither a deed nor a miss; where we wrote before it, or to whom it brought, the week is a miss.
            missed = (old.censored_why, after[i].outcome) == ("no_deed", "0")
            assert old.outcome == "1" or missed
            assert (after[i].temper, after[i].context, after[i].opened_us) == (old.temper, old.context, old.opened_us)


@settings(max_examples=100, deadline=None)
@given(mails(), coverages(), MOMENTS, st.booleans())
def test_a_past_date_is_seen_as_it_was(book: list[Interaction], rows: list[Coverage], now: float, text: bool):
    """What was decided at a past moment is what, seen from today, was known by then, weights and all."""

    def decided(made: list[Trial]) -> list[Trial]:
        return [t for t in made if t.outcome in {"0", "1"} and t.known_us <= at(now)]

    then = found(*book, coverage=rows, now=now, text=text)
    today = found(*book, coverage=rows, now=900, text=text)
    assert decided(then) == decided(today)
    assert all(t.outcome in {"open", "censored"} or t.known_us <= at(now) for t in then)


@settings(max_examples=100, deadline=None)
@given(mails(), coverages(), MOMENTS)
def test_one_message_decides_at_most_one_trial_of_a_channel_and_seller(
    book: list[Interaction], rows: list[Coverage], now: float
):
    """The buyer cannot be credited twice for one mail."""
    made = found(*book, coverage=rows, now=now)
    decided = Counter((t.decided_by, t.channel, t.seller) for t in made if t.decided_by)
    assert max(decided.values(), default=1) == 1


@settings(max_examples=100, deadline=None)
@given(mails(), coverages(), MOMENTS, st.booleans())
def test_every_trial_is_well_formed(book: list[Interaction], rows: list[Coverage], now: float, text: bool):
    """Windows are not empty, censored trials say why, decided ones are known, and each belongs to its channel's factor."""
    by_id = {m.message_id: m for m in book}
    for t in found(*book, coverage=rows, now=now, text=text):
        assert t.opened_us < t.closes_us
        assert t.factor == BY_NAME[t.channel].factor
        assert bool(t.censored_why) == (t.outcome == "censored")
        assert (t.decided_by is None) or t.outcome in {"0", "1"}
        assert t.opener_id in by_id
        assert not by_id[t.opener_id].automated
        if t.decided_by:
            assert not by_id[t.decided_by].outbound
            assert t.opened_us <= by_id[t.decided_by].us < t.closes_us
        assert t.temper in {0.0, 1.0}
        if t.factor == "rapport":
            assert t.quote_message is None


def test_the_id_is_the_digest_that_the_contract_names():
    """Channel, version, the two handles, the opener and when it opened, under the book's key."""
    (trial,) = found(us("a", 0), channel="answers_ask")
    of = {name: str(BY_NAME[name].version) for name in ("answers_ask", "starts_contact")}
    assert trial.id == digest("e", KEY, "answers_ask", of["answers_ask"], "h_ann", "h_sam", "a", str(at(0)))
    weekly = found(them("b", -3), channel="starts_contact", now=3)[0]
    assert weekly.id == digest("e", KEY, "starts_contact", of["starts_contact"], "h_ann", "h_sam", "b", str(at(0)))
    assert trial.id != trials([us("a", 0)], WHOLE, as_of_us=at(9), text=False, key=b"x" * 32)[0].id


def test_coverage_can_be_prepared_once_for_many_buyers():
    """Rows and a prepared `Covered` give the same trials."""
    mine: list[Any] = [us("a", 0), them("b", 1), them("c", 8)]
    prepared = Covered(WHOLE, {"h_sam": "sam", "h_tom": "tom"})
    assert found(*mine, coverage=prepared) == found(*mine, coverage=WHOLE)


def test_nobody_has_no_trials():
    """No interactions, no trials."""
    assert found() == []


def test_metadata_only_keeps_the_four_channels_that_need_no_words():
    """Value and rapport have no trials at all where words are not read, so that they read as unknown."""
    book = [us("a", 0), them("b", 1, cues="asks_advice social_talk complains"), them("c", 9)]
    assert {t.factor for t in found(*book, text=False)} == {"trust"}
    assert {t.channel for t in found(*book, text=False)} <= {
        "answers_ask",
        "starts_contact",
        "introduces_colleague",
    }
