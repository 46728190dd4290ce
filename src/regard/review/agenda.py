"""Which relationships a month's review looks at: those where most is at stake, and a share of all the others in turn.

At stake is a product of four numbers, none of which counts messages:

    stake = money × standing × neglect × weight

    money     0.1 + log2(1 + m), m the money of their deals in units of the book's median open deal: open deals they take part in
              whole, their company's other open deals by half, or by a quarter where others of theirs stand on them, what was won
              within a year by a quarter (a renewal to come). Where a complaint stands, a question waits for us or they make ready
              to leave, at least as a quarter, and where they decide before the next review, as a half: no deal in the CRM is no
              proof that nothing rests on them
    standing  0.05 + 0.95 × the larger, over trust and value, of what was lost and what was never gained. Lost: points of score
              fallen since the last review, or since half a year ago where that is more, of 25; one that was known and has faded
              fell to where its estimate lies now. Never gained: 0.7 × (100 - score)/100; 0.42 where unknown, as if it were 40.
              A complaint that stands, or that they make ready to leave us, is standing being lost: at least 0.7
    neglect   0.1 + 0.9 × days since anything passed by us, of 60; at least 0.6 where their question waits for us, or they sent
              somebody to us and heard nothing since; half where a meeting is set, but at least 0.6 where it is within a fortnight,
              or their deal closes by the CRM before the next review, and money rests on them; at least 0.8 where a promise of ours
              is due; 1 where a complaint stands, they make ready to leave, or name a day before the next review on which they
              decide, meeting or none
    weight    2 / (1 + e^-w), w their decision weight in log-odds: 1 where nothing is known, up to 2

A place must answer "why now, and what could I do?" (`calls`): money rests on them; a complaint of theirs stands, they make ready to leave
us, they decide before the next review or meet us within a fortnight, a question waits for us, or a promise of ours is due; they sent
somebody to us, unthanked; standing fell, or is known and was never gained; or nothing passed by us for a month, with no meeting set. Weight
alone, or that nothing is known, calls for nothing. Nor does anybody come up who is no buyer (`dealings`), with whom private talk or
circulars pass (`kinds`), who sends for another, or who said that they leave. Fewer places are better than wrong ones: an agenda is as
short as that leaves it. Somebody with whom no deal is connected is at stake once they did something on three days of the last year, and
while the last was within half a year; at once where they complain, wait for us, make ready to leave or decide before the next review.
These are entrances, not ranks.

Standing is fitted for the 8 × size who come first by the other three (equals: whoever was in touch last), so that a large book costs
little more than a small one; decision weight comes from title and the CRM's part for all, and from their deals for the first 2 × size.

The others come up in turn, by company: company r of N (in the order of first contact) when month mod P is r mod P, where P is the
smallest power of two with N/P at most the seats for them. So every company with which there was any contact comes up at least once in P
months (`months_between`), also while the book grows: P doubles, and each of the new places lies at an old one. Seats that nobody who is
still there takes go to those who would be due in half the months, a quarter, and so on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log2
from typing import Literal

from regard.model import DAY, Factor

NEVER_KNOWN = 0.42
Which = Literal["lost", "never gained", "unknown", ""]
"""What the part of standing is made of; "" where it was not kept."""
LOST_AT = 25.0
NEGLECTED_AT = 60
QUIET = 30
"""After so many days without anything by us there is something to do: a review is monthly, and this is a month of nothing."""
NOTABLE = 0.4
"""A part of standing that is worth a word: a score that fell by ten points, or is known and below 48."""
WAITING = 0.6
OWED = 0.8
"""The part of neglect where a promise of ours is due, at least."""
LOSING = 0.7
"""The part of standing that a complaint which stands puts at risk, at least."""
WON_SHARE, COMPANY_SHARE, OTHERS_SHARE = 0.25, 0.5, 0.25
PRESSING = 0.25
"""Whoever presses us rests on at least so much of a median open deal, known or not."""
DECIDING = 0.5
"""… and on whoever decides before the next review."""
OF_ONE_COMPANY = 2
"""So many of one company's people at most: a review of twelve is not of one account. One more where a deal of theirs is
decided before the next."""
MOST_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One buyer with whom there was contact. `money` in median open deals, `silent_days` since anything passed by us (None: never).

    `waits`: a question of theirs waits for us. `complained`: a complaint of theirs stands. `leaving`: they make ready to leave us.
    `planned`: a meeting is set. `first_us`: the first contact. `sent`: they sent somebody to us, and nothing of ours passed since.
    `decides`: they name a day before the next review on which they decide; `meets`: a meeting is set within a fortnight, or their deal
    closes by the CRM before the next review. `unit`: their company, or themselves
    where they have none.
    """

    buyer: str
    unit: str
    money: float
    silent_days: float | None
    waits: bool
    planned: bool
    first_us: int
    last_us: int
    complained: bool = False
    leaving: bool = False
    sent: bool = False
    decides: bool = False
    meets: bool = False

    @property
    def presses(self) -> bool:
        """Whether they press us: nothing about them can wait for a month, however little passed before."""
        return self.complained or self.leaving or self.waits or self.decides


