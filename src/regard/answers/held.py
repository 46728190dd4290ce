"""What the book holds of a person beside their estimates: one walk over every table and every answer that refers to them.

`HELD` says of each column of the live store and the records that can mean a person where a disclosure tells it, or why there is nothing
to tell; a test compares it with the tables as they are. Reads them all, and the board of deals.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from regard.answers.confided import confided
from regard.answers.deal_board import Board, Known
from regard.answers.evidence import shortened
from regard.answers.jobs import as_rows, from_crm, jobs_of
from regard.answers.open_questions import told
from regard.answers.topics import of_person as topics_of
from regard.answers.touches import with_words
from regard.answers.view import View
from regard.answers.waiting import weighed
from regard.deals.mentions import fits, mentions, name_key
from regard.deals.records import Evidence, Member
from regard.evidence.language.rules import EXPERIMENTAL
from regard.flow.interacting import interactions
from regard.results import plain
from regard.store.live import Live
from regard.store.records import Records
from regard.time import iso

OURS = "of our own people alone"
"""Why a column tells nothing of a buyer."""
AGAIN = "a sentence kept a second time to be found soon; told with its message"

HELD: dict[str, str] = {
    "live.handle.address": "person", "live.handle.names": "person", "live.handle.person": "person", "live.person.name": "person",
    "live.person.address": "person", "live.message.from_n": "messages", "live.message.from_name": "person",
    "live.quote.author": "quoted in other mails", "live.quote.author_name": "quoted in other mails",
    "live.quote.people": "quoted in other mails", "live.party.handle": "messages", "live.attendance.handle": "meetings and calls",
    "live.answered.handle": "whether they answer invitations", "live.speaker.name": "meetings and calls",
    "live.speaker.handle": "meetings and calls", "live.interaction.buyer": "messages", "live.trial.buyer": "chances counted",
    "live.trial.buyer_h": "chances counted", "live.trial.seller_h": OURS, "live.coverage.owner_h": OURS, "live.reach.owner_h": OURS,
    "live.left_out.h": "left out of the book", "live.contact.name": "in the CRM", "live.contact.address": "in the CRM",
    "live.contact.email": "in the CRM", "live.contact.owner_id": OURS, "live.contact_address.address": "in the CRM",
    "live.contact_address.contact_id": "in the CRM", "live.opportunity.contact_id": "in the CRM",
    "live.opportunity.contact_email": "in the CRM", "live.contact_role.contact_id": "in the CRM",
    "live.contact_role.contact_email": "in the CRM", "live.crm_user.email": OURS, "live.activity.who_id": "in the CRM",
    "live.spoke.h": "in the CRM", "live.spoke.seller_h": OURS,
    "live.gist.names": AGAIN, "live.pledge.speaker": "promises between us",
    "records.judgement.left_h": "why these addresses are held to be one person",
    "records.judgement.right_h": "why these addresses are held to be one person",
    "records.side_choice.h": "what was said of their side", "records.deal_judgement.subject": "what was said of them in deals",
    "records.exclusion.pattern": "what is never read", "records.objection.h": "objected",
    "records.erased.key_hash": "keyed hashes of those who are held no more", "records.left_day.h": "left out of the book",
    "records.prediction.buyer_h": "foretold of them", "records.action_event.buyer_h": "written down about them",
    "records.review_entry.buyer_h": "written down about them", "records.rating.buyer_h": "written down about them",
    "records.stated.buyer_h": "written down about them", "records.meaning.buyer_h": "written down about them",
}  # fmt: skip
"""store.table.column -> the section of a disclosure that tells it, or why none does."""

_CAME = {"1": "they did", "0": "they did not", "censored": "not counted", "open": "still open"}
_CUED = """SELECT m.id, m.us, m.cues, b.text FROM message m JOIN body b ON b.message = m.n WHERE m.from_n IN ({}) AND m.cues <> ''
    ORDER BY m.us"""
_CUED_ON_CALLS = """SELECT m.id, m.us, k.cues, b.text FROM speaker k JOIN message m ON m.n = k.message JOIN body b ON b.message = m.n
    WHERE k.handle IN ({}) AND k.cues <> '' ORDER BY m.us"""
_TRADE = """SELECT m.us, t.kind, t.form, substr(b.text, t.start + 1, t."end" - t.start) FROM trade_sign t JOIN message m ON m.n = t.message
    JOIN body b ON b.message = m.n WHERE m.from_n IN ({}) ORDER BY m.us"""
_MET = """SELECT m.us, m.subject, a.answer, a.removed FROM attendance a JOIN message m ON m.n = a.message WHERE a.handle IN ({})
    ORDER BY m.us"""
_SPOKE = "SELECT m.us, m.subject, s.name, s.how FROM speaker s JOIN message m ON m.n = s.message WHERE s.handle IN ({}) ORDER BY m.us"
_QUOTED = """SELECT q.us, q.subject, q.author, q.author_name, c.us, q.people FROM quote q JOIN message c ON c.n = q.carrier
    WHERE q.author IN ({}) ORDER BY c.us, q.k"""
_NAMED = """SELECT q.us, q.subject, q.author, q.author_name, c.us, q.people FROM quote q JOIN message c ON c.n = q.carrier
    WHERE instr(q.people, ?) ORDER BY c.us, q.k"""
_TRIALS = """SELECT t.channel, t.factor, t.opened_us, t.closes_us, CASE WHEN t.until_us IS NULL THEN t.outcome ELSE 'censored' END,
    coalesce(nullif(t.until_why, ''), t.censored_why) FROM trial t WHERE t.buyer = ?
    ORDER BY t.opened_us, t.id"""


def held(view: View, records: Records, board: Board, person: str, *, modelled: bool) -> dict[str, Any]:
    """Section -> rows: what was read in their words, what deals say of them, and what else the tables hold."""
    live = view.live
    handles = live.rows("SELECT n, id, address FROM handle WHERE person = ? ORDER BY address", person)
    numbers, ids, addresses = [h[0] for h in handles], [h[1] for h in handles], [h[2] for h in handles]
    name = live.rows("SELECT name FROM person WHERE id = ?", person)[0][0]
    here = interactions(live, [person])[person] if modelled else []
    return {
        "jobs and titles": list(as_rows(jobs_of(live, person, view.as_of_us, from_crm(records, live, person, view.as_of_us)))),
        "what was read in their words": list(_read(view, numbers)) if view.text else [],
        "what matters to them": plain(list(topics_of(view, here))) if here else [],
        "what waits for an answer": plain(list(told(view, weighed(view, [person])))) if modelled else [],
        "in deals": list(_deals(live if view.text else None, board, person, name)),
        "chances counted": [
            {
                "kind": channel, "tells of": factor, "from": iso(opened), "until": iso(closes), "came of it": _CAME.get(outcome, outcome),
                "not counted since": why,
            }
            for channel, factor, opened, closes, outcome, why in live.rows(_TRIALS, person)
        ],
        "foretold of them": [
            {"made": iso(r.made_us), "what": r.target, "chance": r.p, "from": r.low, "to": r.high, "came": r.outcome}
            for r in _of(records, "prediction", "buyer_h", ids)
        ],
        "meetings and calls": [
            *(
                {"date": iso(us), "subject": s, "their answer": a, "taken off": bool(gone)}
                for us, s, a, gone in live.rows_in(_MET, numbers)
            ),
            *({"date": iso(us), "subject": s, "heard as": n, "known by": how} for us, s, n, how in live.rows_in(_SPOKE, numbers)),
        ],
        "whether they answer invitations": bool(live.rows_in("SELECT handle FROM answered WHERE handle IN ({})", numbers)),
        "quoted in other mails": list(_quotes(view, addresses)),
        "what was said of their side": [
            {"date": iso(r.recorded_us), "side": r.side} for r in _of(records, "side_choice", "h", ids)
        ],
        "what is never read": [
            {"since": iso(r.added_us), "rule": r.pattern, "taken back": r.removed_us is not None}
            for r in _of(records, "exclusion", "pattern", addresses)
        ],
    }  # fmt: skip


def _of(records: Records, table: str, column: str, values: Sequence[str]) -> list[Any]:
    return records.asked.named(f"SELECT * FROM {table} WHERE {column} IN ({','.join('?' * len(values))})", values)


def _read(view: View, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    """A row for each thing that rules read in mail they wrote and in what they said on calls, also what is read on trial and what they said
    in confidence.
    """
    cued = [*view.live.rows_in(_CUED, list(numbers)), *view.live.rows_in(_CUED_ON_CALLS, list(numbers))]
    spoken = {
        row[0]
        for row in view.live.rows_in("SELECT id FROM message WHERE kind = 'call' AND id IN ({})", [row[0] for row in cued])
    }
    for message_id, us, cues, text in cued:
        for kind, start, end, sure in json.loads(cues):
            yield {
                "date": iso(us), "read as": kind, "how sure": sure, "words": shortened(text[start:end]),
                "counted": kind not in EXPERIMENTAL and message_id not in spoken, "message": message_id,
            }  # fmt: skip
    for us, kind, form, words in view.live.rows_in(_TRADE, list(numbers)):
        yield {"date": iso(us), "read as": f"{kind} ({form})", "words": shortened(words), "counted": True}


def _quotes(view: View, addresses: Sequence[str]) -> Iterator[dict[str, Any]]:
    rows = {*view.live.rows_in(_QUOTED, list(addresses)), *(r for a in addresses for r in view.live.rows(_NAMED, f'"{a}"'))}
    for us, subject, author, name, carried, _people in sorted(rows, key=lambda r: (r[4] or 0, r[0] or 0, r[1])):
        part = "their words" if author in addresses else "they are named on it"
        shown = name if author in addresses else ""
        yield {"date": iso(us), "subject": subject, "part": part, "shown as": shown, "in a mail of": iso(carried)}


def _deals(live: Live | None, board: Board, person: str, name: str) -> Iterator[dict[str, Any]]:
    """A row for each deal that says something of them, with every statement of it that means or names them."""
    for known in board.known.values():
        member = next((m for m in known.members if m.person == person), None)
        links = [{"date": iso(t.us), "message": t.id, "why": known.why[t.id]} for t in known.touches if person in t.theirs]
        said = list(_statements(known, person, name))
        if member is None and not links and not said:
            continue
        yield {
            "deal": known.deal.name,
            "account": known.deal.account,
            "their part": _part(member) if member else None,
            "sentences of others that name them": list(_named(live, known, person, name)) if live else [],
            "other statements that mean or name them": said,
            "mail and meetings linked to it": links,
        }


def _part(member: Member) -> dict[str, Any]:
    """What a deal holds somebody to be, without the estimates, which stand by themselves."""
    told: dict[str, Any] = plain(member)
    first, last = told.pop("first_us"), told.pop("last_us")
    return {k: v for k, v in told.items() if k not in ("standing", "person", "ours")} | {"first": iso(first), "last": iso(last)}


def _named(live: Live, known: Known, person: str, name: str) -> Iterator[dict[str, Any]]:
    """The sentences in others' mail of a deal that name them, as decision weight and the committee read them.

    What somebody wrote in confidence is told of without its words: they are the writer's.
    """
    theirs = [t for t in known.touches if (not t.by_us or t.kind == "call") and not t.recovered]
    private = confided(live, (t.id for t in theirs))
    for touch in (v for t in with_words(live, theirs).values() for v in t.spoken if v.writer != person):
        for m in mentions(touch):
            if m.name and fits(m.name, name):
                words = "written in confidence, and counted without its words" if touch.id in private else m.quote
                yield {
                    "date": iso(touch.us),
                    "message": touch.id,
                    "called": m.title,
                    "said to have the say": m.defers,
                    "words": words,
                }


def _statements(known: Known, person: str, name: str) -> Iterator[dict[str, Any]]:
    """Every piece of evidence in a deal that is about them or whose words name them: risks, seats, others' parts, questions, stakes."""
    wanted = name_key(name)
    others = tuple(m for m in known.members if m.person != person)
    told_of = {
        "the part of others": others, "people not met": known.seats, "a risk": known.risks, "how able we are": known.competence,
        "what the deal needs": known.stakes,
    }  # fmt: skip
    for field, statement in told_of.items():
        for piece, around in _evidence(statement, ""):
            if piece.person == person or (wanted and wanted in name_key(f"{piece.says} {piece.quote} {around}")):
                yield {
                    "of": field, "says": around, "because": piece.says, "words": piece.quote, "date": piece.date,
                    "message": piece.message_id,
                }  # fmt: skip


def _evidence(value: Any, around: str) -> Iterator[tuple[Evidence, str]]:
    """(evidence, what the statement that rests on it says) within a result, however deep."""
    if isinstance(value, Evidence):
        yield value, around
    elif is_dataclass(value) and not isinstance(value, type):
        said = getattr(value, "says", "") or getattr(value, "name", "") or around
        for f in fields(value):
            yield from _evidence(getattr(value, f.name), said)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _evidence(one, around)
