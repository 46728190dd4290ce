"""Which message answers which, and which belong to one thread?

Headers decide where they can: the last entry of References that the book holds, else In-Reply-To. Where a message has no such
header, a part of a numbered series ("[2/5]") goes to the first part, and a "Re:" or "Fw:" to the earlier message with the same subject
core whose lines it quotes, or else whose people fit. Anything else is a root.

Every edge is a function of the child and of what the index holds, never of the order of import. So a sync need only ask
`affected` which older messages the new ones bear upon, and work out the edges of those anew: the result is that of a full run.

Reads `message`, `message_party`; gives `thread_edge` and `message.thread_id`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from regard.ids import digest
from regard.model import DAY

How = Literal["references", "in_reply_to", "shared_reference", "part", "words", "subject", "forward"]
HOWS: tuple[How, ...] = get_args(How)
Part = tuple[str, int, int]
"""The words around the numbers of a part of a series, which part it is (from 0 or 1), and of how many."""
WINDOW = 30 * DAY
"""How long after a message its subject alone can still tie an answer to it."""
GENERIC_WINDOW = 3 * DAY
"""The same where the subject says nothing ("", "hi", "question")."""
DISTINCT_WINDOW = 120 * DAY
"""The same for a long subject between people who write to each other."""
DISTINCT = 15
"""From so many characters a subject core counts as long."""
SERIES = DAY // 24
"""The parts of a series are sent so close together."""
NEWEST = 500
"""A subject used more often than this within its window is read only so far back."""

BEST_FIT = 0.95
WRITE_TO_EACH_OTHER = 0.8
"""From this fit upwards the replier addresses the author."""

_GENERIC = """
    hi, hello, hey, hallo, bonjour, question, questions, quick question, frage, fragen, anfrage, meeting, termin, call, update,
    updates, fyi, info, information, thanks, thank you, danke, merci, help, test, none, no subject, (no subject), kein betreff,
    urgent, today, tomorrow, heute, follow up, follow-up, followup, reminder, request, status, news, note, lunch, invoice,
    rechnung, report, document, documents, attached, file, files, message, your message, your mail, your email
"""
GENERIC = frozenset(" ".join(_GENERIC.split()).split(", "))
"""Subject cores that many unrelated messages bear; those under three characters count as well."""


@dataclass(frozen=True, slots=True)
class ThreadFacts:
    """What threading needs to know of one message.

    `from_p` and `participants` (sender included) name people in one vocabulary: handles, or person ids. `direct` are those in
    To. `us` is None for a message without a trustworthy date: it is threaded by headers only. `is_reply` means that it says
    so itself ("Re:"), `is_forward` likewise ("Fw:"). `part` is set for a part of a numbered series (see `part_of`). `said` and
    `quotes` are its own lines and those it quotes, as numbers (`parse.quoted_words`); empty where nobody has looked. `also` are the
    Message-IDs of further copies of it.
    """

    id: str
    us: int | None
    rfc_id: str
    in_reply_to: str
    references: tuple[str, ...]
    subject_core: str
    is_reply: bool
    from_p: str
    participants: frozenset[str]
    direct: frozenset[str] = frozenset()
    is_forward: bool = False
    part: Part | None = None
    said: frozenset[int] = frozenset()
    quotes: frozenset[int] = frozenset()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """`child` belongs to the thread of `parent`, and answers it unless `how` is shared_reference.

    Then both answer a message that the book lacks. `confidence` is 0 to 1.
    """

    child: str
    parent: str
    how: How
    confidence: float

    @property
    def answers(self) -> bool:
        """Whether the parent is the very message that the child answers or forwards."""
        return self.how != "shared_reference"


Words = tuple[frozenset[int], frozenset[int]]
"""A message's own lines and those it quotes, as numbers."""


