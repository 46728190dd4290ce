"""A company's notices under its mail are nobody's words; what somebody says about a company is theirs."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.parse.zones import zones

NOTICES = [
    "Tarnwick is a company registered under number 8782684. This message does not constitute a binding offer unless confirmed in writing.",
    "Quay Pumps Ltd is a private company registered in England under number 01234567.\nRegistered office: 4 Quay Street, Bristol BS1 4DB.",
    "Larkfield Ltd. Registered in England No. 01234567. VAT no. GB 123 4567 89.",
    "This e-mail is not intended to form a contract.",
    "Nothing in this e-mail shall be deemed to create a legally binding contract.",
    "This communication and its contents shall not constitute an offer or acceptance of any contract, unless signed by the company.",
    "Sitz der Gesellschaft: Kassel\nAmtsgericht Kassel, HRB 12345\nGeschäftsführer: Jan Ohm, Ute Berg",
    "Nordpumpen GmbH, Registergericht: Amtsgericht Kiel HRB 4711, USt-IdNr. DE123456789",
    "Diese E-Mail stellt kein verbindliches Angebot dar, sofern nicht schriftlich bestätigt.",
    "Diese Nachricht ist nicht rechtsverbindlich.",
    "Pompes du Nord, SAS au capital de 150 000 euros, RCS Lille 123 456 789\nSiège social : 3 rue du Port, 59000 Lille",
    "Ce message ne constitue pas un engagement contractuel de la société, sauf confirmation écrite.",
    "Bombas del Sur, S.L., inscrita en el Registro Mercantil de Cádiz, tomo 1234, folio 56, hoja CA-7890.",
    "Este mensaje no constituye una oferta vinculante, salvo confirmación por escrito.",
]
SAID = [
    "Our company is registered under number 8782684, please put it on the invoice.",
    "This message does not constitute an order.",
    "This e-mail is not a binding offer yet: the price for 40 pumps follows on Monday.",
    "This is not a commitment, but I expect the contract to be signed by the board next week.",
    "This e-mail does not constitute an agreement to clause 5, which legal will not accept.",
    "VAT no. GB 123 4567 89",
    "Registered office: 4 Quay Street, Bristol BS1 4DB.",
    "The pump is registered in the plant under number 44123. Can you look it up?",
    "The new subsidiary is registered in Ireland.",
    "Tarnwick Ltd, registered in Cork under number 123456, has quoted 12 % less.",
    "The buyer will be a company registered in Ireland. They will place the order.",
    "Kelvinex is registered in Cork under number 123456 and quoted 12 % less.",
    "Amtsgericht Kassel, HRB 12345, so steht es auch in unserem Vertrag.",
    "Diese Nachricht ist noch keine verbindliche Bestellung.",
    "Wir brauchen ein verbindliches Angebot bis Freitag.",
    "Ce message ne constitue pas une commande.",
    "Este mensaje no constituye un pedido.",
    "We need a binding offer unless you prefer the frame contract.",
]


def own(text: str) -> str:
    """What is left of a mail as its writer's own words."""
    return "".join(text[s.start : s.end] for s in zones(text) if s.zone == "own").strip()


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("above", ["Hello Ann,\n\nthe report is ready.", "the report is ready"])
def test_a_company_s_notice_under_a_mail_is_not_what_somebody_says(notice: str, above: str) -> None:
    """Where a company is registered, or that a mail is no binding offer, is small print in four languages."""
    assert own(f"{above}\n\n{notice}\n") == above


@pytest.mark.parametrize("sentence", SAID)
def test_what_somebody_says_of_a_company_or_an_offer_stays_theirs(sentence: str) -> None:
    """An order, a number that was asked for, a competitor's offer: words that are like a notice, and say something."""
    assert own(f"Hello Ann,\n\nthe report is ready.\n\n{sentence}\n").endswith(sentence)


def test_two_notices_below_each_other_are_two() -> None:
    """The register in one paragraph, the caution in the next."""
    two = "\n\n".join((NOTICES[2], NOTICES[3]))
    assert own(f"Hello Ann,\n\nthe report is ready.\n\n{two}\n") == "Hello Ann,\n\nthe report is ready."


def test_a_name_above_a_notice_is_still_a_signature() -> None:
    """The notice at the end does not hide who signed above it."""
    text = f"Hello Ann,\n\nthe report is ready.\n\nKind regards,\nGina Haskell\nSales, Tarnwick\n\n{NOTICES[0]}\n"
    assert own(text) == "Hello Ann,\n\nthe report is ready."


@pytest.mark.parametrize("notice", NOTICES)
def test_a_mail_of_nothing_but_a_notice_keeps_it(notice: str) -> None:
    """Where nothing else is there, it is not taken for small print."""
    assert all(s.zone != "disclaimer" for s in zones(notice))


def test_a_long_text_of_such_words_is_read_quickly() -> None:
    """Work grows with the length alone."""
    text = "Hello,\n\n" + "this message is registered in no contract " * 4000
    within(1.0, lambda: zones(text))
