"""What was promised, on both sides, and what became of it: of one relationship, or what stands in the whole book.

Reads pledge, speaker, message, body, party, handle, person, coverage. States are computed when asked, from the mail after each promise.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regard.answers.confided import IN_CONFIDENCE, confided
from regard.answers.contacted import DARK_AFTER
from regard.answers.evidence import shortened
from regard.answers.mailboxes import of_customer
from regard.answers.need import Promised
from regard.answers.spoken_for import asked_beside, spoken_for
from regard.answers.understood import understood
from regard.evidence.fulfilment import asks_after, signs
from regard.evidence.language.addressing import behind_address
from regard.evidence.promises import ORDER, STANDING, promises
from regard.flow.interacting import interactions
from regard.flow.stored_pledges import pledges_of, voices_of
from regard.interactions.threads import generic
from regard.model import DAY
from regard.results import PromiseRow
from regard.time import iso, iso_day, to_us

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.evidence.fulfilment import Signs
    from regard.model import Interaction, Promise
    from regard.store.live import Live

RECENT = 90 * DAY
"""The whole book's list holds what was promised so lately, or was due; a person's holds everything."""
LONGEST = 400 * DAY
"""A promise for a day so far ahead is found by its person alone."""
PRESSES = 90 * DAY
"""A broken promise asks for something to be done for so long after they asked after it last."""
WENT_ON = 14 * DAY
"""Where they write again so long after they asked after it, and not of it, they went on without it."""
SENTENCE = 400
BRIEF = 60
AHEAD = 2 * DAY
"""From so long before its day on, a promise of ours is something the relationship needs."""

# CROSS JOIN: from the promises to their messages. SQLite, which knows no numbers of rows, would begin with the people.
_THEIRS = f"(s.side = 'them' OR ({of_customer('s', '?1')}))"
"""A buyer, or a mailbox of a customer that several read: what is promised to whoever signs there is promised. ?1 is the moment."""
_CURRENT = f"""SELECT DISTINCT h.person, m.us FROM pledge g CROSS JOIN message m ON m.n = g.message JOIN party p ON p.message = m.n
    JOIN handle h ON h.n = p.handle JOIN person s ON s.id = h.person AND {_THEIRS}
    WHERE m.known_us <= ?1 AND (m.us >= ?2 OR (g.day >= ?3 AND m.us >= ?4))"""


@dataclass(slots=True)
class _Words:
    """The signs in messages, each read once, when first asked for; what is on `wanted` is fetched together."""

    live: Live
    wanted: Sequence[str]
    bodies: dict[str, tuple[str, str, str]] | None = None
    read: dict[str, Signs] | None = None

    def signs(self, message_id: str) -> Signs:
        """What a message's own words say of promises; nothing for one without words."""
        if self.bodies is None or self.read is None:
            sql = (
                "SELECT m.id, b.own, b.attachments, b.subject FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
            )
            self.bodies = {row[0]: row[1:] for row in self.live.rows_in(sql, list(self.wanted))}
            self.read = {}
        if message_id not in self.read:
            own, attachments, subject = self.bodies.get(message_id, ("", "[]", ""))
            self.read[message_id] = signs(own, tuple(a[0] for a in json.loads(attachments)), subject)
        return self.read[message_id]


_UNREAD = """SELECT count(DISTINCT m.n) FROM message m JOIN interaction i ON i.message_id = m.id
    WHERE m.basis = 'observed' AND m.kind = 'mail' AND instr(m.cues, '"unread"') > 0 AND instr(m.cues, '"promises_read"') = 0
    AND i.us <= ? AND i.known_us <= ?{}"""


def of_person(view: View, here: Sequence[Interaction]) -> tuple[PromiseRow, ...]:
    """The promises among one buyer's interactions, the most pressing first, ours before theirs; of an objector ours alone."""
    return tuple(sorted(_told(view, _unmodelled(view, _ledger(view, here))), key=_pressing))


