"""What is a sentence that asks about?"""

from __future__ import annotations

from time import process_time

from regard.deals.asked import subject_words


def test_numbers_are_subjects_and_zeros_alone_are_none() -> None:
    """A number of two digits says what is asked about, also where it begins with zeros; a row of zeros and a digit alone do not."""
    assert {"0042", "400"} <= subject_words("Is pump 0042 of the 400 series ready?")
    assert not {"000", "00", "7"} & subject_words("Is pump 000 of line 7 ready?")


def test_a_row_of_zeros_is_read_once() -> None:
    """A serial of a hundred thousand zeros takes less than a second."""
    begun = process_time()
    assert "serial" in subject_words(f"Which serial {'0' * 100_000} has the pump?")
    assert process_time() - begun < 1
