"""Who decides before the next review: on a day that they name, or by the day on which the CRM has their deal close?

A sentence of a buyer's own mail that speaks of deciding (their board, a decision, an approval, an award) and names a day ahead within
`AHEAD` days, said within `SAID`; the nearest such day of their last mail on deciding counts: a later one overtakes it, and one that says
that it is moved or called off leaves none. What they ask us to approve, sign off or decide is no deciding of theirs. Else the day on
which an open deal that they take part in, or of their company where nobody's part is known, closes by the CRM. Nothing that was told in
confidence, and nothing of machines or round mail. Reads interaction, message, body and the deals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.answers.cares import days_between
from regard.answers.confided import confided
from regard.answers.contacted import Person
from regard.answers.evidence import shortened
from regard.answers.waiting import ROUND
from regard.evidence.language.dates import due_dates
from regard.evidence.language.sentences import sentences
from regard.identity.sensitive import is_private
from regard.model import DAY
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

AHEAD = 31
"""Days: a review is monthly, and what is decided before the next is decided without one."""
SAID = 90 * DAY
WEEK = 7
"""Days: a month in which something may be decided is no day of deciding."""
LONGEST_READ = 6_000
SHOWN = 140
_SPEAKS = re.compile(
    r"(?<!on )\b(?:the|our|their|my) (?:(?:management|executive|supervisory|full) )?(?:board|committee|council|shareholders)\b"
    r"(?! (?:meets? you|thickness|weights?|grades?|supplier|samples?|is cut|stock))"
    r"|\b(?:board|budget|investment|steering) (?:meeting|round|committee|meets?|approv\w+)\b"
    r"|\b(?:decides?|deciding|decision|approv(?:e|es|al)|award(?:s|ed)?|sign[- ]off|signs? off|(?:place|sign)s? the (?:order|contract))\b"
    r"|\b(?:vorstand\w*|beirat\w*|aufsichtsrat\w*|geschäftsleitung|geschäftsführung|gremium|gesellschafter\w*|entscheid\w*|freigabe|vergabe"
    r"|vergeben wir|erteilen wir)\b"
    r"|\b(?:conseil|comité|direction|décid\w+|décision|arbitrage)\b|\b(?:consejo|junta|decid\w+|decisión|adjudic\w+)\b"
    r"|\b(?:consiglio|decisione|decidiamo|decidono)\b|\b(?:directie|bestuur|beslis\w*|besluit\w*|beslissing)\b",
    re.IGNORECASE,
)
_THEIR_BODY = re.compile(
    r"\b(?:our|the|their|my) (?:(?:management|executive|supervisory|full|investment|steering) )?(?:board|committee|council|shareholders)\b"
    r"|\b(?:vorstand|beirat|aufsichtsrat|geschäftsleitung|geschäftsführung|gremium)\b"
    r"|\b(?:le|notre) (?:conseil|comité)\b|\b(?:el|nuestro) consejo\b|\bil (?:nostro )?consiglio\b"
    r"|\b(?:de|onze) directie\b|\bhet bestuur\b",
    re.IGNORECASE,
)
_ASKS_US = re.compile(
    r"\b(?:please|kindly|you|your|yours|bitte|sie|ihre?[nmrs]?|euch|eure?[nmrs]?|merci de|vous|votre|vos|por favor|usted(?:es)?|su|sus"
    r"|vuestr[oa]s?|per favore|voi|vostr[oa]|graag|uw|jullie)\b|\?",
    re.IGNORECASE,
)
"""A sentence turned to us: who decides in it is ours, unless a body of theirs stands in it."""
_OURS_TO_DECIDE = re.compile(
    r"\b(?:you|please|kindly|bitte|merci de|por favor|graag) (?:\w+ ){0,2}?(?:approv\w+|decid\w+|sign\w*|award\w*|freigeben|entscheiden)\b"
    r"|\b(?:your|ihre[rnms]?|eure[rnms]?|votre|vos|su|sus|vuestr[oa]s?|vostr[oa]|uw|jullie) (?:\w+ ){0,2}?"
    r"(?:approv\w+|decision|sign[- ]?off|board|committee|council|entscheidung\w*|freigabe|décision|accord|decisión|decisione|beslissing)\b"
    r"|^\W*(?:sign|approve|decide|award)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:closed|shut|on (?:holiday|vacation|leave)|(?:is|are|be) away|geschlossen|urlaub\w*|betriebsferien|verreist"
    r"|fermée?s?|en (?:congés?|vacances)|cerrad[oa]s?|de vacaciones|chius[oaie]|in ferie|gesloten|op vakantie)\b"
    r"|\b(?:council|board) (?:house|hall|room)s?\b",
    re.IGNORECASE,
)
"""A building, or people who are away on that day."""
_GONE_BY = re.compile(
    r"\b(?:decision|approval|sign[- ]off|award|entscheidung|freigabe|décision|decisión)\b[^.;]{0,40}? (?:of|vom|du|del) (?:the )?\d"
    r"|\b(?:is done|was (?:taken|made))\b",
    re.IGNORECASE,
)
"""What was decided on that day, and is no more to be."""
_MOVED = re.compile(
    r"\b(?:moved|moves to|postpon\w+|put off|pushed (?:back|out)|shifted|delayed|deferred|brought forward|rescheduled|no longer|cancel\w*"
    r"|called off|there (?:is|will be) no|verschoben|verschiebt|vertagt|abgesagt|fällt aus|verlegt|reporté\w*|repouss\w+|annul\w+|décal\w+"
    r"|aplaz\w+|pospon\w+|pospuest\w+|cancelad\w+|rinviat\w+|annullat\w+|verzet|uitgesteld|afgelast)\b",
    re.IGNORECASE,
)
"""It is not then. Of which day it is now a sentence may say in too many ways: it names none, and ends what was said before."""
_NO_DAY = re.compile(
    r"^(?:if|should|unless|wenn|falls|sollte|si|se|als)\b"
    r"|\b(?:not|n['’]t|never|no|nicht|kein\w*|pas|non|niet|geen) (?:\w+ ){0,3}(?:before|until|till|vor|bis|avant|antes|voor|tot|prima)\b",
    re.IGNORECASE,
)
"""A condition, or a day before which nothing is decided."""
_WROTE = """SELECT i.buyer, m.id, i.us, m.tz, b.own FROM interaction i JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n
    JOIN handle h ON h.n = m.from_n AND h.person = i.buyer
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND m.recipients <= {round}
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} ORDER BY i.us, m.id"""


@dataclass(frozen=True, slots=True)
class Deciding:
    """On which day (ISO) somebody decides, in which words of theirs and in which mail; both "" where the CRM's day of `deal` says so."""

    day: str
    quote: str = ""
    message_id: str = ""
    deal: str = ""

    @property
    def says(self) -> str:
        """Why now, without its full stop."""
        return (
            f"they decide on {self.day}: “{self.quote}”"
            if self.quote
            else f"“{self.deal}” closes on {self.day}, as the CRM has it"
        )


