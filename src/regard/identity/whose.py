"""Whose works council, counsel or personnel matter does a mail speak of: ours, or the customer's?

A customer's works council that must agree to a machine, their counsel who reads our terms, a strike at their gate and a tool for
their grievances are business. So is a phrase of `sensitive.ALWAYS` where it is of an institution, somebody outside is on the mail and
nothing says that it is ours. What says whose it is: who writes (a customer speaks of their own, unless they say "your"), and "our",
"your" or "their" right before it or "at your plant" right after. Never theirs: who belongs to a union, and what is of one named
person or of whoever writes; mail with a law firm or a union's own address; mail of which nobody knows who wrote it. Pure.
"""

from __future__ import annotations

import re
from typing import Literal

Whose = Literal["", "us", "them", "inside"]
"""Who wrote a mail: somebody of ours to others, somebody outside, somebody of ours to ours alone; "" where that is not known."""

ADVISERS = re.compile(
    r"@[^@]*(?:lawyer|solicitor|barrister|attorney|legal|anw[aä]lt|anwaelt|kanzlei|avocat|abogad|avvocat|advocaten|advocatuur"
    r"|gewerkschaft|tradeunion|syndicat|sindicato|vakbond|igmetall|igbce|\bverdi\b|law[.-]|\bdgb\b)"
)
"""Addresses of whoever advises us, or our people, on such matters."""

_INSTITUTION = {
    "union": re.compile(
        r"works council|betriebsrat\w*|collective[- ]bargaining|union grievances?|union contract talks|shop steward"
        r"|union (?:rep|representatives?|vote|election|steward|meeting)|strike (?:vote|ballot)|picket line|labou?r relations board"
    ),
    "legal": re.compile(r"(?:our|outside|in-?house|general) counsel\b.*", re.DOTALL),
    "hr": re.compile(
        r"(?:harassment|discrimination|disciplinary) .*|severance .*|performance improvement plan|employee grievances?",
        re.DOTALL,
    ),
}
"""Topic to what is nobody's own: the rest of its phrases is of people, or of what is under privilege."""
INSTITUTIONS = tuple(_INSTITUTION)
"""Topics of which a customer may have matters of their own."""

_OFFICE = re.compile(r"shop steward|union (?:rep|representatives?|steward)")
_TRADE = re.compile(
    r"\b(?:tools?|modules?|systems?|software|forms?|templates?|fields?|workflows?|reports?|reporting|dashboards?|training|courses?"
    r"|polic(?:y|ies)|cover|insurance|licen[cs]es?|archive|portal|integration|api)\b"
)
_SOMEBODY = re.compile(r"\b(?:i|me|my|he|she|him|her|his|mr|mrs|ms)\b")

_OURS = r"our|unser\w{0,2}|notre|nos|nuestr[oa]s?|nostr[oaie]|onze?"
_YOURS = r"your|eu(?:er|re\w?)|ihr(?:e[mnrs]?)?|votre|vos|vuestr[oa]s?|vostr[oaie]|jullie|uw"
_THEIRS = r"their|(?:the )?(?:customer|client|buyer)(?:s?['’]s?)|deren|dessen|de[sr] kunden"
_BEFORE = re.compile(
    rf"\b(?:(?P<ours>{_OURS})|(?P<yours>{_YOURS})|(?P<theirs>{_THEIRS}))"
    rf"(?: (?!(?:the|an?|de[rnms]|die|das|and|und|or|oder|with|mit)\b)[\w-]{{1,20}})?[ ]$"
)
_AFTER = re.compile(
    r"(?:e[ns]?)? (?:bei|in|an|at|of|for|von|within)(?: the)? (?:(?P<ours>us|uns|our|unser\w{0,2})"
    r"|(?P<yours>you|your|ihnen|ihre[mnr]?|euch|eure[mnr]?))\b"
)
_NAMED_AFTER = re.compile(r",? (?:is |named |called )?(?:(?:Mr|Mrs|Ms|Herr|Frau|Dr)\.? )?[A-Z][\w'’-]+")
_NAMED_BEFORE = re.compile(r"(?:[A-Z][\w'’-]+,?|[Ii](?: am|['’]m))(?: (?:is|as|our|their|your|the|a|new))* $")


def is_theirs(topic: str, text: str, found: re.Match[str], by: Whose) -> bool:
    """Whether what a phrase found in `text` is of is the customer's and nobody's in person. `found` is of the text in small letters."""
    known = _INSTITUTION.get(topic)
    if not by or known is None or not known.fullmatch(found.group()):
        return False
    low = found.string
    if len(text) != len(low):  # a letter that is two when small: names cannot be looked for where they stand
        return False
    if topic == "hr":
        said = _sentence(low, found)
        return by == "them" and _TRADE.search(said) is not None and _SOMEBODY.search(said) is None
    before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 60]
    if _OFFICE.fullmatch(found.group()) and (_NAMED_AFTER.match(after) or _NAMED_BEFORE.search(before)):
        return False
    whose = _whose(found.group(), before.lower(), after.lower())
    if by == "them":
        return whose != "yours"
    if by == "us":
        return whose in ("yours", "theirs") or (topic == "union" and whose != "ours")
    return whose == "theirs"


def _whose(phrase: str, before: str, after: str) -> str:
    """Whose something is said to be, as whoever writes says it: ours, yours, theirs, or ""."""
    if phrase.startswith("our "):
        return "ours"
    said = _BEFORE.search(before.replace("\n", " ")) or _AFTER.match(after.replace("\n", " "))
    return (said.lastgroup or "") if said else ""


def _sentence(text: str, found: re.Match[str]) -> str:
    """The sentence around a phrase, at most 200 characters each way."""
    before = text[max(0, found.start() - 200) : found.start()]
    after = text[found.end() : found.end() + 200]
    return re.split(r"[.!?\n]", before)[-1] + found.group() + re.split(r"[.!?\n]", after)[0]
