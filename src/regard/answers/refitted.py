"""By how many points did the book's own numbers move an estimate when they were last fitted anew?

What is usual, how far buyers differ and how soon evidence fades are learned from all buyers, once a month (`flow.weighing`). So between two
readings a score may move without anything that this buyer did. By how much is no guess: the same chances at the same moment, read by the
numbers in force before, give another score, and the difference is a term of the sum like any other,

    score now = score by the numbers before + points,

where the former is what the buyer's own deeds alone would have made of it. Reads no table: trials are those of the fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.model import FACTORS
from regard.relationships.known import scale
from regard.relationships.state import fit
from regard.results import Refitted
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.model import Factor
    from regard.relationships.state import BuyerState
    from regard.results import Estimate


def by_the_numbers_before(view: View, fitted: BuyerState) -> BuyerState | None:
    """The state of the same chances by the numbers in force before those of `view`; None where there were none."""
    earlier = view.fitted_before()
    if earlier is None:
        return None
    used = [summand.trial for factor in FACTORS for summand in fitted[factor].summands]
    return fit(used, view.as_of_us, earlier.weights)


def refitted(view: View, was: BuyerState | None, factor: Factor, seller: str | None, shown: Estimate) -> Refitted | None:
    """What the numbers in force made of one estimate, toward the team or one seller; None where it is unknown or nothing was before."""
    earlier = view.fitted_before()
    if was is None or earlier is None or not shown.known:
        return None
    standing = was[factor]
    mean = standing.toward(seller).mean if seller else standing.mean
    before = scale(mean, standing.prior.pair if seller else standing.prior.team)
    return Refitted(iso_day(earlier.until_us) or "", before, shown.score - before, shown.mean - mean)
