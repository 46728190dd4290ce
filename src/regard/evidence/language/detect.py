"""What do a message's own words do?

One pass: lower-case the own words, cut them into sentences, look up which words of the rules a sentence holds, and try only the
patterns that can match it. A cue is the sentence that does it, so that it can be quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from regard.evidence.language.chases import PRESSES, presses
from regard.evidence.language.check_ins import asks_for_touch
from regard.evidence.language.closing import LONGEST_CLOSING, closes
from regard.evidence.language.noting import NOTED, only_notes
from regard.evidence.language.occasions import is_sociable, tells_business
from regard.evidence.language.resting import RESTS, asks_something, rests
from regard.evidence.language.rules import EXPERIMENTAL, KINDS, TOLD, Part, Place, Rule, is_word, rules
from regard.evidence.language.sentences import cuts, pieces, plain, trimmed
from regard.evidence.language.tongues import is_read, is_untold, pledging, tongue
from regard.model import Cue, Span
from regard.parse.stages import CUES, MANNERS, TONGUES, WAITING, Staged, alone

LONGEST_READ = 100_000
"""Own words are read up to this many characters; what lies beyond is a document pasted in, not something said."""

UNQUOTED = frozenset({"social_talk"})
"""Kinds of which only *that* they happened may be known: their cues carry no offsets."""

GREETING = 40
"""A greeting is shorter than this many characters."""

UNREAD = "unread"
"""The cue of words in a language that is not read (`tongues`): what else was found in them stands, what was not tells nothing.

