"""A draft as the coach reads it: the writer's own words, cut into sentences, in a known language.

What is quoted below, signatures and disclaimers are not judged; markup is taken away. All offsets that leave this module point into
the draft as it was given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from regard.actions.markup import is_markup, words_of
from regard.actions.tongue import language
from regard.evidence.language.sentences import plain, sentences
from regard.model import Span
from regard.parse.zones import zones

LONGEST = 150_000
"""Characters of a draft that are read; what lies beyond is no mail."""

_SPLIT = str.maketrans(dict.fromkeys('\n\t\r,.;:!?()[]{}<>"/\\|*=+~_-–—…¿¡«»„“”', " "))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of own words: its place in what is read, its plain form with single spaces, its words."""

    start: int
    end: int
    low: str
    words: frozenset[str]


class Draft:
    """One draft. `text` is what was given, `read` what is read of it (the same, unless it is HTML)."""

    def __init__(self, text: str, names: Sequence[str] = ()) -> None:
        self.text = text
        self.read = text[:LONGEST]
        self._at: list[int] | None = None
        if is_markup(text):
            self.read, self._at = words_of(self.read)
        self._inked: dict[int, list[int]] = {}
        self.spans: tuple[Span, ...] = zones(self.read, names)

    @property
    def shortened(self) -> bool:
        """Whether the draft is longer than what is read of it."""
        return len(self.text) > LONGEST

    @cached_property
    def own(self) -> str:
        """The own words, one stretch after the other."""
        return "\n".join(self.read[s.start : s.end] for s in self.spans if s.zone == "own")

    @cached_property
    def quoted(self) -> str:
        """What is quoted, in plain lower case: what the other side may have raised."""
        return plain("\n".join(self.read[s.start : s.end] for s in self.spans if s.zone == "quoted"))

    @cached_property
    def language(self) -> str:
        """Two letters, or "" where it cannot be told."""
        return language(plain(self.own))

    @cached_property
    def words(self) -> int:
        """How many own words there are."""
        return len(self.own.split())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the own words, in order."""
        found = []
        for span in self.spans:
            if span.zone == "own":
                for start, end in sentences(self.read, span.start, span.end):
                    low = plain(self.read[start:end])
                    found.append(Sentence(start, end, " ".join(low.split()), frozenset(low.translate(_SPLIT).split())))
        return tuple(found)

    @cached_property
    def asks(self) -> tuple[tuple[int, int], ...]:
        """The sentences that ask the reader for an answer or an action, as places in what is read, in order."""
        from regard.evidence.language import cues

        found = {(cue.start, cue.end) for cue in cues(self.read, self.spans) if cue.kind in {"question", "request"}}
        return tuple(sorted(found))

    def place(self, sentence: Sentence, begin: int, stop: int) -> tuple[int, int]:
        """Where `sentence.low[begin:stop]` stands in what is read."""
        ahead = begin - sentence.low.count(" ", 0, begin)
        length = stop - begin - sentence.low.count(" ", begin, stop)
        inked = self._inked.get(sentence.start)
        if inked is None:
            inked = [i for i in range(sentence.start, sentence.end) if not self.read[i].isspace()]
            self._inked[sentence.start] = inked
        return inked[ahead], inked[ahead + length - 1] + 1

    def given(self, start: int, end: int) -> tuple[int, int]:
        """A place in what is read as a place in the draft as it was given."""
        if self._at is None:
            return start, end
        return self._at[start], max(self._at[end - 1] + 1, self._at[start]) if end > start else self._at[start]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset into the draft as given."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)


def line_starts(text: str) -> list[int]:
    """The offset at which each line of a text begins."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
