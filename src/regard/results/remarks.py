"""The coach's remarks on a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regard.results.base import Record, Rows


@dataclass(frozen=True, slots=True)
class Remark(Record):
    """One remark on a draft: `draft[start:end]` is what it is about, `rewrite` what could stand there instead (None: no honest one exists).
    `example` is then how it could be said: a sentence to learn from, no replacement.

    level: "info", "suggestion" or "warning". `version` is the rule's. `message_id`: the message that the
    remark rests on, where it rests on one.
    """

    rule: str
    start: int
    end: int
    message: str
    rewrite: str | None
    why: str
    level: str
    version: int
    example: str | None = None
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReaderNotes(Record):
    """What the book tells of a draft's reader (`person`, `name`): what they accepted before, what of theirs waits; sentences in English."""

    person: str
    name: str
    told: tuple[str, ...]


class Remarks(Rows[Remark]):
    """The remarks on a draft in the order of their places; `note` says what was not judged, "" where everything was."""

    def __init__(self, rows: Sequence[Remark], note: str = "") -> None:
        super().__init__(rows)
        self.note = note


# ------------------------------------------------------------------------------------------------------ is it true?
