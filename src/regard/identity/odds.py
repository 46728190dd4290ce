"""How probable it is that two people who resemble each other are one: Fellegi and Sunter's sum of log-odds, fitted on the book itself.

For each comparison level, m is how often it is seen between two addresses of one human, u how often between two humans. u is counted
in the book: over pairs of people drawn at random, and for names from how frequent that surname and that given name are here. m
and the share of matches are found by expectation and maximisation over the candidates, starting from the table below, which counts as
much as `STRENGTH` pairs: a small book keeps to it, a large one corrects it. Fields are taken as independent, which they are not
quite: the number orders a queue that a human reads, and merges nobody.

Source: Fellegi & Sunter, A theory for record linkage (1969); Winkler on term frequencies and EM (1988, 2000).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, log2
from operator import itemgetter
from random import Random

from regard.identity.given_names import COMMON_GIVEN, COMMON_SURNAMES, canonical
from regard.identity.names import PersonName
from regard.identity.resemblance import LEVELS, Comparison, Subject, compare, local_parts, name_level

M: Mapping[str, tuple[float, ...]] = {
    "name": (0.10, 0.52, 0.13, 0.12, 0.08, 0.05),
    "local part": (0.60, 0.40),
    "fit": (0.80, 0.19, 0.01),
    "company": (0.40, 0.08, 0.22, 0.20, 0.10),
    "phone": (0.60, 0.40),
    "signature": (0.15, 0.75, 0.10),
    "circle": (0.45, 0.35, 0.20),
    "together": (0.75, 0.20, 0.05),
}
"""What one human's two addresses show, before any book is looked at: judgement, informed by made-up pairs."""
U: Mapping[str, tuple[float, ...]] = {
    "fit": (0.80, 0.18, 0.02),
    "company": (0.05, 0.002, 0.20, 0.15, 0.598),
    "phone": (0.005, 0.995),
    "signature": (0.001, 0.009, 0.99),
    "circle": (0.05, 0.15, 0.80),
    "together": (0.55, 0.25, 0.20),
}
"""The same between two humans. Names and local parts have their own frequencies. `fit` is compared only where names agree, which is
too seldom between two drawn at random to be counted: it stays as it is here. `together` is counted among those of one circle."""
STRENGTH = 40.0
"""How many pairs the tables above count for."""
DRAWN = 20_000
"""Pairs drawn at random to count u."""
SHARE = 0.1
"""Further addresses as a share of people, to start with: the chance of a random pair is twice that by their number."""
MOST = 10
"""The chance found lies between a tenth of that and twice that: a book full of namesakes must not explain them as matches."""
ROUNDS = 30
ELSEWHERE = 5000
"""So many people elsewhere are counted with those of the book, for how frequent names are: of them RARE, or COMMON, bear a name."""
RARE, COMMON, LETTER = 0.0001, 0.002, 0.04


Agreements = tuple[tuple[str, str, float], ...]
"""(comparison, level, how often two humans reach it by chance)."""


@dataclass(frozen=True, slots=True)
class Odds:
    """The fitted numbers. `chance` is that of a pair drawn at random; `m` and `u` by comparison and level."""

    chance: float
    m: Mapping[str, Mapping[str, float]]
    u: Mapping[str, Mapping[str, float]]
    surnames: Mapping[str, float]
    given: Mapping[str, float]
    locals: Mapping[str, float]

    def weights(self, a: Subject, b: Subject, seen: Comparison) -> dict[str, float]:
        """Each comparison's part of the log-odds, in bits; what could not be compared has none."""
        return {field: log2(self.m[field][level] / u) for field, level, u in self.by_chance(a, b, seen)}

    def probability(self, a: Subject, b: Subject, seen: Comparison) -> float:
        """The probability that the two are one human, 0 to 1."""
        return self.of(self.by_chance(a, b, seen))

    def by_chance(self, a: Subject, b: Subject, seen: Comparison) -> Agreements:
        """How often two humans agree so far by chance, in each comparison that could be made; the same whatever `m` and `chance` are."""
        return tuple([(field, level, self._u(a, b, field, level)) for field, level in seen.items() if level is not None])

    def of(self, agreed: Agreements) -> float:
        """The probability that two who agree like this are one human."""
        bits = log2(self.chance / (1 - self.chance)) + sum(log2(self.m[field][level] / u) for field, level, u in agreed)
        return 1 / (1 + exp(-bits * log(2))) if abs(bits) < 500 else float(bits > 0)

    def _u(self, a: Subject, b: Subject, field: str, level: str) -> float:
        if field == "name":
            return self._name_u(a, b, level)
        if field == "local part":
            shared = max((self._frequency(self.locals, x) for x in local_parts(a) & local_parts(b)), default=0.0)
            return shared if level == "same" else 1.0
        return self.u[field][level]

    def _name_u(self, a: Subject, b: Subject, level: str) -> float:
        """How often two humans agree so far by chance, given how frequent these very names are here."""
        left, right = a.names or b.names, b.names or a.names
        one_named = not (a.names and b.names)
        pairs = [(x, y) for x in left for y in right if one_named or name_level((x,), (y,)) == level]
        x, y = min(pairs, key=lambda pair: (pair[0].key, pair[1].key))
        surname = max(self._frequency(self.surnames, n.last) for n in (x, y))
        given = max(self._frequency(self.given, canonical(n.first)) for n in (x, y) if n.full or not (x.full or y.full))
        letter = max(self._frequency(self.given, n.first[0]) for n in (x, y))
        match level:
            case "middle too":
                return surname * given * 0.2
            case "given name" | "short form" | "spelled":
                return surname * given
            case "initial":
                return surname * letter
            case _:
                return given

    def _frequency(self, table: Mapping[str, float], name: str) -> float:
        return table.get(name, table[""])


