"""What did we ask of buyers where no answer could be seen? Counted, so that "unknown" tells whom nobody asked from whom nobody saw.

Such chances are censored as `not_covered` and enter no estimate. In a mailbox that shows a part of what comes in they count in part, and
are counted here too where no answer was seen. Reads trial.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


PARTLY = (
    "The mailboxes that were read show only a part of what they answer, so each question without an answer tells little: "
    "add the whole inbox of whoever writes with them."
)
"""What would settle the trust of a buyer whose answers may be missing."""
_PARTLY = """
SELECT buyer, seller, count(*) FROM trial
WHERE channel = 'answers_ask' AND outcome = '0' AND decided_by IS NULL AND shown < 1 AND temper > 0 AND known_us <= {as_of}
AND buyer IN ({{}}) GROUP BY buyer, seller
"""


def partly_asks(view: View, buyer: str) -> Counter[str]:
    """What we asked a buyer without an answer to be seen in mailboxes that show a part of what comes in: how often, by seller."""
    return Counter({seller: n for _, seller, n in view.live.rows_in(_PARTLY.format(as_of=view.as_of_us), [buyer])})


def blind_asks(view: View, buyers: Sequence[str]) -> dict[str, Counter[str]]:
    """What we asked each buyer by the view's moment where no mailbox read would show an answer: how often, by seller."""
    found: dict[str, Counter[str]] = {}
    for buyer, seller, n in view.live.rows_in(_BLIND.format(as_of=view.as_of_us), list(buyers)):
        found.setdefault(buyer, Counter())[seller] += n
    return found


def told(trust: Estimate, blind: int, partly: int = 0) -> Estimate:
    """The estimate of trust; without a fair chance among `blind` asks, the mailbox is what is missing, not a question. Likewise with
    `partly` asks whose answers may be missing.
    """
    if trust.known:
        return trust
    if partly:
        return replace(trust, settle=PARTLY)
    return replace(trust, settle=SETTLE) if blind and not trust.chances else trust
