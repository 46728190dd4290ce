"""The sheets of judged deals: references alone, and what is counted of them."""

from __future__ import annotations

import re

from bench.deals_judged import AGAIN, CONFIRMED, MAP, PROPOSED, RISKS, TOLD, figures, rows

SHA = re.compile(r"[0-9a-f]{64}|")


def test_the_sheets_hold_references_and_verdicts_alone() -> None:
    """No word, name or path of a mail: digests, offsets, days, kinds and verdicts."""
    for row in (*rows(MAP), *rows(RISKS)):
        assert SHA.fullmatch(row["sha256"])
        assert int(row["start"]) <= int(row["end"])
        assert re.fullmatch(r"[a-z_]+", row["kind"])
        assert {row["right"], row["right2"]} <= {"0", "1", "u"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d|", row.get("day", ""))


def test_what_is_counted() -> None:
    """Risks that fired are counted apart from proposals, and what a reader could not tell is not right."""
    found = figures()
    assert found["risks"]["all"]["n"] == len(rows(RISKS)) - found["risks"]["proposed_deal"]["n"]
    kinds = {row["kind"] for row in rows(RISKS)} - {"proposed_deal"}
    assert sum(found["risks"][kind]["n"] for kind in kinds) == found["risks"]["all"]["n"]
    undecided = [row for row in rows(RISKS) if "u" in (row["right"], row["right2"])]
    assert undecided
    assert all(found["risks"][row["kind"]]["first"] < 1 for row in undecided)


def test_the_second_sheet_of_risks() -> None:
    """References and verdicts alone; a row is right where it is so and worth telling; rows without a quote are not asked of it."""
    told = rows(AGAIN)
    for row in told:
        assert SHA.fullmatch(row["sha256"])
        assert int(row["start"]) <= int(row["end"])
        assert {row[k] for k in ("so", "worth", "so2", "worth2")} <= {"0", "1", "u"}
        assert {row["quote"], row["quote2"]} <= {"", "0", "1", "u"}
        assert (row["of"], row["trial"]) in {(of, trial) for of in ("found", "account") for trial in "01"}
    found = figures()["risks again"]
    assert found["all"]["n"] == len(told)
    assert found["all"]["first"] == round(sum(r["so"] == r["worth"] == "1" for r in told) / len(told), 4)
    assert found["all"]["first"] <= found["so"]["first"]
    assert found["quote"]["n"] == sum(bool(r["quote"]) and bool(r["quote2"]) for r in told)


def test_the_sheet_of_stricter_proposals() -> None:
    """References and verdicts alone; a proposal is asked whether it is a deal, a risk whether it is so and worth telling too."""
    told = rows(PROPOSED)
    for row in told:
        assert SHA.fullmatch(row["sha256"])
        assert (row["start"], row["end"]) == ("0", "0")
        assert {row["deal"], row["deal2"]} <= {"0", "1", "u"}
        asked = {row[k] for k in ("so", "worth", "so2", "worth2")}
        assert asked == {""} if row["kind"] == "proposed_deal" else asked <= {"0", "1", "u"}
    found = figures()["stricter proposals"]
    proposals = [row for row in told if row["kind"] == "proposed_deal"]
    assert found["proposed_deal"]["first"] == round(sum(r["deal"] == "1" for r in proposals) / len(proposals), 4)
    assert found["so"]["n"] == len(told) - len(proposals)
    assert found["so and worth"]["first"] <= found["so"]["first"]


def test_the_sheet_of_what_is_told_before_a_word() -> None:
    """References and verdicts alone, of what is told and of what waits; nothing is worth telling that is not so."""
    told = rows(TOLD)
    for row in told:
        assert SHA.fullmatch(row["sha256"])
        assert row["start"].isdigit()
        assert row["end"].isdigit()
        assert row["told"] in {"0", "1"}
        assert {row[k] for k in ("deal", "so", "worth", "deal2", "so2", "worth2")} <= {"0", "1", "u"}
        assert row["worth"] <= row["so"]
        assert row["worth2"] <= row["so2"]
    found = figures()["before a word"]
    assert found["told"]["so"]["n"] + found["waits"]["so"]["n"] == len(told)
    assert found["told"]["so and worth"]["first"] <= found["told"]["so"]["first"]


def test_what_is_told_once_confirmed() -> None:
    """References and verdicts alone; proposals, risks and threads are counted apart, and a thread is asked of nothing but a deal."""
    found = rows(CONFIRMED)
    for row in found:
        assert SHA.fullmatch(row["sha256"])
        assert row["sha256"]
        assert {row[k] for k in ("deal", "deal2")} <= {"0", "1", "u"}
        assert {row[k] for k in ("so", "worth", "so2", "worth2")} <= (
            {""} if row["kind"] in ("thread", "proposed_deal") else {"0", "1", "u"}
        )
    told = figures()["once confirmed"]
    assert told["threads"]["n"] + told["proposed_deal"]["n"] + told["told"]["so"]["n"] + sum(
        row["told"] == "0" and row["kind"] not in ("thread", "proposed_deal") for row in found
    ) == len(found)
