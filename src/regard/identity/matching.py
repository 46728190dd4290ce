"""Which addresses are one human: exact keys and safe rules only, each with a reason. A false merge is worse than a miss.

Rules, strongest first (confidence):

- *mailbox* (.99): the same mailbox written differently (`eva+lists@`, Gmail's dots).
- *subdomain* (.95): the same personal mailbox name at a domain and a domain below it, and no names that disagree.
- *full-name* (.97): one company, one full name, and both addresses fit that name.
- *short-form* (.9): the same where one shows a short form ("Bob Lund"), and no third person could be meant.
- *spelled-address* (.92): one company, and an address without a name spells out the full name of exactly one person there.
- *free-mail* (.85): one provider, one uncommon full name shown by both, written out in both addresses without numbers.
- *initial* (.8): one company, and an address without a full name fits exactly one person there (`elund@`), of a rare surname.

What keeps people apart: a middle initial or a "Jr." that disagrees; an address that a shown name does not fit (an assistant
writing for the chief); numbered addresses (`eva.lund2@` exists because `eva.lund@` was taken); one address shown with two
people's names; a name that fits two people of a company; very common names in a large company; shared, automated and device
mailboxes; free mail and universities, where only full names written out on both sides and rare enough count. Two companies are
never bridged, except two domains of one group by an exact and uncommon full name.

Rules work on small blocks (a surname in a company), so a new address re-judges only its own blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from regard.identity.affiliations import company_keys
from regard.identity.given_names import COMMON_GIVEN, COMMON_SURNAMES, canonical
from regard.identity.local_parts import LocalPart, fit, patterns, take_apart
from regard.identity.names import PersonName, name_in_local, parse_name
from regard.identity.normalize import domain_of, is_academic, is_freemail, is_role_address, local_key, local_of, registrable
from regard.ids import digest
from regard.model import Handle, Judgement

VERSION = 1
LARGE_COMPANY = 200
"""Handles at one company from which two common names together may be two people."""

CONFIDENCE = {
    "mailbox": 0.99,
    "full-name": 0.97,
    "subdomain": 0.95,
    "spelled-address": 0.92,
    "short-form": 0.9,
    "free-mail": 0.85,
    "initial": 0.8,
}

Unit = tuple[str, str, str]
"""(kind of block, company or domain, surname or local part): what is judged at once."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What matching knows of one handle. `name` is the fullest name its address fits, `shown` whether a display name said it.

    `clash` marks an address shown with the fitting names of two people: it matches nobody.
    """

    handle: Handle
    domain: str
    base: str
    company: str
    strict: bool
    part: LocalPart
    name: PersonName | None
    shown: bool
    how: str
    clash: bool
    role: str


class Judged(NamedTuple):
    """What re-judging changed: judgements newly made, and ids of earlier rule judgements that no longer hold."""

    made: list[Judgement]
    withdrawn: list[str]


@dataclass(slots=True)
class HandleIndex:
    """All handles arranged by block, and what the rules say of each block. Built by `index`, kept current by `judge_new`."""

    groups: Mapping[str, str]
    profiles: dict[str, Profile] = field(default_factory=dict)
    blocks: dict[Unit, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    judged: dict[Unit, dict[tuple[str, str, str], str]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def judge(handles: Sequence[Handle], *, key: bytes, now_us: int, groups: Mapping[str, str] | None = None) -> list[Judgement]:
    """All judgements the rules make over `handles`, sorted by id; their order makes no difference.

    `groups` maps registrable domains to company keys (`affiliations.company_keys`); found from the addresses where not given.
    """
    made, _ = judge_new(handles, HandleIndex(_grouping(handles) if groups is None else groups), key=key, now_us=now_us)
    return made


def index(handles: Sequence[Handle], *, groups: Mapping[str, str] | None = None) -> HandleIndex:
    """An index over handles judged before, ready for `judge_new`."""
    built = HandleIndex(_grouping(handles) if groups is None else groups)
    _rejudge(built, _add(built, handles))
    return built


def judge_new(new: Sequence[Handle], known: HandleIndex, *, key: bytes, now_us: int) -> Judged:
    """Takes new handles (or known ones with new names) into the index and re-judges the blocks they touch.

    After it, the index says what `judge` would say of all its handles at once.
    """
    before, after = _rejudge(known, _add(known, new))
    made = [_judgement(key, now_us, said, reason) for said, reason in after.items() if said not in before]
    withdrawn = [_judgement_id(key, said) for said in before if said not in after]
    return Judged(sorted(made, key=lambda j: j.id), sorted(withdrawn))


def _grouping(handles: Iterable[Handle]) -> dict[str, str]:
    addresses = [h.address for h in handles]
    return company_keys({domain_of(a) for a in addresses}, addresses=addresses)


# ----------------------------------------------------------------------------------------------------- one handle


def profile(handle: Handle, groups: Mapping[str, str]) -> Profile:
    """What one handle offers to matching."""
    address = handle.address
    mailbox = local_key(address)
    domain, local = domain_of(mailbox), local_of(mailbox)
    base = registrable(domain)
    free = is_freemail(domain)
    part = take_apart(local)
    role = is_role_address(address)
    name, shown, how, clash = (None, False, "", False) if role or not domain else _fitting_name(handle, local, part)
    strict = free or is_academic(domain)
    company = domain if strict else groups.get(base, base)
    return Profile(handle, domain, base, company, strict, part, name, shown, how, clash, role)


def _fitting_name(handle: Handle, local: str, part: LocalPart) -> tuple[PersonName | None, bool, str, bool]:
    """The fullest display name that the address fits: (name, was it shown, how it fits, do two such names disagree)."""
    best: PersonName | None = None
    how = ""
    for display in handle.names:
        name = None if "@" in display and " " not in display.strip() else parse_name(display)
        if name is None:
            continue
        fits, middle, generation = fit(part, name)
        if not fits:
            continue
        if middle and not name.middle:
            name = replace(name, middle=(middle,))
        if generation and not name.generation:
            name = replace(name, generation=generation)
        if best is not None and not compatible(best, name):
            return None, False, "", True
        if best is None or (name.full, len(name.middle), sum(map(len, name.middle))) > (
            best.full,
            len(best.middle),
            sum(map(len, best.middle)),
        ):
            best, how = name, fits
    if best is not None:
        return best, True, how, False
    spelled = None if part.digits else name_in_local(local)
    return spelled, False, "full" if spelled else "", False


def compatible(left: PersonName, right: PersonName) -> bool:
    """Whether two names can be one person's: surname, generation, given name (short forms allowed) and middle names agree."""
    if left.last != right.last or left.generation != right.generation:
        return False
    if left.full and right.full:
        short, long = sorted((canonical(left.first), canonical(right.first)), key=len)
        if short != long and not (len(short) > 2 and long.startswith(short)):
            return False
    elif left.first[0] != right.first[0]:
        return False
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left.middle, right.middle, strict=False))


