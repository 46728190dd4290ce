"""Who buys by orders threatens with the order: to withdraw it, to buy elsewhere, to order no more."""

from __future__ import annotations

import pytest
from tests.pace import grows

from regard.evidence.language.situations import tells

GIVES = [
    "Unless the gaskets are here this week, we pull the order.",
    "If the crane is down once more, we will withdraw our annual order for ropes.",
    "Sort this out by Wednesday, or we withdraw the purchase order.",
    "If this happens again we will order elsewhere.",
    "Otherwise we will buy our filters somewhere else from January.",
    "If the paint is not here on Monday, we stop ordering from you.",
    "If nobody comes tomorrow, the standing order is off.",
    "We will cancel the blanket order unless somebody calls us today.",
    "Wenn die Etiketten bis Montag nicht da sind, ziehen wir den Rahmenauftrag zurück.",
    "Sollte das noch einmal vorkommen, nehmen wir die Bestellung zurück.",
    "Andernfalls stornieren wir die Jahresbestellung.",
    "Sonst kaufen wir die Dichtungen ab Januar woanders.",
    "Kommt bis Mittwoch kein Monteur, bestellen wir beim Wettbewerb.",
    "Wenn sich nichts tut, werden wir den Liefervertrag kündigen.",
    "Falls der Kompressor wieder ausfällt, treten wir vom Vertrag zurück.",
    "Si rien n'est fait d'ici vendredi, nous retirons notre commande annuelle.",
    "Sinon nous commanderons ailleurs.",
    "Si la bomba no llega el lunes, retiramos el pedido anual.",
    "De lo contrario compraremos a otro proveedor.",
    # not read while the frames were written
    "If the fitter does not turn up tomorrow I will be withdrawing our blanket order for bearings.",
    "Either the leak is mended by Thursday or we pull the whole order.",
    "If we are let down again, we will place our next order elsewhere.",
    "Unless the labels are put right, we shall source them from somebody else.",
    "If nobody rings me back today, that was our last order.",
    "No engineer by noon and we take our orders elsewhere.",
    "Ist bis Donnerstag niemand hier, ziehen wir unseren Auftrag zurück.",
    "Ohne Ersatzteil bis Montag widerrufen wir den Abrufauftrag.",
    "Wenn sich daran nichts ändert, bestellen wir nicht mehr bei Ihnen.",
    "Andernfalls sehen wir uns gezwungen, den Rahmenvertrag zu kündigen.",
    "Sans technicien lundi, nous retirerons la commande.",
    "Si cela se reproduit, nous n'achèterons plus chez vous.",
    "Si mañana no viene nadie, dejamos de comprarles.",
    "Si sigue así, vamos a anular el pedido marco.",
]
NONE = [
    "If you like, we withdraw the first order and send it again with the right sizes.",
    "If our customer withdraws the order, we tell you at once.",
    "If the drawing is wrong, we pull it from the archive.",
    "If the price is right, we will order from you every month.",
    "If we withdraw the order before May, what does it cost?",
    "If the canteen is closed, we go elsewhere for lunch.",
    "Wenn der Kran frei ist, ziehen wir die Maschine zurück.",
    "Wenn die Lieferung da ist, nehmen Ihre Fahrer die leeren Kisten zurück.",
    "Wenn Sie die Bestellung zurückziehen, sagen Sie es bitte heute.",
    "Wenn alles passt, bestellen wir im Januar wieder bei Ihnen.",
    "Si tout va bien, nous commanderons en janvier.",
    "Si todo va bien, compraremos otra bomba en enero.",
    # not read while the frames were written
    "If the board says no, we have to withdraw the order.",
    "If that is easier for you, we will withdraw the order and place it in January.",
    "If the gate is shut, pull the order form from the box.",
    "Should you pull the order, the deposit is lost.",
    "If the small one does, we order no more than two.",
    "Wenn es Ihnen lieber ist, ziehen wir die Bestellung zurück und senden sie neu.",
    "Sollte die Bank nicht zustimmen, ziehen wir den Auftrag zurück.",
    "Ist der Aufzug nicht frei, nehmen wir die Treppe zurück.",
    "Si vous préférez, nous retirons la commande et la refaisons lundi.",
    "Si prefieren, anulamos el pedido y lo hacemos de nuevo.",
]


@pytest.mark.parametrize("words", GIVES)
def test_the_order_is_what_they_threaten_with(words: str) -> None:
    """To withdraw an order, to order elsewhere or no more, unless something is done: they go."""
    assert tells(words, "ultimatum")


@pytest.mark.parametrize("words", NONE)
def test_an_order_that_is_withdrawn_for_no_failing_of_ours_is_none(words: str) -> None:
    """What suits us better, what their own bank or board decides, and things that are no order."""
    assert not tells(words, "ultimatum")


@pytest.mark.parametrize(
    "words",
    ["If we order elsewhere if ", "Wenn wir kein Auftrag ziehen wir ", "sonst werden wir ", "kommt kein nicht ist kein "],
)
def test_long_words_are_read_in_time(words: str) -> None:
    """A mail that repeats what such words begin with costs its length, not its square."""
    small, large = words * (20_000 // len(words)), words * (160_000 // len(words))
    grows(12, lambda: tells.__wrapped__(small, "ultimatum"), lambda: tells.__wrapped__(large, "ultimatum"), spare=0.1)
