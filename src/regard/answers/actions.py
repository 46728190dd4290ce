"""The one list of actions: from reviews, our promises, what stands open with buyers, risks of deals and the seller, with what shows
that each was done.

Reads action_event (records), interaction, message, body, meeting, handle, person, and the ledger of promises. Nothing is stored of what is
noticed: it is read from the mail whenever it is asked for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.answers.confided import IN_CONFIDENCE, subject_of
from regard.answers.evidence import shortened
from regard.answers.open_with import OpenWith
from regard.answers.promises import plainly_open, stands
from regard.answers.view import View
from regard.ids import digest
from regard.results import ActionRow, Noticed, PromiseRow, Told
from regard.review.action import Action, actions, event_of, kind_of
from regard.review.noticing import Contact, noticed
from regard.store import ledger
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso, iso_day

STATES = ("open", "noticed", "done", "dropped")
_PASSED = """SELECT i.buyer, i.message_id, i.us, i.kind, i.seller, m.known_us, m.subject, m.n FROM interaction i
    JOIN message m ON m.id = i.message_id LEFT JOIN meeting g ON g.message = m.n
    WHERE i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND NOT i.automated AND NOT i.recovered
    AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND ((i.kind = 'mail' AND i.outbound AND NOT i.copied) OR i.kind <> 'mail')
    AND i.buyer IN ({{}}) ORDER BY i.us"""
_WORDS = "SELECT message, own, attachments FROM body WHERE message IN ({})"
_SAYS = {"mail": "we wrote “{}”", "meeting": "met: “{}”", "call": "spoke: “{}”"}


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom an action is about, as the book knows them now."""

    person: str
    name: str
    address: str
    company: str
    company_id: str | None
    objected: bool


def whom(live: Live, handles: Iterable[str]) -> dict[str, Whom]:
    """Handle -> the person behind it. A handle that is in the book no more (left out, erased) has none."""
    sql = """SELECT h.id, s.id, s.name, s.address, s.company, s.company_id, s.objected FROM handle h JOIN person s ON s.id = h.person
        WHERE h.id IN ({})"""
    rows = live.rows_in(sql, sorted(set(handles)))
    return {r[0]: Whom(r[1], r[2] or r[3], r[3], r[4], r[5], bool(r[6])) for r in rows}


def stored(records: Records, as_of_us: int) -> dict[str, Action]:
    """Every action as known at a moment, by id."""
    return actions(event_of(row) for row in ledger.read(records, "action_event", as_of_us))


def rows(
    view: View,
    found: Iterable[Action],
    *,
    looking: str = "",
    promises: Sequence[PromiseRow] = (),
    deals: Mapping[str, str] | None = None,
) -> list[ActionRow]:
    """Actions as rows, for whoever is `looking` (an address of ours, "" for anybody): others' private ones are left out.

    Those about somebody who is in the book no more are left out too.
    """
    shown = [a for a in found if not a.private_to or a.private_to == looking]
    people = whom(view.live, (a.buyer_h for a in shown if a.buyer_h))
    shown = [a for a in shown if not a.buyer_h or a.buyer_h in people]
    open_ = [a for a in shown if a.state == "open" and a.buyer_h and not people[a.buyer_h].objected]
    passed = contacts(view, {people[a.buyer_h].person for a in open_}, min((a.made_us for a in open_), default=0))
    owners = _owners(view.live, {a.owner for a in shown if a.owner})
    kept = {p.id: p for p in promises}
    names = deals or {}
    told: list[ActionRow] = []
    for a in shown:
        who = people.get(a.buyer_h)
        owner, owner_name = owners.get(a.owner, ("", a.owner))
        seen = None
        # Whether advice was heeded is another question than whether something was sent (`coached`).
        if a.state == "open" and a.source != "coaching" and who is not None and not who.objected:
            seen = _kept(kept.get(a.ref)) or _noticed(a, passed.get(who.person, ()), who, owner)
        told.append(_row(a, who, owner_name, seen, names.get(a.deal, "")))
    return told


