"""What is a company to us: a buyer, a supplier, a partner? Told from what both sides write, the CRM and a person's word. Pure.

In this order: what a person said of it (of a deal with it, too); the CRM (a deal of theirs makes a buyer, else the type of the account);
the mail. The mail says
"supplier" where their mails sell (pitch, offer, bill, thank for an order) or ours buy from them (ask for a price, order, pay) on two
days at least, in three such mails or forms, two where one is a bill, an order or a payment, and next to nothing goes the other way
round. Everything else is unknown, and an unknown company is treated as a buyer: somebody wrongly called a supplier vanishes from the
lists, and one that was missed is a word away (`regard account NAME --side supplier`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from regard.deals.records import Evidence
from regard.model import DAY, DealJudgement, TradeKind
from regard.results import Record
from regard.time import iso

Side = Literal["buyer", "supplier", "partner", "unknown"]
SIDES: tuple[Side, ...] = ("buyer", "supplier", "partner", "unknown")
KIND: Literal["side"] = "side"
ENOUGH, ENOUGH_SURE, DAYS = 3, 2, 2
ONE_WAY = 8
"""So many signs of one way outweigh one of the other."""
SHOWN = 4
_SURE = frozenset(("bill", "orders", "pays"))
_CRM: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("supplier", re.compile(r"\b(?:vendor|supplier|lieferant|fournisseur|zulieferer)\b")),
    ("partner", re.compile(r"\b(?:partner|reseller|integrator|distributor|referr\w+|consultant|affiliate)\b")),
    ("buyer", re.compile(r"\b(?:customer|client|prospect|kunde|interessent|buyer)\b")),
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """A sign of trade as it bears on one company: who wrote it, when, and where it stands."""

    us: int
    by_us: bool
    kind: TradeKind
    form: str
    message_id: str
    quote: str
    start: int
    end: int

    @property
    def buying(self) -> bool:
        """Whether the company buys from us in it; else it sells to us."""
        return self.by_us == (self.kind == "sells")


@dataclass(frozen=True, slots=True)
class AccountSide(Record):
    """What a company is to us. basis: said, crm, mail, or "" where it is unknown; `judgement` can be undone."""

    side: Side
    basis: str = ""
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    judgement: str = ""


UNKNOWN = AccountSide("unknown", "", "Nothing tells yet whether they buy from us or sell to us.")


def crm_side(kind: str) -> Side | None:
    """What the CRM's type of an account says; None where it says neither."""
    low = kind.casefold()
    return next((side for side, words in _CRM if words.search(low)), None)


def side_of(
    dealt: Iterable[Dealt],
    said: DealJudgement | None = None,
    crm_types: Sequence[str] = (),
    deal: str = "",
    confirmed: str = "",
) -> AccountSide:
    """What one company is to us. `deal`: a deal that the CRM has with it, `confirmed`: one that a person confirmed; "" for none."""
    if said is not None:
        words = f"You said so{': ' + said.reason if said.reason else '.'}"
        return AccountSide(_side(said.value), "said", words, judgement=said.id)
    if confirmed:
        return AccountSide("buyer", "said", f"You confirmed a deal with them: {confirmed}.")
    if deal:
        return AccountSide("buyer", "crm", f"The CRM has a deal with them: {deal}.")
    for kind in crm_types:
        found = crm_side(kind)
        if found is not None:
            return AccountSide(found, "crm", f"The CRM has the account as “{kind}”.")
    rows = sorted(dealt, key=lambda d: (d.us, d.message_id, d.start))
    buying, selling = [d for d in rows if d.buying], [d for d in rows if not d.buying]
    if _one_way(selling, buying):
        return AccountSide("supplier", "mail", _says(selling), _shown(selling))
    if _one_way(buying, selling):
        return AccountSide("buyer", "mail", _says(buying), _shown(buying))
    return UNKNOWN


def _side(value: str) -> Side:
    return next((s for s in SIDES if s == value), "unknown")


def _one_way(these: Sequence[Dealt], others: Sequence[Dealt]) -> bool:
    seen = {(d.us // DAY, d.by_us, d.form) for d in these}
    if len({day for day, _, _ in seen}) < DAYS or len(seen) < ONE_WAY * len({(d.us // DAY, d.by_us, d.form) for d in others}):
        return False
    return len(seen) >= (ENOUGH_SURE if any(form in _SURE for _, _, form in seen) else ENOUGH)


_WORDS = {
    (False, "pitch"): "they pitch",
    (False, "offer"): "they offer",
    (False, "bill"): "they bill",
    (False, "thanks"): "they thank for our business",
    (False, "asks"): "they ask for a price",
    (False, "orders"): "they order",
    (False, "pays"): "they pay",
    (True, "pitch"): "we pitch",
    (True, "offer"): "we offer",
    (True, "bill"): "we bill",
    (True, "thanks"): "we thank for their business",
    (True, "asks"): "we ask for a price",
    (True, "orders"): "we order",
    (True, "pays"): "we pay",
}


def _says(rows: Sequence[Dealt]) -> str:
    told = list(dict.fromkeys(_WORDS[d.by_us, d.form] for d in rows))
    mails = len({d.message_id for d in rows})
    return f"In {mails} {'mail' if mails == 1 else 'mails'}: {', '.join(told)}."


def _shown(rows: Sequence[Dealt]) -> tuple[Evidence, ...]:
    """The latest of each form."""
    last = {(d.by_us, d.form): d for d in rows}
    latest = sorted(last.values(), key=lambda d: d.us, reverse=True)[:SHOWN]
    return tuple(Evidence(_WORDS[d.by_us, d.form], d.message_id, iso(d.us), d.quote, d.start, d.end, None) for d in latest)
