"""The small print that companies add to mails: paragraphs that no person writes to another, a line about printing, a warning above."""

from __future__ import annotations

import re

from regard.parse.hints import found as hinted
from regard.parse.phrases import either
from regard.parse.small_print import ADVERTISED, LEGAL_ABROAD, LEGAL_HINTS, LEGAL_STRONG, LEGAL_WEAK, LISTS_GO

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
_REST = r"[^.?!]{0,60}"
_SCANNERS = "mailscanner|mimecast|messagelabs|symantec|avast"
_FOOTERS = (
    r"(?:please |kindly )?(?:consider|think (?:of|about)|be mindful of) (?:the |our )?environment(?:al impact)? @PRINT",
    r"(?:please )?(?:do not|don't|only) print (?:this|it)(?: e-?mail| message| document)? (?:unless|if) @NEEDED",
    r"think before you print(?:(?: out)? this (?:e-?mail|message))?",
    r"(?:bitte )?denken sie an (?:die|unsere) umwelt(?:,? bevor @REST)?",
    r"bitte prüfen sie[^.?!]{0,30}\bob @RESTausdruck@REST",
    r"(?:merci de penser|pensez) à l.environnement avant (?:d.imprimer|toute impression)@REST",
    r"n.imprimez ce (?:message|mail|courriel) que si @REST",
    r"(?:por favor,? )?(?:antes de imprimir@REST|piense en el )medio ?ambiente@REST",
    r"prima di stampare@RESTambiente|denk aan het milieu voor@REST|tänk på miljön innan@REST",
    r"(?:this|the) (?:e-?mail|message)(?: and any attachments?)? (?:has been|was|is) (?:scanned|checked|swept)@REST@SCANNED\w*[^?!]{0,80}",
    r"virus-free\W*(?:www\.\S+)?|no virus found in this[^?!]{0,80}|checked by avg[^?!]{0,80}",
    r"scanned by (?:@SCANNERS)@REST",
    r"diese (?:e-?mail|nachricht) wurde (?:von|auf|mit) [^.?!]{0,40}(?:viren|avast)@REST",
    r"do you yahoo!\?.{0,200}|get your (?:free|private)[^.?!]{0,40}(?:e-?mail|hotmail)[^?!]{0,40}(?:www\.|https?://)\S+",
)
_SENDER = "(?:company|organi[sz]ation|network|sender|source|domain|firm|address|(?:e-)?mail system|university|institution)"
_NAMES = {
    "@SCANNED": rf"(?:virus|malware|spam|dangerous|{_SCANNERS}|\bavg)",
    "@SCANNERS": _SCANNERS,
    "@OUTSIDE": rf"(?:\W*(?=[.!\]\n])|(?: of)?(?: the| our| your)?(?: \w+)? {_SENDER}\b[^.!\n\]]{{0,40}})",
    "@HARM": r"\b(?:links?|attachments?|images?|files?|sender|unless)\b",
    "@PRINT": r"before (?:you )?print\w*(?: \w[\w-]*){0,5}",
    "@NEEDED": "(?:it is |it's |you )?(?:really |absolutely |truly )?(?:necessary|needed|required|need to|have to|must)",
    "@REST": _REST,
}


def _spelled(pattern: str) -> str:
    """The expression with its names written out and any white space where one blank stands."""
    for name, means in _NAMES.items():
        pattern = pattern.replace(name, means)
    return pattern.replace(" ", r"\s+").replace(r"\s+?", r"\s*")


