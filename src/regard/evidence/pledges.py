"""What is promised in a message: the firm and joint commitments of its author, or of each speaker of a call, each with its kind and the
words that name the thing.

An acknowledgement ("received, we will look at it", "will do") names no thing and no day: nobody could tell whether it was kept, and it is
left out. Conditional, tentative and negated commitments are no promises that could be kept or broken, and are left out: nobody can tell
from mail whether an "if" came true. Which words tell what is promised is data (`language/promises/<language>.toml`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import normalize

from regard.evidence.commitments import told_commitments
from regard.evidence.due_days import from_today, writers_day
from regard.evidence.language.tongues import READ, pledging
from regard.model import Commitment, DueDate, Message, Pledge, PledgeKind, Span
from regard.parse.transcript import NOBODY, spoken_at

KEPT_FORMS = frozenset({"firm", "joint"})
LONGEST_RANGE = 31
"""Days; a longer one ("this year") is nobody's deadline."""
LONGEST_SUM = 12
"""Words that name the thing are looked for among so many words of a promise."""

_WORD = re.compile(r"[a-z0-9][a-z0-9&'-]*")
_LETTERS = re.compile(r"[^\W_]+")
"""A word of another language than English; an article before an apostrophe ("l'offre") is a word of its own there."""
_ENDINGS = re.compile(r"(?:ations?|ions?|ings?|ments?|ed|ies|es|s|y)$")
_ENDS = re.compile(r"(?:ern|en|er|em|es|os|as|is|us|s|e|n|a|o|i)$")
"""What nouns end in beside English: taken off again and again while four letters stay, so that one noun has one stem in all its forms."""
SHORTEST = 4
_BARE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae"})


def _days(due: DueDate) -> int:
    return (date.fromisoformat(due.day) - date.fromisoformat(due.first)).days


@cache
def words_of_promises(language: str = READ) -> dict[str, Any]:
    """The rules of a language: which words tell what is promised, and which what became of it."""
    import tomllib

    file = resources.files("regard.evidence.language").joinpath("promises", f"{language}.toml")
    return tomllib.loads(file.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells the kind of a promise, what makes it one to talk whatever its verb, mere haste, and an acknowledgement."""

    verbs: re.Pattern[str]
    meeting: re.Pattern[str]
    vague: re.Pattern[str]
    acknowledges: re.Pattern[str]


@cache
def _told(language: str) -> _Told:
    data = words_of_promises(language)
    kinds = [(kind, rows) for kind, rows in data["kinds"].items() if kind != "meeting"]
    verbs = "|".join(rf"(?P<{kind}>\b(?:{'|'.join(rows)})\b)" for kind, rows in kinds)
    said = data["said"]
    return _Told(
        re.compile(verbs),
        re.compile("|".join(data["kinds"]["meeting"])),
        re.compile(said["vague"], re.IGNORECASE),
        re.compile(said["acknowledges"]),
    )


@cache
def _nameless(*, english: bool) -> frozenset[str]:
    """The words that name nothing, as `stems` sees them: of English, or of all other languages and English together."""
    if english:
        return frozenset(words_of_promises()["plain"]["words"].split())
    listed = (words_of_promises(of)["plain"]["words"] for of in pledging())
    return frozenset(bare for words in listed for word in words.split() for bare in _LETTERS.findall(_folded(word)))


def stems(text: str, *, english: bool = True) -> frozenset[str]:
    """The words of a text that name something, without their endings: "the revised quotes" gives {"revis", "quot"}; those of every other
    language without its accents too: "les devis révisés" gives {"devi", "revis"}.
    """
    plain = _nameless(english=english)
    if not english:
        words = (w for w in _LETTERS.findall(_folded(text)) if len(w) > 2 and w not in plain and not w.isdigit())
        return frozenset(map(_root, words))
    found = set()
    for word in _WORD.findall(text.lower()):
        bare = word.removesuffix("'s").strip("-'&")
        if len(bare) > 2 and bare not in plain and not bare.isdigit():
            short = _ENDINGS.sub("", bare)
            found.add((short if len(short) > 2 else bare).removesuffix("e"))
    return frozenset(found)


def _folded(text: str) -> str:
    low = text.lower()
    return low if low.isascii() else normalize("NFKD", low.translate(_BARE)).encode("ascii", "ignore").decode()


def _root(word: str) -> str:
    while len(short := _ENDS.sub("", word)) >= SHORTEST and short != word:
        word = short
    return word


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
    told = told_commitments(text, spans, base_us, tz_minutes)
    found = (pledge(c, tz_minutes, language) for c, language in told if c.form in KEPT_FORMS)
    return tuple(p for p in found if p is not None)


def pledge(c: Commitment, tz_minutes: int | None, language: str = READ) -> Pledge | None:
    """A commitment, made in a language at an offset of `tz_minutes` from UTC, as the ledger keeps it; None for one that does nothing for
    others and does not speak to the reader.
    """
    what = " ".join(c.what.lower().split()[: LONGEST_SUM * 2])
    bare = what.replace(" ".join(c.due.text.lower().split()).rstrip(" .!,;"), " ") if c.due is not None else what
    told = _told(language)
    match = told.verbs.search(what)
    if match is None and c.to != "reader":
        return None
    kind: PledgeKind = "other" if match is None else match.lastgroup  # type: ignore[assignment]
    if told.meeting.search(what):
        kind = "talk"
    if (c.due is None or told.vague.search(c.due.text)) and told.acknowledges.fullmatch(what.strip(" .!,;")):
        return None
    named = sorted(stems(" ".join(bare.split()[: LONGEST_SUM + 4]), english=language == READ))
    due = c.due if c.due is not None and _days(c.due) <= LONGEST_RANGE and not told.vague.search(c.due.text) else None
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
