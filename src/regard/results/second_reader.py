"""What a language model of the user's choosing says of one buyer's last messages, beside what the rules read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class SecondReading(Record):
    """One sentence, at [start, end) of its message's text, that the model says is of a `kind`.

    `says`: "agrees" (the rules read it so too), "doubts" (a promise of the ledger that it takes for none), "proposes" (the rules read
    nothing there: for a person to judge).
    """

    says: Literal["agrees", "doubts", "proposes"]
    kind: str
    side: Literal["us", "them"]
    date: str | None
    message_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SecondReader(Record):
    """One answer of the second reader. `read_by` names the model as it calls itself; `version` is of the question that was asked.

    Of `messages` messages `answered` were; `unanswered` and `dropped` (claims) are counted by why; `withheld` sentences were not sent.
    Nothing of it is kept, and no estimate, promise or state is changed by it.
    """

    person: str
    name: str
    read_by: str
    version: str
    messages: int
    answered: int
    withheld: int
    unanswered: dict[str, int]
    dropped: dict[str, int]
    rows: tuple[SecondReading, ...]


@dataclass(frozen=True, slots=True)
class WouldSend(Record):
    """What a question to the second reader would send: the address, the model, the instruction, and each message's data."""

    address: str
    model: str
    version: str
    instruction: str
    withheld: int
    data: tuple[Any, ...]
