"""What does the team's CRM hold? A Salesforce export: accounts, contacts, deals with their history, roles, tasks and events.

Columns carry Salesforce's API names, ids its 18 characters. As in life the CRM knows less than the mail: some contacts were never entered,
some addresses are old, few roles are filled in, the close date slips.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from regard.demo import clock
from regard.demo.chance import share
from regard.demo.records import DAY, Deal, World

Row = Sequence[object]
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_PREFIX = {"account": "001", "contact": "003", "opportunity": "006", "history": "008", "role": "00K", "user": "005", "task": "00T",
           "event": "00U"}  # fmt: skip
_PROBABILITY = {
    "Prospecting": 10,
    "Qualification": 20,
    "Proposal/Price Quote": 60,
    "Negotiation/Review": 80,
    "Closed Won": 100,
    "Closed Lost": 0,
}
_ROLES = {
    "economic buyer": "Economic Buyer",
    "champion": "Influencer",
    "technical evaluator": "Technical Buyer",
    "procurement": "Evaluator",
    "user": "Business User",
}
_TYPES = {"new": "New Customer", "renewal": "Existing Customer - Replacement", "expansion": "Existing Customer - Upgrade"}
_COUNTRIES = {
    "uk": "United Kingdom", "de": "Germany", "nl": "Netherlands", "fr": "France", "es": "Spain", "it": "Italy", "pl": "Poland",
    "se": "Sweden", "us_east": "United States", "us_mid": "United States",
}  # fmt: skip
_DOLLARS = frozenset({"us_east", "us_mid"})


def currency(country: str) -> str:
    """In what an account pays: as in many a CRM there are two, and nothing converts them."""
    return "USD" if country in _DOLLARS else "EUR"


def salesforce_id(kind: str, key: str) -> str:
    """The 18-character id of a record: prefix, 12 characters, and the three that check their case."""
    number, out = int(share("crm", kind, key) * 2**32) * 62**4 + int(share(key, kind) * 62**4), ""
    for _ in range(8):
        number, digit = divmod(number, 62)
        out = _LETTERS[digit] + out
    return checked(f"{_PREFIX[kind]}Qy00{out}")


def checked(fifteen: str) -> str:
    """A 15-character id with its suffix: a letter for each five, whose bits say which of them are capitals."""
    suffix = "".join(
        _CHECK[sum(1 << i for i, c in enumerate(fifteen[part : part + 5]) if "A" <= c <= "Z")] for part in (0, 5, 10)
    )
    return fifteen + suffix


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def _date(day: int) -> str:
    return clock.as_date(day).isoformat()


def export(world: World, folder: Path) -> None:
    """Writes the eight files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (
        ("User", _users(world)),
        ("Account", _accounts(world)),
        ("Contact", _contacts(world)),
        ("Opportunity", _opportunities(world)),
        ("OpportunityHistory", _history(world)),
        ("OpportunityContactRole", _roles(world)),
        ("Task", _tasks(world)),
        ("Event", _events(world)),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)


def known(world: World, buyer: str) -> bool:
    """Whether somebody entered the buyer: about seven in eight, always the first of an account."""
    person = world.people[buyer]
    stop = clock.day_number(world.end) * DAY
    if person.met >= stop - 5 * DAY:
        return False
    first = min((world.people[b].met, b) for b in world.buyers if world.people[b].account == person.account)[1]
    return buyer == first or share("entered", buyer) < 0.87


def _users(world: World) -> Iterable[Row]:
    yield ("Id", "Name", "Email", "Username", "Title", "IsActive", "TimeZoneSidKey", "CreatedDate")
    for desk in world.sellers:
        p = world.people[desk.key]
        address = p.addresses[-1][0]
        made = desk.joined or clock.day_number(world.start) * DAY - 400 * DAY
        yield (salesforce_id("user", desk.key), p.name, address, f"{address}.crm", p.title, str(not desk.left).lower(),
               "Europe/London", _time(made))  # fmt: skip


def _accounts(world: World) -> Iterable[Row]:
    yield ("Id", "Name", "Type", "Industry", "OwnerId", "Website", "NumberOfEmployees", "BillingCity", "BillingCountry", "CreatedDate",
           "IsDeleted")  # fmt: skip
    won = {d.account for d in world.deals if d.outcome == "won"}
    for a in world.accounts:
        yield (salesforce_id("account", a.key), a.name, "Customer" if a.key in won or share(a.key) < 0.7 else "Prospect",
               a.industry.title(), salesforce_id("user", a.owner), f"https://www.{a.domains[0]}",
               int(30 + share("staff", a.key) * 900), a.sites[0], _COUNTRIES[a.country], _time(a.since), "false")  # fmt: skip


def _contacts(world: World) -> Iterable[Row]:
    yield ("Id", "AccountId", "FirstName", "LastName", "Name", "Email", "Title", "Phone", "ReportsToId", "OwnerId", "CreatedDate",
           "IsDeleted")  # fmt: skip
    owner = {a.key: a.owner for a in world.accounts}
    for b in filter(lambda b: known(world, b), world.buyers):
        p = world.people[b]
        old = share("stale", b) < 0.5
        address = p.addresses[0 if old else -1][0]
        yield (salesforce_id("contact", b), salesforce_id("account", p.account), p.first, p.last, p.name, address, p.title, p.phone,
               "", salesforce_id("user", owner[p.account]), _time(p.met + 2 * DAY), "false")  # fmt: skip


