"""How much two people resemble each other: eight comparisons, each with a few levels that read as a sentence.

A `Subject` is one person with everything that could tell them from another. What cannot be compared (no name, no telephone, too
few correspondents) is `None` and says nothing, and so is what another comparison has said already: that `eva.lund@` fits Eva Lund
adds nothing to both being shown as Eva Lund. Levels are names, their probabilities live in `odds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regard.identity.given_names import COMMON_GIVEN, canonical
from regard.identity.local_parts import fit
from regard.identity.names import PersonName, skeleton
from regard.identity.normalize import is_freemail
from regard.identity.profiles import Profile
from regard.model import DAY

LEVELS: Mapping[str, tuple[str, ...]] = {
    "name": ("middle too", "given name", "short form", "spelled", "initial", "other surname"),
    "local part": ("same", "other"),
    "fit": ("both", "not both", "numbered apart"),
    "company": ("one company", "look-alike", "free mail", "one after the other", "both at once"),
    "phone": ("same", "other"),
    "signature": ("names the other address", "signs as the other", "signs as somebody else"),
    "circle": ("most", "some", "hardly any"),
    "together": ("never", "once", "often"),
}
"""Each comparison and its levels, from the one that speaks most for one person on."""

DISAGREE = "disagree"
"""Two names that cannot be one person's."""
AGREED = ("middle too", "given name", "short form", "spelled", "initial")
"""Levels at which names are not against it."""

Comparison = dict[str, str | None]
FEWEST_CORRESPONDENTS = 3
"""Fewer people written with say nothing about a circle."""
GIVEN = frozenset(map(canonical, COMMON_GIVEN))
LOCAL_LETTERS = 5
"""A shorter local part is shared by chance."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One person, ready to be compared. `companies` are keys of companies ("" is free mail) to first and last day of use (us)."""

    id: str
    profiles: tuple[Profile, ...]
    names: tuple[PersonName, ...]
    companies: Mapping[str, tuple[int, int]]
    messages: int = 0
    phones: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    signed: tuple[PersonName, ...] = ()
    circle: frozenset[str] = frozenset()
    seen_in: frozenset[int] = frozenset()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The person's addresses, sorted."""
        return tuple(sorted(p.handle.address for p in self.profiles))


def compare(a: Subject, b: Subject) -> Comparison | None:
    """All comparisons of two people, the same whichever comes first; None where two names, each fitting its address, disagree."""
    name = _name(a, b)
    if name == DISAGREE:
        return None
    agreed = name in AGREED
    return {
        "name": name,
        "local part": None if agreed else _local_part(a, b),
        "fit": _fit(a, b) if agreed and a.names and b.names else None,
        "company": _company(a, b),
        "phone": None if not a.phones or not b.phones else "same" if a.phones & b.phones else "other",
        "signature": _signature(a, b, agreed=agreed),
        "circle": _circle(a, b),
        "together": _together(a, b),
    }


def _name(a: Subject, b: Subject) -> str | None:
    """How names agree. A name that its own address does not fit may be a desk's or somebody else's: it contradicts nobody."""
    if not a.names or not b.names:
        return _spelled(a, b)
    level = name_level(a.names, b.names)
    if level == DISAGREE and not (_own(a) and _own(b)):
        return None
    return level


def _own(s: Subject) -> bool:
    return any(_fits(p, s.names) for p in s.profiles)


def name_level(left: Iterable[PersonName], right: Iterable[PersonName]) -> str | None:
    """The best agreement between any name of one and any of the other; None where one has none."""
    order = (*LEVELS["name"], DISAGREE)
    found = [_names(x, y) for x in left for y in right]
    return min(found, key=order.index) if found else None


def _names(x: PersonName, y: PersonName) -> str:
    """How two names agree. A "Jr." or a middle name that differs is a contradiction; one that only one of them has is not."""
    short, long = sorted((skeleton(canonical(x.first)), skeleton(canonical(y.first))), key=len)
    if skeleton(x.last) != skeleton(y.last) and not ({x.last, *x.spellings} & {y.last, *y.spellings}):
        swapped = x.first == y.last and x.last == y.first
        return "given name" if swapped else "other surname" if short == long and len(short) > 1 else DISAGREE
    if x.generation != y.generation and x.generation and y.generation:
        return DISAGREE
    if not all(m.startswith(n) or n.startswith(m) for m, n in zip(x.middle, y.middle, strict=False)):
        return DISAGREE
    if x.full and y.full:
        if skeleton(x.first) == skeleton(y.first) or {x.first, *x.given} & {y.first, *y.given}:
            return "middle too" if x.middle and y.middle else "given name"
        return "short form" if short == long or (len(short) > 2 and long.startswith(short)) else DISAGREE
    letters = {n.first[0] for n in (x, y)} | {m[0] for n in (x, y) if not n.full for m in n.middle}
    return "initial" if x.first[0] == y.first[0] or len(letters) == 1 else DISAGREE


