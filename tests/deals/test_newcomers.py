"""Who is new in a post on the buyer's side, over whose desk does it go now, and who only signs after?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case, fired
from tests.pace import grows

from regard.deals.mentions import as_of_now, mentions

POSTS = [
    ("Olga Brandt joined us in May as Head of Purchasing.", "Olga Brandt", "Head of Purchasing"),
    ("We have appointed Paul Ruiz as Supply Chain Director.", "Paul Ruiz", "Supply Chain Director"),
    ("Our new CFO is Karen Holm.", "Karen Holm", "CFO"),
    ("Since Monday Jens Aas is our new Plant Manager.", "Jens Aas", "Plant Manager"),
    ("Maria Celik has taken over as Commercial Director.", "Maria Celik", "Commercial Director"),
    ("Our new Purchasing Manager, Tim Rolfe, would like to meet you.", "Tim Rolfe", "Purchasing Manager"),
    ("Seit dem 1. März ist Petra Lang unsere neue Einkaufsleiterin.", "Petra Lang", "Einkaufsleiterin"),
    ("Jonas Beck hat im Mai als Leiter Logistik bei uns angefangen.", "Jonas Beck", "Leiter Logistik"),
    ("Claire Morel nous a rejoints comme directrice des achats.", "Claire Morel", "directrice des achats"),
    ("Notre nouveau directeur financier est Luc Perrin.", "Luc Perrin", "directeur financier"),
    ("Ana Gil se ha incorporado como directora de compras.", "Ana Gil", "directora de compras"),
    ("Nuestro nuevo director financiero es Pablo Soto.", "Pablo Soto", "director financiero"),
    # not read while the forms were written
    ("Sofia Brink came in as Chief Procurement Officer on the first of April.", "Sofia Brink", "Chief Procurement Officer"),
    ("The board has named Rolf Aune Managing Director.", "Rolf Aune", "Managing Director"),
    ("Helen Marsh has been promoted to Finance Director.", "Helen Marsh", "Finance Director"),
    ("They hired Yusuf Kaya in June as Category Manager.", "Yusuf Kaya", "Category Manager"),
    ("Unser neuer Geschäftsführer ist Bernd Hahn.", "Bernd Hahn", "Geschäftsführer"),
    ("Julie Blanc a été nommée directrice générale.", "Julie Blanc", "directrice générale"),
    ("Carlos Vega empezó en abril como jefe de compras.", "Carlos Vega", "jefe de compras"),
]
NO_POST = [
    "The project started in May as a pilot.",
    "Olga joined the call as agreed.",
    "I joined as a trainee in 2010.",
    "Karen Holm joined us for lunch.",
    "Your new Sales Director, Bob Hart, was here.",
    "Acme Ltd joined as a partner.",
    "We started on Monday as planned.",
    "The new line starts in June as the manager said.",
    # not read while the forms were written
    "The rollout began as our manager expected.",
    "Your new account manager is Bob Hart.",
    "Karen Holm came in as we left.",
    "We have hired a crane as the site manager asked.",
]
SAYS = [
    ("Everything above 20,000 now goes across Karen Holm's desk.", "Karen Holm"),
    ("Olga Brandt joined us in May as Head of Purchasing. All orders over 10k cross her desk now.", "Olga Brandt"),
    ("Karen Holm started as our CFO. Anything over 50k needs her signature.", "Karen Holm"),
    ("Tim Rolfe has joined as Finance Director, and he signs off everything above 5,000 euros.", "Tim Rolfe"),
    ("Nothing above 20k leaves the house without Tim Rolfe.", "Tim Rolfe"),
    ("Petra Lang ist unsere neue Einkaufsleiterin. Ab 10.000 Euro geht alles über ihren Tisch.", "Petra Lang"),
    (
        "Claire Morel nous a rejoints comme directrice des achats. Tout ce qui dépasse 5 000 euros passe par elle.",
        "Claire Morel",
    ),
    ("It will be me and Arne Dahl, our CFO; he signs.", "Arne Dahl"),
    # not read while the forms were written
    ("Sofia Brink is our new Purchasing Director. Contracts above 100k have to go through her.", "Sofia Brink"),
    ("Any spend beyond 5,000 pounds runs past Helen Marsh.", "Helen Marsh"),
    ("Rolf Aune has taken over as Managing Director. He decides on all suppliers.", "Rolf Aune"),
    ("Ana Gil es nuestra nueva directora de compras. Todo lo que supere 5.000 euros pasa por ella.", "Ana Gil"),
]
NO_SAY = [
    "The parcel landed on her desk.",
    "She signs for the parcels.",
    "Everything goes across the road.",
    "Karen Holm left the keys on his desk.",
    # not read while the forms were written
    "Orders for Karen Holm go by courier.",
    "He signs in at the gate.",
]
YIELDS = [
    "Peter Hale only countersigns.",
    "Karen Holm no longer decides on suppliers.",
    "Petra Lang zeichnet nur noch gegen.",
    # not read while the forms were written
    "Rolf Aune just rubber-stamps it now.",
    "Luc Perrin ne décide plus.",
    "Pablo Soto ya no firma.",
]


@pytest.mark.parametrize(("words", "name", "title"), POSTS)
def test_a_new_post_is_named_with_its_title(words: str, name: str, title: str) -> None:
    """Whoever started, joined or was appointed as something stands there with it."""
    assert [(m.name, m.title) for m in mentions(touch(1, "lena", "SAM", words))] == [(name, title)]


@pytest.mark.parametrize("words", NO_POST)
def test_what_is_nobodys_post(words: str) -> None:
    """Things that start as something, whoever joins a call or a lunch, and our own new people have no post there."""
    assert [m for m in mentions(touch(1, "lena", "SAM", words)) if m.name] == []


@pytest.mark.parametrize(("words", "name"), SAYS)
def test_over_whose_desk_it_goes(words: str, name: str) -> None:
    """A limit above which it goes to somebody says that they decide; "her desk" is of the one who was just named."""
    assert {m.name for m in mentions(touch(1, "lena", "SAM", words)) if m.defers} == {name}


@pytest.mark.parametrize("words", NO_SAY)
def test_a_desk_on_which_things_lie_decides_nothing(words: str) -> None:
    """Parcels, keys and couriers are nobody's say."""
    said = "Olga Brandt joined us as Head of Purchasing. We met in Oslo. " + words
    assert not any(m.defers for m in mentions(touch(1, "lena", "SAM", said)))


