"""The deals that people found in the mail and confirmed: what they said of them, as deals. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from regard.deals.agents import MARK as VIA
from regard.deals.circles import MARK
from regard.deals.corrections import Corrections
from regard.deals.currencies import is_currency
from regard.deals.records import Deal, Stage
from regard.errors import UsageError
from regard.model import DAY
from regard.parse.crm_outcomes import Outcome
from regard.time import as_of_us

STAGE = "from the mail"
ENDS: tuple[Outcome, ...] = ("won", "lost", "no_decision", "open")


def confirmed(said: Mapping[str, Corrections], companies: Mapping[str, tuple[str, str]], moment_us: int) -> list[Deal]:
    """The deals that people confirmed, as known at a moment. `companies` maps a domain to (company id, name)."""
    found = []
    for ident, one in sorted(said.items()):
        yes = one.found.get(ident)
        if yes is None or yes.value == "no":
            continue
        domain, _, period = yes.mark.partition(" ")
        opened = int(period.split()[0]) if period else yes.recorded_us
        if opened > moment_us:
            continue
        of = [companies[d] for d in domain.removeprefix(MARK).split(",") if d in companies] if domain.startswith(MARK) else []
        customer, _, agent = domain.removeprefix(VIA).partition(",") if domain.startswith(VIA) else (domain, "", "")
        company_id, account = (None, several([name for _, name in of])) if of else companies.get(customer, (None, customer))
        value, _, currency = one.amount[ident].value.partition(" ") if ident in one.amount else ("", "", "")
        end, _, day = one.outcome[ident].value.partition(" ") if ident in one.outcome else ("open", "", "")
        closed = as_of_us(day) - DAY if day else None
        if closed is not None and closed > moment_us:
            end, closed = "open", None
        outcome: Outcome = next((o for o in ENDS if o == end), "open")
        why = one.outcome[ident].reason if ident in one.outcome else ""
        stage = STAGE if outcome == "open" else outcome.replace("_", " ")
        found.append(
            Deal(
                id=ident, name=yes.value.removeprefix("yes").strip() or account, account_id="", account=account, company_id=company_id,
                amount=value, currency=currency, list_amount="", discount="", stage=stage,
                stages=(Stage(opened, STAGE, opened),), outcome=outcome, reason=why,
                probability="", created_us=opened, closed_us=closed, owner_id="", owner="", roles=(), known_us=opened, close_us=closed,
                companies=tuple(dict.fromkeys(c for c, _ in of)), steps_us=() if of else tuple(map(int, period.split())),
                through=(companies[agent][0],) if agent in companies else (),
            )
        )  # fmt: skip
    return found


def several(names: Sequence[str]) -> str:
    """Companies in a few words."""
    return ", ".join(names) if len(names) < 4 else f"{names[0]}, {names[1]} and {len(names) - 2} more"


def money(amount: str, currency: str) -> str:
    """An amount as a person gives it, as it is kept: "12000.5 EUR". Raises UsageError where it is none."""
    plain_amount = amount.replace(" ", "").replace("’", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain_amount):
        plain_amount = plain_amount.replace(",", "")
    try:
        value = Decimal(plain_amount)
    except InvalidOperation:
        raise UsageError(f"“{amount}” is no amount. Write 12000 or 12000.50.") from None
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 15:
        raise UsageError(f"“{amount}” is no amount of a deal.")
    code = currency.strip().upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise UsageError(f"“{currency}” is no currency. Write its three letters, such as EUR.")
    if code and not is_currency(code):
        raise UsageError(
            f"“{code}” names no currency that is in use. Write its three letters (ISO 4217), such as EUR, USD or GBP."
        )
    return f"{value.normalize():f} {code}".strip()
