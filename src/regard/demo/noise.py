"""What else is in a mailbox? Colleagues, personnel and counsel, family and friends, newsletters and notices."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from regard.demo import clock
from regard.demo.chance import stream
from regard.demo.facts import Around, draw
from regard.demo.phrases import fill, lines, pick
from regard.demo.records import DAY, Mail, Person
from regard.demo.talk import Cast
from regard.demo.wording import compose

_PRIVATE = {  # topic -> who of our staff writes, and whether the seller may be the one who starts
    "personnel": ("staff-people", False),
    "counsel": ("staff-counsel", False),
    "health": ("staff-people", True),
    "works_council": ("staff-council", False),
}
SHARES = {"internal": 0.055, "private": 0.009, "personal": 0.022, "newsletter": 0.03, "notice": 0.018}
"""Share of all mail, by sort."""


def make(cast: Cast, messages: int, period: tuple[int, int]) -> list[Mail]:
    """About their share of `messages` mails of each sort, spread over the period."""
    mails: list[Mail] = []
    for sort, share in SHARES.items():
        rng = stream(cast.seed, "noise", sort)
        made = 0
        while made < share * messages:
            thread = _thread(cast, rng, sort, f"{sort}-{made:05d}", rng.randrange(*period))
            made += len(thread)
            mails += thread
    return mails


def _thread(cast: Cast, rng: Random, sort: str, key: str, at: int) -> list[Mail]:
    seller = cast.people[rng.choice(list(cast.sellers))]
    day = at // DAY
    if sort in {"internal", "private"}:
        while not clock.at_work(seller, day):
            day += 1
    make = {"internal": _internal, "private": _private, "personal": _personal, "newsletter": _machine, "notice": _machine}[sort]
    return [m for m in make(cast, rng, key, seller, day) if m.at < cast.end]


def _facts(cast: Cast, rng: Random, seller: Person, at: int) -> dict[str, object]:
    mine = [a for a in cast.accounts.values() if a.owner == seller.key] or list(cast.accounts.values())
    account = rng.choice(mine)
    other = rng.choice([p for p in cast.people.values() if p.kind == "staff"])
    buyers = cast.members[account.key]
    colleague = cast.people[rng.choice(buyers)].first if buyers else "Sam"
    return draw(rng, account, Around(colleague, "the board", other.first, ""), at)


def _mail(
    key: str,
    n: int,
    at: int,
    sender: Person,
    to: tuple[str, ...],
    *,
    subject: str,
    text: str,
    family: str,
    cc: tuple[str, ...] = (),
) -> Mail:
    """The `n`-th mail of a thread, answering the one before."""
    return Mail(
        key=f"{key}.{n}",
        thread=key,
        parent=f"{key}.{n - 1}" if n else None,
        at=at,
        sender=sender.key,
        to=to,
        cc=cc,
        subject=subject,
        text=text,
        family=family,
        client=sender.client,
    )


def _internal(cast: Cast, rng: Random, key: str, seller: Person, day: int) -> list[Mail]:
    """Sellers and staff among themselves; some to the whole team."""
    facts = _facts(cast, rng, seller, day * DAY)
    colleagues = [k for k, p in cast.people.items() if p.kind == "us" and k != seller.key]
    staff = rng.choice(("staff-support", "staff-field", "staff-field2", "staff-product", "staff-finance"))
    table = rng.choice(("pipeline", "pipeline", "engineering"))
    to: tuple[str, ...]
    if table == "engineering" or not colleagues:
        sender, to, cc = cast.people[staff], (seller.key,), tuple(colleagues[:1] if rng.random() < 0.3 else ())
    elif rng.random() < 0.4:
        sender, to, cc = seller, tuple(colleagues), ()
    else:
        sender, to, cc = seller, (rng.choice(colleagues),), ()
    subject, at = pick(rng, "inside", table, facts, "subject"), clock.moment(rng, sender, day)
    text = compose(rng, sender, cast.people[to[0]].first if len(to) == 1 else "all", "inside", table, facts=facts, reply=False)
    mails = [_mail(key, 0, at, sender, to, subject=subject, text=text, family="internal", cc=cc)]
    for n in range(1, rng.choice((1, 2, 2, 3, 4))):
        replier = cast.people[rng.choice([k for k in mails[-1].people if k != mails[-1].sender] or [sender.key])]
        at = clock.after(rng, replier, at, rng.lognormvariate(0.8, 0.9))
        back = (mails[-1].sender, *(k for k in to if k not in {replier.key, mails[-1].sender}))
        text = compose(rng, replier, cast.people[back[0]].first, "inside", "inside_reply", facts=facts, reply=True)
        mails.append(_mail(key, n, at, replier, back, subject=subject, text=text, family="internal"))
    return mails


def _private(cast: Cast, rng: Random, key: str, seller: Person, day: int) -> list[Mail]:
    """Personnel, counsel, health and works council: what default exclusions keep out."""
    topic = rng.choice(tuple(_PRIVATE))
    facts = _facts(cast, rng, seller, day * DAY)
    key_other, may_start = _PRIVATE[topic]
    other = cast.people[key_other]
    sender, to = (seller, other) if may_start and rng.random() < 0.6 else (other, seller)
    subject, at = pick(rng, "inside", topic, facts, "subject"), clock.moment(rng, sender, day)
    family = topic.replace("_", " ")
    text = compose(rng, sender, to.first, "inside", topic, facts=facts, reply=False)
    mails = [_mail(key, 0, at, sender, (to.key,), subject=subject, text=text, family=family)]
    if rng.random() < 0.4:
        at = clock.after(rng, to, at, rng.lognormvariate(1.2, 0.8))
        text = compose(rng, to, sender.first, "buyer", "acks", facts=facts, reply=True)
        mails.append(_mail(key, 1, at, to, (sender.key,), subject=subject, text=text, family=family))
    return mails


def _personal(cast: Cast, rng: Random, key: str, seller: Person, day: int) -> list[Mail]:
    """Family and friends, both ways, mostly outside working hours."""
    friends = [p for p in cast.people.values() if p.kind == "personal" and p.account == seller.key]
    friend = rng.choice(friends)
    facts = _facts(cast, rng, seller, day * DAY)
    sender, to = (friend, seller) if rng.random() < 0.7 else (seller, friend)
    subject, at = pick(rng, "personal", "home", facts, "subject"), clock.moment(rng, sender, day)
    mails = []
    for n in range(rng.choice((1, 1, 2, 2, 3))):
        writer = replace(sender, style="chatty") if sender.style == "formal" else sender
        text = compose(rng, writer, to.first, "personal", "home_reply" if n else "home", facts=facts, reply=n > 0)
        mails.append(_mail(key, n, at, sender, (to.key,), subject=subject, text=text, family="personal"))
        sender, to = to, sender
        at += int(3600 * rng.lognormvariate(1.0, 1.0)) + 90
    return mails


def _machine(cast: Cast, rng: Random, key: str, seller: Person, day: int) -> list[Mail]:
    """One newsletter or notice to one seller."""
    table = key.partition("-")[0]
    sources = ("digest", "fair", "shop") if table == "newsletter" else ("tickets", "parcels", "backup")
    sender = cast.people[f"machine-{rng.choice(sources)}"]
    facts = _facts(cast, rng, seller, day * DAY)
    at = day * DAY + rng.randrange(5, 19) * 3600 + rng.randrange(3600)
    if table == "notice":
        n = rng.randrange(len(lines("machines", table)))
        subject, text = (fill(rng, lines("machines", table, part)[n], facts) for part in ("subject", "body"))
    else:
        subject = pick(rng, "machines", table, facts, "subject")
        parts = ("body", "body", "more", "foot")
        text = "\n\n".join(dict.fromkeys(pick(rng, "machines", table, facts, part) for part in parts))
    return [_mail(key, 0, at, sender, (seller.key,), subject=subject, text=text, family=table)]