@dataclass(frozen=True, slots=True)
class Standing:
    """Where trust or value stands: the score now (what the estimate says, even if not known), and the best known one before, if any."""

    score: float = 50.0
    known: bool = False
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """What is at stake with one buyer: the product, and its parts."""

    buyer: str
    money: float
    standing: float
    neglect: float
    weight: float
    which: Which = ""

    @property
    def value(self) -> float:
        """The product."""
        return self.money * self.standing * self.neglect * self.weight


def money(ratio: float) -> float:
    """The part of money, from deals in units of the book's median open deal."""
    return 0.1 + log2(1 + max(ratio, 0.0))


def standing(found: Mapping[Factor, Standing]) -> tuple[float, Which]:
    """The part of standing lost or never gained, 0.05 to 1, and which of the two it is."""
    worst: tuple[float, Which] = (0.0, "never gained")
    for f in ("trust", "value"):
        at = found.get(f, Standing())
        lost = 0.0 if at.before is None else (at.before - at.score) / LOST_AT
        parts: list[tuple[float, Which]] = [(lost, "lost")]
        parts.append((0.7 * (100 - at.score) / 100, "never gained") if at.known else (NEVER_KNOWN, "unknown"))
        worst = max([worst, *parts], key=lambda part: part[0])
    return 0.05 + 0.95 * min(1.0, worst[0]), worst[1]


def neglect(silent_days: float | None, *, waits: bool, planned: bool) -> float:
    """The part of neglect, 0.05 to 1."""
    days = NEGLECTED_AT if silent_days is None else min(max(silent_days, 0.0), NEGLECTED_AT)
    at = 0.1 + 0.9 * days / NEGLECTED_AT
    if waits:
        at = max(at, WAITING)
    return at / 2 if planned else at


def weight(log_odds: float | None) -> float:
    """The part of decision weight, 0 to 2; 1 where nothing is known."""
    return 1.0 if log_odds is None else MOST_WEIGHT / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def stake(c: Candidate, at: Mapping[Factor, Standing], log_odds: float | None) -> Stake:
    """What is at stake with a candidate."""
    part, which = standing(at)
    worth = max(c.money, DECIDING if c.decides else PRESSING) if c.presses else c.money
    away = neglect(c.silent_days, waits=c.waits or c.sent, planned=c.planned)
    if c.meets and c.money > 0:
        away = max(away, WAITING)
    if c.complained or c.leaving or c.decides:
        away = 1.0
    if c.complained or c.leaving:
        part = max(part, LOSING)
    return Stake(c.buyer, money(worth), part, away, weight(log_odds), which)


def owing(s: Stake) -> Stake:
    """The same of somebody to whom a promise of ours is due now: that is neglect, whatever passed since."""
    return replace(s, neglect=max(s.neglect, OWED))


def calls(c: Candidate, s: Stake, *, promised: bool) -> bool:
    """Whether there is anything to do about somebody this month; `promised`: a promise of ours to them is due."""
    quiet = (c.silent_days is None or c.silent_days >= QUIET) and not c.planned
    return c.money > 0 or c.presses or c.meets or c.sent or promised or quiet or moved(s)


def moved(s: Stake) -> bool:
    """Whether standing was lost, or is known and was never gained."""
    return s.which in {"lost", "never gained"} and s.standing > NOTABLE


def foremost(stakes: Iterable[Stake], unit_of: Mapping[str, str], seats: int, deciding: Collection[str] = ()) -> list[Stake]:
    """Those with most at stake, no more than two of one company, three of one of the `deciding` units; equals in the order given."""
    chosen: list[Stake] = []
    of: Counter[str] = Counter()
    for one in sorted(stakes, key=lambda s: -s.value):
        if len(chosen) < seats and of[unit_of[one.buyer]] < OF_ONE_COMPANY + (unit_of[one.buyer] in deciding):
            of[unit_of[one.buyer]] += 1
            chosen.append(one)
    return chosen


# ------------------------------------------------------------------------------------------------------------ in turn


def months_between(units: int, seats: int) -> int:
    """In how many months every company comes up once."""
    months = 1
    while seats > 0 and units > months * seats:
        months *= 2
    return months


def due(units: Sequence[str], month: int, seats: int, sooner: int = 0) -> list[str]:
    """The companies whose turn a month is; `units` in the order of first contact, `month` its index among all months.

    `sooner` halves the months between so often: then these are due, and others before their turn.
    """
    if seats < 1:
        return []
    every = max(1, months_between(len(units), seats) >> sooner)
    return [unit for r, unit in enumerate(units) if r % every == month % every]


def seats_in_turn(size: int) -> int:
    """How many of `size` items are kept for turns: a third."""
    return size // 3


def in_turn(
    candidates: Iterable[Candidate], month: int, began_us: int, size: int, sooner: int = 0
) -> dict[str, list[Candidate]]:
    """The companies whose turn it is -> their people, whoever was in touch last first. Only contact from before the month began counts."""
    found: dict[str, list[Candidate]] = {}
    for c in candidates:
        if c.first_us < began_us:
            found.setdefault(c.unit, []).append(c)
    units = sorted(found, key=lambda u: (min(c.first_us for c in found[u]), u))
    turn = due(units, month, seats_in_turn(size), sooner)
    return {u: sorted(found[u], key=lambda c: (-c.last_us, c.buyer)) for u in turn}


def silent_days(last_us: int | None, as_of_us: int) -> float | None:
    """Whole days since a moment, None for none."""
    return None if last_us is None else float((as_of_us - last_us) // DAY)
