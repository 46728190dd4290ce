"""Days of clauses that look like past ones and are not: presents, conditions, relative clauses, days that are objects; and real pasts."""

from __future__ import annotations

import pytest

from regard.evidence.commitments import LEAST_CERTAIN
from regard.evidence.language.dates import due_dates

WEDNESDAY = 1760518800000000  # 2025-10-15, 9 h
TO_COME = """
The pump your fitter repaired goes back on Friday.
The drawing we received lapses on Friday.
The trial the plant bought ends on Friday.
The crane you hired leaves on Friday.
Our new automated line starts on Friday.
You had better come on Friday.
If we got the samples on Friday, we could test them.
It would suit us if you rang on Friday.
Unless the lorry came on Friday, we cannot start.
I wish they came on Friday.
They gave us Friday.
I held Friday for the trial run.
We left Friday open for your fitters.
We would go with the Friday ferry.
Le salon a lieu vendredi.
L'assemblée a lieu vendredi.
Nous avons trois audits vendredi.
Vous avez le circuit vendredi.
Vous avez jusqu'à vendredi pour répondre.
Le camion qui a livré la pompe repart vendredi.
La pompe que vous avez choisie part vendredi.
J'ai gardé vendredi pour vous.
S'il était possible, nous viendrions vendredi.
Hablamos el viernes.
El viernes entregamos las bombas.
El técnico que revisó la bomba regresa el viernes.
René llega el viernes.
El problema persiste el viernes.
Hemos bloqueado el viernes.
Am Freitag haben wir Sicherheit.
Am Freitag haben wir eine Probe mit den Beteiligten.
Am Freitag ist alles vorbereitet.
Am Freitag ist das Gerüst fertig.
Am Freitag kommen die bestellten Rohre.
Wenn Sie am Freitag lieferten, wäre das gut.
""".strip().split("\n")
OVER = """
The valve you returned arrived on Friday.
We met them Friday.
We shipped the samples on Friday.
On Friday the pump failed.
Le camion qui a livré la pompe est arrivé vendredi.
Nous avons bien reçu les vannes vendredi.
Nous avons déjà livré vendredi.
La bomba se rompió el viernes.
Hemos recibido la bomba el viernes.
Recibí el catálogo el viernes.
Am Freitag haben Ihre Leute alles geliefert.
Am Freitag ist die Pumpe ausgefallen.
Die Pumpe ist am Freitag geprüft worden.
Der Kunde bestellte am Freitag Rohre.
""".strip().split("\n")


def _read(sentence: str) -> set[str]:
    return {due.day for due in due_dates(sentence, WEDNESDAY) if due.certainty >= LEAST_CERTAIN}


@pytest.mark.parametrize("sentence", TO_COME)
def test_a_clause_that_could_be_present_keeps_its_day(sentence: str) -> None:
    """What only looks like a past form leaves the day to come."""
    assert _read(sentence) == {"2025-10-17"}


@pytest.mark.parametrize("sentence", OVER)
def test_a_clause_that_is_surely_past_has_its_day_behind_it(sentence: str) -> None:
    """A day of a real past is not the one to come."""
    assert "2025-10-17" not in _read(sentence)
