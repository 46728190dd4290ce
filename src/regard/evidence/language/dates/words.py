"""Which words of a text can belong to a date, and what is each of them?

A text becomes a row of tokens, each with a one-letter type, so that a pattern of dates is a regular expression over types
(`patterns.toml`) and knows no language. The words stand in `words/<language>.toml`; numbers, clock times and numeric dates are
recognised here. Nothing is read before the first text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from regard.evidence.language.sentences import plain

TYPES = {
    "month": "M",
    "weekday": "W",
    "day": "D",
    "unit": "U",
    "relation": "R",
    "holiday": "H",
    "part": "P",
    "edge": "E",
    "deadline": "K",
    "period_end": "k",
    "ago": "a",
    "later": "l",
    "in": "i",
    "within": "w",
    "after": "g",
    "before": "b",
    "until": "p",
    "on": "B",
    "about": "@",
    "of": "_",
    "the": "T",
    "a": "q",
    "and": "+",
    "half": "h",
    "clock": "C",
    "opens": "z",
    "week_of": "V",
    "week_ending": "N",
    "weekdays": "L",
    "each": "e",
}
"""Table of a word file -> type. Besides these: n number, o ordinal, Y year, y two-digit year, F numeric date, f numeric day and
month, t clock time, v number with a fraction, A am or pm, Q quarter, J half-year, s hyphen or slash, "," "(" ")" themselves, "$" the
end of a sentence, "/" a word that says two things, x any other word.
"""

ZONES = frozenset(
    ["est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "gmt", "utc", "bst", "cet", "cest", "eet"]
)
"""Names of time zones after a clock time: they do not move the day that is meant."""

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
LONGEST_PHRASE = 5
"""Words of the longest phrase in a word file."""

_TOKEN = re.compile(
    r"""(?P<iso>(?<![\w-])\d{4}-\d{1,2}-\d{1,2}(?=t\d\d:|(?![\w-])))
    |(?P<full>(?<![\w./-])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})
        |\d{1,2}\.[ ]?\d{1,2}\.[ ]?\d{4}|\d{1,2}\.\d{1,2}\.\d{2}|\d{4}\.\d{1,2}\.\d{1,2})(?![\w/-]|\.\d))
    |(?P<compact>(?<![a-z\d])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![a-z\d]))
    |(?P<money>(?:[$€£¥]|\b(?:usd|eur|gbp)\b)[ ]?\d[\d.,]*[kmb]?\b|\d[\d.,]*[ ]?(?:%|[$€£¥]|percent\b|pct\b))
    |(?P<phone>\(\d{3}\)[ ]?\d{3}[ -]\d{4}\b|\b\d{3}[-.][ ]?\d{3}[-.]\d{4}\b|\b\d{3}-\d{2}-\d{4}\b)
    |(?P<version>\bv?\d+(?:\.\d+){2,}\b)
    |(?P<clock>(?<![\w:])(?:[01]?\d|2[0-4]):[0-5]\d(?!:?\d{3})(?::[0-5]\d)?(?:[ ]?(?P<half_of_day>[ap](?:[ ]?\.[ ]?m\b\.?|[ ]?m\b|\b)))?
        (?![a-z]))
    |(?P<hour>(?<![\w:.,/-])(?:\d{1,2}(?:\.[0-5]\d)?)[ ]?(?P<half_of_day_>[ap](?:[ ]?\.[ ]?m\b\.?|m\b|\b(?=[.,;!?)\s]|$)))(?![a-z\d]))
    |(?P<french>(?<![\w:])(?:[01]?\d|2[0-3])[ ]?h[0-5]\d\b)
    |(?P<partial>(?:(?<![\w./:$-])|(?<=/\d-)|(?<=/\d\d-)|(?<=\d\.-)|(?<=\d\.–))(?:\d{1,2}/\d{1,2}|\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.)
        (?!\w|/|-(?!\d{1,2}/\d{1,2}(?![\w/]))|\.\d))
    |(?P<monthly>(?<![\w./-])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\w/-]))
    |(?P<german>(?<![\w.])(?:[12]?\d|3[01]|[345]\d(?=\.[ ]?(?:k(?:w|alenderw)|woche)))\.(?=[ ]?[a-zäü]|[ ]?[-–][ ]?\d{1,2}\.[ ]?\d{1,2}\.))
    |(?P<ordinal>(?<![\w.,])\d{1,3}(?:(?:st|nd|rd|th|º|ª|er|ème|eme|te[nr]?|e|ste|de)\b|°(?![ ]?[cf]\b)))
    |(?P<glued>(?<![\w.])\d{1,3}(?=(?:h|hrs?|hours?|d|days?|w|wks?|weeks?|mins?|months?|mths?|yrs?|years?)\b))
    |(?P<fraction>(?<![\w.])\d+[.,]\d+(?![\w]))
    |(?P<short_year>['’]\d\d\b)
    |(?P<number>(?<![\w.#$])\d+(?![\w]|\.\d))
    |(?P<spaced>(?<![\w])[ap] m\b|\b[ap]\.m\b\.?)
    |(?P<quarter>\b(?:q[1-4]|[1-4]q|t[1-4]|[1-4]t)(?=\b|\d\d\b|fy))
    |(?P<half_year>\b(?:h[12]|[12]h|s[12]|[12]s)\b)
    |(?P<fiscal>\b(?:fy|cy)[ ]?'?(?:\d{4}|\d{2})\b)
    |(?P<joined>(?<![\w])(?:w/c|w/b|w/e|e\.o\.d|c\.o\.b|t\.b\.d|d\.[ ]?m|ds\.[ ]?mts|n\.[ ]?m)\b\.?)
    |(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*['’]?)
    |(?P<other>\w+)
    |(?P<sign>[-–—/,()&])
    |(?P<stop>[.!?;:\n…"|])""",
    re.VERBOSE,
)


_HALF_OF_YEAR = re.compile(r"([12])h ?'?(?:20)?2\d\b")
"""2H25, 1H 2026."""


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]` of type `type`; `value` is a number, a pair, a name: what its type says. `word` is the text itself, plain."""

    start: int
    end: int
    type: str
    value: Any
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """One language: phrase -> (type, value), its weak and vague words, what may follow a bare ordinal, and its order of day and month."""

    language: str
    known: Mapping[str, tuple[str, Any]]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    weak: frozenset[str]
    vague: frozenset[str]
    follows: frozenset[str]
    signs: frozenset[str]
    starts: frozenset[str]
    order: str


_SHOUTED = re.compile(rf"\b(?:{'|'.join(sorted(ZONES)).upper()})\b")
"""Zones in capitals: "EST" is no French, "MT" no language at all."""


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Words:
    """The words of one language, read once."""
    import tomllib

    table = tomllib.loads(resources.files(__package__).joinpath("words", f"{language}.toml").read_text("utf-8"))
    known: dict[str, tuple[str, Any]] = {}
    for name, type_ in TYPES.items():
        for phrase, value in _rows(table, name):
            known[phrase] = (type_, value)
    for phrase, parts in _split(table):
        known[phrase] = ("/", parts)
    return Words(
        language,
        known,
        table["numbers"],
        table["ordinals"],
        frozenset(table["weak"]["words"]),
        frozenset(table["vague"]["words"]),
        frozenset(table["follows"]["words"].split()),
        frozenset(table["signs"].split()),
        frozenset(start for phrase in known if " " in phrase for start in (phrase.split()[0], phrase.split()[0].rstrip("."))),
        table["order"],
    )


def _split(table: Mapping[str, Any]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Words that say two things, with the words they stand for; "{month}" is each month of more than four letters."""
    for phrase, parts in table.get("split", {}).items():
        for month in [m for m in table["month"] if len(m) > 3] if "{month}" in phrase else [""]:
            yield phrase.replace("{month}", month), tuple(parts.replace("{month}", month).split("|"))


def _rows(table: Mapping[str, Any], name: str) -> Iterable[tuple[str, Any]]:
    if name in table:
        yield from table[name].items()
    for word in table["small"].get(name, "").split():
        yield word, word
    for phrase in table["phrases"].get(name, ()):
        yield phrase, phrase


def language_of(text: str) -> str:
    """The language of most of the text's little words; English where none leads."""
    held = set(re.findall(r"(?<![\w'])[^\W\d_]+(?:'[^\W\d_]+)?", plain(_SHOUTED.sub(" ", text[:2000]))))
    counts = dict.fromkeys(LANGUAGES, 0)
    told = _telling()
    for word in held & told.keys():
        for language, weight in told[word]:
            counts[language] += weight
    return max(LANGUAGES, key=lambda name: (counts[name], -LANGUAGES.index(name)))


@lru_cache(maxsize=1)
def _telling() -> dict[str, tuple[tuple[str, int], ...]]:
    """The words that tell a language, with how much: a day, month or unit as much as two little words."""
    found: dict[str, list[tuple[str, int]]] = {}
    for language in LANGUAGES:
        lexicon = words(language)
        named = {w for w in lexicon.known if (len(w) > 2 or w == "kw") and _names(lexicon, w)}
        for word in lexicon.signs | named:
            found.setdefault(word, []).append((language, (word in lexicon.signs) + 2 * (word in named)))
    return {word: tuple(rows) for word, rows in found.items()}


def _names(lexicon: Words, word: str) -> bool:
    """Whether a word is a day, a month or a unit of one language; a weak one ("may", "out") may be anything."""
    return lexicon.known.get(word, "x")[0] in "MWDUH" and (lexicon.language == "en" or word not in lexicon.weak)


def tokens(text: str, language: str) -> list[Token]:
    """The tokens of a text in its order. Offsets point into `text`."""
    lexicon = words(language)
    low = plain(text)
    raw = list(_TOKEN.finditer(low))
    found: list[Token] = []
    at = 0
    while at < len(raw):
        token, at = _next(low, raw, at, lexicon)
        if token.type in "no" and isinstance(token.value, str):
            token, at = _spelt(low, raw, at, token, lexicon)
        if token.type:
            found.append(token)
    found = [t for i, t in enumerate(found) if not (i and t.word in ZONES and found[i - 1].type in "tA")]
    return [_settled(found, i, text, lexicon) for i in range(len(found))]


_WEEK_OF_YEAR = re.compile(r"(?<![\w-])s([3-9]|[1-4]\d|5[0-3])\b(?![\w/-])")
"""S48 is how French mail names a week."""


def _next(low: str, raw: list[re.Match[str]], at: int, lexicon: Words) -> tuple[Token, int]:
    """The token that begins with match `at`, and the next match after it."""
    match = raw[at]
    kind = match.lastgroup or ""
    if kind in {"half_of_day", "half_of_day_"}:
        kind = "clock" if kind == "half_of_day" else "hour"
    start, end = match.span()
    piece = match[0]
    if kind == "spaced" and piece in lexicon.known:
        kind = "word"  # "am 20." is no morning in German
    if kind in {"quarter", "half_year"} and lexicon.language in {"en", "de"} and not {"t", "s"}.isdisjoint(piece):
        kind = "other"  # T4 and S2 are French and Spanish
    elif kind in {"glued", "french"} and lexicon.language == "en" and (half := _HALF_OF_YEAR.match(low, start)):
        return Token(start, half.end(), "J", int(half[1]), half[0]), _past(raw, at, half.end())
    elif kind == "other" and piece.isdigit() and len(piece) < 3 and low[start - 2 : start] in {"kw", "cw", "wk"}:
        kind = "number"
    if lexicon.language == "fr" and (week := _WEEK_OF_YEAR.match(low, start)):
        return Token(start, week.end(), "%", int(week[1]), week[0]), _past(raw, at, week.end())
    phrased = kind == "german" and piece in lexicon.starts  # 2. Augusthälfte
    if kind not in {"word", "joined", "other"} and not phrased:
        type_, value = _numeric(kind, piece, match)
        return Token(start, end, type_, value, piece), at + 1
    if piece in lexicon.starts or kind == "joined":
        for last in range(min(at + LONGEST_PHRASE, len(raw)) - 1, at, -1):
            if "\n" in low[start : raw[last].end()] and "\n\n" in low[start : raw[last].end()]:
                continue
            phrase = " ".join(low[start : raw[last].end()].split())
            if phrase in lexicon.known:
                return Token(start, raw[last].end(), *lexicon.known[phrase], phrase), last + 1
    if phrased:
        return Token(start, end, *_numeric(kind, piece, match), piece), at + 1
    bare = piece.rstrip("'")
    hyphened = re.match(r"[^\W\d_]+(?:[ ]?-[ ]?[^\W\d_]+)", low[start : start + 40])
    if hyphened and (joined := hyphened[0].replace(" ", "")) in lexicon.known and at + 2 < len(raw):
        return Token(start, start + hyphened.end(), *lexicon.known[joined], joined), at + 3
    if bare.endswith("'s") and bare not in lexicon.known and lexicon.known.get(bare[:-2], "x")[0] in "MH":
        return Token(start, end, *lexicon.known[bare[:-2]], bare[:-2]), at + 1  # September's end
    if bare.endswith("'") or bare in lexicon.known:
        type_, value = lexicon.known.get(bare, ("x", None))
        if type_ in "MW" and low[end : end + 1] == "." and len(bare) < 5:
            end += 1  # the full stop of an abbreviation
            at += at + 1 < len(raw) and raw[at + 1].start() < end
        return Token(start, end, type_, value, bare), at + 1
    if bare in lexicon.ordinals:
        return Token(start, end, "o", bare, bare), at + 1
    if bare in lexicon.numbers:
        return Token(start, end, "n", bare, bare), at + 1
    return Token(start, end, "x", None, bare), at + 1


def _past(raw: list[re.Match[str]], at: int, end: int) -> int:
    """The first match from `at` on that begins at `end` or later."""
    while at < len(raw) and raw[at].start() < end:
        at += 1
    return at


def _numeric(kind: str, piece: str, match: re.Match[str]) -> tuple[str, Any]:
    """Type and value of what is no word."""
    digits = [int(d[:9]) for d in re.findall(r"\d+", piece)]
    match kind:
        case "iso" | "full":
            return "F", (piece, digits)
        case "compact":
            return "F", (piece, [int(piece[:4]), int(piece[4:6]), int(piece[6:])])
        case "clock":
            return "t", _clock(digits[0], digits[1], match["half_of_day"])
        case "hour":
            return "t", _clock(digits[0], digits[1] if len(digits) > 1 else 0, match["half_of_day_"])
        case "french":
            return "t", _clock(digits[0], digits[1] if len(digits) > 1 else 0, "h")
        case "partial" if "." in piece and (digits[1] > 12 or digits[0] > 31):
            return "v", piece.rstrip(".")  # 10.30 at the end of a sentence
        case "partial":
            return "f", (piece, digits)
        case "monthly":
            return "m", (digits[1], digits[0])
        case "glued":
            return "n", digits[0]
        case "german" | "ordinal":
            return ("o", digits[0]) if 0 < digits[0] <= 366 else ("x", None)
        case "fraction":
            return "v", piece
        case "short_year":
            return "y", digits[0]
        case "number":
            if len(piece) == 4 and 1700 <= digits[0] < 2200:
                return "Y", digits[0]
            return ("n", digits[0]) if len(piece) < 5 else ("x", None)
        case "spaced":
            return "A", piece[0]
        case "quarter":
            return "Q", digits[0]
        case "half_year":
            return "J", digits[0]
        case "fiscal":
            return "Y", digits[0] if digits[0] > 99 else 2000 + digits[0]
        case "sign":
            return ("s" if piece in "-–—/" else "+" if piece == "&" else piece), None
        case "stop":
            return ("$" if piece != "\n" else ""), None  # a line's end alone ends no sentence
    return "x", None


def _clock(hour: int, minute: int, half: str | None) -> tuple[int, int, bool] | None:
    """(hour, minute, whether the half of the day is certain)."""
    if half and half[0] in "ap":
        if not 1 <= hour <= 12:
            return (hour, minute, True) if 12 < hour < 24 else None
        return hour % 12 + (12 if half[0] == "p" else 0), minute, True
    return (hour, minute, half == "h" or hour > 12 or hour == 0) if hour < 25 else None


def _spelt(low: str, raw: list[re.Match[str]], at: int, first: Token, lexicon: Words) -> tuple[Token, int]:
    """A number in words from its first word on: "twenty second", "nineteen eighty six", "two thousand and twenty"."""
    parts = [first]
    last = at
    while last < len(raw) and parts[-1].type == "n":
        gap = low[parts[-1].end : raw[last].start()]
        if gap.strip() or "\n\n" in gap:
            break
        step = last
        hyphen = raw[last][0] == "-" and low[raw[last].end() : raw[last].end() + 1].isalpha()
        if hyphen or (raw[last][0] == "and" and parts[-1].value in {"hundred", "thousand"}):
            step += 1
        if step >= len(raw):
            break
        token, after = _next(low, raw, step, lexicon)
        if token.type not in "no" or not isinstance(token.value, str) or not _grows(parts[-1].value, token.value, lexicon):
            break
        parts.append(token)
        last = after
    numbers = [lexicon.numbers.get(p.value, lexicon.ordinals.get(p.value, 0)) for p in parts]
    start, end = first.start, parts[-1].end
    word = low[start:end]
    if parts[-1].type == "o":
        return Token(start, end, "o", sum(numbers), word), last
    value = _number(numbers)
    is_year = len(numbers) > 1 and 1000 < value < 2200
    return Token(start, end, "Y" if is_year else "n", value, word), last


def _grows(one: str, other: str, lexicon: Words) -> bool:
    """Whether a number word can follow another within one number."""
    a = lexicon.numbers.get(one, 0)
    b = lexicon.numbers.get(other, lexicon.ordinals.get(other, 0))
    if other in lexicon.ordinals:
        return a in {20, 30} and b < 10
    if one in {"couple", "few", "several"}:
        return False
    if a in {100, 1000}:
        return b < 1000 and b != a
    if 20 <= a < 100:
        return (b < 10 and a % 10 == 0) or b in {100, 1000} or (a == 20 and 10 <= b < 100)
    if 10 <= a < 20:
        return b == 100 or (10 <= b < 100 and a > 15)
    return b in {100, 1000}


def _number(numbers: list[int]) -> int:
    """The value of a row of number words: years are said as two pairs."""
    if len(numbers) > 1 and 100 not in numbers and 1000 not in numbers:
        pair = numbers[0]
        rest = sum(numbers[1:])
        if 10 < pair <= 20 and rest >= 10:
            return pair * 100 + rest
        return sum(numbers)
    total = current = 0
    for number in numbers:
        if number == 1000:
            total, current = (current or 1) * 1000, 0
        elif number == 100:
            current = (current or 1) * 100
        else:
            current += number
    return total + current


def _settled(found: list[Token], i: int, text: str, lexicon: Words) -> Token:
    """The token, or a plain word where a weak one ("may", "sat") has nothing beside it that makes it a month or weekday."""
    token = found[i]
    if token.type not in "MW" or token.word not in lexicon.weak:
        return token
    before = found[i - 1].type if i else "$"
    after = found[i + 1].type if i + 1 < len(found) else "$"
    if text[token.start].isupper() and (before != "$" or after in "noYyFfts,(s$"):
        return token
    counted = before in "no" and i > 0 and found[i - 1].word[0].isdigit()
    if counted or before in "_s" or after == "o" or (before in "pBbgiwE@" and after in "noYyFfts,(s$+"):
        return token
    return Token(token.start, token.end, "x", None, token.word)
