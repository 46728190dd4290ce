"""Deals as terminal tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.deals.acquainted import SAYS
from regard.deals.places import SAYS as A_PLACE
from regard.deals.risks import first
from regard.surfaces.show import day, line, shown, table
from regard.surfaces.web.words import money as sum_of
from regard.surfaces.web.words import unheard

if TYPE_CHECKING:
    from regard.answers.deal_rows import DealPage, DealRow, RiskRow
    from regard.answers.resting import MoneyPage
    from regard.deals.proposing import Proposal

LEVELS = {"high": "red", "medium": "yellow", "low": "dim"}


def deals(rows: Sequence[DealRow]) -> None:
    """The list: close date, amount, coverage, standing, the first risk, the next step."""
    if not rows:
        line("No deals. Read a CRM export with `regard sync`, and they are here.")
        return
    table(
        [("deal", "left"), ("close", "left"), ("amount", "right"), ("stage", "left"), ("met", "right"), ("covered", "right"),
         ("trust", "left"), ("at risk", "left"), ("next step", "left")],
        [
            (
                r.name, r.close or "–", sum_of(r.amount, r.currency), r.stage, f"{r.met} of {r.people + r.seats}",
                f"{r.coverage:.0%}", shown(r.trust),
                _at_risk(r),
                f"{day(r.next_step['date'])} {r.next_step['says']}" if r.next_step else "no next step",
            )
            for r in rows
        ],
    )  # fmt: skip
    if not any(r.currency for r in rows) and any(r.amount for r in rows):
        line("The CRM names no currency.", "dim")
    if any(r.more and not r.risks for r in rows):
        line("What is less pressing: regard deal NAME, or regard risks --all", "dim")
    for r in rows:
        if r.unread:
            line(f"{r.name}: {unheard(r.unread)}", "yellow")


def perhaps(one: Mapping[str, Any]) -> None:
    """A deal that there may be with a company, beside what is told of that company: what they wrote, and how to say that it is one."""
    if not one["evidence"]:
        line(f"goes on in {one['name']}: regard deal {one['id']}", "yellow")
        return
    line(f"a deal there may be: {one['name']}, since {one['opened']}, last {one['last']}", "yellow")
    for e in one["evidence"]:
        if e["quote"]:
            line(f"  “{e['quote']}” {_where(e['date'], e['message_id'])}", "dim")
    line(f"  regard deals --confirm {one['id']}   or   --reject {one['id']}", "dim")


def _at_risk(r: DealRow) -> str | tuple[str, str]:
    """The first risk of a deal and how many there are beside it; where none is told, how many are less pressing or put off."""
    if r.risks:
        beside = len(r.risks) - 1 + r.more
        return r.risks[0].says + (f" (+{beside})" if beside else ""), LEVELS[r.risks[0].level]
    parts = [f"{n} {which}" for n, which in ((r.more, "less pressing"), (r.snoozed, "put off")) if n]
    return ", ".join(parts), "dim"


def proposed(rows: Sequence[Proposal]) -> None:
    """Deals that there may be, each with the sentences that say so."""
    if not rows:
        line(
            "No deal is proposed: in no matter of the mail did a price, an order or a contract pass and somebody outside act on it."
        )
        return
    for p in rows:
        line(f"{p.name} · since {p.opened}, last {p.last}", "bold")
        line(f"  {p.says} {', '.join(p.people[:6])}")
        for e in p.evidence:
            line(f"  “{e.quote}” {_where(e.date, e.message_id)}", "dim")
        for r in p.risks:
            line(f"  {r.level}: {r.says}", LEVELS[r.level])
            for e in r.evidence[:1]:
                line(f"    “{e.quote}” {_where(e.date, e.message_id)}", "dim")
        if p.more:
            line(f"  {p.more} more to look at once you confirm that it is a deal", "dim")
        line(f"  regard deals --confirm {p.id}   or   --reject {p.id}", "dim")


def deal(page: DealPage) -> None:
    """One deal: committee, empty seats, risks with evidence."""
    line(f"{page.name} · {page.account} · {sum_of(page.amount, page.currency)}".rstrip(" ·"), "bold")
    if page.outcome == "open":
        line(f"{page.stage}, open for {page.age_days} days, close date {page.close or 'none'}")
    else:
        line(f"{page.stage} ({page.outcome})")
    if page.through:
        line(f"through {', '.join(page.through)}")
    for one in page.again:
        perhaps(one)
    for what in page.odd:
        line(f"{'found in the mail' if page.id.startswith('x_') else 'in the CRM'}: {what}", "dim")
    line()
    line(
        f"Committee: {len(page.roles.filled)} of {len(page.roles.required)} parts filled; {page.roles.lacks or 'missing: none'}"
    )
    table(
        [(name, "left") for name in ("who", "title", "part", "says", "weight", "trust", "met", "last")],
        [
            (
                m["name"] + (" (pinned)" if m["pinned"] else ""), m["title"], m["role"] or "–",
                "you" if m["corrected"] else {"stated": "CRM", "inferred": "inferred"}.get(m["basis"], ""),
                weight(m["weight"]), shown(m["standing"]["trust"]) if m["standing"] else "–", _met(m),
                day(m["last"]),
            )
            for m in page.committee
        ],
    )  # fmt: skip
    for seat in page.empty_seats:
        how = SAYS if seat.elsewhere else "not met"
        line(f"{how}: {', '.join(filter(None, (seat.name, seat.title)))}")
        for e in seat.evidence[:1]:
            shown_as = f"“{e.quote}”" if e.quote else "said to one of us in confidence" if e.end else e.says
            line(f"  {shown_as} {_where(e.date, e.message_id)}", "dim")
    for other in page.beside:
        group = "; perhaps of their group" if other["sister"] else ""
        mails = "1 mail" if other["mails"] == 1 else f"{other['mails']} mails"
        line(f"also on {mails}: {other['name']} ({other['company']}{group}), last {other['last']}", "dim")
    if page.beside:
        line(f"  on the committee? regard deal {page.id} --role “{page.beside[0]['name']}=user”", "dim")
    line()
    top = first(page.risks)
    for risk in top:
        line(f"{risk.level}{' (on trial)' if risk.trial else ''}: {risk.says}", LEVELS[risk.level])
        for e in risk.evidence:
            words = f": “{e.quote}”" if e.quote else ""
            line(f"  {e.says}{words} {_where(e.date, e.message_id)}".rstrip(), "dim")
        line(f"  cleared by: {risk.clears}", "dim")
    for risk in (r for r in page.risks if r not in top):
        line(f"less pressing, {risk.level}{' (on trial)' if risk.trial else ''}: {risk.says}", "dim")
    if not page.risks and not page.snoozed and page.outcome == "open":
        line("no risk is seen", "dim")
    if page.unread and page.outcome == "open":
        line(unheard(page.unread), "yellow")
    for risk in page.snoozed:
        line(f"put off until {risk.snoozed_until} ({risk.snoozed}): {risk.says}", "dim")
    for told in page.corrections:
        why = f" ({told['reason']})" if told["reason"] else ""
        line(f"you said: {told['kind']} {told['of']} = {told['value']}{why}; regard undo {told['id']}", "dim")
    for p in page.promises:
        if p.state in ("due", "overdue", "open", "broken"):
            who, by = "we" if p.side == "us" else "they", f" for {p.due}" if p.due else ""
            line(f"{p.state}: {who} promised{by} “{p.text}” {_where(p.made, p.message_id)}")
    if page.slips is not None and page.slips.times:
        times = "once" if page.slips.times == 1 else f"{page.slips.times} times"
        line(f"close date put off {times}, {page.slips.days} days in all: {page.slips.first} → {page.slips.now}")
    for event in page.moved[:5]:
        line(f"moved {day(event.date)}: {event.says}", "dim")
    if page.stakes:
        line(page.stakes.says)
    line(f"competence: {page.competence.state}. {page.competence.says}")
    f = page.forecast
    line(
        f"forecast: won {f['won']:.0%} ({f['low']:.0%}-{f['high']:.0%}); {f['basis']}"
        if f
        else f"forecast: {page.forecast_why}"
    )


def _met(m: Mapping[str, Any]) -> str:
    if m["place"]:
        return A_PLACE
    return "yes" if m["met"] else SAYS if m["elsewhere"] else "not yet"


def _where(date: str | None, message_id: str | None) -> str:
    return f"({day(date)}, {message_id})" if message_id else ""


def weight(found: Any) -> str:
    """A decision weight in words."""
    if found is None or not found.known:
        return "not yet shown"
    return f"{found.log_odds:+.1f} ({found.low:+.1f} to {found.high:+.1f})"


NO_DEAL = "No open deal is known, so no risk can be: add a CRM export (regard sync), or look at regard deals --proposed"


def risks(found: Sequence[RiskRow], *, every: bool = False, deals: int = 1) -> None:
    """The risks that are told, a line each; all of them, if `every`. `deals`: how many are open, where no risk is found."""
    if not found:
        known = "No risk fires on an open deal." if deals else NO_DEAL
        line(known)
        return
    rows = [r for r in found if every or r.told or r.snoozed]
    if not rows:
        line(f"None of {len(found)} is pressing: regard risks --all")
        return
    table(
        [("level", "left"), ("deal or account", "left"), ("what", "left"), ("cleared by", "left")],
        [
            (
                (f"{r.level}{' (on trial)' if r.trial else ''}", LEVELS[r.level]),
                r.name or r.account,
                r.says,
                f"put off until {r.snoozed_until}: {r.snoozed} (regard undo {r.snooze})" if r.snoozed else r.clears,
            )
            for r in rows
        ],
    )
    if len(rows) < len(found):
        line(f"{len(found) - len(rows)} more are less pressing: regard risks --all", "dim")


def money(found: MoneyPage) -> None:
    """The team's sums, the accounts', and what rests on one person."""
    if not found.team and not found.found:
        line("No deals. Read a CRM export with `regard sync`, and their money is here.")
        return
    columns = [(name, "right" if n else "left") for n, name in enumerate(("", "won", "open", "lost", "discount"))]
    rows = [("team", m) for m in found.team] + [("found in mail", m) for m in found.found]
    rows += [(a["account"] or "(no account)", m) for a in found.accounts for m in a["money"]]
    table(columns, [(name, *(_sum(m, k) for k in ("won", "open", "lost")), _sum(m, "discount")) for name, m in rows])
    if found.crms:
        of_each = "; ".join(
            f"{r['crm']}: {_sum(r, 'won')} won, {_sum(r, 'open')} open, {_sum(r, 'lost')} lost" for r in found.crms
        )
        line(f"Each CRM by itself: {of_each}.")
    for d in found.joined:
        line(f"  {d['name']}: {d['id']} and {', '.join(d['also'])} are one deal, and count once", "dim")
    if found.joined:
        line("  Two after all? regard deal ID --apart OTHER", "dim")
    for one in found.doubts:
        line(
            f"{one['left']} and {one['right']} ({one['name']}) may be one deal; {_why_two(one['differs'])}, so they count as two."
        )
        line(f"  regard deal {one['left']} --same {one['right']}    regard deal {one['left']} --apart {one['right']}", "dim")
    for currency, amount in found.resting.items():
        line(f"{amount:,} {currency} of it is open and rests on one person each:".replace("  ", " "))
    for r in found.rests:
        line(f"  {r.open:,} {r.currency}  {r.name}, {r.account}: {', '.join(d['name'] for d in r.deals)}", "dim")
    for currency, amount in found.unmet.items():
        line(f"{amount:,} {currency} is open where nobody was met.")


def _why_two(differs: str) -> str:
    """Why two deals are not one for sure."""
    return f"their {differs} differs" if differs else "others fit as well"


def _sum(row: Any, name: str) -> str:
    value, n = row.get(name), row.get(f"n_{name}")
    if value is None:
        return ""
    return f"{value:,} {row['currency']}".strip() + (f" ({n})" if n is not None else "")
