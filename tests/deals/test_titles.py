"""What people are called: by what they sign, by what others of their side say; never more than one of them for one name."""

import pytest
from tests.deals.made import touch

from regard.deals.committee import Face
from regard.deals.mentions import mentions
from regard.deals.titles import signed_as, with_titles

FACES = {"lena": Face("Lena Ortiz", "", "", {}), "marta": Face("Marta Holm", "", "", {}), "ida": Face("Ida Holm", "", "", {})}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It works.\n\nLena Ortiz\nManaging Director of Harlow and Birch\n", "Managing Director of Harlow and Birch"),
        ("It works.\nLena M. Ortiz\nSecretary to Marta Holm\n", "Secretary to Marta Holm"),
        ("It is final.\n\n--Judge Ortiz\n", "Judge"),
        ("It works.\n\nLena\nManager\n", ""),
        ("Marta Holm\nManaging Director\n\nis who I mean. Lena", ""),
        ("It works.\n\nLena Ortiz\n", ""),
    ],
    ids=["two lines", "for another", "rank and name", "first name", "somebody else", "no title"],
)
def test_signed_as(text: str, title: str) -> None:
    """The line under one's own full name, or the rank before it, is a title; other people's names and first names alone are not."""
    assert signed_as(touch(1, "lena", "SAM", text), "Lena Ortiz") == title


def called(*texts: str, by: str = "lena") -> dict[str, str]:
    said = [m for n, text in enumerate(texts) for m in mentions(touch(n, by, "SAM marta", text))]
    return {p: f.title for p, f in with_titles(FACES, (), said).items() if f.title}


def test_called_by_others() -> None:
    """A rank that others give to one person alone is theirs, with the sentence; two people of one name leave it open."""
    assert called("Director Marta Holm wants to see it.") == {"marta": "Director"}
    assert called("Judge Marta Holm sent it.", "Director Marta Holm is in.", "Director Marta Holm knows.") == {
        "marta": "Director"
    }
    assert called("Director Holm wants to see it.") == {}
    assert called("Director Marta Holm wants to see it.", by="marta") == {}


def test_what_is_known_stays() -> None:
    """A title from a signature block or the CRM stands over what anybody says, and nothing is given to whoever objected."""
    said = mentions(touch(1, "lena", "SAM", "Director Marta Holm wants to see it."))
    for face in (Face("Marta Holm", "Buyer", "m1", {}), Face("Marta Holm", "", "", {}, objected=True)):
        assert with_titles({"marta": face}, (), said) == {"marta": face}
