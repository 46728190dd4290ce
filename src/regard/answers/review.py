"""One item of a review as the book has it: what it rests on, and what it may say of it.

Reads message, body, trial and what promises, topics, questions and deals read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

from regard.answers.cares import cares
from regard.answers.confided import confided
from regard.answers.deal_board import Board
from regard.answers.evidence import told
from regard.answers.last_words import last_words
from regard.answers.moving_away import Leaving
from regard.answers.open_questions import asked
from regard.answers.promises import of_person as promises_of
from regard.answers.promises import plainly_open, stands
from regard.answers.topics import of_person as topics_of
from regard.answers.view import View
from regard.deals.risks_going import GOING
from regard.flow.interacting import interactions
from regard.flow.stored_trials import trials
from regard.model import FACTORS, Factor
from regard.relationships.explain import Reason, contributions
from regard.relationships.state import fit
from regard.results import Estimate, PromiseRow
from regard.results.review import Changed
from regard.time import iso_day

CHANGES, TOPICS, RISKS = 4, 3, 3
NOTABLE = 2.0
"""What moved a score by fewer points of a hundred, at its steepest, is not worth a line."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What an item rests on, as of the view's moment and since the last review."""

    now: Mapping[Factor, Estimate]
    before: Mapping[Factor, Estimate]
    changes: tuple[Changed, ...]
    promises: tuple[PromiseRow, ...]
    topics: tuple[Mapping[str, Any], ...]
    last_said: Mapping[str, Any] | None = None


def detail(view: View, buyer: str, since_us: int) -> Detail:
    """The estimates now and then, what moved them, the promises that stand, and what matters to the buyer now.

    A message that coaches one of ours was meant for them alone: nothing of it is quoted.
    """
    from regard.relationships.display import estimate

    stored = trials(view.live, buyer)
    fitted, was = fit(stored, view.as_of_us, view.weights), fit(stored, since_us, view.weights)
    now, before = (
        {
            f: estimate(s.mean, s.sd, s.prior.team, s.n, factor=f, bands=view.bands, move=s.move)
            for f, s in state.factors.items()
        }
        for state in (fitted, was)
    )
    changes = _changes(view, [(f, r) for f in FACTORS for r in contributions(fitted, None, f) if r.trial.known_us > since_us])
    here = [i for i in interactions(view.live, [buyer])[buyer] if i.known_us <= view.as_of_us and i.us <= view.as_of_us]
    promises = tuple(p for p in plainly_open(view, promises_of(view, here)) if stands(p, view.as_of_us))
    today = iso_day(view.as_of_us - 1) or ""
    topics = [*_asked(view, buyer), *(t for t in cares(topics_of(view, here), today) if t["kind"] != "word")]
    topics = list({t["quote"] or t["text"]: t for t in topics}.values())
    last = next(iter(last_words(view, here, by_us=False)), None)
    private = confided(view.live, [t["message_id"] for t in topics])
    topics = [t for t in topics if t["message_id"] not in private]
    return Detail(now, before, tuple(changes), promises, tuple(topics[:TOPICS]), last)


def _asked(view: View, buyer: str) -> list[dict[str, Any]]:
    """What they asked and nobody answered, as rows of topics."""
    return [
        {"kind": "question", "text": q.quote, "quote": q.quote, "date": q.date, "message_id": q.message_id, "start": q.start,
         "end": q.end, "due": "", "times": 1, "current": True}
        for q in asked(view, [buyer])
    ]  # fmt: skip


_RARE = frozenset(
    ("introduces_colleague", "asks_advice", "asks_next_step", "acts_on_advice", "social_talk", "unprompted_thanks")
)
"""Things that hardly anybody does in a given week: that it did not happen moves little and tells nothing."""


def _changes(view: View, reasons: Sequence[tuple[Factor, Reason]]) -> list[Changed]:
    """What moved estimates, things of one kind together, the largest first; what moved next to nothing is left out."""
    kinds: dict[tuple[str, str, str], list[tuple[Factor, Reason]]] = defaultdict(list)
    for f, r in reasons:
        if r.trial.outcome == "0" and r.trial.channel in _RARE:
            continue
        kinds[f, r.trial.channel, r.trial.outcome].append((f, r))
    sums = [
        (sum(r.contribution for _, r in of), max(of, key=lambda x: (x[1].trial.known_us, x[1].trial.id)), len(of))
        for of in kinds.values()
    ]
    sums = sorted((s for s in sums if _points(view, s[1][0], s[0]) >= NOTABLE), key=lambda s: (-abs(s[0]), s[1][1].trial.id))[
        :CHANGES
    ]
    sentences = told(view, [r for _, (_, r), _ in sums])
    return [
        Changed(f, c.sentence, c.date, c.message_id, moved, c.quote, c.quote_start, c.quote_end, n)
        for (moved, (f, _), n), c in zip(sums, sentences, strict=True)
    ]


def _points(view: View, f: Factor, moved: float) -> float:
    """By how many points of a hundred what an estimate was moved by, on its own scale, can move the score: where it is steepest, at 50."""
    return 100 * abs(moved) / sqrt(2 * pi * view.weights.factors[f].team)


def nothing(view: View) -> Detail:
    """An item that is merely named."""
    from regard.answers.standing import unknown

    blank = {f: unknown(f, view.weights, view.bands) for f in FACTORS}
    return Detail(blank, blank, (), (), ())


def risks_of(
    at: Board, buyer: str, company: str | None, leaving: Sequence[Leaving] = ()
) -> tuple[tuple[Mapping[str, Any], ...], tuple[Mapping[str, Any], ...]]:
    """(the open deals of a buyer and their company, their risks, the most pressing first and at most three).

    That they make ready to go is told first, deal or none, though the rule that says so is on trial.
    """
    from regard.answers.deals import all_risks, with_accounts

    mine = {
        i: k
        for i, k in at.known.items()
        if k.deal.outcome == "open" and (k.deal.company_id == company or any(m.person == buyer for m in k.members))
    }
    deals = tuple(
        {"id": i, "name": k.deal.name, "amount": k.deal.amount, "currency": k.deal.currency, "stage": k.deal.stage,
         "close": iso_day(k.deal.close_us)}
        for i, k in sorted(mine.items(), key=lambda x: (x[1].deal.name, x[0]))
    )  # fmt: skip
    rows = [r for r in all_risks(at) if r.deal in mine]
    here = [one for one in leaving if one.concerns(buyer, company)]
    found = [r for r in with_accounts(rows, at, here) if r.told and (not r.trial or r.kind in GOING)]
    risks = [
        {"deal": r.deal, "name": r.name or r.account, "kind": r.kind, "level": r.level, "says": r.says, "clears": r.clears}
        for r in sorted(found, key=lambda r: r.kind not in GOING)
    ]
    return deals, tuple(risks[:RISKS])
