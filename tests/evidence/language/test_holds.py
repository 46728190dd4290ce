"""What stops until a day, and what asks us to leave something be."""

from datetime import date

import pytest

from regard.evidence.language.answerable import asks_not
from regard.evidence.language.refusals import refuses
from regard.evidence.language.situations import tells


@pytest.mark.parametrize(
    "words",
    [
        "All packaging software is on hold until fiscal Q3.",
        "Every new supplier initiative has been paused until the new year.",
        "Everything is frozen until April.",
        "New projects are suspended through June.",
        "Alle Softwareprojekte liegen bis April auf Eis.",
        "Sämtliche Investitionen sind bis zum Herbst gestoppt.",
    ],
)
def test_a_stop_of_all_that_is_bought(words: str) -> None:
    """Whatever they buy of a kind stands still until then, without a word such as "our"."""
    assert tells(words, "freeze")


@pytest.mark.parametrize(
    "words",
    [
        "All flights are suspended until Monday.",
        "All software updates are frozen until Friday.",
        "All deliveries are on hold until you pay.",
        "Everything is fine until April.",
        "If all projects are on hold until April, we wait.",
        "Is all software on hold until April?",
        "All your software is on hold until you tell us the price.",
        "All software was on hold until we lifted it last year.",
    ],
)
def test_other_things_that_stand_still(words: str) -> None:
    """Goods, releases, what is asked, supposed, lifted or ours is no stop of their buying."""
    assert not tells(words, "freeze")


def test_a_stop_refuses_until_its_day() -> None:
    """A standing refusal too, until the quarter that it names."""
    found = refuses("All warehouse projects are paused until Q2.", date(2026, 11, 9))
    assert found is not None
    assert (found.kind, found.until) == ("no_money", "2027-04-01")
    assert refuses("All warehouse projects are on schedule until Q2.", date(2026, 11, 9)) is None


@pytest.mark.parametrize(
    ("words", "leave_be"),
    [
        ("Please do not send further offers until then, I will write in spring.", True),
        ("Please don’t call before Monday.", True),
        ("Bitte schicken Sie uns bis dahin keine Angebote.", True),
        ("Wir bitten Sie, von weiteren Angeboten abzusehen.", True),
        ("Merci de ne plus nous envoyer d'offres.", True),
        ("Por favor, no envíen más ofertas.", True),
        ("Please do not call, but send me the price.", False),
        ("Why don't you send me a quote?", False),
        ("Please don't forget to send the drawing.", False),
        ("Bitte schicken Sie uns nicht nur den Preis.", False),
        ("Bitte senden Sie den Vertrag, wir haben noch keinen.", False),
        ("Por favor, envíe la oferta, no la tenemos.", False),
        ("Please send the offer.", False),
    ],
)
def test_what_asks_to_leave_something_be(words: str, *, leave_be: bool) -> None:
    """It waits for nothing, unless the sentence asks something beside."""
    assert asks_not(words) is leave_be
