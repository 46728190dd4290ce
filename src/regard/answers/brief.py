"""What to know before meeting somebody, or everybody in one room, in a minute.

Everything in it is said elsewhere in the book; a brief chooses, and of what it chose a few lines are told at once, the best first
(`_rank`); the others stand behind “more”. Of a person who asked not to be modelled it tells who they are, when you
were last in touch and what they asked. Reads what `room`, `open_questions`, `changes`, `promises`, `topics` and the deals read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regard.answers import changes
from regard.answers.cares import cares, days_between, place
from regard.answers.deal_board import Board
from regard.answers.evidence import shortened
from regard.answers.jobs import jobs_of
from regard.answers.last_words import last_words
from regard.answers.meetings_ahead import Invited
from regard.answers.need import RECENT
from regard.answers.open_questions import open_questions
from regard.answers.promises import of_person as promises_of
from regard.answers.promises import plainly_open, stands
from regard.answers.room import Guest, room
from regard.answers.standing import standings
from regard.answers.topics import of_person as topics_of
from regard.answers.twins import says, twins
from regard.answers.view import View
from regard.answers.waiting import waiting
from regard.evidence.promises import STANDING
from regard.flow.interacting import interactions
from regard.interactions.outcomes import takes_place
from regard.interactions.threads import generic
from regard.model import DAY, Interaction
from regard.parse.subject import subject_core
from regard.results import Brief, DealBrief, PromiseRow, Told
from regard.time import iso_day

WHOLE = 6
"""So many people of one room are told of whole, those with whom most passed."""
NAMED = 50
"""So many stand in the list of the room."""
AT_ONCE = {"person": 5, "meeting": 9}
"""So many lines are told at once, of all sections together."""
MOST = {"first": 2, "changed": 4, "cares": 3, "owed": 4, "owing": 3, "asked": 3, "asking": 3, "last": 2, "deals": 2}
RISKS = 2
QUOTE = 120
"""A brief's quotes are no longer; the message is a click away."""
MONTH = 30 * DAY
LONGEST_SINCE = 180 * DAY
EXCHANGE = 7
"""Days between two mails of one exchange, whatever their subjects."""
JUST_NOW = 2 * DAY
"""A talk so lately is no talk before this one: it is part of arranging it."""

Near = Callable[[Collection[str]], Board]
"""The deals that some people can be in, with what is known of each."""


@dataclass(slots=True)
class Parts:
    """The lines of a brief, by section, before it is cut to its length."""

    first: list[Told] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    cares: list[Told] = field(default_factory=list)
    owed: list[Told] = field(default_factory=list)
    owing: list[Told] = field(default_factory=list)
    asked: list[Told] = field(default_factory=list)
    asking: list[Told] = field(default_factory=list)
    last: list[Told] = field(default_factory=list)


def of_person(view: View, buyer: str, ahead: Invited | None, board: Near | None) -> Brief:
    """The brief of one buyer; `ahead` is the next meeting with them."""
    others = ahead.buyers if ahead is not None else {}
    return _brief(view, "person", {buyer: others.get(buyer, ""), **others}, ahead, board, buyer)


def of_meeting(view: View, invited: Invited, board: Near | None) -> Brief:
    """The brief of one meeting, with everybody on their side who may come."""
    return _brief(view, "meeting", invited.buyers, invited, board)


def _brief(
    view: View,
    kind: str,
    buyers: Mapping[str, str],
    invited: Invited | None,
    board: Near | None,
    about: str = "",
) -> Brief:
    people = sorted(room(view, buyers), key=lambda g: g.id != about)
    whole = people[: 1 if about else WHOLE]
    here = past(view, [g.id for g in whole])
    since_us, says = since(view, [i for rows in here.values() for i in rows])
    parts, people = gathered(view, people, here, since_us)
    in_deals = {about} if about else {g.id for g in people if not g.objected}
    deals, moves, left = _deals(view, board(in_deals) if board is not None else None, in_deals, since_us)
    parts.changed += moves
    parts.changed.sort(key=lambda t: (changes.ORDER.index(t.kind), newest(t.date)))
    shown, left_out = cut(parts)
    shown = foremost(shown, AT_ONCE[kind], iso_day(view.as_of_us - 1) or "")
    if left:
        left_out["deals"] = left
    title = invited.meeting.subject if kind == "meeting" and invited else people[0].name
    return Brief(
        kind=kind,
        title=title or "(no title)",
        meeting=invited.meeting if invited else None,
        people=tuple(g.shown for g in people[:NAMED]),
        more=max(0, len(people) - NAMED),
        since=iso_day(since_us),
        since_says=says,
        deals=deals,
        as_of=iso_day(view.as_of_us - 1) or "",
        text=view.text,
        note=_note(view, len(people) if not about else 1, here, about),
        left_out=left_out,
        **{name: tuple(getattr(shown, name)) for name in MOST if name != "deals"},
    )


