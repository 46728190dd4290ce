"""Was it done? Words that say so of an agreement or a purchase, after which nothing was asked any more. Pure.

After them silence needs no other reason: a signed agreement is quiet. A sentence that only speaks of signing one day ("once it is signed",
"please sign") says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.sentences import plain

DONE = re.compile(
    r"\b(?:fully|mutually|duly) (?:executed|signed)\b|\bcounter-?signed\b"
    r"|\b(?:executed|signed) (?:originals?|cop(?:y|ies)|versions?|agreements?|documents?|counterparts?|contracts?|ndas?|amendments?"
    r"|letters?|pages?|by (?:both|all))\b"
    r"|\b(?:has|have|was|were) (?:now |all |both |finally )?(?:been )?(?:signed|executed|finali[sz]ed|completed|concluded)\b"
    r"|\b(?:deal|transaction|agreement|contract|matter|sale|order|project|assignment) (?:has |is |was |are )?(?:now |all )?"
    r"(?:closed|done|complete|completed|finali[sz]ed|concluded|in place|in effect|effective|delivered)\b"
    r"|\b(?:we|you)(?:'re| are) (?:all )?(?:done|set)(?: here| with this| now)?[.!]"
)
_NOT_YET = re.compile(
    r"\b(?:not|once|when|until|unless|if|whether|before|after|please|needs?|to be|should|would|could|might|may|must|waiting|await\w*|yet"
    r"|almost|nearly|has to|have to|shall|propose[ds]?|as soon as)\b|n't\b|\?"
)


def says_done(touch: Touch) -> bool:
    """Whether a mail says that the matter is signed, closed or done."""
    if touch.automated or touch.kind != "mail":
        return False
    return any(is_done(words) for _, _, words in own_sentences(touch)) if touch.gist is None else "done" in touch.gist.marks


def is_done(words: str) -> bool:
    """Whether a sentence says that a matter is signed, closed or done."""
    low = plain(words)
    return bool(DONE.search(low)) and not _NOT_YET.search(low)


def settled(touches: Sequence[Touch]) -> Touch | None:
    """The last mail of some, in order of time, that says that it is done; None where there is none or either side asked something since."""
    for n in range(len(touches) - 1, -1, -1):
        if says_done(touches[n]):
            return touches[n]
        if touches[n].asks and touches[n].kind == "mail" and not touches[n].automated:
            return None
    return None
