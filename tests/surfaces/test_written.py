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
