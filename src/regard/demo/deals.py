"""Which deals are there, who decides them, and how do they end? Two laws: trust decides, or chance alone does.

Under `trust-decides` a deal in which anything is decided is won with the logistic of the committee's trust and value, weighted by what each
has to say; under `trust-irrelevant` with the same average chance whatever they think. Whether anything is decided at all
hangs on value alone in the first world, on nothing in the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from random import Random
from typing import Protocol

from regard.demo.behaviour import logistic
from regard.demo.phrases import lines
from regard.demo.records import DAY, Account, Deal, Law, Outcome, Person, Seat, State, Turn

STAGES = ("Prospecting", "Qualification", "Proposal/Price Quote", "Negotiation/Review")
"""Before it is closed, as the CRM calls them."""
ROLES = (("economic buyer", 0.4), ("champion", 0.2), ("technical evaluator", 0.2), ("procurement", 0.1), ("user", 0.1))
_SENIOR = ("Director", "VP", "Managing", "Head", "Plant Manager")
_DAYS = {"new": 95, "renewal": 55, "expansion": 60}
_TOPICS = {
    "new": (
        "phase two at {site}",
        "the pilot at {site}",
        "the {site} retrofit",
        "the new hall at {site}",
        "the {site} project",
    ),
    "renewal": ("the renewal for {site}", "the {site} renewal", "the next term for {site}"),
    "expansion": ("the extension to {site}", "{site} as well", "the rollout at {site}"),
}


class Knows(Protocol):
    """What a deal must be able to look up."""

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody, by key."""

    def state(self, buyer: str, seller: str, at: int) -> State:
        """How the buyer regards that seller."""


def draw(
    rng: Random,
    number: int,
    account: Account,
    members: Sequence[str],
    cast: Knows,
    *,
    law: Law,
    kind: str,
    opened: int,
    end: int,
    lead: str = "",
    closed: int | None = None,
    fixed: Outcome | None = None,
) -> Deal:
    """One deal of an account. `lead` is the buyer who must be its champion, `fixed` the outcome a situation asks for."""
    site = rng.choice(account.sites)
    opened += rng.randrange(8, 17) * 3600 - opened % DAY + rng.randrange(3600)
    topic = rng.choice(_TOPICS[kind]).format(site=site)
    closed = closed or opened + max(9, round(rng.lognormvariate(log(_DAYS[kind]), 0.5))) * DAY
    seats = committee(rng, [cast.people[m] for m in members], cast, account.owner, closed, lead)
    chance = win_chance(law, seats, cast, account.owner, min(closed, end))
    outcome = fixed or _outcome(rng, law, seats, cast, account.owner, closed, chance)
    if closed >= end:
        outcome = "open"
    listed = round(rng.lognormvariate(log(38_000 if kind == "new" else 24_000), 0.7), -2) or 900
    given = rng.choice((0.0, 0.0, 0.03, 0.05, 0.08, 0.1, 0.15, 0.22)) if outcome != "open" else 0.0
    amount = round(listed * (1 - given), -1)
    first, last = rng.choice(lines("names", "wide", "first")), rng.choice(lines("names", "wide", "last"))
    return Deal(
        key=f"deal-{number:03d}",
        account=account.key,
        seller=account.owner,
        kind=kind,
        topic=topic,
        site=site,
        opened=opened,
        closed=closed,
        outcome=outcome,
        amount=int(amount),
        listed=int(listed),
        committee=seats,
        turns=_turns(rng, opened, closed, end, outcome, int(listed), int(amount)),
        rival=rng.choice(lines("facts", "lists", "rivals")),
        unseen=(f"{first} {last}", rng.choice(lines("facts", "lists", "deciders"))),
        quote=f"Q{rng.randrange(2100, 9900)}-{rng.randrange(1, 5)}",
        chance=round(chance, 4),
        scripted=fixed is not None,
    )


def committee(rng: Random, people: Sequence[Person], cast: Knows, seller: str, at: int, lead: str = "") -> tuple[Seat, ...]:
    """Who decides: the most senior signs, who trusts us most carries it, others look at it; by weight, adding up to 1."""
    there = [p for p in people if p.met <= at and (p.left is None or p.left > at - 60 * DAY)] or list(people[:1])
    free = sorted(there, key=lambda p: (not any(s in p.titled(at) for s in _SENIOR), p.key))
    taken: list[tuple[str, str, float]] = []
    if lead:
        free = [p for p in free if p.key != lead] + [p for p in free if p.key == lead]
    for role, weight in ROLES[: rng.choice((2, 3, 3, 4, 5))]:
        if not free:
            break
        pick = free[0]
        if role == "champion":
            pick = next((p for p in free if p.key == lead), max(free, key=lambda p: cast.state(p.key, seller, at).trust))
        elif role == "procurement":
            pick = next((p for p in free if any(w in p.title for w in ("Purchas", "Procure", "Buyer", "Contract"))), free[-1])
        free.remove(pick)
        taken.append((pick.key, role, weight))
    total = sum(w for *_, w in taken)
    return tuple(Seat(b, role, round(w / total, 4)) for b, role, w in taken)


def _mean(seats: Sequence[Seat], cast: Knows, seller: str, at: int) -> State:
    states = [(s.weight, cast.state(s.buyer, seller, at)) for s in seats]
    return State(*(sum(w * getattr(s, f) for w, s in states) for f in ("trust", "value", "rapport")))


def win_chance(law: Law, seats: Sequence[Seat], cast: Knows, seller: str, at: int) -> float:
    """The true chance of being won, given that something is decided."""
    if law == "trust-irrelevant":
        return 0.52
    mean = _mean(seats, cast, seller, at)
    return logistic(-0.35 + 1.4 * mean.trust + 0.7 * mean.value)


def _outcome(rng: Random, law: Law, seats: Sequence[Seat], cast: Knows, seller: str, at: int, chance: float) -> Outcome:
    value = _mean(seats, cast, seller, at).value if law == "trust-decides" else 0.0
    if rng.random() < logistic(-1.5 - 0.6 * value):
        return "no decision"
    return "won" if rng.random() < chance else "lost"


def _turns(rng: Random, opened: int, closed: int, end: int, outcome: Outcome, listed: int, amount: int) -> tuple[Turn, ...]:
    """The history as the CRM would have it: stages in order, an amount that is cut late, a close date that slips."""
    length, day = closed - opened, closed // DAY
    shares = [0.0, *sorted(rng.uniform(0.1, 0.9) for _ in STAGES[1:])]
    hoped = opened // DAY + round(length / DAY * rng.uniform(0.5, 1.0))
    turns = []
    for n, (share, stage) in enumerate(zip(shares, STAGES, strict=True)):
        at = opened + int(length * share)
        hoped = max(hoped, at // DAY + 7) if rng.random() < 0.6 else max(hoped, at // DAY) + rng.choice((14, 30, 45))
        turns.append(Turn(at, stage, listed if n < len(STAGES) - 1 or outcome == "open" else amount, hoped))
    if outcome != "open":
        turns.append(Turn(closed, "Closed Won" if outcome == "won" else "Closed Lost", amount, day))
    return tuple(t for t in turns if t.at < end)
