"""Who writes that they are away, from when until when, and who stands in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.pace import grows

from regard.evidence.language.absence import absence

WRITTEN = int(datetime(2026, 5, 4, 9, tzinfo=UTC).timestamp()) * 1_000_000
OWN = [
    ("From 1 June I am on parental leave for a year. Ana Roe is standing in for me.", "2026-06-01", "2027-06-01", "Ana Roe"),
    ("I'm out of the office until 22 May; please contact Tom Reed in the meantime.", "2026-05-04", "2026-05-22", "Tom Reed"),
    ("I will be away from 11 May to 29 May. Paul Lang covers for me.", "2026-05-11", "2026-05-29", "Paul Lang"),
    ("I'll be on annual leave from 11 to 29 May, back on 1 June.", "2026-05-11", "2026-05-29", ""),
    (
        "Ab 1. Juni bin ich in Elternzeit, voraussichtlich ein Jahr. Rita Lang vertritt mich.",
        "2026-06-01",
        "2027-06-01",
        "Rita Lang",
    ),
    (
        "Vom 11. bis 29. Mai bin ich im Urlaub, meine Vertretung übernimmt Herr Jens Ott.",
        "2026-05-11",
        "2026-05-29",
        "Jens Ott",
    ),
    ("Ich bin bis 12.06. nicht im Büro. Bitte wenden Sie sich an Frau Dr. Eva Moll.", "2026-05-04", "2026-06-12", "Eva Moll"),
    ("Je suis absente jusqu'au 22 mai. En cas d'urgence, contactez Luc Petit.", "2026-05-04", "2026-05-22", "Luc Petit"),
    ("Estoy fuera hasta el 22 de mayo. Contacte con Rosa Gil.", "2026-05-04", "2026-05-22", "Rosa Gil"),
]


@pytest.mark.parametrize(("words", "since", "until", "stand_in"), OWN)
def test_who_is_away_themselves(words: str, since: str, until: str, stand_in: str) -> None:
    """The days are those that are named, or that follow from how long it lasts; the stand-in is named or "" ."""
    found = absence(f"Hello Sam,\n\n{words}\n", WRITTEN)
    assert found is not None
    assert (found.since, found.until, found.stand_in) == (since, until, stand_in)


MACHINE = [
    (
        "I am on annual leave and will be back on 18 May. For anything urgent write to my colleague Ida Moss.",
        "2026-05-18",
        "Ida Moss",
    ),
    (
        "ich bin bis 31.08.2027 in Elternzeit. Bitte wenden Sie sich an Frau Rita Lang (r.lang@acme.example).",
        "2027-08-31",
        "Rita Lang",
    ),
    ("Thank you for your message. Currently out of office, returning on June 3.", "2026-06-03", ""),
    ("Vielen Dank. Ich bin ab 18. Mai wieder im Büro, derzeit abwesend.", "2026-05-18", ""),
    ("I am out of the office. In urgent cases contact ida.moss@acme.example.", "", "ida.moss@acme.example"),
]


@pytest.mark.parametrize(("words", "until", "stand_in"), MACHINE)
def test_what_an_automatic_answer_says(words: str, until: str, stand_in: str) -> None:
    """Of an automatic answer it is enough that it speaks of an absence."""
    found = absence(words, WRITTEN, automatic=True)
    assert found is not None
    assert (found.until, found.stand_in) == (until, stand_in)


NONE = [
    "Tom is on leave until 22 May.",
    "If I am away until 22 May, the order waits.",
    "Are you away until Friday 8 May?",
    "I was on holiday until 22 April.",
    "The line is out of service until 22 May.",
    "Ana Roe will stand in at the fair on 12 May.",
    "I am off to lunch.",
    "I am away from my desk.",
    "Herr Ott ist bis 12. Juni im Urlaub.",
    "Bitte wenden Sie sich an Frau Eva Moll.",
]


@pytest.mark.parametrize("words", NONE)
def test_nobody_is_away(words: str) -> None:
    """A colleague, a condition, a question, the past, a thing, or a moment."""
    assert absence(words, WRITTEN) is None


@pytest.mark.parametrize("piece", ["I am away until ", "bin ich ", "Ana Roe ", "from 1 ", "contact my colleague "])
def test_a_long_mail_is_read_in_time(piece: str) -> None:
    """However long a mail is, so many characters of it are looked at."""
    grows(
        20, lambda: absence(piece * (2_000 // len(piece)), WRITTEN), lambda: absence(piece * (1_000_000 // len(piece)), WRITTEN)
    )
