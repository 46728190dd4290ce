"""Cells of a CRM export as values: ids, dates, money, shares, yes and no. What can be read in two ways is decided by its column.

A value is kept as canonical text: dates as ISO 8601 in UTC, amounts as plain decimals, yes and no as "true" and "false". What cannot
be read, or could be read in two ways, stays as it is written and is counted (`Unread`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from regard.time import to_us

Order = Literal["dmy", "mdy", "both", ""]
Point = Literal[".", ",", "both", ""]

_SALESFORCE = re.compile(r"[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?")
_TAIL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_MANGLED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{2}")
_INTEGER = re.compile(r"\d+")
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio ene",
            "feb february februar fevrier febrero fevereiro febbraio fev",
            "mar march marz mars marzo marco maerz mrz",
            "apr april avril abril aprile avr abr",
            "may mai mayo maio maggio mag",
            "jun june juni juin junio junho giugno giu",
            "jul july juli juillet julio julho luglio lug",
            "aug august aout agosto ago",
            "sep sept september septembre septiembre setembro settembre set",
            "oct october oktober octobre octubre outubro ottobre okt out ott",
            "nov november novembre noviembre novembro",
            "dec december dezember decembre diciembre dezembro dicembre dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_CLOCK = r"(?:,?[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?)?"
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})" + _CLOCK)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})" + _CLOCK)
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]{3,9})\.?,?[ -](\d{4}|\d{2})" + _CLOCK)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4})" + _CLOCK)
_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "zł": "PLN",
    "Kč": "CZK",
    "US$": "USD",
    "$": "$",
    "¥": "¥",
}
TOO_MUCH = Decimal(10) ** 15
"""No deal is of so much: a slip of the pen or of a program."""
_LONGEST = 200
"""Characters of the longest cell that is tried as an amount."""
_MONEY = re.compile(
    r"(?P<before>[^\d+\-().,]*)(?P<sign>[-+(]?)\s*(?P<again>[^\d+\-().,]*)(?P<n>[\d.,'’\s\u00a0\u202f]*\d)\s*(?P<close>\)?)(?P<after>[^\d]*)"
)
_CODE = re.compile(r"[A-Za-z]{3}")
_YES = frozenset(
    {
        "true",
        "yes",
        "y",
        "1",
        "t",
        "x",
        "ja",
        "j",
        "si",
        "sí",
        "oui",
        "o",
        "sim",
        "s",
        "wahr",
        "vrai",
        "verdadero",
        "tak",
        "ano",
    }
)
_NO = frozenset({"false", "no", "n", "0", "f", "nein", "non", "nao", "não", "falsch", "faux", "falso", "nie", "ne", "-"})


class Unread(ValueError):
    """A cell that cannot be read as what its column holds: `why` is "ambiguous" or "unreadable"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


# -------------------------------------------------------------------------------------------------------------- ids


def crm_id(text: str) -> str:
    """The id of a record: a Salesforce id of 15 characters in its form of 18, anything else as written.

    Raises Unread for a number that a spreadsheet has rounded ("1.23E+11"): several records go by it now.
    """
    cell = text.strip().strip("'\"")
    if _MANGLED.fullmatch(cell):
        raise Unread("mangled")
    if len(cell) in (15, 18) and is_salesforce_id(cell):
        return cell if len(cell) == 18 else cell + checksum(cell)
    if cell.startswith("{") and cell.endswith("}"):
        return cell[1:-1].lower()
    return cell[:-2] if cell.endswith(".0") and cell[:-2].isdigit() else cell


def is_salesforce_id(text: str) -> bool:
    """Whether a text is a Salesforce id: 15 characters, or 18 whose last three are right. An id of digits alone is another's."""
    if not _SALESFORCE.fullmatch(text) or text.isdigit() or len(text) not in (15, 18):
        return False
    if len(text) == 15:
        return any(c.isdigit() for c in text[:3])
    return text[15:] == checksum(text[:15])


def checksum(fifteen: str) -> str:
    """The three characters that say which of fifteen are capitals."""
    return "".join(_TAIL[sum(1 << i for i, c in enumerate(fifteen[k : k + 5]) if "A" <= c <= "Z")] for k in (0, 5, 10))


