"""Who writes? Our sellers and staff, the buyers of each account, shared mailboxes, family and friends, and machines."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from regard.demo import clock, names
from regard.demo.records import DAY, WEEK, Account, Box, Client, Person, Seller, Style

_SELLER_COUNTRIES = ("uk", "de", "us_east", "uk", "nl")
_BOXES: tuple[Box, ...] = ("mbox folders", "maildir", "takeout", "eml", "sent only")
_SELLER_CLIENTS: tuple[Client, ...] = ("desktop", "interleaved", "webmail", "tablet", "desktop")
_HIRED, _LEAVING = 5, 6
"""Which seller is hired during the period, and which leaves."""
_STYLES: tuple[Style, ...] = ("plain", "plain", "plain", "formal", "formal", "terse", "chatty", "lower")
_CLIENTS: tuple[Client, ...] = ("desktop", "desktop", "desktop", "webmail", "webmail", "interleaved", "tablet", "phone")
_FORMS = ("dot", "dot", "initial", "initial dot", "underscore", "first")
_TITLES = {
    "food": (
        "Quality Manager",
        "Cold Store Supervisor",
        "Plant Manager",
        "Purchasing Manager",
        "Technical Buyer",
        "Shift Lead",
        "Food Safety Officer",
        "Maintenance Lead",
        "Supply Chain Analyst",
        "IT Business Partner",
    ),
    "logistics": (
        "Depot Manager",
        "Fleet Coordinator",
        "Warehouse Manager",
        "Procurement Lead",
        "Compliance Officer",
        "Operations Planner",
        "Facilities Manager",
        "Head of Transport",
        "Systems Analyst",
        "Contract Manager",
    ),
    "manufacturing": (
        "Production Engineer",
        "QA Specialist",
        "Laboratory Manager",
        "Buyer",
        "Site Engineer",
        "Validation Lead",
        "Process Owner",
        "Automation Engineer",
        "EHS Coordinator",
        "Stores Manager",
    ),
}
DIRECTORS = ("Director of Operations", "Finance Director", "VP Supply Chain", "Technical Director", "Managing Director")
_STAFF = (
    ("support", "Head of Support"),
    ("field", "Field Engineer"),
    ("field2", "Field Engineer"),
    ("finance", "Credit Controller"),
    ("people", "HR Manager"),
    ("counsel", "General Counsel"),
    ("product", "Product Lead"),
    ("council", "Works Council Chair"),
)
_MACHINES = (
    ("digest", "Cold Chain Weekly", "news@coldchainweekly.example"),
    ("fair", "Warehouse Automation Days", "no-reply@automationdays.example"),
    ("shop", "Racks & Doors Shop", "newsletter@racksanddoors.example"),
    ("tickets", "Tarnwick Helpdesk", "helpdesk@tarnwick.example"),
    ("parcels", "Parcel Notice", "noreply@overlandparcel.example"),
    ("backup", "IT Notices", "do-not-reply@tarnwick.example"),
    ("postmaster", "Mail Delivery System", "mailer-daemon@tarnwick.example"),
)


def _leave(rng: Random, period: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """One to three absences a year, most in summer or around New Year's."""
    first, last = period[0] // DAY, period[1] // DAY
    spans = []
    for _ in range(max(1, round((last - first) / 150))):
        day = rng.randrange(first, last)
        if rng.random() < 0.4:
            day = clock.day_number(clock.as_date(day).replace(month=rng.choice((7, 8)), day=rng.randrange(1, 28)))
        spans.append((day, day + rng.choice((3, 5, 7, 9, 12, 16))))
    return tuple(sorted(spans))


def sellers(rng: Random, n: int, period: tuple[int, int], taken: set[str]) -> tuple[list[Seller], list[Person]]:
    """Our `n` sellers: mailbox habits and people. The second's mailbox goes dark two months before the end; of six or more one is
    hired on the way, of seven or more another leaves.
    """
    desks, people = [], []
    for i in range(n):
        country = _SELLER_COUNTRIES[i % len(_SELLER_COUNTRIES)]
        first, last = names.person_name(rng, country, taken)
        key = f"seller-{i:02d}"
        box: Box = _BOXES[i] if i < len(_BOXES) else _BOXES[(0, 2, 3)[i % 3]]
        dark = period[1] - rng.randrange(56, 64) * DAY if i == 1 else None
        length = period[1] - period[0]
        joined = period[0] + int(length * 0.35) if i == _HIRED else None
        left = period[0] + int(length * 0.62) if i == _LEAVING else None
        desks.append(
            Seller(key, box, (0.35, 0.55, 0.75, 0.45, 0.5)[i % 5], (1.0, 0.85, 1.5, 0.9, 0.8)[i % 5], dark, joined, left)
        )
        people.append(
            Person(
                key=key,
                first=first,
                last=last,
                kind="us",
                account="",
                title=("Account Manager", "Key Account Manager", "Sales Executive", "Senior Account Manager")[i % 4],
                country=country,
                style=("plain", "formal", "chatty", "plain", "formal")[i % 5],
                client=_SELLER_CLIENTS[i % len(_SELLER_CLIENTS)],
                addresses=((names.address(rng, first, last, names.DOMAIN, "dot"), 0),),
                phone=names.phone(rng, country),
                disclaimer=-1 if i % 2 else 4,
                pace=rng.gauss(-0.3, 0.3),
                opens=rng.randrange(470, 550, 10),
                off_hours=(0.04, 0.06, 0.18, 0.03, 0.08)[i % 5],
                typo=(0.0, 0.02, 0.08, 0.0, 0.03)[i % 5],
                away=_leave(rng, period),
                met=joined or 0,
                left=left,
            )
        )
    return desks, people


