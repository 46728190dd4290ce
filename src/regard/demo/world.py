"""What happened at the made-up company? Everything, generated from a seed and the day it ends.

    world = generate(7, end=date(2026, 3, 1))

The same (seed, end, sizes) give the same world, to the byte. Threads are drawn from a pool far larger than needed, in random
order and each with a random stream of its own, until the requested number of mails is reached: sizes scale all rates alike.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import accumulate
from math import sqrt
from random import Random

from regard.demo import accounts as accounts_of
from regard.demo import arcs, behaviour, clock, names, noise, people
from regard.demo.chance import stream
from regard.demo.mailboxes import holders
from regard.demo.records import DAY, WEEK, Account, Arc, Mail, Person, Seller, State, World
from regard.demo.talk import Cast, Start
from regard.demo.threads import OUR_KINDS, ours_first, theirs_first
from regard.errors import UsageError

_MONTH = 30.44 * DAY


def generate(
    seed: int = 7,
    *,
    end: date | None = None,
    sellers: int = 5,
    accounts: int = 25,
    buyers: int = 120,
    months: int = 12,
    messages: int = 6000,
) -> World:
    """The world that ends with the last moment before `end` (default: today, UTC), about `messages` mails in mailboxes.

    Raises UsageError where the sizes make no company: at least one seller, one account a seller, one buyer an account and
    a month; at most 40 sellers, 400 accounts and 10,000 buyers.
    """
    _check(sellers, accounts, buyers, months, messages)
    end = end or datetime.now(UTC).date()
    stop = clock.day_number(end) * DAY
    start = stop - round(months * _MONTH / DAY) * DAY
    cast, arc_list = _cast(seed, (start, stop), sellers, accounts, buyers)
    mails = noise.make(cast, messages, (start, stop))
    seen = sum(1 for m in mails if holders(cast.sellers.values(), m))
    for thread in _threads(cast, arc_list, (start, stop)):
        if seen >= messages:
            break
        if not thread or thread[0].at < start:
            continue
        mails += thread
        seen += sum(1 for m in thread if holders(cast.sellers.values(), m))
    mails.sort(key=lambda m: (m.at, m.key))
    return World(
        seed=seed,
        start=clock.as_date(start // DAY),
        end=end,
        company=names.COMPANY,
        domain=names.DOMAIN,
        freemail=names.FREEMAIL,
        sellers=tuple(cast.sellers.values()),
        accounts=tuple(cast.accounts.values()),
        people=cast.people,
        buyers=tuple(b for members in cast.members.values() for b in members),
        latent=cast.latent,
        deviation=cast.deviation,
        arcs=tuple(arc_list),
        mails=tuple(mails),
        by_key={m.key: m for m in mails},
    )


def _check(sellers: int, accounts: int, buyers: int, months: int, messages: int) -> None:
    if not (
        1 <= sellers <= 40 and sellers <= accounts <= 400 and accounts <= buyers <= 10_000 and months >= 1 and messages >= 1
    ):
        raise UsageError(
            f"No demo has {sellers} sellers, {accounts} accounts, {buyers} buyers, {months} months and {messages} messages. "
            "Ask for at least one of each, sellers ≤ accounts ≤ buyers, at most 40 sellers, 400 accounts and 10,000 buyers."
        )


# ------------------------------------------------------------------------------------------------------------ cast


def _cast(seed: int, period: tuple[int, int], n_sellers: int, n_accounts: int, n_buyers: int) -> tuple[Cast, list[Arc]]:
    """Everybody, how they regard us, and who plays which situation."""
    rng = stream(seed, "cast")
    taken: set[str] = set()
    desks, ours = people.sellers(rng, n_sellers, period, taken)
    staff = people.staff(rng, taken)
    firms = accounts_of.make(rng, n_accounts, [(p.key, p.country) for p in ours], period)
    members = _buyers(rng, firms, n_buyers, period, taken)
    parts = _assign(rng, {s.key: s for s in desks}, firms, members, period)
    everyone: dict[str, Person] = {p.key: p for p in (*ours, *staff, *people.machines(), *people.home(rng, ours, taken))}
    by_account = {a.key: a for a in firms}
    introduced = _introduced(members, parts, period)
    for i, group in enumerate(members.values()):
        for j, person in enumerate(group):
            part = parts.get(person.key)
            everyone[person.key] = _played(person, part, period)
            if part is None and (i + j) % 7 == 3 and by_account[person.account].since < period[0]:
                moved = period[0] + int((period[1] - period[0]) * rng.uniform(0.3, 0.7))
                everyone[person.key] = people.two_addresses(rng, person, by_account[person.account], moved)
    for by, (other, at, superior) in introduced.items():
        title = rng.choice(people.DIRECTORS) if superior else everyone[other].title
        everyone[other] = replace(everyone[other], met=max(at, everyone[by].met), title=title)
    for account in firms[::5]:
        box = people.shared(account, rng.choice(("orders", "purchasing", "goods-in")))
        everyone[box.key] = box
    ordered = {
        a: tuple(p.key for p in sorted(group, key=lambda p: (everyone[p.key].met, p.key))) for a, group in members.items()
    }
    latent = {b: arcs.latent(parts.get(b), stream(seed, "latent", b), *period) for group in ordered.values() for b in group}
    deviation = _deviations(seed, by_account, ordered, parts)
    cast = Cast(seed, period[1], {s.key: s for s in desks}, everyone, by_account, ordered, latent, deviation, parts,
                {by: other for by, (other, _, _) in introduced.items()})  # fmt: skip
    played = [_arc(s, b, by_account[everyone[b].account].owner, period) for b, s in parts.items()]
    return cast, played


def _buyers(rng: Random, firms: list[Account], n: int, period: tuple[int, int], taken: set[str]) -> dict[str, list[Person]]:
    """Buyers per account: one each, the others unevenly; new accounts stay small."""
    weights = [rng.lognormvariate(0, 0.5) if a.since < period[0] else 0.15 for a in firms]
    sizes = [1] * len(firms)
    cumulative = list(accumulate(weights))
    for _ in range(n - len(firms)):
        sizes[bisect(cumulative, rng.random() * cumulative[-1] * 0.999999)] += 1
    made: dict[str, list[Person]] = {}
    number = 0
    for account, size in zip(firms, sizes, strict=True):
        made[account.key] = []
        for i in range(size):
            made[account.key].append(people.buyer(rng, number, account, period, taken, founder=i < 2))
            number += 1
    return made


def _assign(
    rng: Random, desks: Mapping[str, Seller], firms: list[Account], members: Mapping[str, list[Person]], period: tuple[int, int]
) -> dict[str, arcs.Situation]:
    """Who plays which situation: buyers met before the period, in mailboxes that show it, spread over accounts."""
    parts: dict[str, arcs.Situation] = {}
    used: dict[str, int] = {}
    for situation in arcs.SITUATIONS:
        fits = []
        for account in firms:
            desk = desks[account.owner]
            new = account.since >= period[0]
            dark = desk.dark_from is not None
            if {"clear": not new and not dark and desk.box != "sent only", "dark": dark and not new, "new": new}[
                situation.cast
            ]:
                fits += [(used.get(account.key, 0), rng.random(), p) for p in members[account.key] if p.key not in parts]
        fits = [f for f in fits if f[2].met <= period[0] or situation.cast == "new"]
        fits = [f for f in fits if len(members[f[2].account]) >= situation.company] or fits
        if fits and len(parts) < sum(map(len, members.values())) / 2:
            person = min(fits, key=lambda f: f[:2])[2]
            parts[person.key] = situation
            used[person.account] = used.get(person.account, 0) + 1
    return parts


def _introduced(
    members: Mapping[str, list[Person]], parts: Mapping[str, arcs.Situation], period: tuple[int, int]
) -> dict[str, tuple[str, int, bool]]:
    """Who meets us through whom, by script: introducer -> (colleague, when, whether a superior)."""
    out: dict[str, tuple[str, int, bool]] = {}
    free = {a: [p.key for p in reversed(group) if p.key not in parts] for a, group in members.items()}
    for group in members.values():
        for person in group:
            for share, what in parts[person.key].beats if person.key in parts else ():
                _, _, table = what.partition(":")
                if table in {"introduces", "brings_superior"} and free[person.account]:
                    at = period[0] + int((period[1] - period[0]) * share)
                    out[person.key] = (free[person.account].pop(0), at, table == "brings_superior")
    return out


def _played(person: Person, situation: arcs.Situation | None, period: tuple[int, int]) -> Person:
    """The person as the situation needs them."""
    if situation is None:
        return person
    start, stop = period
    person = replace(person, volume=max(0.8, min(person.volume, 1.2)), away=person.away[:1])
    if situation.begins is not None:
        person = replace(person, met=start + int((stop - start) * situation.begins))
    if situation.leaves is not None:
        person = replace(person, left=start + int((stop - start) * situation.leaves))
    if situation.style:
        person = replace(person, style=situation.style)
    if situation.kind == "role_change":
        return people.promoted(person, (start + stop) // 2)
    return person


def _deviations(
    seed: int, firms: Mapping[str, Account], members: Mapping[str, tuple[str, ...]], parts: Mapping[str, arcs.Situation]
) -> dict[tuple[str, str], State]:
    """What is particular to each pair of a buyer and one of the account's two sellers."""
    rng = stream(seed, "deviation")
    out = {}
    for key, account in firms.items():
        for buyer in members[key]:
            for seller in filter(None, (account.owner, account.second)):
                sd = 0.1 if buyer in parts else 0.35
                out[seller, buyer] = State(*(round(rng.gauss(0, sd), 4) for _ in range(3)))
    return out


