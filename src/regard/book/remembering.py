"""What an open book remembers between questions, and keeps for the next process: answers about the whole of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from regard import config
from regard.answers.money import Money
from regard.model import DAY
from regard.store.live import Live
from regard.store.records import Records

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need (numpy above all)
    from regard.answers.deal_board import Board
    from regard.answers.doubts import Doubts
    from regard.answers.names import Names
    from regard.answers.remembered import Remembered
    from regard.answers.view import View
    from regard.answers.waiting import Asks
    from regard.deals.account_side import AccountSide
    from regard.deals.corrections import Corrections
    from regard.deals.proposing import Proposal
    from regard.interactions.coverage import Covered
    from regard.results import AccountRow, PersonRow, PromiseRow, Rows, Status, Told
    from regard.store.kept_answers import KeptAnswers

HALF_AN_HOUR = 1_800_000_000
"""Microseconds for which an answer about the whole book at the present moment stands, while nothing in it changes."""
WORTH = 0.08
"""Seconds of CPU from which on an answer is kept for the next process: to find it again takes a fifth of that."""

_T = TypeVar("_T")


class Remembering:
    """What was worked out of one folder's book: remembered until something changes, and some of it kept for other processes."""

    def __init__(self, folder: Path, records: Records, settings: config.Settings) -> None:
        self.folder = folder
        self._records = records
        self._settings = settings
        self._money: dict[tuple[str, int], Money] = {}
        self._promises: dict[tuple[str, int], Sequence[PromiseRow]] = {}
        self._asks: dict[tuple[str, int], tuple[Asks, Asks]] = {}
        self._begun: dict[tuple[object, ...], Any] = {}
        self._everybody: dict[tuple[object, ...], Sequence[PersonRow]] = {}
        self._accounts: tuple[tuple[object, ...], dict[str, Rows[AccountRow]]] | None = None
        self._names: tuple[tuple[object, ...], Names] | None = None
        self._covered: tuple[tuple[object, ...], Covered] | None = None
        self._came_in: tuple[tuple[object, ...], dict[str, float]] | None = None
        self._status: tuple[tuple[object, ...], Status] | None = None
        self._doubts: tuple[str, Doubts] | None = None
        self._boards: dict[tuple[str, int], Board] = {}
        self._some_boards: dict[tuple[tuple[str, int], frozenset[str]], Board] = {}
        self._said: tuple[int, Mapping[str, Corrections]] | None = None
        self._proposed: tuple[tuple[object, ...], Rows[Proposal]] | None = None
        self._changes: dict[tuple[object, ...], Sequence[Told]] = {}
        self._sides: dict[tuple[object, ...], Mapping[str, AccountSide]] = {}
        self._turn = threading.Lock()
        self._sides_turn = threading.Lock()

    def _forget_answers(self) -> None:
        """Keep nothing in memory of earlier answers: what was erased stands in them."""
        for kept in (
            self._remembered,
            self._money,
            self._promises,
            self._asks,
            self._begun,
            self._everybody,
            self._boards,
            self._some_boards,
            self._changes,
            self._sides,
        ):
            kept.clear()
        self._status = self._doubts = self._said = self._proposed = self._names = self._covered = self._came_in = (
            self._accounts
        ) = None

    @cached_property
    def _remembered(self) -> Remembered:
        from regard.answers.kept_standings import KeptStandings
        from regard.answers.remembered import Remembered

        return Remembered(KeptStandings(self.folder))

    @cached_property
    def _kept(self) -> KeptAnswers:
        from regard.store.kept_answers import KeptAnswers

        return KeptAnswers(self.folder, self._records.key)

    def _state(self, live: Live) -> str:
        """What is settled of this book, under which settings, as a text: what answers are kept by for other processes."""
        from regard.store.kept_answers import state_of

        said = sorted((key, repr(value)) for key, value in self._settings.values.items())
        return state_of((live.get("settled_rev"), live.get("settled_us"), said), live.path)

    def _answer(self, view: View, what: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """What was made of this state of the book by any process, or is made now, and kept for the next one where that took long.

        `what` names the question and all it depends on beside what is settled, the settings and the weights, in words that are the same
        in every process.
        """
        from regard.store.kept_answers import MISSING

        asked, state = (*what, view.weights.version), self._state(view.live)
        held = self._kept.get(state, asked)
        if held is not MISSING:
            return cast("_T", held)
        begun = thread_time()
        made = make()
        if thread_time() - begun >= WORTH:
            self._kept.put(state, asked, made, lambda: self._state(view.live))
        return made

    def _waiting_of(self, view: View) -> tuple[Asks, Asks]:
        """The asks that wait at a view's moment and those that may, of the whole book, remembered until something changes, or for half
        an hour."""
        from regard.answers.waiting import by_buyer, weighed

        def both() -> tuple[Asks, Asks]:
            asks = weighed(view)
            return by_buyer(w for w in asks if w.sure), by_buyer(w for w in asks if not w.sure)

        key = self._ledger_key(view)
        if key not in self._asks:
            if len(self._asks) > 4:
                self._asks.clear()
            self._asks[key] = self._answer(view, ("asks", *key), both)
        return self._asks[key]

    def _once(self, what: tuple[object, ...], view: View, make: Callable[[], _T], *, kept: bool = True) -> _T:
        """What the first page asks for each time, remembered until something changes, or for half an hour; `kept` for other processes too:
        never what is one seller's own.
        """
        asked = (*what, self._records.rev(), *self._ledger_key(view))
        key = (*asked, view.weights.version)
        held = self._begun.get(key)
        if held is None:
            held = self._answer(view, asked, make) if kept else make()
            if len(self._begun) > 32:
                self._begun.clear()
            self._begun[key] = held
        return cast("_T", held)

    def _names_of(self, live: Live) -> Names:
        """What people and companies go by, remembered until something changes."""
        from regard.answers.names import names

        key = (self._records.rev(), live.get("settled_rev"), live.get("settled_us"))
        if self._names is None or self._names[0] != key:
            self._names = (key, names(live))
        return self._names[1]

    def _covered_of(self, live: Live) -> Covered:
        """What the sources show of whom, remembered until something changes: thousands of periods in a large book."""
        from regard.flow.covering import stored_coverage

        key = (self._records.rev(), live.get("settled_rev"), live.get("settled_us"))
        if self._covered is None or self._covered[0] != key:
            self._covered = (key, stored_coverage(live))
        return self._covered[1]

    def _came_in_of(self, live: Live, seller: str) -> float:
        """Which share of the mail in one of our mailboxes others wrote, remembered until something changes: it reads the whole mailbox."""
        from regard.answers.unseen import came_in

        key, held = (self._records.rev(), live.get("settled_rev"), live.get("settled_us")), self._came_in
        if held is None or held[0] != key:
            held = self._came_in = (key, {})
        if seller not in held[1]:
            held[1][seller] = came_in(live, seller)
        return held[1][seller]

    def _rows_of(self, view: View, side: str) -> Sequence[PersonRow]:
        """The rows of all people on a side at a view's moment, remembered until something changes, or for half an hour."""
        from regard.answers.people import people

        key = (self._records.rev(), *self._ledger_key(view), side, view.weights.version)
        if key not in self._everybody:
            if len(self._everybody) > 4:
                self._everybody.clear()
            self._everybody[key] = self._answer(view, ("people", *key[:-1]), lambda: tuple(people(view, side=side)))
        return self._everybody[key]

    def _accounts_of(self, view: View, side: str) -> Rows[AccountRow]:
        """The companies on a side at the present moment, remembered until something changes, or for half an hour; of the last moment alone,
        for of 10,000 companies they are some ten megabytes."""
        from regard.answers.accounts import accounts
        from regard.results import Rows

        key, held = (self._records.rev(), *self._ledger_key(view), view.weights.version), self._accounts
        if held is None or held[0] != key:
            held = self._accounts = (key, {})
        if side not in held[1]:
            held[1][side] = self._answer(view, ("accounts", *key[:-1], side), lambda: Rows(accounts(view, side)))
        return held[1][side]

    def _sides_of(self, view: View) -> Mapping[str, AccountSide]:
        """What each company is to us at a view's moment, remembered until something changes, or for half an hour."""
        from regard.answers.account_sides import account_sides
        from regard.store.deal_judgements import read

        key = (self._records.rev(), *self._ledger_key(view))
        with self._sides_turn:
            if key not in self._sides:
                while len(self._sides) > 4:
                    del self._sides[next(iter(self._sides))]
                self._sides[key] = self._answer(view, ("sides", *key), lambda: dict(account_sides(view, read(self._records))))
            return self._sides[key]

    def _ledger(self, view: View) -> Sequence[PromiseRow]:
        """The promises of the whole book at a view's moment, remembered until something changes, or for half an hour."""
        from regard.answers.promises import of_book

        key = self._ledger_key(view)
        if key not in self._promises:
            if len(self._promises) > 4:
                self._promises.clear()
            self._promises[key] = self._answer(view, ("promises", *key), lambda: of_book(view))
        return self._promises[key]

    @staticmethod
    def _ledger_key(view: View) -> tuple[str, int]:
        """What whole-book answers at a view's moment are remembered by."""
        return view.live.get("settled_rev"), view.as_of_us if view.as_of_us % DAY == 0 else view.as_of_us // HALF_AN_HOUR
