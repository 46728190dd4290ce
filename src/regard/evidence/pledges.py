"""What is promised in a message: the firm and joint commitments of its author, or of each speaker of a call, each with its kind and the
words that name the thing.

An acknowledgement ("received, we will look at it", "will do") names no thing and no day: nobody could tell whether it was kept, and it is
left out. Conditional, tentative and negated commitments are no promises that could be kept or broken, and are left out: nobody can tell
from mail whether an "if" came true. Pure; English only, as `commitments`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from regard.evidence.commitments import read_commitments
from regard.evidence.due_days import from_today, writers_day
from regard.model import Commitment, DueDate, Message, Pledge, PledgeKind, Span
from regard.parse.transcript import NOBODY, spoken_at

KEPT_FORMS = frozenset({"firm", "joint"})
LONGEST_RANGE = 31
"""Days; a longer one ("this year") is nobody's deadline."""
LONGEST_SUM = 12
"""Words that name the thing are looked for among so many words of a promise."""

_WORD = re.compile(r"[a-z0-9][a-z0-9&'-]*")
_VAGUE = re.compile(r"\b(?:as soon as|asap|right (?:now|away)|immediately|now|shortly|soon)\b", re.IGNORECASE)
"""Haste, but no day that could pass."""
_ACKNOWLEDGES = re.compile(
    r"(?:[a-z]+[,:] )?(?:(?:i|we)(?:'ll| will| shall| can)|(?:i|we)(?:'m| am|'re| are) on|will|can|shall) ?"
    r"(?:(?:also|then|just|certainly|definitely|gladly|surely|of course|soon|now|have to|keep|be) )*"
    r"(?:do|look (?:at|over)|(?:have|take) an? (?:[a-z]+ )?look(?: at)?|review|read|consider|think about|study|go (?:through|over)|note|)"
    r"(?: (?:it|this|that|them|these|those|so|both|all))?"
    r"(?: (?:out|over|through|up|for you|soon|shortly|carefully|closely|today|internally|here|again|asap"
    r"|as soon as (?:possible|i can|we can)|right away|now|then|at once"
    r"|in due course|in detail|when (?:i|we) can|immediately))*"
)
"""A promise that is no more than that a message came: its verb does nothing that anybody would see, and its thing is a pronoun."""
_ENDINGS = re.compile(r"(?:ations?|ions?|ings?|ments?|ed|ies|es|s|y)$")


def _days(due: DueDate) -> int:
    return (date.fromisoformat(due.day) - date.fromisoformat(due.first)).days


@lru_cache(maxsize=1)
def words_of_promises() -> dict[str, Any]:
    """The rules: which words tell what is promised, and which what became of it."""
    import tomllib

    file = resources.files("regard.evidence.language").joinpath("promises", "en.toml")
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache(maxsize=1)
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What tells the kind of a promise, what makes it one to talk whatever its verb, and the words that name nothing."""
    data = words_of_promises()
    kinds = [(kind, rows) for kind, rows in data["kinds"].items() if kind != "meeting"]
    verbs = "|".join(rf"(?P<{kind}>\b(?:{'|'.join(rows)})\b)" for kind, rows in kinds)
    return re.compile(verbs), re.compile("|".join(data["kinds"]["meeting"])), frozenset(data["plain"]["words"].split())


def stems(text: str) -> frozenset[str]:
    """The words of a text that name something, without their endings: "the revised quotes" gives {"revis", "quot"}."""
    found = set()
    plain = _kinds()[2]
    for word in _WORD.findall(text.lower()):
        bare = word.removesuffix("'s").strip("-'&")
        if len(bare) > 2 and bare not in plain and not bare.isdigit():
            short = _ENDINGS.sub("", bare)
            found.add((short if len(short) > 2 else bare).removesuffix("e"))
    return frozenset(found)


def pledges(message: Message) -> tuple[Pledge, ...]:
    """The promises in a message's own words, or in what is said on a call, in the order of the text; none in automated mail."""
    if message.automated:
        return ()
    if message.kind == "call":
        return spoken_pledges(message.text, message.us or 0, message.tz_minutes)
    return read_pledges(message.text, message.spans, message.us or 0, message.tz_minutes)


def spoken_pledges(text: str, base_us: int, tz_minutes: int | None) -> tuple[Pledge, ...]:
    """The promises in the turns of a call's text that began at `base_us`; none of a voice that has no name."""
    return tuple(
        replace(p, speaker=name)
        for name, start, end in spoken_at(text)
        if name != NOBODY
        for p in read_pledges(text, (Span(start, end, "own"),), base_us, tz_minutes)
    )


def read_pledges(text: str, spans: Sequence[Span], base_us: int, tz_minutes: int | None) -> tuple[Pledge, ...]:
    """The promises in the own words of `text`, written at `base_us` (UTC microseconds) at an offset of `tz_minutes` from UTC."""
    found = (pledge(c, tz_minutes) for c in read_commitments(text, spans, base_us, tz_minutes) if c.form in KEPT_FORMS)
    return tuple(p for p in found if p is not None)


def pledge(c: Commitment, tz_minutes: int | None) -> Pledge | None:
    """A commitment, made at an offset of `tz_minutes` from UTC, as the ledger keeps it; None for one that does nothing for others
    and does not speak to the reader.
    """
    what = " ".join(c.what.lower().split()[: LONGEST_SUM * 2])
    bare = what.replace(" ".join(c.due.text.lower().split()).rstrip(" .!,;"), " ") if c.due is not None else what
    verbs, meeting, _ = _kinds()
    match = verbs.search(what)
    if match is None and c.to != "reader":
        return None
    kind: PledgeKind = "other" if match is None else match.lastgroup  # type: ignore[assignment]
    if meeting.search(what):
        kind = "talk"
    if (c.due is None or _VAGUE.search(c.due.text)) and _ACKNOWLEDGES.fullmatch(what.strip(" .!,;")):
        return None
    named = sorted(stems(" ".join(bare.split()[: LONGEST_SUM + 4])))
    due = c.due if c.due is not None and _days(c.due) <= LONGEST_RANGE and not _VAGUE.search(c.due.text) else None
    due = from_today(due, writers_day(due.base_us, tz_minutes)) if due else None
    return Pledge(
        c.start,
        c.end,
        c.actor,
        c.form,
        c.q,
        kind,
        tuple(named),
        due.start if due else 0,
        due.end if due else 0,
        due.day if due else "",
        due.first if due else "",
        due.time if due else "",
    )
