"""What the deals of somebody on the agenda are worth, in words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from regard.answers.agenda_money import told, units
from regard.answers.contacted import Person
from regard.model import DAY

NOW = 20_000 * DAY
JO = Person("p_jo", "Jo Reed", "jo@acme.example", "Acme", "c_acme")


def deal(
    amount: str, *, outcome: str = "open", who: str = "p_jo", closed: int | None = None, currency: str = "USD"
) -> SimpleNamespace:
    """A deal of Acme in which one person takes part."""
    roles = (SimpleNamespace(person=who),)
    return SimpleNamespace(
        id=amount, amount=amount, currency=currency, outcome=outcome, company_id="c_acme", roles=roles,
        closed_us=None if closed is None else NOW - closed * DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("deals", "says"),
    [
        ([deal("78400")], "78,400 USD in an open deal"),
        ([deal("78400"), deal("600")], "79,000 USD in 2 open deals"),
        ([deal("100", currency="EUR"), deal("78400")], "100 EUR and 78,400 USD in 2 open deals"),
        ([deal("")], "an open deal"),
        ([deal("oops")], "an open deal"),
        ([deal("500", who="p_lee")], "500 USD in an open deal of their company"),
        ([deal("78400"), deal("500", who="p_lee")], "78,400 USD in an open deal"),
        ([deal("900", outcome="won", closed=30), deal("500", who="p_lee")], "500 USD in an open deal of their company"),
        ([deal("900", outcome="won", closed=30)], "900 USD in a deal won in the last year"),
        (
            [deal("900", outcome="won", closed=30), deal("1", outcome="won", closed=9)],
            "901 USD in 2 deals won in the last year",
        ),
    ],
)
def test_what_is_said_of_money(deals: list[SimpleNamespace], says: str) -> None:
    """Their own open deals come first, then those of their company, then what was won lately; amounts are summed by currency."""
    assert told(SimpleNamespace(as_of_us=NOW, money=lambda: SimpleNamespace(deals=deals)), [JO]) == {"p_jo": says}  # type: ignore[arg-type]


@pytest.mark.parametrize("gone", [deal("5", outcome="lost", closed=9), deal("5", outcome="won", closed=400)])
def test_what_is_lost_or_long_won_is_not_at_stake(gone: SimpleNamespace) -> None:
    """A lost deal, or one won more than a year ago, is nothing that could be lost now."""
    assert told(SimpleNamespace(as_of_us=NOW, money=lambda: SimpleNamespace(deals=[gone])), [JO]) == {}  # type: ignore[arg-type]


def test_whom_a_deal_rests_on() -> None:
    """Whoever takes part counts whole; the rest of their company by a quarter, and by half where nobody of theirs is named on it."""
    nobodys = SimpleNamespace(**{**vars(deal("500")), "id": "d2", "roles": ()})
    lee = Person("p_lee", "Lee Orr", "lee@acme.example", "Acme", "c_acme")

    def at(*deals: SimpleNamespace) -> dict[str, float]:
        return units(SimpleNamespace(as_of_us=NOW, money=lambda: SimpleNamespace(deals=deals)), {"p_jo": JO, "p_lee": lee})  # type: ignore[arg-type]

    assert at(deal("500")) == {"p_jo": 1.0, "p_lee": 0.25}
    assert at(nobodys) == {"p_jo": 0.5, "p_lee": 0.5}
