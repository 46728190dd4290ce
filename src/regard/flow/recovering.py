"""Messages that nobody kept: originals of people outside our company, recovered from the quotes of mail that was kept.

Every quote is looked at together with all that begins with the same letters: where one of those is its original, the quote points
there; where none is and its words are few, a message of the same author and minute that holds them is; else the quote seen first (by
when its carrier was known, then by the carrier's id) becomes a message of its own, with `basis` recovered, and the other quotes of the
same words point to it. That is a function of what is in the book, not of how it came in.

Only authors with an address outside our domains are recovered, and nothing that is excluded or erased. Reads quote, message, body;
writes quote.target, and message, party, body and words of recovered messages; marks what they touch as dirty.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from regard.flow.naming import put_handles
from regard.flow.reading import FORWARD, REPLY
from regard.identity.exclusions import MessageFacts, excluded
from regard.identity.sides import side
from regard.model import DAY, Somebody
from regard.parse.arrival import DELIVERY
from regard.parse.automated import automated_quote
from regard.parse.originals import said
from regard.parse.quoted_match import FARTHEST_SHIFT, HOUR, MINUTE, same_brief, same_message
from regard.parse.zones import zones
from regard.privacy import Gate
from regard.store.live import Live
from regard.store.records import Records
from regard.store.spans import pack_spans, unpack_spans

CHUNK = 4_000
"""Groups of quotes decided in one transaction."""
LONGEST_BRIEF = 400
"""Signs of a text beyond which it is not asked whether its letters are few."""
APART = 2 * DAY
"""No two clocks or readings of a day put a message and its quote farther apart."""

_QUOTES = """SELECT q.letters, q.carrier, q.k, q.id, q.us, q.minute_known, q.tz, q.author, q.author_name, q.people, q.recipients,
    q.subject, q.subject_core, q.text, q.start, q."end", q.depth, q.target, m.id, m.item_id, m.known_us, m.subject, m.subject_core,
    m.rfc_id FROM quote q JOIN message m ON m.n = q.carrier WHERE m.known_us IS NOT NULL AND q.letters IN ({})"""
_CLAIMED = "CASE WHEN m.us_basis IN ('received', 'order') THEN coalesce(m.us_claimed, m.us) ELSE m.us END"
"""When a message `m` says it was: a quote shows that, right or wrong."""
_OBSERVED = f"""SELECT m.letters, {_CLAIMED}, m.rfc_id, m.id, m.n, coalesce(h.address, ''), m.from_name
    FROM message m LEFT JOIN handle h ON h.n = m.from_n WHERE m.basis = 'observed' AND m.us IS NOT NULL AND m.letters IN ({{}})"""
_OF_MINUTE = f"""SELECT {_CLAIMED}, m.rfc_id, m.id, m.n, h.address, m.from_name FROM handle h JOIN message m ON m.from_n = h.n
    WHERE h.address = ?1 AND m.us BETWEEN ?2 - {DELIVERY} AND ?3 + {DELIVERY} AND {_CLAIMED} BETWEEN ?2 AND ?3
    AND m.basis = 'observed' AND m.kind = 'mail' AND m.id <> ?4"""
_HELD = "SELECT letters, n, id, carrier_id, item_id, quoted FROM message WHERE basis = 'recovered' AND letters IN ({})"


@dataclass(slots=True)
class _Quote:
    """One original in the quotes of one carrier."""

    letters: int
    carrier: int
    k: int
    id: str
    us: int
    minute_known: bool
    tz: int | None
    author_address: str
    author_name: str
    people: str
    recipients: int
    subject: str
    subject_core: str
    text: str
    start: int
    end: int
    depth: int
    target: str | None
    carrier_id: str
    item_id: str
    known_us: int
    carrier_subject: str
    carrier_core: str
    carrier_rfc: str

    @property
    def first(self) -> tuple[int, str, str, int]:
        """Of several quotes of one message the smallest speaks."""
        return self.known_us, self.carrier_rfc, self.carrier_id, self.k


@dataclass(frozen=True, slots=True)
class _Seen:
    """A message that is kept and may be an original."""

    us: int
    rfc_id: str
    id: str
    n: int
    address: str
    name: str


@dataclass(slots=True)
class _Texts:
    """The texts of messages, read when asked for."""

    live: Live
    _bodies: dict[int, tuple[str, str]] = field(default_factory=dict)

    def of_quote(self, q: _Quote) -> str:
        """An original's words; in the text of its carrier where they stand there unchanged."""
        return q.text or self._body(q.carrier)[0][q.start : q.end]

    def of_message(self, n: int) -> str:
        """What a message says without what it quotes."""
        text, spans = self._body(n)
        return said(text, ((s.start, s.end, s.zone) for s in unpack_spans(spans)))

    def _body(self, n: int) -> tuple[str, str]:
        if n not in self._bodies:
            rows = self.live.rows("SELECT text, spans FROM body WHERE message = ?", n)
            self._bodies[n] = rows[0] if rows else ("", "")
        return self._bodies[n]


