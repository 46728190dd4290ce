"""Deals on a terminal: that nothing is found reads as what it means."""

from __future__ import annotations

import pytest

from regard.surfaces import show_deals


@pytest.mark.parametrize(("deals", "says"), [(0, "No open deal is known"), (2, "No risk fires on an open deal.")])
def test_no_risk_of_no_deal_is_no_good_news(capsys: pytest.CaptureFixture[str], deals: int, says: str) -> None:
    """Where no deal is known nothing can fire, which is said in place of that nothing does."""
    show_deals.risks([], deals=deals)
    assert says in " ".join(capsys.readouterr().out.split())
