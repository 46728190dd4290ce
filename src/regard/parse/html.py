"""HTML mail as text: what a reader would see, line by line, quotes marked with "> "; scripts and styles never.

One pass over tags by a linear expression; no tree is built, so broken and hostile markup costs no more than good markup.
"""

from __future__ import annotations

import re
from html import unescape

LONGEST = 4 << 20
"""Characters of markup read; mail beyond that is machine-made."""

DEEPEST = 8
"""Levels of quoting shown."""

TOKEN = re.compile(
    r"""(?isx)
      <!--.*?(?:-->|\Z)
    | <(script|style|title|template|svg|math|object)\b.*?(?:</\1\s*>|\Z)
    | <[!?][^>]*+>?
    | <(/?)([a-z][a-z0-9:]*)((?:"[^"]*"|'[^']*'|[^'">])*+)(?:>|\Z|["'][^>]*+>?)
    """
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
BREAKS = {"br"}
BLOCKS = {
    "p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "section", "article",
    "header", "footer", "address", "blockquote", "body", "html", "form", "center", "dl", "dt", "dd", "fieldset", "tbody", "thead",
}  # fmt: skip
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}
_EMPTY_LINES = re.compile(r"\n(?:[> ]*\n){3,}")


def looks_like_html(text: str) -> bool:
    """Whether text that says it is plain is markup all the same."""
    start = text[:300].lstrip().lower()
    return start.startswith(("<html", "<!doctype html", "<head", "<body")) or (start.startswith("<") and "<br" in start)


def html_to_text(markup: str) -> str:
    """The readable text of HTML: entities decoded, links as their words, cells apart, blockquotes behind "> "."""
    page = _Page()
    position = 0
    markup = markup[:LONGEST]
    for token in TOKEN.finditer(markup):
        if token.start() > position:
            page.words(markup[position : token.start()])
        position = token.end()
        if name := token[3]:
            page.tag(name.lower(), closing=bool(token[2]), attributes=token[4] or "")
    page.words(markup[position:])
    return page.text()


class _Page:
    """The lines seen so far, the line being written, how deep it is quoted."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._pre = 0
        self._blank = True

    def words(self, raw: str) -> None:
        text = unescape(raw) if "&" in raw else raw
        if self._pre:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line()
                self._line.append(line)
            return
        text = _SPACE.sub(" ", text)
        if text == " " and not self._line:
            return
        self._line.append(text)

    def tag(self, name: str, *, closing: bool, attributes: str) -> None:
        if name in BREAKS:
            self._end_line()
        elif name in BLOCKS:
            self._block(name, closing=closing)
        elif name in ("td", "th") and not closing and self._line:
            self._line.append("  ")
        elif name == "img" and not closing and (alt := re.search(r"(?i)\balt\s*=\s*\"([^\"]{1,80})\"", attributes)):
            self.words(f" {alt[1]} ")

    def _block(self, name: str, *, closing: bool) -> None:
        if self._line:
            self._end_line()
        if name in _PARAGRAPHS and not self._blank:
            self._end_line()
        if name == "blockquote":
            self._depth = max(self._depth + (-1 if closing else 1), 0)
        elif name == "pre":
            self._pre = max(self._pre + (-1 if closing else 1), 0)
        elif name == "li" and not closing:
            self._line.append("- ")
        elif name == "hr" and not closing:
            self._line.append("________________________________")
            self._end_line()

    def _end_line(self) -> None:
        line = "".join(self._line).rstrip() if self._pre else "".join(self._line).strip()
        self._line.clear()
        self._blank = not line
        self._lines.append("> " * min(self._depth, DEEPEST) + line if self._depth else line)

    def text(self) -> str:
        self._end_line()
        return _EMPTY_LINES.sub("\n\n\n", "\n".join(self._lines)).strip("\n") + "\n"
