"""The world: the same for the same seed and day, of the size asked for, and behaving as its latent states say."""

from collections import Counter, defaultdict
from datetime import date
from statistics import mean

import pytest
from scipy.stats import spearmanr
from tests.demo.conftest import END

from regard.demo import clock
from regard.demo.mailboxes import holders
from regard.demo.records import DAY, WEEK
from regard.demo.sizes import SIZES
from regard.demo.world import generate
from regard.errors import UsageError


def ranked(xs, ys) -> float:
    """Spearman's rank correlation."""
    return float(spearmanr(xs, ys).statistic)


def answered(world):
    """(ask, whether any of those it went to wrote back on it)."""
    children = defaultdict(list)
    for m in world.mails:
        if m.parent and m.family == "buyer":
            children[m.parent].append(m)
    return [(m, any(c.sender in m.to for c in children[m.key])) for m in world.mails if m.chance is not None]


def test_same_seed_and_day_give_the_same_world(world):
    """Generating twice gives equal worlds; another seed or another day does not."""
    assert generate(7, end=END) == world
    assert generate(8, end=END, messages=300).mails != generate(7, end=END, messages=300).mails
    assert generate(7, end=date(2026, 3, 3), messages=300).mails != generate(7, end=END, messages=300).mails


@pytest.mark.parametrize(
    ("sizes", "messages"),
    [
        ({}, 6000),
        ({"sellers": 2, "accounts": 4, "buyers": 9, "months": 6, "messages": 400}, 400),
        ({"size": "full", "messages": 9000}, 9000),
    ],
)
def test_sizes_are_as_asked(sizes, messages):
    """Sellers, accounts and buyers are exact; the mails that lie in a mailbox are within 2 % of the number asked for."""
    world = generate(3, end=END, **sizes)
    size = SIZES[sizes.get("size", "small")]
    wanted = [sizes.get(name, getattr(size, name)) for name in ("sellers", "accounts", "buyers")]
    assert [len(world.sellers), len(world.accounts), len(world.buyers)] == wanted
    held = sum(1 for m in world.mails if holders(world.sellers, m))
    assert messages <= held <= messages * 1.02 + 10


@pytest.mark.parametrize(
    "sizes",
    [{"sellers": 0}, {"accounts": 3}, {"buyers": 10}, {"months": 0}, {"messages": 0}, {"sellers": 41, "accounts": 60}],
)
def test_impossible_sizes_are_refused(sizes):
    """Sizes that make no company are a UsageError that repeats them."""
    with pytest.raises(UsageError, match="sellers"):
        generate(7, end=END, **sizes)


def test_everything_happens_inside_the_period(world):
    """No mail is before the start or at or after the end; parents are earlier and in the world; keys are unique."""
    start, end = clock.day_number(world.start) * DAY, clock.day_number(world.end) * DAY
    assert len(world.by_key) == len(world.mails)
    for m in world.mails:
        assert start <= m.at < end
        assert m.parent is None or world.by_key[m.parent].at < m.at


def test_default_end_is_today():
    """Without an end the demo is fresh: its last mail is at most a few days old."""
    world = generate(7, sellers=1, accounts=2, buyers=4, months=2, messages=120)
    assert 0 <= (date.today() - world.end).days <= 1  # noqa: DTZ011
    assert world.mails[-1].at > clock.day_number(world.end) * DAY - WEEK


def test_answers_follow_trust(world):
    """The share of asks that are answered rises with latent trust, from under a third to over three quarters."""
    rows = [(world.state(m.to[0], m.at, m.sender).trust, a) for m, a in answered(world)]
    rows.sort()
    fifth = len(rows) // 5
    rates = [mean(a for _, a in rows[i * fifth : (i + 1) * fifth]) for i in range(5)]
    assert rates == sorted(rates)
    assert rates[0] < 0.33
    assert rates[-1] > 0.75


def test_stated_chances_are_true(world):
    """Asks with a true chance of p are answered in about a share p, but for scripts and answers after the end."""
    rows = sorted((m.chance, a) for m, a in answered(world))
    tenth = len(rows) // 10
    for i in range(10):
        part = rows[i * tenth : (i + 1) * tenth]
        assert abs(mean(p for p, _ in part) - mean(a for _, a in part)) < 0.12


