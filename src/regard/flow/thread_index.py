"""The messages of the live store as threading asks for them: looked up when wanted, the last ones remembered.

Reads message, copy_rfc, party, reference, body. However large the book is, a bounded number of messages is in memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from regard.interactions.threads import Index, ThreadFacts, Words, part_of
from regard.parse.quoted_words import quoted_lines, said_lines
from regard.store.live import Live
from regard.store.spans import unpack_spans

REMEMBERED = 4_000
"""Messages whose facts, and whose lines, are held in memory at once."""
CORES = 64
"""Subject cores whose messages' times are held in memory at once."""

_FACTS = """SELECT m.n, m.id, m.us, m.rfc_id, m.in_reply_to, m.refs, m.subject_core, m.is_reply, m.is_forward, m.from_n, m.subject
    FROM message m WHERE m.kind = 'mail' AND m.n IN ({})"""
"""Mail alone: the days of a meeting are one thread of their own, and calls belong to none."""
_WITH_RFC_ID = """SELECT n FROM message WHERE rfc_id = ?1 AND rfc_id <> '' AND kind = 'mail'
    UNION SELECT message FROM copy_rfc WHERE rfc_id = ?1"""
_REFERRING = "SELECT r.message FROM reference r JOIN message m ON m.n = r.message WHERE r.rfc_id = ? AND m.kind = 'mail'"
_WITH_CORE = """SELECT us, n FROM message WHERE kind = 'mail' AND basis = 'observed' AND subject_core = ? AND us IS NOT NULL
    ORDER BY us, rfc_id, id"""
_FROM = """SELECT n FROM message WHERE kind = 'mail' AND basis = 'observed' AND from_n = ? AND us >= ? AND us < ?"""


class LiveIndex(Index):
    """The messages of the live store by what threading asks: Message-ID, reference, subject, sender."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._facts: OrderedDict[int, ThreadFacts] = OrderedDict()
        self._numbers: dict[str, int] = {}
        self._lines: OrderedDict[str, Words] = OrderedDict()
        self._cores: OrderedDict[str, tuple[array[int], array[int]]] = OrderedDict()

    def numbered(self, numbers: Sequence[int]) -> list[ThreadFacts]:
        """Messages by number, in that order; those that are no mail are left out."""
        found: dict[int, ThreadFacts] = {}
        missing = []
        for n in numbers:
            held = self._facts.get(n)
            if held is None:
                missing.append(n)
            else:
                found[n] = held
                self._facts.move_to_end(n)
        if missing:
            found |= self._load(missing)
        return [found[n] for n in numbers if n in found]

    def number(self, message_id: str) -> int:
        """The number of a message that is in the book."""
        held = self._numbers.get(message_id)
        return self._live.rows("SELECT n FROM message WHERE id = ?", message_id)[0][0] if held is None else held

    def with_rfc_id(self, rfc_id: str) -> list[ThreadFacts]:
        """The messages with that Message-ID, on any copy of them."""
        return self._of(_WITH_RFC_ID, rfc_id)

    def referring_to(self, rfc_id: str) -> list[ThreadFacts]:
        """The messages that name that Message-ID in References or In-Reply-To."""
        return self._of(_REFERRING, rfc_id)

    def with_core(self, core: str, start_us: int, end_us: int, newest: int | None = None) -> list[ThreadFacts]:
        """The dated messages of that subject core with start_us <= us < end_us, oldest first: all, or the last `newest`."""
        times, numbers = self._core(core)
        first, end = bisect_left(times, start_us), bisect_left(times, end_us)
        if newest is not None:
            first = max(first, end - newest)
        return self.numbered(numbers[first:end])

    def from_sender(self, from_p: str, start_us: int, end_us: int) -> list[ThreadFacts]:
        """The dated messages of that sender with start_us <= us < end_us."""
        return self._of(_FROM, int(from_p), start_us, end_us)

    def words(self, message: ThreadFacts) -> Words:
        """The lines that a message says and quotes; none where its words are not kept."""
        held = self._lines.get(message.id)
        if held is None:
            sql = "SELECT text, spans FROM body WHERE message = ?"
            text, spans = next(iter(self._live.rows(sql, self.number(message.id))), ("", ""))
            zones = unpack_spans(spans)
            held = self._lines[message.id] = (said_lines(text, zones), quoted_lines(text, zones))
            if len(self._lines) > REMEMBERED:
                self._lines.popitem(last=False)
        else:
            self._lines.move_to_end(message.id)
        return held

    def _of(self, sql: str, *values: Any) -> list[ThreadFacts]:
        return self.numbered([row[0] for row in self._live.rows(sql, *values)])

    def _core(self, core: str) -> tuple[array[int], array[int]]:
        """When the messages of a subject core were sent, and their numbers, by (us, rfc_id, id)."""
        held = self._cores.get(core)
        if held is None:
            times, numbers = array("q"), array("q")
            for us, n in self._live.connection.execute(_WITH_CORE, (core,)):
                times.append(us)
                numbers.append(n)
            held = self._cores[core] = (times, numbers)
            if len(self._cores) > CORES:
                self._cores.popitem(last=False)
        else:
            self._cores.move_to_end(core)
        return held

    def _load(self, numbers: list[int]) -> dict[int, ThreadFacts]:
        """Facts of messages that are not held; the oldest held make room, and what was asked for now stays at hand."""
        people: dict[int, list[tuple[int, str]]] = {}
        for message, handle, role in self._live.rows_in(
            "SELECT message, handle, role FROM party WHERE message IN ({})", numbers
        ):
            people.setdefault(message, []).append((handle, role))
        also: dict[int, list[str]] = {}
        for message, rfc_id in self._live.rows_in("SELECT message, rfc_id FROM copy_rfc WHERE message IN ({})", numbers):
            also.setdefault(message, []).append(rfc_id)
        found = {
            row[0]: _facts(row, people.get(row[0], ()), also.get(row[0], ())) for row in self._live.rows_in(_FACTS, numbers)
        }
        for n, facts in found.items():
            self._facts[n] = facts
            self._numbers[facts.id] = n
        while len(self._facts) > max(REMEMBERED, 2 * len(numbers)):
            del self._numbers[self._facts.popitem(last=False)[1].id]
        return found


def _facts(row: tuple[Any, ...], people: Iterable[tuple[int, str]], also: Sequence[str]) -> ThreadFacts:
    return ThreadFacts(
        also=tuple(sorted(also)),
        id=row[1],
        us=row[2],
        rfc_id=row[3],
        in_reply_to=row[4],
        references=tuple(row[5].split()) if row[5] else (),
        subject_core=row[6],
        is_reply=bool(row[7]),
        from_p=str(row[9] or ""),
        participants=frozenset([str(h) for h, _ in people]),
        direct=frozenset([str(h) for h, role in people if role == "to"]),
        is_forward=bool(row[8]),
        part=part_of(row[10]),
    )