class Index(Protocol):
    """Looks messages up among all of the book, the new ones included. Every answer may come in any order."""

    def with_rfc_id(self, rfc_id: str) -> Iterable[ThreadFacts]:
        """The messages with that Message-ID, on any copy of them."""

    def referring_to(self, rfc_id: str) -> Iterable[ThreadFacts]:
        """The messages that name that Message-ID in References or In-Reply-To."""

    def with_core(self, core: str, start_us: int, end_us: int, newest: int | None = None) -> Iterable[ThreadFacts]:
        """The dated messages of that subject core with start_us <= us < end_us: all, or the last `newest` by (us, rfc_id, id)."""

    def from_sender(self, from_p: str, start_us: int, end_us: int) -> Iterable[ThreadFacts]:
        """The dated messages of that sender with start_us <= us < end_us."""

    def words(self, message: ThreadFacts) -> Words:
        """What a message says and quotes, looked at only where that can decide; empty where no words are read."""


class MemoryIndex:
    """An index over messages held in memory; `add` keeps it current."""

    def __init__(self, messages: Iterable[ThreadFacts] = ()) -> None:
        self._by_rfc: dict[str, list[ThreadFacts]] = defaultdict(list)
        self._by_reference: dict[str, list[ThreadFacts]] = defaultdict(list)
        self._by_core: dict[str, list[tuple[int, str, str, ThreadFacts]]] = defaultdict(list)
        self._parts: dict[str, list[ThreadFacts]] = defaultdict(list)
        self._unsorted: set[str] = set()
        self.add(messages)

    def add(self, messages: Iterable[ThreadFacts]) -> None:
        """Take in more messages, none of them twice."""
        for m in messages:
            for rfc_id in own_ids(m):
                self._by_rfc[rfc_id].append(m)
            for rfc_id in named(m):
                self._by_reference[rfc_id].append(m)
            if m.us is not None:
                self._by_core[m.subject_core].append((m.us, m.rfc_id, m.id, m))
                self._unsorted.add(m.subject_core)
                if m.part is not None:
                    self._parts[m.from_p].append(m)

    def words(self, message: ThreadFacts) -> Words:
        """What the facts themselves say."""
        return message.said, message.quotes

    def with_rfc_id(self, rfc_id: str) -> Sequence[ThreadFacts]:
        """The messages with that Message-ID."""
        return self._by_rfc.get(rfc_id, ())

    def referring_to(self, rfc_id: str) -> Sequence[ThreadFacts]:
        """The messages that name that Message-ID in References or In-Reply-To."""
        return self._by_reference.get(rfc_id, ())

    def with_core(self, core: str, start_us: int, end_us: int, newest: int | None = None) -> list[ThreadFacts]:
        """The dated messages of that subject core with start_us <= us < end_us, oldest first: all, or the last `newest`."""
        rows = self._by_core.get(core, [])
        if core in self._unsorted:
            rows.sort(key=lambda row: row[:3])
            self._unsorted.discard(core)
        first, end = bisect_left(rows, (start_us,)), bisect_left(rows, (end_us,))
        if newest is not None:
            first = max(first, end - newest)
        return [row[3] for row in rows[first:end]]

    def from_sender(self, from_p: str, start_us: int, end_us: int) -> list[ThreadFacts]:
        """The dated parts of series of that sender with start_us <= us < end_us: nothing else is asked for."""
        return [m for m in self._parts.get(from_p, ()) if start_us <= (m.us or 0) < end_us]


_PART = re.compile(r"[\[(]([^\[\]()]{0,60}?)(\d{1,3})[ ]?(?:/|of)[ ]?(\d{1,3})([^\[\]()]{0,20})[\])]")


def part_of(subject: str) -> Part | None:
    """Which part of a numbered series a subject names: "[Plan 2/5] Roof" is ("plan", 2, 5); None for none."""
    found = _PART.search(subject) if "/" in subject or " of " in subject else None
    if found is None or not int(found[2]) <= int(found[3]) or int(found[3]) < 2:
        return None
    return " ".join(sorted(f"{found[1]} {found[4]}".casefold().split())), int(found[2]), int(found[3])


def named(message: ThreadFacts) -> tuple[str, ...]:
    """The Message-IDs its headers name, nearest first: References from the end, then In-Reply-To. Never its own."""
    ids = (*reversed(message.references), message.in_reply_to)
    own = own_ids(message)
    return tuple(dict.fromkeys(i for i in ids if i and i not in own))


