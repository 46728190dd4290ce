"""What a whole sentence makes of the days in it: told as past, names, opening hours, days off, days counted from another.

All are read on Tuesday, 14 October 2025, at nine.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.language.dates import due_dates

TUESDAY = int(datetime(2025, 10, 14, 9, tzinfo=UTC).timestamp() * 1_000_000)

TOLD = [
    "The spare parts were due on 2 October and nobody has seen them.",
    "Your payment was promised on 30 September.",
    "The samples should have been here on October 6.",
    "The fair in September brought in forty contacts.",
    "The licence lapsed on 9 October.",
    "The pump should have arrived on the 9th.",
    "Die Lieferung war am 2. Oktober fällig.",
    "Der Absatz lag im September bei 400 Stück.",
    "Die Muster hätten am 6. Oktober da sein sollen.",
    "Die Preise stiegen am 1. Oktober um zwei Prozent.",
    "La remise est passée à 8 % au 1er octobre.",
    "Le camion devait arriver le 6 octobre.",
    "Les pièces auraient dû partir le 9.",
    "La garantie a expiré le 30 septembre.",
    "Teníamos que haber enviado el 9, pero no había material.",
    "El plazo venció el 6 de octubre.",
    "Las ventas subieron el 1 de octubre.",
    "Debió haber llegado el 9.",
]
NAMES = [
    "Notre dépôt : 3 rue du 8 Mai, Nantes.",
    "Rendez-vous 12 avenue du 11 Novembre.",
    "Le magasin est place du 4 Septembre.",
    "Boulevard du 14 Juillet 7, second étage.",
    "Das Lager liegt in der Straße des 18. Oktober.",
    "Wir sitzen am Platz des 4. Juli 9.",
    "Estamos en la calle 2 de Mayo, 14.",
    "La nave está en la avenida 9 de Julio.",
    "Our Christmas campaign doubled the traffic.",
    "The Black Friday promotion was planned by an agency.",
    "La campagne du Black Friday est prête.",
    "La campaña de Navidad nos deja sin personal.",
    "The Halloween orders are up by a third.",
]
OPEN = [
    "The counter is open Mon to Fri 9:00 - 16:30.",
    "Opening hours: Monday to Thursday 8 am - 5 pm.",
    "Support is staffed Mon-Fri.",
    "Unser Lager ist Montag bis Freitag geöffnet.",
    "Sprechzeiten: Mo-Do 9:00 - 16:00 Uhr.",
    "L'accueil est ouvert du lundi au vendredi.",
    "Horaires : lundi - jeudi, 9h00 - 17h00.",
    "La tienda está abierta de lunes a viernes.",
    "Horario de atención: lunes a jueves.",
]
OFF = [
    "We're closed over Christmas.",
    "Our office will be closed on 24 December.",
    "There is no delivery on 11 November.",
    "Wednesday is a bank holiday.",
    "Am 31. Oktober ist bei uns Feiertag.",
    "Am 31. Oktober haben wir geschlossen.",
    "Nos bureaux sont fermés le 11 novembre.",
    "Pas de livraison le 11 novembre (férié).",
    "El jueves 16 es festivo.",
    "La oficina está cerrada el 8 de diciembre.",
]
DUE = [
    # a clock time belongs to the day named before it
    ("Please book it tomorrow at the latest, the shop shuts at 4 p.m.", "2025-10-15"),
    ("The truck comes on Thursday, the gate opens at 7:30.", "2025-10-16"),
    ("Bitte bis Freitag bestellen, um 15:00 Uhr ist Schluss.", "2025-10-17"),
    ("Venez jeudi, le portail ferme à 17h30.", "2025-10-16"),
    ("Vengan el viernes, cerramos a las 15:00.", "2025-10-17"),
    ("Let me have it by 4 pm.", "2025-10-14"),
    # one day said twice
    ("You get the plan EOW next week.", "2025-10-24"),
    ("The count is done EOM next month.", "2025-11-30"),
    ("EOQ next quarter is what we plan for.", "2026-03-31"),
    # counted from a day named before
    ("The visit is on Monday 20 October and the drawings must be there three days before.", "2025-10-17,2025-10-20"),
    ("We are back on Thursday and call you the day after.", "2025-10-16,2025-10-17"),
    ("The board meets on 3 November, so the paper has to go out a week earlier.", "2025-10-27,2025-11-03"),
    ("We install on 20 October and train your people two days later.", "2025-10-20,2025-10-22"),
    ("The order comes on 20 October; we ship the following day.", "2025-10-20,2025-10-21"),
    ("Give notice 10 days before expiry on 30 November.", "2025-11-20,2025-11-30"),
    ("Die Messe beginnt am 3. November, der Stand steht zwei Tage vorher.", "2025-11-01,2025-11-03"),
    ("Wir kommen am 20. Oktober und liefern am Tag danach.", "2025-10-20,2025-10-21"),
    ("Die Prüfung ist am 20. Oktober, die Akten brauchen wir am Vortag.", "2025-10-19,2025-10-20"),
    ("Nous passons le 20 octobre et livrons le lendemain.", "2025-10-20,2025-10-21"),
    ("L'audit a lieu le 3 novembre ; envoyez le dossier trois jours avant.", "2025-10-31,2025-11-03"),
    ("Le salon ouvre le 3 novembre, on monte la veille.", "2025-11-02,2025-11-03"),
    ("Llegamos el 20 de octubre y montamos al día siguiente.", "2025-10-20,2025-10-21"),
    ("La visita es el 3 de noviembre y el informe va dos días antes.", "2025-11-01,2025-11-03"),
    ("Pas de livraison le 11 novembre, on vous livre le lendemain.", "2025-11-12"),
    ("The 24th of this month is the last day of the offer.", "2025-10-24"),
    # what is closed, or only comes before
    ("We're closed over Christmas but you have the offer by 7 January.", "2026-01-07"),
    ("Let's meet after Thanksgiving, Tuesday the 2nd suits me.", "2025-12-02"),
    ("El jueves 16 es festivo, así que salimos el viernes.", "2025-10-17"),
    ("Am 31. Oktober ist Feiertag, wir liefern am 3. November.", "2025-11-03"),
    ("We cannot start before 3 November because the hall is full, but we finish by the 14th of November.", "2025-11-14"),
    ("Vor dem 3. November geht es nicht.", "2025-11-02"),
    ("It's now 2 weeks late, we need it by Friday.", "2025-10-17"),
    # the order of day and month
    ("The £2,400.00 go out on 07/11/25.", "2025-11-07"),
    ("€900 are due 05/12/2025.", "2025-12-05"),
    ("The $2,400.00 go out on 11/07/25.", "2025-11-07"),
    # weeks and amounts
    ("The draft is ready by mid-week.", "2025-10-15"),
    ("Midweek you get the draft.", "2025-10-15"),
    ("Bis Wochenmitte ist es fertig.", "2025-10-15"),
    ("In der 2. Novemberhälfte kommt die Presse.", "2025-11-30"),
    ("In der 1. Dezemberhälfte wird geliefert.", "2025-12-15"),
    ("Le devis part dans une dizaine de jours.", "2025-10-24"),
    ("La réponse vient sous une vingtaine de jours.", "2025-11-03"),
    ("Lo tendrán en una decena de días.", "2025-10-24"),
    ("Nos vemos de este jueves en ocho.", "2025-10-23"),
    ("Quedamos el lunes en quince.", "2025-11-03"),
    ("We start in early November.", "2025-11-10"),
]
STILL_DUE = [
    ("We agreed on the 20th.", "2025-10-20"),
    ("The launch was planned for November.", "2025-11-30"),
    ("The call was scheduled for 20 October.", "2025-10-20"),
    ("It takes place 3 November.", "2025-11-03"),
    ("Nous serons sur place le 3 novembre.", "2025-11-03"),
    ("Nous serons sur place du 3 au 5 novembre.", "2025-11-05"),
    ("We must be ready before our Black Friday campaign.", "2025-11-27"),
    ("Wir kommen Montag bis Mittwoch.", "2025-10-22"),
    ("Der Vertrag wird am Freitag geschlossen.", "2025-10-17"),
    ("El trato estará cerrado el viernes.", "2025-10-17"),
    ("Cerramos el viernes.", "2025-10-17"),
    ("We want this deal closed on Friday.", "2025-10-17"),
    ("Hätten Sie am 20. Oktober Zeit?", "2025-10-20"),
]


def _read(sentence: str) -> set[str]:
    return {due.day for due in due_dates(sentence, TUESDAY) if due.day >= "2025-10-14"}


@pytest.mark.parametrize("sentence", TOLD)
def test_what_was_due_is_not_due_next_year(sentence: str) -> None:
    """A day said without its year, or its month, in a clause that is past is not the next one to come."""
    assert not _read(sentence)


@pytest.mark.parametrize("sentence", NAMES)
def test_streets_and_campaigns_are_no_days(sentence: str) -> None:
    """A day in the name of a street or of a thing is nobody's day."""
    assert not _read(sentence)


@pytest.mark.parametrize("sentence", OPEN)
def test_opening_hours_are_no_days(sentence: str) -> None:
    """Weekdays on which something is open come every week."""
    assert not _read(sentence)


@pytest.mark.parametrize("sentence", OFF)
def test_nothing_is_due_on_a_day_off(sentence: str) -> None:
    """A holiday, or a day on which the office is closed, is no due day."""
    assert not _read(sentence)


@pytest.mark.parametrize(("sentence", "day"), [*DUE, *STILL_DUE])
def test_the_sentence_decides_which_days_are_meant(sentence: str, day: str) -> None:
    """Exactly the days meant, and no clock, holiday or "now" beside them."""
    assert _read(sentence) == set(day.split(","))
