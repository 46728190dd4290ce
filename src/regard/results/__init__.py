"""What the book answers: frozen results, the same for Python, JSON, REST and the pages.

Every result has `as_json()`, whose keys are a contract, and `to_frame()`; lists of results come as `Rows`, which have both of many.
Times are ISO 8601 in UTC; scores are 0 to 100; `low` and `high` bound the central 80 %.
"""

from regard.results.accounts import AccountPage, AccountRow, Cell, Gap, Unmet
from regard.results.actions import ActionRow, Noticed
from regard.results.base import Record, Rows, plain
from regard.results.brief import Brief, DealBrief, Digest, InRoom, Meet, Meeting
from regard.results.callers import CallerRow
from regard.results.dormant import DormantRow
from regard.results.estimates import Both, Contribution, Estimate, Why
from regard.results.messages import Carrier, CompanyMatch, Found, Match, MessageParty, MessageView, QuotedPart, Reading, Shown
from regard.results.people import Colleague, Meaning, Moment, PersonPage, PersonRow, PromiseRow, TimelineEntry, Unseen
from regard.results.practice import Behaviour, Example, PracticePage, Rate
from regard.results.remarks import ReaderNotes, Remark, Remarks
from regard.results.review import Review, ReviewItem
from regard.results.second_reader import SecondReader, SecondReading, WouldSend
from regard.results.sources import SetAsideCount, SourceCount, SourceHealth, Status, SyncReport
from regard.results.told import Told
from regard.results.validity import Accuracy, Bin, Check, CoverageCheck, Figure, Invariant, Kept, Learned, Part, TargetCheck
from regard.results.who import CompanyDoubt, Doubt, JudgedPair, Reason, WhoIsWho, WhoSide

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
