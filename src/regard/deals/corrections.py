"""What a person says of a deal, laid over what was found: parts, pins, seats, links. Pure; the judgements are the records' own.

Of the words on one subject the latest that was not taken back holds, over the CRM and over every rule. Kinds and values:

    role    a handle or contact -> one of `ROLES`, `NONE` (no part is known) or `OFF` (not on the committee)
    pin     a handle or contact -> "yes" (stays on the map, seen or not) or "no"
    seat    a name or title     -> a role, or `OFF` (nobody to meet)
    link    a message           -> "yes" or "no"
    snooze  a kind of risk      -> the last day it is put off for (`deals.snoozing`)
    found, amount, outcome      -> deals found in mail (`deals.proposing`)
    same    another deal        -> "yes" (one deal, in two CRMs) or "no" (`deals.two_crms`)
    side    a domain            -> what that company is to us (`deals.account_side`); of no deal
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from regard.deals.records import Deal, DealRole, Evidence, Member, Seat
from regard.deals.roles import ROLES
from regard.errors import UsageError
from regard.model import DealJudgement, SaidOfDeal
from regard.time import iso_day

OFF, NONE = "off", "none"
KINDS: tuple[SaidOfDeal, ...] = ("role", "pin", "seat", "link", "snooze", "found", "amount", "outcome", "same")
Who = Callable[[str], str | None]
"""The person whom a subject (handle or contact) means, None where the book has nobody."""
By = Mapping[str, DealJudgement]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What stands of one deal, by subject."""

    role: By = field(default_factory=dict)
    pin: By = field(default_factory=dict)
    seat: By = field(default_factory=dict)
    link: By = field(default_factory=dict)
    snooze: By = field(default_factory=dict)
    found: By = field(default_factory=dict)
    amount: By = field(default_factory=dict)
    outcome: By = field(default_factory=dict)
    same: By = field(default_factory=dict)

    @property
    def everything(self) -> list[DealJudgement]:
        """All of them, the newest first."""
        found = [j for by in (getattr(self, kind) for kind in KINDS) for j in by.values()]
        return sorted(found, key=lambda j: (-j.recorded_us, j.id))


NOTHING = Corrections()


def standing(said: Iterable[DealJudgement]) -> dict[str, dict[SaidOfDeal, dict[str, DealJudgement]]]:
    """Deal -> kind -> subject -> what holds, whatever the order in which they come."""
    latest: dict[tuple[str, SaidOfDeal, str], DealJudgement] = {}
    for one in said:
        if one.undone_us is not None:
            continue
        key = (one.deal, one.kind, one.subject)
        held = latest.get(key)
        if held is None or (held.recorded_us, held.id) < (one.recorded_us, one.id):
            latest[key] = one
    found: dict[str, dict[SaidOfDeal, dict[str, DealJudgement]]] = defaultdict(lambda: defaultdict(dict))
    for (deal, kind, subject), one in latest.items():
        found[deal][kind][subject] = one
    return found


def by_deal(said: Iterable[DealJudgement]) -> dict[str, Corrections]:
    """The corrections of each deal of which anything stands."""
    return {
        deal: Corrections(*(dict(kinds.get(kind, {})) for kind in KINDS))
        for deal, kinds in standing(said).items()
        if any(kind in kinds for kind in KINDS)
    }


def part(text: str) -> str:
    """A part as somebody writes it, as one of `ROLES`, `NONE` or `OFF`. Raises UsageError for any other."""
    word = " ".join(text.casefold().replace("_", " ").split())
    if word not in (*ROLES, NONE, OFF):
        raise UsageError(
            f"“{text.strip()}” is no part in a deal. There are {', '.join(ROLES)}; “{NONE}” says that none is known, “{OFF}” that they "
            "are not on the committee."
        )
    return word


