"""How a customer says that they make ready to leave, in four languages, and what stands near such words and says nothing of it."""

from __future__ import annotations

import pytest

from regard.evidence.language.situation_frames import number
from regard.evidence.language.situations import SITUATIONS, Situation, tells, told

LEAVING: frozenset[Situation] = frozenset(
    ("notice_asked", "data_asked", "shrinks", "ends_with_us", "looks_around", "ultimatum"),
)


@pytest.mark.parametrize(
    ("words", "situation"),
    [
        ("What is the notice period in our agreement with you?", "notice_asked"),
        ("By which date would we have to give notice?", "notice_asked"),
        ("Bitte teilen Sie uns die Kündigungsfrist unseres Vertrags mit.", "notice_asked"),
        ("À quelle date notre contrat prend-il fin ?", "notice_asked"),
        ("¿Cuándo vence nuestro contrato con ustedes?", "notice_asked"),
        ("We would like all shipment data of three years as CSV.", "data_asked"),
        ("Wir benötigen bis Monatsende einen vollständigen Export unserer Daten.", "data_asked"),
        ("Merci de nous envoyer une extraction complète de nos données.", "data_asked"),
        ("Necesitamos una exportación completa de nuestros datos.", "data_asked"),
        ("3 trucks a week from October instead of 7.", "shrinks"),
        ("From January we only need ten licences, not forty.", "shrinks"),
        ("Ab Januar brauchen wir nur noch 3 statt 7 Touren pro Woche.", "shrinks"),
        ("A partir de enero solo necesitamos 5 licencias en lugar de 20.", "shrinks"),
        ("We will not renew the contract in January.", "ends_with_us"),
        ("Hiermit kündigen wir den Vertrag fristgerecht zum 31. Dezember.", "ends_with_us"),
        (
            "Leider müssen wir Ihnen sagen, dass wir den Wartungsvertrag für die Presse ab Januar nicht verlängern.",
            "ends_with_us",
        ),
        ("Wir erneuern den Rahmenvertrag zum Jahresende nicht.", "ends_with_us"),
        ("Nous ne renouvellerons pas le contrat.", "ends_with_us"),
        ("No vamos a renovar el contrato.", "ends_with_us"),
        ("We have asked two other makers for an offer.", "looks_around"),
        ("Wir sehen uns derzeit nach anderen Lieferanten um.", "looks_around"),
        ("Nous étudions d'autres fournisseurs.", "looks_around"),
        ("Estamos mirando otros proveedores.", "looks_around"),
        ("If I have no credit note this week I take the January contract to Aerolane, and I mean it.", "ultimatum"),
        ("Fix it this week or lose us.", "ultimatum"),
        ("Ohne Gutschrift bis Freitag gehen wir zu Aerolane.", "ultimatum"),
        ("Sans solution cette semaine, nous changerons de fournisseur.", "ultimatum"),
        ("Si no lo arreglan antes del viernes, cancelamos el pedido.", "ultimatum"),
    ],
)
def test_told(words: str, situation: Situation) -> None:
    """A plain sentence tells its situation, and no other of them."""
    assert [one for one in SITUATIONS if one in LEAVING and tells(words, one)] == [situation]


@pytest.mark.parametrize(
    "words",
    [
        "When does the notice period end for our landlord?",
        "Hans has handed in his notice and leaves in March.",
        "All I was told is this: once that agreement runs out, somebody has to enter another.",
        "The contract ends on 31 December; please send us the renewal.",
        "We will give notice to our current supplier as soon as you can start.",
        "Can the system export all data as CSV?",
        "Please send me the data for the presentation on Monday.",
        "We need 7 trucks a week from October instead of 3.",
        "The machine uses 20 % less power, as you promised.",
        "Our customers order less in summer, as every year.",
        "We will not renew the contract with your competitor.",
        "Wir haben unserem alten Lieferanten gekündigt.",
        "Wir verlängern die Frist für das Angebot nicht.",
        "Wenn wir den Vertrag nicht verlängern, was geschieht dann?",
        "Wir haben den Vertrag noch nicht verlängert.",
        "This is our last order before the holidays.",
        "We looked at other suppliers and chose you.",
        "We are looking for another supplier of cardboard, do you know one?",
        "We would never look at another supplier.",
        "We are looking at other suppliers for the cables, nothing to do with you.",
        "If I do not hear from you by Friday I will assume that the date stands.",
        "If we cancel the contract, what is refunded is less.",
        "If nobody objects by noon I will cancel the meeting.",
        "If we do not deliver by Friday our customer will cancel.",
        "Si vous n'êtes pas libre vendredi, prenons lundi.",
        "Sin su firma el viernes no enviamos la muestra.",
    ],
)
def test_near(words: str) -> None:
    """Notice of somebody else's, data of a feature, more instead of less and an if that ends nothing tell none."""
    assert not LEAVING & {one.situation for one in told(words)}


@pytest.mark.parametrize(
    ("written", "value"), [("7", 7), ("1,200", 1200), ("1.200", 1200), ("2.5", 2.5), ("forty", 40), ("Drei", 3), ("veinte", 20)]
)
def test_number(written: str, value: float) -> None:
    """A number is read in figures, with marks of thousands, and as a word of four languages."""
    assert number(written) == value


@pytest.mark.parametrize(
    "words",
    [
        "We will need 2 trucks instead of 3,5,7 from January.",
        "We will take 3.5.1 instead of 4.0.2.",
    ],
)
def test_dates_and_lists_are_no_amounts(words: str) -> None:
    """A date, a version or a list of numbers where an amount may stand says of no fall, and ends no reading."""
    assert "shrinks" not in {one.situation for one in told(words)}


@pytest.mark.parametrize(
    "words", ["We have to reduce our volume from 1.3.2027 to 200 pallets.", "We cut our orders from 1.1.27 to two a month."]
)
def test_a_date_beside_an_amount_ends_no_reading(words: str) -> None:
    """Who takes less from a day on takes less, whatever the numbers are."""
    assert "shrinks" in {one.situation for one in told(words)}
