"""Is there anything to prepare before meeting somebody, or does what passes with them need no brief?

A private friend, a circular and somebody who looks for work need none: their lines were the most worthless of those judged
(`docs/validity/month.md`). Whoever has a part in a deal, or is of a company with one, always needs one. What kind of mail passes is told
as for the review (`contacted.natures`). Reads person, interaction, message, body and the CRM's deals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from regard.answers.brief_order import Parts
from regard.answers.contacted import natures, people
from regard.answers.last_words import INFORMS
from regard.answers.view import View
from regard.identity.normalize import domain_of, is_freemail
from regard.results import Told

_FRIEND = "Hardly about business: there is nothing to prepare."
NOTES = {
    "friend": _FRIEND,
    "private": _FRIEND,
    "job": "About a job that somebody looks for: there is nothing to prepare.",
    "own": "No mail from this private address is kept, and one of us alone writes to it: there is nothing to prepare.",
    "circular": "They write to many at once: apart from what is owed or asked there is nothing to prepare.",
}
"""By kind of mail, what stands in the place of the lines."""
_OPEN = ("first", "owed", "owing", "asked", "asking")
_KEPT = {
    "friend": ("first",),
    "private": (*_OPEN, "may_wait", "cares", "last"),
    "job": ("first",),
    "circular": _OPEN,
    "own": (),
}
"""What is told all the same: a complaint that stands is heard from anybody, and what is open from whoever sends to many. Where mail merely
reads as private all but what changed: a reader wanted a brief of 22 of 35 so called (`docs/validity/month.md`)."""


_PERSONAL = "SELECT id FROM person WHERE side = 'personal' AND id IN ({})"
_UNANSWERING = """SELECT p.id, p.address FROM interaction i JOIN person p ON p.id = i.buyer WHERE p.company_id IS NULL
    AND i.us <= {as_of} AND i.known_us <= {as_of} AND p.id IN ({{}}) GROUP BY 1
    HAVING min(i.outbound OR i.recovered) = 1 AND {rare} * sum(i.recovered) <= count(*)
    AND count(DISTINCT i.seller) = 1 AND count(*) >= {many}"""
"""Addresses from which no mail is kept, hardly one is known from a quote, and to which one of ours alone wrote, again and again."""
OWN = 5
"""After so many mails without any from it an address of free mail may be our own."""
RARE = 20
"""One original of theirs in a quote among so many mails may be our own, sent from there."""
_LATER = re.compile(
    r"\b(?:call|ring|phone|write|e-?mail|text)\b[^.?!]{0,20}\b(?:when(?:ever)?|once|if|as soon as)\b", re.IGNORECASE
)


def unneeded(view: View, ids: Sequence[str]) -> dict[str, str]:
    """Those of some buyers who need no brief -> what kind of mail passes with them (a key of `NOTES`); a friend is a personal contact."""
    if not view.text or not ids:
        return {}
    known = people(view, ids)
    money = view.money()
    dealing = {r.person for d in money.deals for r in d.roles}
    companies = {d.company_id for d in money.deals if d.company_id}
    found = {row[0]: "friend" for row in view.live.rows_in(_PERSONAL, list(ids)) if row[0] not in dealing}
    alone = view.live.rows_in(_UNANSWERING.format(as_of=view.as_of_us, many=OWN, rare=RARE), list(ids))
    found |= {who: "own" for who, address in alone if who not in dealing and is_freemail(domain_of(address))}
    asked = [p for p in known.values() if p.id not in dealing and p.company_id not in companies]
    if asked:
        found = {b: kind.nature for b, kind in natures(view, asked).items() if kind.nature in NOTES} | found
    return found


def needed(parts: Parts, kinds: dict[str, str]) -> Parts:
    """The lines about those who need a brief, and of the others what is told all the same; of a leaving everybody is told."""

    def stays(name: str, t: Told) -> bool:
        return t.person not in kinds or t.kind == "left" or name in _KEPT[kinds[t.person]]

    return replace(parts, **{name: [t for t in getattr(parts, name) if stays(name, t)] for name in parts.__dataclass_fields__})


def informs(t: Told) -> bool:
    """Whether an open promise without a day merely says that news will be passed on."""
    return t.state == "open" and not t.due and INFORMS.search(t.says) is not None


def closes(t: Told) -> bool:
    """Whether an open promise without a day is of a word on a condition that nobody can check: "I'll call when I have one"."""
    return t.state == "open" and not t.due and _LATER.search(t.says) is not None
