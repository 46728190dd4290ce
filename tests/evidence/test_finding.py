"""Does a mail bring what somebody said they would find out?"""

from __future__ import annotations

import pytest

from regard.evidence.finding import brings
from regard.evidence.pledges import read_pledges
from regard.model import Span

ABOUT = frozenset(("pump", "pressur", "valv"))

BROUGHT = [
    "I spoke with Omar, and the pump holds the pressure of nine bar.",
    "Omar says that the valve is the old type and must be changed.",
    "I am still checking the second line, but Omar told me that the pump itself is fine.",
    "The pressure is nine bar at the valve, as the sheet has it.",
]
PUT_OFF = [
    "I have to ask Omar about the pump, he is at the plant until Friday.",
    "Omar is checking the pressure of the pump with the maker right now.",
    "Let's wait for Omar: he comes back to the pump on Wednesday. Nils will work with him on the valve then.",
    "We should have something for you on the pump and on its valve by Monday.",
    "I have not heard from the maker of the valve and of the pump.",
    "What do you want for the second pump and for the valve",
]


@pytest.mark.parametrize("own", BROUGHT)
def test_what_was_asked_after_is_told(own: str) -> None:
    """Somebody asked, heard or knows, even where a part is still open."""
    assert brings(own, ABOUT)


@pytest.mark.parametrize("own", PUT_OFF)
def test_what_is_put_off_is_not_brought(own: str) -> None:
    """Whoever is still asking, waits or asks back has found out nothing yet."""
    assert not brings(own, ABOUT)


@pytest.mark.parametrize(
    ("promise", "kinds"),
    [
        ("I will ask Omar about the pressure.", ["answer"]),
        ("I will ask Omar to find out by Friday.", ["answer"]),
        ("I will ask Omar to paint the second pump by Friday.", ["other"]),
        ("The pumps are in the list, but let me know if they are not, and I'll look into it by Friday.", []),
    ],
)
def test_only_who_says_so_finds_out(promise: str, kinds: list[str]) -> None:
    """Work handed to somebody, and what hangs on an if, promises no answer."""
    found = read_pledges(promise, (Span(0, len(promise), "own"),), 1_715_767_200_000_000, 0)
    assert [p.kind for p in found] == kinds
