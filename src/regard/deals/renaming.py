"""Was a stage renamed half-way? Then a deal did not move, and its history is one stage under its newer name. Pure.

A name gave way to another where three deals or more go from the one to the other on one day, nobody comes into the old one from that day
on, and nobody was in the new one before. Bulk moves of a pipeline clean-up do not fit: their new stage was in use already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from regard.deals.records import Deal, Stage
from regard.model import DAY

LEAST = 3


def renames(deals: Iterable[Deal]) -> dict[str, str]:
    """Old name -> new name of each stage that was renamed."""
    moves: dict[tuple[str, str, int], int] = defaultdict(int)
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for deal in deals:
        for n, stage in enumerate(deal.stages):
            day = stage.us // DAY
            first[stage.stage] = min(first.get(stage.stage, day), day)
            last[stage.stage] = max(last.get(stage.stage, day), day)
            if n and deal.stages[n - 1].stage != stage.stage:
                moves[(deal.stages[n - 1].stage, stage.stage, day)] += 1
    found = {}
    for (old, new, day), n in sorted(moves.items(), key=lambda m: (m[0][2], m[0])):
        if n >= LEAST and first[new] >= day and last[old] < day:
            found[old] = new
    return found


def with_new_names(deals: Sequence[Deal]) -> tuple[list[Deal], dict[str, str]]:
    """The deals with every stage under its newest name, and which were renamed to what."""
    found = renames(deals)
    if not found:
        return list(deals), {}
    return [_renamed(deal, found) if any(s.stage in found for s in deal.stages) else deal for deal in deals], found


def _renamed(deal: Deal, names: Mapping[str, str]) -> Deal:
    kept: list[Stage] = []
    for stage in deal.stages:
        name = newest(stage.stage, names)
        if not kept or kept[-1].stage != name:
            kept.append(replace(stage, stage=name))
    return replace(deal, stages=tuple(kept), stage=newest(deal.stage, names))


def newest(name: str, names: Mapping[str, str]) -> str:
    """What a stage is called now."""
    seen = {name}
    while name in names and names[name] not in seen:
        name = names[name]
        seen.add(name)
    return name


def said(deal: Deal, names: Mapping[str, str]) -> Iterable[str]:
    """That a stage this deal is in had another name."""
    old = [a for a in names if newest(a, names) == deal.stage and a != deal.stage]
    return (f"the stage “{a}” is called “{deal.stage}” now" for a in sorted(old))
