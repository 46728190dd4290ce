"""In three languages that are not read in full it is heard that something is outstanding, and no other question."""

from __future__ import annotations

import pytest

from regard.evidence.language.chases import chase


@pytest.mark.parametrize(
    "words",
    [
        "Herr Doktor Lenz fragt, wo der Prüfbericht zur Anlage bleibt.",
        "Wo bleiben die Muster?",
        "Wir warten noch immer auf die Zeichnungen.",
        "Leider haben wir bis heute keinen Vertrag erhalten.",
        "Ihre Stellungnahme steht noch aus.",
        "Wann können wir mit der Gutschrift rechnen?",
        "Où en est le devis ?",
        "Nous n'avons toujours pas reçu les échantillons.",
        "Nous attendons toujours votre retour.",
        "Où reste le rapport promis ?",
        "Seguimos esperando los planos.",
        "Todavía no hemos recibido la muestra.",
        "¿Dónde está el informe?",
    ],
)
def test_what_is_outstanding_is_heard(words: str) -> None:
    """Forms that say by themselves that something was to come and did not."""
    text = f"Guten Tag.\n\n{words}\n\nGruß"
    found = chase(text)
    assert found is not None
    assert text[found[0] : found[1]].strip() == words


@pytest.mark.parametrize(
    "words",
    [
        "Wo finden wir den Eingang zum Lager?",
        "Wir bleiben bei unserer Bestellung.",
        "Das Team wartet im zweiten Stock auf Sie.",
        "Wir haben keine Fragen mehr.",
        "Vielen Dank, wir haben alles erhalten.",
        "Wo ist Ihr Büro in Linz?",
        "Das Fest steht vor der Tür.",
        "Où est votre bureau à Lyon ?",
        "Nous avons bien reçu les échantillons.",
        "Nous attendons la décision du conseil.",
        "¿Dónde está la oficina?",
        "Esperamos su visita el lunes.",
        "Ya hemos recibido la muestra.",
    ],
)
def test_other_questions_and_news_are_not(words: str) -> None:
    """Where something is, that something came, that they wait for their own people."""
    assert chase(words) is None
