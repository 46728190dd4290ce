"""The learned reader of what sentences do: what it is taught, and from where on it is believed."""

from __future__ import annotations

import numpy as np
from bench.acts import FEWEST, KINDS, Sentence, readings, rows_of, threshold, written


def judged(verdicts: str) -> list[Sentence]:
    return [Sentence("", mail=True, read={"coaches": verdict}) for verdict in verdicts]


def test_every_act_has_sentences_and_near_misses():
    """No sentence is written both as doing an act and as none of it, and every act has both in plenty."""
    units = list(written())
    for kind in KINDS:
        does = {u.text for u in units if u.does == kind}
        near = {u.text for u in units if u.near == kind}
        assert len(does) >= 60
        assert len(near) >= 40
        assert not does & near


def test_believed_from_where_what_was_read_is_right():
    """The threshold is the least log-odds above which enough was right; sentences that nobody could judge count neither way."""
    right = judged("1" * FEWEST)
    falling = np.arange(100.0, 0.0, -1.0)
    assert threshold(right, falling, "coaches") == falling[FEWEST - 1]
    assert threshold(right[1:], falling, "coaches") == np.inf
    assert threshold([*judged("?"), *right], falling, "coaches") == falling[FEWEST]
    assert threshold(judged("0" * 5 + "1" * FEWEST), falling, "coaches") == np.inf


def test_what_teaches():
    """Mail is none of an act unless somebody read it; where a rule hears it, or the reader could not say, it teaches nothing; nor aside."""
    assert Sentence("", mail=True).taken_for("coaches") is False
    assert Sentence("", does="coaches").taken_for("coaches") is True
    assert Sentence("", mail=True, heard=frozenset(["coaches"])).taken_for("coaches") is None
    assert Sentence("", mail=True, read={"coaches": "1"}).taken_for("coaches") is True
    assert Sentence("", mail=True, read={"coaches": "?"}).taken_for("coaches") is None
    assert Sentence("", mail=True, read={"coaches": "1"}, aside=True).taken_for("coaches") is None


def test_readings_are_references():
    """What was read is kept by digest and place alone, each with a verdict."""
    found = readings()
    assert found
    for digest, places in found.items():
        assert len(digest) == 64
        for (start, end), said in places.items():
            assert 0 <= start < end
            assert set(said.values()) <= {"0", "1", "?"}


def test_rows_tell_words_apart():
    """The same words in the same order are the same row, in whatever letters; another order is another."""
    same, again, other = rows_of(["Can we meet?", "can we meet?", "meet we can?"]).toarray()
    assert (same == again).all()
    assert (same != other).any()
