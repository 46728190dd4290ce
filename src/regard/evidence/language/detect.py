"""What do a message's own words do?

One pass: lower-case the own words, look up which trigger words they hold, split into sentences only where there are any, and try only
the rules whose trigger stands in a sentence. A cue is the sentence that does it, so that it can be quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from regard.evidence.language.closing import closes
from regard.evidence.language.rules import KINDS, Place, Rule, is_word, rules
from regard.evidence.language.sentences import cuts, plain, trimmed
from regard.model import Cue, Span

LONGEST_READ = 100_000
"""Own words are read up to this many characters; what lies beyond is a document pasted in, not something said."""

UNQUOTED = frozenset({"social_talk"})
"""Kinds of which only *that* they happened may be known: their cues carry no offsets."""

GREETING = 40
"""A greeting is shorter than this many characters."""

_OUTDONE = {"question": "request"}
"""A sentence that is the second is not also reported as the first: "Can you send it?" asks for an action."""

_COURTESIES = frozenset({"social_talk", "unprompted_thanks"})
"""What a message may hold and still need no answer."""

_REPLY = re.compile(r"\s*(?:re|aw|sv|r[eé]p|antw|vs|rif)\s*(?:\[\d+\]|\(\d+\))?\s*:", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)"
    r"|hallo|guten (?:tag|morgen)|liebe[rs]?|sehr geehrte[rs]?|bonjour|ch[eè]re?)\b"
)
_SPLIT = str.maketrans(dict.fromkeys('\n\t\r,.;:!?()[]{}<>"/\\|*=+~_', " "))


@dataclass(frozen=True, slots=True)
class _Index:
    """The rules by trigger: words are looked up in a set, signs such as "?" by search."""

    words: frozenset[str]
    signs: tuple[str, ...]
    rules: dict[str, tuple[Rule, ...]]


@lru_cache(maxsize=1)
def _index() -> _Index:
    by_trigger: dict[str, list[Rule]] = {}
    for rule in rules():
        if rule.kind != "closing":
            for trigger in rule.triggers:
                by_trigger.setdefault(trigger, []).append(rule)
    words = frozenset(filter(is_word, by_trigger))
    signs = tuple(t for t in by_trigger if t not in words)
    return _Index(
        words, signs, {trigger: tuple(sorted(found, key=lambda rule: -rule.q)) for trigger, found in by_trigger.items()}
    )


def cues(text: str, spans: Sequence[Span], *, subject: str = "", is_reply: bool = False) -> tuple[Cue, ...]:
    """What the author's own words do: at most one cue a kind and sentence, in the order of the text.

    Only spans of zone "own" are read. A cue's offsets are those of its sentence in `text` (0, 0 for kinds that may not be quoted,
    such as social talk); its `q` is the estimated precision of the surest rule that found it. `subject` tells a reply from its "Re:"
    where `is_reply` could not.
    """
    reply = is_reply or _REPLY.match(subject) is not None
    own = [(span.start, min(span.end, span.start + LONGEST_READ)) for span in spans if span.zone == "own"]
    found: dict[Cue, None] = {}
    for number, (start, end) in enumerate(own):
        for kind, begin, stop, q in _read(text, start, end, reply, opening=number == 0):
            found[Cue(kind, 0, 0, q) if kind in UNQUOTED else Cue(kind, begin, stop, q)] = None
    if all(cue.kind in _COURTESIES for cue in found) and (closing := closes(text, own)) is not None:
        found[closing] = None
    return tuple(found)


def located(text: str, start: int, end: int, *, is_reply: bool = False) -> list[tuple[str, int, int, float]]:
    """All that `text[start:end]` does as (kind, start, end, q), with offsets also for the kinds that `cues` leaves unquoted."""
    return list(_read(text, start, end, is_reply, opening=True))


def _read(text: str, start: int, end: int, reply: bool, opening: bool) -> Iterator[tuple[str, int, int, float]]:
    low = plain(text[start:end])
    index = _index()
    words = set(low.translate(_SPLIT).split())
    held = [*(index.words & words), *(sign for sign in index.signs if sign in low)]
    worth = {trigger: kept for trigger in held if (kept := _worth_trying(index.rules[trigger], words))}
    if not worth:
        return
    bounds = cuts(text, start, end)
    first = _opening(low, start, bounds) if opening and reply else -1
    for number, candidates in sorted(_candidates(low, start, bounds, worth).items()):
        begin, stop = bounds[number], bounds[number + 1]
        sentence = " ".join(low[begin - start : stop - start].split())
        best: dict[str, float] = {}
        for rule in candidates:
            if rule.q <= best.get(rule.kind, 0.0) or (
                rule.place != "anywhere" and not _in_place(rule.place, reply, number <= first)
            ):
                continue
            if rule.finds(sentence):
                best[rule.kind] = rule.q
        if best:
            begin, stop = trimmed(text, begin, stop)
            yield from ((kind, begin, stop, best[kind]) for kind in KINDS if kind in best and _OUTDONE.get(kind) not in best)


def _worth_trying(candidates: tuple[Rule, ...], words: set[str]) -> dict[Rule, None]:
    """The rules that can still fire on text with these words."""
    return {rule: None for rule in candidates if not (rule.words and rule.words.isdisjoint(words))}


def _candidates(low: str, start: int, bounds: list[int], worth: Mapping[str, dict[Rule, None]]) -> dict[int, dict[Rule, None]]:
    """For each sentence that holds a trigger, the rules to try on it."""
    found: dict[int, dict[Rule, None]] = {}
    for trigger, rules_of in worth.items():
        at = low.find(trigger)
        while at >= 0:
            number = bisect_right(bounds, at + start) - 1
            found[number] = found[number] | rules_of if number in found else rules_of
            at = low.find(trigger, bounds[number + 1] - start)
    return found


def _in_place(place: Place, reply: bool, opening: bool) -> bool:
    """Whether a sentence stands where a rule may fire: `opening` says that it is the opening one of a reply."""
    return reply if place == "reply" else not opening


def _opening(low: str, start: int, bounds: list[int]) -> int:
    """The number of the sentence that opens the message, after a greeting."""
    for number, (begin, stop) in enumerate(pairwise(bounds)):
        sentence = low[begin - start : stop - start].strip()
        greets = len(sentence) < GREETING and (sentence.endswith((",", "-", "!")) or _GREETING.match(sentence) is not None)
        if sentence and not greets:
            return number
    return -1
