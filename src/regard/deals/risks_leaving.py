"""Risks that lie in who goes: a contact of theirs, a colleague of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from regard.deals.case import Case, shown
from regard.deals.hired import says_changed
from regard.deals.mentions import fits, own_sentences
from regard.deals.records import Level, Member, Risk, Touch
from regard.deals.signs import Sign
from regard.deals.succession import named, successor


def contact_leaving(case: Case) -> Risk | None:
    """Somebody on the deal has left or is leaving.

    Fires on words that say so within `risks.recent_days`, of whoever wrote them or of a member whom they name (an away note too), where
    mail to a member came back because nobody is there, and where a member is seen to work elsewhere. High where that person did a third
    or more of what was done, champions the deal or holds its budget; low where nobody says who it is. Somebody whom the words name and
    who is not on the deal fires nothing, unless the sentence calls them a head, manager, director or higher of the writer's own side:
    medium. Of whoever asked not to be modelled nothing is told. Cleared by a successor whom the farewell names and who did something
    towards us since.
    """
    found = [r for touch in reversed(case.recent(case.account_touches)) for v in touch.spoken for r in _says_goodbye(case, v)]
    handed = _handed_over(case) if case.left else frozenset()
    for person, evidence in sorted(case.left.items()):
        if person in case.member and case.member[person].met and not case.member[person].objected and person not in handed:
            member = case.member[person]
            found.append(
                Risk(
                    "contact_leaving",
                    _level_of(case, member),
                    evidence.says,
                    (evidence,),
                    "Find the successor; ask the one who left for an introduction.",
                    {"share": round(case.share(person), 4)},
                )
            )
    order = {"high": 0, "medium": 1, "low": 2}
    return min(found, key=lambda r: order[r.level], default=None)


def _says_goodbye(case: Case, touch: Touch) -> list[Risk]:
    """What one mail says of who leaves."""
    if touch.by_us or touch.writer not in case.member:
        return []
    found = []
    for sign in case.signs(touch):
        if sign.kind != "leaves":
            continue
        gone = who_leaves(case.members, touch, sign)
        if gone is not None and gone.objected:
            continue
        outside = gone is None and bool(sign.about)
        if outside and not _has_part(sign.words):
            continue
        name = gone.name if gone else sign.about or "somebody"
        told = _own(touch)
        heir = successor(told)
        heir = "" if gone and heir and fits(heir, gone.name) else heir
        known = heir_among(case.members, heir)
        if known is not None and _acted_since(case, known, touch):
            continue
        says = (
            f"{name} is leaving, or has left."
            if gone or outside
            else f"{case.member[touch.writer].name} writes that somebody is leaving."
        )
        found.append(
            Risk(
                "contact_leaving",
                _level_of(case, gone) if gone else "medium" if outside else "low",
                f"{says} {heir} takes over." if heir else says,
                (shown(touch, sign),),
                _clears(named(told, heir), known, outside=outside),
                {"share": round(case.share(gone.person), 4) if gone and gone.person else 0.0},
            )
        )
    return found


def _own(touch: Touch) -> str:
    """What a farewell says in its own words; a confidence names nobody."""
    return "" if "coaches" in touch.cues else " ".join(words for _, _, words in own_sentences(touch))


def _clears(heir: str, known: Member | None, *, outside: bool) -> str:
    """What clears it: to meet who takes over; of somebody whom we met before, to talk with them in their new place."""
    if known is not None and known.met:
        return f"A talk with {heir}, whom we know, about what changes now."
    return f"Meet {heir or 'whoever takes over'}{'' if outside else ', while they are still there to introduce'}."


def heir_among(members: Sequence[Member], heir: str) -> Member | None:
    """The one member whom the name of a successor can mean; None where none or several can."""
    called = [m for m in members if m.person and fits(heir, m.name)] if heir else []
    return called[0] if len(called) == 1 else None


def _acted_since(case: Case, heir: Member, farewell: Touch) -> bool:
    return any(t.us > farewell.us and heir.person in t.acted and not t.automated for t in case.account_touches)


def _handed_over(case: Case) -> frozenset[str]:
    """Who of theirs wrote a farewell whose successor did something towards us since: their place is filled."""
    found = set()
    for touch in (v for t in case.account_touches for v in t.spoken if not v.by_us):
        if any(s.kind == "leaves" and not s.about for s in case.signs(touch)):
            heir = heir_among(case.members, successor(_own(touch)))
            if heir is not None and heir.person != touch.writer and _acted_since(case, heir, touch):
                found.add(touch.writer)
    return frozenset(found)


_OUR_LEADERS = re.compile(
    r"\b(?:our|my|unser(?:e|em|en)?|notre|mon|ma|nuestr[oa]|mi) (?:[\w-]+ ){0,3}?(?:director|manager|head|chief"
    r"|president|c[efiot]o|lead|buyer"
    r"|geschäftsführer(?:in)?|\w*leiter(?:in)?|chef(?:in)?|directeur|directrice|responsable|directora?|jef[ea]|gerente)\b",
    re.IGNORECASE,
)


def _has_part(words: str) -> bool:
    """Whether a sentence calls whom it names a leading person of the writer's own side."""
    return _OUR_LEADERS.search(words) is not None


def who_leaves(members: Sequence[Member], touch: Touch, sign: Sign) -> Member | None:
    """Who it is: the writer, the one member whom the words name, or nobody to be sure of."""
    if sign.about:
        named = [m for m in members if m.person and fits(sign.about, m.name)]
        return named[0] if len(named) == 1 else None
    words = {word.strip(".,;:!?()") for word in sign.words.casefold().replace("’", "'").split()}
    own = {"i", "i'm", "i'll", "i've", "my", "me", "ich", "mein", "meine"} & words
    return next((m for m in members if m.person == touch.writer), None) if own or touch.automated else None


def _level_of(case: Case, member: Member) -> Level:
    most = bool(member.person) and case.share(member.person or "") * 3 >= 1
    return "high" if most or member.role in ("champion", "economic buyer") else "medium"


def leaves_with_seller(case: Case) -> Risk | None:
    """One of ours leaves, and the contact is theirs.

    Fires where a colleague who is on four fifths or more of what the buyer's side did writes within `risks.recent_days` that they leave.
    Whoever writes that they came from another firm leaves nobody. High where nobody else of ours was written to since. Cleared by the
    buyer's writing to somebody else of ours.
    """
    on: Counter[str] = Counter(s for t in case.acts for s in t.ours)
    for touch, sign in reversed(case.heard(case.recent(case.account_touches), "leaves", by_us=True)):
        coming = says_changed(touch)
        if sign.about or not case.acts or on[touch.writer] < 0.8 * len(case.acts) or (coming and coming[0] == sign.start):
            continue
        since = [t for t in case.account_touches if t.us > touch.us and not t.by_us and t.ours - {touch.writer}]
        return Risk(
            "leaves_with_seller", "medium" if since else "high", "The colleague who holds this deal is leaving.",
            (shown(touch, sign, "our words"),), "A mail of theirs to somebody else of ours.",
            {"share": round(on[touch.writer] / len(case.acts), 4), "written_to_others": len(since)},
        )  # fmt: skip
    return None
