"""What did buyers tell whoever writes this draft, to be kept to in it? Reads message, party, body, handle, person, contact, words.

Only what was written to the writer: nobody else of ours is told of it. Of somebody who asked not to be modelled nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from regard.actions.advised import asks_to_leave
from regard.actions.figures import figure
from regard.actions.reader import Receiver, Said
from regard.actions.telling_on import content
from regard.answers.confided import confided
from regard.answers.deal_people import titles_of
from regard.answers.view import View
from regard.evidence.language.dates import due_dates
from regard.evidence.language.sentences import plain, sentences
from regard.identity.sensitive import is_private
from regard.model import DAY
from regard.store.spans import unpack_spans
from regard.time import iso_day

_WORD = re.compile(r"[a-z0-9'-]{3,}")
LATELY = 180 * DAY
LATEST = 500
"""So many of their latest mails are looked at."""
_TO_WRITER = """SELECT m.id, m.us, m.tz, s.name, b.own FROM person s CROSS JOIN handle h ON h.person = s.id
    CROSS JOIN message m ON m.from_n = h.n JOIN body b ON b.message = m.n
    WHERE s.id IN ({}) AND s.side = 'them' AND NOT s.objected AND m.us > {since} AND m.us <= {as_of}
    AND m.known_us <= {as_of} AND m.automated = '' AND m.basis = 'observed' AND m.kind = 'mail'
    AND EXISTS (SELECT 1 FROM party p JOIN handle o ON o.n = p.handle WHERE p.message = m.n AND o.person = '{writer}')"""
_CONFIDED = """SELECT m.n, m.id, m.us, s.id, s.name, b.text, b.spans FROM handle o CROSS JOIN party p ON p.handle = o.n
    CROSS JOIN message m ON m.n = p.message JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person AND s.side = 'them' AND NOT s.objected
    JOIN body b ON b.message = m.n WHERE o.person = ? AND p.role = 'to' AND m.us > ? AND m.us <= ? AND m.known_us <= ? AND m.automated = ''
    AND m.basis = 'observed' AND m.kind = 'mail' ORDER BY m.us DESC, m.id"""
_ON = "SELECT q.message, h.person FROM party q JOIN handle h ON h.n = q.handle WHERE q.message IN ({})"
_HAD = """SELECT m.n, m.id, b.own || ' ' || m.subject FROM handle h CROSS JOIN party p ON p.handle = h.n
    CROSS JOIN message m ON m.n = p.message JOIN body b ON b.message = m.n
    WHERE h.person = ? AND m.us > ? AND m.us <= ? AND m.known_us <= ? ORDER BY m.us DESC LIMIT 300"""
_OURS = """SELECT m.id, m.us, s.name, b.own FROM handle t CROSS JOIN party p ON p.handle = t.n
    CROSS JOIN message m ON m.n = p.message JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person AND s.side = 'us' JOIN body b ON b.message = m.n
    WHERE t.person IN ({}) AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of} AND m.automated = ''
    AND m.basis = 'observed' AND m.kind = 'mail'"""
STANDS = 240 * DAY
LONGEST = 300
_DIGIT = re.compile(r"\d")
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
SECRETS = 30
"""So many of the latest sentences told in confidence are kept to."""
COMMON = 100
"""A word in more than one of so many messages is common, but not where it stands in twenty or fewer."""
FEWEST_WORDS = 4
_NEAR = """SELECT s.id FROM person s WHERE s.side = 'them' AND s.company_id IN
    (SELECT company_id FROM person WHERE company_id IS NOT NULL AND id IN ({}))"""


def receivers(view: View, people: Sequence[str]) -> tuple[Receiver, ...]:
    """Whom the draft goes to, in this order, each with the title they sign with or the CRM knows, and the name of their mailbox."""
    titles = titles_of(view, list(people))
    rows = {r[0]: r for r in view.live.rows_in("SELECT id, name, address FROM person WHERE id IN ({})", list(people))}
    return tuple(
        Receiver(rows[p][1] or rows[p][2], f"{titles.get(p, ('', ''))[0]} {rows[p][2].partition('@')[0].replace('.', ' ')}")
        for p in people
        if p in rows
    )


def advised(view: View, writer: str, people: Sequence[str]) -> tuple[Said, ...]:
    """What people of these people's companies asked the writer (a person of ours) not to do, or allowed after all, within half a year."""
    if not view.text or not writer:
        return ()
    near = sorted({*people, *(row[0] for row in view.live.rows_in(_NEAR, list(people)))})
    sql = _TO_WRITER.format("{}", since=view.as_of_us - LATELY, as_of=view.as_of_us, writer=writer)
    rows = sorted(view.live.rows_in(sql, near), key=lambda r: (r[1], r[0]))[-LATEST:]
    return tuple(said for row in rows for said in _advice(*row))