def _spelled(a: Subject, b: Subject) -> str | None:
    """How the addresses of one without a name fit the other's: written out, or with a letter."""
    if bool(a.names) == bool(b.names):
        return None
    nameless, named = (b, a) if a.names else (a, b)
    hows = {fit(p.part, n)[0] for p in nameless.profiles if not p.role and p.domain for n in named.names}
    return "spelled" if "full" in hows else "initial" if "initial" in hows else None


def _local_part(a: Subject, b: Subject) -> str | None:
    """Whether any of the addresses have one local part, where names do not say more."""
    mine, theirs = local_parts(a), local_parts(b)
    return None if not mine or not theirs else "same" if mine & theirs else "other"


def local_parts(s: Subject) -> frozenset[str]:
    """The local parts that could tell somebody: long enough, no shared mailbox's, and more than a given name."""
    return frozenset(
        p.part.letters + p.part.digits
        for p in s.profiles
        if not p.role and p.domain and len(p.part.letters) >= LOCAL_LETTERS and canonical(p.part.letters) not in GIVEN
    )


def _fit(a: Subject, b: Subject) -> str:
    """Whether both have an address that fits the name they share; a company that numbers addresses tells namesakes apart."""
    pairs = [(p, q) for p in a.profiles for q in b.profiles if (p.base, p.part.letters) == (q.base, q.part.letters)]
    if any(p.part.digits != q.part.digits for p, q in pairs):
        return "numbered apart"
    return "both" if all(any(_fits(p, s.names) for p in s.profiles) for s in (a, b)) else "not both"


def _fits(p: Profile, names: Iterable[PersonName]) -> bool:
    return any(fit(p.part, name)[0] in ("full", "initial") for name in names)


def _company(a: Subject, b: Subject) -> str | None:
    mine, theirs = set(a.companies), set(b.companies)
    if not mine or not theirs:
        return None
    if (mine & theirs) - {""}:
        return "one company"
    if any(alike(p.base, q.base) for p in a.profiles for q in b.profiles):
        return "look-alike"
    if "" in mine | theirs:
        return "free mail"
    spans = [(a.companies[x], b.companies[y]) for x in mine for y in theirs]
    apart = all(x[1] <= y[0] + 30 * DAY or y[1] <= x[0] + 30 * DAY for x, y in spans)
    return "one after the other" if apart else "both at once"


def alike(one: str, other: str) -> bool:
    """Whether two domains differ by a suffix or by one letter: a slip of the pen, or a sister."""
    x, y = one.partition(".")[0], other.partition(".")[0]
    if one == other or min(len(x), len(y)) < LOCAL_LETTERS or x[0] != y[0] or is_freemail(one) or is_freemail(other):
        return False
    return x == y or (abs(len(x) - len(y)) <= 1 and _one_slip(*sorted((x, y), key=len)))


def _one_slip(short: str, long: str) -> bool:
    """Whether one letter was changed, left out or put in."""
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _signature(a: Subject, b: Subject, *, agreed: bool) -> str | None:
    """What one signs with, where the other could be meant. Assistants sign for themselves under a chief's address, so this counts."""
    if a.listed & set(b.addresses) or b.listed & set(a.addresses):
        return "names the other address"
    levels = {name_level(one.signed, other.names) for one, other in ((a, b), (b, a)) if one.signed and other.names}
    if levels & {"middle too", "given name"}:
        return None if agreed else "signs as the other"
    return "signs as somebody else" if levels and levels <= {DISAGREE} else None


def _circle(a: Subject, b: Subject) -> str | None:
    mine, theirs = a.circle - {b.id}, b.circle - {a.id}
    fewer = min(len(mine), len(theirs))
    if fewer < FEWEST_CORRESPONDENTS:
        return None
    share = len(mine & theirs) / fewer
    return "most" if share >= 0.5 else "some" if share >= 0.2 else "hardly any"


def _together(a: Subject, b: Subject) -> str | None:
    """Whether both stand on one mail. A person seldom gets a mail twice; two who sit together often do."""
    fewer = min(len(a.seen_in), len(b.seen_in))
    if not fewer:
        return None
    both = len(a.seen_in & b.seen_in)
    return "never" if not both else "often" if both >= 3 and both >= 0.2 * fewer else "once"
