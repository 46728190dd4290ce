"""Handles arranged in small blocks, so that a new address is compared only with the few it could belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from regard.identity.local_parts import patterns
from regard.identity.names import skeleton
from regard.identity.normalize import local_key, local_of
from regard.identity.profiles import Profile, profile
from regard.model import Handle

LARGE_COMPANY = 200
"""Handles at one company from which two common names together may be two people."""

Unit = tuple[str, str, str]
"""(kind of block, company or domain, surname or local part): what is judged at once."""

Said = dict[tuple[str, str, str], str]
"""(smaller handle id, larger handle id, rule) to the reason."""


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


def add(known: HandleIndex, handles: Iterable[Handle]) -> set[Unit]:
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
        units.append(("name", p.company, skeleton(p.name.last)))
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


def one(left: Profile, right: Profile, rule: str, reason: str) -> Said:
    """One thing said of two handles, whichever comes first."""
    a, b = sorted((left.handle.id, right.handle.id))
    return {(a, b, rule): reason}
