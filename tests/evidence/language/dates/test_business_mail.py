"""Classes of due days that business mail in four languages showed missing, each in sentences of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.language.dates import due_dates

WEDNESDAY = int(datetime(2025, 3, 12, 9, tzinfo=UTC).timestamp() * 1_000_000)
DUE = [
    ("Bis Donnerstagmittag liegt alles vor.", "2025-03-13"),
    ("Am 24. könnten wir liefern.", "2025-03-24"),
    ("Zum Monatsletzten läuft der Vertrag aus.", "2025-03-31"),
    ("Wir treffen uns übernächste Woche Dienstag.", "2025-03-25"),
    ("In der ersten Hälfte April wird bestellt.", "2025-04-15"),
    ("Nous livrerons dans la première quinzaine d'avril.", "2025-04-15"),
    ("Il faut payer fin octobre, ou fin d'octobre.", "2025-10-31"),
    ("Réponse dans un délai de 48 heures.", "2025-03-14"),
    ("Paiement à 10 jours à compter d'aujourd'hui.", "2025-03-22"),
    ("Respondan en un plazo de 5 días.", "2025-03-17"),
    ("Antes de que termine el mes firmamos.", "2025-03-31"),
    ("El último lunes de marzo es la visita.", "2025-03-31"),
    ("Vuelvo el día 20 y le escribo.", "2025-03-20"),
    ("De aquí a dos semanas estará listo.", "2025-03-26"),
    ("The launch is planned for May.", "2025-05-31"),
    ("Not before April 7, please.", "2025-04-07"),
    ("The tender closes Monday 24th March.", "2025-03-24"),
    ("Aim for mid-May.", "2025-05-15"),
    ("Please pay within ten (10) days.", "2025-03-22"),
    ("It follows in 2H25.", "2025-12-31"),
    ("Budget comes in the first half of 2026.", "2026-06-30"),
    ("Due 30 days after 17 April.", "2025-05-17"),
    ("We need it two weeks before Easter.", "2025-04-06"),
    ("Workshops run Monday, April 7\nTuesday, April 8", "2025-04-07,2025-04-08"),
    ("Wir liefern in KW40.", "2025-10-03"),
    ("Das Budget kommt im zweiten Halbjahr.", "2025-12-31"),
    ("In der ersten Septemberhälfte wird bestellt.", "2025-09-15"),
    ("Die Ware kommt heute in zwei Wochen.", "2025-03-26"),
    ("Nous signons au T4.", "2025-12-31"),
    ("Il nous le faut pour le 17.", "2025-03-17"),
    ("À la fin du mois prochain, c'est signé.", "2025-04-30"),
    ("Au mois de septembre, nous partons.", "2025-09-30"),
    ("Le paiement est dû sous 48h.", "2025-03-14"),
    ("Lo necesitamos antes del día 17 de septiembre.", "2025-09-16"),
    ("El pedido sale a mediados del mes de septiembre.", "2025-09-15"),
    ("Responda por favor mañana por la mañana.", "2025-03-13"),
]
GONE = [
    "In November we spoke to two others.",
    "Su pedido del 3 de marzo era pequeño.",
    "Votre devis du 3 mars était trop cher.",
    "Ihre Bestellung vom 3. März war falsch.",
    "Die Ware wurde am Montag geliefert.",
    "It was delivered on Monday.",
    "Friday Foods is a client of ours.",
    "Merry Christmas to all of you.",
    "Los lunes cerramos a las tres.",
    "The team meets on the first Monday of every month.",
    "As set out in section 3.4.",
    "J'étais absent du 1er au 8 mars.",
]


@pytest.mark.parametrize(("sentence", "day"), DUE)
def test_the_day_meant_is_the_last_day_read(sentence: str, day: str) -> None:
    """Read on a Wednesday, 12 March 2025."""
    assert {due.day for due in due_dates(sentence, WEDNESDAY)} == set(day.split(","))


@pytest.mark.parametrize("sentence", GONE)
def test_days_told_of_as_past_are_none_to_come(sentence: str) -> None:
    """Nor are days of habits, greetings, names and sections."""
    assert not [due for due in due_dates(sentence, WEDNESDAY) if due.day >= "2025-03-12"]
