"""A draft in HTML as the words that a reader would see, each with its place in the markup.

Unlike `parse.html`, which shows stored mail, this keeps offsets: a remark must point into the draft as it was given. What stands in a
blockquote is somebody else's words and is left out. One pass by the same linear expression; no tree is built.
"""

from __future__ import annotations

import re
from html import unescape

from regard.parse.html import BLOCKS, BREAKS, TOKEN, looks_like_html

_OPENS = re.compile(
    r"\s*<(?:p|div|span|table|ul|ol|h[1-6]|b|i|strong|em|font|a|br|meta|style|!--|blockquote)(?:\b[^<>]*)?/?>?", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_QUOTES = re.compile(r"(?i)\bclass\s*=\s*[\"']?[^\"'>]*\b(?:gmail_quote|gmail_signature|moz-cite-prefix|moz-signature)\b")


def is_markup(text: str) -> bool:
    """Whether a draft is HTML: it begins as a page or with a tag and closes one."""
    return looks_like_html(text) or (_OPENS.match(text) is not None and "</" in text)


def words_of(markup: str) -> tuple[str, list[int]]:
    """The readable text, and for each of its characters (and its end) the offset in `markup` where it comes from."""
    page = _Page()
    position = 0
    for token in TOKEN.finditer(markup):
        page.words(markup, position, token.start())
        position = token.end()
        if name := token[3]:
            page.tag(name.lower(), closing=bool(token[2]), attributes=token[4] or "", at=token.start())
    page.words(markup, position, len(markup))
    return "".join(page.text), [*page.at, len(markup)]


class _Page:
    """The characters seen so far with their places, and how deep in quotes we are."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.at: list[int] = []
        self._quoted = 0
        self._left: str | None = None
        self._depth = 0

    def words(self, markup: str, start: int, end: int) -> None:
        if self._quoted or self._left or end <= start:
            return
        position = start
        for entity in _ENTITY.finditer(markup, start, end):
            self._plain(markup, position, entity.start())
            for character in unescape(entity[0]):
                self._put(" " if character == "\xa0" else character, entity.start())
            position = entity.end()
        self._plain(markup, position, end)

    def _plain(self, markup: str, start: int, end: int) -> None:
        piece = markup[start:end]
        self.text.extend(" " if c in "\r\n\t\xa0" else c for c in piece)
        self.at.extend(range(start, end))

    def _put(self, character: str, at: int) -> None:
        self.text.append(character)
        self.at.append(at)

    def tag(self, name: str, *, closing: bool, attributes: str, at: int) -> None:
        if name == "blockquote":
            self._quoted = max(self._quoted + (-1 if closing else 1), 0)
        elif self._left:
            self._depth += (-1 if closing else 1) if name == self._left else 0
            if self._depth == 0:
                self._left = None
        elif not closing and name in ("div", "pre") and _QUOTES.search(attributes):
            self._left, self._depth = name, 1
        if (name in BREAKS or name in BLOCKS) and not self._quoted:
            self._put("\n", at)
            if name == "p":
                self._put("\n", at)
