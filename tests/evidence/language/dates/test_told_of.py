"""Days that lie behind because their clause is past, days that name a document, days of habits: and like sentences in which one is due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.commitments import LEAST_CERTAIN
from regard.evidence.language.dates import due_dates

THURSDAY = int(datetime(2025, 8, 14, 9, tzinfo=UTC).timestamp() * 1_000_000)
BEHIND = [
    ("Your parcel reached us on Friday.", "2025-08-08"),
    ("The tender closed on 30 July.", "2025-07-30"),
    ("Thanks for taking the time on Tuesday.", "2025-08-12"),
    ("The company turned 50 on 1 March.", "2025-03-01"),
    ("This refers to purchase order 8812 of 5 August.", "2025-08-05"),
    ("The minutes of the 7th are in the folder.", "2025-08-07"),
    ("Ihre Kollegen besuchten uns am Mittwoch.", "2025-08-13"),
    ("Die Messe fand am 4. Juni statt.", "2025-06-04"),
    ("Seit dem 1. Juli gilt der neue Tarif.", "2025-07-01"),
    ("Anbei die Preisliste vom 1. Juli.", "2025-07-01"),
    ("Vos collègues nous ont rendu visite mercredi.", "2025-08-13"),
    ("Ils ont ouvert la nouvelle usine le 21 juillet.", "2025-07-21"),
    ("Jusqu'au 31 juillet nous utilisions un autre transporteur.", "2025-07-31"),
    ("Sus colegas nos visitaron el miércoles.", "2025-08-13"),
    ("La licitación se cerró el 30 de julio.", "2025-07-30"),
    ("Es nuestro contacto desde el 3 de marzo.", "2025-03-03"),
]
NONE = [
    "They answered within a day.",
    "We exhibited in Hanover from 31 March to 4 April.",
    "I work part time, Tuesday through Thursday.",
    "On Fridays reception closes at 3 pm.",
    "The board convenes twice a quarter, always on a Wednesday.",
    "Nobody reads mail on a Friday afternoon.",
    "Happy birthday for Sunday, I hope you had a good day.",
    "Von Januar bis Juni kauften wir 300 Stück.",
    "Freitags schließt der Empfang um 15 Uhr.",
    "Depuis lundi le portail est lent.",
    "Le conseil se réunit toujours un mercredi.",
    "Desde el lunes el portal va lento.",
    "Respondieron en un día.",
]
DUE = [
    ("We discussed it internally and need your answer by Friday.", "2025-08-15"),
    ("He confirmed the visit for Friday.", "2025-08-15"),
    ("She said the truck arrives on Friday.", "2025-08-15"),
    ("He said it would be done in two weeks.", "2025-08-28"),
    ("Revised drawings follow on Friday.", "2025-08-15"),
    ("Our anniversary dinner is on 17 September, please reply.", "2025-09-17"),
    ("Wir haben das Gespräch auf Freitag verschoben.", "2025-08-15"),
    ("Wir antworten am Freitag.", "2025-08-15"),
    ("Le matériel est livré vendredi.", "2025-08-15"),
    ("Nous avons reporté la réunion à vendredi.", "2025-08-15"),
    ("Hemos pasado la reunión al viernes.", "2025-08-15"),
    ("Entregamos el viernes.", "2025-08-15"),
]


def read(text: str) -> list[str]:
    """The days that somebody could be held to."""
    return [due.day for due in due_dates(text, THURSDAY) if due.certainty >= LEAST_CERTAIN]


@pytest.mark.parametrize(("text", "day"), BEHIND)
def test_a_day_told_of_as_past_lies_behind(text: str, day: str) -> None:
    """Written on Thursday, 14 August 2025: the day is the last such day, or none is read; never the next."""
    assert read(text) in ([day], [])


@pytest.mark.parametrize("text", NONE)
def test_days_on_which_nothing_is_due_are_none(text: str) -> None:
    """Amounts of time that are over, habits, hours, any such day."""
    assert read(text) == []


@pytest.mark.parametrize(("text", "day"), DUE)
def test_a_past_verb_beside_a_due_day_does_not_take_it_away(text: str, day: str) -> None:
    """What was moved, promised or confirmed is due, and so is what another clause asks for."""
    assert read(text) == [day]
