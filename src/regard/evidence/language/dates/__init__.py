"""Which dates does a text name, as its writer's calendar has them?

`due_dates(text, base_us, tz_minutes)` reads "EOD Thursday", "end of Q3", "next Tuesday", "in two weeks", "by the 15th", "3/15", "within 10
business days", "the week of May 6", in English, and the common forms in German, French, Spanish, Italian, Dutch and Portuguese. Every
date has its span and the day of writing that it was counted from. Days said without year or month are the next ones to come.

Words are data (`words/<language>.toml`), so are the forms (`patterns.toml`), which name who reads them (`written`, `weekdays`,
`numbered`, `named_days`, `amounts`, `periods`, `nth`, `hours`); `joining` says what neighbours mean together, `anchored` which day is
counted from another, `neighbours` what is no day of its own, `standing` (with `names`, `called`, `denied`) on which day nothing is due,
`gone` (with `tense`, `told`) which is over, `beside` what else the words around do to a date. Pure: nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta

from regard.evidence.language.dates import beside, days, tense, told
from regard.evidence.language.dates.anchored import anchored
from regard.evidence.language.dates.cleared import cleared
from regard.evidence.language.dates.days import WorkingTime
from regard.evidence.language.dates.gone import is_over, just_past, told_month
from regard.evidence.language.dates.grammar import atoms
from regard.evidence.language.dates.joining import joined
from regard.evidence.language.dates.neighbours import among
from regard.evidence.language.dates.scene import Atom, Scene, planned_for
from regard.evidence.language.dates.standing import is_weekend, nothing_due
from regard.evidence.language.dates.words import LANGUAGES, Token, language_of, tokens, words
from regard.model import DueDate

__all__ = ["LANGUAGES", "WorkingTime", "due_dates"]

LONGEST_READ = 20_000
"""Characters read of one text; what is due stands in sentences, not beyond this in one of them."""

_MAKES_A_DATE = frozenset("%MWDUHPFftvAKkmoYQJLC/")
_NUMBERED = re.compile("[BTpb]n")
"""A day that is a number alone: "on 19", "le 17"."""
_ELSEWHERE = re.compile(r"[£€]|\b(?:GBP|EUR|VAT|BACS)\b")
"""Money of those who write the day first in English too."""
_WITHIN = frozenset({"within", "inside", "innerhalb", "dans"})
"""What makes a deadline of the end of "the week"."""
_PAST = frozenset({"since", "seit", "depuis", "desde"})


def due_dates(
    text: str,
    base_us: int,
    tz_minutes: int | None = None,
    *,
    language: str | None = None,
    day_first: bool | None = None,
    week: AbstractSet[int] | None = None,
    holidays: AbstractSet[date] = frozenset(),
) -> list[DueDate]:
    """The dates that `text` names, in its order, spans disjoint.

    `base_us` is when it was written (UTC microseconds), `tz_minutes` the writer's offset from UTC (UTC where it is not known).
    `language` is found from the text where it is not given; `day_first` overrides the order of 3/4 that the language, the text's own
    dates and the writer's clock suggest. `week` holds the weekdays worked (0 is Monday; default Monday to Friday), `holidays` days off.
    Raises nothing: what is no day of the calendar is no date.
    """
    text = text[:LONGEST_READ]
    spoken = language if language in LANGUAGES else language_of(text)
    lexicon = words(spoken)
    found = tokens(text, spoken)
    types = "".join(token.type for token in found)
    if _MAKES_A_DATE.isdisjoint(types) and not _NUMBERED.search(types):
        return []
    found = cleared(found, lexicon)
    order = lexicon.order if day_first is None else "dmy" if day_first else "mdy"
    if day_first is None and order == "mdy":
        there = _day_first_there(tz_minutes) and not _says_month_first(found)
        abroad = _ELSEWHERE.search(text) is not None and "$" not in text and not _says_month_first(found)
        order = "dmy" if there or abroad or _says_day_first(found) else order
    try:
        now = datetime.fromtimestamp(base_us / 1e6, UTC).replace(tzinfo=None) + timedelta(minutes=tz_minutes or 0)
    except (ValueError, OverflowError, OSError):
        return []
    work = WorkingTime(week if week is not None else frozenset(range(5)), holidays)
    scene = Scene(found, now, lexicon, order, work)
    pieces = among(scene, anchored(scene, joined(scene, atoms(scene)), text), text)
    return [due for piece in pieces if (due := _due(scene, piece, text, base_us)) is not None]


def _day_first_there(tz_minutes: int | None) -> bool:
    """Whether people on a clock so far from UTC write the day first, in English too: Europe, Africa, India (not at 0, a server's clock),
    Australia; not the Americas, nor the clocks of China, Korea and Japan.
    """
    return tz_minutes is not None and (0 < tz_minutes < 480 or tz_minutes >= 570)


def _says_month_first(found: list[Token]) -> bool:
    """Whether some numeric date can only have the month in front."""
    return any(
        token.value[1][0] <= 12 < token.value[1][1] <= 31 for token in found if token.type in "Ff" and len(token.value[1]) > 1
    )


def _says_day_first(found: list[Token]) -> bool:
    """Whether some numeric date can only have the day in front, and none only the month."""
    pairs = [
        token.value[1][:2] for token in found if token.type in "Ff" and token.value[1][0] <= 31 and len(token.value[1]) > 1
    ]
    return any(a > 12 >= b for a, b in pairs) and not any(b > 12 >= a for a, b in pairs)


def _due(scene: Scene, piece: Atom, text: str, base_us: int) -> DueDate | None:
    """A piece as a date, or None where it is none by itself."""
    before = list(scene.tokens[max(piece.begin - 2, 0) : piece.begin])
    led = next((token for token in reversed(before) if token.type != "T"), None)
    start, end = scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
    if nothing_due(scene, piece, text):
        return None
    own = {token.type for token in scene.tokens[piece.begin : piece.end]}
    time, first, last, certainty = piece.time, piece.first, piece.last, piece.certainty
    kind = "date"
    match piece.kind:
        case "edge" | "week_of":
            return None
        case "offset":
            alone = piece.word == "beside" and piece.amount[0][0] == "day"
            after = scene.tokens[piece.end] if piece.end < len(scene.tokens) else None
            if not alone or (after is not None and after.type not in "$,)"):
                return None
            first = last = scene.base + timedelta(days=int(piece.amount[0][1]))
            certainty = 0.5
        case "time":
            named = piece.word == "at" or (led is not None and led.type in "pb@") or piece.certainty >= 0.8
            if not named or time is None:
                return None
            first = last = _next_clock(scene, piece)
            certainty = 0.5
        case "part":
            if not piece.word:
                return None
            if piece.word == "deadline" and led is not None and led.word in {"the", "at"} and time == (17, 0):
                certainty = 0.6
        case "range" | "duration":
            out = beside.runs_out(text, end) and piece.last == scene.base
            if piece.bare and not (
                led is not None and (led.type in "pb" or led.word in _WITHIN) and (piece.last > scene.base or out)
            ):
                return None
            kind = "range" if piece.kind == "range" else "duration"
            if last < scene.base:
                return None
            if first.weekday() == 0 and (last - first).days == 6:
                last = max(scene.work.last_of_week(first), min(scene.base, last))
        case "day" | "weekday":
            pass
    if (
        led is not None
        and not planned_for(scene, piece.begin - 1)
        and (led.type == "b" or (led.type == "p" and is_weekend(scene, piece)))
        and time is None
        and not beside.not_before(text, start)
        and not beside.included(text, end)
        and piece.kind in {"day", "weekday", "range"}
        and not _ends(scene, piece)
        and not (piece.kind == "range" and beside.runs_out(text, end))
    ):
        first, last, kind = min(scene.base, first), first - days.ONE, "range"
        if last < scene.base:
            first = last = scene.base
    elif piece.kind == "range" and beside.moved_from(text, start):
        first, kind, certainty = last, "date", 0.8  # "we move it from Thursday to Friday"
    elif led is not None and led.type == "g":
        certainty = min(certainty, 0.2 if led.word in _PAST else 0.4)
    over = is_over(scene, piece, text)
    if over and own <= set("DPTi") and last == scene.base:
        return None  # "he confirmed it today": done, not due
    if over and is_weekend(scene, piece):
        return None  # "it rained all weekend"
    if (
        piece.yearless
        and piece.kind == "range"
        and (told.spoken_of(text, start, end) or told_month(scene, piece, text, over=over))
    ):
        return None  # "in November we spoke" is not next year's
    if (
        (piece.yearless or piece.monthless)
        and kind == "date"
        and first == last
        and (past := just_past(scene, piece))
        and (over or (told.missed if piece.monthless else told.gone_by)(text, start, end))
    ):
        first = last = past
    open_yet = not over and tense.still_to_come(text, start, end, scene.words.language)
    deed = not open_yet and told.deed(text, start, end)
    done = kind == "date" and first == last and (over or deed or told.followed(text, start, end))
    if done and piece.monthless and (past := just_past(scene, piece)):
        first = last = past
    if (
        piece.kind == "weekday"
        and not piece.word
        and kind == "date"
        and (done or (not open_yet and told.happened(text, start)))
    ):
        first = last = last - timedelta(weeks=1)  # "it came on Monday"
    if time is not None and time[0] == 24:
        time = (23, 59)
    return DueDate(
        start,
        end,
        re.sub(r"\s+", " ", text[start:end]),
        last.isoformat(),
        first.isoformat(),
        f"{time[0]:02d}:{time[1]:02d}" if time is not None else "",
        kind,  # type: ignore[arg-type]
        round(certainty, 2),
        base_us,
    )


def _ends(scene: Scene, piece: Atom) -> bool:
    """Whether it is the end of something: "before the end of June" is June's last day."""
    return any(token.type in "EKk" and token.value != "start" for token in scene.tokens[piece.begin : piece.end])


def _next_clock(scene: Scene, piece: Atom) -> date:
    """The day on which a time said alone comes next."""
    hour, minute = piece.time or (0, 0)
    hour += 12 if not piece.half_known and hour < 8 else 0
    return scene.base if (hour, minute) > (scene.now.hour, scene.now.minute) else scene.base + days.ONE
