"""Which deals of one CRM are deals of another, read beside it, so that each counts once? Pure.

A team that changes its CRM, or of which two departments have one each, has the same accounts and deals twice; no id says so. Two deals
of different CRMs are one where account, currency (or one has none), amount (within `NEAR`), the way it ended, close date (within `DAYS`)
and name (`ALIKE` of its words) agree, and nothing else of either CRM fits as well. One name of two accounts is one account unless they
are known to be two companies. Closed, nobody knows how, agrees with won and with lost, of which it takes the end, and not with open.
Where one of amount, end, date and name does not agree, or several fit, they stay two deals and somebody is asked. What a person said
holds over both: two that were said apart are not one by way of a third either. Which CRM a deal is of, `deals.organisations` tells;
two deals of one CRM are never one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import product
from math import ceil

from regard.deals.organisations import crms
from regard.deals.records import Deal
from regard.model import DAY
from regard.parse.crm import name_key

NEAR = Decimal("0.02")
"""Two amounts are one where they differ by no more of the larger: one CRM rounds, or leaves small change out."""
DAYS = 14
"""Two close dates are one where no more days lie between: a date is put off in one CRM first."""
ALIKE = 0.5
"""The share of words (of those that either name has) that two names of one deal have in common."""
_STEP = Decimal("0.0203")
"""Width of a step of amounts, in logarithms: amounts within `NEAR` lie in one step or two that touch (-ln(1 - NEAR) = 0.0202)."""
_ENDS = {"no_decision": "lost"}
_TOLD_BY_END = ("outcome", "closed_us", "stage", "stages", "probability", "reason", "close_us", "closes")
"""What of a deal goes with the way it ended."""
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


def pair(a: str, b: str) -> Pair:
    """Two ids, in order."""
    return (a, b) if a < b else (b, a)


def joined(deals: Sequence[Deal], said: Mapping[Pair, bool], corrected: Collection[str] = ()) -> Joined:
    """Deals with those of two CRMs joined; `said`: pairs (`pair`) that somebody called one (true) or two.

    corrected: ids of deals of which somebody said something else; of several records of one deal such a one stays, with what was said.
    """
    by_id = {d.id: d for d in deals}
    crm = crms(deals)
    if len(set(crm.values())) < 2:
        return Joined(tuple(deals), ())
    found = {ids: differs for ids in _near(deals, crm) if (differs := _differs(by_id[ids[0]], by_id[ids[1]])) is not None}
    fits: dict[str, list[str]] = defaultdict(list)
    for (a, b), differs in found.items():
        if not differs:
            fits[a].append(b)
            fits[b].append(a)
    sure = [
        ids
        for ids, differs in found.items()
        if not differs and _only(fits, crm, *ids) and said.get(ids) is not False and not _torn(fits, said, *ids)
    ]
    told = [ids for ids, one in said.items() if one and ids[0] in by_id and ids[1] in by_id]
    apart = {ids for ids, one in said.items() if not one}
    groups = _groups(told, sure, apart, crm)
    of_group: dict[str, list[str]] = defaultdict(list)
    for i, group in groups.items():
        of_group[group].append(i)
    doubts = [
        Doubt(*ids, differs[0] if differs else "")
        for ids, differs in sorted(found.items())
        if ids not in said and (both := [of_group.get(groups.get(i, i), [i]) for i in ids])[0] != both[1]
        and not (differs and _settled(ids, both, crm)) and not _parted(both[0], both[1], apart)
    ]  # fmt: skip
    members: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        members[groups.get(deal.id, deal.id)].append(deal)
    return Joined(tuple(_one(of, corrected) for of in members.values()), tuple(doubts))


def _near(deals: Sequence[Deal], crm: Mapping[str, str]) -> Iterator[Pair]:
    """Pairs of deals of different CRMs with one account that may agree in two of amount, close date and name, each once.

    Those that agree in fewer differ in more than one thing. No deal is compared with all of its account: only with those in its own and
    the neighbouring steps of amount and of close date, or with one of the rarer words of its name.
    """
    usual = Counter(word for deal in deals for word in _words(deal.name))
    by_crm: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        by_crm[crm[deal.id]].append(deal)
    at: dict[tuple[object, ...], list[Deal]] = defaultdict(list)
    for of in by_crm.values():
        placed = [
            (deal, _account(deal), _amount_step(deal.amount), _close_step(deal.close_us), _rare(deal.name, usual))
            for deal in of
        ]
        for a, accounts, amounts, closes, words in placed:
            beside = _places(accounts, amounts, closes, words)
            for b in {b.id: b for place in beside for b in at.get(place, ())}.values():
                if not (a.company_id and b.company_id and a.company_id != b.company_id):
                    yield pair(a.id, b.id)
        for a, accounts, amounts, closes, words in placed:
            for place in _places(accounts, amounts[1:2], closes[1:2], words):
                at[place].append(a)


def _places(
    accounts: Sequence[str], amounts: Sequence[int | str], closes: Sequence[int], words: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    """The places of an account where a deal is looked for: two each of amount, close date and a word of its name."""
    for account in accounts:
        yield from ((account, "amount, date", *two) for two in product(amounts, closes))
        yield from ((account, "amount, name", *two) for two in product(amounts, words))
        yield from ((account, "date, name", *two) for two in product(closes, words))


def _account(deal: Deal) -> tuple[str, ...]:
    return tuple({deal.company_id or "", f"~{name_key(deal.account)}" if deal.account else ""} - {""})


def _amount_step(amount: str) -> tuple[int | str, ...]:
    """The step of an amount between its neighbours; nothing is near to none at all but none."""
    value = _decimal(amount)
    if value is None:
        return ()
    if not value:
        return ("", "none", "")
    step = int(abs(value).ln() // _STEP)
    return (step - 1, step, step + 1)


def _close_step(close_us: int | None) -> tuple[int, ...]:
    """The step of a close date between its neighbours."""
    if close_us is None:
        return ()
    step = close_us // (DAYS * DAY)
    return (step - 1, step, step + 1)


def _rare(name: str, usual: Mapping[str, int]) -> tuple[str, ...]:
    """The rarer words of a name, of which two names that are alike share one: all but so many as `ALIKE` asks for, and one more."""
    words = sorted(_words(name), key=lambda w: (usual[w], w))
    return tuple(words[: len(words) - ceil(ALIKE * len(words)) + 1])


def _differs(a: Deal, b: Deal) -> tuple[str, ...] | None:
    """What of two deals of one account does not agree; None where it is more than one thing, or their currencies differ."""
    if a.currency and b.currency and a.currency != b.currency:
        return None
    found = [
        name
        for name, agrees in (
            ("amount", _amounts(a.amount, b.amount)),
            ("end", _ends(a.outcome, b.outcome)),
            ("close date", a.close_us is not None and b.close_us is not None and abs(a.close_us - b.close_us) <= DAYS * DAY),
            ("name", _names(a.name, b.name)),
        )
        if not agrees
    ]
    return tuple(found) if len(found) <= 1 else None


def _ends(a: str, b: str) -> bool:
    """Whether two ways to end may be of one deal: closed nobody knows how may be won or lost, and is not open."""
    return _ENDS.get(a, a) == _ENDS.get(b, b) or ("unclear" in (a, b) and "open" not in (a, b))


def _decimal(amount: str) -> Decimal | None:
    try:
        value = Decimal(amount)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _amounts(a: str, b: str) -> bool:
    x, y = _decimal(a), _decimal(b)
    return x is not None and y is not None and abs(x - y) <= NEAR * max(abs(x), abs(y))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _names(a: str, b: str) -> bool:
    x, y = _words(a), _words(b)
    return bool(x and y) and len(x & y) >= ALIKE * len(x | y)


def _only(fits: Mapping[str, Sequence[str]], crm: Mapping[str, str], a: str, b: str) -> bool:
    """Whether no other deal of its CRM fits either as well."""
    return [i for i in fits[a] if crm[i] == crm[b]] == [b] and [i for i in fits[b] if crm[i] == crm[a]] == [a]


def _torn(fits: Mapping[str, Sequence[str]], said: Mapping[Pair, bool], a: str, b: str) -> bool:
    """Whether either fits another as well that was said to be two with the other: of which of both it is, nobody knows."""
    return any(
        said.get(pair(here, i)) is None and said.get(pair(there, i)) is False
        for here, there in ((a, b), (b, a)) for i in fits[here] if i != there
    )  # fmt: skip


def _parted(a: Collection[str], b: Collection[str], apart: Collection[Pair]) -> bool:
    """Whether somebody said of one of these and one of those that they are two."""
    return bool(apart) and any(pair(i, j) in apart for i in a for j in b)


def _groups(told: Sequence[Pair], sure: Sequence[Pair], apart: Collection[Pair], crm: Mapping[str, str]) -> dict[str, str]:
    """Deal to the name of the group it is in, those that people named first.

    No group has two deals that were said apart, nor two of one CRM unless somebody said so.
    """
    group: dict[str, set[str]] = {}
    for ids, by_word in (*((ids, True) for ids in sorted(told)), *((ids, False) for ids in sorted(sure))):
        a, b = (group.get(i, {i}) for i in ids)
        both = a | b
        if _parted(a, b, apart) or (not by_word and len({crm[i] for i in both}) < len(both)):
            continue
        for i in both:
            group[i] = both
    return {i: min(of) for i, of in group.items()}


def _settled(ids: Pair, groups: Sequence[Sequence[str]], crm: Mapping[str, str]) -> bool:
    """Whether either of two deals that nearly agree is one with another deal of the other's CRM, so that nobody need be asked."""
    return any(crm[i] == crm[there] for there, of in zip(ids[::-1], groups, strict=True) for i in of)


