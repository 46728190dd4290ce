"""Which of our asks did they come back to after all? An answer after its window leaves the chance missed, yet an answer came.

An ask was taken up where its buyer wrote in its thread or under its subject since, where a colleague of theirs or another whom it was
addressed to wrote in its thread, or where a meeting or a call with the buyer followed, by a recording or the CRM. Reads trial, message,
party, handle, person and interaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from regard.answers.standing import Facts
from regard.flow.calls_noted import calls_noted
from regard.interactions.answering import WANTS_KINDS
from regard.interactions.threads import generic
from regard.model import DAY

if TYPE_CHECKING:
    from regard.answers.view import View

Asked = tuple[str, str]
"""A buyer and the message of ours by which they were asked."""
LOOKED_BACK = 180 * DAY
"""Of a longer silence no list tells (`need`)."""
_MAILS = "SELECT id, n, us, coalesce(thread_id, ''), subject_core FROM message WHERE id IN ({})"
_ADDRESSED = (
    "SELECT p.message, h.person FROM party p JOIN handle h ON h.n = p.handle WHERE p.role IN ('to', 'cc') AND p.message IN ({})"
)
_COMPANY = "SELECT id, company_id FROM person WHERE company_id IS NOT NULL AND id IN ({})"
_CAME = """SELECT i.buyer, i.us, i.kind, coalesce(m.thread_id, ''), m.subject_core FROM interaction i JOIN message m ON m.id = i.message_id
    WHERE (NOT i.outbound OR i.kind <> 'mail') AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND i.buyer IN ({{}})"""
_WROTE = """SELECT m.thread_id, m.us, p.id, p.company_id FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person p ON p.id = h.person AND p.side = 'them' WHERE m.kind = 'mail' AND m.automated = '' AND m.us <= {as_of}
    AND m.known_us <= {as_of} AND m.thread_id IN ({{}})"""
_OPEN = """SELECT buyer, opener_id, opened_us, kind FROM trial WHERE channel = 'answers_ask' AND outcome = '0' AND decided_by IS NULL
    AND temper > 0 AND q > 0 AND shown = 1 AND known_us <= {as_of} AND coalesce(until_us > {as_of}, 1) AND buyer IN ({{}})"""


def taken_up(view: View, asks: Iterable[Asked]) -> frozenset[Asked]:
    """Those of some asks that were taken up by the view's moment, however late."""
    asked = sorted(set(asks))
    if not asked:
        return frozenset()
    live, at = view.live, view.as_of_us
    mails = {row[0]: row[1:] for row in live.rows_in(_MAILS, sorted({message for _, message in asked}))}
    buyers = sorted({buyer for buyer, _ in asked})
    addressed: dict[int, set[str]] = defaultdict(set)
    for n, person in live.rows_in(_ADDRESSED, [mail[0] for mail in mails.values()]):
        addressed[n].add(person)
    company = dict(live.rows_in(_COMPANY, buyers))
    came: dict[str, list[tuple[int, bool, str, str]]] = defaultdict(list)
    since = min((mail[1] for mail in mails.values()), default=at)
    for buyer, us, kind, thread, core in live.rows_in(_CAME.format(since=since, as_of=at), buyers):
        came[buyer].append((us, kind != "mail", thread, core))
    for buyer, calls in calls_noted(live, buyers).items():
        came[buyer] += [(one.end_us, True, "", "") for one in calls if max(one.us, one.known_us) <= at]
    wrote: dict[str, list[tuple[int, str, str | None]]] = defaultdict(list)
    for thread, us, person, employer in live.rows_in(_WROTE.format(as_of=at), sorted({m[2] for m in mails.values() if m[2]})):
        wrote[thread].append((us, person, employer))

    def was(buyer: str, message: str) -> bool:
        if message not in mails:
            return False
        n, asked_us, thread, core = mails[message]
        own = company.get(buyer)
        return any(
            us > asked_us and (met or (thread and of == thread) or (of_core == core and not generic(core)))
            for us, met, of, of_core in came[buyer]
        ) or any(
            us > asked_us and (person in addressed[n] or (own is not None and employer == own))
            for us, person, employer in wrote.get(thread, ())
        )

    return frozenset(one for one in asked if was(*one))


def still_open(view: View, facts: Mapping[str, Facts], last_them: Mapping[str, int | None]) -> dict[str, Facts]:
    """Facts of those who wrote since the first ask they left open, without the asks they came back to; `last_them`: buyer -> when."""
    due = [
        buyer
        for buyer, f in facts.items()
        if f.unanswered > 1
        and f.unanswered_since is not None
        and view.as_of_us - f.unanswered_since <= LOOKED_BACK
        and (last_them.get(buyer) or 0) > f.unanswered_since
    ]
    rows = [
        (buyer, message, us)
        for buyer, message, us, kind in view.live.rows_in(_OPEN.format(as_of=view.as_of_us), due)
        if kind in WANTS_KINDS and us >= (facts[buyer].unanswered_since or 0)
    ]
    done = taken_up(view, [row[:2] for row in rows])
    left: dict[str, list[int]] = defaultdict(list)
    for buyer, message, us in rows:
        if (buyer, message) not in done:
            left[buyer].append(us)
    return {b: replace(facts[b], unanswered=len(left[b]), unanswered_since=min(left[b], default=None)) for b in due}
