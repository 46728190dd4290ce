"""One mail under two clocks is one contact."""

from __future__ import annotations

from typing import Any

import pytest
from tests.interactions.test_assemble import row

from regard.interactions.assemble import MessageRow
from regard.interactions.copies import HOUR, MINUTE, without_copies

NOON = 1_700_000_000_000_000


def kept(id_: str, us: int, **more: Any) -> MessageRow:
    return row("ann", "to:sam", id=id_, us=us, **{"letters": 7, **more})


@pytest.mark.parametrize(
    ("other", "one"),
    [
        ({"us": NOON + 11 * HOUR}, True),
        ({"us": NOON - 9 * HOUR - HOUR // 2}, True),
        ({"us": NOON + 11 * HOUR + MINUTE}, False),  # written again
        ({"us": NOON + 11 * HOUR + 20_000_000, "basis": "recovered", "words": 5}, True),  # a quote knows the minute alone
        ({"us": NOON + 24 * HOUR}, False),  # sent every day
        ({"us": NOON + 11 * HOUR, "letters": 8}, False),
        ({"us": NOON + 11 * HOUR, "words": 40}, False),
        ({"us": NOON + 11 * HOUR, "subject": "Valve"}, False),
        ({"us": NOON + 11 * HOUR, "letters": None}, False),
        ({"us": NOON + 11 * HOUR, "from_h": "h_bob"}, False),
        ({"us": NOON}, False),  # the same moment: two mails of one second are told apart elsewhere
    ],
)
def test_what_is_a_copy(other: dict[str, Any], one: bool) -> None:
    """Same author, subject and words, whole or half hours apart, less than a day."""
    rows = [kept("m1", NOON), kept("m2", **other)]
    assert len(without_copies(rows)) == (1 if one else 2)
    assert {r.id for r in without_copies(rows)} == {r.id for r in without_copies(reversed(rows))}


def test_the_mail_that_was_kept_speaks_and_answers_follow() -> None:
    """A kept mail speaks before a quote, the earlier before the later; an answer to the copy answers the one that speaks."""
    rows = [
        kept("quote", NOON, basis="recovered"),
        kept("late", NOON + 12 * HOUR),
        kept("early", NOON + 2 * HOUR),
        row("sam", "to:ann", id="answer", us=NOON + 13 * HOUR, parent_id="late"),
    ]
    found = {r.id: r.parent_id for r in without_copies(rows)}
    assert found == {"early": None, "answer": "early"}


def test_the_same_note_to_another_reader_is_another_mail() -> None:
    """“Thank you, it is booked.” to two customers, three hours apart, was said to both; to one beside a colleague it is the same mail."""
    both = [kept("m1", NOON), row("ann", "to:bob", id="m2", us=NOON + 3 * HOUR, letters=7)]
    assert without_copies(both) == both
    assert len(without_copies([kept("m1", NOON), row("ann", "to:sam", "cc:bob", id="m2", us=NOON + 3 * HOUR, letters=7)])) == 1
