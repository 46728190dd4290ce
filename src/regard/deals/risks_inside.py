"""A risk that our own people tell each other: a colleague writes, among ourselves, that the customer is gone."""

from __future__ import annotations

from regard.deals.case import Case
from regard.deals.records import Evidence, Risk
from regard.deals.risks_said import goes_on
from regard.time import iso

INSIDE = frozenset(("colleague_says_over",))
"""The kinds of this module."""


def colleague_says_over(case: Case) -> Risk | None:
    """A colleague writes that it is over.

    Fires on a mail among our own people within `risks.recent_days` that names the account, where it has one open deal, and says that it is
    lost or gone, that they signed with, chose or bought from another, or that it is to be taken out of the forecast (English, German,
    French, Spanish). High. It is our colleague's word and no buyer's: it moves no standing and no forecast. Cleared by a mail of theirs
    since that asks a price or a next step, by their word that they go with us, or by an end of the deal in the CRM.
    """
    for told in reversed(case.inside):
        if told.us < case.recent_us or any(t.us > told.us and goes_on(t) for t in (*case.touches, *case.account_touches)):
            continue
        if any(t.us > told.us for t, _ in case.heard(case.touches, "chosen")):
            continue
        return Risk(
            "colleague_says_over", "high", f"{told.who or 'A colleague'} writes among ourselves that it is over.",
            (Evidence("our colleague's words, among ourselves", None, iso(told.us), told.words),),
            "Ask them what they saw and whether it is signed; then close the deal, or say what is still open.", {"mails": len(case.inside)},
        )  # fmt: skip
    return None


__all__ = ["INSIDE", "colleague_says_over"]
