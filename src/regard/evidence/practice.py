"""Which of the nine behaviours that build trust does a message of ours show?

`practice(text, spans)` reads the author's own words alone. What each behaviour is stands in docs/practice.md; the rules are data
(`language/practice/<language>.toml`). Two look at more than one sentence: giving is something useful *without an ask*, so a message
that asks for anything gives nothing; and a question among small talk is small talk. Nothing of this enters an estimate: only what buyers
do does. Pure: nothing is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from regard.evidence.language.detect import Index, doing, indexed, located
from regard.evidence.language.rules import Rule, read
from regard.model import Sent, Span

BEHAVIOURS = (
    "connecting",
    "curiosity",
    "listening",
    "giving",
    "value",
    "empathy",
    "credibility",
    "vulnerability",
    "character",
)
"""In the order in which the teacher names them."""

EXPERIMENTAL = frozenset({"curiosity", "value", "empathy", "credibility"})
"""Behaviours of which a reader of mail that the rules were not written on found too many wrong, or too few at all, to count on
(docs/validity.md); shown as being tried out."""

LONGEST = 5_000
"""A message with more characters of its own is a document sent on, not something said to somebody."""
LONGEST_ASKING = 1_500
"""What and why in a longer message mostly are headings and questions that it answers itself."""
_ASKS = frozenset({"question", "request"})
_CHATS = frozenset({"social_talk"})


@dataclass(frozen=True, slots=True)
class Shown(Sent):
    """One behaviour, seen in the sentence `text[start:end]`; `q` (0 to 1) is the estimated precision of the rule that found it."""

    behaviour: str
    start: int
    end: int
    q: float


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules of all languages, with their examples."""
    folder = resources.files("regard.evidence.language").joinpath("practice")
    files = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return tuple(rule for p in files for rule in read(p.name.removesuffix(".toml"), [p.read_text("utf-8")], BEHAVIOURS))


@lru_cache(maxsize=1)
def _index() -> Index:
    return indexed(rules())


def practice(text: str, spans: Sequence[Span]) -> tuple[Shown, ...]:
    """The behaviours in the own words of a message, at most one of a kind a sentence, in the order of the text."""
    own = [span for span in spans if span.zone == "own"]
    if sum(span.end - span.start for span in own) > LONGEST:
        return ()
    found = [Shown(*row) for span in own for row in doing(text, span, _index(), BEHAVIOURS)]
    kinds = {shown.behaviour for shown in found}
    if "giving" in kinds and _does(text, own, _ASKS):
        kinds.discard("giving")
    if "curiosity" in kinds and (sum(span.end - span.start for span in own) > LONGEST_ASKING or _does(text, own, _CHATS)):
        kinds.discard("curiosity")
    return tuple(shown for shown in found if shown.behaviour in kinds)


def _does(text: str, own: Sequence[Span], wanted: frozenset[str]) -> bool:
    """Whether a message holds a cue of one of these kinds."""
    return any(kind in wanted for span in own for kind, *_ in located(text, span.start, span.end))
