"""What in a mail is a step of a negotiation: asked, offered, put on paper, discussed, or waiting for a yes? Pure; English, some German.

A step is a sentence of a mail's own words. `asks`: a buyer asks for a price, a proposal, a pilot. `announces`: they say that they buy, or
invite bids. `offers`: something is offered, to buy or to sell. `paper`: a draft of an agreement, an offer, an order goes back and forth.
`terms`: somebody takes a position on what it says. `awaits`: a yes, a signature, an approval is asked for. `decides`: they name the day on
which they decide (`evidence.language.deciding`), which shows that a matter lives and makes none. What is said of jobs,
lawsuits, bills, games and of daily operations under a contract that stands is no step, nor is a sentence out of the paper itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.deciding import decides_by
from regard.evidence.language.inquiries import inquires
from regard.evidence.language.sentences import plain

StepKind = Literal["asks", "announces", "offers", "paper", "terms", "awaits", "decides"]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of one mail that moves a negotiation, with its place in the text."""

    kind: StepKind
    start: int
    end: int
    words: str


@cache
def _rules() -> dict[str, Any]:
    """The patterns and examples of `negotiating.toml`."""
    import tomllib

    return tomllib.loads((resources.files("regard.deals") / "negotiating.toml").read_text("utf-8"))


def _whole(pattern: str) -> re.Pattern[str]:
    told = _rules()["fragments"]
    return re.compile(re.sub(r"<(agreement|offer|sent)>", lambda m: str(told[m[1]]), pattern))


@cache
def _compiled() -> tuple[tuple[StepKind, re.Pattern[str]], ...]:
    return tuple((kind, _whole(rule["pattern"])) for kind, rule in _rules()["steps"].items())


@cache
def _beside() -> re.Pattern[str]:
    """Jobs, lawsuits, bills, daily operations, games, circulars: their offers, drafts and terms are not of something bought or sold."""
    return _whole(_rules()["beside"]["pattern"])


@cache
def _apart() -> re.Pattern[str]:
    """The text of a paper itself, daily operations, lawmakers, reports, papers of science: sentences with terms that nobody negotiates."""
    return _whole(_rules()["apart"]["pattern"])


@cache
def _quotation() -> re.Pattern[str]:
    """Forms in which only somebody who buys asks for a price."""
    return _whole(_rules()["quotation"]["pattern"])


@cache
def _may() -> re.Pattern[str]:
    """Every pattern asks for one of these; most sentences have none."""
    return _whole(_rules()["may"]["pattern"])


def sources() -> list[str]:
    """The patterns of steps, over plain words."""
    return [pattern.pattern for _, pattern in _compiled()]


def examples() -> list[tuple[str, str, bool]]:
    """(kind of step, "beside", "apart" or "quotation", sentence, whether it is one) of every example that stands beside a pattern."""
    rules = {**_rules()["steps"], **{name: _rules()[name] for name in ("beside", "apart", "quotation")}}
    return [
        (kind, words, right == "right") for kind, rule in rules.items() for right in ("right", "wrong") for words in rule[right]
    ]


def step(touch: Touch) -> Step | None:
    """The first step in a mail of either side, or None."""
    if touch.automated or touch.kind != "mail":
        return None
    return next(iter(steps(own_sentences(touch))), None)


def steps(sentences: Sequence[tuple[int, int, str]]) -> list[Step]:
    """The steps among sentences (start, end, words on one line), one a sentence."""
    found = []
    for start, end, words in sentences:
        low = plain(words)
        if not _may().search(low) or _beside().search(low) or _apart().search(low):
            continue
        kind = next((k for k, pattern in _compiled() if pattern.search(low)), None)
        if kind is not None:
            found.append(Step(kind, start, end, words))
    return found


def decides(touch: Touch) -> Step | None:
    """The first sentence of a buyer's mail that names a day on which they decide."""
    if touch.by_us or touch.automated or touch.kind != "mail":
        return None
    return next((Step("decides", s, e, w) for s, e, w in own_sentences(touch) if decides_by(w, touch.us, 0) is not None), None)


def asks_quotation(words: str, subject: str = "") -> bool:
    """Whether a sentence, under its subject, asks for a quotation as purchasing does: by number, a best price, by a day, "please quote"."""
    return inquires(words) and any(_quotation().search(plain(said)) for said in (words, subject))


def is_step(words: str) -> bool:
    """Whether a sentence is a step of a negotiation."""
    return bool(steps(((0, len(words), words),)))


def apart(words: str) -> bool:
    """Whether a sentence is out of a paper itself, of daily operations, of lawmakers, reports or science."""
    return _apart().search(plain(words)) is not None


def beside(touch: Touch) -> bool:
    """Whether a mail's subject or own words are of jobs, lawsuits, bills, games or daily operations."""
    if _beside().search(plain(touch.subject)):
        return True
    return sum(bool(_beside().search(plain(words))) for _, _, words in own_sentences(touch)) >= 2
