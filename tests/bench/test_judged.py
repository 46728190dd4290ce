"""The sheets of judged briefs and agendas, and what is counted of them."""

from __future__ import annotations

import re

import pytest
from bench.judged import AGENDA, BRIEFS, REASONS, figures, parted, rows, verdicts

DIGEST = "[0-9a-f]{64}"


@pytest.mark.parametrize(
    ("sheet", "header", "row"),
    [
        (
            BRIEFS,
            "sha256,start,end,section,kind,day,right,right2",
            rf"({DIGEST})?,\d+,\d+,(owed|owing|asked|asking|changed|cares),[a-z ]+,\d{{4}}-\d\d-\d\d,[01],[01]?",
        ),
        (
            AGENDA,
            "month,place,because,evidence,right,facts,why,right2,facts2",
            rf"\d{{4}}-(0[1-9]|1[0-2]),([1-9]|1[0-2]),(stake|turn),{DIGEST},[01],[01],[a-z ]*,([01],[01]|,)",
        ),
    ],
)
def test_a_sheet_holds_references_and_verdicts_and_no_words(sheet: object, header: str, row: str) -> None:
    """Every line has the form of its columns, and no mail's text fits into one."""
    first, *lines = sheet.read_text("ascii").splitlines()  # type: ignore[attr-defined]
    assert first == header
    assert lines
    assert [line for line in lines if not re.fullmatch(row, line)] == []


def test_each_place_of_an_agenda_is_judged_once_and_what_is_wrong_has_a_reason() -> None:
    """A month's places run from 1 without a gap; a row has reasons, all of them known, exactly where a verdict is no."""
    found = rows(AGENDA)
    for month in {row["month"] for row in found}:
        places = [int(row["place"]) for row in found if row["month"] == month]
        assert places == list(range(1, len(places) + 1))
    for row in found:
        assert set(row["why"].split()) <= REASONS.keys()
        assert bool(row["why"]) == ("0" in (row["right"], row["facts"]))


def test_one_reader_gives_a_share_and_two_give_agreement() -> None:
    """Without a second reader the first's share is told; with one, only what both judged is counted."""
    one = [{"right": "1", "right2": ""}, {"right": "0", "right2": ""}, {"right": "1", "right2": ""}]
    assert verdicts(one, "right")["first"] == pytest.approx(2 / 3, abs=1e-3)
    assert "kappa" not in verdicts(one, "right")
    two = [
        {"right": "1", "right2": "1"},
        {"right": "1", "right2": "0"},
        {"right": "0", "right2": "0"},
        {"right": "1", "right2": ""},
    ]
    told = verdicts(two, "right")
    assert (told["n"], told["second"], told["both"]) == (3, pytest.approx(1 / 3, abs=1e-3), 0.5)
    assert told["agreement"] == pytest.approx(2 / 3, abs=1e-3)


def test_shares_are_told_for_each_value_of_a_column() -> None:
    """The parts together hold every row."""
    found = [{"section": "owed", "right": "1"}, {"section": "cares", "right": "0"}, {"section": "owed", "right": "0"}]
    assert {k: (v["n"], v["first"]) for k, v in parted(found, "section", "right").items()} == {
        "owed": (2, 0.5),
        "cares": (1, 0.0),
    }


def test_the_figures_count_every_judged_row() -> None:
    """Both sheets are counted whole, and the sections and months add up to them."""
    told = figures()
    assert told["briefs"]["all"]["n"] == len(rows(BRIEFS)) == sum(v["n"] for v in told["briefs"]["by section"].values())
    assert told["agenda"]["right"]["n"] == len(rows(AGENDA)) == sum(v["n"] for v in told["agenda"]["by month"].values())
