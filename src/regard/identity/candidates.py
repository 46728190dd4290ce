"""Which two people are worth comparing at all: those who share a name, a local part, a telephone or an address in a signature.

Blocks keep this far from comparing everybody with everybody. A block that holds too many says too little and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from regard.identity.local_parts import patterns
from regard.identity.names import skeleton
from regard.identity.resemblance import Comparison, Subject, compare, local_parts

Pair = tuple[str, str]

LARGEST = {"name": 60, "local part": 5, "phone": 3, "spelled": 6, "company": 6}
"""More people than this in one block, and the block tells nobody apart (a switchboard, `info@`, the Smiths)."""


def candidates(subjects: Mapping[str, Subject]) -> list[tuple[str, str, Comparison]]:
    """Pairs of ids (smaller first) that some block brings together and no contradiction keeps apart, compared; sorted."""
    found: set[Pair] = set()
    for what, blocks in (
        ("name", _blocks(subjects.values(), lambda s: {f"{skeleton(n.last)} {n.first[0]}" for n in s.names})),
        ("local part", _blocks(subjects.values(), local_parts)),
        ("phone", _blocks(subjects.values(), lambda s: s.phones)),
    ):
        for ids in blocks.values():
            if 1 < len(ids) <= LARGEST[what]:
                _put(found, sorted(ids))
    _put_spelled(found, subjects)
    _put_listed(found, subjects)
    compared = ((a, b, compare(subjects[a], subjects[b])) for a, b in sorted(found))
    return [(a, b, seen) for a, b, seen in compared if seen is not None]


def _blocks(subjects: Iterable[Subject], keys: Callable[[Subject], Collection[str]]) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for s in subjects:
        for key in keys(s):
            blocks[key].append(s.id)
    return blocks


def _put(found: set[Pair], ids: list[str]) -> None:
    for i, left in enumerate(ids):
        for right in ids[i + 1 :]:
            found.add((left, right))


def _put_spelled(found: set[Pair], subjects: Mapping[str, Subject]) -> None:
    """Addresses without a name, with whoever's name they spell out: anywhere in full, within one company with a letter."""
    full: dict[str, set[str]] = defaultdict(set)
    near: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s in subjects.values():
        for name in s.names:
            written, lettered = patterns(name)
            for letters in written:
                full[letters].add(s.id)
            for company in s.companies:
                for letters in lettered if company else ():
                    near[company, letters].add(s.id)
    for s in subjects.values():
        if s.names:
            continue
        for p in s.profiles:
            if p.role or not p.domain:
                continue
            for ids, what in (
                (full.get(p.part.letters, set()), "spelled"),
                ({x for c in s.companies for x in near.get((c, p.part.letters), ())}, "company"),
            ):
                if ids and len(ids) <= LARGEST[what]:
                    for other in ids - {s.id}:
                        found.add((min(s.id, other), max(s.id, other)))


def _put_listed(found: set[Pair], subjects: Mapping[str, Subject]) -> None:
    owner = {address: s.id for s in subjects.values() for address in s.addresses}
    for s in subjects.values():
        for address in s.listed:
            other = owner.get(address)
            if other is not None and other != s.id:
                found.add((min(s.id, other), max(s.id, other)))
