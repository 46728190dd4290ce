"""Whose second address an answer may come from: by name and letters, never a desk's, a colleague's or a stranger's."""

from __future__ import annotations

import pytest

from regard.identity.second_address import Bearer, may_be_second


def who(name: str, *addresses: str) -> Bearer:
    """Somebody shown with a name."""
    return Bearer(frozenset({name}), frozenset(addresses))


INES = who("Inés Zorquillán", "ines.zorquillan@textilnorte.example")
CASES = [
    ("a free mail address that spells the name", INES, who("IA", "ines.zorquillan@gmail.com"), True),
    ("with figures behind it", INES, who("", "zorquillan.ines74@outlook.com"), True),
    ("an initial and the surname, elsewhere", INES, who("", "izorquillan@yahoo.es"), True),
    ("the same name at any address", INES, who("Ines Zorquillan", "tornado7.zorquest@gmx.de"), True),
    ("surname first", INES, who("Zorquillán, Inés", "x9.zorquest@gmx.de"), True),
    (
        "somebody shown with no name, whose address spells it",
        who("", "ole.brekkvist@fisk.example"),
        who("OB", "ole.brekkvist@gmail.com"),
        True,
    ),
    (
        "their private address knows the firm's",
        who("Wiebke Adenquell", "adenquell@werft.example"),
        who("Wiebke", "wiebke.adenquell@web.de"),
        True,
    ),
    ("an initial within the house is a cousin's", INES, who("", "i.zorquillan@textilnorte.example"), False),
    ("another given name", INES, who("Julio Zorquillán", "julio.zorquillan@gmail.com"), False),
    ("an initial that another name explains", INES, who("Ignacio Zorquillán", "izorquillan@yahoo.es"), False),
    ("the surname alone", INES, who("", "zorquillan@gmail.com"), False),
    ("a desk", INES, who("Inés Zorquillán", "info@textilnorte.example"), False),
    ("a stranger", INES, who("Kerstin Wolf", "k.wolf.zorquest@gmx.de"), False),
    ("a middle name that differs", who("Jo P. Reed", "jo.reed@a.example"), who("Jo M. Reed", "jmreed@b.example"), False),
]


@pytest.mark.parametrize(("one", "other", "expected"), [pytest.param(a, b, e, id=name) for name, a, b, e in CASES])
def test_by_name_and_letters(one: Bearer, other: Bearer, expected: bool) -> None:
    """Wholly, or with an initial at another company."""
    assert may_be_second(one, other) is expected
