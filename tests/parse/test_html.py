"""HTML becomes the text a reader would see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pace import within

from regard.parse.html import html_to_text, looks_like_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Hello</p><p>you</p>", "Hello\n\nyou\n"),
        ("a<br>b<br/>c", "a\nb\nc\n"),
        ("<div>a</div><div>b</div>", "a\nb\n"),
        ("a &amp; b &lt;c&gt; &eacute;&nbsp;d &#8364;", "a & b <c> é d €\n"),
        ("<script>alert('x')</script>ok<style>p{}</style>", "ok\n"),
        ("<script>never closed", "\n"),
        ("<!-- hidden --><b>bold</b> <i>it</i>", "bold it\n"),
        ("Hi<blockquote>said<blockquote>before</blockquote></blockquote>so", "Hi\n> said\n> > before\nso\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\nc\n"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two\n"),
        ('<a href="https://x.example">our site</a>', "our site\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2\n"),
        ('<img alt="logo" src="x">text', "logo text\n"),
        ('<p title="a > b">x</p>', "x\n"),
        ("", "\n"),
    ],
)
def test_html_to_text(markup: str, text: str) -> None:
    """Blocks are lines, quotes are marked, scripts and styles are gone."""
    got = html_to_text(markup)
    assert "\n".join(line for line in got.split("\n") if line.strip(" >")) == "\n".join(
        line for line in text.split("\n") if line.strip()
    )
    assert "alert" not in got


@given(st.text(alphabet="<>/!-\"'= abpscript&;\n", max_size=400))
def test_any_markup(markup: str) -> None:
    """No markup makes it fail."""
    assert html_to_text(markup).endswith("\n")


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<script>", '<a "', "<blockquote>", "&amp", "<div>", "</div", "<a '\""])
def test_hostile_markup_is_linear(piece: str) -> None:
    """Markup made to be slow takes no more than markup of its size."""
    within(3, lambda: html_to_text(piece * (200_000 // len(piece))))


def test_looks_like_html() -> None:
    """Markup that says it is plain text is known; a line with a bracket is not."""
    assert looks_like_html("<html><body>x")
    assert looks_like_html("  <!DOCTYPE html>")
    assert not looks_like_html("<ann@acme.example> wrote:")
