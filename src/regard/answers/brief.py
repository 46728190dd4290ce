"""What to know before meeting somebody, or everybody in one room, in a minute.

Everything in it is said elsewhere in the book; a brief chooses, and of what it chose a few lines are told at once, the best first
(`_rank`); the others stand behind “more”. Of a person who asked not to be modelled it tells who they are, when you
were last in touch, what they asked and what we owe. Reads what `room`, `open_with`, `changes`, `promises`, `topics` and the deals read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from regard.answers import changes
from regard.answers.brief_order import AT_ONCE, MOST, Parts, cut, foremost, newest, once
from regard.answers.cares import cares, days_between
from regard.answers.days_ahead import days_ahead
from regard.answers.deal_board import Board, Known
from regard.answers.evidence import shortened
from regard.answers.hoped import hoped
from regard.answers.jobs import jobs_of
from regard.answers.meetings_ahead import Invited
from regard.answers.open_with import open_with
from regard.answers.passed_on import passed_on
from regard.answers.preparing import NOTES, closes, informs, needed, unneeded
from regard.answers.promises import MAY_BE_KEPT, doubted, plainly_open, stands
from regard.answers.promises import of_person as promises_of
from regard.answers.promises import unread as promises_unread
from regard.answers.room import Guest, room
from regard.answers.spoken_last import spoken_last, with_talk
from regard.answers.standing import standings
from regard.answers.topics import of_person as topics_of
from regard.answers.twins import Twin, says, twins
from regard.answers.view import View
from regard.answers.waiting import by_buyer, weighed
from regard.answers.written_last import written_last
from regard.deals.records import Risk
from regard.evidence.promises import MOVED, STANDING
from regard.flow.interacting import interactions
from regard.interactions.outcomes import of_meeting as came_of
from regard.interactions.outcomes import takes_place
from regard.model import DAY, Interaction
from regard.results import Brief, DealBrief, PromiseRow, Told
from regard.results.people import PROMISED_IN
from regard.time import iso_day

WHOLE = 6
"""So many people of one room are told of whole, those with whom most passed."""
NAMED = 50
"""So many stand in the list of the room."""
RISKS = 2
SAID = 90
"""Days for which a deadline or a problem that they named is told; a goal stays longer."""
QUOTE = 120
"""A brief's quotes are no longer; the message is a click away."""
MONTH = 30 * DAY
LONGEST_SINCE = 180 * DAY
JUST_NOW = 2 * DAY
"""A talk so lately is no talk before this one: it is part of arranging it."""

Near = Callable[[Collection[str]], Board]
"""The deals that some people can be in, with what is known of each."""
Supposed = Callable[[Collection[str]], Sequence[dict[str, Any]]]
"""The deals that the mail speaks for at the companies of some people, and nobody confirmed (`deals_at.asked`)."""


def _none(_: Collection[str]) -> Sequence[dict[str, Any]]:
    return ()


def of_person(view: View, buyer: str, ahead: Invited | None, board: Near | None, supposed: Supposed = _none) -> Brief:
    """The brief of one buyer; `ahead` is the next meeting with them."""
    others = ahead.buyers if ahead is not None else {}
    return _brief(view, "person", {buyer: others.get(buyer, ""), **others}, ahead, board, supposed, buyer)


def of_meeting(view: View, invited: Invited, board: Near | None, supposed: Supposed = _none) -> Brief:
    """The brief of one meeting, with everybody on their side who may come."""
    return _brief(view, "meeting", invited.buyers, invited, board, supposed)


def _brief(
    view: View,
    kind: str,
    buyers: Mapping[str, str],
    invited: Invited | None,
    board: Near | None,
    supposed: Supposed,
    about: str = "",
) -> Brief:
    people = sorted(room(view, buyers), key=lambda g: g.id != about)
    whole = people[: 1 if about else WHOLE]
    here = past(view, [g.id for g in whole])
    since_us, says = since(view, [i for rows in here.values() for i in rows])
    same = twins(view, [about]) if about else {}
    parts, people = gathered(view, people, here, since_us, same)
    kinds = unneeded(view, list(here))
    parts = needed(parts, kinds)
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
        supposed=tuple(supposed(in_deals)),
        as_of=iso_day(view.as_of_us - 1) or "",
        text=view.text,
        note=_note(view, people, here, about, same, "" if _told(shown, deals) else kinds.get(about, "nothing")),
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
        if i.kind == "call" or (i.part is not None and takes_place(i.part) and came_of(i.part, view.as_of_us) == "held"):
            latest = max(latest, (over, "met" if i.kind == "meeting" else "spoke"))
    if latest[0] > view.as_of_us - LONGEST_SINCE:
        return latest[0], f"since you {latest[1]} on {iso_day(latest[0])}"
    return view.as_of_us - MONTH, "in the last 30 days"


