"""Remarks as SARIF 2.1.0 (OASIS), which editors and review tools read: rules, results with regions, and rewrites as fixes."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any
from urllib.parse import quote

from regard import __version__
from regard.actions.draft import line_starts
from regard.actions.rulebook import rules
from regard.results import Remark, Remarks

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"info": "note", "suggestion": "note", "warning": "warning"}


def sarif(text: str, found: Remarks, name: str) -> dict[str, Any]:
    """One run with all remarks on the draft `name`; columns count code points."""
    known = rules()
    numbers = {rule.id: n for n, rule in enumerate(known)}
    starts = line_starts(text)
    place = {"uri": quote(name)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "regard coach",
                "version": __version__,
                "rules": [
                    {
                        "id": rule.id,
                        "shortDescription": {"text": rule.message},
                        "fullDescription": {"text": rule.why},
                        "defaultConfiguration": {"enabled": rule.on, "level": LEVELS[rule.level]},
                    }
                    for rule in known
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": place}],
        "results": [_result(remark, numbers, starts, place) for remark in found],
    }
    if found.note:
        run["invocations"] = [
            {"executionSuccessful": True, "toolExecutionNotifications": [{"level": "note", "message": {"text": found.note}}]}
        ]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(remark: Remark, numbers: dict[str, int], starts: list[int], place: dict[str, str]) -> dict[str, Any]:
    region = _region(remark, starts)
    result: dict[str, Any] = {
        "ruleId": remark.rule,
        "ruleIndex": numbers[remark.rule],
        "level": LEVELS[remark.level],
        "message": {"text": f"{remark.message} For example: “{remark.example}”" if remark.example else remark.message},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
    }
    if remark.rewrite is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": remark.rewrite}}
        result["fixes"] = [
            {
                "description": {"text": f"Write “{remark.rewrite}”"},
                "artifactChanges": [{"artifactLocation": place, "replacements": [replacement]}],
            }
        ]
    return result


def _region(remark: Remark, starts: list[int]) -> dict[str, int]:
    first, last = bisect_right(starts, remark.start), bisect_right(starts, max(remark.end - 1, remark.start))
    return {
        "startLine": first,
        "startColumn": remark.start - starts[first - 1] + 1,
        "endLine": last,
        "endColumn": remark.end - starts[last - 1] + 1,
        "charOffset": remark.start,
        "charLength": remark.end - remark.start,
    }
