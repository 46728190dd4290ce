"""How buyers say that they have gone to somebody else without the word: what we hold is handed over, all goes through another."""

from __future__ import annotations

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case, fired
from tests.pace import grows

from regard.deals.risks import risks
from regard.deals.signs import signs
from regard.evidence.language.situations import told

GONE = [
    "Please release all our pallets at Rouen to Corvano, they collect on Friday.",
    "All future orders go through Corvano.",
    "We have moved our account to Corvano.",
    "We are going with Corvano for the next three years.",
    "Please hand all keys and drawings over to Corvano Services.",
    "Corvano takes over from you on 1 May.",
    "Please transfer our domains to Corvano by Monday.",
    "Our cleaning is now done by Corvano.",
    "All further bookings will go through them.",
    "Bitte geben Sie unseren gesamten Bestand an die Firma Corvano frei, sie holt am Donnerstag ab.",
    "Künftig laufen alle Aufträge über Corvano.",
    "Wir sind zu Corvano gewechselt.",
    "Merci de remettre notre stock à Corvano, ils passent jeudi.",
    "Désormais, toutes nos commandes passent par Corvano.",
    "Nous sommes passés chez Corvano.",
    "Por favor, entreguen todas nuestras existencias a Corvano, pasan el jueves.",
    "A partir de ahora todos los pedidos van por Corvano.",
    "Nos hemos cambiado a Corvano.",
    # not read while the frames were written
    "Kindly hand over the rest of our moulds to Testrup Plast next week.",
    "Any further printing will be done by Testrup.",
    "We have transferred our payroll to Testrup.",
    "We have switched to Testrup for all our maintenance.",
    "You can release everything you hold for us to Testrup Lager.",
    "In Zukunft gehen sämtliche Bestellungen an Testrup.",
    "Dorénavant, nos transports seront confiés à Testrup.",
    "En adelante las compras se harán con Testrup.",
]
NOT_GONE = [
    "Please release five pallets to Corvano on Friday.",
    "All future invoices go to our accounting team.",
    "All future orders go through our portal.",
    "We are going with Karen to the fair.",
    "We have moved to Lyon.",
    "We have moved the meeting to Monday.",
    "We have switched to Teams.",
    "If it goes on like this, all future orders go through Corvano.",
    "Could you release our stock to Corvano?",
    "From now on Karen handles our invoices.",
    "We have not moved to Corvano.",
    "Please hand the keys to the driver.",
    "Wir sind umgezogen.",
    "Nous sommes passés chez vous hier.",
    "Nos hemos cambiado de oficina.",
    "Please send our order to Hull.",
    # not read while the frames were written
    "Please release all our boxes to our carrier Testrup.",
    "We moved our stand to hall four.",
    "All new colleagues go through the training.",
    "Our printing is done by lunchtime.",
    "Please hand over the minutes to Karen.",
    "Would all future bookings go through them?",
    "We have taken our time with this.",
    "Bitte geben Sie die Ware frei.",
]


@pytest.mark.parametrize("words", GONE)
def test_they_have_gone_to_somebody_else(words: str) -> None:
    """What is handed over, moved or sent through another from now on is a choice that was made."""
    assert "chose_other" in {one.situation for one in told(words)}


@pytest.mark.parametrize("words", NOT_GONE)
def test_what_is_nobody_s_going(words: str) -> None:
    """A delivery, a move of house or of a meeting, a portal, a question or an if is no choice."""
    assert "chose_other" not in {one.situation for one in told(words)}


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("We have switched to Corvano.", True),
        ("We are going with Corvano.", True),
        ("They signed with Corvano on Monday.", True),
        ("We are not going with Corvano.", False),
        ("We are going to Corvano for a visit.", False),
        ("We have moved to Lyon.", False),
        ("We have gone over to Corvano.", True),
        ("They settled on Corvano after all.", True),
        ("We went with Corvano for the whole of the north.", True),
        ("We changed over to Corvano in spring.", True),
        ("We are going to Corvano for lunch on Tuesday.", False),
        ("We will go to Corvano to hear their talk.", False),
        ("We went to Corvano last week.", False),
        ("We have moved to Corvano Road.", False),
        ("They moved to Corvano House in May.", False),
        ("We went with Corvano to the trade fair.", False),
        ("We are going with Corvano for a coffee.", False),
        ("They are going for Corvano's tour of the mill.", False),
    ],
)
def test_a_competitor_that_is_known_needs_no_more_words(words: str, *, gone: bool) -> None:
    """Of a name that is known to be a competitor's "switched to" is enough; of any other it could be a place or a tool."""
    assert any(s.kind == "chose_other" for s in signs(touch(1, "lena", "SAM", words), ["Corvano"])) == gone


def test_a_colleague_of_theirs_is_nobody_else() -> None:
    """Orders that go through a colleague are no loss; through a firm they are, quoted."""
    words = "All future orders go through {}."
    lost = fired(case([*ALONE, touch(58, "lena", "SAM", words.format("Corvano"))]), "chose_another")
    assert lost is not None
    assert lost.evidence[0].quote == "All future orders go through Corvano."
    there = touch(57, "omar", "SAM")
    assert fired(case([*ALONE, there, touch(58, "lena", "SAM", words.format("Omar"))]), "chose_another") is None


def test_a_best_price_by_a_day_under_a_match_is_a_last_look() -> None:
    """A best price that somebody else needs by a day is a last call."""
    words = "Can you match it? He needs your best price by Friday."
    assert sum(s.kind == "final_price" for s in signs(touch(1, "lena", "SAM", words))) == 2


def test_a_deal_that_is_lost_is_not_quiet() -> None:
    """Told while the deal is open and they ask nothing of it; no silence is a risk beside it, and a price asked since takes it back."""
    lost = [
        *ALONE,
        touch(58, "lena", "SAM", "All future orders go through Corvano."),
        touch(60, "SAM", "lena", "What decided it?"),
    ]
    found = risks(case(lost, now=140))
    assert [r.told for r in found if r.kind == "chose_another"] == [True]
    assert not {"no_activity", "gone_quiet"} & {r.kind for r in found}
    asks = "Could you quote us the spring volume?"
    back = touch(62, "lena", "SAM", asks, asks=((0, len(asks)),))
    assert "chose_another" not in {r.kind for r in risks(case([*lost, back], now=140))}
    assert "chose_another" not in {r.kind for r in risks(case(lost, now=400))}


@pytest.mark.parametrize(
    "base", ["Please release all our ", "All future orders go through ", "We have moved our account to A ", "sind zu A "]
)
def test_long_words_of_going_are_read_in_time(base: str) -> None:
    """Of words that nearly fit, more cost in proportion."""
    told.cache_clear()
    short, long = base * 12, base * 48
    grows(9, lambda: told.__wrapped__(short), lambda: told.__wrapped__(long))
