"""Who says that they go to the market unless something is done, who stays then, and what of a tender waits for nobody."""

from __future__ import annotations

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case, fired

from regard.deals.case import put
from regard.evidence.language.confidences import in_confidence
from regard.evidence.language.situations import told

GIVES = [
    "If the new rates go through we will go out to tender.",
    "Unless you hold the price, we shall test the market.",
    "If you raise it once more, we will have to shop around.",
    "Hold the terms, otherwise we will put it out to tender.",
    "Wenn Sie die Preise erhöhen, schreiben wir die Reinigung neu aus.",
    "Sonst holen wir Vergleichsangebote ein.",
    "Si vous maintenez la hausse, nous lancerons un appel d'offres.",
    "Si suben el precio, saldremos al mercado.",
    # not read while the frames were written
    "Should your surcharge stay, we will look around.",
    "We will get other quotes unless the rates come down.",
    "Falls das so bleibt, gehen wir an den Markt.",
    "Si ça continue, nous consulterons vos concurrents.",
]
NONE = [
    "If the sun shines we will go to the market.",
    "We go to the market every Saturday.",
    "We will look around the hall if there is time.",
    "Wir holen die Angebote morgen ab.",
    # not read while the frames were written
    "If you like, we will look around the plant together.",
    "We shall go to market with the new flavour in May.",
    "Schauen wir uns die Anlage an.",
]


@pytest.mark.parametrize("words", GIVES)
def test_to_go_to_the_market_unless_is_an_ultimatum(words: str) -> None:
    """A tender, the market or other quotes, unless prices or terms give: they may go."""
    assert "ultimatum" in {one.situation for one in told(words)}


@pytest.mark.parametrize("words", NONE)
def test_a_market_is_not_always_one(words: str) -> None:
    """Markets one shops on, halls and plants one looks around in are none."""
    assert "ultimatum" not in {one.situation for one in told(words)}


def test_who_stays_after_it_clears_it() -> None:
    """Their word that they stay with us ends it; an "if" does not."""
    threat = touch(50, "lena", "SAM", GIVES[0])
    assert fired(case([*ALONE, threat]), "ultimatum") is not None
    assert fired(case([*ALONE, threat, touch(57, "lena", "SAM", "Good. Then we stay with you.")]), "ultimatum") is None
    assert fired(case([*ALONE, threat, touch(57, "lena", "SAM", "If you hold it, we stay with you.")]), "ultimatum") is not None


@pytest.mark.parametrize(
    ("words", "quiet"),
    [
        ("Good. Then we stay with you.", False),
        ("I have told the board that I want to stay with you.", False),
        ("We shall stay with you for another year.", False),
        ("This must stay with you.", True),
        ("Let it stay with you, please.", True),
        ("I trust that this'll stay with you.", True),
        ("We'll stay with you.", False),
        ("This stays between us.", True),
    ],
)
def test_a_customer_who_stays_tells_no_secret(words: str, *, quiet: bool) -> None:
    """That they stay with us is told to everybody; that something is to stay with us is a confidence."""
    assert in_confidence(words) == quiet


@pytest.mark.parametrize(
    ("words", "waits"),
    [
        ("Under evaluation. Piet will inform all bidders in May.", False),
        ("Our board will decide on the offers in May.", False),
        ("The purchasing team will get back to every bidder.", False),
        ("We ask all bidders to submit their offers by Friday.", True),
        ("Will Piet decide on our offer, or should we ask for bids?", True),
    ],
)
def test_what_their_own_people_will_do_waits_for_nobody(words: str, *, waits: bool) -> None:
    """That somebody of theirs will inform, decide or come back puts nothing before us; to be asked for an offer does."""
    asked = ((0, len(words)),) if words.endswith("?") else ()
    assert (put(touch(1, "lena", "SAM", words, asks=asked)) is not None) == waits