def _unmodelled(view: View, found: Sequence[Promise]) -> list[Promise]:
    """Without what whoever asked not to be modelled promised: what we owe them is ours, whether they keep their word is theirs."""
    theirs = sorted({p.buyer for p in found if p.side != "us"})
    objected = {row[0] for row in view.live.rows_in("SELECT id FROM person WHERE objected AND id IN ({})", theirs)}
    return [p for p in found if p.side == "us" or p.buyer not in objected]


def of_book(view: View, among: Collection[str] | None = None) -> list[PromiseRow]:
    """The promises that stand or were made lately, of every buyer (`among` these), the most pressing first; what of ours they asked after
    stands however old it is. Of whoever asked not to be modelled only ours.

    One promise to several buyers is one row: kept where it was kept to one of them.
    """
    if not view.text:
        return []
    day = iso_day(view.as_of_us - RECENT) or ""
    rows = view.live.rows(_CURRENT, view.as_of_us, view.as_of_us - RECENT, day, view.as_of_us - LONGEST)
    buyers = {row[0] for row in rows if among is None or row[0] in among}
    older = _asked_after(view, among)
    since = min((row[1] for row in rows), default=view.as_of_us)
    found: list[Promise] = []
    for of, from_us in ((buyers - older, since), (older, view.as_of_us - LONGEST)):
        for start in range(0, len(of), 200):
            for here in interactions(view.live, sorted(of)[start : start + 200], since_us=from_us).values():
                found += _ledger(view, here)
    lately = view.as_of_us - RECENT
    owed = {"overdue", "broken"}
    found = _unmodelled(view, found)
    found = [p for p in found if max(p.made_us, p.due_us or 0) >= lately or (p.side == "us" and p.state in owed)]
    return sorted(_together(_told(view, found)), key=_pressing)


_OLDER = f"""SELECT h.person, min(m.us) FROM pledge g CROSS JOIN message m ON m.n = g.message JOIN party p ON p.message = m.n
    JOIN handle h ON h.n = p.handle JOIN person s ON s.id = h.person AND {_THEIRS}
    JOIN handle w ON w.n = m.from_n JOIN person u ON u.id = w.person AND u.side = 'us'
    WHERE m.known_us <= ?1 AND m.us >= ?2 AND m.us < ?3 GROUP BY 1"""
_WROTE = """SELECT i.buyer, i.us, b.own FROM interaction i JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND i.us > {since} AND i.buyer IN ({{}})"""


def _asked_after(view: View, among: Collection[str] | None) -> set[str]:
    """Those to whom we promised something longer ago than `RECENT`, and who asked after a thing since."""
    at = view.as_of_us
    made = dict(view.live.rows(_OLDER, at, at - LONGEST, at - RECENT))
    buyers = sorted(b for b in made if among is None or b in among)
    wrote = view.live.rows_in(_WROTE.format(as_of=at, since=at - LONGEST), buyers)
    found: set[str] = set()
    for buyer, us, own in wrote:
        if buyer not in found and us > made[buyer] and asks_after(own):
            found.add(buyer)
    return found


_DATED = """SELECT DISTINCT h.person FROM pledge g JOIN party p ON p.message = g.message JOIN handle h ON h.n = p.handle
    WHERE g.day <> '' AND g.day <= ? AND h.person IS NOT NULL"""
_ON = (
    "SELECT DISTINCT h.person FROM message m JOIN party p ON p.message = m.n JOIN handle h ON h.n = p.handle WHERE m.id IN ({})"
)


def ours_overdue(view: View) -> list[PromiseRow]:
    """The promises of ours in the whole book that are overdue or broken, as `of_book` has them, without reading those to buyers none of
    whose promises had a day that is past.
    """
    dated = {row[0] for row in view.live.rows(_DATED, iso_day(view.as_of_us + AHEAD) or "")}
    while True:
        found = [
            row
            for row in of_book(view, dated)
            if (row.state == "overdue" and row.side == "us") or is_broken(row, view.as_of_us)
        ]
        on = view.live.rows_in(_ON, sorted({row.message_id for row in found}))
        beside = {row[0] for row in on if row[0] is not None} - dated
        if not beside:  # what one sentence promises to several is one row: all of them must have been read
            return found
        dated |= beside