def past(view: View, ids: Sequence[str]) -> dict[str, list[Interaction]]:
    """Each buyer's interactions as known at the moment; meetings to come among them."""
    found = interactions(view.live, ids)
    return {
        p: [i for i in rows if i.known_us <= view.as_of_us and (i.kind == "meeting" or i.us <= view.as_of_us)]
        for p, rows in found.items()
    }


def since(view: View, here: Sequence[Interaction]) -> tuple[int, str]:
    """(the moment from which changes are told, why from then): the last talk with them, if it was not long ago, else a month."""
    latest: tuple[int, str] = (0, "")
    for i in here:
        over = i.part.end_us if i.part is not None else i.us
        if over > view.as_of_us - JUST_NOW or i.us > view.as_of_us or i.kind == "mail":
            continue
        if i.kind == "call" or (i.part is not None and takes_place(i.part)):
            latest = max(latest, (over, "met" if i.kind == "meeting" else "spoke"))
    if latest[0] > view.as_of_us - LONGEST_SINCE:
        return latest[0], f"since you {latest[1]} on {iso_day(latest[0])}"
    return view.as_of_us - MONTH, "in the last 30 days"


def gathered(
    view: View, people: Sequence[Guest], here: Mapping[str, Sequence[Interaction]], since_us: int
) -> tuple[Parts, list[Guest]]:
    """The lines about those of `people` who have interactions `here`, and the people, those with their titles and needs."""
    parts, told = Parts(), list(people)
    ids = [g.id for g in people if g.id in here]
    before = standings(view.live, since_us, view.weights, view.bands, ids)
    names = _names(view, here)
    asks = waiting(view, ids)
    parts.asked, parts.asking = open_questions(view, buyers=ids)
    for n, guest in enumerate(people):
        if guest.id not in here:
            continue
        mine = list(here[guest.id])
        jobs = jobs_of(view.live, guest.id, view.as_of_us, titles=view.text)
        promised: tuple[PromiseRow, ...] = () if guest.objected else tuple(plainly_open(view, promises_of(view, mine)))
        told[n] = guest.with_more(view, promised, jobs, asks=asks.get(guest.id, ()))
        if guest.objected:
            continue
        parts.owed += [promise(p, view.you) for p in promised if p.side == "us" and stands(p, view.as_of_us)]
        parts.owing += [promise(p, view.you) for p in promised if p.side == "them" and p.state in STANDING]
        parts.first += complaint(view, mine, guest)
        parts.cares += talks_about(view, mine, guest)
        parts.changed += changes.of_leaving(guest.id, guest.name, guest.left)
        parts.changed += changes.of_standing(guest.id, guest.name, before.of(guest.id), guest.estimates)
        parts.changed += changes.of_words(view, mine, since_us, guest.name)
        parts.changed += changes.of_company(mine, since_us, view.as_of_us, guest.name, names)
        parts.changed += changes.of_jobs(guest.id, guest.name, jobs, since_us)
        if mine and len(ids) == 1:
            parts.last = written_last(view, mine, guest, names, [*parts.asked, *parts.owed, *parts.owing])
            parts.changed += changes.of_contact(
                mine, since_us, guest.id, guest.name, view.as_of_us, changes.kept_until(view.covered(), mine, view.as_of_us)
            )
    return once(parts, iso_day(view.as_of_us - 1) or ""), told


def once(parts: Parts, today: str) -> Parts:
    """The same line about several people once, and everything in its order; `today` is an ISO day."""
    for name in ("first", "changed", "owed", "owing", "asked", "asking", "cares"):
        seen: set[tuple[str, int, str]] = set()
        kept = []
        for line in getattr(parts, name):
            key = (line.message_id, line.start, line.kind) if line.end or line.kind == "person" else (line.person, 0, line.says)
            if key not in seen:
                seen.add(key)
                kept.append(line)
        setattr(parts, name, kept)
    for lines in (parts.asked, parts.asking):
        lines.sort(key=lambda t: newest(t.date))
    for lines in (parts.owed, parts.owing):
        lines.sort(key=lambda t: (t.due or "9999", newest(t.date)))
    stands = [t for t in parts.first if t.end]
    for name in ("changed", "last", "asked"):
        setattr(parts, name, [t for t in getattr(parts, name) if not any(overlap(t, other) for other in stands)])
    said = [t for t in (*parts.first, *parts.asked, *parts.last, *parts.changed) if t.end]
    parts.cares = [t for t in parts.cares if not any(overlap(t, other) for other in said)]
    parts.cares.sort(key=lambda t: place(t.kind, t.due, t.date, today))
    return parts