# ------------------------------------------------------------------------------------------------------ blocks


def _add(known: HandleIndex, handles: Iterable[Handle]) -> set[Unit]:
    """Files handles under their blocks; gives the blocks to judge again."""
    touched: set[Unit] = set()
    for handle in handles:
        old = known.profiles.get(handle.id)
        if old is not None:
            if old.handle == handle:
                continue
            touched |= _file(known, old, away=True)
        new = profile(handle, known.groups)
        known.profiles[handle.id] = new
        touched |= _file(known, new, away=False)
    return touched


def _file(known: HandleIndex, p: Profile, *, away: bool) -> set[Unit]:
    """Files or unfiles one profile; gives the blocks it touches."""
    mailbox = local_key(p.handle.address)
    units: list[Unit] = [("mailbox", p.domain, mailbox)] if p.domain and not mailbox.startswith("@") else []
    if not p.role and not p.strict and p.domain:
        units.append(("subdomain", p.base, local_of(mailbox)))
    full = p.name is not None and p.name.full
    if p.name is not None and full:
        units.append(("name", p.company, p.name.last))
    own = list(units)
    if full and p.name is not None and not p.strict:
        written, lettered = patterns(p.name)
        for letters in written | lettered:
            _put(known.forms[p.company, letters], p.handle.id, away=away)
            if away and (reached := ("address", p.company, letters)) in known.blocks:
                units.append(reached)
    if p.domain and not p.role and not p.clash and not p.strict and not (full and p.shown):
        own.append(("address", p.company, p.part.letters))
    units += own
    for unit in own:
        _put(known.blocks[unit], p.handle.id, away=away)
    if not p.role:
        size, step = known.sizes[p.company], -1 if away else 1
        known.sizes[p.company] = size + step
        if {size, size + step} == {LARGE_COMPANY - 1, LARGE_COMPANY}:
            units += [u for u in known.blocks if u[0] == "name" and u[1] == p.company]
    return set(units)


