"""Where do any of many words stand in a text? The one place that knows the library which looks for all of them in one pass."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation


class ManyWords:
    """Words ready to be looked for, letter by letter as written; they may overlap in a text. Making one takes about a millisecond."""

    def __init__(self, words: Iterable[str]) -> None:
        self._finder = AhoCorasick(list(words), implementation=Implementation.DFA)

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """(which word, where it begins, where it ends) for each place of each word, in the order in which they end."""
        try:
            return self._finder.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair; a sign of the same length stands for it
            return self._finder.find_matches_as_indexes(text.encode("utf-8", "replace").decode("utf-8"), overlapping=True)
