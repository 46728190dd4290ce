"""How a page writes what it is given."""

from __future__ import annotations

import pytest

from regard.surfaces.web import words
from regard.surfaces.web.words import breaks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("jo.reed@acme.example", "jo.<wbr>reed@<wbr>acme.<wbr>example"),
        ("Jo Reed.", "Jo Reed."),
        ("<b>@&", "&lt;b&gt;@<wbr>&amp;"),
        ("a\u202e.b", "a⟨U+202E⟩.<wbr>b"),
        ("", ""),
    ],
)
def test_an_address_breaks_between_its_parts(text: str, written: str) -> None:
    """After the at, dots and underscores, never within a word; markup and hidden characters stay harmless."""
    assert str(breaks(text)) == written


def test_an_amount_is_written_one_way() -> None:
    """With its thousands apart and its currency, where the CRM names one; what is no number as it is."""
    assert [words.money("15100", "EUR"), words.money("43000.00", ""), words.money("about 5", "USD")] == [
        "15,100 EUR",
        "43,000",
        "about 5 USD",
    ]