def _put(ids: set[str], handle_id: str, *, away: bool) -> None:
    if away:
        ids.discard(handle_id)
    else:
        ids.add(handle_id)


Said = dict[tuple[str, str, str], str]
"""(smaller handle id, larger handle id, rule) to the reason."""


def _rejudge(known: HandleIndex, touched: set[Unit]) -> tuple[Said, Said]:
    """Judges the touched blocks, then the nameless addresses that their people could own; (said before, said now)."""
    names = {u for u in touched if u[0] == "name"}
    addresses = {u for u in touched if u[0] == "address"}
    for unit in names:
        for h in known.blocks[unit]:
            name = known.profiles[h].name
            if name is not None and not known.profiles[h].strict:
                written, lettered = patterns(name)
                addresses |= {a for x in written | lettered if (a := ("address", unit[1], x)) in known.blocks}
    before: Said = {}
    after: Said = {}
    for units, rule in ((touched - names - addresses, _same_mailbox), (names, _same_name), (addresses, _nameless)):
        for unit in units:
            if len(known.blocks[unit]) < 2 and unit[0] in ("mailbox", "subdomain"):
                before.update(known.judged.pop(unit, {}))
                continue
            before.update(known.judged.pop(unit, {}))
            said = rule(known, unit)
            if said:
                known.judged[unit] = said
                after.update(said)
    return before, after


def _one(left: Profile, right: Profile, rule: str, reason: str) -> Said:
    a, b = sorted((left.handle.id, right.handle.id))
    return {(a, b, rule): reason}


def _anchor(group: Iterable[Profile]) -> list[Profile]:
    """A group with the handle that others are tied to first: the one that says most."""
    return sorted(group, key=lambda p: (not p.shown, p.name is None, p.how != "full", p.handle.address, p.handle.id))


def _same_mailbox(known: HandleIndex, unit: Unit) -> Said:
    """One mailbox written differently, and one mailbox name at a domain and below it."""
    group = _anchor(known.profiles[h] for h in known.blocks[unit])
    said: Said = {}
    if unit[0] == "mailbox":
        for p in group[1:]:
            said |= _one(group[0], p, "mailbox", f"{p.handle.address} is the same mailbox as {group[0].handle.address}")
        return said
    if len(group) not in (2, 3) or len(group[0].part.letters) < 4 or any(p.clash for p in group):
        return {}
    top, *below = sorted(group, key=lambda p: (len(p.domain), p.domain))
    if len(below) > 1 and not all(p.shown for p in group):
        return {}  # two branches may each have their own namesake
    for p in below:
        named = p.name is not None and top.name is not None
        if p.domain.endswith("." + top.domain) and not (named and not compatible(p.name, top.name)):  # type: ignore[arg-type]
            said |= _one(
                top, p, "subdomain", f"{p.handle.address} and {top.handle.address} are one mailbox name at one company"
            )
    return said


# ------------------------------------------------------------------------------------------------- full names


def _same_name(known: HandleIndex, unit: Unit) -> Said:
    """The holders of one surname at one company, put together where nothing speaks against it."""
    said: Said = {}
    block = [known.profiles[h] for h in known.blocks[unit]]
    if len(block) == 1:
        known.people[block[0].handle.id] = block[0].handle.id
        return {}
    by_given: dict[str, list[Profile]] = defaultdict(list)
    for p in block:
        if p.name is not None:
            by_given[canonical(p.name.first)].append(p)
    _join_openings(by_given)
    for given in sorted(by_given):
        for person in _people(by_given[given]):
            group = _anchor(person)
            for p in group:
                known.people[p.handle.id] = group[0].handle.id
            if len(group) > 1 and not _too_common(known, group):
                said |= _tie(group)
    return said


def _join_openings(by_given: dict[str, list[Profile]]) -> None:
    """Puts "Chris" with "Christopher" where exactly one longer given name of that surname begins so."""
    for short in sorted(by_given, key=len):
        longer = [g for g in by_given if len(g) > len(short) + 1 and g.startswith(short)] if 2 < len(short) < 6 else []
        if len(longer) == 1 and all(p.shown and not p.strict for g in (short, longer[0]) for p in by_given[g]):
            by_given[longer[0]].extend(by_given.pop(short))


