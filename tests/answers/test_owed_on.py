"""One promise is told on one deal."""

from __future__ import annotations

import pytest
from tests.deals.made import day, deal

from regard.answers.deal_board import _at_one
from regard.deals.linking import Party
from regard.deals.risks import Owed

OWED = Owed("lena", "Lena", "I will send the list.", "2024-10-10", "m1", "2024-10-01", 0, 21)
DEALS = [
    deal("d1", created_us=day(0)),
    deal("d2", created_us=day(20)),
    deal("d3", created_us=day(40), outcome="won", closed_us=day(50)),
]
LENA, OMAR = (Party(frozenset({who}), frozenset(), None) for who in ("lena", "omar"))


@pytest.mark.parametrize(
    ("parties", "links", "told"),
    [
        ((LENA, LENA, LENA), {}, "d2"),
        ((LENA, LENA, LENA), {"d1": {"m1": ""}}, "d1"),
        ((LENA, LENA, LENA), {"d1": {"m1": ""}, "d2": {"m1": ""}}, "d2"),
        ((LENA, OMAR, LENA), {"d2": {"m1": ""}}, "d1"),
        ((OMAR, OMAR, LENA), {}, None),
    ],
    ids=["the last opened", "where its mail is linked", "the last of these", "not where they are not", "not on what is over"],
)
def test_a_promise_is_told_once(parties: tuple[Party, ...], links: dict[str, dict[str, str]], told: str | None) -> None:
    """Of several open deals of whoever it was made to, the one of its mail, else the one opened last; whatever the order of the deals."""
    by = {d.id: p for d, p in zip(DEALS, parties, strict=True)}
    for order in (DEALS, DEALS[::-1]):
        assert _at_one([OWED], order, by, links) == ({told: [OWED]} if told else {})
