"""Who says of a colleague by first name or surname alone that they leave: it counts where the name is one member's."""

from __future__ import annotations

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case, fired

LEAVES = [
    "And Nora leaves us at the end of the month, she told us today.",
    "Nora is leaving us in March.",
    "Nora's last day is Friday.",
    "By the way, Nora is off at the end of June.",
    "Nora moves to our plant in Leeds in May.",
    "Nora has handed in her notice.",
    "Unfortunately Nora will be leaving the company.",
    "Nora goes to a competitor, I hear.",
    "Übrigens verlässt uns Nora zum Monatsende.",
    "Nora hört im März auf.",
    "Nora hat gekündigt.",
    "Nora nous quitte fin mai.",
    "Nora nos deja a final de mes.",
    # not read while the forms were written
    "One more thing: Nora finishes here on the 30th.",
    "Nora has found another job and is gone from May.",
    "Sadly Nora won't be with us any longer from June.",
    "Did I tell you? Nora retires this summer.",
    "Mrs Voss is retiring at Easter.",
    "Tomorrow is Nora's last day.",
    "Nora is being transferred to Lyon.",
    "Nora ist ab Mai nicht mehr bei uns.",
    "Frau Voss geht Ende Mai in Rente.",
    "Nora s'en va à la fin du mois.",
    "Nora part à la retraite en juin.",
    "Nora se va de la empresa.",
    "Nora deja la empresa en junio.",
]
STAYS = [
    "Nora is leaving for Rome on Friday.",
    "Nora leaves the office at five.",
    "Nora left a message for you.",
    "Does Nora leave us?",
    "Nora is off on Friday.",
    "Nora moves the meeting to May.",
    "Nora moved to the next point.",
    "Nora hat die Datei verlassen gefunden.",
    "Nora is off to lunch.",
    # not read while the forms were written
    "If Nora leaves us we have nobody.",
    "Nora is not leaving us after all.",
    "Nora is on leave until the end of the month.",
    "Nora leaves us no choice.",
    "Nora goes to the fair in May.",
    "Nora leaves it to me.",
    "Nora hört morgen von Ihnen.",
    "Nora part en vacances vendredi.",
    "Nora se va de vacaciones.",
]


def told(words: str, who: str = "nora voss") -> bool:
    """Whether a deal on which somebody is called so tells that they leave, after a colleague wrote the words."""
    there = [touch(30, who, "SAM", "Fine."), touch(58, "lena", "SAM", words)]
    risk = fired(case([*ALONE, *there]), "contact_leaving")
    return risk is not None and risk.says.startswith(who.title())


@pytest.mark.parametrize("words", LEAVES)
def test_a_colleague_who_leaves_is_heard_by_one_name(words: str) -> None:
    """First name or surname is enough where one member bears it."""
    assert told(words)


@pytest.mark.parametrize("words", STAYS)
def test_near(words: str) -> None:
    """A trip, a day off, a question, an if and a turn of phrase tell of no leaving."""
    assert not told(words)


def test_a_name_that_nobody_bears_tells_nothing() -> None:
    """One that no member has, or that two have, is nobody's leaving."""
    assert not told("Nora leaves us in March.", "ines rahm")
    two = [touch(30, "nora voss", "SAM", "Fine."), touch(31, "nora lind", "SAM", "Fine.")]
    risk = fired(case([*ALONE, *two, touch(58, "lena", "SAM", "Nora leaves us in March.")]), "contact_leaving")
    assert risk is None or "Nora" not in risk.says
