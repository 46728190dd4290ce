"""A book's deals: the CRM's opportunities, their committees and risks, and how CRM files are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from regard.book.opened import Opened
from regard.config import known
from regard.ids import digest
from regard.model import DAY
from regard.results import Rows

if TYPE_CHECKING:  # a sync answers nothing: it starts in half the time without what answers need
    from regard.answers.deal_board import Board
    from regard.answers.deal_rows import DealPage, DealRow, RiskRow
    from regard.answers.resting import MoneyPage
    from regard.answers.view import View
    from regard.deals.corrections import Corrections
    from regard.deals.proposing import Proposal
    from regard.deals.records import Deal
    from regard.results import PromiseRow

_T = TypeVar("_T")

PARTS = 8
"""So many parts of the board are remembered, for briefs and the review."""


class Dealing(Opened):
    """Deals, risks and CRM files."""

    def opportunities(self, as_of: str | None = None) -> Rows[Deal]:
        """The CRM's deals as known then, with their stages, outcome and who takes part; empty without a CRM export."""
        return Rows(self._view(as_of).money().deals)

    def deals(self, as_of: str | None = None, *, closed: bool = False) -> Rows[DealRow]:
        """The open deals (all, if `closed`) with coverage, risks and next step, the most pressing first."""
        from regard.answers.deals import rows

        view = self._view(as_of)
        return Rows(self._of_board(view, ("deals", closed), lambda: rows(self._board_of(view), closed=closed)))

    def deal(self, ref: str, as_of: str | None = None) -> DealPage:
        """One deal, by CRM id or name: committee, coverage, empty seats, risks. Raises UnknownReference, AmbiguousReference."""
        from regard.answers.beside import beside
        from regard.answers.deals import page
        from regard.answers.deals_at import REOPENS, again

        view = self._view(as_of)
        found = page(self._board_of(view), ref, self._ledger(view))
        mine = self._board_of(view).known[found.id].deal
        found = replace(found, beside=beside(view, self._board_of(view).known[found.id]))
        if mine.through:
            rows = view.live.rows_in("SELECT name FROM company WHERE id IN ({}) ORDER BY name", list(mine.through))
            found = replace(found, through=tuple(name for (name,) in rows))
        if found.outcome not in REOPENS or not found.company_id:
            return found
        deals, proposals = self._deals_at(view, {found.company_id})
        return replace(found, again=again(mine, deals, proposals))

    def _deals_at(self, view: View, companies: Collection[str]) -> tuple[list[Deal], Sequence[Proposal]]:
        """(the deals with some companies, open ones first; those that the mail speaks for, where none is open)."""
        from regard.answers.deals_at import at_companies
        from regard.answers.found_deals import found_deals
        from regard.answers.proposed import proposed
        from regard.store.deal_judgements import read

        every = [*view.money().deals, *found_deals(view, self._corrections())]
        mine = at_companies(every, companies)
        key = (self._records.rev(), view.live.get("settled_rev"), view.as_of_us // DAY)
        if not view.text:
            return mine, ()
        if self._proposed is not None and self._proposed[0] == key:
            return mine, [p for p in self._proposed[1] if not {p.company_id, *p.through[:1]}.isdisjoint(companies)]

        def made() -> tuple[Proposal, ...]:
            return tuple(proposed(view, every, read(self._records), companies))

        return mine, self._answer(view, ("proposed at", *sorted(companies), *key), made)

    def setting(self, key: str) -> Any:
        """A setting in force, such as `deals.crm_words`. Raises ConfigError for one that does not exist."""
        known(key)
        return self._settings[key]

    def money(self, as_of: str | None = None) -> MoneyPage:
        """Won, open, lost and discount of the team and of each account as the CRM has it, and what rests on one person of theirs."""
        from regard.answers.resting import money_page

        view, share = self._view(as_of), float(self._settings["risks.single_share"])
        return self._of_board(view, ("money",), lambda: money_page(view.money(), self._board_of(view), share))

    def risks(self, as_of: str | None = None, *, snoozed: bool = False) -> Rows[RiskRow]:
        """The risks of every open deal, and of accounts that make ready to go without one, the most pressing first; without those that
        are put off, or (`snoozed`) those alone.
        """
        from regard.answers.deals import all_risks, with_accounts

        view = self._view(as_of)

        def made() -> list[RiskRow]:
            board = self._board_of(view)
            rows = all_risks(board, snoozed=snoozed)
            return with_accounts(rows, board, view.leaving_us(), snoozed=snoozed)

        return Rows(self._of_board(view, ("risks", snoozed), made))

    def proposed_deals(self, as_of: str | None = None) -> Rows[Proposal]:
        """Deals that no CRM tells of and the mail speaks for, to be confirmed (`confirm_deal`) or rejected (`reject_deal`)."""
        from regard.answers.proposed import proposed
        from regard.answers.supposed import with_risks
        from regard.store.deal_judgements import read

        def made() -> tuple[Proposal, ...]:
            deals = self._of_board(view, ("known",), lambda: [k.deal for k in self._board_of(view).known.values()])
            found = proposed(view, deals, read(self._records))
            return tuple(with_risks(view, self._settings, found, self._corrections()))

        view = self._view(as_of)
        key = (self._records.rev(), view.live.get("settled_rev"), view.as_of_us // DAY)
        if self._proposed is None or self._proposed[0] != key:
            self._proposed = (key, Rows(self._answer(view, ("proposed", *key), made)))
        return self._proposed[1]

    def _board(self, as_of: str | None) -> Board:
        return self._board_of(self._view(as_of))

    def _board_of(self, view: View) -> Board:
        """Everything about the deals of a moment, remembered until something changes (of now: for the day), for other processes too."""
        from regard.answers.deal_board import board

        said, key = self._corrections(), self._board_key(view)
        with self._turn:
            if key not in self._boards:
                while len(self._boards) >= 3:
                    del self._boards[next(iter(self._boards))]
                self._boards[key] = self._answer(view, ("board", *key), lambda: board(view, self._settings, said))
            return replace(self._boards[key], said=said)

    def _of_board(self, view: View, what: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """What is read off the board of a moment: from the board itself where this process has it, else as it was kept."""
        key = self._board_key(view)
        if key in self._boards:
            return make()
        put_off = sorted(j.id for one in self._corrections().values() for j in one.everything if j.kind == "snooze")
        return self._answer(view, (*what, *key, *put_off), make)

    def _part_of_board(
        self,
        view: View,
        key: tuple[str, int],
        deals: frozenset[str],
        owed: Callable[[], Sequence[PromiseRow]],
        *,
        kept: bool = False,
    ) -> Board:
        """The board of some deals alone, with the promises `owed` tells of, remembered under a key; `kept` for other processes too."""
        from regard.answers.deal_board import board

        said = self._corrections()
        with self._turn:
            if (key, deals) not in self._some_boards:
                while len(self._some_boards) >= PARTS:
                    del self._some_boards[next(iter(self._some_boards))]

                def made() -> Board:
                    return board(view, self._settings, said, only=deals, owed=owed())

                what = ("part", *key, *sorted(deals))
                self._some_boards[key, deals] = self._answer(view, what, made) if kept else made()
            return replace(self._some_boards[key, deals], said=said)

    def _board_key(self, view: View) -> tuple[str, int]:
        """What a board is remembered by: the state of the book, what people said of deals, and the moment (of now: the day)."""
        from regard.deals.account_side import NO_BUYERS

        now = view.as_of_us >= int(view.live.get("settled_us", "0") or 0)
        laid = sorted(j.id for one in self._corrections().values() for j in one.everything if j.kind != "snooze")
        sides = sorted(company for company, told in view.sides().items() if told.side in NO_BUYERS)
        said = digest("k", self._records.key, *laid, "sides", *sides)
        return (f"{view.live.get('settled_rev')} {said}", view.as_of_us // DAY if now else view.as_of_us)

    def _corrections(self) -> Mapping[str, Corrections]:
        """What people said of deals and stands, by deal; read again after every change to the records."""
        from regard.deals.corrections import by_deal
        from regard.store.deal_judgements import read

        now = self._records.rev()
        if self._said is None or self._said[0] != now:
            self._said = (now, by_deal(read(self._records)))
        return self._said[1]

    def crm_preview(self, file: str | Path) -> dict[str, Any]:
        """How a CSV file would be read: table, columns and why, some rows, what would be set aside. Raises SourceError."""
        from regard.answers.crm_preview import preview

        return preview(Path(file), self._records)

    def crm_files(self) -> list[str]:
        """The CSV files that the sources of CRM exports hold, by path; those that are not there any more are left out."""
        from regard.answers.crm_preview import files

        return files(self._records)

    def crm_portal(self, path: str | Path, name: str) -> dict[str, Any]:
        """Say that CRM exports under a path are of another account (portal) than the others, "" that they are not. Raises UsageError."""
        from regard.answers.crm_mapping import keep_portal

        with self._records.writer():
            return keep_portal(self._records, Path(path), name)

    def crm_map(
        self, file: str | Path, columns: Sequence[str] = (), *, table: str = "", dates: str = "", clear: bool = False
    ) -> dict[str, Any]:
        """Say what the columns of files with this header are ("COLUMN=FIELD"). Raises SourceError, UsageError."""
        from regard.answers.crm_mapping import keep

        with self._records.writer():
            return keep(self._records, Path(file), columns, table=table, dates=dates, clear=clear)
