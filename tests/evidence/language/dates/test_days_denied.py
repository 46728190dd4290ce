"""A day on which something is not done, any such day, and a day told as past are no days on which something is due.

All are read on Tuesday, 14 October 2025, at nine.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.language.dates import due_dates

TUESDAY = int(datetime(2025, 10, 14, 9, tzinfo=UTC).timestamp() * 1_000_000)

DENIED = [
    "Friday doesn't suit me, I'm afraid.",
    "I don't think we can load on Friday.",
    "I won't be in the office on Thursday.",
    "We can't load on Wednesday.",
    "Nobody is on site on 20 October.",
    "Thursday is no good for our lawyer.",
    "I'm away on Friday.",
    "Please don't deliver on the 23rd.",
    "Monday is fully booked.",
    "Donnerstag passt mir leider nicht.",
    "Am Freitag bin ich nicht im Haus.",
    "Bitte schicken Sie am 23. Oktober niemanden.",
    "Am Montag haben wir keine Kapazität.",
    "Freitag bin ich unterwegs.",
    "Vendredi ne me convient pas.",
    "Je ne suis pas au bureau jeudi.",
    "N'envoyez personne le 23 octobre.",
    "Lundi, impossible pour nous.",
    "Vendredi je suis en déplacement.",
    "El viernes no puedo.",
    "No estaré en la oficina el jueves.",
    "El 23 de octubre no hay nadie en planta.",
    "El lunes estoy de viaje.",
    "Anything before Christmas won't work.",
    "I can't do the 20th, nor the 21st.",
    "Am Mittwoch bitte nichts verladen.",
]
IN_GENERAL = [
    "Nobody signs anything on a Friday afternoon.",
    "It is always quiet on a Monday.",
    "An einem Freitag erreichen Sie hier keinen.",
    "Un lundi, c'est toujours compliqué.",
    "The Monday newsletter goes to all plants.",
    "Our Friday round-up mentions you.",
    "Sorry for the weekend message.",
    "We deliver Mondays and Thursdays from 6 am.",
    "Black Friday is the worst week for our drivers.",
    "The store is open Monday to Thursday 8 - 17, Friday until noon.",
    "Das Lager ist Montag bis Donnerstag von 8 bis 16 Uhr geöffnet, Freitag bis 12 Uhr.",
    "L'atelier est ouvert du lundi au jeudi, le vendredi jusqu'à 11 h.",
    "El almacén está abierto de lunes a jueves de 8 a 17 h, viernes hasta las 14 h.",
    "As the Act of 6 November requires, we keep the records.",
    "Según el Real Decreto 4/2010, de 5 de noviembre, procede el pago.",
    "Selon le décret du 3 novembre, nous gardons les fiches.",
    "The form carries today's date.",
    "We usually sell twice as much in November.",
    "Las cifras del viernes las mira siempre mi jefa.",
    "Our shop is at 9 November Street.",
    "The seal is now made of steel.",
]
TOLD = [
    "I rang your desk on the 9th.",
    "Following our call on Friday I have asked the works.",
    "Friday's pallets were short by ten.",
    "Thanks for the talk on the 9th.",
    "Die Unterlagen liegen seit dem 2. Oktober vor.",
    "Der Brief vom 6.10. ist beim Anwalt.",
    "Le chantier a commencé le 6 octobre.",
    "Se pagó el 06/10.",
    "La furgoneta del viernes llegó vacía.",
    "Nach unserem Gespräch am Freitag habe ich nachgesehen.",
    "We have been in the new hall since 1 October.",
    "They collected the pallets on Friday.",
    "She sent the drawings on Thursday, nothing came back.",
    "Ich habe am Freitag angerufen.",
    "Wir haben am 9. geliefert.",
    "Nous avons livré le 9, sans réponse.",
    "J'ai relancé le service jeudi.",
    "Hablé con su jefe el 9.",
    "Recibimos el material el viernes.",
    "Orders in Q3 were down by a tenth.",
    "Our fiscal year began on 1 October.",
    "Le contrat a pris effet le 1er octobre dernier.",
]
DUE = [
    ("Please return the form asap, by Friday at the latest.", "2025-10-17"),
    ("I need your go/no-go within five working days.", "2025-10-21"),
    ("Les damos diez días para retirarlo.", "2025-10-24"),
    ("Send it EOD Thursday or the crew can't start.", "2025-10-16"),
    ("I need a yes or no on the cranes tomorrow.", "2025-10-15"),
    ("We move the fitting from Thursday to Friday.", "2025-10-17"),
    ("Wir verschieben die Abnahme von Donnerstag auf Freitag.", "2025-10-17"),
    ("The fitters come tomorrow week.", "2025-10-22"),
    ("On se voit demain en huit.", "2025-10-22"),
    ("De hoy en ocho entregamos.", "2025-10-21"),
    ("Livraison S48, montage en S49.", "2025-11-28,2025-12-05"),
    ("Esta misma semana sale el pago.", "2025-10-17"),
    ("Could we push it to the week of the 20th, same place?", "2025-10-24"),
    ("Friday is no problem for us.", "2025-10-17"),
    ("Delivery on Friday should not be a problem.", "2025-10-17"),
    ("Friday isn't too late, send it then.", "2025-10-17"),
    ("We have no doubt that we can ship on Friday.", "2025-10-17"),
    ("Nothing will stop us shipping on Friday.", "2025-10-17"),
    ("We ship on Friday at no extra cost.", "2025-10-17"),
    ("I will send you the drawings on Friday at no extra charge.", "2025-10-17"),
    ("Please do not fail to pay on 23 October.", "2025-10-23"),
    ("The invoice you have not paid is due on 23 October.", "2025-10-23"),
    ("You still have not sent us the drawings we need on Friday.", "2025-10-17"),
    ("It's no trouble, I will bring it Friday.", "2025-10-17"),
    ("Freitag ist kein Problem, wir liefern dann.", "2025-10-17"),
    ("Freitag sollte kein Problem sein.", "2025-10-17"),
    ("Wir liefern am Freitag keine Teilmengen, sondern alles.", "2025-10-17"),
    ("Vendredi ne devrait pas être un problème.", "2025-10-17"),
    ("El viernes no es un problema.", "2025-10-17"),
    ("Not before Friday, please.", "2025-10-17"),
    ("We can't decide until Thursday.", "2025-10-16"),
    ("They will not start until the 23rd.", "2025-10-23"),
    ("Please don't forget the call on Friday.", "2025-10-17"),
    ("Don't hesitate to come on Thursday.", "2025-10-16"),
    ("Why don't we meet on Friday?", "2025-10-17"),
    ("Couldn't you come on Thursday?", "2025-10-16"),
    ("If you don't object, we sign on Friday.", "2025-10-17"),
    ("Send it no later than Friday.", "2025-10-17"),
    ("Tuesday doesn't work, but Thursday does.", "2025-10-16"),
    ("Friday is not negotiable.", "2025-10-17"),
    ("I am not sure about the price, on Friday I will know.", "2025-10-17"),
    ("Bitte vergessen Sie den Termin am Freitag nicht.", "2025-10-17"),
    ("Warum kommen Sie nicht am Freitag?", "2025-10-17"),
    ("Nicht vor Donnerstag, bitte.", "2025-10-16"),
    ("N'oubliez pas la réunion de vendredi.", "2025-10-17"),
    ("Pas plus tard que vendredi, s'il vous plaît.", "2025-10-17"),
    ("No olvide la reunión del viernes.", "2025-10-17"),
    ("A más tardar el viernes, no después.", "2025-10-17"),
    ("We received the invitation for Friday.", "2025-10-17"),
    ("They told us that they come on Thursday.", "2025-10-16"),
    ("He ordered forty, to be here on the 23rd.", "2025-10-23"),
    ("Wir haben am Freitag Zeit.", "2025-10-17"),
    ("Am 23. habe ich einen Termin bei Ihnen.", "2025-10-23"),
    ("Visits are on the 20th and 24th of October.", "2025-10-20,2025-10-24"),
    ("Les visites auront lieu les 20 et 24 octobre.", "2025-10-20,2025-10-24"),
    ("Las visitas son los días 20 y 24 de octubre.", "2025-10-20,2025-10-24"),
    ("Wir kommen am 20. und 24. Oktober.", "2025-10-20,2025-10-24"),
    ("It is to be signed by 20, 22 and 24 October.", "2025-10-20,2025-10-22,2025-10-24"),
    ("Le bilan est dû la veille de Noël.", "2025-12-24"),
    ("Lieferung in der 45. Woche.", "2025-11-07"),
    ("Livraison en 45e semaine.", "2025-11-07"),
    ("Dispone de cinco días hábiles a partir de esta notificación.", "2025-10-21"),
    ("Vous avez dix jours à compter de ce jour.", "2025-10-24"),
    ("Could it be between today and tomorrow?", "2025-10-15"),
    ("Kindly send it by the 27th inst. at the latest.", "2025-10-27"),
    ("The auditor is coming a week on Thursday.", "2025-10-23"),
]


def _read(sentence: str) -> list[str]:
    """The days read that lie on or after the day of writing."""
    return sorted({due.day for due in due_dates(sentence, TUESDAY) if due.certainty >= 0.5 and due.day >= "2025-10-14"})


@pytest.mark.parametrize("sentence", [*DENIED, *IN_GENERAL, *TOLD])
def test_nothing_is_due(sentence: str) -> None:
    """What is not done on a day, what is done on any such day and what was done make nothing due."""
    assert _read(sentence) == []


@pytest.mark.parametrize(("sentence", "day"), DUE)
def test_something_is_due(sentence: str, day: str) -> None:
    """A denial of something else, a question and a bound leave the day as it is."""
    assert _read(sentence) == day.split(",")
