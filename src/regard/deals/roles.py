"""Which part does somebody have in a deal? The CRMs' words for it, what titles say, and which parts a deal needs.

One vocabulary inside (`ROLES`); Salesforce's OpportunityContactRole and HubSpot's hs_buying_role are read into it and written out of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.errors import ConfigError

ROLES = (
    "economic buyer",
    "champion",
    "technical buyer",
    "user",
    "procurement",
    "legal",
    "executive sponsor",
    "influencer",
    "blocker",
    "other",
)
"""Every part, in the order in which committees are listed."""

TELLING = frozenset(ROLES) - {"influencer", "other"}
"""Parts that say what somebody does; "influencer" and "other" leave room for a title to say more."""

_FROM_CRM = {
    "economic buyer": "economic buyer",
    "economic decision maker": "economic buyer",
    "decision maker": "economic buyer",
    "budget holder": "economic buyer",
    "approver": "economic buyer",
    "champion": "champion",
    "coach": "champion",
    "mentor": "champion",
    "technical buyer": "technical buyer",
    "technical evaluator": "technical buyer",
    "evaluator": "technical buyer",
    "business user": "user",
    "end user": "user",
    "user": "user",
    "procurement": "procurement",
    "purchasing": "procurement",
    "legal": "legal",
    "legal and compliance": "legal",
    "executive sponsor": "executive sponsor",
    "influencer": "influencer",
    "gatekeeper": "influencer",
    "blocker": "blocker",
    "other": "other",
}
_TO_SALESFORCE = {
    "economic buyer": "Economic Buyer",
    "champion": "Influencer",
    "technical buyer": "Technical Buyer",
    "user": "Business User",
    "procurement": "Evaluator",
    "legal": "Other",
    "executive sponsor": "Executive Sponsor",
    "influencer": "Influencer",
    "blocker": "Other",
    "other": "Other",
}
_TO_HUBSPOT = {
    "economic buyer": "BUDGET_HOLDER",
    "champion": "CHAMPION",
    "technical buyer": "INFLUENCER",
    "user": "END_USER",
    "procurement": "OTHER",
    "legal": "LEGAL_AND_COMPLIANCE",
    "executive sponsor": "EXECUTIVE_SPONSOR",
    "influencer": "INFLUENCER",
    "blocker": "BLOCKER",
    "other": "OTHER",
}


_TO_LABEL = {
    "economic buyer": "Budget holder",
    "champion": "Champion",
    "technical buyer": "Technical evaluator",
    "user": "End user",
    "procurement": "Procurement",
    "legal": "Legal and compliance",
    "executive sponsor": "Executive sponsor",
    "influencer": "Influencer",
    "blocker": "Blocker",
    "other": "Other",
}
"""HubSpot lets a portal name its labels: these are read back as the same part."""


def from_crm(word: str) -> str:
    """The part that a CRM's word means: "" for none, "other" for one of a team's own making. Case, `_` and `&` make no difference."""
    plain = " ".join(re.sub(r"[_/-]+", " ", word.casefold().replace("&", " and ")).split())
    return _FROM_CRM.get(plain, "other") if plain else ""


def to_salesforce(role: str) -> str:
    """The part in the words of Salesforce's default list, which has none for champion, procurement, legal and blocker."""
    return _TO_SALESFORCE.get(role, "")


def to_hubspot(role: str) -> str:
    """The part as a value of hs_buying_role."""
    return _TO_HUBSPOT.get(role, "")


def to_label(role: str) -> str:
    """The part as HubSpot's own association label between a deal and a contact; "" where it has none."""
    return _TO_LABEL.get(role, "")


