"""What the check asks of practice: months of this book with what our mails showed in them, and how standing moved afterwards.

The nine behaviours, visible rapport-building (our own social talk) and promises kept. All of ours together: nothing here knows one seller
from another. Reads interaction, message, body, trial, coverage and the ledger of promises.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from regard.answers.practice import MEANS
from regard.answers.promises import ledger
from regard.evidence.practice import BEHAVIOURS, practice
from regard.flow.interacting import interactions
from regard.flow.stored_history import BookHistory
from regard.model import DAY, Factor
from regard.relationships.validity.practice import Finding, Months, finding, in_words, much, summary
from regard.relationships.validity.world import World
from regard.results.validity import PracticeCheck, PracticeFound
from regard.store.live import Live
from regard.store.spans import unpack_spans

MONTH, AFTER, BEFORE = 30 * DAY, 60 * DAY, 90 * DAY
MOST = 12_000
"""So many mails of ours are read, of whole buyers, whoever's id comes first: ids tell nothing of anybody."""
RAPPORT, KEPT = "rapport-building", "promises kept"
NAMES = (*BEHAVIOURS, RAPPORT, KEPT)
SAYS = {**MEANS, RAPPORT: "you talked of personal things", KEPT: "what you had promised was done in time, as far as mail shows"}
TOLD: tuple[Factor, ...] = ("trust", "value")
_OURS = "i.outbound AND i.kind = 'mail' AND NOT i.copied AND NOT i.automated AND NOT i.recovered AND i.us >= {} AND i.us < {}"
_HOW_MANY = f"SELECT i.buyer, count(*) FROM interaction i WHERE {_OURS} GROUP BY i.buyer ORDER BY i.buyer"
_MAILS = f"""SELECT i.buyer, i.seller, i.us, m.n, m.cues FROM interaction i JOIN message m ON m.id = i.message_id
    WHERE {_OURS} AND i.buyer IN ({{{{}}}}) ORDER BY i.buyer, i.us"""
_THEIRS = """SELECT buyer, us FROM interaction WHERE NOT outbound AND kind = 'mail' AND NOT automated AND NOT recovered AND us < ?
    AND buyer IN ({}) ORDER BY us"""


@dataclass(slots=True)
class _Month:
    """One buyer in one month: which of ours wrote, and what was shown."""

    sellers: Counter[str] = field(default_factory=Counter)
    shown: set[str] = field(default_factory=set)


def practice_pays(live: Live, book: BookHistory, world: World, as_of_us: int, *, text: bool) -> PracticeCheck:
    """Each practice with what it comes before; words alone where words are not read or too little could be followed."""
    if not text:
        return PracticeCheck("Words are not read in this book: nothing is known of what your messages show.", ())
    months, ours = _months(live, book, world)
    if not months:
        return PracticeCheck("No month of yours with a buyer could be followed for 60 days.", ())
    promised = _promised(live, sorted({b for b, _ in months}), book, as_of_us)
    rows = sorted(months)
    at = _Rows(book, world, rows, months, ours, _times(live, {b for b, _ in rows}, as_of_us))
    found: dict[str, dict[str, Finding]] = {}
    questions = len(NAMES) * len(TOLD)
    for n, name in enumerate(NAMES):
        if name == KEPT:
            shown = {row: promised[row] for row in rows if row in promised}
        else:
            shown = {row: float(name in months[row].shown) for row in rows}
        found[name] = {f: finding(at.of(f, shown), questions, seed=n) for f in TOLD}
    told = tuple(_row(name, found[name]) for name in NAMES)
    return PracticeCheck(summary(NAMES, found), told)


def _row(name: str, found: Mapping[str, Finding]) -> PracticeFound:
    parts = {
        f: {"told": x.told, "value": x.value, "low": x.low, "high": x.high, "p": x.p, "false_alarms": x.false_alarms,
            "people": x.people, "months": x.months}
        for f, x in found.items()
    }  # fmt: skip
    return PracticeFound(name, SAYS[name], in_words(found), parts)


def _months(live: Live, book: BookHistory, world: World) -> tuple[dict[tuple[str, int], _Month], dict[str, list[int]]]:
    """((buyer, month) -> what was shown in it, buyer -> when we wrote to them), where the 60 days after are shown."""
    there = set(book.people)
    span = (book.span.start_us, book.span.end_us)
    chosen: list[str] = []
    read = 0
    for buyer, many in live.rows(_HOW_MANY.format(*span)):
        if buyer in there:
            read += many
            if read > MOST and chosen:
                break
            chosen.append(buyer)
    ours: dict[str, list[int]] = defaultdict(list)
    mails: dict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
    for buyer, seller, us, n, cues in live.rows_in(_MAILS.format(*span), chosen):
        ours[buyer].append(us)
        mails[buyer].append((seller, us, n, cues or ""))
    shown = _shown(live, sorted({n for b in chosen for _, _, n, _ in mails[b]}))
    found: dict[tuple[str, int], _Month] = {}
    for buyer in chosen:
        for seller, us, n, cues in mails[buyer]:
            month = (us - book.span.start_us) // MONTH
            if _end(book, month) + AFTER <= book.span.end_us:
                at = found.setdefault((buyer, month), _Month())
                at.sellers[seller] += 1
                at.shown |= shown.get(n, frozenset())
                if '"social_talk"' in cues:
                    at.shown.add(RAPPORT)
    code = {p: n for n, p in enumerate(book.people)}
    seen: dict[tuple[str, int], bool] = {}
    kept = {}
    for (buyer, month), at in found.items():
        seller = _seller(at)
        if (seller, month) not in seen:
            end = _end(book, month)
            seen[seller, month] = seller in code and bool(world.shown(np.array([code[seller]]), end, end + AFTER)[0])
        if seen[seller, month]:
            kept[buyer, month] = at
    return kept, ours


