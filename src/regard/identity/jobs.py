"""Where somebody works and worked, and as what: employments over time, from whatever says so.

A pure function over facts: an address in use at a company, a signature, a CRM contact, the user's word. Dates are of what was
seen, not of contracts: `from_us` is the first sign of a job, `until_us` the last one where another job followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from regard.model import DAY

JobSource = Literal["address", "signature", "crm", "user"]
RANK = {"address": 0, "signature": 1, "crm": 2, "user": 3}
"""Whose word counts where two speak at one moment."""
HANDOVER = 60 * DAY
"""So long an old address may still be in use after a new one began; longer, and both jobs are held at once."""


@dataclass(frozen=True, slots=True)
class JobFact:
    """At `us`, `source` showed the person at a company (`company_id` where the book knows it, else its name alone), with a title or "".

    `reference` is the message or CRM row that says it. `own` is false where others wrote to the address and the person did not.
    """

    us: int
    source: JobSource
    company_id: str | None = None
    company: str = ""
    title: str = ""
    reference: str = ""
    own: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    """A title, since when it was seen, and where."""

    title: str
    from_us: int
    source: JobSource
    reference: str


@dataclass(frozen=True, slots=True)
class Employment:
    """One job. `until_us` is None while nothing shows that it ended; `last_us` is the last sign of it. `known_by`: how it is known."""

    company_id: str | None
    company: str
    from_us: int
    until_us: int | None
    last_us: int
    titles: tuple[Title, ...]
    known_by: tuple[JobSource, ...]

    @property
    def title(self) -> str:
        """The latest title, "" where none was seen."""
        return self.titles[-1].title if self.titles else ""


def employments(facts: Iterable[JobFact]) -> tuple[Employment, ...]:
    """The jobs that facts of one person show, in order of their beginning; the order of the facts makes no difference.

    A job ended when a later one began and the old one showed no sign of life beyond `HANDOVER`. Facts that others made (mail to an
    old address) do not keep a job alive. A fact without a company tells only of the title, in a job without a name.
    """
    by_company: dict[str, list[JobFact]] = defaultdict(list)
    for fact in facts:
        by_company[fact.company_id or fact.company.casefold()].append(fact)
    if len(by_company) > 1:
        _put_nameless(by_company)
    spans = {key: _span(mine) for key, mine in by_company.items()}
    made = []
    for key, mine in by_company.items():
        first, last = spans[key]
        after = [span for other, span in spans.items() if other != key and span[0] > first and span[1] > last]
        ended = any(last <= start + HANDOVER for start, _ in after)
        named = max(mine, key=lambda f: (RANK[f.source], f.us, f.company))
        how = tuple(sorted({f.source for f in mine}, key=RANK.__getitem__))
        made.append(Employment(named.company_id, named.company, first, last if ended else None, last, _titles(mine), how))
    return tuple(sorted(made, key=lambda e: (e.from_us, e.last_us, e.company_id or e.company)))


def current(jobs: Iterable[Employment]) -> Employment | None:
    """The job somebody has: of those that did not end, the one seen last. None where there is none."""
    return max((j for j in jobs if j.until_us is None), key=lambda j: (j.last_us, j.from_us, j.company), default=None)


def _put_nameless(by_company: dict[str, list[JobFact]]) -> None:
    """A title without a company (from free mail) belongs to the job held at that moment, where exactly one was."""
    spans = {key: _span(mine) for key, mine in by_company.items() if key}
    left: list[JobFact] = []
    for fact in by_company.pop("", []):
        held = [key for key, (first, last) in spans.items() if first <= fact.us <= last]
        held = held or [key for key, (first, last) in spans.items() if first <= fact.us <= last + HANDOVER]
        (by_company[held[0]] if len(held) == 1 else left).append(fact)
    if any(f.title for f in left):
        by_company[""] = left


def _span(facts: list[JobFact]) -> tuple[int, int]:
    """First and last sign of a job; what the person did themselves decides, where they did anything."""
    own = [f.us for f in facts if f.own] or [f.us for f in facts]
    return min(own), max(own)


def _titles(facts: list[JobFact]) -> tuple[Title, ...]:
    """The titles in order; one said again is the same one."""
    found: list[Title] = []
    for f in sorted((f for f in facts if f.title), key=lambda f: (f.us, RANK[f.source], f.title, f.reference)):
        if not found or found[-1].title.casefold() != f.title.casefold():
            found.append(Title(f.title, f.us, f.source, f.reference))
    return tuple(found)
