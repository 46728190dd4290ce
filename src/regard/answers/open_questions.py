"""Which questions between us and buyers are left open, both ways, as far as mail shows?

Theirs are those that wait (`answers.waiting`); ours those where the chance to answer was open at the moment, or had passed in silence,
and to which nobody of theirs had come back later (`taken_up`), which no later mail overtook (`gone_on`), nor any meeting was agreed that
they ask for (`booked`). Older ones than
two months nobody waits for any more; of small talk nothing is quoted. Reads trial, message, body, person and what `waiting` and
`taken_up` read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regard.answers.asking import asking
from regard.answers.booked import asks_to_meet, booked, settles
from regard.answers.confided import subject_of, unquoted
from regard.answers.evidence import shortened
from regard.answers.gone_on import gone_on
from regard.answers.taken_up import taken_up
from regard.answers.understood import understood
from regard.answers.view import View
from regard.answers.waiting import OPEN_FOR, Waiting, names, waiting
from regard.flow.interacting import cues as cues_of
from regard.identity.sensitive import is_private
from regard.results import Told
from regard.time import iso

SHOWN = 140
HUSHED = "a question that is not quoted, as a word of it may be private"
"""Stands where the words of a question would."""
LOOKED_AT = 60
_OURS = ("question", "request")
_ASKING = """SELECT i.buyer, i.seller, i.opener_id, i.opened_us FROM trial i {joined} person p ON p.id = i.buyer AND p.side = 'them'
    WHERE i.channel = 'answers_ask' AND i.temper > 0 AND i.opened_us > {since} AND i.opened_us <= {as_of}
    AND ((i.known_us > {as_of} AND i.censored_why <> 'not_covered') OR (i.decided_by IS NULL AND i.outcome <> 'censored'))
    AND coalesce(i.until_us > {as_of}, 1)
    {whose} ORDER BY i.opened_us DESC, i.buyer, i.id LIMIT {most}"""
"""What was decided later was open then, whatever it became, unless nobody would have seen an answer. The trials lead: of everybody along
`trial_asked`, of some buyers by their key."""
_MAILS = """SELECT m.id, m.subject, m.cues, b.text, m.thread_id, b.own FROM message m LEFT JOIN body b ON b.message = m.n
    WHERE m.id IN ({})"""
_NAMES = "SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})"


def open_questions(
    view: View, *, buyers: Sequence[str] | None = None, seller: str | None = None
) -> tuple[list[Told], list[Told]]:
    """(what they asked and nobody answered, the likeliest to wait first; what we asked and they did not, the latest first), each once.

    Of these buyers (all, if None) and of one of ours (a person id; everybody, if None): theirs that were addressed to them.
    """
    theirs = waiting(view, buyers) if buyers is not None else view.waiting()
    rows = [w for of in theirs.values() for w in of if seller is None or any(person == seller for person, _ in w.to)]
    return told(view, rows), _asking(view, buyers, seller)


def asked(view: View, buyers: Sequence[str]) -> list[Told]:
    """What these buyers asked and nobody answered, the likeliest to wait first, each message once, of a call the last ask of each."""
    return told(view, [w for of in waiting(view, buyers).values() for w in of])


def told(view: View, rows: Iterable[Waiting]) -> list[Told]:
    """Asks that wait as lines, the likeliest first (in tenths), the latest of these; `to` says of whom of ours they were asked. Of what is
    in a language that is not read it is said that they wrote it."""
    once = {(w.message_id, w.buyer): w for w in sorted(rows, key=lambda w: (-round(w.chance or 0.0, 1), -w.us, w.message_id))}
    of = dict(view.live.rows_in(_NAMES, sorted({w.buyer for w in once.values()})))
    return [
        Told(
            "wrote" if w.foreign else "asked", hushed(w.subject) if w.hushed else w.subject or "(no subject)", w.buyer,
            of.get(w.buyer, ""), shortened(w.quote, SHOWN), iso(w.us), "", w.message_id, w.start, w.end, of.get(w.buyer, ""), "",
            names(w.to, view.you), because=w.reasons, call=w.call,
        )
        for w in once.values()
    ]  # fmt: skip


def hushed(subject: str) -> str:
    """What is told of a question whose words are not, and of what it is in ("" where the subject may be private too)."""
    return HUSHED + (f", in “{subject}”" if subject else "")


def _asking(view: View, buyers: Sequence[str] | None, seller: str | None) -> list[Told]:
    at = view.as_of_us
    whose = ("AND i.seller = ? " if seller is not None else "") + ("AND i.buyer IN ({})" if buyers is not None else "")
    joined = "CROSS JOIN" if buyers is None else "JOIN"
    sql = _ASKING.format(as_of=at, since=at - OPEN_FOR, most=LOOKED_AT, whose=whose, joined=joined)
    said = [seller] if seller is not None else []
    rows = (
        view.live.rows(sql, *said)
        if buyers is None
        else view.live.rows(sql.format(",".join("?" * len(buyers))), *said, *buyers)
    )
    came_back = taken_up(view, [(row[0], row[2]) for row in rows])
    rows = [row for row in rows if (row[0], row[2]) not in came_back]
    moved_on = gone_on(view, [(row[0], row[2]) for row in rows])
    rows = [row for row in rows if (row[0], row[2]) not in moved_on]
    mails = {row[0]: row[1:] for row in view.live.rows_in(_MAILS, [row[2] for row in rows])}
    name = dict(view.live.rows_in(_NAMES, sorted({p for row in rows for p in row[:2]})))
    found: dict[str, Told] = {}
    threads: set[tuple[str, str]] = set()
    meetings = booked(view, [row[0] for row in rows])
    for buyer, by, message_id, us in rows:
        if message_id not in mails or message_id in found:
            continue
        subject, cues, text, thread, own = mails[message_id]
        cue = asking(cues_of(cues), text or "", _OURS) if view.text else None
        if (view.text and cue is None) or (buyer, thread or message_id) in threads:
            continue
        threads.add((buyer, thread or message_id))
        start, end = (cue.start, cue.end) if cue else (0, 0)
        words, heading = (text or "")[start:end], subject_of(subject)
        if asks_to_meet(words) and settles(meetings.get(buyer, ()), us):
            continue
        private = is_private(words)
        quote = "" if private else shortened(understood(text or "", start, end, own or ""), SHOWN)
        says = hushed("" if is_private(heading) else heading) if private else heading or "(no subject)"
        found[message_id] = Told(
            "asked", says, buyer, name.get(buyer, ""), quote, iso(us),
            "", message_id, start, end, "you" if by == view.you else name.get(by, ""), "",
        )  # fmt: skip
    return unquoted(view.live, list(found.values()))
