"""What is a company to us: a buyer, a supplier, a partner, neither? Told from what both sides write, the CRM and a person's word. Pure.

In this order: what a person said of it (of a deal with it, too); the CRM (a deal of theirs makes a buyer, else the type of the account);
the mail. The mail says
"supplier" where their mails sell (pitch, offer, bill, thank for an order, serve us as a bank or an adviser does, let us rooms, offer
candidates or meetings) or ours buy from them (ask for a price, order, pay, have something done) on two
days at least, in three such mails or forms, two where one leaves little doubt (`_SURE`), and next to nothing goes the other way
round. A second mail that only pushes the first ("floating this to the top of your inbox") counts where we never wrote to them.

Everything else is unknown, and an unknown company is treated as a buyer: somebody wrongly called a supplier vanishes from the
lists. Where there is some sign and too little of it, the company stays a buyer and is *asked about*, once: yes, supplier, neither. The
answer is a judgement that can be undone.
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

Side = Literal["buyer", "supplier", "partner", "neither", "unknown"]
SIDES: tuple[Side, ...] = ("buyer", "supplier", "partner", "neither", "unknown")
NO_BUYERS: frozenset[Side] = frozenset(("supplier", "neither"))
"""In no list of buyers."""
DOUBTFUL = "doubtful"
"""How those that are asked about are listed: a list, no side."""
KIND: Literal["side"] = "side"
ENOUGH, ENOUGH_SURE, DAYS = 3, 2, 2
ONE_WAY = 8
"""So many signs of one way outweigh one of the other."""
SHOWN = 4
_SURE = frozenset(("bill", "orders", "pays", "serves", "lets", "recruits", "meetings", "ships", "instructs"))
CHASES = "chases"
"""A buyer who waits for an answer pushes too: only of whom we never wrote to does it say something."""
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

    @property
    def doubtful(self) -> bool:
        """Whether it stays a buyer and a person is asked: some sign says that they sell to us, too little to say so, and nobody did."""
        return self.side == "unknown" and self.basis == "mail"


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
    *,
    written: bool = True,
) -> AccountSide:
    """What one company is to us. `deal`: a deal that the CRM has with it, `confirmed`: one that a person confirmed; "" for none.

    `written`: whether any of ours ever wrote to them.
    """
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
    rows = sorted((d for d in dealt if d.form != CHASES or not written), key=lambda d: (d.us, d.message_id, d.start))
    buying, selling = [d for d in rows if d.buying], [d for d in rows if not d.buying]
    if _one_way(selling, buying):
        return AccountSide("supplier", "mail", _says(selling), _shown(selling))
    if _one_way(buying, selling):
        return AccountSide("buyer", "mail", _says(buying), _shown(buying))
    if any(d.form in _SURE for d in selling) and _days(selling) > _days(buying):
        return AccountSide("unknown", "mail", _says(selling), _shown(selling))
    return UNKNOWN


def _days(rows: Sequence[Dealt]) -> int:
    return len({(d.us // DAY, d.by_us, d.form) for d in rows})


def _side(value: str) -> Side:
    return next((s for s in SIDES if s == value), "unknown")


def _one_way(these: Sequence[Dealt], others: Sequence[Dealt]) -> bool:
    seen = {(d.us // DAY, d.by_us, d.form) for d in these}
    if len({day for day, _, _ in seen}) < DAYS or len(seen) < ONE_WAY * _days(others):
        return False
    return len(seen) >= (ENOUGH_SURE if any(form in _SURE for _, _, form in seen) else ENOUGH)


_WORDS = {
    (False, "pitch"): "they pitch",
    (False, "offer"): "they offer",
    (False, "bill"): "they bill",
    (False, "thanks"): "they thank for our business",
    (False, "serves"): "they look after a matter of ours",
    (False, "lets"): "they let us rooms",
    (False, "recruits"): "they offer candidates",
    (False, "meetings"): "they offer meetings",
    (False, "ships"): "they confirm our order",
    (False, "chases"): "they push",
    (False, "asks"): "they ask for a price",
    (False, "orders"): "they order",
    (False, "pays"): "they pay",
    (False, "instructs"): "they have something done",
    (True, "pitch"): "we pitch",
    (True, "offer"): "we offer",
    (True, "bill"): "we bill",
    (True, "thanks"): "we thank for their business",
    (True, "serves"): "we look after a matter of theirs",
    (True, "lets"): "we let them rooms",
    (True, "recruits"): "we offer candidates",
    (True, "meetings"): "we offer meetings",
    (True, "ships"): "we confirm their order",
    (True, "chases"): "we push",
    (True, "asks"): "we ask for a price",
    (True, "orders"): "we order",
    (True, "pays"): "we pay",
    (True, "instructs"): "we have something done",
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