def _arc(situation: arcs.Situation, buyer: str, seller: str, period: tuple[int, int]) -> Arc:
    start, stop = period
    beats = tuple((start + int((stop - start) * x), what) for x, what in situation.beats)
    return Arc(situation.kind, buyer, seller, situation.says, beats)


# --------------------------------------------------------------------------------------------------------- threads


def _threads(cast: Cast, played: list[Arc], period: tuple[int, int]) -> Iterator[list[Mail]]:
    """Threads without end: the scripted ones, then introductions, then ordinary ones in random order."""
    yield from _scripted(cast, played)
    yield from _introductions(cast, period)
    yield from _ordinary(cast, period)


def _scripted(cast: Cast, played: list[Arc]) -> Iterator[list[Mail]]:
    for arc in played:
        for n, (at, what) in enumerate(arc.beats):
            who, _, rest = what.partition(":")
            key = f"arc-{arc.buyer}-{n}"
            when = _working(cast.people[arc.seller if who == "seller" else arc.buyer], at)
            if who == "seller":
                kind, _, answer = rest.partition(">")
                yield ours_first(cast, Start(key, arc.seller, arc.buyer, when), kind, tuple(filter(None, answer.split("+"))))
            elif rest in {"introduces", "brings_superior"}:
                other = cast.introduced.get(arc.buyer, "")
                if other:
                    yield theirs_first(cast, Start(key, arc.seller, arc.buyer, when), rest, other)
            else:
                yield theirs_first(cast, Start(key, arc.seller, arc.buyer, when), rest)