def is_broken(row: PromiseRow, as_of_us: int) -> bool:
    """Whether it is a promise of ours that they told us we did not keep, within the quarter: it is owed more than one that is merely late,
    until it is made good or needed no more. What they have not asked after for longer is a matter of the ledger and presses nobody.
    """
    return row.side == "us" and row.state == "broken" and (row.decided or "") >= (iso_day(as_of_us - PRESSES) or "")


def stands(row: PromiseRow, as_of_us: int) -> bool:
    """Whether something is still to be done about it."""
    return row.state in STANDING or is_broken(row, as_of_us)


def ours_pressing(view: View, rows: Iterable[PromiseRow], you: str = "") -> dict[str, Promised]:
    """Buyer -> the promise of ours that is overdue, broken and not passed over since, or due within two days, the earliest; `you` is who
    reads, where it is one alone.
    """
    until = iso_day(view.as_of_us + AHEAD) or ""
    listed = list(rows)
    broken = plainly_open(view, [row for row in listed if is_broken(row, view.as_of_us)])
    unmended = {row.id for row in broken}
    found: dict[str, PromiseRow] = {}
    for row in listed:
        late = row.state == "overdue" or row.id in unmended
        if row.side == "us" and (late or (row.state == "due" and (row.due or "") <= until)):
            for person in (row.person, *row.also):
                best = found.get(person)
                if best is None or (row.due or "9999") < (best.due or "9999"):
                    found[person] = row
    return {person: _briefly(row, you) for person, row in found.items()}


def _briefly(row: PromiseRow, you: str) -> Promised:
    by = "you" if row.by_id == you else row.by or "a colleague"
    made = (row.made or "")[:10]
    return Promised(
        shortened(row.text, BRIEF),
        row.due or "",
        made,
        row.state in {"overdue", "broken"},
        by,
        row.message_id,
        row.start,
        row.end,
    )


_LATER = """SELECT i.buyer, i.seller, i.outbound, i.us, m.thread_id, m.subject_core, m.id FROM interaction i
    JOIN message m ON m.id = i.message_id WHERE i.kind = 'mail' AND NOT i.automated AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} AND i.buyer IN ({{}})"""
_OF = "SELECT id, thread_id, subject_core, us FROM message WHERE id IN ({})"
_FILES = "SELECT m.id FROM message m JOIN body b ON b.message = m.n WHERE b.attachments <> '[]' AND m.id IN ({})"


def plainly_open(view: View, rows: Iterable[PromiseRow]) -> list[PromiseRow]:
    """Of some promises that stand those of which nothing that passed since may be the keeping, whether its words say so or not.

    What may be: a later mail of whoever promised to whom they promised, in the same thread, under the same subject or with a file; of a
    promise without a day any later mail of theirs, known from a quote too. Many a promise is kept in words that no rule reads. What is
    broken can be made good only after they said so, and is plainly open until they write of other things a fortnight later. Before its
    day a file in another matter is none (`doubted` tells the others).
    """
    found = list(rows)
    standing = [r for r in found if stands(r, view.as_of_us)]
    if not standing:
        return found
    over = passed_over(view, standing)
    of = {r[0]: r[1:] for r in view.live.rows_in(_OF, sorted({r.message_id for r in standing}))}
    since = min((us for *_, us in of.values()), default=view.as_of_us)
    buyers = sorted({p for r in standing for p in (r.person, *r.also)})
    later = list(view.live.rows_in(_LATER.format(since=since, as_of=view.as_of_us), buyers))
    files = {r[0] for r in view.live.rows_in(_FILES, sorted({r[6] for r in later}))} if later else set()
    kept = []
    for r in found:
        if stands(r, view.as_of_us) and r.message_id in of:
            thread, core, made = of[r.message_id]
            made = max(made, to_us(datetime.fromisoformat(r.decided)) if r.state == "broken" and r.decided else made)
            theirs = r.side == "them"
            mine = [x for x in later if x[0] in {r.person, *r.also} and x[3] > made and bool(x[2]) != theirs
                    and (theirs or x[1] == r.by_id)]  # fmt: skip
            of_any = () if _before_its_day(r) else files
            if r.id in over:
                continue
            if any(_may_keep(x, thread, core, of_any, dated=bool(r.due)) for x in mine):
                continue
        kept.append(r)
    return kept


