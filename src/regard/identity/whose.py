"""Whose works council, counsel or personnel matter does a mail speak of: ours, or the customer's?

A customer's works council that must agree to a machine, their counsel who reads our terms, a strike at their gate and a tool for
their grievances are business. In doubt a mail is ours and stays out: a phrase of `sensitive.ALWAYS` is the customer's only where it
is of an institution, beside something that is bought, delivered or agreed, and nothing in the mail is of jobs, of a dispute or of a
law firm. A customer speaks of their own unless they say "your"; we speak of theirs only where we say "your"; among ourselves only
"the customer's" makes it theirs. Never theirs: who belongs to a union or a works council, its votes and officers, and what is of a
person; mail with a law firm's, a union's or a free mail address; mail of which nobody knows who wrote it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Whose = Literal["", "us", "them", "inside"]
"""Who wrote a mail: somebody of ours to others, somebody outside, somebody of ours to ours alone; "" where that is not known."""

ADVISERS = re.compile(
    r"@[^@]*(?:lawyer|solicitor|barrister|attorney|legal|anw[aä]lt|anwaelt|kanzlei|avocat|abogad|avvocat|advocat|advoca|juris|jurid"
    r"|(?<!ut)recht|notar|counsel|chambers|\bpartners?\b|law[.-]|\bllp\b|gewerkschaft|union|syndic|sindica|vakbond|betriebsrat"
    r"|workscouncil|works-council|ig-?metall|ig-?bce|ig-?bau|teamsters|\b(?:verdi|dgb|gmb|unison|unite|seiu|usw|uaw|ibew|aflcio|afl-cio"
    r"|tuc|cfdt|cgt|ugt|ccoo|cgil|cisl|uil|fnv|cnv|ogb|oegb)\b)"
)
"""Addresses of whoever may advise us, or our people, on such matters. Too many here cost some mail of a customer, no more."""

_INSTITUTION = {
    "union": re.compile(
        r"works council|betriebsrat(?:e?s)?(?:beschluss|zustimmung|freigabe|anh[oö]rung)?|collective[- ]bargaining"
        r"|strike (?:vote|ballot)|picket line"
    ),
    "legal": re.compile(r"(?:our|in-?house|general) counsel\b.*", re.DOTALL),
    "hr": re.compile(
        r"(?:harassment|discrimination) (?:complaint|claim|allegation|investigation)s"
        r"|disciplinary (?:action|hearing|proceeding)s|employee grievances"
    ),
}
"""Topic to what is nobody's own: the rest of its phrases is of people, or of what is under privilege."""
INSTITUTIONS = tuple(_INSTITUTION)
"""Topics of which a customer may have matters of their own."""

_CONTRACT = (
    r"terms|conditions|clauses?|contracts?|agreement|sign(?:s|ed|ing)? (?:off|the|your|it)|warranty|warranties|licen[cs]es?|orders?"
    r"|ordered|ordering|purchase|quotes?|quotation|offer|proposal|tender|bestell\w*|auftr[aä]g\w*|angebot\w*|vertr[aä]g\w*|klausel\w*"
    r"|contrats?|commandes?|devis|contratos?|pedidos?|oferta"
)
_GOODS = (
    r"machines?|robots?|cameras?|press(?:es)?|saws?|lines?|cells?|sensors?|software|systems?|modules?|tools?|drawings?|guarding"
    r"|noise|loud|palleti[sz]ers?|install(?:s|ed|ing|ation)?|commission(?:ed|ing)|pilot|roll-?out|go-live|suppl(?:y|ier|iers)"
    r"|deliver(?:y|ies|ed|s)?|shipments?|unload(?:ing)?|trucks?|pallets?|kamera\w*|maschine\w*|anlagen?|roboter\w*|pressen?|s[aä]gen?"
    r"|pr[uü]fst[aä]nd\w*|l[aä]rm\w*|lieferung\w*|liefer\w*|einf[uü]hrung|machine|logiciel|livraison|m[aá]quinas?|entrega"
)
_TRADED = re.compile(rf"\b(?<!in )(?:{_CONTRACT}|{_GOODS})\b")
"""What is bought, delivered or agreed."""
_AGREED = re.compile(rf"\b(?<!in )(?:{_CONTRACT})\b")
_OUR_PEOPLE = re.compile(
    r"\b(?:lay-?offs?|laid off|redundan\w+|dismiss\w*|fired|sacked|severance|salar(?:y|ies)|wages?|bonus(?:es)?|pensions?"
    r"|pay (?:rise|raise)s?|comrades?|members? only|tell (?:the )?management|unfair"
    r"|hearings?|lawsuits?|litigation|court|settle\w*|disputes?|sued?|suing"
    r"|k[uü]ndig\w*|entlass\w*|abfindung\w*|abmahnung\w*|geh[aä]lt(?:er)?|l[oö]hne?|klage|versetzung|licenciement\w*|despid\w*"
    r"|llp|attorneys?|lawyers?|solicitors?|barristers?|rechtsanw\w+|our client|privileged)\b"
)
"""Of jobs and pay, of a dispute, or of a law firm: where one stands, nothing is taken for a customer's."""
_RUNS = re.compile(r"disciplinary hearings")
"""What may be a customer's though a word of it is in `_OUR_PEOPLE`."""

_TRADE = re.compile(
    r"\byour\b.*\b(?:tools?|modules?|systems?|software|workflows?|dashboards?|courses?|archive|portal|integration)\b"
)
_WE = re.compile(r"\b(?:we|our|us)\b")
_STOP = re.compile(r"[.!?]|\n\s*\n")
_SOMEBODY = re.compile(r"\b(?:i|me|my|he|she|him|her|his|mr|mrs|ms|against|of)\b")
_PLAIN = re.compile(r"\s*(?:your|our|we|do|does|can|could|how|which|what|is|are|must|will|the)\b(?-i:[^A-Z]*)", re.IGNORECASE)

