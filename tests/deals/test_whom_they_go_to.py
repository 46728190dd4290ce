"""Whom an ultimatum says that they would go to: a firm, never a day, a department or another noun with a capital."""

import pytest
from tests.deals.test_risks import ALONE, case

from regard.deals.risks_going import rival


@pytest.mark.parametrize(
    ("words", "firm"),
    [
        ("Unless this is fixed we switch to Vexel by Friday.", "Vexel"),
        ("Sonst wechseln wir zu Nordwerk.", "Nordwerk"),
        ("Sonst bestellen wir bei Nordwerk Technik.", "Nordwerk Technik"),
        ("Wenn nicht, wechseln wir zum Monatsende zu Nordwerk.", "Nordwerk"),
        ("Sinon nous passons chez Vexel.", "Vexel"),
        ("Si no, nos vamos con Vexel.", "Vexel"),
        ("Sonst kündigen wir zum Jahresende.", ""),
        ("Sonst schreiben wir die Anlage zum Quartalswechsel neu aus.", ""),
        ("Sonst kündigen wir bei Vertragsende.", ""),
        ("Sonst gehen wir zur Konkurrenz.", ""),
        ("Sonst bestellen wir bei Bedarf woanders.", ""),
        ("Sonst kündigen wir zu Ostern.", ""),
        ("Unless you move we go to Tender.", ""),
        ("Otherwise we take it to Court.", ""),
        ("Unless it works by Friday we go back to Excel.", ""),
        ("Sinon nous arrêtons à Noël.", ""),
        ("Si no, lo dejamos a Enero.", ""),
    ],
)
def test_whom(words: str, firm: str) -> None:
    """English, German, French, Spanish."""
    assert rival(case(ALONE), words) == firm


def test_a_known_competitor_is_one_after_any_word() -> None:
    """Whoever is known to sell what we sell is named even after "zum"."""
    assert rival(case(ALONE, rivals=("Lagerfix",)), "Sonst gehen wir zum Lagerfix.") == "Lagerfix"
