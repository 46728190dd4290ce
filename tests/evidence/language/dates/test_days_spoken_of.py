"""A day that something is called by, a habit, a model, an opening hour, what is over and who is away: nothing is due then.

Each class stands with what looks like it and is due. All are read on Tuesday, 14 October 2025, at nine.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.commitments import LEAST_CERTAIN
from regard.evidence.language.dates import due_dates

TUESDAY = int(datetime(2025, 10, 14, 9, tzinfo=UTC).timestamp() * 1_000_000)

CALLED = [
    "The Friday report shows a gap.",
    "I read the Monday call notes with interest.",
    "Friday's meeting notes are attached.",
    "Thanks for Monday's feedback.",
    "The Q3 report is attached.",
    "Our October invoice is wrong.",
    "The March figures look odd.",
    "Your Tuesday e-mail went to spam.",
    "The Thursday crew does that.",
    "I attach the Wednesday minutes.",
    "Das Protokoll vom Montag liegt bei.",
    "Die Muster vom Freitag waren in Ordnung.",
    "Anbei die Notizen vom Donnerstag.",
    "Le compte rendu de lundi est en pièce jointe.",
    "Le rapport de vendredi est faux.",
    "El informe del lunes está mal.",
    "El acta del martes va adjunta.",
]
HABITS = [
    "The retainer is 4,500 a month, billed on the 1st.",
    "We pay suppliers on the 15th of each month.",
    "Rent falls due on the 1st of every month.",
    "Miete ist monatlich am 3. fällig.",
    "Wir zahlen jeweils zum 15. des Monats.",
    "Le loyer est dû le 5 de chaque mois.",
    "Facturamos el día 25 de cada mes.",
    "En el cuarto trimestre solemos vender más.",
    "The lift is inspected annually in November.",
    "We usually close the books on the 5th.",
]
NAMES = [
    "Le compresseur K-1510 tourne à 7,5 bar, pas à 10.",
    "Le compresseur S40 est en panne.",
    "La vanne est réglée à 12.",
    "Our S22 phones run out of battery.",
    "We are open 24/7.",
    "The ratio is 3/4.",
    "Version 10.12 fixes it.",
    "The M30 bolts are short.",
    "Take exit 14 on the A5.",
    "We need 20 to 30 of them.",
    "It weighs about 10.",
    "Etwa 10 davon fehlen.",
    "Page 12 of 20 is missing.",
    "Room 15 is on the second floor.",
    "The warranty runs for two years.",
    "The project took six weeks.",
    "Delivery time is 3 weeks.",
    "Die Lieferzeit beträgt drei Wochen.",
    "Le délai de livraison est de trois semaines.",
    "El plazo de entrega es de tres semanas.",
    "The machine runs 16 hours a day.",
    "Batteries last about 3 days.",
    "Mr May will sign.",
    "April Jones will call.",
    "Our office at 14 May Street moved.",
    "The guarantee is valid for 24 months.",
    "We have had this supplier for 5 years.",
    "The tank holds 500 l for a week.",
    "Training lasts two days.",
    "Our 2026 catalogue is out.",
    "The 2027 model has a new motor.",
    "ISO 9001:2015 applies.",
]
HOURS = [
    "Our hotline is staffed from 8 to 18.",
    "Reception closes at 5 pm.",
    "Unser Lager ist von 7 bis 15 Uhr besetzt.",
    "L'accueil est ouvert de 9h à 17h.",
    "La tienda abre de 9 a 14 h.",
    "We work Monday to Friday.",
    "Trucks are unloaded between 7 and 11 only.",
]
OVER = [
    "We met the customer on the 3rd.",
    "The pump failed on Monday.",
    "The auditors were here last week.",
    "He resigned in September.",
    "I called you twice on Friday.",
    "The invoice was due on 30 September.",
    "Am 6. hat der Kunde reklamiert.",
    "Die Anlage lief im August ohne Störung.",
    "Im September haben wir 40 Stück geliefert.",
    "Le 6, le client a refusé la livraison.",
    "En septembre, nous avons livré 40 pièces.",
    "Le camion est passé lundi.",
    "El día 6 el cliente rechazó la entrega.",
    "En septiembre entregamos 40 unidades.",
    "El lunes se averió la bomba.",
    "Since Monday nothing has moved.",
    "As of 1 October the price is 12.",
    "Seit Montag steht die Anlage.",
    "Depuis lundi la ligne est arrêtée.",
    "Desde el lunes la línea está parada.",
    "Nobody answered my call on Thursday.",
    "The parcel you shipped on the 9th never arrived.",
    "Your colleague promised it for last Friday.",
    "It should have been here on Monday.",
    "I was on leave until Monday.",
    "I have been on leave until yesterday.",
    "Your order from the 7th is on its way.",
    "With reference to your enquiry of 2 October.",
    "Mit Bezug auf Ihre Anfrage vom 2. Oktober.",
    "Suite à votre demande du 2 octobre.",
    "En relación con su consulta del 2 de octubre.",
    "We had hoped to ship on Monday.",
    "The truck that came on Thursday was too big.",
    "Two pallets arrived damaged on Friday.",
    "On Friday the customer told us that the seal leaks.",
    "The price went up on 1 October.",
    "It rained all weekend.",
    "The show was in Munich in September.",
    "Am Wochenende war niemand da.",
    "Ce week-end personne n'était là.",
]
AWAY = [
    "I am off on Friday.",
    "We are not open on Saturday.",
    "I am out of the office until Monday.",
    "Nobody is in on Friday.",
    "On Thursday I'm travelling.",
    "The 20th is a bank holiday here.",
    "Friday is out, sorry.",
    "Thursday won't do.",
    "Am Donnerstag sind wir im Urlaub.",
    "Vendredi, je suis en congé.",
    "El viernes es festivo.",
    "We are closed between Christmas and New Year.",
    "There is no post on Sundays.",
]
TOPICS = [
    "Happy Friday!",
    "Thank God it's Friday.",
    "Have a great weekend.",
    "Hope you had a good weekend.",
    "Enjoy the long weekend.",
    "How was your weekend?",
    "Schönes Wochenende!",
    "Bon week-end à tous.",
    "Buen fin de semana.",
    "Republic Day being on the 26th, trucks are scarce.",
    "Christmas is our busiest time.",
    "Black Friday orders are up 40 %.",
    "Under the Act of 12 May the fee is capped.",
    "The law takes no account of weekends.",
    "Good morning, thanks for the list.",
    "Good evening from Bristol.",
]
DUE = [
    ("Can we make the Friday delivery?", "2025-10-17"),
    ("Please confirm the Thursday slot.", "2025-10-16"),
    ("The Monday deadline stands.", "2025-10-20"),
    ("Friday's meeting is in room 4.", "2025-10-17"),
    ("I look forward to Thursday's demo.", "2025-10-16"),
    ("By the Friday deadline we need two signatures.", "2025-10-17"),
    ("La réunion de vendredi est maintenue.", "2025-10-17"),
    ("La reunión del viernes sigue en pie.", "2025-10-17"),
    ("Das Treffen vom Freitag findet statt.", "2025-10-17"),
    ("We agreed on Monday.", "2025-10-20"),
    ("We decided to ship on Monday.", "2025-10-20"),
    ("We ordered it for Monday.", "2025-10-20"),
    ("I sent the list, we need it on Monday.", "2025-10-20"),
    ("I told him Monday works.", "2025-10-20"),
    ("As discussed, Monday works.", "2025-10-20"),
    ("They asked us to deliver on Monday.", "2025-10-20"),
    ("We want this deal closed on Friday.", "2025-10-17"),
    ("Please have it signed on Friday.", "2025-10-17"),
    ("Wir haben Montag vereinbart.", "2025-10-20"),
    ("Der Termin ist am Montag geplant.", "2025-10-20"),
    ("La réunion est fixée lundi.", "2025-10-20"),
    ("Le matériel est livré lundi.", "2025-10-20"),
    ("Lo entregaré el lunes.", "2025-10-20"),
    ("Hemos quedado el lunes.", "2025-10-20"),
    ("La livraison est prévue S48.", "2025-11-28"),
]


@pytest.mark.parametrize("sentence", [*CALLED, *HABITS, *NAMES, *HOURS, *OVER, *AWAY, *TOPICS])
def test_nothing_is_due_on_a_day_that_is_only_spoken_of(sentence: str) -> None:
    """No day from the writing on is read."""
    found = [due.day for due in due_dates(sentence, TUESDAY) if due.certainty >= LEAST_CERTAIN]
    assert [day for day in found if day >= "2025-10-14"] == []


@pytest.mark.parametrize(("sentence", "day"), DUE)
def test_what_looks_like_it_is_due(sentence: str, day: str) -> None:
    """An event keeps its day, and so does what was arranged, asked or wanted for it, though the verb is past."""
    assert {due.day for due in due_dates(sentence, TUESDAY) if due.certainty >= LEAST_CERTAIN} == {day}
