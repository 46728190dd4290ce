"""In which sentences does a buyer meet trouble: a problem, delay or failure of theirs, not one that is denied, asked for or gone? Pure."""

from __future__ import annotations

import re
from functools import cache

from regard.evidence.language.situations import tells
from regard.evidence.topic import Sentence
from regard.parse.many_words import ManyWords

_TROUBLE = re.compile(
    r"\b(?:we|our|us|i|my)\b[^.;?]{0,80}\b(?:problems?|issues?|troubles?|difficult(?:y|ies)?|struggl(?:e|es|ing)|concern(?:s|ed)?|worried|"
    r"delay(?:s|ed)?|outages?|broken|fail(?:s|ed|ing|ures?)?|not work(?:ing)?|doesn['’]t work|"
    r"bottlenecks?|shortages?|overloaded|too slow|too many errors)\b",
    re.IGNORECASE,
)

_TELLS_TROUBLE = (
    *("rob", "iss", "diff", "rug", "conc", "worr", "dela", "outa", "brok", "fail", "not w", "t work", "ottle", "hort", "verl"),
    *("too s", "too m"),
)
"""Without any of these, in lower case, no sentence is looked at further."""


@cache
def _gate() -> ManyWords:
    return ManyWords(_TELLS_TROUBLE)


_UNLESS = r"(?![^.;?]{0,120}\b(?:but|however|yet|still|now|since|then)\b)"

_NO_TROUBLE = re.compile(
    r"\b(?:no|not a|any|if|without|isn['’]t|never)\b[^.;?]{0,30}\b(?:problem|issue|trouble|concern|delay)|\?"
    r"|\b(?:not|n['’]t|never|nothing)(?: (?:be|been|being|have|had|seen?|expect|any|an?|all|too|so|really|at|much|to)){0,3}"
    r" (?:problems?|issues?|troubles?|concern(?:s|ed)?|worry|worried)\b|n['’]t (?:\w+ ){0,2}(?:worried|concerned|any (?:problem|issue)s?)\b"
    r"|\b(?:(?:went|go|going|gone) with|(?:took|taken) up|adopted|followed|accepted|chose|approved|implemented) your "
    rf"(?:\w+ )?(?:proposal|suggestion|advice|idea|recommendation|solution|plan)\b{_UNLESS}"
    r"|\b(?:is|are|was|were|been|got) (?:now |all )?(?:solved|resolved|fixed|sorted(?: out)?)\b"
    rf"|\balways (?:been )?(?:(?:very|so|really) )?(?:good|great|kind|fair|helpful|reliable)\b{_UNLESS}",
    re.IGNORECASE,
)
"""Trouble that is denied, asked for or gone, and praise ("we went with your proposal for the alert delay") that no “but” takes back."""


def is_problem(s: Sentence) -> bool:
    """Whether a sentence complains, or we, our or I meet trouble in it."""
    return "complains" in s.kinds or (tells_trouble(s.words) if s.tells is None else "t" in s.tells)


def tells_trouble(words: str) -> bool:
    """Whether the words alone tell of trouble."""
    if _gate().places(words.lower()) and _TROUBLE.search(words) is not None and _NO_TROUBLE.search(words) is None:
        return True
    return tells(words, "stakes", "reopened")
