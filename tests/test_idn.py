"""A domain in other letters is one domain, however it is spelled."""

from __future__ import annotations

import pytest

from regard.idn import read_domain, shown_domain, wire_domain


@pytest.mark.parametrize(
    ("read", "wire"),
    [
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.Example", "xn--bcher-kva.example"),
        ("mail.bücher.example", "mail.xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
    ],
)
def test_a_domain_has_the_form_that_servers_write(read: str, wire: str) -> None:
    """Case, full stops of other scripts and letters beyond ASCII are brought to one form, which is its own."""
    assert wire_domain(read) == wire
    assert wire_domain(wire) == wire
    assert wire_domain(read_domain(wire)) == wire


@pytest.mark.parametrize(
    "domain", ["a\u200db.example", "xn--\u00fc.example", "-ü-.example", "ü" * 80 + ".example", "xn--zzzz999.example", "..ü", ""]
)
def test_what_is_no_domain_stays_as_it_is_written(domain: str) -> None:
    """No label raises, and what cannot be brought to a form is compared as it stands."""
    assert wire_domain(wire_domain(domain)) == wire_domain(domain)
    assert isinstance(read_domain(domain), str)


def test_letters_that_pass_for_latin_ones_are_shown_as_servers_write_them() -> None:
    """A name in Cyrillic under a Latin ending could pose as another company's; one under an ending of its own cannot."""
    posing = wire_domain("аррӏе.example")
    assert shown_domain(posing) == posing
    assert shown_domain("xn--bcher-kva.example") == "bücher.example"
    assert shown_domain(wire_domain("почта.рф")) == "почта.рф"
