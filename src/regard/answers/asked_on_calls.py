"""Which questions that buyers asked on calls wait for an answer of ours still?

What a known buyer asked of us on a call of the last three weeks (`waiting.WAITS_FOR`) waits where nobody answered on the call itself,
in the next turns of others (a word that it will be looked into is no answer; ours that names the day of the answer is a promise and waits
there), and nothing of ours went to them since, nor to anybody of
their company, by mail, meeting or call: a call has no thread, so that anything may be the answer. Only where the mailbox of one of ours
who was on the call would show it. What was said in confidence is not quoted. Reads what `voices` reads, and interaction, coverage.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from regard.answers.account_sides import suppliers
from regard.answers.asking import asking_all
from regard.answers.voices import Voice, voices
from regard.deals.asked import HOLDING
from regard.evidence.language.addressing import spoken_to
from regard.evidence.language.overtaken import overtaken
from regard.evidence.pledges import read_pledges
from regard.identity.sensitive import is_private
from regard.interactions.calls import ANSWERED_WITHIN, answers
from regard.model import Span
from regard.parse.transcript import minute_of, spoken_at
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.answers.waiting import Waiting
    from regard.model import Cue

KINDS = ("question", "request", "asks_advice")
"""As in mail, but for a complaint: on a call it is answered there."""
_OF_THE_CALL = re.compile(
    r"\b(?:could|can|shall|may|might|should|would you mind if) (?:we|i) (?:(?:please|just|maybe|first|quickly|perhaps) )*"
    r"(?:talk|speak|start|begin|discuss|go (?:on|back|through|over)|move|turn|come (?:back|in)|look at|jump|skip|stop|pause|ask|add|say"
    r"|interrupt|share|show|record|bring in|invite)\b"
    r"|\b(?:hear me|see my|see (?:the|your) screen|say (?:that|it) again|repeat (?:that|it)|speak up|on mute|unmute|hold on|wait a"
    r"|share (?:my|your|the) screen|give me a|one moment|a second|a minute|carry on|go ahead|next slide|shall we)\b",
    re.IGNORECASE,
)
"""What is asked of the talk itself: over with it."""
WHY = "nobody answered on the call, and nothing of ours went to them since"
_CALLS = """SELECT DISTINCT m.id, m.us, coalesce(m.end_us, m.us), m.subject FROM speaker k JOIN message m ON m.n = k.message
    JOIN handle h ON h.n = k.handle JOIN person s ON s.id = h.person AND s.side = 'them' AND NOT s.objected
    WHERE k.cues <> '' AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of} {among}"""
_SINCE = """SELECT i.buyer, coalesce(p.company_id, ''), max(i.us) FROM interaction i JOIN person p ON p.id = i.buyer
    WHERE ((i.outbound AND NOT i.copied) OR i.kind <> 'mail') AND NOT i.automated AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} AND i.buyer IN ({{}}) GROUP BY 1, 2"""
_COLLEAGUES = "SELECT id FROM person WHERE side = 'them' AND company_id IN ({})"
_COMPANY = "SELECT id, coalesce(company_id, '') FROM person WHERE id IN ({})"
_NAMES = "SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})"


def asked_on_calls(view: View, read: Collection[str], since_us: int, among: Collection[str] | None = None) -> list[Waiting]:
    """The asks of calls since a moment that wait (of all buyers, or `among` these), the latest first, the last one of each buyer and call.

    `read` are those of ours whose mailbox shows what they send.
    """
    if not view.text:
        return []
    sql = _CALLS.format(since=since_us, as_of=view.as_of_us, among="" if among is None else "AND s.id IN ({})")
    rows = view.live.rows(sql) if among is None else view.live.rows_in(sql, sorted(set(among)))
    calls = {row[0]: row[1:] for row in rows}
    if not calls:
        return []
    spoken = voices(view.live, calls)
    people = sorted({v.person for of in spoken.values() for v in of if v.person})
    company = dict(view.live.rows_in(_COMPANY, people))
    names = dict(view.live.rows_in(_NAMES, people))
    after: dict[str, int] = {}
    colleagues = view.live.rows_in(_COLLEAGUES, sorted({firm for firm in company.values() if firm}))
    for buyer, firm, us in view.live.rows_in(
        _SINCE.format(since=since_us, as_of=view.as_of_us), sorted({*people, *(row[0] for row in colleagues)})
    ):
        for key in filter(None, (buyer, firm)):
            after[key] = max(us, after.get(key, us))
    out = suppliers(view)
    found = []
    for call, (us, end, subject) in calls.items():
        ours = tuple((v.person, names[v.person]) for v in spoken.get(call, ()) if v.side == "us")
        if not any(person in read for person, _ in ours):
            continue
        for v in spoken[call]:
            firm = company.get(v.person, "")
            if v.side != "them" or (among is not None and v.person not in among) or (firm and firm in out):
                continue
            if max(after.get(v.person, 0), after.get(firm, 0) if firm else 0) > end:
                continue
            cue = last_open(v, spoken[call], names, us, iso_day(view.as_of_us - 1) or "")
            if cue is not None:
                found.append(_waiting(v, cue, us, subject, ours))
    return sorted(found, key=lambda w: (-w.us, w.message_id, w.buyer))


def _waiting(v: Voice, cue: Cue, us: int, subject: str, ours: tuple[tuple[str, str], ...]) -> Waiting:
    from regard.answers.waiting import Waiting

    said, call = v.text[cue.start : cue.end], minute_of(v.text, cue.start)
    hushed = is_private(said)
    return Waiting(
        v.person, v.call, us, "" if hushed and is_private(subject) else subject, "" if hushed else said, cue.start, cue.end, ours,
        reasons=(WHY,), call=call, hushed=hushed,
    )  # fmt: skip


def last_open(v: Voice, here: Sequence[Voice], names: Mapping[str, str], us: int, today: str) -> Cue | None:
    """The last thing that a voice asked of us on a call and that nobody answered there; None where there is none."""
    readers = {o.person: names[o.person] for o in here if o.person and o.person != v.person}
    ours = {o.person for o in here if o.side == "us"}
    turns = list(spoken_at(v.text))
    for cue in sorted(asking_all(v.cues, v.text, KINDS), key=lambda c: -c.start):
        at, begin = next((n, a) for n, (_, a, b) in enumerate(turns) if a <= cue.start < b)
        said = v.text[begin : turns[at][2]]
        called = spoken_to(said, cue.start - begin, cue.end - begin, readers)
        words = v.text[cue.start : cue.end]
        if (called is not None and not called & ours) or _OF_THE_CALL.search(words) or overtaken(words, us, None, today):
            continue
        others = [(name, a, b) for name, a, b in turns[at + 1 : at + 1 + 2 * ANSWERED_WITHIN] if name != v.name][
            :ANSWERED_WITHIN
        ]
        if any(answers(v.text[a:b]) and not HOLDING.search(v.text[a:b].casefold()) for _, a, b in others):
            continue
        if not any(_dated(v.text[a:b], us) for name, a, b in others if name in {o.name for o in here if o.side == "us"}):
            return cue
    return None


def _dated(words: str, us: int) -> bool:
    """Whether a turn promises something for a day: then that promise is what is open, in the ledger, and not the question as well."""
    return any(p.day for p in read_pledges(words, (Span(0, len(words), "own"),), us, None))