def staff(rng: Random, taken: set[str]) -> list[Person]:
    """Colleagues without a mailbox here: support, engineers, finance, personnel, counsel, works council."""
    made = []
    for key, title in _STAFF:
        first, last = names.person_name(rng, "uk", taken)
        address = names.address(rng, first, last, names.DOMAIN, "dot")
        made.append(
            Person(f"staff-{key}", first, last, "staff", "", title, "uk", rng.choice(_STYLES), "desktop", ((address, 0),))
        )
    return made


def buyer(rng: Random, number: int, account: Account, period: tuple[int, int], taken: set[str], *, founder: bool) -> Person:
    """One buyer of an account. Founders were met when the account was; the others some time during the period."""
    start, end = period
    first, last = names.person_name(rng, account.country, taken)
    form = _FORMS[int(account.key[-3:]) * 7 % len(_FORMS)]
    if founder or account.since > start:
        met = account.since
    else:
        met = start - 200 * DAY if rng.random() < 0.45 else start + int((end - start) * rng.uniform(0.02, 0.8))
    client: Client = rng.choice(_CLIENTS)
    if account.country == "de" and client == "desktop":
        client = "german"
    return Person(
        key=f"buyer-{number:03d}",
        first=first,
        last=last,
        kind="them",
        account=account.key,
        title=rng.choice(DIRECTORS if rng.random() < 0.09 else _TITLES[account.industry]),
        country=account.country,
        style=rng.choice(_STYLES),
        client=client,
        addresses=((names.address(rng, first, last, account.domains[0], form), 0),),
        display=account.display if rng.random() < 0.85 else rng.choice(("none", "first", "first last")),
        phone=names.phone(rng, account.country),
        signs=rng.random() < 0.8,
        disclaimer=int(account.key[-3:]) % 4 if int(account.key[-3:]) % 3 == 0 else -1,
        pace=rng.gauss(0, 0.35),
        opens=rng.randrange(400, 560, 10),
        off_hours=rng.choice((0.02, 0.04, 0.08, 0.25)),
        typo=rng.choice((0.0, 0.0, 0.02, 0.05, 0.12)),
        volume=rng.lognormvariate(-0.25, 0.75),
        away=_leave(rng, period),
        met=met,
    )


def two_addresses(rng: Random, person: Person, account: Account, at: int) -> Person:
    """The same buyer with an older address until `at`: the company's former domain, or another form of the name."""
    current = person.addresses[0][0]
    local, domain = current.split("@")
    if len(account.domains) > 1:
        older = f"{local}@{account.domains[1]}"
    else:
        form = rng.choice(
            [f for f in ("dot", "initial") if names.address(rng, person.first, person.last, domain, f) != current]
        )
        older = names.address(rng, person.first, person.last, domain, form)
    return replace(person, addresses=((older, 0), (current, at)))


def namesake(rng: Random, person: Person, other: Person, account: Account) -> Person:
    """`person` under the name of their colleague `other`, at an address that tells them apart."""
    initial = rng.choice("bcdefhjklmrstw")
    first, last = names.plain_letters(other.first), names.plain_letters(other.last)
    local = rng.choice((f"{first}.{last}2", f"{first}.{initial}.{last}", f"{first}{initial}{last}"))
    return replace(person, first=other.first, last=other.last, addresses=((f"{local}@{account.domains[0]}", 0),))


def shared(account: Account, local: str) -> Person:
    """A mailbox nobody in particular reads: orders@, accounts@."""
    return Person(
        key=f"shared-{account.key}",
        first=local.title(),
        last=account.name,
        kind="shared",
        account=account.key,
        title="",
        country=account.country,
        style="plain",
        client="desktop",
        addresses=((f"{local}@{account.domains[0]}", 0),),
        signs=False,
        met=account.since,
    )


def home(rng: Random, sellers: list[Person], taken: set[str]) -> list[Person]:
    """Two or three relatives and friends of each seller, at freemail addresses."""
    made = []
    for seller in sellers:
        for i in range(rng.randrange(2, 4)):
            first, last = names.person_name(rng, seller.country, taken)
            last = seller.last if i == 0 else last
            address = names.address(rng, first, last, rng.choice(names.FREEMAIL), "home")
            style: Style = rng.choice(("lower", "chatty", "terse"))
            made.append(
                Person(
                    f"home-{seller.key}-{i}",
                    first,
                    last,
                    "personal",
                    seller.key,
                    "",
                    seller.country,
                    style,
                    rng.choice(("webmail", "phone")),
                    ((address, 0),),
                    signs=False,
                    off_hours=0.6,
                )
            )
    return made


def machines() -> list[Person]:
    """Newsletters, helpdesk, parcels, and the mail server itself."""
    return [
        Person(f"machine-{key}", name, "", "machine", "", "", "uk", "plain", "machine", ((address, 0),), signs=False)
        for key, name, address in _MACHINES
    ]


def promoted(person: Person, at: int) -> Person:
    """The same buyer with another role from `at` on."""
    return replace(person, new_title=DIRECTORS[0], new_title_from=at - at % WEEK)
