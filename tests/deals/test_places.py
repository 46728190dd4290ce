from dataclasses import replace

import pytest
from tests.deals.made import role, touch
from tests.deals.test_risks import ALONE, case, fired, known

from regard.deals.committee import Face, committee, coverage, empty_seats
from regard.deals.mentions import Mention
from regard.deals.places import is_place


@pytest.mark.parametrize(
    ("name", "address", "place"),
    [
        ("Goods In", "goods-in@harrow.example", True),
        ("Goods In", "", True),
        ("Accounts Payable", "", True),
        ("Wareneingang", "we@harrow.example", True),
        ("Harrow Orders", "orders@harrow.example", True),
        ("", "info@harrow.example", True),
        ("Kim Ash", "ceo@harrow.example", False),
        ("Kim Ash", "kim.ash@harrow.example", False),
        ("Kim Stores", "kim.stores@harrow.example", False),
        ("Al", "sales@harrow.example", False),
        ("In Out", "", False),
        ("", "kim@harrow.example", False),
        ("", "", False),
    ],
)
def test_is_place(name: str, address: str, place: bool) -> None:
    """A name of nothing but places is one; an address of several is one unless its writer bears a name of their own."""
    assert is_place(name, address) == place


def test_nobody_meets_a_place() -> None:
    """A place on the mail is told in no risk as somebody to meet, holds no part that is missing, and is no seat where it is mentioned."""
    mails = [*ALONE, touch(30, "lena", "SAM goods omar")]
    plain = case(mails, standing={"lena": {"trust": known(75)}})
    members = [replace(m, place=m.person == "goods") for m in plain.members]
    found = fired(replace(plain, members=members), "comfortable")
    assert found is not None
    assert found.says == "It is easy with Lena, and we have not met Omar."
    (desk,) = committee((role("crm", "Economic Buyer", "Accounts Payable"),), [], {}, {})
    assert (desk.place, coverage(("economic buyer",), [desk]).held) == (True, ())
    (goods,) = committee((), [touch(1, "goods", "SAM")], {"goods": Face("Goods In", "", "", {}, place=True)}, {})
    assert goods.place
    said = [Mention("m", 1, "lena", 0, 9, "q", name, "", defers=True) for name in ("Goods In", "Marta Holm")]
    assert [s.name for s in empty_seats(said, [], {}, [])] == ["Marta Holm"]
