"""An invitation to eat, drink, play or watch is sociable; one to eat over a contract is business."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.evidence.language.occasions import is_sociable
from regard.model import Span

SOCIABLE = """Let's have dinner in Lyon, my treat.
How about lunch on Friday?
Are you up for a coffee next week?
Shall we grab a beer after the fair?
We should go and see the match together.
Come to our summer party!
Fancy a round of golf in May?
Drinks with the Larkfield team
Christmas do
Wollen wir am Freitag zusammen essen gehen?
Hätten Sie Lust auf ein Bier nach der Messe?
Kommen Sie doch zu unserem Sommerfest.
Mittagessen mit Frau Aden
On se fait un resto la semaine prochaine ?
Je vous invite à déjeuner mardi.
Apéro de Noël
¿Nos tomamos unas cañas el jueves?
Le invito a comer la semana que viene.
Cena de Navidad"""
UNREAD_SOCIABLE = """Could we do breakfast while you are in town?
Let's catch the cricket at the weekend.
Pub on Thursday?
I have two tickets for the opera.
Darf ich Sie zum Abendessen einladen?
Gehen wir zusammen auf den Weihnachtsmarkt?
Venez boire un verre chez nous vendredi.
¿Vamos al partido del sábado?
Comida con Inés"""
BUSINESS = """Let's have lunch and go through the contract.
Can we set up a call next week?
We would like a demo over coffee.
Working lunch: pricing for 2027
Could we meet on Tuesday?
Lunch & learn: the new pump
Dinner meeting with the board
We want two drinks machines, could you quote?
The match rate has to rise before we order.
Could you visit our party wall site?
Can we arrange a tasting of the samples?
Wir möchten beim Mittagessen über den Vertrag sprechen.
Können wir einen Termin für die Vorführung vereinbaren?
Déjeuner de travail : renouvellement
Pouvons-nous parler du devis autour d'un café ?
Comida de trabajo: renovación
¿Podemos ver la oferta durante la comida?"""
UNREAD_BUSINESS = """Coffee on Monday to discuss the rollout?
Can you present the plan over dinner?
Let's do lunch, I need your proposal by then.
Abendessen mit Besprechung der Zahlen
Ein Kaffee, und dann gehen wir das Angebot durch?
Un verre pour signer le contrat ?
Café y repaso del pedido"""

THINGS = """Could we meet in May about the tea and coffee bar in our lobby?
Could you drop by on Monday to repair the beer pump?
Can we get together on Tuesday about the lunch trays?
Would you come to our pub on Friday?
Could your fitter come to the opera on Monday to hang the curtains?
Let's meet on Thursday over the pizza oven's door.
Can we meet for the coffee machines?
Beer Taps, second floor
Could you come for lunch on Friday to count the broken chairs?
Could you be here at dinner to see the ceiling?
Coffee corner
Could we fix a day to see the dinner plates?
Kommen Sie am Montag in unseren Biergarten?
Können wir uns wegen der Kaffee-Ecke treffen?
Pouvons-nous nous voir au sujet de la machine à café ?
Venez-vous mardi dans notre restaurant ?
¿Nos vemos el lunes sobre las copas de cristal?"""
LEISURE = """Could we meet for lunch when you are in Porto?
I would like to invite you to dinner on Tuesday.
We'd love to see the match with you.
Would you like to join us for drinks after the fair?
Shall we go to the theatre on Saturday?
Breakfast together?
Dinner either here or at yours?
A pint later this month?
Christmas lunch 2027
It would be lovely to get to know you over dinner.
Beer garden on Friday?
Un café jeudi ?"""


@pytest.mark.parametrize("said", THINGS.splitlines())
def test_a_thing_called_after_a_meal_is_business(said: str) -> None:
    """A coffee corner, beer taps, the restaurant they keep, and whatever one meets about or comes to do."""
    assert not is_sociable(said)
    assert "social_talk" not in {c.kind for c in cues(said, (Span(0, len(said), "own"),))}


@pytest.mark.parametrize("said", LEISURE.splitlines())
def test_leisure_stays_sociable(said: str) -> None:
    """To eat, drink, watch or go out, with a day, a place or company beside it."""
    assert is_sociable(said)


def test_a_long_invitation_is_read_to_its_end_or_not_at_all() -> None:
    """Business behind many words is business."""
    said = f"How about lunch {'on Friday or ' * 40}on Monday, with the contract on the table?"
    assert not is_sociable(said)
    assert "asks_next_step" in {c.kind for c in cues(said, (Span(0, len(said), "own"),))}


@pytest.mark.parametrize("said", [*SOCIABLE.splitlines(), *UNREAD_SOCIABLE.splitlines()])
def test_sociable(said: str) -> None:
    """Whatever the language, with nothing of business beside it."""
    assert is_sociable(said)


@pytest.mark.parametrize("said", [*BUSINESS.splitlines(), *UNREAD_BUSINESS.splitlines()])
def test_business(said: str) -> None:
    """A word of business makes it business, and so does no word of leisure."""
    assert not is_sociable(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("How about lunch on Friday?", {"social_talk"}),
        ("How about lunch on Friday? I want to go through the quote.", {"asks_next_step"}),
        ("How about a demo on Friday?", {"asks_next_step"}),
        ("How about lunch on Friday? And could we set up a call about the tender?", {"asks_next_step"}),
    ],
)
def test_a_sociable_invitation_is_no_next_step(said: str, expected: set[str]) -> None:
    """It is rapport, unless what follows it at once says what for."""
    found = {c.kind for c in cues(said, (Span(0, len(said), "own"),))}
    assert found & {"social_talk", "asks_next_step"} == expected


def test_many_such_words_are_read_quickly() -> None:
    """Work grows with the length alone."""
    within(3.0, lambda: is_sociable("lunch coffee match " * 55_000))
