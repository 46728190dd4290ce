"""Which days does a buyer say something has to be done by? Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from regard.evidence.language.dates import due_dates
from regard.evidence.topic import CURRENT, Said, Sentence, Topic, no_standing_text, sentences_of, theirs, told_of
from regard.model import DAY, DueDate
from regard.time import iso_day

WEIGHED = 24
"""So many sentences, the newest first, are given to that model, and as many to the reader of dates."""

_DUE = re.compile(
    r"\b(?:by|before|until|till|due|deadlines?|expir(?:es?|y|ing)|no later than|needs?|must|have to|has to|"
    r"required?|end of|go(?:ing)? live|bis|spätestens|muss|müssen|\w*frist|avant|d'ici|au plus tard|doit|devons|doivent|date limite|"
    r"antes del?|a más tardar|debemos|debe|deben|tiene(?:n)? que|tenemos que|plazo|fecha límite)\b",
    re.IGNORECASE,
)

FARTHEST = 180
"""A day of which no year is said is no deadline when it would lie more days after the mail: it has gone by, in the year of writing."""

_YEAR = re.compile(
    r"\b(?:19|20)\d\d\b|['’]\d\d\b|\d{1,2}([./-])\d{1,2}\1\d{2}\b|\bnext year|\bnächste[ns]? jahr|\bl['’]an(?:née)? prochain|\bpróximo año",
    re.IGNORECASE,
)

_CLAUSE = re.compile(
    r"[,;:()–—?!]|\.\s|\b(?:and|but|so|because|while|weil|und|aber|mais|parce que|pero|porque)\b", re.IGNORECASE
)

_ABSENCE = re.compile(
    r"\b(?:off|away|out|gone|absent|unavailable|travell?ing|abroad|closed|leav(?:e|es|ing)|vacation|holidays?)\b[^.;]{0,25}\b(?:until|till|through|to|on|at)\b"
    r"|\b(?:until|till|from)\b[^.;]{0,30}\b(?:off|away|out of|absent|unavailable|on (?:leave|holiday|vacation))\b"
    r"|\b(?:back|returns?|returning)(?: (?:in|at|to) (?:the |my |our )?(?:office|work|desk))? (?:on|from|after|by|in|until|at)\b"
    r"|\b(?:stopped|frozen|froze|paused|on hold|park(?:ed)?|wait|postponed?)\b[^;]{0,60}\b(?:until|till)\b|\bnot before\b"
    r"|\b(?:abwesend|urlaub|nicht (?:im (?:büro|haus)|da|erreichbar)|wieder (?:da|zurück|im büro))\b"
    r"|\b(?:absente?|en (?:congés?|vacances|déplacement)|de retour|de vacaciones|fuera de la oficina|de vuelta|ausente)\b",
    re.IGNORECASE,
)
"""Until when somebody is not there or something rests: a day before which nothing happens, not one by which it must."""

_TOLD = re.compile(
    r"\b(?:was|were|had|did|came|went|got|sent|told|said|saw|met|made|took|gave|spoke|wrote|bought|paid|began|broke|lost|found|heard|kept|"
    r"brought|held|ran)\b"
    r"|\b(?:i|we|you|he|she|they|it|who|which|that)(?: have| has|['’]ve)?(?: \w+ly)? \w{2,}ed\b"
    r"|\b(?:war|waren|hatten?|wurden?|kam(?:en)?|gab|ging(?:en)?)\b|\b(?:était|étaient|avait|avons|avez|ont|a été)\b",
    re.IGNORECASE,
)

_STILL_TO_DO = re.compile(
    r"\b(?:must|needs?|have to|has to|required?|due|deadline|expir\w+|no later than|will|shall|should|please|can|could|would|if|want|wants|"
    r"go(?:es|ing)? live|ends?|muss|müssen|sollen?|brauchen|spätestens|bitte|faut|doit|devons|doivent|merci|"
    r"debe|deben|debemos|plazo)\b|\w*frist\b|['’]ll\b",
    re.IGNORECASE,
)
"""Beside such a word the past says what somebody was told, not that it is over."""


def deadlines(said: Sequence[Said], as_of_us: int) -> list[Topic]:
    """The days still to come by which somebody says that something has to be done, the nearest first: those of `topics`, however few
    their messages are, and all of them.
    """
    told = theirs(said, as_of_us)
    spoken = no_standing_text([sentence for s in told for sentence in sentences_of(s)], len(told))
    return days_named(spoken, as_of_us - CURRENT, iso_day(as_of_us - 1) or "")


def days_named(spoken: Sequence[Sentence], since: int, today: str) -> list[Topic]:
    """Days that they say something has to be done by, still to come; the nearest first."""
    found = []
    lately = (s for s in spoken if s.said.us >= since and _DUE.search(s.words) is not None)
    for s in islice(lately, WEIGHED):
        dates = due_dates(s.words, s.said.us, s.said.tz_minutes)
        days = [d.day for d in dates if d.day >= today and d.certainty >= 0.5 and _ahead(s, d)]
        if days:
            found.append(told_of("deadline", s, since, due=min(days)))
    return sorted(found, key=lambda t: t.due)


def _ahead(s: Sentence, due: DueDate) -> bool:
    """Whether a day is one by which something is to be done: not one of last year's pushed on, nor one until which somebody is away, nor of
    what they tell of as past.
    """
    far = iso_day(s.said.us + FARTHEST * DAY) or ""
    if due.day > far and _YEAR.search(s.words) is None:
        return False
    start = max((m.end() for m in _CLAUSE.finditer(s.words, 0, due.start)), default=0)
    after = _CLAUSE.search(s.words, due.end)
    clause = s.words[start : after.start() if after else len(s.words)]
    return _ABSENCE.search(clause) is None and (_TOLD.search(clause) is None or _STILL_TO_DO.search(clause) is not None)