@pytest.mark.parametrize("words", YIELDS)
def test_who_only_signs_after_decides_no_more(words: str) -> None:
    """What was said of their say before counts no more; what is said after it does."""
    name = " ".join(words.split()[:2])
    before, since = (mentions(touch(n, "lena", "SAM", f"{name} has the last word.")) for n in (1, 9))
    taken = mentions(touch(5, "lena", "SAM", words))
    assert [m.defers for m in as_of_now([*before, *taken])] == [False, False]
    assert [m.defers for m in as_of_now([*before, *taken, *since])] == [False, False, True]


def test_the_newcomer_is_to_be_met_and_not_who_countersigns() -> None:
    """The risk names the one over whose desk it goes, quoted; who only countersigns has no part that decides."""
    first = touch(20, "lena", "SAM", "It will be me and Arne Dahl, our CFO; he signs.")
    later = touch(
        50,
        "lena",
        "SAM",
        "Sofia Brink joined us as Purchasing Director. All above 50k crosses her desk, Arne only countersigns.",
    )
    one = case([*ALONE, first])
    found = fired(one, "no_weight_met")
    assert found is not None
    assert found.clears == "Meet Arne Dahl."
    said = as_of_now(m for t in (first, later) for m in mentions(t))
    assert {m.name for m in said if m.defers} == {"Sofia Brink"}
    assert [m.name for m in said if m.yields] == ["Arne"]
    assert replace(said[0], defers=False) == said[0]


def test_long_words_are_read_in_time() -> None:
    """Of words that nearly fit, more cost in proportion."""
    base = "Everything above Olga Brandt started as our new Head "
    grows(
        7,
        lambda: mentions(touch(1, "lena", "SAM", base * 18 + ".")),
        lambda: mentions(touch(1, "lena", "SAM", (base * 18 + ".\n\n") * 5)),
    )
