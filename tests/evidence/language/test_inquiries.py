"""Whoever writes for the first time and asks to buy is told from whoever sells."""

from __future__ import annotations

import pytest

from regard.evidence.language.inquiries import inquires

ASKS = [
    "Good morning, we are looking for a supplier of metering valves. Could we speak this week?",
    "Could you please send us a quotation for forty chairs?",
    "Hello, how much would a visit to our works in Leeds cost?",
    "Guten Tag, wir suchen eine Druckerei für einen Katalog. Hätten Sie Zeit für ein Gespräch?",
    "Koennten Sie uns bis Ende Mai ein Angebot fuer zwei Anlagen machen?",
    "Was kostet eine Wartung im Jahr?",
    "Bonjour, nous recherchons un prestataire pour nos vitrines. Êtes-vous disponible ?",
    "Pourriez-vous nous envoyer un devis pour trente lampes ?",
    "Buenos días, buscamos un taller en Bilbao. ¿Podemos hablar el martes?",
    "¿Podrían enviarnos un presupuesto para la reforma?",
    "Potreste inviarci un preventivo per venti sedie?",
    "Wij zoeken een drukker voor een jaarverslag. Kunnen we bellen?",
    "Poderiam enviar-nos um orçamento para a obra?",
    "Could you quote us for the roof of our garden centre?",
    "Please quote for 40 units and send the invoice to Leeds.",
]
ASKS_NOT = [
    "We are looking forward to your visit. Could you bring the drawings?",
    "We are looking for new partners who sell our products in your country. Are you interested?",
    "I am looking for people with drive who earn more from home. Interested?",
    "We help companies like yours to save on energy. Could you give me fifteen minutes?",
    "Hätten Sie Interesse an einer Vorführung? Wir bieten Software für Lager.",
    "Wir suchen Verstärkung für unser Team in Kiel. Kennen Sie jemanden?",
    "Nous proposons des formations. Recherchez-vous un partenaire ?",
    "Ofrecemos limpieza de oficinas. ¿Necesitan presupuesto?",
    "Could you send me the minutes of Tuesday?",
    "How much does your daughter's school charge for lunch?",
    "Could you tell me how much is charged per unit on your last invoice?",
    "Would you like me to send you a quote?",
    "Können Sie am Dienstag?",
    "",
]


@pytest.mark.parametrize("text", ASKS)
def test_somebody_new_asks_to_buy(text: str) -> None:
    """They look for something or want a price, in any of seven languages, with or without the marks of its letters."""
    assert inquires(text)


@pytest.mark.parametrize("text", ASKS_NOT)
def test_selling_and_other_questions_are_no_inquiry(text: str) -> None:
    """Whoever offers, looks for staff or partners, or asks something else is none."""
    assert not inquires(text)
