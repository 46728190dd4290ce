"""What is an answer, and when is it late: one definition, by which timeline, figures and the evidence tell the same."""

from __future__ import annotations

import random

import pytest
from tests.evidence.mails import WHOLE, at, found, them, us

from regard.interactions.answering import after, answer, asked_of_us, fair_asks, is_late, took
from regard.interactions.kpis import kpis
from regard.interactions.outcomes import results
from regard.model import DAY, Interaction

CUES = ("", "", "question", "request", "closing", "unprompted_thanks", "declines", "complains", "question aside")


def conversation(seed: int) -> list[Interaction]:
    """Mails of three months in three threads, both ways, with what they do."""
    draw = random.Random(seed)
    made = []
    for n in range(draw.randint(2, 16)):
        kinds = draw.choice(CUES)
        write = us if draw.random() < 0.5 else them
        more = {"aside": True} if "aside" in kinds and write is them else {}
        thread = draw.choice(("t1", "t2", "t3"))
        made.append(write(f"m{n}", draw.uniform(0, 90), thread_id=thread, cues=kinds.removesuffix(" aside"), **more))
    return sorted(made, key=lambda i: i.us)


@pytest.mark.parametrize("seed", range(150))
def test_timeline_figures_and_evidence_agree(seed: int) -> None:
    """Of each ask, either side's, the timeline says answered, late with its days, or not, as the figures count it."""
    mails = conversation(seed)
    trials = found(*mails, now=200)
    told = results(mails, trials, WHOLE, at(200), text=True)
    of = {thread: [i for i in mails if i.thread_id == thread] for thread in ("t1", "t2", "t3")}

    done = []
    for ask in fair_asks(trials, at(200)):
        time = took(ask, [i for i in of[ask.thread_id] if not i.outbound])
        said = told[ask.opener_id]
        done.append(time is not None and not is_late(time))
        assert (time is None) == (said == "ignored")
        assert time is None or said.endswith(after(time)) == is_late(time)
        assert done[-1] == (ask.outcome == "1" or ask.decided_by is not None)
    figure = {row.label: row for row in kpis(mails, trials, as_of_us=at(200), coverage=WHOLE, text=True)}
    rate = figure["answers what it is asked"]
    assert rate.them == (round(100 * sum(done) / len(done), 1) if done else None)

    asked = [turn for thread in of.values() for turn in asked_of_us(thread, text=True)]
    assert (rate.us is None) >= (not asked)
    assert (figure["answers within (median)"].us is None) == (not any(a for _, a in asked))
    for asks, came in asked:
        said = told[asks.message_id]
        elsewhere = any(i.outbound and 0 < i.us - asks.us < 3 * DAY for i in mails)
        assert said.startswith("answered") == (came is not None or elsewhere)
        assert came is None or elsewhere or said.endswith(after(came.us - asks.us))


def test_what_asks_nothing_of_us_is_no_question() -> None:
    """Thanks after which we wrote in two months are nothing that we answered; who asked nothing leaves our figures unknown."""
    mails = [us("a", 0), them("b", 1, cues="unprompted_thanks"), us("c", 50)]
    figure = {row.label: row for row in kpis(mails, found(*mails), as_of_us=at(90), coverage=WHOLE)}
    assert figure["answers within (median)"].us is None
    assert figure["answers what it is asked"].us is None


def test_an_answer_has_an_end() -> None:
    """In time within three days, late within sixty, and then none; where threads are not known, in time alone."""
    asked = us("a", 0)
    assert answer(asked, [them("b", 59.9)]) is not None
    assert answer(asked, [them("b", 60)]) is None
    assert answer(us("a", 0, thread_id=""), [them("b", 3, thread_id="")]) is None
    assert (is_late(3 * DAY - 1), is_late(3 * DAY), after(8 * DAY)) == (False, True, "after 8 days")