It stands at their first sentence that ends in a question mark, which needs no reading; at (0, 0) where none does.
"""

PLEDGES = "promises_read"
"""The cue beside `UNREAD` of words in a language in which promises are read (`tongues.pledging`), and little else in full."""

UNTOLD = "untold"
"""The cue of words that are too few to tell their language: they take that of their thread or writer (`interactions.tongue`)."""

_OUTDONE = {"question": "request"}
"""A sentence that is the second is not also reported as the first: "Can you send it?" asks for an action."""

ASKING = frozenset(("question", "request", "asks_advice", "asks_next_step"))
"""Kinds whose writer waits for something of ours."""

_COURTESIES = frozenset({"social_talk", "unprompted_thanks"})
"""What a message may hold and still need no answer."""

_NO_MATTER = _COURTESIES | EXPERIMENTAL
"""What does not keep a message from being a closing one; kinds that no channel counts may not change what others do."""

_QUESTION_MARK = re.compile(r"[?？؟](?=[\s\"'»”’)\]?!？؟]|$)")
"""One that ends something: none in the middle of the address of a page."""

FOLLOWS = 160
"""Characters after an invitation in which business is looked for."""
_REPLY = re.compile(r"\s*(?:re|aw|sv|r[eé]p|antw|vs|rif)\s*(?:\[\d+\]|\(\d+\))?\s*:", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)"
    r"|hallo|guten (?:tag|morgen)|liebe[rs]?|sehr geehrte[rs]?|bonjour|ch[eè]re?)\b"
)
SPLIT = str.maketrans(dict.fromkeys('\n\t\r,.;:!?()[]{}<>"/\\|*=+~_-–—…', " "))
"""Turns what stands between words into spaces."""


@dataclass(frozen=True, slots=True)
class Index:
    """Which patterns can match a sentence of these words, as numbers in which bit n stands for `parts[n]`, surest rules first.

    `first` says of each key which patterns it lets through their first gate, `further` of each word which it lets through their second
    and third, `open` which patterns have no first, second or third. What is let through by every gate is then a few `|` and `&`,
    whatever the number of patterns.
    """

    parts: tuple[tuple[Rule, Part], ...]
    keys: frozenset[str]
    signs: tuple[str, ...]
    first: dict[str, int]
    known: frozenset[str]
    further: dict[str, tuple[int, int]]
    open: tuple[int, int, int]

    def candidates(self, held: Iterable[str], words: Sequence[str]) -> list[tuple[Rule, Part]]:
        """The patterns that a sentence of `words`, of which it holds the keys `held`, can match."""
        passed = self.open[0]
        for key in held:
            passed |= self.first[key]
        _, second, third = self.open
        lets = self.further
        for word in self.known.intersection(words):
            through = lets[word]
            second |= through[0]
            third |= through[1]
        passed &= second & third
        found = []
        while passed:
            bit = passed & -passed
            found.append(self.parts[bit.bit_length() - 1])
            passed ^= bit
        return found


@lru_cache(maxsize=1)
def _index() -> Index:
    """Of the languages that are tried on all words."""
    return indexed(rule for rule in rules() if rule.kind != "closing" and rule.language not in TOLD)


@lru_cache(maxsize=len(TOLD))
def _index_of(language: str) -> Index:
    """Of one that is tried on its own words alone."""
    return indexed(rule for rule in rules() if rule.language == language)


def indexed(chosen: Iterable[Rule]) -> Index:
    """The patterns of these rules, ready to be looked up."""
    parts = tuple((rule, part) for rule in sorted(chosen, key=lambda rule: -rule.q) for part in rule.parts)
    lets: tuple[dict[str, int], ...] = ({}, {}, {})
    unasked = [0, 0, 0]
    for n, (_, part) in enumerate(parts):
        for k in range(3):
            gate = [words for words in (part.keys, *part.gates)[k : k + 1] if words]
            unasked[k] |= 0 if gate else 1 << n
            for word in gate[0] if gate else ():
                lets[k][word] = lets[k].get(word, 0) | 1 << n
    first, second, third = lets
    further = {word: (second.get(word, 0), third.get(word, 0)) for word in {*second, *third}}
    signs = tuple(key for key in first if not is_word(key))
    return Index(
        parts,
        frozenset(first).difference(signs),
        signs,
        first,
        frozenset(further),
        further,
        (unasked[0], unasked[1], unasked[2]),
    )


def cues(text: str, spans: Sequence[Span], *, subject: str = "", is_reply: bool = False) -> tuple[Cue, ...]:
    """What the author's own words do: at most one cue a kind and sentence, in the order of the text.

    Only spans of zone "own" are read. A cue's offsets are those of its sentence in `text` (0, 0 for kinds that may not be quoted,
    such as social talk); its `q` is the estimated precision of the surest rule that found it. `subject` tells a reply from its "Re:"
    where `is_reply` could not.
    """
    return alone(hearing(text, spans, subject=subject, is_reply=is_reply))


def hearing(text: str, spans: Sequence[Span], *, subject: str = "", is_reply: bool = False) -> Staged[tuple[Cue, ...]]:
    """As `cues`, by stages."""
    yield CUES
    reply = is_reply or _REPLY.match(subject) is not None
    own = [_Passage(text, span.start, min(span.end, span.start + LONGEST_READ)) for span in spans if span.zone == "own"]
    found: dict[Cue, None] = {}
    for number, passage in enumerate(own):
        for read_as, begin, stop, q in _read(passage, reply, opening=number == 0):
            kind = _sociable(passage, read_as, begin, stop)
            found[Cue(kind, 0, 0, q) if kind in UNQUOTED else Cue(kind, begin, stop, q)] = None
    yield MANNERS
    if any(cue.kind == "declines" for cue in found):  # thanks that soften a no are courtesy
        found = {cue: None for cue in found if cue.kind != "unprompted_thanks"}
    closing = None
    if sum(len(passage.low) for passage in own) <= LONGEST_CLOSING and all(cue.kind in _NO_MATTER for cue in found):
        closing = closes(text, [place for passage in own for place in passage.pieces()])
        if closing is not None:
            found[closing] = None
    if touch := asks_for_touch(_asking(text, own, found)):
        found[Cue(touch, 0, 0)] = None
    if own and only_notes(" ".join(passage.written for passage in own)):
        found[Cue(NOTED, own[0].start, own[-1].start + len(own[-1].written))] = None
    yield WAITING
    for passage in own:
        if (place := presses(passage.written)) is not None:
            found[Cue(PRESSES, passage.start + place[0], passage.start + place[1])] = None
        if (place := rests(passage.written)) is not None and not _waits(found, own):
            found[Cue(RESTS, passage.start + place[0], passage.start + place[1])] = None
    yield TONGUES
    if closing is None and not is_read(words := " ".join(passage.written for passage in own)):
        found[Cue(UNREAD, *_asks(text, own))] = None
        if (language := tongue(words)) in TOLD:
            for number, passage in enumerate(own):
                for kind, begin, stop, q in _read(passage, reply, opening=number == 0, index=_index_of(language)):
                    found[Cue(kind, begin, stop, q)] = None
        if language in pledging():
            found[Cue(PLEDGES, 0, 0)] = None
    elif closing is None and is_untold(" ".join(passage.written for passage in own)):
        found[Cue(UNTOLD, *_asks(text, own))] = None
    return tuple(found)


def _sociable(passage: _Passage, kind: str, begin: int, stop: int) -> str:
    """The kind of a sentence: asking for a next step is social talk where it asks to lunch, and nothing says what for."""
    if kind != "asks_next_step":
        return kind
    low, high = begin - passage.start, stop - passage.start
    if not is_sociable(passage.written[low:high]):
        return kind
    return kind if tells_business(passage.written[high : high + FOLLOWS]) else "social_talk"


def _asking(text: str, own: Iterable[_Passage], found: Iterable[Cue]) -> list[str]:
    """The sentences of a mail that ask: those with a cue that does, and those that end in a question mark."""
    places = {(cue.start, cue.end) for cue in found if cue.kind in ASKING}
    for passage in own:
        if "?" in passage.written:
            places.update(place for place in passage.pieces() if _QUESTION_MARK.search(text[place[0] : place[1]]))
    return [text[start:end] for start, end in sorted(places)]


def _waits(found: Iterable[Cue], own: Iterable[_Passage]) -> bool:
    """Whether a mail asks for something anywhere in its author's own words."""
    return any(cue.kind in ASKING for cue in found) or any(asks_something(passage.written) for passage in own)


