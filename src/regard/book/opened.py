"""An open book's folder, connections and what is remembered between questions: what every part of `Book` stands on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from time import thread_time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from weakref import WeakSet

from regard import config
from regard.answers.money import Money
from regard.answers.references import beginning, exact_person_ref, merged_into, person_ref, shown, taken_for
from regard.errors import BookBusy, BookError, UsageError
from regard.model import DAY
from regard.store import making
from regard.store.live import Live
from regard.store.records import Records
from regard.time import day_of, iso_day, known_us, now_us

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need (numpy above all)
    from regard.answers.days_ahead import Days
    from regard.answers.deal_board import Board
    from regard.answers.doubts import Doubts
    from regard.answers.names import Names
    from regard.answers.need import Promised
    from regard.answers.remembered import Remembered
    from regard.answers.standing import Standings
    from regard.answers.view import View
    from regard.answers.waiting import Asks
    from regard.deals.account_side import AccountSide
    from regard.deals.corrections import Corrections
    from regard.deals.proposing import Proposal
    from regard.interactions.coverage import Covered
    from regard.results import PersonRow, PromiseRow, Rows, Status, Told
    from regard.store.kept_answers import KeptAnswers

HALF_AN_HOUR = 1_800_000_000
"""Microseconds for which an answer about the whole book at the present moment stands, while nothing in it changes."""
MOST_TAKEN = 10
WORTH = 0.08
"""Seconds of CPU from which on an answer is kept for the next process: to find it again takes a fifth of that."""

_T = TypeVar("_T")


class Opened:
    """A folder's records and live store, opened, and settings."""

    def __init__(
        self, folder: Path, records: Records, settings: config.Settings, flags: Mapping[str, Any] | None = None
    ) -> None:
        self.folder = folder
        self._flags = dict(flags or {})
        self._records = records
        self._settings = settings
        self._local = threading.local()
        self._opened: WeakSet[Live] = WeakSet()  # a thread's connection goes when the thread does
        self._money: dict[tuple[str, int], Money] = {}
        self._promises: dict[tuple[str, int], Sequence[PromiseRow]] = {}
        self._asks: dict[tuple[str, int], tuple[Asks, Asks]] = {}
        self._begun: dict[tuple[object, ...], Any] = {}
        self._everybody: dict[tuple[object, ...], Sequence[PersonRow]] = {}
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

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, flags: Mapping[str, Any] | None = None) -> Self:
        """Open the book in a folder. Raises BookMissing where there is none and `create` is false; ConfigError; BookTooNew."""
        folder = Path(path)
        settings = config.load(folder, flags)
        return cls(folder, Records.open(folder, create=create), settings, flags)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        for live in list(self._opened):
            live.close()
        self._opened.clear()
        self._local = threading.local()
        self._records.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written where this book lies: it answers, and nothing can be said or read in."""
        return self._records.read_only

    def _live(self) -> Live:
        """This thread's connection to the live store; built again from the records where it is missing, and finished where its making was
        cut short. Raises BookBusy where another process or thread is making it: half of it is no answer.
        """
        live: Live | None = getattr(self._local, "live", None)
        if live is None:
            live = Live.open(self.folder, read_only=True) or self._rebuilt()
            self._local.live = live
            self._opened.add(live)
        if making.goes_on(live.connection) and not self._records.written_here:
            self._made(live)
        return live

    def _made(self, live: Live) -> None:
        """Finish a live store that was emptied, to be made anew, unless somebody is at it."""
        if self._records.written_here is None:
            with suppress(BookBusy), self._records.writer():
                self._settled_whole(live)
        if making.goes_on(live.connection):
            raise BookBusy(making.told(live.connection, self._records.last_item()))

    def _rebuilt(self) -> Live:
        """The live store, made anew from the records."""
        if self._records.read_only:
            raise BookError(
                f"{self.folder} cannot be written, and this version has to make its live store anew before it can read the book. Copy the "
                "book to a folder that can be written and read it there."
            )
        with self._records.writer():
            live = cast("Live", Live.open(self.folder))
            self._local.live = live
            self._settled_whole(live)
        return live

    def _settled_whole(self, live: Live) -> None:
        """Have the live store hold all of the records, settled."""
        from regard.flow.applying import BEHIND, catch_up

        if self._records.last_item() or self._records.get_meta(BEHIND):
            flow = self._flow()
            catch_up(self._records, live, flow.reader("mail"))
            flow.settle()
        else:
            with live.writing() as c:
                making.end(c, 0)

    def _finished(self, live: Live) -> None:
        """Finish a first sync that was cut short, and a removal that the live store has not followed: nobody reads on what is erased. While
        another process or thread is at it, what there is so far is read.
        """
        first = not live.get("settled_rev") and self._records.last_item()
        if not first and not self._removal_is_due():
            return
        try:
            with self._records.writer():
                self._settled_whole(live)
        except BookBusy:
            return

    def _removal_is_due(self) -> bool:
        """Whether something was taken out of the records, the live store still holds it, and nobody is at it."""
        from regard.flow.applying import BEHIND

        return bool(self._records.get_meta(BEHIND)) and self._records.written_here is None and not self._records.read_only

    def _flow(self) -> Any:
        from regard.flow.syncing import Flow

        return Flow(self.folder, self._records, self._live(), self._settings)

    def _who(self, live: Live, ref: str) -> str:
        """Whom a reference means, for reading; where that was a guess, `taken` says of whom."""
        ref = merged_into(live, self._records.key, ref)
        who = person_ref(live, ref)
        said = taken_for(live, ref, who)
        if said and said not in self.taken:
            self._local.taken = [*self.taken, said][-MOST_TAKEN:]  # a web server's threads ask for ever
        return who

    def _exactly(self, ref: str) -> str:
        """Whom a reference means, for what changes, hands out or erases: nobody is guessed, and no id stands for more than it did.

        Raises UsageError where that id was joined with others since, and what `exact_person_ref` does.
        """
        live = self._live()
        if (now := merged_into(live, self._records.key, ref)) != ref:
            raise UsageError(
                f"“{beginning(ref)}” is one person with others since: {shown(live, now)}, {now}. "
                "Look at them, and name them by that id. Nothing was done."
            )
        return exact_person_ref(live, ref)

    @property
    def taken(self) -> Sequence[str]:
        """Of each reference that this thread asked by and that was no id, address or whole name: whom it was taken for, a sentence each."""
        return list(getattr(self._local, "taken", ()))

    def _handles(self, ref: str, *, alone: bool = False, exact: bool = False) -> list[str]:
        """The handles of whoever is meant; of an address alone, with `alone`; of nobody that is guessed, with `exact`."""
        live = self._live()
        if alone and "@" in ref:
            rows = live.rows("SELECT id FROM handle WHERE address = lower(?)", ref.strip())
            if rows:
                return [rows[0][0]]
        who = self._exactly(ref) if exact else self._who(live, ref)
        return [row[0] for row in live.rows("SELECT id FROM handle WHERE person = ? ORDER BY id", who)]

    def _settle(self, change: Callable[[Any], Any], handles: Sequence[str]) -> None:
        """Write a change to the records and bring what rests on those handles up to date."""
        from regard.flow import people_due

        self._live()
        with self._records.writer():
            with self._records.writing() as c:
                change(c)
                people_due.note(self._records, c, handles)
            self._flow().settle()

    def _drop_copies(self) -> None:
        """Before a removal: no published copy may outlive it, wherever it is ended."""
        from regard.store import generations

        generations.collect(self.folder, keep=0)

    def _erase_copies(self) -> None:
        """After a removal: publish at once where somebody asked for it before, and give freed pages back."""
        self._records.compact()
        self._live().compact()
        self._publish_again()

    def _publish_again(self) -> None:
        """Publish what was taken out of, where somebody asked for a published copy before."""
        from regard.store import generations

        if generations.asked_for(self.folder):
            self._flow().publish()
            generations.collect(self.folder, keep=1)
        self._forget_answers()

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
        self._status = self._doubts = self._said = self._proposed = self._names = self._covered = self._came_in = None

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

    def _view(self, as_of: str | None) -> View:
        from regard.answers.standing import standings
        from regard.answers.view import View
        from regard.flow.weighing import active
        from regard.relationships.display import Bands

        live = self._live()
        self._finished(live)
        weights = active(self._records, str(self._settings["model.active"]))
        moment, note = (known_us(as_of), "") if as_of else self._default_moment(live)
        bands = Bands(self._settings["bands.good"], self._settings["bands.fair"])

        def of(buyers: list[str] | None, at: int = moment) -> Standings:
            if buyers is not None:  # one alone is fitted as it is explained; several are looked up where everybody was fitted
                everybody = self._remembered.at_hand(live, at, weights) if len(buyers) > 1 else None
                return everybody or standings(live, at, weights, bands, buyers)
            return self._remembered.standings(live, at, weights, bands, lambda some: standings(live, at, weights, bands, some))

        @cache
        def money() -> Money:
            from regard.answers.opportunities import opportunities
            from regard.store.crm import newest_known

            newest = newest_known(self._records)
            if newest is None:
                return Money(())
            mail = live.rows("SELECT max(us) FROM message")[0][0] or 0
            key = (
                live.get("settled_rev"),
                min(moment, max(newest, mail)),
            )  # from the newest row or mail on, nothing more is known
            if key not in self._money:
                if len(self._money) > 4:
                    self._money.clear()
                self._money[key] = Money(tuple(opportunities(self._records, live, moment)))
            return self._money[key]

        def a_month_ago(buyers: list[str] | None) -> Standings:
            return of(buyers, (moment // DAY - 30) * DAY)  # of a day's beginning, so that it is one all day

        text = bool(self._settings["text.read"])

        @cache
        def promised() -> Mapping[str, Promised]:
            from regard.answers.promises import ours_pressing

            return ours_pressing(self._ledger(view), moment, you)

        def waiting() -> Asks:
            return self._waiting_of(view)[0]

        def may_wait() -> Asks:
            return self._waiting_of(view)[1]

        def days() -> Days:
            from regard.answers.days_ahead import days_ahead

            return self._once(("days ahead",), view, lambda: days_ahead(view))

        def everybody(side: str) -> Sequence[PersonRow]:
            return self._rows_of(view, side)

        @cache
        def sides() -> Mapping[str, AccountSide]:
            return self._sides_of(view)

        @cache
        def apart() -> frozenset[frozenset[str]]:
            from regard.identity.judgements import standing as standing_judgements

            judged = [j for j in standing_judgements(self._records.judgements()) if j.by == "user" and j.verdict == "different"]
            ids = sorted({h for j in judged for h in (j.left_h, j.right_h)})
            person = dict(live.rows_in("SELECT id, person FROM handle WHERE id IN ({})", ids))
            found = (frozenset(filter(None, (person.get(j.left_h), person.get(j.right_h)))) for j in judged)
            return frozenset(pair for pair in found if len(pair) == 2)

        owners = self._settings["us.owners"]
        you = ""
        if len(owners) == 1:
            you = next(
                (row[0] for row in live.rows("SELECT person FROM handle WHERE address = lower(?)", owners[0]) if row[0]), ""
            )
        view = View(
            live,
            self._records.key,
            moment,
            weights,
            bands,
            text,
            of,
            a_month_ago,
            note,
            money,
            promised,
            sides,
            waiting,
            may_wait,
            days,
            you,
            zone=str(self._settings["time.zone"]),
            apart=apart,
            everybody=everybody,
            names=lambda: self._names_of(live),
            covered=lambda: self._covered_of(live),
            came_in=lambda seller: self._came_in_of(live, seller),
        )
        return view

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

    def _default_moment(self, live: Live) -> tuple[int, str]:
        """Now; for an archive (no mail for `book.archive_days`) the end of its last day, and a note that says so."""
        now = now_us()
        last = live.rows(
            "SELECT us, kind FROM message WHERE kind IN ('mail', 'call') AND us_basis NOT IN ('file', 'quote') AND us <= ? "
            "ORDER BY us DESC LIMIT 1",
            now,
        )
        newest, kind = last[0] if last else (None, "")
        if newest is None or now - newest <= int(self._settings["book.archive_days"]) * DAY:
            return now, ""
        note = f"The newest {kind} is of {iso_day(newest)}: this book is read as of that day."
        return (day_of(newest) + 1) * DAY, note
