"""Does a mail ask for nothing but to be in touch: a chat, any news, feedback on us, a visit of an event of ours, their company at a match?

Such an ask wants little of an answer: whoever leaves it unanswered goes on dealing with us as before, and a loyal customer who answers what
concerns an order leaves it to others to chat. It is told from an ask for something by its sentences: every one that asks is of a form of
`check_ins.toml`, and none of them names a matter (an order, a delivery, a price, a document), a number, a day or an hour; one ask for
something makes the mail an ask like any other. What asks for company alone (a meal, a match, how the weekend was) is social.
English, German, French and Spanish. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from regard.evidence.language.leisure import asks_of_leisure
from regard.evidence.language.life import asks_of_life
from regard.evidence.language.occasions import is_sociable

CHECKS_IN = "checks_in"
"""The cue of a mail that asks for nothing but to be in touch."""
COMPANY = "asks_company"
"""The cue of one that asks for company alone."""
LONGEST = 300
"""Characters of a sentence that may be one of these; what is longer says more."""


def asks_for_touch(asking: Sequence[str]) -> str:
    """What a mail is whose asking sentences are these: `COMPANY`, `CHECKS_IN`, or "" where one of them asks for something, or none asks."""
    found = ""
    for sentence in asking:
        kind = kind_of_ask(sentence)
        if not kind:
            return ""
        found = kind if found != CHECKS_IN else found
    return found


def kind_of_ask(sentence: str) -> str:
    """`COMPANY`, `CHECKS_IN`, or "" for a sentence that asks for something."""
    if len(sentence) > LONGEST:
        return ""
    said = " ".join(sentence.replace("’", "'").split()).lower()
    told = _told()
    if told.may.search(said) is None:
        return ""
    matter = told.matter.search(said) is not None
    if not matter and (is_sociable(said) or asks_of_life(said) or asks_of_leisure(said)):
        return COMPANY
    if told.dated.search(said) is not None:
        return ""
    matter = matter or told.topic.search(said) is not None
    return CHECKS_IN if told.ours.search(said) or (not matter and told.touch.search(said)) else ""


class _Told(NamedTuple):
    """What `check_ins.toml` tells."""

    may: re.Pattern[str]
    touch: re.Pattern[str]
    ours: re.Pattern[str]
    matter: re.Pattern[str]
    topic: re.Pattern[str]
    dated: re.Pattern[str]


@cache
def _told() -> _Told:
    import tomllib

    told = tomllib.loads((resources.files("regard.evidence.language") / "check_ins.toml").read_text("utf-8"))
    return _Told(*(re.compile("|".join(told[name])) for name in _Told._fields))
