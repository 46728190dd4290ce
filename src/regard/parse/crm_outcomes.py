"""Was a deal won, lost, dropped without a decision, or is it open? By the CRM's own flags, its stages' names, its status.

Nothing is invented: a closed deal of which nothing says whether it was won is "unclear".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Outcome = Literal["won", "lost", "no_decision", "open", "unclear"]

_WON = re.compile(
    r"\b(?:closed?[ -]?won|won|gewonnen|gagn[ée]e?|ganad[oa]|ganh[oa]|vint[ao]|wygran[ae]|vyhr[aá]no|voitettu|vunnen)\b|closedwon",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:closed?[ -]?lost|lost|verloren|perdue?|perdid[oa]|pers[oa]|przegran[ae]|prohr[aá]no|disqualified|rejected)\b|closedlost",
    re.IGNORECASE,
)
_NO_DECISION = re.compile(
    r"no[ -]?decision|not decided|undecided|abandon|cancell?ed|on hold|postponed|deferred|stalled|went dark|no budget decision|status quo"
    r"|keine entscheidung|zur[uü]ckgestellt|sans (?:suite|d[ée]cision)|sin decisi[oó]n",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\bclosed\b(?![ -](?:won|lost))|geschlossen|cl[oô]tur", re.IGNORECASE)
_STATUS: dict[str, Outcome] = {"0": "open", "1": "won", "2": "lost", "open": "open"}


def of_words(text: str) -> Outcome | None:
    """What the name of a stage or status says; None where it says nothing, as most open stages do."""
    if _NO_DECISION.search(text):
        return "no_decision"
    if _WON.search(text):
        return "won"
    if _LOST.search(text):
        return "lost"
    return "unclear" if _CLOSED.search(text) else None


def outcome(values: Mapping[str, str], stages: Mapping[str, Outcome], *, stage_is_newer: bool = False) -> Outcome:
    """The outcome of a deal from its fields and what is known of its stage; `stage_is_newer`: than its flags."""
    stage = values.get("stage", "")
    by_stage = stages.get(stage) or of_words(stage)
    told = _by_flags(values)
    found = (by_stage or "open") if stage_is_newer and stage else told or _by_status(values) or by_stage
    if found == "unclear" and by_stage in ("won", "lost", "no_decision"):
        found = by_stage
    if found in ("lost", "unclear") and _NO_DECISION.search(f"{values.get('lost_reason', '')} {stage}"):
        return "no_decision"
    return found or "open"


def _by_flags(values: Mapping[str, str]) -> Outcome | None:
    closed, won = values.get("closed", ""), values.get("won", "")
    if won == "true":
        return "won"
    if closed == "true":
        return "lost" if won == "false" else "unclear"
    return "open" if closed == "false" else None


def _by_status(values: Mapping[str, str]) -> Outcome | None:
    status = values.get("status", "").strip().lower()
    return _STATUS.get(status) or (of_words(status) if status else None)


def of_stages(deals: Iterable[Mapping[str, str]], said: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """Stage -> outcome: as a table of stages says, else as the flags of every deal in that stage agree."""
    found: dict[str, set[Outcome]] = {}
    for values in deals:
        told = _by_flags(values)
        if told is not None and values.get("stage"):
            found.setdefault(values["stage"], set()).add(told)
    return {stage: next(iter(all_)) for stage, all_ in found.items() if len(all_) == 1} | dict(said)
