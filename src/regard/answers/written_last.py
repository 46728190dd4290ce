"""What was written last between us and one buyer, as lines of a brief, where it still is the last word.

It is not where any later mail passed with them that is more than a short answer, nor, where it asks, any at all; nor where a later mail of
the same matter passed with a colleague of theirs (of our asks: `gone_on`), nor where the same person may have gone on from another
address (`twins`): what was settled since would be read as open, and what was not the last as the last.
Reads what `last_words` reads, and interaction, person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from regard.answers.booked import asks_to_meet, booked
from regard.answers.brief_order import newest
from regard.answers.cares import days_between
from regard.answers.evidence import shortened
from regard.answers.gone_on import gone_on
from regard.answers.last_words import SEASON, last_words
from regard.answers.room import Guest
from regard.answers.twins import Twin
from regard.answers.view import View
from regard.answers.waiting import WAITS_FOR
from regard.flow.calls_noted import calls_noted
from regard.interactions.threads import generic
from regard.model import Interaction
from regard.parse.subject import subject_core
from regard.results import Told
from regard.time import iso

QUOTE = 120
FEW = 3
"""In a mail to so many of theirs besides and more the question may be anybody's."""
EXCHANGE = 7
"""Days between two mails of one exchange, whatever their subjects."""
SAYS_NOTHING = 8
"""A later mail of so many words and fewer thanks or hands over: what was said before it stands."""
_PASSED = """SELECT DISTINCT m.id, m.thread_id, m.subject_core, i.us, i.buyer, m.words, m.is_reply
    FROM interaction i JOIN person p ON p.id = i.buyer
    JOIN message m ON m.id = i.message_id
    WHERE {whose} AND i.kind = 'mail' AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}"""

_IN_MATTER = """SELECT m.us FROM message m JOIN handle h ON h.n = m.from_n JOIN person p ON p.id = h.person
    WHERE m.{column} = ? AND p.side = 'them' AND m.kind = 'mail' AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of}"""


class _Mail(NamedTuple):
    """A later mail with them or a colleague of theirs: which, of what matter, when (ISO), with whom, and whether it is a short answer."""

    id: str
    thread: str
    core: str
    date: str
    buyer: str
    short: bool
    brief: bool


def written_last(
    view: View,
    mine: Sequence[Interaction],
    guest: Guest,
    names: Mapping[str, str],
    told: Sequence[Told],
    same: Sequence[Twin] = (),
) -> list[Told]:
    """What was written last, by whichever side that was; before words of theirs also our question in the same matter or week, which they
    may answer: what else is older has been overtaken. Without messages that are `told` of already. `same`: who may be them at another
    address. A line's `state` is the side that wrote; its kind is "asked" where the last word of all asks: of ours, and of theirs in a mail
    that is known from a quote alone (of the others `waiting` says whether they wait).
    """
    ours = {i.message_id: "you" if i.seller == view.you else names.get(i.seller, "") for i in mine if i.outbound}
    found = [("them", w) for w in last_words(view, mine, by_us=False)]
    found += [("us", w) for w in last_words(view, mine, by_us=True)]
    found.sort(key=lambda x: newest(x[1]["date"]))
    if len(found) == 2 and not (found[1][0] == "us" and found[1][1]["asks"] and _of_one_exchange(found[0][1], found[1][1])):
        found.pop()
    elsewhere = max((at for t in same for at in (t.us, t.them) if at is not None), default=0)
    if not found or (elsewhere and (iso(elsewhere) or "") > str(found[0][1]["date"])):
        return []
    already = {t.message_id for t in told}
    later, thread = _later(view, guest), {i.message_id: i.thread_id or "" for i in mine}
    beside = {w["message_id"] for _, w in found}
    overtaken = gone_on(view, [(guest.id, w["message_id"]) for side, w in found if side == "us" and w["asks"]])
    found = [(side, w) for side, w in found if (guest.id, w["message_id"]) not in overtaken]
    if not found:
        return []
    first = found[0][1]["message_id"]
    lately = iso(view.as_of_us - WAITS_FOR) or ""
    quoted = {i.message_id for i in mine if i.basis == "recovered" and len(i.others) < FEW}

    def kind(side: str, w: Mapping[str, Any]) -> str:
        asks = w["asks"] and w["message_id"] == first and (side == "us" or (w["message_id"] in quoted and w["date"] > lately))
        taken = asks and (_taken_up(view, w, thread.get(w["message_id"], ""), mine) or _spoken_of(view, w, guest.id, side))
        return "asked" if asks and not taken else "wrote"

    return [
        Told(kind(side, w), w["subject"] or "(no subject)", guest.id, guest.name, shortened(w["quote"], QUOTE), w["date"], "",
             w["message_id"], w["start"], w["end"], guest.name if side == "them" else ours.get(w["message_id"], ""), side)
        for side, w in found
        if w["message_id"] not in already and not _went_on(w, thread.get(w["message_id"], ""), later, beside, guest.id)
    ]  # fmt: skip