_OURS = r"our|unser\w{0,2}|notre|nos|nuestr[oa]s?|nostr[oaie]|onze?"
_YOURS = r"your|eu(?:er|re\w?)|ihr(?:e[mnrs]?)?|votre|vos|vuestr[oa]s?|vostr[oaie]|jullie|uw"
_THEIRS = r"(?:the )?(?:customer|client|buyer)(?:s?['’]s?)|de[sr] kunden"
_BETWEEN = rf"(?!(?:the|an?|de[rnms]|die|das|and|und|or|oder|with|mit|{_OURS}|{_YOURS})\b)[\w-]{{1,20}}"


def _before(between: int) -> re.Pattern[str]:
    """Whose something is said to be, with at most so many words between."""
    return re.compile(rf"\b(?:(?P<ours>{_OURS})|(?P<yours>{_YOURS})|(?P<theirs>{_THEIRS}))(?: {_BETWEEN}){{0,{between}}}[ ]$")


_NEAR, _FAR = _before(1), _before(3)
_AFTER = re.compile(
    r"(?:e[ns]?)? (?:bei|in|an|at|of|for|von|within)(?: the)? (?:(?P<ours>us|uns|our|unser\w{0,2})"
    r"|(?P<yours>you|your|ihnen|ihre[mnr]?|euch|eure[mnr]?))\b"
)
_NAMED_AFTER = re.compile(r",? (?:is |named |called )?(?:(?:Mr|Mrs|Ms|Herrn?|Frau|Dr)\.? )?[A-Z][\w'’-]+")
_SEAT_BEFORE = re.compile(
    r"\b(?:on|i am|i['’]m|(?:members?|chair\w*|head|elected|stand|standing|candidates?|run|running) (?:of|to|for|in)|join\w*|mitglied\w*"
    r"|vorsitz\w*|gew[aä]hlt|kandidat\w*|kandidier\w*)(?: (?:in|im|des|den|the|our|their|your|unser\w{0,2}|ihre\w?|einem?|an?))* $"
)
_SEAT_AFTER = re.compile(
    r"(?:['’]s)? (?:chair\w*|members?|heads?|leaders?|delegates?|elections?|candidates?|votes?|voted|here)\b"
)


def keeps_out(topic: str, text: str, found: Iterable[re.Match[str]], by: Whose) -> bool:
    """Whether any of the phrases found in `text` is not the customer's. They are found in the text in small letters."""
    ruled: bool | None = None
    for one in found:
        if ruled is None:
            ruled = not by or topic not in _INSTITUTION or _is_of_our_people(one.string)
        if ruled or not is_theirs(topic, text, one, by):
            return True
    return False


def _is_of_our_people(low: str) -> bool:
    """Whether a text in small letters is of jobs and pay, of a dispute, or of a law firm."""
    return _OUR_PEOPLE.search(_RUNS.sub("", low)) is not None


def is_theirs(topic: str, text: str, found: re.Match[str], by: Whose) -> bool:
    """Whether what a phrase found in `text` is of is the customer's and nobody's in person. `found` is of the text in small letters."""
    known = _INSTITUTION.get(topic)
    if not by or known is None or not known.fullmatch(found.group()):
        return False
    if len(text) != len(found.string):  # a letter that is two when small: names cannot be looked for where they stand
        return False
    if topic == "hr":
        return by == "them" and _is_of_a_tool(_sentence(text, found))
    before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 60]
    low, rest = before.lower().replace("\n", " "), after.lower().replace("\n", " ")
    if topic == "union" and (_NAMED_AFTER.match(after) or _SEAT_BEFORE.search(low) or _SEAT_AFTER.match(rest)):
        return False
    said = _sentence(found.string, found)
    whose = _whose(found.group(), low, rest, _FAR if by == "them" else _NEAR)
    if topic == "legal":
        if not _AGREED.search(said):
            return False
    elif not _TRADED.search(said.replace(found.group(), " ")) and not (
        by == "us" or (whose == "ours" and _TRADED.search(_around(found)))
    ):
        return False
    if by == "them":
        return whose != "yours" and (topic == "union" or _WE.search(said) is not None)
    return whose == "theirs" or (by == "us" and whose == "yours")


def _is_of_a_tool(said: str) -> bool:
    """Whether a sentence is of a tool of ours for such matters, and names nobody."""
    low = said.lower()
    return _TRADE.search(low) is not None and _SOMEBODY.search(low) is None and _PLAIN.fullmatch(said) is not None


def _whose(phrase: str, before: str, after: str, possessive: re.Pattern[str]) -> str:
    """Whose something is said to be, as whoever writes says it: ours, yours, theirs, or ""."""
    if phrase.startswith("our "):
        return "ours"
    said = possessive.search(before) or _AFTER.match(after)
    return (said.lastgroup or "") if said else ""


def _around(found: re.Match[str]) -> str:
    """What stands around a phrase, at most 200 characters each way, without it."""
    text = found.string
    return f"{text[max(0, found.start() - 200) : found.start()]} {text[found.end() : found.end() + 200]}"


def _sentence(text: str, found: re.Match[str]) -> str:
    """The sentence around a phrase, at most 200 characters each way."""
    before = text[max(0, found.start() - 200) : found.start()]
    after = text[found.end() : found.end() + 200]
    phrase = text[found.start() : found.end()]
    return _STOP.split(before)[-1] + phrase + _STOP.split(after)[0]
