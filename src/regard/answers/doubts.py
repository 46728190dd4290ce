"""Who might be the same: the doubtful pairs of people and of companies, scored, and what was said of them before.

Computed when asked for and remembered by the book until the next change; nothing here merges anybody. Reads handle, person, company,
message, party, body and the judgements.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regard.answers.subjects import subjects
from regard.identity.affiliations import domain_handle
from regard.identity.candidates import candidates
from regard.identity.given_names import canonical
from regard.identity.judgements import standing
from regard.identity.names import skeleton
from regard.identity.normalize import registrable
from regard.identity.odds import Odds, fitted
from regard.identity.resemblance import Comparison, Subject, compare
from regard.identity.sisters import Sisters, sisters
from regard.ids import digest
from regard.model import DAY, Judgement
from regard.store.live import Live

SILENT = 14 * DAY
"""So long the old address may still be used when the new one began."""
QUIET = 60 * DAY
"""An address has fallen silent after so long without a mail, and longer than its longest pause before: less is how people write."""
OPEN = 0.5
"""The most that one name says of two companies' addresses while both are in use: two people may bear it."""
ELSEWHERE = ("one after the other", "both at once")
OWN_WORD = ("names the other address", "signs as the other")
"""What a signature says that settles it whatever else is so."""
NONE: frozenset[str] = frozenset()
_ON = """WITH part AS (SELECT opportunity_id AS deal, contact_id AS contact, lower(contact_email) AS email FROM contact_role
        UNION SELECT id, contact_id, lower(contact_email) FROM opportunity),
    at AS (SELECT p.deal, e.address FROM part p JOIN contact_address e ON e.contact_id = p.contact UNION SELECT deal, email FROM part)
    SELECT DISTINCT h.person, o.id FROM opportunity o JOIN at ON at.deal = o.id JOIN handle h ON h.address = at.address
    WHERE o.outcome = 'open' AND h.person IS NOT NULL"""
OURS = 0.1
"""What a pair of our own people weighs in the queue."""
LEAST = 0.05
"""Pairs less probable than this (fewer than one in twenty) are not worth a human's time."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people (ids) who may be one. `affected`: messages that would move to the other's page if they are. `deals`: how many open deals
    of the CRM either is on.

    `moved`: it looks as if somebody changed company (`_moves`); such pairs stand first. `in_use`: at two companies, and neither address
    has fallen silent, with nothing but their names to say that they are one.
    """

    left: str
    right: str
    probability: float
    affected: int
    seen: Comparison
    moved: bool = False
    deals: int = 0
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class Doubts:
    """The queue of one state of the book: what looks like a buyer's change of company, then the most consequential first (mail that would
    move, open deals).
    """

    subjects: dict[str, Subject]
    odds: Odds
    pairs: tuple[Pair, ...]
    companies: tuple[Sisters, ...]


def doubts(live: Live, key: bytes, judgements: Sequence[Judgement]) -> Doubts:
    """All doubtful pairs that nobody has judged: those called unsure come back only with evidence that is new."""
    everybody = subjects(live)
    compared = candidates(everybody)
    odds = fitted(everybody, compared)
    sides = dict(live.rows("SELECT id, side FROM person"))
    said = standing(j for j in judgements if j.by == "user")
    held = _held(live, said)
    pairs = []
    wrote = _written(live, everybody, compared)
    until = live.rows(_NEWEST)[0][0] or 0
    moves = _moves(live, everybody, compared, sides, wrote, until)
    on = _on_deals(live)
    for left, right, seen in compared:
        if sides.get(left) == sides.get(right) == "personal":
            continue
        a, b = everybody[left], everybody[right]
        p, gone = odds.probability(a, b, seen), (left, right) in moves
        if p < LEAST and not gone:
            continue
        used = _both_in_use(seen, wrote.get(left, ()), wrote.get(right, ()), until)
        verdicts = held.get((left, right), ())
        if any(v == "different" or (v == "unsure" and m == fingerprint(key, a, b, seen)) for v, m in verdicts):
            continue
        pairs.append(
            Pair(
                left,
                right,
                min(p, OPEN) if used else p,
                min(a.messages, b.messages),
                seen,
                gone,
                len(on.get(left, NONE) | on.get(right, NONE)),
                used,
            )
        )
    pairs.sort(
        key=lambda x: (not x.moved or _of_ours(sides, x), -matters(x, sides), -x.probability, x.left, x.right),
    )
    groups = {registrable(d): row[0] for row in live.rows("SELECT id, domains FROM company") for d in row[1].split()}
    judged = {frozenset((j.left_h, j.right_h)) for j in said}
    companies = [
        s
        for s in sisters(everybody.values(), groups)
        if frozenset((domain_handle(key, s.left), domain_handle(key, s.right))) not in judged
    ]
    return Doubts(everybody, odds, tuple(pairs), tuple(companies))


def matters(x: Pair, sides: Mapping[str, str]) -> float:
    """What hangs on a pair: the chance that it is one human, by the messages that would move, twice as much for each open deal (three at
    most). Of our own people a tenth: joining them moves what is known of no buyer.
    """
    return x.probability * x.affected * 2.0 ** min(x.deals, 3) * (OURS if _of_ours(sides, x) else 1.0)


