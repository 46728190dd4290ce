"""What overtakes a question of ours that nobody answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

US, JO, BO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>", "Bo Lind <bo.lind@acme.example>"
ASKED = "Could you tell me which of the two volumes your plant wants for the pumps?"
ASK = [
    (JO, US, "Hall", "The drawings of the hall are with our architect until May.", 3),
    (US, JO, "Volumes for 4 January", ASKED, 5),
]


def asking(make_book: Callable[..., Book], tmp_path: Path, mails: Sequence[tuple[str, str, str, str, int]]) -> list[str]:
    """What the brief of Jo on 12 January says that we asked."""
    made = [
        mail(sender, to, subject=subject, body=body, date=f"{day:02d} Jan 2026 09:00:00 +0000", message_id=f"m{n}@x.example")
        for n, (sender, to, subject, body, day) in enumerate(mails)
    ]
    book = make_book()
    book.sync(put(tmp_path / "all", *made), us=("us.example",), owner=("sam.hart@us.example",))
    return [t.quote for t in book.brief("jo.reed@acme.example", as_of="2026-01-12").asking]


@pytest.mark.parametrize(
    ("later", "open_"),
    [
        ([], [ASKED]),
        ([(BO, US, "REVISION #1 - Volumes for 4 January", "20 for the first, 82 for the second.", 6)], []),
        ([(US, JO, "Re: Volumes", "I will use those then.", 7)], []),
        ([(BO, US, "Roof of the hall", "The roof is done since Friday and looks good to us.", 6)], [ASKED]),
    ],
)
def test_a_question_is_open_until_its_matter_goes_on(
    make_book: Callable[..., Book], tmp_path: Path, later: list[tuple[str, str, str, str, int]], open_: list[str]
) -> None:
    """A colleague's revision under the same stem, or our answer under it to a mail that is not kept, ends it; another matter does not."""
    assert asking(make_book, tmp_path, [*ASK, *later]) == open_
