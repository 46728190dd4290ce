"""Which part does somebody have in a deal? The CRMs' words for it, what titles say, and which parts a deal needs.

One vocabulary inside (`ROLES`); Salesforce's OpportunityContactRole and HubSpot's hs_buying_role are read into it and written out of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.deals.ranks import level, own_title
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
    """The part that a title suggests, "" for none. Whoever answers to nobody holds the budget, whatever else the title says.

    Nobody has a part by somebody else's title ("PA to the Finance Director"), and no assistant or clerk holds a budget.
    """
    own = own_title(title)
    if not own:
        return ""
    high = level(title)
    if high >= 3.0:
        return "economic buyer"
    by_words = next((role for role, pattern in _SUGGESTS if pattern.search(own)), "")
    if high < 0 and by_words == "economic buyer":
        return ""
    if high >= 2.0 and by_words not in ("legal", "procurement"):
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