@dataclass(slots=True)
class Recovering:
    """Decides over quotes. `us` and `owners` say who is ours; while nobody knows that, nothing is recovered."""

    records: Records
    live: Live
    us: Sequence[str]
    owners: Sequence[str]
    gate: Gate

    def settle(self) -> int:
        """Decide over all groups of quotes that are marked dirty; how many messages are new by that."""
        rules = self._rules()
        if self.live.get("quote_rules") != rules:
            sql = """SELECT letters FROM quote WHERE letters IS NOT NULL
                UNION SELECT letters FROM message WHERE basis = 'recovered' AND letters IS NOT NULL ORDER BY 1"""
        else:
            sql = "SELECT DISTINCT CAST(key AS INTEGER) FROM dirty WHERE kind = 'letters' ORDER BY 1"
        wanted = array("q", (row[0] for row in self.live.connection.execute(sql)))
        new = sum(self._decide(wanted[start : start + CHUNK].tolist()) for start in range(0, len(wanted), CHUNK))
        if wanted or self.live.get("quote_rules") != rules:
            with self.live.writing() as c:
                c.execute("DELETE FROM dirty WHERE kind = 'letters'")
                self.live.put("quote_rules", rules)
        return new

    def _rules(self) -> str:
        """By what is decided, as a digest: who is ours, what is excluded, who is erased."""
        said_of = (sorted(self.us), sorted(self.owners), self.gate.exclusions.said(), sorted(self.gate.erased))
        return blake2b(repr(said_of).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def _decide(self, group: list[int]) -> int:
        """Settle all quotes that begin with certain letters, in one transaction."""
        live = self.live
        texts = _Texts(live)
        quotes = _by_letters([_Quote(*row) for row in live.rows_in(_QUOTES, group)])
        observed: dict[int, list[_Seen]] = defaultdict(list)
        for row in live.rows_in(_OBSERVED, group):
            observed[row[0]].append(_Seen(*row[1:]))
        held: dict[str, tuple[Any, ...]] = {row[2]: row[1:] for row in live.rows_in(_HELD, group)}
        speaking: dict[str, _Quote] = {}
        targets: list[tuple[str | None, int, int]] = []
        touched: set[str] = set()
        for letters, of in quotes.items():
            for q, target in self._targets(of, sorted(observed.get(letters, []), key=attrgetter("us", "rfc_id", "id")), texts):
                if target == q.id:
                    speaking.setdefault(q.id, q)
                if target != q.target:
                    targets.append((target, q.carrier, q.k))
                    touched.add(q.carrier_id)
        kept = {i for i, row in held.items() if i in speaking and row[2:] == _stands(speaking[i])}
        gone = [row for i, row in held.items() if i not in kept]
        new = [q for i, q in speaking.items() if i not in kept]
        with live.writing() as c:
            c.executemany("DELETE FROM dirty WHERE kind = 'letters' AND key = ?", [(str(g),) for g in group])
            c.executemany("UPDATE quote SET target = ? WHERE carrier = ? AND k = ?", targets)
            if gone:
                live.remove([row[0] for row in gone])
                c.executemany("DELETE FROM dirty WHERE kind = 'letters' AND key = ?", [(str(g),) for g in group])
            self._put(new, texts)
            touched |= {q.carrier_id for q in new} | {row[2] for row in gone}
            c.executemany("INSERT OR IGNORE INTO dirty VALUES('hang', ?)", [(m,) for m in sorted(touched)])
        return len({q.id for q in new} - held.keys())

    def _targets(self, quotes: list[_Quote], observed: list[_Seen], texts: _Texts) -> Iterator[tuple[_Quote, str | None]]:
        """Each quote with the message it is: an observed one, or the first quote that became one; None for neither."""
        accepted: dict[int, list[_Quote]] = defaultdict(list)
        by_id: set[str] = set()
        for q in sorted(quotes, key=attrgetter("first")):
            target = _original(q, observed, texts) or self._brief(q, texts)
            if target is None and q.id in by_id:
                target = q.id
            if target is None:
                target = next((a.id for a in _near(q, accepted) if _same(q, a, texts)), None)
            if target is None and self._wanted(q, texts):
                target = q.id
                by_id.add(q.id)
                accepted[q.us // MINUTE % 60].append(q)
            yield q, target

    def _brief(self, q: _Quote, texts: _Texts) -> str | None:
        """The observed message of the same author and minute that a quote of few words is of; of several the nearest in time."""
        if not q.author_address or not q.minute_known or len(texts.of_quote(q)) > LONGEST_BRIEF:
            return None
        near = (q.author_address, q.us - 2 * MINUTE, q.us + 2 * MINUTE, q.carrier_id)
        seen = sorted(
            (_Seen(*row) for row in self.live.rows(_OF_MINUTE, *near)), key=lambda m: (abs(m.us - q.us), m.rfc_id, m.id)
        )
        compared = _Compared(q, texts)
        return next((m.id for m in seen if same_brief(compared, m.address, m.us, texts.of_message(m.n))), None)

    def _wanted(self, q: _Quote, texts: _Texts) -> bool:
        """Whether an original may be a message: by somebody outside our company, not erased, nothing that is excluded."""
        author = q.author_address
        if not author or not (self.us or self.owners) or side(author, self.us, self.owners) == "us":
            return False
        if self.gate.is_erased(author):
            return False
        addresses = tuple(address for address, _, _ in json.loads(q.people))
        facts = MessageFacts("", q.subject or q.carrier_subject, texts.of_quote(q), addresses, author=author)
        return not excluded(facts, self.gate.exclusions)

    # ------------------------------------------------------------------------------------------------ writing

    def _put(self, new: Sequence[_Quote], texts: _Texts) -> None:
        """Write recovered messages, inside the caller's transaction."""
        c = self.live.connection
        everybody = {q.id: self._people(q) for q in new}
        names: dict[str, Counter[str]] = {}
        for people in everybody.values():
            for address, name, _ in people:
                names.setdefault(address, Counter()).update([name] if name else [])
        handles = put_handles(c, self.records.key, names)
        n = (c.execute("SELECT max(n) FROM message").fetchone()[0] or 0) + 1
        messages, parties, bodies = [], [], []
        for at, q in enumerate(new, start=n):
            text = texts.of_quote(q)
            spans = zones(text, (q.author_name, q.author_address))
            own = "\n".join(text[s.start : s.end] for s in spans if s.zone == "own")
            messages.append(_message_row(at, q, handles[q.author_address], own))
            parties += [(at, handles[address], role) for address, _, role in everybody[q.id]]
            bodies.append((at, q.subject or q.carrier_subject, own, text, pack_spans(spans), "[]"))
        c.executemany(_INSERT, messages)
        c.executemany("INSERT INTO party VALUES(?, ?, ?)", parties)
        c.executemany("INSERT INTO body VALUES(?, ?, ?, ?, ?, ?)", bodies)
        c.executemany("INSERT INTO words(rowid, subject, own) VALUES(?, ?, ?)", [b[:3] for b in bodies])
        touched = {(str(h),) for h in handles.values()}
        c.executemany("INSERT OR IGNORE INTO dirty VALUES('handle', ?)", sorted(touched))

    def _people(self, q: _Quote) -> list[Somebody]:
        """Who is on it; nobody who was erased."""
        return [(a, name, role) for a, name, role in json.loads(q.people) if not self.gate.is_erased(a)]


_COLUMNS = (
    *(
        "n",
        "id",
        "item_id",
        "kind",
        "rfc_id",
        "in_reply_to",
        "refs",
        "us",
        "us_claimed",
        "us_basis",
        "known_us",
        "from_n",
        "subject",
    ),
    *("subject_core", "basis", "carrier_id", "automated", "words", "is_reply", "is_forward", "tz", "recipients", "cues"),
    *("from_name", "letters", "quoted"),
)
_INSERT = f"INSERT INTO message({', '.join(_COLUMNS)}) VALUES({', '.join('?' * len(_COLUMNS))})"


def _message_row(n: int, q: _Quote, sender: int, own: str) -> tuple[Any, ...]:
    subject = q.subject or q.carrier_subject
    when = (q.us, q.us, "quote", q.known_us)
    kind = (int(REPLY.match(q.subject) is not None), int(FORWARD.match(q.subject) is not None))
    machine = automated_quote(q.author_address, own)
    about = (
        sender,
        subject,
        q.subject_core,
        "recovered",
        q.carrier_id,
        machine,
        len(own.split()),
        *kind,
        q.tz,
        q.recipients,
        "",
    )
    return (n, q.id, q.item_id, "mail", "", "", "", *when, *about, q.author_name, q.letters, q.people)


def _stands(q: _Quote) -> tuple[str, str, str]:
    """What a recovered message must say to be that of a quote: its carrier, the item that speaks for it, and its people."""
    return q.carrier_id, q.item_id, q.people


def _by_letters(quotes: list[_Quote]) -> dict[int, list[_Quote]]:
    quotes.sort(key=attrgetter("letters"))
    return {letters: list(of) for letters, of in groupby(quotes, key=attrgetter("letters"))}


@dataclass(slots=True)
class _Compared:
    """A quote as `same_message` looks at it: its text is read only when author and time agree."""

    q: _Quote
    texts: _Texts

    @property
    def author_name(self) -> str:
        """As written."""
        return self.q.author_name

    @property
    def author_address(self) -> str:
        """As written or found."""
        return self.q.author_address

    @property
    def us(self) -> int:
        """When."""
        return self.q.us

    @property
    def minute_known(self) -> bool:
        """Whether more than the day is known."""
        return bool(self.q.minute_known)

    @property
    def text(self) -> str:
        """Its words."""
        return self.texts.of_quote(self.q)


def _original(q: _Quote, observed: Sequence[_Seen], texts: _Texts) -> str | None:
    """The observed message that a quote is of; of several the nearest in time."""
    first = bisect_left(observed, q.us - APART, key=attrgetter("us"))
    best: tuple[int, str, str] | None = None
    for m in observed[first:]:
        if m.us > q.us + APART:
            break
        apart = (abs(m.us - q.us), m.rfc_id, m.id)
        if m.id == q.carrier_id or (best is not None and apart > best) or not _near_minutes(q, m.us):
            continue
        if same_message(_Compared(q, texts), (m.name,), m.address, m.us, texts.of_message(m.n))[0]:
            best = apart
    return best[2] if best else None


def _near_minutes(q: _Quote, us: int) -> bool:
    return not q.minute_known or ((us // MINUTE - q.us // MINUTE + 1) % 60 <= 2 and abs(us - q.us) <= FARTHEST_SHIFT + HOUR)


def _near(q: _Quote, accepted: Mapping[int, list[_Quote]]) -> Iterator[_Quote]:
    """Quotes that became messages at about the minute of this one, those of no known minute included."""
    minutes = [(q.us // MINUTE + more) % 60 for more in (0, 1, -1)] if q.minute_known else sorted(accepted)
    for minute in minutes:
        yield from (a for a in accepted.get(minute, ()) if abs(a.us - q.us) <= APART)


def _same(q: _Quote, a: _Quote, texts: _Texts) -> bool:
    return same_message(_Compared(q, texts), (a.author_name,), a.author_address, a.us, texts.of_quote(a))[0]


# ----------------------------------------------------------------------------------------------------- hanging


def hang(live: Live) -> None:
    """Give recovered messages their place in the thread of their carrier: before it, and each after what it quotes itself.

    They join no threads and give none its id, so that nothing observed is threaded otherwise for them: the carrier's parent is
    the recovered message it quotes where nothing else is its parent.
    """
    while wanted := [row[0] for row in live.rows("SELECT key FROM dirty WHERE kind = 'hang' ORDER BY key LIMIT ?", CHUNK)]:
        _hang(live, wanted)


def _hang(live: Live, wanted: list[str]) -> None:
    """The same for some carriers, in one transaction."""
    carriers = {
        row[0]: row[1:]
        for row in live.rows_in("SELECT id, n, us, thread_id, parent_id, how FROM message WHERE id IN ({})", wanted)
    }
    held: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in live.rows_in(
        "SELECT carrier_id, id, us, thread_id, parent_id, how FROM message WHERE carrier_id IN ({})", wanted
    ):
        held[row[0]].append(row[1:])
    order: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    sql = "SELECT carrier, k, id, depth, target FROM quote WHERE carrier IN ({})"
    for row in live.rows_in(sql, [row[0] for row in carriers.values()]):
        order[row[0]].append(row[1:])
    changed: list[tuple[Any, ...]] = []
    for carrier, (n, us, thread_id, parent_id, how) in carriers.items():
        mine = {row[0]: row for row in held[carrier]}
        quotes = [(depth, q) for _, q, depth, target in sorted(order[n]) if q == target and q in mine]
        parents = {q: _answered(quotes, at, mine) for at, (_, q) in enumerate(quotes)}
        for q, row in mine.items():
            parent = parents.get(q)
            place = (thread_id, parent, "quote" if parent else None)
            if row[2:] != place:
                changed.append((*place, q))
        first = quotes[0][1] if quotes and quotes[0][0] == 1 and us is not None and mine[quotes[0][1]][1] <= us else None
        if how == "quote" or parent_id is None:
            place = (thread_id, first, "quote" if first else None)
            if (thread_id, parent_id, how) != place:
                changed.append((*place, carrier))
    with live.writing() as c:
        c.executemany("UPDATE message SET thread_id = ?, parent_id = ?, how = ? WHERE id = ?", changed)
        live.mark_people([row[3] for row in changed])
        c.executemany("DELETE FROM dirty WHERE kind = 'hang' AND key = ?", [(carrier,) for carrier in wanted])


def _answered(quotes: Sequence[tuple[int, str]], at: int, mine: Mapping[str, tuple[Any, ...]]) -> str | None:
    """What the original at `at` itself quotes first, where that is of the same carrier and not later."""
    depth, q = quotes[at]
    if at + 1 < len(quotes) and quotes[at + 1][0] == depth + 1 and mine[quotes[at + 1][1]][1] <= mine[q][1]:
        return quotes[at + 1][1]
    return None
