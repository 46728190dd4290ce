"""Who went quiet, measured by their own rhythm, why that may be, and whom it is worth writing to first.

A silence is told where it lasts longer than the buyer's own gaps (`relationships.rhythm`), and then told apart: whoever may be they writes
from another address, seen to be away, moved, the project over, no mailbox that would show it, or none of these. The order is not how close
somebody was: it adds up what there is to say to them. Reads interaction, person, message, coverage, the CRM's deals and promises.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regard.answers.absent import Absent, absent
from regard.answers.account_sides import suppliers
from regard.answers.departed import Departed, departed
from regard.answers.jobs import where_now
from regard.answers.leaving import FAREWELL, says_leaving
from regard.answers.standing import Standings
from regard.answers.twins import Twin, twins
from regard.answers.view import View
from regard.answers.waiting import Waiting, names, waiting
from regard.identity.jobs import Employment
from regard.interactions.coverage import Covered
from regard.model import DAY, Factor
from regard.relationships.rhythm import Ties, alive, comes_back, ties_at, unusual, usual_gap
from regard.results.dormant import DormantRow
from regard.time import iso, iso_day

AWAY_FOR = 30 * DAY
"""An out-of-office note explains a silence for so long."""
CLOSED_BEFORE = 60 * DAY
"""A deal closed up to so long before their last mail, or since, ends what there was to write about."""
LONGEST = 730
"""Days after which a silence is history, not news."""
BY_THEMSELVES = frozenset({"quiet", "moved", "ended"})
"""Of these silences it is told how often such end by themselves: of who is away, left or is not seen it says nothing."""
ORDER = {"quiet": 0, "moved": 0, "ended": 0, "away": 1, "left": 2, "elsewhere": 3, "not_seen": 4}

_THEIRS = """SELECT buyer, seller, us, kind FROM interaction WHERE us <= ? AND known_us <= ? AND NOT automated AND NOT recovered
    AND (kind <> 'mail' OR NOT outbound)"""
_NOTES = """SELECT h.person, max(m.us) FROM message m JOIN handle h ON h.n = m.from_n
    WHERE m.automated = 'out_of_office' AND m.us <= ? AND m.known_us <= ? GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class _Known:
    """What explains silences in this book, by person or company."""

    notes: Mapping[str, int]
    leaving: Mapping[str, int]
    departed: Mapping[str, Departed]
    absent: Mapping[str, Absent]
    moved: Mapping[str, Employment]
    covered: Covered
    same: Mapping[str, tuple[Twin, ...]]


