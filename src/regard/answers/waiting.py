"""Which asks of buyers wait for an answer of ours? The one definition behind the list, the pages, the agenda, the brief and the digest.

An ask waits where a person of theirs (no machine, no text sent to many, nobody who sells to us) wrote to one of ours (not merely with us
in copy, nor to more than a dozen), words of it want something back (`evidence.language.answerable`), none of us wrote to them or to a
colleague of theirs since, in the thread or of anything else, nor handled a later mail of theirs (it stands quoted in one of ours), no
meeting or call with them followed, they did not go on in the thread, and a mailbox of those it went to, which would show our answer, is
read. Older asks than two months nobody waits for any more. Of small talk and of private matters nothing is told.

Reads interaction, message, body, party, handle, coverage, person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regard.answers.account_sides import suppliers
from regard.evidence.language.answerable import offers_to_us, wants_answer
from regard.evidence.language.detect import SPLIT, UNREAD, located
from regard.evidence.topics import FEWEST_WORDS
from regard.flow.interacting import cues as cues_of
from regard.identity.normalize import domain_of, is_freemail
from regard.identity.sensitive import NEVER_A_TOPIC
from regard.model import DAY, LEAN, Cue

if TYPE_CHECKING:
    from regard.answers.view import View
    from regard.store.live import Live

OPEN_FOR = 60 * DAY
DARK_AFTER = 14 * DAY
"""What a mailbox that went dark before then would show of our answers nobody can know."""
ROUND = 12
"""A mail to more people than this asks nobody in particular."""
KINDS = ("question", "request", "asks_advice", "asks_next_step", "complains")
"""In the order in which one of several is told."""
_RAPPORT = frozenset({"social_talk", "unprompted_thanks"})
_ASKED = """SELECT i.buyer, i.message_id, i.us, m.n, m.subject, m.cues, b.text, m.thread_id, m.recipients, m.lean, m.letters,
    m.from_n, b.own, p.address, p.company_id FROM interaction i JOIN person p ON p.id = i.buyer AND p.side = 'them'
    JOIN message m ON m.id = i.message_id LEFT JOIN body b ON b.message = m.n
    WHERE NOT i.outbound AND i.asks AND i.kind = 'mail' AND NOT i.automated AND (i.answered_us IS NULL OR i.answered_us > {as_of})
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND NOT i.recovered
    AND m.n IN (SELECT q.message FROM party q JOIN handle g ON g.n = q.handle WHERE q.role = 'to' AND q.message = m.n AND g.person IN
        (SELECT h.person FROM coverage c JOIN handle h ON h.id = c.owner_h WHERE c.outbound AND c.end_us >= {as_of} - {dark}))
    AND EXISTS (SELECT 1 FROM interaction o WHERE o.buyer = i.buyer AND o.outbound AND o.us <= {as_of}) {among} ORDER BY i.us DESC, m.id"""
_TO = """SELECT p.message, s.id, coalesce(nullif(s.name, ''), s.address) FROM party p JOIN handle h ON h.n = p.handle
    JOIN person s ON s.id = h.person AND s.side = 'us' WHERE p.role = 'to' AND p.message IN ({}) ORDER BY h.address"""
_LATER = """SELECT i.buyer, m.thread_id, max(i.us) FROM interaction i JOIN message m ON m.id = i.message_id
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND m.thread_id IS NOT NULL AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} AND i.buyer IN ({{}}) GROUP BY 1, 2"""
_TURNED = """SELECT buyer, max(us) FROM interaction WHERE (kind <> 'mail' OR recovered OR (outbound AND NOT copied))
    AND NOT automated AND us > {since} AND us <= {as_of} AND known_us <= {as_of} AND buyer IN ({{}}) GROUP BY 1"""
_COLLEAGUES = """SELECT p.company_id, max(i.us) FROM interaction i JOIN person p ON p.id = i.buyer WHERE i.outbound AND NOT i.copied
    AND i.kind = 'mail' AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND p.company_id IN ({{}})
    GROUP BY 1"""
_ALIKE = "SELECT letters, from_n, count(*) FROM message WHERE letters IN ({}) GROUP BY 1, 2"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ask of a buyer that waits: the message, when, its words ([start, end) of the text; empty where words are not read), and to
    whom of ours it went: the one it greets by name, else everybody it was addressed to, as (person, name).
    """

    buyer: str
    message_id: str
    us: int
    subject: str
    quote: str
    start: int
    end: int
    to: tuple[tuple[str, str], ...]


Asks = Mapping[str, Sequence[Waiting]]