def own_ids(message: ThreadFacts) -> tuple[str, ...]:
    """The Message-IDs by which others may name it: its own and those of further copies."""
    return tuple(dict.fromkeys(i for i in (message.rfc_id, *message.also) if i))


def edges(messages: Iterable[ThreadFacts], index: Index) -> list[Edge]:
    """The edges upwards from each of `messages`, at most one a message, sorted by child."""
    found = (edge_of(m, index) for m in messages)
    return sorted((e for e in found if e is not None), key=lambda e: e.child)


def affected(new: Iterable[ThreadFacts], index: Index) -> set[str]:
    """Ids of the messages whose edge may differ because `new` came into the index, the new ones included."""
    ids: set[str] = set()
    for m in new:
        ids.add(m.id)
        for rfc_id in (*own_ids(m), *named(m)):
            ids.update(other.id for other in index.referring_to(rfc_id))
        if m.us is not None:
            later = index.with_core(m.subject_core, m.us, m.us + window(m.subject_core) + 1)
            ids.update(c.id for c in later if c.is_reply or c.is_forward)
            ids.update(p.id for p in _series(m, index) if p.part and m.part and p.part[1] > m.part[1])
    return ids


def thread_ids(messages: Iterable[ThreadFacts], edges: Iterable[Edge], key: bytes) -> dict[str, str]:
    """Message id -> thread id: a digest of the earliest (us, id) in its component. Undated messages count as the latest."""
    order = {m.id: (m.us is None, m.us or 0, m.id) for m in messages}
    top = {m: m for m in order}

    def root(m: str) -> str:
        while top[m] != m:
            top[m] = top[top[m]]
            m = top[m]
        return m

    for edge in edges:
        if edge.child not in top or edge.parent not in top:
            continue
        a, b = root(edge.child), root(edge.parent)
        if a != b:
            first, second = (a, b) if order[a] < order[b] else (b, a)
            top[second] = first
    named_by = {m: thread_id(key, order[m][1], m) for m in order if top[m] == m}
    return {m: named_by[root(m)] for m in order}


def thread_id(key: bytes, us: int, message_id: str) -> str:
    """The id of the thread whose earliest message this is."""
    return digest("t", key, str(us), message_id)


def window(core: str) -> int:
    """For how many microseconds a subject core ties an answer to what it answers."""
    if generic(core):
        return GENERIC_WINDOW
    return DISTINCT_WINDOW if len(core) >= DISTINCT else WINDOW


def generic(core: str) -> bool:
    """Whether a subject core says too little to tie messages together by itself."""
    return len(core) < 3 or core in GENERIC


def edge_of(message: ThreadFacts, index: Index) -> Edge | None:
    """The edge upwards from one message; None for a root."""
    by_header = named(message)
    if not by_header:
        return _part_edge(message, index) or _subject_edge(message, index)
    return (
        _header_edge(message, by_header, index)
        or _subject_edge(message, index, nameless=True)
        or _sibling_edge(message, by_header, index)
    )


def _header_edge(message: ThreadFacts, by_header: tuple[str, ...], index: Index) -> Edge | None:
    for rfc_id in by_header:
        held = [p for p in index.with_rfc_id(rfc_id) if p.id != message.id and not _mutual(message, p)]
        if held:
            how: How = "references" if rfc_id in message.references else "in_reply_to"
            return Edge(message.id, min(held, key=_order).id, how, 1.0)
    return None


def _sibling_edge(message: ThreadFacts, by_header: tuple[str, ...], index: Index) -> Edge | None:
    siblings = {s.id: s for rfc_id in by_header for s in index.referring_to(rfc_id)}
    first = min(siblings.values(), key=_order, default=message)
    return Edge(message.id, first.id, "shared_reference", 0.95) if first.id != message.id else None


def _mutual(message: ThreadFacts, parent: ThreadFacts) -> bool:
    """Forged or broken headers can name each other; then only the later one is the child."""
    return not set(own_ids(message)).isdisjoint(named(parent)) and _order(message) < _order(parent)


def _order(message: ThreadFacts) -> tuple[bool, int, str, str]:
    """By time; of one moment by Message-ID, which is the mail's own, before the id that the book made of it with its key."""
    return (message.us is None, message.us or 0, message.rfc_id, message.id)


