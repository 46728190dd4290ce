"""May an address that answers in somebody's stead be their own second one? By its name, or by the letters before its @.

Wide where `matching` is narrow: nobody is merged by it. It says only that an answer from there leaves the silence of the first in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regard.identity.given_names import canonical
from regard.identity.local_parts import fit, take_apart
from regard.identity.names import PersonName, name_in_local, parse_name, skeleton
from regard.identity.normalize import domain_of, is_role_address, local_of, registrable


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who somebody is by their mail: the names they are shown with, and their addresses."""

    names: frozenset[str]
    addresses: frozenset[str]


def may_be_second(one: Bearer, other: Bearer) -> bool:
    """Whether the two share a whole name, or an address of either spells the other's: wholly, or, at another company or a free mail
    service, with an initial, unless the names that both are shown with differ.
    """
    if any(is_role_address(a) for a in other.addresses):
        return False
    mine, theirs = _called(one.names), _called(other.names)
    alike = [(a, b) for a in mine for b in theirs if _same(a, b)]
    if alike:
        return any(not a.middle or not b.middle or a.middle[0][0] == b.middle[0][0] for a, b in alike)
    spelled = [
        fit(take_apart(local_of(address)), name)[0]
        for names, addresses in ((mine or _spelled(one), other.addresses), (theirs, one.addresses))
        for name in names
        for address in addresses
    ]
    if "full" in spelled:
        return True
    return "initial" in spelled and not (mine and theirs) and not _one_house(one, other)


def _called(names: Iterable[str]) -> list[PersonName]:
    return [name for said in sorted(names) if (name := parse_name(said)) is not None and name.full]


def _spelled(one: Bearer) -> list[PersonName]:
    """The names that the addresses themselves spell, of somebody who is shown with none."""
    return [name for address in sorted(one.addresses) if (name := name_in_local(local_of(address))) is not None]


def _same(one: PersonName, other: PersonName) -> bool:
    return (skeleton(one.last), canonical(one.first)) == (skeleton(other.last), canonical(other.first))


def _one_house(one: Bearer, other: Bearer) -> bool:
    return bool({registrable(domain_of(a)) for a in one.addresses} & {registrable(domain_of(a)) for a in other.addresses})
