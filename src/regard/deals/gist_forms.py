"""Which forms that the rules of deals know can a sentence have, by its words alone? So that the others need not be tried on it."""

from __future__ import annotations

from functools import cache

from regard.deals import negotiating, signs
from regard.deals.asked import HOLDING
from regard.deals.hired import CHANGED
from regard.deals.ideas import IDEA, LINK
from regard.deals.matters import BUYING
from regard.deals.mentions import FORMS
from regard.deals.risks_price import ACCESS, INVITED, YES
from regard.deals.settled import DONE
from regard.deals.stakes import STATED
from regard.deals.unanswered import INDIRECT, OPEN
from regard.evidence.language.forms import Forms
from regard.evidence.language.refusals import release_sources

OF_ANY_SIGN: tuple[signs.SignKind, ...] = tuple(dict.fromkeys((*signs.THEIRS, *signs.OURS)))
"""The signs that either side's words are looked through for."""


@cache
def forms() -> Forms[str]:
    """All of them, by name; .2 s of work at the first call."""
    rivals, frames = signs.rival_sources()
    kinds: tuple[signs.SignKind, ...] = (*OF_ANY_SIGN, "decision", "coaching")
    found: dict[str, list[str]] = {kind: signs.sources(kind) for kind in kinds}
    found |= {"rival": rivals, "frame": frames, "mention": [pattern for pattern, _ in FORMS], "step": negotiating.sources()}
    found["releases"] = release_sources()
    patterns = {
        "open": OPEN, "indirect": INDIRECT, "stated": STATED, "change": CHANGED, "buying": BUYING, "done": DONE, "holding": HOLDING,
        "invited": INVITED, "access": ACCESS, "yes": YES,
    }  # fmt: skip
    found |= {name: [pattern.pattern] for name, pattern in patterns.items()}
    found["idea"] = [IDEA.pattern, LINK.pattern]
    return Forms.of(found, written=("frame", "mention"), untried=("idea", "holding"))


@cache
def _whole() -> tuple[int, int]:
    """The ways of what is asked of sentences, and of what is asked of whole texts."""
    known = forms()
    whole = known.of_names(OF_WHOLE)
    both = known.of_names(("idea",))
    return ~whole | both, whole


OF_WHOLE = frozenset(("holding", "idea", "invited", "access", "yes"))
"""What is asked of more than a sentence."""


def by_words(low: str, written: str, whole: bool) -> set[str]:
    """The names of the forms that words, plain and as written, have: of more than a sentence, those of `OF_WHOLE`; of one, the others."""
    known = forms()
    of_sentences, of_more = _whole()
    ways = known.may(low, of_more if whole else of_sentences)
    return known.found(ways, low, written) if ways else set()
