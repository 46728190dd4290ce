"""What a company calls itself below its people's mail, believed where its letters spell the domain."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.identity.signed_company import signed_company, spells

SIGNED = [
    ("Nora Fenn\nHead of Purchasing\nAlder Quay Foods Ltd\n+44 20 7946 0011", "alderquayfoods.co.uk", "Alder Quay Foods Ltd"),
    ("Jens Krog | Lund Marine AS | www.lund-marine.no", "lund-marine.no", "Lund Marine AS"),
    ("i. A. Petra Moll\nMüller & Söhne GmbH", "muellersoehne.de", "Müller & Söhne GmbH"),
    ("Mit freundlichen Grüßen\nHans Brod\nBäckerei Brod", "baeckereibrod.de", "Bäckerei Brod"),
    ("Åsa Berg, Inköp\nSmörgård AB", "smorgard.se", "Smörgård AB"),
    ("Tom Rees\nReed and Marsh", "reedandmarsh.com", "Reed and Marsh"),
    ("Tom Rees\nReed & Marsh plc", "reedandmarsh.com", "Reed & Marsh plc"),
    ("Ivy Cole\nMeadow Bay Cheese Limited", "meadowbay.ie", "Meadow Bay Cheese Limited"),
    ("Ivy Cole\nMeadow Bay Cheese", "meadowbay.ie", "Meadow Bay Cheese"),
    ("Pia Ros\nVAN DER LAAN BLOEMEN B.V.\nAalsmeer", "vanderlaanbloemen.nl", "VAN DER LAAN BLOEMEN B.V."),
    ("Luc Petit\nmail.fonderie-petit.fr\nFonderie Petit", "mail.fonderie-petit.fr", "Fonderie Petit"),
]
UNSIGNED = [
    ("Nora Fenn\nSupplier of Quill Cartons Ltd", "alderquayfoods.co.uk"),
    ("Nora Fenn\nalderquayfoods", "alderquayfoods.co.uk"),
    ("Nora Fenn\nAlderquayfoods", "alderquayfoods.co.uk"),
    ("Eva Lund\nLund", "lund.no"),
    ("Nora Fenn\nvisit www.alder quay foods", "alderquayfoods.co.uk"),
    ("Nora Fenn\nnora@alderquayfoods.co.uk", "alderquayfoods.co.uk"),
    ("Ivy Cole\nMeadow Bay customer care team", "meadowbay.ie"),
    ("Ivy Cole\nMeadow Bay Purchasing", "meadowbay.ie"),
    ("Sam Orr\nHarlow Power Marketing Inc.", "harlow.com"),
    ("Ivy Cole\nMeadow Bay is now hiring in every town of the country", "meadowbay.ie"),
    ("Nora Fenn\nAlder Quay Foods Ltd", "gmail.com"),
    ("Nora Fenn\nAlder Quay Foods Ltd", ""),
    ("", "alderquayfoods.co.uk"),
]


@pytest.mark.parametrize(("signature", "domain", "name"), SIGNED)
def test_the_name_that_spells_the_domain_is_read_with_its_blanks_and_accents(signature: str, domain: str, name: str) -> None:
    assert signed_company(signature, domain) == name


@pytest.mark.parametrize(("signature", "domain"), UNSIGNED)
def test_what_does_not_spell_the_domain_or_says_more_is_no_name(signature: str, domain: str) -> None:
    assert signed_company(signature, domain) == ""


def test_a_name_with_accents_spells_its_domain_either_way() -> None:
    assert spells("Fjällmjölk AB", "fjallmjolk")
    assert spells("Fjällmjölk AB", "fjaellmjoelk")
    assert not spells("Fjällmjölk AB", "mjolk")


def test_a_signature_of_a_megabyte_is_read_at_once() -> None:
    for text in ("A & " * 250_000, "Alder-" * 170_000, ("A" * 199 + "\n") * 5_000, "| " * 500_000):
        within(0.05, lambda text=text: signed_company(text, "alderquayfoods.co.uk"))
