import pytest
from tests.deals.made import touch

from regard.deals.mentions import mentions


@pytest.mark.parametrize(
    ("text", "name", "title", "defers"),
    [
        ("I need to check with our CFO before we go on.", "", "CFO", True),
        ("Marta Holm, our finance director, wants to see it.", "Marta Holm", "finance director", False),
        ("In the end Marta Holm will decide.", "Marta Holm", "", True),
        ("It will be Marta Holm who signs.", "Marta Holm", "", True),
        ("My boss has to approve this.", "", "boss", True),
        ("Our managing director, Marta Holm, has the last word.", "Marta Holm", "managing director", True),
        ("It goes to legal next week.", "", "", False),
        ("This goes to our legal department.", "", "legal department", True),
        ("It ends on Marta Holm's desk.", "Marta Holm", "", True),
        ("We sent it to Commissioner Marta Holm.", "Marta Holm", "Commissioner", False),
        ("Judge Brandt has ordered a second round.", "Brandt", "Judge", True),
        ("This is more than Judge Brandt's ruling asks for.", "Brandt", "Judge", True),
        ("Pursuant to Director Holm's Written Order, it is late.", "Holm", "Director", False),
        ("Questions? Please contact Ida Falk at ida.falk@acme.example.", "Ida Falk", "", False),
        ("Please call Mr Falk at (415) 555-0100.", "", "", False),
        ("Dear Judge Brandt: here it is.", "", "", False),
        ("It is Marta Holm (head of group purchasing) who holds the purse.", "Marta Holm", "head of group purchasing", True),
        ("Nothing happens without Marta Holm.", "Marta Holm", "", True),
        ("In the end it all depends on our CFO.", "", "CFO", True),
        ("We shall do whatever Marta Holm says.", "Marta Holm", "", True),
        ("You would have to convince Marta Holm.", "Marta Holm", "", True),
        ("Das muss unser Geschäftsführer entscheiden.", "", "Geschäftsführer", True),
    ],
)
def test_named(text: str, name: str, title: str, defers: bool) -> None:
    """Who is named, by name or by rank, and whether they have the say."""
    found = mentions(touch(1, "lena", "SAM", text))
    told = [(m.name, m.title, m.defers) for m in found]
    assert told == ([(name, title, defers)] if name or title else [])


@pytest.mark.parametrize(
    "text", ["Thank you, we will look at it.", "But We will decide on Monday.", "The valve signs off after two beeps.", "ok"]
)
def test_nobody(text: str) -> None:
    """Sentences that name nobody."""
    assert mentions(touch(1, "lena", "SAM", text)) == []


def test_only_their_words() -> None:
    """Our own words name nobody: only what the buyer says counts."""
    assert mentions(touch(1, "SAM", "lena", "Our CFO will decide.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "You should speak with [erased]      , our head of logistics, about this.",
        "[erased] (our head of logistics) has to approve it.",
        "Our head of logistics, [erase], has to approve it.",
        "I must ask our head of logistics [erased]    first.",
    ],
)
def test_the_title_of_somebody_erased_names_nobody(text: str) -> None:
    """A title beside the name of somebody who was forgotten is theirs, and no seat to fill."""
    assert mentions(touch(1, "jo", "SAM", text)) == []
