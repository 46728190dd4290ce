"""Does a customer make ready to go, or say that they go unless something is done? Two risks that their plain words show.

A customer who leaves seldom complains: they ask how long notice is, want their data, take less, look at others. Who gives an ultimatum
asks nothing, and so waits in no list of questions. What is heard is a situation (`evidence/language/situations_leaving.toml`), which
no reader has shown to be right often enough on sales mail: each quote says that a rule on trial found it. A customer can leave whether
a deal is open with them or not: an account is read as one that everybody there can speak of (`of_account`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from regard.deals.case import Case, Limits, shown
from regard.deals.durations import survival
from regard.deals.met import is_met
from regard.deals.records import Coverage, Deal, Level, Member, Risk, Touch
from regard.deals.signs import Sign, SignKind
from regard.deals.worth import reaches, weighed
from regard.evidence.language.sentences import plain
from regard.evidence.language.situation_frames import NAME

GOING = frozenset(("moving_away", "ultimatum"))
"""The kinds of this module."""
SAYS: dict[SignKind, str] = {
    "ends_with_us": "they say that it ends",
    "notice_asked": "they ask how it ends",
    "data_asked": "they ask for their data",
    "shrinks": "they take less",
    "looks_around": "they look at others",
}
"""What each sign says, the plainest first."""


def moving_away(case: Case) -> Risk | None:
    """They make ready to leave.

    Fires on words of theirs within `risks.recent_days` that say that the contract with us ends or is not renewed, ask how long notice is,
    when or how the contract ends, want all of their data handed over, say that they take less or hardly use it, or that they look at
    other suppliers; such words of up to twice as long ago count beside them. That they look at others alone counts where there is
    something to leave: they bought before, order, or their words speak of what they have with us; a first purchase is always compared.
    For a renewal anybody at the account can say so, else
    somebody on the deal. High where they say that it ends, or where two such things are seen; else medium. Of whoever asked not
    to be modelled nothing is told. Cleared by their word that they go with us.
    """
    found: dict[SignKind, tuple[Touch, Sign]] = {}
    for touch, sign in case.heard(case.recent(case.account_touches, 2 * case.limits.recent_days), *SAYS):
        if not touch.automated and case.speaks_for(touch):
            found[sign.kind] = (touch, sign)
    found = {kind: one for kind, one in found.items() if not _chose_us(case, one[0])}
    if not found or max(t.us for t, _ in found.values()) < case.recent_us or not _has_something(case, found):
        return None
    kinds = [kind for kind in SAYS if kind in found]
    level: Level = "high" if kinds[0] == "ends_with_us" or len(kinds) > 1 else "medium"
    *before, last = [SAYS[k] for k in kinds]
    told = f"{', '.join(before)} and {last}" if before else last
    return Risk(
        "moving_away", level, f"They make ready to leave: {told}.",
        tuple(shown(*found[k], SAYS[k]) for k in kinds),
        "Ask whoever decides, this week, what changed and what would keep them.", {"signs": len(kinds)},
    )  # fmt: skip


def ultimatum(case: Case) -> Risk | None:
    """They go unless something is done.

    Fires on words of somebody on the deal within `risks.recent_days` that say so: by a day, or unless it is mended, they cancel, stop
    paying or take it elsewhere. High. Names whom they would go to where the words do. Of whoever asked not to be modelled nothing is
    told. Cleared, since, by their thanks, their word that they go with us, a word of theirs that it is settled, runs again or that we
    kept ours, or an order of theirs or the word that it comes: a colleague's, where it is in that talk, or they are on it and it names
    the same thing.
    """
    for touch, sign in reversed(case.heard(case.recent(case.account_touches), "ultimatum")):
        if touch.automated or not case.speaks_for(touch) or _chose_us(case, touch) or is_met(case, touch, sign.words):
            continue
        if any(t.us > touch.us and t.writer == touch.writer and "unprompted_thanks" in t.cues for t in case.account_touches):
            continue
        firm = rival(case, sign.words)
        return Risk(
            "ultimatum", "high", f"They go{' to ' + firm if firm else ''} unless something is done.", (shown(touch, sign),),
            "What they ask for, done by their day and said today; or another day that they agree to.",
            {"sentences": sum(s.kind == "ultimatum" for s in case.signs(touch)), "rival": firm},
        )  # fmt: skip
    return None


_OF_OURS = re.compile(
    r"\b(?:switch|chang|mov|replac|leav)\w*|\baway from\b|\balternatives? to\b|\b(?:instead of|besides|beside|next to) you\b"
    r"|\b(?:renew|extend|prolong|continu)\w*|\b(?:our|the|current|existing|this) (?:[\w-]+ )?"
    r"(?:contract|agreement|order|subscription|service|supply|lanes?|volumes?|business)s?\b"
    r"|\byour (?:competitors?|rivals?|successor)\b|\b(?:wechsel|ersetz|verlänger|kündig|ablös)\w*|\bvertrag\w*|\balternativen zu\b"
    r"|\bchang\w+ de\b|\bremplac\w*|\brenouvel\w*|\bcontrat\w*|\balternatives? à\b"
    r"|\bcambi\w+ de\b|\bsustitu\w+|\brenov\w+|\balternativas a\b"
)
"""Words of who has something from us that they could leave."""


def _has_something(case: Case, found: Mapping[SignKind, tuple[Touch, Sign]]) -> bool:
    """Whether there is anything to leave: they bought before, it is a renewal, they order, or say more than that they compare."""
    if set(found) != {"looks_around"} or case.customer or (case.deal.id and case.renews):
        return True
    return _OF_OURS.search(plain(found["looks_around"][1].words)) is not None or bool(
        case.heard(case.account_touches, "orders")
    )


def _chose_us(case: Case, since: Touch) -> bool:
    """Whether somebody of theirs wrote after some words that they go with us."""
    return any(t.us > since.us for t, _ in case.heard(case.touches, "chosen"))


_TO = re.compile(rf"\b(?P<by>to|with|zu[mr]?|bei|chez|con|a|à|call|ring) (?P<firm>{NAME})")
_GOES = re.compile(
    r"\b(?:wechs[el]\w*|gehen|gehe|geht|bestell\w*|kauf\w*|einkauf\w*|unterschr\w+|vergeb\w*|umsteig\w*|abwander\w*|beauftrag\w*|bezieh\w*"
    r"|abschließ\w*|steigen wir)\b"
)
"""A German sentence names a firm after "zu" or "bei" where it says that somebody goes or buys there: every noun has a capital."""
_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|ion|tät|ende|anfang|beginn|wechsel|ablauf|schluss|termin|frist|jahr|monat|quartal|woche|tag|stichtag|preis|kosten"
    r"|bedingung|bedarf|verzug|not|recht|markt|bewerb|werber|renz|anbieter|lieferant|partner)(?:e|en|er|em|es|s|n)?$"
)
"""What a German noun that is no firm ends in."""
_NO_FIRMS = """
i we you monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december may montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember
christmas easter weihnachten ostern pfingsten noël pâques navidad tender court arbitration market legal finance procurement purchasing board
management hr it q1 q2 q3 q4 plan excel spreadsheets paper lasten gunsten ende beginn anfang hause recht ihnen sie uns euch
janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes
appel concours concurso licitación hacienda partir
"""
_NOBODY = frozenset(_NO_FIRMS.split())
"""Days, feasts, departments and ways that stand where a firm could."""


def rival(case: Case, words: str) -> str:
    """Whom a sentence names that they would go to: a competitor that is known, else a name that is nobody's on the deal; "" for none."""
    low = plain(words)
    for name in case.rivals:
        if name and re.search(rf"\b{re.escape(plain(name))}\b", low):
            return name
    people = {part for m in case.members for part in m.name.casefold().split()}
    for match in reversed(list(_TO.finditer(words))):
        parts = match["firm"].casefold().split()
        if match["by"] in ("zu", "zum", "zur", "bei") and not _german_firm(match["by"], parts, low):
            continue
        if not any(part in people or part in _NOBODY for part in parts):
            return match["firm"]
    return ""