# ------------------------------------------------------------------------------------------------------------ dates


def date_order(text: str) -> Order:
    """What one cell says of the order of days and months in its column; "" where it says nothing."""
    found = _NUMERIC.match(text.strip())
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or (first > 12 >= second):
        return "dmy"
    return "mdy" if second > 12 >= first else ""


def moment(text: str, order: Order = "") -> str:
    """A date or time as ISO 8601, without a time where none is written. Raises Unread."""
    cell = text.strip()
    if _INTEGER.fullmatch(cell):
        return _from_number(cell)
    try:
        if found := _ISO.fullmatch(cell):
            return _from_iso(found)
        if found := _YEAR_FIRST.fullmatch(cell):
            return _written(int(found[1]), int(found[2]), int(found[3]), found.groups()[3:])
        if found := _NUMERIC.fullmatch(cell):
            first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
            own = date_order(cell)
            use = own or (order if order in ("dmy", "mdy") else "")
            if not use and first != second:
                raise Unread("ambiguous")
            day, month = (first, second) if use == "dmy" else (second, first)
            return _written(year, month, day, found.groups()[4:])
        if found := _DAY_MONTH.fullmatch(cell):
            return _written(_full_year(found[3]), _month(found[2]), int(found[1]), found.groups()[3:])
        if found := _MONTH_DAY.fullmatch(cell):
            return _written(int(found[3]), _month(found[1]), int(found[2]), found.groups()[3:])
    except (ValueError, OverflowError) as error:
        if isinstance(error, Unread):
            raise
    raise Unread("unreadable")


def moment_us(iso: str) -> int | None:
    """UTC microseconds of what `moment` wrote; None for anything else. A date alone is its first moment."""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return to_us(found if found.tzinfo else found.replace(tzinfo=UTC))


def _from_number(cell: str) -> str:
    """Seconds or milliseconds since 1970 (HubSpot), or YYYYMMDD."""
    if len(cell) == 8:
        return date(int(cell[:4]), int(cell[4:6]), int(cell[6:])).isoformat() if _plausible(cell) else _unreadable()
    if len(cell) not in (10, 13):
        raise Unread("unreadable")
    us = int(cell) * (1_000_000 if len(cell) == 10 else 1_000)
    return _iso(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us))


def _plausible(cell: str) -> bool:
    try:
        date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    except ValueError:
        return False
    return 1900 <= int(cell[:4]) <= 2200


def _unreadable() -> str:
    raise Unread("unreadable")


def _from_iso(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    if hour is None:
        return date(int(year), int(month), int(day)).isoformat()
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    at = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro, tzinfo=UTC)
    if zone and zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        at -= timedelta(minutes=minutes if zone[0] == "+" else -minutes)
    return _iso(at)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S") + (f".{at.microsecond:06d}".rstrip("0") if at.microsecond else "") + "Z"


def _written(year: int, month: int, day: int, clock: tuple[str | None, ...]) -> str:
    hour, minute, second, half = clock
    if hour is None:
        return date(year, month, day).isoformat()
    h = int(hour)
    if half:
        h = h % 12 + (12 if half.lower().startswith("p") else 0)
    return _iso(datetime(year, month, day, h, int(minute or 0), int(second or 0), tzinfo=UTC))


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _month(name: str) -> int:
    plain = name.casefold().replace("ä", "a").replace("é", "e").replace("û", "u").replace("ç", "c")
    if plain not in _MONTHS:
        raise Unread("unreadable")
    return _MONTHS[plain]


# ------------------------------------------------------------------------------------------------------------ money


def decimal_point(text: str) -> Point:
    """What one cell says of the decimal point in its column; "" where it says nothing ("48,000" may be either)."""
    number = _number(text)
    if number is None:
        return ""
    comma, dot = number.count(","), number.count(".")
    if comma and dot:
        return "," if number.rfind(",") > number.rfind(".") else "."
    if comma > 1 or dot > 1:
        return "." if comma else ","
    if not comma and not dot:
        return ""
    point = "," if comma else "."
    whole, _, rest = number.partition(point)
    clear = len(rest) != 3 or len(whole) > 3 or whole in ("", "0")
    return point if clear else ""  # type: ignore[return-value]


