"""A request for a price asks to buy where it counts goods; other numbers in it count none."""

from __future__ import annotations

import pytest

from regard.deals.ordering import orders
from regard.evidence.language.inquiries import inquires


@pytest.mark.parametrize(
    "words",
    [
        "Please quote for 200 sensors with delivery in January.",
        "Could you send us a quotation for 40 units?",
        "Please quote for 1,200 new pressure sensors.",
        "Please quote for up to 30 licences.",
        "Could you send us a quote for 100 to 200 pumps?",
        "Could you send us a quote for 500kg of resin?",
        "Could you send me a quote, ref 48213, for 12 doors?",
        "Could you send a quote for 2 people to attend at 3 pm?",
        "Bitte senden Sie uns ein Angebot für 60 neue Pumpen.",
        "Wir benötigen 40 Stück, könnten Sie uns ein Angebot machen?",
        "Pourriez-vous nous envoyer un devis pour 200 capteurs ?",
        "Potreste inviarci un preventivo per 40 valvole?",
        "Kunt u ons een offerte sturen voor 200 sensoren?",
        "Could you send us pricing for qty 40 of item 7200?",
        "Could you send us a quote for 2000 sensors?",
        "We are looking for a partner to supply 3,000 bottles.",
        "Please quote for 200 sensors at our 3 sites, where there are 5,000 employees.",
        "Could you send us a quote for 30 office chairs?",
        "Podrían enviarnos un presupuesto para 30 bombas?",
        "Could you let us have your best price for 40 pallets a week?",
        "Could you quote me for a third line?",
        "What would a second machine cost us?",
        "Please quote for another press like the one in Leeds.",
    ],
)
def test_goods_that_are_counted(words: str) -> None:
    """A number before a plural or a unit, after words that describe it too, asks for so many."""
    assert orders(words)


@pytest.mark.parametrize(
    "words",
    [
        "Could you send me a quote, ref 48213?",
        "Could you send me another quote?",
        "Could you send us a quote for the second time?",
        "Please send us your prices for a second look.",
        "Could you send me a quote, ref. no. 48213 items?",
        "Please quote for delivery to 45 Main Street.",
        "Could you send us a quote for our office, 45 St James Street?",
        "Please quote for model 7200.",
        "Please quote for model 7200 valves.",
        "Could you send us a quote at 3 pm?",
        "Could you send us a quote at 10 and the drawings?",
        "Please send us a price for delivery in 14 days.",
        "Could you send us a quote within 10 business days?",
        "Could you send us a quote below 500 euros?",
        "Could you send us a quote in 2 versions or 3 quotes?",
        "Could you send us a quotation by 2027?",
        "Could you send us a quote by 12 March?",
        "We are looking for a supplier; we have 40 employees.",
        "We have some 5,000 employees; please quote for all of them.",
        "Please send us a quote; there are 5,000 employees.",
        "[ ] 12-4: Request for quotation (please quote) (20 events coming up)",
        "Could you send us a quote for cleaning our 3 sites?",
        "Could you send us a quote at three sites with 45 colleagues?",
        "Please quote for maintenance; we run about 30 machines.",
        "Bitte senden Sie uns ein Angebot für die Reinigung unserer 12 Standorte.",
        "Pourriez-vous nous envoyer un devis pour nos 40 salariés ?",
        "Podrían enviarnos un presupuesto de limpieza para las 30 oficinas?",
        "Please quote for the 48213 for our sites.",
        "Bitte senden Sie uns ein Angebot bis 14 Uhr.",
        "Bitte senden Sie uns ein Angebot für die Hauptstraße 45, 79100 Freiburg.",
        "Bitte senden Sie uns ein Angebot für Modell 7200.",
        "Pourriez-vous nous envoyer un devis pour le 45 rue des Lilas ?",
    ],
)
def test_numbers_that_count_nothing(words: str) -> None:
    """References, models, addresses, times, dates, lengths of time, money and offers are no goods, though the mail asks for a price."""
    assert inquires(words)
    assert not orders(words)
