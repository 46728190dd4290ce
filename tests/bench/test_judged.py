"""The sheets of judged briefs and agendas: references alone, and what is counted of them."""

from __future__ import annotations

import re

from bench.judged import (
    AGENDA_AGAIN,
    AGENDA_FIFTH,
    AGENDA_THIRD,
    BRIEFS_AGAIN,
    BRIEFS_FIFTH,
    BRIEFS_THIRD,
    REASONS,
    WAITS,
    figures,
    rows,
)

SHA = re.compile(r"[0-9a-f]{64}|")


def test_the_sheets_hold_references_and_verdicts_alone() -> None:
    """No word, name or path of a mail: digests, offsets, days, verdicts, and reasons that are explained."""
    for row in (*rows(AGENDA_AGAIN), *rows(AGENDA_THIRD), *rows(AGENDA_FIFTH)):
        assert SHA.fullmatch(row["evidence"])
        assert {row["right"], row["right2"]} <= {"0", "1"}
        assert {row["facts"], row["facts2"]} <= ({""} if row["because"] == "other" else {"0", "1"})
        assert set(f"{row['why']} {row['why2']}".split()) <= REASONS.keys()
    for row in (*rows(BRIEFS_AGAIN), *rows(BRIEFS_THIRD), *rows(BRIEFS_FIFTH)):
        assert SHA.fullmatch(row["sha256"])
        assert {row[k] for k in ("so", "worth", "so2", "worth2")} <= {"0", "1"}
        assert int(row["start"]) <= int(row["end"])
    for row in rows(WAITS):
        assert SHA.fullmatch(row["sha256"])
        assert {row[f"{k}{n}"] for k in ("asks", "open", "to", "pitch") for n in ("", "2")} <= {"0", "1"}


def test_what_is_counted() -> None:
    """Places named and not named apart; a line is right where it is so and worth it; both readers beside each other."""
    found = figures()
    agenda, briefs = found["agenda again"], found["briefs again"]
    assert (agenda["right"]["n"], agenda["by reason to come up"]["other"]["n"]) == (44, 16)
    assert round(agenda["right"]["kappa"], 2) == 0.79
    assert round(agenda["by reason to come up"]["stake"]["first"], 2) == 0.84
    assert briefs["right"]["all"]["first"] <= min(briefs[q]["all"]["first"] for q in ("so", "worth"))
    assert briefs["so"]["all"]["n"] == 43
    third, waits = found["agenda, third sheet"], found["waits"]
    assert third["right"]["n"] + third["by reason to come up"]["other"]["n"] == len(rows(AGENDA_THIRD))
    assert waits["both"]["first"] <= min(waits[q]["first"] for q in ("asks", "open"))
    weighed = found["waits, third sheet"]
    assert (weighed["told"]["both"]["n"], weighed["outsiders"]["both"]["n"], weighed["may"]["both"]["n"]) == (50, 8, 18)
    assert weighed["told"]["both"]["first"] > found["waits, again"]["all"]["both"]["second"]
    fifth = found["agenda, fifth sheet"]
    assert (fifth["right"]["n"], round(fifth["right"]["first"], 2), round(fifth["todo"]["second"], 2)) == (36, 0.78, 0.81)