def _people(holders: list[Profile]) -> list[list[Profile]]:
    """Holders of one given name and surname as separate people; whoever fits two people is left alone.

    Names alike down to middle and generation go together; a name without a middle joins the one it fits, if it is one.
    Numbered addresses say that the company itself tells namesakes apart: then all stay alone.
    """
    kinds: dict[tuple[str, tuple[str, ...]], list[Profile]] = defaultdict(list)
    for p in holders:
        if p.name is not None:
            kinds[p.name.generation, p.name.middle].append(p)
    people: list[list[Profile]] = []
    for generation in sorted({g for g, _ in kinds}):
        middles = sorted(m for g, m in kinds if g == generation)
        parent = {m: m for m in middles}
        for m in sorted(middles, key=len):
            wider = [n for n in middles if n != m and _widens(m, n)]
            if not wider:
                continue
            if all(_agree(a, b) for i, a in enumerate(wider) for b in wider[i + 1 :]):
                parent[m] = max(wider, key=lambda n: (sum(map(len, n)), n))
            else:
                people.extend([p] for p in kinds.pop((generation, m)))
        groups: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
        for m in middles:
            root = m
            while parent[root] != root:
                root = parent[root]
            groups[root].extend(kinds.get((generation, m), ()))
        people.extend(group for root in sorted(groups) for group in _unless_numbered(groups[root]))
    return people


def _agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=False))


def _widens(narrow: tuple[str, ...], wide: tuple[str, ...]) -> bool:
    """Whether `wide` says the same middle names and more."""
    return (
        len(wide) >= len(narrow)
        and sum(map(len, wide)) > sum(map(len, narrow))
        and all(w.startswith(n) for n, w in zip(narrow, wide, strict=False))
    )


def _unless_numbered(group: list[Profile]) -> list[list[Profile]]:
    """The group as it is, or each alone where addresses alike but for their number show that namesakes exist."""
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for p in group:
        numbers[p.base, p.part.letters].add(p.part.digits)
    if any(len(seen) > 1 for seen in numbers.values()) or (
        len(group) > 1 and any(p.part.digits and p.how == "full" for p in group)
    ):
        return [[p] for p in group]
    return [group]


def _too_common(known: HandleIndex, group: list[Profile]) -> bool:
    """Whether chance alone could give two strangers this name here."""
    name = group[0].name
    if name is None:
        return True
    if group[0].strict or not any(p.shown for p in group):
        return name.last in COMMON_SURNAMES
    if (
        name.last not in COMMON_SURNAMES
        or canonical(name.first) not in COMMON_GIVEN
        or all(p.name and p.name.middle for p in group)
    ):
        return False
    return known.sizes[group[0].company] >= LARGE_COMPANY or not all(p.shown for p in group)


def _tie(group: list[Profile]) -> Said:
    """Judgements that tie a person's handles to the one that says most: within a domain first, then across domains."""
    said: Said = {}
    by_base: dict[str, list[Profile]] = defaultdict(list)
    for p in group:
        by_base[p.base].append(p)
    heads: list[Profile] = []
    for base in sorted(by_base):
        members = by_base[base]
        head = members[0]
        heads.append(head)
        for p in members[1:]:
            if rule := _rule(head, p):
                said |= _one(head, p, *rule)
    first = next((h for h in heads if h.shown), heads[0])
    for head in heads:
        if head is not first and _may_cross(first, head):
            reason = f"both show the uncommon name {_said(first)} at two domains of one company, and both addresses fit it"
            said |= _one(first, head, "full-name", reason)
    return said


def _rule(head: Profile, p: Profile) -> tuple[str, str] | None:
    if head.name is None or p.name is None:
        return None
    if head.strict and not (
        head.shown
        and p.shown
        and head.name.first == p.name.first
        and head.how == p.how == "full"
        and not (head.part.digits or p.part.digits)
    ):
        return None
    if head.strict:
        return "free-mail", f"both show the uncommon name {_said(head)} at one provider, and both addresses write it out"
    if not p.shown and head.name.first == p.name.first:
        return "spelled-address", f"{p.handle.address} spells out the name {_said(head)}, the only one like it there"
    family_firm = head.name.last in head.base
    if family_firm and (head.how == "part" or p.how == "part"):
        return None
    if head.name.first != p.name.first and not head.shown:
        return None
    if head.name.first != p.name.first:
        return "short-form", f"{_said(head)} and {_said(p)} are one name at one company, and both addresses fit it"
    return "full-name", f"both show the name {_said(head)} at one company, and both addresses fit it"


