import pytest
from tests.deals.made import touch

from regard.deals.mentions import mentions
from regard.deals.succession import successor


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("I am leaving Brantwood in May. Nils Berg will take over logistics from me.", "Nils Berg"),
        ("I retire in June; my successor is Nils Berg.", "Nils Berg"),
        ("I have accepted a job elsewhere. Please deal with Stina Ek from then on.", "Stina Ek"),
        ("From May, Nils Berg will be your new contact.", "Nils Berg"),
        ("I am handing over my accounts to Nils Berg.", "Nils Berg"),
        ("I am leaving Brantwood in May. Nobody knows yet who follows.", ""),
        ("Somebody will take over from me.", ""),
    ],
)
def test_who_takes_over_is_named(words: str, name: str) -> None:
    """The one whom a farewell names, and nobody where it names nobody."""
    assert successor(words) == name


def test_a_place_left_is_none_to_fill() -> None:
    """Somebody who is said to have resigned is not somebody to meet; their director who signs is."""
    assert mentions(touch(1, "lena", "SAM", "Our logistics director, Karin Moll, has resigned.")) == []
    assert [m.name for m in mentions(touch(1, "lena", "SAM", "Our logistics director, Karin Moll, has to sign it."))] == [
        "Karin Moll"
    ]
