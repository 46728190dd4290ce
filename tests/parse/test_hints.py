"""Words that parsing looks for are found in one pass where looking for each would find them."""

from __future__ import annotations

import random
from typing import get_args

import pytest

from regard.parse.hints import MOST_PLACES, Group, found, starts
from regard.parse.many_words import ManyWords
from regard.parse.phrases.labels import SENT_HINTS, SUBJECT_HINTS
from regard.parse.phrases.notices import NOTICE_HINTS
from regard.parse.phrases.quoting import FORWARDED_HINTS
from regard.parse.small_print import FOOTER_HINTS, LEGAL_HINTS, SMALL_HINTS

WORDS = {
    "subject": SUBJECT_HINTS,
    "sent": SENT_HINTS,
    "forwarded": FORWARDED_HINTS,
    "legal": LEGAL_HINTS,
    "footer": FOOTER_HINTS,
    "small": SMALL_HINTS,
    "notice": NOTICE_HINTS,
}


@pytest.mark.parametrize("seed", range(20))
def test_every_place_of_every_word_is_found(seed: int) -> None:
    """In texts put together from such words, pieces of them and other letters, each group's places are those of `str.find`."""
    rnd = random.Random(seed)
    words = [w for ws in WORDS.values() for w in ws]
    pieces = [*words, *(w[: rnd.randint(1, len(w))] for w in words), "\n", " ", "é", "件", "x", ": "]
    text = "".join(rnd.choices(pieces, k=200))
    for group in get_args(Group):
        for word in WORDS.get(group, ("riginal",)):
            assert {(at, at + len(word)) for at in range(len(text)) if text.startswith(word, at)} <= {*found(text, group)}
        places = [text[start:end] for start, end in found(text, group)]
        assert {*places} <= {*WORDS.get(group, ("riginal",))}
        assert list(found(text, group)) == sorted(found(text, group))


def test_places_end_within_the_reach_and_are_not_endless() -> None:
    """A word that goes on beyond the reach is not in it, and an archive's thousands of places are cut."""
    text = "Subject: one\nSubject: two"
    assert starts(text, "subject", len(text)) == [1, 14]
    assert starts(text, "subject", 19) == [1]
    assert len(starts("Subject\n" * 1000, "subject", 8000)) == MOST_PLACES


def test_half_a_character_hides_nothing() -> None:
    """A lone surrogate, which no encoding writes, leaves the places of what stands around it right."""
    assert found("é\ud800Subject: x\udfff Sent: y", "sent") == [(14, 19)]


def test_words_may_overlap() -> None:
    """Words that begin in one another are all found, with which they are."""
    assert sorted(ManyWords(["stock", "tock", "ockpile"]).places("stockpile")) == [(0, 0, 5), (1, 1, 5), (2, 2, 9)]
