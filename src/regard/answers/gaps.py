"""Where is nobody of ours? The empty places between our people and an account's, in words.

A gap is about coverage, never about how well anybody does: people of theirs with whom nobody of us wrote, people who hang on one of ours,
people who never wrote back, people out of touch. Reads person, handle, party, message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from regard.answers.view import View
from regard.answers.words import fold
from regard.model import DAY
from regard.results import Gap, PersonRow, Unmet
from regard.time import as_of_us, iso

OUT_OF_TOUCH = 180 * DAY
FEW = 3
"""From so many people on, that they hang on one of ours is worth a sentence."""


def unmet(view: View, company: str, members: Sequence[PersonRow]) -> list[Unmet]:
    """People of a company who stand on mails by the view's moment, and with whom nobody of us has written; most often seen first.

    Whoever bears the name of one we know may be them under another address, and is no gap.
    """
    rows = view.live.rows(
        """SELECT s.id, coalesce(nullif(s.name, ''), s.address), count(DISTINCT m.n), max(m.us) FROM person s
        JOIN handle h ON h.person = s.id JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
        WHERE s.company_id = ? AND s.side = 'them' AND m.us <= ? AND m.known_us <= ? AND m.automated = '' AND NOT EXISTS(
            SELECT 1 FROM interaction i WHERE i.buyer = s.id AND NOT i.automated AND max(i.us, i.known_us) <= ?)
        GROUP BY s.id ORDER BY 3 DESC, 4 DESC, 1""",
        *(company, view.as_of_us, view.as_of_us, view.as_of_us),
    )
    met = {p.id for p in members} | {fold(p.name) for p in members}
    return [Unmet(r[0], r[1], r[2], iso(r[3])) for r in rows if r[0] not in met and fold(r[1]) not in met]


def gaps(
    view: View,
    members: Sequence[PersonRow],
    pairs: Mapping[tuple[str, str], Mapping[str, Any]],
    never: Sequence[Unmet],
    names: Mapping[str, str],
) -> list[Gap]:
    """The gaps of an account, the widest first. `pairs` are (theirs, ours) -> mails each way; `names` those of ours."""
    found: list[Gap] = []
    if never:
        found.append(Gap("unmet", "Nobody of us has written with", tuple((u.id, u.name) for u in never)))
    silent = [p for p in members if p.last_contact_us and not p.last_contact_them]
    if silent:
        found.append(Gap("silent", "Never wrote to us, as far as the sources show:", _named(silent)))
    waiting = [p for p in members if p.last_contact_them and not p.last_contact_us]
    if waiting:
        found.append(Gap("unanswered", "Wrote to us, and nobody of us has written to", _named(waiting)))
    by = defaultdict(set)
    for theirs, ours in pairs:
        by[theirs].add(ours)
    alone: dict[str, list[PersonRow]] = defaultdict(list)
    for p in members:
        if len(by[p.id]) == 1:
            alone[next(iter(by[p.id]))].append(p)
    for ours, known in sorted(alone.items(), key=lambda x: (-len(x[1]), x[0])):
        if len(known) >= min(FEW, len(members)) and len(members) > 1:
            found.append(Gap("single", f"Only {names.get(ours, 'one of us')} writes with", _named(known)))
    out = f"more than {OUT_OF_TOUCH // DAY} days"
    cold = [p for p in members if _last(p) is not None and view.as_of_us - (_last(p) or 0) > OUT_OF_TOUCH]
    if cold and len(cold) == len(members):
        found.append(Gap("cold", f"No contact with anybody there for {out}.", ()))
    elif cold:
        found.append(Gap("cold", f"No contact for {out} with", _named(cold)))
    return found


def _named(people: Sequence[PersonRow]) -> tuple[tuple[str, str], ...]:
    return tuple((p.id, p.name or p.address) for p in people)


def _last(p: PersonRow) -> int | None:
    last = max((t for t in (p.last_contact_us, p.last_contact_them) if t), default=None)
    return as_of_us(last) if last else None
