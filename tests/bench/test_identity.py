"""The measurement of merges: what it counts, on a sheet of made-up pairs, and the shape of the real one."""

from __future__ import annotations

import pytest
from bench.identity import DRAWN, PAIRS, Judged, measured, pair_hash, sheet, wilson
from bench.truth.text.readers import kappa


def test_the_sheet_names_nobody_and_is_whole():
    """330 different pairs by hash, in three strata no larger than what they were drawn from; one reader judged them twice, another once."""
    rows = sheet(PAIRS)
    assert len(rows) == len({r.pair for r in rows}) == 330
    assert all(len(r.pair) == 64 and set(r.pair) <= set("0123456789abcdef") for r in rows)
    assert {r.stratum for r in rows} == set(DRAWN)
    assert {v for r in rows for v in (r.first, r.second, r.other)} == {"same", "different", "unsure"}
    assert kappa([(r.first, r.second) for r in rows])[0] == pytest.approx(0.991, abs=0.001)
    assert kappa([(r.verdict, r.other) for r in rows]) == pytest.approx((0.964, 0.887), abs=0.001)


def test_as_the_other_reader_says():
    """The other reader's verdict stands for both passes; both readers together are unsure where they differ."""
    row = Judged("a", "likely", "same", "same", "different")
    assert (row.verdict, row.by_the_other().verdict, row.by_both().verdict) == ("same", "different", "unsure")
    assert Judged("a", "likely", "same", "different", "same").by_both().verdict == "unsure"
    assert Judged("a", "likely", "same", "same", "same").by_both().verdict == "same"


def test_what_is_counted():
    """Precision over merged pairs, recall over same ones, the unsure and the contradictory left out."""
    rows = [
        Judged("a", "merged", "same", "same"),
        Judged("b", "merged", "different", "different"),
        Judged("c", "likely", "same", "same"),
        Judged("d", "likely", "same", "unsure"),
        Judged("e", "unlikely", "same", "same"),
    ]
    found = measured(rows, {"a", "b"}, {"a", "b", "c"})
    assert (found["judged"], found["unsure"], found["merged"], found["same"]) == (5, 1, 2, 3)
    assert found["precision"][0] == 0.5
    assert found["recall"][0] == pytest.approx(1 / 3)
    assert found["recall_with_queue"][0] == pytest.approx(2 / 3)
    weights = DRAWN["merged"] / 2, DRAWN["likely"] / 2, DRAWN["unlikely"]
    assert found["recall_weighted"][0] == pytest.approx(weights[0] / sum(weights))


def test_an_interval_and_a_hash():
    """Wilson's interval is the textbook one and never leaves 0 to 1; a pair's hash does not depend on its order."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == pytest.approx(1)
    assert pair_hash("a@x", "b@x") == pair_hash("b@x", "a@x")
