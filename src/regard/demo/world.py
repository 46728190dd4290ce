"""What happened at the made-up company? Everything, generated from a seed and the day it ends.

    world = generate(7, end=date(2026, 3, 1))

The same (seed, end, sizes) give the same world, to the byte. Threads are drawn from a pool far larger than needed, in random
order and each with a random stream of its own, until the requested number of mails is reached: sizes scale all rates alike.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import accumulate
from random import Random

from regard.demo import accounts as accounts_of
from regard.demo import arcs, calendars, clock, names, noise, people
from regard.demo.calls import record
from regard.demo.casting import cast_all
from regard.demo.chance import stream
from regard.demo.deals import draw
from regard.demo.mailboxes import holders
from regard.demo.phrases import held_out_forms
from regard.demo.plays import write_play
from regard.demo.records import DAY, Account, Arc, Deal, Law, Person, Play, Seller, State, World
from regard.demo.sizes import SIZES, Size, SizeName
from regard.demo.talk import Cast
from regard.demo.traffic import threads
from regard.errors import UsageError

_MONTH = 30.44 * DAY


def generate(
    seed: int = 7,
    *,
    end: date | None = None,
    size: SizeName = "small",
    law: Law = "trust-decides",
    held_out: bool = False,
    **sizes: int,
) -> World:
    """The world that ends with the last moment before `end` (default: today, UTC), about `messages` mails in mailboxes.

    `size` names the counts (`sizes.SIZES`); `sellers, accounts, buyers, months, messages, rounds, calls, deals` given as `sizes` replace
    them one by one. `law` says how deals are decided; `held_out` speaks with the forms kept apart.

    Raises UsageError where the sizes make no company: at least one seller, one account a seller, one buyer an account and
    a month; at most 40 sellers, 400 accounts and 10,000 buyers.
    """
    counts = _counts(size, sizes)
    with held_out_forms(held_out):
        return _generate(seed, end, counts, law, held_out=held_out)


def _generate(seed: int, end: date | None, counts: Size, law: Law, *, held_out: bool) -> World:
    end = end or datetime.now(UTC).date()
    stop = clock.day_number(end) * DAY
    start = stop - round(counts.months * _MONTH / DAY) * DAY
    period, messages = (start, stop), counts.messages
    cast, arc_list = _cast(seed, period, counts)
    cast, plays, deal_list = _staged(cast, arc_list, period, counts, law)
    mails = noise.make(cast, messages, period)
    seen = sum(1 for m in mails if holders(cast.sellers.values(), m))
    played = []
    by_deal = {d.key: d for d in deal_list}
    for play in plays:
        made, done = write_play(cast, play, by_deal.get(play.deal))
        if made:
            played.append(done)
            mails += made
            seen += sum(1 for m in made if holders(cast.sellers.values(), m))
    for thread in threads(cast, arc_list, deal_list, period):
        if seen >= messages:
            break
        if not thread or thread[0].at < start:
            continue
        mails += thread
        seen += sum(1 for m in thread if holders(cast.sellers.values(), m))
    mails.sort(key=lambda m: (m.at, m.key))
    booked = [m.meeting for m in mails if m.meeting and m.sender == m.meeting.seller and not m.text]
    meetings = tuple(sorted((*booked, *calendars.others(cast, period)), key=lambda m: (m.begins, m.key)))
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
        law=law,
        deals=tuple(deal_list),
        plays=tuple(played),
        namesakes=_namesakes(cast),
        meetings=meetings,
        calls=record(cast, meetings, deal_list, counts.calls),
        held_out=held_out,
    )


def _counts(size: SizeName, sizes: Mapping[str, int]) -> Size:
    """The named size with single counts replaced, checked."""
    unknown = set(sizes) - set(Size.__match_args__)
    if size not in SIZES or unknown:
        raise UsageError(f"No demo has a size {', '.join(sorted(unknown)) or size}. Sizes are small and full.")
    s = replace(SIZES[size], **sizes)
    if "messages" in sizes and "deals" not in sizes:
        s = replace(s, deals=min(s.deals, max(1, s.messages // 60)))
    if not (
        1 <= s.sellers <= 40
        and s.sellers <= s.accounts <= 400
        and s.accounts <= s.buyers <= 10_000
        and s.months >= 1
        and s.messages >= 1
    ):
        raise UsageError(
            f"No demo has {s.sellers} sellers, {s.accounts} accounts, {s.buyers} buyers, {s.months} months and {s.messages} "
            "messages. Ask for at least one of each, sellers ≤ accounts ≤ buyers, at most 40 sellers, 400 accounts and 10,000 buyers."
        )
    return s


# ------------------------------------------------------------------------------------------------------------ cast


def _cast(seed: int, period: tuple[int, int], counts: Size) -> tuple[Cast, list[Arc]]:
    """Everybody, how they regard us, and who plays which situation."""
    rng = stream(seed, "cast")
    taken: set[str] = set()
    desks, ours = people.sellers(rng, counts.sellers, period, taken)
    staff = people.staff(rng, taken)
    hired = {d.key: d.joined for d in desks if d.joined}
    firms = accounts_of.make(rng, counts.accounts, [(p.key, p.country) for p in ours], period, hired)
    members = _buyers(rng, firms, counts.buyers, period, taken)
    for account in firms[3::9]:
        group = members[account.key]
        if len(group) > 2:
            group[2] = people.namesake(rng, group[2], group[1], account)
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


def _staged(
    cast: Cast, arc_list: list[Arc], period: tuple[int, int], counts: Size, law: Law
) -> tuple[Cast, list[Play], list[Deal]]:
    """The cast after every situation has been cast, with its plays, and all deals."""
    casting = cast_all(cast, arc_list, period, counts.rounds, counts.messages // 5, law)
    cast = replace(cast, people=casting.people, latent=casting.latent)
    rng = stream(cast.seed, "deals")
    firms, made = list(cast.accounts.values()), list(casting.deals)
    for n in range(counts.deals - len(made)):
        account = rng.choice(firms)
        since = max(account.since, period[0] - 120 * DAY)
        if since >= period[1] - 3 * DAY:
            continue
        days = [rng.randrange(since, period[1] - 2 * DAY) for _ in range(3)]
        opened = max(days, key=lambda at: clock.busyness(account.country, at // DAY) * rng.random())
        kinds = ("new",) if account.since > opened - 90 * DAY else ("new", "new", "renewal", "expansion")
        made.append(
            draw(stream(cast.seed, "deal", str(n)), len(made), account, cast.members[account.key], cast, law=law,
                 kind=rng.choice(kinds), opened=opened, end=period[1])
        )  # fmt: skip
    return cast, casting.plays, made


def _namesakes(cast: Cast) -> tuple[tuple[str, str], ...]:
    """Pairs of buyers at one account who share a name."""
    pairs = []
    for group in cast.members.values():
        ordered = sorted(group)
        pairs += [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :] if cast.people[a].name == cast.people[b].name]
    return tuple(pairs)


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
            if desk.joined or desk.left:
                continue
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
