"""That a mail is confidential, beside where its company is registered, is the company's and no wish of its writer."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.parse.zones import zones

REGISTERED = {
    "en": "Larkfield Ltd. Registered in England No. 01234567.",
    "de": "Sitz: Kassel, Amtsgericht Kassel HRB 12345.",
    "fr": "Pompes du Nord, SAS au capital de 150 000 euros, RCS Lille 123 456 789",
    "es": "Bombas del Sur, S.L., inscrita en el Registro Mercantil de Cádiz, tomo 1234, folio 56.",
}
NOTICES = {
    "en": """This message is confidential.
This e-mail and any attachments are confidential.
This email may contain confidential or privileged information.
The contents of this message are strictly confidential.
This communication contains proprietary information.
The information contained in this e-mail is confidential and may be legally privileged.""",
    "de": """Der Inhalt dieser E-Mail ist vertraulich.
Diese Nachricht ist vertraulich.
Diese E-Mail und ihre Anhänge enthalten vertrauliche Daten.
Diese Mail kann vertrauliche und rechtlich geschützte Informationen enthalten.
Diese Mitteilung ist streng vertraulich.""",
    "fr": """Ce message est confidentiel.
Ce courriel et ses pièces jointes sont confidentiels.
Ce mail contient des informations confidentielles.
Le contenu de ce message est strictement confidentiel.""",
    "es": """Este mensaje es confidencial.
Este correo electrónico contiene información confidencial.
El contenido de este mensaje es confidencial.
Este correo y sus archivos adjuntos son confidenciales.""",
}
SAID = {
    "en": """This message is confidential until our board has met.
This message is confidential, Kim must not see it.
The content of this quote is confidential.
This e-mail is confidential: we change supplier in May.
Please keep this message confidential.""",
    "de": """Diese Nachricht ist vertraulich, solange der Betriebsrat nichts weiß.
Diese E-Mail ist vertraulich: wir wechseln im Mai.
Der Inhalt dieses Angebots ist vertraulich.
Bitte behandeln Sie diese E-Mail vertraulich.""",
    "fr": """Ce message est confidentiel jusqu'à l'annonce.
Ce message est confidentiel : nous changeons de fournisseur en mai.
Merci de garder ce message confidentiel.""",
    "es": """Este mensaje es confidencial hasta el anuncio.
Este mensaje es confidencial: cambiamos de proveedor en mayo.
Por favor, trate este mensaje como confidencial.""",
}


def pairs(of: dict[str, str]) -> list[tuple[str, str]]:
    """(language, sentence) of a table."""
    return [(language, line) for language, lines in of.items() for line in lines.splitlines()]


def own(text: str) -> str:
    """What is left of a mail as its writer's own words."""
    return "".join(text[s.start : s.end] for s in zones(text) if s.zone == "own").strip()


@pytest.mark.parametrize(("language", "notice"), pairs(NOTICES))
@pytest.mark.parametrize("between", [" ", "\n"])
def test_beside_a_register_it_is_small_print(language: str, notice: str, between: str) -> None:
    """In the four languages that are read, in front of the register or behind it."""
    for line in (f"{notice}{between}{REGISTERED[language]}", f"{REGISTERED[language]}{between}{notice}"):
        assert own(f"The crane is repaired.\n\n{line}\n") == "The crane is repaired."


@pytest.mark.parametrize(("language", "notice"), pairs(NOTICES))
def test_alone_it_may_be_a_wish(language: str, notice: str) -> None:
    """Nothing says that it is a company's."""
    assert own(f"The crane is repaired.\n\n{notice}\n").endswith(notice)


@pytest.mark.parametrize(("language", "said"), pairs(SAID))
def test_what_goes_on_is_said(language: str, said: str) -> None:
    """A day, a reason or somebody spoken to make it the writer's."""
    assert own(f"The crane is repaired.\n\n{said} {REGISTERED[language]}\n").startswith(f"The crane is repaired.\n\n{said}")


@pytest.mark.parametrize(
    "words", ["this message and any attachments may contain confidential ", "ce message est confidentiel et "]
)
def test_many_such_words_are_read_quickly(words: str) -> None:
    """Work grows with the length alone."""
    text = f"Hello,\n\n{words * 20_000}\n\n{words * 10} {REGISTERED['en']}"
    within(3.0, lambda: zones(text))