def _working(person: Person, at: int) -> int:
    """`at`, moved back to a day on which the person works."""
    while not clock.at_work(person, at // DAY):
        at -= DAY
    return at


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
            if situation and situation.begins is not None:
                continue
            before = [b for b in buyers if cast.people[b].met < person.met]
            key = f"intro-{buyer}"
            if before and rng.random() < 0.6:
                trust = [behaviour.starts(cast.state(b, owner, person.met)) ** 2 for b in before]
                by = rng.choices(before, trust)[0]
                yield theirs_first(cast, Start(key, owner, by, _working(cast.people[by], person.met)), "introduces", buyer)
            else:
                yield ours_first(cast, Start(key, owner, buyer, _working(cast.people[owner], person.met)), "cold")


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
            peak = (
                max(behaviour.starts(cast.latent[buyer].at(since + i * WEEK)) for i in range((until - since) // WEEK + 2)) * 1.6
            )
            for seller, share in ((firm.owner, 0.8 if firm.second else 1.0), (firm.second, 0.2)):
                if not seller or since >= until:
                    continue
                ours = share * person.volume * cast.sellers[seller].verbosity * (part.our_volume if part else 1.0)
                theirs = 0.5 * share * sqrt(person.volume) * (part.their_volume if part else 1.0) * peak
                found.append(_Source(seller, buyer, True, ours, since, until))
                if gone > since:
                    found.append(_Source(seller, buyer, False, theirs, since, gone, peak))
    return found


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
        if rng.random() > busy or not clock.at_work(starter, at // DAY):
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


def _started(cast: Cast, rng: Random, start: Start, state: State) -> list[Mail]:
    about = behaviour.opener_weights(state)
    table = rng.choices(list(about), list(about.values()))[0]
    other = ""
    if table == "introduces":
        account = cast.people[start.buyer].account
        known = [b for b in cast.members[account] if b != start.buyer and cast.people[b].met < start.at]
        if not known:
            table = "shares"
        else:
            other = rng.choice(known)
    return theirs_first(cast, start, table, other)
