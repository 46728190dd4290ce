"""Who is who on the terminal: each doubtful pair side by side, what speaks for and against, what was judged lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.surfaces import show

if TYPE_CHECKING:
    from regard.results import Doubt, WhoIsWho, WhoSide


def who(found: WhoIsWho) -> None:
    """The queue, the companies that may be one, and the judgements that stand."""
    if not found.pairs and not found.companies:
        if not found.people:
            show.line("Nobody is in this book yet. Read mail into it: regard sync PATH")
        else:
            show.line(f"Nothing is in doubt among {found.people:,} people. To join two yourself: regard same A B")
    for n, pair in enumerate(found.pairs, 1):
        _pair(n, pair)
    if found.total > len(found.pairs):
        show.line(f"{len(found.pairs)} of {found.total:,} pairs; --limit shows more.", "dim")
    if found.companies:
        show.line()
        show.line("Domains that may be one company's")
        columns = [("domain", "left"), ("people", "right"), ("domain", "left"), ("people", "right"), ("why", "left")]
        rows = [(f"@{c.left}", c.left_people, f"@{c.right}", c.right_people, "; ".join(c.reasons)) for c in found.companies]
        show.table(columns, rows)
    if found.pairs or found.companies:
        if found.sure:
            show.line(
                f"{len(found.sure):,} of them almost surely one human: join all of these with regard who --join-sure", "dim"
            )
        show.line("Say which: regard same A B · regard different A B · regard unsure A B", "dim")
    if found.recent:
        show.line()
        show.line("Judged, and taken back with: regard undo ID")
        columns = [("id", "left"), ("said", "left"), ("by", "left"), ("one", "left"), ("other", "left"), ("why", "left")]
        show.table(columns, [((j.id, "dim"), j.verdict, j.rule or "you", j.left, j.right, j.reason) for j in found.recent[:20]])


def sure(found: WhoIsWho) -> None:
    """The almost sure pairs, a line each."""
    if not found.sure:
        show.line("No pair is almost sure (98 % and more).")
        return
    pairs = found.sure
    show.line(f"{len(pairs):,} pair{'s are' if len(pairs) != 1 else ' is'} one human with a chance of 98 % and more.", "bold")
    columns = [("one", "left"), ("addresses", "left"), ("other", "left"), ("addresses", "left"), ("move", "right")]
    rows = [(p.left.name, " ".join(p.left.addresses), p.right.name, " ".join(p.right.addresses), p.affected) for p in pairs]
    show.table(columns, rows)


SURELY = 0.995
"""From such a chance on a number says less than the word."""


def _pair(n: int, pair: Doubt) -> None:
    surely = "almost surely one person" if pair.probability >= SURELY else f"one person with a chance of {pair.probability:.0%}"
    show.line(f"{n}. {surely}; {pair.affected:,} message{'s' if pair.affected != 1 else ''} would move", "bold")
    columns = [("", "left"), ("one", "left"), ("other", "left")]
    sides = (pair.left, pair.right)
    rows = [
        ("name", *(s.name for s in sides)),
        ("addresses", *(" ".join(s.addresses) for s in sides)),
        ("written as", *("; ".join(s.names) or "–" for s in sides)),
        ("company", *(s.company or "–" for s in sides)),
        ("mail", *(_mail(s) for s in sides)),
        ("telephone", *(" ".join(s.phones) or "–" for s in sides)),
    ]
    show.table(columns, rows)
    for reason in pair.reasons:
        show.line(f"   {reason.bits:+6.1f}  {reason.says}", "dim" if abs(reason.bits) < 1 else "")
    if pair.shared:
        show.line(f"           both write with {', '.join(pair.shared)}", "dim")
    show.line()


def _mail(side: WhoSide) -> str:
    if not side.messages:
        return "–"
    return f"{side.messages:,} from {show.day(side.first)} to {show.day(side.last)}"
