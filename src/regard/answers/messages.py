"""One message: who is on it, its text in its zones, what was read in it, what came of it, its thread and what it quotes.

Only mail with buyers is shown: personal, internal and excluded mail stays out of sight. Reads message, body, party, handle, person,
interaction, trial, coverage, quote.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from regard.answers import together
from regard.answers.came import came
from regard.answers.confided import kept_from, subject_of, unquoted
from regard.answers.evidence import late_answers, sentence, shortened, state
from regard.answers.heard import heard
from regard.answers.mailboxes import OURS_ON, of_customer
from regard.answers.view import View
from regard.answers.waiting import waiting
from regard.answers.words import highlighter, places
from regard.errors import UnknownReference, UsageError
from regard.flow.interacting import interactions
from regard.flow.reading import FORWARD
from regard.flow.stored_trials import trials
from regard.model import FACTORS, Span, Trial
from regard.parse.arrival import PASSING
from regard.parse.finer import finer
from regard.relationships.explain import contributions
from regard.results import Carrier, MessageParty, MessageView, QuotedPart, Reading, TimelineEntry
from regard.store.live import Live
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

_SHOWN = f"""(EXISTS(SELECT 1 FROM party sp JOIN handle sh ON sh.n = sp.handle JOIN person ss ON ss.id = sh.person AND ss.side = 'them'
    JOIN interaction si ON si.buyer = ss.id AND si.us = m.us AND si.message_id = m.id WHERE sp.message = m.n)
    OR (m.us IS NOT NULL AND EXISTS(SELECT 1 FROM party sq JOIN handle sg ON sg.n = sq.handle JOIN person sb ON sb.id = sg.person
    WHERE sq.message = m.n AND {of_customer("sb", objected=True)}) AND {OURS_ON.format("m")}))"""
BUYERS = 12
"""So many buyers on one mail are told what it means for them; a round mail means little for each."""
THREAD = 200
MARKED = 500

_MESSAGE = """SELECT m.n, m.us, m.subject, m.automated, m.thread_id, b.text, b.spans, b.attachments, m.basis, m.carrier_id,
    m.us_claimed, m.us_basis FROM message m LEFT JOIN body b ON b.message = m.n WHERE m.id = ? AND m.known_us <= ? AND {shown}"""


def shown_at(as_of: int | str = "{as_of}") -> str:
    """SQL: whether a message `m` is an interaction of a buyer, or passed between us and a mailbox that is a customer's by a moment (UTC
    microseconds, or a place to write it in): the others are never shown.
    """
    return _SHOWN.format(as_of=as_of)


def carrier_at(as_of_us: int) -> str:
    """SQL: the id of the mail that a quoted message `m` was found in, where that is shown."""
    return f"(SELECT c.id FROM message c WHERE c.id = m.carrier_id AND {shown_at(as_of_us).replace('m.', 'c.')})"


def message(view: View, message_id: str, words: str = "", who: str = "") -> MessageView:
    """One message, with the places of `words` in what its author wrote; `who` of ours looks (a person id, "" for nobody).

    Raises UnknownReference where there is none by the view's moment, or none that is shown.
    """
    rows = view.live.rows(_MESSAGE.format(shown=shown_at(view.as_of_us)), message_id, view.as_of_us)
    if not rows:
        raise UnknownReference(f"There is no message “{message_id}” with a buyer in this book.")
    n, us, subject, automated, thread_id, text, spans, attachments, basis, carrier_id, said_us, dated_by = rows[0]
    other = dated_by in {"received", "order"} and said_us is not None and abs(said_us - us) > PASSING
    parties = _parties(view.live, n)
    buyers = [p.person for p in parties if p.side == "them" and p.person]
    readings, outcome = _read(view, message_id, list(dict.fromkeys(buyers))[:BUYERS])
    thread = _entries(view, "m.thread_id = ?", thread_id) if thread_id else []
    shown = finer(text or "", unpack_spans(spans or ""), passed_on=FORWARD.match(subject) is not None)
    kept = bool(kept_from(view.live, [message_id], who))
    at = next((k for k, entry in enumerate(thread) if entry.message_id == message_id), -1)
    return MessageView(
        id=message_id,
        date=iso(us),
        subject=subject_of(subject) if kept else subject,
        sender=next((_named(p) for p in parties if p.role == "from"), ""),
        recipients=tuple(f"{p.role}: {_named(p)}" for p in parties if p.role != "from"),
        zones=() if kept else tuple(_zones(text or "", shown)),
        automated=automated,
        thread=tuple(thread),
        attachments=() if kept else tuple(a[0] for a in json.loads(attachments or "[]")),
        meeting=together.meeting(view.live, n, view.as_of_us, view.zone),
        call=None if kept else together.call(view.live, n, text or ""),
        parties=tuple(parties),
        results=tuple(outcome),
        readings=tuple(readings),
        basis=basis,
        carrier=_carrier(view.live, view.as_of_us, carrier_id, message_id) if carrier_id else None,
        quotes=() if kept else tuple(_quotes(view.live, view.as_of_us, n, [s.start for s in shown])),
        previous=thread[at - 1].message_id if at > 0 else None,
        next=thread[at + 1].message_id if 0 <= at < len(thread) - 1 else None,
        as_of=iso_day(view.as_of_us - 1) or "",
        heard=() if kept else heard(view, n, text or ""),
        confided=kept,
        told_to=tuple(p.name for p in parties if p.side == "us") if kept else (),
        claimed=iso(said_us) if other else None,
        dated_by=dated_by if other else "",
        marks=tuple(_marks(text or "", spans or "", words)) if words and not kept else (),
    )


def _zones(text: str, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The text by zones, in order."""
    return [{"zone": s.zone, "start": s.start, "end": s.end, "text": text[s.start : s.end]} for s in spans]


