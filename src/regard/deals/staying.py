"""Does a sentence with a word of leaving say that nobody in particular leaves? Pure; English.

Whoever is back from a parental leave, people of whom it is only said that they left, a week that belongs to a thing ("the audit's last
week"), a post within the house, a company left with debts and what a report tells of a resignation are no contact who goes.
"""

from __future__ import annotations

import re
from functools import cache

_LEAVE = r"(?:maternity|paternity|parental|family) leave"
_PEOPLE = r"(?:employees|people|guys|those|others|any(?:one|body)|every(?:one|body)|investors|staff|workers|members)"
_POSTS = r"(?:managers|directors|executives|employees|people|officers|traders)"
_HOUSE = r"(?:desk|group|team|department|unit|division)"
_OWES = (
    r"(?:responsible|with(?! (?:immediate|no|effect))|exposed|vulnerable|open to|short|without|as (?:investors?|customers?))"
)
_BREAK = r"(?:holidays?|vacation|trip|break|leave|weekend|are|go|am)"
_GONE = r"(?:left|leave|retired|resigned|quit|no longer|moved on)"
FORMS = (
    rf"\b(?:back|return\w*|came|comes|coming) (?:\w+ ){{0,2}}from (?:her |his |my |the |a )?{_LEAVE}\b",
    rf"\b(?:after|following) (?:her |his |my |the |a |their )?{_LEAVE}\b",
    rf"\b{_PEOPLE} (?:of \w+ )?who(?:'ve|'re| have| are| were| had)? (?:already |since |recently |just )?{_GONE}\b",
    r"\b(?!(?:my|his|her)\b)[a-z]+'s last week\b(?! (?:is|was|will|with|at|here|in)\b)(?<!today's last week)",
    rf"\bnew (?:position|job|role) (?:within\b|(?:at|with|in|on) (?:the|our) (?:[\w'&-]+ ){{1,3}}{_HOUSE}\b)",
    r"\bneed for a new (?:position|role)\b",
    rf"\bleft the company {_OWES}\b",
    r"\b(?:forgive|pardon|excuse|sorry (?:for|about)) (?:the|my|any|this) redundanc",
    r"\b(?:resigned|quit|stepped down|retired)\b[^.?!]{0,60}\bamid(?:st)?\b",
    r"\bafter (?:[\w'-]+ ){1,4}(?:resigned|quit|stepped down|retired),? (?:[\w'-]+ ){1,3}(?:said|told|became|vowed|promised|announced)\b",
    rf"\blast day (?:in the office |at work |here )?(?:before|until) (?:my|our|the|i|we|his|her) {_BREAK}\b",
    r"\blast day in [a-z]+ until (?:i|we)\b|\bleaving on (?:a |my |our )?(?:vacation|holidays?|business trip)\b",
    r"\bquit (?!(?:my|the|his|her|on|in|at|as|last|this|today|yesterday|and|to|during|morning|evening)\b)\w+ing\b",
    rf"\b(?:several|many|some|two|three|most|all|few) (?:[\w'-]+ )?{_POSTS} (?:have |had )?(?:resigned|left|quit|retired)\b",
    r"\bearly retirement (?:incentives?|packages?|programs?|programmes?|schemes?)\b|\bpossibility of (?:a|the) sabbatical\b",
    r"\bif (?:some )?people (?:are|have) (?:\w+ )?\(?(?:or )?(?:no longer|left)\b|\bor who have left\b",
)
"""Over plain words (`sentences.plain`)."""


@cache
def _compiled() -> re.Pattern[str]:
    return re.compile("|".join(FORMS))


def stays(low: str) -> bool:
    """Whether plain words that hold a word of leaving tell of nobody in particular who goes."""
    return _compiled().search(low) is not None
