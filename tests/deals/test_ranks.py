"""How high titles stand, and that somebody else's title makes nobody high."""

import time

import pytest

from regard.deals.ranks import level, own_title, superiors_title
from regard.deals.roles import from_title


@pytest.mark.parametrize(
    ("title", "theirs"),
    [
        ("EA to the CEO", "CEO"), ("PA to the Managing Director", "Managing Director"),
        ("Executive Assistant to our Group CFO", "Group CFO"),
        ("Assistant to MD", "MD"), ("PA to the Chairman and CEO", "Chairman and CEO"), ("PA to the CEO and the CFO", ""),
        ("EA to the CEO | Harrow Mills", "CEO"), ("PA to the Site Manager", ""),
        ("Assistenz der Geschäftsführung", "Geschäftsführung"), ("Assistentin des Vorstands", "Vorstand"),
        ("Sekretariat der Geschäftsleitung", "Geschäftsleitung"), ("Referentin Geschäftsführung", "Geschäftsführung"),
        ("Assistante du Directeur Général", "Directeur Général"), ("Secrétaire du PDG", "PDG"),
        ("Secretaria del Director General", "Director General"), ("Assistente dell'Amministratore Delegato", "Amministratore Delegato"),
        ("Chief of Staff to the CEO", "CEO"), ("Office Manager, Office of the President", "President"),
    ],
)  # fmt: skip
def test_somebody_elses(title: str, theirs: str) -> None:
    """What stands after "to the", "der", "du" is the superior's: its bearer is no decider, and two superiors leave it open."""
    assert level(title) <= 0
    assert from_title(title) != "economic buyer"
    assert superiors_title(title) == theirs


@pytest.mark.parametrize(
    ("title", "high"),
    [
        ("Chief Executive", 3.0), ("Group Chief Executive", 3.0), ("Managing Director", 3.0), ("Geschäftsführung", 3.0), ("MD", 3.0),
        ("Vorsitzender der Geschäftsführung", 3.0), ("Sprecherin des Vorstands", 3.0), ("Mitglied des Vorstands", 3.0),
        ("Finanzvorstand", 3.0), ("Président du Directoire", 3.0), ("Directrice Générale", 3.0), ("Directeur général adjoint", 2.0),
        ("Order to Cash Director", 2.0), ("IT Director reporting to the CFO", 2.0), ("Director of Sales to the Public Sector", 2.0),
        ("Leiter der Logistik", 1.0), ("Head of the CEO Office", 1.0), ("Leiterin Büro der Geschäftsführung", 1.0),
        ("Founder, Advisor to the Board", 3.0), ("Chairman of the Board", 3.0), ("Secretary General", 3.0), ("Company Secretary", 0.0),
        ("HR Business Partner", 0.0), ("Partner", 2.0), ("Vorstandsassistentin", -0.5), ("Vorstandsreferent", 0.0),
        ("Managing Director's PA", -0.5), ("Chief Executive's Office", 0.0), ("Secretary to Marta Holm", -0.5), ("Assistent", -0.5),
    ],
)  # fmt: skip
def test_own(title: str, high: float) -> None:
    """A title of their own stands as high as it is, whatever it is chief, member or director of."""
    assert level(title) == high
    assert not superiors_title(title) or high < 2.0


@pytest.mark.parametrize("title", ["Head of Planning", "Procure-to-Pay Lead", "Directeur de la Production", ""])
def test_all_theirs(title: str) -> None:
    """Most titles are all their bearer's."""
    assert own_title(title) == title


@pytest.mark.parametrize(
    ("title", "role"),
    [("PA to the Finance Director", ""), ("Finance Assistant", ""), ("PA to the IT Director", ""), ("Legal Assistant", "legal"),
     ("Purchasing Assistant", "procurement"), ("Finance Manager", "economic buyer"), ("General Counsel to the President", "legal")],
)  # fmt: skip
def test_no_part_by_another(title: str, role: str) -> None:
    """Nobody holds a budget by their superior's title, nor as an assistant of whoever does."""
    assert from_title(title) == role


def test_a_page_in_the_field_of_a_title() -> None:
    """Of a field that holds a page the beginning tells the rank, and the rest costs nothing."""
    began = time.process_time()
    assert level("Managing Director " + "a" * 100_000) == 3.0
    assert level("a" * 100_000) == 0.0
    assert superiors_title("EA to the CEO, " + "a " * 100_000) == "CEO"
    assert level("a" * 400 + " CEO") == 0.0
    assert time.process_time() - began < 5
