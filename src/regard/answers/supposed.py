"""What is at risk in the deals that the mail speaks for, before anybody says that they are deals.

A proposal is a deal three times in four, so of each only what is strong, can be acted on this month and stands in a message is told
(`deals.worth`); how much else there is to look at is a number. Computed as if each had been confirmed; nothing of that is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from regard.answers.deal_board import board
from regard.answers.view import View
from regard.config import Settings
from regard.deals.corrections import Corrections
from regard.deals.proposing import Proposal
from regard.deals.risks import first
from regard.model import DealJudgement


def with_risks(view: View, settings: Settings, found: Sequence[Proposal], said: Mapping[str, Corrections]) -> list[Proposal]:
    """Proposals with the risks that are told of them, and how many more wait for a word."""
    if not found:
        return []
    yes = {
        p.id: Corrections(found={p.id: DealJudgement("", p.id, "found", p.id, f"yes {p.name}", "", p.mark, view.as_of_us)})
        for p in found
    }
    at = board(view, settings, {**said, **yes}, only=frozenset(yes), supposed=True)
    shown = []
    for p in found:
        k = at.known.get(p.id)
        every = k.risks if k is not None else ()
        told = first(every)
        shown.append(replace(p, risks=tuple(told), more=len(every) - len(told)))
    return shown