_SINCE = """SELECT i.buyer, i.us FROM interaction i WHERE i.kind = 'mail' AND NOT i.outbound AND NOT i.automated AND NOT i.recovered
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND i.buyer IN ({{}})"""


def passed_over(view: View, rows: Iterable[PromiseRow]) -> frozenset[str]:
    """The ids of broken promises of ours after which they wrote again a fortnight after they asked last: they went on without it."""
    asked = {r.id: (r, to_us(datetime.fromisoformat(r.decided))) for r in rows if is_broken(r, view.as_of_us) and r.decided}
    if not asked:
        return frozenset()
    sql = _SINCE.format(since=min(us for _, us in asked.values()) + WENT_ON, as_of=view.as_of_us)
    wrote = list(view.live.rows_in(sql, sorted({p for r, _ in asked.values() for p in (r.person, *r.also)})))
    return frozenset(
        i for i, (r, us) in asked.items() if any(buyer in {r.person, *r.also} and at > us + WENT_ON for buyer, at in wrote)
    )


MAY_BE_KEPT = "a later mail may have kept it"


def doubted(view: View, rows: Iterable[PromiseRow]) -> frozenset[str]:
    """The ids of promises that read overdue, broken or not yet due though something that passed since may be their keeping: told as that,
    so that none falls silent before its day.
    """
    late = [r for r in rows if r.state == "overdue" or is_broken(r, view.as_of_us) or _before_its_day(r)]
    return frozenset(r.id for r in late) - {r.id for r in plainly_open(view, late)}


def _before_its_day(row: PromiseRow) -> bool:
    return row.state in {"due", "open"} and bool(row.due)


def _may_keep(mail: Sequence[Any], thread: str | None, core: str, files: Collection[str], *, dated: bool) -> bool:
    """Whether a later mail of whoever promised may be the keeping of it."""
    alike = mail[5] == core and not generic(core)
    return not dated or alike or mail[6] in files or (bool(thread) and mail[4] == thread)


def select(
    rows: Iterable[PromiseRow], *, side: str | None = None, due_before: str | None = None, state: str | None = None
) -> list[PromiseRow]:
    """The rows of one side, due before a day (ISO), in one state, where asked for."""
    return [
        row
        for row in rows
        if (side is None or row.side == side)
        and (due_before is None or (row.due is not None and row.due < due_before))
        and (state is None or row.state == state)
    ]


def _ledger(view: View, here: Sequence[Interaction]) -> list[Promise]:
    return ledger(view.live, here, view.as_of_us) if view.text else []


def unread(live: Live, as_of_us: int, *buyers: str) -> int:
    """How many mails between us and buyers (these, if any) are in a language in which no promise is read: both sides'."""
    whose = f" AND i.buyer IN ({', '.join('?' * len(buyers))})" if buyers else ""
    return int(live.rows(_UNREAD.format(whose), as_of_us, as_of_us, *buyers)[0][0])


_SEEN = """SELECT DISTINCT h.person FROM coverage c JOIN handle h ON h.id = c.owner_h
    WHERE c.outbound AND c.end_us >= ? AND h.person IS NOT NULL"""
"""Those of ours whose sent mail is read until a moment."""