def gathered(
    view: View,
    people: Sequence[Guest],
    here: Mapping[str, Sequence[Interaction]],
    since_us: int,
    same: Mapping[str, Sequence[Twin]],
) -> tuple[Parts, list[Guest]]:
    """The lines about those of `people` who have interactions `here`, and the people, those with their titles and needs.

    `same`: person -> who may be them at another address.
    """
    parts, told = Parts(), list(people)
    ids = [g.id for g in people if g.id in here]
    before = standings(view.live, since_us, view.weights, view.bands, ids)
    names = _names(view, here)
    first = _first(view, names)
    asks = by_buyer(weighed(view, ids))
    here_open, near = open_with(view, buyers=ids), days_ahead(view, ids)
    parts.first, parts.asked, parts.asking = [*here_open.leaving, *here_open.complaints], here_open.asked, here_open.asking
    parts.cares += here_open.days
    parts.may_wait = here_open.may_wait
    for n, guest in enumerate(people):
        if guest.id not in here:
            continue
        mine = list(here[guest.id])
        jobs = jobs_of(view.live, guest.id, view.as_of_us, titles=view.text)
        ledger: tuple[PromiseRow, ...] = promises_of(view, mine)
        promised, unsure = tuple(plainly_open(view, ledger)), doubted(view, ledger)
        told[n] = guest.with_more(view, promised, jobs, asks=asks.get(guest.id, ()), days=near.get(guest.id, ()))
        standing = [*promised, *(p for p in ledger if p.id in unsure)]
        ours = [promise(p, view.you, unsure) for p in standing if p.side == "us" and stands(p, view.as_of_us)]
        theirs = [promise(p, view.you, unsure) for p in standing if p.side == "them" and p.state in STANDING]
        unsaid = passed_on(view.live, [t.message_id for t in (*ours, *theirs)])
        parts.owed += [t for t in ours if not informs(t) and t.message_id not in unsaid]
        parts.owing += [t for t in theirs if not informs(t) and not closes(t) and t.message_id not in unsaid]
        if guest.objected:
            continue
        already = {t.message_id for t in (*parts.owed, *parts.owing)}
        parts.owed += [t for t in hoped(view, mine, guest.name, by_us=True) if t.message_id not in already]
        parts.owing += [t for t in hoped(view, mine, guest.name, by_us=False) if t.message_id not in already]
        parts.cares += talks_about(view, mine, guest)
        parts.changed += changes.of_leaving(guest.id, guest.name, guest.left)
        parts.changed += changes.of_standing(view.weights, guest.id, guest.name, before.of(guest.id), guest.estimates)
        parts.changed += changes.of_words(view, mine, since_us, guest.name)
        parts.changed += changes.of_company(mine, since_us, view.as_of_us, guest.name, names, first)
        parts.changed += changes.of_jobs(guest.id, guest.name, jobs, since_us)
        if mine and len(ids) == 1:
            also = same.get(guest.id, ())
            words = written_last(view, mine, guest, names, [*parts.asked, *parts.asking, *parts.owed, *parts.owing], also)
            talk = spoken_last(view, mine, guest.id, guest.name)
            parts.last = with_talk([t for t in words if t.kind == "wrote"], talk)
            parts.asked += [replace(t, state="") for t in words if t.kind == "asked" and t.state == "them"]
            parts.asking += [replace(t, state="") for t in words if t.kind == "asked" and t.state == "us"]
            contact = changes.of_contact(mine, since_us, guest.id, guest.name, view.as_of_us, _kept_until(view, mine))
            parts.changed += (
                contact if not words and not also and changes.contact_matters(mine, since_us, view.as_of_us) else []
            )
    return once(parts, iso_day(view.as_of_us - 1) or ""), told


def promise(p: PromiseRow, you: str = "", doubted: Collection[str] = ()) -> Told:
    """A promise as a line: that another day was agreed for it, and of one that is among those `doubted` (ids) that a later mail may have
    kept it.
    """
    moved = (p.why,) if p.why.startswith(MOVED) else ()
    said = shortened(p.text, QUOTE)
    return Told(
        p.state, said, p.person, p.name, said, p.made, p.due or "", p.message_id, p.start, p.end,
        "you" if p.by_id == you else p.by, p.state, "you" if p.to_id == you else p.to if p.side == "them" else "",
        because=(*moved, MAY_BE_KEPT) if p.id in doubted else moved,
    )  # fmt: skip