def overlap(a: Told, b: Told) -> bool:
    """Whether two lines quote the same words."""
    return a.message_id == b.message_id and a.start < b.end and b.start < a.end


def cut(parts: Parts, most: Mapping[str, int] = MOST) -> tuple[Parts, dict[str, int]]:
    """The first lines of each section, and how many were left out."""
    left = {name: max(0, len(getattr(parts, name)) - n) for name, n in most.items() if hasattr(parts, name)}
    kept = Parts(**{name: getattr(parts, name)[:n] for name, n in most.items() if hasattr(parts, name)})
    return kept, {name: n for name, n in left.items() if n}


FURTHER = 2
CURRENT = 30
"""What they care about is current for so many days after they said it."""
LAST = 9
"""What is of this rank always stands behind “more”: words that come back, and how much of one side's mail there is."""
FIRST = -2
"""A complaint that stands is settled before anything else is taken up."""
_GRAVE = frozenset({"complaint", "declined"})
_MOVED = frozenset({"standing", "job", "deal", "acted on", "person"})


def _rank(section: str, t: Told, today: str = "") -> int:
    """How early a line is told: that they are gone, what we owe and what waits for us, what they care about now, what went wrong, what
    moved, what they owe and said, then the rest. `today`: an ISO day; what they cared about a month before it stands with what they said.
    """
    if section == "first":
        return FIRST
    if section == "owed":
        return {"overdue": 0, "broken": 0, "due": 2}.get(t.state, 4)
    if section == "owing":
        return {"overdue": 4, "due": 4}.get(t.state, 5)
    if section == "asked":
        return 1
    if section == "changed":
        return _moves(t)
    if section == "last":
        return 5 if t.state == "them" else 6
    if section == "cares":
        now = today != "" and t.date is not None and days_between(t.date[:10], today) <= CURRENT
        return LAST if t.kind == "word" else 2 if now else 5
    return 6


def _moves(t: Told) -> int:
    """How early something that changed is told."""
    if t.kind == "left":
        return -1
    if t.kind in _GRAVE:
        return 1 if t.kind == "complaint" else 3
    if t.kind in _MOVED:
        return 4
    return LAST if t.state == "one side" else 8


def foremost(parts: Parts, most: int, today: str = "") -> Parts:
    """The same lines, all but the foremost `most` marked `more`. Each further line of a section stands `FURTHER` later than its kind: what
    changed four times leaves room for what was said last."""
    found = [
        (_rank(name, t, today), n, name) for name in MOST if hasattr(parts, name) for n, t in enumerate(getattr(parts, name))
    ]
    at_once = {(name, n) for rank, n, name in sorted(found, key=lambda f: (f[0] + FURTHER * f[1], f[1]))[:most] if rank < LAST}
    return Parts(
        **{
            name: [t if (name, n) in at_once else replace(t, more=True) for n, t in enumerate(getattr(parts, name))]
            for name in MOST
            if hasattr(parts, name)
        }
    )


def promise(p: PromiseRow, you: str = "") -> Told:
    """A promise as a line."""
    said = shortened(p.text, QUOTE)
    return Told(
        p.state, said, p.person, p.name, said, p.made, p.due or "", p.message_id, p.start, p.end,
        "you" if p.by_id == you else p.by, p.state, "you" if p.to_id == you else p.to if p.side == "them" else "",
    )  # fmt: skip


def written_last(
    view: View, mine: Sequence[Interaction], guest: Guest, names: Mapping[str, str], told: Sequence[Told]
) -> list[Told]:
    """What was written last, by whichever side that was; what the other side wrote last too, where it is of the same matter or week: what
    is older has been overtaken. Without messages that are `told` of already.
    """
    ours = {i.message_id: "you" if i.seller == view.you else names.get(i.seller, "") for i in mine if i.outbound}
    found = [("them", w) for w in last_words(view, mine, by_us=False)]
    found += [("us", w) for w in last_words(view, mine, by_us=True)]
    found.sort(key=lambda x: newest(x[1]["date"]))
    if len(found) == 2 and not _of_one_exchange(found[0][1], found[1][1]):
        found.pop()
    already = {t.message_id for t in told}
    return [
        Told("wrote", w["subject"] or "(no subject)", guest.id, guest.name, shortened(w["quote"], QUOTE), w["date"], "",
             w["message_id"], w["start"], w["end"], guest.name if side == "them" else ours.get(w["message_id"], ""), side)
        for side, w in found
        if w["message_id"] not in already
    ]  # fmt: skip