def _one(of: Sequence[Deal], corrected: Collection[str]) -> Deal:
    """Several records of one deal as one: that of which the CRM tells most, with what it lacks and another has, and how it ended.

    Somebody may say of an open and a closed deal that they are one. It is closed then, for a deal left open in a CRM that nobody keeps any
    more is common, and to close one is an act; but what stays since it was corrected stays open.
    """
    if len(of) == 1:
        return of[0]
    tells = sorted(of, key=lambda d: (-bool(d.currency), -len(d.stages), -len(d.roles), -bool(d.owner), d.opened_us, d.id))
    first, *others = sorted(tells, key=lambda d: d.id not in corrected)
    ended = next((d for d in (first, *others) if d.outcome not in ("open", "unclear")), None)
    if first.outcome == "open":
        ended = first if first.id in corrected else ended or next((d for d in others if d.outcome == "unclear"), None)
    if ended is not None and first.outcome in ("open", "unclear"):
        first = replace(first, **{name: getattr(ended, name) or getattr(first, name) for name in _TOLD_BY_END})
    lacks = {
        name: next((value for d in others if (value := getattr(d, name))), getattr(first, name))
        for name in ("amount", "currency", "list_amount", "discount", "close_us", "owner", "owner_id", "reason", "type", "competitor",
                     "company_id", "account", "roles")
        if not getattr(first, name)
    }  # fmt: skip
    return replace(first, **lacks, twins=tuple(sorted(d.id for d in others)))
