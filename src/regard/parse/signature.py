"""Where the signature of a mail begins, by lines that add up: partings, names, titles, numbers, addresses.

The rule is conservative: it looks at the end of the author's own words only, and a line that reads like a sentence stops it. A
mail never becomes all signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from regard.parse.phrases import either
from regard.parse.phrases.parting import NO_NAMES, PARTING, PLACES, ROLES, SENT_FROM
from regard.parse.signature_lines import MOST_LINES, NAMED, PARTED, Line, best

Range = tuple[int, int]

LOOKED_AT = 1600
"""Characters at the end of own words in which a signature is looked for."""

_DELIMITER = re.compile(r"(?m)^--[ \xa0]?$(?=\n|\Z)")
_RULE = re.compile(r"[-_=*~#+ ]{3,}$")
_SIGN_OFF = re.compile(rf"(?i){either(PARTING)}(?![\w'’])[\s,.!;:-]*")
_LISTED = re.compile(r"^\(?\d{1,2}[.)]\s")
_PHONE = re.compile(
    r"""(?ix)
      (?:\+|\b00)?\(?\d{1,4}\)?[\s./-]{0,3}\(?\d{2,4}\)?[\s./-]{1,3}\d{3,4}(?:[\s./-]?\d{2,4})?\b
    | (?:\+|\b00)\d{1,3}(?:[\s./-]{0,2}\(?\d{1,4}\)?){2,6}\b | (?:^|[|/,:]\s*)\d{2}(?:[\ .]\d{2}){3,4}\s*$
    | \b(?:tel|phone|ph|fax|mobile|mob|cell|direct|office|pager|work|home|ext|x)[.:\#)\s-]{1,3}\(?\+?\d
    | ^\s*[xo0c]?[\s-]?\d{1,2}[-.]?\d{4}\s*$ | \b(?:x|ext)[-.\ ]?\d{3,5}\b | ^\*\d{4,5}$"""
)
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30})+")
_REACHED = re.compile(
    r"(?i)\bwww\.|https?://|linkedin\.com|\b(?:tel|telefon|phone|fax|mobile|mobil|cell|e-?mail|skype|web)\s*[:.]"
)
_PLACE = re.compile(
    r"""(?x)^\d{1,6}\s+[A-Za-z] | ,?\s[A-Z]{2}\.?\s{1,3}\d{5}(?:-\d{4})?\b | \b\d{4,5}\s+[^\W\d_a-z][^\W\d_]+$
    | \b(?:\d{4}\ [A-Z]{2}|\d{3}\ \d{2}|\d{2}-\d{3}|[A-Z]{1,2}\d[A-Z\d]?\ \d[A-Z]{2}|[A-Z]\d[A-Z]\ \d[A-Z]\d|[A-Z]{2,3}\ \d{4})\b
    | (?i:straße|strasse|straat|laan|plein|gatan|vägen|gade|vej|katu|platz)\s\d"""
)
_STREET = re.compile(r"(?i)(?:ul\.|rua|avenida|av\.|rue|via|viale|piazza|calle|c/|plaza|al\.)\s")
_ORGANISED = re.compile(
    r"""(?x)(?i:\b(?:HRB|HRA|Amtsgericht|Registergericht|USt-?Id|Steuernummer|SIRE[NT]|TVA|KvK|BTW|P\.?\ ?IVA|NIP|REGON|KRS|CNPJ|CIF
      |VAT|ABN|org\.?\ ?n(?:r|o|ummer)|(?:company|registered|reg\.)\ (?:no|number|in|office)
      |sitz\ der\ gesellschaft|geschäftsführer(?:in|ung)?|vorstand)\b)
    | (?:^|[\s,])(?:B\.?V|N\.?V|S\.?A\.?S?|S\.?L|S\.?R\.?L|S\.?p\.?A|S\.?A\.?R\.?L|sp\.\ z\ o\.o|s\.r\.o|a\.s|A/S|ApS|AB|AS
      |Oyj?|Ltda|Pty|KG|GmbH|Ges\.m\.b\.H
      |Kft|K\.K)\.?(?:$|[\s,|]) | 株式会社|有限公司|㈱"""
)
_OFFICE_ENDS = (
    *(
        "manager",
        "leiter",
        "leiterin",
        "chef",
        "director",
        "directora",
        "direktor",
        "direktorin",
        "dyrektor",
        "kierownik",
        "specjalista",
    ),
    *(
        "responsable",
        "responsabile",
        "responsável",
        "gerente",
        "gérant",
        "ingenieur",
        "ingénieur",
        "ingeniero",
        "ingeniera",
        "engineer",
    ),
    *(
        "consultant",
        "berater",
        "beraterin",
        "adviseur",
        "rådgivare",
        "konsulent",
        "assistent",
        "assistentin",
        "referent",
        "referentin",
    ),
    *("vertrieb", "einkauf", "verkauf", "officer", "architect", "developer", "recruiter", "strategist"),
)
_OFFICES = ("部長", "課長", "主任", "经理", "總監")
_GREEN = re.compile(
    r"(?i)\W*(?:please )?(?:consider|think of) the environment|\W*think (?:before you print|green)"
    r"|.{0,30}(?:umwelt|environnement avant|medio ambiente|milieu voor)"
)
_MOTTO = re.compile(r"[\"“'«].{8,200}[\"”'»]?\s*[-–—~]\s?.{2,40}$|[\"“«].{8,160}[\"”»]$")
_PARTS = re.compile(r"\s+[|•·▪]\s*|\s*[|•·▪]\s+")
_URL = re.compile(r"<?(?:https?://|www\.)[^\s<>]{1,200}>?")
_BAR = re.compile(r"(?m)^[ \t]*(?:[-=*_~#]{8,}|[―─━]{5,})[ \t]*\n")
_TITLE = re.compile(r"^(?:Deputy |Interim |Group )?(?:Head|Director|Chief|VP|Manager|Leader|Team Lead) of [A-Z]")
_DIGIT = re.compile(r"\d")
_SENT_FROM = re.compile(rf"(?i)\W*{either(SENT_FROM)}\b")
_ATTACHED = re.compile(r"(?i)^\s*(?:-\s.{1,80}\.\w{2,4}\s*$|<<.{1,120}>>|\(see attached file|\[(?:image|cid|logo))")
_SENTENCE = re.compile(r"[.?!:;][\"')\]]?\s*$")
_NAME_LINE = re.compile(r"^[-–—~*]?\s*(?:[A-ZÄÖÜÅÉ][\w'’.-]*\.?(?:\s+(?:&|and|und|/|de|van|von|der|la))?\s*){1,4}[,;.]?\s*$")
_INITIALS = re.compile(r"^[-–~]?\s*[A-Za-z]{1,3}[.!]?\s*$|^(?:[A-Z]\.){2,3}$")
_SALUTATION = re.compile(
    r"(?i)^(?:dear|hi|hello|hey|hallo|guten|bonjour|hola|all|team|folks|ladies|gentlemen|sehr|liebe[rs]?|good (?:morning|afternoon))\b"
    r"|^[A-Z][\w ]{1,30}[,:-]\s*$"
)
_WORD = re.compile(r"[^\W\d_]{2,}")

_BAR_SIGNS = ("--------", "________", "========", "********", "~~~~~~~~", "########", "―――", "───", "━━━")
_UNDER_BAR, _WIDEST_UNDER_BAR = 12, 90
"""Lines under a bar, and characters of each."""

ENOUGH = 2.5
"""Points a block needs to be taken for a signature."""
ATTACHED = -0.1
"""Points of a line that names a file."""
SIGNED = 0.2
"""What a whole name adds as the last line under a word of parting: with it enough, whoever's it is (an assistant's, a shared mailbox's)."""


def signature_start(text: str, start: int, end: int, sender_names: Sequence[str]) -> int | None:
    """Where in `text[start:end]`, a stretch of own words, the signature begins that ends it; None where there is none.

    A line of two hyphens decides, with the word of parting right above it. Otherwise the rules weigh the last lines, and a small model
    over what they say of each (`signature_lines`) decides.
    """
    while end > start and text[end - 1] in " \t\n\xa0":
        end -= 1
    if end <= start:
        return None
    delimiter = _last_delimiter(text, start, end)
    if delimiter is not None:
        return _with_parting(text, start, delimiter)
    bar = _last_bar(text, start, end)
    if bar is not None:  # what a free mail service adds stands under the writer's own signature
        above = signature_start(text, start, bar, sender_names)
        return bar if above is None else above
    lines, ruled = _weighed(text, start, end, sender_names)
    if not lines:
        return None
    whole = not text[start : lines[-1].at].strip()
    first = best(lines, ruled, whole=whole)
    if first is None or (ruled is None and _is_told_of(text, start, lines[first])):
        return None
    return _leave_words(lines[first::-1], whole=not text[start : lines[first].at].strip(), alone=not text[end:].strip())


def _is_told_of(text: str, start: int, line: Line) -> bool:
    """Whether a name that would open a signature stands in what is said above it: then it may be somebody else's, who is told of."""
    return line.points != PARTED and text.find(line.text.rstrip(" ,.;"), start, line.at) >= 0


def _weighed(text: str, start: int, end: int, sender_names: Sequence[str]) -> tuple[list[Line], int | None]:
    """The last lines with something on them, from the last up, and which of them begins the best block, if it has `ENOUGH`.

    It ends where lines that read like sentences outweigh the others.
    """
    names = _names(tuple(sender_names))
    lines: list[Line] = []
    most, found, total, named, bare = 0.0, None, 0.0, False, True
    for at, line, blank_above in _lines_upwards(text, max(start, end - LOOKED_AT), end):
        if not line:
            continue
        n = len(lines)
        points, opens = _points(line, names, last=bare, blank_above=blank_above)
        lines.append(Line(at, line, points, opens, blank_above))
        bare = bare and points == ATTACHED  # names of files stand under the signature
        total += points + (SIGNED if named and n == 1 and points == PARTED else 0.0)
        named = n == 0 and points == NAMED and " " in line
        if total < -1.5 or n >= MOST_LINES:
            break
        if opens and total >= most:
            most, found = total, n
    return lines, found if most >= ENOUGH else None


def _lines_upwards(text: str, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
    """The lines of `text[start:end]` from the last up: where each begins, the line stripped, whether the one above is blank."""
    at = text.rfind("\n", start, end) + 1 or start
    line = text[at:end].strip()
    for _ in range(40):
        if at <= start:
            yield at, line, True
            return
        above_at = text.rfind("\n", start, at - 1) + 1 or start
        above = text[above_at : at - 1].strip()
        yield at, line, not above
        at, line = above_at, above


def _last_delimiter(text: str, start: int, end: int) -> int | None:
    """The last "-- " line, if no more than a signature's worth follows it and words come before it."""
    if text.find("\n--", max(start - 1, 0), end) < 0 and not text.startswith("--", start):
        return None
    *_, found = (None, *_DELIMITER.finditer(text, start, end))
    if found is None or text.count("\n", found.start(), end) > 25 or end - found.start() > 2500:
        return None
    return found.start() if text[start : found.start()].strip() else None


def _last_bar(text: str, start: int, end: int) -> int | None:
    """The last bar across the mail, where all that follows is a few short lines with a number, an address or an advertisement."""
    floor = max(start, end - LOOKED_AT)
    if all(text.find(sign, floor, end) < 0 for sign in _BAR_SIGNS):
        return None
    *_, found = (None, *_BAR.finditer(text, floor, end))
    if found is None or not text[start : found.start()].strip():
        return None
    lines = [line.strip() for line in text[found.end() : end].split("\n") if line.strip()]
    if not 1 <= len(lines) <= _UNDER_BAR or any(len(line) > _WIDEST_UNDER_BAR for line in lines):
        return None
    told = [
        line
        for line in lines
        if _SENT_FROM.match(line) or _says_how_to_reach(line) or (_DIGIT.search(line) and _PHONE.search(line))
    ]
    return found.start() if told and (_SENT_FROM.match(lines[0]) or len(lines) <= 4 * len(told)) else None


def _leave_words(lines: Sequence[Line], *, whole: bool, alone: bool) -> int | None:
    """The start of the block of `lines` (from the first down). Where it would be all that is said, a "Thanks" stays the author's words,
    and where nothing is passed on or quoted below either, so does everything without one.
    """
    if not whole:
        return lines[0].at
    said = 0
    while said < len(lines) and _SIGN_OFF.fullmatch(lines[said].text):
        said += 1
    if said:
        return lines[said].at if said < len(lines) else None
    return None if alone or sum(line.points >= 1 for line in lines) < 2 else lines[0].at


def _with_parting(text: str, start: int, delimiter: int) -> int:
    """Where the word of parting begins that stands alone right above a line of two hyphens, else where that line does."""
    end = delimiter
    while end > start and text[end - 1].isspace():
        end -= 1
    at = text.rfind("\n", start, end) + 1 or start
    line = text[at:end].strip()
    parts = 0 < len(line) < 40 and _SIGN_OFF.fullmatch(line) and text[start:at].strip()
    return at if parts else delimiter


def _points(line: str, names: frozenset[str], *, last: bool, blank_above: bool) -> tuple[float, bool]:
    """How much a line looks like part of a signature (below zero: like part of what is said), and whether one may open with it.

    Signatures open with a name or a word of parting, never with a number or a link: those are what many mails are about.
    """
    if ("|" in line or "•" in line or "·" in line or "▪" in line) and len(line) <= 260 and _PARTS.search(line):
        return _parted(line, names)
    if len(line) <= 200 and ((line[0] in "\"“'«" and _MOTTO.match(line)) or (_is_green(line) and _GREEN.match(line))):
        return 0.2, False
    if "http" in line or "www." in line:
        line = _URL.sub("www.x", line)
    length = len(line)
    if length > 90:
        return -6.0, False
    if line.count(" ") > 11:
        return -4.0, False
    if _SENT_FROM.match(line):
        return 3.0, True
    if line[0] in "-<([" and _ATTACHED.match(line):
        return ATTACHED, False
    if _RULE.match(line):
        return 0.1, True
    words = _WORD.findall(line)
    lowered = [w.lower() for w in words]
    if length < 60 and (parting := _SIGN_OFF.match(line)):
        rest = line[parting.end() :].strip(" ,.!-")
        if not rest:
            return PARTED, True
        if _is_name(rest, names):
            return 3.5, True
    mine = sum(map(names.__contains__, lowered))
    if mine and len(words) <= 6 and line[-1] not in "?:!" and not _SALUTATION.match(line):
        return (3.5, True) if mine >= len(words) - 2 else (1.0, False)
    points = 0.0
    if length < 80 and not _LISTED.match(line):
        if _DIGIT.search(line) and _PHONE.search(line):
            points += 2.0
        if _says_how_to_reach(line):
            points += 1.5
    if len(words) <= 8:
        office = not ROLES.isdisjoint(lowered) or _TITLE.match(line) or (line[-1] not in ".?!:" and _of_office(line, lowered))
        points += 1.5 if office else 0.0
        place = not PLACES.isdisjoint(lowered) or _STREET.match(line) or "〒" in line
        place = place or (_DIGIT.search(line) is not None and _PLACE.search(line) is not None)
        points += 1.5 if place else 0.0
    sentence = line[-1] in ".?!:;" or _SENTENCE.search(line) is not None
    if points:
        return points - (3.0 if len(words) > 8 or (sentence and len(words) > 5) else 0.0), _is_name(
            line.partition(",")[0], names
        )
    if last and _is_name(line, names) and (blank_above or len(words) != len(line.split())):
        return 2.5, True
    if _SALUTATION.match(line):
        return -3.0, False
    if len(words) <= 4 and not sentence and _NAME_LINE.match(line):
        return NAMED, True
    return (-4.0 if len(words) > 5 or sentence else -2.0), False


def _is_green(line: str) -> bool:
    return any(map(line.__contains__, ("nvironment", "print", "mwelt", "ambiente", "milieu")))


def _says_how_to_reach(line: str) -> bool:
    if "@" in line and _ADDRESS.search(line):
        return True
    return (":" in line or "." in line) and _REACHED.search(line) is not None


def _of_office(line: str, words: Sequence[str]) -> bool:
    """Whether a line names an office in another language, or a company as registers do."""
    if len(words) <= 6 and any(word.endswith(_OFFICE_ENDS) for word in words):
        return True
    if not line.isascii() and any(map(line.__contains__, _OFFICES)):
        return True
    return _ORGANISED.search(line) is not None


def _parted(line: str, names: frozenset[str]) -> tuple[float, bool]:
    """The same for a line whose parts stand between bars or dots: "Ann Lee | Buyer | +1 512 555 0148"."""
    parts = [part.strip() for part in _PARTS.split(line) if part.strip()]
    if not parts or any(len(part.split()) > 9 for part in parts):
        return -2.0, False
    first = parts[0].partition(",")[0]
    opens = _is_name(first, names) or (len(first.split()) > 1 and all(word.lower() in names for word in _WORD.findall(first)))
    points = 2.5 if opens else 0.0
    for part in parts[opens:]:
        points += _points(part, names, last=False, blank_above=False)[0] > 0
    return (points, opens) if points else (-2.0, False)


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a short line is a name or initials, the sender's or a nickname nobody told us of."""
    lowered = line.lower().strip(" .,-–~")
    if lowered in names:
        return True
    if _INITIALS.match(line):
        return lowered not in NO_NAMES
    words = lowered.split()
    return len(words) <= (1 if names else 3) and _NAME_LINE.match(line) is not None and NO_NAMES.isdisjoint(words)


@lru_cache(maxsize=4096)
def _names(sender_names: tuple[str, ...]) -> frozenset[str]:
    """The words of the sender's names and of the local parts of their addresses, and their initials; lower case."""
    found: set[str] = set()
    for name in sender_names:
        if not name:
            continue
        last, comma, first = name.partition("@")[0].replace(".", " ").replace("_", " ").lower().partition(",")
        words = re.findall(r"[^\W\d_]+", f"{first} {last}" if comma else last)
        found.update(w for w in words if len(w) > 1)
        if len(words) > 1:
            found.update(("".join(w[0] for w in words), words[0][0] + words[-1][0], "".join(words), "".join(words[::-1])))
    return frozenset(found)
