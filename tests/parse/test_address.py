"""Addresses and names come to one form, however a header writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pace import within

from regard.parse.address import address_list, display_name, normalise, shown_text


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ann@acme.example", "ann@acme.example"),
        ("Ann.Lee@ACME.Example", "ann.lee@acme.example"),
        ("<ann@acme.example>", "ann@acme.example"),
        ("'ann@acme.example'", "ann@acme.example"),
        ("'ann'@acme.example", "ann@acme.example"),
        ('"ann"@acme.example', "ann@acme.example"),
        ("mailto:ann@acme.example?subject=x", "ann@acme.example"),
        ("SMTP:ann@acme.example", "ann@acme.example"),
        (" ann @ acme.example ", "ann@acme.example"),
        ("ann@acme.example.", "ann@acme.example"),
        (".ann@acme.example", "ann@acme.example"),
        ("<.ann@acme.example>", "ann@acme.example"),
        ("ann.@acme.example", "ann@acme.example"),
        ("k..lee@acme.example", "k..lee@acme.example"),
        ("joerg@xn--bcher-kva.example", "joerg@xn--bcher-kva.example"),
        ("o'brien@acme.example", "o'brien@acme.example"),
        ("%20ann@acme.example", "ann@acme.example"),
        ("ann%40acme.example@", "ann@acme.example"),
        ("ann+tag@acme.example", "ann+tag@acme.example"),
        ("Ann Lee <ann@acme.example>", "ann@acme.example"),
        ("jörg@müller.example", "jörg@xn--mller-kva.example"),
        ("ann@acme.example\x00\u202e", "ann@acme.example"),
        ("IMCEASMTP-ann+40acme+2Eexample@gw.example", "ann@acme.example"),
        ("IMCEANOTES-+22Ann+20Lee+22+20+3Cann+40acme+2Eexample+3E+40GW@gw.example", "ann@acme.example"),
        ("IMCEANOTES-Ann+20Lee_HOU_ACME+40ACME@gw.example", "ann lee/hou/acme@acme"),
        ("IMCEAEX-_O=ACME_OU=NA_CN=RECIPIENTS_CN=ALEE@acme.example", "/o=acme/ou=na/cn=recipients/cn=alee"),
        ("/O=ACME/OU=NA/CN=RECIPIENTS/CN=ALEE", "/o=acme/ou=na/cn=recipients/cn=alee"),
        ("Ann Lee/HOU/ACME@ACME", "ann lee/hou/acme@acme"),
        ("Ann   Lee", "ann lee"),
        ("undisclosed-recipients:;", None),
        ("Undisclosed recipients", None),
        ("<>", None),
        ("", None),
        ("@", None),
        ("...", None),
        ("@acme.example", "acme.example"),
    ],
)
def test_normalise(written: str, address: str | None) -> None:
    """Quotes, brackets, schemes, wrappers and stray signs go; the address stays."""
    assert normalise(written) == address


@given(st.text(max_size=400))
def test_normalise_settles(written: str) -> None:
    """What was normalised is not changed by being normalised again, holds no upper case and can be stored."""
    once = normalise(written)
    if once is not None:
        assert normalise(once) == once
        assert once == once.lower()
        once.encode("utf-8")


@pytest.mark.parametrize(
    ("header", "pairs"),
    [
        ("a@x.example, b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("Ann Lee <a@x.example>", [("Ann Lee", "a@x.example")]),
        ('"Lee, Ann" <a@x.example>, b@x.example', [("Lee, Ann", "a@x.example"), ("", "b@x.example")]),
        ("Lee, Ann <a@x.example>, Poe, Ben <b@x.example>", [("Lee, Ann", "a@x.example"), ("Poe, Ben", "b@x.example")]),
        ("a@x.example (Ann Lee)", [("Ann Lee", "a@x.example")]),
        ("Team: a@x.example, b@x.example;, c@x.example", [("", "a@x.example"), ("", "b@x.example"), ("", "c@x.example")]),
        ('"Ann <a@x.example>', [("Ann", "a@x.example")]),
        ("a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("Ann Lee", [("", "Ann Lee")]),
        ("", []),
        (" , ,", []),
    ],
)
def test_address_list(header: str, pairs: list[tuple[str, str]]) -> None:
    """Names stay with their addresses, also where commas are not quoted."""
    assert list(address_list(header)) == pairs


def test_address_list_is_linear() -> None:
    """A header made to be slow is not."""
    headers = (
        '"' * 50_000,
        "<" * 50_000,
        "(" * 50_000,
        "a," * 50_000,
        "a <" * 50_000,
        "x(" * 50_000,
        "@(" * 50_000,
        '\\"' * 50_000,
    )
    within(5, lambda: [list(address_list(hostile)) for hostile in headers])


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Ann Lee", "Ann Lee"),
        ('"Lee, Ann"', "Lee, Ann"),
        ("'Ann Lee'", "Ann Lee"),
        ("Ann\x00 \u202eLee\r\n", "Ann Lee"),
        ("Ann Lee/HOU/ACME@ACME", "Ann Lee"),
        ("Ann Lee@ACME", "Ann Lee"),
        ("Lee, Ann </O=ACME/OU=NA/CN=ALEE>", "Lee, Ann"),
        ("Ann Lee [mailto:ann@acme.example]", "Ann Lee"),
        ("Ann Lee (E-mail)", "Ann Lee"),
        ("ann@acme.example", ""),
        ("'ann@acme.example'", ""),
        ("ann", ""),
        ("12345", ""),
        ("x" * 5000, "x" * 200),
    ],
)
def test_display_name(shown: str, name: str) -> None:
    """A name is what people would read; what only repeats the address is none."""
    assert display_name(shown, "ann@acme.example") == name


def test_shown_text_is_one_plain_line() -> None:
    """A subject reaches a terminal without escapes, line breaks or reversed text."""
    assert shown_text("a\x1b[31mb\r\n\tc\u202ed\u2028e") == "a[31mb cd e"