def dormant(view: View) -> list[DormantRow]:
    """Buyers whose silence is longer than their own rhythm explains, those worth writing to first."""
    at = view.as_of_us
    seen: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for buyer, seller, us, _ in view.live.connection.execute(_THEIRS, (at, at)):
        seen[buyer].append((us, seller))
    people = {
        row[0]: row
        for row in view.live.rows(
            "SELECT id, name, address, company, company_id FROM person WHERE side = 'them' AND objected = 0"
        )
    }
    out = suppliers(view)
    buyers = sorted(b for b in seen.keys() & people.keys() if people[b][4] not in out)
    if not buyers:
        return []
    group = np.array([n for n, b in enumerate(buyers) for _ in seen[b]], dtype=np.int64)
    day = np.array([us // DAY for b in buyers for us, _ in seen[b]], dtype=np.int64)
    today = -(-at // DAY)
    groups, ties = ties_at(group, day, today)
    silent = unusual(ties) & (ties.age - ties.last <= LONGEST)
    rows = np.flatnonzero(silent)
    if not len(rows):
        return []
    known = _Known(
        dict(view.live.rows(_NOTES, at, at)),
        says_leaving(view),
        departed(view),
        absent(view),
        where_now(view.live, at),
        view.covered(),
        twins(view, [buyers[int(groups[i])] for i in rows.tolist()]),
    )
    gaps, living, back = usual_gap(ties), alive(ties), comes_back(ties, 30)
    found = []
    for i in rows.tolist():
        buyer = buyers[int(groups[i])]
        one = Ties(*(np.array([v[i]]) for v in (ties.again, ties.last, ties.age)))
        found.append(_row(view, people[buyer], max(seen[buyer]), one, float(gaps[i]), float(living[i]), float(back[i]), known))
    return _ordered(view, found)


def _row(
    view: View,
    person: Sequence[str],
    last: tuple[int, str],
    tie: Ties,
    gap: float,
    living: float,
    back: float,
    known: _Known,
) -> DormantRow:
    who, name, address, company, company_id = person
    last_us, seller = last
    silent = int(tie.age[0] - tie.last[0])
    kind, why = _explained(view, who, company_id or "", last_us, seller, tie, known)
    usually = "every day" if gap < 1.5 else f"about every {gap:.0f} days"
    begun = f"wrote {usually}, silent for {silent} days"
    return DormantRow(
        id=who, name=name, address=address, company=company, company_id=company_id, kind=kind,
        why=f"{begun}: {why}" if why else begun, last=iso(last_us), silent_days=silent, usual_gap_days=round(gap, 1),
        alive=round(living, 3), back_30=round(back, 3), worth=0.0,
    )  # fmt: skip


def _explained(view: View, who: str, company: str, last_us: int, seller: str, tie: Ties, known: _Known) -> tuple[str, str]:
    """What else than decay explains a silence, the surest first: (kind, in words)."""
    newer = max((t for t in known.same.get(who, ()) if (t.them or 0) > last_us), key=lambda t: t.them or 0, default=None)
    if newer is not None:  # whoever may be they wrote on: no silence is told of somebody who only changed address
        return "elsewhere", f"may write from {newer.address} now (not joined), last on {iso_day(newer.them)}"
    seen = known.covered.seen_until(seller, inbound=True, start_us=last_us, end_us=view.as_of_us)
    if seen is None or not unusual(Ties(tie.again, tie.last, tie.last + max(seen - last_us, 0) / DAY))[0]:
        until = "" if seen is None else f" after {iso_day(seen)}"
        return "not_seen", f"no mailbox shows what they write{until}"
    job = known.moved.get(who)
    if job is not None and job.company_id != company:
        return "moved", f"now at {job.company}"
    if who in known.departed:
        return "left", known.departed[who].says
    if known.leaving.get(who, 0) > last_us - FAREWELL:
        return "left", f"said on {iso_day(known.leaving[who])} that they leave"
    if who in known.absent:
        return "away", known.absent[who].says
    note = known.notes.get(who, 0)
    if note >= last_us - DAY and view.as_of_us - note <= AWAY_FOR:
        return "away", f"an out-of-office note came on {iso_day(note)}"
    deals = [d for d in view.money().deals if d.company_id == company] if company else []
    over = [d for d in deals if d.outcome not in {"open", "unclear"}]
    closed = [d for d in over if d.closed_us is not None and last_us - CLOSED_BEFORE <= d.closed_us <= view.as_of_us]
    if closed and not any(d.outcome == "open" for d in deals):
        newest = max(closed, key=lambda d: d.closed_us or 0)
        return "ended", f"“{newest.name}” ended on {iso_day(newest.closed_us)} and nothing else is open there"
    return "quiet", ""


def _ordered(view: View, rows: Sequence[DormantRow]) -> list[DormantRow]:
    """With what there is to say to each, the most of it first; those whose silence is explained or unseen stand last."""
    from dataclasses import replace

    asks = waiting(view, [row.id for row in rows])
    standings = view.standings([row.id for row in rows])
    out = []
    for row in rows:
        reasons = tuple(_reasons(view, row, asks.get(row.id, ()), standings))
        out.append(replace(row, reasons=reasons, worth=round(sum(points for points, _ in reasons), 2)))
    return sorted(out, key=lambda r: (ORDER[r.kind], -r.worth, r.silent_days, r.id))


_STANDS: tuple[tuple[Factor, str], ...] = (
    ("value", "they took up what you brought"),
    ("trust", "they answered you, or came to you"),
)


def _reasons(view: View, row: DormantRow, asks: Sequence[Waiting], standings: Standings) -> Iterator[tuple[float, str]]:
    """Why it is worth writing to them now: what is owed, what is open, what is new, what is likely to be heard."""
    promised = view.promised().get(row.id)
    if promised is not None:
        yield 2.0, f"{promised.by} promised: {promised.text}"
    if asks:
        yield 2.0, f"a question of theirs to {names(asks[0].to, view.you)} waits since {iso_day(asks[0].us)}"
    deals = [d for d in view.money().deals if d.outcome == "open" and row.company_id and d.company_id == row.company_id]
    if deals:
        yield 1.5, f"“{deals[0].name}” is open there" + (f", and {len(deals) - 1} more" if len(deals) > 1 else "")
    if row.kind == "moved":
        yield 1.5, "a new company is a new reason to talk, and a way in there"
    estimates = standings.of(row.id)
    for factor, says in _STANDS:
        if estimates[factor].known and estimates[factor].band == "good":
            yield 1.0, says
    if row.kind in BY_THEMSELVES and round(100 * row.back_30):
        yield (
            round(row.back_30, 2),
            f"{100 * row.back_30:.0f} in 100 who were silent so long write again within a month by themselves",
        )