def test_trust_makes_answers_sooner(world):
    """Among buyers with ten answers or more, the median delay falls with trust (rank order, all arcs included)."""
    delays = defaultdict(list)
    for m in world.mails:
        if m.parent and m.family == "buyer" and m.sender in world.latent and world.by_key[m.parent].chance is not None:
            delays[m.sender].append((m.at - world.by_key[m.parent].at, world.state(m.sender, m.at).trust))
    rows = [(sorted(d for d, _ in v)[len(v) // 2], mean(t for _, t in v)) for v in delays.values() if len(v) >= 10]
    assert len(rows) >= 25
    assert ranked([d for d, _ in rows], [t for _, t in rows]) < -0.3


@pytest.mark.parametrize(
    ("factor", "act"),
    [
        ("trust", "starts_contact"),
        ("value", "asks_advice"),
        ("value", "acts_on_advice"),
        ("rapport", "social"),
        ("rapport", "thanks"),
    ],
)
def test_each_act_follows_its_own_factor(world, factor, act):
    """Acts per mail of ours received go with the buyer's mean level of the factor they belong to."""
    got, did = Counter(), Counter()
    for m in world.mails:
        if m.family == "buyer":
            got.update(p for p in m.to if p in world.latent)
            if m.sender in world.latent:
                did[m.sender] += act in m.acts
    rows = [(mean(getattr(world.latent[b], factor)), did[b] / got[b]) for b in world.buyers if got[b] >= 15]
    assert len(rows) > 50
    assert ranked([x for x, _ in rows], [y for _, y in rows]) > 0.3


def test_declines_fall_with_trust(world):
    """Those who decline our offers trust us less than those who answer otherwise."""
    by = defaultdict(list)
    for m in world.mails:
        if m.sender in world.latent and "answers" in m.acts:
            by["declines" in m.acts].append(world.state(m.sender, m.at).trust)
    assert mean(by[True]) < mean(by[False]) - 0.4


def test_our_own_volume_says_nothing_about_trust(world):
    """How much we write to buyers known all year is hardly correlated with their trust."""
    opened = Counter(m.to[0] for m in world.mails if m.parent is None and m.chance is not None and m.key.startswith("thread"))
    start = clock.day_number(world.start) * DAY
    known = [b for b in world.buyers if world.people[b].met <= start and world.people[b].left is None]
    parts = {a.buyer for a in world.arcs}
    rows = [(opened[b], mean(world.latent[b].trust)) for b in known if b not in parts]
    assert abs(ranked([n for n, _ in rows], [t for _, t in rows])) < 0.3


def test_factors_are_three(world):
    """Latent trust, value and rapport correlate between buyers, and none stands in for another."""
    means = {f: [mean(getattr(world.latent[b], f)) for b in world.buyers] for f in ("trust", "value", "rapport")}
    assert 0.2 < ranked(means["trust"], means["value"]) < 0.75
    assert ranked(means["trust"], means["rapport"]) < 0.6
    assert ranked(means["value"], means["rapport"]) < 0.6


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("friend_not_peer", lambda n: n["social"] >= 6 and n["acts_on_advice"] <= 1),
        ("soured", lambda n: n["complains"] >= 3),
        ("champion", lambda n: n["brings_superior"] == 1 and n["acts_on_advice"] >= 2 and n["asks_advice"] >= 3),
        ("polite_decliner", lambda n: n["declines"] >= 5),
        ("over_mailed", lambda n: n["received"] >= 30 and n["answers"] <= 0.15 * n["received"]),
        ("recovered", lambda n: n["complains"] >= 2 and n["acts_on_advice"] >= 1),
        ("advice_seeker", lambda n: n["asks_advice"] >= 5),
        ("quiet_trust", lambda n: n["discloses"] >= 2 and n["introduces"] >= 1),
        ("first_weeks", lambda n: n["received"] <= 20),
    ],
)
def test_situations_can_be_seen(world, kind, what):
    """What a scripted situation is about happens, by the labels of the mails."""
    arc = next(a for a in world.arcs if a.kind == kind)
    counts = Counter(act for m in world.mails if m.sender == arc.buyer for act in m.acts)
    counts["received"] = sum(1 for m in world.mails if m.family == "buyer" and arc.buyer in m.to)
    assert what(counts), counts


def test_the_silent_buyer_stops_answering(world):
    """The buyer gone silent answered most asks in the first half and none or nearly none in the last quarter."""
    arc = next(a for a in world.arcs if a.kind == "gone_silent")
    start, end = clock.day_number(world.start) * DAY, clock.day_number(world.end) * DAY
    rows = [((m.at - start) / (end - start), a) for m, a in answered(world) if m.to[0] == arc.buyer]
    early, late = [a for x, a in rows if x < 0.6], [a for x, a in rows if x > 0.75]
    assert mean(early) > 0.55
    assert len(late) >= 4
    assert mean(late) < 0.3


def test_nobody_writes_after_leaving(world):
    """A buyer who left sends nothing of their own; mail to them comes back."""
    arc = next(a for a in world.arcs if a.kind == "left_company")
    left = world.people[arc.buyer].left
    assert all(m.at < left for m in world.mails if m.sender == arc.buyer and m.family == "buyer")
    assert any(m.at >= left and m.on_behalf == arc.buyer and m.family in {"left", "bounce"} for m in world.mails)


def test_working_weeks_look_like_working_weeks(world):
    """Little is written at weekends, and August and the last week of the year are quiet."""
    days = Counter(m.at // DAY for m in world.mails if m.family == "buyer")
    weekend = sum(n for day, n in days.items() if clock.weekday(day) >= 5)
    assert weekend < 0.06 * sum(days.values())

    def daily(first, last):
        span = [d for d in range(clock.day_number(first), clock.day_number(last)) if clock.weekday(d) < 5]
        return mean(days[d] for d in span)

    assert daily(date(2025, 8, 4), date(2025, 8, 30)) < 0.75 * daily(date(2025, 9, 8), date(2025, 10, 3))
    assert daily(date(2025, 12, 24), date(2026, 1, 2)) < 0.4 * daily(date(2025, 11, 17), date(2025, 12, 12))


def test_awkward_identities_are_there(world):
    """Buyers with two addresses, "Last, First" names, shared mailboxes, a change of role, and new accounts with little mail."""
    buyers = [world.people[b] for b in world.buyers]
    assert sum(len(p.addresses) > 1 for p in buyers) >= 5
    assert sum(p.display == "last, first" for p in buyers) >= 10
    assert sum(p.kind == "shared" for p in world.people.values()) >= 3
    assert any(p.new_title for p in buyers)
    new = {a.key for a in world.accounts if a.since > clock.day_number(world.end) * DAY - 40 * DAY}
    per = Counter(world.people[b].account for m in world.mails for b in m.people if b in world.latent)
    assert len(new) >= 3
    assert all(per[a] < 60 for a in new)