def _advice(message_id: str, us: int, tz: int | None, name: str, own: str) -> Iterator[Said]:
    places = list(sentences(own, 0, len(own)))
    for n, (start, end) in enumerate(places):
        words = " ".join(own[start:end].split())
        if not asks_to_leave(words) or is_private(words):
            continue
        near = " ".join(own[slice(*places[n + 1])].split()) if n + 1 < len(places) else ""
        yield Said(words, name, iso_day(us) or "", message_id, near, _until(words, us, tz))


def confided_to(view: View, writer: str, people: Sequence[str]) -> tuple[tuple[Said, ...], frozenset[str]]:
    """What buyers told the writer (a person of ours) in confidence within half a year, without what some of these people wrote or were told
    themselves; and the stems of it that are common in the book or that each of these people has had in mail.
    """
    if not view.text or not writer or not people:
        return (), frozenset()
    rows = view.live.rows(_CONFIDED, writer, view.as_of_us - LATELY, view.as_of_us, view.as_of_us)
    private = confided(view.live, [row[1] for row in rows])
    rows = [row for row in rows if row[1] in private]
    on: dict[int, set[str]] = {}
    for message, person in view.live.rows_in(_ON, [row[0] for row in rows]):
        on.setdefault(message, set()).add(person)
    found = [
        said for row in rows if any(p not in on.get(row[0], set()) | {row[3]} for p in people) for said in _told(*row[1:])
    ][:SECRETS]
    if not found:
        return (), frozenset()
    told = {said.message_id for said in found}
    strangers = [p for p in people if p not in {row[3] for row in rows if row[1] in told}] or list(people)
    words = content(" ".join(said.words for said in found))
    had = [words & _had(view, person, private) for person in strangers]
    return tuple(found), frozenset.intersection(*had) | _common(view, " ".join(said.words for said in found))


def _told(message_id: str, us: int, _person: str, name: str, text: str, spans: str) -> Iterator[Said]:
    """The sentences of a mail, each with the one after it; nothing of private life."""
    own = [s for s in unpack_spans(spans) if s.zone == "own"]
    places = [place for s in own for place in sentences(text, s.start, s.end)]
    said = [" ".join(text[a:b].split()) for a, b in places]
    for words, near in zip(said, [*said[1:], ""], strict=True):
        if len(words.split()) >= FEWEST_WORDS and not is_private(words):
            yield Said(words, name, iso_day(us) or "", message_id, "" if is_private(near) else near)


def _had(view: View, person: str, private: Collection[str]) -> frozenset[str]:
    """The stems of what somebody wrote or got within a year, without what was told in confidence."""
    rows = view.live.rows(_HAD, person, view.as_of_us - 2 * LATELY, view.as_of_us, view.as_of_us)
    return frozenset().union(*(content(words) for _, message, words in rows if message not in private))


def _common(view: View, words: str) -> frozenset[str]:
    """The stems of those words that stand in many messages of the book."""
    most = max(20, int(view.live.rows("SELECT count(*) FROM body")[0][0]) // COMMON)
    seen: dict[str, frozenset[str]] = {}
    for word in set(_WORD.findall(words.lower())):
        if stem := content(word):
            seen[word] = stem
    return frozenset().union(
        *(stem for word, stem in seen.items() if int(view.live.rows(_COUNT, f'"{word}"', most + 1)[0][0]) > most)
    )


def stated(view: View, people: Sequence[str]) -> tuple[Said, ...]:
    """The sentences with one figure that ours wrote to these people within eight months, in order of time; none of what is in
    confidence."""
    if not view.text:
        return ()
    sql = _OURS.format("{}", since=view.as_of_us - STANDS, as_of=view.as_of_us)
    rows = sorted(set(view.live.rows_in(sql, list(people))), key=lambda r: (r[1], r[0]))[-LATEST:]
    found = [(row, words) for row in rows for words in _figures(row[3])]
    private = confided(view.live, [row[0] for row, _ in found]) if found else frozenset()
    return tuple(Said(words, row[2], iso_day(row[1]) or "", row[0]) for row, words in found if row[0] not in private)


def _figures(own: str) -> Iterator[str]:
    if not _DIGIT.search(own):
        return
    for start, end in sentences(own, 0, len(own)):
        words = " ".join(own[start:end].split())
        if len(words) < LONGEST and figure(words) is not None:
            yield words


def _until(words: str, us: int, tz: int | None) -> str:
    """The day behind "before" or "until"; "" without one."""
    low = plain(words)
    at = max((low.rfind(w) for w in ("before ", "until ", "till ")), default=-1)
    if at < 0:
        return ""
    return max((d.day for d in due_dates(words[at:].partition(" ")[2], us, tz) if d.day), default="")
