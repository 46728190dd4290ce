"""How likely does an ask that nobody answered still wait for an answer, and what speaks for it?

Rules say what may wait (`answers.waiting`); of what passes them about half does, by people who read the mail. What parts the two halves is
weighed here: a logistic estimate over two dozen named facts, each of which can only speak the way its name says (`SIGNS`). Weights were
first learned from 236 asks that were, or were never, answered, and then moved by 132 that were judged as they stood open
(`python -m bench.waits`; `models/waits-1.json` holds the numbers and how they were made, no text). English only: of words that are not
read nothing is estimated. Pure.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from regard.evidence.language.requests import chances
from regard.model import LEAN

MODEL = "waits-1"
TOLD = 2
"""So many reasons are told."""
_YOU = re.compile(r"\b(?:you|your|u|ya|y'all)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:let (?:me|us) know|advise|confirm|send|forward|provide|e-?mail|fax|call (?:me|us)|get back|reply|respond|review|approve|sign|"
    r"return|update|explain|clarify|tell (?:me|us)|give (?:me|us))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:what|who|whom|when|where|why|how|which)\b", re.IGNORECASE)
_MEETS = re.compile(
    r"\b(?:meet(?:ing)?|lunch|dinner|drinks?|tonight|today|tomorrow|this (?:morning|afternoon|evening|week|weekend)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|a\.?m\.?|p\.?m\.?|o'clock|available|free|call)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:if (?:you|this|that|it|there|not|so|possible|needed)|in case|feel free|whenever|any (?:questions?|comments?|thoughts|problems?|"
    r"suggestions?|ideas?)|let (?:me|us) know (?:if|whether))\b",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"\b(?:weekend|vacation|holidays?|fun|party|game|tickets?|beer|golf|kids?|baby|family|wife|husband|birthday|love|guess|lol|haha|ha|"
    r"joke|crazy|funny|movie|trip|congrat\w*|doing|feeling|life|remember|believe|hear about)\b|!\?|\?!|\?\?|!!",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:right|huh|eh|yes|no|correct|ok|okay|isn't it|don't you think|who knows|you know)[^\w?]*\?\W*$"
    r"|\bwhy not\b|\bwhat if\b|\bwho (?:cares|knows)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is known of one ask at a moment: its words, its mail, its writer and what passed since.

    `wants`: the rules say that it wants something back (`language.answerable`); `words`: of the writer's own in the mail; `asks`:
    sentences of the mail that ask; `readers`: people in To and Cc; `to_ours`: of ours in To; `named`: it calls one of ours by name;
    `days` since it was written; `asked`, `answered`: earlier asks of the writer, and those among them that one of ours answered;
    `wrote_since`: later mails of the writer to us on anything; `thread_since`: later mails of anybody in its thread.
    """

    sentence: str
    kind: str
    wants: bool
    words: int
    asks: int
    readers: int
    to_ours: int
    named: bool
    reply: bool
    forward: bool
    lean: int
    days: float
    asked: int
    answered: int
    wrote_since: int
    thread_since: int


