"""Which mails are one of a series: the daily nomination, the monthly sheet, the same subject with another day in it? Pure.

What such a mail says is of its day; told weeks later as what somebody wrote last it is neither news nor open. A subject that says how
often it comes ("daily", "weekly", "monthly") is of a series by itself; else three of the same stem are, each beginning anew. An answer to
one is none, and a number of three digits and more names a matter ("Order 4711") unless it is a year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from regard.interactions.threads import generic
from regard.model import DAY, Interaction
from regard.parse.subject import subject_core

TIMES = 3
"""So many mails of one stem are a series."""
LOOKED_BACK = 120 * DAY
"""A series is told by the mails of so long: three of a month each."""
_OFTEN = re.compile(
    r"\b(?:daily|nightly|weekly|bi-?weekly|monthly|quarterly|täglich\w*|wöchentlich\w*|monatlich\w*|quotidien(?:ne)?s?|"
    r"hebdomadaires?|mensuel(?:le)?s?|diari[oa]s?|semanal(?:es)?|mensual(?:es)?)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|"
    r"avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|"
    r"noviembre|diciembre|revis(?:ed|ion)|updated?|corrected|correction|final|prelim(?:inary)?|new|the|of|for|on|no|th|st|nd|rd)\b|\b(?:19|20)\d\d\b|\b\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:19|20)\d{6}\b|[\W_]+",
    re.IGNORECASE,
)
"""What differs from one of a series to the next: days, numbers, and which version it is."""


def stem(subject: str) -> str:
    """What is left of a subject without days, numbers and versions ("" where that is nothing)."""
    return " ".join(_DATED.sub(" ", subject_core(subject)).split())


def in_series(here: Iterable[Interaction], until_us: int) -> frozenset[str]:
    """Those of some interactions (message ids) that are one of a series as seen at `until_us`."""
    mails = [i for i in here if i.kind == "mail" and until_us - LOOKED_BACK < i.us <= until_us]
    begun: dict[str, set[str]] = defaultdict(set)
    for i in mails:
        if not i.is_reply:
            begun[stem(i.subject)].add(i.thread_id or i.message_id)
    return frozenset(
        i.message_id
        for i in mails
        if not i.is_reply
        and (_OFTEN.search(i.subject) or (not generic(of := stem(i.subject)) and len(begun.get(of, ())) >= TIMES))
    )
