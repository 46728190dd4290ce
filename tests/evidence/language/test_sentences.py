"""Sentences of mail, with exact offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.evidence.language.sentences import LONGEST, cuts, plain, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Ortiz paid 3.50 to Harlow Inc. on Friday.", ["Mr. Ortiz paid 3.50 to Harlow Inc. on Friday."]),
        ("J. Ortiz signs. I agree.", ["J. Ortiz signs.", "I agree."]),
        ("See regard.example/a?b=c for it.", ["See regard.example/a?b=c for it."]),
        ("Thanks,\nLena", ["Thanks,", "Lena"]),
        (
            "This line runs on until the window's edge and then\ncontinues below. Done.",
            ["This line runs on until the window's edge and then\ncontinues below.", "Done."],
        ),
        (
            "A paragraph that is long enough to have been wrapped\n\nAnother",
            ["A paragraph that is long enough to have been wrapped", "Another"],
        ),
        (
            "The following points are open and need an answer from you:\n- the seals\n- the price",
            ["The following points are open and need an answer from you:", "- the seals", "- the price"],
        ),
        ('She said "Stop!" Then it rained.', ['She said "Stop!"', "Then it rained."]),
        ("What?! No...", ["What?!", "No..."]),
        ("Wir liefern am 12. Juni. Bitte bestätigen.", ["Wir liefern am 12. Juni.", "Bitte bestätigen."]),
        ("Wir kommen am 12. und 13. Mai wieder.", ["Wir kommen am 12. und 13. Mai wieder."]),
        (
            "Das gilt ab dem 2. Quartal, z. B. für Nr. 5 bzw. ca. 30 Stück.",
            ["Das gilt ab dem 2. Quartal, z. B. für Nr. 5 bzw. ca. 30 Stück."],
        ),
        ("Wir treffen uns am 12.6. um 10 Uhr.", ["Wir treffen uns am 12.6. um 10 Uhr."]),
        ("Wir kommen am 12.6. Bitte antworten Sie.", ["Wir kommen am 12.6.", "Bitte antworten Sie."]),
        ("Wir kommen am 12. Bitte antworten Sie.", ["Wir kommen am 12.", "Bitte antworten Sie."]),
        (
            "Le prix, p. ex. pour l'offre n° 5, tient env. 30 jours.",
            ["Le prix, p. ex. pour l'offre n° 5, tient env. 30 jours."],
        ),
        ("Siehe art. 5 und max. 30 Tage inkl. Versand.", ["Siehe art. 5 und max. 30 Tage inkl. Versand."]),
        ("It is a work of art. We bought it.", ["It is a work of art.", "We bought it."]),
        ("We met on the 12. The pump runs.", ["We met on the 12.", "The pump runs."]),
        ("It came in 2012. April was wet.", ["It came in 2012.", "April was wet."]),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_splits(text, expected):
    """Sentences end at stops, blank lines, list items and lines that their writer ended, not at abbreviations or in addresses."""
    assert split(text) == expected


def test_letters_of_either_case_are_cut_alike() -> None:
    """Rules read words in lower case, promises as they were written: both find the same sentences."""
    text = "Wir liefern am 12. Juni bzw. im 2. Quartal, z.B. Nr. 5. Am 12.6. um 10 Uhr, p. ex. Lyon. Art. 5 gilt."
    assert cuts(text) == cuts(plain(text)) == cuts(text.upper())


@given(st.text(alphabet="ab A.?!\n\t-1)\"'", max_size=300), st.integers(0, 20), st.integers(0, 20))
def test_offsets_are_exact(text, left, right):
    """Sentences are sorted, disjoint, trimmed, inside the part asked for, and together hold all that is not white space."""
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    found = sentences(text, start, end)
    assert all(start <= a < b <= end for a, b in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(text[a:b] == text[a:b].strip() for a, b in found)
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text[start:end].split())


@pytest.mark.parametrize("text", ["a" * 5_000, "word " * 1_000, " " * 5_000, "." * 5_000])
def test_no_sentence_is_unbounded(text):
    """Text without an end of sentence is cut, at a space where there is one."""
    bounds = cuts(text)
    assert bounds[0] == 0
    assert bounds[-1] == len(text)
    assert all(0 < after - before <= LONGEST for before, after in pairwise(bounds))
    assert all(len(piece.split()) > 1 for piece in split(text)[:-1] if " " in text.strip())


@given(st.text(max_size=200))
def test_plain_keeps_every_offset(text):
    """The plain form has one character for each of the text's, whatever its script."""
    assert len(plain(text)) == len(text)


def test_plain_puts_apostrophes_back():
    """Typographic apostrophes become straight ones, and those that old mail turned into question marks come back."""
    assert plain("We Don’t and I can?t do it") == "we don't and i can't do it"