_FOOTER = re.compile(rf"(?is)\W*(?:P\s+)?(?:save\s+(?:a\s+tree|paper|trees)\W+)?(?:{'|'.join(map(_spelled, _FOOTERS))})\W*")
"""The whole of a last paragraph: whoever goes on after such a line says something."""
_WARNS = (
    r"this (?:e-?mail|message|mail) (?:originated|came|was sent|comes|is) from (?:an? )?(?:someone )?(?:outside|external)@OUTSIDE",
    r"(?<=\[)external(?: e-?mail| sender| message)?(?=\])|external (?:e-?mail|sender|message)(?=\W*\n)",
    r"you don't often get e-?mail from [^\s<>]+@[^\s<>]+",
    r"diese (?:e-?mail|nachricht) (?:stammt|kommt|wurde) von (?:außerhalb|einem externen|extern)[^.!\n]{0,40}",
    r"ce (?:message|courriel|mail|e-?mail) provient de l.ext[^.!\n]{0,40}",
)
_ADVISES = (
    r"(?:please )?(?:do not|don't|never|only) (?:click|open|reply|respond|forward)[^.!?]{0,60}@HARM[^.!?]{0,80}",
    r"(?:please )?(?:be (?:careful|cautious)|exercise caution|use caution)[^.!?]{0,100}",
    r"unless you (?:recogni[sz]e|know|trust)[^.!?]{0,100}|report (?:suspicious|phishing)[^.!?]{0,60}",
    r"learn why this is important[^\n]{0,80}|verify the sender[^.!?]{0,60}",
)
_SAYS = "(?:caution|warning|attention|notice|external(?: e-?mail| sender| message)?|vorsicht|achtung)"
_BANNER = re.compile(
    rf"(?i)\W*(?:{_spelled(_SAYS)}\W+)*(?:{'|'.join(map(_spelled, _WARNS))})[.!\]*]*(?:\s*(?:{'|'.join(map(_spelled, _ADVISES))})[.!\]*]*)*"
)
"""Sentence by sentence: what follows the last that only warns is the mail."""
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
_BANNER_SIGNS = ("utside", "xternal", "EXTERNAL", "often get", "extern", "de l")
_LINE_AT_MOST, _BANNER_AT_MOST = 240, 500
_LETS_GO = re.compile("(?im)" + re.sub(r" (?![*?\]])", r"\\s+", "|".join(LISTS_GO)))
"""Any white space where one blank stands: footers are wrapped."""
_ADVERTISES = re.compile(f"(?im){either(ADVERTISED)}")
_WHERE = re.compile(r"https?://|www\.|[\w.+-]@[\w-]{1,60}\.\w|<\S{6,}>")
_BAR = re.compile(r"[ \t]*(?:--[ \xa0]?|[-=*_~#]{3,}|[―─━]{3,})[ \t]*$")
_LINK = re.compile(r"\S*(?:://|www\.|@)\S*")
_SPEAKS = re.compile(
    r"""(?ix)
    # a question of somebody's; footers ask "Don't want these mails?", "Questions?", and advertise
    \b(?:can|could|would|will|may|shall|should|do|does|did|is|are|what|which|when|why|how|who|where)\b
        (?!\ you\ (?:yahoo|like|want|wish|no))
        [^.?!]{8,200}\?
    |\b(?:können|kannst|könnt|könnten|sollen|dürfen|quel|quelle|pouvez|pourriez|podemos|pueden|podría|cuál|cuándo)\b [^.?!]{8,200}\?
    |[?][ \t]*(?=\S)(?!click|here|unsub|visit|go\ to|just|simply|please|tell|try|get|yahoo|klick|cliqu|haga|hier)
        (?=[^\n]*\b(?:we|our|i|my)\b)
    # what only a person says to another
    |\b(?:i|me|my|mine|ich|mir|mich|je|moi)\b
    |\b(?:tell|call|ring|invoice|quote|pay|send)\ (?:me|us|the\ price|your\ (?:final\ |best\ )?price|by)\b
    |\b(?:price|quote|quotation|preis|angebot|prix|devis|precio|oferta)\b
    |\bby\ (?:mon|tues|wednes|thurs|fri|satur|sun)day|\bby\ tomorrow|\bbis\ (?:montag|dienstag|mittwoch|donnerstag|freitag)
    |\bclause\ \d|\bvendors?\b|\btender\b|\blizenz|\blicen[cs]es?\b
    """
)
"""Words that somebody says to us, and no list to its readers: what has them is kept as the writer's own, for a footer read as words
costs less than words read as a footer."""
_LINK_LINE = re.compile(r"\s{0,8}<?(?:https?://|www\.)\S{1,300}[ \t]*(?=\n[ \t]*\n|\s*\Z)")
UNDER = 2000
"""Characters at the end of own words in which the footer of a list, a circular or a web-mail service is looked for."""
_TALL, _WIDE = 12, 1000
"""Lines and characters of such a footer."""
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


