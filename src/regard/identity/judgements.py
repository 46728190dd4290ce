"""People as connected components of what was judged: a pure function of the judgement table, whatever its order.

Reads rows of `judgement`, writes nothing. A judgement with `undone_by` does not count, so undoing restores exactly what was.
The latest user verdict on a pair wins over every other word on it. "different" blocks: two handles that the user holds apart
are never one person, however many rules tie them; the weakest and youngest ties on the way are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from regard.ids import digest
from regard.model import Handle, Judgement

Pair = tuple[str, str]


def components(handles: Iterable[Handle | str], judgements: Iterable[Judgement], *, key: bytes) -> dict[str, str]:
    """Handle id to person id, for every handle given; judgements on other handles are passed over.

    The person id is a digest of the smallest handle id of the component.
    """
    ids = sorted({h if isinstance(h, str) else h.id for h in handles})
    forest = _Forest(ids)
    user, rules = _standing(judgements, set(ids))
    verdicts = {pair: j.verdict for pair, j in user.items()}
    forest.keep_apart(pair for pair, verdict in verdicts.items() if verdict == "different")
    for pair, _ in sorted(((p, j) for p, j in user.items() if j.verdict == "same"), key=lambda x: (-x[1].recorded_us, x[1].id)):
        forest.join(pair)
    free = [j for j in rules if _pair(j) not in verdicts]
    forest.keep_apart(_pair(j) for j in free if j.verdict == "different")
    for j in sorted((j for j in free if j.verdict == "same"), key=lambda j: (-j.confidence, j.recorded_us, j.id)):
        forest.join(_pair(j))
    smallest: dict[str, str] = {}
    person: dict[str, str] = {}
    for h in ids:
        root = forest.find(h)
        person[h] = smallest.setdefault(root, digest("p", key, h))
    return person


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that count: not undone, and of each pair's user verdicts only the latest. Sorted by id."""
    user, rules = _standing(judgements, None)
    return sorted([*user.values(), *rules], key=lambda j: j.id)


def contradictions(judgements: Iterable[Judgement], left_h: str, right_h: str) -> list[Judgement]:
    """The user's "different" judgements that would keep these two apart if they were now called the same.

    To be shown before recording such a verdict: the user must undo them first.
    """
    rows = list(judgements)
    user, _ = _standing(rows, None)
    person = components({h for j in rows for h in (j.left_h, j.right_h)} | {left_h, right_h}, rows, key=b"\0")
    sides = {person[left_h], person[right_h]}
    return sorted(
        (j for j in user.values() if j.verdict == "different" and {person[j.left_h], person[j.right_h]} == sides),
        key=lambda j: j.id,
    )


def verdict(
    left_h: str,
    right_h: str,
    said: Literal["same", "different", "unsure"],
    *,
    key: bytes,
    now_us: int,
    reason: str = "",
    evidence: str = "",
) -> Judgement:
    """The user's word on two handles, ready to be appended. Raises ValueError for one handle with itself.

    `evidence` is a fingerprint of what was known then, kept as the version: an "unsure" holds while it is the same.
    """
    if left_h == right_h:
        raise ValueError("A judgement needs two handles.")
    left, right = sorted((left_h, right_h))
    return Judgement(
        id=digest("j", key, left, right, said, "user", str(now_us)),
        left_h=left,
        right_h=right,
        verdict=said,
        by="user",
        rule_version=evidence,
        reason=reason or f"you said they are {said}",
        confidence=1.0,
        recorded_us=now_us,
    )


def _pair(j: Judgement) -> Pair:
    return (j.left_h, j.right_h) if j.left_h <= j.right_h else (j.right_h, j.left_h)


def _standing(judgements: Iterable[Judgement], known: set[str] | None) -> tuple[dict[Pair, Judgement], list[Judgement]]:
    """(pair to the user's latest verdict, every other standing judgement), among known handles."""
    user: dict[Pair, Judgement] = {}
    rules: list[Judgement] = []
    for j in judgements:
        if j.undone_by is not None or j.left_h == j.right_h or (known is not None and not {j.left_h, j.right_h} <= known):
            continue
        if j.by != "user":
            rules.append(j)
        elif (held := user.get(_pair(j))) is None or (held.recorded_us, held.id) < (j.recorded_us, j.id):
            user[_pair(j)] = j
    return user, rules


class _Forest:
    """Disjoint sets that refuse a union which would bring two handles held apart into one set."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._parent = {h: h for h in ids}
        self._size = dict.fromkeys(ids, 1)
        self._apart: dict[str, set[str]] = {}

    def find(self, h: str) -> str:
        """The representative of a handle's set."""
        root = h
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[h] != root:
            self._parent[h], h = root, self._parent[h]
        return root

    def keep_apart(self, pairs: Iterable[Pair]) -> None:
        """Holds pairs apart from now on; pairs already together stay (a user's "same" outweighs a rule's "different")."""
        for left, right in sorted(pairs):
            a, b = self.find(left), self.find(right)
            if a != b:
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)

    def join(self, pair: Pair) -> bool:
        """Makes two sets one, unless they are held apart; whether they are one now."""
        a, b = self.find(pair[0]), self.find(pair[1])
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        for other in self._apart.pop(b, set()):  # b's enemies become a's
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
        return True
