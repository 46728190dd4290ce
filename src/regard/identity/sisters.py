"""Which companies may be one: sister domains of one group, by the people who have mailboxes at both and by what signatures name.

Proposals for a reader, never a merge: what joins by itself (a domain below another, look-alikes with shared people) is
`affiliations`' business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regard.identity.normalize import domain_of, is_freemail, registrable
from regard.identity.resemblance import Subject, alike, local_parts

FEWEST = 2
"""So many people must tie two companies; one may have changed employers, or share a local part by chance."""
SHARE = 0.1
"""And they must be this share of the smaller one's people: large companies share namesakes."""


@dataclass(frozen=True, slots=True)
class Sisters:
    """Two domains that may be one company's. `shared`: people (ids, in pairs) with one local part at both; `signed`: who name the other."""

    left: str
    right: str
    shared: tuple[tuple[str, str], ...]
    signed: tuple[str, ...]
    look_alike: bool
    people: tuple[int, int]


def sisters(subjects: Iterable[Subject], groups: Mapping[str, str]) -> list[Sisters]:
    """Pairs of registrable domains of two companies (`groups`: domain to company) that may be one, the most people first."""
    at: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, dict[str, str]] = defaultdict(dict)
    shared: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    signed: dict[tuple[str, str], set[str]] = defaultdict(set)
    people = sorted(subjects, key=lambda s: s.id)
    for s in people:
        bases = sorted({p.base for p in s.profiles if p.base and not p.strict})
        for base in bases:
            at[base].add(s.id)
            for local in local_parts(s):
                holders[local][base] = s.id
        for i, left in enumerate(bases):
            for right in bases[i + 1 :]:
                shared[left, right].add((s.id, s.id))
        for other in {registrable(domain_of(a)) for a in s.listed}:
            for base in bases:
                if other and other != base and not is_freemail(other):
                    signed[min(base, other), max(base, other)].add(s.id)
    for found in holders.values():
        places = sorted(found) if len(found) < 6 else []
        for i, left in enumerate(places):
            for right in places[i + 1 :]:
                shared[left, right].add((found[left], found[right]))
    made = []
    for left, right in sorted(shared.keys() | signed.keys()):
        ties = shared[left, right]
        if groups.get(left, left) == groups.get(right, right) or not at[left] or not at[right]:
            continue
        close = alike(left, right)
        fewer = min(len(at[left]), len(at[right]))
        named = signed[left, right]
        many = len(ties) + len(named) >= FEWEST and (len(ties) >= SHARE * fewer or len(named) >= FEWEST)
        if many or (close and ties):
            counts = (len(at[left]), len(at[right]))
            made.append(Sisters(left, right, tuple(sorted(ties)), tuple(sorted(named)), close, counts))
    return sorted(made, key=lambda s: (-len(s.shared) - len(s.signed) - 2 * s.look_alike, s.left, s.right))