def list_footers(text: str, start: int, end: int) -> list[Range]:
    """Paragraphs at the end of `text[start:end]` by which a list or circular lets its readers go, or a web-mail service advertises.

    One needs a place to go to (a link, an address) or a bar above it, and may not be all there is; a bar right above, and what stands
    between bar and paragraph, belong to it. Linear: every paragraph is looked at once.
    """
    hints = hinted(text, "small")
    if not hints:
        return []
    floor = max(start, end - UNDER)
    found: list[Range] = []
    looked = floor
    for at, stop in hints:
        if at < looked or stop > end:
            continue
        top, bottom = _with_link(text, _paragraph_at(text, at, start, end), end)
        looked = bottom
        if bottom - top > _WIDE or text.count("\n", top, bottom) >= _TALL:
            continue
        barred = _under_bar(text, top, found[-1][1] if found else start)
        if barred is None and not _WHERE.search(text, top, bottom):
            continue
        if not (_LETS_GO.search(text, top, bottom) or (barred is not None and _ADVERTISES.search(text, top, bottom))):
            continue
        top = top if barred is None else barred
        if text[start:top].strip() and not _SPEAKS.search(_LINK.sub("", text[top:bottom])):
            found.append((top, bottom))
    return found


def _paragraph_at(text: str, at: int, start: int, end: int) -> Range:
    """The lines around `at` up to the next empty line, or line that is a bar, to either side."""
    top = text.rfind("\n", start, at) + 1 or start
    while top > start:
        above = text.rfind("\n", start, top - 1) + 1 or start
        line = text[above : top - 1]
        if not line.strip() or _BAR.match(line) or at - above > _WIDE:
            break
        top = above
    bottom = at
    while bottom < end:
        stop = text.find("\n", bottom, end)
        stop = end if stop < 0 else stop
        line = text[text.rfind("\n", start, bottom) + 1 or start : stop]
        if (not line.strip() or _BAR.match(line)) and bottom > at:
            break
        bottom = min(stop + 1, end)
        if bottom - at > _WIDE:
            break
    return top, bottom


def _with_link(text: str, paragraph: Range, end: int) -> Range:
    """A paragraph with the link in the line after it, if that is all that stands there ("click below", and then an empty line)."""
    top, bottom = paragraph
    link = _LINK_LINE.match(text, bottom, end)
    return (top, link.end()) if link and not _WHERE.search(text, top, bottom) else paragraph


def _under_bar(text: str, top: int, floor: int) -> int | None:
    """Where the bar begins that stands above `top`, with at most three short lines and one empty line between; None without."""
    line_start = top
    for n in range(5):
        if line_start <= floor:
            return None
        above = text.rfind("\n", floor, line_start - 1) + 1 or floor
        line = text[above : line_start - 1]
        if _BAR.match(line):
            return above
        if (n and not line.strip()) or len(line) > 90:
            return None
        line_start = above
    return None


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
        if any(map(line.__contains__, _FOOTER_SIGNS)) and _FOOTER.fullmatch(text, at, end):
            return at if text[start:at].strip() else None
        if not line:
            return None
        at = above


def banner_end(text: str, start: int, end: int) -> int | None:
    """Where the warning ends that a mail server puts above a mail from outside, if `text[start:end]` opens with one and goes on."""
    while start < end and text[start].isspace():
        start += 1
    reach = min(end, start + _BANNER_AT_MOST)
    if not any(text.find(sign, start, reach) >= 0 for sign in _BANNER_SIGNS):
        return None
    found = _BANNER.match(text, start, reach)
    return found.end() if found and text[found.end() : end].strip(" \t\n]*") else None


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
