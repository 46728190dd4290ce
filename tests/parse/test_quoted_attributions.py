"""What leads from a name to its date is taken off, looking at the last words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.parse import quoted_attributions
from regard.parse.quoted_attributions import without_lead

CASES = {
    "Ann Lee, on Tuesday ": "Ann Lee",
    "Ann Lee in a message Mon, ": "Ann Lee",
    "Ann\nLee/HOU/ACME am ": "Ann\nLee/HOU/ACME",
    "Ann Lee of the board of Acme and Sons in Aachen w dniu piątek ": "Ann Lee of the board of Acme and Sons in Aachen",
    "Ann Lee ": "Ann Lee ",
}


@pytest.mark.parametrize("who", CASES)
def test_a_name_stays_without_what_leads_to_its_date(who: str) -> None:
    """The words between a name and its date go, in several languages; a name without them stays as it is."""
    assert without_lead(who) == CASES[who]


_PIECES = st.sampled_from(
    ["on", "On", "am", "in", "a", "message", "w", "dniu", "dated", "Ann", "Lee", "Mon.,", ",", " ", "  ", "\n", "\t", "é"]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_the_last_words_are_enough(who: str) -> None:
    """Looking at the last words alone gives what looking at all of them gives."""
    assert without_lead(who) == quoted_attributions._ON_TAIL.sub("", who)
