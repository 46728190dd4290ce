"""Who says that what they complained of is put right, and who orders: word forms of four languages, and what stands near them."""

from __future__ import annotations

import pytest
from tests.pace import grows

from regard.evidence.language.situations import tells
from regard.evidence.put_right import put_right

MENDED = [
    "That settles the matter for us.",
    "The leak is fixed now, thank you.",
    "The dryer has been running since Monday without a single fault.",
    "You kept your word, and I do not forget that.",
    "Thank you for sorting this out so quickly.",
    "We take back our complaint of 4 May.",
    "The lift works again.",
    "As far as we are concerned the issue is closed.",
    "All the missing labels have arrived, so that is sorted.",
    "Damit ist die Angelegenheit für uns erledigt.",
    "Die Störung ist behoben.",
    "Der Kran läuft wieder einwandfrei.",
    "Sie haben Wort gehalten.",
    "Danke, dass Sie sich so schnell gekümmert haben.",
    "Le problème est désormais résolu.",
    "Le four fonctionne à nouveau.",
    "Vous avez tenu parole.",
    "El problema está resuelto.",
    "Han cumplido su palabra.",
    # not read while the frames were written
    "Since Tuesday the press has run without any stoppage.",
    "Consider the matter closed.",
    "Your people have put it right.",
    "You did what you promised, and that counts with me.",
    "The fault has been cured.",
    "We are up and running again.",
    "I withdraw what I wrote on the 3rd.",
    "Wort gehalten, so wünsche ich mir das.",
    "Die Sache hat sich erledigt.",
    "Die Presse läuft seit Montag ohne Ausfall.",
    "Vielen Dank, dass Sie das so rasch gelöst haben.",
    "L'incident est clos.",
    "Tout est rentré dans l'ordre.",
    "La máquina vuelve a funcionar.",
    "Gracias por haberlo solucionado.",
]
OPEN = [
    "The matter is not settled.",
    "Is the matter settled?",
    "When the problem is solved we can talk about the next order.",
    "We need this fixed by Friday.",
    "You have not kept your word.",
    "I trust that you will keep your word.",
    "Your colleague says that the fault has been repaired.",
    "It runs again, but only at half speed.",
    "The oven worked again for an hour and then stopped.",
    "Thank you for sorting the samples by colour.",
    "Die Sache ist noch nicht erledigt.",
    "Läuft die Anlage wieder?",
    "Bis dahin läuft sie mit halber Kraft.",
    "Ihr Monteur sagt, die Störung sei behoben.",
    "Le problème n'est pas résolu.",
    "Cuando el problema esté resuelto, hablamos.",
    # not read while the frames were written
    "Until the matter is settled we pay nothing.",
    "You told us that it was fixed.",
    "The leak is still not fixed.",
    "The line is running again since noon but still too slowly.",
    "Had you kept your word we would not be here.",
    "The pump runs again and again into the same fault.",
    "Wenn das Problem gelöst ist, reden wir weiter.",
    "Der Fehler ist wieder da.",
    "Wir erwarten, dass Sie Wort halten.",
    "Le four ne fonctionne toujours pas.",
    "El fallo no está arreglado.",
    "Everything is running late again.",
]
ORDERS = [
    "Please find attached our order for 40 valves.",
    "Here is our purchase order 4711.",
    "We hereby order two dryers.",
    "Anbei die Bestellung für März.",
    "Hiermit bestellen wir 20 Filter.",
    "Veuillez trouver ci-joint notre commande.",
    "Adjunto nuestro pedido.",
    # not read while the frames were written
    "The annual order is attached.",
    "I am sending you our order for the spring.",
    "PO 5523 attached.",
    "Im Anhang finden Sie unseren Auftrag.",
    "Ci-joint notre bon de commande.",
    "Les enviamos el pedido de mayo.",
]
NO_ORDER = [
    "Please find attached our order form for samples of last year, which you never delivered.",
    "Where is our order?",
    "Attached is the invoice for our order.",
    "We will order when the price is right.",
    "Anbei die Reklamation zur Bestellung 12.",
    # not read while the frames were written
    "We cancel the order attached.",
    "Attached are photos of our order, which arrived broken.",
    "Ci-joint les photos de la commande.",
]


@pytest.mark.parametrize(("situation", "words"), [("mended", w) for w in MENDED] + [("orders", w) for w in ORDERS])
def test_told(situation: str, words: str) -> None:
    """It is put right, or it is ordered."""
    assert tells(words, situation)


@pytest.mark.parametrize(("situation", "words"), [("mended", w) for w in OPEN] + [("orders", w) for w in NO_ORDER])
def test_near(situation: str, words: str) -> None:
    """What is asked, wished, denied, somebody else's word, or runs but badly is not put right; a bill or a photo is no order."""
    assert not tells(words, situation)


@pytest.mark.parametrize(
    "words", ["that settles the matter is now ", "die sache ist damit ", "läuft wieder seit ", "attached our order "]
)
def test_long_words_are_read_in_time(words: str) -> None:
    """A mail that repeats what such words begin with costs its length, not its square."""
    small, large = words * (20_000 // len(words)), words * (160_000 // len(words))
    grows(
        12,
        lambda: tells.__wrapped__(small, "mended", "orders"),
        lambda: tells.__wrapped__(large, "mended", "orders"),
        spare=0.1,
    )


NOT_YET = [
    "Unless the dosing head is repaired by Monday we cancel.",
    "Either the invoice matter is settled or you lose us.",
    "We insist that the fault is cleared this week.",
    "According to your fitter the leak is fixed.",
    "Your service report says the fault is fixed.",
    "The pump was fixed and tripped again on Sunday.",
    "The fault was cleared, and two hours later the belt stood still.",
    "The leak was fixed for two weeks.",
    "The error is back, it was solved on paper.",
    "Die Störung ist angeblich behoben.",
    "Entweder das Problem ist behoben oder wir kündigen.",
    "À moins que le problème soit réglé, nous partons.",
    "Selon vous le problème est réglé.",
    "Según ustedes el problema está resuelto.",
]


@pytest.mark.parametrize("words", NOT_YET)
def test_what_is_demanded_or_only_said_or_went_wrong_again_is_not_put_right(words: str) -> None:
    """An ultimatum, our own word in their mouth, and a mending that did not last leave a complaint standing."""
    assert not put_right(words)


@pytest.mark.parametrize(
    "words", ["The line is back in production and runs again.", "It has worked without a fault for two weeks now."]
)
def test_a_mending_that_lasts_is_one(words: str) -> None:
    """However long it lasts."""
    assert put_right(words)
