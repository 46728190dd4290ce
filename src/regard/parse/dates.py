"""When a mail was written: the Date header in every form it is written in, as UTC microseconds and the writer's offset."""

from __future__ import annotations

import re
from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()
EARLIEST = 788_918_400_000_000
"""1995-01-01 UTC. No mail that matters here is older; a Date of 1979 or 1980 is a clock that lost its battery."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier ene enero gen gennaio jän jänner janeiro januari",
            "feb february februar fév fev févr février febrero febbraio fevereiro februari",
            "mar march mär märz mars mrz marzo março maart mrt",
            "apr april avr avril abr abril aprile",
            "may mai mayo mag maggio maio mei maj",
            "jun june juni juin junio giu giugno junho",
            "jul july juli juil juillet julio lug luglio julho",
            "aug august aoû août aou ago agosto augustus augusti",
            "sep sept september septembre septiembre set settembre setembro",
            "oct october okt oktober octobre octubre ott ottobre outubro out",
            "nov november novembre noviembre novembro",
            "dec december dez dezember déc décembre dic diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120,
    "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "jst": 540,
    "kst": 540, "hkt": 480, "sgt": 480, "nzst": 720, "brt": -180, "brst": -120, "art": -180, "nzdt": 780, "aest": 600, "aedt": 660,
}  # fmt: skip
_CLOCK = r"(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?:[:.](?P<s>\d{2}))?(?:[.,]\d{1,9})?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"\s*(?P<tz>[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5}(?![A-Za-z]))?"
_USUAL = re.compile(
    r"\s*(?:[^\W\d]{2,12}\.?(?:\s*,\s*|\s+)|,\s*)?(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[\s/-]+(?:de\s+)?(?P<mo>[^\W\d_]{3,10})\.?,?[\s/-]+(?:de\s+)?(?P<y>\d{2,4})"
    r",?(?:\s+at)?[\sT]+" + _CLOCK + _ZONE
)
_ASCTIME = re.compile(
    r"\s*(?:[^\W\d]{2,12}\.?(?:\s*,\s*|\s+))?(?P<mo>[^\W\d_]{3,10})\.?[\s-]+(?P<d>\d{1,2}),?\s+(?:(?P<y>\d{4}),?(?:\s+at)?\s+)?"
    + _CLOCK + _ZONE + r"(?:\s*(?P<y2>\d{4}))?(?:\s*(?P<tz2>[+-]\d{4}))?"
)  # fmt: skip
_ISO = re.compile(
    r"\s*(?:[^\W\d]{2,12}\.?(?:\s*,\s*|\s+))?(?P<y>\d{4})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})[\sT]+" + _CLOCK + _ZONE
)
_AMERICAN = re.compile(
    r"\s*(?:[^\W\d]{2,12}\.?(?:\s*,\s*|\s+))?(?P<mo>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2,4}),?\s+" + _CLOCK + _ZONE
)
_COMMENT = re.compile(r"\(([^()]*)\)")
_FURTHEST = 840
"""Minutes: the largest offset from UTC in use is +14:00."""


def header_date(value: str) -> tuple[int | None, int | None]:
    """A Date header as (UTC microseconds, minutes east of UTC); (None, None) where it says no time.

    The offset is None where it is missing, unknown (`-0000`) or impossible; the time is then taken as UTC. Years of two or three
    digits are those of RFC 5322. Nothing is judged here: 1979 and 2044 come back as written (`trusted` judges).
    """
    value = value[:200]
    found = _USUAL.match(value) or _ISO.match(value) or _ASCTIME.match(value) or _AMERICAN.match(value)
    if not found:
        return None, None
    parts = found.groupdict()
    year = parts["y"] or parts.get("y2")
    month = parts["mo"]
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower().rstrip(".")) or _MONTHS.get(month.lower()[:3])
    if not year or not number:
        return None, None
    hour = int(parts["h"])
    if half := parts["half"]:
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    zone = parts.get("tz2") or parts["tz"]
    if zone is None and "(" in value and (comment := _COMMENT.search(value)):
        zone = comment[1].strip()
    offset = _offset(zone)
    minute, second = int(parts["mi"]), int(parts["s"] or 0)
    if hour > 24 or minute > 59 or second > 60:
        return None, None
    try:
        days = date(_full_year(int(year), len(year)), number, int(parts["d"])).toordinal() - _EPOCH
    except ValueError:
        return None, None
    seconds = days * 86_400 + hour * 3_600 + (minute - (offset or 0)) * 60 + min(second, 59)
    return seconds * 1_000_000, offset


def received_date(value: str) -> int | None:
    """When one Received header says the mail passed: what follows its last semicolon."""
    _, semicolon, last = value.rpartition(";")
    return header_date(last)[0] if semicolon else None


def _full_year(year: int, digits: int) -> int:
    if digits == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if digits == 3 else year


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").rjust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes > _FURTHEST or int(digits[2:]) > 59 or (zone[0] == "-" and not minutes):
            return None
        return -minutes if zone[0] == "-" else minutes
    return _ZONES.get(zone.lower())
