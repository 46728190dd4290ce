"""Actions: what is to be done about a relationship, by whom and by when, and what shows that it was."""

from __future__ import annotations

from dataclasses import dataclass

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class Noticed(Record):
    """What shows that an action was done: a mail of ours, a meeting or a call. `sure` is false where only the person and the way fit."""

    message_id: str
    date: str | None
    kind: str
    says: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ActionRow(Record):
    """One action. `state`: open, noticed (something shows that it was done; confirm or reject it), done or dropped.

    owner: an address of ours, "" for nobody yet. due: ISO day or "". source: review, promise, complaint, question, day (of theirs,
    ahead), risk, seller or coaching; `ref` what it came from, `reason` why in a sentence. `proposed`: it follows from one of these, and
    nobody has taken it up yet. `private`:
    shown to its owner alone. made is the day of the book that was looked at, `recorded` when it was written down.
    """

    id: str
    text: str
    state: str
    kind: str
    owner: str
    owner_name: str
    due: str
    person: str | None
    name: str
    company: str
    company_id: str | None
    deal: str
    deal_name: str
    reason: str
    source: str
    ref: str
    month: str
    made: str | None
    made_by: str
    recorded: str | None
    noticed: Noticed | None = None
    decided: str | None = None
    decided_by: str = ""
    decided_message: str = ""
    proposed: bool = False
    private: bool = False