def _of_ours(sides: Mapping[str, str], x: Pair) -> bool:
    return sides.get(x.left) == sides.get(x.right) == "us"


def _on_deals(live: Live) -> dict[str, set[str]]:
    """Person -> the open deals of the CRM on which they have a part."""
    found: dict[str, set[str]] = defaultdict(set)
    for person, deal in live.rows(_ON):
        found[person].add(deal)
    return found


_NEWEST = "SELECT max(us) FROM message WHERE kind = 'mail' AND basis = 'observed'"
_WROTE = """SELECT h.person, m.us FROM handle h JOIN message m ON m.from_n = h.n AND m.automated = '' AND m.basis = 'observed'
    AND m.us IS NOT NULL WHERE h.person IN ({})"""


def _written(
    live: Live, everybody: Mapping[str, Subject], compared: Sequence[tuple[str, str, Comparison]]
) -> dict[str, list[int]]:
    """When each of those who are compared at two companies wrote (us), sorted."""
    wanted = sorted(
        {x for left, right, seen in compared if seen["company"] in ELSEWHERE for x in (left, right)} & everybody.keys()
    )
    found: dict[str, list[int]] = defaultdict(list)
    for person, us in live.rows_in(_WROTE, wanted):
        found[person].append(us)
    return {person: sorted(times) for person, times in found.items()}


def _moves(
    live: Live,
    everybody: Mapping[str, Subject],
    compared: Sequence[tuple[str, str, Comparison]],
    sides: Mapping[str, str],
    wrote: Mapping[str, Sequence[int]],
    until: int,
) -> set[tuple[str, str]]:
    """Pairs that look like somebody who changed company.

    One full name that only these two have, two companies, an address that fell silent before the other began, and somebody of ours who
    dealt with both.
    """
    bearers = Counter(key for s in everybody.values() for key in {(skeleton(n.last), canonical(n.first)) for n in s.names})
    likely = []
    for left, right, seen in compared:
        a, b = everybody[left], everybody[right]
        shared = {(skeleton(n.last), canonical(n.first)) for n in a.names} & {
            (skeleton(n.last), canonical(n.first)) for n in b.names
        }
        elsewhere = seen["company"] in ELSEWHERE
        if seen["name"] in ("middle too", "given name") and elsewhere and any(bearers[key] == 2 for key in shared):
            likely.append((left, right))
    wanted = sorted({person for pair in likely for person in pair})
    ours: dict[str, set[str]] = defaultdict(set)
    for person, other in live.rows_in(
        "SELECT DISTINCT h.person, o.person FROM handle h JOIN party p ON p.handle = h.n JOIN party q ON q.message = p.message "
        "JOIN handle o ON o.n = q.handle WHERE h.person IN ({})",
        wanted,
    ):
        if sides.get(other) == "us":
            ours[person].add(other)
    return {
        (left, right)
        for left, right in likely
        if left in wrote and right in wrote and ours[left] & ours[right] and _followed(wrote[left], wrote[right], until)
    }


def _followed(left: Sequence[int], right: Sequence[int], until: int) -> bool:
    """Whether of two that wrote at such times (us, sorted) one begins when the other has fallen silent, as seen at a moment."""
    first, second = sorted((left, right), key=lambda times: (times[0], times[-1]))
    return first[-1] <= second[0] + SILENT and _fell_silent(first, until)


def _fell_silent(times: Sequence[int], until: int) -> bool:
    """Whether who wrote at such times has written no more for longer than they ever paused."""
    longest = max((b - a for a, b in pairwise(times)), default=0)
    return until - times[-1] > max(QUIET, longest)


def _both_in_use(seen: Comparison, left: Sequence[int], right: Sequence[int], until: int) -> bool:
    """Whether two at two companies both write still, and nothing but a name says that they are one."""
    if seen["company"] not in ELSEWHERE or seen["phone"] == "same" or seen["signature"] in OWN_WORD:
        return False
    return bool(left) and bool(right) and not _fell_silent(left, until) and not _fell_silent(right, until)


def evidence_on(found: Doubts, key: bytes, left: str, right: str) -> str:
    """The fingerprint of what speaks for and against two people being one, to be kept with an "unsure"."""
    a, b = (found.subjects.get(x) for x in sorted((left, right)))
    seen = compare(a, b) if a and b else None
    return fingerprint(key, a, b, seen) if a and b and seen else ""


def fingerprint(key: bytes, a: Subject, b: Subject, seen: Comparison) -> str:
    """A short text that is another one when the evidence on a pair is."""
    levels = (f"{field}={level}" for field, level in sorted(seen.items()))
    return digest("s", key, *sorted((*a.addresses, *b.addresses)), *levels)


def _held(live: Live, said: Iterable[Judgement]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Pair of people to what the user said of any of their addresses: (verdict, fingerprint of the evidence then)."""
    person = dict(live.rows("SELECT id, person FROM handle"))
    held: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for j in said:
        left, right = person.get(j.left_h), person.get(j.right_h)
        if left and right and left != right:
            held[min(left, right), max(left, right)].add((j.verdict, j.rule_version))
    return held
