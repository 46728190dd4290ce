"""A brief as text: no line of it says the contrary of another."""

from __future__ import annotations

from dataclasses import replace

from regard.results import Brief, DealBrief, Told
from regard.surfaces.written import brief

QUIET = Brief(
    kind="person", title="Jo Reed", meeting=None, people=(), more=0, since=None, since_says="", changed=(), cares=(), owed=(),
    owing=(), asked=(), asking=(), deals=(DealBrief("d", "Pumps", "proposal", "", "", None, ()),), as_of="2026-01-31",
)  # fmt: skip
COMPLAINT = Told(
    "complaint", "complained", "p", "Jo Reed", "Twice nothing happened.", "2026-01-30T10:00:00Z", message_id="m", end=23
)


def test_no_risk_is_said_only_where_nothing_stands_open() -> None:
    """Beside a complaint, an open question or an overdue promise a deal does not read as if nothing were wrong."""
    assert "no risk is seen" in brief(QUIET)
    late = Told("overdue", "the list", "p", "Jo Reed", "the list", "2026-01-02T10:00:00Z", "2026-01-10", "m", state="overdue")
    for stands in (replace(QUIET, first=(COMPLAINT,)), replace(QUIET, asked=(COMPLAINT,)), replace(QUIET, owed=(late,))):
        assert "no risk is seen" not in brief(stands)
        assert "no other risk is seen than what stands open above" in " ".join(brief(stands).split())


def test_what_is_to_be_settled_stands_at_the_head() -> None:
    """The complaint comes before everything else."""
    text = brief(replace(QUIET, first=(COMPLAINT,), changed=(replace(COMPLAINT, kind="person", says="Ann joined", quote=""),)))
    assert text.index("SETTLE FIRST") < text.index("WHAT CHANGED")


def test_a_deal_that_has_risks_never_reads_as_if_it_had_none() -> None:
    """Risks that are less pressing or put off are counted with the command that tells them; of words that nobody reads it is said."""
    (deal,) = QUIET.deals
    for held, told in (
        (replace(deal, behind=2), "2 less pressing or on trial: regard deal d"),
        (replace(deal, snoozed=1), "1 put off: regard deal d"),
        (
            replace(deal, risks=({"level": "high", "says": "Lena left.", "clears": "", "trial": False},), more=1, behind=3),
            "1 more, 3 less pressing",
        ),
        (replace(deal, behind=1, unread=7), "7 mails of theirs are in languages that are not read"),
    ):
        text = " ".join(brief(replace(QUIET, deals=(held,))).split())
        assert told in text
        assert "no risk is seen" not in text
    foreign = " ".join(brief(replace(QUIET, deals=(replace(deal, unread=1),))).split())
    assert "no risk is seen - 1 mail of theirs is in a language that is not read" in foreign