def contacts(view: View, people: Iterable[str], since_us: int) -> dict[str, list[tuple[Contact, str]]]:
    """Person -> (what passed with them after a moment that could be something done, its subject), in order of time."""
    sql = _PASSED.format(since=int(since_us), as_of=int(view.as_of_us))
    rows_ = view.live.rows_in(sql, sorted(set(people)))
    texts: dict[int, str] = {}
    if view.text:
        for n, own, attached in view.live.rows_in(_WORDS, sorted({r[7] for r in rows_})):
            names = " ".join(str(a[0]) for a in json.loads(attached))
            texts[n] = f"{own} {names}"
    found: dict[str, list[tuple[Contact, str]]] = defaultdict(list)
    for buyer, message_id, us, kind, by, known, subject, n in rows_:
        words = f"{subject} {texts.get(n, '')}" if view.text else ""
        found[buyer].append((Contact(message_id, us, known, kind, by, words), subject))
    return found


def _noticed(a: Action, passed: Sequence[tuple[Contact, str]], who: Whom, owner: str) -> Noticed | None:
    names = (who.name, who.address.replace("@", " ").replace(".", " "))
    seen = noticed(a, (c for c, _ in passed), names, owner)
    if seen is None:
        return None
    subject = next(s for c, s in passed if c.message_id == seen.message_id)
    return Noticed(
        seen.message_id, iso(seen.us), seen.kind, _SAYS[seen.kind].format(shortened(subject_of(subject), 80)), seen.sure
    )


def _kept(promise: PromiseRow | None) -> Noticed | None:
    """A promise that was kept, by the message that shows it."""
    if promise is None or promise.state not in {"kept", "kept late"} or not promise.decided_by:
        return None
    return Noticed(promise.decided_by[-1], promise.decided, "mail", f"the promise was {promise.state}", sure=True)


def _row(a: Action, who: Whom | None, owner_name: str, seen: Noticed | None, deal_name: str) -> ActionRow:
    state = "noticed" if seen is not None and seen.sure else a.state
    return ActionRow(
        id=a.id,
        text=a.text,
        state=state,
        kind=a.kind,
        owner=a.owner,
        owner_name=owner_name,
        due=a.due,
        person=who.person if who else None,
        name=who.name if who else "",
        company=who.company if who else "",
        company_id=who.company_id if who else None,
        deal=a.deal,
        deal_name=deal_name,
        reason=a.reason,
        source=a.source,
        ref=a.ref,
        month=a.month,
        made=iso(a.made_us),
        made_by=a.by,
        recorded=iso(a.recorded_us),
        noticed=seen,
        decided=iso(a.decided_us),
        decided_by=a.decided_by,
        decided_message=a.message,
        private=bool(a.private_to),
    )


