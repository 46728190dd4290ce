"""What is in a language that is not read is no quoted reason for a standing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

SAM, TOON = "Sam Hart <sam.hart@us.example>", "Toon Smit <toon.smit@kade.example>"
DUTCH = "De nieuwe kraan staat nu al voor de derde keer stil en we hebben er helemaal niets meer van gehoord."
ITALIAN = "La nuova gru è di nuovo ferma e nessuno ci ha detto quando sarà riparata, così non si può lavorare."
ENGLISH = "The new crane has arrived and the crew likes it, we start with the second quay on Monday."
FIRST = "Thank you for the drawings of the quay, we are glad to have them and will go through them this week."


def reasons(make_book: Callable[..., Book], folder: Path, said: str) -> list[tuple[str, bool, str]]:
    """(channel, whether it happened, quote) of the trust of somebody who wrote to us, answered, and wrote again by himself."""
    wrote = [
        (TOON, SAM, "Quay", FIRST, "05 Jan 2026", ""),
        (SAM, TOON, "Crane", "Could you tell us how the crane does?", "12 Jan 2026", ""),
        (TOON, SAM, "Re: Crane", said, "13 Jan 2026", "m1"),
        (TOON, SAM, "Second quay", said, "20 Jan 2026", ""),
        (SAM, "Lou Park <lou@other.example>", "Hi", "All well here.", "02 Mar 2026", ""),
    ]
    put(
        folder,
        *(
            mail(
                a,
                b,
                subject=subject,
                body=body,
                date=f"{day} 10:00:00 +0000",
                message_id=f"m{n}@x.example",
                **({"in_reply_to": f"<{to}@x.example>", "references": f"<{to}@x.example>"} if to else {}),
            )
            for n, (a, b, subject, body, day, to) in enumerate(wrote)
        ),
    )
    book = make_book()
    book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
    why = book.why("toon.smit@kade.example", "trust", as_of="2026-02-20")
    return [(c.channel, c.happened, c.quote) for c in why.contributions]


@pytest.mark.parametrize("said", [DUTCH, ITALIAN], ids=["Dutch", "Italian"])
def test_a_complaint_that_is_not_read_is_no_reason_for_trust(make_book: Callable[..., Book], tmp_path: Path, said: str) -> None:
    """The answer counts without a quote; that they wrote by themselves counts as nothing, for it may be a complaint."""
    found = reasons(make_book, tmp_path, said)
    assert ("answers_ask", True, "") in found
    assert not any(quote for _, _, quote in found)
    assert ("starts_contact", True, "") not in found


def test_what_is_read_is_quoted_and_counts(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The same in English."""
    found = reasons(make_book, tmp_path, ENGLISH)
    assert {("answers_ask", True), ("starts_contact", True)} <= {(c, did) for c, did, quote in found if quote}