SIGNS: Mapping[str, int] = {
    "wants": 1,
    "request": 1,
    "question": 1,
    "you": 1,
    "sends_back": 1,
    "open_question": 1,
    "named": 1,
    "several": 1,
    "answered_before": 1,
    "business": 1,
    "soft": -1,
    "day": -1,
    "chat": -1,
    "tag": -1,
    "short": -1,
    "private": -1,
    "readers": -1,
    "shared": -1,
    "forward": -1,
    "reply": -1,
    "long_mail": -1,
    "age": -1,
    "wrote_since": -1,
    "thread_since": -1,
}
"""Feature -> which way it may speak: 1 for waiting, -1 against. Fitting keeps to it."""
SAYS: Mapping[str, tuple[str, str]] = {
    "wants": ("it wants something back", "it wants nothing back"),
    "request": ("its words are those of a request", "its words are hardly those of a request"),
    "question": ("it is a question", "it is no question"),
    "you": ("it speaks to the reader", "it does not speak to the reader"),
    "sends_back": ("it asks to be told, sent or called", "it asks for nothing to be told or sent"),
    "open_question": ("it cannot be answered by silence", "silence may answer it"),
    "named": ("it calls its reader by name", "it calls nobody by name"),
    "several": ("the mail asks more than once", "the mail asks once"),
    "answered_before": ("earlier asks of theirs were answered", "few earlier asks of theirs were answered"),
    "business": ("the mail is about business", "the mail does not read as business"),
    "soft": ("it is asked without an if", "it asks only in some case"),
    "day": ("it is about no day or hour", "it is about a day or hour"),
    "chat": ("it is no small talk", "it reads as small talk"),
    "tag": ("it is no turn of phrase", "it reads as a turn of phrase"),
    "short": ("it is a full sentence", "it is very short"),
    "private": ("nothing private is in it", "the mail reads as private"),
    "readers": ("it went to one reader", "it went to several readers"),
    "shared": ("one of ours is asked", "several of ours are asked"),
    "forward": ("it was not passed on", "it was passed on from another"),
    "reply": ("it opens a matter", "it answers a mail"),
    "long_mail": ("the mail is short", "the mail is long"),
    "age": ("it is recent", "it is days old"),
    "wrote_since": ("they have not written since", "they wrote since and did not come back to it"),
    "thread_since": ("nobody wrote in the thread since", "others wrote in the thread since"),
}
"""Feature -> what it says where it speaks for waiting, and against it."""


def features(asks: Sequence[Ask]) -> list[dict[str, float]]:
    """The named facts of some asks as numbers, each about 0 to 3."""
    odds = chances([a.sentence for a in asks])
    return [_of(a, float(p)) for a, p in zip(asks, odds, strict=True)]


def _of(a: Ask, request: float) -> dict[str, float]:
    said = " ".join(a.sentence.split())
    words = len(said.split())
    return {
        "wants": float(a.wants),
        "request": request,
        "question": float("?" in said),
        "you": float(bool(_YOU.search(said))),
        "sends_back": float(bool(_BACK.search(said))),
        "open_question": float("?" in said and bool(_OPEN.search(said))),
        "named": float(a.named),
        "several": min(a.asks - 1, 3) / 3 if a.asks else 0.0,
        "answered_before": (a.answered + 1) / (a.asked + 3),
        "business": float(a.lean == LEAN["business"]),
        "soft": float(bool(_SOFT.search(said))),
        "day": float(bool(_MEETS.search(said))),
        "chat": float(bool(_CHAT.search(said))),
        "tag": float(bool(_TAG.search(said))),
        "short": float(words <= 4),
        "private": float(a.lean == LEAN["personal"]),
        "readers": math.log(max(a.readers, 1)),
        "shared": float(a.to_ours > 1),
        "forward": float(a.forward),
        "reply": float(a.reply),
        "long_mail": min(a.words, 1000) / 250,
        "age": math.log1p(max(a.days, 0.0)),
        "wrote_since": min(a.wrote_since, 3) / 3,
        "thread_since": min(a.thread_since, 3) / 3,
    }


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was learned: a weight and a usual value a feature, the constant, and the chances from which a wait is told, or may be."""

    weights: Mapping[str, float]
    usual: Mapping[str, float]
    constant: float
    told_from: float
    may_from: float

    def chance(self, facts: Mapping[str, float]) -> float:
        """The probability that an ask with these features waits."""
        odds = self.constant + sum(w * facts[name] for name, w in self.weights.items())
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))

    def reasons(self, facts: Mapping[str, float], most: int = TOLD) -> tuple[str, ...]:
        """What speaks most for it, beside the usual ask, in plain words, the strongest first."""
        pulls = {name: w * (facts[name] - self.usual[name]) for name, w in self.weights.items()}
        found = sorted((n for n in pulls if pulls[n] > 0.05), key=lambda n: (-pulls[n], n))
        return tuple(SAYS[name][0] for name in found[:most])


@lru_cache(maxsize=1)
def shipped() -> Weighing:
    """The weights of the package."""
    held = json.loads((files("regard.evidence") / "models" / f"{MODEL}.json").read_text("utf-8"))
    return Weighing(held["weights"], held["usual"], held["constant"], held["told_from"], held["may_from"])
