"""Which deals are there with some companies: open, closed, and those that the mail speaks for where none is open?

A closed deal of which they ask again is not over, whatever the CRM says: what the mail shows since is told beside it, for a person to
confirm (`proposed`); nothing is opened by itself. Reads the CRM's deals, those that people confirmed, and what `proposed` reads.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from regard.deals.proposing import Proposal
from regard.deals.records import Deal
from regard.results import plain
from regard.time import iso, iso_day

REOPENS = frozenset(("lost", "no_decision"))
"""Ends after which the same deal may open again; a won one is over, and what follows is the next."""


def at_companies(deals: Sequence[Deal], companies: Collection[str]) -> list[Deal]:
    """The deals with any of some companies: the open ones by close date, then the closed ones, the last first."""
    found = [d for d in deals if d.company_id in companies or not {*d.companies, *d.through}.isdisjoint(companies)]
    still = sorted((d for d in found if d.outcome == "open"), key=lambda d: (d.close_us or 2**62, d.name, d.id))
    over = sorted((d for d in found if d.outcome != "open"), key=lambda d: (-(d.closed_us or d.close_us or 0), d.name, d.id))
    return still + over


def told(deal: Deal) -> dict[str, Any]:
    """A deal as a company's page lists it."""
    return {
        "id": deal.id,
        "name": deal.name,
        "stage": deal.stage,
        "outcome": deal.outcome,
        "amount": deal.amount,
        "currency": deal.currency,
        "close": iso_day(deal.closed_us or deal.close_us),
    }


def asked(proposal: Proposal) -> dict[str, Any]:
    """A deal that there may be, as pages beside it tell it."""
    return {
        "id": proposal.id,
        "name": proposal.name,
        "opened": proposal.opened,
        "last": proposal.last,
        "people": list(proposal.people),
        "evidence": [plain(e) for e in proposal.evidence],
    }


def again(deal: Deal, deals: Sequence[Deal], proposals: Sequence[Proposal]) -> tuple[dict[str, Any], ...]:
    """What a closed deal goes on in: open deals with that company that began after it ended, and what the mail speaks for since.

    Nothing where nobody knows when it ended.
    """
    ended = deal.closed_us if deal.closed_us is not None else deal.close_us
    if deal.outcome not in REOPENS or ended is None:
        return ()
    since = [d for d in at_companies(deals, {deal.company_id or ""}) if d.outcome == "open" and d.opened_us > ended]
    found: list[dict[str, Any]] = [
        {"id": d.id, "name": d.name, "opened": iso_day(d.opened_us), "last": None, "people": [], "evidence": []} for d in since
    ]
    last = iso(ended) or ""
    return (*found, *(asked(p) for p in proposals if (p.opened or "") > last[:10]))