def _may_cross(left: Profile, right: Profile) -> bool:
    """Two domains of one group: only an exact, uncommon full name that both show."""
    return (
        left.shown
        and right.shown
        and not left.strict
        and left.name is not None
        and right.name is not None
        and left.name.first == right.name.first
        and left.name.last not in COMMON_SURNAMES
    )


def _said(p: Profile) -> str:
    """A holder's name as text for a reason."""
    if p.name is None:
        return ""
    words = (p.name.first, *p.name.middle, p.name.last, p.name.generation)
    return " ".join(w.capitalize() for w in words if w)


# --------------------------------------------------------------------------------------- addresses without a name


def _nameless(known: HandleIndex, unit: Unit) -> Said:
    """Addresses without a full display name, given to the one person of the company whom they fit."""
    said: Said = {}
    company, letters = unit[1], unit[2]
    group = [known.profiles[h] for h in known.blocks[unit]]
    if len({p.part.digits for p in group}) > 1:
        return {}
    holders = [known.profiles[h] for h in sorted(known.forms.get((company, letters), ()))]
    for p in group:
        others = [q for q in holders if q.handle.id != p.handle.id and q.shown]
        people = {known.people.get(q.handle.id, q.handle.id) for q in others}
        if len(people) != 1 or (
            p.name is not None and p.name.full and any(q.name and compatible(p.name, q.name) for q in others)
        ):
            continue  # nobody, several, or already judged by name
        owner = next(iter(_anchor(q for q in others if q.base == p.base)), None)
        if owner is not None and (rule := _owner_rule(known, p, owner)):
            said |= _one(owner, p, *rule)
    return said


def _owner_rule(known: HandleIndex, p: Profile, owner: Profile) -> tuple[str, str] | None:
    """Why a nameless address is this person's, or None."""
    name = owner.name
    if name is None or p.part.digits:
        return None
    if p.name is not None and (not p.name.full or p.name.last == name.last) and not compatible(p.name, name):
        return None
    how, middle, generation = fit(p.part, name)
    if generation != name.generation and generation:
        return None
    if middle and not name.middle:
        return None
    if how == "full":
        return "spelled-address", f"{p.handle.address} spells out the name {_said(owner)}, the only one like it there"
    if how != "initial" or not _initial_is_safe(known, p, name):
        return None
    return "initial", f"{p.handle.address} fits {_said(owner)} and nobody else known at that company"


def _initial_is_safe(known: HandleIndex, p: Profile, name: PersonName) -> bool:
    """A letter and a rare surname: the first letter, or the middle one where two dots show that the given name was left out."""
    letters, last = p.part.letters, name.last
    if last in COMMON_SURNAMES or len(last) < 4:
        return False
    if p.part.tokens[1:2] == ("",):
        return bool(name.middle) and p.part.tokens[0] == name.middle[0][0] and letters == p.part.tokens[0] + last
    middle = name.middle[0][0] if name.middle else ""
    if letters not in {name.first[0] + last, name.first[0] + middle + last}:
        return False
    holders = known.blocks[("name", p.company, last)]
    rivals = {
        canonical(q.name.first)
        for h in holders
        if (q := known.profiles[h]).name is not None
        and (q.name.first[0] == letters[0] or any(m[0] == letters[0] for m in q.name.middle))
    }
    return len(rivals) == 1


# -------------------------------------------------------------------------------------------------- judgements


def _judgement_id(key: bytes, said: tuple[str, str, str]) -> str:
    left, right, rule = said
    return digest("j", key, left, right, "same", "rule", f"{rule}-{VERSION}")


def _judgement(key: bytes, now_us: int, said: tuple[str, str, str], reason: str) -> Judgement:
    left, right, rule = said
    return Judgement(
        id=_judgement_id(key, said),
        left_h=left,
        right_h=right,
        verdict="same",
        by="rule",
        rule_version=f"{rule}-{VERSION}",
        reason=reason,
        confidence=CONFIDENCE[rule],
        recorded_us=now_us,
    )
