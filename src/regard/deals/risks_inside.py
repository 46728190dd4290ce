"""A risk that our own people tell each other: a colleague writes, among ourselves, that the customer is gone."""

from __future__ import annotations

import re

from regard.deals.case import Case
from regard.deals.records import Evidence, Risk
from regard.deals.risks_said import goes_on
from regard.time import iso

INSIDE = frozenset(("colleague_says_over",))
"""The kinds of this module."""
_FOR_NOW = re.compile(
    r"\b(?:(?:for|in) (?:this|the (?:current|rest of the)) (?:year|quarter|month|half)"
    r"|for now|until|dieses jahr|vorerst|cette année|este año)\b",
    re.IGNORECASE,
)


def colleague_says_over(case: Case) -> Risk | None:
    """A colleague writes that it is over.

    Fires on a mail among our own people within `risks.recent_days` that names the account and says that it is lost or gone, that they
    signed with, chose or bought from another, or that it is to be taken out of the forecast (English, German, French, Spanish). High;
    medium on each open deal of an account with several, where the mail has no word of one of them alone. It is our colleague's word and
    no buyer's: it moves no standing and no forecast. Cleared by a mail of theirs since that asks a price or a next step, by their word
    that they go with us, or by an end of the deal in the CRM.
    """
    for told in reversed(case.inside):
        if told.us < case.recent_us or any(t.us > told.us and goes_on(t) for t in (*case.touches, *case.account_touches)):
            continue
        if any(t.us > told.us for t, _ in case.heard(case.touches, "chosen")):
            continue
        who = told.who or "A colleague"
        which = "it is not to be counted on for now" if _FOR_NOW.search(told.words) else "it is over"
        if told.of > 1:
            which = f"a deal with {case.deal.account} is over; which of {told.of} is not said"
        return Risk(
            "colleague_says_over", "high" if told.of == 1 else "medium", f"{who} writes among ourselves that {which}.",
            (Evidence("our colleague's words, among ourselves", None, iso(told.us), told.words),),
            f"Ask {told.who or 'them'} what they saw and whether it is signed; then close the deal, or say what is still open.",
            {"mails": len(case.inside)},
        )  # fmt: skip
    return None


__all__ = ["INSIDE", "colleague_says_over"]
