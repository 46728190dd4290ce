"""Which threads is the company's mail made of? The scripted ones, how buyers came in, deals, and then ordinary ones without end, each at
the rate of its pair, thinned by holidays and by what the buyer thinks of us at the time.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from random import Random

from regard.demo import behaviour, clock
from regard.demo.chance import stream
from regard.demo.records import DAY, WEEK, Arc, Deal, Mail, Person, State
from regard.demo.talk import Cast, Start
from regard.demo.threads import OUR_KINDS, of_deal, ours_first, theirs_first, working


def threads(cast: Cast, played: list[Arc], dealt: list[Deal], period: tuple[int, int]) -> Iterator[list[Mail]]:
    """Threads without end: the scripted ones, then introductions, deals, then ordinary ones in random order."""
    yield from _scripted(cast, played)
    yield from _introductions(cast, period)
    for deal in dealt:
        yield from of_deal(cast, deal)
    yield from _ordinary(cast, period)


def _scripted(cast: Cast, played: list[Arc]) -> Iterator[list[Mail]]:
    for arc in played:
        for n, (at, what) in enumerate(arc.beats):
            who, _, rest = what.partition(":")
            key = f"arc-{arc.buyer}-{n}"
            when = working(cast.people[arc.seller if who == "seller" else arc.buyer], at)
            if who == "seller":
                kind, _, answer = rest.partition(">")
                yield ours_first(cast, Start(key, arc.seller, arc.buyer, when), kind, tuple(filter(None, answer.split("+"))))
            elif rest in {"introduces", "brings_superior"}:
                other = cast.introduced.get(arc.buyer, "")
                if other:
                    yield theirs_first(cast, Start(key, arc.seller, arc.buyer, when), rest, other)
            else:
                yield theirs_first(cast, Start(key, arc.seller, arc.buyer, when), rest)


def _introductions(cast: Cast, period: tuple[int, int]) -> Iterator[list[Mail]]:
    """How buyers met during the period came in: through a colleague who trusts us, or by a first mail of ours."""
    rng = stream(cast.seed, "introductions")
    already = set(cast.introduced.values())
    for account, buyers in cast.members.items():
        owner = cast.accounts[account].owner
        for buyer in buyers:
            person = cast.people[buyer]
            if not period[0] < person.met < period[1] or buyer in already:
                continue
            situation = cast.situations.get(buyer)
            if (situation and situation.begins is not None) or cast.sellers[owner].joined:
                continue
            before = [b for b in buyers if cast.people[b].met < person.met]
            key = f"intro-{buyer}"
            if before and rng.random() < 0.6:
                trust = [behaviour.starts(cast.state(b, owner, person.met)) ** 2 for b in before]
                by = rng.choices(before, trust)[0]
                yield theirs_first(cast, Start(key, owner, by, working(cast.people[by], person.met)), "introduces", buyer)
            else:
                yield ours_first(cast, Start(key, owner, buyer, working(cast.people[owner], person.met)), "cold")


@dataclass(frozen=True, slots=True)
class _Source:
    """Threads that one side of one pair starts: relative rate over a window, and its peak for thinning."""

    seller: str
    buyer: str
    ours: bool
    rate: float
    since: int
    until: int
    peak: float = 1.0


def _sources(cast: Cast, period: tuple[int, int]) -> list[_Source]:
    found = []
    for account, buyers in cast.members.items():
        firm = cast.accounts[account]
        for buyer in buyers:
            person, part = cast.people[buyer], cast.situations.get(buyer)
            since, until = max(period[0], person.met + 3 * DAY), period[1]
            gone = min(until, person.left or until)
            if person.new_account:
                found += _moved_sources(cast, person, period)
                until = gone = person.new_account_from
            peak = (
                max(behaviour.starts(cast.latent[buyer].at(since + i * WEEK)) for i in range((until - since) // WEEK + 2)) * 1.6
            )
            away = cast.sellers[firm.owner].left
            for seller, share, first, last in (
                (firm.owner, 0.8 if firm.second else 1.0, since, min(until, away or until)),
                (firm.second, 0.2, since, min(until, away or until)),
                (firm.second if away else "", 1.0, max(since, away or since), until),
            ):
                if not seller or first >= last:
                    continue
                ours = share * person.volume * cast.sellers[seller].verbosity * (part.our_volume if part else 1.0)
                theirs = 0.5 * share * sqrt(person.volume) * (part.their_volume if part else 1.0) * peak
                found.append(_Source(seller, buyer, True, ours, first, last))
                if min(gone, last) > first:
                    found.append(_Source(seller, buyer, False, theirs, first, min(gone, last), peak))
    return found


def _moved_sources(cast: Cast, person: Person, period: tuple[int, int]) -> list[_Source]:
    """Threads with a buyer at the company they moved to."""
    owner, since = cast.accounts[person.new_account].owner, person.new_account_from + 9 * DAY
    if since >= period[1]:
        return []
    peak = 4.0
    return [
        _Source(owner, person.key, True, person.volume, since, period[1]),
        _Source(owner, person.key, False, 0.5 * sqrt(person.volume) * peak, since, period[1], peak),
    ]


def _ordinary(cast: Cast, period: tuple[int, int]) -> Iterator[list[Mail]]:
    """Threads started at their rates, thinned by holidays, weekends, absences and the buyer's trust at the time."""
    rng = stream(cast.seed, "ordinary")
    sources = _sources(cast, period)
    cumulative = list(accumulate(s.rate * (s.until - s.since) for s in sources))
    kinds, weights = list(OUR_KINDS), list(accumulate(OUR_KINDS.values()))
    n = 0
    while cumulative and cumulative[-1] > 0:
        source = sources[bisect(cumulative, rng.random() * cumulative[-1] * 0.999999)]
        at = rng.randrange(source.since, source.until)
        starter = cast.people[source.seller if source.ours else source.buyer]
        other = cast.people[source.buyer if source.ours else source.seller]
        busy = clock.busyness(starter.country, at // DAY) * (0.4 + 0.6 * clock.busyness(other.country, at // DAY))
        if rng.random() > busy or not clock.at_work(starter, at // DAY) or _not_with_us(cast, source.seller, at):
            continue
        n += 1
        key = f"thread-{n:05d}"
        if source.ours:
            kind = kinds[bisect(weights, rng.random() * weights[-1] * 0.999999)]
            yield ours_first(cast, Start(key, source.seller, source.buyer, at), kind)
            continue
        state = cast.state(source.buyer, source.seller, at)
        if rng.random() * source.peak < behaviour.starts(state):
            yield _started(cast, rng, Start(key, source.seller, source.buyer, at), state)


def _not_with_us(cast: Cast, seller: str, at: int) -> bool:
    desk = cast.sellers[seller]
    return bool((desk.joined and at < desk.joined) or (desk.left and at >= desk.left))


def _started(cast: Cast, rng: Random, start: Start, state: State) -> list[Mail]:
    about = behaviour.opener_weights(state)
    table = rng.choices(list(about), list(about.values()))[0]
    other = ""
    if table == "introduces":
        account = cast.people[start.buyer].account_at(start.at)
        known = [b for b in cast.members[account] if b != start.buyer and cast.people[b].met < start.at]
        if not known:
            table = "shares"
        else:
            other = rng.choice(known)
    return theirs_first(cast, start, table, other)
