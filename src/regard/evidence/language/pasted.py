"""From where on are a mail's own words somebody else's: an article, a press release, a circular that its writer put there?

No mark of quoting tells, so every reader took "DALLAS (AP) - the chairman has resigned" for the writer's. `pasted_from(text, start, end)`
is the place from which own words are a report: at a dateline that names an agency, a staff writer's byline or a release; and, of a long
text only (`LONG`), at another dateline or byline, an agency's name on a line of its own, or where others speak again and again ("said
Mr. Brook", "a spokesman said"). Where somebody speaks for themselves after it, outside of quotation marks ("we", "your", "please", a
question), it is none: a writer's words are never given for an article's. What stands before it is the writer's. Bounded. Pure.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_HEAD: Final = 2_000
"""Characters of a long report in front of its first mark that can be the writer's note."""
SAID: Final = 3
"""So many others speak in a report."""
LONG: Final = 1_500
"""Characters from the mark to the end: so long is an article, and hardly a mail that tells what three colleagues said."""

_AGENCY = (
    r"(?:AP|AFP|AFX|UPI|dpa|DPA|EFE|ANSA|Reuters|REUTERS|Xinhua|Kyodo|TASS|Bloomberg|Dow Jones|Associated Press|Agence France[ -]Presse"
    r"|P[Rr] ?[Nn]ewswire|PR ?NEWSWIRE|Business ?Wire|BUSINESS ?WIRE)"
)
_DATE = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?"
_PLACE = (
    r"(?!(?:ACTION|ACCOUNTS?|ATTENTION|FROM|IMPORTANT|INVOICES?|NOTE|PAYMENTS?|REMINDER|SUBJECT|UPDATE|URGENT)\b)"  # AP: accounts payable
    r"[A-Z][A-Z'.]{2,20}(?:[ ,][A-Z][A-Za-z'.]{1,20}){0,4}[ ,]{0,2}"
)
_NAME = r"By (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20}){1,3}"
_BEGINS = re.compile(
    r"^[ \t>*]{0,8}(?:"
    rf"(?P<sure>{_PLACE}(?:{_DATE}[ ,]{{0,2}})?(?:\({_AGENCY}\)|/{_AGENCY}/)[ \t]{{0,3}}(?:--?|[–—:])"  # DALLAS, May 3 (AP) -
    rf"|{_NAME},? (?i:[\w ]{{0,20}}(?:staff (?:writer|reporter)|correspondent)\b.{{0,40}})$"
    r"|FOR IMMEDIATE RELEASE\b(?! (?i:of)\b))"
    rf"|{_PLACE}{_DATE}[ ,]{{0,2}}(?:\([A-Z][A-Za-z ./]{{1,30}}\)|/[A-Za-z ]{{6,20}}/)[ \t]{{0,3}}(?:--?|[–—:])"
    rf"|{_NAME}(?:,? (?:and [A-Z][\w.' -]{{2,40}}"
    r"|(?i:[\w ]{0,20}(?:staff|writer|reporter|editor|newswires?|times|post|news)\b.{0,40})))?[ \t]{0,8}$"
    rf"|(?:{_AGENCY}(?: News(?:wires?)?| Business News| Energy Service)?|Press release)[ \t,:-]{{0,4}}(?:{_DATE})?[ \t]{{0,8}}$"
    r")",
    re.MULTILINE,
)  # fmt: skip
_RIGHTS = re.compile(
    r"(?:copyright|\(c\)|©)[^\n]{0,40}\b(?:19|20)\d\d\b|\ball rights reserved\b|\bmay not be (?:reproduced|redistributed|republished)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[\"”'’]{1,2},? (?:(?:he|she|[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{1,20}){0,2}) )?(?:said|says)\b"
    r"|\b(?:said|says) (?:Mr|Ms|Mrs|Dr|[A-Z][\w.'-]{1,20} [A-Z][\w'-]{1,20}[,.])"
    r"|\b(?:Mr|Ms|Mrs)\.? [A-Z][\w'-]{1,20} (?:said|says|added|told)\b|\b[A-Z][\w'-]{1,20} [A-Z][\w'-]{1,20} (?:said|says)\b"
    r"|\bspokes(?:man|woman|person)\b|\b(?:company|officials?|analysts?|sources|traders|executives|statement) (?:said|say)\b"
    r"|\b(?:said|says) (?:on |in an? |the |its )"
)
_QUOTED = "|".join(
    rf"{opens}(?=\S)(?:[^{closes}\n]|\n(?![ \t]*\n)){{1,600}}[{closes}]"
    for opens, closes in ((r"(?<!\w)\"", '"'), ("“", "”"), ("„", "“”"), ("«", "»"))
)
_SPEAKS = re.compile(
    rf"{_QUOTED}"
    r"|(?P<own>\b(?:(?i:we|you|my|me|our|ours|your|yours|please"
    r"|ich|wir|uns|mir|mich|mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|du|euch|bitte"
    r"|je|j['’](?=\w)|moi|nous|vous|notre|nos|votre|vos|mon|ma|mes"
    r"|yo|mi|nosotr[oa]s|nuestr[oa]s?|ustede?s?|\w{2,20}[aei]mos)\b"
    r"|I\b|i\b(?!\.)|us\b|(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b)|\?(?!\w))"
)
"""Somebody who speaks for themselves; what stands in quotation marks is passed over."""


def pasted_from(text: str, start: int, end: int) -> int:
    """The place in `text[start:end]` from which on it is a report; `end` where it is none."""
    marks = list(_BEGINS.finditer(text, start, end))
    said = [m.start() for m in _SAID.finditer(text, start, end)] if end - start >= LONG else []
    if not marks and not said:
        return end
    own = _last_own(text, start, end)
    begins = next((m.start() for m in marks if m.start() > own and (m["sure"] or end - m.start() >= LONG)), end)
    after = [at for at in said if _paragraph(text, start, at) > own]
    if len(after) >= SAID or (after and _RIGHTS.search(text, after[0], end)):
        place = _paragraph(text, start, after[0])
        if end - place >= LONG:
            return min(begins, place)
    return begins


def speaks(text: str, start: int, end: int) -> bool:
    """Whether somebody speaks for themselves in `text[start:end]`, outside of quotation marks."""
    return any(m["own"] for m in _SPEAKS.finditer(text, start, end))


def _last_own(text: str, start: int, end: int) -> int:
    """Where somebody last speaks for themselves; before `start` where nobody does."""
    return max((m.start() for m in _SPEAKS.finditer(text, start, end) if m["own"]), default=start - 1)


def _paragraph(text: str, start: int, at: int) -> int:
    """Where the paragraph of a place begins, or the sentence, where the paragraph is long before it."""
    low = max(start, at - LONGEST_HEAD - 4)
    place = max(text.rfind("\n\n", low, at), text.rfind("\n \n", low, at), text.rfind("\r\n\r\n", low, at), start)
    return place if at - place <= LONGEST_HEAD else at
