"""One line of what is told of a buyer: of a brief, a digest, or what is open on their page."""

from __future__ import annotations

from dataclasses import dataclass

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class Told(Record):
    """One line of a brief: `says` in our words, `quote` in somebody's; where it stands (`message_id`, [start, end) of its text).

    `person` and `name` are the buyer it is about, `by` who of either side said it, `to` of whom of ours it was asked, `due` an ISO day or
    "". `kind` tells the sort of line: of what changed: left, standing, complaint, declined, acted on, person, job, deal, contact; of what
    they care about: goal, problem, deadline, word; of promises: their state; of who makes ready to go: leaving us; of questions: asked;
    of what was written last: wrote; of the last
    talk: spoke. `more`: not among the few lines of a brief that are told at once. `because`: of a question of theirs,
    what speaks for its waiting, the strongest first. `call`: when on a call it was said (“0:22”), "" of what was written.
    """

    kind: str
    says: str
    person: str
    name: str
    quote: str = ""
    date: str | None = None
    due: str = ""
    message_id: str = ""
    start: int = 0
    end: int = 0
    by: str = ""
    state: str = ""
    to: str = ""
    more: bool = False
    because: tuple[str, ...] = ()
    call: str = ""