def _of_one_exchange(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    """Whether two last words are of one matter, by their subject, or of one week."""
    core = subject_core(later["subject"])
    alike = core == subject_core(earlier["subject"]) and not generic(core)
    return alike or days_between(earlier["date"][:10], later["date"][:10]) <= EXCHANGE


def talks_about(view: View, here: Sequence[Interaction], guest: Guest) -> list[Told]:
    """What they care about now, in their words; their questions stand by themselves."""
    today = iso_day(view.as_of_us - 1) or ""
    return [
        Told(
            t["kind"], shortened(t["text"], QUOTE), guest.id, guest.name, shortened(t["quote"], QUOTE), t["date"], t["due"],
            t["message_id"], t["start"], t["end"],
            guest.name, str(t["times"]) if t["kind"] == "word" else "",
        )
        for t in cares(topics_of(view, here), today)
    ]  # fmt: skip


def complaint(view: View, here: Sequence[Interaction], guest: Guest) -> list[Told]:
    """Their last complaint while it stands: within `RECENT`, and no whole week of theirs without one since.

    It is told from whichever day changes are: it stands until it is settled.
    """
    if guest.facts.complained_us is None or guest.facts.calmed or view.as_of_us - guest.facts.complained_us > RECENT:
        return []
    return [t for t in changes.of_words(view, here, view.as_of_us - RECENT, guest.name) if t.kind == "complaint"]


def _deals(view: View, board: Board | None, people: set[str], since_us: int) -> tuple[tuple[DealBrief, ...], list[Told], int]:
    """(open deals that these people are in, with their risks; what changed in deals of theirs or their companies; deals not told)."""
    if board is None:
        return (), [], 0
    open_ = [k for k in board.known.values() if k.deal.outcome == "open" and any(m.person in people for m in k.members)]
    companies = {
        row[0] for row in view.live.rows_in("SELECT company_id FROM person WHERE id IN ({})", sorted(people)) if row[0]
    }
    theirs = (d for d in view.money().deals if d.company_id in companies or any(r.person in people for r in d.roles))
    moves = changes.of_deals(theirs, since_us, view.as_of_us)
    told = []
    for k in open_:
        risks = [r for r in board.risks_of(k) if not r.snoozed and r.told and not r.trial]
        told.append((-max((r.worth for r in risks), default=0.0), k, risks))
    told.sort(key=lambda x: (x[0], x[1].deal.close_us or 2**62, x[1].deal.name))
    found = tuple(_deal(k, risks) for _, k, risks in told[: MOST["deals"]])
    return found, moves, max(0, len(told) - MOST["deals"])


def _deal(k: Any, risks: Sequence[Any]) -> DealBrief:
    d = k.deal
    shown = tuple({"level": r.level, "says": r.says, "clears": r.clears} for r in risks[:RISKS])
    return DealBrief(d.id, d.name, d.stage, d.amount, d.currency, iso_day(d.close_us), shown, max(0, len(risks) - RISKS))


def _names(view: View, here: Mapping[str, Sequence[Interaction]]) -> dict[str, str]:
    """Everybody on these interactions, by person id."""
    ids = {p for rows in here.values() for i in rows for p in (i.buyer, i.seller, *i.others)}
    sql = "SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})"
    return dict(view.live.rows_in(sql, sorted(ids)))


def _note(view: View, people: int, here: Mapping[str, Sequence[Interaction]], about: str) -> str:
    said = []
    if view.note:
        said.append(view.note)
    if not view.text:
        said.append("Words are not read in this book: there are no promises, topics or words of questions.")
    if not any(here.values()):
        said.append("Nothing has passed between you yet.")
    if about and (same := twins(view, [about]).get(about)):
        other = says(same[0])
        said.append(f"{other[0].upper()}{other[1:]}: what passed there is not counted here.")
    if people > WHOLE:
        said.append(f"{people} of theirs are expected: the lines below are about the {WHOLE} with whom most passed.")
    return " ".join(said)


def newest(date: str | None) -> tuple[int, ...]:
    """A key that puts the latest of some ISO dates first."""
    return tuple(-ord(c) for c in date or "")


def next_meeting(found: Sequence[Invited], buyer: str) -> Invited | None:
    """The first of some meetings ahead to which this buyer may come."""
    return next((i for i in found if buyer in i.buyers), None)
