"""The holders of one surname at one company: who is one person, and who merely bears the same name."""

from __future__ import annotations

from collections import defaultdict

from regard.identity.blocks import LARGE_COMPANY, HandleIndex, Said, Unit, one
from regard.identity.given_names import COMMON_GIVEN, COMMON_SURNAMES, canonical
from regard.identity.names import skeleton
from regard.identity.profiles import Profile, anchored, full_text, turned


def same_name(known: HandleIndex, unit: Unit) -> Said:
    """The holders of one surname at one company, put together where nothing speaks against it."""
    said: Said = {}
    block = [known.profiles[h] for h in known.blocks[unit]]
    if len(block) == 1:
        known.people[block[0].handle.id] = block[0].handle.id
        return {}
    for holders in _by_surname(block):
        said |= _of_one_surname(known, holders)
    return said


def _by_surname(block: list[Profile]) -> list[dict[str, list[Profile]]]:
    """The block by surname, then by given name. "Mueller" and "Muller" are one where somebody here writes "Müller"."""
    names = [p.name for p in block if p.name is not None]
    lasts = {skeleton(n.last) for n in names if n.marked[1]}
    firsts = {skeleton(n.first) for n in names if n.marked[0]}
    found: dict[str, dict[str, list[Profile]]] = defaultdict(lambda: defaultdict(list))
    for p in block:
        if p.name is not None:
            last, given = skeleton(p.name.last), skeleton(p.name.first)
            found[last if last in lasts else p.name.last][given if given in firsts else canonical(p.name.first)].append(p)
    return [found[last] for last in sorted(found)]


def _of_one_surname(known: HandleIndex, by_given: dict[str, list[Profile]]) -> Said:
    said: Said = {}
    _join_openings(by_given)
    for given in sorted(by_given):
        for person in _people(by_given[given]):
            group = anchored(person)
            for p in group:
                known.people[p.handle.id] = group[0].handle.id
            if len(group) > 1 and _too_common(known, group):
                group = [p for p in group if p.shown and p.name is not None and p.name.middle and not p.strict]
            if len(group) > 1:
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

    Names alike down to middle and generation go together; a name without a middle joins the one it fits, if it is one. A middle
    initial that an address alone shows was added to tell two people apart, and so were numbers: then nobody joins.
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
            if not wider or (not m and all(p.added for n in wider for p in kinds[generation, n])):
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
                said |= one(head, p, *rule)
    first = next((h for h in heads if h.shown), heads[0])
    for head in heads:
        if head is not first and _may_cross(first, head):
            reason = f"both show the uncommon name {full_text(first)} at two domains of one company, and both addresses fit it"
            said |= one(first, head, "full-name", reason)
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
        return "free-mail", f"both show the uncommon name {full_text(head)} at one provider, and both addresses write it out"
    if not p.shown and head.name.first == p.name.first:
        if turned(head, p):
            return None
        return "spelled-address", f"{p.handle.address} spells out the name {full_text(head)}, the only one like it there"
    family_firm = head.name.last in head.base
    if family_firm and (head.how == "part" or p.how == "part"):
        return None
    if skeleton(head.name.first) != skeleton(p.name.first):
        if not head.shown:
            return None
        return "short-form", f"{full_text(head)} and {full_text(p)} are one name at one company, and both addresses fit it"
    return "full-name", f"both show the name {full_text(head)} at one company, and both addresses fit it"


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
