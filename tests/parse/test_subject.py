"""The core of a subject is what it is about."""

from __future__ import annotations

import pytest

from regard.parse.subject import is_marked, subject_core


@pytest.mark.parametrize(
    "subject",
    [
        "Order 12",
        "Re: Order 12",
        "RE:Order  12 ",
        "re[2]: Order 12",
        "Re(3): Order 12",
        "Re^2: Order 12",
        "AW: WG: Order 12",
        "SV: VS: Order 12",
        "Rép : Order 12",
        "TR: Order 12",
        "R: I: Order 12",
        "Ref: Order 12",
        "Antw: Order 12",
        "RV: Order 12",
        "Fwd: Re: FW: Order 12",
        "回复: Order 12",
        "Ответ: Order 12",
        "[desk] Re: [desk] Order 12",
        "Re: [EXTERNAL] Order 12 (fwd)",
    ],
)
def test_core(subject: str) -> None:
    """Marks of replying, forwarding and lists go, in many languages and any number."""
    assert subject_core(subject) == "order 12"


@pytest.mark.parametrize(
    ("subject", "core"),
    [
        ("[quotes]", "[quotes]"),
        ("Re: [quotes]", "[quotes]"),
        ("Re:", ""),
        ("", ""),
        ("Review: plan", "review: plan"),
        ("Refund: plan", "refund: plan"),
        ("A: B", "a: b"),
        ("STRASSE Straße", "strasse strasse"),
    ],
)
def test_what_stays(subject: str, core: str) -> None:
    """Words that only begin like marks stay, and a subject never loses its only words."""
    assert subject_core(subject) == core


@pytest.mark.parametrize(
    ("subject", "marked"), [("Re: x", True), ("FW: x", True), ("[list] x", False), ("x", False), ("", False)]
)
def test_is_marked(subject: str, marked: bool) -> None:
    """A list tag alone does not make a subject an answer."""
    assert is_marked(subject) is marked
