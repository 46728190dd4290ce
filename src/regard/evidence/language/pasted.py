"""From where on are a mail's own words somebody else's: an article, a press release, a circular that its writer put there?

No mark of quoting tells, so every reader took "DALLAS (AP) - the chairman has resigned" for the writer's. `pasted_from(text, start, end)`
is the place from which own words are a report: at a dateline, a byline, the name of an agency or a notice of rights, or where a long text
has others speak again and again ("said Mr. Brook", "a spokesman said"). What stands before it is the writer's. Bounded. Pure.
"""

from __future__ import annotations

import re

LONGEST_HEAD = 2_000
"""Characters of a long report in front of its first mark that can be the writer's note."""
SAID = 3
"""So many others speak in a report."""

_BEGINS = re.compile(
    r"^[ \t>*]{0,8}(?:"
    r"[A-Z][A-Z'.]{2,20}(?:[ ,][A-Z][A-Za-z'.]{1,20}){0,4}[ ,]{0,2}(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?[ ,]{0,2})?"
    r"(?:\((?:[A-Z]{2,4}|[A-Z][A-Za-z ./]{2,30})\)|/[A-Za-z ]{6,20}/)[ \t]{0,3}(?:--?|[–—:])"  # DALLAS, May 3 (AP) -
    r"|By [A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20}){1,3}(?:,? (?:and [A-Z][\w.' -]{2,40}"
    r"|(?i:[\w ]{0,20}(?:staff|writer|reporter|correspondent|editor|newswires?|times|post|news)\b.{0,40})))?[ \t]{0,8}$"
    r"|(?:PR ?Newswire|Business ?Wire|Reuters|Associated Press|Agence France|AFX|Bloomberg(?: News)?"
    r"|Dow Jones(?: Newswires?| Business News| Energy Service)|Press release)\b[^.!?\n]{0,60}$"
    r"|FOR IMMEDIATE RELEASE\b"
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


def pasted_from(text: str, start: int, end: int) -> int:
    """The place in `text[start:end]` from which on it is a report; `end` where it is none."""
    begins = _BEGINS.search(text, start, end)
    place = begins.start() if begins is not None else end
    said = [m.start() for _, m in zip(range(SAID), _SAID.finditer(text, start, end), strict=False)]
    if len(said) == SAID or (said and _RIGHTS.search(text, start, end)):
        place = min(place, _paragraph(text, start, said[0]))
    return place


def _paragraph(text: str, start: int, at: int) -> int:
    """Where the paragraph of a place begins, or the sentence, where the paragraph is long before it."""
    blank = max(text.rfind("\n\n", start, at), text.rfind("\n \n", start, at), text.rfind("\r\n\r\n", start, at))
    return max(blank, start) if at - max(blank, start) <= LONGEST_HEAD else at
