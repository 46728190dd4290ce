"""That they order: with the order itself, or by their word that it comes; not elsewhere, not under a condition."""

import pytest

from regard.evidence.language.situations import tells


@pytest.mark.parametrize(
    "words",
    [
        "I am preparing the purchase order, you have it by Friday.",
        "We will place the order this week.",
        "We'll raise the PO by Friday.",
        "You will have our order on Monday.",
        "Ich bereite die Bestellung bis 20. März vor.",
        "Sie erhalten die Bestellung bis Freitag.",
        "Bis Freitag senden wir Ihnen die Bestellung.",
        "Nous vous envoyons la commande vendredi.",
        "Vous recevrez notre commande lundi.",
        "Prepararemos el pedido esta semana.",
        "Purchase order no. 4711 is attached.",
        "Please find our order attached, delivery no later than May.",
    ],
)
def test_orders(words: str) -> None:
    """English, German, French, Spanish."""
    assert tells(words, "orders")


@pytest.mark.parametrize(
    "words",
    [
        "We will place the order with Nordwerk.",
        "Sonst senden wir die Bestellung zu Nordwerk.",
        "Wir erteilen den Auftrag bei Nordwerk.",
        "Nous passons la commande chez Vexel.",
        "Pasaremos el pedido a Vexel.",
        "We will not place the order.",
        "We could place the order in May.",
        "If it runs, we will place the order.",
        "When will we get the order?",
        "We are preparing your order.",
        "I will send you the order form.",
        "We send the order back.",
        "Ich bereite die Besprechung vor.",
    ],
)
def test_orders_nothing(words: str) -> None:
    """Elsewhere, denied, asked, on a condition, our own work for them, a form, a thing sent back."""
    assert not tells(words, "orders")