def ledger(live: Live, here: Sequence[Interaction], as_of_us: int) -> list[Promise]:
    """The promises among one buyer's interactions as they stand at a moment, both sides'."""
    ids = [i.message_id for i in here if i.kind in {"mail", "call"}]
    pledged = pledges_of(live, ids)
    if not pledged:
        return []
    first = next(k for k, i in enumerate(here) if i.message_id in pledged)
    threads = {i.thread_id for i in here if i.message_id in pledged}
    after = [i.message_id for k, i in enumerate(here) if i.kind == "mail" and (k > first or i.thread_id in threads)]
    others = spoken_for(live, here, here[first].us, as_of_us)
    heard = {i.message_id for i in others}
    of_mail = {i.thread_id for i in here if i.message_id in pledged and i.kind == "mail" and i.thread_id}
    others += [i for i in asked_beside(live, here, of_mail, here[first].us, as_of_us) if i.message_id not in heard]
    if others:
        after += [i.message_id for i in others]
        here = sorted((*here, *others), key=lambda i: (i.us, i.message_id))
    calls = [i.message_id for i in here if i.kind == "call" and i.message_id in pledged]
    seen = frozenset(row[0] for row in live.rows(_SEEN, as_of_us - DARK_AFTER))
    return promises(here, pledged, _Words(live, [*after, *calls]).signs, as_of_us, voices_of(live, calls), seen)


def _told(view: View, found: Sequence[Promise]) -> list[PromiseRow]:
    """Promises with their words and names."""
    people = sorted({person for p in found for person in (p.buyer, p.by, p.to)})
    sql = "SELECT id, name, address, company FROM person WHERE id IN ({})"
    named = {row[0]: (row[1] or row[2], row[3]) for row in view.live.rows_in(sql, people)}
    sql = "SELECT m.id, b.text, b.own FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    texts: Mapping[str, tuple[str, str]] = {r[0]: r[1:] for r in view.live.rows_in(sql, sorted({p.message_id for p in found}))}
    private = confided(view.live, texts)
    return [_row(p, named, *texts.get(p.message_id, ("", "")), private=p.message_id in private) for p in found]


def _row(p: Promise, named: Mapping[str, tuple[str, str]], text: str, own: str, *, private: bool) -> PromiseRow:
    said = p.pledge
    name, company = named.get(p.buyer, ("", ""))
    to = named.get(p.to, ("", ""))[0]
    return PromiseRow(
        id=p.id,
        side=p.side,
        state=p.state,
        person=p.buyer,
        name=name,
        company=company,
        by=named.get(p.by, ("", ""))[0],
        to=to,
        by_id=p.by,
        to_id=p.to,
        text=IN_CONFIDENCE
        if private
        else shortened(behind_address(understood(text, said.start, said.end, own), name, to), SENTENCE),
        message_id=p.message_id,
        start=said.start,
        end=said.end,
        made=iso(p.made_us),
        due=said.day or None,
        due_first=said.first or None,
        due_time=said.time,
        due_words=" ".join(text[said.due_start : said.due_end].split()),
        form=said.form,
        q=said.q,
        moved=p.moved,
        decided_by=p.decided_by,
        decided=iso(p.decided_us),
        why=p.why,
        on_call=bool(said.speaker),
    )


def _together(rows: Sequence[PromiseRow]) -> list[PromiseRow]:
    """What one sentence promises to several buyers as one row."""
    found: dict[tuple[str, int], PromiseRow] = {}
    for row in sorted(rows, key=lambda r: (_RANK_TOLD[r.state], r.name, r.id)):
        key = (row.message_id, row.start)
        held = found.get(key)
        found[key] = (
            row if held is None else replace(held, also=(*held.also, row.person), also_named=(*held.also_named, row.name))
        )
    return list(found.values())


_RANK_TOLD = {
    state: n for n, state in enumerate(("kept", "kept late", "released", "broken", "overdue", "due", "open", "unknown"))
}
"""What came of it with one buyer tells of all: kept before not kept."""
_RANK: dict[str, int] = {state: n for n, state in enumerate(ORDER)}


def _pressing(row: PromiseRow) -> tuple[int, int, str, tuple[int, ...], str]:
    """What stands first: still to do before done, ours before theirs, the earliest day, the latest saying."""
    standing = 0 if row.state in STANDING else 1 + _RANK[row.state]
    due = row.due or "9999"
    newest = tuple(-ord(c) for c in row.made or "")
    return (standing, row.side != "us", due if standing == 0 else "", newest, row.id)
