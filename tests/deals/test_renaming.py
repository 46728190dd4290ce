"""A stage that was renamed is one stage; a bulk move is a move."""

from __future__ import annotations

from tests.deals.made import day, deal

from regard.deals.records import Deal, Stage
from regard.deals.renaming import newest, renames, said, with_new_names


def through(ident: str, *stages: tuple[float, str]) -> Deal:
    return deal(ident, stages=tuple(Stage(day(n), name, day(n)) for n, name in stages), stage=stages[-1][1])


RENAMED = [
    through("a", (0, "Start"), (5, "Proposal"), (60, "Offer")),
    through("b", (2, "Proposal"), (60.3, "Offer"), (80, "Contract")),
    through("c", (30, "Proposal"), (60.1, "Offer")),
    through("d", (70, "Offer")),
]


def test_a_renamed_stage_is_one() -> None:
    """Three deals change the name on one day, the old one is never used again: nobody moved, and the stay counts from the first day."""
    assert renames(RENAMED) == {"Proposal": "Offer"}
    found, names = with_new_names(RENAMED)
    assert [(s.stage, s.us) for s in found[0].stages] == [("Start", day(0)), ("Offer", day(5))]
    assert [s.stage for s in found[1].stages] == ["Offer", "Contract"]
    assert found[3] is RENAMED[3]
    assert list(said(found[0], names)) == ["the stage “Proposal” is called “Offer” now"]
    assert list(said(found[1], names)) == []


def test_what_is_no_renaming() -> None:
    """Two deals, an old name still in use, a new name used before, or different days: those deals moved."""
    assert renames(RENAMED[:2]) == {}
    assert renames([*RENAMED, through("e", (90, "Proposal"))]) == {}
    assert renames([*RENAMED, through("e", (10, "Offer"))]) == {}
    later = [through(n, (0, "Proposal"), (60 + 2 * i, "Offer")) for i, n in enumerate("abcd")]
    assert renames(later) == {}
    assert with_new_names([]) == ([], {})


def test_renamed_twice_and_in_a_circle() -> None:
    """Names follow one another to the newest, and a circle of names ends."""
    assert newest("a", {"a": "b", "b": "c"}) == "c"
    assert newest("a", {"a": "b", "b": "a"}) in {"a", "b"}


def test_a_label_and_its_inner_name_are_one_stage() -> None:
    """A board writes "Contract Sent", its history "contractsent": the deal came there once, and nobody renamed anything."""
    two = [
        through("a", (0, "qualifiedtobuy"), (5, "Contract Sent"), (5, "contractsent")),
        through("b", (0, "Trial Run"), (8, "trialrun"), (9, "closedwon")),
    ]
    found, names = with_new_names(two)
    assert [s.stage for s in found[0].stages] == ["Qualified To Buy", "Contract Sent"]
    assert [s.stage for s in found[1].stages] == ["Trial Run", "Closed Won"]
    assert (found[0].stage, found[1].stage, names) == ("Contract Sent", "Closed Won", {})


def test_what_is_no_inner_name() -> None:
    """One word of a team's own, two labels of the same letters, and numbers stay as they are."""
    for stages in (["proposal", "Proposal Made"], ["onhold", "On Hold", "On-hold ", "O nhold"], ["1234567", "Trial"]):
        made = [through(str(n), (0, stages[0]), (5, name)) for n, name in enumerate(stages[1:])]
        assert {s.stage for d in with_new_names(made)[0] for s in d.stages} == set(stages)
