"""Which questions between us and buyers are left open, both ways, as far as mail shows?

Theirs waits where they asked and none of us has answered since, in a mailbox that would show it; ours where the chance to answer is open,
or passed in silence. Older ones than two months nobody waits for any more; of small talk nothing is quoted. Reads interaction, trial,
message, body, coverage, person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from regard.answers.evidence import shortened
from regard.answers.view import View
from regard.evidence.language.detect import SPLIT, located
from regard.evidence.topics import FEWEST_WORDS
from regard.flow.interacting import cues as cues_of
from regard.identity.sensitive import NEVER_A_TOPIC
from regard.model import DAY, Cue
from regard.results import Told
from regard.time import iso

OPEN_FOR = 60 * DAY
SHOWN = 140
_NO_ASK = re.compile(
    r"\b(?:please |kindly )?(?:do not|don['’]t|never) (?:reply|respond|transmit|send|click|hesitate|forward|use|disclose|print)\b"
    r"|\bconsider the environment\b|\b(?:disregard|ignore)\b"
    r"|\b(?:should|if) (?:you|any(?:one|body)) (?:should |may |do )?(?:have|has) any (?:\w+ )?"
    r"(?:questions?|comments?|problems?|concerns?|trouble)\b"
    r"|\b(?:with|of) any (?:further |other )?(?:questions?|comments?|problems?|concerns?)\b|\bfeel free to\b"
    r"|\bplease (?:find|see|note|be advised)\b|\bif for any reason\b|\bif i can (?:be of|help|assist)\b",
    re.IGNORECASE,
)
"""A request not to do something waits for nothing, nor does the offer to ask that ends so many mails."""
_THEIRS = ("question", "request", "asks_advice", "asks_next_step", "complains")
_OURS = ("question", "request")


def _line(
    view: View,
    cues: Sequence[Cue],
    text: str,
    subject: str,
    us: int,
    message_id: str,
    buyer: str,
    names: Mapping[str, str],
    by: str,
    *,
    ours: bool,
) -> Told | None:
    """One open question as a line; None where its words ask nothing."""
    cue = _asked(cues, text, ours=ours) if view.text else None
    if view.text and cue is None:
        return None
    start, end = (cue.start, cue.end) if cue else (0, 0)
    return Told(
        "asked", subject or "(no subject)", buyer, names.get(buyer, ""), shortened(text[start:end], SHOWN), iso(us), "",
        message_id, start, end, names.get(by, ""), "",
    )  # fmt: skip


def _asked(cues: Sequence[Cue], text: str, *, ours: bool) -> Cue | None:
    """The sentence that asks: a question before a request, the last of its kind (what is asked for stands at the end)."""
    kinds = _OURS if ours else _THEIRS
    found = [c for c in cues if c.kind in kinds and _may_be_told(text, c)]
    return max(found, key=lambda c: (-kinds.index(c.kind), c.start), default=None)


def _may_be_told(text: str, c: Cue) -> bool:
    """Whether a sentence is something to answer, and nothing private: of small talk nothing is ever quoted."""
    here = text[c.start : c.end]
    if (
        len(here.split()) < FEWEST_WORDS
        or _NO_ASK.search(here)
        or not NEVER_A_TOPIC.isdisjoint(here.lower().translate(SPLIT).split())
    ):
        return False
    return all(kind not in _RAPPORT for kind, *_ in located(text, c.start, c.end))


_RAPPORT = frozenset({"social_talk", "unprompted_thanks"})
_ASKED = """SELECT i.buyer, i.seller, i.message_id, i.us FROM interaction i JOIN person p ON p.id = i.buyer AND p.side = 'them'
    WHERE NOT i.outbound AND i.asks AND (i.answered_us IS NULL OR i.answered_us > {as_of}) AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} AND NOT i.recovered AND i.seller IN (SELECT h.person FROM coverage c JOIN handle h ON h.id = c.owner_h
    WHERE c.outbound AND c.end_us >= {as_of} - {dark}) AND EXISTS (SELECT 1 FROM interaction o WHERE o.buyer = i.buyer AND o.outbound
    AND o.us <= {as_of}) {whose} ORDER BY i.us DESC LIMIT {most}"""
_ASKING = """SELECT i.buyer, i.seller, i.opener_id, i.opened_us FROM trial i JOIN person p ON p.id = i.buyer AND p.side = 'them'
    WHERE i.channel = 'answers_ask' AND i.temper > 0 AND i.opened_us > {since} AND i.opened_us <= {as_of} AND i.decided_by IS NULL
    AND i.outcome <> 'censored' {whose} ORDER BY i.opened_us DESC LIMIT {most}"""
_MAILS = (
    "SELECT m.id, m.subject, m.cues, b.text, m.thread_id FROM message m LEFT JOIN body b ON b.message = m.n WHERE m.id IN ({})"
)
LOOKED_AT = 60
DARK_AFTER = 14 * DAY


def open_questions(
    view: View, *, buyers: Sequence[str] | None = None, seller: str | None = None
) -> tuple[list[Told], list[Told]]:
    """(what they asked and nobody answered, what we asked and they did not), the latest first, each message once.

    Of these buyers (all, if None) and of one of ours (a person id; everybody, if None).
    """
    return _many(view, _ASKED, buyers, seller, ours=False), _many(view, _ASKING, buyers, seller, ours=True)


def asked(view: View, buyers: Sequence[str]) -> list[Told]:
    """What these buyers asked and nobody answered, the latest first, each message once."""
    return _many(view, _ASKED, buyers, None, ours=False)


def _many(view: View, sql: str, buyers: Sequence[str] | None, seller: str | None, *, ours: bool) -> list[Told]:
    at = view.as_of_us
    whose = ("AND i.seller = ? " if seller is not None else "") + ("AND i.buyer IN ({})" if buyers is not None else "")
    sql = sql.format(as_of=at, since=at - OPEN_FOR, dark=DARK_AFTER, most=LOOKED_AT, whose=whose)
    said = [seller] if seller is not None else []
    rows = (
        view.live.rows(sql, *said)
        if buyers is None
        else view.live.rows(sql.format(",".join("?" * len(buyers))), *said, *buyers)
    )
    mails = {row[0]: row[1:] for row in view.live.rows_in(_MAILS, [row[2] for row in rows])}
    people = sorted({p for row in rows for p in row[:2]})
    names = dict(view.live.rows_in("SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})", people))
    found: dict[str, Told] = {}
    threads: set[tuple[str, str]] = set()
    for buyer, by, message_id, us in rows:
        if message_id not in mails or message_id in found:
            continue
        subject, cues, text, thread = mails[message_id]
        told = _line(view, cues_of(cues), text or "", subject, us, message_id, buyer, names, by if ours else buyer, ours=ours)
        if told is not None and (buyer, thread or message_id) not in threads:
            threads.add((buyer, thread or message_id))
            found[message_id] = told
    return list(found.values())
