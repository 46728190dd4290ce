"""Whoever writes in the name of another is not the decider of a deal; who they write for may be."""

from collections.abc import Mapping, Sequence

import pytest
from tests.deals.made import touch

from regard.answers.superiors import with_superiors
from regard.deals.committee import Face, committee
from regard.deals.records import Touch

FACES = {
    "nia": Face("Nia Frank", "PA to the Managing Director", "", {}), "ida": Face("Dr. Ida Lund", "", "", {}),
    "tom": Face("Tom Reed", "", "", {}), "kim": Face("Kim Sand", "Director of Administration", "", {}),
}  # fmt: skip


def whole(touches: Sequence[Touch]) -> Mapping[str, Touch]:
    return {t.id: t for t in touches}


def parts(*mails: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """Title and part of each, after these mails of (writer, words)."""
    touches = [touch(n, writer, "SAM ida tom kim nia", text) for n, (writer, text) in enumerate(mails)]
    told = with_superiors(FACES, touches, whole)
    return {m.person or "": (m.title, m.role) for m in committee((), touches, told, {})}


@pytest.mark.parametrize(
    "words",
    ["On behalf of Dr. Lund I confirm the fourth.", "Im Auftrag von Frau Dr. Lund: der vierte passt.",
     "De la part de Madame Lund, le quatre convient."],
)  # fmt: skip
def test_their_assistant_says_who_they_are(words: str) -> None:
    """The one whom the managing director's assistant writes for is the managing director, with that sentence; the assistant has no part."""
    told = parts(("nia", words))
    assert (told["ida"], told["nia"][1]) == (("Managing Director", "economic buyer"), "")
    touches = [touch(1, "nia", "SAM ida", words)]
    ida = next(m for m in committee((), touches, with_superiors(FACES, touches, whole), {}) if m.person == "ida")
    assert ida.role_why[0].quote == words
    assert ida.role_why[0].person == "nia"


@pytest.mark.parametrize(
    "mails",
    [
        [("nia", "Dr. Lund will be there too.")],
        [("nia", "Dr. Lund has asked me for the list.")],
        [("nia", "On behalf of Dr. Lund I confirm."), ("nia", "On behalf of Tom Reed I decline.")],
        [("nia", "On behalf of the whole team, thank you.")],
        [("tom", "On behalf of Dr. Lund I confirm the fourth.")],
    ],
    ids=["named", "asked", "two", "team", "a colleague without a title"],
)
def test_nobody_is_guessed(mails: list[tuple[str, str]]) -> None:
    """A name alone, two superiors or a writer who is nobody's assistant give nobody a title."""
    assert parts(*mails)["ida"] == ("", "")


def test_a_director_who_writes_for_another() -> None:
    """A director who writes in the name of somebody who may stand above is no decider by the title; otherwise they are."""
    assert parts(("kim", "On behalf of Dr. Lund I confirm the fourth."))["kim"] == ("Director of Administration", "")
    assert parts(("kim", "I confirm the fourth."))["kim"] == ("Director of Administration", "economic buyer")
    assert parts(("kim", "On behalf of Nia Frank I confirm the fourth."))["kim"][1] == "economic buyer"
