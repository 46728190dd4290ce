"""The records that pass between stages: frozen, plain, and the same in every engine.

Times are UTC microseconds since 1970 (`us`); ids are keyed digests with a one-letter prefix (`regard.ids`). Offsets into text
count Unicode code points of `Message.text`. Nothing here does any work.
"""

from __future__ import annotations

from regard.model.evidence import Context, DealJudgement, Interaction, SaidOfDeal, Trial
from regard.model.items import RawItem, SetAside
from regard.model.kinds import DAY, FACTORS, LEAN, Answer, Factor, Kind, Outcome, Result, Role, Side, Zone
from regard.model.meetings import Attendance, Attendee, Event, Meeting, Part
from regard.model.messages import Attachment, Cue, Message, Original, Party, Quoting, Somebody, Span, TradeKind, TradeSign
from regard.model.people import Coverage, Handle, Judgement, Person
from regard.model.promises import Commitment, DueDate, Form, Pledge, PledgeKind, Promise, PromiseState
from regard.model.sent import Sent

__all__ = [
    "DAY",
    "FACTORS",
    "LEAN",
    "Answer",
    "Attachment",
    "Attendance",
    "Attendee",
    "Commitment",
    "Context",
    "Coverage",
    "Cue",
    "DealJudgement",
    "DueDate",
    "Event",
    "Factor",
    "Form",
    "Handle",
    "Interaction",
    "Judgement",
    "Kind",
    "Meeting",
    "Message",
    "Original",
    "Outcome",
    "Part",
    "Party",
    "Person",
    "Pledge",
    "PledgeKind",
    "Promise",
    "PromiseState",
    "Quoting",
    "RawItem",
    "Result",
    "Role",
    "SaidOfDeal",
    "Sent",
    "SetAside",
    "Side",
    "Somebody",
    "Span",
    "TradeKind",
    "TradeSign",
    "Trial",
    "Zone",
]