def _series(message: ThreadFacts, index: Index) -> Iterable[ThreadFacts]:
    """The other parts of the series that a message is a part of."""
    if message.part is None or message.us is None or not message.from_p or message.is_reply or message.is_forward:
        return ()
    near = index.from_sender(message.from_p, message.us - SERIES, message.us + SERIES + 1)
    others = (p for p in near if p.part and p.part[2] == message.part[2] and p.id != message.id)
    return [p for p in others if not (p.is_reply or p.is_forward)]


def _part_edge(message: ThreadFacts, index: Index) -> Edge | None:
    """The edge to the first part of a series; of several that with the same words around its number, then the nearest in time."""
    if message.part is None or message.us is None:
        return None
    us, (tag, number, _) = message.us, message.part
    parts = [(p.part, (abs((p.us or 0) - us), p.rfc_id, p.id)) for p in _series(message, index) if p.part]
    before = [(part[1], part[0] != tag, near) for part, near in parts if part[1] < number]
    return Edge(message.id, min(before)[2][2], "part", 0.9) if before else None


def _quote_edge(message: ThreadFacts, earlier: Sequence[ThreadFacts], index: Index) -> Edge | None:
    """The edge to the one of `earlier` messages (the last first) that says most of what this one quotes, if any says some.

    A line that several of them say tells little of each.
    """
    quotes = index.words(message)[1] if earlier else frozenset()
    if not quotes:
        return None
    shared = {c.id: quotes & index.words(c)[0] for c in earlier}
    often = Counter(line for lines in shared.values() for line in lines)
    best, best_weight = None, 0.0
    for c in earlier:
        weight = sum(1 / often[line] for line in shared.get(c.id, ()))
        if weight > best_weight + 1e-9:
            best, best_weight = c, weight
    return Edge(message.id, best.id, "words", 0.95) if best else None


def _subject_edge(message: ThreadFacts, index: Index, *, nameless: bool = False) -> Edge | None:
    """The edge that the subject gives; `nameless` looks only at messages without a Message-ID (headers name the others)."""
    us, core = message.us, message.subject_core
    if us is None or not (message.is_reply or message.is_forward):
        return None
    fits = _generic_fit if generic(core) else _forward_fit if message.is_forward else _answer_fit
    held = [c for c in index.with_core(core, us - window(core), us + 1, NEWEST) if _order(c) < _order(message)]
    held.sort(key=_order, reverse=True)
    if nameless:
        held = [c for c in held if not c.rfc_id]
    if quoted := _quote_edge(message, held, index):
        return quoted
    best: ThreadFacts | None = None
    best_fit = 0.0
    for c in held:
        fit = fits(message, c)
        if fit > best_fit and (fit >= WRITE_TO_EACH_OTHER or us - (c.us or 0) <= WINDOW):
            best, best_fit = c, fit
            if fit == BEST_FIT:
                break
    if best is None:
        return None
    return Edge(message.id, best.id, "forward" if message.is_forward else "subject", best_fit)


def _answer_fit(child: ThreadFacts, parent: ThreadFacts) -> float:
    """How well the people of a "Re:" fit an earlier message of the same subject, 0 where they do not.

    People answer to the author: an author in To fits best, then an author among the recipients, then a message that the replier
    had received, then one's own, sent on to some of the same people; last, for a long subject, any person or list in common.
    """
    common = (parent.participants & child.participants) - {child.from_p}
    if parent.from_p == child.from_p:
        return 0.6 if common else 0.0
    received = child.from_p in parent.participants
    if parent.from_p in child.participants:
        return (BEST_FIT if parent.from_p in child.direct else 0.9) if received else WRITE_TO_EACH_OTHER
    if received:
        return 0.7
    return 0.5 if common and len(child.subject_core) >= DISTINCT else 0.0


def _forward_fit(child: ThreadFacts, parent: ThreadFacts) -> float:
    return 0.7 if child.from_p in parent.participants else 0.0


def _generic_fit(child: ThreadFacts, parent: ThreadFacts) -> float:
    pair = child.from_p != parent.from_p and child.from_p in parent.participants and parent.from_p in child.participants
    return 0.6 if pair and not child.is_forward else 0.0