def waiting(view: View, among: Collection[str] | None = None) -> dict[str, list[Waiting]]:
    """Buyer -> their asks that wait (of all buyers, or `among` these), the latest first, one a thread."""
    at, since = view.as_of_us, view.as_of_us - OPEN_FOR
    sql = _ASKED.format(as_of=at, since=since, dark=DARK_AFTER, among="" if among is None else "AND i.buyer IN ({})")
    rows = view.live.rows(sql) if among is None else list(view.live.rows_in(sql, sorted(set(among))))
    out = suppliers(view) if rows else frozenset()
    rows = [row for row in rows if row[14] not in out]
    if not rows:
        return {}
    seen = _Seen.of(view.live, rows, since, at)
    found: dict[str, list[Waiting]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (-r[2], r[1])):
        one = _one(view, row, seen)
        if one is not None:
            found[one.buyer].append(one)
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What else is known of some asking mails: to whom of ours they went, what came after, how often such a text was sent."""

    to: Mapping[int, Sequence[tuple[str, str]]]
    later: Mapping[tuple[str, str], int]
    turned: Mapping[str, int]
    company: Mapping[str, int]
    alike: Mapping[tuple[int, int], int]

    @staticmethod
    def of(live: Live, rows: Sequence[Any], since: int, at: int) -> _Seen:
        to: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for message, person, name in live.rows_in(_TO, [r[3] for r in rows]):
            if (person, name) not in to[message]:
                to[message].append((person, name))
        buyers = sorted({r[0] for r in rows})
        later = {(b, t): us for b, t, us in live.rows_in(_LATER.format(since=since, as_of=at), buyers)}
        turned = dict(live.rows_in(_TURNED.format(since=since, as_of=at), buyers))
        theirs = sorted({r[14] for r in rows if r[14]})
        company = dict(live.rows_in(_COLLEAGUES.format(since=since, as_of=at), theirs))
        letters = sorted({r[10] for r in rows if r[10] is not None})
        alike = {(of, by): n for of, by, n in live.rows_in(_ALIKE, letters)}
        return _Seen(to, later, turned, company, alike)


def _one(view: View, row: Any, seen: _Seen) -> Waiting | None:
    """One asking mail, where it waits."""
    buyer, message_id, us, n, subject, cues, text, thread, recipients, lean, letters, sender, own, address, company = row
    to = seen.to.get(n, ())
    since = max(seen.turned.get(buyer, 0), seen.company.get(company, 0), seen.later.get((buyer, thread), 0) if thread else 0)
    if not to or recipients > ROUND or since > us:
        return None
    start = end = 0
    if view.text:
        private = lean == LEAN["personal"] and is_freemail(domain_of(address))
        if private or seen.alike.get((letters, sender), 0) > 1 or offers_to_us(subject, own or ""):
            return None
        found = cues_of(cues)
        cue = asking(found, text or "", KINDS)
        if cue is not None:
            start, end = cue.start, cue.end
        elif not any(c.kind == UNREAD for c in found):  # in a language that is not read anything may be asked
            return None
    return Waiting(buyer, message_id, us, subject, (text or "")[start:end], start, end, tuple(_greeted(own or "", to)))


def asking(cues: Sequence[Cue], text: str, kinds: Sequence[str]) -> Cue | None:
    """The sentence that wants an answer: a question before a request, the last of its kind (what is asked for stands at the end)."""
    found = [c for c in cues if c.kind in kinds and _may_be_told(text, c) and wants_answer(text[c.start : c.end], c.kind)]
    return max(found, key=lambda c: (-kinds.index(c.kind), c.start), default=None)


def _may_be_told(text: str, c: Cue) -> bool:
    """Whether a sentence says something, and nothing private: of small talk nothing is ever quoted."""
    here = text[c.start : c.end]
    if len(here.split()) < FEWEST_WORDS or not NEVER_A_TOPIC.isdisjoint(here.lower().translate(SPLIT).split()):
        return False
    return all(kind not in _RAPPORT for kind, *_ in located(text, c.start, c.end))


_GREETS = 60
_WORD = re.compile(r"[^\W\d_]+")


def _greeted(own: str, to: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Those of some people whom a mail greets by a word of their name; all of them, where it greets none."""
    if len(to) < 2:
        return to
    first = {w.lower() for w in _WORD.findall(own.lstrip().split("\n", 1)[0][:_GREETS])}
    named = [(person, name) for person, name in to if first & {w.lower() for w in _WORD.findall(name) if len(w) > 2}]
    return named or to


def names(to: Iterable[tuple[str, str]], you: str = "") -> str:
    """Whom of ours an ask was addressed to, in words; `you` is the only one of ours whose book this is, where there is one."""
    told = ["you" if person == you else name for person, name in to]
    if len(told) > 3:
        return f"{told[0]} and {len(told) - 1} others of ours"
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