def _seller(at: _Month) -> str:
    return min(at.sellers, key=lambda s: (-at.sellers[s], s))


def _end(book: BookHistory, month: int) -> int:
    return book.span.start_us + (month + 1) * MONTH


def _shown(live: Live, numbers: list[int]) -> dict[int, frozenset[str]]:
    """Message -> the behaviours it shows."""
    rows: Iterable[tuple[int, str, str]] = live.rows_in("SELECT message, text, spans FROM body WHERE message IN ({})", numbers)
    return {n: frozenset(s.behaviour for s in practice(text, unpack_spans(spans))) for n, text, spans in rows}


def _times(live: Live, buyers: Iterable[str], as_of_us: int) -> dict[str, list[int]]:
    """Buyer -> when they wrote."""
    found: dict[str, list[int]] = defaultdict(list)
    for buyer, us in live.rows_in(_THEIRS.replace("us < ?", f"us < {int(as_of_us)}"), sorted(buyers)):
        found[buyer].append(us)
    return {b: sorted(of) for b, of in found.items()}


def _promised(live: Live, buyers: Sequence[str], book: BookHistory, as_of_us: int) -> dict[tuple[str, int], float]:
    """(buyer, month) in which a promise of ours was kept or fell due -> 1 where all were kept in time, else 0."""
    found: dict[tuple[str, int], float] = {}
    for start in range(0, len(buyers), 200):
        for buyer, here in interactions(live, buyers[start : start + 200]).items():
            for p in ledger(live, here, as_of_us):
                when = p.decided_us if p.state in {"kept", "kept late"} else p.due_us if p.state == "overdue" else None
                if p.side == "us" and when is not None and when >= book.span.start_us:
                    row = (buyer, (when - book.span.start_us) // MONTH)
                    found[row] = min(found.get(row, 1.0), float(p.state == "kept"))
    return found


class _Rows:
    """The months in one order, with where each buyer stood at their end and what it is adjusted for."""

    def __init__(
        self,
        book: BookHistory,
        world: World,
        rows: Sequence[tuple[str, int]],
        months: Mapping[tuple[str, int], _Month],
        ours: Mapping[str, Sequence[int]],
        theirs: Mapping[str, Sequence[int]],
    ) -> None:
        code = {p: n for n, p in enumerate(book.people)}
        self.rows = rows
        self.person = np.array([code[b] for b, _ in rows], dtype=np.int64)
        seller = np.array([code[_seller(months[row])] for row in rows], dtype=np.int64)
        end = np.array([_end(book, m) for _, m in rows], dtype=np.int64)
        self.wrote = np.array([sum(months[row].sellers.values()) for row in rows], dtype=np.int64)
        counts = [
            [much(_between(times.get(b, ()), _end(book, m) - back, _end(book, m) - back + length)) for b, m in rows]
            for times in (ours, theirs)
            for back, length in ((MONTH, MONTH), (MONTH + BEFORE, BEFORE))
        ]
        beside = [np.array(c) for c in counts] + [np.array([float(m) for _, m in rows])]
        self.now: dict[Factor, NDArray[np.float64]] = {}
        self.later: dict[Factor, NDArray[np.float64]] = {}
        self.known: dict[Factor, NDArray[np.bool_]] = {}
        for f in TOLD:
            tau = np.sqrt(world.weights.factors[f].team)
            stands, after = (world.standing(self.person, seller, us, factor=f) for us in (end, end + AFTER))
            self.now[f], self.later[f] = 100 * ndtr(stands.team / tau), 100 * ndtr(after.team / tau)
            self.known[f] = stands.team != 0
            beside += [self.now[f], stands.fast - stands.mean, np.log1p(stands.n_eff)]
        self.beside = np.column_stack(beside)

    def of(self, factor: Factor, shown: Mapping[tuple[str, int], float]) -> Months:
        """The months of one question: those in which it could be shown, of buyers of whom anything was known then."""
        keep = np.array([row in shown for row in self.rows], dtype=bool) & self.known[factor]
        x = np.array([shown.get(row, 0.0) for row in self.rows])[keep]
        moved = (self.later[factor] - self.now[factor])[keep]
        return Months(self.person[keep], x, moved, self.beside[keep], self.wrote[keep])


def _between(times: Sequence[int], start: int, end: int) -> int:
    return bisect_left(times, end) - bisect_left(times, start)