_TOP = re.compile(
    r"\bc[efiot]o\b|\bcmo\b|\bcpo\b|\bciso\b|\bchief\b.*\bofficer\b|\b(?:co-?)?(?:owner|founder)\b"
    r"|\bpresident\b|\bmanaging (?:director|partner)\b"
    r"|\bchair(?:man|woman|person)?\b|\bcommissioner\b|^cmr\.?$|^comm\.$|\bjudge\b|^alj$"
    r"|\bjustice\b|\bmayor\b|\bminister\b|\bgovernor\b|gesch[aä]ftsf[uü]hr|\bvorstand|inhaber|\bp\.?d\.?g\b|directeur g[eé]n[eé]ral",
    re.IGNORECASE,
)
_NOT_TOP = re.compile(r"\b(?:process|product|vice)[ -](?:owner|president)|\bvice\b|\bowner of\b", re.IGNORECASE)
_HIGH = re.compile(
    r"\b(?:e?s?vp|vice[ -]president|director|direktor|directeur|directrice|directora|treasurer|partner)\b", re.IGNORECASE
)
_MIDDLE = re.compile(
    r"\bhead\b|\bleiter(?:in)?\b|\w+leiter(?:in)?\b|\b(?:general|plant|works|country|regional|site) manager\b", re.IGNORECASE
)
_LOWER = re.compile(r"\b(?:manager|lead|supervisor|principal|senior)\b", re.IGNORECASE)
_BOTTOM = re.compile(
    r"\b(?:paralegal|office +manager|assistant|coordinator|intern|trainee|clerk|junior|secretary|receptionist|apprentice)\b",
    re.IGNORECASE,
)


def level(title: str) -> float:
    """How high a title stands: 3 for those who answer to nobody, 2 directors, 1 heads, .5 managers, 0 others (and ""), -.5 assistants."""
    if not title:
        return 0.0
    if _BOTTOM.search(title):
        return -0.5
    if _TOP.search(title) and not _NOT_TOP.search(title):
        return 3.0
    for found, pattern in ((2.0, _HIGH), (1.0, _MIDDLE), (0.5, _LOWER)):
        if pattern.search(title):
            return found
    return 0.0


_SUGGESTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("legal", re.compile(r"\b(?:legal|counsel|lawyer|attorney|solicitor|justiziar\w*|rechts\w*)\b", re.IGNORECASE)),
    (
        "procurement",
        re.compile(
            r"\b(?:procurement|purchas\w+|buyer|sourcing|category manager|contracts? manager|eink[aä]uf\w*|achats?|compras)\b",
            re.IGNORECASE,
        ),
    ),
    ("economic buyer", re.compile(r"\b(?:finance|financial|cfo|controller|budget)\b", re.IGNORECASE)),
    (
        "technical buyer",
        re.compile(
            r"\b(?:engineer\w*|technical|technology|it|ict|cto|cio|ciso|systems?|architect|security|automation|validation|quality|compliance"
            r"|data|software|infrastructure|technik\w*|technisch\w*)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "user",
        re.compile(
            r"\b(?:operator|planner|coordinator|supervisor|shift|analyst|specialist|warehouse|depot|stores|maintenance|fleet|laboratory|lab"
            r"|floor|technician|user)\b",
            re.IGNORECASE,
        ),
    ),
)


def from_title(title: str) -> str:
    """The part that a title suggests, "" for none. Whoever answers to nobody holds the budget, whatever else the title says."""
    if not title:
        return ""
    if level(title) >= 3.0:
        return "economic buyer"
    by_words = next((role for role, pattern in _SUGGESTS if pattern.search(title)), "")
    if level(title) >= 2.0 and by_words not in ("legal", "procurement"):
        return "economic buyer"
    return by_words


def required(wanted: Sequence[str], deal_type: str) -> tuple[str, ...]:
    """The parts a deal needs, from `deals.roles`: plain entries for every deal, `WORD=part+part` for those whose type holds WORD.

    Raises ConfigError for a part that does not exist.
    """
    always = [_known(entry) for entry in wanted if "=" not in entry]
    for entry in wanted:
        word, _, parts = entry.partition("=")
        if parts and word.strip() and word.strip().casefold() in deal_type.casefold():
            return tuple(dict.fromkeys(_known(part) for part in parts.split("+")))
    return tuple(dict.fromkeys(always))


def check(wanted: Sequence[str]) -> None:
    """Raise ConfigError where an entry of `deals.roles` names a part that does not exist, or a kind of deal without any."""
    for entry in wanted:
        word, sign, parts = entry.partition("=")
        if sign and (not word.strip() or not parts.strip()):
            raise ConfigError(f"deals.roles: “{entry}” should read KIND=part+part, such as “renewal=economic buyer+user”.")
        for part in (parts if sign else word).split("+"):
            _known(part)


def _known(part: str) -> str:
    role = part.strip().casefold()
    if role not in ROLES:
        raise ConfigError(f"deals.roles: “{part.strip()}” is no part in a deal. There are {', '.join(ROLES)}.")
    return role