def fitted(subjects: Mapping[str, Subject], compared: Sequence[tuple[str, str, Comparison]]) -> Odds:
    """The numbers of this book, from its people and the candidates compared. The order of either makes no difference."""
    people = [subjects[i] for i in sorted(subjects)]
    surnames, given, locals_ = _frequencies(people)
    u = _chance_levels(people)
    start = {field: dict(zip(LEVELS[field], M[field], strict=True)) for field in LEVELS}
    pairs = max(len(people) * (len(people) - 1) / 2, 1)
    usual = min(2 * SHARE / max(len(people), 2), 0.25)
    odds = Odds(usual, start, u, surnames, given, locals_)
    # What is by chance is the same in every round, and many pairs agree alike.
    alike = Counter(
        odds.by_chance(subjects[left], subjects[right], seen) for left, right, seen in sorted(compared, key=itemgetter(0, 1))
    )
    for _ in range(ROUNDS):
        p = {agreed: n * odds.of(agreed) for agreed, n in alike.items()}
        counts = {field: {level: STRENGTH * share for level, share in prior.items()} for field, prior in start.items()}
        for agreed, q in p.items():
            for field, level, _ in agreed:
                counts[field][level] += q
        m = {field: {level: n / sum(of.values()) for level, n in of.items()} for field, of in counts.items()}
        chance = (sum(p.values()) + SHARE) / (pairs + len(people))
        moved = abs(log(chance / odds.chance))
        odds = Odds(min(max(chance, usual / MOST), usual * 2), m, u, surnames, given, locals_)
        if moved < 1e-4:
            break
    return odds


def _frequencies(people: Sequence[Subject]) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """How frequent surnames are, given names with first letters, and local parts; "" is the frequency of one never seen before."""
    named: list[PersonName] = [s.names[0] for s in people if s.names]
    surnames = _shares(Counter(n.last for n in named), COMMON_SURNAMES)
    given = _shares(Counter(canonical(n.first) for n in named if n.full), COMMON_GIVEN)
    letters = Counter(n.first[0] for n in named)
    total = letters.total() + ELSEWHERE
    given |= {letter: (n + LETTER * ELSEWHERE) / total for letter, n in letters.items()}
    return surnames, given, _shares(Counter(x for s in people for x in local_parts(s)), ())


def _shares(counts: Counter[str], common: Collection[str]) -> dict[str, float]:
    """How many of all people bear each name, in the book and elsewhere; "" is one that nobody in the book bears."""
    total = counts.total() + ELSEWHERE
    shares = {name: (n + RARE * ELSEWHERE) / total for name, n in counts.items()}
    shares |= {name: (counts[name] + COMMON * ELSEWHERE) / total for name in common}
    return shares | {"": RARE * ELSEWHERE / total}


def _chance_levels(people: Sequence[Subject]) -> dict[str, dict[str, float]]:
    """How often each level is seen between two people drawn at random (the same draw for the same people)."""
    counts = {f: {level: STRENGTH * share for level, share in zip(LEVELS[f], U[f], strict=True)} for f in U}
    if len(people) > 2:
        random = Random(1)  # noqa: S311 - a repeatable draw, no secret
        wanted = min(DRAWN, len(people) * 20)
        order = list(range(len(people)))
        drawn = 0
        while drawn < wanted:
            random.shuffle(order)
            for i, j in pairwise(order):
                drawn += 1
                seen = compare(people[i], people[j]) or {}
                for field, level in seen.items():
                    counted = field in counts and field != "fit"
                    if level is not None and counted and (field != "together" or seen["circle"] in ("most", "some")):
                        counts[field][level] += 1
                if drawn >= wanted:
                    break
    return {f: {level: n / sum(levels.values()) for level, n in levels.items()} for f, levels in counts.items()}