def _owners(live: Live, addresses: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Address -> (person, name) of our people."""
    sql = "SELECT h.address, s.id, s.name FROM handle h JOIN person s ON s.id = h.person WHERE h.address IN ({})"
    return {r[0]: (r[1], r[2] or r[0]) for r in live.rows_in(sql, sorted(addresses))}


def names_of(live: Live, addresses: Iterable[str]) -> dict[str, str]:
    """Address -> the name of whoever of ours has it."""
    return {address: name for address, (_, name) in _owners(live, addresses).items()}


# ------------------------------------------------------------------------------------------------- what follows from others


def from_promises(
    view: View, promises: Iterable[PromiseRow], taken: Iterable[Action], *, hidden: Collection[str] = ()
) -> list[ActionRow]:
    """What we promised and stands, as proposed actions, without those that somebody took up; what they told us we broke, until a later
    mail may be its keeping. `hidden`: ids of those whose words are one seller's alone; where these are told, the action is private.
    """
    refs = {a.ref for a in taken if a.ref}
    ours = [p for p in promises if p.side == "us" and stands(p, view.as_of_us) and p.id not in refs]
    unmended = {p.id for p in plainly_open(view, [p for p in ours if p.state == "broken"])}
    standing = [p for p in ours if p.state != "broken" or p.id in unmended]
    address = dict(view.live.rows_in("SELECT id, address FROM person WHERE id IN ({})", sorted({p.by_id for p in standing})))
    return [
        ActionRow(
            id=p.id,
            text=shortened(p.text),
            state="open",
            kind=kind_of(p.text),
            owner=address.get(p.by_id, ""),
            owner_name=p.by,
            due=p.due or "",
            person=p.person,
            name=p.name,
            company=p.company,
            company_id=None,
            deal="",
            deal_name="",
            reason=f"we promised it on {(p.made or '')[:10]}{_asked_after(p)}",
            source="promise",
            ref=p.id,
            month="",
            made=p.made,
            made_by="",
            recorded=None,
            proposed=True,
            private=p.id in hidden and p.text != IN_CONFIDENCE,
        )
        for p in standing
    ]


def _asked_after(p: PromiseRow) -> str:
    return f", and on {(p.decided or '')[:10]} they wrote that it had not come" if p.state == "broken" else ""


def from_open(view: View, stands: OpenWith, taken: Iterable[Action]) -> list[ActionRow]:
    """What stands open with buyers beside our promises, as proposed actions, without those that somebody took up: who makes ready to go, a
    complaint that stands, a question of theirs that waits, a day of theirs ahead that is to be decided about.
    """
    refs = {a.ref for a in taken if a.ref}
    found: dict[str, tuple[str, Told]] = {}
    for source, lines in (
        ("risk", stands.leaving),
        ("complaint", stands.complaints),
        ("question", stands.asked),
        ("day", stands.days),
    ):
        for t in lines:
            key = digest("o", view.key, source, t.message_id, str(t.start))
            if key not in refs:
                found[key] = (source, t)
    lines_ = [t for _, t in found.values()]
    who = {r[0]: r[1:] for r in view.live.rows_in(_ABOUT, sorted({t.person for t in lines_}))}
    to = _addressed(view.live, sorted({t.message_id for t in lines_}))
    return [
        ActionRow(
            id=key,
            text=_DO[source].format(f"“{shortened(t.quote, ACT)}”" if t.quote else f"them ({shortened(t.says, ACT)})"),
            state="open",
            kind="mail" if source == "question" else "any",
            owner=owner[0],
            owner_name=owner[1],
            due=t.due,
            person=t.person,
            name=t.name,
            company=who[t.person][0],
            company_id=who[t.person][1],
            deal="",
            deal_name="",
            reason=_WHY[source].format((t.date or "")[:10]),
            source=source,
            ref=key,
            month="",
            made=t.date,
            made_by="",
            recorded=None,
            proposed=True,
        )
        for key, (source, t) in found.items()
        if t.person in who
        for owner in (to.get(t.message_id, ("", "")),)
    ]


ACT = 90
_ABOUT = "SELECT id, company, company_id FROM person WHERE id IN ({})"
_DO = {
    "risk": "Ask what would keep them, this week: {}",
    "complaint": "Settle the complaint {}",
    "question": "Answer {}",
    "day": "Decide what you do about {}",
}
_WHY = {
    "risk": "they wrote on {} what a customer writes who makes ready to leave",
    "complaint": "they complained on {}, and nothing they wrote since says that it is settled",
    "question": "they asked it on {}, and no answer of ours is kept",
    "day": "they named that day on {}",
}
_TO_ONE = """SELECT m.id, s.address, coalesce(nullif(s.name, ''), s.address) FROM message m
    JOIN party q ON q.message = m.n AND q.role = 'to' JOIN handle h ON h.n = q.handle
    JOIN person s ON s.id = h.person AND s.side = 'us' WHERE m.id IN ({})"""


def _addressed(live: Live, messages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Message -> (address, name) of the one of ours to whom it was written; nobody, where it went to several."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for message, address, name in live.rows_in(_TO_ONE, list(messages)):
        found[message].add((address, name))
    return {message: next(iter(of)) for message, of in found.items() if len(of) == 1}


def ordered(found: Iterable[ActionRow], as_of_us: int) -> list[ActionRow]:
    """Open ones by day due (a complaint that stands before, those without a day after), then what was noticed, done, dropped: the newest
    first.
    """
    late = iso_day(as_of_us - 1) or ""

    def place(r: ActionRow) -> tuple[int, int, str, tuple[int, ...], str]:
        if r.state == "open" and r.source == "complaint":
            return (0, -1, r.due, (), r.id)
        if r.state == "open":
            return (0, 0 if r.due and r.due <= late else 1, r.due or "9999", (), r.id)
        latest = tuple(-ord(c) for c in (r.decided or (r.noticed.date if r.noticed else "") or ""))
        return (1 + STATES.index(r.state), 0, "", latest, r.id)

    return sorted(found, key=place)


def select(
    found: Iterable[ActionRow], *, state: str | None = None, owner: str | None = None, person: str | None = None
) -> list[ActionRow]:
    """Those in a state, of an owner (an address), about a person (an id), where asked for."""
    return [
        r
        for r in found
        if (state is None or r.state == state)
        and (owner is None or r.owner == owner)
        and (person is None or r.person == person)
    ]
