"""What answer can our own words fairly expect?

A mail that asks something is answered far more often than one that says thanks and closes, and a buyer who is silent after the second
has not let anybody down. `expectation(...)` reads our words alone, never who the buyer is nor how often they answer: it is part of
what is expected of anybody (the offset of `answers_ask`), and no evidence.

Named facts are added up with weights learned from real mail of which both sides are at hand, so that it is known whether an answer came
within three days (`python -m bench.expects`): each can speak in the direction that `SIGNS` names, or in either (0). Their sum is in
log-odds; a mail that asks for something stands where the shipped weights put one. Of words in a language that is not read speaks what
needs no reading: whether a question mark stands in them, how many there are, whether they answer a mail. A mail that asks
for nothing but to be in touch (`language.check_ins`) stands where one stands that merely tells. Pure.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from regard.evidence.language.answerable import wants_answer
from regard.evidence.language.check_ins import CHECKS_IN, COMPANY
from regard.evidence.language.detect import UNREAD
from regard.evidence.language.sentences import sentences
from regard.model import Cue, Span

MODEL = "expects-1"
LONGEST_READ = 6_000
"""Characters of a mail that are looked at: what it wants stands early in it or not at all."""
ENDING = 400
"""Characters of its end among which the last sentence is looked for."""
SHORT, COURTESY, LONG = 12, 25, 55
"""Words up to which a mail that asks nothing is short, thanks in it are its matter; and from which it is long."""

_ASKING = ("request", "question", "asks_advice", "asks_next_step")
_THANKS = ("thank", "thx", "appreciate"), re.compile(r"\b(?:thanks?|thank you|thx|appreciate)\b")
_OPEN = (
    ("if you ", "any questions", "feel free", "should you"),
    re.compile(r"\b(?:if you have any|any questions|feel free|if you need|should you)\b"),
)
_INFORMS = (
    ("fyi", "for your ", "attach", "see below", "forward"),
    re.compile(
        r"\b(?:fyi|for your (?:information|info|records|files|reference)|attached|attachment|see below|forward(?:ing|ed))\b"
    ),
)
_YOU = ("you", "u"), re.compile(r"\b(?:you|your|u)\b")
"""Signs by what any of them holds, which is looked for first, and how they are written; of lower-case words."""

SIGNS: Mapping[str, int] = {
    "asks": 1,
    "question": 1,
    "ends_asking": 1,
    "subject_asks": 1,
    "you": 1,
    "reply": 1,
    "promise": 0,
    "words": 0,
    "long": -1,
    "short": -1,
    "courtesy": -1,
    "thanks": -1,
    "closing": -1,
    "social": -1,
    "open_offer": -1,
    "informs": -1,
    "empty": -1,
}
"""Fact -> which way it may speak: 1 for an answer, -1 against, 0 either way. Fitting keeps to it."""

NEEDS_READING = frozenset({"you", "promise", "courtesy", "thanks", "closing", "social", "open_offer", "informs"})
"""Facts that only reading tells. In English mail that asks nothing they add up to .01 in the mean, in mail that asks to .07 (400 and 219
asks of a sales desk), so without them nothing needs to be put in their place.
"""


@dataclass(frozen=True, slots=True)
class Expecting:
    """What was learned: a weight a fact, and the constant."""

    weights: Mapping[str, float]
    constant: float

    def log_odds(self, facts: Mapping[str, float]) -> float:
        """What these facts add to the chance of an answer."""
        return self.constant + math.fsum(w * facts[name] for name, w in self.weights.items())


def expectation(
    text: str, spans: Sequence[Span], cues: Sequence[Cue], *, subject: str = "", is_reply: bool = False, promises: bool = False
) -> float:
    """Log-odds that the author's own words add to an answer within three days, whoever reads them, to hundredths.

    `cues` are those found in them; `promises`: the author promises something.
    """
    return round(shipped().log_odds(facts_of(text, spans, cues, subject=subject, is_reply=is_reply, promises=promises)), 2)


def facts_of(
    text: str, spans: Sequence[Span], cues: Sequence[Cue], *, subject: str = "", is_reply: bool = False, promises: bool = False
) -> dict[str, float]:
    """The facts named in `SIGNS` as numbers: 0 or 1, but for `words` and `long` (natural logarithms of words).

    Of words in a language that is not read those that need reading are 0, and what asks is a question mark or a cue that asks.
    """
    said = "\n".join(text[s.start : s.end] for s in spans if s.zone == "own")[:LONGEST_READ]
    words, low = len(said.split()), said.lower()
    unread = next((cue for cue in cues if cue.kind == UNREAD), None)
    kinds = {cue.kind for cue in cues} | ({"question"} if unread is not None and unread.end > unread.start else set())
    touch = not kinds.isdisjoint({CHECKS_IN, COMPANY})
    asks = not touch and any(wants_answer(text[cue.start : cue.end], cue.kind) for cue in cues if cue.kind in _ASKING)
    asking = asks or not kinds.isdisjoint({"request", "question"})
    asks = asks or (unread is not None and asking and not touch)
    thanks = _holds(low, _THANKS)
    told = {
        "asks": asks,
        "question": "question" in kinds and not touch,
        "ends_asking": not touch and _ends_asking(text, spans, cues),
        "subject_asks": "?" in subject and not touch,
        "you": _holds(low, _YOU),
        "reply": is_reply,
        "promise": promises,
        "short": 0 < words < SHORT and not asks and "?" not in said,
        "courtesy": thanks and not asking and words <= COURTESY,
        "thanks": thanks,
        "closing": "closing" in kinds,
        "social": "social_talk" in kinds,
        "open_offer": _holds(low, _OPEN),
        "informs": _holds(low, _INFORMS),
        "empty": words == 0,
    }
    size = {"words": math.log1p(words), "long": max(0.0, math.log1p(words) - math.log(LONG))}
    found = {name: float(told[name]) if name in told else size[name] for name in SIGNS}
    return found if unread is None else found | dict.fromkeys(NEEDS_READING, 0.0)


def _holds(low: str, signs: tuple[tuple[str, ...], re.Pattern[str]]) -> bool:
    """Whether a lower-case text bears one of some signs."""
    held, written = signs
    return any(sign in low for sign in held) and written.search(low) is not None


def _ends_asking(text: str, spans: Sequence[Span], cues: Sequence[Cue]) -> bool:
    """Whether the last full sentence asks."""
    for span in reversed([s for s in spans if s.zone == "own"]):
        for start, end in reversed(sentences(text, max(span.start, span.end - ENDING), span.end)):
            if len(text[start:end].split()) > 2:
                return "?" in text[start:end] or any(c.kind in _ASKING and start <= c.start < end for c in cues)
    return False


@lru_cache(maxsize=1)
def shipped() -> Expecting:
    """The weights of the package."""
    held = json.loads((files("regard.evidence") / "models" / f"{MODEL}.json").read_text("utf-8"))
    return Expecting(held["weights"], held["constant"])
