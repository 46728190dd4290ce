"""Whom a buyer advises us to meet, and who runs what by their words: somebody to meet on the deal."""

from __future__ import annotations

import pytest
from tests.deals.made import touch

from regard.deals.mentions import mentions

RIGHT = [
    ("You should also talk to Neil Hobbs, he runs our purchasing and he likes to be asked.", "Neil Hobbs", "purchasing"),
    ("You should speak with Marit Oss about this.", "Marit Oss", ""),
    ("Bert Kole runs our purchasing.", "Bert Kole", "purchasing"),
    ("Ida Falk, who heads our finance, was there.", "Ida Falk", "finance"),
    ("You might want to meet Ole Brandt before the board does.", "Ole Brandt", ""),
    ("Please talk to Hanne Lund in sourcing.", "Hanne Lund", ""),
    ("Petra Weiss looks after all of our logistics.", "Petra Weiss", "logistics"),
    ("You need to win over our CFO, Tim Rolfe.", "Tim Rolfe", "CFO"),
    ("It is Karl Mund who manages the warehouse.", "Karl Mund", "warehouse"),
    ("You'd better involve Ines Roth.", "Ines Roth", ""),
    ("Speak to Pat Quill as well.", "Pat Quill", ""),
    ("Nils Aas is in charge of production.", "Nils Aas", "production"),
    ("You ought to convince Dr Lena Holt.", "Lena Holt", ""),
    ("Maybe bring in Joan Marsh too.", "Joan Marsh", ""),
    ("Sven Dahl leads the project on our side.", "Sven Dahl", "project"),
    ("You should have a word with Clara Voss.", "Clara Voss", ""),
    ("Oskar Lind is responsible for quality here.", "Oskar Lind", "quality"),
    ("You will want to sit down with Rosa Klein.", "Rosa Klein", ""),
    ("Anton Berg is head of maintenance.", "Anton Berg", "maintenance"),
    ("And talk to Mia Strand, she signs.", "Mia Strand", ""),
]
WRONG = [
    "You should contact Customer Support.",
    "You should talk to Customer Service about the parcel.",
    "Please meet the deadline.",
    "You could meet in Oslo on Monday.",
    "She runs every morning.",
    "The pump runs our plant.",
    "You should talk to us.",
    "Talk to you on Monday.",
    "We will speak with Legal.",
    "You need to involve the Help Desk.",
    "He leads the field.",
    "I met Bert Kole at the fair.",
    "Monday is in charge of nothing.",
    "You should speak English.",
    "Meet with the Acme Sales Team.",
    "Please bring in the Boxes.",
    "This leads the way.",
    "You must convince me.",
    "It heads north.",
    "I spoke with Marit.",
]


@pytest.mark.parametrize(("text", "name", "title"), RIGHT)
def test_whom_to_meet_is_named(text: str, name: str, title: str) -> None:
    """A name after advice to meet them, or before what they run, is somebody to meet, with what they run."""
    assert [(m.name, m.title) for m in mentions(touch(1, "lena", "SAM", text))] == [(name, title)]


@pytest.mark.parametrize("text", WRONG)
def test_other_words_name_nobody(text: str) -> None:
    """Departments, places, things, talks that took place, and pronouns are nobody to meet."""
    assert mentions(touch(1, "lena", "SAM", text)) == []