def _taken_up(view: View, w: Mapping[str, Any], thread: str, mine: Sequence[Interaction]) -> bool:
    """Whether anybody of theirs wrote in the thread or under the subject since, however little, or they met or spoke with us."""
    core = subject_core(w["subject"])
    matters = [("thread_id", thread)] if thread else []
    matters += [] if generic(core) else [("subject_core", core)]
    limits = {"since": view.as_of_us - SEASON, "as_of": view.as_of_us}
    rows = [row for column, of in matters for row in view.live.rows(_IN_MATTER.format(column=column, **limits), of)]
    return any((iso(us) or "") > w["date"] for (us,) in rows) or any(
        i.kind != "mail" and i.us <= view.as_of_us and (iso(i.us) or "") > w["date"] for i in mine
    )


def _spoken_of(view: View, w: Mapping[str, Any], buyer: str, side: str) -> bool:
    """Whether a call with them is noted since, or a meeting was agreed since for which our words asked."""
    calls = [one.end_us for one in calls_noted(view.live, [buyer]).get(buyer, ()) if max(one.us, one.known_us) <= view.as_of_us]
    if any((iso(at) or "") > w["date"] for at in calls):
        return True
    agreed = booked(view, [buyer]).get(buyer, ()) if side == "us" and asks_to_meet(w["quote"]) else ()
    return any(min(iso(said) or "", iso(begins) or "") > w["date"] for said, begins in agreed)


def _later(view: View, guest: Guest) -> list[_Mail]:
    """Mails of the season with them and, at a company, with their colleagues."""
    company = guest.shown.company_id
    sql = _PASSED.format(
        whose="i.buyer = ?" if company is None else "p.company_id = ?",
        since=view.as_of_us - SEASON,
        as_of=view.as_of_us,
    )
    rows = view.live.rows(sql, guest.id if company is None else company)
    return [
        _Mail(mail, thread or "", core, iso(us) or "", buyer, words <= SAYS_NOTHING, words <= SAYS_NOTHING and bool(reply))
        for mail, thread, core, us, buyer, words, reply in rows
    ]


def _went_on(w: Mapping[str, Any], thread: str, later: Sequence[_Mail], beside: Collection[str], buyer: str) -> bool:
    """Whether a later mail passed with the `buyer`, a short answer aside where nothing was asked, or with a colleague of theirs one of the
    same matter, by its thread or a subject that says something; those told `beside` it aside."""
    core = subject_core(w["subject"])

    def ends(m: _Mail) -> bool:
        if m.buyer == buyer:
            return bool(w["asks"]) or not m.brief
        return not m.short and bool((thread and m.thread == thread) or (m.core == core and not generic(core)))

    return any(m.date > w["date"] and m.id not in beside and m.id != w["message_id"] and ends(m) for m in later)


def _of_one_exchange(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    """Whether two last words are of one matter, by their subject, or of one week."""
    core = subject_core(later["subject"])
    alike = core == subject_core(earlier["subject"]) and not generic(core)
    return alike or days_between(earlier["date"][:10], later["date"][:10]) <= EXCHANGE
