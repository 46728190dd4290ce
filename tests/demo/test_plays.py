"""The staged situations: every one is played, told in the truth with the mails that show it, and changes what it says it changes."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from scipy.stats import spearmanr
from tests.demo.conftest import END

from regard.demo import clock, due
from regard.demo.chance import stream
from regard.demo.deals import win_chance
from regard.demo.phrases import family, held_out_forms, lines
from regard.demo.records import DAY, WEEK, Latent, State
from regard.demo.scripts import SCRIPTS, SETTLES
from regard.demo.world import generate


def test_every_situation_is_played(world):
    """The small world stages each script at least once."""
    assert {s.kind for s in SCRIPTS} - {p.kind for p in world.plays} == set()


def test_every_step_has_words():
    """Each table that a script names has phrases, and a subject where it may open a thread."""
    for script in SCRIPTS:
        seen = set()
        for step in script.steps:
            name = next(f for f in ("plays", "seller", "buyer") if step.table in family(f))
            assert lines(name, step.table), (script.kind, step.table)
            seen.add(step.thread)
    assert all(lines("plays", table) for steps in SETTLES.values() for _, _, table in steps)


def test_plays_are_told_by_their_mails(world):
    """A play's mails are in the world, in order, between its dates and among its people."""
    for play in world.plays:
        mails = [world.by_key[k] for k in play.mails]
        assert mails
        assert (mails[0].at, mails[-1].at) == (play.start, play.end)
        assert all(a.at < b.at for a, b in pairwise(mails)), play.kind
        for mail in mails:
            assert {mail.sender, mail.posted_by or mail.sender} & set(play.parts.values())


def test_promises_end_as_they_should(world):
    """Kept ones are settled by the day they were due, late ones after it, broken ones never, released ones without delivery."""
    fates = Counter()
    for play in world.plays:
        promise = play.promise
        if promise is None or promise.fate == "open":
            continue
        fates[play.kind.split("_")[0], promise.fate] += 1
        said = world.by_key[promise.said]
        assert promise.words in said.text.lower() or promise.words.lower() in said.text.lower()
        if promise.fate == "broken":
            assert not promise.settled
            continue
        day = world.by_key[promise.settled].at // DAY
        assert (day <= promise.due_day) == (promise.fate in {"kept", "released"}), (play.kind, day - promise.due_day)
    assert {side for side, _ in fates} == {"our", "their"}
    assert {fate for _, fate in fates} == {"kept", "late", "broken", "released"}


def test_due_days_are_working_days_ahead():
    """Whatever the words, a promise is due after the day on which it was given and within six weeks."""
    rng = stream(1, "due")
    for day in range(20_000, 20_200):
        if clock.weekday(day) < 5:
            words, past, due_day = due.draw(rng, "uk", day)
            assert words
            assert past
            assert day < due_day <= day + 42, (words, clock.weekday(day))


def test_the_one_who_leaves_is_gone(world):
    """After a champion's last day nothing of theirs is written; the successor is met then."""
    play = next(p for p in world.plays if p.kind == "champion_leaves")
    left = world.people[play.parts["b"]].left
    assert left
    assert not any(m.sender == play.parts["b"] and m.at >= left and m.family == "buyer" for m in world.mails)
    assert world.people[play.parts["n"]].met == left


def test_a_seller_leaves_and_one_is_hired(world):
    """Nothing is written by a seller before they came or after they went, and another takes their accounts over."""
    gone, hired = next(s for s in world.sellers if s.left), next(s for s in world.sellers if s.joined)
    own = [m for m in world.mails if m.family == "buyer"]
    assert not any(m.sender == gone.key and m.at >= gone.left for m in own)
    assert not any(m.sender == hired.key and m.at < hired.joined for m in own)
    theirs = {b for b in world.buyers if world.people[b].account in {a.key for a in world.accounts if a.owner == gone.key}}
    assert any(m.at > gone.left and m.to[0] in theirs and world.people[m.sender].kind == "us" for m in own)


def test_what_happens_changes_standing_and_fades():
    """An effect is there in full at first, half after its half-life, and never before."""
    flat = Latent(0, (0.0,) * 60, (0.0,) * 60, (0.0,) * 60)
    bent = flat.bent(10 * WEEK, State(-0.4, 0.0, 0.2), 26 * WEEK)
    assert bent.at(9 * WEEK) == State(0, 0, 0)
    assert bent.at(10 * WEEK).trust == pytest.approx(-0.4)
    assert bent.at(36 * WEEK).trust == pytest.approx(-0.2)
    assert bent.at(36 * WEEK).rapport == pytest.approx(0.1)


def test_two_laws_of_outcome():
    """Where trust decides, won deals had more trust behind them; where it is irrelevant, the chance is the same for all."""

    def decided(law):
        world = generate(5, end=END, size="full", messages=1500, deals=400, rounds=0, law=law)
        rows = [d for d in world.deals if d.outcome in {"won", "lost"} and not d.scripted]
        trust = [sum(s.weight * world.state(s.buyer, d.closed, d.seller).trust for s in d.committee) for d in rows]
        return spearmanr(trust, [d.outcome == "won" for d in rows]).statistic, {d.chance for d in rows}

    follows, chances = decided("trust-decides")
    ignores, same = decided("trust-irrelevant")
    assert follows > 0.35
    assert len(chances) > 100
    assert abs(ignores) < 0.2
    assert same == {win_chance("trust-irrelevant", (), None, "", 0)}


def test_held_out_forms_are_heard_nowhere_else(world):
    """Some forms are kept apart: no part holds one of them, and worlds made with them say other words."""
    apart = {}
    for name in ("buyer", "seller", "plays", "calls"):
        for table, parts in family(name).items():
            for part, said in parts.items():
                with held_out_forms():
                    other = lines(name, table, part)
                if other != said:
                    apart[name, table, part] = other
                    assert not set(other) & set(said)
    assert len(apart) > 60
    whole = [p for said in apart.values() for p in said if len(p) > 25 and not set("[{'.!?") & set(p[:-1])]
    small = {"sellers": 2, "accounts": 4, "buyers": 9, "months": 6, "messages": 900}
    plain, strange = (
        "\n".join(m.text for m in generate(3, end=END, **small, held_out=held).mails).lower() for held in (False, True)
    )
    assert sum(p.lower().rstrip(".!?") in strange for p in whole) >= 3
    assert not [p for p in whole if p.lower().rstrip(".!?") in plain]


def test_plays_are_in_the_truth(world, files):
    """The truth tells each play with its people, deal, dates and Message-IDs, each deal, and the cases of who is who."""
    truth = json.loads(files.truth.read_text(encoding="utf-8"))
    ids = {m["rfc_id"] for m in truth["messages"]}
    assert len(truth["plays"]) == len(world.plays)
    deals = {d["key"] for d in truth["deals"]}
    for play in truth["plays"]:
        assert set(play["messages"]) <= ids
        assert play["deal"] is None or play["deal"] in deals
        assert play["start"] <= play["end"]
    assert {c["kind"] for c in truth["identity"]} == {
        "two addresses", "changed company", "shared mailbox", "assistant", "namesakes",
    }  # fmt: skip
    assert truth["hired"][0]["promised"]
    assert len(truth["hired"][0]["came"]) < len(truth["hired"][0]["promised"])
