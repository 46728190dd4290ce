"""What the book answers: frozen results, the same for Python, JSON, REST and the pages.

Every result has `as_json()`, whose keys are a contract, and `to_frame()`; lists of results come as `Rows`, which have both of many.
Times are ISO 8601 in UTC; scores are 0 to 100; `low` and `high` bound the central 80 %.

A module of results is loaded when the first of its names is asked for: a command tells of one subject.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from regard.results.base import Record, Rows, plain

if TYPE_CHECKING:
    from regard.results.accounts import AccountPage, AccountRow, Cell, Gap, Unmet
    from regard.results.actions import ActionRow, Noticed
    from regard.results.brief import Brief, DealBrief, Digest, InRoom, Meet, Meeting
    from regard.results.callers import CallerRow
    from regard.results.dormant import DormantRow
    from regard.results.estimates import Both, Contribution, Estimate, Refitted, Why
    from regard.results.messages import (
        Carrier,
        CompanyMatch,
        Found,
        Match,
        MessageParty,
        MessageView,
        QuotedPart,
        Reading,
        Shown,
    )
    from regard.results.people import Colleague, Meaning, Moment, PersonPage, PersonRow, PromiseRow, TimelineEntry, Unseen
    from regard.results.practice import Behaviour, Example, PracticePage, Rate
    from regard.results.remarks import ReaderNotes, Remark, Remarks
    from regard.results.review import Review, ReviewItem
    from regard.results.second_reader import SecondReader, SecondReading, WouldSend
    from regard.results.sources import SetAsideCount, SourceCount, SourceHealth, Status, SyncReport
    from regard.results.told import Told
    from regard.results.validity import (
        Accuracy,
        Bin,
        Check,
        CoverageCheck,
        Figure,
        Invariant,
        Kept,
        Learned,
        Month,
        Part,
        TargetCheck,
    )
    from regard.results.who import CompanyDoubt, Doubt, JudgedPair, Reason, SurePair, SureSide, WhoIsWho, WhoSide

_NAMES = {
    "accounts": "AccountPage AccountRow Cell Gap Unmet",
    "actions": "ActionRow Noticed",
    "brief": "Brief DealBrief Digest InRoom Meet Meeting",
    "callers": "CallerRow",
    "dormant": "DormantRow",
    "estimates": "Both Contribution Estimate Refitted Why",
    "messages": "Carrier CompanyMatch Found Match MessageParty MessageView QuotedPart Reading Shown",
    "people": "Colleague Meaning Moment PersonPage PersonRow PromiseRow TimelineEntry Unseen",
    "practice": "Behaviour Example PracticePage Rate",
    "remarks": "ReaderNotes Remark Remarks",
    "review": "Review ReviewItem",
    "second_reader": "SecondReader SecondReading WouldSend",
    "sources": "SetAsideCount SourceCount SourceHealth Status SyncReport",
    "told": "Told",
    "validity": "Accuracy Bin Check CoverageCheck Figure Invariant Kept Learned Month Part TargetCheck",
    "who": "CompanyDoubt Doubt JudgedPair Reason SurePair SureSide WhoIsWho WhoSide",
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [
    "AccountPage",
    "AccountRow",
    "Accuracy",
    "ActionRow",
    "Behaviour",
    "Bin",
    "Both",
    "Brief",
    "CallerRow",
    "Carrier",
    "Cell",
    "Check",
    "Colleague",
    "CompanyDoubt",
    "CompanyMatch",
    "Contribution",
    "CoverageCheck",
    "DealBrief",
    "Digest",
    "DormantRow",
    "Doubt",
    "Estimate",
    "Example",
    "Figure",
    "Found",
    "Gap",
    "InRoom",
    "Invariant",
    "JudgedPair",
    "Kept",
    "Learned",
    "Match",
    "Meaning",
    "Meet",
    "Meeting",
    "MessageParty",
    "MessageView",
    "Moment",
    "Month",
    "Noticed",
    "Part",
    "PersonPage",
    "PersonRow",
    "PracticePage",
    "PromiseRow",
    "QuotedPart",
    "Rate",
    "ReaderNotes",
    "Reading",
    "Reason",
    "Record",
    "Refitted",
    "Remark",
    "Remarks",
    "Review",
    "ReviewItem",
    "Rows",
    "SecondReader",
    "SecondReading",
    "SetAsideCount",
    "Shown",
    "SourceCount",
    "SourceHealth",
    "Status",
    "SurePair",
    "SureSide",
    "SyncReport",
    "TargetCheck",
    "TimelineEntry",
    "Told",
    "Unmet",
    "Unseen",
    "WhoIsWho",
    "WhoSide",
    "Why",
    "WouldSend",
    "plain",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value