ADVICE = "Find out what they still need for it and who speaks for us there, and bring it before that day."


def deciding(view: View, who: Mapping[str, Person]) -> dict[str, Deciding]:
    """Buyer -> the day on which they decide next, of those who do within `AHEAD` days."""
    today = iso_day(view.as_of_us - 1) or ""
    return _by_the_crm(view, who, today) | _by_their_words(view, who, today)


def _by_their_words(view: View, who: Collection[str], today: str) -> dict[str, Deciding]:
    if not view.text:
        return {}
    rows = view.live.rows(_WROTE.format(round=ROUND, since=view.as_of_us - SAID, as_of=view.as_of_us))
    rows = [r for r in rows if r[0] in who and _SPEAKS.search((r[4] or "")[:LONGEST_READ])]
    private = confided(view.live, [r[1] for r in rows])
    found: dict[str, Deciding] = {}
    for buyer, message, us, tz, own in rows:
        if message in private:
            continue
        named = decisions(own, us, tz)
        if named or moves(own):
            found.pop(buyer, None)
        for words, day in named:
            if today <= day and days_between(today, day) <= AHEAD and (buyer not in found or day <= found[buyer].day):
                found[buyer] = Deciding(day, shortened(words, SHOWN), message)
    return found


def decisions(own: str, us: int, tz_minutes: int | None) -> list[tuple[str, str]]:
    """The sentences of a mail that speak of deciding and name a day: (words, ISO day). Nothing private, no day before which nothing is,
    nothing that we are asked to decide.
    """
    text = own[:LONGEST_READ]
    found = []
    for start, end in sentences(text, 0, len(text)):
        words = " ".join(text[start:end].split())
        if not _of_theirs(words) or _NO_DAY.search(words) or _MOVED.search(words) or is_private(words):
            continue
        days = [
            d.day
            for d in due_dates(words, us, tz_minutes)
            if d.certainty >= 0.5 and d.day > (iso_day(us) or "") and days_between(d.first or d.day, d.day) < WEEK
        ]
        if days:
            found.append((words, min(days)))
    return found


def moves(own: str) -> bool:
    """Whether a sentence of a mail says that a deciding of theirs is moved or called off."""
    text = own[:LONGEST_READ]
    if _MOVED.search(text) is None:
        return False
    said = (" ".join(text[a:b].split()) for a, b in sentences(text, 0, len(text)))
    return any(_MOVED.search(words) and _of_theirs(words) for words in said)


def _of_theirs(words: str) -> bool:
    """Whether a sentence speaks of deciding that is ahead, and theirs."""
    if _SPEAKS.search(words) is None or _AWAY.search(words) or _GONE_BY.search(words) or _OURS_TO_DECIDE.search(words):
        return False
    return _ASKS_US.search(words) is None or _THEIR_BODY.search(words) is not None


def _by_the_crm(view: View, who: Mapping[str, Person], today: str) -> dict[str, Deciding]:
    found: dict[str, Deciding] = {}
    for deal in view.money().deals:
        day = iso_day(deal.close_us) if deal.outcome == "open" and deal.close_us is not None else None
        if day is None or not today <= day or days_between(today, day) > AHEAD:
            continue
        part = {r.person for r in deal.roles if r.person}
        if not part and deal.company_id:
            part = {p.id for p in who.values() if p.company_id == deal.company_id}
        for person in part & who.keys():
            if person not in found or day < found[person].day:
                found[person] = Deciding(day, deal=deal.name)
    return found
