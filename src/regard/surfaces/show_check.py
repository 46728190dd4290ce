"""A check on the terminal: the verdicts first, in words, then the figures with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.relationships.validity.verdicts import SIMPLE
from regard.surfaces.show import line, table

if TYPE_CHECKING:
    from regard.results import Accuracy, Check, Figure, TargetCheck
    from regard.results.validity import PracticeFound

STYLE = {"better": "green", "equal": "yellow", "worse": "red", "too_few": "dim"}


AUC = (
    "AUC: of two cases, one in which it happened and one in which it did not, how often the first had the higher chance; .50 is a coin. "
    "Counts and recency: how much and how lately you wrote to each other."
)
NOW = "Who is who, on which side they are, and what a mailbox shows stand in every month as they are known now."


def check(found: Check) -> None:
    """Everything a check told."""
    line(found.verdict, "bold")
    period = f"{found.start[:10]} to {found.end[:10]}, {found.days} days" if found.start and found.end else "no time"
    months = f"{len(found.cuts)} {'month' if len(found.cuts) == 1 else 'months'}, each from what was known when it began"
    line(f"What buyers write is shown for {period}; foretold: {months}; weights {found.model}.", "dim")
    if found.cuts:
        line(NOW, "dim")
    for text in found.notes:
        line(text)
    if any(t.rows for t in found.targets):
        line(AUC, "dim")
    line()
    for target in found.targets:
        line(target.question, STYLE[target.level])
        line(f"  {target.verdict}")
        for text in (target.calibration, target.composite, target.over_time):
            if text:
                line(f"  {text}")
    measured = [t for t in found.targets if t.rows]
    if measured:
        line()
        columns = [("foretold by", "left"), ("AUC", "left"), ("log-loss", "left"), ("Brier", "left"), ("ECE", "left")]
        for target in measured:
            line(f"{target.question}  n = {target.n:,} of {target.people:,} people, base {target.base:.3f}", "bold")
            readings = {"standing alone": target.rows["state"], "standing and counts": target.rows["context"]}
            readings |= {SIMPLE.get(name, name.replace("_", " ")): r for name, r in target.baselines.items()}
            table(columns, [(name, *figures(r)) for name, r in readings.items()])
            by_month(target)
    if found.coverage:
        line(found.coverage.verdict)
    for must in found.invariants:
        line(f"{'holds' if must.holds else 'FAILS'}: {must.says}", "" if must.holds else "red")
    if found.practice:
        line()
        line(f"Does practice pay? {found.practice.verdict}", "bold")
        for p in found.practice.practices:
            line(f"  {p.name} ({p.means}): {p.says}", PRACTICE.get(told(p), "dim"))
        line()
    for k in found.on_record:
        line(f"On record: {k.question} {k.made:,} predictions written down, {k.scored:,} scored. {k.verdict}")
    for text in found.changes:
        line(f"What would change it: {text}", "dim")


def by_month(target: TargetCheck) -> None:
    """A row for each month that was foretold."""
    columns = [
        ("month", "left"),
        ("cases", "right"),
        ("said", "right"),
        ("happened", "left"),
        ("AUC", "left"),
        ("best of recency, volume", "left"),
    ]
    table(
        columns,
        [
            (
                f"{m.start[:7]}{' off' if m.missed else ''}",
                f"{m.n:,}",
                "too few" if m.said is None else f"{m.said:.3f}",
                figure(m.base),
                figure(m.auc),
                figure(m.simple),
            )
            for m in target.months
        ],
    )


PRACTICE = {"better": "green", "worse": "red", "neither": ""}


def told(p: PracticeFound) -> str:
    """The clearest of what is told of a practice, over the estimates."""
    of = {str(x["told"]) for x in p.found.values()}
    return next((how for how in ("worse", "better", "neither", "unsound") if how in of), "too_few")


def figures(reading: Accuracy) -> tuple[str, ...]:
    """The four figures of a reading with their intervals."""
    return tuple(map(figure, (reading.auc, reading.log_loss, reading.brier, reading.ece)))


def figure(f: Figure | None) -> str:
    """A figure with its interval."""
    return f"{f.value:.3f} ({f.low:.3f} to {f.high:.3f})" if f else "–"
