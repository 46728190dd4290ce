"""Which days of theirs lie near ahead, by which buyers say that something has to be done?

The one definition behind the digest, the brief, the review, what is needed and the actions: a sentence of a buyer's own mail to one of
ours that names such a day (`evidence.deadlines.deadlines`, `cares.is_deadline`), said within `SAID` days, the day no more than `HORIZON`
days ahead. Of one talk the day named last counts: one that was moved is told once. Nothing of machines, of texts sent to many, of whoever
sells to us, nor of anything told in confidence; a promise of theirs is one, and stands among those. Reads interaction, message, body,
matter, handle, pledge, person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from regard.answers.account_sides import suppliers
from regard.answers.cares import days_between, is_deadline
from regard.answers.confided import confided
from regard.answers.evidence import shortened
from regard.answers.waiting import ROUND, of_business
from regard.evidence.deadlines import deadlines
from regard.evidence.language.answerable import offers_to_us
from regard.evidence.topic import Said
from regard.flow.interacting import cues
from regard.flow.stored_matters import matters_of
from regard.flow.stored_pledges import pledges_of
from regard.model import DAY
from regard.results import Told
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

if TYPE_CHECKING:
    from regard.answers.view import View

HORIZON = 14
"""Days: what lies farther ahead is not yet to be decided about."""
SAID = 90 * DAY
"""A day that was named longer ago stands on their page alone."""
SHOWN = 140
Days = Mapping[str, Sequence[Told]]
"""Buyer -> their days, the nearest first: `due` the day, `quote` their words."""

_MAY_NAME = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:tomorrow|tonight|today|week|month|weekend)\b"
    r"|tag\b|\b(?:morgen|heute|woche|monats?|mittwoch|demain|lundi|mardi|mercredi|jeudi|vendredi|semaine|mañana|lunes|martes|"
    r"miércoles|jueves|viernes|semana)",
    re.IGNORECASE,
)
"""Words of which one stands in any mail that names a day."""
_MUST = re.compile(
    r"\bby\b|before|deadline|later than|\bdue\b|expire|\bends?\b|\blive\b|\bmust\b|\b(?:has|have|needs?) to\b|closing date|cut-?off|"
    r"\bbis\b|spätestens|frist\b|\bmuss\b|müssen|\bavant\b|d['’]ici|plus tard|limite|\bdoi(?:t|vent)\b|devons|"
    r"antes de|tardar|límite|\bdeb(?:e|en|emos)\b",
    re.IGNORECASE,
)
_WROTE = """SELECT i.buyer, m.id, m.thread_id, i.us, m.tz, m.subject, b.text, b.spans, m.cues, b.own, p.company_id,
    coalesce(nullif(p.name, ''), p.address) FROM interaction i JOIN person p ON p.id = i.buyer AND p.side = 'them' AND NOT p.objected
    JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n JOIN handle h ON h.n = m.from_n AND h.person = i.buyer
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND m.recipients <= {round}
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND (EXISTS (SELECT 1 FROM interaction o WHERE o.buyer = i.buyer AND o.outbound AND o.us <= {as_of})
        OR (p.company_id IS NOT NULL AND EXISTS (SELECT 1 FROM person c JOIN interaction o ON o.buyer = c.id
            WHERE c.company_id = p.company_id AND o.outbound AND NOT o.automated AND o.us <= {as_of} AND o.known_us <= {as_of})))
    {among} ORDER BY i.us DESC, m.id"""


def days_ahead(view: View, among: Collection[str] | None = None) -> dict[str, list[Told]]:
    """Buyer -> their days within `HORIZON` (of all buyers, or `among` these), the nearest first; none where words are not read."""
    if not view.text:
        return {}
    at = view.as_of_us
    sql = _WROTE.format(round=ROUND, since=at - SAID, as_of=at, among="" if among is None else "AND i.buyer IN ({})")
    rows = view.live.rows(sql) if among is None else list(view.live.rows_in(sql, sorted(set(among))))
    rows = [r for r in rows if _MUST.search(r[9] or "") and _MAY_NAME.search(r[9] or "") and not offers_to_us(r[5], r[9])]
    out = suppliers(view) if rows else frozenset()
    rows = [r for r in rows if r[10] not in out]
    private = confided(view.live, [r[1] for r in rows])
    read = matters_of(view.live, [r[1] for r in rows])
    said: dict[str, list[Said]] = defaultdict(list)
    names: dict[str, str] = {}
    for buyer, mid, thread, us, tz, subject, text, spans, told, _, _, name in rows:
        if mid not in private:
            said[buyer].append(
                Said(mid, thread or "", us, tz, subject, text, unpack_spans(spans), cues(told), matter=read.get(mid))
            )
            names[buyer] = name
    found = {buyer: _near(of, buyer, names[buyer], at) for buyer, of in said.items()}
    promised = pledges_of(view.live, sorted({t.message_id for of in found.values() for t in of}))
    found = {
        buyer: [t for t in of if not any(p.start < t.end and t.start < p.end for p in promised.get(t.message_id, ()))]
        for buyer, of in found.items()
    }
    kept = of_business(view, [buyer for buyer, of in found.items() if of])
    return {buyer: found[buyer] for buyer in found if buyer in kept}


def _near(said: Sequence[Said], buyer: str, name: str, as_of_us: int) -> list[Told]:
    """The days of one buyer: of each talk those of the mail that named any last."""
    today = iso_day(as_of_us - 1) or ""
    thread = {s.message_id: s.thread_id or s.message_id for s in said}
    told = [t for t in deadlines(said, as_of_us) if is_deadline(t.quote, t.due, today)]
    last: dict[str, tuple[int, str]] = {}
    for t in told:
        last[thread[t.message_id]] = max((t.us, t.message_id), last.get(thread[t.message_id], (t.us, t.message_id)))
    return [
        Told(
            "deadline", shortened(t.quote, SHOWN), buyer, name, shortened(t.quote, SHOWN), iso(t.us), t.due, t.message_id, t.start,
            t.end, name,
        )
        for t in told
        if last[thread[t.message_id]] == (t.us, t.message_id) and days_between(today, t.due) <= HORIZON
    ]  # fmt: skip