def _marks(text: str, spans: str, words: str) -> list[tuple[int, int]]:
    try:
        pattern = highlighter(words)
    except UsageError:
        return []
    own = [s for s in unpack_spans(spans) if s.zone == "own"]
    return [(s.start + a, s.start + b) for s in own for a, b in places(text[s.start : s.end], pattern)][:MARKED]


def _parties(live: Live, n: int) -> list[MessageParty]:
    rows = live.rows(
        "SELECT p.role, coalesce(nullif(s.name, ''), h.address), h.address, s.id, coalesce(s.side, '') FROM party p "
        "JOIN handle h ON h.n = p.handle LEFT JOIN person s ON s.id = h.person WHERE p.message = ? "
        "ORDER BY instr('from to cc bcc', p.role), coalesce(s.side, '') <> 'them', h.address",
        n,
    )
    return [MessageParty(*row) for row in rows]


def _named(party: MessageParty) -> str:
    return party.address if party.name == party.address else f"{party.name} <{party.address}>"


def _entries(view: View, where: str, value: str) -> list[TimelineEntry]:
    """The messages that are shown and fit, oldest first."""
    rows = view.live.rows(
        f"SELECT m.id, m.us, m.kind, m.subject, m.automated, coalesce(nullif(s.name, ''), h.address, ''), s.side, b.own, m.thread_id, "
        f"m.basis, {carrier_at(view.as_of_us)} "
        f"FROM message m LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person "
        f"LEFT JOIN body b ON b.message = m.n WHERE {where} AND m.known_us <= ? AND {shown_at(view.as_of_us)} "
        f"ORDER BY m.us, m.id LIMIT {THREAD}",
        value,
        view.as_of_us,
    )
    return unquoted(
        view.live,
        [
            TimelineEntry(
                message_id=r[0],
                date=iso(r[1]),
                kind=r[2],
                direction="us" if r[6] == "us" else "them",
                who=r[5],
                subject=r[3],
                result="",
                quote=shortened(r[7] or ""),
                thread_id=r[8] or "",
                automated=r[4],
                basis=r[9],
                carrier_id=r[10],
            )
            for r in rows
        ],
    )


# ------------------------------------------------------------------------------------------------- what was read in it


def _read(view: View, message_id: str, buyers: Sequence[str]) -> tuple[list[Reading], list[dict[str, str]]]:
    """(what the message is cited for, the largest effect first; what came of it with each buyer)."""
    names = {
        r[0]: r[1] or r[2] for r in view.live.rows_in("SELECT id, name, address FROM person WHERE id IN ({})", list(buyers))
    }
    with_us = interactions(view.live, buyers) if buyers else {}
    covered = view.covered()
    found: list[Reading] = []
    outcome: list[dict[str, str]] = []
    waits = {w.message_id for of in waiting(view, buyers).values() for w in of} if buyers else set()
    for buyer in buyers:
        stored = trials(view.live, buyer)
        here = [i for i in with_us[buyer] if i.known_us <= view.as_of_us]
        result = came(view, here, stored, covered, waits).get(message_id, "")
        if result:
            outcome.append({"person": buyer, "name": names[buyer], "result": str(result)})
        cited = [
            t.at(view.as_of_us)
            for t in stored
            if message_id in {t.opener_id, t.decided_by, t.quote_message} and t.opened_us <= view.as_of_us
        ]
        if cited:
            found += _readings(view, buyer, names[buyer], message_id, cited)
    return sorted(found, key=lambda r: (not r.counted, -abs(r.contribution), r.name, r.channel)), outcome


