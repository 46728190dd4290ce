"""What one handle offers to matching: its company, its address taken apart, and the fullest name that the address fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from regard.identity.given_names import canonical
from regard.identity.local_parts import LocalPart, fit, take_apart
from regard.identity.names import PersonName, name_in_local, parse_name, skeleton
from regard.identity.normalize import domain_of, is_academic, is_freemail, is_role_address, local_key, local_of, registrable
from regard.model import Handle


@dataclass(frozen=True, slots=True)
class Profile:
    """What matching knows of one handle. `name` is the fullest name its address fits, `shown` whether a display name said it.

    `clash` marks an address shown with the fitting names of two people: it matches nobody. `added` marks a middle initial that
    stands in the address alone (`eva.k.lund@`, shown as "Eva Lund"): a company adds one where the plain address was taken.
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
    added: bool = False


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
    return Profile(handle, domain, base, company, strict, part, name, shown, how, clash, role, _added(handle, part, name))


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


def _added(handle: Handle, part: LocalPart, name: PersonName | None) -> bool:
    """Whether the address has an initial between given name and surname that no display name says."""
    if name is None or not name.middle or len(part.tokens) != 3 or not part.tokens[1]:
        return False
    return not any(said.middle for d in handle.names if (said := parse_name(d)) is not None and said.last == name.last)


def compatible(left: PersonName, right: PersonName) -> bool:
    """Whether two names can be one person's: surname, generation, given name (short forms allowed) and middle names agree."""
    if skeleton(left.last) != skeleton(right.last) or left.generation != right.generation:
        return False
    if left.full and right.full:
        short, long = sorted((skeleton(canonical(left.first)), skeleton(canonical(right.first))), key=len)
        if short != long and not (len(short) > 2 and long.startswith(short)):
            return False
    elif left.first[0] != right.first[0]:
        return False
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left.middle, right.middle, strict=False))


def turned(owner: Profile, other: Profile) -> bool:
    """Whether an address without a name writes `surname.given` where the owner of the name has `given.surname` at the same domain.

    A company has one way; the other one is what lists of outsiders look like when a mail system puts its own domain behind them.
    """
    name, mine, theirs = owner.name, owner.part.tokens, other.part.tokens
    if name is None or other.shown or owner.base != other.base or len(mine) < 2 or len(theirs) < 2:
        return False
    lasts = {name.last, *name.spellings}
    return mine[-1] in lasts and theirs[0] in lasts and theirs[-1] not in lasts


def anchored(group: Iterable[Profile]) -> list[Profile]:
    """A group with the handle that others are tied to first: the one that says most."""
    return sorted(group, key=lambda p: (not p.shown, p.name is None, p.how != "full", p.handle.address, p.handle.id))


def full_text(p: Profile) -> str:
    """A holder's name as text for a reason."""
    if p.name is None:
        return ""
    words = (p.name.first, *p.name.middle, p.name.last, p.name.generation)
    return " ".join(w.capitalize() for w in words if w)
