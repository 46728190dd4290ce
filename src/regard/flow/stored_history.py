"""A book as the truth protocols read it: who wrote to whom when, what was asked, what was decided, and when that was known.

Reads interaction, trial, person, coverage. Recovered messages and automated ones are not here: they are no evidence. Every mail
counts from when it was known, so that nothing is seen before it could have been.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.flow.covering import stored_coverage
from regard.flow.stored_trials import ROWS_AT_ONCE
from regard.interactions.coverage import Covered
from regard.model import DAY
from regard.relationships.validity.mails import NEVER, WINDOW, Asks, Facts, Mail, Named
from regard.relationships.validity.world import World
from regard.relationships.weights import Weights
from regard.store.live import Live

Ints = NDArray[np.int64]
_MAILS = """SELECT buyer, seller, outbound, max(us, known_us) FROM interaction
    WHERE kind = 'mail' AND automated = 0 AND recovered = 0 AND seller <> '' AND max(us, known_us) < ?"""
_READ = (
    *(
        "buyer",
        "seller",
        "channel",
        "outcome",
        "known",
        "opened",
        "strength",
        "kind",
        "recipients",
        "weekday",
        "holiday",
        "load",
    ),
    *("role", "first_contact", "hour", "expects", "shown"),
)
"""What `_TRIALS` reads, in its order."""
_TOLD = ("buyer", "seller", "channel", "outcome", "known", "opened")
_TRIALS = """SELECT buyer, seller, channel, outcome = '1', known_us, opened_us, q * temper, kind, recipients, weekday,
    holiday, load, role, first_contact, hour, expects, shown FROM trial
    WHERE known_us < ?1 AND coalesce(until_us >= ?1, 1) AND outcome IN ('0', '1') AND temper > 0 AND q > 0
    ORDER BY buyer, known_us, id"""
"""What was settled by then and is not taken back by then, as estimates count it."""


@dataclass(frozen=True, slots=True)
class Span:
    """When the sources show what buyers write, from the first such moment to the last; both 0 where they never do."""

    start_us: int = 0
    end_us: int = 0

    @property
    def days(self) -> int:
        """Its length in days."""
        return (self.end_us - self.start_us) // DAY


@dataclass(frozen=True, slots=True)
class BookHistory:
    """A book's history up to a moment. `people` are the ids by code; `one_sided` says that no source shows what buyers write."""

    people: tuple[str, ...]
    mail: Mail
    asks: Asks
    facts: Facts
    span: Span
    covered: Covered
    region: Ints
    language: Ints

    @property
    def one_sided(self) -> bool:
        """Whether no source shows the buyers' side."""
        return self.span.end_us == 0

    def world(self, weights: Weights, split_us: int) -> World:
        """The history as protocols read it, tested from `split_us` on."""
        made = World.of(self.mail, self.asks, self.facts, weights, split_us)
        return replace(made, shows=self._shows, region=self.region, language=self.language)

    def _shows(self, seller: int, start_us: int, end_us: int) -> bool:
        return self.covered.covers(self.people[seller], inbound=True, start_us=start_us, end_us=end_us)


def stored_history(live: Live, as_of_us: int) -> BookHistory:
    """All that was known of the buyers before `as_of_us`. Buyers who object are not here: no trial is made of them."""
    span = _span(live, as_of_us)
    codes: dict[str, int] = {}
    modelled = {row[0] for row in live.rows("SELECT id FROM person WHERE side = 'them' AND objected = 0")}
    mail = _mail(live, as_of_us, span, codes, modelled)
    facts, recipients = _facts(live, as_of_us, codes)
    mail = replace(mail, people=len(codes))
    asks, covered = _asks(facts, recipients), stored_coverage(live)
    region, language = _regions(live, as_of_us, codes), _languages(live, as_of_us, codes)
    return BookHistory(tuple(codes), mail, asks, facts, span, covered, region, language)


def _regions(live: Live, as_of_us: int, codes: Mapping[str, int]) -> Ints:
    """For each person the region whose clock stands on most of their mails (index of `REGIONS`); -1 where none is seen."""
    seen: dict[str, Counter[int]] = defaultdict(Counter)
    for person, tz, n in live.rows(
        "SELECT h.person, m.tz, count(*) FROM message m JOIN handle h ON h.n = m.from_n "
        "WHERE m.tz IS NOT NULL AND m.basis = 'observed' AND m.kind = 'mail' AND m.us < ? GROUP BY 1, 2",
        as_of_us,
    ):
        if person in codes:
            seen[person][int(np.searchsorted(_REGION_ENDS, tz, side="right"))] += n
    found = np.full(len(codes), -1, dtype=np.int64)
    for person, votes in seen.items():
        found[codes[person]] = min(votes, key=lambda region: (-votes[region], region))
    return found


def _languages(live: Live, as_of_us: int, codes: Mapping[str, int]) -> Ints:
    """For each person what most of their mails with words are in (index of `LANGUAGES`); -1 where no word of theirs was read."""
    found = np.full(len(codes), -1, dtype=np.int64)
    for person, share in live.rows(
        """SELECT h.person, avg(instr(coalesce(m.cues, ''), '"unread"') > 0) FROM message m JOIN handle h ON h.n = m.from_n
        JOIN body b ON b.message = m.n AND b.own <> '' WHERE m.basis = 'observed' AND m.kind = 'mail' AND m.us < ? GROUP BY 1""",
        as_of_us,
    ):
        if person in codes:
            found[codes[person]] = int(share > 0.5)
    return found