def _readings(view: View, buyer: str, name: str, message_id: str, cited: Sequence[Trial]) -> list[Reading]:
    fitted = state(view, buyer)
    reasons = {r.trial.id: r for f in FACTORS for r in contributions(fitted, None, f)}
    late = late_answers(view, cited)
    found = []
    for trial in cited:
        quoted = trial.quote_message == message_id and trial.factor != "rapport"
        reason = reasons.get(trial.id)
        known = reason is not None
        found.append(
            Reading(
                person=buyer,
                name=name,
                factor=trial.factor,
                channel=trial.channel,
                sentence=sentence(trial, reason.counted, late.get(trial.id)) if reason else _pending(trial),
                contribution=reason.contribution if reason else 0.0,
                counted=known,
                start=trial.quote_start if quoted else 0,
                end=trial.quote_end if quoted else 0,
                why_not="" if known else _why_not(trial, view.as_of_us),
            )
        )
    return found


def _pending(trial: Trial) -> str:
    return "could answer" if trial.channel == "answers_ask" else trial.channel.replace("_", " ")


_NOT_COUNTED = {
    "spoke": "you spoke soon after it",
    "complained": "they complained, or ran after what we owe",
    "no_deed": "what they did speaks against us",
    "not_read": "it is in a language that is not read",
    "away": "they were away",
    "wrote_elsewhere": "they wrote to you of something else meanwhile",
    "colleague_answered": "a colleague of theirs answered for them",
    "social": "it asked for company alone",
}
"""Why a chance says nothing, where more is known than that its outcome was not to be seen."""


def _why_not(trial: Trial, as_of_us: int) -> str:
    if trial.outcome == "open" or trial.known_us > as_of_us:
        return f"still open until {iso_day(trial.closes_us)}"
    if trial.outcome == "censored":
        return f"not counted: {_NOT_COUNTED.get(trial.censored_why, 'what followed could not be seen')}"
    return "counted once a day and thread, by another mail"


# ------------------------------------------------------------------------------------------------------- what it quotes


def _carrier(live: Live, as_of_us: int, carrier_id: str, message_id: str) -> Carrier | None:
    """Where a recovered message was found; of mail that is not shown itself, only when that was."""
    rows = live.rows(
        f"""SELECT CASE WHEN {shown_at(as_of_us)} THEN m.id END, m.subject, coalesce(nullif(p.name, ''), h.address, ''), m.us,
            q.header_start, q."end" FROM message m
        JOIN quote q ON q.carrier = m.n LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person p ON p.id = h.person
        WHERE m.id = ? AND q.id = ? ORDER BY q.k LIMIT 1""",
        carrier_id,
        message_id,
    )
    if not rows:
        return None
    shown, subject, who, us, start, end = rows[0]
    return Carrier(shown, subject if shown else "", who if shown else "", iso(us), start, end)


def _quotes(live: Live, as_of_us: int, n: int, starts: list[int]) -> list[QuotedPart]:
    """The originals that a message quotes, in the order in which they stand in it; `starts` are those of its zones."""
    rows = live.rows(
        f"""SELECT m.id, coalesce(nullif(p.name, ''), nullif(q.author_name, ''), q.author), q.us, m.basis, q.header_start, q."end"
        FROM quote q LEFT JOIN message m ON m.id = q.target AND {shown_at(as_of_us)} LEFT JOIN handle h ON h.address = q.author
        LEFT JOIN person p ON p.id = h.person WHERE q.carrier = ? ORDER BY q.k""",
        n,
    )
    return [QuotedPart(r[0], r[1], iso(r[2]), r[3] or "", r[4], r[5], max(bisect_right(starts, r[4]) - 1, 0)) for r in rows]
