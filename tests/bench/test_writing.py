"""Sentences written for the reader of signs: enough of each kind, read without loss, filled the same way each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.writing import FOLDER, KIN, filled, forms, kinds, written

from regard.deals.signs import LEARNED_OURS, LEARNED_THEIRS


def test_enough_of_each_kind() -> None:
    """Every kind that is asked about has 120 sentences or more in two sittings, and 60 near ones that mean something else."""
    found = written()
    for kind in (*LEARNED_THEIRS, *LEARNED_OURS):
        right = [w for w in found if w.kind == kind and w.right]
        near = {w.text for w in found if w.kind == kind and not w.right}
        assert len({w.text for w in right}) >= 120, kind
        assert len(near) >= 60, kind
        assert {w.sitting for w in right} >= {1, 2}, kind


def test_no_sentence_is_both() -> None:
    """No sentence stands among a kind's own and among what is not of it."""
    found = written()
    for kind in kinds():
        mine = [w for w in found if w.kind == kind]
        assert not {w.text for w in mine if w.right} & {w.text for w in mine if not w.right}, kind


def test_kin_are_kinds() -> None:
    """Kinds that are said to overlap exist; a push for a last price is about price, but asking for a price is no push."""
    assert {kind for pair in KIN for kind in pair} <= set(kinds())
    assert ("final_price", "price") in KIN
    assert ("price", "final_price") not in KIN


def test_a_form_is_filled_the_same_way() -> None:
    """One seed gives the same sentences, all distinct, with no braces left, at most as many as asked for."""
    form = "{Friday|The 31st} is my last day{ here|}."
    found = filled(form, 7)
    assert found == filled(form, 7)
    assert len(found) == len(set(found)) == 4
    assert not any("{" in sentence or " ." in sentence for sentence in found)
    assert len(filled(form, 7, most=2)) == 2


@pytest.mark.parametrize("line", ["no mark", "+ {open", "+ before any sitting"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    """A line that is no form is refused with its number."""
    start = "" if "before" in line else "= sitting 1\n"
    (tmp_path / "odd.txt").write_text(start + line + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"odd\.txt, line"):
        list(forms("odd", tmp_path))


def test_every_file_is_read() -> None:
    """Nothing but kinds of the product or of its channels stands in the folder, and each file can be read."""
    assert all(list(forms(kind)) for kind in kinds())
    assert {file.suffix for file in FOLDER.iterdir()} == {".txt"}
