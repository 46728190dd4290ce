"""Was a stage renamed half-way? Then a deal did not move, and its history is one stage under its newer name. Pure.

A name gave way to another where three deals or more go from the one to the other on one day, nobody comes into the old one from that day
on, and nobody was in the new one before. Bulk moves of a pipeline clean-up do not fit: their new stage was in use already.

A CRM may write one stage in two ways, the label of its board ("Contract Sent") and the name it has inside ("contractsent"): one stage too.
"""

from __future__ import annotations

import re
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
    """The deals with every stage under its newest name, and which were renamed to what; a label and its inner name are no renaming."""
    labelled = _under(deals, labels(deals))
    found = renames(labelled)
    return _under(labelled, found), found


def _under(deals: Sequence[Deal], names: Mapping[str, str]) -> list[Deal]:
    return [
        _renamed(d, names) if names and any(s in names for s in (d.stage, *(x.stage for x in d.stages))) else d for d in deals
    ]


_INSIDE = re.compile(r"[a-z]{4,}")
_HUBSPOT = (
    "Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Decision Maker Bought-In", "Contract Sent", "Closed Won",
    "Closed Lost",
)  # fmt: skip
"""The labels of HubSpot's own pipeline, whose inner names are the same letters in one word."""


def labels(deals: Iterable[Deal]) -> dict[str, str]:
    """Inner name -> label of each stage that is written in one lower-case word and has the letters of one label of several words."""
    written = {s for deal in deals for s in (deal.stage, *(x.stage for x in deal.stages)) if s}
    called: dict[str, set[str]] = defaultdict(set)
    for name in written:
        if len(name.split()) > 1:
            called[_letters(name)].add(name)
    shipped = {_letters(name): name for name in _HUBSPOT}
    found = {}
    for name in written:
        if _INSIDE.fullmatch(name):
            known = called.get(name) or ({shipped[name]} if name in shipped else set())
            if len(known) == 1:
                found[name] = next(iter(known))
    return found


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


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