def _amount(text: str) -> re.Match[str] | None:
    """An amount as written; None for what is none, such as anything longer than amounts are."""
    plain = text.strip()
    return _MONEY.fullmatch(plain) if len(plain) <= _LONGEST else None


def _number(text: str) -> str | None:
    found = _amount(text)
    return re.sub(r"[\s\u00a0\u202f'’]", "", found["n"]) if found else None


def money(text: str, point: Point = "") -> tuple[str, str]:
    """(amount as a plain decimal, currency as written beside it or ""). Raises Unread.

    A single separator before three digits stands for thousands unless the column says otherwise: amounts have two decimals at most.
    """
    found = _amount(text)
    if not found:
        raise Unread("unreadable")
    number = _number(text) or ""
    own = decimal_point(text)
    use = own or (point if point in (".", ",") else "")
    if not own and point == "both" and ("," in number or "." in number):
        raise Unread("ambiguous")
    if not use:
        use = "," if "." in number else "."
    other = "," if use == "." else "."
    plain = number.replace(other, "").replace(use, ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise Unread("unreadable") from None
    if abs(amount) >= TOO_MUCH:
        raise Unread("unreadable")
    minus = found["sign"] in ("-", "(") or found["after"].strip().endswith("-")
    return plain_decimal(-amount if minus else amount), _currency(found["before"], found["again"], found["after"])


def plain_decimal(amount: Decimal) -> str:
    """An amount without exponent, without zeros at the end of its decimals."""
    text = format(amount, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _currency(*parts: str) -> str:
    for part in parts:
        mark = part.strip(" \u00a0-").strip()
        if mark in _SYMBOLS:
            return _SYMBOLS[mark]
        if _CODE.fullmatch(mark):
            return mark.upper()
        if mark:
            return mark[:8]
    return ""


def share(text: str, *, fraction: bool) -> str:
    """A share in percent: "0.4" where the column holds fractions, "40" and "40 %" elsewhere. Raises Unread."""
    cell = text.strip()
    sure = cell.endswith("%")
    amount = (
        Decimal(money(cell.rstrip("% "), "")[0])
        if not re.fullmatch(r"-?\d*[.,]\d+\s*%?", cell)
        else Decimal(cell.rstrip("% ").replace(",", "."))
    )
    return plain_decimal(amount * 100 if fraction and not sure else amount)


def yes_no(text: str) -> str:
    """Yes or no in many tongues, as the text true or false. Raises Unread."""
    cell = text.strip().casefold()
    if cell in _YES or cell == "1.0":
        return "true"
    if cell in _NO or cell == "0.0":
        return "false"
    raise Unread("unreadable")


def several(text: str) -> list[str]:
    """The parts of a cell that holds several values, as exporters join them: with semicolons."""
    return list(dict.fromkeys(p for part in text.split(";") if (p := part.strip())))


# ---------------------------------------------------------------------------------------------------------- columns


@dataclass(slots=True)
class Habits:
    """How the cells of one column are written, gathered over all of them."""

    orders: set[Order] = field(default_factory=set)
    points: set[Point] = field(default_factory=set)
    above_one: bool = False
    fractions: bool = False
    filled: int = 0
    sample: list[str] = field(default_factory=list)

    def see_date(self, cell: str) -> None:
        """Look at one cell of a column of dates."""
        if order := date_order(cell):
            self.orders.add(order)

    def see_money(self, cell: str) -> None:
        """Look at one cell of a column of amounts."""
        if point := decimal_point(cell):
            self.points.add(point)

    def see_share(self, cell: str) -> None:
        """Look at one cell of a column of shares."""
        text = cell.strip().rstrip("% ").replace(",", ".")
        try:
            value = float(text)
        except ValueError:
            return
        self.above_one |= value > 1 or cell.strip().endswith("%")
        self.fractions |= 0 < value < 1

    @property
    def order(self) -> Order:
        """The order of days and months: as its unambiguous cells say, "both" where they contradict each other."""
        return "both" if len(self.orders) > 1 else next(iter(self.orders), "")

    @property
    def point(self) -> Point:
        """The decimal point, decided likewise."""
        return "both" if len(self.points) > 1 else next(iter(self.points), "")
