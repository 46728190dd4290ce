"""In three languages that are not read in full it is heard that something is outstanding, and no other question."""

from __future__ import annotations

import pytest

from regard.evidence.language.chases import chase, presses


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


@pytest.mark.parametrize(
    "words",
    [
        "Any news on the samples?",
        "Where are the certificates that Paul asked for?",
        "The valves are now overdue.",
        "You promised a call on Monday, and nobody rang.",
        "I am chasing the credit note again.",
        "When can we expect the pallets?",
        "We have been waiting for the fitter since nine.",
        "Wir warten noch immer auf die Zeichnungen.",
    ],
)
def test_who_runs_after_what_we_owe_is_heard(words: str) -> None:
    """In four languages, with the sentence that does."""
    text = f"Hello,\n\n{words} Could we speak today?"
    found = presses(text)
    assert found is not None
    assert text[found[0] : found[1]].strip() == words


@pytest.mark.parametrize(
    "words",
    [
        "Could you send us an offer for three valves?",
        "We are still not sure which valve fits.",
        "Where is your office, and can we park there?",
        "We would be glad of any news about the new model.",
        "You said that the valve holds 6 bar, and we need 8.",
        "I received the drawings, thank you.",
        "Können wir uns nächste Woche treffen?",
    ],
)
def test_who_wants_more_of_us_does_not_run_after_it(words: str) -> None:
    """An enquiry, a doubt and a thank-you press nobody."""
    assert presses(words) is None