def talks_about(view: View, here: Sequence[Interaction], guest: Guest) -> list[Told]:
    """What they care about now, in their words; their questions stand by themselves, and a word that comes back is no care."""
    today = iso_day(view.as_of_us - 1) or ""
    return [
        Told(
            t["kind"], shortened(t["text"], QUOTE), guest.id, guest.name, shortened(t["quote"], QUOTE), t["date"], t["due"],
            t["message_id"], t["start"], t["end"],
            guest.name, "", call=t["call"],
        )
        for t in cares(topics_of(view, here), today)
        if t["kind"] != "word" and (days_between(t["date"][:10], today) <= SAID or t["kind"] == "goal")
    ]  # fmt: skip


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
        every = board.risks_of(k)
        risks = [r for r in every if not r.snoozed and r.told]
        told.append((-max((r.worth for r in risks), default=0.0), k, risks, every))
    told.sort(key=lambda x: (x[0], x[1].deal.close_us or 2**62, x[1].deal.name))
    found = tuple(_deal(k, risks, every) for _, k, risks, every in told[: MOST["deals"]])
    return found, moves, max(0, len(told) - MOST["deals"])


def _deal(k: Known, risks: Sequence[Risk], every: Sequence[Risk]) -> DealBrief:
    """A deal with the `risks` that a brief tells, of `every` one that it has."""
    d, off = k.deal, sum(bool(r.snoozed) for r in every)
    shown = tuple({"level": r.level, "says": r.says, "clears": r.clears, "trial": r.trial} for r in risks[:RISKS])
    return DealBrief(
        d.id, d.name, d.stage, d.amount, d.currency, iso_day(d.close_us), shown, max(0, len(risks) - RISKS),
        behind=len(every) - off - len(risks), snoozed=off, unread=k.unread,
    )  # fmt: skip


def _names(view: View, here: Mapping[str, Sequence[Interaction]]) -> dict[str, str]:
    """Everybody on these interactions, by person id."""
    ids = {p for rows in here.values() for i in rows for p in (i.buyer, i.seller, *i.others)}
    sql = "SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})"
    return dict(view.live.rows_in(sql, sorted(ids)))


def _first(view: View, names: Mapping[str, str]) -> dict[str, int]:
    """When each of some people first stood on a mail, in whatever part (UTC microseconds)."""
    sql = f"""SELECT h.person, min(m.us) FROM handle h JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
        WHERE m.known_us <= {view.as_of_us} AND h.person IN ({{}}) GROUP BY 1"""
    return dict(view.live.rows_in(sql, sorted(names)))


def _kept_until(view: View, mine: Sequence[Interaction]) -> int | None:
    return changes.kept_until(view.covered(), mine, view.as_of_us)


def _told(parts: Parts, deals: Sequence[DealBrief]) -> bool:
    """Whether a brief tells anything besides its head."""
    return bool(deals) or any(getattr(parts, name) for name in MOST if name != "deals")


def _note(
    view: View,
    people: Sequence[Guest],
    here: Mapping[str, Sequence[Interaction]],
    about: str,
    same: Mapping[str, Sequence[Twin]],
    empty: str,
) -> str:
    """What is to be known of the whole brief, in sentences. `empty`: "" where it tells anything, else what kind of mail passes, or
    "nothing".
    """
    said = [view.note] if view.note else []
    if not view.text:
        said.append("Words are not read in this book: there are no promises, topics or words of questions.")
    if view.text and here and (unread := promises_unread(view.live, view.as_of_us, *here)):
        many = f"{unread:,} mails between you are" if unread > 1 else "1 mail between you is"
        said.append(f"Promises are read in {PROMISED_IN}: {many} in a language in which they are not.")
    if not any(here.values()):
        said.append("Nothing has passed between you yet.")
    elif empty in NOTES:
        said.append(NOTES[empty])
    elif empty and about and not people[0].objected:
        said.append(_nothing(view, here[about]))
    if about and same.get(about) and empty not in NOTES:
        other = says(same[about][0])
        said.append(f"{other[0].upper()}{other[1:]}: what passed there is not counted here.")
    if not about and len(people) > WHOLE:
        said.append(f"{len(people)} of theirs are expected: the lines below are about the {WHOLE} with whom most passed.")
    return " ".join(said)


def _nothing(view: View, mine: Sequence[Interaction]) -> str:
    """That nothing that is read stands open, or that nobody can know."""
    until = _kept_until(view, mine)
    if until is not None and until < view.as_of_us - changes.ENDED_BEFORE:
        return f"What passed since {iso_day(until)} is not known: the mail that would show it ends there."
    return "No promise or question that is read stands open between you."


def next_meeting(found: Sequence[Invited], buyer: str) -> Invited | None:
    """The first of some meetings ahead to which this buyer may come."""
    return next((i for i in found if buyer in i.buyers), None)
