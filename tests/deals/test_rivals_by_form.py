"""A competitor whom nobody listed is heard by the form of the sentence: who is compared, quoting, shortlisted, or holds the business now.

The sentences were written before the forms, by the same person; every other one was left unread until the forms were done.
"""

from __future__ import annotations

import pytest
from tests.deals.made import touch

from regard.deals.signs import framed

NAMES = frozenset(("anna", "ben", "lena", "marta", "martin", "peter", "priya"))
"""Whom the book knows."""
HEARD = (
    ("We also look at Vantis for the packaging line.", "Vantis"),
    ("Vantis is in the running too.", "Vantis"),
    ("At the moment we have Ossler and you on the shortlist.", "Ossler"),
    ("We have shortlisted Brannock and yourselves.", "Brannock"),
    ("Our incumbent is Delphine Systems, and they will be asked as well.", "Delphine Systems"),
    ("Today we run on Cargomatic, which works well enough.", "Cargomatic"),
    ("We have been with Hartwell for nine years.", "Hartwell"),
    ("How do you compare to Tessaro?", "Tessaro"),
    ("Compared with Kelvora your price is high.", "Kelvora"),
    ("Pumpwerk offers the same for 8 percent less.", "Pumpwerk"),
    ("We received an offer from Larkfield on Tuesday.", "Larkfield"),
    ("Vantis quoted us 41,000 for the same scope.", "Vantis"),
    ("There is a demo with Ossler next week.", "Ossler"),
    ("Brannock presented to the board yesterday.", "Brannock"),
    ("My boss prefers Delphine because they have a local office.", "Delphine"),
    ("The plant manager is in favour of Cargomatic.", "Cargomatic"),
    ("We are leaning towards Hartwell.", "Hartwell"),
    ("It is between you and Tessaro now.", "Tessaro"),
    ("Two remain: Kelvora and you.", "Kelvora"),
    ("Why should we choose you over Pumpwerk?", "Pumpwerk"),
    ("What do you do better than Larkfield?", "Larkfield"),
    ("Vantis told us they can deliver in three weeks.", "Vantis"),
    ("Ossler came in lower than you.", "Ossler"),
    ("We are piloting Brannock in the Leeds plant.", "Brannock"),
    ("Delphine has been invited to the tender as well.", "Delphine"),
    ("Cargomatic is cheaper, frankly.", "Cargomatic"),
    ("Could you match the terms we got from Hartwell?", "Hartwell"),
    ("We are talking to Tessaro as well.", "Tessaro"),
    ("Kelvora sent their proposal last night.", "Kelvora"),
    ("Another option for us would be Pumpwerk.", "Pumpwerk"),
    ("The alternative is Larkfield.", "Larkfield"),
    ("Our current supplier, Vantis, has raised its prices.", "Vantis"),
    ("We buy these from Ossler today.", "Ossler"),
    ("We are replacing Brannock this year.", "Brannock"),
    ("Our contract with Delphine ends in March.", "Delphine"),
    ("We considered Cargomatic but the service was poor.", "Cargomatic"),
    ("Wir sprechen auch mit Hartwell.", "Hartwell"),
    ("Bisher arbeiten wir mit der Firma Tessaro.", "Tessaro"),
    ("Uns liegt auch ein Angebot von Kelvora vor.", "Kelvora"),
    ("Im Vergleich zu Pumpwerk sind Sie teurer.", "Pumpwerk"),
    ("Nous regardons aussi Larkfield.", "Larkfield"),
    ("Nous avons reçu une offre de Vantis.", "Vantis"),
    ("También estamos mirando Ossler.", "Ossler"),
    ("Tenemos una oferta de Brannock.", "Brannock"),
)
MISSED = frozenset(("Vantis told us they can deliver in three weeks.",))
"""What no form hears yet."""
NONE = (
    "We also look at Berlin for the new office.",
    "I received an offer from Harvard for my daughter.",
    "We are talking to Legal as well.",
    "It is between you and Martin now.",
    "There is a demo with Priya next week.",
    "How does Tuesday compare to Thursday?",
    "Compared with March, volumes are down.",
    "Could you send the offer to Lena as well?",
    "We have been with the London office since May.",
    "We are leaning towards Option B.",
    "Marta told us that you can deliver in three weeks.",
    "The board meets on Monday.",
    "Two remain: the CFO and Purchasing.",
    "We run on Excel today.",
    "Our contract with you ends in March.",
    "The alternative is to wait until June.",
    "We are replacing Ben this year, he retires.",
    "Anna sent her proposal last night.",
    "Another option for us would be Wednesday.",
    "We received an offer from you on Tuesday.",
    "Compared with last year your price is high.",
    "There is a meeting with IT next week.",
    "Why should we choose Option A over Option B?",
    "We considered Friday but the room was taken.",
    "Wir sprechen auch mit dem Einkauf.",
    "Nous regardons aussi Paris pour le site.",
    "We have Peter and you on the invitation.",
    "Microsoft released an update yesterday.",
    "My boss prefers Tuesday.",
    "We buy these for Munich today.",
)
FALSE = frozenset(
    (
        "We also look at Berlin for the new office.",
        "I received an offer from Harvard for my daughter.",
        "Nous regardons aussi Paris pour le site.",
    )
)
"""What is heard as a firm and is none: towns look like firms."""


def heard(words: str) -> list[str]:
    """The firms that a sentence sets beside us beyond doubt."""
    return [name for name, sure in framed(touch(1, "lena", "SAM", words), NAMES) if sure]


@pytest.mark.parametrize(("words", "firm"), [one for one in HEARD if one[0] not in MISSED])
def test_a_rival_is_heard_by_the_form(words: str, firm: str) -> None:
    """The name alone, as written."""
    assert heard(words) == [firm]


@pytest.mark.parametrize("words", [words for words in NONE if words not in FALSE])
def test_what_names_no_rival(words: str) -> None:
    """People, departments, days, options and our own words are no firm beside us."""
    assert heard(words) == []


def test_ours_name_none() -> None:
    """What one of ours writes of a competitor is no word of the buyer's."""
    assert framed(touch(1, "SAM", "lena", "We also look at Vantis for the line."), NAMES) == []
