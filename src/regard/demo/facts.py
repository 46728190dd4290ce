"""What is a thread about? Sites, products, numbers and dates that stay the same through one thread."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from regard.demo import clock
from regard.demo.phrases import pick
from regard.demo.records import DAY, Account

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Around:
    """Who else may be mentioned: a colleague and a director of the buyer's, a colleague of ours, the shared mailbox."""

    colleague: str
    director: str
    us_colleague: str
    shared: str


def day_text(rng: Random, country: str, day: int) -> str:
    """A date as people there write it, without the year."""
    d = clock.as_date(day)
    if country.startswith("us_"):
        return rng.choice((f"{MONTHS[d.month - 1]} {d.day}", f"{MONTHS[d.month - 1][:3]} {d.day}", f"{d.month}/{d.day}"))
    if country == "de":
        return rng.choice((f"{d.day} {MONTHS[d.month - 1]}", f"{d.day:02d}.{d.month:02d}."))
    return rng.choice((f"{d.day} {MONTHS[d.month - 1]}", f"{d.day} {MONTHS[d.month - 1][:3]}", f"{d.day}/{d.month}"))


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _money(rng: Random, country: str, low: int, high: int) -> str:
    amount = round(rng.randrange(low, high), -2)
    sign = {"uk": "£", "us_east": "$", "us_mid": "$"}.get(country, "€")
    return rng.choice((f"{sign}{amount:,}", f"{sign}{amount / 1000:.1f}k", f"{sign} {amount:,}".replace(",", ".")))


def _degrees(rng: Random) -> tuple[str, str]:
    base = rng.choice((-24.0, -20.5, -18.0, -2.0, 0.5, 2.0, 4.0, 7.0))
    unit = rng.choice((" °C", "°C", "C", " degrees"))
    low, high = base + rng.randrange(0, 9) / 10, base + rng.randrange(12, 50) / 10
    return f"{high:.1f}{unit}", f"{low:.1f}{unit}"


def draw(rng: Random, account: Account, around: Around, at: int) -> dict[str, object]:
    """All slots of the phrases for a thread of this account that begins at `at`."""
    country, today = account.country, at // DAY
    ahead = [today + n for n in range(2, 60) if clock.busyness(country, today + n) > 0.1] or [today + 7]
    date, date2 = sorted((rng.choice(ahead[:12]), rng.choice(ahead[8:] or ahead)))
    month = clock.as_date(today - rng.randrange(25, 75)).month
    temp, temp2 = _degrees(rng)
    n2 = rng.randrange(2, 24)
    site, site2 = rng.sample(account.sites, 2)
    minutes = rng.choice((6, 8, 9, 11, 12, 14, 15, 18, 20, 22, 25, 30, 35, 40, 45, 50))
    facts: dict[str, object] = {
        "account": account.name,
        "site": site,
        "site2": site2,
        "dock": rng.choice(account.docks),
        "goods": rng.choice(account.goods),
        "product": account.product,
        "product2": rng.choice([p for p in ("Lanekeeper", "Driftline", "Rimewatch Mobile") if p != account.product]),
        "part": account.part,
        "parts": account.part + "s",
        "system": account.system,
        "audit": account.audit,
        "shift": account.shift,
        "n": n2 + rng.randrange(6, 240),
        "n2": n2,
        "pct": f"{rng.randrange(880, 999) / 10:.1f}",
        "pct2": rng.randrange(6, 58),
        "temp": temp,
        "temp2": temp2,
        "minutes": minutes,
        "pallets": rng.randrange(4, 400),
        "clock": f"{rng.randrange(0, 24):02d}:{rng.randrange(0, 60, 5):02d}",
        "ticket": rng.choice(("CC-", "#", "T")) + str(rng.randrange(18000, 99000)),
        "po": rng.choice(("PO", "PO-", "45000", "P/")) + str(rng.randrange(10000, 99999)),
        "quote": f"Q{rng.randrange(2100, 9900)}-{rng.randrange(1, 5)}",
        "invoice": f"TW{rng.randrange(200000, 990000)}",
        "version": f"{rng.randrange(3, 6)}.{rng.randrange(0, 12)}",
        "money": _money(rng, country, 9000, 140000),
        "money2": _money(rng, country, 1500, 24000),
        "day": WEEKDAYS[clock.weekday(date)],
        "weekday": WEEKDAYS[clock.weekday(today)],
        "date": day_text(rng, country, date),
        "date2": day_text(rng, country, date2),
        "pastdate": day_text(rng, country, today - rng.randrange(4, 30)),
        "back": day_text(rng, country, date),
        "ord": ordinal(clock.as_date(date).day),
        "month": MONTHS[month - 1],
        "month2": MONTHS[clock.as_date(today + rng.randrange(25, 110)).month - 1],
        "quarter": f"Q{(clock.as_date(today + 60).month + 2) // 3}",
        "lane": "–".join(rng.sample(account.sites, 2)),
        "registry": 4_000_000 + sum(map(ord, account.name)) * 37,
        "colleague": around.colleague,
        "director": around.director,
        "us_colleague": around.us_colleague,
        "shared": around.shared,
    }
    facts["date_day"] = date
    facts["reason"] = pick(rng, "buyer", "reason", facts)
    return facts