def with_parts(deal: Deal, said: Corrections, who: Who, names: Mapping[str, str]) -> Deal:
    """The deal with the parts that people gave, and with everybody who is pinned; those who are off have none."""
    if not said.role and not said.pin:
        return deal
    roles = {r.contact_id or r.person or r.name: r for r in deal.roles}
    at = {r.person: key for key, r in roles.items() if r.person} | {
        r.contact_id: key for key, r in roles.items() if r.contact_id
    }
    for subject, one in (*said.pin.items(), *said.role.items()):
        person = who(subject)
        key = at.get(person or "") or at.get(subject.removeprefix("contact:"))
        if one.value == OFF:
            if key is not None:
                roles.pop(key, None)
            continue
        word = one.value if one.kind == "role" and one.value != NONE else ""
        if key is not None and key in roles:
            roles[key] = replace(roles[key], role=word) if one.kind == "role" else roles[key]
        elif person is not None and (one.kind == "role" or one.value == "yes"):
            roles[person] = DealRole("", person, names.get(person, ""), word, primary=False)
            at[person] = person
    return replace(deal, roles=tuple(roles.values()))


def with_links(links: Mapping[str, str], said: Corrections, there: Callable[[str], bool]) -> dict[str, str]:
    """Touch -> why it belongs to the deal, with what people took out and added; `there` says whether the book has a touch."""
    found = dict(links)
    for message, one in said.link.items():
        if one.value == "no":
            found.pop(message, None)
        elif there(message):
            found[message] = _said(one)
    return found


def members_with(members: Sequence[Member], said: Corrections, who: Who, crm: Mapping[str, str]) -> tuple[Member, ...]:
    """The committee with the parts that people gave, the pinned first among equals, without those who are off it.

    `crm` maps person or contact to the CRM's own word, which stays to be seen.
    """
    if not said.role and not said.pin:
        return tuple(members)
    given: dict[str, DealJudgement] = {}
    pinned: set[str] = set()
    for subject, one in said.role.items():
        given[who(subject) or subject] = one
    for subject, one in said.pin.items():
        if one.value == "yes":
            pinned.add(who(subject) or subject)
    found = []
    for m in members:
        key = m.person if m.person is not None else f"contact:{m.contact_id}"
        word = given.get(key) or given.get(f"contact:{m.contact_id}")
        if word is not None and word.value == OFF:
            continue
        told = m if word is None else _given(m, word, crm.get(m.person or "", crm.get(m.contact_id, "")))
        found.append(replace(told, pinned=key in pinned or f"contact:{m.contact_id}" in pinned))
    return tuple(
        sorted(
            found,
            key=lambda m: (
                ROLES.index(m.role) if m.role else len(ROLES),
                not m.pinned,
                not m.met,
                -m.seen,
                m.name,
                m.person or "",
            ),
        )
    )


def _given(member: Member, one: DealJudgement, crm_role: str) -> Member:
    role = "" if one.value == NONE else one.value
    why = (Evidence(_said(one)),) if role else ()
    return replace(member, role=role, crm_role=crm_role, basis="stated" if role else "none", role_why=why, corrected=one.id)


def seats_with(seats: Sequence[Seat], said: Corrections) -> tuple[Seat, ...]:
    """The seats that are mentioned, without those that people took away, and with those that they added."""
    if not said.seat:
        return tuple(seats)
    left = {seat_key(name).casefold(): one for name, one in said.seat.items()}
    found = []
    for seat in seats:
        one = left.pop(seat_key(seat.name or seat.title).casefold(), None)
        if one is None:
            found.append(seat)
        elif one.value != OFF:
            found.append(replace(seat, role="" if one.value == NONE else one.value, corrected=one.id))
    added = [one for one in left.values() if one.value != OFF and one.subject]
    found += [Seat(one.subject, "" if one.value == NONE else one.value, "", (Evidence(_said(one)),), one.id) for one in added]
    return tuple(found)


def seat_key(name: str) -> str:
    """The subject of a seat: its name or title, on one line; case makes no difference when it is looked up."""
    return " ".join(name.split())


def _said(one: DealJudgement) -> str:
    """A judgement as a reason."""
    return f"you said so on {iso_day(one.recorded_us)}" + (f": {one.reason}" if one.reason else "")
