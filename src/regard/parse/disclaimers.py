"""The small print that companies add to mails: paragraphs that no person writes to another, a line about printing, a warning above."""

from __future__ import annotations

import re

from regard.parse.hints import found as hinted
from regard.parse.phrases import LEGAL_ABROAD, LEGAL_HINTS, LEGAL_STRONG, LEGAL_WEAK, either

Range = tuple[int, int]

CUES_NEEDED = 3
"""Different marks of legal small print that make a paragraph a disclaimer."""

SHORTEST, LONGEST = 90, 6000
"""Characters of a paragraph that may be one."""

_STRONG = tuple(re.compile(cue, re.IGNORECASE) for cue in LEGAL_STRONG)
_WEAK = tuple(re.compile(cue, re.IGNORECASE) for cue in LEGAL_WEAK)
_ABROAD = re.compile(rf"(?i)\b{either(LEGAL_ABROAD)}")
_RULE = re.compile(r"[-_=*~#+ ]{3,}$")
_HEADING = re.compile(
    r"(?i)[*=_-]{3,}.{0,80}[*=_-]{3,}|\W*(?:disclaimer|confidentiality(?: notice| statement)?|important notice|legal notice|notice)\W*"
)
_FOOTER = re.compile(
    r"(?is)\W*(?:P +)?(?:save (?:a tree|paper|trees)\W+)?"
    r"(?:(?:please |kindly )?(?:consider|think (?:of|about)|be mindful of) (?:the |our )?environment(?:al impact)?\b.{0,40}\bprint"
    r"|(?:please )?(?:do not|don't|only) print (?:this|it)\b.{0,60}(?:unless|necessary|environment|need)"
    r"|think (?:before you print|green\b)"
    r"|bitte (?:denken sie|prüfen sie|bedenken sie|schonen sie|beachten sie|denk).{0,60}(?:umwelt|ausdruck|druck)"
    r"|denken sie an die umwelt"
    r"|pensez à l.environnement avant|n.imprimez ce (?:message|mail|courriel) que"
    r"|antes de imprimir|piense en el medio ?ambiente|pense no meio ambiente"
    r"|prima di stampare|denk aan het milieu|tänk på miljön"
    r"|(?:this|the) (?:e-?mail|message)(?: and any attachments?)? (?:has been|was|is) (?:scanned|checked|swept|virus)"
    r"|(?:no virus found in this|checked by avg|virus-free\b|scanned by (?:mailscanner|mimecast|messagelabs|symantec))"
    r"|diese (?:e-?mail|nachricht) wurde (?:von|auf|mit) .{0,40}(?:viren|geprüft|avast)"
    r"|do you yahoo!\?|get your (?:free|private)[^.?!]{0,40}(?:e-?mail|hotmail))"
)
_BANNER = re.compile(
    r"(?i)\W*(?:(?:caution|warning|attention|notice|external(?: e-?mail| sender| message)?|vorsicht|achtung|attention)\W+)*"
    r"(?:this (?:e-?mail|message|mail) (?:originated|came|was sent|comes|is) from (?:an )?(?:outside|external|someone outside)"
    r"|external (?:e-?mail|sender|message)\W*(?:[\]:!*]|$)|you don't often get e-?mail from"
    r"|diese (?:e-?mail|nachricht) (?:stammt|kommt|wurde) von (?:außerhalb|einem externen|extern)"
    r"|ce (?:message|courriel|mail|e-?mail) provient de l.ext)"
)
_FOOTER_SIGNS = (
    "nvironment",
    "print",
    "Print",
    "mwelt",
    "imprim",
    "stamp",
    "ilieu",
    "iljön",
    "mbiente",
    "irus",
    "canned",
    "Yahoo",
    "free",
)
_BANNER_SIGNS = ("utside", "xternal", "EXTERNAL", "often get", "extern", "ext")
_LINE_AT_MOST, _BANNER_AT_MOST = 240, 500
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")


def disclaimers(text: str, start: int = 0, stop: int | None = None) -> list[Range]:
    """Paragraphs that no person writes to another: at least three different marks of legal small print, and long enough.

    A paragraph right after one that has a mark joins it; a rule or heading above one belongs to it.
    """
    stop = len(text) if stop is None else stop
    if stop - start < SHORTEST or not any(start <= at and end <= stop for at, end in hinted(text, "legal")):
        return []
    found: list[Range] = []
    for paragraph in _PARAGRAPH.finditer(text, start, stop):
        at, end = paragraph.span()
        if not SHORTEST <= end - at <= LONGEST:
            continue
        words = paragraph[0]
        if any(map(words.__contains__, LEGAL_HINTS)) and legal_cues(words) >= CUES_NEEDED:
            found.append((_rule_before(text, at, start), end))
        elif found and not text[found[-1][1] : at].strip("-_=* \t\n") and legal_cues(words):
            found[-1] = (found[-1][0], end)
    return found


def footer_start(text: str, start: int, end: int) -> int | None:
    """Where the last paragraph of `text[start:end]` begins if it is a line that a company puts under every mail (think of the environment
    before printing, scanned for viruses) and nothing else; None otherwise, also where it would be all there is.
    """
    while end > start and text[end - 1].isspace():
        end -= 1
    at = end
    while True:  # the line above may be of the same paragraph
        above = text.rfind("\n", start, at)
        line = text[above + 1 : at].strip()
        at = above + 1
        if above < 0 or end - at > _LINE_AT_MOST:
            return None
        if any(map(line.__contains__, _FOOTER_SIGNS)) and _FOOTER.match(text, at, end):
            return at if text[start:at].strip() else None
        if not line:
            return None
        at = above


def banner_end(text: str, start: int, end: int) -> int | None:
    """Where the warning ends that a mail server puts above a mail from outside, if `text[start:end]` opens with one and goes on."""
    while start < end and text[start].isspace():
        start += 1
    gap = text.find("\n\n", start, min(end, start + _BANNER_AT_MOST))
    if gap < 0 or not any(text.find(sign, start, gap) >= 0 for sign in _BANNER_SIGNS) or not _BANNER.match(text, start, gap):
        return None
    return gap if text[gap:end].strip() else None


def legal_cues(paragraph: str) -> int:
    """How many different marks of legal small print a paragraph bears; at most two where none is a strong one."""
    flat = " ".join(paragraph.split())
    strong = sum(1 for cue in _STRONG if cue.search(flat))
    strong += min(len({m.lower() for m in _ABROAD.findall(flat)}), CUES_NEEDED)
    weak = sum(1 for cue in _WEAK if cue.search(flat))
    return strong + weak if strong else min(weak, CUES_NEEDED - 1)


def _rule_before(text: str, start: int, floor: int) -> int:
    """The start of a disclaimer with the line of stars or its heading above it."""
    end = start
    while end > floor and text[end - 1] in "\n ":
        end -= 1
    line_start = max(text.rfind("\n", floor, end) + 1, floor)
    line = text[line_start:end].strip()
    return line_start if line and (_RULE.match(line) or _HEADING.fullmatch(line)) else start
