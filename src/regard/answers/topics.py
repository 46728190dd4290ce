"""What matters to a buyer, from their own messages and what they say on calls, at one moment; nothing is stored.

Reads message, body, matter, party, handle, person, speaker and the full-text index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from regard.answers.confided import confided
from regard.answers.evidence import shortened
from regard.answers.view import View
from regard.answers.voices import Voice, as_theirs, by_them
from regard.evidence.topic import Matter, Said
from regard.evidence.topics import topics
from regard.flow.stored_matters import matters_of
from regard.model import Interaction
from regard.parse.transcript import minute_of
from regard.store.live import Live
from regard.store.spans import unpack_spans
from regard.time import iso

READ = 300
"""So many of their newest messages are read."""
BACKGROUND = 20_000
"""Their words are held against so many messages of the book, those imported last: enough to tell a rare word from a common one."""
COMMON = BACKGROUND // 10
"""Counted no further: a word in every tenth message tells nothing."""
_LETTERS = re.compile(r"[^\W\d_]+")
_NAMES = """SELECT DISTINCT coalesce(s.name, ''), h.address FROM message m JOIN party p ON p.message = m.n JOIN handle h ON h.n = p.handle
    LEFT JOIN person s ON s.id = h.person WHERE m.id IN ({})"""


def of_person(view: View, here: Sequence[Interaction]) -> tuple[dict[str, Any], ...]:
    """Topics of one buyer's interactions as rows, current ones first; none where words are not read, and nothing told in confidence.

    A row: `kind` (question, deadline, goal, problem, word), `text`, `quote`, `date`, `message_id`, `start` and `end` of
    the quote in the message's text, `due` (ISO day or ""), `times`, `current`, `call` (when on a call it was said, "" of mail).

    A question of a call is none of them: whether it waits still, `answers.waiting` says.
    """
    if not view.text:
        return ()
    told, spoken = as_theirs(view.live, here)
    theirs = sorted(by_them(told), key=lambda i: (-i.us, i.message_id))[:READ]
    private = confided(view.live, [i.message_id for i in theirs])
    mails = [i for i in told if i.kind == "mail" and not i.automated and i.message_id not in private]
    theirs = [i for i in theirs if i.message_id not in private]
    ids = [i.message_id for i in theirs]
    sql = "SELECT m.id, b.text, b.spans FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    bodies = {row[0]: row[1:] for row in view.live.rows_in(sql, ids)}
    read = matters_of(view.live, ids)
    said = [
        _said(i, bodies[i.message_id], spoken.get(i.message_id), read.get(i.message_id))
        for i in theirs
        if i.message_id in bodies
    ]
    answered: dict[str, int] = dict.fromkeys(spoken, view.as_of_us)
    for i in mails:
        if i.outbound:
            answered[i.thread_id] = max(i.us, answered.get(i.thread_id, 0))
    found = topics(
        said, answered, view.as_of_us, rest=lambda words: _elsewhere(view.live, words), people=_names(view.live, ids)
    )
    return tuple(
        {
            "kind": t.kind,
            "text": t.text if t.kind == "word" else shortened(t.text),
            "quote": shortened(t.quote),
            "date": iso(t.us),
            "message_id": t.message_id,
            "start": t.start,
            "end": t.end,
            "due": t.due,
            "times": t.times,
            "current": t.current,
            "call": minute_of(spoken[t.message_id].text, t.start) if t.message_id in spoken else "",
        }
        for t in found
    )


def _said(i: Interaction, body: tuple[str, str], voice: Voice | None, read: Matter | None) -> Said:
    """A message of theirs to be read for topics; of a call what they said on it, which is a matter of its own."""
    text, spans = body
    if voice is not None:
        return Said(i.message_id, i.message_id, i.us, i.tz_minutes, i.subject, text, voice.spans, i.cues, len(voice.spans))
    return Said(i.message_id, i.thread_id, i.us, i.tz_minutes, i.subject, text, unpack_spans(spans), i.cues, matter=read)


def _names(live: Live, ids: Sequence[str]) -> frozenset[str]:
    """The words of the names and addresses of everybody on these messages."""
    return frozenset(
        part
        for row in live.rows_in(_NAMES, list(ids))
        for text in row
        for part in _LETTERS.findall(str(text).lower())
        if len(part) > 2
    )


def _elsewhere(live: Live, words: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """How many messages the book's newest part has, and in how many of them each word or pair stands."""
    last = live.rows("SELECT coalesce(max(n), 0) FROM message")[0][0]
    since = last - BACKGROUND
    # Without a condition SQLite counts along its narrowest index: a tenth of the time.
    counted = "SELECT count(*) FROM message" if since <= 0 else f"SELECT count(*) FROM message WHERE n > {int(since)}"
    total = live.rows(counted)[0][0]
    sql = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid > ? LIMIT {COMMON})"
    return total, {word: live.rows(sql, f'own : "{word}"', since)[0][0] for word in words}
