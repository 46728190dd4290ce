"""How a page says things: dates, ages, signed figures, trends; and every character made visible or harmless."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from markupsafe import Markup

from regard.results import Estimate, Refitted
from regard.results.people import PROMISED_IN
from regard.time import zone_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, bidirectional overrides, invisible separators, tags and lone surrogates. Not the joiners U+200C and U+200D (scripts
and emoji need them), nor tab and newline."""

TREND_WORDS = {"up": "rising", "down": "falling", "steady": "steady"}
TREND_ARROWS = {"up": "↗", "down": "↘", "steady": "→"}
CHANNEL_WORDS = re.compile(r"[_.\-]+")
_DAY = len("2026-03-31")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def visible(text: str) -> str:
    """`text` with what a reader could not see, or what would reorder or break the page, shown as its code point."""
    return _HIDDEN.sub(_symbol, text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"⟨U+{code:04X}⟩"


def moment(text: str | None, zone: str = "") -> datetime | None:
    """An ISO date or time as an aware datetime, a time as clocks in `zone` show it; None where there is none or it is not one."""
    if not text:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return aware.astimezone(zone_of(zone)) if zone and len(text) > _DAY else aware


def breaks(text: str) -> Markup:
    """An address or a name that may break after its at, dots and underscores, and not within a word."""
    return Markup("<wbr>").join(re.split(r"(?<=[@._])(?=.)", visible(text)))


def day(text: str | None, as_of: str | None = None, zone: str = "") -> str:
    """“4 May 2026”, or “4 May” in the year of `as_of`; “” for no date. The day in `zone`, of a time, where one is named."""
    at = moment(text, zone)
    if at is None:
        return ""
    reference = moment(as_of)
    short = f"{at.day} {_MONTHS[at.month - 1]}"
    return short if reference is not None and reference.year == at.year else f"{short} {at.year}"


def month(text: str | None) -> str:
    """“March 2026” of any date in it; “” for none."""
    at = moment(text)
    return f"{at:%B} {at.year}" if at is not None else ""


def date_of(text: str | None, zone: str = "") -> str:
    """“2026-05-04”, the day in `zone`; “” for no date."""
    at = moment(text, zone)
    return at.date().isoformat() if at is not None else ""


def clock(text: str | None, zone: str = "") -> str:
    """“14:05” in `zone` (UTC where none is named); “” for a bare date or none."""
    at = moment(text, zone)
    return f"{at:%H:%M}" if at is not None and text is not None and len(text) > _DAY else ""


def zoned(text: str | None, zone: str = "") -> str:
    """What the clocks of `zone` go by at a moment, to stand behind a time: “CET”, “UTC”, “UTC+03”; “” for a bare date or none."""
    at = moment(text, zone or "UTC")
    if at is None or text is None or len(text) <= _DAY:
        return ""
    name = at.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def prose(text: str, as_of: str | None = None) -> str:
    """A sentence with its ISO dates as a person would write them."""
    return _DATE.sub(lambda found: day(found[0], as_of) or found[0], text)


def opening(text: str) -> str:
    """A sentence with its first letter large and a stop at its end, to stand by itself."""
    large = text[:1].upper() + text[1:]
    return large if not large or large[-1] in ".!?…”" else f"{large}."


def days_before(text: str | None, as_of: str | None = None) -> int | None:
    """Calendar days (UTC) from a date to `as_of` (default now); None for no date."""
    at = moment(text)
    return None if at is None else (last_day(as_of) - at.date()).days


def age(text: str | None, as_of: str | None = None) -> str:
    """How many calendar days (UTC) before `as_of` (default now): “today”, “9 d”, “5 wk”, “8 mo”, “3 y”; “never” for no date."""
    days = days_before(text, as_of)
    if days is None:
        return "never"
    if days < 1:
        return "today"
    if days < 14:
        return f"{days} d"
    if days < 70:
        return f"{days // 7} wk"
    return f"{days // 30} mo" if days < 730 else f"{days // 365} y"


def ago(text: str | None, as_of: str | None = None) -> str:
    """The same as the end of a sentence: “today”, “9 d ago”, “never”."""
    told = age(text, as_of)
    return told if told in {"today", "never"} else f"{told} ago"


def last_day(as_of: str | None) -> date:
    """The last whole day known: a moment of knowledge at midnight covers the day before."""
    at = moment(as_of) or datetime.now(UTC)
    midnight = bool(as_of) and len(as_of or "") > 10 and (at.hour, at.minute, at.second) == (0, 0, 0)
    return (at - timedelta(days=1)).date() if midnight else at.date()


def signed(value: float, digits: int = 2) -> str:
    """“+0.31”, “−0.22”, “0.00”: a true minus, and no sign on what rounds to nothing."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def plural(count: int, one: str, many: str = "") -> str:
    """“1 message”, “1,204 messages”."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def unheard(unread: int) -> str:
    """What nobody can tell of a deal, where so many mails of theirs on it are in a language that is not read; "" where none is."""
    if not unread:
        return ""
    which = "are in languages that are not read" if unread > 1 else "is in a language that is not read"
    return f"{plural(unread, 'mail')} of theirs {which}: a risk that only these words tell is not seen"


def promises_unread(count: int) -> str:
    """That so many mails are in a language in which no promise is read."""
    many = f"{count:,} mails are" if count != 1 else "1 mail is"
    return f"Promises are read in {PROMISED_IN}: {many} in a language in which they are not, and what was promised there is not known."


def refitted(found: Refitted) -> str:
    """Which part of a score came with the book's own numbers, in a sentence."""
    return (
        f"{signed(found.points, 1)} points of it came with the book's own numbers (what is usual, how far buyers differ, how soon it "
        f"fades), fitted anew to what all buyers did before {day(found.since)}: by those before it would read {found.before:.1f}."
    )


def channel(code: str) -> str:
    """A channel's code as words: “answers_our_ask” is “answers our ask”."""
    return CHANNEL_WORDS.sub(" ", code).strip()


def money(amount: str, currency: str) -> str:
    """An amount as the CRM has it, written one way everywhere: “43,000 EUR”; the number alone where the CRM names no currency."""
    try:
        value = float(amount)
    except ValueError:
        return f"{amount} {currency}".strip()
    return f"{figure(value)} {currency}".strip()


def figure(value: float | str | None, unit: str = "") -> str:
    """A KPI as written: “41”, “6.5 h”, “a day”; “–” where it cannot be known."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return f"{value} {unit}".strip()
    shown = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()


def estimate_words(name: str, estimate: Estimate | None) -> str:
    """One estimate as a sentence a screen reader can say: “trust 71 (58 to 82), good, rising”."""
    if estimate is None:
        return f"{name}: never met"
    if not estimate.known:
        return f"{name} unknown"
    words = f"{name} {estimate.score:.0f} ({estimate.low:.0f} to {estimate.high:.0f})"
    band = f", {estimate.band}" if estimate.band in {"good", "fair", "poor"} else ""
    trend = TREND_WORDS.get(estimate.trend)
    return f"{words}{band}{', ' + trend if trend else ''}"
