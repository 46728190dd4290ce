"""Companies, read from their people: nothing is estimated of a company that is not the sum of what its people did.

A company's estimate is the mean of its people's, each weighed by how much evidence there is of them; its variance adds how far
they disagree. Reads person, company, interaction, and the standings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Any

from regard.answers.account_sides import suppliers
from regard.answers.account_timeline import timeline as account_timeline
from regard.answers.gaps import gaps, unmet
from regard.answers.jobs import left
from regard.answers.mailbox_debts import debts
from regard.answers.people import Contact, contacts, people
from regard.answers.rivals_writing import rivals_writing
from regard.answers.standing import unknown
from regard.answers.view import View
from regard.deals.account_side import DOUBTFUL, NO_BUYERS, UNKNOWN
from regard.model import DAY, Factor
from regard.relationships.display import estimate
from regard.results import AccountPage, AccountRow, Cell, Colleague, Estimate, PersonRow
from regard.results.base import plain
from regard.time import iso, iso_day

WEEK = 7 * DAY
WEEKS = 78


def combined(view: View, factor: Factor, estimates: Sequence[Estimate]) -> Estimate:
    """The estimate of a company from those of its people (unknown where nobody had a fair chance)."""
    told = [e for e in estimates if e.chances > 0]
    if not told:
        return unknown(factor, view.weights, view.bands)
    prior = view.weights.factors[factor].team
    # What each tells: the precision gained over the prior.
    weights = [max(1 / e.sd**2 - 1 / prior, 1e-9) for e in told]
    total = sum(weights)
    mean = sum(w * e.mean for w, e in zip(weights, told, strict=True)) / total
    within = sum((w / total) ** 2 * e.sd**2 for w, e in zip(weights, told, strict=True))
    between = sum(w / total * (e.mean - mean) ** 2 for w, e in zip(weights, told, strict=True))
    variance = min(within + between * (1 - 1 / len(told)), prior)
    known = [e for e in told if e.known]
    if not known:
        base = unknown(factor, view.weights, view.bands)
        return replace(
            base, mean=mean, sd=sqrt(variance), chances=sum(e.chances for e in told), settle="None of its people is known yet."
        )
    shown = estimate(mean, sqrt(variance), prior, sum(e.chances for e in told), factor=factor, bands=view.bands)
    trends = {e.trend for e in known}
    trend = (
        "down" if "down" in trends and "up" not in trends else "up" if "up" in trends and "down" not in trends else shown.trend
    )
    if not shown.known and (apart := _apart(known)):
        shown = replace(shown, settle=f"{apart[0].upper()}{apart[1:]}.")
    return replace(shown, trend=trend if shown.known else "unknown")


def _apart(known: Sequence[Estimate]) -> str:
    """How people of whom an estimate is known differ ("they differ: 3 good, 2 poor"); "" where all stand in one band."""
    bands = Counter(e.band for e in known)
    told = [f"{bands[band]} {band}" for band in ("good", "fair", "poor") if bands[band]]
    return f"they differ: {', '.join(told)}" if len(told) > 1 else ""


def accounts(view: View, side: str = "") -> list[AccountRow]:
    """All companies with a buyer in touch, the worst need of their people first; of one side alone, if given ("supplier", "neither": the
    others; "doubtful": buyers so far of whom a person is asked).
    """
    by_company: dict[str, list[PersonRow]] = defaultdict(list)
    if side in NO_BUYERS:
        of = sorted(company for company in suppliers(view) if view.sides()[company].side == side)
        by_company |= {company: found for company in of if (found := people(view, company=company))}
    else:
        for row in view.everybody("them"):
            told = view.sides().get(row.company_id or "", UNKNOWN)
            if row.company_id and (side in ("", DOUBTFUL) or told.side == side):
                by_company[row.company_id].append(row)
    named = [row for row in view.live.rows("SELECT id, name, domains FROM company") if row[0] in by_company]
    asked = {}
    if side in ("", DOUBTFUL):
        passed = ((company, name, sum(p.messages for p in by_company[company])) for company, name, _ in named)
        asked = rivals_writing(view, passed)
    if side == DOUBTFUL:
        named = [row for row in named if row[0] in asked or view.sides().get(row[0], UNKNOWN).doubtful]
    rows = [_row(view, company, name, domains, by_company[company]) for company, name, domains in named]
    rows = [replace(r, doubt=asked[r.id].why) if r.id in asked else r for r in rows]
    rows.sort(key=lambda r: (-r.need, -r.messages, r.name))
    return rows


def _row(view: View, company: str, name: str, domains: str, members: list[PersonRow]) -> AccountRow:
    worst = max(members, key=lambda p: p.need)
    trust = combined(view, "trust", [p.trust for p in members])
    told = view.sides().get(company, UNKNOWN)
    apart = "" if trust.known else _apart([p.trust for p in members if p.trust.known])
    why = (f"{worst.name}: {worst.why}" if worst.need >= 1 else "", f"trust unknown: {apart}" if apart else "")
    return AccountRow(
        id=company,
        name=name,
        domains=tuple(domains.split()),
        people=len(members),
        known=sum(p.trust.known for p in members),
        trust=trust,
        value=combined(view, "value", [p.value for p in members]),
        rapport=combined(view, "rapport", [p.rapport for p in members]),
        last_contact_us=max((p.last_contact_us for p in members if p.last_contact_us), default=None),
        last_contact_them=max((p.last_contact_them for p in members if p.last_contact_them), default=None),
        messages=sum(p.messages for p in members),
        why="; ".join(filter(None, why)),
        need=worst.need,
        money=tuple(view.money().company(company)),
        side=told.side,
        doubt=told.why if told.doubtful else "",
    )


def account(view: View, company: str, *, timeline: int = 30, offset: int = 0) -> AccountPage:
    """One company: its people, our people, who knows whom and whom nobody knows, `timeline` interactions from `offset`."""
    name, domains = view.live.rows("SELECT name, domains FROM company WHERE id = ?", company)[0]
    members = people(view, company=company)
    row = _row(view, company, name, domains, members) if members else None
    ids = [p.id for p in members]
    standings = view.standings(ids)
    pairs = pair_counts(view, ids)
    ours = colleagues(view, pairs)
    cells = tuple(_cell(us, them, counts, standings.pair(them, us)) for (them, us), counts in sorted(pairs.items()))
    empty = combined(view, "trust", [])
    never = unmet(view, company, members)
    told = view.sides().get(company, UNKNOWN)
    if told == UNKNOWN:
        told = rivals_writing(view, ((company, name, row.messages if row else 0),)).get(company, UNKNOWN)
    entries, total = account_timeline(view, company, timeline, offset)
    return AccountPage(
        id=company,
        name=name,
        domains=tuple(domains.split()),
        trust=row.trust if row else empty,
        value=row.value if row else combined(view, "value", []),
        rapport=row.rapport if row else combined(view, "rapport", []),
        people=tuple(members),
        ours=ours,
        cells=cells,
        weeks=weeks(view, ids),
        money=tuple(view.money().company(company)),
        last_contact_us=row.last_contact_us if row else None,
        last_contact_them=row.last_contact_them if row else None,
        as_of=iso_day(view.as_of_us - 1) or "",
        messages=row.messages if row else 0,
        left=tuple(left(view.live, company, view.as_of_us)),
        gaps=tuple(gaps(view, members, pairs, never, {c.id: c.name for c in ours})),
        unmet=tuple(never),
        timeline=tuple(entries),
        timeline_total=total,
        side=told.side,
        side_told=plain(told),
        risks=tuple(plain(one.risk) for one in view.leaving_us() if one.company_id == company),
        mailboxes=debts(view, company),
    )


def _cell(us: str, them: str, counts: dict[str, Any], estimates: dict[Factor, Estimate]) -> Cell:
    return Cell(us, them, counts["us"], counts["them"], estimates["trust"], estimates["value"], estimates["rapport"])


def pair_counts(view: View, buyers: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """(buyer, seller) -> mails each way (copies to them not counted) and the last each way (copies too)."""
    sql = f"""SELECT buyer, seller, sum(outbound AND kind = 'mail' AND NOT copied), sum(NOT outbound AND kind = 'mail'),
        max(CASE WHEN outbound OR kind <> 'mail' THEN us END), max(CASE WHEN NOT outbound OR kind <> 'mail' THEN us END)
        FROM interaction
        WHERE NOT automated AND max(us, known_us) <= {int(view.as_of_us)} AND buyer IN ({{}}) GROUP BY buyer, seller"""
    rows = view.live.rows_in(sql, list(buyers))
    return {(r[0], r[1]): {"us": r[2], "them": r[3], "last_us": r[4], "last_them": r[5]} for r in rows}


def colleagues(view: View, pairs: dict[tuple[str, str], dict[str, Any]]) -> tuple[Colleague, ...]:
    """Ours who deal with them, by name: never ordered by how well they do."""
    sums: dict[str, dict[str, Any]] = {}
    for (_, seller), counts in pairs.items():
        at = sums.setdefault(seller, {"us": 0, "them": 0, "last_us": None, "last_them": None})
        at["us"] += counts["us"]
        at["them"] += counts["them"]
        for last in ("last_us", "last_them"):
            at[last] = max((x for x in (at[last], counts[last]) if x is not None), default=None)
    names = dict(view.live.rows_in("SELECT id, name FROM person WHERE id IN ({})", list(sums)))
    found = [
        Colleague(s, names.get(s, s), at["us"], at["them"], iso(at["last_us"]), iso(at["last_them"])) for s, at in sums.items()
    ]
    return tuple(sorted(found, key=lambda c: (c.name, c.id)))


def weeks(view: View, buyers: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Mails each way in each of the last 78 weeks (ISO Mondays, UTC), oldest first; weeks without any are there too."""
    if not buyers:
        return ()
    # 1970-01-05 was a Monday: weeks are counted from there.
    last = (view.as_of_us - 1 - 4 * DAY) // WEEK
    start = (last - WEEKS + 1) * WEEK + 4 * DAY
    sql = f"""SELECT (us - {4 * DAY}) / {WEEK}, sum(outbound AND NOT copied), sum(NOT outbound) FROM interaction
        WHERE NOT automated AND kind = 'mail' AND us >= {start} AND max(us, known_us) <= {int(view.as_of_us)}
        AND buyer IN ({{}}) GROUP BY 1"""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for week, us, them in view.live.rows_in(sql, list(buyers)):
        counts[week][0] += us
        counts[week][1] += them
    return tuple(
        {"week": iso_day(w * WEEK + 4 * DAY), "us": counts[w][0], "them": counts[w][1]}
        for w in range(last - WEEKS + 1, last + 1)
    )


def last_contact(view: View, buyer: str) -> Contact:
    """The contact with one buyer."""
    return contacts(view, [buyer]).get(buyer, Contact())
