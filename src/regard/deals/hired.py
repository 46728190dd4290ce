"""Whom did a hired seller bring, and who came? Pure; told to that seller alone (mission C8).

Somebody is hired where mail first shows them with a buyer `NEW` days or more after it shows the firm with one, and a mail of theirs in
the year after says that they changed firms: a mailbox that merely begins later than a colleague's shows the same beginning. A contact
counts as theirs from before where nobody of ours dealt with that person earlier, the seller wrote first, and the mail says that they
changed firms, within a year of their coming; or where it fell into their first month and nobody at that company had dealt with us. What
became of it is what the buyer did since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from regard.deals.mentions import own_sentences
from regard.deals.records import Evidence, Touch
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.results import Record
from regard.time import iso

NEW = 90 * DAY
MONTH, YEAR = 31 * DAY, 365 * DAY
SILENT = 30 * DAY
"""So long after our first mail nothing of theirs is silence."""
LASTING_DAYS, LASTING = 3, 14 * DAY
"""Whoever did something on so many days, over so long, is in touch: later ordinary business shows that, and not that they came over."""
QUOTE = 240
Became = Literal["came", "touch", "stays", "answered", "silent", "open"]
SAYS: dict[Became, str] = {
    "came": "came with you: met you, or asked for a next step",
    "touch": "in touch since",
    "stays": "answered, and stays where they are",
    "answered": "answered, and no more yet",
    "silent": "has not answered",
    "open": "was written to lately",
}
CHANGED = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:years|time|days) (?:at|with)\b|\bafter (?:\w+ )?(?:years|months) (?:at|with)\b|\bno longer (?:with|at)\b"
    r"|\bi(?:'m| am) (?:now|new) (?:with|at|here)\b|\bi(?:'m| am) with \w+ now\b"
    r"|\bi(?:'ve| have)?(?: just| recently| now)? (?:moved|changed|switched) (?:to|from|firms?|compan(?:y|ies)|sides|jobs)\b"
    r"|\bi(?:'ve| have)?(?: just| recently| now)? (?:joined|left|started (?:at|with))\b"
    r"|\bsince the \w+ (?:of (?:the )?\w+ )?i(?:'m| am) (?:with|at)\b"
    r"|\b(?:old|former|previous|last) (?:firm|company|employer)\b|\byou (?:may )?(?:know|remember) me from\b"
    r"|\bich (?:bin|habe) (?:jetzt|nun|gewechselt)\b|\bje (?:suis|travaille) (?:maintenant|désormais) chez\b"
)


@dataclass(frozen=True, slots=True)
class Brought(Record):
    """A contact of a hired seller from before. `because`: "said" (their mail says that they changed firms) or "first month".

    became: see `SAYS`; `says` is that in words. evidence: our mail, and what of theirs shows what became of it.
    """

    person: str
    name: str
    company: str
    written: str | None
    because: str
    became: Became
    says: str
    evidence: tuple[Evidence, ...]


def is_hired(first_us: int | None, firm_us: int | None) -> bool:
    """Whether somebody came to the firm within what the mail shows; nobody can tell where it begins with them."""
    return first_us is not None and firm_us is not None and first_us - firm_us >= NEW


def is_change(words: str) -> bool:
    """Whether a sentence says that its writer changed firms."""
    return bool(CHANGED.search(plain(words)))


def says_changed(touch: Touch) -> tuple[int, int, str] | None:
    """The sentence in which a writer says that they changed firms."""
    return next(((s, e, words) for s, e, words in own_sentences(touch) if is_change(words)), None)


def brought(
    person: str, name: str, company: str, touches: Sequence[Touch], seller: str, joined_us: int, known_company_us: int | None,
    moment_us: int,
) -> Brought | None:  # fmt: skip
    """What a buyer is to a hired seller, from all touches with that buyer in order of time; None where they are no contact from before.

    known_company_us: when anybody at the buyer's company first dealt with somebody else of ours, None if never.
    """
    first = next(iter(touches), None)
    if first is None or not first.by_us or first.writer != seller or first.us < joined_us:
        return None
    said = says_changed(first) if first.us <= joined_us + YEAR else None
    alone = known_company_us is None or known_company_us >= first.us
    if said is None and not (first.us <= joined_us + MONTH and alone):
        return None
    ours = Evidence("you wrote", first.id, iso(first.us), *((said[2][:QUOTE], said[0], said[1]) if said else ("", 0, 0)))
    theirs = [t for t in touches if person in t.acted and not t.automated and t.us > first.us]
    became, shown = _became(theirs, first.us, moment_us)
    evidence = (ours, *((Evidence(SAYS[became], shown.id, iso(shown.us), person=person),) if shown else ()))
    return Brought(person, name, company, iso(first.us), "said" if said else "first month", became, SAYS[became], evidence)


def _became(theirs: Sequence[Touch], since_us: int, moment_us: int) -> tuple[Became, Touch | None]:
    """What a buyer did after the first mail, and the touch that shows it."""
    if not theirs:
        return ("silent" if moment_us - since_us > SILENT else "open"), None
    for touch in theirs:
        if touch.kind != "mail" or "asks_next_step" in touch.cues:
            return "came", touch
    days = {t.us // DAY for t in theirs}
    if len(days) >= LASTING_DAYS and theirs[-1].us - theirs[0].us >= LASTING:
        return "touch", theirs[-1]
    refused = next((t for t in reversed(theirs) if "declines" in t.cues), None)
    return ("stays", refused) if refused else ("answered", theirs[-1])
