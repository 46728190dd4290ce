"""What did we ask of buyers where no answer could be seen? Counted, so that "unknown" tells whom nobody asked from whom nobody saw.

Such chances are censored as `not_covered` and enter no estimate. Reads trial.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from regard.answers.view import View
from regard.results import Estimate

SETTLE = (
    "Not all they answer is in the mail that was read: add the whole inbox of whoever writes with them. "
    "Until then silence cannot be told from an answer."
)
"""What would settle the trust of a buyer whom we asked, where no mailbox read would show an answer."""

_BLIND = """
SELECT buyer, seller, count(*) FROM trial
WHERE channel = 'answers_ask' AND censored_why = 'not_covered' AND opened_us <= {as_of} AND buyer IN ({{}})
GROUP BY buyer, seller
"""


def blind_asks(view: View, buyers: Sequence[str]) -> dict[str, Counter[str]]:
    """What we asked each buyer by the view's moment where no mailbox read would show an answer: how often, by seller."""
    found: dict[str, Counter[str]] = {}
    for buyer, seller, n in view.live.rows_in(_BLIND.format(as_of=view.as_of_us), list(buyers)):
        found.setdefault(buyer, Counter())[seller] += n
    return found


def told(trust: Estimate, blind: int) -> Estimate:
    """The estimate of trust; without a fair chance among `blind` asks, the mailbox is what is missing, not a question."""
    return replace(trust, settle=SETTLE) if blind and not trust.known and not trust.chances else trust
