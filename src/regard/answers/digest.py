"""One week of one seller: whom they meet and what those care about, what is due, what changed, what is left open.

Without a seller it is that of everybody on this book, told as one. Reads what `room`, `open_with`, `changes` and the deals read; the
ledger of promises and the actions are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from regard.answers import changes
from regard.answers.brief import past, promise, talks_about
from regard.answers.brief_order import newest
from regard.answers.meetings_ahead import Invited, between
from regard.answers.new_business import new_business
from regard.answers.open_with import OpenWith, open_with
from regard.answers.promises import doubted, is_broken, passed_over
from regard.answers.room import Guest, room
from regard.answers.seller import Seller
from regard.answers.standing import standings
from regard.answers.view import View
from regard.deals.records import Deal
from regard.errors import UsageError
from regard.flow.interacting import interactions
from regard.model import DAY
from regard.results import ActionRow, Digest, Meet, PromiseRow, Told
from regard.time import day_start, iso_day

WEEK = 7 * DAY
HALF_A_YEAR = 182 * DAY
MOST = {
    "due": 8,
    "actions": 8,
    "owing": 6,
    "changed": 8,
    "first": 6,
    "days": 6,
    "asked": 8,
    "asking": 6,
    "may_wait": 4,
    "new": 4,
    "meets": 20,
}
ROOM = 4
"""So many of theirs stand under a meeting."""
READ = 8
"""Of so many people it is read what they care about: those met first."""
LIVELY = 60
"""Changes are looked for with so many buyers, those with most mail in the week."""
Changed = Callable[[View, str | None, int, int], Sequence[Told]]
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_LIVELY = """SELECT i.buyer, count(*) FROM interaction i JOIN person p ON p.id = i.buyer AND p.side = 'them' AND NOT p.objected
    WHERE i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND NOT i.automated AND NOT i.recovered {whose}
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most}"""


def monday(text: str | None, as_of_us: int) -> date:
    """The Monday of a week: "2026-W10", or any day of it; without either, the week of the last day known. Raises UsageError."""
    try:
        if text and (found := _WEEK.fullmatch(text.strip())):
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        day = date.fromisoformat(text.strip()) if text else date.fromisoformat(iso_day(as_of_us - 1) or "1970-01-01")
    except ValueError:
        raise UsageError(f"“{text}” is no week. Write 2026-W10, or a day of it such as 2026-03-04.") from None
    return day - timedelta(days=day.weekday())


def of_week(
    view: View,
    first: date,
    who: Seller | None,
    ledger: Iterable[PromiseRow],
    actions: Iterable[ActionRow],
    changed: Changed,
    *,
    over: bool = False,
) -> Digest:
    """The digest of the week that begins on `first`, as known at the view's moment (the end of a week that is `over`); `changed` is asked
    what changed (`changed` below).
    """
    start_us, end_us = day_start(first), day_start(first + timedelta(days=7))
    last = (first + timedelta(days=6)).isoformat()
    mine = who.person if who is not None else None
    stands = open_with(view, seller=mine) if mine != "" else OpenWith([], [], [], [], [], [])
    rows = [
        p
        for p in ledger
        if (p.state in {"overdue", "due"} or is_broken(p, view.as_of_us)) and (mine is None or mine in (p.by_id, p.to_id))
    ]
    settled = passed_over(view, rows)
    rows = [p for p in rows if p.id not in settled]
    unsure = doubted(view, rows)
    owed = [promise(p, view.you, unsure) for p in rows if p.side == "us" and (p.due or "") <= last]
    owing = [promise(p, view.you, unsure) for p in rows if p.side == "them" and p.due and p.due <= last]
    doing = [a for a in actions if a.state == "open" and a.due and a.due <= last and (who is None or a.owner == who.address)]
    until = min(view.as_of_us, end_us)
    sections: dict[str, list[Told]] = {
        "due": owed,
        "owing": owing,
        "changed": list(changed(view, mine, until - WEEK, until)),
        "first": [*stands.leaving, *stands.complaints],
        "days": stands.days,
        "asked": stands.asked,
        "asking": stands.asking,
        "may_wait": stands.may_wait,
        "new": new_business(view, mine) if mine != "" else [],
    }
    ahead = [i for i in between(view, start_us, end_us) if mine is None or mine in i.sellers]
    left = {name: len(lines) - MOST[name] for name, lines in sections.items() if len(lines) > MOST[name]}
    left |= {name: n for name, n in (("actions", len(doing) - MOST["actions"]), ("meets", len(ahead) - MOST["meets"])) if n > 0}
    week = first.isocalendar()
    return Digest(
        week=f"{week.year}-W{week.week:02}",
        start=first.isoformat(),
        end=last,
        address=who.address if who else "",
        name=who.name if who else "",
        meets=tuple(_meets(view, ahead[: MOST["meets"]])),
        actions=tuple(
            {"id": a.id, "text": a.text, "due": a.due, "person": a.person, "name": a.name, "owner": a.owner_name}
            for a in sorted(doing, key=lambda a: (a.due, a.id))[: MOST["actions"]]
        ),
        as_of=iso_day(view.as_of_us - 1) or "",
        text=view.text,
        note=_note(view),
        left_out=left,
        over=over,
        **{name: tuple(lines[: MOST[name]]) for name, lines in sections.items()},
    )  # fmt: skip


def changed(view: View, seller: str | None, since_us: int, until_us: int) -> list[Told]:
    """What changed with the buyers of a seller (of everybody) between two moments, the gravest kind first."""
    whose = "AND i.seller = ?" if seller is not None else ""
    sql = _LIVELY.format(since=since_us, as_of=until_us, most=LIVELY, whose=whose)
    buyers = [row[0] for row in view.live.rows(sql, *([seller] if seller is not None else []))]
    names = dict(view.live.rows_in("SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})", buyers))
    before = standings(view.live, since_us, view.weights, view.bands, buyers)
    now = (
        view.standings(buyers)
        if until_us == view.as_of_us
        else standings(view.live, until_us, view.weights, view.bands, buyers)
    )
    here = interactions(view.live, buyers, since_us=since_us)
    found: list[Told] = []
    for b in buyers:
        lately = [i for i in here[b] if i.known_us <= until_us and i.us <= until_us]
        found += changes.of_standing(view.weights, b, names[b], before.of(b), now.of(b))
        found += changes.of_words(view, lately, since_us, names[b])
    found += changes.of_deals(_deals(view, seller), since_us, until_us)
    return sorted(found, key=lambda t: (changes.ORDER.index(t.kind), newest(t.date)))


def _deals(view: View, seller: str | None) -> list[Deal]:
    """The deals at the companies that a seller deals with, or with somebody they deal with; all of them for everybody."""
    if seller is None:
        return list(view.money().deals)
    sql = "SELECT DISTINCT i.buyer, p.company_id FROM interaction i JOIN person p ON p.id = i.buyer WHERE i.seller = ? AND i.us > ?"
    rows = view.live.rows(sql, seller, view.as_of_us - HALF_A_YEAR) if seller else []
    people, companies = {row[0] for row in rows}, {row[1] for row in rows if row[1]}
    return [d for d in view.money().deals if d.company_id in companies or any(r.person in people for r in d.roles)]


def _meets(view: View, ahead: Sequence[Invited]) -> list[Meet]:
    """Meetings with whom you meet in each; what the first few care about, each told once."""
    read: dict[str, list[Told]] = {}
    made = []
    for invited in ahead:
        people = room(view, invited.buyers)
        cares: list[Told] = []
        for guest in people[:2]:
            if guest.id not in read and len(read) < READ and not guest.objected:
                read[guest.id] = _cares(view, guest)
            cares += read.get(guest.id, [])[:1]
        over = invited.end_us <= view.as_of_us
        made.append(
            Meet(invited.meeting, tuple(g.shown for g in people[:ROOM]), max(0, len(people) - ROOM), tuple(cares[:2]), over)
        )
    return made


def _cares(view: View, guest: Guest) -> list[Told]:
    return talks_about(view, past(view, [guest.id])[guest.id], guest) if view.text else []


def _note(view: View) -> str:
    said = [view.note] if view.note else []
    if not view.text:
        said.append("Words are not read in this book: there are no promises, topics or words of questions.")
    if not view.live.rows("SELECT 1 FROM meeting LIMIT 1"):
        said.append("No calendar is read: whom you meet is not known. Add one: regard sync CALENDAR.ics")
    return " ".join(said)
