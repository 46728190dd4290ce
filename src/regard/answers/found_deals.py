"""The deals that people confirmed out of the mail, as the book has their companies now. Reads company."""

from __future__ import annotations

from collections.abc import Mapping

from regard.answers.view import View
from regard.deals.corrections import Corrections
from regard.deals.found import confirmed
from regard.deals.records import Deal


def found_deals(view: View, said: Mapping[str, Corrections]) -> list[Deal]:
    """The deals that people confirmed, as known at the view's moment."""
    if not any(one.found for one in said.values()):
        return []
    at = {d: (row[0], row[1]) for row in view.live.rows("SELECT id, name, domains FROM company") for d in row[2].split()}
    return confirmed(said, at, view.as_of_us)