_REGION_ENDS = (-90, 225)
"""Minutes east of UTC from which clocks are of Europe and Africa, and of Asia and the Pacific."""


def _span(live: Live, as_of_us: int) -> Span:
    rows = live.rows(
        "SELECT min(start_us), max(min(end_us, ?)) FROM coverage WHERE inbound = 1 AND start_us < ?", as_of_us, as_of_us
    )
    start, end = rows[0]
    return Span() if start is None else Span(start, end)


def _mail(live: Live, as_of_us: int, span: Span, codes: dict[str, int], modelled: set[str]) -> Mail:
    parts = [np.zeros((0, 3), dtype=np.int64)]
    for rows in _portions(live, _MAILS, as_of_us):
        there = [row for row in rows if row[0] in modelled]
        both = _coded(codes, there)
        outbound = np.array([row[2] for row in there], dtype=np.int64)
        at = np.arange(len(there))
        us = np.array([row[3] for row in there], dtype=np.int64)
        parts.append(np.column_stack((us, both[at, outbound], both[at, 1 - outbound])))
    flat = np.concatenate(parts)
    flat = flat[np.lexsort((flat[:, 2], flat[:, 1], flat[:, 0]))]
    new = np.ones(len(flat), dtype=bool)
    new[1:] = (flat[1:] != flat[:-1]).any(axis=1)
    us, sender, recipient = flat[new].T.copy()
    return Mail(sender, recipient, us, np.ones(len(us), dtype=np.int64), 0, span.start_us, span.end_us)


def _coded(codes: dict[str, int], rows: Sequence[tuple[Any, ...]]) -> Ints:
    """The codes of those in the first two places of each row; whoever is new gets the next one."""
    people = chain.from_iterable(map(itemgetter(0, 1), rows))
    return np.fromiter((codes.setdefault(p, len(codes)) for p in people), np.int64, 2 * len(rows)).reshape(-1, 2)


_PLAIN = {
    "recipients": np.int32, "weekday": np.int8, "holiday": np.int8, "load": np.int32, "first_contact": np.int8, "hour": np.int8,
    "expects": np.float64,
}  # fmt: skip
"""Circumstances that are numbers, and how they are held."""


def _facts(live: Live, as_of_us: int, codes: dict[str, int]) -> tuple[Facts, Ints]:
    """The decided trials by buyer code and time, and the index of the channel of asks (or -1)."""
    texts: dict[str, dict[str, int]] = {name: {} for name in ("channel", "kind", "role")}
    kinds: dict[str, Any] = {"buyer": np.int64, "seller": np.int64, "channel": np.int16, "outcome": np.int8, "known": np.int64}
    kinds |= {"opened": np.int64, "strength": np.float64, "kind": np.int16, "role": np.int16, **_PLAIN, "shown": np.float64}
    parts: dict[str, list[NDArray[Any]]] = {name: [np.zeros(0, dtype=kind)] for name, kind in kinds.items()}
    for rows in _portions(live, _TRIALS, as_of_us):
        both = _coded(codes, rows)
        columns: dict[str, Any] = dict(zip(_READ, zip(*rows, strict=True), strict=True))
        columns |= {"buyer": both[:, 0], "seller": both[:, 1]}
        for name, code in texts.items():
            columns[name] = [code.setdefault(text, len(code)) for text in columns[name]]
        for name, kind in kinds.items():
            parts[name].append(np.array(columns[name], dtype=kind))
    found = {name: np.concatenate(parts.pop(name)) for name in kinds}
    order = np.lexsort((found["known"], found["buyer"]))
    if np.any(order[1:] < order[:-1]):
        found = {name: found.pop(name)[order] for name in kinds}
    context: Mapping[str, Any] = {name: Named(tuple(texts[name]), found[name]) for name in ("kind", "role")}
    context = {**context, **{name: found[name] for name in _PLAIN}}
    buyer, seller, channel, outcome, known, opened = (found[name] for name in _TOLD)
    channels = tuple(texts["channel"])
    facts = Facts(channels, buyer, seller, channel, outcome, known, opened, context, found["strength"], found["shown"])
    return facts, found["recipients"]


def _portions(live: Live, sql: str, as_of_us: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, a portion at a time: as arrays they take a tenth of what they take as rows."""
    cursor = live.connection.execute(sql, (as_of_us,))
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        yield rows


def _asks(facts: Facts, recipients: Ints) -> Asks:
    """The decided asks by when they were made, of those whose answer would surely be seen: what came of the others nobody can say."""
    own = np.zeros(len(facts), dtype=bool)
    if "answers_ask" in facts.channels:
        own = facts.channel == facts.channels.index("answers_ask")
        own &= facts.shown == 1 if facts.shown is not None else True
    late = (facts.outcome == 1) & (facts.known_us > facts.opened_us + WINDOW)  # known later than a silence would have been
    rows = np.flatnonzero(own & ~late)
    rows = rows[np.lexsort((facts.s[rows], facts.b[rows], facts.opened_us[rows]))]
    done = facts.outcome[rows] == 1
    back = np.where(done, facts.known_us[rows], NEVER)
    context = {k: v[rows] for k, v in facts.context.items()}
    return Asks(facts.s[rows], facts.b[rows], facts.opened_us[rows], np.maximum(recipients[rows], 1), back, context)