def _german_firm(by: str, parts: Sequence[str], low: str) -> bool:
    """Whether a German noun can be a firm: somebody goes there, it has no article, and it does not end as other nouns do."""
    return by in ("zu", "bei") and _GOES.search(low) is not None and not any(_NOUN.search(part) for part in parts)


def of_account(
    account: str,
    touches: Sequence[Touch],
    names: Iterable[str],
    as_of_us: int,
    limits: Limits,
    rivals: Sequence[str] = (),
    *,
    customer: bool = True,
) -> list[Risk]:
    """What an account's mails show of its leaving, deal or none: the gravest first. `touches`: what passed with its people, in order of
    time; `names`: what they are called; `customer`: they bought from us, or nobody knows.
    """
    deal = Deal(
        "", account, "", account, None, "", "", "", "", "", (), "open", "", "", None, None, "", "", (), 0, type="renewal"
    )
    members = [_named(name) for name in names]
    never = survival(())
    case = Case(
        deal, as_of_us, touches, touches, members, (), (), Coverage(0.0, 0.0, (), (), ()), never, never, {}, as_of_us,
        rivals=rivals, limits=limits, customer=customer,
    )  # fmt: skip
    found = [weighed(risk, case, trial=True) for rule in (ultimatum, moving_away) if (risk := rule(case)) is not None]
    return [replace(risk, told=tells_of_going(risk)) for risk in found]


def tells_of_going(risk: Risk) -> bool:
    """Whether such a risk is told, as on trial: a high one while it holds, any other while it is worth it."""
    return risk.level == "high" or reaches(risk)


def _named(name: str) -> Member:
    """Somebody of whom no more is asked than what they are called."""
    return Member(None, name, "", "", "", "none", (), False, 0, 0, None, None, None, {})
