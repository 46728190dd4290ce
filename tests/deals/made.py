"""Deals, touches and people made by hand."""

from __future__ import annotations

from typing import Any

from regard.deals.records import Deal, DealRole, Stage, Touch
from regard.model import DAY, Span

START = 20_000 * DAY


def day(n: float) -> int:
    """The n-th day of these tests."""
    return START + int(n * DAY)


def deal(ident: str = "d1", **given: Any) -> Deal:
    """A deal that is open since day 0, with nothing else said."""
    plain: dict[str, Any] = {
        "id": ident, "name": f"Deal {ident}", "account_id": "a", "account": "Acme", "company_id": "c", "amount": "100", "currency": "EUR",
        "list_amount": "", "discount": "", "stage": "Proposal", "stages": (Stage(day(0), "Proposal", day(0)),), "outcome": "open",
        "reason": "", "probability": "", "created_us": day(0), "closed_us": None, "owner_id": "u", "owner": "Sam", "roles": (),
        "known_us": day(0),
    }  # fmt: skip
    return Deal(**(plain | given))


def role(person: str, word: str = "", name: str = "") -> DealRole:
    """A part in a deal as the CRM states it."""
    return DealRole(f"crm-{person}", person, name or person, word, primary=False)


def touch(n: float, writer: str, to: str = "", text: str = "", **given: Any) -> Touch:
    """A mail on day `n`. Names in capitals are ours (`SAM`), all else is theirs; `to` is a list with spaces."""
    everybody = {writer, *to.split()}
    ours = frozenset(p for p in everybody if p.isupper())
    theirs = frozenset(everybody - ours)
    plain: dict[str, Any] = {
        "id": f"m{n}{writer}", "us": day(n), "kind": "mail", "by_us": writer in ours, "writer": writer, "theirs": theirs,
        "copied": frozenset(), "acted": frozenset({writer} & theirs), "ours": ours, "thread_id": f"t{n}{writer}", "text": text,
        "spans": (Span(0, len(text), "own"),) if text else (),
    }  # fmt: skip
    return Touch(**(plain | given))
