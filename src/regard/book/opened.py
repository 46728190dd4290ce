"""An open book: its folder, connections, whom a reference means, and the view that answers read; what every part of `Book` stands on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast
from weakref import WeakSet

from regard import config
from regard.answers.money import Money
from regard.answers.references import beginning, exact_person_ref, merged_into, person_ref, shown, taken_for
from regard.book.remembering import Remembering
from regard.errors import BookBusy, BookError, UsageError
from regard.model import DAY
from regard.store import making
from regard.store.live import Live
from regard.store.records import Records
from regard.time import day_of, iso_day, known_us, now_us

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need (numpy above all)
    from regard.answers.days_ahead import Days
    from regard.answers.moving_away import Leaving
    from regard.answers.need import Promised
    from regard.answers.standing import Standings
    from regard.answers.view import View
    from regard.answers.waiting import Asks
    from regard.answers.written_for import WrittenFor
    from regard.deals.account_side import AccountSide
    from regard.results import PersonRow

MOST_TAKEN = 10


class Opened(Remembering):
    """A folder's records and live store, opened, and settings."""

    def __init__(
        self, folder: Path, records: Records, settings: config.Settings, flags: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(folder, records, settings)
        self._flags = dict(flags or {})
        self._local = threading.local()
        self._progress: Callable[[str, int, int | None], None] | None = None
        self._read_again = 0
        self._opened: WeakSet[Live] = WeakSet()  # a thread's connection goes when the thread does

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
            flow.progress = self._progress or flow.progress
            self._read_again += catch_up(self._records, live, flow.reader("mail"), flow.progress)
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

    def _view(self, as_of: str | None) -> View:
        from regard.answers.standing import standings
        from regard.answers.view import View
        from regard.flow.weighing import active, before
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
            from regard.deals.corrections import standing
            from regard.deals.two_crms import joined, pair
            from regard.store.crm import newest_known
            from regard.store.deal_judgements import read

            newest = newest_known(self._records)
            if newest is None:
                return Money(())
            mail = live.rows("SELECT max(us) FROM message")[0][0] or 0
            said = standing(read(self._records))
            words = [one for of in said.values() for one in of.get("same", {}).values()]
            corrected = sorted(deal for deal, of in said.items() if of.keys() - {"same"})
            key = (
                " ".join((str(live.get("settled_rev")), *sorted(one.id for one in words), *corrected)),
                min(moment, max(newest, mail)),
            )  # from the newest row or mail on, nothing more is known
            if key not in self._money:
                if len(self._money) > 4:
                    self._money.clear()
                each = tuple(opportunities(self._records, live, moment))
                found = joined(each, {pair(one.deal, one.subject): one.value == "yes" for one in words}, corrected)
                self._money[key] = Money(found.deals, each, found.doubts)
            return self._money[key]

        def a_month_ago(buyers: list[str] | None) -> Standings:
            return of(buyers, (moment // DAY - 30) * DAY)  # of a day's beginning, so that it is one all day

        text = bool(self._settings["text.read"])

        @cache
        def promised() -> Mapping[str, Promised]:
            from regard.answers.promises import ours_pressing

            return ours_pressing(view, self._ledger(view), you)

        def waiting() -> Asks:
            return self._waiting_of(view)[0]

        def may_wait() -> Asks:
            return self._waiting_of(view)[1]

        def days() -> Days:
            from regard.answers.days_ahead import days_ahead

            return self._once(("days ahead",), view, lambda: days_ahead(view))

        @cache
        def leaving_us() -> Sequence[Leaving]:
            from regard.answers.deal_context import limits
            from regard.answers.moving_away import moving_away, with_snoozes
            from regard.deals.corrections import by_deal
            from regard.store.deal_judgements import read

            found = self._once(("leaving us",), view, lambda: moving_away(view, limits(view, self._settings)))
            return with_snoozes(found, by_deal(read(self._records)), self._records.key, moment)

        def written() -> Mapping[str, WrittenFor]:
            from regard.answers.written_for import written_for

            return self._once(("written for",), view, lambda: written_for(view))

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
            leaving_us=leaving_us,
            written_for=written,
            fitted_before=cache(lambda: before(self._records, weights)),
        )
        return view

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
