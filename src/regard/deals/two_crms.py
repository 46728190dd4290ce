"""Which deals of one CRM are deals of another, read beside it, so that each counts once? Pure.

A team that changes its CRM, or of which two departments have one each, has the same accounts and deals twice; no id says so. Two deals
of different CRMs are one where account, currency (or one has none), amount (within `NEAR`), the way it ended, close date (within `DAYS`)
and name (`ALIKE` of its words) agree, and nothing else of either CRM fits as well. Where one of amount, end, date and name does not
agree, or several fit, they stay two deals and somebody is asked. What a person said holds over both. Which CRM a deal is of is told by
its id: plain numbers, those of a portal named apart, and ids of other shapes are different CRMs; two deals of one are never one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from regard.deals.records import Deal
from regard.model import DAY
from regard.parse.crm import name_key

NEAR = Decimal("0.02")
"""Two amounts are one where they differ by no more of the larger: one CRM rounds, or leaves small change out."""
DAYS = 14
"""Two close dates are one where no more days lie between: a date is put off in one CRM first."""
ALIKE = 0.5
"""The share of words (of those that either name has) that two names of one deal have in common."""
_ENDS = {"no_decision": "lost"}
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two deals that may be one, and count as two: which ids, and what does not agree ("" where several fit)."""

    left: str
    right: str
    differs: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Deals, each once (`Deal.twins` has the ids that it stands for beside its own), and the pairs that somebody has to judge."""

    deals: tuple[Deal, ...]
    doubts: tuple[Doubt, ...]


def crm_of(crm_id: str) -> str:
    """Which CRM an id is of, as far as its shape says: "numbers", "portal NAME", "Dynamics", "Salesforce" or "others"."""
    portal, sign, number = crm_id.rpartition(":")
    if number.isascii() and number.isdigit():
        return f"portal {portal}" if sign else "numbers"
    if _GUID.fullmatch(crm_id):
        return "Dynamics"
    return "Salesforce" if crm_id.startswith("006") else "others"


def pair(a: str, b: str) -> Pair:
    """Two ids, in order."""
    return (a, b) if a < b else (b, a)


def joined(deals: Sequence[Deal], said: Mapping[Pair, bool], corrected: Collection[str] = ()) -> Joined:
    """Deals with those of two CRMs joined; `said`: pairs (`pair`) that somebody called one (true) or two.

    corrected: ids of deals of which somebody said something else; of several records of one deal such a one stays, with what was said.
    """
    by_id = {d.id: d for d in deals}
    if len({crm_of(i) for i in by_id}) < 2:
        return Joined(tuple(deals), ())
    found = {ids: differs for ids in _near(deals) if (differs := _differs(by_id[ids[0]], by_id[ids[1]])) is not None}
    fits: dict[str, list[str]] = defaultdict(list)
    for (a, b), differs in found.items():
        if not differs:
            fits[a].append(b)
            fits[b].append(a)
    sure = [ids for ids, differs in found.items() if not differs and _only(fits, *ids) and said.get(ids) is not False]
    told = [ids for ids, one in said.items() if one and ids[0] in by_id and ids[1] in by_id]
    groups = _groups(told, sure)
    doubts = [
        Doubt(*ids, differs[0] if differs else "")
        for ids, differs in sorted(found.items())
        if ids not in said and groups.get(ids[0], ids[0]) != groups.get(ids[1], ids[1]) and not (differs and _settled(ids, groups, by_id))
    ]  # fmt: skip
    members: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        members[groups.get(deal.id, deal.id)].append(deal)
    return Joined(tuple(_one(of, corrected) for of in members.values()), tuple(doubts))


def _near(deals: Iterable[Deal]) -> Iterator[Pair]:
    """Pairs of deals of different CRMs with one account, each once."""
    at: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        for key in {deal.company_id or "", f"~{name_key(deal.account)}" if deal.account else ""} - {""}:
            at[key].append(deal)
    seen: set[Pair] = set()
    for of in at.values():
        for n, a in enumerate(of):
            for b in of[n + 1 :]:
                if crm_of(a.id) != crm_of(b.id) and (ids := pair(a.id, b.id)) not in seen:
                    seen.add(ids)
                    yield ids


def _differs(a: Deal, b: Deal) -> tuple[str, ...] | None:
    """What of two deals of one account does not agree; None where it is more than one thing, or their currencies differ."""
    if a.currency and b.currency and a.currency != b.currency:
        return None
    found = [
        name
        for name, agrees in (
            ("amount", _amounts(a.amount, b.amount)),
            ("end", _ENDS.get(a.outcome, a.outcome) == _ENDS.get(b.outcome, b.outcome) or "unclear" in (a.outcome, b.outcome)),
            ("close date", a.close_us is not None and b.close_us is not None and abs(a.close_us - b.close_us) <= DAYS * DAY),
            ("name", _names(a.name, b.name)),
        )
        if not agrees
    ]
    return tuple(found) if len(found) <= 1 else None


def _amounts(a: str, b: str) -> bool:
    try:
        x, y = Decimal(a), Decimal(b)
    except InvalidOperation:
        return False
    return abs(x - y) <= NEAR * max(abs(x), abs(y))


def _names(a: str, b: str) -> bool:
    x, y = (set(re.findall(r"\w+", name.casefold())) for name in (a, b))
    return bool(x and y) and len(x & y) >= ALIKE * len(x | y)


def _only(fits: Mapping[str, Sequence[str]], a: str, b: str) -> bool:
    """Whether no other deal of its CRM fits either as well."""
    return [i for i in fits[a] if crm_of(i) == crm_of(b)] == [b] and [i for i in fits[b] if crm_of(i) == crm_of(a)] == [a]


def _groups(told: Sequence[Pair], sure: Sequence[Pair]) -> dict[str, str]:
    """Deal to the name of the group it is in, those that people named first; no group has two deals of one CRM unless somebody said so."""
    group: dict[str, set[str]] = {}
    for ids, by_word in (*((ids, True) for ids in sorted(told)), *((ids, False) for ids in sorted(sure))):
        a, b = (group.get(i, {i}) for i in ids)
        both = a | b
        if not by_word and len({crm_of(i) for i in both}) < len(both):
            continue
        for i in both:
            group[i] = both
    return {i: min(of) for i, of in group.items()}


def _settled(ids: Pair, groups: Mapping[str, str], known: Collection[str]) -> bool:
    """Whether either of two deals that nearly agree is one with another deal of the other's CRM, so that nobody need be asked."""
    for here, there in (ids, ids[::-1]):
        if any(i != here and groups.get(i) == groups.get(here, here) and crm_of(i) == crm_of(there) for i in known):
            return True
    return False


def _one(of: Sequence[Deal], corrected: Collection[str]) -> Deal:
    """Several records of one deal as one: that of which the CRM tells most, with what it lacks and another has."""
    if len(of) == 1:
        return of[0]
    tells = sorted(of, key=lambda d: (-bool(d.currency), -len(d.stages), -len(d.roles), -bool(d.owner), d.opened_us, d.id))
    first, *others = sorted(tells, key=lambda d: d.id not in corrected)
    lacks = {
        name: next((value for d in others if (value := getattr(d, name))), getattr(first, name))
        for name in ("amount", "currency", "list_amount", "discount", "close_us", "owner", "owner_id", "reason", "type", "competitor",
                     "company_id", "account", "roles")
        if not getattr(first, name)
    }  # fmt: skip
    return replace(first, **lacks, twins=tuple(sorted(d.id for d in others)))
