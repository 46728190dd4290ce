"""A review as text: how it opens, then each relationship with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.surfaces.show import day, line, shown, table
from regard.surfaces.show_actions import seen

if TYPE_CHECKING:
    from regard.results.review import Review, ReviewItem


def review(found: Review) -> None:
    """The whole review."""
    line(
        f"Review of {found.month}, as of {found.as_of}: {len(found.items)} relationships, {found.answered} answered{_passed(found.passed)}",
        "bold",
    )
    line(
        f"In turn: {found.turn['this_month']} of {found.turn['of']} companies this month, "
        f"each within {found.turn['within_months']} month{'s' * (found.turn['within_months'] != 1)}",
        "dim",
    )
    if found.opens_with:
        line()
        line("What was promised, and what became of it", "bold")
        for a in found.opens_with:
            by = f", by {a.due}" if a.due else ""
            line(f"  {a.state}: {a.text} ({a.name or 'nobody in particular'}; {a.owner_name or 'nobody yet'}{by})")
            if said := seen(a):
                line(f"      {said}", "dim")
        line(f"  {found.followed.says}", "dim")
    for item in found.items:
        _item(item)
    if not found.items:
        line(
            "Nobody asks for a review this month: nothing is open or fell, and nobody was left without a word for a month."
            if found.turn["of"]
            else "There is nobody to review yet: no buyer with contact both ways."
        )


def _passed(n: int) -> str:
    return f", {n} passed on" if n else ""


def _item(i: ReviewItem) -> None:
    line()
    became = " (passed on)" if i.passed else " (answered)" if i.done else ""
    line(f"{i.place}. {i.name}{', ' + i.company if i.company else ''}{became}", "bold")
    line(f"   Now: {i.now}")
    line(f"   Worth doing: {i.do}")
    line(f"   {i.why}", "dim")
    for name, estimate in (("trust", i.trust), ("value", i.value), ("rapport", i.rapport)):
        was = i.before[name]
        line(
            f"   {name}: {shown(estimate)[0]}" + (f", was {shown(was)[0]} on {i.since}" if estimate.known or was.known else "")
        )
    for c in i.changes:
        often = f", {c.times} times" if c.times > 1 else ""
        line(f"   {c.contribution:+.2f} {c.factor}: {c.sentence}{often} ({day(c.date)}, {c.message_id})")
    if i.last_said:
        line(f"   they wrote last: “{i.last_said['quote']}” ({day(i.last_said['date'])}, {i.last_said['message_id']})", "dim")
    for p in i.promises:
        line(f"   {p.by or 'somebody'} promised ({p.state}{', ' + p.due if p.due else ''}): “{p.text}”")
    for r in i.risks:
        line(f"   risk in {r['name']}: {r['says']}")
    for t in i.topics:
        line(f"   matters to them: {t['text']}")
    for a in i.actions:
        line(f"   to do: {a.text} ({a.owner_name or 'nobody yet'}{', by ' + a.due if a.due else ''}) {seen(a)}".rstrip())
    if i.last_month is not None:
        for s in i.last_month.answers:
            line(f"   {i.last_month.month}, {s.by_name or 'somebody'}: {s.text or 'passed on'}", "dim")
    for s in i.said:
        line(f"   {s.by_name or 'somebody'} ({s.kind}): {s.text}".rstrip())
    line(f"   {i.question}")


def months(rows: Sequence[Mapping[str, Any]]) -> None:
    """The reviews there were."""
    if not rows:
        line("No review has begun yet: regard review")
        return
    columns = [("month", "left"), ("began", "left"), ("relationships", "right"), ("answered", "right"), ("passed on", "right")]
    table(columns, [(r["month"], day(r["began"]), r["items"], r["answered"], r["passed"]) for r in rows])