def _opportunities(world: World) -> Iterable[Row]:
    yield ("Id", "AccountId", "Name", "StageName", "Amount", "CurrencyIsoCode", "Probability", "CloseDate", "CreatedDate", "Type",
           "OwnerId", "NextStep", "IsClosed", "IsWon", "ForecastCategoryName", "ListAmount__c", "LossReason__c", "Competitor__c",
           "IsDeleted")  # fmt: skip
    names = {a.key: a.name for a in world.accounts}
    pays = {a.key: currency(a.country) for a in world.accounts}
    for d in _shown(world):
        last = d.turns[-1]
        closed = last.stage.startswith("Closed")
        reason = {"lost": "Lost to competitor", "no decision": "No decision"}.get(d.outcome, "")
        yield (salesforce_id("opportunity", d.key), salesforce_id("account", d.account), f"{names[d.account]} - {d.topic}", last.stage,
               last.amount, pays[d.account], _PROBABILITY[last.stage], _date(last.close_day), _time(d.opened), _TYPES[d.kind],
               salesforce_id("user", d.seller), "", str(closed).lower(), str(last.stage == "Closed Won").lower(),
               "Closed" if closed else "Pipeline", d.listed, reason if closed else "",
               d.rival if d.outcome == "lost" and closed else "", "false")  # fmt: skip


def _history(world: World) -> Iterable[Row]:
    yield ("Id", "OpportunityId", "StageName", "Amount", "CurrencyIsoCode", "Probability", "CloseDate", "CreatedDate",
           "CreatedById")  # fmt: skip
    pays = {a.key: currency(a.country) for a in world.accounts}
    for d in _shown(world):
        for n, t in enumerate(d.turns):
            yield (salesforce_id("history", f"{d.key}-{n}"), salesforce_id("opportunity", d.key), t.stage, t.amount, pays[d.account],
                   _PROBABILITY[t.stage], _date(t.close_day), _time(t.at), salesforce_id("user", d.seller))  # fmt: skip


def _roles(world: World) -> Iterable[Row]:
    yield ("Id", "OpportunityId", "ContactId", "Role", "IsPrimary", "CreatedDate", "IsDeleted")
    for d in _shown(world):
        listed = [s for s in d.committee if known(world, s.buyer) and share("role", d.key, s.buyer) < 0.65]
        for n, s in enumerate(listed):
            yield (salesforce_id("role", f"{d.key}-{s.buyer}"), salesforce_id("opportunity", d.key), salesforce_id("contact", s.buyer),
                   _ROLES[s.role], str(n == 0).lower(), _time(d.opened + DAY), "false")  # fmt: skip


def _tasks(world: World) -> Iterable[Row]:
    """What sellers bothered to note: calls and follow-ups on some deals."""
    yield ("Id", "WhoId", "WhatId", "AccountId", "OwnerId", "Subject", "ActivityDate", "Status", "Priority", "TaskSubtype", "CreatedDate",
           "IsClosed")  # fmt: skip
    stop = clock.day_number(world.end)
    for d in _shown(world):
        for n, t in enumerate(d.turns[:-1] if d.outcome != "open" else d.turns):
            if share("task", d.key, str(n)) > 0.55:
                continue
            seat = d.committee[n % len(d.committee)]
            day = t.at // DAY + 3
            done = day < stop
            yield (salesforce_id("task", f"{d.key}-{n}"), salesforce_id("contact", seat.buyer) if known(world, seat.buyer) else "",
                   salesforce_id("opportunity", d.key), salesforce_id("account", d.account), salesforce_id("user", d.seller),
                   ("Call", "Follow up on offer", "Send references", "Ask for order")[n % 4], _date(day),
                   "Completed" if done else "Not Started", "Normal", "Call" if n % 4 == 0 else "Task", _time(t.at),
                   str(done).lower())  # fmt: skip


def _events(world: World) -> Iterable[Row]:
    """Half of the meetings with buyers, as somebody copied them over."""
    yield ("Id", "WhoId", "WhatId", "AccountId", "OwnerId", "Subject", "StartDateTime", "EndDateTime", "DurationInMinutes", "Location",
           "CreatedDate")  # fmt: skip
    for m in world.meetings:
        if m.sort != "buyer" or m.rule or m.cancelled or share("event", m.key) < 0.5 or not m.attendees:
            continue
        who = m.attendees[0][0]
        entered = who in world.latent and known(world, who)
        yield (salesforce_id("event", m.key), salesforce_id("contact", who) if entered else "", "", salesforce_id("account", m.account),
               salesforce_id("user", m.seller), m.title, _time(m.begins), _time(m.begins + m.minutes * 60), m.minutes, m.place,
               _time(m.made))  # fmt: skip


def _shown(world: World) -> list[Deal]:
    """Deals with any history before the end."""
    return [d for d in world.deals if d.turns]