def _asks(text: str, own: Iterable[_Passage]) -> tuple[int, int]:
    """The first sentence with a question mark, as (start, end); (0, 0) where there is none."""
    pieces = (place for passage in own if _QUESTION_MARK.search(passage.written) for place in passage.pieces())
    return next(((start, end) for start, end in pieces if _QUESTION_MARK.search(text[start:end])), (0, 0))


def located(text: str, start: int, end: int, *, is_reply: bool = False) -> list[tuple[str, int, int, float]]:
    """All that `text[start:end]` does as (kind, start, end, q), with offsets also for the kinds that `cues` leaves unquoted."""
    return list(_read(_Passage(text, start, end), is_reply, opening=True))


def doing(text: str, span: Span, index: Index, kinds: Sequence[str]) -> Iterator[tuple[str, int, int, float]]:
    """What a span does by the rules of another `index` than that of cues, as (kind, start, end, q) in the order of the text."""
    return _read(
        _Passage(text, span.start, min(span.end, span.start + LONGEST_READ)), False, opening=True, index=index, kinds=kinds
    )


def named(text: str, cue: Cue) -> tuple[tuple[int, int], ...]:
    """Whom a cue speaks of, as (start, end) in `text`: the unmet person or role of `defers`, the supplier of `names_competitor`.

    Found again in the sentence, for a cue keeps its sentence alone; () for kinds that name nobody, and where the sentence is gone.
    """
    sentence = text[cue.start : cue.end]
    pieces = list(re.finditer(r"\S+", sentence))
    written = " ".join(piece[0] for piece in pieces)
    low = plain(written)
    begins = [0, *accumulate(len(piece[0]) + 1 for piece in pieces)]  # where each word begins in `written`
    found: set[tuple[int, int]] = set()
    for rule, part in _index().parts:
        if rule.kind == cue.kind and rule.named is not None and (match := rule.names(part, low, written)) is not None:
            who = match[0].rstrip(" .,;:!?")
            who = who[:-2] if who.endswith(("'s", "’s")) else who
            spot = [cue.start + _back(at, begins, pieces) for at in (match.start(), match.start() + len(who) - 1)]
            found.add((spot[0], spot[1] + 1))
    return tuple(sorted(found))


def _back(at: int, begins: Sequence[int], pieces: Sequence[re.Match[str]]) -> int:
    """A place in words joined by single spaces, as a place in the text they came from."""
    word = bisect_right(begins, at) - 1
    return pieces[word].start() + at - begins[word]


class _Passage:
    """A stretch of own words: where it starts in the text, its plain form, and where its sentences end, counted from `start`."""

    __slots__ = ("bounds", "low", "start", "written")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.written = text[start:end]
        self.low = plain(self.written)
        self.bounds = cuts(self.low)

    def pieces(self) -> list[tuple[int, int]]:
        """Its sentences as (start, end) offsets into the text, trimmed, none empty."""
        return [(self.start + begin, self.start + stop) for begin, stop in pieces(self.written, self.bounds)]

    def opening(self) -> int:
        """The end of the sentence that opens it, after a greeting; 0 where nothing does."""
        for begin, stop in pairwise(self.bounds):
            sentence = self.low[begin:stop].strip()
            greets = len(sentence) < GREETING and (sentence.endswith((",", "-", "!")) or _GREETING.match(sentence) is not None)
            if sentence and not greets:
                return stop
        return 0


def _read(
    passage: _Passage, reply: bool, opening: bool, index: Index | None = None, kinds: Sequence[str] = KINDS
) -> Iterator[tuple[str, int, int, float]]:
    """Sentence by sentence, what they do, as (kind, start, end, q)."""
    index, low = index or _index(), passage.low
    keys = index.keys
    signs = [sign for sign in index.signs if sign in low]
    flat = low.translate(SPLIT)
    opened: int | None = None
    stop = 0
    for begin, stop in pairwise(passage.bounds):
        words = flat[begin:stop].split()
        held = keys.intersection(words)
        if signs:
            held = held.union(sign for sign in signs if low.find(sign, begin, stop) >= 0)
        if not held and not index.open[0]:
            continue
        candidates = index.candidates(held, words)
        if not candidates:
            continue
        sentence = " ".join(low[begin:stop].split())
        best: dict[str, float] = {}
        for rule, part in candidates:
            match = part.pattern.search(sentence)
            if match is None or rule.q <= best.get(rule.kind, 0.0):
                continue
            if rule.named is not None:
                told = rule.names(part, sentence, " ".join(passage.written[begin:stop].split())) is not None
            else:
                told = not rule.vetoed(sentence, match.start())
            if told:
                if rule.place != "anywhere":
                    opened = (passage.opening() if opening and reply else 0) if opened is None else opened
                    if not _in_place(rule.place, reply, stop <= opened):
                        continue
                best[rule.kind] = rule.q
        if best:
            place = trimmed(low, begin, stop)
            for kind in kinds:
                if kind in best and _OUTDONE.get(kind) not in best:
                    yield kind, passage.start + place[0], passage.start + place[1], best[kind]


def _in_place(place: Place, reply: bool, opening: bool) -> bool:
    """Whether a sentence stands where a rule may fire: `opening` says that it is the opening one of a reply."""
    return reply if place == "reply" else not opening
