"""What a colleague or assistant writes for a buyer counts for what was promised to that buyer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.spoken_for import speaks_for
from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
IDA, BEN, ANN = "Ida Lund <ida.lund@mill.example>", "Ben Hall <ben.hall@mill.example>", "Ann Reed <ann.reed@other.example>"
FREED = "Ida has asked me to tell you that she no longer needs the seal list of the pumps."


def on(day: int, sender: str, to: str, subject: str, body: str) -> bytes:
    """A mail of a day in January."""
    return mail(sender, to, subject=subject, date=f"{day:02} Jan 2026 10:00:00 +0000", body=body)


@pytest.mark.parametrize(
    ("sender", "body", "state"),
    [
        (BEN, FREED, "released"),
        (BEN, "I am writing on behalf of Ida: please do not bother with the seal list.", "released"),
        (BEN, "Ida is still waiting for the seal list of the pumps.", "broken"),
        (BEN, "We no longer need the seal list. I met Ida on the stairs.", "unknown"),
        (BEN, FREED.replace("Ida", "Ada"), "unknown"),
        (ANN, FREED, "unknown"),
    ],
    ids=["asked to", "on behalf", "asks after", "only named", "somebody else", "another company"],
)
def test_who_speaks_for_a_buyer_decides_what_was_promised_to_them(
    make_book: Callable[..., Book], tmp_path: Path, sender: str, body: str, state: str
):
    """A form that speaks for them, by a colleague; neither a name alone, nor somebody of another company."""
    mails = [
        on(5, IDA, SAM, "Pumps", "Dear Sam, which seals fit the pumps of our second line?"),
        on(6, SAM, IDA, "Re: Pumps", "Dear Ida, I will send you the seal list of the pumps by 12 January."),
        on(7, SAM, BEN, "Visit", "Dear Ben, when would a visit suit you?"),
        on(15, sender, SAM, "Of Ida", f"Dear Sam, {body}"),
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails), us=["us.example"], owner=["sam.hart@us.example"])
    assert [row.state for row in book.promises(person="Ida Lund", as_of="2026-02-20")] == [state]


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("Tom would like fifteen minutes.", True),
        ("On behalf of Mr. Tom Reed I confirm.", True),
        ("Tom doesn't need it.", True),
        ("I asked Tom for it.", False),
        ("Tomas would like it.", False),
        ("Please give it to Tom.", False),
    ],
)
def test_the_forms_that_speak_for_somebody(words: str, *, speaks: bool):
    """A name alone is none."""
    assert speaks_for(words, "tom") is speaks


@pytest.mark.parametrize("name", ["Élise Lund", "Øyvind Lund"])
def test_a_name_that_begins_beyond_ascii_is_found(make_book: Callable[..., Book], tmp_path: Path, name: str) -> None:
    """A database that folds plain letters alone finds a colleague's words for them, too."""
    her = f"{name} <lund@mill.example>"
    mails = [
        on(5, her, SAM, "Pumps", "Dear Sam, which seals fit the pumps of our second line?"),
        on(6, SAM, her, "Re: Pumps", "Hello, I will send you the seal list of the pumps by 12 January."),
        on(7, SAM, BEN, "Visit", "Dear Ben, when would a visit suit you?"),
        on(15, BEN, SAM, "Of it", f"Dear Sam, {FREED.replace('Ida', name.partition(' ')[0])}"),
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails), us=["us.example"], owner=["sam.hart@us.example"])
    assert [row.state for row in book.promises(person="lund@mill.example", as_of="2026-02-20")] == ["released"]
