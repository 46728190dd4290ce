"""What do a message's own words do?

One pass: lower-case the own words, cut them into sentences, look up which words of the rules a sentence holds, and try only the
patterns that can match it. A cue is the sentence that does it, so that it can be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from regard.evidence.language.closing import LONGEST_CLOSING, closes
from regard.evidence.language.rules import KINDS, Part, Place, Rule, is_word, rules
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
_SPLIT = str.maketrans(dict.fromkeys('\n\t\r,.;:!?()[]{}<>"/\\|*=+~_-–—…', " "))


_ANY = 1
"""The bit that every sentence has: what a pattern without a further gate asks for."""


@dataclass(frozen=True, slots=True)
class _Index:
    """The patterns by the words they need, surest rules first.

    Words are looked up in a set, signs such as "?" by search. Every word of a gate has a bit of its own, so that a gate is one number,
    and one `&` tells whether a sentence can pass it.
    """

    bits: dict[str, int]
    words: frozenset[str]
    signs: tuple[str, ...]
    parts: dict[str, tuple[tuple[Rule, Part, int, int, int], ...]]


@lru_cache(maxsize=1)
def _index() -> _Index:
    ordered = [(rule, part) for rule in sorted(rules(), key=lambda rule: -rule.q) for part in rule.parts]
    bits = {
        word: 2 << n for n, word in enumerate(sorted({word for _, part in ordered for gate in part.gates for word in gate}))
    }
    by_key: dict[str, list[tuple[Rule, Part, int, int, int]]] = {}
    for rule, part in ordered:
        second, third, fourth = (*(sum(bits[word] for word in gate) for gate in part.gates[:3]), _ANY, _ANY, _ANY)[:3]
        for key in part.keys:
            by_key.setdefault(key, []).append((rule, part, second, third, fourth))
    signs = tuple(key for key in by_key if not is_word(key))
    return _Index(bits, frozenset(by_key).difference(signs), signs, {key: tuple(found) for key, found in by_key.items()})


def cues(text: str, spans: Sequence[Span], *, subject: str = "", is_reply: bool = False) -> tuple[Cue, ...]:
    """What the author's own words do: at most one cue a kind and sentence, in the order of the text.

    Only spans of zone "own" are read. A cue's offsets are those of its sentence in `text` (0, 0 for kinds that may not be quoted,
    such as social talk); its `q` is the estimated precision of the surest rule that found it. `subject` tells a reply from its "Re:"
    where `is_reply` could not.
    """
    reply = is_reply or _REPLY.match(subject) is not None
    own = [_Passage(text, span.start, min(span.end, span.start + LONGEST_READ)) for span in spans if span.zone == "own"]
    found: dict[Cue, None] = {}
    for number, passage in enumerate(own):
        for kind, begin, stop, q in _read(passage, reply, opening=number == 0):
            found[Cue(kind, 0, 0, q) if kind in UNQUOTED else Cue(kind, begin, stop, q)] = None
    if any(cue.kind == "declines" for cue in found):  # thanks that soften a no are courtesy
        found = {cue: None for cue in found if cue.kind != "unprompted_thanks"}
    if sum(len(passage.low) for passage in own) <= LONGEST_CLOSING and all(cue.kind in _COURTESIES for cue in found):
        closing = closes(text, [place for passage in own for place in passage.pieces(text)])
        if closing is not None:
            found[closing] = None
    return tuple(found)


def located(text: str, start: int, end: int, *, is_reply: bool = False) -> list[tuple[str, int, int, float]]:
    """All that `text[start:end]` does as (kind, start, end, q), with offsets also for the kinds that `cues` leaves unquoted."""
    return list(_read(_Passage(text, start, end), is_reply, opening=True))


class _Passage:
    """A stretch of own words: where it starts in the text, its plain form, and where its sentences end, counted from `start`."""

    __slots__ = ("bounds", "low", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.low = plain(text[start:end])
        self.bounds = cuts(self.low)

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Its sentences as (start, end) offsets into `text`, trimmed, none empty."""
        places = (trimmed(text, self.start + begin, self.start + stop) for begin, stop in pairwise(self.bounds))
        return [(begin, stop) for begin, stop in places if begin < stop]

    def opening(self) -> int:
        """The end of the sentence that opens it, after a greeting; 0 where nothing does."""
        for begin, stop in pairwise(self.bounds):
            sentence = self.low[begin:stop].strip()
            greets = len(sentence) < GREETING and (sentence.endswith((",", "-", "!")) or _GREETING.match(sentence) is not None)
            if sentence and not greets:
                return stop
        return 0


def _read(passage: _Passage, reply: bool, opening: bool) -> Iterator[tuple[str, int, int, float]]:
    """Sentence by sentence, what they do, as (kind, start, end, q)."""
    index, low = _index(), passage.low
    keys = index.words
    signs = [sign for sign in index.signs if sign in low]
    flat = low.translate(_SPLIT)
    opened: int | None = None
    stop = 0
    for begin, stop in pairwise(passage.bounds):
        words = flat[begin:stop].split()
        held = keys.intersection(words)
        if signs:
            held = held.union(sign for sign in signs if low.find(sign, begin, stop) >= 0)
        if not held:
            continue
        candidates = _candidates(index, held, words)
        if not candidates:
            continue
        sentence = " ".join(low[begin:stop].split())
        best: dict[str, float] = {}
        for rule, part in candidates:
            if rule.q > best.get(rule.kind, 0.0) and rule.finds_by(part, sentence):
                if rule.place != "anywhere":
                    opened = (passage.opening() if opening and reply else 0) if opened is None else opened
                    if not _in_place(rule.place, reply, stop <= opened):
                        continue
                best[rule.kind] = rule.q
        if best:
            place = trimmed(low, begin, stop)
            for kind in KINDS:
                if kind in best and _OUTDONE.get(kind) not in best:
                    yield kind, passage.start + place[0], passage.start + place[1], best[kind]


def _candidates(index: _Index, held: Iterable[str], words: Sequence[str]) -> list[tuple[Rule, Part]]:
    """The patterns that can match a sentence of these words, of which it holds the keys `held`."""
    bits = index.bits
    mask = _ANY
    for word in words:
        if word in bits:
            mask |= bits[word]
    return [
        (rule, part)
        for key in held
        for rule, part, second, third, fourth in index.parts[key]
        if mask & second and mask & third and mask & fourth
    ]


def _in_place(place: Place, reply: bool, opening: bool) -> bool:
    """Whether a sentence stands where a rule may fire: `opening` says that it is the opening one of a reply."""
    return reply if place == "reply" else not opening
