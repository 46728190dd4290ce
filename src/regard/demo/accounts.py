"""Who do we sell to? The made-up accounts: name, domain, country, trade, sites and what they use of ours."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from regard.demo import names
from regard.demo.phrases import lines
from regard.demo.records import DAY, Account, Display

_INDUSTRIES = ("food", "food", "logistics", "logistics", "manufacturing")
_NEAR = {  # where the accounts of a seller in that country are
    "uk": ("uk", "uk", "uk", "fr", "es", "nl"),
    "de": ("de", "de", "pl", "se", "it"),
    "nl": ("nl", "fr", "se", "de"),
    "us_east": ("us_east", "us_east", "us_mid", "uk"),
}
_DISPLAYS: tuple[Display, ...] = ("first last", "first last", "first last", "last, first", "last, first")


def make(
    rng: Random, n: int, sellers: list[tuple[str, str]], period: tuple[int, int], hired: Mapping[str, int]
) -> list[Account]:
    """`n` accounts dealt out to (key, country) of the sellers in turn; about one in eight is new, met in the last weeks.

    `hired` sellers (key -> when they came) met all of theirs after that.
    """
    start, end = period
    new = max(1, n // 8) if n >= 4 else 0
    taken: set[str] = set()
    made = []
    for i in range(n):
        owner, home = sellers[i % len(sellers)]
        second = sellers[(i + 1 + i // len(sellers)) % len(sellers)][0]
        joined = hired.get(owner)
        since = end - rng.randrange(9, 33) * DAY if i >= n - new else start - rng.randrange(30, 900) * DAY
        if joined:
            since, second = joined + rng.randrange(6, 40) * DAY, owner
        made.append(_account(rng, i, (owner, second), (home if i < len(sellers) else rng.choice(_NEAR[home]), since), taken))
    return made


def _account(rng: Random, i: int, ours: tuple[str, str], met: tuple[str, int], taken: set[str]) -> Account:
    """Account number `i`: (owner, second) of our sellers, met in (country, since)."""
    (owner, second), (country, since) = ours, met
    industry = rng.choice(_INDUSTRIES)
    name, domain = names.company_name(rng, industry, taken)
    older = (domain.replace(".example", f"-{rng.choice(('group', 'old', 'intl'))}.example"),) if i % 6 == 2 else ()
    kinds = lines("facts", "lists", "kinds")
    towns = rng.sample(lines("facts", "lists", "towns"), rng.randrange(2, 5))
    sites = tuple(rng.choice((town, town, f"{town} {rng.choice(kinds)}")) for town in towns)
    goods = lines("facts", "lists", industry)
    return Account(
        key=f"account-{i:03d}",
        name=name,
        domains=(domain, *older),
        industry=industry,
        country=country,
        sites=sites,
        docks=tuple(rng.sample(lines("facts", "lists", "docks"), 3)),
        goods=tuple(rng.sample(goods, min(3, len(goods)))),
        product=rng.choice(lines("facts", "lists", "products")),
        part=rng.choice(lines("facts", "lists", "parts")),
        system=rng.choice(lines("facts", "lists", "systems")),
        audit=rng.choice(lines("facts", "lists", "audits")),
        shift=rng.choice(lines("facts", "lists", "shifts")),
        owner=owner,
        second=second if second != owner else "",
        display=rng.choice(_DISPLAYS),
        since=since,
    )
